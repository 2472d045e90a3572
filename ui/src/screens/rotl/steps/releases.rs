//! The releases: where each stands, what it lacks, what else is on then; moved or cancelled with a reason.

use api::{ApplicationView, MoveReleases, ReleaseState, ReleaseView, Right, Stage};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Doing, Open};
use crate::screens::rotl::forms::fact;
use crate::screens::rotl::steps::{beside, middle, rows};
use crate::screens::rotl::words;

/// The rows' identifier.
const ROW: &str = "release";

fn current(open: Open) -> Option<ReleaseView> {
    let at = open.current.get();
    open.read(|view| view.releases.get(at).cloned())
}

pub(super) fn stage(open: Open) -> AnyView {
    rows::keys(open, ROW, "release-move", move || open.read(|view| view.releases.len()));
    let head = move || open.read(summary);
    let table = view! {
        <div class="desk-grid" tabindex="0" role="group" aria-labelledby="stage-head">
            <table class="govuk-table desk-table" aria-labelledby="stage-head">
                <thead class="govuk-table__head"><tr>
                    {["Out", "Back", "State", "What to mind"].map(|head| view! { <th scope="col" class="govuk-table__header">{head}</th> }).into_iter().collect_view()}
                </tr></thead>
                <tbody class="govuk-table__body">{move || open.read(|view| {
                    view.releases.iter().enumerate().map(|(at, one)| line(open, at, one)).collect::<Vec<_>>()
                })}</tbody>
            </table>
        </div>
    };
    let middle = middle(
        Stage::Releases,
        view! { <span class="desk-xs desk-muted" role="status">{head}</span> },
        table.into_any(),
    );
    view! {
        {middle}
        <Beside open>
            {move || match open.doing.get() {
                Doing::Move(id) => view! { <Move open id /> }.into_any(),
                Doing::Cancel(id) => view! { <Cancel open id /> }.into_any(),
                _ => current(open).map_or_else(|| ().into_any(), |one| view! { <One open one /> }.into_any()),
            }}
        </Beside>
    }
    .into_any()
}

/// “101 planned, 3 back”.
fn summary(view: &ApplicationView) -> String {
    let count = |state| view.releases.iter().filter(|one| one.state == state).count();
    let clashes = view.releases.iter().filter(|one| one.clash.is_some()).count();
    let clash = if clashes > 0 { format!(", {}", counted(clashes, "clash", "clashes")) } else { String::new() };
    format!(
        "{} planned, {} out, {} back{clash}",
        count(ReleaseState::Planned),
        count(ReleaseState::Out) + count(ReleaseState::Recalled),
        count(ReleaseState::Back)
    )
}

fn line(open: Open, at: usize, one: &ReleaseView) -> AnyView {
    let (kind, word) = words::release(one.state);
    let clash = one.clash.clone().map(|clash| view! { <Sign kind=Kind::Not>"Clash: "{clash}</Sign>" " });
    let lacks = one.lacks.clone().map(|lacks| view! { <span class="desk-xs">{format!("Lacks: {lacks}")}</span> });
    let out = one.left.as_deref().unwrap_or(&one.out);
    let back = one.returned.as_deref().unwrap_or(&one.back);
    view! {
        <tr class="govuk-table__row" class=("is-current", move || open.current.get() == at)>
            <th scope="row" class="govuk-table__header desk-num">{rows::name(open, ROW, at, words::moment(out))}</th>
            <td class="govuk-table__cell desk-num">{words::moment(back)}</td>
            <td class="govuk-table__cell"><Sign kind>{word}</Sign></td>
            <td class="govuk-table__cell">{clash}{lacks}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn One(open: Open, one: ReleaseView) -> impl IntoView {
    let (kind, word) = words::release(one.state);
    let may = open.may(Right::ApplyForRelease)
        && one.state == ReleaseState::Planned
        && !open.read(|view| view.status.is_over());
    let (to_move, to_cancel) = (one.id.clone(), one.id.clone());
    let time = |key, at: &Option<String>| at.as_deref().map(|at| fact(key, words::said_at(at)));
    let inside = view! {
        <div class="desk-pane__body"><dl class="govuk-summary-list">
            {fact("Out", words::said_at(&one.out))}
            {fact("Back by", words::said_at(&one.back))}
            {time("Went out", &one.left)}
            {time("Came back", &one.returned)}
            {one.lacks.clone().map(|lacks| fact("It lacks", lacks))}
            {one.clash.clone().map(|clash| fact("Clash", clash))}
            {one.reported.then(|| fact("Failure", "Reported"))}
        </dl></div>
        {may.then(|| view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button govuk-button--secondary" id="release-move" on:click=move |_| open.doing.set(Doing::Move(to_move.clone()))>"Move it…"</button>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.doing.set(Doing::Cancel(to_cancel.clone()))>"Cancel it…"</button>
            </div>
        })}
    };
    beside("release-head", view! { <Sign kind>{word}</Sign> }, inside.into_any())
}

/// The release of an identifier.
fn release(open: Open, id: &str) -> Option<ReleaseView> {
    open.read(|view| view.releases.iter().find(|one| one.id == id).cloned())
}

/// A day and a time as a call has them: `2026-12-04T08:30`.
fn at(day: &str, time: &str) -> String {
    let time = time.trim().replace('.', ":");
    let time = if time.len() == 4 { format!("0{time}") } else { time };
    format!("{}T{time}", dates::iso_of(day))
}

#[component]
fn Move(open: Open, id: String) -> impl IntoView {
    let sending = Sending::new("move");
    let known = release(open, &id);
    let day = |at: Option<&str>| RwSignal::new(at.map(dates::typed).unwrap_or_default());
    let time = |at: Option<&str>| RwSignal::new(at.and_then(|at| at.get(11..16)).unwrap_or_default().to_owned());
    let (out_at, back_at) = (known.as_ref().map(|one| one.out.as_str()), known.as_ref().map(|one| one.back.as_str()));
    let (out_on, out, back_on, back) = (day(out_at), time(out_at), day(back_at), time(back_at));
    let reason = RwSignal::new(String::new());
    page::focus_soon("move-moved");
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(out_on) || empty(out), "moved", "Give the day and the time of going out"),
            (empty(back_on) || empty(back), "back-on", "Give the day and the time of the return"),
            (empty(reason), "reason", "Say why"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let text = |field| typed(field).unwrap_or_default();
        let (number, application) = open.ids();
        let moved = vec![(id.clone(), at(&text(out_on), &text(out)), at(&text(back_on), &text(back)))];
        let call = MoveReleases { number, id: application, moved, cancelled: Vec::new(), reason: text(reason) };
        sending.send(call, move |()| open.recorded("Recorded: the release is moved"));
    });
    let form = view! {
        <Form sending act="Move it" submit cancel=open.close()>
            <div class="desk-rotl__pair">
                <Line id="move-moved" label="Out on" class="govuk-input--width-10" sending value=out_on />
                <Line id="move-out" label="At" class="govuk-input--width-5" sending value=out />
            </div>
            <div class="desk-rotl__pair">
                <Line id="move-back-on" label="Back on" class="govuk-input--width-10" sending value=back_on />
                <Line id="move-back" label="At" class="govuk-input--width-5" sending value=back />
            </div>
            <Words id="move-reason" label="Why?".to_owned() sending value=reason />
            <p class="desk-xs desk-muted">"The licence says the times: issue a new version if it names this release."</p>
        </Form>
    };
    beside("move-head", "Move the release", form.into_any())
}

#[component]
fn Cancel(open: Open, id: String) -> impl IntoView {
    let sending = Sending::new("cancel");
    let reason = RwSignal::new(String::new());
    let which = release(open, &id).map(|one| words::said_at(&one.out)).unwrap_or_default();
    page::focus_soon("cancel-reason");
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why")]) {
            return;
        }
        let (number, application) = open.ids();
        let reason = typed(reason).unwrap_or_default();
        let call = MoveReleases { number, id: application, moved: Vec::new(), cancelled: vec![id.clone()], reason };
        sending.send(call, move |()| open.recorded("Recorded: the release is cancelled"));
    });
    let form = view! {
        <Form sending act="Cancel the release" submit cancel=open.close()>
            <p class="desk-case__now">"The release of "<b>{which}</b>" will not be. The others stay."</p>
            <Words id="cancel-reason" label="Why?".to_owned() sending value=reason />
        </Form>
    };
    beside("cancel-head", "Cancel the release", form.into_any())
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn a_day_and_a_time_become_a_moment() {
        assert_eq!(at("4/12/2026", "8.30"), "2026-12-04T08:30");
        assert_eq!(at("2026-12-04", "17:05"), "2026-12-04T17:05");
    }
}
