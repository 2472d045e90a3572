//! The rules as pages to read (`docs/rules/`): rendered from what the rules say of themselves, their figures and their examples.

use std::fmt::Write as _;

use serde_json::Value;

use crate::calendar::Period;
use crate::figure::Figure;
use crate::rule::{Note, Rule, Stance};
use crate::rule_set::RuleSet;
use crate::{handover, keywork, obligation, pack, pom_type, rotl, transfer, workload};

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file's name.
    pub file: String,
    /// Its Markdown.
    pub text: String,
}

/// Every rule that has a page, in the order in which they are listed.
pub const RULES: [&Rule; 19] = [
    &handover::HANDOVER,
    &handover::EARLIEST_RELEASE,
    &handover::EARLY_ALLOCATION,
    &handover::RESPONSIBILITY,
    &pom_type::POM_TYPE,
    &keywork::PRISON_SESSIONS,
    &keywork::OFFICER_SESSIONS,
    &obligation::OBLIGATIONS,
    &pack::PACK,
    &workload::WORKLOAD,
    &workload::CAPACITY,
    &workload::WITHIN_PRISON,
    &rotl::TIER,
    &rotl::RULES,
    &rotl::EARLIEST,
    &rotl::CONSULTEES,
    &rotl::GRADE,
    &rotl::PLAN,
    &rotl::OUT,
];

/// Every page: one for each rule, one for the figures, one for the failure report, and the list of them all.
pub fn pages() -> Vec<Page> {
    let mut pages = vec![Page { file: "README.md".to_owned(), text: contents() }];
    pages.extend(RULES.iter().map(|rule| Page { file: format!("{}.md", rule.id), text: page(rule) }));
    pages.push(Page { file: "figures.md".to_owned(), text: figures() });
    pages.push(Page { file: "rotl-failure-report.md".to_owned(), text: failure_report() });
    pages
}

/// Says that a page is not to be changed by hand.
const MADE: &str = "<!-- Made from the rules' own data by crates/policy: change it there. -->\n\n";

fn contents() -> String {
    let mut text = format!(
        "{MADE}# The rules\n\nEach rule gives its answer with its working, or says what it would have to know. Figures and \
         lists are in [figures](figures.md), the questions of a failed release in [the report](rotl-failure-report.md).\n\n"
    );
    for rule in RULES {
        line(&mut text, format_args!("- [{}]({}.md): {}", rule.name, rule.id, rule.purpose));
    }
    text
}

fn page(rule: &Rule) -> String {
    let mut text = format!("{MADE}# {}\n\n{}\n\nSource: {}.\n\n## Clauses\n\n", rule.name, rule.purpose, rule.source);
    let order = if is_list(rule) { "Each decides for itself." } else { "The first that applies decides." };
    line(&mut text, format_args!("{order}\n"));
    text.push_str("| clause | words | where it is written |\n|---|---|---|\n");
    for clause in rule.clauses {
        line(&mut text, format_args!("| `{}` | {} | {} |", clause.id, clause.words, clause.source));
    }
    if rule.id == obligation::OBLIGATIONS.id {
        kinds(&mut text);
    }
    if rule.id == rotl::RULES.id {
        checks(&mut text);
    }
    if rule.id == pack::PACK.id {
        demands(&mut text);
    }
    notes(&mut text, rule.notes);
    text.push_str("\n## Examples\n\nEach runs as a test.\n\n| case | given | expected |\n|---|---|---|\n");
    let examples: Value = serde_json::from_str(rule.examples).unwrap_or_default();
    for case in examples.get("cases").and_then(Value::as_array).into_iter().flatten() {
        let named = case.get("id").and_then(Value::as_str).unwrap_or_default();
        line(
            &mut text,
            format_args!("| {named} | {} | {} |", fields(case.get("inputs")), fields(case.get("expected"))),
        );
    }
    text
}

/// Whether a rule is a list of rules.
fn is_list(rule: &Rule) -> bool {
    [obligation::OBLIGATIONS.id, pack::PACK.id, rotl::RULES.id, rotl::CONSULTEES.id, rotl::PLAN.id].contains(&rule.id)
}

/// The fields of an object in one cell of a table.
fn fields(object: Option<&Value>) -> String {
    let fields = object.and_then(Value::as_object).into_iter().flatten();
    fields.map(|(name, value)| format!("`{name}`: {}", cell(value))).collect::<Vec<_>>().join("<br>")
}

fn cell(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The kinds of obligations in a table.
fn kinds(text: &mut String) {
    text.push_str(
        "\n## Kinds\n\nAn obligation is settled by recording the act itself; by hand only with a reason.\n\n",
    );
    text.push_str("| what is owed | in a list | theme | by whom | settled when |\n|---|---|---|---|---|\n");
    for kind in obligation::Kind::ALL {
        let (words, listed, theme) = (kind.words(), kind.listed(), kind.theme().words());
        let (owner, settled) = (kind.owner().words(), kind.settled_by());
        line(text, format_args!("| {words} | {listed} | {theme} | {owner} | {settled} |"));
    }
}

/// What a handover pack has to hold, in a table.
fn demands(text: &mut String) {
    let timings = &pack::rule_sets().newest.constants.demands;
    text.push_str("\n## What is asked for\n\n");
    text.push_str("| section | what | asked for | stands for | where it is missing | standing | rests on |\n|---|---|---|---|---|---|---|\n");
    for demand in pack::Demand::ALL {
        let Figure { value: pack::Timing { asked, age }, standing, source } = timings.of(*demand);
        let age = age.map_or_else(|| "no time set".to_owned(), |age| age.to_string());
        let section =
            if *demand == pack::Demand::Conflict { "the field's".to_owned() } else { demand.section().to_string() };
        let (called, question, standing) = (demand.words(), demand.question(), standing.words());
        line(text, format_args!("| {section} | {called} | {asked} | {age} | {question} | {standing} | {source} |"));
    }
}

/// The rules of temporary release in a table, and the reasons that the types have.
fn checks(text: &mut String) {
    let bars = &rotl::rule_sets().newest.constants.bars;
    text.push_str("\n## What follows\n\n| rule | where it is not met, it | standing | rests on |\n|---|---|---|---|\n");
    for check in rotl::Check::ALL {
        let rotl::Stated { value, standing, source } = bars.of(*check);
        line(text, format_args!("| {} | {} | {} | {source} |", check.words(), value.words(), standing.words()));
    }
    line(text, format_args!("\n## Reasons\n\n{}.\n", rotl::reasons_source()));
    text.push_str("| type | category | reason | label | purposes |\n|---|---|---|---|---|\n");
    for reason in rotl::reasons() {
        let category = reason.category.as_ref().map_or("", |category| category.code.as_str());
        let purposes = reason.purposes.iter().map(|purpose| purpose.words()).collect::<Vec<_>>().join("; ");
        let rotl::Coded { code, label } = &reason.reason;
        line(text, format_args!("| {} | {category} | {code} | {label} | {purposes} |", reason.kind.code()));
    }
}

fn notes(text: &mut String, notes: &[Note]) {
    if !notes.is_empty() {
        text.push_str("\n## Notes\n\n");
    }
    for note in notes {
        let stance = match note.stance {
            Stance::Corrected => "the reference is not followed",
            Stance::Followed => "the reference is followed",
        };
        line(text, format_args!("- **{}** ({stance}). {}", note.about, note.words));
    }
}

fn figures() -> String {
    let mut text = format!("{MADE}# Figures and lists\n");
    for rules in handover::rule_sets().iter() {
        rule_set(&mut text, "Responsibility and handover", rules);
    }
    for rules in pom_type::rule_sets().iter() {
        rule_set(&mut text, "Type of prison offender manager", rules);
    }
    for rules in keywork::rule_sets().iter() {
        rule_set(&mut text, "Key work", rules);
    }
    for rules in obligation::settings().iter() {
        rule_set(&mut text, "Obligations", rules);
    }
    for rules in pack::rule_sets().iter() {
        rule_set(&mut text, "Handover pack", rules);
    }
    for rules in workload::rule_sets().iter() {
        rule_set(&mut text, "Work", rules);
    }
    for rules in rotl::rule_sets().iter() {
        rule_set(&mut text, "ROTL", rules);
    }
    for rules in transfer::rule_sets().iter() {
        rule_set(&mut text, "Moving to another prison", rules);
    }
    history(&mut text);
    text
}

/// The questions of the national form, with what follows each answer.
fn failure_report() -> String {
    let form = rotl::failure_form();
    let mut text = format!("{MADE}# Temporary release failure report\n\n{}.\n", form.source);
    for question in &form.questions {
        let several = if question.several { " Several answers can be given." } else { "" };
        let known = if question.from.is_some() { " Filled in from the record where that knows it." } else { "" };
        line(&mut text, format_args!("\n## {} {}\n", question.code, question.words));
        if !several.is_empty() || !known.is_empty() {
            line(&mut text, format_args!("{}\n", format!("{several}{known}").trim_start()));
        }
        text.push_str("| code | answer | asks for | then |\n|---|---|---|---|\n");
        for rotl::Choice { code, words, remark, date, next, kind, .. } in &question.answers {
            let asks = match (remark, date) {
                (true, _) => "a remark",
                (false, true) => "a date",
                (false, false) => "",
            };
            let next = next.as_deref().unwrap_or("the end");
            let kind = kind.map(|kind| format!(" (counted as: {})", kind.words().to_lowercase())).unwrap_or_default();
            line(&mut text, format_args!("| {code} | {words}{kind} | {asks} | {next} |"));
        }
    }
    text
}

fn rule_set<C: serde::Serialize>(text: &mut String, matter: &str, rules: &RuleSet<C>) {
    let since = rules.effective_from.map_or_else(|| "no source says".to_owned(), |since| since.to_string());
    let until = rules.superseded_by.as_ref().map_or_else(|| "nothing yet".to_owned(), |id| format!("`{id}`"));
    line(text, format_args!("\n## {matter}: `{}`, version {}\n", rules.id, rules.version));
    line(text, format_args!("In force from: {since}. Superseded by: {until}. Source: {}.\n", rules.source));
    text.push_str("| figure or list | value | source |\n|---|---|---|\n");
    let constants = serde_json::to_value(&rules.constants).unwrap_or_default();
    for (name, sourced) in constants.as_object().into_iter().flatten() {
        let value = sourced.get("value").map(figure).unwrap_or_default();
        let source = sourced.get("source").and_then(Value::as_str).unwrap_or_default();
        let standing = sourced.get("standing").and_then(Value::as_str).map(|standing| format!(" ({standing})"));
        let standing = standing.unwrap_or_default();
        line(text, format_args!("| {} | {value}{standing} | {source} |", name.replace('_', " ")));
    }
}

/// A period, a list, or a plain value in words.
fn figure(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Array(list) => list.iter().map(cell).collect::<Vec<_>>().join(", "),
        Value::Object(named) => in_words(value).unwrap_or_else(|| {
            named.iter().map(|(name, value)| format!("{name} {}", cell(value))).collect::<Vec<_>>().join(", ")
        }),
        _ => cell(value),
    }
}

/// A value that has words of its own.
fn in_words(value: &Value) -> Option<String> {
    let period = serde_json::from_value::<Period>(value.clone()).map(|period| period.to_string());
    let timing = || serde_json::from_value::<pack::Timing>(value.clone()).map(|timing| timing.to_string());
    period.or_else(|_| timing()).ok()
}

fn history(text: &mut String) {
    let history = handover::history();
    line(
        text,
        format_args!(
            "\n## How the handover policy changed\n\nFor reading old records only. Source: {}.\n",
            history.source
        ),
    );
    for change in &history.changes {
        line(text, format_args!("- From {}: {}", change.since, change.words));
    }
    text.push_str("\nUntil October 2022:\n\n| case | before release |\n|---|---|\n");
    for period in &history.until_october_2022 {
        line(text, format_args!("| {} | {} |", period.case, period.period));
    }
    text.push_str("\nCases under the policy at all, asked for until October 2024:\n\n");
    text.push_str("| estate | sentenced on or after | or released on or after |\n|---|---|---|\n");
    for cases in &history.policy_cases {
        line(text, format_args!("| {} | {} | {} |", cases.estate, cases.sentenced_since, cases.release_since));
    }
}

/// Writing to a string cannot fail.
fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{words}");
}
