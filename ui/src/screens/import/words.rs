//! What is said of a plan: in one sentence, of a file, of one person.

use api::{Direction, ImportPlanView, PlannedFileView, PlannedMovementView, PlannedPersonView};

use crate::dates::{self, Day};
use crate::figures::{counted, grouped};
use crate::screens::case::movement_words;

/// How many rows would be taken.
pub(super) const fn rows_to_take(plan: &ImportPlanView) -> usize {
    plan.read - plan.quarantined
}

/// New people, with something to check or not.
pub(super) const fn new(plan: &ImportPlanView) -> usize {
    plan.new + plan.warned_new
}

/// People of whom something changes, with something to check or not.
pub(super) const fn changed(plan: &ImportPlanView) -> usize {
    plan.changed + (plan.warned - plan.warned_new)
}

/// Whether there is nothing in it that the record does not have.
pub(super) const fn is_nothing_new(plan: &ImportPlanView) -> bool {
    new(plan) + changed(plan) == 0
}

/// Whether all of it was imported before.
pub(super) fn is_the_same_again(plan: &ImportPlanView) -> bool {
    is_nothing_new(plan) && plan.files.iter().all(|file| file.again)
}

/// Whether every row is about somebody of another prison.
pub(super) const fn is_of_another_prison(plan: &ImportPlanView) -> bool {
    plan.read > 0 && plan.other_prison == plan.read
}

/// What a screen reader says when the plan is there: what stands in its way, and then its figures.
pub(super) fn plan_spoken(plan: &ImportPlanView) -> String {
    let file = |fits: fn(&PlannedFileView) -> bool| plan.files.iter().find(|file| fits(file));
    let first = if let Some(half) = file(|file| file.half_written) {
        format!("{} ends in the middle, nothing can be imported. ", half.name)
    } else if is_of_another_prison(plan) {
        "This is not your prison's file. ".to_owned()
    } else if let Some(older) = file(|file| file.older) {
        format!("{} is older than the last import. ", older.name)
    } else {
        String::new()
    };
    format!(
        "{first}{} read: {} without change, {} changed, {} new, {} kept aside. Nothing has changed yet",
        counted(plan.read, "row", "rows"),
        grouped(plan.unchanged),
        grouped(changed(plan)),
        grouped(new(plan)),
        grouped(plan.quarantined),
    )
}

/// “412 rows imported, 5 kept aside, 96 people's dates moved”.
pub(super) fn receipt(plan: &ImportPlanView) -> String {
    let imported = counted(rows_to_take(plan), "row", "rows");
    let dates = match plan.dates_moved {
        1 => "1 person's dates moved".to_owned(),
        several => format!("{} people's dates moved", grouped(several)),
    };
    format!("{imported} imported, {} kept aside, {dates}", grouped(plan.quarantined))
}

/// “AKI.json, 2.1 MB, last changed 13 January 2027, 18:36”; of several files how many there are.
pub(super) fn files(plan: &ImportPlanView, today: &str) -> String {
    match plan.files.as_slice() {
        [one] => {
            let changed =
                one.changed.as_ref().map(|at| format!(", last changed {}", dates::when(at, today))).unwrap_or_default();
            format!("{}, {}{changed}", one.name, size(one.bytes))
        }
        several => {
            let bytes = several.iter().map(|file| file.bytes).sum();
            format!("{}, {}", counted(several.len(), "file", "files"), size(bytes))
        }
    }
}

/// “2.1 MB”.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// “2 days before the last import”, for a file that is older than that.
pub(super) fn how_much_older(file: &PlannedFileView, last: &str) -> String {
    let day = |iso: &str| Day::read(iso);
    let days = file.changed.as_deref().and_then(day).zip(day(last)).map(|(changed, last)| changed.days_until(last));
    match days {
        Some(days) if days > 0 => format!("{} before the last import", dates::days(days)),
        _ => "earlier on the day of the last import".to_owned(),
    }
}

/// A reason without the row's number, which stands beside it.
pub(super) fn reason(reason: &str) -> String {
    let after = reason.strip_prefix("Row ").and_then(|rest| rest.split_once(": ")).map(|(_, after)| after);
    let mut letters = after.unwrap_or(reason).chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// “Transferred out to Hull (HMP) on 24 Nov 2026”.
pub(super) fn movement(planned: &PlannedMovementView) -> String {
    let movement = &planned.movement;
    let way = if movement.direction == Direction::In { "from" } else { "to" };
    let prison = planned.prison.as_ref().map(|prison| format!(" {way} {prison}")).unwrap_or_default();
    format!("{}{prison} on {}", movement_words(movement), dates::short(&movement.at))
}

/// What a row of the table says beside its first line: “2 more dates, 1 other change”.
pub(super) fn besides(person: &PlannedPersonView) -> String {
    let others = (person.fields.len() + person.movements.len()).saturating_sub(1);
    match others {
        0 => String::new(),
        1 => "and 1 more change".to_owned(),
        others => format!("and {others} more changes"),
    }
}

/// “170 days earlier”.
pub(super) fn moved(days: i64) -> String {
    format!("{} {}", dates::days(days.abs()), if days < 0 { "earlier" } else { "later" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> ImportPlanView {
        ImportPlanView {
            files: vec![file("AKI.json")],
            left_out: Vec::new(),
            last: None,
            read: 417,
            new: 10,
            changed: 120,
            unchanged: 268,
            warned: 14,
            quarantined: 5,
            warned_new: 3,
            dates_moved: 96,
            corrects_staff: 0,
            movements: 9,
            rules: Vec::new(),
            other_prison: 0,
            aside: Vec::new(),
        }
    }

    fn file(name: &str) -> PlannedFileView {
        PlannedFileView {
            name: name.to_owned(),
            bytes: 2_130_000,
            changed: Some("2027-01-11T06:00".to_owned()),
            encoding: api::Encoding::Utf8,
            unreadable: 0,
            again: false,
            older: false,
            half_written: false,
        }
    }

    #[test]
    fn the_figures_that_are_shown_add_up() {
        let plan = plan();
        assert_eq!(plan.unchanged + changed(&plan) + new(&plan) + plan.quarantined, plan.read);
        assert_eq!(receipt(&plan), "412 rows imported, 5 kept aside, 96 people's dates moved");
    }

    #[test]
    fn a_file_is_named_with_its_size_and_its_day() {
        assert_eq!(files(&plan(), "2027-01-12"), "AKI.json, 2.1 MB, last changed yesterday, 06:00");
        assert_eq!(size(812), "812 bytes");
        assert_eq!(size(48_200), "48 kB");
        assert_eq!(how_much_older(&file("AKI.json"), "2027-01-13T18:40"), "2 days before the last import");
        assert_eq!(how_much_older(&file("AKI.json"), "2027-01-11T18:40"), "earlier on the day of the last import");
    }

    #[test]
    fn the_same_file_again_is_known_by_its_bytes_and_by_what_it_would_do() {
        let mut again = plan();
        assert!(!is_the_same_again(&again));
        (again.new, again.changed, again.warned, again.warned_new) = (0, 0, 0, 0);
        assert!(is_nothing_new(&again) && !is_the_same_again(&again));
        again.files.iter_mut().for_each(|file| file.again = true);
        assert!(is_the_same_again(&again));
    }

    #[test]
    fn a_reason_stands_beside_its_row_and_need_not_repeat_it() {
        assert_eq!(reason("Row 88: this is not a date."), "This is not a date.");
        assert_eq!(reason("Nothing to strip"), "Nothing to strip");
    }
}
