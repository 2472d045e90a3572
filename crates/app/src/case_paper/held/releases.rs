//! Everything that was written about applications for release on temporary licence.

use casework::event::{CaseEvent, Visibility};
use casework::rotl::{
    Application, BoardHeld, ConsultStep, Consultee, Debriefer, Direction, FailureReported, LateStep, LicenceIssued,
    RotlApplied, RotlAssessed, RotlConsulted, RotlDecided,
};
use casework::{Case, PrisonNumber, Right, london};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::rotl::{Check, failure_form};
use store::history::Line;

use super::{Held, Part, Weight, beginning, lines};
use crate::error::AppError;
use crate::on_paper::moment;
use crate::owed::read_word;
use crate::rotl::{answer_words, asked, given, reason_words};
use crate::session::Session;

/// What an item says, and how it is to be taken.
struct Said {
    what: String,
    words: String,
    weight: Weight,
    about: Option<&'static str>,
    visibility: Visibility,
    /// When it happened, milliseconds since 1970, where the words say so rather than the entry.
    at: Option<i64>,
}

impl Said {
    fn new(weight: Weight, what: impl Into<String>, words: impl IntoIterator<Item = String>) -> Self {
        Self { what: what.into(), words: lines(words), weight, about: None, visibility: Visibility::General, at: None }
    }

    fn on(self, day: Date) -> Self {
        Self { at: Some(beginning(day)), ..self }
    }

    fn at(self, at: Timestamp) -> Self {
        Self { at: Some(at.as_millisecond()), ..self }
    }

    fn about(self, about: Option<&'static str>) -> Self {
        Self { about, ..self }
    }
}

impl Session {
    /// Everything that was written about every application.
    pub(super) async fn held_releases(&self, number: &PrisonNumber, case: &Case) -> Result<Vec<Held>, AppError> {
        let mut held = Vec::new();
        for application in case.applications.values() {
            let written = self.record.rotl_entries(number, application.id).await?;
            held.extend(written.iter().filter_map(|line| self.held_release(application, line)));
        }
        Ok(held)
    }

    /// The words of replies that are restricted, for whoever may read them.
    pub(in crate::case_paper) async fn words_of_restricted_replies(
        &self,
        number: &PrisonNumber,
        case: &Case,
    ) -> Result<Vec<String>, AppError> {
        let mut replies = Vec::new();
        for application in case.applications.values().filter(|_| self.may(Right::ReadRestricted)) {
            let written = self.record.rotl_entries(number, application.id).await?;
            replies.extend(written.into_iter().filter_map(|line| match line.event {
                CaseEvent::RotlConsulted(body) if body.visibility == Visibility::Restricted => Some(body.words),
                _ => None,
            }));
        }
        Ok(replies)
    }

    fn held_release(&self, application: &Application, line: &Line) -> Option<Held> {
        let Said { what, words, weight, about, visibility, at } = said(&line.event)?;
        let what = format!("{}: {what}", application.kind.words());
        let item = Held::new(Part::Releases, at.unwrap_or(line.occurred), what, words, self.staff_name(line.author));
        Some(item.recorded(line.recorded).weighing(weight).about(about).seen_by(visibility))
    }
}

/// What was written about an application, in words: what it is, and what it says. Nothing: it is no line of this history.
pub(crate) fn about_release(event: &CaseEvent) -> Option<(String, String)> {
    said(event).map(|said| (said.what, said.words))
}

fn said(event: &CaseEvent) -> Option<Said> {
    use Weight::{Decided, Done, Known};
    Some(match event {
        CaseEvent::RotlApplied(body) => applied(body),
        CaseEvent::RotlRuleAnswered(body) => {
            let rule =
                read_word::<Check>(&body.rule).map_or_else(|| body.rule.clone(), |check| check.words().to_owned());
            Said::new(Decided, format!("rule answered: {}", body.answer.words()), [rule, body.words.clone()])
        }
        CaseEvent::RotlConsulted(body) => consulted(body),
        CaseEvent::PlaceVisited(body) => {
            let suitable = if body.suitable { "It will do." } else { "It will not do." };
            let words = [format!("By {}", body.by), suitable.to_owned(), body.words.clone()];
            Said::new(Known, format!("looked at {}", body.place), words)
                .on(body.on)
                .about(Some("It is about somebody’s home or place of work"))
        }
        CaseEvent::RotlAssessed(body) => assessed(body),
        CaseEvent::BoardHeld(body) => board(body),
        CaseEvent::RotlDecided(body) => decided(body),
        CaseEvent::RotlSteered(body) => {
            let told = (!body.told.is_empty()).then(|| format!("Told: {}", body.told.join(", ")));
            Said::new(Decided, body.turn.words().to_lowercase(), [body.reason.clone()].into_iter().chain(told))
        }
        CaseEvent::LicenceIssued(body) => licence(body),
        CaseEvent::ReleasesPlanned(body) => {
            let moved = body.moved.iter().map(|one| format!("Moved to {} to {}", moment(one.out), moment(one.back)));
            let cancelled = (!body.cancelled.is_empty()).then(|| format!("Cancelled: {}", body.cancelled.len()));
            let words = [body.reason.clone()].into_iter().chain(moved).chain(cancelled);
            Said::new(Decided, "releases moved or cancelled", words)
        }
        CaseEvent::GateMoved(body) => {
            let what = match body.direction {
                Direction::Out => "went out",
                Direction::In => "came back",
            };
            let concern = body.concern.as_ref().map(|concern| format!("Concern: {concern}"));
            let corrects = body.corrects.as_ref().map(|why| format!("Puts right what was recorded before: {why}"));
            Said::new(Done, what, concern.into_iter().chain(corrects)).at(body.at)
        }
        CaseEvent::LateStepTaken(body) => {
            let victims = body.step == LateStep::VictimLiaisonTold;
            Said::new(Done, format!("late: {}", body.step.words()), [body.words.clone()])
                .at(body.at)
                .about(victims.then_some("It is about victims"))
        }
        CaseEvent::FailureReported(body) => failure(body),
        CaseEvent::Debriefed(body) => {
            let concern = body.concern.then(|| "Something was worrying.".to_owned());
            let words = [body.words.clone()].into_iter().chain(concern);
            Said::new(Known, format!("looked back on: {}", body.by.words().to_lowercase()), words)
                .about((body.by == Debriefer::Host).then_some("Somebody outside the prison said it"))
        }
        CaseEvent::SeriesReviewed(body) => {
            let goes_on = if body.goes_on { "It goes on." } else { "It was paused." };
            let why = format!("Cause: {}", body.cause.words());
            Said::new(Decided, "series reviewed", [why, goes_on.to_owned(), body.words.clone()]).on(body.on)
        }
        // No line of this history.
        _ => return None,
    })
}

fn applied(body: &RotlApplied) -> Said {
    let who = if body.by_prisoner { "The prisoner asked." } else { "It was made for the prisoner." };
    let places = body.places.iter().map(|place| {
        let known = [&place.name, &place.address, &place.contact, &place.phone].map(String::as_str);
        format!("To: {}", known.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", "))
    });
    let releases = body.releases.iter().map(|one| format!("{} to {}", moment(one.out), moment(one.back)));
    let reason = reason_words(body.kind, &body.reason);
    let words = [reason, body.words.clone(), who.to_owned()].into_iter().chain(places).chain(releases);
    let names_others = body.places.iter().any(|place| !place.contact.trim().is_empty());
    Said::new(Weight::Done, "applied for", words).about(names_others.then_some("It names somebody else"))
}

fn consulted(body: &RotlConsulted) -> Said {
    let what = format!("{}, {}", body.step.words().to_lowercase(), asked(&body.with));
    let due = body.due.map(|due| format!("Awaited by {}", london::long_date(due)));
    let opinion = body.opinion.map(|opinion| opinion.words().to_owned());
    let words = due.into_iter().chain(opinion).chain([body.words.clone()]);
    let about = match (body.with.consultee, body.step) {
        (Consultee::VictimLiaison, _) => Some("It is about victims"),
        (_, ConsultStep::Replied) => Some("Somebody else said it"),
        _ => None,
    };
    let weight = if body.step == ConsultStep::Replied { Weight::Known } else { Weight::Done };
    Said { visibility: body.visibility, ..Said::new(weight, what, words).on(body.on).about(about) }
}

fn assessed(body: &RotlAssessed) -> Said {
    let risks = body.risks.iter().map(|risk| {
        format!("Risk: {}. How likely: {}. Harm: {}. What is done: {}", risk.what, risk.likely, risk.harm, risk.control)
    });
    let protective = body.protective.iter().map(|one| format!("Protects: {one}"));
    Said::new(Weight::Decided, "risk assessed", [body.summary.clone()].into_iter().chain(risks).chain(protective))
}

fn board(body: &BoardHeld) -> Said {
    let members = body.members.iter().map(|member| {
        let words = if member.words.trim().is_empty() { String::new() } else { format!(": {}", member.words) };
        format!("{}, {}. {}{words}", member.name, member.capacity, member.opinion.words())
    });
    let recommends = format!("Recommends: {}", body.recommends.words());
    let words = [recommends, body.minutes.clone()];
    Said::new(Weight::Decided, "board held", words.into_iter().chain(members)).on(body.on)
}

fn decided(body: &RotlDecided) -> Said {
    let what = format!("{} by the {}", body.verdict.words().to_lowercase(), body.grade.words().to_lowercase());
    let against = body.against_board.as_ref().map(|why| format!("Why it differs from the board: {why}"));
    let day = |name: &str, day: Option<Date>| day.map(|day| format!("{name}: {}", london::long_date(day)));
    let words = [body.reasons.clone()]
        .into_iter()
        .chain(against)
        .chain(day("Again from or until", body.again))
        .chain(day("To be reviewed by", body.review))
        .chain(day("Can be complained of until", body.complain_by));
    Said::new(Weight::Decided, what, words)
}

fn licence(body: &LicenceIssued) -> Said {
    let conditions = body.conditions.iter().map(|condition| condition.words.clone());
    let zones = body.exclusions.iter().map(|zone| format!("Not to go to: {zone}"));
    let copies = (!body.copies.is_empty()).then(|| format!("Copies: {}", body.copies.join(", ")));
    let issuer = format!("By {}", body.issuer);
    Said::new(Weight::Decided, "licence issued", [issuer].into_iter().chain(conditions).chain(zones).chain(copies))
}

fn failure(body: &FailureReported) -> Said {
    let given = given(body.answers.clone());
    let asked = failure_form().asked(&given).into_iter();
    let answers = asked.filter_map(|question| Some(format!("{} {}", question.words, answer_words(question, &given)?)));
    Said::new(Weight::Known, "failure reported", answers.collect::<Vec<_>>())
}
