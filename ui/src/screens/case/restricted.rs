//! What only some may see: restricted notes and the victim liaison officer. Each is opened for a reason, and that somebody looked is
//! recorded before anything is shown.

use api::{NoteView, OpenRestrictedNotes, OpenVictimContact, RecordVictimContact, Right, VictimContact};
use leptos::prelude::*;

use crate::page;
use crate::parts::ErrorSummary;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::screens::case::file::File;
use crate::screens::case::note::note;

#[component]
pub(super) fn Restricted(file: File) -> impl IntoView {
    if file.desk.person.with(|person| person.restricted_withheld) {
        return view! { <Withheld /> }.into_any();
    }
    view! {
        <p class="desk-case__said">"Each time somebody opens restricted material, their name, the time and the reason are recorded. Nothing here is in search, in lists or in exports."</p>
        <div class="desk-split desk-split--halves">
            <RestrictedNotes file />
            <Victim file />
        </div>
    }
    .into_any()
}

/// Their roles read it, and this computer cannot.
#[component]
fn Withheld() -> impl IntoView {
    view! {
        <p><b>"Restricted items are not on this computer."</b></p>
        <p class="desk-gap-above">"Your roles read them, but an administrator has not given this computer the keys. There may be restricted notes, a victim liaison officer and intelligence on this prisoner that you do not see here, also in lists, checks and papers."</p>
        <p class="desk-gap-above">"Use a computer that has the keys, or ask an administrator to give them to this one, under Computers. Then sign in again."</p>
    }
}

/// A reason, and a button that opens.
#[component]
fn Door(
    id: &'static str,
    sending: Sending,
    reason: RwSignal<String>,
    act: &'static str,
    open: Callback<()>,
) -> impl IntoView {
    view! {
        <form class="desk-pane__body" novalidate on:submit=move |event| {
            event.prevent_default();
            open.run(());
        }>
            <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
            <Line id label="Why are you opening it?" hint="Your name, the time and this reason are recorded" class="desk-case__full" sending value=reason />
            <button type="submit" class="govuk-button govuk-button--secondary">{act}</button>
        </form>
    }
}

#[component]
fn RestrictedNotes(file: File) -> impl IntoView {
    let sending = Sending::new("notes-open");
    let reason = RwSignal::new(String::new());
    let opened = RwSignal::new(None::<Vec<NoteView>>);
    let open = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Give the reason")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let number = file.number.get_untracked();
        sending.send(OpenRestrictedNotes { number, reason }, move |notes| {
            file.desk.speak.say(format!("Opened and recorded. {} restricted notes", notes.len()));
            opened.set(Some(notes));
            page::focus_soon("restricted-notes");
        });
    });
    view! {
        <section class="desk-pane" aria-labelledby="restricted-notes">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="restricted-notes" tabindex="-1">"Restricted notes"</h2></div>
            {move || match opened.get() {
                None => view! { <Door id="notes-open-reason" sending reason act="Open restricted notes" open /> }.into_any(),
                Some(notes) if notes.is_empty() => view! { <p class="desk-case__none">"There is no restricted note in this file. It is recorded that you looked."</p> }.into_any(),
                Some(notes) => view! {
                    <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="restricted-notes">
                        <p class="desk-xs desk-muted">"It is recorded that you opened these."</p>
                        {notes.iter().map(|one| note(file, one, "")).collect_view()}
                    </div>
                }.into_any(),
            }}
        </section>
    }
}

/// The victim liaison officer, as far as it is known on this screen.
#[derive(Clone, PartialEq, Eq)]
enum Seen {
    /// Not opened.
    Closed,
    /// Opened.
    Open(Option<VictimContact>),
    /// Being recorded.
    Writing(Option<VictimContact>),
}

#[component]
fn Victim(file: File) -> impl IntoView {
    let seen = RwSignal::new(Seen::Closed);
    let sending = Sending::new("victim-open");
    let reason = RwSignal::new(String::new());
    let known = move || file.read(|case| case.victim_contact == Some(true));
    let open = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Give the reason")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let number = file.number.get_untracked();
        sending.send(OpenVictimContact { number, reason }, move |contact| {
            file.desk.speak.say("Opened and recorded");
            seen.set(Seen::Open(contact));
            page::focus_soon("victim-head");
        });
    });
    let may = move || file.may(Right::WriteRestricted);
    view! {
        <section class="desk-pane" aria-labelledby="victim-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="victim-head" tabindex="-1">"Victim liaison officer"</h2></div>
            {move || match seen.get() {
                Seen::Closed if known() => view! { <Door id="victim-open-reason" sending reason act="Open the details" open /> }.into_any(),
                Seen::Closed | Seen::Open(None) => view! {
                    <div class="desk-pane__body"><p class="desk-muted">"No victim liaison officer is recorded."</p></div>
                    {may().then(|| view! { <div class="desk-pane__foot"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| seen.set(Seen::Writing(None))>"Record one"</button></div> })}
                }.into_any(),
                Seen::Open(Some(contact)) => view! {
                    <div class="desk-pane__body">{details(&contact)}</div>
                    {may().then(|| {
                        let contact = contact.clone();
                        view! { <div class="desk-pane__foot"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| seen.set(Seen::Writing(Some(contact.clone())))>"Correct"</button></div> }
                    })}
                }.into_any(),
                Seen::Writing(contact) => view! { <Write file contact seen /> }.into_any(),
            }}
        </section>
    }
}

fn details(contact: &VictimContact) -> impl IntoView + use<> {
    let row = |key: &'static str, value: Option<String>| {
        value.map(|value| view! {
            <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{key}</dt><dd class="govuk-summary-list__value">{value}</dd></div>
        })
    };
    view! {
        <p class="desk-xs desk-muted">"It is recorded that you opened this."</p>
        <dl class="govuk-summary-list">
            {row("Officer", Some(contact.officer.clone()))}
            {row("Email", contact.email.clone())}
            {row("Telephone", contact.phone.clone())}
            {row("Remarks", contact.remarks.clone())}
        </dl>
    }
}

#[component]
fn Write(file: File, contact: Option<VictimContact>, seen: RwSignal<Seen>) -> impl IntoView {
    let sending = Sending::new("victim");
    let before = contact.clone();
    let VictimContact { officer, email, phone, remarks } =
        contact.unwrap_or(VictimContact { officer: String::new(), email: None, phone: None, remarks: None });
    let officer = RwSignal::new(officer);
    let field = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let (email, phone, remarks) = (field(email), field(phone), field(remarks));
    page::focus_soon("victim-officer");
    let leave = Callback::new(move |()| {
        seen.set(match before.clone() {
            None => Seen::Closed,
            known => Seen::Open(known),
        });
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(officer), "officer", "Give the officer's name")]) {
            return;
        }
        let Some(officer) = typed(officer) else { return };
        let contact = VictimContact { officer, email: typed(email), phone: typed(phone), remarks: typed(remarks) };
        let number = file.number.get_untracked();
        sending.send(RecordVictimContact { number, contact: contact.clone() }, move |()| {
            seen.set(Seen::Open(Some(contact)));
            file.recorded("Recorded: victim liaison officer");
        });
    });
    view! {
        <Form sending act="Record it" submit cancel=leave>
            <Line id="victim-officer" label="Officer" hint="The victim liaison officer, never the victim" class="desk-case__full" sending value=officer />
            <Line id="victim-email" label="Email (optional)" class="desk-case__full" sending value=email />
            <Line id="victim-phone" label="Telephone (optional)" class="govuk-input--width-20" sending value=phone />
            <Words id="victim-remarks" label="What the scheme asks for (optional)".to_owned() sending value=remarks />
        </Form>
    }
}
