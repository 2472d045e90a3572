//! What the ROTL rules say of themselves.

use super::{check, consultee, decision, earliest, out, plan, tier};
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

/// Patterns and limits.
pub static PLAN: Rule = Rule {
    id: "rotl-plan",
    name: "Patterns and limits of ROTL",
    purpose: "What is wrong with the releases that an application's pattern makes: their dates, how many and how long they are.",
    source: SOURCE,
    clauses: &[&plan::DATES, &plan::SERIES, &plan::NEXT_DAY, &plan::NIGHTS, &plan::CHILDCARE],
    notes: &[
        Note {
            about: "Clock changes",
            stance: Stance::Corrected,
            words: "A release is planned by London's clocks and lasts as long as it lasts: where they change, a note gives the real \
                    hours. A time that does not exist is refused; of one that comes twice the later counts, so that nobody is \
                    late by the clock alone.",
        },
        Note {
            about: "Night shifts",
            stance: Stance::Corrected,
            words: "Day release for work may have nights where it has a pattern of shifts: whoever is at work needs no address.",
        },
    ],
    examples: include_str!("../../data/examples/rotl_plan.json"),
};

/// Being out.
pub static OUT: Rule = Rule {
    id: "rotl-out",
    name: "Out, late, back",
    purpose: "Where somebody stands with a release at an instant, and what must happen by when.",
    source: "Incident reporting, temporary release failure, for midnight; everything else is this product's own",
    clauses: &[&out::BACK, &out::NOT_OUT, &out::FAILED, &out::LATE, &out::DUE_SOON, &out::OUT_NOW],
    notes: &[Note {
        about: "When the police are told",
        stance: Stance::Corrected,
        words: "No national time was found. Here the governor decides after the prison's own minutes, and the police are told then.",
    }],
    examples: include_str!("../../data/examples/rotl_out.json"),
};
