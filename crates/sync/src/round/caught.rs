//! With a server that was caught at something. Nothing is taken from it but entries of the control log: that they are an administrator's, and
//! where they belong, shows in themselves, whoever passes them on. By them a device hears that the server is believed again, that it has moved,
//! or that this device was removed. And what the server has lost of the control log it is given, before an administrator goes on with it there.

use ledger::wire::{ControlPage, SignedHead};
use store::sync::Trouble;
use store::{Record, StoreError};

use super::control::{Wrong, fresh};
use super::{End, Round, Stage, Turn, unit_of};

impl Round {
    /// Goes on with the control log and nothing else.
    pub(super) fn listens(&mut self) -> Turn {
        self.caught = true;
        self.control_after = None;
        self.to(Stage::Control)
    }

    /// What administrators have added meanwhile.
    pub(super) async fn hear_administrators(
        &mut self,
        record: &mut Record,
        page: &ControlPage,
    ) -> Result<Turn, StoreError> {
        if let Some(turn) = self.follow_move(record, page).await? {
            return Ok(self.has_moved(turn));
        }
        if Some(page.from) != self.control_after {
            return Ok(self.end(End::Alarm));
        }
        let fresh = fresh(record, page).await?;
        match fresh {
            Ok([]) => self.administrators_have_spoken(record, &page.head).await,
            Ok(new) => {
                record.adopt_control(new).await?;
                self.outcome.control += new.len();
                if record.raised().await?.is_none() {
                    return Ok(self.begins_again());
                }
                self.control_after = Some(record.membership().next_index());
                Ok(self.to(Stage::Control))
            }
            Err(Wrong::Newer) => Ok(self.ends_in(Trouble::Update)),
            Err(Wrong::Overtaken | Wrong::Dishonest(_)) => Ok(self.end(End::Alarm)),
        }
    }

    /// All that the server gives of the control log is here, and the server is not believed.
    async fn administrators_have_spoken(
        &mut self,
        record: &mut Record,
        signed: &SignedHead,
    ) -> Result<Turn, StoreError> {
        if record.own_device().is_none_or(|own| !own.is_active()) {
            return Ok(self.ends_in(Trouble::Removed));
        }
        if let Some(turn) = self.go_where_it_is(record).await? {
            return Ok(self.has_moved(turn));
        }
        let Some(server) = record.server().await? else { return Ok(self.end(End::NotConnected)) };
        let head = signed.verify(&server.key).filter(|head| head.unit == unit_of(record));
        let place = head.and_then(|head| record.membership().place(&head.control));
        Ok(match place {
            Some(place) => self.offers_from(record, place + 1),
            None => self.end(End::Alarm),
        })
    }

    /// Gives the server what it does not have of the control log, from a place on.
    pub(super) fn offers_from(&mut self, record: &Record, place: u32) -> Turn {
        if place < record.membership().next_index() { self.to(Stage::Offer(place)) } else { self.end(End::Alarm) }
    }

    /// Goes on where the server is now. Under another key it is another server, of which nothing is known yet.
    pub(super) fn has_moved(&mut self, turn: Turn) -> Turn {
        if self.stage == Stage::Control { self.begins_again() } else { turn }
    }

    /// The server is believed again: a round like any other begins.
    fn begins_again(&mut self) -> Turn {
        let (outcome, door) = (std::mem::take(&mut self.outcome), self.door.again());
        *self = Self { outcome, door, far: self.far, stale: self.stale, fold_later: self.fold_later, ..Self::new() };
        Turn::Again
    }
}
