//! The rules, one by one: what each says, what it used and what it rests on. Where a rule cannot tell, a person answers and says what
//! they looked at; the rule's own answer stays beside theirs.

use api::{ApplicationView, EarliestView, RuleGroup, RuleState, RuleView, Stage};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Open};
use crate::screens::rotl::steps::rule::{Answer, answered};
use crate::screens::rotl::steps::{beside, middle, rows};
use crate::screens::rotl::words;

/// The rows' identifier.
const ROW: &str = "rule";
/// Under this the rules stand that say nothing of this application.
const NOT_ASKED: &str = "Not asked of this application";

/// Under which heading a rule stands: that of the rule book; nothing, where it is not asked.
fn group(rule: &RuleView) -> Option<RuleGroup> {
    (rule.state != RuleState::NotAsked).then_some(rule.group)
}

/// The rules in the order in which they are shown: under the rule book's headings, and last those that are not asked.
pub(super) fn in_groups(view: &ApplicationView) -> Vec<RuleView> {
    let mut rules = view.rules.clone();
    rules.sort_by_key(place);
    rules
}

fn place(rule: &RuleView) -> (bool, Option<RuleGroup>) {
    (group(rule).is_none(), group(rule))
}

/// The rule in hand.
fn current(open: Open) -> Option<RuleView> {
    let at = open.current.get();
    open.read(|view| in_groups(view).into_iter().nth(at))
}

pub(super) fn stage(open: Open) -> AnyView {
    rows::keys(open, ROW, "rule-words", move || open.read(|view| view.rules.len()));
    open.desk.keys.on_and_show("w", "Why: the working of the rule in hand", "why", move || {
        if let Some(rule) = untrack(|| current(open)) {
            open.why.set(Some((rule.name, words::why(&rule.why))));
        }
    });
    let counts = move || open.read(counts);
    let table = view! {
        <div class="desk-grid" tabindex="0" role="group" aria-labelledby="stage-head">
            <table class="govuk-table desk-table desk-table--top" aria-labelledby="stage-head">
                <thead class="govuk-table__head"><tr>
                    {["Rule", "Answer", "What it used", "Rests on"].map(|head| view! { <th scope="col" class="govuk-table__header">{head}</th> }).into_iter().collect_view()}
                </tr></thead>
                <tbody class="govuk-table__body">{move || open.read(|view| table(open, &in_groups(view)))}</tbody>
            </table>
        </div>
        <div class="desk-window"><span>{move || open.read(unconfirmed)}</span><span class="desk-end">"Nothing here decides: a person does"</span></div>
    };
    let middle = middle(
        Stage::Eligibility,
        view! { <span class="desk-row desk-row--wrap desk-xs" role="status">{counts}</span> },
        table.into_any(),
    );
    view! {
        {middle}
        <Beside open>
            {move || current(open).map(|rule| view! { <Answer open rule /> })}
            {move || open.show(|view| earliest(open, &view.earliest))}
        </Beside>
    }
    .into_any()
}

/// How many rules say what.
fn counts(view: &ApplicationView) -> Vec<AnyView> {
    [RuleState::Met, RuleState::CannotTell, RuleState::NotMet, RuleState::NotAsked]
        .into_iter()
        .filter_map(|state| {
            let count = view.rules.iter().filter(|rule| rule.state == state).count();
            let (kind, word) = words::rule(state);
            (count > 0).then(|| view! { <Sign kind>{count}" "{word.to_lowercase()}</Sign> }.into_any())
        })
        .collect()
}

/// “5 rest on sources that are not confirmed: read them first”.
fn unconfirmed(view: &ApplicationView) -> String {
    let count = view.rules.iter().filter(|rule| is_unconfirmed(rule)).count();
    if count == 0 {
        return String::new();
    }
    let rules = counted(count, "rule rests", "rules rest");
    format!("{rules} on sources that are not confirmed: read them first")
}

fn is_unconfirmed(rule: &RuleView) -> bool {
    rule.standing == "unconfirmed"
}

fn table(open: Open, rules: &[RuleView]) -> Vec<AnyView> {
    let mut lines = Vec::new();
    let mut last = None;
    for (at, rule) in rules.iter().enumerate() {
        let group = group(rule);
        if last != Some(group) {
            last = Some(group);
            let head = group.map_or(NOT_ASKED, RuleGroup::words);
            lines.push(view! { <tr class="desk-group"><th scope="rowgroup" colspan="4" class="govuk-table__header">{head}</th></tr> }.into_any());
        }
        lines.push(line(open, at, rule));
    }
    lines
}

fn line(open: Open, at: usize, rule: &RuleView) -> AnyView {
    let (kind, word) = words::rule(rule.state);
    let person =
        rule.answered.as_ref().map(|one| view! { <span class="desk-staff__second desk-xs">{answered(one)}</span> });
    let is_open = matches!(rule.state, RuleState::NotMet | RuleState::CannotTell);
    let no_exception = (rule.hard && is_open).then(|| {
        view! { <span class="desk-staff__second desk-xs desk-muted">"It allows no exception"</span> }
    });
    let standing = rule.standing.clone();
    let standing = if is_unconfirmed(rule) {
        view! { <Sign kind=Kind::Ask>{standing}</Sign> }.into_any()
    } else {
        standing.into_any()
    };
    view! {
        <tr class="govuk-table__row" class=("is-current", move || open.current.get() == at)>
            <th scope="row" class="govuk-table__header">{rows::name(open, ROW, at, rule.name.clone())}</th>
            <td class="govuk-table__cell"><Sign kind>{word}</Sign>{no_exception}{person}</td>
            <td class="govuk-table__cell desk-xs">{rule.line.clone()}</td>
            <td class="govuk-table__cell desk-xs">{standing}</td>
        </tr>
    }
    .into_any()
}

/// From which day each type would be possible, each with its arithmetic.
fn earliest(open: Open, all: &[EarliestView]) -> AnyView {
    let lines = all.iter().map(|one| {
        let day = match &one.day {
            Some(day) => view! { <b class="desk-num">{dates::long(day)}</b> }.into_any(),
            None => view! { <Sign kind=Kind::Ask>"Cannot tell"</Sign> }.into_any(),
        };
        let title = format!("{}: the earliest day", one.kind.words());
        let (label, why) = (format!("Working of the earliest day: {}", one.kind.words()), one.why.clone());
        view! {
            <li class="desk-case__line">
                <span class="desk-grow">{one.kind.words()}<br />{day}</span>
                <button type="button" class="desk-link desk-xs" aria-label=label on:click=move |_| open.why.set(Some((title.clone(), words::why(&why))))>"Working"</button>
            </li>
        }
    });
    let list = view! { <ul class="desk-plain">{lines.collect_view()}</ul><p class="desk-case__none desk-src">"By the formula alone. What else is asked of a release stands in the rules."</p> };
    beside("earliest-head", "Earliest dates by type", list.into_any())
}

#[cfg(test)]
mod tests {
    use api::DerivationView;

    use super::*;

    fn rule(id: &str, group: RuleGroup, state: RuleState) -> RuleView {
        RuleView {
            id: id.to_owned(),
            name: id.to_owned(),
            group,
            state,
            line: String::new(),
            hard: false,
            standing: "local".to_owned(),
            why: DerivationView {
                rule: String::new(),
                conclusion: String::new(),
                inputs: Vec::new(),
                steps: Vec::new(),
                cautions: Vec::new(),
                clause: None,
                source: String::new(),
                rule_set: String::new(),
                would_change: Vec::new(),
            },
            answered: None,
        }
    }

    #[test]
    fn rules_stand_under_the_rule_books_headings_and_what_is_not_asked_comes_last() {
        let mut rules = [
            rule("a", RuleGroup::Bars, RuleState::NotAsked),
            rule("b", RuleGroup::HistoryAndPurpose, RuleState::Met),
            rule("c", RuleGroup::Bars, RuleState::CannotTell),
            rule("d", RuleGroup::TypeAndDates, RuleState::NotMet),
            rule("e", RuleGroup::Bars, RuleState::Met),
        ];
        rules.sort_by_key(place);
        let order: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(order, ["c", "e", "d", "b", "a"]);
        assert_eq!(group(&rules[0]).map(RuleGroup::words), Some("Bars: any one of these stops the application"));
        assert_eq!(group(&rules[4]), None);
    }
}
