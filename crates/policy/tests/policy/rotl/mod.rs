//! Temporary release: each rule by example, the arithmetic, who is asked, and what must hold for any facts.

mod asked;
mod failure;
mod out;
mod planning;
mod properties;
mod rules;
mod settings;
mod watched;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use policy::risk::Rosh;
use policy::rotl::{Check, Facts, Kind, Purpose, Request, RuleBook, Ruling, Sex, Verdict, ruling};

pub(crate) const TODAY: Date = date(2026, 11, 26);

/// A man of category C in a closed prison, of whom everything is recorded and nothing stands in the way. His sentence is the worked
/// example's.
pub(crate) fn clear() -> Facts {
    Facts {
        category: Some("C".to_owned()),
        legal_status: Some("SENTENCED".to_owned()),
        imprisonment_status: Some("ADIMP_ORA".to_owned()),
        indeterminate: Some(false),
        extended: Some(false),
        recalled: Some(false),
        alerts: Some(BTreeSet::new()),
        rosh: Some(Rosh::Medium),
        mappa_applies: Some(false),
        date_of_birth: Some(date(1993, 3, 3)),
        sex: Some(Sex::Male),
        sentence_start: Some(date(2025, 1, 10)),
        conditional_release: Some(date(2027, 9, 11)),
        remand_days: Some(120),
        prison: Some("LEI".to_owned()),
        foreign_national: Some(false),
        breaches: Some(Vec::new()),
        other_charges: Some(false),
        tribunal: Some(false),
        confiscation_default: Some(false),
        victim_contact: Some(false),
        ..Facts::default()
    }
}

/// Day release for paid work.
pub(crate) fn paid_work() -> Request {
    Request {
        reason: Some("R14".to_owned()),
        purpose: Some(Purpose::Work),
        first_out: Some(date(2027, 1, 25)),
        host: Some(false),
        provider: Some(true),
        approved_premises: Some(false),
        with_children: Some(false),
        ..Request::of(Kind::Rdr)
    }
}

pub(crate) fn with_alert(code: &str) -> Facts {
    Facts { alerts: Some(BTreeSet::from([code.to_owned()])), ..clear() }
}

pub(crate) fn on(check: Check, facts: &Facts, request: &Request) -> Ruling {
    ruling(check, facts, request, TODAY, &RuleBook::newest())
}

/// What a rule says of somebody who applies for day release; nothing, where it cannot tell.
pub(crate) fn said(check: Check, facts: &Facts) -> Option<Verdict> {
    on(check, facts, &paid_work()).verdict()
}

pub(crate) fn missing(ruling: &Ruling) -> String {
    ruling.reasoned.answer.missing().map(ToString::to_string).unwrap_or_default()
}
