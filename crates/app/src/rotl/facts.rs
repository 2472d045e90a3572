//! From a folded case to the facts that the ROTL rules ask for. What nobody recorded stays unknown, and a person answers the rule.

use std::collections::BTreeSet;

use casework::rotl::{Application, Release, ReleaseState};
use casework::{Case, Field, london};
use policy::rotl::{Change, Facts, PastRelease, Purpose, Request, Sex, Watched, changed};

use super::kind;
use crate::owed::{flag, handover_facts, read_word, rosh};

/// The facts of a person.
pub(crate) fn person_facts(case: &Case) -> Facts {
    let text = |field| case.text(field).map(str::to_owned);
    let date = |field| case.date(field);
    let handover = handover_facts(case);
    Facts {
        category: text(Field::Category),
        legal_status: text(Field::LegalStatus),
        imprisonment_status: text(Field::ImprisonmentStatus),
        indeterminate: flag(case, Field::Indeterminate),
        recalled: flag(case, Field::Recall),
        alerts: alerts(case),
        rosh: rosh(case),
        mappa_applies: flag(case, Field::MappaApplies),
        mappa_category: case.text(Field::MappaCategory).and_then(|category| category.parse().ok()),
        mappa_level: handover.mappa,
        date_of_birth: date(Field::DateOfBirth),
        sex: sex(case),
        sentence_start: date(Field::SentenceStart),
        conditional_release: date(Field::ConditionalRelease),
        automatic_release: date(Field::AutomaticRelease),
        release: handover.release,
        parole_eligibility: date(Field::ParoleEligibility),
        tariff: date(Field::Tariff),
        prison: text(Field::PrisonId),
        foreign_national: foreign(case),
        past: past(case),
        victim_contact: case.victim_contact.is_some().then_some(true),
        ..Facts::default()
    }
}

/// What is applied for.
pub(crate) fn request(application: &Application) -> Request {
    let first =
        application.releases.iter().filter(|release| !release.cancelled).map(|release| release.planned.out).min();
    Request {
        reason: Some(application.reason.clone()),
        purpose: read_word::<Purpose>(&application.purpose),
        first_out: first.map(london::day),
        ..Request::of(kind(application.kind))
    }
}

/// The facts that are watched from an assessment on, as an event keeps them: by name, each as the rules write it.
pub(crate) fn watched(case: &Case) -> Vec<(String, String)> {
    let kept = serde_json::to_value(Watched::from(&person_facts(case))).unwrap_or_default();
    let serde_json::Value::Object(kept) = kept else { return Vec::new() };
    kept.into_iter().map(|(name, value)| (name, value.to_string())).collect()
}

/// What changed in a case since facts were kept so.
pub(super) fn changed_since(kept: &[(String, String)], case: &Case) -> Vec<Change> {
    if kept.is_empty() {
        return Vec::new();
    }
    let fields = kept.iter().filter_map(|(name, value)| Some((name.clone(), serde_json::from_str(value).ok()?)));
    let before = serde_json::from_value(serde_json::Value::Object(fields.collect())).unwrap_or_default();
    changed(&before, &Watched::from(&person_facts(case)))
}

/// The codes of the alerts in force; nothing, if no import had any list of alerts.
fn alerts(case: &Case) -> Option<BTreeSet<String>> {
    let listed = intake::nested::alerts(case.value(Field::Alerts)?);
    Some(listed.into_iter().filter(|alert| alert.active && !alert.expired).map(|alert| alert.code).collect())
}

fn sex(case: &Case) -> Option<Sex> {
    match case.text(Field::Gender)?.to_ascii_lowercase().as_str() {
        "female" | "f" => Some(Sex::Female),
        "male" | "m" => Some(Sex::Male),
        _ => None,
    }
}

fn foreign(case: &Case) -> Option<bool> {
    let nationality = case.text(Field::Nationality)?.trim().to_lowercase();
    Some(!["british", "english", "welsh", "scottish", "northern irish"].contains(&nationality.as_str()))
}

/// The releases of this sentence that are over.
fn past(case: &Case) -> Vec<PastRelease> {
    let since = case.date(Field::SentenceStart);
    let over = |application: &Application, release: &Release| {
        let left = release.left.map(|left| london::day(left.at))?;
        let is_over = release.state() == ReleaseState::Back || release.reported;
        (is_over && since.is_none_or(|since| left >= since)).then(|| {
            let back = release.returned.map(|returned| london::day(returned.at));
            let nights = back.map_or(0, |back| u16::try_from((back - left).get_days()).unwrap_or_default());
            PastRelease { kind: kind(application.kind), out: left, back, nights, failed: release.reported }
        })
    };
    let of = |application: &Application| {
        application.releases.iter().filter_map(|release| over(application, release)).collect::<Vec<_>>()
    };
    case.applications.values().flat_map(of).collect()
}
