//! From a folded case to the facts that the rules ask for. What nobody recorded stays unknown: nothing is assumed here.

use casework::case::{Decided, EarlyAllocation, RiskChanged, Standing};
use casework::decision::{DecisionReason, Side};
use casework::event::Post;
use casework::movement::{Direction, MovementKind};
use casework::{Act, Case, Field, FieldKey, PrisonNumber, Value, london};
use jiff::civil::Date;
use policy::handover::{
    Answers, Assessment, Category, Dated, Facts, MappaLevel, Override, OverrideReason, ParoleReview, Question,
    SentenceTerm,
};
use policy::obligation::{
    Agency, ByHand, CaseFacts, Check, DateMove, HandoverTasks, Key, KeyWork, LastActs, ReleasePlan, RiskChange, Staff,
    Told,
};
use policy::risk::{Rosh, Tier};

use super::words::read_word;

/// Who is told of a changed risk, besides.
const COM: &str = "community offender manager";
const KEYWORKER: &str = "keyworker";
const HEAD: &str = "Head of Offender Management Delivery";

/// The facts of a case.
pub fn case_facts(number: &PrisonNumber, case: &Case) -> CaseFacts {
    let done = |act| case.last_done(act);
    let flag = |field| flag(case, field);
    let received = came(case);
    CaseFacts {
        person: number.to_string(),
        handover: handover_facts(case),
        received,
        staff: staff(case),
        key_work: KeyWork {
            eligible_since: received,
            last_session: case.last_session.map(london::day),
            high_complexity: case.has_high_complexity(),
        },
        last: LastActs {
            contact: done(Act::PomContact),
            oasys: done(Act::OasysCompleted),
            plan: done(Act::PlanMade),
            oversight: done(Act::Oversight),
        },
        tasks: HandoverTasks {
            enhanced: flag(Field::EnhancedHandover),
            oasys_reviewed: done(Act::OasysCompleted),
            com_contact: done(Act::ComContact),
            report_sent: done(Act::HandoverReport),
            meeting_held: done(Act::MeetingHeld),
        },
        release: ReleasePlan {
            report: crate::pack::reports(case).pre_release,
            mappa_applies: flag(Field::MappaApplies),
            homeless: flag(Field::Homeless),
            referred: done(Act::Referred),
            approved_premises: flag(Field::ApprovedPremises),
            premises_applied: done(Act::PremisesApplied),
            licence_approved: done(Act::LicenceApproved),
            parole_report: done(Act::ParoleReport),
        },
        packs: Some(crate::pack::packs_of(case)),
        changed_since: crate::pack::changed(case),
        after_release: crate::pack::after_release(case),
        rosh: rosh(case),
        checks: checks(case),
        risk_changes: risk_changes(case),
        victims_checked: done(Act::VictimsChecked),
        moves: moves(case),
        rotl: crate::rotl::rotl_facts(case),
        by_hand: by_hand(case),
    }
}

/// What the handover rules ask about a case.
pub(crate) fn handover_facts(case: &Case) -> Facts {
    let date = |field| case.date(field);
    let text = |field| case.text(field).map(str::to_owned);
    Facts {
        date_of_birth: date(Field::DateOfBirth),
        legal_status: text(Field::LegalStatus),
        imprisonment_status: text(Field::ImprisonmentStatus),
        indeterminate: flag(case, Field::Indeterminate),
        recalled: flag(case, Field::Recall),
        sentence_start: date(Field::SentenceStart),
        release: date(Field::ConfirmedRelease).or_else(|| date(Field::Release)),
        conditional_release: dated(case, Field::ConditionalRelease),
        automatic_release: dated(case, Field::AutomaticRelease),
        parole_eligibility: date(Field::ParoleEligibility),
        tariff: date(Field::Tariff),
        hdc_eligibility: date(Field::HdcEligibility),
        licence_expiry: date(Field::LicenceExpiry),
        prison: text(Field::PrisonId),
        moved_in: came(case),
        category: text(Field::Category).map(|code| Category {
            code,
            approved: date(Field::CategoryApproved),
            assessed: date(Field::CategoryAssessed),
        }),
        mappa: mappa(case),
        welsh: flag(case, Field::WelshProbation),
        parole_reviews: parole_reviews(case),
        sentence_terms: sentence_terms(case),
        early_allocations: case.early_allocations.iter().map(assessment).collect(),
        responsibility_override: case.decided.as_ref().map(decision),
    }
}

/// The day on which somebody came here.
pub(crate) fn came(case: &Case) -> Option<Date> {
    let stays = |kind| matches!(kind, MovementKind::Admission | MovementKind::Transfer);
    let last = case.movements.iter().rev().find(|moved| moved.direction == Direction::In && stays(moved.kind));
    let known = || case.date(Field::LastAdmission).or_else(|| case.date(Field::Reception));
    last.map(|moved| moved.at.date()).or_else(known)
}

/// Whether something is so, as far as it is recorded.
pub(crate) fn flag(case: &Case, field: Field) -> Option<bool> {
    match case.value(field)? {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

/// A date that staff corrected keeps what the prison system says beside it.
fn dated(case: &Case, field: Field) -> Dated {
    let Some(Standing { value, imported, .. }) = case.facts.get(&FieldKey::Known(field)) else {
        return Dated::default();
    };
    match imported.as_ref().map(Value::date) {
        Some(calculated) => Dated { calculated, replaced_by: value.date() },
        None => Dated { calculated: value.date(), replaced_by: None },
    }
}

/// Whom MAPPA does not apply to has no level, and that is known.
pub(crate) fn mappa(case: &Case) -> Option<MappaLevel> {
    let level = case.text(Field::MappaLevel).and_then(|level| level.parse::<u8>().ok());
    level.and_then(|level| level.try_into().ok()).or_else(|| match flag(case, Field::MappaApplies) {
        Some(false) => Some(MappaLevel::None),
        _ => None,
    })
}

/// The reviews that were recorded, and the hearing that the prison system gives, unless it is one of theirs.
fn parole_reviews(case: &Case) -> Vec<ParoleReview> {
    let mut reviews: Vec<ParoleReview> = case
        .parole_reviews
        .values()
        .map(|review| ParoleReview {
            target_hearing: review.target_hearing,
            custody_report_due: review.custody_report_due,
            outcome: review.outcome.clone(),
            outcome_received: review.outcome_received,
        })
        .collect();
    let hearing = case.date(Field::TargetHearing);
    if hearing.is_some() && reviews.iter().all(|review| review.target_hearing != hearing) {
        reviews.push(ParoleReview { target_hearing: hearing, ..ParoleReview::default() });
    }
    reviews
}

/// No export has the terms of a sentence. What matters of them is whether there is another indeterminate one, and from when.
fn sentence_terms(case: &Case) -> Option<Vec<SentenceTerm>> {
    let first = SentenceTerm {
        court_case: Some("first".to_owned()),
        sentence_start: case.date(Field::SentenceStart),
        kind: None,
        life: Some(true),
    };
    let other = SentenceTerm {
        court_case: Some("other".to_owned()),
        sentence_start: case.date(Field::OtherIndeterminateStart),
        ..first.clone()
    };
    match flag(case, Field::OtherIndeterminate) {
        Some(true) => Some(vec![first, other]),
        Some(false) => Some(vec![first]),
        None => case.date(Field::OtherIndeterminateStart).map(|_| vec![first, other]),
    }
}

/// The questions that this edition knows; whether an answer is missing, the rule says.
pub(crate) fn answers(given: &[(String, bool)]) -> Answers {
    let known = |name: &str| Question::ALL.iter().copied().find(|question| question.field() == name);
    given.iter().filter_map(|(name, yes)| Some((known(name)?, *yes))).collect()
}

fn assessment(made: &EarlyAllocation) -> Assessment {
    Assessment {
        made: made.made,
        in_window: made.in_window,
        answers: answers(&made.answers),
        community_decision: made.accepted,
    }
}

fn decision(decided: &Decided) -> Override {
    Override {
        to: match decided.side {
            Side::Prison => policy::handover::Side::Prison,
            Side::Community => policy::handover::Side::Probation,
        },
        reason: Some(reason(decided)),
        decided: Some(london::day(decided.mark.recorded)),
        review: Some(decided.review),
    }
}

/// Why it was decided, as the rules know it.
pub(crate) fn reason(decided: &Decided) -> OverrideReason {
    match decided.reason {
        DecisionReason::ShortTimeLeft => OverrideReason::ShortTimeLeft,
        DecisionReason::CommunityTeam => OverrideReason::CommunityTeam,
        DecisionReason::Recalled => OverrideReason::Recalled,
        DecisionReason::Other => OverrideReason::Other(decided.words.clone()),
    }
}

fn staff(case: &Case) -> Staff {
    let holder = |post| case.holder(post).map(|holding| holding.staff);
    let text = |field| case.text(field).map(str::to_owned);
    Staff {
        pom: holder(Post::Pom).or_else(|| crate::pack::follows(case)).map(|staff| staff.to_string()),
        keyworker: holder(Post::Keyworker).map(|staff| staff.to_string()),
        com_name: text(Field::ComName),
        com_email: text(Field::ComEmail),
    }
}

/// The risk of serious harm as the rules know it.
pub(crate) fn rosh(case: &Case) -> Option<Rosh> {
    read_word(case.text(Field::Rosh)?)
}

/// The tier by its letter: a number after it says how much work there is within the tier.
pub(crate) fn tier(case: &Case) -> Option<Tier> {
    let letter = case.text(Field::Tier)?.trim().chars().next()?;
    read_word(&letter.to_ascii_uppercase().to_string())
}

pub(crate) fn checks(case: &Case) -> Vec<Check> {
    let agency = |name: &str| Agency::ALL.into_iter().find(|agency| agency.words() == name);
    let check = |(name, known): (&String, &casework::case::Check)| {
        let asked = known.stands()?;
        Some(Check {
            agency: agency(name)?,
            requested: asked.requested,
            chased: asked.chased,
            received: asked.answered,
        })
    };
    case.checks.iter().filter_map(check).collect()
}

/// What changed on one day is told at once.
fn risk_changes(case: &Case) -> Vec<RiskChange> {
    let mut changes: Vec<RiskChange> = Vec::new();
    for change in case.risk_changes.iter().map(|change| risk_change(case, change)) {
        match changes.iter_mut().find(|known| known.on == change.on) {
            Some(known) => {
                let new = change.tell.into_iter().filter(|told| known.tell.iter().all(|other| other.whom != told.whom));
                let new: Vec<Told> = new.collect();
                known.tell.extend(new);
            }
            None => changes.push(change),
        }
    }
    changes
}

/// Who must know of a changed risk: the community offender manager and the keyworker, where there are any, and the Head of Offender
/// Management Delivery, where it became high.
fn risk_change(case: &Case, change: &RiskChanged) -> RiskChange {
    let com = staff(case).is_com_known().then_some(COM);
    let keyworker = case.holder(Post::Keyworker).map(|_| KEYWORKER);
    let is_high = |value: &Value| {
        let high = match change.of() {
            Some(Field::Rosh) => ["HIGH", "VERY_HIGH"],
            _ => ["2", "3"],
        };
        value.text().is_some_and(|level| high.contains(&level))
    };
    let head = (is_high(&change.after) && !is_high(&change.before)).then_some(HEAD);
    let tell = [com, keyworker, head].into_iter().flatten();
    let told = |whom: &str| Told { whom: whom.to_owned(), on: change.told.get(whom).map(|told| told.on) };
    RiskChange { on: change.on, tell: tell.map(told).collect() }
}

/// What became known on one day is read at once: it is called by the first of the dates.
fn moves(case: &Case) -> Vec<DateMove> {
    let mut moves: Vec<DateMove> = Vec::new();
    for moved in &case.moves {
        let Some(field) = moved.of() else { continue };
        match moves.iter_mut().find(|known| known.on == moved.since) {
            Some(known) => known.what = also(&known.what),
            None => moves.push(DateMove {
                what: field.label().to_owned(),
                from: moved.before,
                to: moved.after,
                on: moved.since,
                read: None,
            }),
        }
    }
    moves
}

/// “Release date”, “Release date and another”, “Release date and 2 others”.
fn also(what: &str) -> String {
    if let Some(first) = what.strip_suffix(" and another") {
        return format!("{first} and 2 others");
    }
    let counted = what.strip_suffix(" others").and_then(|what| what.rsplit_once(" and "));
    match counted.and_then(|(first, count)| Some((first, count.parse::<u32>().ok()?))) {
        Some((first, count)) => format!("{first} and {} others", count + 1),
        None => format!("{what} and another"),
    }
}

fn by_hand(case: &Case) -> Vec<ByHand> {
    let settled = |known: &casework::case::ByHand| {
        let key = Key { kind: read_word(&known.kind)?, about: known.about.clone(), since: known.since };
        Some(ByHand { key, reason: known.reason.clone() })
    };
    case.by_hand.iter().filter_map(settled).collect()
}
