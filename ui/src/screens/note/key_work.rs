//! A keyworker's prisoners: who is owed a session, what the last one said, what is open. One key records.

use api::{CaseRowView, CaseView, NoteView, Problem};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::page;
use crate::parts::in_order;
use crate::parts::{Empty, Failed, Kind, Opening, Sign};
use crate::route::Place;
use crate::screens::note::round::{self, Standing};

/// The screen.
#[derive(Clone, Copy)]
struct List {
    desk: Desk,
    rows: RwSignal<Vec<CaseRowView>>,
    /// Which row is in hand.
    at: RwSignal<usize>,
}

impl List {
    fn in_hand(self) -> Option<CaseRowView> {
        let at = self.at.get();
        self.rows.with(|rows| rows.get(at).cloned())
    }

    fn step(self, by: isize) {
        let last = self.rows.with_untracked(Vec::len).saturating_sub(1);
        let to = self.at.get_untracked().saturating_add_signed(by).min(last);
        self.show(to);
    }

    fn show(self, to: usize) {
        self.at.set(to);
        page::focus_soon(format!("mine-{to}"));
    }

    fn record(self) {
        if let Some(row) = untrack(|| self.in_hand()) {
            self.desk.route.go(Place::new_note(row.number));
        }
    }

    fn open(self) {
        if let Some(row) = untrack(|| self.in_hand()) {
            self.desk.route.go(Place::case(row.number));
        }
    }
}

/// A keyworker's prisoners.
#[component]
pub(crate) fn KeyWork() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Key work");
    let list = List { desk, rows: RwSignal::new(Vec::new()), at: RwSignal::new(0) };
    let answer = RwSignal::new(None::<Result<(), Problem>>);
    let ask = move || {
        leptos::task::spawn_local(async move {
            let mine = round::mine(desk).await;
            answer.try_set(Some(mine.map(|mine| {
                list.rows.try_set(mine);
            })));
            page::focus_soon("mine-0");
        });
    };
    ask();
    keys(list);
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Key work"</h1></div>
                <p class="desk-sub desk-write__summary">{move || summary(list)}</p>
            </div>
            {move || match answer.get() {
                None => view! { <section class="desk-pane desk-grow" aria-label="Your prisoners"><Opening /></section> }.into_any(),
                Some(Err(problem)) => {
                    view! { <section class="desk-pane desk-grow" aria-label="Your prisoners"><Failed problem again=Callback::new(move |()| ask()) /></section> }.into_any()
                }
                Some(Ok(())) if list.rows.with(Vec::is_empty) => view! {
                    <section class="desk-pane desk-grow" aria-label="Your prisoners">
                        <Empty why="You are nobody's keyworker yet">
                            <p>"Prisoners appear here when the head of OM delivery allocates them to you."</p>
                        </Empty>
                    </section>
                }.into_any(),
                Some(Ok(())) => view! { <div class="desk-split desk-split--key-work"><Table list /><Beside list /></div> }.into_any(),
            }}
        </main>
    }
}

/// “6 prisoners. 2 late, 1 due today”.
fn summary(list: List) -> String {
    let today = list.desk.person.today();
    list.rows.with(|rows| {
        let standings: Vec<Standing> =
            rows.iter().map(|row| round::standing(row.last_session.as_deref(), &today)).collect();
        let count = |fits: fn(&Standing) -> bool| standings.iter().filter(|standing| fits(standing)).count();
        let late = count(|standing| standing.kind == Kind::Late);
        let never = count(|standing| standing.kind == Kind::Soon);
        match rows.len() {
            0 => String::new(),
            all => {
                format!("{all} prisoner{}. {late} late, {never} due now. Weekly here", if all == 1 { "" } else { "s" })
            }
        }
    })
}

#[component]
fn Table(list: List) -> impl IntoView {
    let today = list.desk.person.today();
    let arrows = move |event: KeyboardEvent| {
        let by = match (event.key().as_str(), event.ctrl_key()) {
            ("ArrowDown", false) => 1,
            ("ArrowUp", false) => -1,
            ("Home", false) => -1000,
            ("End", false) => 1000,
            _ => return,
        };
        event.prevent_default();
        list.step(by);
    };
    let rows = move || {
        list.rows.get().into_iter().enumerate().map(|(place, row)| {
            let standing = round::standing(row.last_session.as_deref(), &today);
            let current = Memo::new(move |_| list.at.get() == place);
            let seen = row.last_session.as_deref().map_or_else(|| "Never".to_owned(), dates::short);
            let open = match row.open_actions {
                0 => view! { <span class="desk-muted">"None"</span> }.into_any(),
                count => count.into_any(),
            };
            view! {
                <tr class="govuk-table__row" class=("is-current", move || current.get()) id=format!("mine-{place}") aria-selected=move || current.get().to_string()
                    tabindex=move || if current.get() { "0" } else { "-1" } on:click=move |_| list.show(place) on:dblclick=move |_| list.open()
                    on:focus=move |_| list.at.set(place)>
                    <th scope="row" class="govuk-table__header">{row.name}" "<span class="desk-muted desk-num desk-write__plain">{row.number}</span></th>
                    <td class="govuk-table__cell desk-num">{row.cell}</td>
                    <td class="govuk-table__cell"><Sign kind=standing.kind>{standing.words}</Sign></td>
                    <td class="govuk-table__cell desk-num">{seen}</td>
                    <td class="govuk-table__cell desk-right desk-num">{open}</td>
                    <td class="govuk-table__cell desk-right desk-num">{row.alerts}</td>
                </tr>
            }
        }).collect_view()
    };
    view! {
        <section class="desk-pane" aria-label="Your prisoners">
            <div class="desk-grid" on:keydown=arrows>
                <table class="govuk-table desk-table" role="grid" aria-label="Your prisoners, who is owed a session first">
                    <thead class="govuk-table__head"><tr>
                        <th scope="col" class="govuk-table__header">"Prisoner"</th>
                        <th scope="col" class="govuk-table__header">"Cell"</th>
                        <th scope="col" class="govuk-table__header">"Session"</th>
                        <th scope="col" class="govuk-table__header">"Last seen"</th>
                        <th scope="col" class="govuk-table__header desk-right">"Open actions"</th>
                        <th scope="col" class="govuk-table__header desk-right">"Alerts"</th>
                    </tr></thead>
                    <tbody class="govuk-table__body">{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// What is known of the row in hand.
#[component]
fn Beside(list: List) -> impl IntoView {
    let row = Memo::new(move |_| list.in_hand());
    let more = RwSignal::new(None::<(CaseView, Option<NoteView>)>);
    let number = Memo::new(move |_| row.get().map(|row| row.number));
    Effect::new(move |_| {
        let Some(asked) = number.get() else { return };
        leptos::task::spawn_local(async move {
            let case = backend::call(api::OpenCase { number: asked.clone() }).await;
            let last = backend::call(api::LastSession { number: asked.clone() }).await;
            // What cannot be shown here is said in full where the form opens.
            if let (Ok(case), Ok(last)) = (case, last)
                && number.try_get_untracked().flatten() == Some(asked)
            {
                more.try_set(Some((case, last)));
            }
        });
    });
    move || {
        let row = row.get()?;
        let known = more.get().filter(|(case, _)| case.number == row.number);
        let name = in_text(&row.name);
        let label = format!("About {name}");
        Some(view! {
            <aside class="desk-pane desk-pane--accent" aria-label=label>
                <div class="desk-pane__head"><h2 class="govuk-heading-s">{name}</h2><span class="desk-xs desk-muted desk-num">{row.number}</span></div>
                <div class="desk-pane__body" tabindex="0" role="group" aria-label="What is known">{known.map(|(case, last)| about(list, &case, last))}</div>
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button" on:click=move |_| list.record()>"Record key work"<kbd>"N"</kbd></button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| list.open()>"Open case"<kbd>"Enter"</kbd></button>
                </div>
            </aside>
        })
    }
}

fn about(list: List, case: &CaseView, last: Option<NoteView>) -> impl IntoView + use<> {
    let today = list.desk.person.today();
    let alerts = case
        .alerts
        .iter()
        .map(|alert| view! { <li class="moj-badge moj-badge--black">{alert.label.clone()}</li> })
        .collect_view();
    let mut actions = case.open_actions.clone();
    in_order(&mut actions, |action| (action.due.is_none(), action.due.clone()));
    let none = actions.is_empty().then(|| view! { <li class="desk-muted">"Nothing that was agreed is open"</li> });
    let actions = actions.into_iter().map(|action| {
        let late = action.due.as_deref().is_some_and(|due| due < today.as_str());
        let was = if late { "was due" } else { "due" };
        let by = action.due.as_deref().map(|due| format!("{was} {}", dates::due(due, &today).replace("Today", "today")));
        let sign = if late { view! { <Sign kind=Kind::Late>"Late"</Sign> } } else { view! { <Sign kind=Kind::Later>"Open"</Sign> } };
        view! { <li class="desk-line">{action.text}<br /><span class="desk-xs">{sign}" "<span class="desk-muted">{by}</span></span></li> }
    }).collect_view();
    let session = match last {
        None => view! { <p class="desk-muted">"No key-work session is recorded yet"</p> }.into_any(),
        Some(note) => view! {
            <p class="desk-xs desk-muted">{dates::at_head(&note.occurred, &today)}", "{note.author}</p>
            <p class="desk-words-kept">{note.text}</p>
        }
        .into_any(),
    };
    view! {
        <ul class="desk-id__alerts desk-plain" aria-label="Alerts">{alerts}</ul>
        <h3 class="govuk-heading-s desk-gap-above">"Last session"</h3>
        {session}
        <h3 class="govuk-heading-s desk-gap-above">"Agreed before"</h3>
        <ul class="desk-plain">{none}{actions}</ul>
    }
}

/// “Ashdown, Kieran” as “Kieran Ashdown”.
fn in_text(name: &str) -> String {
    name.split_once(", ").map_or_else(|| name.to_owned(), |(last, first)| format!("{first} {last}"))
}

fn keys(list: List) {
    let keys = list.desk.keys;
    keys.on_and_show("j", "Next prisoner", "move", move || list.step(1));
    keys.on_and_show("k", "Prisoner before", "move", move || list.step(-1));
    keys.on("Ctrl+ArrowDown", "Next prisoner", move || list.step(1));
    keys.on("Ctrl+ArrowUp", "Prisoner before", move || list.step(-1));
    keys.on_and_show("Enter", "Open the case in hand", "open", move || list.open());
    if list.desk.person.may(api::Right::WriteNotes) {
        keys.on_and_show("n", "Record key work for the prisoner in hand", "record key work", move || list.record());
    }
}
