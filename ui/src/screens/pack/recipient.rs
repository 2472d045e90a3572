//! For whom a pack is sealed: whoever the record names, or somebody else. What goes to another address is typed twice.

use api::PackRecipient;
use leptos::prelude::*;

use crate::page;
use crate::parts::fact;
use crate::parts::sending::{Line, Sending, typed};
use crate::screens::pack::words;

/// Whom it is for, as it stands in the form.
#[derive(Clone, Copy)]
pub(super) struct Recipient {
    recorded: StoredValue<PackRecipient>,
    /// Whether somebody else is typed.
    editing: RwSignal<bool>,
    name: RwSignal<String>,
    team: RwSignal<String>,
    email: RwSignal<String>,
    again: RwSignal<String>,
    phone: RwSignal<String>,
}

impl Recipient {
    /// Whoever the record names; where it names nobody, the fields are open.
    pub(super) fn begin(recorded: PackRecipient) -> Self {
        let PackRecipient { name, team, email, phone } = recorded.clone();
        Self {
            editing: RwSignal::new(words::whom(&recorded).is_empty()),
            recorded: StoredValue::new(recorded),
            name: RwSignal::new(name),
            team: RwSignal::new(team),
            email: RwSignal::new(email),
            again: RwSignal::new(String::new()),
            phone: RwSignal::new(phone),
        }
    }

    /// As it stands now.
    pub(super) fn now(self) -> PackRecipient {
        let said = |value| typed(value).unwrap_or_default();
        PackRecipient { name: said(self.name), team: said(self.team), email: said(self.email), phone: said(self.phone) }
    }

    /// Whether it is somebody, or an address, that the record does not name.
    fn is_another(self) -> bool {
        let same = |typed: RwSignal<String>, recorded: fn(&PackRecipient) -> &String| {
            self.recorded.with_value(|own| typed.with(|typed| typed.trim() == recorded(own).trim()))
        };
        !(same(self.name, |own| &own.name) && same(self.team, |own| &own.team) && same(self.email, |own| &own.email))
    }

    /// What is missing: each with whether it is, its field and what to say.
    pub(super) fn lacks(self) -> [(bool, &'static str, &'static str); 3] {
        let now = self.now();
        let another = untrack(|| self.is_another());
        let again = typed(self.again).unwrap_or_default();
        [
            (words::whom(&now).is_empty(), "to", "Say for whom it is: a person or a team"),
            (another && now.email.is_empty(), "email", "Give the e-mail address: it is not the one in the record"),
            (
                another && again.to_lowercase() != now.email.to_lowercase(),
                "again",
                "The two e-mail addresses are not the same",
            ),
        ]
    }
}

/// For whom: in words with a way to change it, or as fields.
#[component]
pub(super) fn ForWhom(recipient: Recipient, sending: Sending) -> impl IntoView {
    // What is wrong with it can only be put right in its fields.
    let (to, email) = (sending.errors.at("seal-to"), sending.errors.at("seal-email"));
    Effect::new(move |_| {
        if (to.get() || email.get()) && !recipient.editing.get_untracked() {
            recipient.editing.set(true);
        }
    });
    let nobody = recipient.recorded.with_value(|recorded| recorded.name.trim().is_empty());
    let another = Memo::new(move |_| recipient.is_another());
    let change = move |_| {
        recipient.editing.set(true);
        page::focus_soon("seal-to");
    };
    move || {
        if recipient.editing.get() {
            view! {
                {nobody.then(|| view! { <p class="desk-case__weigh desk-gap-below"><b>"No COM is named in the record."</b>" Address it to the team, at a mailbox that the team reads."</p> })}
                <div class="desk-pack__to">
                    <Line id="seal-to" label="To: name" sending value=recipient.name />
                    <Line id="seal-team" label="Team or delivery unit" sending value=recipient.team />
                    <Line id="seal-email" label="E-mail address" sending value=recipient.email />
                    {move || another.get().then(|| view! { <Line id="seal-again" label="E-mail address, once more" sending value=recipient.again /> })}
                    <Line id="seal-phone" label="Telephone (optional)" sending value=recipient.phone />
                </div>
            }
            .into_any()
        } else {
            let now = recipient.now();
            let said = view! {
                <b>{words::whom(&now)}</b>" "{words::reached(&now)}" "
                <button type="button" class="desk-link" id="seal-to" on:click=change>"Change"<span class="govuk-visually-hidden">" for whom it is"</span></button>
            };
            view! { <dl class="govuk-summary-list desk-pack__summary-list">{fact("To", said)}</dl> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::pack::words::tests::to;

    fn lacking(recipient: Recipient) -> Vec<&'static str> {
        recipient.lacks().into_iter().filter(|(lacks, ..)| *lacks).map(|(_, field, _)| field).collect()
    }

    #[test]
    fn whom_the_record_names_is_not_typed_again() {
        assert!(lacking(Recipient::begin(to("Joanna Castell", "Westmoor PDU"))).is_empty());
    }

    #[test]
    fn another_address_is_typed_twice() {
        let recipient = Recipient::begin(to("Joanna Castell", "Westmoor PDU"));
        recipient.name.set("Amir Shah".to_owned());
        assert_eq!(lacking(recipient), ["email"]);
        recipient.email.set("a.shah@pdu.example".to_owned());
        recipient.again.set("a.shah@pdu.exmaple".to_owned());
        assert_eq!(lacking(recipient), ["again"]);
        recipient.again.set("A.Shah@pdu.example ".to_owned());
        assert!(lacking(recipient).is_empty());
    }

    #[test]
    fn nobody_is_not_enough() {
        let recipient = Recipient::begin(to("", " "));
        assert_eq!(lacking(recipient), ["to"]);
        recipient.team.set("Westmoor PDU".to_owned());
        recipient.email.set("duty@pdu.example".to_owned());
        assert_eq!(lacking(recipient), ["again"]);
    }
}
