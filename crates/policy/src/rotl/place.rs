//! Where somebody is: in a men's open prison, in a women's prison, or elsewhere. The lists are those of the handover rules.

use super::facts::Facts;
use crate::answer::Answer;
use crate::derivation::Working;
use crate::handover;

/// A prison as far as temporary release goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A men's open prison.
    MensOpen,
    /// A women's prison.
    Womens,
    /// Any other.
    Closed,
}

/// What kind of prison it is.
pub(super) fn place(facts: &Facts, lists: &handover::Constants, working: &mut Working) -> Answer<Place> {
    let prison = facts.prison.as_deref();
    working.uses("Prison", said(prison));
    Answer::of(prison, "the prison").map(|prison| {
        if lists.mens_open_prisons.value.contains(prison) {
            Place::MensOpen
        } else if lists.womens_prisons.value.contains(prison) {
            Place::Womens
        } else {
            Place::Closed
        }
    })
}

/// Whether the person is in open conditions: a man by the prison, a woman by her category.
pub(super) fn is_in_open_conditions(facts: &Facts, lists: &handover::Constants, working: &mut Working) -> Answer<bool> {
    place(facts, lists, working).and_then(|place| match place {
        Place::MensOpen => Answer::Known(true),
        Place::Closed => Answer::Known(false),
        Place::Womens => {
            let category = facts.category.as_deref();
            working.uses("Category", said(category));
            Answer::of(category, "the security category").map(|category| category == lists.womens_open_category.value)
        }
    })
}

/// A code, or that none is recorded.
pub(super) fn said(code: Option<&str>) -> &str {
    code.unwrap_or("not recorded")
}
