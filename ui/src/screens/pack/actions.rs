//! Gaps that a pack went out with: from then on each is something to be done. Whoever sealed it sees how each stands in the record now; whoever
//! reads it, what its sender said.

use api::{ExplainedView, PackPart, SentGapView};
use leptos::prelude::*;

use crate::dates;
use crate::parts::Sign;
use crate::screens::pack::beside::pane;
use crate::screens::pack::words;

/// The gaps of a version that was sealed here.
pub(super) fn sent(gaps: &[SentGapView]) -> AnyView {
    if gaps.is_empty() {
        return shown(
            String::new(),
            view! { <p class="desk-pack__note desk-muted">"Nothing was missing from it."</p> }.into_any(),
        );
    }
    let lines = gaps.iter().map(|gap| {
        let stands = match gap.now.map(words::row) {
            Some((kind, word)) => view! { <Sign kind>{word}</Sign> }.into_any(),
            None => view! { <span class="desk-muted">"Not asked for any more"</span> }.into_any(),
        };
        line(&gap.explained, Some(stands), in_hand(gap))
    });
    let lines = lines.collect_view();
    let inside = view! {
        <ul class="desk-pack__left">{lines}</ul>
        <p class="desk-pack__note desk-xs desk-muted">"As the record stands now. The version that left is fixed: the next one says what has come since."</p>
    };
    shown(open(gaps), inside.into_any())
}

/// The gaps of a pack that came from elsewhere; nothing where it had none.
pub(super) fn received(parts: &[PackPart]) -> Option<AnyView> {
    let gaps: Vec<_> = parts.iter().flat_map(|part| &part.explained).collect();
    if gaps.is_empty() {
        return None;
    }
    let count = gaps.len().to_string();
    let lines = gaps.into_iter().map(|gap| line(gap, None, None)).collect_view();
    let inside = view! {
        <ul class="desk-pack__left">{lines}</ul>
        <p class="desk-pack__note desk-xs desk-muted">"As it was when the pack was made. Ask the sender what has come since."</p>
    };
    Some(shown(count, inside.into_any()))
}

fn shown(aside: String, inside: AnyView) -> AnyView {
    pane("gaps-now-head", "Gaps, now actions", aside, inside)
}

fn line(explained: &ExplainedView, stands: Option<AnyView>, in_hand: Option<String>) -> AnyView {
    let ExplainedView { name, what, cause, words, by, on } = explained.clone();
    let in_hand = in_hand.map(|in_hand| view! { <span class="desk-case__second">{in_hand}</span> });
    view! {
        <li>
            <b>{name}</b>" "{stands}
            <span class="desk-case__second desk-words-kept">{what}" “"{cause.trim_end_matches('.').to_owned()}". "{words}"”"</span>
            {in_hand}
            <span class="desk-case__second desk-xs desk-muted">{by}", "{dates::long(&on)}</span>
        </li>
    }
    .into_any()
}

/// “2 of 4 open”.
fn open(gaps: &[SentGapView]) -> String {
    let open = gaps.iter().filter(|gap| gap.is_open()).count();
    format!("{open} of {} open", gaps.len())
}

/// Who sees to it and by when, as far as the plan says so: “The prison, by 5 April 2027”.
fn in_hand(gap: &SentGapView) -> Option<String> {
    let due = gap.due.as_deref().map(|due| format!("by {}", dates::long(due)));
    match (gap.owner, due) {
        (Some(owner), Some(due)) => Some(format!("{}, {due}", owner.words())),
        (Some(owner), None) => Some(owner.words().to_owned()),
        (None, due) => due.map(|due| format!("To be done {due}")),
    }
}

#[cfg(test)]
mod tests {
    use api::{PackRowState, PlanOwner};

    use super::*;

    fn gap(now: Option<PackRowState>, owner: Option<PlanOwner>, due: Option<&str>) -> SentGapView {
        let explained = ExplainedView {
            name: "Address on release".to_owned(),
            what: "No address on release is recorded.".to_owned(),
            cause: "Not known yet, being worked on".to_owned(),
            words: "The council has been asked".to_owned(),
            by: "Rhiannon Pell".to_owned(),
            on: "2027-01-13".to_owned(),
        };
        SentGapView { explained, now, owner, due: due.map(str::to_owned) }
    }

    #[test]
    fn what_was_asked_for_and_has_not_come_is_still_open() {
        let stands = [PackRowState::Gap, PackRowState::Asked, PackRowState::Held, PackRowState::Later];
        let mut gaps: Vec<_> = stands.into_iter().map(|state| gap(Some(state), None, None)).collect();
        gaps.push(gap(None, None, None));
        assert_eq!(open(&gaps), "2 of 5 open");
    }

    #[test]
    fn who_sees_to_it_is_said_as_far_as_the_plan_says_so() {
        let said = |owner, due| in_hand(&gap(None, owner, due));
        assert_eq!(said(Some(PlanOwner::Prison), Some("2027-04-05")).as_deref(), Some("The prison, by 5 April 2027"));
        assert_eq!(said(Some(PlanOwner::Community), None).as_deref(), Some("The community"));
        assert_eq!(said(None, Some("2027-04-05")).as_deref(), Some("To be done by 5 April 2027"));
        assert_eq!(said(None, None), None);
    }
}
