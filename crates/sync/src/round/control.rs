//! The control log first: what is new there is checked and added, what the server does not have is offered.

use jiff::Timestamp;
use ledger::control::Signer;
use ledger::header::VERSION;
use ledger::wire::{ControlPage, Head, SignedHead};
use ledger::{ControlError, Membership, SignedControl};
use store::sync::{Dishonest, Finding, Server, Trouble, Unfit};
use store::{Record, StoreError};

use super::{End, Round, Stage, Turn, unit_of};
use crate::ask::Ask;

/// Why control entries are not added.
pub(super) enum Wrong {
    /// A later version wrote them.
    Newer,
    /// This device has added another entry, which never reached the server.
    Overtaken,
    /// The server must not have taken them.
    Dishonest(Finding),
}

impl Round {
    /// From the first entry on of which it is not known that the server has it: what was added here meanwhile is compared. A server that was
    /// caught is asked for what is not here. A device that is not in the unit comes into it first.
    pub(super) async fn ask_control(
        &mut self,
        record: &Record,
        server: &Server,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if record.entering().is_some() {
            return Ok(self.to(Stage::Enter));
        }
        let named =
            server.head.as_ref().and_then(SignedHead::head).and_then(|head| record.membership().place(&head.control));
        let first = if self.caught { record.membership().next_index() } else { named.map_or(0, |place| place + 1) };
        let after = *self.control_after.get_or_insert(first);
        self.asks(record, Ask::Control { unit: unit_of(record), after }, now).await
    }

    pub(super) async fn hear_control(
        &mut self,
        record: &mut Record,
        page: ControlPage,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if let Some(turn) = self.follow_move(record, &page).await? {
            return Ok(turn);
        }
        let head = match self.weigh(record, &page.head, now).await? {
            Ok(head) => head,
            Err(turn) => return Ok(turn),
        };
        if page.entries.is_empty() {
            return self.control_is_here(record, &page.head, &head, now).await;
        }
        if Some(page.from) != self.control_after {
            return self.unfit(record, Unfit::Garbled, now).await;
        }
        let fresh = fresh(record, &page).await?;
        match fresh {
            Ok(fresh) => {
                self.outcome.control += fresh.len();
                if !fresh.is_empty() {
                    record.take_control(fresh, &page.head).await?;
                }
                self.control_after = Some(page.from + u32::try_from(page.entries.len()).unwrap_or(u32::MAX));
                // There may be more; and where there is not, the next answer says so.
                Ok(self.to(Stage::Control))
            }
            Err(wrong) => self.hear_wrong(record, wrong, &page.head, now).await,
        }
    }

    /// What follows from control entries that cannot be added.
    pub(super) async fn hear_wrong(
        &mut self,
        record: &mut Record,
        wrong: Wrong,
        head: &SignedHead,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        match wrong {
            Wrong::Newer => Ok(self.ends_in(Trouble::Update)),
            Wrong::Overtaken => Ok(self.ends_in(Trouble::Control)),
            Wrong::Dishonest(finding) => self.suspects(record, finding.with_head(head), now).await,
        }
    }

    /// An administrator wrote another key of the server into the control log, or another server: from then on it signs with that. Its log is
    /// read again from its beginning. Nothing: it has not moved.
    pub(super) async fn follow_move(
        &mut self,
        record: &mut Record,
        page: &ControlPage,
    ) -> Result<Option<Turn>, StoreError> {
        let Some(server) = record.server().await? else { return Ok(None) };
        if page.head.verify(&server.key).is_some() || Some(page.from) != self.control_after {
            return Ok(None);
        }
        let Ok(fresh) = fresh(record, page).await? else { return Ok(None) };
        let mut next = record.membership().clone();
        if fresh.iter().any(|signed| next.accept(signed).is_err()) {
            return Ok(None);
        }
        let Some(moved) = next.server().filter(|moved| page.head.verify(&moved.key).is_some()).cloned() else {
            return Ok(None);
        };
        record.adopt_control(fresh).await?;
        self.outcome.control += fresh.len();
        Ok(Some(self.moves(record, &server, &moved).await?))
    }

    /// Goes on with the server that the control log names.
    pub(super) async fn moves(
        &mut self,
        record: &mut Record,
        from: &Server,
        to: &ledger::control::Server,
    ) -> Result<Turn, StoreError> {
        record.connect(&to.url, from.authority.as_deref(), to.key).await?;
        self.control_after = None;
        self.head = None;
        Ok(if to.url == from.url { self.to(Stage::Control) } else { self.end(End::Moved) })
    }

    /// Nothing new is there, and what the server's head names has to be here.
    async fn control_is_here(
        &mut self,
        record: &mut Record,
        signed: &SignedHead,
        head: &Head,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        self.control_after = None;
        let Some(place) = record.membership().place(&head.control) else {
            return self.suspects(record, Finding::new(Dishonest::StaleControl).with_head(signed), now).await;
        };
        let Some(checker) = record.checker().await? else { return Ok(self.end(End::NotConnected)) };
        if let Err(unfit) = checker.control(head, signed) {
            return self.unfit(record, unfit, now).await;
        }
        if record.own_device().is_none_or(|own| !own.is_active()) {
            return Ok(self.ends_in(Trouble::Removed));
        }
        if record.membership().required() > VERSION {
            return Ok(self.ends_in(Trouble::Update));
        }
        record.take_head(signed).await?;
        if let Some(turn) = self.go_where_it_is(record).await? {
            return Ok(turn);
        }
        Ok(self.offer_or_go_on(record, place + 1))
    }

    /// Goes to the server that the control log names. Nothing: it is there.
    pub(super) async fn go_where_it_is(&mut self, record: &mut Record) -> Result<Option<Turn>, StoreError> {
        let (named, server) = (record.membership().server().cloned(), record.server().await?);
        let (Some(named), Some(server)) = (named, server) else { return Ok(None) };
        if named.key == server.key && named.url == server.url {
            return Ok(None);
        }
        Ok(Some(self.moves(record, &server, &named).await?))
    }

    /// What the server does not have of the control log is offered, before anything else goes on.
    fn offer_or_go_on(&mut self, record: &Record, there: u32) -> Turn {
        self.to(if there < record.membership().next_index() { Stage::Offer(there) } else { Stage::Reseal })
    }

    pub(super) async fn offer(&self, record: &Record, place: u32, now: Timestamp) -> Result<Turn, StoreError> {
        let log = record.control_log().await?;
        let entry = log.get(place as usize).ok_or(StoreError::Corrupt)?.clone();
        self.asks(record, Ask::Govern { unit: unit_of(record), entry }, now).await
    }

    pub(super) async fn hear_offered(
        &mut self,
        record: &mut Record,
        place: u32,
        signed: SignedHead,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        if self.caught {
            return Ok(self.offers_from(record, place + 1));
        }
        if let Err(turn) = self.weigh(record, &signed, now).await? {
            return Ok(turn);
        }
        record.take_head(&signed).await?;
        Ok(self.offer_or_go_on(record, place + 1))
    }
}

/// Those of a page that are not here yet, if they go on from those that are.
pub(super) async fn fresh<'p>(
    record: &Record,
    page: &'p ControlPage,
) -> Result<Result<&'p [SignedControl], Wrong>, StoreError> {
    let known = record.membership().next_index().saturating_sub(page.from) as usize;
    let (old, new) = page.entries.split_at(known.min(page.entries.len()));
    if !old.is_empty() {
        let log = record.control_log().await?;
        if let Some((here, there)) = log.iter().skip(page.from as usize).zip(old).find(|(here, there)| here != there) {
            return Ok(Err(differs(record, here, there)));
        }
    }
    if new.is_empty() {
        return Ok(Ok(new));
    }
    Ok(judge(record.membership(), new).map(|_| new))
}

/// Two entries for one place: one of this device that came too late, or the server's doing.
fn differs(record: &Record, here: &SignedControl, there: &SignedControl) -> Wrong {
    let entry = here.entry().ok();
    let own = record.own_device().map(|own| Signer::Device(own.index));
    if entry.as_ref().map(|entry| &entry.signer) == own.as_ref() {
        return Wrong::Overtaken;
    }
    let control = entry.map_or(0, |entry| entry.index);
    let finding = Finding::new(Dishonest::ControlForked { control });
    Wrong::Dishonest(finding.with("control", here.to_bytes()).with("control", there.to_bytes()))
}

/// The unit with control entries that continue the control log as it is here. An honest server has checked the same.
pub(super) fn judge(membership: &Membership, entries: &[SignedControl]) -> Result<Membership, Wrong> {
    let mut next = membership.clone();
    for signed in entries {
        let place = next.next_index();
        let found = |what: Dishonest| Wrong::Dishonest(Finding::new(what).with("control", signed.to_bytes()));
        let entry = signed.entry().map_err(|_| Wrong::Newer)?;
        if entry.version > VERSION {
            return Err(Wrong::Newer);
        }
        if entry.unit != Some(next.unit()) {
            return Err(found(Dishonest::ForeignUnit));
        }
        match next.accept(signed) {
            Ok(()) => {}
            // It names another entry before it than the one that is here.
            Err(ControlError::OutOfPlace) => return Err(found(Dishonest::ControlForked { control: place })),
            Err(_) => return Err(found(Dishonest::GhostMember { control: Some(place) })),
        }
    }
    Ok(next)
}
