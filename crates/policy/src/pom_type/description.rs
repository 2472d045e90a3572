//! What the recommendation says of itself.

use crate::rule::{Clause, Note, Rule, Stance};

const SOURCE: &str = "app/services/recommendation_service";

pub(super) const IMMIGRATION: Clause =
    Clause { id: "13.immigration", words: "An immigration case: a prison officer.", source: SOURCE };
pub(super) const SUPPORTING: Clause = Clause {
    id: "13.supporting",
    words: "The prison offender manager is not responsible, a manager's decision included: a prison officer.",
    source: SOURCE,
};
pub(super) const BY_TIER: Clause = Clause {
    id: "13.tier",
    words: "By tier: a probation officer for the tiers that the rule set lists, and otherwise a prison officer.",
    source: SOURCE,
};
pub(super) const BY_ROSH: Clause = Clause {
    id: "13.rosh",
    words: "By risk: a probation officer for the tiers or the levels of risk of serious harm that the rule set lists, and \
            otherwise a prison officer.",
    source: SOURCE,
};
pub(super) const NO_ROSH: Clause = Clause {
    id: "13.no-rosh",
    words: "By risk, where no risk of serious harm is recorded and the tier alone does not decide: neither.",
    source: SOURCE,
};

/// The type of prison offender manager.
pub static POM_TYPE: Rule = Rule {
    id: "pom-type",
    name: "Type of prison offender manager",
    purpose: "Whether a prison officer or a probation officer is recommended for a case. Choosing otherwise needs a reason.",
    source: "Manage POM cases (ministryofjustice/offender-management-allocation-manager at 7aeb43b9, 21 August 2026), as it \
             behaves",
    clauses: &[&IMMIGRATION, &SUPPORTING, &BY_TIER, &BY_ROSH, &NO_ROSH],
    notes: &[Note {
        about: "A tier that nobody recorded",
        stance: Stance::Followed,
        words: "A case without a tier is not ready to be allocated; the rule cannot tell.",
    }],
    examples: include_str!("../../data/examples/pom_type.json"),
};
