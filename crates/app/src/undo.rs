//! Taking back what was just done. Nothing is removed: what restores what stood before is recorded, by the same rights and through
//! the same fold as anything else. An act can be taken back for ten minutes, by whoever did it, until somebody has built on it.
//! Notes are final; an action that was settled stays settled and a conflict stays settled, because no event opens them again.

use std::collections::BTreeSet;

use api::{LeftView, UndoableView, UndoneView};
use casework::case::{Holding, Standing};
use casework::event::{
    ActWithdrawn, Allocated, CaseEvent, Contact, ContactEnded, ContactId, Contested, Deallocated, EndReason,
    FactsRecorded, Post,
};
use casework::{Case, Fact, FieldKey, PrisonNumber, Source, Value};
use jiff::{Timestamp, ToSpan};
use ledger::{Position, PrincipalId};

use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;

/// For how many minutes an act can be taken back.
const MINUTES: i64 = 10;
/// How many acts are remembered: more is never taken back one by one.
const MOST: usize = 20;

/// The acts of a session that can be taken back, the last one last. Locking forgets them.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    last: u64,
    kept: Vec<Act>,
}

#[derive(Debug, Clone)]
struct Act {
    id: u64,
    words: String,
    /// What is recorded as the reason for taking it back.
    reason: String,
    at: Timestamp,
    /// The entry that wrote it.
    seq: u64,
    changes: Vec<Change>,
}

impl Act {
    fn ends(&self) -> Timestamp {
        self.at.checked_add(MINUTES.minutes()).unwrap_or(self.at)
    }

    fn cases(&self) -> BTreeSet<PrisonNumber> {
        self.changes.iter().map(|change| change.number).collect()
    }
}

/// What an act changed of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    number: PrisonNumber,
    part: Part,
}

/// A part of a case as it stood before an act, and as the act left it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Fact {
        field: FieldKey,
        was: Option<Standing>,
        left: Option<Standing>,
    },
    Post {
        post: Post,
        was: Option<Holding>,
        left: Option<Holding>,
    },
    Contact {
        id: ContactId,
        was: Option<Contact>,
        left: Option<Contact>,
    },
    /// Something was recorded as done, or as settled by hand.
    Done {
        at: Position,
    },
}

impl Part {
    /// Whether the case is in this part as the act left it, with nothing in conflict about it.
    fn stands(&self, case: &Case) -> bool {
        let contested = |about: Contested| case.conflicts.iter().any(|conflict| conflict.contested == about);
        match self {
            Self::Fact { field, left, .. } => {
                case.facts.get(field) == left.as_ref() && !contested(Contested::Field(field.clone()))
            }
            Self::Post { post, left, .. } => case.holder(*post) == left.as_ref() && !contested(Contested::Post(*post)),
            Self::Contact { id, left, .. } => case.contacts.get(id) == left.as_ref(),
            Self::Done { at } => case.can_be_withdrawn(*at),
        }
    }

    /// The same part as another case has it now, where `was` is what stood before.
    fn now(&self, case: &Case) -> Self {
        match self {
            Self::Fact { field, was, .. } => {
                Self::Fact { field: field.clone(), was: was.clone(), left: case.facts.get(field).cloned() }
            }
            Self::Post { post, was, .. } => {
                Self::Post { post: *post, was: was.clone(), left: case.holder(*post).cloned() }
            }
            Self::Contact { id, was, .. } => {
                Self::Contact { id: *id, was: was.clone(), left: case.contacts.get(id).cloned() }
            }
            Self::Done { .. } => self.clone(),
        }
    }

    /// Whether an act left this part as a later one found it.
    fn was_found_by(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fact { field, left, .. }, Self::Fact { field: same, was, .. }) => field == same && left == was,
            (Self::Post { post, left, .. }, Self::Post { post: same, was, .. }) => post == same && left == was,
            (Self::Contact { id, left, .. }, Self::Contact { id: same, was, .. }) => id == same && left == was,
            _ => false,
        }
    }

    /// Who wrote what stands in this part now.
    fn author(&self, case: &Case) -> Option<PrincipalId> {
        match self {
            Self::Fact { field, .. } => case.facts.get(field).map(|standing| standing.mark.author),
            Self::Post { post, .. } => case.holder(*post).map(|holding| holding.mark.author),
            Self::Contact { .. } | Self::Done { .. } => None,
        }
    }

    /// What restores what stood before; nothing, if nothing did and nothing does.
    fn restored(&self, reason: &str) -> Option<CaseEvent> {
        let reason = reason.to_owned();
        match self {
            Self::Fact { field, was, .. } => {
                let (value, calculated) =
                    was.as_ref().map_or((Value::Nothing, None), |was| (was.value.clone(), was.calculated));
                let facts = vec![Fact { field: field.clone(), value, calculated }];
                Some(CaseEvent::FactsRecorded(FactsRecorded { source: Source::Staff { reason }, facts }))
            }
            Self::Post { post, was: Some(was), .. } => {
                Some(CaseEvent::Allocated(Allocated { post: *post, staff: was.staff, reason }))
            }
            Self::Post { post, was: None, left } => left.as_ref().map(|left| {
                let (staff, detail) = (left.staff, Some(reason));
                CaseEvent::Deallocated(Deallocated { post: *post, staff, reason: EndReason::Manual, detail })
            }),
            Self::Contact { was: Some(was), .. } => Some(CaseEvent::ContactRecorded(was.clone())),
            Self::Contact { id, was: None, .. } => Some(CaseEvent::ContactEnded(ContactEnded { id: *id, reason })),
            Self::Done { at } => Some(CaseEvent::ActWithdrawn(ActWithdrawn { of: *at, reason })),
        }
    }
}

/// What an act changed of a case; nothing, where it did something that no event restores.
fn changed(before: &Case, after: &Case) -> Option<Vec<Part>> {
    let beyond = before.conflicts != after.conflicts
        || before.movements != after.movements
        || before.actions != after.actions
        || before.notes != after.notes
        || before.victim_contact != after.victim_contact;
    if beyond {
        return None;
    }
    let fields: BTreeSet<&FieldKey> = before.facts.keys().chain(after.facts.keys()).collect();
    let facts = fields.into_iter().map(|field| Part::Fact {
        field: field.clone(),
        was: before.facts.get(field).cloned(),
        left: after.facts.get(field).cloned(),
    });
    // After the facts: high complexity of need ends key work, and has to be gone before somebody takes it up again.
    let posts = Post::ALL.into_iter().map(|post| Part::Post {
        post,
        was: before.holder(post).cloned(),
        left: after.holder(post).cloned(),
    });
    let ids: BTreeSet<&ContactId> = before.contacts.keys().chain(after.contacts.keys()).collect();
    let contacts = ids.into_iter().map(|id| Part::Contact {
        id: *id,
        was: before.contacts.get(id).cloned(),
        left: after.contacts.get(id).cloned(),
    });
    let differs = |part: &Part| match part {
        Part::Fact { was, left, .. } => was != left,
        Part::Post { was, left, .. } => was != left,
        Part::Contact { was, left, .. } => was != left,
        Part::Done { .. } => true,
    };
    let known: BTreeSet<Position> = before.withdrawable().collect();
    let done = after.withdrawable().filter(|at| !known.contains(at)).map(|at| Part::Done { at });
    Some(facts.chain(posts).chain(contacts).chain(done).filter(differs).collect())
}

impl Session {
    /// Remembers an act: what it did, by the cases as they were before it. An act that changed nothing, or something that cannot be
    /// restored, is not remembered.
    pub(crate) async fn remember(
        &mut self,
        words: String,
        reason: Option<&str>,
        seq: u64,
        before: &[(PrisonNumber, Case)],
    ) -> Result<(), AppError> {
        let mut changes = Vec::new();
        for (number, before) in before {
            let Some(parts) = changed(before, &self.known_case(number).await?) else { return Ok(()) };
            changes.extend(parts.into_iter().map(|part| Change { number: *number, part }));
        }
        if changes.is_empty() {
            return Ok(());
        }
        let reason = reason.map_or_else(|| "Undone".to_owned(), |reason| format!("Undone: {reason}"));
        let at = self.now();
        self.acts.last += 1;
        self.acts.kept.push(Act { id: self.acts.last, words, reason, at, seq, changes });
        let beyond = self.acts.kept.len().saturating_sub(MOST);
        self.acts.kept.drain(..beyond);
        Ok(())
    }

    /// The last act that can be taken back, as far as its time goes.
    pub fn undoable(&self) -> Option<UndoableView> {
        let act = self.acts.kept.last().filter(|act| self.now() < act.ends())?;
        Some(UndoableView {
            act: act.id,
            words: act.words.clone(),
            until: local_minute(act.ends().as_millisecond()),
            newest: self.own_seq() == act.seq,
        })
    }

    /// Takes an act back. Cases of it on which somebody has built stay as they are; if that is all of them, nothing happens.
    pub async fn undo(&mut self, act: u64) -> Result<UndoneView, AppError> {
        let act = self.acts.kept.iter().find(|kept| kept.id == act && self.now() < kept.ends()).cloned();
        let act = act.ok_or_else(|| {
            AppError::input(
                "This can no longer be undone.",
                "It was undone already, or ten minutes have passed. What stands can be changed by hand.",
            )
        })?;
        let (mut left, mut events, mut restored) = (Vec::new(), Vec::new(), Vec::new());
        for number in act.cases() {
            let case = self.known_case(&number).await?;
            let parts: Vec<&Part> =
                act.changes.iter().filter(|change| change.number == number).map(|change| &change.part).collect();
            match self.may_restore(&case, &parts) {
                Ok(()) => {
                    let of_case = parts.iter().filter_map(|part| part.restored(&act.reason));
                    events.extend(of_case.map(|event| (number, event)));
                    restored.push(number);
                }
                Err(why) => left.push((
                    LeftView { number: number.to_string(), name: case.list_name(), why: why.message.clone() },
                    why,
                )),
            }
        }
        if let (true, Some((_, why))) = (events.is_empty(), left.first()) {
            return Err(why.clone());
        }
        self.write_cases(events, |_| true).await?;
        self.acts.kept.retain(|kept| kept.id != act.id);
        for number in restored {
            self.follow(number, &act).await?;
        }
        Ok(UndoneView { words: act.words, left: left.into_iter().map(|(left, _)| left).collect() })
    }

    /// This device's last entry.
    fn own_seq(&self) -> u64 {
        self.record.own_device().map_or(0, |device| self.record.frontier().of(device.index))
    }

    /// What an earlier act left is there again: it can be taken back in its turn.
    async fn follow(&mut self, number: PrisonNumber, undone: &Act) -> Result<(), AppError> {
        let case = self.known_case(&number).await?;
        let parts = || undone.changes.iter().filter(|change| change.number == number).map(|change| &change.part);
        let earlier = self.acts.kept.iter_mut().flat_map(|kept| &mut kept.changes);
        for change in earlier.filter(|change| change.number == number) {
            if parts().any(|part| change.part.was_found_by(part)) {
                change.part = change.part.now(&case);
            }
        }
        Ok(())
    }

    /// Whether a case is as the act left it, and whoever would hold a post again still may.
    fn may_restore(&self, case: &Case, parts: &[&Part]) -> Result<(), AppError> {
        for part in parts {
            if !part.stands(case) {
                let who = part.author(case).map_or_else(|| "Somebody".to_owned(), |author| self.staff_name(author));
                return Err(AppError::input(
                    format!("{who} has changed this since."),
                    "It stays as it is. Look at the case, and change it by hand if that is right.",
                ));
            }
            if let Part::Post { post, was: Some(was), .. } = part {
                self.may_hold(case, *post, was.staff)?;
            }
        }
        Ok(())
    }
}
