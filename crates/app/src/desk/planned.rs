//! A plan as the window shows it: its figures, what happens by each rule, and whom that concerns.

use std::collections::{BTreeMap, BTreeSet};

use api::{
    AsideView, FieldChangeView, ImportPlanView, PlanFilter, PlannedFileView, PlannedMovementView, PlannedOutcome,
    PlannedPeopleView, PlannedPersonView, PlannedRuleView, PlannedWarningView, Then,
};
use casework::field::{Group, Kind, Merge};
use casework::movement::{Direction, Movement, MovementKind};
use casework::{Field, FieldKey, Value, codes};
use intake::{Change, Encoding, Outcome, PlannedRow, rule};

use crate::exports::ExportFile;
use crate::import::ImportPlan;
use crate::search::local_minute;

/// How many rows kept aside a plan lists; the figures count all of them.
const LISTED: usize = 300;

/// The plan but for its people, who are asked for a screenful at a time.
pub(super) fn view(import: &ImportPlan) -> ImportPlanView {
    let counts = import.plan.counts();
    let people = |filter: &PlanFilter| import.plan.rows.iter().filter(|row| concerns(row, filter)).count();
    ImportPlanView {
        files: import.files.iter().map(|file| file_view(import, file)).collect(),
        left_out: import.left_out.iter().map(|path| path.display().to_string()).collect(),
        last: import.last.map(|at| local_minute(at.as_millisecond())),
        read: counts.read,
        new: counts.new,
        changed: counts.changed,
        unchanged: counts.unchanged,
        warned: counts.warned,
        quarantined: counts.quarantined,
        warned_new: counts.warned_new,
        dates_moved: counts.dates_moved,
        corrects_staff: people(&PlanFilter::CorrectsStaff),
        movements: people(&PlanFilter::Moves),
        rules: rules(import),
        other_prison: counts.quarantined_by_rule.get(rule::OTHER_PRISON).copied().unwrap_or(0),
        aside: import.plan.quarantined.iter().take(LISTED).map(aside).collect(),
    }
}

fn file_view(import: &ImportPlan, file: &ExportFile) -> PlannedFileView {
    PlannedFileView {
        name: file.name.clone(),
        bytes: file.bytes,
        changed: file.changed.map(|at| local_minute(at.as_millisecond())),
        encoding: match file.encoding {
            Encoding::Utf8 => api::Encoding::Utf8,
            Encoding::Utf16 => api::Encoding::Utf16,
            Encoding::Windows1252 => api::Encoding::Windows1252,
            Encoding::Unknown => api::Encoding::Unknown,
        },
        unreadable: broken(import, file, rule::NOT_UTF_8),
        again: file.again,
        older: file.older,
        half_written: is_half_written(import, file),
    }
}

/// Whether a file ends in its middle.
pub(super) fn is_half_written(import: &ImportPlan, file: &ExportFile) -> bool {
    broken(import, file, rule::CUT_SHORT) > 0
}

/// How many rows of a file break a rule.
fn broken(import: &ImportPlan, file: &ExportFile, rule: &str) -> usize {
    let of_file = import.plan.quarantined.iter().filter(|row| row.file == file.name);
    of_file.filter(|row| row.reasons.iter().any(|reason| reason.rule == rule)).count()
}

fn aside(row: &intake::QuarantinedRow) -> AsideView {
    AsideView {
        file: row.file.clone(),
        row: row.row,
        number: row.number.clone(),
        reasons: row.reasons.iter().map(|reason| reason.message.clone()).collect(),
    }
}

/// What happens by each rule, what has to be looked at first, then what concerns most.
fn rules(import: &ImportPlan) -> Vec<PlannedRuleView> {
    let rows = &import.plan.rows;
    let by_filter = |then, label: &str, filter: PlanFilter| {
        let count = rows.iter().filter(|row| concerns(row, &filter)).count();
        PlannedRuleView { then, label: label.to_owned(), rows: count, filter }
    };
    let mut rules = vec![
        by_filter(Then::Take, "New prisoner", PlanFilter::New),
        by_filter(Then::Check, "Left the prison", PlanFilter::Leaves),
        by_filter(Then::Check, "Staff had entered something else", PlanFilter::CorrectsStaff),
        PlannedRuleView {
            then: Then::Stay,
            label: "Here, but not in the file".to_owned(),
            rows: import.unmentioned.len(),
            filter: PlanFilter::NotInFile,
        },
    ];
    rules.extend(by_field(rows));
    rules.extend(import.plan.warnings_by_rule().into_iter().map(|(rule, rows)| PlannedRuleView {
        then: weight(rule),
        label: rule::words(rule),
        rows,
        filter: PlanFilter::Warning(rule.to_owned()),
    }));
    rules.retain(|rule| rule.rows > 0);
    rules.sort_by_key(|rule| (rule.then, std::cmp::Reverse(rule.rows)));
    rules
}

/// Of how many people already here each field changes, fields that change together as one. What has legal weight has to be looked at.
fn by_field(rows: &[PlannedRow]) -> Vec<PlannedRuleView> {
    let mut kinds: BTreeMap<&str, (BTreeSet<&FieldKey>, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.outcome == Outcome::Changed) {
        let mut counted = BTreeSet::new();
        for change in &row.changes {
            let (fields, rows) = kinds.entry(kind(&change.field)).or_default();
            fields.insert(&change.field);
            *rows += usize::from(counted.insert(kind(&change.field)));
        }
    }
    let view = |(label, (fields, rows)): (&str, (BTreeSet<&FieldKey>, usize))| PlannedRuleView {
        then: if fields.iter().all(|field| field.merge() == Merge::Latest) { Then::Take } else { Then::Check },
        label: label.to_owned(),
        rows,
        filter: PlanFilter::Fields(fields.into_iter().map(|field| field.name().to_owned()).collect()),
    };
    kinds.into_iter().map(view).collect()
}

/// What people call a field among others that change with it.
fn kind(field: &FieldKey) -> &str {
    let FieldKey::Known(known) = field else { return field.label() };
    match (known, known.group()) {
        (Field::CellLocation, _) => known.label(),
        (Field::Reception | Field::LastAdmission, _) | (_, Group::Location) => "Where they are",
        (_, Group::Dates) => "Release, parole and other dates",
        (
            Field::LegalStatus
            | Field::ImprisonmentStatus
            | Field::ImprisonmentStatusDescription
            | Field::ConvictedStatus
            | Field::Recall
            | Field::Indeterminate,
            _,
        ) => "Legal status",
        _ => known.label(),
    }
}

/// Whether a row is one of those that a filter asks for.
fn concerns(row: &PlannedRow, filter: &PlanFilter) -> bool {
    let changed = row.outcome == Outcome::Changed;
    let touched = row.outcome != Outcome::Unchanged;
    match filter {
        PlanFilter::Touched => touched,
        PlanFilter::New => row.outcome == Outcome::New,
        PlanFilter::Changed => changed,
        PlanFilter::Unchanged => !touched,
        PlanFilter::DatesMove => row.changes.iter().any(Change::moves_a_date),
        PlanFilter::Warned => touched && !row.warnings.is_empty(),
        PlanFilter::Moves => changed && !row.movements.is_empty(),
        PlanFilter::Leaves => changed && row.movements.iter().any(is_for_good),
        PlanFilter::CorrectsStaff => row.changes.iter().any(|change| change.corrects_staff),
        PlanFilter::Fields(names) => {
            changed && row.changes.iter().any(|change| names.iter().any(|name| change.field.name() == name))
        }
        PlanFilter::Warning(rule) => row.warnings.iter().any(|warning| warning.rule == rule),
        PlanFilter::NotInFile => false,
    }
}

fn is_for_good(movement: &Movement) -> bool {
    movement.direction == Direction::Out && matches!(movement.kind, MovementKind::Release | MovementKind::Transfer)
}

/// A screenful of the people that a filter asks for, whose dates move furthest first.
pub(super) fn people(import: &ImportPlan, filter: &PlanFilter, offset: u32, limit: u32) -> PlannedPeopleView {
    let place = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    if *filter == PlanFilter::NotInFile {
        let all = import.unmentioned.iter();
        let rows = all.skip(place(offset)).take(place(limit)).map(|(number, name)| PlannedPersonView {
            number: number.to_string(),
            name: name.clone(),
            outcome: PlannedOutcome::NotInFile,
            row: None,
            fields: Vec::new(),
            movements: Vec::new(),
            warnings: Vec::new(),
        });
        return PlannedPeopleView { all: count(import.unmentioned.len()), rows: rows.collect() };
    }
    let mut rows: Vec<&PlannedRow> = import.plan.rows.iter().filter(|row| concerns(row, filter)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(furthest(row)));
    let shown = rows.iter().skip(place(offset)).take(place(limit)).map(|row| person(row)).collect();
    PlannedPeopleView { all: count(rows.len()), rows: shown }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// By how many days the date of a row that moves most does. A date that is taken away counts as the furthest.
fn furthest(row: &PlannedRow) -> Option<u64> {
    let moves = row.changes.iter().filter(|change| change.moves_a_date());
    moves.map(|change| change.days().map_or(u64::MAX, i64::unsigned_abs)).max()
}

fn person(row: &PlannedRow) -> PlannedPersonView {
    let new = row.outcome == Outcome::New;
    PlannedPersonView {
        number: row.number.to_string(),
        name: row.name.clone(),
        outcome: match row.outcome {
            Outcome::New => PlannedOutcome::New,
            Outcome::Changed => PlannedOutcome::Changed,
            Outcome::Unchanged => PlannedOutcome::Unchanged,
        },
        row: Some((row.file.clone(), row.row)),
        fields: row.changes.iter().filter(|change| !new || begins_a_case(change)).map(field).collect(),
        movements: row.movements.iter().map(movement).collect(),
        warnings: row.warnings.iter().map(warning).collect(),
    }
}

fn warning(warning: &intake::Warning) -> PlannedWarningView {
    PlannedWarningView { then: weight(warning.rule), message: warning.message.clone() }
}

fn weight(rule: &str) -> Then {
    if rule::needs_a_look(rule) { Then::Check } else { Then::Warn }
}

/// Of the many fields of a new person, what a case begins with: dates, sentence, cell.
fn begins_a_case(change: &Change) -> bool {
    let FieldKey::Known(field) = &change.field else { return false };
    let wanted = matches!(field.group(), Group::Dates | Group::Custody) || *field == Field::CellLocation;
    wanted && field.kind() != Kind::Document && change.new != Value::Nothing
}

fn field(change: &Change) -> FieldChangeView {
    FieldChangeView {
        field: change.field.name().to_owned(),
        old: change.old.as_ref().map(Value::plain),
        new: Some(&change.new).filter(|value| **value != Value::Nothing).map(Value::plain),
        days: change.days(),
        corrects_staff: change.corrects_staff,
    }
}

fn movement(movement: &Movement) -> PlannedMovementView {
    let other = match movement.direction {
        Direction::In => &movement.from,
        Direction::Out => &movement.to,
    };
    let prison =
        other.as_ref().map(|code| codes::prison(code).map_or_else(|| code.clone(), |known| known.name.clone()));
    PlannedMovementView { movement: movement.into(), prison }
}
