//! What the handover rules say of themselves: clauses in order, and where the reference is odd or wrong.

use super::decision::DECISIONS;
use super::{assessment, earliest_release, early_allocation, gate, reckoning, responsibility};
use crate::rule::{Note, Rule, Stance};

const SOURCE: &str = "Manage POM cases (ministryofjustice/offender-management-allocation-manager at 7aeb43b9, 21 August \
                      2026), as it behaves";

/// Whose a case is, and when it is handed over.
pub static HANDOVER: Rule = Rule {
    id: "handover",
    name: "Responsibility and handover",
    purpose: "Whether the policy covers somebody; whose the case is today, prison or community; from when the community \
              supports and from when it is responsible; and why.",
    source: SOURCE,
    clauses: &[
        &gate::LEGAL_STATUS,
        &gate::CIVIL,
        &gate::AGE,
        &gate::SENTENCED,
        &DECISIONS[0].clause,
        &DECISIONS[1].clause,
        &DECISIONS[2].clause,
        &DECISIONS[3].clause,
        &DECISIONS[4].clause,
        &DECISIONS[5].clause,
        &DECISIONS[6].clause,
        &reckoning::EARLY,
        &reckoning::INDETERMINATE,
        &reckoning::SHORT,
        &reckoning::PAROLE,
        &reckoning::DETERMINATE,
        &reckoning::START,
    ],
    notes: &[
        Note {
            about: "The hour after midnight in summer",
            stance: Stance::Corrected,
            words: "The reference takes the state from the day in UTC and its lists from the day in London, so that for an \
                    hour they contradict each other. Here there is one day, London's, for everything.",
        },
        Note {
            about: "A hearing twelve months away",
            stance: Stance::Corrected,
            words: "The reference compares the hearing's midnight with the very moment, so that a case changes between \
                    midnight and morning. Here the hearing is distant if it is after the same day of the month in twelve \
                    months, at any hour.",
        },
        Note {
            about: "A tariff that has expired",
            stance: Stance::Corrected,
            words: "The reference's lists take somebody whose only date is an expired tariff for released. Here an answer \
                    does not depend on whether a date has passed: whoever is in custody has a state and dates, and lists are \
                    made from these.",
        },
        Note {
            about: "Changes during the day",
            stance: Stance::Corrected,
            words: "The reference recalculates by night. Here an answer is made from the facts as they are when it is asked for.",
        },
        Note {
            about: "Published help",
            stance: Stance::Followed,
            words: "The reference's help says that indeterminate sentences are handed over 8 months before the tariff or the \
                    hearing, and its developers' page lists the clauses in another order. Its code says 12 months and this \
                    order, and is followed.",
        },
        Note {
            about: "A missing release date",
            stance: Stance::Followed,
            words: "Somebody with a conditional or automatic release date but no confirmed or latest one counts as not \
                    sentenced, and so as outside the policy. A caution says so.",
        },
        Note {
            about: "Words of the Parole Board",
            stance: Stance::Followed,
            words: "Only the exact words for release count as release, and “Not Applicable” with the day on which it was \
                    received counts as not released. A caution says so.",
        },
        Note {
            about: "Recalls",
            stance: Stance::Followed,
            words: "A recalled case has no dates, whatever the length of the recall. Lists here show it with the other cases \
                    that the community is responsible for.",
        },
        Note {
            about: "Early allocation of a short sentence",
            stance: Stance::Followed,
            words: "Early allocation comes before the clause for short sentences, so the handover date can be before the \
                    sentence start date. A caution says so.",
        },
        Note {
            about: "Facts that nobody recorded",
            stance: Stance::Followed,
            words: "A MAPPA level that is not recorded counts as 1 or none, a missing category as not open, and a missing \
                    movement as an arrival at the sentence start. Where any other fact is missing on which the answer \
                    depends, the rule cannot tell.",
        },
    ],
    examples: include_str!("../../data/examples/handover.json"),
};

/// The release date by which a handover is reckoned.
pub static EARLIEST_RELEASE: Rule = Rule {
    id: "earliest-release",
    name: "Earliest release date for handover",
    purpose: "The release date by which a handover is reckoned.",
    source: SOURCE,
    clauses: &[&earliest_release::OF_INDETERMINATE, &earliest_release::OF_DETERMINATE],
    notes: &[Note {
        about: "Two earliest release dates",
        stance: Stance::Followed,
        words: "It is not the earliest date on a screen: home detention curfew, sentence expiry, licence expiry and the \
                confirmed release date have no part in it. Every page here says which of the two it shows.",
    }],
    examples: include_str!("../../data/examples/earliest_release.json"),
};

/// Early allocation.
pub static EARLY_ALLOCATION: Rule = Rule {
    id: "early-allocation",
    name: "Early allocation",
    purpose: "What the answers to the questions amount to, when a referral can be made, and where early allocation stands. \
              Only the latest assessment of this sentence counts, and only if it was made in the referral window; a licence \
              that has expired ends it.",
    source: SOURCE,
    clauses: &[
        &assessment::ELIGIBLE,
        &assessment::SEPARATED,
        &assessment::NOTHING,
        &assessment::DISCRETIONARY,
        &early_allocation::WINDOW,
        &early_allocation::OASYS,
        &early_allocation::STATUS,
    ],
    notes: &[
        Note {
            about: "The community's yes",
            stance: Stance::Followed,
            words: "A recorded yes of the community brings the handover forward whatever the answers were.",
        },
        Note {
            about: "Two assessments on one day",
            stance: Stance::Corrected,
            words: "Which of them came last is not in the facts. Where it matters, the rule cannot tell.",
        },
        Note {
            about: "A missing address",
            stance: Stance::Corrected,
            words: "The reference lets nobody assess a case whose community team has no e-mail address. Here that is no condition.",
        },
    ],
    examples: include_str!("../../data/examples/early_allocation.json"),
};

/// Responsibility as it stands.
pub static RESPONSIBILITY: Rule = Rule {
    id: "responsibility",
    name: "Responsibility as it stands",
    purpose: "Who is responsible: by a manager's decision, where there is one, and otherwise as calculated.",
    source: SOURCE,
    clauses: &[&responsibility::OVERRIDDEN, &responsibility::CALCULATED],
    notes: &[
        Note {
            about: "Lists and reminders",
            stance: Stance::Corrected,
            words: "In the reference a manager's decision does not reach lists, reminders or other services. Here everything \
                    asks this rule.",
        },
        Note {
            about: "Both directions",
            stance: Stance::Corrected,
            words: "The reference's screens can only decide for probation. Here a decision goes either way, has a reason, \
                    and a day for its review.",
        },
    ],
    examples: include_str!("../../data/examples/responsibility.json"),
};
