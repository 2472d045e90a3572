//! A case that is sent to another prison, and one that comes. What comes is applied as it was there: by its authors, with what they were then, in
//! that unit's order; that somebody here took it in is what the record of this unit says.

use jiff::Timestamp;
use ledger::{Compartment, DeviceIndex, Position, VersionVector};

use super::{may, within, worded};
use crate::act::ActWithdrawn;
use crate::case::Case;
use crate::effect::{Effect, NotApplied};
use crate::event::{CaseEvent, FactsRecorded, MovementsRecorded, Unreadable};
use crate::fact::Source;
use crate::field::{Field, FieldKey};
use crate::rights::Right;
use crate::stamp::Stamp;
use crate::transfer::{Came, CaseCalledBack, CaseReceived, CaseSent, EventElsewhere, Sent};

impl CaseEvent {
    /// Whether it is taken in a case that has left: that it goes and comes, who has looked at it, and what the prison system says, which says
    /// where it is too. Whatever else is written in such a case was written by somebody who had not heard that it had left.
    pub fn is_taken_while_away(&self) -> bool {
        match self {
            Self::CaseSent(_) | Self::CaseReceived(_) | Self::CaseCalledBack(_) | Self::RestrictedViewed(_) => true,
            Self::FactsRecorded(body) => matches!(body.source, Source::Import { .. }),
            Self::MovementsRecorded(body) => matches!(body.source, Source::Import { .. }),
            _ => false,
        }
    }
}

impl Case {
    /// Refuses what is written in a case that has left.
    pub(super) fn is_here_for(&self, event: &CaseEvent) -> Result<(), NotApplied> {
        if self.transfer.sent.is_none() || event.is_taken_while_away() { Ok(()) } else { Err(NotApplied::Elsewhere) }
    }

    /// Whether an event is the prison system's word on where somebody is.
    pub(super) fn says_where(event: &CaseEvent) -> bool {
        let place = FieldKey::Known(Field::PrisonId);
        match event {
            CaseEvent::FactsRecorded(FactsRecorded { source: Source::Import { .. }, facts }) => {
                facts.iter().any(|fact| fact.field == place)
            }
            CaseEvent::MovementsRecorded(MovementsRecorded { source: Source::Import { .. }, .. }) => true,
            _ => false,
        }
    }

    pub(super) fn case_sent(
        &mut self,
        stamp: &Stamp,
        body: CaseSent,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::MoveCases)?;
        within(stamp, Compartment::General)?;
        worded(&body.why)?;
        let CaseSent { id, unit, prison, why, readable_until, inbox, .. } = body.clone();
        let taken = self.transfer.sent.as_ref().map_or(self.transfer.taken, |before| before.taken);
        self.transfer.sent = Some(Sent { id, unit, prison, readable_until, why, mark: stamp.mark(), taken, inbox });
        self.transfer.taken = false;
        effects.push(Effect::CaseSent(body));
        Ok(())
    }

    /// It is here again, as it was before it was sent: but for the posts, which ended.
    pub(super) fn case_called_back(
        &mut self,
        stamp: &Stamp,
        body: CaseCalledBack,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::MoveCases)?;
        within(stamp, Compartment::General)?;
        worded(&body.why)?;
        let sent = self.transfer.sent.take_if(|sent| sent.id == body.id).ok_or(NotApplied::NothingToEnd)?;
        self.transfer.taken = sent.taken;
        effects.push(Effect::CaseCalledBack { prison: sent.prison, why: body.why });
        Ok(())
    }

    pub(super) fn case_received(
        &mut self,
        stamp: &Stamp,
        body: CaseReceived,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::MoveCases)?;
        let CaseReceived { id, unit, prison, people, events, why, .. } = body;
        // What that prison heard of later comes by the same move: by then the case can have left again.
        if !self.transfer.came.contains_key(&id) {
            self.transfer.sent = None;
            self.transfer.taken = true;
            effects.push(Effect::CaseReceived { prison: prison.clone(), why });
        }
        effects.extend(people.into_iter().map(|met| Effect::MetElsewhere { met, prison: prison.clone() }));
        let before = self.transfer.clone();
        let mut taken = 0;
        // Who holds a post there and who holds one here have nothing to do with each other.
        std::mem::swap(&mut self.posts, &mut self.transfer.posts);
        for event in events {
            // What came with an earlier move is here.
            if event.at.seq > before.of(&event.unit, event.at.device, stamp.compartment) {
                effects.push(self.happened_elsewhere(stamp.compartment, event));
                taken += 1;
            }
        }
        std::mem::swap(&mut self.posts, &mut self.transfer.posts);
        self.end_key_work_if_complex(effects);
        let mark = stamp.mark();
        let came = self.transfer.came.entry(id).or_insert(Came { unit, prison, events: 0, mark });
        came.events = came.events.saturating_add(taken);
        Ok(())
    }

    /// Applies an event of another unit as it was applied there.
    fn happened_elsewhere(&mut self, compartment: Compartment, event: EventElsewhere) -> Effect {
        let EventElsewhere { unit, at, author, roles, occurred, recorded, base, kind, schema, body, .. } = event;
        let mut here = |device: DeviceIndex| self.transfer.device(compartment, &unit, device);
        let position = Position { device: here(at.device), ..at };
        let base: VersionVector = base.iter().map(|(device, seq)| (here(device), seq)).collect();
        let read = match CaseEvent::decode(kind, schema, &body) {
            Ok(CaseEvent::ActWithdrawn(ActWithdrawn { of, reason })) => {
                let of = Position { device: here(of.device), ..of };
                Ok(CaseEvent::ActWithdrawn(ActWithdrawn { of, reason }))
            }
            Ok(CaseEvent::CaseSent(_) | CaseEvent::CaseReceived(_) | CaseEvent::CaseCalledBack(_)) => {
                Err(NotApplied::Misfiled)
            }
            Ok(event) => Ok(event),
            Err(Unreadable::Newer) => Err(NotApplied::Newer),
            Err(Unreadable::Damaged) => Err(NotApplied::Damaged),
        };
        let time = |milliseconds| Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let stamp = Stamp {
            position,
            author,
            roles,
            refused: None,
            compartment,
            occurred: time(occurred),
            recorded: time(recorded),
            base,
        };
        let name = read.as_ref().map_or("unknown", CaseEvent::name);
        let mut effects = Vec::new();
        if let Err(reason) = read.and_then(|event| self.try_apply(&stamp, event, &mut effects)) {
            effects = vec![Effect::NotApplied(reason)];
        }
        self.heard.see(position.device, position.seq);
        self.transfer.see(compartment, position.device, position.seq);
        Effect::Elsewhere { stamp: Box::new(stamp), name, effects }
    }
}
