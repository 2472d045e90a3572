//! Everything of one application, as its screen shows it.

mod history;
mod stages;

use api::{
    AnsweredView, ApplicationForm, ApplicationView, ConsultationView, EarliestView, LicenceForm, ReleaseView,
    RuleState, RuleView,
};
use casework::rotl::{Application, ApplicationId, Asked, Condition, Consultation, Consultee, Release};
use casework::{Case, Field, PrisonNumber, Right, london};
use policy::rotl::{self, Bar, Earliest, RotlSettings, RuleBook, Ruling, Verdict};
use store::history::Line;

use super::deciding::{demanded, rulings};
use super::facts::changed_since;
use super::list::{ESCORTS, TRANSPORTS};
use super::plan::others;
use super::said::{listed, purpose, reason};
use super::settings::{before_issuing, if_refused};
use super::{minute, person_facts, release_type, request};
use crate::error::AppError;
use crate::owed::{derivation_view, word};
use crate::session::Session;

use history::Told;

/// Under which name this computer keeps the number that licences print.
pub(super) const PHONE: &str = "rotl-phone";

impl Session {
    /// Everything of one application.
    pub async fn open_application(
        &self,
        number: &PrisonNumber,
        id: ApplicationId,
    ) -> Result<ApplicationView, AppError> {
        self.demand(Right::ReadCases)?;
        let (case, application) = self.application(number, id).await?;
        let entries = self.record.rotl_entries(number, id).await?;
        let told = self.told(&entries, &application);
        let rulings = rulings(&case, &application, self.today());
        let form = form_of(&entries, &application);
        let changed = application.assessment.as_ref().map(|made| changed_since(&made.watched, &case));
        let changed: Vec<String> = changed.unwrap_or_default().into_iter().map(|change| change.words).collect();
        let book = RuleBook::newest();
        let settings = self.rotl_settings().await?;
        let phone = self.phone(&settings).await?;
        let demanded = demanded(&case, &application, &settings);
        Ok(ApplicationView {
            number: number.to_string(),
            name: case.full_name(),
            id: id.to_string(),
            words: [
                reason(&application),
                purpose(&application.purpose),
                listed(&ESCORTS, &form.escort),
                listed(&TRANSPORTS, &form.transport),
            ],
            pattern: history::pattern(&form.pattern, &application),
            tier: application.tier,
            tier_why: derivation_view(rotl::tier(&person_facts(&case), &book).derivation),
            status: application.status(),
            status_line: self.status_line(&application),
            stages: stages::stages(&application, &rulings, &changed),
            rules: rulings.into_iter().map(|ruling| self.rule(ruling, &application)).collect(),
            earliest: self.earliest(&case),
            consultations: self.consultations(number, &case, &application, &entries, &settings),
            visits: told.visits,
            known: known(&case, &application),
            assessments: told.assessments,
            changed,
            boards: told.boards,
            decisions: told.decisions,
            demanded,
            may_not_decide: self.may_not_decide(demanded, &application),
            draft_licence: draft_licence(&case, &told.licences, &told.controls, &application, phone),
            if_refused: if_refused(&settings, self.today()),
            licences: told.licences,
            licence_cautions: before_issuing(&settings),
            releases: application
                .releases
                .iter()
                .map(|release| self.release_view(&case, &application, release, &entries))
                .collect(),
            turns: told.turns,
            reviews: told.reviews,
            review_due: review_due(&application),
            form,
        })
    }

    fn told(&self, entries: &[Line], application: &Application) -> Told {
        let mut told = Told::default();
        for entry in entries {
            told.add(self, entry, application);
        }
        told.newest_first();
        told
    }

    fn rule(&self, ruling: Ruling, application: &Application) -> RuleView {
        let id = word(&ruling.check);
        let answered = application.answers.iter().find(|answered| answered.rule == id).map(|answered| AnsweredView {
            answer: answered.answer,
            words: answered.words.clone(),
            by: self.staff_name(answered.mark.author),
            at: minute(answered.mark.recorded),
        });
        RuleView {
            name: ruling.check.words().to_owned(),
            group: ruling.check.group(),
            state: match ruling.verdict() {
                Some(Verdict::Met) => RuleState::Met,
                Some(Verdict::NotMet) => RuleState::NotMet,
                Some(Verdict::NotAsked) => RuleState::NotAsked,
                None => RuleState::CannotTell,
            },
            line: ruling.reasoned.derivation.conclusion.clone(),
            hard: ruling.bar == Bar::Hard,
            standing: ruling.standing.words().to_owned(),
            why: derivation_view(ruling.reasoned.derivation),
            answered,
            id,
        }
    }

    fn earliest(&self, case: &Case) -> Vec<EarliestView> {
        let (facts, book) = (person_facts(case), RuleBook::newest());
        let of = |kind| {
            let reasoned = rotl::earliest(kind, &facts, self.today(), &book);
            let day = match reasoned.answer.as_ref().known() {
                Some(Earliest::From(day)) => Some(day.to_string()),
                _ => None,
            };
            EarliestView { kind: release_type(kind), day, why: derivation_view(reasoned.derivation) }
        };
        rotl::Kind::ALL.into_iter().map(of).collect()
    }

    /// Whoever the rules say is asked, and whoever was asked besides.
    fn consultations(
        &self,
        number: &PrisonNumber,
        case: &Case,
        application: &Application,
        entries: &[Line],
        settings: &RotlSettings,
    ) -> Vec<ConsultationView> {
        let asked = rotl::consultees(&person_facts(case), &request(application), &RuleBook::newest());
        let needed = asked.into_iter().filter_map(|one| {
            let who = consultee(one.who);
            let is_asked = application.consultations.iter().any(|known| known.with.consultee == who);
            let is_needed = one.reasoned.answer.as_ref().known().copied() != Some(false);
            (is_needed || is_asked).then_some((who, one.reasoned.derivation.conclusion, one.must_reply))
        });
        let view = |known: &Consultation, why: String, must: bool| {
            let draft = self.consultation_draft(number, case, application, known, settings);
            ConsultationView { draft, ..self.consultation(known, why, must, entries) }
        };
        let mut views: Vec<ConsultationView> = Vec::new();
        for (who, why, must) in needed {
            let known = application.consultations.iter().filter(|known| known.with.consultee == who);
            let before = views.len();
            views.extend(known.map(|known| view(known, why.clone(), must)));
            if views.len() == before {
                let with = Asked { consultee: who, name: String::new() };
                views.push(view(&Consultation::nobody_asked(with), why, must));
            }
        }
        let added = application.consultations.iter().filter(|known| !views.iter().any(|view| view.with == known.with));
        let added: Vec<_> = added.map(|known| view(known, "Added by hand.".to_owned(), false)).collect();
        views.extend(added);
        views
    }

    fn consultation(&self, known: &Consultation, why: String, must: bool, entries: &[Line]) -> ConsultationView {
        let (steps, restricted) = history::steps(self, &known.with, entries);
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        ConsultationView {
            with: known.with.clone(),
            why,
            must,
            asked: day(known.asked),
            due: day(known.due),
            chased: day(known.chased),
            replied: day(known.replied),
            opinion: known.opinion,
            not_needed: known.not_needed,
            draft: String::new(),
            steps,
            restricted: if self.may(Right::ReadRestricted) { restricted } else { 0 },
        }
    }

    fn release_view(&self, case: &Case, application: &Application, release: &Release, entries: &[Line]) -> ReleaseView {
        let planned = release.planned;
        let (out, back) = (london::local(planned.out), london::local(planned.back));
        let clash = others(case, Some(application.id)).into_iter().find(|(_, trip)| trip.out < back && out < trip.back);
        let lacks = if release.left.is_some() { release.irregular } else { case.going_out_lacks(application, release) };
        ReleaseView {
            id: planned.id.to_string(),
            out: minute(planned.out),
            back: minute(planned.back),
            state: release.state(),
            left: release.left.map(|left| minute(left.at)),
            returned: release.returned.map(|returned| minute(returned.at)),
            lacks: lacks.filter(|_| !release.cancelled).map(|lacks| lacks.words().to_owned()),
            clash: clash.map(|(kind, _)| format!("Another release is planned then: {}.", kind.words())),
            reported: release.reported,
            debriefs: history::debriefs(self, planned.id, entries),
        }
    }
}

/// The application as it was last written.
fn form_of(entries: &[Line], application: &Application) -> ApplicationForm {
    let written = entries.iter().rev().find_map(|entry| match &entry.event {
        casework::CaseEvent::RotlApplied(body) => Some(body),
        _ => None,
    });
    ApplicationForm {
        kind: application.kind,
        reason: application.reason.clone(),
        purpose: application.purpose.clone(),
        words: written.map(|body| body.words.clone()).unwrap_or_default(),
        by_prisoner: written.is_some_and(|body| body.by_prisoner),
        pattern: written
            .and_then(|body| serde_json::from_str(&body.pattern).ok())
            .unwrap_or(api::Pattern::List(Vec::new())),
        places: application.places.clone(),
        escort: written.map(|body| body.escort.clone()).unwrap_or_default(),
        transport: written.map(|body| body.transport.clone()).unwrap_or_default(),
    }
}

/// What the record knows that bears on risk.
fn known(case: &Case, application: &Application) -> Vec<(String, Vec<String>)> {
    let fact = |field: Field| case.text(field).map(|value| format!("{}: {value}", field.label()));
    let risk = [Field::Rosh, Field::MappaCategory, Field::MappaLevel, Field::Tier, Field::Category, Field::Csra];
    let alerts = case.value(Field::Alerts).map(intake::nested::alerts).unwrap_or_default();
    let alerts = alerts.into_iter().filter(|alert| alert.active && !alert.expired);
    let past = person_facts(case).past;
    let failed = past.iter().filter(|past| past.failed).count();
    let replies = application.consultations.iter().filter_map(|one| {
        one.opinion.map(|opinion| format!("{}: {}", super::said::asked(&one.with), opinion.words().to_lowercase()))
    });
    [
        ("Assessed", risk.into_iter().filter_map(fact).collect::<Vec<_>>()),
        ("Alerts", alerts.map(alert_words).collect()),
        ("Releases of this sentence", vec![format!("{} so far, {failed} of them failed", past.len())]),
        ("What others think", replies.collect()),
    ]
    .into_iter()
    .filter(|(_, lines)| !lines.is_empty())
    .map(|(heading, lines)| (heading.to_owned(), lines))
    .collect()
}

fn alert_words(alert: intake::nested::Alert) -> String {
    casework::codes::alert(&alert.code).map_or(alert.code, |known| known.label.clone())
}

/// The library of conditions: code, family, words.
pub(super) fn library() -> Vec<(String, String, String)> {
    papers::condition::library()
        .iter()
        .map(|condition| (condition.code.clone(), condition.family.heading().to_owned(), condition.words.clone()))
        .collect()
}

/// A new licence begins with the last, or with what the library suggests for every release and the controls of the assessment.
fn draft_licence(
    case: &Case,
    issued: &[api::LicenceView],
    controls: &[String],
    application: &Application,
    phone: String,
) -> LicenceForm {
    if let Some(last) = issued.first() {
        return last.form.clone();
    }
    let occasions = occasions(case, application);
    let suggested = papers::condition::suggested(&occasions)
        .map(|condition| Condition { code: Some(condition.code.clone()), words: condition.words.clone() });
    let controls = controls.iter().map(|control| Condition { code: None, words: control.clone() });
    LicenceForm {
        conditions: suggested.chain(controls).collect(),
        exclusions: Vec::new(),
        phone,
        copies: vec!["Police".to_owned(), "Community offender manager".to_owned(), "Gate".to_owned()],
    }
}

/// Upon which occasions the library suggests a condition.
fn occasions(case: &Case, application: &Application) -> Vec<papers::condition::Occasion> {
    use papers::condition::Occasion;
    let mut occasions = vec![Occasion::Always];
    if application.places.iter().any(|place| place.overnight) {
        occasions.push(Occasion::Overnight);
    }
    if case.victim_contact.is_some() {
        occasions.push(Occasion::Victim);
    }
    occasions
}

/// By which day a series is reviewed, and why.
fn review_due(application: &Application) -> Option<(String, String)> {
    let by = application.decision()?.review?;
    (application.is_series() && application.reviewed.is_none_or(|reviewed| reviewed < by))
        .then(|| (by.to_string(), "The day that was set when it was granted.".to_owned()))
}

/// A consultee as the record calls it.
pub(super) const fn consultee(who: rotl::Consultee) -> Consultee {
    match who {
        rotl::Consultee::Com => Consultee::Com,
        rotl::Consultee::PomOrKeyworker => Consultee::PomOrKeyworker,
        rotl::Consultee::Police => Consultee::Police,
        rotl::Consultee::Security => Consultee::Security,
        rotl::Consultee::Vlo => Consultee::VictimLiaison,
        rotl::Consultee::ChildrensServices => Consultee::ChildrensServices,
        rotl::Consultee::MappaLead => Consultee::MappaLead,
        rotl::Consultee::HomeOffice => Consultee::HomeOffice,
        rotl::Consultee::Healthcare => Consultee::Healthcare,
        rotl::Consultee::Host => Consultee::Host,
        rotl::Consultee::Provider => Consultee::Provider,
        rotl::Consultee::ApprovedPremises => Consultee::ApprovedPremises,
    }
}
