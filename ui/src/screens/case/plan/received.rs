//! The packs that came from other prisons: which there are, and the way to reading one and to taking topics over from it.

use std::sync::Arc;

use api::ReceivedRow;
use leptos::prelude::*;

use crate::dates;
use crate::icons::{Icon, Shape};
use crate::parts::{Kind, Sign};
use crate::screens::case::plan::state::{Doing, Plan};
use crate::screens::case::plan::topics::act;

/// The heading of them.
pub(super) const HEAD: &str = "plan-received";
/// What it says.
pub(super) const TITLE: &str = "Packs from other prisons";

/// All of them; nothing where there are none.
#[component]
pub(super) fn Received(plan: Plan) -> impl IntoView {
    move || {
        let rows = plan.received.get();
        let lines = rows.iter().map(|row| line(plan, row)).collect_view();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="desk-pane desk-case__flat" aria-labelledby=HEAD>
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">{TITLE}</h2></div>
                    <ul class="desk-plain desk-case__actions">{lines}</ul>
                </section>
            }
        })
    }
}

fn line(plan: Plan, row: &Arc<ReceivedRow>) -> AnyView {
    let name = name(row);
    let read = act(plan, "Read", &name, format!("received-read-{}", row.id), Doing::Pack(Arc::clone(row)));
    let restricted =
        row.restricted.then(|| view! { " "<span class="desk-muted"><Icon shape=Shape::Lock />" Restricted"</span> });
    view! {
        <li><div class="desk-case__line">
            <span class="desk-grow">
                <b class="desk-case__second">{name.clone()}</b>
                {sign(standing(row))}" "{sign(compared(row))}{restricted}
                <span class="desk-case__second desk-num">"Put together on "{dates::said_at(&row.made)}". Check code "<span class="desk-mono">{row.id.clone()}</span></span>
                <span class="desk-case__second desk-xs desk-muted">{taken_in(row)}</span>
            </span>
            {read}{take_over(plan, row, &name)}
        </div></li>
    }
    .into_any()
}

/// A button that takes topics over, for whoever may plan.
fn take_over(plan: Plan, row: &Arc<ReceivedRow>, name: &str) -> Option<AnyView> {
    let id = format!("received-take-{}", row.id);
    plan.may_plan().then(|| act(plan, "Take over topics…", name, id, Doing::TakeOver(Arc::clone(row))))
}

/// “Moorland, version 2”.
pub(super) fn name(row: &ReceivedRow) -> String {
    format!("{}, version {}", row.prison, row.version)
}

/// Who took it into the record, and when.
pub(super) fn taken_in(row: &ReceivedRow) -> String {
    format!("Taken into the record by {} on {}", row.by, dates::said_at(&row.at))
}

/// A shape with a word.
pub(super) fn sign((kind, word): (Kind, &'static str)) -> AnyView {
    view! { <Sign kind>{word}</Sign> }.into_any()
}

/// Whether it is the one of its prison that stands.
pub(super) const fn standing(row: &ReceivedRow) -> (Kind, &'static str) {
    if row.newest { (Kind::Met, "The newest one") } else { (Kind::Late, "An older one") }
}

/// Whether it was made sure that it is the sender's.
pub(super) const fn compared(row: &ReceivedRow) -> (Kind, &'static str) {
    if row.compared { (Kind::Met, "Check code compared") } else { (Kind::Ask, "Check code not compared") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(version: u32, newest: bool) -> ReceivedRow {
        ReceivedRow {
            id: "7Q4M-K2RD-91XA".to_owned(),
            prison: "Moorland".to_owned(),
            version,
            made: "2026-11-20T09:00".to_owned(),
            newest,
            to_unit: false,
            compared: newest,
            restricted: false,
            by: "Rhiannon Pell".to_owned(),
            at: "2026-11-23T10:12".to_owned(),
        }
    }

    #[test]
    fn a_pack_is_called_by_its_prison_and_version() {
        assert_eq!(name(&row(2, true)), "Moorland, version 2");
        assert_eq!(taken_in(&row(2, true)), "Taken into the record by Rhiannon Pell on 23 November 2026 at 10:12");
    }

    #[test]
    fn an_older_one_and_one_that_nobody_compared_say_so() {
        let said = |row: &ReceivedRow| [standing(row).1, compared(row).1];
        assert_eq!(said(&row(2, true)), ["The newest one", "Check code compared"]);
        assert_eq!(said(&row(1, false)), ["An older one", "Check code not compared"]);
    }
}
