//! What the ROTL rules say of themselves.

use super::{check, consultee, decision, earliest, tier};
use crate::rule::{Note, Rule, Stance};

const SOURCE: &str = "ROTL Policy Framework (28 May 2019, re-issued since) as secondary sources give it: its text was not at hand. \
                      Law, codes and alerts are the national ones";

/// Standard or restricted.
pub static TIER: Rule = Rule {
    id: "rotl-tier",
    name: "Standard or restricted ROTL",
    purpose: "Whether temporary release is assessed and decided as standard or as restricted.",
    source: SOURCE,
    clauses: &[
        &tier::BY_ALERT,
        &tier::BY_SENTENCE,
        &tier::BY_ROSH,
        &tier::BY_EXTENDED,
        &tier::BY_MAPPA,
        &tier::STANDARD,
    ],
    notes: &[Note {
        about: "The list of 2019",
        stance: Stance::Followed,
        words: "The list of 2019 was not at hand, and that of 2014 is wider in what it says of MAPPA. What either has is \
                restricted here, unless the prison marked the case as standard: that mark settles MAPPA alone.",
    }],
    examples: include_str!("../../data/examples/rotl_tier.json"),
};

/// The rules one by one.
pub static RULES: Rule = Rule {
    id: "rotl",
    name: "ROTL, rule by rule",
    purpose: "Which rules of temporary release an application meets, which it does not, and what somebody has to look at.",
    source: SOURCE,
    clauses: check::CLAUSES,
    notes: &[
        Note {
            about: "What is not confirmed",
            stance: Stance::Corrected,
            words: "A figure that is second-hand never decides that a rule is met: then the rule cannot tell, and says what is to \
                    be looked up. It may decide that a rule is not met, which somebody of the right grade can except.",
        },
        Note {
            about: "The time after a move to a lower category",
            stance: Stance::Followed,
            words: "The rules of 2014 asked for three months there first. As a fixed time it is believed to be gone since 2019, so \
                    no rule asks for it.",
        },
        Note {
            about: "Presumption",
            stance: Stance::Followed,
            words: "Nobody is entitled to temporary release: that every rule is met says nothing of the risk.",
        },
    ],
    examples: include_str!("../../data/examples/rotl.json"),
};

/// From when a type can be had.
pub static EARLIEST: Rule = Rule {
    id: "rotl-earliest",
    name: "Earliest date of ROTL",
    purpose: "From when each type of temporary release can be had.",
    source: SOURCE,
    clauses: &[&earliest::ANY_TIME, &earliest::OPEN, &earliest::CLOSED],
    notes: &[
        Note {
            about: "Half days",
            stance: Stance::Followed,
            words: "How half a day is rounded was not found. Here half the custodial period and half the remand are each rounded \
                    so that the date is the later one.",
        },
        Note {
            about: "Overnight release",
            stance: Stance::Followed,
            words: "Older text gave overnight release the same time before release as day release; the newer, shorter one is used.",
        },
    ],
    examples: include_str!("../../data/examples/rotl_earliest.json"),
};

/// Who is asked.
pub static CONSULTEES: Rule = Rule {
    id: "rotl-consultees",
    name: "Who is asked before ROTL",
    purpose: "Who must be asked before a temporary release, and whose reply the board must have.",
    source: SOURCE,
    clauses: &[
        &consultee::ALWAYS,
        &consultee::VICTIMS,
        &consultee::CHILDREN,
        &consultee::MAPPA,
        &consultee::NATIONALITY,
        &consultee::HEALTH,
        &consultee::PLACES,
    ],
    notes: &[],
    examples: include_str!("../../data/examples/rotl_consultees.json"),
};

/// Who decides.
pub static GRADE: Rule = Rule {
    id: "rotl-grade",
    name: "Who decides on ROTL",
    purpose: "The least grade in which somebody may decide on a temporary release.",
    source: SOURCE,
    clauses: &[&decision::STANDARD, &decision::RESTRICTED, &decision::UNCLEAR],
    notes: &[Note {
        about: "Two people",
        stance: Stance::Corrected,
        words: "Whoever wrote the risk assessment does not decide, in whatever grade: the record refuses it.",
    }],
    examples: include_str!("../../data/examples/rotl_grade.json"),
};
