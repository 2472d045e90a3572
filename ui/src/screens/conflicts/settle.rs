//! The form in which somebody says which of several entries stands, and why; and whom to ask, for those who may not.

use api::{ConflictView, SettleConflict};
use leptos::prelude::*;

use crate::parts::sending::{Form, Radios, Sending, Words, empty, typed};
use crate::screens::case::{field_value, sentence};
use crate::screens::conflicts::sides::SIDES;

/// Who settles a conflict, for those who may not: neither of those who recorded the entries.
pub(crate) fn whom_to_ask(conflict: &ConflictView) -> String {
    let why = if conflict.own { "You recorded one of these, so somebody else says which stands." } else { "" };
    let ask = match conflict.settlers.as_slice() {
        [] => "Nobody else in the unit may: an administrator can give somebody the role for it.".to_owned(),
        [one] => format!("Ask {one} to settle it."),
        more => format!("Ask one of these to settle it: {}.", more.join(", ")),
    };
    format!("{why} {ask}").trim_start().to_owned()
}

#[component]
pub(crate) fn SettleForm(
    /// Whose case it is in.
    number: String,
    /// What is in conflict.
    conflict: ConflictView,
    /// It was settled: what to say.
    settled: Callback<String>,
    /// Leaves it open.
    cancel: Callback<()>,
) -> impl IntoView {
    let sending = Sending::new("conflict");
    let candidate = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let options = conflict.candidates.iter().zip(SIDES).enumerate().map(|(at, (candidate, side))| {
        (at.to_string(), format!("{side}: {}, by {}", field_value(&conflict.about, &candidate.value), candidate.by))
    });
    let options: Vec<_> = options.collect();
    let submit = Callback::new(move |()| {
        let lacking =
            [(empty(candidate), "candidate", "Choose which stands"), (empty(reason), "reason", "Say why it stands")];
        if sending.lacks(&lacking) {
            return;
        }
        let (Ok(at), Some(reason)) = (candidate.with_untracked(|at| at.parse::<usize>()), typed(reason)) else {
            return;
        };
        let said = format!("Settled: {}", sentence(&conflict.label));
        let call = SettleConflict { number: number.clone(), about: conflict.about.clone(), candidate: at, reason };
        sending.send(call, move |()| settled.run(said));
    });
    view! {
        <Form sending act="Settle it" submit cancel>
            <Radios id="conflict-candidate" legend="Which stands?" options sending value=candidate />
            <Words id="conflict-reason" label="Why?".to_owned() sending value=reason />
            <p class="desk-xs desk-muted">"Both entries stay in the file for good. If it is also settled on another computer before the two meet, it comes back as a conflict of its own."</p>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_recorded_one_of_them_is_told_why_not_and_who_may() {
        let of = |own, settlers: &[&str]| ConflictView {
            about: "tier".to_owned(),
            label: "tier".to_owned(),
            candidates: Vec::new(),
            decision: false,
            own,
            settlers: settlers.iter().map(|name| (*name).to_owned()).collect(),
        };
        let own = "You recorded one of these, so somebody else says which stands.";
        assert_eq!(whom_to_ask(&of(true, &["Hana Brandt"])), format!("{own} Ask Hana Brandt to settle it."));
        assert_eq!(
            whom_to_ask(&of(false, &["Ada Pike", "Hana Brandt"])),
            "Ask one of these to settle it: Ada Pike, Hana Brandt."
        );
        assert!(whom_to_ask(&of(true, &[])).ends_with("an administrator can give somebody the role for it."));
    }
}
