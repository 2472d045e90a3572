//! What the gate of the handover pack says of itself.

use super::rules::{custody, record, release, resettlement};
use crate::rule::{Note, Rule, Stance};

/// What a handover pack has to hold.
pub static PACK: Rule = Rule {
    id: "pack",
    name: "Handover pack",
    purpose: "What each section of a handover pack has to hold, and what is missing, too old or cannot be right. A pack leaves when \
              nothing is left that is neither right nor explained.",
    source: "Each clause's own, and each figure's own. No authority says what a pack must hold: the national tables say what there is",
    clauses: &[
        &record::IDENTITY,
        &record::SENTENCE,
        &record::ROSH,
        &record::TIER,
        &record::MAPPA,
        &record::MAPPA_LEVEL,
        &record::RISK_WORDS,
        &record::OASYS,
        &record::OASYS_REVIEW,
        &record::CHECKS,
        &custody::PLAN,
        &custody::WORK,
        &custody::CONDUCT,
        &custody::COURT,
        &custody::CONSENT,
        &custody::SELF_HARM,
        &custody::KEY_WORK,
        &custody::OWN_WORDS,
        &resettlement::REPORTS,
        &resettlement::PATHWAY,
        &resettlement::ADDRESS,
        &resettlement::REFER,
        &resettlement::PREMISES,
        &resettlement::MONEY,
        &resettlement::IDENTIFICATION,
        &resettlement::SAFEGUARDING,
        &release::VICTIMS,
        &release::VLO,
        &release::CONDITIONS,
        &release::RELEASE_DAY,
        &release::APPOINTMENT,
        &release::ACTIONS,
        &release::MEETING,
        &release::CONTACTS,
        &release::TRIGGERS,
        &record::CONFLICT,
    ],
    notes: &[
        Note {
            about: "Explanations",
            stance: Stance::Corrected,
            words: "In the reference a report is skipped with a reason that stands for ever. Here an explanation settles what is missing, \
                    too old or contradicts itself while it is no older than its own age, and not from before the day of the fact that it \
                    is about. It settles no conflict between two records.",
        },
        Note {
            about: "What was refused",
            stance: Stance::Corrected,
            words: "What is not asked for yet is later, not missing. What was refused is missing at once, however far off release is.",
        },
        Note {
            about: "What nobody has looked for",
            stance: Stance::Corrected,
            words: "Where nobody has looked for alerts, what an alert would ask for is asked for.",
        },
    ],
    examples: include_str!("../../data/examples/pack.json"),
};
