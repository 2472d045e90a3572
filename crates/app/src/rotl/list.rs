//! Applications as lists, and what a form offers.

use std::collections::BTreeMap;

use api::{ApplicationRow, Applications, ApplicationsView, ReleaseChoicesView};
use casework::rotl::{Application, ReleaseState, Status};
use casework::{Case, PrisonNumber, Right, london};
use jiff::{SignedDuration, Timestamp};
use policy::rotl::{Purpose, reasons};

use super::{minute, release_type, said};
use crate::error::AppError;
use crate::owed::word;
use crate::session::Session;

/// Who goes along, by the national codes.
pub(super) const ESCORTS: [(&str, &str); 6] = [
    ("U", "Unaccompanied"),
    ("L", "Accompanied by an officer, local"),
    ("N", "Accompanied by an officer, national"),
    ("P", "Accompanied by the police"),
    ("PECS", "Escort contractor"),
    ("GEOAME", "Escort contractor (GEOAmey)"),
];

/// How the prisoner travels, by the national codes.
pub(super) const TRANSPORTS: [(&str, &str); 6] = [
    ("PUT", "Public transport"),
    ("CAR", "Car"),
    ("TAX", "Taxi"),
    ("OD", "Driven by the prisoner"),
    ("CYCLE", "Bicycle"),
    ("FOOT", "On foot"),
];

/// The most rows of one reply.
const MOST: u32 = 500;

/// So long after the last release an application is still in hand: it is debriefed, a failure is reported.
const IN_HAND_FOR: SignedDuration = SignedDuration::from_hours(28 * 24);

/// What something can still come of.
const OPEN: [Status; 6] =
    [Status::Undecided, Status::Applied, Status::Deferred, Status::Granted, Status::Paused, Status::Suspended];

impl Session {
    /// The unit's applications, or those of one's own cases.
    pub async fn applications(&self, asked: &Applications) -> Result<ApplicationsView, AppError> {
        self.demand(Right::ReadCases)?;
        let pom = if asked.mine { Some(self.myself()?) } else { None };
        let standing: BTreeMap<Status, u32> = self.record.rotl_standing(pom).await?.into_iter().collect();
        let counts = Status::ALL
            .into_iter()
            .map(|status| (status, standing.get(&status).copied().unwrap_or_default()))
            .collect();
        let now = self.now();
        let since = now.saturating_sub(IN_HAND_FOR).unwrap_or(now).as_millisecond();
        let (statuses, since) = match asked.status {
            Some(only) => (vec![only], None),
            None => (OPEN.to_vec(), Some(since)),
        };
        let when = (now.as_millisecond(), since);
        let shown = self.record.rotl_applications(&statuses, pom, when, MOST).await?;
        let mut rows = Vec::new();
        for row in shown {
            let number: PrisonNumber = row.number.parse().map_err(|_| store::StoreError::Corrupt)?;
            let Some(case) = self.listed_case(&number).await? else { continue };
            if let Some(application) = case.applications.get(&row.application) {
                rows.push(self.application_row(&number, &case, application));
            }
        }
        Ok(ApplicationsView { counts, rows })
    }

    /// The applications of one prisoner, the newest first.
    pub async fn applications_of(&self, number: &PrisonNumber) -> Result<Vec<ApplicationRow>, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let mut all: Vec<&Application> = case.applications.values().collect();
        all.sort_by_key(|application| std::cmp::Reverse(application.made.position));
        Ok(all.into_iter().map(|application| self.application_row(number, &case, application)).collect())
    }

    fn application_row(&self, number: &PrisonNumber, case: &Case, application: &Application) -> ApplicationRow {
        let now = self.now();
        ApplicationRow {
            number: number.to_string(),
            name: case.list_name(),
            cell: case.text(casework::Field::CellLocation).map(str::to_owned),
            id: application.id.to_string(),
            kind: application.kind,
            tier: application.tier,
            status: application.status(),
            next: said::next(application, now),
            out: soonest(application, now).map(minute),
            place: application.places.first().map(|place| place.name.clone()),
            made: london::day(application.made.recorded).to_string(),
        }
    }

    /// What a form offers.
    pub async fn release_choices(&self) -> Result<ReleaseChoicesView, AppError> {
        self.demand(Right::ReadCases)?;
        let of = |kind: policy::rotl::Kind| {
            let listed = reasons().iter().filter(|reason| reason.kind == kind);
            let named = listed.map(|reason| (reason.reason.code.clone(), reason.reason.label.clone())).collect();
            (release_type(kind), named)
        };
        let pairs = |list: &[(&str, &str)]| {
            list.iter().map(|(code, words)| ((*code).to_owned(), (*words).to_owned())).collect::<Vec<_>>()
        };
        Ok(ReleaseChoicesView {
            reasons: policy::rotl::Kind::ALL.into_iter().map(of).collect(),
            purposes: Purpose::ALL.into_iter().map(|purpose| (word(&purpose), purpose.words().to_owned())).collect(),
            escorts: pairs(&ESCORTS),
            transports: pairs(&TRANSPORTS),
            conditions: super::view::library(),
            phone: self.phone(&self.rotl_settings().await?).await?,
        })
    }
}

/// When the release begins that somebody would look for: the one that is out, else the next, else the last.
fn soonest(application: &Application, now: Timestamp) -> Option<Timestamp> {
    let standing = || application.releases.iter().filter(|release| !release.cancelled);
    let planned = || standing().map(|release| release.planned.out);
    let out = standing().filter(|release| matches!(release.state(), ReleaseState::Out | ReleaseState::Recalled));
    out.map(|release| release.planned.out)
        .min()
        .or_else(|| planned().filter(|out| *out > now).min())
        .or_else(|| planned().max())
}
