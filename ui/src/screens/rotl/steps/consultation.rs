//! Who is asked: why, when, by when, what they say. What was said in confidence shows here only as its number.

use api::{ApplicationView, Asked, ConsultationView, Consultee, Right, Stage};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Doing, Open};
use crate::screens::rotl::steps::consult::{AskSomebody, One};
use crate::screens::rotl::steps::visits::{Visit, Visits};
use crate::screens::rotl::steps::{middle, rows};
use crate::screens::rotl::words;

/// The rows' identifier.
const ROW: &str = "asked";

/// Who is asked: “Police”, or “Host: Moira Ashdown”.
pub(super) fn whom(with: &Asked) -> String {
    match with.name.trim() {
        "" => with.consultee.words().to_owned(),
        name if with.consultee == Consultee::Other => name.to_owned(),
        name => format!("{}: {name}", with.consultee.words()),
    }
}

/// In the order in which they are shown: those who are needed, then the others.
fn in_order(view: &ApplicationView) -> Vec<ConsultationView> {
    let needed = view.consultations.iter().filter(|one| !one.not_needed);
    needed.chain(view.consultations.iter().filter(|one| one.not_needed)).cloned().collect()
}

fn current(open: Open) -> Option<ConsultationView> {
    let at = open.current.get();
    open.read(|view| in_order(view).into_iter().nth(at))
}

pub(super) fn stage(open: Open) -> AnyView {
    rows::keys(open, ROW, "consult-step", move || open.read(|view| view.consultations.len()));
    let may = open.may(Right::ConsultOnRelease);
    let head = move || {
        let line = open.read(summary);
        let over = open.read(|view| view.status.is_over());
        view! {
            <span class="desk-xs desk-muted" role="status">{line}</span>
            {(may && !over).then(|| view! { <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| open.doing.set(Doing::AskSomebody)>"Ask somebody else"</button> })}
        }
    };
    let table = view! {
        <div class="desk-grid" tabindex="0" role="group" aria-labelledby="stage-head">
            <table class="govuk-table desk-table desk-table--top" aria-labelledby="stage-head">
                <thead class="govuk-table__head"><tr>
                    {["Who", "Asked", "Due", "Reply", "What they say"].map(|head| view! { <th scope="col" class="govuk-table__header">{head}</th> }).into_iter().collect_view()}
                </tr></thead>
                <tbody class="govuk-table__body">{move || open.read(|view| table(open, &in_order(view)))}</tbody>
            </table>
        </div>
        <Visits open />
    };
    let middle = middle(Stage::Consultation, head, table.into_any());
    view! {
        {middle}
        <Beside open>
            {move || match open.doing.get() {
                Doing::AskSomebody => view! { <AskSomebody open /> }.into_any(),
                Doing::Visit => view! { <Visit open /> }.into_any(),
                _ => current(open).map_or_else(|| ().into_any(), |one| view! { <One open one /> }.into_any()),
            }}
        </Beside>
    }
    .into_any()
}

/// “5 of 7 have replied, 1 not asked yet”.
pub(super) fn summary(view: &ApplicationView) -> String {
    let needed = view.consultations.iter().filter(|one| !one.not_needed);
    let (asked, waiting): (Vec<_>, Vec<_>) = needed.partition(|one| one.asked.is_some() || one.replied.is_some());
    let replied = asked.iter().filter(|one| one.replied.is_some()).count();
    let said = format!("{replied} of {} have replied", asked.len());
    if waiting.is_empty() { said } else { format!("{said}, {} not asked yet", waiting.len()) }
}

/// How the reply stands: “6 days late”, “Due tomorrow”, “Replied 6 Jan 2027”.
pub(super) fn reply(one: &ConsultationView, today: &str) -> (Kind, String) {
    if one.not_needed {
        return (Kind::Later, "Not needed".to_owned());
    }
    if let Some(replied) = &one.replied {
        return (Kind::Met, dates::short(replied));
    }
    let late = one.due.as_deref().and_then(|due| dates::days_ago(due, today));
    match (&one.asked, late) {
        (None, _) => (Kind::Later, "Not asked".to_owned()),
        (Some(_), Some(days)) if days > 0 => (Kind::Late, format!("{} late", dates::days(days))),
        (Some(_), Some(0)) => (Kind::Soon, "Due today".to_owned()),
        (Some(_), Some(days)) if days >= -3 => (Kind::Soon, format!("In {}", dates::days(-days))),
        (Some(_), _) => (Kind::Draft, "Awaited".to_owned()),
    }
}

fn table(open: Open, all: &[ConsultationView]) -> Vec<AnyView> {
    let today = open.desk.person.today();
    let mut lines = Vec::new();
    let mut in_needed = true;
    for (at, one) in all.iter().enumerate() {
        if one.not_needed && in_needed {
            in_needed = false;
            lines.push(view! { <tr class="desk-group"><th scope="rowgroup" colspan="5" class="govuk-table__header">"Not needed, with the reason"</th></tr> }.into_any());
        }
        lines.push(line(open, at, one, &today));
    }
    lines
}

fn line(open: Open, at: usize, one: &ConsultationView, today: &str) -> AnyView {
    let (kind, said) = reply(one, today);
    let day = |day: &Option<String>| day.as_deref().map_or_else(String::new, dates::short);
    let opinion = one.opinion.map(|opinion| view! { <Sign kind=words::opinion(opinion)>{opinion.words()}</Sign>" " });
    let last = one.steps.iter().rfind(|(.., words, _)| !words.is_empty()).map(|(.., words, _)| words.clone());
    let sealed = (one.restricted > 0).then(|| {
        let replies = if one.restricted == 1 {
            "1 restricted reply".to_owned()
        } else {
            format!("{} restricted replies", one.restricted)
        };
        view! { <span class="desk-staff__second desk-xs"><b>{replies}</b></span> }
    });
    let must =
        one.must.then(|| view! { <span class="desk-staff__second desk-xs desk-muted">"The board must have it"</span> });
    view! {
        <tr class="govuk-table__row" class=("is-current", move || open.current.get() == at)>
            <th scope="row" class="govuk-table__header">{rows::name(open, ROW, at, whom(&one.with))}{must}</th>
            <td class="govuk-table__cell desk-num">{day(&one.asked)}</td>
            <td class="govuk-table__cell desk-num">{day(&one.due)}</td>
            <td class="govuk-table__cell desk-num"><Sign kind>{said}</Sign></td>
            <td class="govuk-table__cell">{opinion}{last}{sealed}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(due: &str) -> ConsultationView {
        ConsultationView {
            with: Asked { consultee: Consultee::Police, name: String::new() },
            why: "Restricted release.".to_owned(),
            must: true,
            asked: Some("2026-12-18".to_owned()),
            due: Some(due.to_owned()),
            chased: None,
            replied: None,
            opinion: None,
            not_needed: false,
            steps: Vec::new(),
            restricted: 0,
            draft: String::new(),
        }
    }

    #[test]
    fn how_a_reply_stands_is_said_in_words_and_by_a_shape() {
        assert_eq!(reply(&asked("2027-01-08"), "2027-01-14"), (Kind::Late, "6 days late".to_owned()));
        assert_eq!(reply(&asked("2027-01-15"), "2027-01-14"), (Kind::Soon, "In 1 day".to_owned()));
        let mut one = asked("2027-01-08");
        one.replied = Some("2027-01-06".to_owned());
        assert_eq!(reply(&one, "2027-01-14").0, Kind::Met);
        one.not_needed = true;
        assert_eq!(reply(&one, "2027-01-14").1, "Not needed");
    }

    #[test]
    fn somebody_is_named_where_the_capacity_alone_does_not_tell() {
        let with = |consultee, name: &str| whom(&Asked { consultee, name: name.to_owned() });
        assert_eq!(with(Consultee::Police, ""), "Police");
        assert_eq!(with(Consultee::Host, "Moira Ashdown"), "Host: Moira Ashdown");
        assert_eq!(with(Consultee::Other, "The chaplain"), "The chaplain");
    }
}
