//! Dates, sentence and facts: every one as it stands, with its type, where it came from, when it was calculated, and what the prison
//! system says where staff corrected it. Its history and its form open beside it.

use api::{CaseView, FactView, Group, Right};
use leptos::prelude::*;

use crate::dates;
use crate::screens::case::fact::{Acts, Beside, FactBeside, of_group};
use crate::screens::case::file::{File, value};
use crate::screens::case::movements::Movements;
use crate::screens::case::words;

/// The parts of the file after its dates.
const PARTS: [(Option<Group>, &str); 5] = [
    (Some(Group::Custody), "Sentence and custody"),
    (Some(Group::Risk), "Risk and the community"),
    (Some(Group::Location), "Where he is"),
    (Some(Group::Identity), "Who he is"),
    (None, "Other facts of the prison system"),
];
/// Facts that the identity bar shows already, or that only the prison system's own programs read.
const NOT_LISTED: [&str; 3] = ["alerts", "lastModifiedByFeed", "nonDtoReleaseDateType"];

#[component]
pub(super) fn Dates(file: File) -> impl IntoView {
    let beside = RwSignal::new(Beside::Nothing);
    let quiet = move || beside.with(|beside| *beside == Beside::Nothing);
    view! {
        <div class="desk-split desk-split--side">
            <div class="desk-stack desk-scroll desk-case__scroll" tabindex="0" role="group" aria-label="Dates and facts">
                <section class="desk-pane desk-case__flat" aria-labelledby="dates-head">
                    <div class="desk-pane__head">
                        <h2 class="govuk-heading-s" id="dates-head">"Dates"</h2>
                        {move || file.may(Right::RecordFacts).then(|| view! {
                            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| beside.set(Beside::Record(Vec::new()))>"Record a date or fact"</button>
                        })}
                    </div>
                    {move || file.get().map(|case| dates_table(file, &case, beside))}
                </section>
                {PARTS.map(|(group, title)| view! { <Part file group title beside /> }).collect_view()}
            </div>
            <div class="desk-stack">
                <FactBeside file beside />
                <Show when=quiet><Movements file /></Show>
            </div>
        </div>
    }
}

fn dates_table(file: File, case: &CaseView, beside: RwSignal<Beside>) -> AnyView {
    let rows: Vec<&FactView> = case.dates.iter().filter(|fact| words::is_sentence_date(&fact.field)).collect();
    if rows.is_empty() {
        return view! { <p class="desk-case__none">"No dates are known: release date unknown, so nothing that counts back from it can be worked out."</p> }.into_any();
    }
    let today = file.today();
    let kind = value(case, "nonDtoReleaseDateType");
    let rows = rows.into_iter().map(|fact| date_row(file, fact, kind.as_deref(), &today, beside)).collect_view();
    view! {
        <div class="desk-case__sideways">
            <table class="govuk-table desk-table desk-table--top" aria-labelledby="dates-head">
                <thead class="govuk-table__head"><tr>
                    <th scope="col" class="govuk-table__header">"What"</th>
                    <th scope="col" class="govuk-table__header">"Date"</th>
                    <th scope="col" class="govuk-table__header">"Source"</th>
                    <th scope="col" class="govuk-table__header">"Calculated"</th>
                    <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                </tr></thead>
                <tbody class="govuk-table__body">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn date_row(
    file: File,
    fact: &FactView,
    kind: Option<&str>,
    today: &str,
    beside: RwSignal<Beside>,
) -> impl IntoView + use<> {
    let short = match fact.field.as_str() {
        "releaseDate" | "nonDtoReleaseDate" => kind.map(str::to_owned),
        field => words::short_name(field).map(str::to_owned),
    };
    let ago = dates::days_ago(&fact.value, today).map(|days| match days {
        0 => "today".to_owned(),
        1.. => format!("{} ago", dates::days(days)),
        _ => format!("in {}", dates::days(-days)),
    });
    let (field, label) = (fact.field.clone(), fact.label.clone());
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{fact.label.clone()}{short.map(|short| view! { " "<span class="desk-case__short">{short}</span> })}</th>
            <td class="govuk-table__cell desk-num desk-nowrap">{dates::long(&fact.value)}<span class="desk-case__second desk-xs desk-muted">{ago}</span></td>
            <td class="govuk-table__cell">{source(fact)}</td>
            <td class="govuk-table__cell desk-num desk-nowrap">{fact.calculated.as_deref().map_or_else(|| "Not given".to_owned(), dates::short)}</td>
            <td class="govuk-table__cell desk-right"><Acts file field label beside /></td>
        </tr>
    }
}

/// Where a fact came from; and what the prison system says, where staff corrected it.
fn source(fact: &FactView) -> impl IntoView + use<> {
    let from = match &fact.reason {
        Some(reason) => view! { <b>"By hand"</b>": "{reason.clone()} }.into_any(),
        None => "Prison system".into_any(),
    };
    let said = fact.prison_system_says.as_deref().map(|said| {
        let said = words::value(&fact.field, said);
        view! { <span class="desk-case__second"><strong class="govuk-tag govuk-tag--yellow">"Corrected"</strong>" The prison system says "<b>{said}</b></span> }
    });
    view! {
        {from}
        <span class="desk-case__second desk-xs desk-muted desk-num">{fact.by.clone()}", "{words::moment(&fact.recorded)}</span>
        {said}
    }
}

/// A part of the file, as a list of its facts.
#[component]
fn Part(file: File, group: Option<Group>, title: &'static str, beside: RwSignal<Beside>) -> impl IntoView {
    let id = format!("part-{}", title.to_lowercase().replace(' ', "-"));
    move || {
        let case = file.get()?;
        let listed = |fact: &FactView| !NOT_LISTED.contains(&fact.field.as_str());
        let facts: Vec<FactView> = of_group(&case, group).into_iter().filter(listed).collect();
        if facts.is_empty() {
            return None;
        }
        let rows = facts.into_iter().map(|fact| {
            let (field, label) = (fact.field.clone(), words::sentence(&words::label(&fact.field)));
            view! {
                <tr class="govuk-table__row">
                    <th scope="row" class="govuk-table__header">{label.clone()}</th>
                    <td class="govuk-table__cell desk-case__value">{words::explained(&fact.field, &fact.value, fact.meaning.as_deref())}</td>
                    <td class="govuk-table__cell">{source(&fact)}</td>
                    <td class="govuk-table__cell desk-right"><Acts file field label beside /></td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        Some(view! {
            <section class="desk-pane desk-case__flat" aria-labelledby=id.clone()>
                <div class="desk-pane__head"><h2 class="govuk-heading-s" id=id.clone()>{title}</h2></div>
                <div class="desk-case__sideways">
                    <table class="govuk-table desk-table desk-table--top desk-case__facts" aria-labelledby=id.clone()>
                        <thead class="govuk-visually-hidden"><tr><th scope="col">"What"</th><th scope="col">"Value"</th><th scope="col">"Source"</th><th scope="col">"Acts"</th></tr></thead>
                        <tbody class="govuk-table__body">{rows}</tbody>
                    </table>
                </div>
            </section>
        })
    }
}
