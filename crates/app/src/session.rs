//! A signed-in person with their open record. Locking drops it, and with it every key.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::event::CaseEvent;
use casework::{Case, NotApplied, PrisonNumber, Right};
use crypto::Hash;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::header::Class;
use ledger::{Compartment, Membership, PrincipalId, Roles, Subject};
use store::{Action, NewEvent, Record, Written};

use crate::clock::{Clock, random_bytes, rng};
use crate::error::AppError;
use crate::keystore::Keystore;
use crate::owed::PrisonRules;
use crate::pack::Drawn;
use crate::profile::{Card, Profile};
use crate::sync::Ways;
use crate::undo::Acts;

/// How many events of an act about many cases are written together: as often is it told how far it is.
const TOGETHER: usize = 25;

/// A signed-in person with their open record.
pub struct Session {
    pub(crate) record: Record,
    pub(crate) profile: Profile,
    pub(crate) card: Card,
    pub(crate) keystore: Keystore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) acts: Acts,
    /// The words under which the next pack is sealed.
    pub(crate) drawn: Option<Drawn>,
    /// How its server is reached.
    pub(crate) ways: Ways,
    /// Parcels at the server that were looked into and of which nothing could be taken.
    pub(crate) left_lying: BTreeSet<Hash>,
}

impl Session {
    /// Somebody is signed in: from now on it is known by which rules things are owed here.
    pub(crate) async fn begin(
        mut record: Record,
        profile: Profile,
        card: Card,
        keystore: Keystore,
        clock: Box<dyn Clock>,
    ) -> Result<Self, AppError> {
        let rules = PrisonRules::of(record.membership().prison());
        record.owe_by(Arc::new(rules), casework::london::day(clock.now())).await?;
        Ok(Self {
            record,
            profile,
            card,
            keystore,
            clock: clock.into(),
            acts: Acts::default(),
            drawn: None,
            ways: Ways::default(),
            left_lying: BTreeSet::new(),
        })
    }

    /// The same, with its server reached in another way.
    #[must_use]
    pub fn by_way_of(self, ways: Ways) -> Self {
        Self { ways, ..self }
    }

    /// Closes the record: every key and every decrypted page leaves memory.
    pub async fn lock(self) -> Result<(), AppError> {
        Ok(self.record.close().await?)
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in London.
    pub fn today(&self) -> Date {
        casework::london::day(self.now())
    }

    /// The code of the prison.
    pub fn prison(&self) -> &str {
        self.record.membership().prison()
    }

    /// The profile's card.
    pub const fn card(&self) -> &Card {
        &self.card
    }

    /// The profile's folder.
    pub fn folder(&self) -> &std::path::Path {
        self.profile.folder()
    }

    /// Who is signed in.
    pub fn principal(&self) -> Option<PrincipalId> {
        self.record.own_device().map(|device| device.principal)
    }

    /// What they are.
    pub fn roles(&self) -> Roles {
        self.record.own_roles()
    }

    /// Whether they may, here: a right that takes keys is none on a computer from which they are withheld.
    pub fn may(&self, right: Right) -> bool {
        right.held_by(self.roles()) && !(right.takes_restricted_keys() && self.restricted_is_withheld())
    }

    /// Refuses what they may not.
    pub fn demand(&self, right: Right) -> Result<(), AppError> {
        if self.may(right) {
            Ok(())
        } else if right.held_by(self.roles()) {
            Err(AppError::withheld(right))
        } else {
            Err(NotApplied::NoRight(right).into())
        }
    }

    /// Whether an administrator withholds from this computer what is restricted, though their roles read it.
    pub fn restricted_is_withheld(&self) -> bool {
        let (restricted, roles) = (Compartment::Restricted, self.roles());
        let own = self.record.own_device();
        roles.hold_keys_of(restricted) && own.is_some_and(|own| !own.is_given(restricted, roles))
    }

    /// The open record, for what has no use-case of its own: tests, demonstrations and synchronising.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The open record, to change.
    pub const fn record_mut(&mut self) -> &mut Record {
        &mut self.record
    }

    pub(crate) fn membership(&self) -> &Membership {
        self.record.membership()
    }

    /// The name of a member of staff, also of one who has left; of another unit's with the code of their prison.
    pub fn staff_name(&self, principal: PrincipalId) -> String {
        let member = self.membership().member(principal).filter(|member| !member.name.is_empty());
        let elsewhere = || match self.record.colleague(principal) {
            Some((name, prison)) => format!("{name} ({prison})"),
            None => principal.to_string(),
        };
        member.map_or_else(elsewhere, |member| member.name.clone())
    }

    /// A case that has to be there, and is read here.
    pub(crate) async fn known_case(&self, number: &PrisonNumber) -> Result<Case, AppError> {
        let case = self.record.case(number).await?.ok_or_else(|| AppError::no_case(number))?;
        crate::transfer::refuse_unreadable(&case, self.today())?;
        Ok(case)
    }

    /// A case that has to be there, for a list of several: nothing, where it left so long ago that it is read here no more.
    pub(crate) async fn listed_case(&self, number: &PrisonNumber) -> Result<Option<Case>, AppError> {
        let case = self.record.case(number).await?.ok_or_else(|| AppError::no_case(number))?;
        Ok(Some(case).filter(|case| crate::transfer::is_readable(case, self.today())))
    }

    /// The same of one that is written about next.
    pub(crate) async fn case_in_hand(&mut self, number: &PrisonNumber) -> Result<&Case, AppError> {
        self.record.case_in_hand(number).await?.ok_or_else(|| AppError::no_case(number))
    }

    /// Writes one action about a case.
    pub(crate) async fn write_case(
        &mut self,
        number: &PrisonNumber,
        compartment: Compartment,
        occurred: Timestamp,
        events: Vec<CaseEvent>,
    ) -> Result<Written, AppError> {
        self.write_case_apart(number, occurred, vec![(compartment, events)]).await
    }

    /// Writes actions about a case, each in its own compartment: all of them or none.
    pub(crate) async fn write_case_apart(
        &mut self,
        number: &PrisonNumber,
        occurred: Timestamp,
        parts: Vec<(Compartment, Vec<CaseEvent>)>,
    ) -> Result<Written, AppError> {
        let subject = Subject::Case(number.as_str().into());
        let new = |event| NewEvent { subject: subject.clone(), occurred, event, base: None };
        let action = |(compartment, events): (Compartment, Vec<CaseEvent>)| {
            let events = events.into_iter().map(new).collect();
            Action { compartment, class: Class::Normal, command: random_bytes(), events }
        };
        let actions = parts.into_iter().map(action).collect();
        let now = self.now();
        Ok(self.record.write(&mut rng(), now, actions, |_| {}).await?)
    }

    /// Writes one action about the unit as a whole.
    pub(crate) async fn write_unit(&mut self, events: Vec<CaseEvent>) -> Result<Written, AppError> {
        let now = self.now();
        let new = |event| NewEvent { subject: Subject::Unit, occurred: now, event, base: None };
        let events = events.into_iter().map(new).collect();
        let compartment = Compartment::General;
        let action = Action { compartment, class: Class::Normal, command: random_bytes(), events };
        Ok(self.record.write(&mut rng(), now, vec![action], |_| {}).await?)
    }

    /// Writes what the signed-in person did to cases, as they were before it, and remembers it for `undo`. `told` hears how many
    /// events are written, and says whether to go on: once it does not, nothing was written.
    pub(crate) async fn act(
        &mut self,
        words: String,
        reason: Option<&str>,
        events: Vec<(PrisonNumber, Case, CaseEvent)>,
        told: impl FnMut(usize) -> bool,
    ) -> Result<(), AppError> {
        let (before, events): (Vec<_>, Vec<_>) =
            events.into_iter().map(|(number, case, event)| ((number, case), (number, event))).unzip();
        let written = self.write_cases(events, told).await?;
        // It is written: that it cannot be taken back is no reason to say otherwise.
        if let Err(error) = self.remember(words, reason, written.seq, &before).await {
            tracing::warn!(code = ?error.code, "an act cannot be taken back");
        }
        Ok(())
    }

    /// Writes events about cases, all or none.
    pub(crate) async fn write_cases(
        &mut self,
        events: Vec<(PrisonNumber, CaseEvent)>,
        told: impl FnMut(usize) -> bool,
    ) -> Result<Written, AppError> {
        let now = self.now();
        let command = random_bytes();
        let new = |(number, event): &(PrisonNumber, CaseEvent)| NewEvent {
            subject: Subject::Case(number.as_str().into()),
            occurred: now,
            event: event.clone(),
            base: None,
        };
        let actions = events
            .chunks(TOGETHER)
            .map(|events| Action {
                compartment: Compartment::General,
                class: Class::Normal,
                command,
                events: events.iter().map(new).collect(),
            })
            .collect();
        Ok(self.record.write_while(&mut rng(), now, actions, told).await?)
    }
}
