//! The form of a board: members with their views, the minutes, the recommendation.

use api::{BoardMember, BoardView, HoldBoard, Opinion, Verdict};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, Radios, Sending, Words, empty, typed};
use crate::screens::drafts::{self, CannotSave, KeptSign};
use crate::screens::rotl::application::Open;
use crate::screens::rotl::draft;
use crate::screens::rotl::forms::{Group, Lines, pick, take_out, text};
use crate::screens::rotl::steps::board::recommends;
use crate::screens::rotl::words;

fn nobody() -> BoardMember {
    BoardMember { name: String::new(), capacity: String::new(), opinion: Opinion::Supports, words: String::new() }
}

/// The form: it begins with its draft, or empty.
pub(super) fn write(open: Open) -> AnyView {
    let (number, id) = open.ids();
    drafts::with_draft(draft::form("board", &id), number, move |kept: Option<HoldBoard>| {
        let begun = kept.is_some();
        view! { <Write open start=kept.map(|kept| kept.board) begun /> }.into_any()
    })
}

#[component]
fn Write(open: Open, start: Option<BoardView>, begun: bool) -> impl IntoView {
    let sending = Sending::new("board");
    let (number, id) = open.ids();
    let today = open.desk.person.today();
    let on = RwSignal::new(start.as_ref().map_or_else(|| dates::typed(&today), |board| board.on.clone()));
    let members = Lines::of(start.as_ref().map(|board| board.members.clone()).unwrap_or_default(), nobody());
    let minutes = RwSignal::new(start.as_ref().map(|board| board.minutes.clone()).unwrap_or_default());
    let verdict =
        RwSignal::new(start.as_ref().map(|board| words::place(Verdict::ALL, &board.recommends)).unwrap_or_default());
    let (of, to) = (number.clone(), id.clone());
    let now = move || {
        let named = members.plain().into_iter().filter(|member| !member.name.trim().is_empty());
        let board = BoardView {
            on: typed(on).unwrap_or_default(),
            members: named.collect(),
            minutes: typed(minutes).unwrap_or_default(),
            recommends: verdict
                .with_untracked(|verdict| words::chosen(Verdict::ALL, verdict))
                .unwrap_or(Verdict::Deferred),
        };
        HoldBoard { number: of.clone(), id: to.clone(), board }
    };
    let kept = now.clone();
    let journal = drafts::keep(&draft::form("board", &id), &number, begun, move || {
        let now = kept();
        (now.board.minutes.clone(), now)
    });
    page::focus_soon("board-on");
    let submit = Callback::new(move |()| {
        let call = now();
        let silent = |member: &BoardMember| {
            let against = matches!(member.opinion, Opinion::Against | Opinion::Concerns);
            against && call.board.recommends == Verdict::Granted && member.words.trim().is_empty()
        };
        let lacking = [
            (empty(on), "on", "Give the day"),
            (call.board.members.is_empty(), "members", "Add at least one member"),
            (call.board.members.iter().any(silent), "members", "Give a dissent word for word"),
            (empty(minutes), "minutes", "Say what was discussed"),
            (empty(verdict), "recommends", "Say what it recommends"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        sending.send(call, move |()| {
            leptos::task::spawn_local(async move {
                journal.close().await;
                open.recorded("Recorded: the board");
            });
        });
    });
    let more = move |_| {
        let line = members.add(nobody());
        page::focus_soon(format!("board-name-{line}"));
    };
    let views = words::choices(Opinion::ALL, Opinion::words);
    let line = move |line: u32| {
        let set: fn(&mut BoardMember, &str) = |member, place| {
            if let Some(opinion) = words::chosen(Opinion::ALL, place) {
                member.opinion = opinion;
            }
        };
        view! {
            <li class="desk-rotl__line">
                {text(members, line, ("board-name", "Name"), 1, |member| &mut member.name)}
                {text(members, line, ("board-capacity", "As what"), 1, |member| &mut member.capacity)}
                {pick(members, line, ("board-opinion", "View"), views.clone(), |member| words::place(Opinion::ALL, &member.opinion), set)}
                {text(members, line, ("board-words", "In their words: needed of whoever dissents"), 2, |member| &mut member.words)}
                {take_out(members, line, ("board-members", "member"))}
            </li>
        }
    };
    let options = Verdict::ALL
        .iter()
        .map(|one| (words::place(Verdict::ALL, one), recommends(*one).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <CannotSave journal words="board-minutes" />
        <Form sending act="Record the board" submit cancel=open.close()>
            <p class="desk-row desk-xs"><KeptSign journal /></p>
            <Line id="board-on" label="On which day was it held?" hint="Today or earlier, such as 17/11/2026" class="govuk-input--width-10" sending value=on />
            <Group id="board-members" legend="Who came, and what they think" sending>
                <ol class="desk-plain"><For each=move || members.numbers() key=|line| *line children=line /></ol>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=more>"Add a member"</button>
            </Group>
            <Words id="board-minutes" label="Minutes".to_owned() hint="What was discussed, and whether the prisoner was heard" sending value=minutes />
            <Radios id="board-recommends" legend="What does it recommend?" options sending value=verdict />
        </Form>
    }
}
