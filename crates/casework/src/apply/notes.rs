//! Notes, their amendments, and the actions that were agreed in them.

use std::collections::BTreeSet;

use super::{may, may_see, worded};
use crate::case::{Case, OpenAction};
use crate::codes;
use crate::effect::{Effect, NotApplied};
use crate::event::{ActionAgreed, ActionSettled, NoteAmended, NoteWritten, Visibility};
use crate::rights::Right;
use crate::stamp::Stamp;

impl Case {
    pub(super) fn note_written(
        &mut self,
        stamp: &Stamp,
        note: NoteWritten,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::WriteNotes)?;
        may_see(stamp, note.visibility)?;
        if let Some(subtype) = codes::note_subtype(&note.note_type, &note.sub_type) {
            if subtype.restricted_use {
                may(stamp, Right::WriteSensitive)?;
            }
            if subtype.sensitive && note.visibility == Visibility::General {
                return Err(NotApplied::NoRight(Right::WriteSensitive));
            }
        }
        worded(&note.text)?;
        if note.actions.iter().any(|action| action.text.trim().is_empty()) {
            return Err(NotApplied::Blank);
        }
        if self.known_notes.contains_key(&note.id) || self.repeats_an_action(&note.actions) {
            return Err(NotApplied::Repeated);
        }
        self.known_notes.insert(note.id, note.visibility);
        self.notes += 1;
        let later = |known: Option<jiff::Timestamp>| Some(known.map_or(stamp.occurred, |k| k.max(stamp.occurred)));
        self.last_note = later(self.last_note);
        if note.note_type == "KA" && note.sub_type == "KS" {
            self.last_session = later(self.last_session);
        }
        for action in &note.actions {
            let visibility = note.visibility;
            let open = OpenAction { agreed: action.clone(), note: note.id, mark: stamp.mark(), visibility };
            self.actions.insert(action.id, open);
            effects.push(Effect::ActionAgreed { note: note.id, action: action.clone() });
        }
        effects.push(Effect::NoteWritten(note));
        Ok(())
    }

    /// Whether one of the actions has the identifier of an open one, or of another of them.
    pub(super) fn repeats_an_action(&self, agreed: &[ActionAgreed]) -> bool {
        let mut known = BTreeSet::new();
        agreed.iter().any(|action| self.actions.contains_key(&action.id) || !known.insert(action.id))
    }

    pub(super) fn note_amended(
        &mut self,
        stamp: &Stamp,
        body: NoteAmended,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::WriteNotes)?;
        let visibility = *self.known_notes.get(&body.note).ok_or(NotApplied::NoSuchNote)?;
        may_see(stamp, visibility)?;
        worded(&body.text)?;
        worded(&body.reason)?;
        effects.push(Effect::NoteAmended(body));
        Ok(())
    }

    pub(super) fn action_settled(
        &mut self,
        stamp: &Stamp,
        body: ActionSettled,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotApplied> {
        may(stamp, Right::WriteNotes)?;
        let open = self.actions.get(&body.action).ok_or(NotApplied::NoSuchAction)?;
        may_see(stamp, open.visibility)?;
        if !body.done {
            worded(&body.outcome)?;
        }
        self.actions.remove(&body.action);
        effects.push(Effect::ActionSettled { action: body.action, done: body.done, outcome: body.outcome });
        Ok(())
    }
}
