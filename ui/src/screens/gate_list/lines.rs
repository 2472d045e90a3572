//! How the list lies: late, out, to go out, held, back; the head of each that has somebody in it, and then its rows.

use std::sync::Arc;

use api::{GateRow, GateState};

/// Who stands together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Late,
    Out,
    ToGo,
    Held,
    Back,
}

impl Group {
    const ALL: [Self; 5] = [Self::Late, Self::Out, Self::ToGo, Self::Held, Self::Back];

    /// Where somebody belongs.
    pub(super) const fn of(state: GateState) -> Self {
        match state {
            GateState::Late | GateState::Failed | GateState::Recalled => Self::Late,
            GateState::Out | GateState::DueSoon => Self::Out,
            GateState::ToGo => Self::ToGo,
            GateState::Held => Self::Held,
            GateState::Back => Self::Back,
        }
    }

    /// What its head says.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Late => "Late or recalled",
            Self::Out => "Out",
            Self::ToGo => "To go out",
            Self::Held => "Held: something is lacking",
            Self::Back => "Back",
        }
    }
}

/// What stands at a place of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group, and how many are in it.
    Head(Group, usize),
    /// Somebody.
    Row(Arc<GateRow>),
}

/// The list as it lies. Whoever goes out stands by when they go, the others as the record has them: the next thing that happens first.
pub(super) fn lines(rows: &[GateRow]) -> Vec<Line> {
    let group = |group: Group| {
        let mut own: Vec<&GateRow> = rows.iter().filter(|row| Group::of(row.state) == group).collect();
        if matches!(group, Group::ToGo | Group::Held) {
            own.sort_by(|one, other| one.out.cmp(&other.out));
        }
        let head = (!own.is_empty()).then_some(Line::Head(group, own.len()));
        head.into_iter().chain(own.into_iter().map(|row| Line::Row(Arc::new(row.clone())))).collect::<Vec<_>>()
    };
    Group::ALL.into_iter().flat_map(group).collect()
}

/// Where heads stand.
pub(super) fn heads(lines: &[Line]) -> Vec<u32> {
    places(lines).filter(|(_, line)| matches!(line, Line::Head(..))).map(|(place, _)| place).collect()
}

/// Where a release stands.
pub(super) fn place_of(lines: &[Line], release: &str) -> Option<u32> {
    places(lines).find(|(_, line)| matches!(line, Line::Row(row) if row.release == release)).map(|(place, _)| place)
}

/// The row at a place, or the nearest before or behind it.
pub(super) fn nearest(lines: &[Line], place: u32) -> u32 {
    let last = u32::try_from(lines.len()).unwrap_or(0).saturating_sub(1);
    let place = place.min(last);
    let is_head = places(lines).any(|(at, line)| at == place && matches!(line, Line::Head(..)));
    if is_head { place + 1 } else { place }
}

fn places(lines: &[Line]) -> impl Iterator<Item = (u32, &Line)> {
    (0..).zip(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::gate_list::words::tests::row;

    fn some() -> Vec<Line> {
        let at = |release: &str, state, out: &str| GateRow {
            release: release.to_owned(),
            out: format!("2027-01-14T{out}"),
            ..row(state, 0)
        };
        lines(&[
            at("late", GateState::Late, "08:30"),
            at("out", GateState::Out, "09:00"),
            at("later", GateState::ToGo, "18:00"),
            at("next", GateState::ToGo, "17:50"),
            at("back", GateState::Back, "07:00"),
        ])
    }

    #[test]
    fn heads_stand_before_their_own_and_empty_groups_have_none() {
        let lines = some();
        assert_eq!(heads(&lines), [0, 2, 4, 7]);
        assert_eq!(lines.first(), Some(&Line::Head(Group::Late, 1)));
        assert_eq!(lines.get(4), Some(&Line::Head(Group::ToGo, 2)));
    }

    #[test]
    fn whoever_goes_out_first_stands_first() {
        let lines = some();
        assert_eq!([place_of(&lines, "next"), place_of(&lines, "later")], [Some(5), Some(6)]);
        assert_eq!(place_of(&lines, "nobody"), None);
    }

    #[test]
    fn a_head_is_never_the_current_row() {
        let lines = some();
        assert_eq!([nearest(&lines, 0), nearest(&lines, 3), nearest(&lines, 40)], [1, 3, 8]);
    }
}
