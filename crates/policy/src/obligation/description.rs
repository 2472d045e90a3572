//! What the obligations say of themselves: clauses, and where the list differs from the lists of the national service.

use super::{contact, early_allocation, handover, key_work, moved, pack, parole, release, risk, rotl};
use crate::rule::{Note, Rule, Stance};

/// What is owed.
pub static OBLIGATIONS: Rule = Rule {
    id: "obligations",
    name: "Obligations",
    purpose: "What is owed, by whom, by when, and which act settles it.",
    source: "Each clause's own, and each figure's own. The handover rules are those of Manage POM cases",
    clauses: &[
        &key_work::NEXT,
        &key_work::FIRST,
        &contact::HIGH_RISK,
        &contact::OTHER_RISK,
        &contact::OASYS,
        &contact::FIRST_PLAN,
        &contact::PLAN_REVIEW,
        &contact::OVERSIGHT,
        &handover::COM_BY_DATES,
        &handover::COM_AT_ONCE,
        &handover::TASKS,
        &handover::REVIEW,
        &pack::SEND,
        &pack::RECEIPT,
        &pack::AGAIN,
        &early_allocation::DECISION,
        &early_allocation::AGAIN,
        &release::REPORT,
        &release::MAPPA,
        &release::REFER,
        &release::PREMISES,
        &release::LICENCE,
        &pack::OUTCOME,
        &parole::PREPARATION,
        &parole::OUTCOME,
        &risk::MISSING,
        &risk::REQUEST,
        &risk::CHASE,
        &risk::TELL,
        &risk::VICTIMS,
        &rotl::ASK,
        &rotl::REPLY,
        &rotl::ASSESS,
        &rotl::ASSESS_AGAIN,
        &rotl::BOARD,
        &rotl::BOARD_SET,
        &rotl::DECIDE,
        &rotl::LICENCE,
        &rotl::RETURN,
        &rotl::LATE,
        &rotl::FAILURE,
        &rotl::DEBRIEF,
        &rotl::REVIEW,
        &rotl::REVIEW_TIME,
        &moved::READ,
    ],
    notes: &[
        Note {
            about: "A community offender manager who is known",
            stance: Stance::Corrected,
            words: "The reference has three meanings of it. Here there is one: a name or an e-mail address is recorded.",
        },
        Note {
            about: "Cases in no list",
            stance: Stance::Corrected,
            words: "In the reference lifers past tariff, recalls and cases in open conditions are in no handover list. Here \
                    whoever needs a community offender manager and has none is in this one.",
        },
        Note {
            about: "Reminders on one day",
            stance: Stance::Corrected,
            words: "The reference reminds on one exact day, once for ever. Here a thing is owed from the day on which it opens \
                    until it is done, and again when its day moves.",
        },
        Note {
            about: "Early allocation",
            stance: Stance::Corrected,
            words: "The reference asks for the community's decision on every case that was ever assessed. Here it is asked for \
                    while it is open.",
        },
        Note {
            about: "Ticks",
            stance: Stance::Corrected,
            words: "The reference's checklist is ticked. Here the act is recorded, and what was done before the window of this \
                    handover opened does not count for it.",
        },
        Note {
            about: "After release",
            stance: Stance::Corrected,
            words: "The reference ends with custody. Here whoever sent a pack hears whether it arrived, and how the first \
                    appointment went is recorded; nothing else is owed about whoever was released.",
        },
    ],
    examples: include_str!("../../data/examples/obligations.json"),
};
