//! What is another than when a pack was sealed. Each pack keeps it for itself: where a later version goes astray, the one before is again
//! the last that the community has.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;

use super::written_on;
use crate::case::Case;
use crate::fact::Value;
use crate::field::FieldKey;
use crate::pre_release::{Changed, Planned, Topic};
use crate::stamp::Stamp;

impl Case {
    /// Notes for every pack that a field is about to have a value.
    pub(super) fn fact_since_sealed(&mut self, stamp: &Stamp, field: &FieldKey, value: &Value) {
        let FieldKey::Known(known) = *field else { return };
        let something = |value: &&Value| **value != Value::Nothing;
        let before = self.facts.get(field).map(|standing| &standing.value).filter(something);
        let after = Some(value).filter(something);
        for pack in self.pre_release.packs.values_mut() {
            note(&mut pack.facts, known.number(), before, after, written_on(stamp));
        }
    }

    /// Notes for every pack that a topic is about to stand so; nothing: that it ends.
    pub(super) fn topic_since_sealed(
        &mut self,
        stamp: &Stamp,
        key: &(Topic, Option<String>),
        planned: Option<&Planned>,
    ) {
        let before = self.pre_release.topics.get(key).map(|planned| planned.said);
        let after = planned.map(|planned| planned.said);
        for pack in self.pre_release.packs.values_mut() {
            note(&mut pack.topics, key.clone(), before.as_ref(), after.as_ref(), written_on(stamp));
        }
    }
}

/// Keeps what something was from the day on which it becomes another, until it is the same again.
fn note<K: Ord, T: Clone + PartialEq>(
    kept: &mut BTreeMap<K, Changed<T>>,
    key: K,
    before: Option<&T>,
    after: Option<&T>,
    on: Date,
) {
    match kept.entry(key) {
        Entry::Occupied(known) if known.get().was.as_ref() == after => {
            known.remove();
        }
        Entry::Vacant(place) if before != after => {
            place.insert(Changed { was: before.cloned(), since: on });
        }
        Entry::Occupied(_) | Entry::Vacant(_) => {}
    }
}
