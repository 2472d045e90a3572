//! How somebody stands at the gate: a shape, a word, and the row as it is read out.

use api::{GateRow, GateState};

use crate::parts::Kind;
use crate::screens::caseload::in_text;
use crate::screens::gate_list::clock::{clock, minutes_between, short, spoken as in_full};

/// The shape and the word of a row.
pub(super) fn state(row: &GateRow, now: &str) -> (Kind, String) {
    match row.state {
        GateState::Failed => (Kind::Late, format!("Failed to return, {} late", short(row.minutes))),
        GateState::Recalled => (Kind::Late, "Recalled".to_owned()),
        GateState::Late => (Kind::Late, format!("{} late", short(row.minutes))),
        GateState::DueSoon => (Kind::Soon, format!("In {}", short(row.minutes))),
        GateState::Out => (Kind::Draft, format!("Out, back in {}", short(row.minutes))),
        GateState::Held => (Kind::Late, "Held".to_owned()),
        GateState::ToGo if row.out.as_str() <= now => (Kind::Soon, "Not gone yet".to_owned()),
        GateState::ToGo => (Kind::Later, "To go out".to_owned()),
        GateState::Back => back(row, now),
    }
}

fn back(row: &GateRow, now: &str) -> (Kind, String) {
    let returned = row.returned.as_deref().unwrap_or_default();
    let late = minutes_between(&row.back, returned).filter(|late| *late > 0);
    match late {
        Some(late) => (Kind::Soon, format!("Back {}, {} late", clock(returned, now), short(late))),
        None => (Kind::Met, format!("Back {}", clock(returned, now))),
    }
}

/// What is lacking, as it is said of this row: “Held: no licence was issued”, “Out although …”.
pub(super) fn lacking(row: &GateRow) -> Option<String> {
    let lacks = row.lacks.as_deref()?.trim_end_matches('.');
    Some(match row.state {
        GateState::Held | GateState::ToGo => format!("Held: {lacks}"),
        _ => format!("Went out although {lacks}"),
    })
}

/// When the next thing happens to a row, or when it was to happen.
pub(super) fn next(row: &GateRow) -> &str {
    match row.state {
        GateState::ToGo | GateState::Held => &row.out,
        _ => &row.back,
    }
}

/// “A8830EC, C-1-022”.
pub(super) fn cell(row: &GateRow) -> String {
    row.cell.as_ref().map_or_else(|| row.number.clone(), |cell| format!("{}, {cell}", row.number))
}

/// “Calder Holt Foods, 01632 960341”.
pub(super) fn place(row: &GateRow) -> String {
    let parts: Vec<&str> = [&row.place, &row.phone].into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

/// The row as a screen reader says it.
pub(super) fn spoken(row: &GateRow, now: &str) -> String {
    let (_, word) = match row.state {
        GateState::Late => (Kind::Late, format!("{} late", in_full(row.minutes))),
        GateState::DueSoon => (Kind::Soon, format!("due back in {}", in_full(row.minutes))),
        _ => state(row, now),
    };
    let verb = if matches!(row.state, GateState::ToGo | GateState::Held) { "goes out" } else { "due back" };
    let mut said = format!("{}, {}, {word}, {verb} {}", row.name, cell(row), clock(next(row), now));
    for more in [Some(row.kind.words().to_owned()), Some(place(row)), lacking(row)].into_iter().flatten() {
        if !more.is_empty() {
            said.push_str(", ");
            said.push_str(&more);
        }
    }
    said
}

/// What is announced once when a return becomes late, and after these minutes.
const MARKS: [i64; 4] = [0, 15, 30, 60];

/// What has to be said since the list was read before: who has become late, later, or is recalled. Nothing else of a timer is ever said.
pub(super) fn announced(before: &[GateRow], after: &[GateRow]) -> Vec<String> {
    let was = |row: &GateRow| before.iter().find(|other| other.release == row.release);
    after.iter().filter_map(|row| news(was(row)?, row)).collect()
}

fn news(before: &GateRow, row: &GateRow) -> Option<String> {
    let name = in_text(&row.name);
    if row.state == GateState::Recalled && before.state != GateState::Recalled {
        return Some(format!(
            "Recalled: {name} is out although {}",
            row.lacks.as_deref().unwrap_or("it does not stand")
        ));
    }
    let is_late = |row: &GateRow| matches!(row.state, GateState::Late | GateState::Failed);
    let still_out = is_late(row) || row.state == GateState::Recalled;
    // The record counts whole minutes: 0 is late only where it says so.
    let late = |row: &GateRow| if row.minutes < 0 || is_late(row) { -row.minutes } else { -1 };
    let (from, to) = (late(before), late(row));
    let mark = MARKS.into_iter().rev().find(|mark| still_out && from < *mark && *mark <= to)?;
    Some(match mark {
        0 => format!("{name} is late: due back {}", row.back.get(11..16).unwrap_or_default()),
        mark => format!("{name} is {} late", in_full(mark)),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use api::ReleaseType;

    use super::*;

    const NOW: &str = "2027-01-14T17:42";

    pub(in crate::screens::gate_list) fn row(state: GateState, minutes: i64) -> GateRow {
        GateRow {
            number: "A4410EJ".to_owned(),
            name: "Lomax, Peter".to_owned(),
            cell: Some("K-1-014".to_owned()),
            id: "application".to_owned(),
            release: "release".to_owned(),
            kind: ReleaseType::Rdr,
            out: "2027-01-14T08:30".to_owned(),
            back: "2027-01-14T17:00".to_owned(),
            minutes,
            state,
            left: None,
            returned: None,
            lacks: None,
            place: Some("Westmoor Hospice shop".to_owned()),
            phone: None,
        }
    }

    #[test]
    fn every_state_is_a_shape_and_a_word() {
        assert_eq!(state(&row(GateState::Late, -42), NOW), (Kind::Late, "42 min late".to_owned()));
        assert_eq!(state(&row(GateState::DueSoon, 18), NOW), (Kind::Soon, "In 18 min".to_owned()));
        assert_eq!(state(&row(GateState::ToGo, 600), NOW).1, "Not gone yet");
        let back = GateRow { returned: Some("2027-01-14T17:05".to_owned()), ..row(GateState::Back, -42) };
        assert_eq!(state(&back, NOW), (Kind::Soon, "Back 17:05, 5 min late".to_owned()));
    }

    #[test]
    fn a_screen_reader_hears_what_is_lacking() {
        let held = GateRow { lacks: Some("no licence was issued".to_owned()), ..row(GateState::Held, 600) };
        let said = spoken(&held, NOW);
        for part in ["Lomax, Peter, A4410EJ, K-1-014", "goes out 08:30", "Held: no licence was issued"] {
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn lateness_is_said_at_its_marks_and_not_between() {
        let said =
            |before: &GateRow, after: &GateRow| announced(std::slice::from_ref(before), std::slice::from_ref(after));
        let late = |minutes: i64| row(GateState::Late, -minutes);
        assert_eq!(said(&row(GateState::DueSoon, 0), &late(0)), ["Peter Lomax is late: due back 17:00"]);
        assert_eq!(said(&late(0), &late(1)), [""; 0]);
        assert_eq!(said(&late(14), &late(15)), ["Peter Lomax is 15 minutes late"]);
        assert_eq!(said(&late(15), &late(16)), [""; 0]);
        assert_eq!(said(&late(20), &late(70)), ["Peter Lomax is 1 hour late"]);
        assert_eq!(said(&late(20), &row(GateState::Back, -40)), [""; 0]);
    }

    #[test]
    fn a_recall_is_said_once() {
        let recalled = GateRow { lacks: Some("the licence was revoked".to_owned()), ..row(GateState::Recalled, 60) };
        let out = row(GateState::Out, 61);
        assert_eq!(
            announced(std::slice::from_ref(&out), std::slice::from_ref(&recalled)),
            ["Recalled: Peter Lomax is out although the licence was revoked"]
        );
        assert!(announced(std::slice::from_ref(&recalled), std::slice::from_ref(&recalled)).is_empty());
    }
}
