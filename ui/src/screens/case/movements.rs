//! In, out, to court, to another prison: every movement, newest first.

use api::{CaseView, Direction, MovementKind, MovementView};
use leptos::prelude::*;

use crate::dates;
use crate::screens::case::file::File;

#[component]
pub(super) fn Movements(file: File) -> impl IntoView {
    view! {
        <section class="desk-pane desk-grow" aria-labelledby="movements-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="movements-head">"Movements"</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="movements-head">
                {move || file.get().map(|case| list(&case))}
            </div>
        </section>
    }
}

fn list(case: &CaseView) -> AnyView {
    if case.movements.is_empty() {
        return view! { <p class="desk-muted">"No movement is known. The prison system's export brings them."</p> }
            .into_any();
    }
    let items = case.movements.iter().map(|movement| {
        let at = &movement.at;
        let time = at.get(11..16).filter(|time| *time != "00:00").map(|time| format!(" at {time}"));
        view! {
            <div class="moj-timeline__item">
                <div class="moj-timeline__header"><h3 class="moj-timeline__title">{what(movement)}</h3></div>
                <p class="moj-timeline__date desk-num">{dates::long(at)}{time}</p>
                <div class="moj-timeline__description">{places(case, movement)}</div>
            </div>
        }
    });
    let items = items.collect_view();
    view! { <div class="moj-timeline">{items}</div> }.into_any()
}

/// Whether somebody went to another prison: how it goes after their release is then for that one to record.
pub(super) fn transferred(case: &CaseView) -> bool {
    let last = case.movements.first().filter(|last| last.direction == Direction::Out);
    !case.here && last.is_some_and(|last| last.kind == MovementKind::Transfer)
}

/// What happened, without when and where.
pub(crate) const fn what(movement: &MovementView) -> &'static str {
    movement.kind.words(movement.direction)
}

/// “From Berwyn (HMP) to Moorland (HMP/YOI)”.
fn places(case: &CaseView, movement: &MovementView) -> String {
    let name = |code: &String| match code.as_str() {
        "OUT" => "outside".to_owned(),
        _ => case.places.iter().find(|(known, _)| known == code).map_or_else(|| code.clone(), |(_, name)| name.clone()),
    };
    let from = movement.from.as_ref().map(|from| format!("From {}", name(from)));
    let to = movement.to.as_ref().map(name);
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => from,
        (None, Some(to)) => format!("To {to}"),
        (None, None) => String::new(),
    }
}
