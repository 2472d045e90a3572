//! Contacts of the person, and the victim liaison officer's details, which are restricted.

use casework::event::{CaseEvent, Contact, ContactEnded, ContactId, RestrictedViewed, VictimContact};
use casework::{PrisonNumber, Right};
use ledger::Compartment;

use crate::clock::new_id;
use crate::error::AppError;
use crate::session::Session;

/// A contact to be recorded.
#[derive(Debug, Clone, Default)]
pub struct NewContact {
    /// How they are related.
    pub relationship: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Address.
    pub address: Option<String>,
}

impl Session {
    /// Records a contact.
    pub async fn add_contact(&mut self, number: &PrisonNumber, contact: NewContact) -> Result<ContactId, AppError> {
        let case = self.known_case(number).await?;
        let id = ContactId(new_id(self.now()));
        let NewContact { relationship, name, phone, email, address } = contact;
        let words = format!("{name} added to the contacts of {}", case.full_name());
        let event = CaseEvent::ContactRecorded(Contact { id, relationship, name, phone, email, address });
        self.act(words, None, vec![(*number, case, event)], |_| true).await?;
        Ok(id)
    }

    /// Ends a contact.
    pub async fn end_contact(&mut self, number: &PrisonNumber, id: ContactId, reason: &str) -> Result<(), AppError> {
        let case = self.known_case(number).await?;
        let name = case.contacts.get(&id).map(|contact| contact.name.clone()).unwrap_or_default();
        let words = format!("{name} ended as a contact of {}", case.full_name());
        let event = CaseEvent::ContactEnded(ContactEnded { id, reason: reason.trim().to_owned() });
        self.act(words, None, vec![(*number, case, event)], |_| true).await
    }

    /// Records the victim liaison officer's details, for those who hold the restricted key.
    pub async fn record_victim_contact(
        &mut self,
        number: &PrisonNumber,
        contact: VictimContact,
    ) -> Result<(), AppError> {
        self.known_case(number).await?;
        self.demand(Right::WriteRestricted)?;
        let now = self.now();
        let event = CaseEvent::VictimContactRecorded(contact);
        self.write_case(number, Compartment::Restricted, now, vec![event]).await?;
        Ok(())
    }

    /// Opens the victim liaison officer's details. That somebody looked, and why, is recorded first.
    pub async fn open_victim_contact(
        &mut self,
        number: &PrisonNumber,
        reason: &str,
    ) -> Result<Option<VictimContact>, AppError> {
        self.record_view(number, "victim-contact", reason).await?;
        Ok(self.known_case(number).await?.victim_contact)
    }

    /// Records that somebody opens something restricted.
    pub(crate) async fn record_view(
        &mut self,
        number: &PrisonNumber,
        what: &str,
        reason: &str,
    ) -> Result<(), AppError> {
        self.known_case(number).await?;
        self.demand(Right::ReadRestricted)?;
        if reason.trim().is_empty() {
            return Err(AppError::input(
                "Restricted material is opened for a reason.",
                "Give the reason: that you looked, and why, is recorded.",
            ));
        }
        let now = self.now();
        let event =
            CaseEvent::RestrictedViewed(RestrictedViewed { what: what.to_owned(), reason: reason.trim().to_owned() });
        self.write_case(number, Compartment::Restricted, now, vec![event]).await?;
        Ok(())
    }
}
