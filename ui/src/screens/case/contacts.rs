//! Family, solicitors and workers: who they are, adding one and ending one.

use api::{AddContact, Contact, EndContact, Right};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::screens::case::file::File;
use crate::screens::case::people::Doing;
use crate::screens::case::words;

#[component]
pub(super) fn Contacts(file: File, doing: RwSignal<Doing>) -> impl IntoView {
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby="contacts-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="contacts-head">"Contacts"</h2>
                {move || file.may(Right::RecordFacts).then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| doing.set(Doing::AddingContact)>"Add a contact"</button>
                })}
            </div>
            {move || {
                let contacts = file.read(|case| case.contacts.clone());
                if contacts.is_empty() {
                    return view! { <p class="desk-case__none">"No contact is recorded."</p> }.into_any();
                }
                view! {
                    <div class="desk-case__sideways"><table class="govuk-table desk-table desk-table--top" aria-labelledby="contacts-head">
                        <thead class="govuk-table__head"><tr>
                            <th scope="col" class="govuk-table__header">"Name"</th><th scope="col" class="govuk-table__header">"Relationship"</th>
                            <th scope="col" class="govuk-table__header">"Telephone and email"</th><th scope="col" class="govuk-table__header">"Address"</th>
                            <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                        </tr></thead>
                        <tbody class="govuk-table__body">{contacts.into_iter().map(|contact| row(file, contact, doing)).collect_view()}</tbody>
                    </table></div>
                }.into_any()
            }}
        </section>
    }
}

fn row(file: File, contact: Contact, doing: RwSignal<Doing>) -> impl IntoView {
    let Contact { id, relationship, name, phone, email, address } = contact;
    let (id, own) = (id.to_string(), name.clone());
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{name.clone()}</th>
            <td class="govuk-table__cell">{words::sentence(&relationship)}</td>
            <td class="govuk-table__cell desk-num">{phone}{email.map(|email| view! { <span class="desk-case__second desk-xs">{email}</span> })}</td>
            <td class="govuk-table__cell">{address}</td>
            <td class="govuk-table__cell desk-right">{file.may(Right::RecordFacts).then(|| view! {
                <button type="button" class="desk-link desk-xs" aria-label=format!("End: {name}") on:click=move |_| doing.set(Doing::EndingContact(id.clone(), own.clone()))>"End"</button>
            })}</td>
        </tr>
    }
}

#[component]
pub(super) fn AddOne(file: File, done: Callback<()>) -> impl IntoView {
    let sending = Sending::new("contact");
    let field = || RwSignal::new(String::new());
    let (relationship, name, phone, email, address) = (field(), field(), field(), field(), field());
    page::focus_soon("contact-name");
    let submit = Callback::new(move |()| {
        let lacking =
            [(empty(name), "name", "Give the name"), (empty(relationship), "relationship", "Say how they are related")];
        if sending.lacks(&lacking) {
            return;
        }
        let (Some(name), Some(relationship)) = (typed(name), typed(relationship)) else { return };
        let said = format!("Added: {name}");
        let number = file.number.get_untracked();
        let call = AddContact {
            number,
            relationship,
            name,
            phone: typed(phone),
            email: typed(email),
            address: typed(address),
        };
        sending.send(call, move |()| {
            done.run(());
            file.recorded(said);
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="contact-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="contact-head">"Add a contact"</h2></div>
            <Form sending act="Record it" submit cancel=done>
                <Line id="contact-name" label="Name" class="desk-case__full" sending value=name />
                <Line id="contact-relationship" label="Relationship" hint="Such as mother, solicitor or substance-use worker" class="desk-case__full" sending value=relationship />
                <Line id="contact-phone" label="Telephone (optional)" class="govuk-input--width-20" sending value=phone />
                <Line id="contact-email" label="Email (optional)" class="desk-case__full" sending value=email />
                <Words id="contact-address" label="Address (optional)".to_owned() sending value=address />
            </Form>
        </section>
    }
}

#[component]
pub(super) fn EndOne(file: File, id: String, name: String, done: Callback<()>) -> impl IntoView {
    let sending = Sending::new("ending");
    let reason = RwSignal::new(String::new());
    page::focus_soon("ending-reason");
    let said = format!("Ended: {name}");
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why it ends")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let (number, id, said) = (file.number.get_untracked(), id.clone(), said.clone());
        sending.send(EndContact { number, id, reason }, move |()| {
            done.run(());
            file.recorded(said);
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="ending-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="ending-head">"End a contact"</h2></div>
            <Form sending act="End it" submit cancel=done>
                <p class="desk-case__now"><b>{name}</b></p>
                <Words id="ending-reason" label="Why?".to_owned() sending value=reason />
            </Form>
        </section>
    }
}
