//! Release on temporary licence: from a folded case to the rules, from the rules to screens, from what somebody does to events. What is
//! met is `policy`'s to say, who may go out is decided in the fold; here is what they are told, and what is said of their answers.

mod asking;
mod counts;
mod deciding;
mod facts;
mod failure;
mod gate;
mod list;
mod owing;
mod paper;
mod plan;
mod said;
mod settings;
mod view;

use api::ReleaseType;
use casework::rotl::{Application, ApplicationId, ReleaseId};
use casework::{Case, PrisonNumber, london};
use jiff::Timestamp;
use jiff::civil::DateTime;
use policy::rotl::Kind;

use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;

use facts::{person_facts, request, watched};
pub(crate) use failure::{answer_words, given};
pub(crate) use owing::rotl_facts;
pub(crate) use said::{asked, reason_words};

impl Session {
    /// An application of a case, with the case.
    pub(super) async fn application(
        &self,
        number: &PrisonNumber,
        id: ApplicationId,
    ) -> Result<(Case, Application), AppError> {
        let case = self.known_case(number).await?;
        let application = case.applications.get(&id).cloned().ok_or_else(no_application)?;
        Ok((case, application))
    }
}

/// There is no such application.
fn no_application() -> AppError {
    AppError::input("This prisoner has no such application.", "Open the prisoner's releases and choose one.")
}

/// The identifier of an application, as a call carries it.
pub(crate) fn application_id(typed: &str) -> Result<ApplicationId, AppError> {
    typed.parse().map_err(|_| no_application())
}

/// The identifier of a release, as a call carries it.
pub(crate) fn release_id(typed: &str) -> Result<ReleaseId, AppError> {
    typed.parse().map_err(|_| no_release())
}

/// There is no such release.
fn no_release() -> AppError {
    AppError::input("This application has no such release.", "Open the application and choose one.")
}

/// A time as a form sends it, in one of its fields.
fn time(typed: &str, field: &'static str) -> Result<Timestamp, AppError> {
    let typed = typed.trim();
    let wrong = || {
        AppError::input(
            format!("“{typed}” is not a day and a time."),
            "Write it as 2026-12-04T08:30, or choose day and time.",
        )
        .at(field)
    };
    let local: DateTime = typed.parse().map_err(|_| wrong())?;
    london::instant(local).ok_or_else(wrong)
}

/// The type as the rules call it.
const fn kind(of: ReleaseType) -> Kind {
    match of {
        ReleaseType::Rdr => Kind::Rdr,
        ReleaseType::Ror => Kind::Ror,
        ReleaseType::Crl => Kind::Crl,
        ReleaseType::Spl => Kind::Spl,
    }
}

/// The type as the record calls it.
const fn release_type(of: Kind) -> ReleaseType {
    match of {
        Kind::Rdr => ReleaseType::Rdr,
        Kind::Ror => ReleaseType::Ror,
        Kind::Crl => ReleaseType::Crl,
        Kind::Spl => ReleaseType::Spl,
    }
}
