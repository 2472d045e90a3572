//! The papers that are made from a case: what each is for, making one, and which were made. Where items have to be decided on first, that is a list
//! of its own (`review`).

mod choices;
mod review;
mod save;

use api::{Act, CasePaper};
use leptos::prelude::*;

use crate::page;
use crate::screens::case::documents::review::Review;
use crate::screens::case::documents::save::SaveAs;
use crate::screens::case::file::File;
use crate::screens::my_day::done;

/// How many of the papers that were made are shown.
const MADE: usize = 50;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Nothing: which papers there are is read.
    Nothing,
    /// A paper is made.
    Saving(CasePaper),
    /// It is decided item by item what goes into one.
    Deciding(CasePaper),
}

#[component]
pub(super) fn Documents(file: File) -> impl IntoView {
    let doing = RwSignal::new(Doing::Nothing);
    let close = Callback::new(move |()| {
        doing.set(Doing::Nothing);
        page::focus("case-body");
    });
    // The list of papers stays as it is while a form opens beside it.
    let deciding = Memo::new(move |_| match doing.get() {
        Doing::Deciding(paper) => Some(paper),
        Doing::Nothing | Doing::Saving(_) => None,
    });
    move || match deciding.get() {
        Some(paper) => view! { <Review file paper close /> }.into_any(),
        None => view! {
            <div class="desk-split desk-split--side">
                <Papers file doing />
                <div class="desk-stack">
                    {move || match doing.get() {
                        Doing::Saving(paper) => view! { <SaveAs file paper close /> }.into_any(),
                        Doing::Nothing | Doing::Deciding(_) => view! { <Made file /> }.into_any(),
                    }}
                </div>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Papers(file: File, doing: RwSignal<Doing>) -> impl IntoView {
    view! {
        <section class="desk-pane desk-grow" aria-labelledby="papers-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="papers-head">"Papers from this case"</h2></div>
            <div class="desk-grid desk-case__both" tabindex="0" role="group" aria-labelledby="papers-head">
                <table class="govuk-table desk-table desk-table--top" aria-labelledby="papers-head">
                    <thead class="govuk-table__head"><tr>
                        <th scope="col" class="govuk-table__header desk-case__what">"Paper"</th><th scope="col" class="govuk-table__header">"What it is for"</th>
                        <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                    </tr></thead>
                    <tbody class="govuk-table__body">{CasePaper::ALL.map(|paper| row(file, paper, doing)).collect_view()}</tbody>
                </table>
                {save::is_demonstration(file).then(|| view! { <p class="desk-case__none">"This is the demonstration: nothing in it can be exported."</p> })}
            </div>
        </section>
    }
}

fn row(file: File, paper: CasePaper, doing: RwSignal<Doing>) -> impl IntoView {
    let (act, next) = if paper.is_reviewed() {
        ("Decide item by item", Doing::Deciding(paper))
    } else {
        ("Save as PDF", Doing::Saving(paper))
    };
    // Deciding writes nothing: it can be tried in the demonstration, too.
    let may = paper.is_reviewed() || !save::is_demonstration(file);
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{paper.words()}</th>
            <td class="govuk-table__cell">{paper.purpose()}<span class="desk-case__second desk-xs desk-muted">{paper.without()}</span></td>
            <td class="govuk-table__cell desk-right">{may.then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=format!("{act}: {}", paper.words()) on:click=move |_| doing.set(next)>{act}"…"</button>
            })}</td>
        </tr>
    }
}

/// The papers that were made of this case.
#[component]
fn Made(file: File) -> impl IntoView {
    // What was made cannot be taken back.
    let never = Callback::new(|_: (String, String)| {});
    view! {
        <section class="desk-pane desk-grow" aria-labelledby="made-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="made-head">"Made so far"</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="made-head">
                {move || file.owed.get().and_then(Result::ok).map(|view| {
                    let is_paper = |what: &str| what.starts_with(Act::PaperMade.words());
                    let made: Vec<_> = view.done.iter().filter(|done| is_paper(&done.what)).cloned().collect();
                    done(&made, MADE, &view.today, never)
                })}
            </div>
        </section>
    }
}
