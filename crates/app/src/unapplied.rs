//! What was recorded and not applied: its author and the administrators read what it says, somebody with the right records it again, or it is left
//! as it is. And what waits to be sent.
//!
//! What only adds something (a note, an amendment, how an agreed action ended, an act) can be recorded again as it stands: with a first line that says who
//! had written it, when, and why it was not applied. A note keeps its identifier, so that it stands once whoever records it, and also where the first is
//! let count after all. What would change what stands (a fact, a post, a decision) is stated anew where it belongs, beside what stands there now.

use std::collections::BTreeMap;

use api::{DealtWith, EventView, UnappliedView, WaitingChangeView};
use casework::event::{ActDone, ActionSettled, AmendmentId, CaseEvent, NoteAmended, NoteWritten, Visibility};
use casework::{Act, NotApplied, PrisonNumber, Right};
use ledger::PrincipalId;
use store::AsWritten;
use store::device::Said;
use store::unapplied::Unapplied;

use crate::clock::new_id;
use crate::error::AppError;
use crate::note::compartment_of;
use crate::on_paper::moment;
use crate::owed::id_of;
use crate::search::{instant, local_minute};
use crate::session::Session;
use crate::told::Told;
use crate::transfer::refuse_unreadable;

/// How much of what waits to be sent is told of at once.
const MOST_WAITING: u32 = 100;
/// What is said of something whose words are not for every reader of a screen.
const RESTRICTED: &str = "Something restricted";

/// What prisoners are called, and whether their case is read here: looked up once each.
type Cases = BTreeMap<String, (String, bool)>;

impl Session {
    /// What was kept and not applied, newest first: the signed-in person's own, and for those who manage staff everybody's.
    pub async fn unapplied(&self) -> Result<Vec<UnappliedView>, AppError> {
        let Some(own) = self.principal() else { return Ok(Vec::new()) };
        let mut cases = Cases::new();
        let mut views = Vec::new();
        for one in self.record.unapplied(self.whose_are_shown(own)).await? {
            views.push(self.unapplied_view(one, own, &mut cases).await?);
        }
        Ok(views)
    }

    /// How many changes need somebody.
    pub(crate) async fn needing_somebody(&self) -> Result<u32, AppError> {
        let Some(own) = self.principal() else { return Ok(0) };
        if self.record.undealt(self.whose_are_shown(own)).await? == 0 {
            return Ok(0);
        }
        let open = self.unapplied().await?.into_iter().filter(|view| view.dealt_with.is_none()).count();
        Ok(u32::try_from(open).unwrap_or(u32::MAX))
    }

    /// Opens what is restricted of something that was not applied. That somebody looked, and why, is recorded first.
    pub async fn open_unapplied(&mut self, id: &str, reason: &str) -> Result<String, AppError> {
        let one = self.unapplied_named(id).await?;
        let (number, event) = about_a_case(&one)?;
        self.record_view(&number, "not-applied", reason).await?;
        Ok(self.tell_event(event).words)
    }

    /// Records something again in the signed-in person's name.
    pub async fn record_again(&mut self, id: &str) -> Result<(), AppError> {
        let one = self.unapplied_named(id).await?;
        let (number, event) = about_a_case(&one)?;
        if self.stands(event).await? {
            return Err(NotApplied::Repeated.into());
        }
        let said = one.said.as_ref().ok_or_else(unreadable)?;
        let visibility = self.seen_by(said).await?;
        let again = self.again(event, &self.preface(&one)).ok_or_else(not_as_it_stands)?;
        let now = self.now();
        let occurred = instant(one.occurred).min(now);
        self.write_case(&number, compartment_of(visibility), occurred, vec![again]).await?;
        Ok(self.record.deal_with(&[one.at], store::unapplied::DealtWith::RecordedAgain, now).await?)
    }

    /// Leaves some as they are: on this device they need nobody any more.
    pub async fn leave_unapplied(&mut self, ids: &[String]) -> Result<(), AppError> {
        let mut places = Vec::new();
        for id in ids {
            places.push(self.unapplied_named(id).await?.at);
        }
        let now = self.now();
        Ok(self.record.deal_with(&places, store::unapplied::DealtWith::Left, now).await?)
    }

    /// What was recorded on this device and waits to be sent, oldest first.
    pub async fn waiting(&self) -> Result<Vec<WaitingChangeView>, AppError> {
        let mut cases = Cases::new();
        let mut views = Vec::new();
        for entry in self.record.waiting(MOST_WAITING).await? {
            views.push(self.waiting_change_view(entry, &mut cases).await?);
        }
        Ok(views)
    }

    /// Events in words, as far as the reader may know. `own`: whether they wrote them.
    pub(crate) async fn event_views(&self, said: &[AsWritten], own: bool) -> Result<Vec<EventView>, AppError> {
        let mut cases = Cases::new();
        let mut views = Vec::with_capacity(said.len());
        for one in said {
            views.push(self.event_in(one, own, &mut cases).await?);
        }
        Ok(views)
    }

    async fn event_in(&self, said: &AsWritten, own: bool, cases: &mut Cases) -> Result<EventView, AppError> {
        let (name, is_read) = self.called(&said.number, cases).await?;
        let visibility = self.seen_by(said).await?;
        let Told { what, words } = said.event.as_ref().map_or_else(of_a_later_version, |event| self.tell_event(event));
        let restricted = visibility == Visibility::Restricted;
        let reads = own || (self.may(Right::ReadCases) && visibility <= self.reads_up_to());
        let words = if reads && is_read && !restricted { words } else { String::new() };
        Ok(EventView { number: said.number.clone(), name, what, words, restricted })
    }

    async fn unapplied_view(
        &self,
        one: Unapplied,
        own: PrincipalId,
        cases: &mut Cases,
    ) -> Result<UnappliedView, AppError> {
        let is_own = one.author == own;
        let event = match &one.said {
            Some(said) => self.event_in(said, is_own, cases).await?,
            None => EventView {
                number: one.number.clone(),
                name: self.called(&one.number, cases).await?.0,
                what: "It came with the case from another prison, or cannot be read on this device".to_owned(),
                words: String::new(),
                restricted: false,
            },
        };
        let said = one.said.as_ref().and_then(|said| said.event.as_ref());
        let stands = match said {
            Some(event) => self.stands(event).await?,
            None => false,
        };
        let dealt_with = match one.dealt_with {
            Some(store::unapplied::DealtWith::Left) => Some(DealtWith::Left),
            Some(store::unapplied::DealtWith::RecordedAgain) => Some(DealtWith::RecordedAgain),
            None => stands.then_some(DealtWith::RecordedAgain),
        };
        let again = dealt_with != Some(DealtWith::RecordedAgain)
            && !one.number.is_empty()
            && said.is_some_and(|event| self.may_record_again(event));
        Ok(UnappliedView {
            id: id_of(one.at),
            event,
            by: self.staff_name(one.author),
            own: is_own,
            recorded: local_minute(one.recorded),
            reason: one.reason,
            again,
            dealt_with,
        })
    }

    async fn waiting_change_view(&self, entry: Said, cases: &mut Cases) -> Result<WaitingChangeView, AppError> {
        let recorded = entry.recorded.map(local_minute);
        let more = u32::try_from(entry.events.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let unnamed = |what: &str| WaitingChangeView {
            recorded: recorded.clone(),
            number: String::new(),
            name: String::new(),
            what: what.to_owned(),
            more,
        };
        if entry.is_a_sign_of_life() {
            return Ok(unnamed("A sign that this computer is there"));
        }
        let Some(first) = entry.events.first() else {
            return Ok(unnamed("Something that this computer has lost the key for"));
        };
        let EventView { number, name, what, restricted, .. } = self.event_in(first, true, cases).await?;
        if restricted {
            return Ok(unnamed(RESTRICTED));
        }
        Ok(WaitingChangeView { number, name, what, ..unnamed("") })
    }

    /// Whose the signed-in person may see: everybody's, or their own.
    fn whose_are_shown(&self, own: PrincipalId) -> Option<PrincipalId> {
        (!self.may(Right::ManageStaff)).then_some(own)
    }

    async fn unapplied_named(&self, id: &str) -> Result<Unapplied, AppError> {
        let own = self.principal().ok_or_else(none)?;
        let found = self.record.unapplied(self.whose_are_shown(own)).await?.into_iter().find(|one| id_of(one.at) == id);
        found.ok_or_else(none)
    }

    /// What somebody is called, family name first, and whether their case is read here.
    async fn called(&self, number: &str, cases: &mut Cases) -> Result<(String, bool), AppError> {
        if let Some(known) = cases.get(number) {
            return Ok(known.clone());
        }
        let case = match number.parse::<PrisonNumber>() {
            Ok(number) => self.record.case(&number).await?,
            Err(_) => None,
        };
        let called = case.map_or_else(
            || (String::new(), true),
            |case| (case.list_name(), refuse_unreadable(&case, self.today()).is_ok()),
        );
        cases.insert(number.to_owned(), called.clone());
        Ok(called)
    }

    /// Whether a note stands already: it was recorded again, by whomever.
    async fn stands(&self, event: &CaseEvent) -> Result<bool, AppError> {
        match event {
            CaseEvent::NoteWritten(note) => Ok(self.record.note_place(note.id).await?.is_some()),
            _ => Ok(false),
        }
    }

    /// Who had written it, when, and why it was not applied.
    fn preface(&self, one: &Unapplied) -> String {
        let (by, at) = (self.staff_name(one.author), moment(instant(one.recorded)));
        format!("First written by {by} on {at}, and not applied then: {}.", one.reason)
    }

    /// The event that records it again, where it only adds something.
    fn again(&self, event: &CaseEvent, preface: &str) -> Option<CaseEvent> {
        let words = |words: &str| [preface, words].map(str::trim).join("\n\n").trim_end().to_owned();
        Some(match event {
            CaseEvent::NoteWritten(note) => {
                CaseEvent::NoteWritten(NoteWritten { text: words(&note.text), ..note.clone() })
            }
            CaseEvent::NoteAmended(amended) => CaseEvent::NoteAmended(NoteAmended {
                id: AmendmentId(new_id(self.now())),
                text: words(&amended.text),
                ..amended.clone()
            }),
            CaseEvent::ActionSettled(settled) => {
                CaseEvent::ActionSettled(ActionSettled { outcome: words(&settled.outcome), ..settled.clone() })
            }
            CaseEvent::ActDone(done) => CaseEvent::ActDone(ActDone { words: words(&done.words), ..done.clone() }),
            _ => return None,
        })
    }

    fn may_record_again(&self, event: &CaseEvent) -> bool {
        match event {
            CaseEvent::NoteWritten(note) => {
                let seen = match note.visibility {
                    Visibility::General => Right::WriteNotes,
                    Visibility::Sensitive => Right::WriteSensitive,
                    Visibility::Restricted => Right::WriteRestricted,
                };
                self.may(Right::WriteNotes) && self.may(seen)
            }
            CaseEvent::NoteAmended(_) | CaseEvent::ActionSettled(_) => self.may(Right::WriteNotes),
            CaseEvent::ActDone(done) if done.act == Act::Oversight => self.may(Right::Oversee),
            CaseEvent::ActDone(_) => self.may(Right::RecordActs),
            _ => false,
        }
    }
}

/// The case that it is about, and what it says.
fn about_a_case(one: &Unapplied) -> Result<(PrisonNumber, &CaseEvent), AppError> {
    let event = one.said.as_ref().and_then(|said| said.event.as_ref()).ok_or_else(unreadable)?;
    let number = one.number.parse().map_err(|_| not_as_it_stands())?;
    Ok((number, event))
}

fn of_a_later_version() -> Told {
    Told::from(("Written by a later version of Throughcare".to_owned(), String::new()))
}

fn none() -> AppError {
    AppError::input("There is no such change.", "It may have been applied meanwhile. Look at the list again.")
}

fn unreadable() -> AppError {
    AppError::input("This change cannot be read here.", "Ask whoever wrote it, or an administrator.")
}

fn not_as_it_stands() -> AppError {
    AppError::input(
        "This change is not recorded again as it stands.",
        "Record it where it belongs, beside what is known there now.",
    )
}
