//! The columns, and what a row says in each and as a whole.

use api::{CaseRowView, Sort};
use leptos::prelude::*;

use crate::dates;
use crate::grid::Column;
use crate::parts::{Html, Kind, mark};
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
pub(super) fn cells(state: State, index: u32, selected: bool) -> Html {
    let mut html = Html::default();
    let Some(row) = state.rows.get(index) else {
        for column in heads(state) {
            cell(&mut html, column.class, |cell| cell.tag("i", ["desk-bar-grey"], |_| ()));
        }
        return html;
    };
    let today = state.desk.person.today();
    cell(&mut html, "desk-c-select", |cell| cell.tick("desk-sel", &format!("Select {}", row.name), selected));
    name(&mut html, state, &row);
    text(&mut html, "desk-c-number desk-num", Some(&row.number));
    text(&mut html, "desk-c-cell desk-num", row.cell.as_deref());
    text(&mut html, "desk-c-tier", row.category.as_deref());
    cell(&mut html, "desk-c-rosh", |cell| rosh_in(cell, row.rosh.as_deref()));
    text(&mut html, "desk-c-tier", row.tier.as_deref());
    text(&mut html, "desk-c-date desk-c-wide desk-num", row.sentence_start.as_deref().map(dates::short).as_deref());
    cell(&mut html, "desk-c-date desk-num", |cell| release(cell, &row, &today));
    cell(&mut html, "desk-c-seen desk-right desk-num", |cell| seen(cell, &row, &today));
    count(&mut html, "desk-right desk-num desk-c-count desk-c-mid", row.alerts);
    count(&mut html, "desk-right desk-num desk-c-count", row.open_actions);
    text(&mut html, "desk-c-person desk-c-wide", row.pom.as_deref());
    text(&mut html, "desk-c-person desk-c-wide", row.keyworker.as_deref());
    html
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

/// A cell of a column.
fn cell(html: &mut Html, class: &'static str, inside: impl FnOnce(&mut Html)) {
    html.tag("td", ["govuk-table__cell", class], inside);
}

fn name(html: &mut Html, state: State, row: &CaseRowView) {
    let wanted = state.filter.with_untracked(|filter| filter.text.clone()).unwrap_or_default();
    html.tag("th scope=\"row\"", ["govuk-table__header", "desk-c-name"], |cell| {
        mark(cell, &row.name, &wanted);
        if !row.here {
            cell.tag("span", ["desk-xs desk-muted"], |gone| gone.words(" not here"));
        }
        cell.words(" ");
        if row.conflicts > 0 {
            cell.sign(Kind::Ask, |sign| {
                sign.tag("span", ["govuk-visually-hidden"], |words| words.words("in conflict"))
            });
        }
    });
}

fn text(html: &mut Html, class: &'static str, value: Option<&str>) {
    cell(html, class, |cell| match value {
        Some(value) => cell.words(value),
        None => none(cell),
    });
}

/// Nothing, for whoever sees: the row's name says it in words.
fn none(html: &mut Html) {
    html.tag("span aria-hidden=\"true\"", ["desk-muted"], |dash| dash.words("–"));
}

fn count(html: &mut Html, class: &'static str, count: i64) {
    cell(html, class, |cell| match count {
        0 => cell.tag("span", ["desk-muted"], |quiet| quiet.number(0)),
        count => cell.number(count),
    });
}

fn rosh_in(html: &mut Html, level: Option<&str>) {
    let Some(level) = level else { return none(html) };
    let words = rosh_words(level);
    match rosh_tag(level) {
        Some(tag) => html.tag("strong", [tag], |tag| tag.words(&words)),
        None => html.words(&words),
    }
}

/// The tag of a level that needs care.
fn rosh_tag(level: &str) -> Option<&'static str> {
    match level {
        "VERY_HIGH" => Some("govuk-tag govuk-tag--red"),
        "HIGH" => Some("govuk-tag govuk-tag--orange"),
        _ => None,
    }
}

/// A level of risk in words; the two that need care in a tag.
pub(super) fn rosh(level: Option<&str>) -> AnyView {
    let Some(level) = level else {
        return view! { <span class="desk-muted" aria-hidden="true">"–"</span> }.into_any();
    };
    let words = rosh_words(level);
    match rosh_tag(level) {
        Some(tag) => view! { <strong class=tag>{words}</strong> }.into_any(),
        None => words.into_any(),
    }
}

/// `VERY_HIGH` as “Very high”.
pub(super) fn rosh_words(level: &str) -> String {
    let plain = level.replace('_', " ").to_lowercase();
    let mut letters = plain.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn release(html: &mut Html, row: &CaseRowView, today: &str) {
    let Some(date) = row.release_date.as_deref() else {
        return html.tag("span", ["desk-muted"], |none| none.words("None"));
    };
    let shown = dates::short(date);
    // Twelve weeks ahead, and never what has gone by: that is a date of the past, not something that comes.
    match dates::days_ago(date, today) {
        Some(-84..=0) if row.here => html.sign(Kind::Soon, |sign| sign.words(&shown)),
        Some(1..) => html.tag("span", ["desk-muted"], |past| past.words(&shown)),
        _ => html.words(&shown),
    }
}

fn seen(html: &mut Html, row: &CaseRowView, today: &str) {
    match row.last_session.as_deref().and_then(|at| dates::days_ago(at, today)) {
        None => html.tag("span", ["desk-muted"], |never| never.words("Never")),
        Some(0) => html.words("Today"),
        Some(days) if days > SEEN_WITHIN => html.tag("b", [], |late| late.words(&dates::days(days))),
        Some(days) => html.words(&dates::days(days)),
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
