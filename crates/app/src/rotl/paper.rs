//! The papers of an application, as PDF: the licence, the letter that tells the decision, the failure report. What they say is what was
//! recorded; the code at the foot is of those very words.

use api::{LicenceView, Paper};
use casework::rotl::{Application, ApplicationId, Consultation, Direction, Release, Verdict};
use casework::{Case, CaseEvent, Field, PrisonNumber, Right, london};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use papers::condition::{Family, with_code};
use papers::consultation::{ConsultationRequest, Consultee};
use papers::failure::{Answer, FailureReport, LogLine, Section};
use papers::letter::{DecisionLetter, Outcome};
use papers::licence::{Changes, Contact, Licence, LicenceCondition, Place, Rules};
use papers::{Imprint, Prison, Signatory};
use policy::rotl::RotlSettings;

use super::failure::answer_words;
use super::release_id;
use crate::error::AppError;
use crate::on_paper::{Unprinted, check_code, moment, person, print};
use crate::owed::capital;
use crate::session::Session;

/// What everybody is asked.
const QUESTIONS: [&str; 3] = [
    "What do you know that makes the release more or less safe?",
    "Is there anybody who should be protected from it, and how?",
    "Which conditions would you ask for?",
];

impl Session {
    /// A paper of an application, as PDF.
    pub async fn paper(&self, number: &PrisonNumber, id: ApplicationId, paper: &Paper) -> Result<Vec<u8>, AppError> {
        self.demand(match paper {
            Paper::FailureReport(_) => Right::ReportFailure,
            Paper::Licence(_) | Paper::DecisionLetter => Right::ReadCases,
        })?;
        let (case, application) = self.application(number, id).await?;
        let settings = self.rotl_settings().await?;
        let unprinted = match paper {
            Paper::Licence(version) => self.licence(number, &case, &application, *version, &settings).await?,
            Paper::DecisionLetter => self.letter(number, &case, &application, &settings).await?,
            Paper::FailureReport(release) => {
                let release = application.release(release_id(release)?).ok_or_else(nothing_yet)?;
                let prison = self.on_paper(&settings, "");
                self.failure_report(number, &case, &application, release, prison).await?
            }
        };
        Ok(print(unprinted).await?.pdf)
    }

    async fn licence(
        &self,
        number: &PrisonNumber,
        case: &Case,
        application: &Application,
        version: u16,
        settings: &RotlSettings,
    ) -> Result<Unprinted, AppError> {
        let view = self.open_application(number, application.id).await?;
        let wanted = |licence: &&LicenceView| version == 0 || licence.version == version;
        let issued = view.licences.iter().find(wanted).ok_or_else(nothing_yet)?;
        let live = application.releases.iter().filter(|release| !release.cancelled).map(|release| release.planned);
        let [reason, purpose, escort, travel] = &view.words;
        let (issuer, grade) = issued.issuer.split_once(", ").unwrap_or((issued.issuer.as_str(), ""));
        let family = |code: Option<&str>| code.and_then(with_code).map_or(Family::Other, |known| known.family);
        let prison = self.on_paper(settings, &issued.form.phone);
        let code = [&application.id.to_string(), &prison.address, &format!("{issued:?}"), &format!("{:?}", view.form)];
        let check_code = check_code(&code.map(String::as_str));
        let licence = Licence {
            prison,
            number: reference(application),
            version: issued.version.into(),
            changes: (!issued.changed.is_empty())
                .then(|| Changes { since: u32::from(issued.version).saturating_sub(1), items: issued.changed.clone() }),
            person: person(number, case),
            rules: Rules::Prison,
            kind: application.kind.words().to_owned(),
            purpose: format!("{reason} ({purpose})"),
            releases: live
                .map(|planned| papers::licence::Release {
                    out: london::local(planned.out),
                    back: london::local(planned.back),
                })
                .collect(),
            pattern: application.is_series().then(|| view.pattern.clone()),
            places: application
                .places
                .iter()
                .map(|place| Place { name: place.name.clone(), address: place.address.clone() })
                .collect(),
            travel: travel.clone(),
            escort: (view.form.escort != "U").then(|| escort.clone()),
            contacts: application
                .places
                .iter()
                .filter(|place| !place.contact.trim().is_empty())
                .map(|place| Contact {
                    role: place.name.clone(),
                    name: place.contact.clone(),
                    telephone: place.phone.clone(),
                })
                .collect(),
            conditions: issued
                .form
                .conditions
                .iter()
                .map(|one| LicenceCondition { family: family(one.code.as_deref()), words: one.words.clone() })
                .collect(),
            zones: issued.form.exclusions.clone(),
            no_contact: Vec::new(),
            issued_by: Signatory { name: issuer.to_owned(), grade: capital(grade) },
            copies: issued.form.copies.clone(),
            check_code,
        };
        let imprint = imprint(application, &format!("licence {}", issued.version));
        Ok(Box::new(move || licence.print(&imprint)))
    }

    async fn letter(
        &self,
        number: &PrisonNumber,
        case: &Case,
        application: &Application,
        settings: &RotlSettings,
    ) -> Result<Unprinted, AppError> {
        let view = self.open_application(number, application.id).await?;
        let decision = view.decisions.iter().find(|decision| decision.stands).ok_or_else(nothing_yet)?;
        let long = |day: &Option<String>| day.as_deref()?.parse::<Date>().ok().map(london::long_date);
        let again = long(&decision.again);
        let [reason, ..] = &view.words;
        let place = application.places.first().map(|place| format!(" at {}", place.name)).unwrap_or_default();
        let on = decision.at.parse::<DateTime>().map(|at| london::long_date(at.date())).unwrap_or_default();
        let letter = DecisionLetter {
            prison: self.on_paper(settings, &self.phone(settings).await?),
            reference: reference(application),
            date: on,
            person: person(number, case),
            addressed: case.full_name(),
            location: case.text(Field::CellLocation).map(str::to_owned),
            asked_for: format!("{} for {}{place}", application.kind.words().to_lowercase(), lower(reason)),
            asked_on: london::long_date(london::day(application.made.recorded)),
            outcome: match decision.verdict {
                Verdict::Granted => Outcome::Granted { when: view.pattern.clone() },
                Verdict::Refused => Outcome::Refused {
                    again: again.map(|day| format!("from {day}")),
                    complain_by: long(&decision.complain_by),
                },
                Verdict::Deferred => Outcome::Deferred {
                    waiting_for: Vec::new(),
                    until: again.map_or_else(|| "as soon as I can".to_owned(), |day| format!("by {day}")),
                },
            },
            reasons: decision.reasons.split("\n\n").map(str::to_owned).collect(),
            next: Vec::new(),
            signed: Signatory { name: decision.by.clone(), grade: decision.grade.words().to_owned() },
            check_code: check_code(&[&application.id.to_string(), &format!("{decision:?}")]),
        };
        let imprint = imprint(application, "decision");
        Ok(Box::new(move || letter.print(&imprint)))
    }

    async fn failure_report(
        &self,
        number: &PrisonNumber,
        case: &Case,
        application: &Application,
        release: &Release,
        prison: Prison,
    ) -> Result<Unprinted, AppError> {
        let form = policy::rotl::failure_form();
        let given = self.reported(number, application, release.planned.id).await?;
        let answers = form
            .asked(&given)
            .into_iter()
            .map(|question| Answer { question: question.words.clone(), answer: answer_words(question, &given) })
            .collect();
        let entries = self.record.rotl_entries(number, application.id).await?;
        let log = entries.iter().filter_map(|entry| {
            let what = match &entry.event {
                CaseEvent::GateMoved(moved) if moved.release == release.planned.id => match moved.direction {
                    Direction::Out => "Went out".to_owned(),
                    Direction::In => "Came back".to_owned(),
                },
                CaseEvent::LateStepTaken(taken) if taken.release == release.planned.id => {
                    let words = taken.words.trim();
                    if words.is_empty() {
                        taken.step.words().to_owned()
                    } else {
                        format!("{}: {words}", taken.step.words())
                    }
                }
                _ => return None,
            };
            let at = Timestamp::from_millisecond(entry.recorded).map(moment).unwrap_or_default();
            Some(LogLine { at, what, by: self.staff_name(entry.author) })
        });
        let last = entries.iter().rev().find(|entry| matches!(entry.event, CaseEvent::FailureReported(_)));
        let last = last.ok_or_else(nothing_yet)?;
        let report = FailureReport {
            prison,
            reference: reference(application),
            person: person(number, case),
            release: application.kind.words().to_owned(),
            out: release.left.map(|left| moment(left.at)).unwrap_or_default(),
            due: moment(release.planned.back),
            back: release.returned.map(|returned| moment(returned.at)),
            sections: vec![Section { title: "Temporary release failure".to_owned(), answers }],
            log: log.collect(),
            written_by: Signatory { name: self.staff_name(last.author), grade: String::new() },
            written_at: Timestamp::from_millisecond(last.recorded).map(moment).unwrap_or_default(),
            check_code: check_code(&[&release.planned.id.to_string(), &format!("{given:?}")]),
        };
        let imprint = imprint(application, &format!("failure {}", release.planned.id));
        Ok(Box::new(move || report.print(&imprint)))
    }

    /// A letter to send to whoever is asked, until they have replied.
    pub(super) fn consultation_draft(
        &self,
        number: &PrisonNumber,
        case: &Case,
        application: &Application,
        known: &Consultation,
        settings: &RotlSettings,
    ) -> String {
        if known.replied.is_some() || known.not_needed {
            return String::new();
        }
        let released = application.releases.iter().filter(|release| !release.cancelled);
        let when =
            released.map(|release| format!("{} to {}", moment(release.planned.out), moment(release.planned.back)));
        let name = known.with.name.trim();
        ConsultationRequest {
            prison: self.on_paper(settings, ""),
            reference: reference(application),
            date: london::long_date(self.today()),
            consultee: Consultee {
                name: (!name.is_empty()).then(|| name.to_owned()),
                role: known.with.consultee.words().to_owned(),
                address: String::new(),
            },
            person: person(number, case),
            kind: application.kind.words().to_owned(),
            purpose: super::said::purpose(&application.purpose),
            when: when.collect::<Vec<_>>().join("\n"),
            places: application.places.iter().map(|place| format!("{}, {}", place.name, place.address)).collect(),
            questions: QUESTIONS.map(str::to_owned).to_vec(),
            reply_by: known.due.map_or_else(|| "the day that we agreed".to_owned(), london::long_date),
            reply_to: "the offender management unit".to_owned(),
            signed: self.signatory(),
        }
        .text()
    }
}

fn nothing_yet() -> AppError {
    AppError::input("There is nothing to print yet.", "Record it first; then it can be printed.")
}

/// The end of the application's identifier: what is at hand and tells it apart.
fn reference(application: &Application) -> String {
    let id = application.id.to_string();
    id.rsplit('-').next().unwrap_or_default().to_uppercase()
}

fn imprint(application: &Application, what: &str) -> Imprint {
    Imprint { id: format!("{} {what}", application.id), made: application.written.recorded }
}

/// With a small first letter, unless the word is an abbreviation.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), words.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}
