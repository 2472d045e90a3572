//! Revoking a computer, which cannot be undone: what it does, what it cannot do, why it is done, and by whose passphrase.

use std::sync::Arc;

use api::{DeviceView, RevokeDevice, Secret};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::parts::{Dialog, Field, Passphrase};
use crate::screens::devices::state::{State, computer};

/// Why the dialog cannot be left meanwhile.
const STAYS: &str = "This stays open until the computer is revoked, or it says here why it was not";

#[component]
pub(super) fn Revoke(state: State, device: Arc<DeviceView>) -> impl IntoView {
    let sending = Sending::new("revoke");
    let stays = Signal::derive(move || sending.is_busy().then_some(STAYS));
    let why = RwSignal::new(String::new());
    let passphrase = RwSignal::new(String::new());
    let unsigned = sending.errors.of("revoke-passphrase");
    let close = Callback::new(move |()| state.revoking.set(None));
    let title = format!("Revoke {}, {}", computer(&device), device.name);
    let (id, said) = (device.id.clone(), format!("{} is revoked", computer(&device)));
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(why), "why", "Say why it is revoked"),
            (passphrase.with_untracked(String::is_empty), "passphrase", "Type your passphrase: it signs this"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let (device, said) = (id.clone(), said.clone());
        let why = typed(why).unwrap_or_default();
        // A wrong one is typed again; the reason stays in the form.
        let passphrase = Secret(passphrase.try_update(std::mem::take).unwrap_or_default());
        sending.send(RevokeDevice { device, why, passphrase }, move |()| {
            close.run(());
            page::focus("main");
            state.recorded(said);
        });
    });
    let heard = device.last_entry.is_some();
    view! {
        <Dialog label=title class="desk-dialog" headed=true close stays>
            <div class="desk-dialog__body">
                <p>"What happens when you press the button:"</p>
                <ul>
                    <li>"It gets nothing more, and nothing that it writes from now on counts"</li>
                    <li>"New keys begin at once. Every other computer of the unit gets them when it next connects"</li>
                    <li>{if heard {
                        "What had come from it until now counts. What it wrote since and has not sent is kept apart, for an administrator to read and to accept one by one"
                    } else {
                        "Nothing has come from it yet. What it wrote and has not sent is kept apart, for an administrator to read and to accept one by one"
                    }}</li>
                    <li>"When it next connects, it is told, and what is on it is made unreadable"</li>
                </ul>
                <p class="desk-muted desk-gap-above">"It cannot wipe a computer that is switched off or never connects. What is on that stays encrypted. A revoked computer can join again only as a new one."</p>
            </div>
            <Form sending act="Revoke this computer" submit cancel=close>
                <Words id="revoke-why" label="Why?".to_owned() hint="Every administrator can read it. The computer itself cannot" sending value=why />
                <Field id="revoke-passphrase" label="Your passphrase, to sign" hint="This cannot be undone. Your name, the time and the reason go into the unit’s log" error=unsigned>
                    <Passphrase id="revoke-passphrase" value=passphrase wrong=Signal::derive(move || unsigned.with(Option::is_some))
                        autocomplete="current-password" hinted=true />
                </Field>
            </Form>
        </Dialog>
    }
}
