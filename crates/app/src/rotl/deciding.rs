//! The decision, what stops an application, and the licence.

use std::collections::BTreeMap;

use api::{DecideRelease, IssueLicence, SteerRelease};
use casework::apply::right_to_steer;
use casework::event::CaseEvent;
use casework::rotl::{
    Application, Condition, Grade, LicenceIssued, RotlDecided, RotlSteered, RuleAnswer, Tier, Verdict,
};
use casework::{Case, PrisonNumber, Right, Role, london};
use jiff::civil::Date;
use ledger::Compartment;
use papers::Signatory;
use policy::rotl::{self, Check, Given, Progress, RotlSettings, RuleBook, Ruling};

use super::view::PHONE;
use super::{application_id, kind, person_facts, request};
use crate::error::AppError;
use crate::owed::read_word;
use crate::session::Session;
use crate::typed::{day_or_none, said};

impl Session {
    /// Decides an application, in the grade of whoever is signed in.
    pub async fn decide_release(&mut self, number: &PrisonNumber, asked: &DecideRelease) -> Result<(), AppError> {
        self.demand(Right::DecideRelease)?;
        let id = application_id(&asked.id)?;
        let (case, application) = self.application(number, id).await?;
        let demanded = demanded(&case, &application, &self.rotl_settings().await?);
        if let Some(why_not) = self.may_not_decide(demanded, &application) {
            return Err(AppError::new(api::Code::NotAllowed, why_not, "Ask somebody else who may decide."));
        }
        let reasons = said("reasons", &asked.reasons, "No reasons are given.", "The prisoner reads them: say why.")?;
        let again = day_or_none(asked.again.as_deref(), "again")?;
        let review = day_or_none(asked.review.as_deref(), "review")?;
        let complain_by = day_or_none(asked.complain_by.as_deref(), "complain_by")?;
        let refused = asked.verdict == Verdict::Refused;
        if let Some(day) = complain_by.filter(|day| refused && *day < self.today()) {
            let message = format!("{} is over, so nobody could complain any more.", london::long_date(day));
            return Err(AppError::input(message, "Give today or a later day, or none.").at("complain_by"));
        }
        if asked.verdict == Verdict::Granted {
            may_be_granted(&case, &application, self.today())?;
        }
        let against_board = asked.against_board.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let event = CaseEvent::RotlDecided(RotlDecided {
            id,
            verdict: asked.verdict,
            grade: asked.grade,
            demanded,
            reasons,
            against_board: against_board.map(str::to_owned),
            again,
            review,
            complain_by: complain_by.filter(|_| refused),
        });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Why the signed-in person may not decide, if they may not.
    pub(super) fn may_not_decide(&self, demanded: Grade, application: &Application) -> Option<String> {
        if !self.may(Right::DecideRelease) {
            return Some("A governor or a duty manager decides.".to_owned());
        }
        if self.principal().is_some_and(|me| application.assessors.contains(&me)) {
            return Some("You wrote the assessment, so you may not decide.".to_owned());
        }
        self.lacks_grade(demanded, application)
    }

    /// Why the signed-in person's grade does not do, if it does not.
    pub(super) fn lacks_grade(&self, demanded: Grade, application: &Application) -> Option<String> {
        if demanded == Grade::Governor && !self.roles().has(Role::Governor) {
            let (tier, kind) = (application.tier.words().to_lowercase(), application.kind.words().to_lowercase());
            return Some(if application.tier.floor() == Grade::Governor {
                format!("This release is {tier}: the governor decides.")
            } else {
                format!("For a {kind} that is {tier}, this prison asks for the governor's decision.")
            });
        }
        None
    }

    /// Stops an application, or lets it go on.
    pub async fn steer_release(&mut self, number: &PrisonNumber, asked: SteerRelease) -> Result<(), AppError> {
        let id = application_id(&asked.id)?;
        let (_, application) = self.application(number, id).await?;
        let right = right_to_steer(asked.turn, application.stop());
        self.demand(right)?;
        let reason = said("reason", &asked.reason, "No reason is given.", "Say why.")?;
        let told = asked.told.into_iter().filter(|whom| !whom.trim().is_empty()).collect();
        let event = CaseEvent::RotlSteered(RotlSteered { id, turn: asked.turn, reason, told });
        self.tell(number, Compartment::General, vec![event]).await
    }

    /// Issues a licence. Returns its version.
    pub async fn issue_licence(&mut self, number: &PrisonNumber, asked: IssueLicence) -> Result<u16, AppError> {
        self.demand(Right::IssueLicence)?;
        let id = application_id(&asked.id)?;
        let form = asked.form;
        let phone =
            said("phone", &form.phone, "There is no number to call.", "Give the prison's number for day and night.")?;
        let worded = |condition: &Condition| !condition.words.trim().is_empty();
        let conditions: Vec<Condition> = form.conditions.into_iter().filter(worded).collect();
        if conditions.is_empty() {
            return Err(AppError::input("There is no condition in it.", "Choose at least one.").at("conditions"));
        }
        if let Some(blank) = conditions.iter().find(|condition| condition.words.contains('{')) {
            return Err(AppError::input(
                format!("A blank is left in “{}”", blank.words),
                "Fill it in: it is printed as it stands.",
            )
            .at("conditions"));
        }
        let lines = |lines: Vec<String>| lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let event = CaseEvent::LicenceIssued(LicenceIssued {
            id,
            conditions,
            exclusions: lines(form.exclusions),
            phone: phone.clone(),
            copies: lines(form.copies),
            issuer: self.signature(),
        });
        self.tell(number, Compartment::General, vec![event]).await?;
        self.keep_setting(PHONE, &phone).await?;
        let (_, application) = self.application(number, id).await?;
        Ok(application.licence.map_or(0, |licence| licence.version))
    }

    /// Who is signed in, by name and post.
    pub(crate) fn signatory(&self) -> Signatory {
        let name = self.principal().map(|me| self.staff_name(me)).unwrap_or_default();
        let grade = self.roles().iter().next().map(Role::title).unwrap_or_default();
        Signatory { name, grade: grade.to_owned() }
    }

    fn signature(&self) -> String {
        let Signatory { name, grade } = self.signatory();
        format!("{name}, {grade}")
    }
}

/// The rules, one by one, for an application.
pub(super) fn rulings(case: &Case, application: &Application, today: Date) -> Vec<Ruling> {
    rotl::rulings(&person_facts(case), &request(application), today, &RuleBook::newest())
}

/// Where an application stands by the rules and by what people said of them.
pub(super) fn progress(application: &Application, rulings: &[Ruling]) -> Progress {
    let given: BTreeMap<Check, Given> = application
        .answers
        .iter()
        .filter_map(|answered| {
            let given = match answered.answer {
                RuleAnswer::Met => Given::Met,
                RuleAnswer::NotMet => Given::NotMet,
                // Only whoever may decide can write one: the fold sees to that.
                RuleAnswer::Exception => Given::Exception(rotl::Grade::Governor),
            };
            Some((read_word(&answered.rule)?, given))
        })
        .collect();
    rotl::progress(rulings, &given, &RuleBook::newest())
}

/// What the rules say against granting it now.
fn may_be_granted(case: &Case, application: &Application, today: Date) -> Result<(), AppError> {
    let progress = progress(application, &rulings(case, application, today));
    if let Some(check) = progress.refuses.first() {
        return Err(AppError::input(
            format!("“{}” is not met, and allows no exception.", check.words()),
            "It can be refused, or put off until the rule is met.",
        )
        .at("verdict"));
    }
    if let Some(check) = progress.to_override.first() {
        return Err(AppError::input(
            format!("“{}” is not met, and nobody made an exception.", check.words()),
            "Make an exception with reasons under Eligibility, or refuse.",
        )
        .at("verdict"));
    }
    if let Some(check) = progress.to_answer.first() {
        return Err(AppError::input(
            format!("“{}” cannot be told, and nobody has answered it.", check.words()),
            "Whoever prepares the application looks it up and answers it under Eligibility.",
        )
        .at("verdict"));
    }
    Ok(())
}

/// Which grade decides an application at this prison.
pub(super) fn demanded(case: &Case, application: &Application, settings: &RotlSettings) -> Grade {
    let book = RuleBook::newest();
    let tier = match application.tier {
        Tier::Restricted => policy::Answer::Known(rotl::Tier::Restricted),
        Tier::Standard => rotl::tier(&person_facts(case), &book).answer,
    };
    match rotl::demanded_grade(kind(application.kind), &tier, settings, &book).answer.known() {
        Some(rotl::Grade::DutyManager) => Grade::DutyManager,
        Some(rotl::Grade::Governor) | None => Grade::Governor,
    }
}
