//! Five years of temporary release, written by colleagues who sign as any would: an application each half year, and under it a release
//! every other week.

use app::clock::{Clock, FixedClock, SystemClock};
use app::demonstration::Cast;
use app::found::{Founding, found};
use app::keystore::Keystore;
use app::types::{
    ApplicationId, CaseEvent, Compartment, Condition, Debriefed, Debriefer, Direction, GateMoved, Grade, LicenceIssued,
    Place, PlannedRelease, ReleaseId, ReleaseType, Risk, Role, Roles, RotlApplied, RotlAssessed, RotlDecided, Subject,
    Tier, Verdict,
};
use casework::london;
use jiff::civil::{Date, time};
use jiff::{Span, Timestamp, ToSpan};
use uuid::Uuid;

use crate::Failure;
use crate::prison::Unit;

/// How many people go out.
pub(crate) const PEOPLE: usize = 500;
/// For how long they have.
pub(crate) const YEARS: i64 = 5;
/// From one application to the next, in days.
const HALF_YEAR: i64 = 182;
/// How many releases an application is for, a fortnight apart.
const RELEASES: i64 = 12;

/// Who writes.
const POM: usize = 1;
const GOVERNOR: usize = 2;
const GATE: usize = 3;

/// Something that somebody wrote about somebody.
struct Written {
    at: Timestamp,
    by: usize,
    number: String,
    event: CaseEvent,
}

/// Founds the unit and writes its years.
pub(crate) async fn write(unit: &Unit) -> Result<(), Failure> {
    let now = SystemClock.now();
    let today = london::day(now);
    let options = demo::Options { people: PEOPLE, notes: 0, ..demo::Options::standard(today) };
    let people = demo::generate(&options).people;
    let begins = today.saturating_sub(Span::new().years(YEARS));
    let beginning = instant(begins, 7, 0)?;
    let passphrase = unit.passphrase();
    let founding =
        Founding { prison: &options.prison, staff: "Ada Pike", passphrase: &passphrase, demonstration: true };
    let (keystore, clock) = (Keystore::File(unit.keys()), Box::new(FixedClock(beginning)));
    let (mut session, _) = found(&unit.profile(), keystore, clock, &founding).await?;
    let roles = [("Ben Okafor", Role::Pom), ("Rowan Ellis", Role::Governor), ("Dilys Nowak", Role::GateOfficer)];
    let colleagues = roles.map(|(name, role)| (name.to_owned(), Roles::NONE.with(role)));
    let mut cast = Cast::assemble(&mut session, &colleagues).await?;
    let documents: Vec<serde_json::Value> = people.iter().map(|person| person.document.clone()).collect();
    cast.import(0, beginning, &documents).await?;
    let mut years = Vec::new();
    for (place, person) in people.iter().enumerate() {
        let mut teller = Teller { number: person.prison_number.clone(), place, now, years: &mut years };
        for half in 0..YEARS * 2 {
            teller.tells(begins, half)?;
        }
    }
    years.sort_by_key(|written| written.at);
    for Written { at, by, number, event } in years {
        let name = event.name();
        let subject = Subject::Case(number.as_str().into());
        if let Some(reason) = cast.write(by, Compartment::General, at, at, subject, event).await? {
            return Err(format!("{name} of {at} does not apply: {reason}").into());
        }
    }
    cast.perform(|_, _| {}).await?;
    session.lock().await?;
    Ok(())
}

fn instant(day: Date, hour: i8, minute: i8) -> Result<Timestamp, Failure> {
    Ok(london::instant(day.to_datetime(time(hour, minute, 0, 0))).ok_or("a time that does not exist")?)
}

/// What is told of one person.
struct Teller<'a> {
    number: String,
    place: usize,
    now: Timestamp,
    years: &'a mut Vec<Written>,
}

impl Teller<'_> {
    fn writes(&mut self, at: Timestamp, by: usize, event: CaseEvent) {
        if at <= self.now {
            self.years.push(Written { at, by, number: self.number.clone(), event });
        }
    }

    /// An application and what came of it. One in eleven is refused; one return in 97 is late.
    fn tells(&mut self, begins: Date, half: i64) -> Result<(), Failure> {
        let offset = i64::try_from(self.place % 14)?;
        let made = begins.saturating_add((half * HALF_YEAR + offset).days());
        let id = ApplicationId(self.id(half, 0));
        let releases = (0..RELEASES)
            .map(|at| {
                let day = made.saturating_add((30 + 14 * at).days());
                let id = ReleaseId(self.id(half, at + 1));
                Ok(PlannedRelease { id, out: instant(day, 8, 30)?, back: instant(day, 16, 30)? })
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        let refused = (self.place + usize::try_from(half)?).is_multiple_of(11);
        self.writes(instant(made, 9, 0)?, POM, CaseEvent::RotlApplied(application(id, &releases)));
        self.writes(instant(made.saturating_add(10.days()), 10, 0)?, POM, CaseEvent::RotlAssessed(assessment(id)));
        let decided = instant(made.saturating_add(20.days()), 11, 0)?;
        self.writes(decided, GOVERNOR, CaseEvent::RotlDecided(decision(id, refused)));
        if refused {
            return Ok(());
        }
        let issued = instant(made.saturating_add(21.days()), 12, 0)?;
        self.writes(issued, POM, CaseEvent::LicenceIssued(licence(id)));
        for (at, release) in releases.iter().enumerate() {
            let moved = |direction, at| {
                let event = GateMoved { id, release: release.id, direction, at, corrects: None, concern: None };
                CaseEvent::GateMoved(event)
            };
            let late = (self.place * 31 + at).is_multiple_of(97);
            let back = release.back.saturating_add(if late { 40 } else { -10 }.minutes())?;
            self.writes(release.out, GATE, moved(Direction::Out, release.out));
            self.writes(back, GATE, moved(Direction::In, back));
            let words = "He was on time, and the manager was content.".to_owned();
            let (by, concern) = (Debriefer::Staff, false);
            let debriefed = Debriefed { id, release: release.id, by, words, concern };
            self.writes(back.saturating_add(18.hours())?, POM, CaseEvent::Debriefed(debriefed));
        }
        Ok(())
    }

    /// An identifier of its own for each matter.
    fn id(&self, half: i64, matter: i64) -> Uuid {
        let number = (u128::try_from(self.place).unwrap_or(0) << 32) | (half.unsigned_abs() as u128) << 16;
        Uuid::from_u128(0x0f7a_1c70_0180_0000_0000_0000_0000_0000 | number | u128::from(matter.unsigned_abs()))
    }
}

fn application(id: ApplicationId, releases: &[PlannedRelease]) -> RotlApplied {
    let text = str::to_owned;
    let line = |release: &PlannedRelease| {
        let (out, back) = (london::local(release.out), london::local(release.back));
        [out.date().to_string(), "08:30".to_owned(), back.date().to_string(), "16:30".to_owned()]
    };
    let lines: Vec<[String; 4]> = releases.iter().map(line).collect();
    let place = Place {
        name: text("Nowhere Stores"),
        address: text("14 Nowhere Row, Leeds"),
        contact: text("Moira Quill"),
        phone: text("0113 496 0000"),
        overnight: false,
    };
    RotlApplied {
        id,
        kind: ReleaseType::Rdr,
        tier: Tier::Standard,
        reason: text("R14"),
        purpose: text("work"),
        words: text("Work at a shop, to have references and savings on release."),
        by_prisoner: true,
        pattern: serde_json::json!({ "List": lines }).to_string(),
        releases: releases.to_vec(),
        places: vec![place],
        escort: text("U"),
        transport: text("PUT"),
    }
}

fn assessment(id: ApplicationId) -> RotlAssessed {
    let text = str::to_owned;
    let risk = Risk {
        what: text("Meets people from before at the bus station"),
        likely: text("Low"),
        harm: text("Medium"),
        control: text("Travels by the direct bus only"),
    };
    RotlAssessed {
        id,
        risks: vec![risk],
        protective: vec![text("His sister drives him on Fridays")],
        summary: text("The risk can be managed with this control."),
        watched: Vec::new(),
    }
}

fn decision(id: ApplicationId, refused: bool) -> RotlDecided {
    RotlDecided {
        id,
        verdict: if refused { Verdict::Refused } else { Verdict::Granted },
        grade: Grade::Governor,
        demanded: Grade::Governor,
        reasons: "You have kept to your plan, and the people who know you support it.".to_owned(),
        against_board: None,
        again: None,
        review: None,
        complain_by: None,
    }
}

fn licence(id: ApplicationId) -> LicenceIssued {
    let words = "Go to the shop by the direct bus, and nowhere else on the way.".to_owned();
    LicenceIssued {
        id,
        conditions: vec![Condition { code: None, words }],
        exclusions: Vec::new(),
        phone: "0113 496 0001".to_owned(),
        copies: vec!["Police".to_owned()],
        issuer: "The offender management unit".to_owned(),
    }
}
