//! The same by hand, where there is no network: what another computer lacks in a file on a stick, and taking such a file in.

use api::{FilePurpose, ReadStick, StickRead, StickWritten, WriteStick};
use leptos::prelude::*;

use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Sending, empty, typed};
use crate::parts::{Bar, FileField};
use crate::screens::connection::state::{Doing, State};

#[component]
pub(super) fn Stick(state: State) -> impl IntoView {
    let doing = Memo::new(move |_| state.doing.get());
    let demonstration = state.desk.person.with(|person| person.demonstration);
    let foot = move || {
        view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button govuk-button--secondary" id="stick-write" on:click=move |_| state.begin(Doing::Writing)>"Write a file…"</button>
                <button type="button" class="govuk-button govuk-button--secondary" id="stick-read" on:click=move |_| state.begin(Doing::Reading)>"Take a file in…"</button>
            </div>
        }
    };
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="stick-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="stick-head">"By hand, on a stick"</h2></div>
            <div class="desk-pane__body">
                {if demonstration {
                    view! { <p>"Not in the demonstration: nothing of it can leave this computer. In a real unit a file on a stick brings another computer of the unit up to date where there is no network."</p> }.into_any()
                } else {
                    view! { <p>"Where there is no network, a file on a stick does the same. It holds sealed entries, which only computers of this unit can open. Taking the same file in twice changes nothing."</p> }.into_any()
                }}
            </div>
            {move || match doing.get() {
                Doing::Writing => view! { <Writing state /> }.into_any(),
                Doing::Reading => view! { <Reading state /> }.into_any(),
                _ if demonstration => ().into_any(),
                _ => foot().into_any(),
            }}
        </section>
    }
}

#[component]
fn Writing(state: State) -> impl IntoView {
    let sending = Sending::new("write");
    let [file, answer] = [(); 2].map(|()| RwSignal::new(String::new()));
    let (prison, today) = state.desk.person.with(|person| (person.prison.clone(), person.today.clone()));
    page::focus_soon("write-file");
    let cancel = Callback::new(move |()| state.leave());
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(file), "file", "Choose where to write it, or type where")]) {
            return;
        }
        let call = WriteStick { file: typed(file).unwrap_or_default(), answer_to: typed(answer) };
        sending.send(call, move |written| state.done(given(written)));
    });
    view! {
        <Form sending act="Write the file" submit cancel>
            <FileField id="write-file" label="Where to write it" hint="A new file, on the stick. Its name holds no name of anybody" value=file
                purpose=FilePurpose::WriteStick suggestion=format!("throughcare-{prison}-{today}.stick") errors=sending.errors />
            <FileField id="write-answer_to" label="A file that came from the other computer (optional)" hint="Then only what that computer lacks is written"
                value=answer purpose=FilePurpose::ReadStick errors=sending.errors />
            {move || sending.is_busy().then(|| view! { <Bar what="Writing the file" /> })}
        </Form>
    }
}

#[component]
fn Reading(state: State) -> impl IntoView {
    let sending = Sending::new("read");
    let file = RwSignal::new(String::new());
    page::focus_soon("read-file");
    let cancel = Callback::new(move |()| state.leave());
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(file), "file", "Choose the file, or type where it is")]) {
            return;
        }
        sending.send(ReadStick { file: typed(file).unwrap_or_default() }, move |read| state.done(brought(read)));
    });
    view! {
        <Form sending act="Take it in" submit cancel>
            <FileField id="read-file" label="The file on the stick" hint="One that another computer of this unit wrote" value=file purpose=FilePurpose::ReadStick errors=sending.errors />
            {move || sending.is_busy().then(|| view! { <Bar what="Taking the file in" /> })}
        </Form>
    }
}

fn entries(count: u64) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "entry", "entries")
}

/// What was written.
fn given(written: StickWritten) -> String {
    match written.control + written.entries {
        0 => "The file is written. The other computer lacks nothing".to_owned(),
        all => format!("The file is written: {}", entries(all)),
    }
}

/// What came.
fn brought(read: StickRead) -> String {
    let new = match read.control + read.new {
        0 => "Nothing in it was new".to_owned(),
        new => format!("{} taken in", entries(new)),
    };
    match read.aside {
        0 => new,
        1 => format!("{new}. 1 batch cannot be taken yet: other files have to come first"),
        more => format!("{new}. {more} batches cannot be taken yet: other files have to come first"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_what_came_is_counted() {
        assert_eq!(
            given(StickWritten { control: 0, entries: 0 }),
            "The file is written. The other computer lacks nothing"
        );
        assert_eq!(given(StickWritten { control: 2, entries: 1200 }), "The file is written: 1,202 entries");
        let came = |new, aside| brought(StickRead { control: 0, new, known: 3, closed: 0, aside });
        assert_eq!([came(0, 0), came(1, 0)], ["Nothing in it was new", "1 entry taken in"]);
        assert!(came(5, 2).ends_with("2 batches cannot be taken yet: other files have to come first"));
    }
}
