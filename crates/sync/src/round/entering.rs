//! A device that goes on from another one's record comes into the unit first. The control log is asked for as nobody in particular, checked, and
//! the admission brought there: as it stands here, or on top of what has come since, signed by whoever lets it in. Where nobody here can, an
//! application is left for the administrators, who admit it by its code like any new computer.

use std::sync::Arc;

use crypto::RecoveryKey;
use jiff::Timestamp;
use ledger::control::Signer;
use ledger::header::VERSION;
use ledger::sealing::{Pen, Whose, arrive, succession};
use ledger::wire::{ControlPage, SignedHead};
use ledger::{Membership, SignedControl};
use rand_core::CryptoRng;
use store::entering::Entering;
use store::sync::{Dishonest, Finding, Trouble, Unfit};
use store::{Record, StoreError};

use super::control::{Wrong, judge};
use super::{End, PATIENCE, Round, Stage, Turn, unit_of};
use crate::ask::Ask;
use crate::asking::Asking;

/// What a round knows of a unit that its device is not in.
#[derive(Default)]
pub(super) struct Door {
    /// The control log, as far as it has come.
    log: Vec<SignedControl>,
    /// The head that names its end.
    head: Option<SignedHead>,
    /// The admission that was brought there.
    offered: Option<SignedControl>,
    /// What lets the device in where no device can.
    recovery: Option<Arc<RecoveryKey>>,
}

impl Door {
    /// As it was before anything was known, with the same key to it.
    pub(super) fn again(&mut self) -> Self {
        Self { recovery: self.recovery.take(), ..Self::default() }
    }
}

impl Round {
    /// The same for whoever holds the recovery key, which lets the device in if it is not in the unit.
    #[must_use]
    pub fn let_in_by(mut self, recovery: Arc<RecoveryKey>) -> Self {
        self.door.recovery = Some(recovery);
        self
    }

    /// Asks for the control log from where it was read to, as anybody can.
    pub(super) fn ask_unit(&self, record: &Record) -> Turn {
        let after = u32::try_from(self.door.log.len()).unwrap_or(u32::MAX);
        Turn::Ask(Box::new(Asking::unsigned(Ask::Control { unit: unit_of(record), after })))
    }

    pub(super) async fn hear_unit(
        &mut self,
        record: &mut Record,
        page: ControlPage,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if page.from as usize != self.door.log.len() {
            return self.unfit(record, Unfit::Garbled, now).await;
        }
        if !page.entries.is_empty() {
            self.door.log.extend(page.entries);
            return Ok(self.to(Stage::Enter));
        }
        let log = std::mem::take(&mut self.door.log);
        let unit = match checked(record, &log).await? {
            Ok(unit) => unit,
            Err(Wrong::Dishonest(_)) if self.caught => return Ok(self.end(End::Alarm)),
            Err(wrong) => return self.hear_wrong(record, wrong, &page.head, now).await,
        };
        let Some(server) = record.server().await? else { return Ok(self.end(End::NotConnected)) };
        if let Some(named) = unit.server().filter(|named| named.key != server.key || named.url != server.url) {
            let turn = self.moves(record, &server, named).await?;
            return Ok(if self.caught { self.has_moved(turn) } else { turn });
        }
        if self.caught && !self.is_believed_again(record, &log).await? {
            return Ok(self.end(End::Alarm));
        }
        let head = match self.weigh(record, &page.head, now).await? {
            Ok(head) => head,
            Err(turn) => return Ok(turn),
        };
        if head.control != unit.head() {
            return self.suspects(record, Finding::new(Dishonest::StaleControl).with_head(&page.head), now).await;
        }
        (self.door.log, self.door.head) = (log, Some(page.head));
        Ok(self.to(Stage::Admit))
    }

    /// Whether administrators have settled what the server was caught at, by what they have added to a control log that is not added here.
    async fn is_believed_again(&mut self, record: &mut Record, log: &[SignedControl]) -> Result<bool, StoreError> {
        let known = record.entering().map_or(0, Entering::place) as usize;
        record.hear_beliefs(log.get(known..).unwrap_or_default()).await?;
        self.caught = record.raised().await?.is_some();
        Ok(!self.caught)
    }

    /// The control log is here, whole: the device is in it, or its admission is brought there.
    pub(super) async fn come_in<R: CryptoRng + ?Sized>(
        &mut self,
        record: &mut Record,
        rng: &mut R,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let Some(head) = self.door.head.clone() else { return Ok(self.knock_again()) };
        let unit = Membership::of(&self.door.log).map_err(|(_, error)| StoreError::from(error))?;
        if unit.device_by_id(&record.device_keys().public().id()).is_some() {
            let here = record.membership().next_index();
            record.comes_in(rng, &self.door.log, &head).await?;
            self.outcome.control += unit.next_index().saturating_sub(here) as usize;
            return Ok(self.to(Stage::Control));
        }
        if unit.required() > VERSION {
            return Ok(self.ends_in(Trouble::Update));
        }
        let Some(place) = record.entering().map(Entering::place) else {
            return Ok(self.to(Stage::Control));
        };
        // What was changed on top of an admission that the unit does not know cannot be brought there.
        if record.membership().next_index() > place + 1 {
            return Ok(self.ends_in(Trouble::Control));
        }
        let Some(entry) = self.admission(record, rng, &unit, now).await? else {
            return self.apply(record, rng, &unit, now).await;
        };
        self.door.offered = Some(entry.clone());
        let former = record.entering().and_then(Entering::former);
        let signer = former.filter(|_| entry.entry().is_ok_and(|entry| entry.signer != Signer::Recovery));
        let ask = Ask::Govern { unit: unit_of(record), entry };
        let asking = match signer {
            Some(former) => Asking::by(record, ask, former, now).await?,
            None => Asking::unsigned(ask),
        };
        Ok(Turn::Ask(Box::new(asking)))
    }

    pub(super) async fn hear_admitted(
        &mut self,
        record: &mut Record,
        signed: SignedHead,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let head = match self.weigh(record, &signed, now).await? {
            Ok(head) => head,
            Err(turn) => return Ok(turn),
        };
        self.door.log.extend(self.door.offered.take());
        if self.door.log.last().map(SignedControl::hash) != Some(head.control) {
            // It has gone on again already.
            return Ok(self.knock_again());
        }
        self.door.head = Some(signed);
        Ok(self.to(Stage::Admit))
    }

    /// Begins again at the door, unless that was done too often.
    pub(super) fn knock_again(&mut self) -> Turn {
        self.sent_back += 1;
        (self.door.log, self.door.head, self.door.offered) = (Vec::new(), None, None);
        if self.sent_back > PATIENCE { self.end(End::Later { seconds: None }) } else { self.to(Stage::Enter) }
    }

    /// The entry that admits this device on top of a control log: the one that is here, if nothing has come since, or one signed anew. Nothing:
    /// whoever is here cannot let it in.
    async fn admission<R: CryptoRng + ?Sized>(
        &self,
        record: &Record,
        rng: &mut R,
        unit: &Membership,
        now: Timestamp,
    ) -> Result<Option<SignedControl>, StoreError> {
        let (Some(entering), Some(own)) = (record.entering(), record.own_device()) else { return Ok(None) };
        if unit.next_index() == entering.place() {
            return Ok(record.control_log().await?.into_iter().nth(entering.place() as usize));
        }
        let former = entering.former().map(Pen::Device);
        let pens = former.into_iter().chain(self.door.recovery.as_deref().map(Pen::Recovery));
        let at = now.as_millisecond();
        for pen in pens {
            let this = (own.principal, record.device_keys());
            // A device that was removed or replaced, or holds no key any more, admits none.
            let Ok(signed) = succession(rng, unit, &pen, this, own.computer.as_deref(), at) else { continue };
            if unit.clone().accept(&signed).is_ok() {
                return Ok(Some(signed));
            }
        }
        Ok(None)
    }

    /// Leaves an application for the administrators, unless one lies there.
    async fn apply<R: CryptoRng + ?Sized>(
        &mut self,
        record: &Record,
        rng: &mut R,
        unit: &Membership,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if record.entering().is_none_or(|entering| entering.has_applied(now)) {
            return Ok(self.ends_in(Trouble::NotAdmitted));
        }
        self.stage = Stage::Apply;
        let own = record.own_device();
        let member = own.and_then(|own| record.membership().member(own.principal));
        let whose = Whose {
            name: member.map(|member| member.name.clone()).unwrap_or_default(),
            computer: own.and_then(|own| own.computer.clone()).unwrap_or_default(),
        };
        let arrival = arrive(rng, unit, record.device_keys(), &whose)?;
        Ok(Turn::Ask(Box::new(Asking::unsigned(Ask::Arrive { unit: unit_of(record), arrival }))))
    }

    pub(super) async fn hear_applied(&mut self, record: &mut Record, now: Timestamp) -> Result<Turn, StoreError> {
        record.note_applied(now).await?;
        Ok(self.ends_in(Trouble::NotAdmitted))
    }
}

/// A control log as a server gives it, if it goes on from what is here, without the admission that the server may not have.
async fn checked(record: &Record, log: &[SignedControl]) -> Result<Result<Membership, Wrong>, StoreError> {
    let mut here = record.control_log().await?;
    here.truncate(record.entering().map_or(here.len(), |entering| entering.place() as usize));
    let (old, new) = log.split_at(here.len().min(log.len()));
    if let Some((place, (here, there))) = here.iter().zip(old).enumerate().find(|(_, (here, there))| here != there) {
        let control = u32::try_from(place).unwrap_or(u32::MAX);
        let finding = Finding::new(Dishonest::ControlForked { control });
        let finding = finding.with("control", here.to_bytes()).with("control", there.to_bytes());
        return Ok(Err(Wrong::Dishonest(finding)));
    }
    if old.len() < here.len() {
        return Ok(Err(Wrong::Dishonest(Finding::new(Dishonest::StaleControl))));
    }
    let settled = Membership::of(&here).map_err(|(_, error)| StoreError::from(error))?;
    Ok(judge(&settled, new))
}
