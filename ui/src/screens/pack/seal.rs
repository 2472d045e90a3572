//! Sealing a pack: for whom, into which file, under which words, and by whose passphrase. The words are drawn for this dialog, and are gone
//! from the page when it closes. It does not close while the pack is sealed: what went wrong is said here.

use std::mem;
use std::sync::Arc;

use api::{DrawPackWords, FilePurpose, PackDraftView, PackWordsDrawn, Problem, RestrictedItem, SealPack, Secret};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::parts::sending::{Sending, empty, typed};
use crate::parts::{Dialog, ErrorSummary, Failed, Field, FileField, Opening, Passphrase, Tick, TickOne, fact};
use crate::screens::pack::head::back_to_seal;
use crate::screens::pack::open::Open;
use crate::screens::pack::recipient::{ForWhom, Recipient};
use crate::screens::pack::six_words::SixWords;

/// Why the dialog cannot be left while the pack is sealed.
const STAYS: &str = "This stays open until the file is saved, or it says here why it was not";

#[component]
pub(super) fn Seal(open: Open) -> impl IntoView {
    let sending = Sending::new("seal");
    let stays = Signal::derive(move || sending.is_busy().then_some(STAYS));
    let close = Callback::new(move |()| back_to_seal(open));
    let drawn = RwSignal::new(None::<Result<PackWordsDrawn, Problem>>);
    let draw = Callback::new(move |()| {
        let number = open.number();
        leptos::task::spawn_local(async move {
            let answer = backend::call(DrawPackWords { number }).await;
            drawn.try_set(Some(answer));
        });
    });
    draw.run(());
    let label = format!("Seal and export the pack for {}", untrack(|| open.name()));
    view! {
        <Dialog label class="desk-dialog" headed=true close stays>
            {move || match drawn.get() {
                None => view! { <Opening /> }.into_any(),
                Some(Err(problem)) => view! { <Failed problem again=draw /> }.into_any(),
                Some(Ok(drawn)) => untrack(|| open.draft()).map(|draft| view! { <Sealing open draft drawn sending close /> }).into_any(),
            }}
        </Dialog>
    }
}

/// The form, once there are words.
#[component]
fn Sealing(
    open: Open,
    draft: Arc<PackDraftView>,
    drawn: PackWordsDrawn,
    sending: Sending,
    close: Callback<()>,
) -> impl IntoView {
    let PackWordsDrawn { words, file_name } = drawn;
    let recipient = Recipient::begin(draft.to.clone());
    let [file, passphrase] = [(); 2].map(|()| RwSignal::new(String::new()));
    let [written, checked, on_purpose] = [(); 3].map(|()| RwSignal::new(false));
    let chosen = RwSignal::new(Vec::<String>::new());
    let asked = asked_once(sending);
    let unsigned = sending.errors.of("seal-passphrase");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let [nobody, no_address, not_twice] = recipient.lacks();
        let lacking = [
            nobody,
            no_address,
            not_twice,
            (empty(file), "file", "Choose a file, or type where to save"),
            (!written.get_untracked(), "written", "Tick that you have written the words down"),
            (!checked.get_untracked(), "checked", "Tick that you have checked the person and the address"),
            (
                asked.get_untracked() && !on_purpose.get_untracked(),
                "on_purpose",
                "Tick that it is meant, or change the words",
            ),
            (empty(passphrase), "passphrase", "Enter your passphrase"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let named = typed(file).unwrap_or_default();
        let call = SealPack {
            number: open.number(),
            to: recipient.now(),
            restricted: chosen.get_untracked(),
            on_purpose: on_purpose.get_untracked(),
            file: named.clone(),
            // A wrong one is typed again; everything else stays in the form.
            passphrase: Secret(passphrase.try_update(mem::take).unwrap_or_default()),
        };
        sending.send(call, move |sealed| open.sealed(sealed.version, &named));
    };
    let both = move || written.get() && checked.get();
    let said = move || if sending.is_busy() { Some(STAYS) } else { (!both()).then_some("Tick both boxes first") };
    view! {
        <form on:submit=submit novalidate aria-busy=move || sending.is_busy().to_string()>
            <div class="desk-dialog__body">
                <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
                <ForWhom recipient sending />
                <dl class="govuk-summary-list desk-pack__summary-list">{fact("What", format!("Version {}, one sealed file", draft.version))}</dl>
                <FileField id="seal-file" label="Save it as" hint="A new file, ending in .pdf. Its name holds no name and no prison number: keep it so"
                    value=file purpose=FilePurpose::Pdf suggestion=file_name errors=sending.errors />
                {(!draft.restricted.is_empty()).then(|| items(&draft.restricted, chosen))}
                <SixWords words />
                <div class="govuk-checkboxes govuk-checkboxes--small desk-gap-below">
                    <Tick id="seal-written" label="I have written the words down, apart from this computer" value=written ticked=ticks(written) />
                    <Tick id="seal-checked" label="I have checked that this is the right person and the right address" value=checked ticked=ticks(checked) />
                    {move || asked.get().then(|| view! {
                        <Tick id="seal-on_purpose" label="It repeats words of a restricted item, and that is meant: the reader is to have them" value=on_purpose ticked=ticks(on_purpose) />
                    })}
                </div>
                <Field id="seal-passphrase" label="Your own passphrase, to sign" hint="Works with no network. The file is yours to carry or attach" error=unsigned>
                    <Passphrase id="seal-passphrase" value=passphrase wrong=Signal::derive(move || unsigned.with(Option::is_some))
                        autocomplete="current-password" hinted=true />
                </Field>
            </div>
            <div class="desk-dialog__foot">
                <button type="submit" class="govuk-button" aria-describedby="seal-first">{move || if sending.is_busy() { "Sealing…" } else { "Seal and save the file" }}</button>
                <button type="button" class="govuk-button govuk-button--secondary" disabled=move || sending.is_busy() on:click=move |_| close.run(())>"Cancel"<kbd>"Esc"</kbd></button>
                <span class="desk-xs desk-muted desk-end" id="seal-first">{said}</span>
            </div>
        </form>
    }
}

/// Whether the record has asked if restricted words are meant to stand in it: from then on that is a box to tick.
fn asked_once(sending: Sending) -> RwSignal<bool> {
    let (asked, at) = (RwSignal::new(false), sending.errors.at("seal-on_purpose"));
    Effect::new(move |_| {
        if at.get() && !asked.get_untracked() {
            asked.set(true);
        }
    });
    asked
}

fn ticks(value: RwSignal<bool>) -> Callback<bool> {
    Callback::new(move |on| value.set(on))
}

/// The restricted items that can go with it, one by one: none does by itself.
fn items(items: &[RestrictedItem], chosen: RwSignal<Vec<String>>) -> AnyView {
    let line = |(at, item): (usize, &RestrictedItem)| {
        let RestrictedItem { key, what, on } = item.clone();
        let label = match on {
            Some(on) => format!("{what}, {}", dates::long(&on)),
            None => what,
        };
        let id = if at == 0 { "seal-restricted".to_owned() } else { format!("seal-restricted-{at}") };
        view! { <TickOne id label value=key chosen /> }
    };
    let lines = items.iter().enumerate().map(line).collect_view();
    view! {
        <fieldset class="govuk-fieldset desk-gap-below">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Restricted items that go with it (optional)"</legend>
            <div class="govuk-hint">"Each by itself, for this reader. What is not ticked stays here, and the pack says whom to ask"</div>
            <div class="govuk-checkboxes govuk-checkboxes--small">{lines}</div>
        </fieldset>
    }
    .into_any()
}
