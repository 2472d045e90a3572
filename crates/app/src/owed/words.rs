//! What is owed in the words of the screens: what it is called, which step settles it, and the words by
//! which the record keeps what the rules call by a type.

use api::{Act, OwedBy, Owing, Step};
use ledger::{Role, Roles};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A word of the rules as the record keeps it.
pub(crate) fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// With a large first letter.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The value that a word stands for.
pub(crate) fn read_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

/// The roles in which somebody owes things, as the record keeps them.
pub(crate) fn owing_roles(roles: Roles) -> Vec<String> {
    let owing = |role| match role {
        Role::Pom => Some(OwedBy::Pom),
        Role::Keyworker => Some(OwedBy::Keyworker),
        Role::HeadOfOmuDelivery => Some(OwedBy::HeadOfOmuDelivery),
        Role::CaseAdministrator => Some(OwedBy::CaseAdministrator),
        Role::Governor | Role::DutyManager => Some(OwedBy::Governor),
        Role::GateOfficer => Some(OwedBy::GateOfficer),
        Role::Administrator | Role::Auditor => None,
    };
    roles.iter().filter_map(owing).map(|role| word(&role)).collect()
}

/// What is owed, as a list says it: a fact, or what is to be done.
pub(crate) fn what(kind: Owing, about: Option<&str>) -> String {
    with(kind.listed(), about)
}

/// What it is called, where its days are spoken of.
pub(crate) fn name(kind: Owing, about: Option<&str>) -> String {
    with(kind.words(), about)
}

fn with(words: &str, about: Option<&str>) -> String {
    about.map_or_else(|| words.to_owned(), |about| format!("{words}: {about}"))
}

/// The one next step.
pub(crate) fn step(kind: Owing, about: Option<&str>) -> Step {
    let act = |act| Step::RecordAct(act, about.map(str::to_owned));
    let facts = |names: &[&str]| Step::RecordFact(names.iter().map(|name| (*name).to_owned()).collect());
    match kind {
        Owing::KeyworkSession | Owing::FirstSession => Step::RecordSession,
        Owing::PomContact => act(Act::PomContact),
        Owing::OasysReview | Owing::HandoverOasys => act(Act::OasysCompleted),
        Owing::FirstPlan | Owing::PlanReview => act(Act::PlanMade),
        Owing::Oversight => act(Act::Oversight),
        Owing::ComNeeded => facts(&["comName", "comEmail"]),
        Owing::PackSend | Owing::PackReceipt | Owing::PackAgain => Step::OpenPack,
        Owing::OutcomeReport => Step::OpenPlan,
        Owing::HandoverContact => act(Act::ComContact),
        Owing::HandoverReport => act(Act::HandoverReport),
        Owing::HandoverMeeting => act(Act::MeetingHeld),
        Owing::EarlyDecision => Step::RecordEarlyDecision,
        Owing::EarlyAgain => Step::AssessEarlyAllocation,
        Owing::OverrideReview => Step::ReviewResponsibility,
        Owing::PreReleaseReport => act(Act::PreReleaseReport),
        Owing::MappaLevel => facts(&["mappaLevel"]),
        Owing::DutyToRefer => act(Act::Referred),
        Owing::ApprovedPremises => act(Act::PremisesApplied),
        Owing::Licence => act(Act::LicenceApproved),
        Owing::ParolePreparation => act(Act::ParoleReport),
        Owing::ParoleOutcome => Step::RecordParole,
        Owing::VictimContact => act(Act::VictimsChecked),
        Owing::RoshMissing => facts(&["roshLevel"]),
        Owing::CheckRequest => act(Act::CheckRequested),
        Owing::CheckAnswer => act(Act::CheckAnswered),
        Owing::RiskChange => act(Act::RiskTold),
        Owing::RotlConsult
        | Owing::RotlChase
        | Owing::RotlAssessment
        | Owing::RotlAssessAgain
        | Owing::RotlBoard
        | Owing::RotlDecision
        | Owing::RotlLicence
        | Owing::RotlReturn
        | Owing::RotlLate
        | Owing::RotlFailureReport
        | Owing::RotlDebrief
        | Owing::RotlReview => Step::OpenRotl,
        Owing::DateMoved => Step::ReadMoves,
    }
}
