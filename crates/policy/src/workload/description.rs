//! What the rules of work say of themselves.

use crate::rule::{Clause, Note, Rule, Stance};

const OWN: &str = "This product's own rule: no authoritative measure was found";

pub(super) const RESPONSIBLE: Clause = Clause {
    id: "load.responsible",
    words: "The prison offender manager is responsible, a manager's decision included, and the handover's window is not open: \
            the weight by tier, with what risk and need add, by the share for being responsible.",
    source: OWN,
};
pub(super) const WINDOW: Clause = Clause {
    id: "load.handover-window",
    words: "Responsible, and the handover's window is open: what the handover adds comes on top.",
    source: OWN,
};
pub(super) const SUPPORTING: Clause = Clause {
    id: "load.supporting",
    words: "The community is responsible: the same weight by the share for supporting.",
    source: OWN,
};
pub(super) const UNCLEAR: Clause = Clause {
    id: "load.unclear",
    words: "It cannot be told whose the case is: it counts as one for which the prison offender manager is responsible.",
    source: OWN,
};
pub(super) const NOT_COVERED: Clause = Clause {
    id: "load.not-covered",
    words: "The policy does not cover the person: whoever has the case all the same is counted as supporting.",
    source: OWN,
};
pub(super) const ROOM: Clause = Clause {
    id: "load.room",
    words: "The room of a full week, by the tenths of a full week that somebody works, rounded down.",
    source: "Working patterns in tenths: Manage POM cases; the room: this product's own",
};
pub(super) const ALONE: Clause =
    Clause { id: "within.alone", words: "One officer: they are responsible within the prison.", source: OWN };
pub(super) const SUPPORT: Clause = Clause {
    id: "within.support",
    words: "Allocated to a probation officer, with a prison officer as the second: case management support. The qualified \
            officer is responsible, the prison officer supports, and both are counted.",
    source: "Case management support, as practitioners describe it (2021)",
};
pub(super) const COWORKING: Clause = Clause {
    id: "within.coworking",
    words: "Any other two officers work the case together; the one to whom it is allocated is responsible.",
    source: "Manage POM cases: the co-working POM",
};

/// What a case weighs.
pub static WORKLOAD: Rule = Rule {
    id: "workload",
    name: "Weight of a case",
    purpose: "How much work a case is for an officer, in hundredths of an ordinary case: by tier, risk of serious harm, need, \
              phase, and the officer's place in it.",
    source: OWN,
    clauses: &[&RESPONSIBLE, &WINDOW, &SUPPORTING, &UNCLEAR, &NOT_COVERED],
    notes: &[
        Note {
            about: "Low risk with high need",
            stance: Stance::Corrected,
            words: "A measure of risk alone hides the need of people of low risk, often women. Here need adds to the weight \
                    whatever the risk, and such cases are counted by themselves.",
        },
        Note {
            about: "Local figures",
            stance: Stance::Corrected,
            words: "The reference counts cases. Here they are weighed, by figures that are all the prison's own to set: none of \
                    them is national.",
        },
        Note {
            about: "What is not recorded",
            stance: Stance::Corrected,
            words: "A case without a tier weighs as an ordinary one, and a case of which it cannot be told whose it is counts as \
                    the prison's: it is somebody's work all the same. A caution says so.",
        },
    ],
    examples: include_str!("../../data/examples/workload.json"),
};

/// The room of an officer.
pub static CAPACITY: Rule = Rule {
    id: "capacity",
    name: "Room of an officer",
    purpose: "How much work an officer has room for, in hundredths of an ordinary case.",
    source: OWN,
    clauses: &[&ROOM],
    notes: &[],
    examples: include_str!("../../data/examples/capacity.json"),
};

/// Who is responsible within the prison.
pub static WITHIN_PRISON: Rule = Rule {
    id: "within-prison",
    name: "Responsibility within the prison",
    purpose: "Who is responsible, and who supports, where two officers have a case.",
    source: OWN,
    clauses: &[&ALONE, &SUPPORT, &COWORKING],
    notes: &[],
    examples: include_str!("../../data/examples/within_prison.json"),
};
