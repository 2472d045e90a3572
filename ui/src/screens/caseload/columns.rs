//! The columns, and what a row says in each and as a whole.

use api::{CaseRowView, Sort};
use leptos::prelude::*;

use crate::dates;
use crate::grid::Column;
use crate::parts::{Kind, Marked, Sign};
use crate::screens::caseload::query::State;

/// Key work is owed weekly: later than this many days is said in bold.
const SEEN_WITHIN: i64 = 7;

/// Title, class, and what it sorts by.
const COLUMNS: [(&str, &str, Sort); 11] = [
    ("Prisoner", "desk-c-name", Sort::Name),
    ("Number", "desk-c-number", Sort::Number),
    ("Cell", "desk-c-cell", Sort::Cell),
    ("Cat", "desk-c-tier", Sort::Category),
    ("RoSH", "desk-c-rosh", Sort::Rosh),
    ("Tier", "desk-c-tier", Sort::Tier),
    ("Sentenced", "desk-c-date desk-c-wide", Sort::SentenceStart),
    ("Release", "desk-c-date", Sort::Release),
    ("Seen", "desk-c-seen desk-right", Sort::LastSession),
    ("Alerts", "desk-c-count desk-c-mid desk-right", Sort::Alerts),
    ("Actions", "desk-c-count desk-right", Sort::OpenActions),
];

/// The heads.
pub(super) fn heads(state: State) -> Vec<Column> {
    let everyone = ViewFn::from(move || view! { <Everyone state /> });
    let select = Column { head: Some(everyone), title: "Selected", class: "desk-c-select", sorted: None, sort: None };
    let sortable = COLUMNS.into_iter().map(|(title, class, by)| Column {
        head: None,
        title,
        class,
        sorted: Some(Signal::derive(move || match state.sort.get() {
            (sort, false) if sort == by => "ascending",
            (sort, true) if sort == by => "descending",
            _ => "none",
        })),
        sort: Some(Callback::new(move |()| state.sort_by(by))),
    });
    let people = [("POM", "desk-c-person desk-c-wide"), ("Keyworker", "desk-c-person desk-c-wide")];
    let people = people.into_iter().map(|(title, class)| Column { head: None, title, class, sorted: None, sort: None });
    std::iter::once(select).chain(sortable).chain(people).collect()
}

/// Every order.
pub(super) const SORTS: [Sort; 15] = [
    Sort::Name,
    Sort::Number,
    Sort::DateOfBirth,
    Sort::Cell,
    Sort::Category,
    Sort::LegalStatus,
    Sort::Rosh,
    Sort::Tier,
    Sort::Incentive,
    Sort::Alerts,
    Sort::SentenceStart,
    Sort::Release,
    Sort::LastSession,
    Sort::LastNote,
    Sort::OpenActions,
];

/// What the sort is called in a sentence.
pub(super) const fn sort_words(sort: Sort) -> &'static str {
    match sort {
        Sort::Name => "name",
        Sort::Number => "number",
        Sort::Cell => "cell",
        Sort::Release => "release",
        Sort::SentenceStart => "sentence start",
        Sort::Category => "category",
        Sort::LegalStatus => "legal status",
        Sort::Rosh => "risk of serious harm",
        Sort::Tier => "tier",
        Sort::LastSession => "last key-work session",
        Sort::LastNote => "last note",
        Sort::OpenActions => "open actions",
        Sort::Alerts => "alerts",
        Sort::Incentive => "incentive level",
        Sort::DateOfBirth => "date of birth",
    }
}

/// The cells of a row; grey bars where it has not come yet.
pub(super) fn cells(state: State, index: u32) -> AnyView {
    let Some(row) = state.rows.get(index) else {
        let bar = |class: &'static str| view! { <td class=format!("govuk-table__cell {class}")><i class="desk-bar-grey"></i></td> };
        return heads(state).into_iter().map(|column| bar(column.class)).collect_view().into_any();
    };
    let today = state.desk.person.today();
    let row = &*row;
    view! {
        <td class="govuk-table__cell desk-c-select">{checkbox(state, index, row)}</td>
        {name(state, row)}
        {text("desk-c-number desk-num", Some(row.number.clone()))}
        {text("desk-c-cell desk-num", row.cell.clone())}
        {text("desk-c-tier", row.category.clone())}
        <td class="govuk-table__cell desk-c-rosh">{rosh(row.rosh.as_deref())}</td>
        {text("desk-c-tier", row.tier.clone())}
        {text("desk-c-date desk-c-wide desk-num", row.sentence_start.as_deref().map(dates::short))}
        <td class="govuk-table__cell desk-c-date desk-num">{release(row, &today)}</td>
        <td class="govuk-table__cell desk-c-seen desk-right desk-num">{seen(row, &today)}</td>
        {count("desk-c-count desk-c-mid", row.alerts)}
        {count("desk-c-count", row.open_actions)}
        {text("desk-c-person desk-c-wide", row.pom.clone())}
        {text("desk-c-person desk-c-wide", row.keyworker.clone())}
    }
    .into_any()
}

/// Selects all cases of the filter, those too that are not on the page.
#[component]
fn Everyone(state: State) -> impl IntoView {
    let total = state.rows.total;
    let all = move || {
        total.get() > 0 && state.selected.with(|selected| selected.len() == usize::try_from(total.get()).unwrap_or(0))
    };
    view! {
        <input class="desk-sel" type="checkbox" aria-label=move || format!("Select all {}", total.get()) prop:checked=all
            on:change=move |event| if event_target_checked(&event) { state.select_all() } else { state.select_none() } />
    }
}

fn checkbox(state: State, index: u32, row: &CaseRowView) -> impl IntoView + use<> {
    let number = row.number.clone();
    let selected = move || state.selected.with(|selected| selected.contains(&number));
    view! {
        <input class="desk-sel" type="checkbox" tabindex="-1" aria-label=format!("Select {}", row.name) prop:checked=selected
            on:change=move |_| state.select(index) />
    }
}

fn name(state: State, row: &CaseRowView) -> impl IntoView + use<> {
    let wanted = state.filter.with_untracked(|filter| filter.text.clone()).unwrap_or_default();
    let gone = (!row.here).then(|| view! { <span class="desk-xs desk-muted">" not here"</span> });
    let conflict = (row.conflicts > 0)
        .then(|| view! { <Sign kind=Kind::Ask><span class="govuk-visually-hidden">"in conflict"</span></Sign> });
    view! { <th scope="row" class="govuk-table__header desk-c-name"><Marked text=row.name.clone() wanted />{gone}" "{conflict}</th> }
}

fn text(class: &'static str, value: Option<String>) -> impl IntoView {
    let value = match value {
        Some(value) => value.into_any(),
        None => view! { <span class="desk-muted" aria-hidden="true">"–"</span> }.into_any(),
    };
    view! { <td class=format!("govuk-table__cell {class}")>{value}</td> }
}

fn count(class: &'static str, count: i64) -> impl IntoView {
    let quiet = count == 0;
    view! { <td class=format!("govuk-table__cell desk-right desk-num {class}")><span class=("desk-muted", quiet)>{count}</span></td> }
}

/// A level of risk in words; the two that need care in a tag.
pub(super) fn rosh(level: Option<&str>) -> AnyView {
    let Some(level) = level else {
        return view! { <span class="desk-muted" aria-hidden="true">"–"</span> }.into_any();
    };
    let words = rosh_words(level);
    match level {
        "VERY_HIGH" => view! { <strong class="govuk-tag govuk-tag--red">{words}</strong> }.into_any(),
        "HIGH" => view! { <strong class="govuk-tag govuk-tag--orange">{words}</strong> }.into_any(),
        _ => words.into_any(),
    }
}

/// `VERY_HIGH` as “Very high”.
pub(super) fn rosh_words(level: &str) -> String {
    let plain = level.replace('_', " ").to_lowercase();
    let mut letters = plain.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn release(row: &CaseRowView, today: &str) -> AnyView {
    let Some(date) = row.release_date.as_deref() else {
        return view! { <span class="desk-muted">"None"</span> }.into_any();
    };
    let shown = dates::short(date);
    // Twelve weeks ahead, and never what has gone by: that is a date of the past, not something that comes.
    match dates::days_ago(date, today) {
        Some(-84..=0) if row.here => view! { <Sign kind=Kind::Soon>{shown}</Sign> }.into_any(),
        Some(1..) => view! { <span class="desk-muted">{shown}</span> }.into_any(),
        _ => shown.into_any(),
    }
}

fn seen(row: &CaseRowView, today: &str) -> AnyView {
    match row.last_session.as_deref().and_then(|at| dates::days_ago(at, today)) {
        None => view! { <span class="desk-muted">"Never"</span> }.into_any(),
        Some(0) => "Today".into_any(),
        Some(days) if days > SEEN_WITHIN => view! { <b>{dates::days(days)}</b> }.into_any(),
        Some(days) => dates::days(days).into_any(),
    }
}

/// The row as a screen reader says it: what the columns show by shape or a letter is said in full.
pub(super) fn spoken(state: State, index: u32) -> String {
    let Some(row) = state.rows.get(index) else { return "Opening".to_owned() };
    let today = state.desk.person.today();
    let or = |value: &Option<String>, none: &str| value.clone().unwrap_or_else(|| none.to_owned());
    let rosh = row.rosh.as_deref().map_or_else(|| "not assessed".to_owned(), |level| rosh_words(level).to_lowercase());
    let release = row
        .release_date
        .as_deref()
        .map_or_else(|| "no release date".to_owned(), |date| format!("release {}", dates::long(date)));
    let seen = match row.last_session.as_deref().and_then(|at| dates::days_ago(at, &today)) {
        None => "never seen for key work".to_owned(),
        Some(0) => "seen for key work today".to_owned(),
        Some(days) => format!("seen for key work {} ago", dates::days(days)),
    };
    let actions = match row.open_actions {
        0 => "no open actions".to_owned(),
        1 => "1 open action".to_owned(),
        count => format!("{count} open actions"),
    };
    format!(
        "{}, {}, cell {}, category {}, risk of serious harm {rosh}, tier {}, {release}, {seen}, {actions}",
        row.name,
        row.number,
        or(&row.cell, "not known"),
        or(&row.category, "not known"),
        or(&row.tier, "not known"),
    )
}
