//! The facts that a pack prints, in which words, and since when something that it prints is another than in one that left.

use casework::field::Kind;
use casework::pre_release::{Changed, SealedPack, Section};
use casework::{Case, Field, Value, london};
use jiff::civil::Date;

use super::facts::active_codes;
use crate::casefile::meaning;
use crate::owed::capital;

/// The fields of a section, in its order, each with the key by which the gate asks for it.
pub(super) const FIELDS: &[(Section, Field, &str)] = &[
    (Section::Identity, Field::Crn, "crn"),
    (Section::Identity, Field::PncNumber, "pnc"),
    (Section::Identity, Field::ComName, "com"),
    (Section::Identity, Field::ComEmail, "com-email"),
    (Section::Identity, Field::ComTeam, "com-team"),
    (Section::Identity, Field::ComLdu, "com-ldu"),
    (Section::Identity, Field::CellLocation, "cell"),
    (Section::Sentence, Field::ImprisonmentStatus, "imprisonment-status"),
    (Section::Sentence, Field::MostSeriousOffence, "offence"),
    (Section::Sentence, Field::SentenceStart, "sentence-start"),
    (Section::Sentence, Field::ConditionalRelease, "conditional-release"),
    (Section::Sentence, Field::AutomaticRelease, "automatic-release"),
    (Section::Sentence, Field::ConfirmedRelease, "confirmed-release"),
    (Section::Sentence, Field::HdcEligibility, "hdc-eligibility"),
    (Section::Sentence, Field::ParoleEligibility, "parole-eligibility"),
    (Section::Sentence, Field::Tariff, "tariff"),
    (Section::Sentence, Field::LicenceExpiry, "licence-end"),
    (Section::Sentence, Field::SentenceExpiry, "sentence-end"),
    (Section::Sentence, Field::Recall, "recall"),
    (Section::Risk, Field::Rosh, "rosh"),
    (Section::Risk, Field::RoshAssessed, "rosh-assessed"),
    (Section::Risk, Field::Tier, "tier"),
    (Section::Risk, Field::MappaApplies, "mappa"),
    (Section::Risk, Field::MappaCategory, "mappa-category"),
    (Section::Risk, Field::MappaLevel, "mappa-level"),
    (Section::Risk, Field::MappaReview, "mappa-review"),
    (Section::Custody, Field::Category, "category"),
    (Section::Custody, Field::Csra, "cell-sharing-risk"),
    (Section::Accommodation, Field::Homeless, "homeless"),
];

/// What is printed beside the rows: who it is, and the date by which the earliest release is reckoned.
const BESIDE: [Field; 4] = [Field::FirstName, Field::LastName, Field::DateOfBirth, Field::Release];

/// What is printed as it is on the day, and asks for no new version when it is another.
const PASSING: [Field; 1] = [Field::CellLocation];

/// A value as somebody says it: dates, levels and yes or no are codes in the record. Nothing, where it is empty.
pub(super) fn spoken(field: Field, value: &Value) -> Option<String> {
    let is_code = field == Field::Rosh || field.kind() == Kind::Flag;
    let words = match value.date().map(london::long_date).or_else(|| meaning(&field.into(), value)) {
        Some(words) => words,
        None if is_code => capital(&value.plain().to_lowercase().replace('_', " ")),
        None => value.plain(),
    };
    (!words.is_empty()).then_some(words)
}

/// Since when each thing that is printed is another than in a pack: facts, topics of the plan, and who works with the prisoner.
pub(crate) fn changed_since<'a>(case: &'a Case, pack: &'a SealedPack) -> impl Iterator<Item = Date> + 'a {
    let facts = pack.facts.iter().filter(|(number, changed)| {
        Field::from_number(**number).is_some_and(|field| is_printed(field) && says_another(case, field, changed))
    });
    let topics = pack.topics.iter().filter(|((topic, _), _)| !topic.is_restricted());
    let posts = case.posts.iter().map(|holding| holding.mark).filter(|mark| mark.position > pack.mark.position);
    let facts = facts.map(|(_, changed)| changed.since);
    facts.chain(topics.map(|(_, changed)| changed.since)).chain(posts.map(|mark| london::day(mark.recorded)))
}

fn is_printed(field: Field) -> bool {
    let in_a_row = FIELDS.iter().any(|(_, printed, _)| *printed == field) && !PASSING.contains(&field);
    in_a_row || BESIDE.contains(&field) || field == Field::Alerts
}

/// Whether what is printed of a field that changed is another. Of the alerts only those that are active are.
fn says_another(case: &Case, field: Field, changed: &Changed<Value>) -> bool {
    let active = |value: Option<&Value>| value.map(active_codes).unwrap_or_default();
    field != Field::Alerts || active(changed.was.as_ref()) != active(case.value(field))
}
