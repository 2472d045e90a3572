//! Which of several values stands while a conflict is open: the safer one. Refused over granted, higher risk over lower,
//! the earlier deadline over the later. Where neither is safer, the later in the order of the record. And who may not settle it:
//! neither of those who wrote the values.

use ledger::PrincipalId;

use crate::case::{Candidate, Conflict};
use crate::fact::Value;
use crate::field::Merge;

impl Conflict {
    /// Whether somebody's own word is among what is to be chosen between, so that a third person settles it. Whoever wrote every value,
    /// at two computers, contradicts nobody else; and what an import brought is the prison system's word, not that of whoever took it in.
    pub fn is_own(&self, person: PrincipalId) -> bool {
        let by_them = |candidate: &Candidate| candidate.mark.author == person;
        self.candidates.iter().any(|candidate| by_them(candidate) && !candidate.imported)
            && !self.candidates.iter().all(by_them)
    }
}

/// The index of the candidate that stands.
pub fn safest(merge: Merge, candidates: &[Candidate]) -> usize {
    let mut best = 0;
    for (at, candidate) in candidates.iter().enumerate().skip(1) {
        let standing = candidates.get(best).and_then(|c| c.value.as_ref());
        if !safer(merge, standing, candidate.value.as_ref()) {
            best = at;
        }
    }
    best
}

/// Whether `standing` is strictly safer than the later `other`.
fn safer(merge: Merge, standing: Option<&Value>, other: Option<&Value>) -> bool {
    match merge {
        Merge::Latest | Merge::Either => false,
        // A date that is not there is no deadline: any date is safer.
        Merge::Earlier => match (standing.and_then(Value::date), other.and_then(Value::date)) {
            (Some(standing), Some(other)) => standing < other,
            (Some(_), None) => true,
            (None, _) => false,
        },
        Merge::Higher(levels) => {
            let rank = |value: Option<&Value>| {
                let text = value.and_then(Value::text)?;
                levels.iter().position(|level| level.eq_ignore_ascii_case(text))
            };
            rank(standing) > rank(other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::ROSH_LEVELS;
    use crate::stamp::Mark;
    use jiff::{Timestamp, civil::date};
    use ledger::{DeviceIndex, Position, PrincipalId};

    fn candidate(value: Value) -> Candidate {
        let position = Position { lamport: 1, device: DeviceIndex(0), seq: 1, event: 0 };
        let author = PrincipalId(uuid::Uuid::nil());
        let mark = Mark { position, author, recorded: Timestamp::UNIX_EPOCH, occurred: Timestamp::UNIX_EPOCH };
        Candidate { value: Some(value), staff: None, mark, imported: false }
    }

    #[test]
    fn the_safer_value_stands_whichever_came_last() {
        let text = |t: &str| candidate(Value::Text(t.to_owned()));
        let day = |d| candidate(Value::Date(date(2027, 5, d)));
        let rosh = Merge::Higher(ROSH_LEVELS);
        assert_eq!(safest(rosh, &[text("HIGH"), text("MEDIUM")]), 0);
        assert_eq!(safest(rosh, &[text("LOW"), text("VERY_HIGH"), text("HIGH")]), 1);
        assert_eq!(safest(Merge::Earlier, &[day(3), day(9)]), 0);
        assert_eq!(safest(Merge::Earlier, &[day(9), day(3)]), 1);
        assert_eq!(safest(Merge::Earlier, &[day(9), candidate(Value::Nothing)]), 0);
        assert_eq!(safest(Merge::Either, &[text("A"), text("B")]), 1);
    }
}
