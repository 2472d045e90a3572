//! What is counted of temporary release, against a plain count of every case: a year of it, with everything that can go wrong at a gate.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use casework::event::CaseEvent;
use casework::rotl::{
    Application, ApplicationId, Asked, Awaits, BoardHeld, BoardMember, Condition, ConsultStep, Consultee, Debriefed,
    Debriefer, Direction, FailureAnswer, FailureReported, GateMoved, Grade, LicenceIssued, Opinion, Place,
    PlannedRelease, Release, ReleaseId, ReleaseState, ReleaseType, RotlApplied, RotlAssessed, RotlConsulted,
    RotlDecided, RotlSteered, Status, Tier, Turn, Verdict,
};
use casework::{Case, Field, PrisonNumber, london};
use jiff::civil::Date;
use ledger::{Role, VersionVector};
use sqlx::AssertSqlSafe;
use store::rotl::counts::{Group, GroupCount, Running};

use crate::support::*;

const PEOPLE: usize = 40;
const APPLICATIONS: usize = 300;
const DAY: i64 = 24 * 60;
/// The story begins so many days before the morning.
const BEFORE: i64 = 420;

/// What happens with an application, by its place.
#[derive(Debug, Clone, Copy)]
struct Fate {
    place: usize,
}

impl Fate {
    const fn is(self, every: usize, at: usize) -> bool {
        self.place % every == at
    }

    fn whose(self) -> PrisonNumber {
        prisoner(self.place % PEOPLE)
    }

    fn id(self) -> ApplicationId {
        ApplicationId(uuid(10_000 + self.place as u64))
    }

    /// The day on which it is made, in days from the morning.
    fn made(self) -> i64 {
        self.place as i64 * BEFORE / APPLICATIONS as i64 - BEFORE
    }

    fn decided(self) -> Option<i64> {
        let days = 3 + (self.place as i64 * 7) % 45;
        (!self.is(13, 5) && self.made() + days < 0).then(|| self.made() + days)
    }

    fn verdict(self) -> Verdict {
        match self.place {
            place if place % 5 == 0 => Verdict::Refused,
            place if place % 11 == 1 => Verdict::Deferred,
            _ => Verdict::Granted,
        }
    }

    /// Three days of work, a week apart, from eight to five.
    fn releases(self) -> Vec<PlannedRelease> {
        let first = self.made() + 60;
        let one = |at: i64| PlannedRelease {
            id: ReleaseId(uuid(100_000 + self.place as u64 * 10 + at as u64)),
            out: clock((first + at * 7) * DAY - 120),
            back: clock((first + at * 7) * DAY + 420),
        };
        (0..3).map(one).collect()
    }

    fn applied(self) -> CaseEvent {
        CaseEvent::RotlApplied(RotlApplied {
            id: self.id(),
            kind: ReleaseType::ALL[self.place % 4],
            tier: Tier::Standard,
            reason: "R14".to_owned(),
            purpose: "work".to_owned(),
            words: "To work.".to_owned(),
            by_prisoner: true,
            pattern: "list".to_owned(),
            releases: self.releases(),
            places: vec![Place {
                name: "Nowhere Stores".to_owned(),
                address: "1 Nowhere Row".to_owned(),
                contact: "Moira Quill".to_owned(),
                phone: "0113 496 0000".to_owned(),
                overnight: false,
            }],
            escort: "U".to_owned(),
            transport: "PUT".to_owned(),
        })
    }

    fn consulted(self, step: ConsultStep) -> CaseEvent {
        CaseEvent::RotlConsulted(RotlConsulted {
            id: self.id(),
            with: Asked { consultee: Consultee::Police, name: String::new() },
            step,
            on: london::day(clock(self.made() * DAY)),
            due: None,
            opinion: None,
            words: "By e-mail.".to_owned(),
            visibility: casework::event::Visibility::General,
        })
    }

    /// Everything before the decision, as far as it comes.
    fn preparation(self) -> Vec<CaseEvent> {
        let mut events = vec![self.applied(), self.consulted(ConsultStep::Asked)];
        let decided = self.decided().is_some();
        if decided || !self.is(3, 0) {
            events.push(self.consulted(ConsultStep::Replied));
        }
        if decided || self.is(3, 1) {
            let (id, summary) = (self.id(), "It can be managed.".to_owned());
            let (risks, protective, watched) = (Vec::new(), Vec::new(), Vec::new());
            events.push(CaseEvent::RotlAssessed(RotlAssessed { id, risks, protective, summary, watched }));
        }
        if decided || self.is(6, 1) {
            events.push(CaseEvent::BoardHeld(BoardHeld {
                id: self.id(),
                on: london::day(clock(self.made() * DAY)),
                members: vec![BoardMember {
                    name: "Owen Teal".to_owned(),
                    capacity: "Security".to_owned(),
                    opinion: Opinion::NoConcern,
                    words: String::new(),
                }],
                minutes: "All of it was read.".to_owned(),
                recommends: Verdict::Granted,
            }));
        }
        events
    }

    fn decision(self) -> Vec<CaseEvent> {
        let id = self.id();
        let decided = CaseEvent::RotlDecided(RotlDecided {
            id,
            verdict: self.verdict(),
            grade: Grade::Governor,
            demanded: Grade::Governor,
            reasons: format!("The reasons of application {}.", self.place),
            against_board: None,
            again: None,
            review: None,
            complain_by: None,
        });
        if self.verdict() != Verdict::Granted || self.is(17, 3) {
            return vec![decided];
        }
        let licensed = CaseEvent::LicenceIssued(LicenceIssued {
            id,
            conditions: vec![Condition { code: None, words: "Be back in time.".to_owned() }],
            exclusions: Vec::new(),
            phone: "0113 496 0001".to_owned(),
            copies: Vec::new(),
            issuer: "The unit".to_owned(),
        });
        vec![decided, licensed]
    }

    /// What happens at the gate with one of its releases, with the minute by which all of it has.
    fn gate(self, at: usize, planned: &PlannedRelease) -> (i64, Vec<CaseEvent>) {
        let id = self.id();
        let minute = (planned.back.as_millisecond() - MORNING) / MINUTE;
        let moved = |direction, at| {
            CaseEvent::GateMoved(GateMoved { id, release: planned.id, direction, at, corrects: None, concern: None })
        };
        let late = match at {
            1 if self.is(9, 1) => 25,
            2 if self.is(19, 2) => 17 * 60,
            _ => -5,
        };
        let mut events = vec![moved(Direction::Out, planned.out)];
        if at == 2 && self.is(31, 3) {
            return (minute, events);
        }
        events.push(moved(Direction::In, clock(minute + late)));
        if self.is(7, 2) && at == 0 {
            let answer = |question: &str, answer: &str| FailureAnswer {
                question: question.to_owned(),
                answer: answer.to_owned(),
                remark: String::new(),
                on: None,
            };
            let first = FailureReported { id, release: planned.id, answers: vec![answer("59195", "210764")] };
            let last = FailureReported { answers: vec![answer("59195", "210763")], ..first.clone() };
            events.extend([first, last].map(CaseEvent::FailureReported));
        }
        let (by, words, concern) = (Debriefer::Staff, "All was well.".to_owned(), false);
        events.push(CaseEvent::Debriefed(Debriefed { id, release: planned.id, by, words, concern }));
        (minute + late.max(0), events)
    }
}

/// The whole year: Ben asks and assesses, Ada is the governor.
async fn a_year() -> Desk {
    let mut ada = founded().await;
    ada.makes(ADA, &[Role::Administrator, Role::Governor], VersionVector::new(), &[]).await;
    let mut ben = ada.hires(BEN, "Ben Okafor", &[Role::Pom]).await;
    ben.hears_control_of(&ada).await;
    ada.minutes = -(BEFORE + 1) * DAY;
    for place in 0..PEOPLE {
        let sex = ["Male", "Female"][usize::from(place % 8 == 0)];
        let mut facts =
            vec![(Field::Gender, text(sex)), (Field::PrisonId, text(PRISON)), (Field::LastName, text("Quill"))];
        if place % 9 != 0 {
            facts.push((Field::Ethnicity, text("White: Irish")));
        }
        if place % 10 != 0 {
            facts.push((Field::DateOfBirth, date(&format!("{}-06-0{}", 1960 + place, 1 + place % 9))));
        }
        ada.writes(&prisoner(place), recorded(facts)).await;
    }
    ben.hears(&ada).await;
    for place in 0..APPLICATIONS {
        let fate = Fate { place };
        ben.minutes = fate.made() * DAY;
        ben.tries(&fate.whose(), fate.preparation()).await.unwrap();
    }
    ada.hears(&ben).await;
    for place in 0..APPLICATIONS {
        let fate = Fate { place };
        let Some(decided) = fate.decided() else { continue };
        ada.minutes = decided * DAY;
        ada.tries(&fate.whose(), fate.decision()).await.unwrap();
        if fate.verdict() != Verdict::Granted {
            continue;
        }
        for (at, planned) in fate.releases().iter().enumerate() {
            let (minute, events) = fate.gate(at, planned);
            if minute < 0 {
                ada.minutes = minute;
                ada.tries(&fate.whose(), events).await.unwrap();
            }
        }
        if fate.is(23, 4) {
            let (turn, reason, told) = (Turn::Suspended, "An alert.".to_owned(), Vec::new());
            let steered = CaseEvent::RotlSteered(RotlSteered { id: fate.id(), turn, reason, told });
            ada.minutes = ada.minutes.max(decided * DAY);
            ada.tries(&fate.whose(), vec![steered]).await.unwrap();
        }
    }
    ada
}

/// A day, in days from the morning, as an instant at midnight of London in winter.
fn midnight(days: i64) -> i64 {
    MORNING - 615 * MINUTE + days * DAY * MINUTE
}

fn day(iso: &str) -> Date {
    iso.parse().unwrap()
}

/// Every application and every release of every case, with whose it is.
struct Plain(Vec<(PrisonNumber, Case)>);

impl Plain {
    fn applications(&self) -> impl Iterator<Item = (&PrisonNumber, &Application)> {
        self.0.iter().flat_map(|(number, case)| case.applications.values().map(move |one| (number, one)))
    }

    fn releases(&self, period: &Range<i64>) -> Vec<(&PrisonNumber, &Release)> {
        let all =
            self.applications().flat_map(|(number, one)| one.releases.iter().map(move |release| (number, release)));
        all.filter(|(_, release)| release.left.is_some_and(|left| period.contains(&left.at.as_millisecond()))).collect()
    }

    fn decided(&self, period: &Range<i64>, verdict: Verdict) -> Vec<(&PrisonNumber, &Application)> {
        let is = |one: &Application| {
            let [decision] = one.decisions.as_slice() else { return false };
            decision.verdict == verdict && period.contains(&decision.mark.recorded.as_millisecond())
        };
        self.applications().filter(|(_, one)| is(one)).collect()
    }
}

/// By what everybody is counted, from their case.
fn group(case: &Case, ages: &[Date]) -> Group {
    let text = |field| case.text(field).map(str::to_owned);
    let reached = |born: Date| u8::try_from(ages.iter().filter(|day| born <= **day).count()).unwrap();
    Group {
        sex: text(Field::Gender),
        ethnicity: text(Field::Ethnicity),
        age: case.date(Field::DateOfBirth).map(reached),
    }
}

#[tokio::test]
async fn a_year_is_counted_as_case_by_case() {
    let ada = a_year().await;
    let plain = Plain(ada.cases().await.unwrap());
    assert!(plain.applications().count() >= 250, "the story was not played: {:?}", ada.refusals().await);
    let ages = [day("2026-11-20"), day("1990-06-01"), day("1970-01-01")];
    let groups: BTreeMap<PrisonNumber, Group> =
        plain.0.iter().map(|(number, case)| (*number, group(case, &ages))).collect();
    let mut failures = 0;
    for period in
        [midnight(-366)..midnight(1), midnight(-200)..midnight(-199), midnight(-90)..midnight(-30), 0..MORNING]
    {
        let counted = ada.rotl_groups(period.clone(), &ages).await.unwrap();
        let by = |of: fn(&GroupCount) -> u32| -> BTreeMap<Group, u32> {
            let counts = counted.iter().map(|one| (one.group.clone(), of(one)));
            counts.filter(|(_, count)| *count > 0).collect()
        };
        let plainly = |numbers: &mut dyn Iterator<Item = &PrisonNumber>| {
            let mut counts: BTreeMap<Group, u32> = BTreeMap::new();
            numbers.for_each(|number| *counts.entry(groups[number].clone()).or_default() += 1);
            counts
        };
        let applied = plain.applications().filter(|(_, one)| period.contains(&one.made.recorded.as_millisecond()));
        assert_eq!(by(|one| one.applied), plainly(&mut applied.map(|(number, _)| number)));
        let decided = |verdict| plainly(&mut plain.decided(&period, verdict).into_iter().map(|(number, _)| number));
        assert_eq!(by(|one| one.granted), decided(Verdict::Granted));
        assert_eq!(by(|one| one.refused), decided(Verdict::Refused));
        let releases = plain.releases(&period);
        assert_eq!(by(|one| one.releases), plainly(&mut releases.iter().map(|(number, _)| *number)));

        let failing = ada.rotl_failing(period.clone(), &ages).await.unwrap();
        let is_simple = |release: &Release| {
            let (left, returned) = (release.left.unwrap().at, release.returned.map(|returned| returned.at));
            returned.is_some_and(|at| left <= at && at <= release.planned.back) && !release.reported
        };
        let wrong: BTreeSet<_> = releases
            .iter()
            .filter(|(_, release)| !is_simple(release))
            .map(|(number, release)| (release.planned.id, groups[*number].clone(), release.reported))
            .collect();
        let found: BTreeSet<_> = failing.iter().map(|one| (one.release, one.group.clone(), one.reported)).collect();
        assert_eq!(found, wrong);
        failures += wrong.len();

        let days = |one: &Application| {
            let [decision] = one.decisions.as_slice() else { unreachable!() };
            let (made, decided) = (london::day(one.made.recorded), london::day(decision.mark.recorded));
            u32::try_from(made.until(decided).unwrap().get_days()).unwrap()
        };
        let both = [Verdict::Granted, Verdict::Refused].map(|verdict| plain.decided(&period, verdict));
        let mut counted: BTreeMap<u32, u32> = BTreeMap::new();
        both.iter().flatten().for_each(|(_, one)| *counted.entry(days(one)).or_default() += 1);
        assert_eq!(ada.rotl_days(period.clone()).await.unwrap(), counted.into_iter().collect::<Vec<_>>());
    }
    assert!(failures > 50, "the story has too few failures: {failures}");
}

#[tokio::test]
async fn what_waits_is_out_and_was_refused_is_as_in_the_cases() {
    let ada = a_year().await;
    let plain = Plain(ada.cases().await.unwrap());
    let now = MORNING;
    let last =
        |one: &Application| one.releases.iter().map(|release| release.planned.back.as_millisecond()).max().unwrap();
    let waits = |one: &Application| match one.status() {
        Status::Applied | Status::Deferred | Status::Undecided => true,
        Status::Granted => one.licence.is_none() && last(one) > now,
        _ => false,
    };
    let before = [midnight(-20), midnight(-41)];
    let mut wanted: BTreeMap<(Status, u8), u32> = BTreeMap::new();
    for (_, one) in plain.applications().filter(|(_, one)| waits(one)) {
        let age = before.iter().filter(|at| one.made.recorded.as_millisecond() < **at).count();
        *wanted.entry((one.status(), u8::try_from(age).unwrap())).or_default() += 1;
    }
    let waiting = ada.rotl_waiting(now, before).await.unwrap();
    let mut found: BTreeMap<(Status, u8), u32> = BTreeMap::new();
    waiting.iter().for_each(|one| *found.entry((one.status, one.age)).or_default() += one.count);
    assert_eq!(found, wanted);
    assert_eq!(found.keys().map(|(_, age)| *age).collect::<BTreeSet<_>>(), [0, 1, 2].into(), "the story has every age");
    let stages: BTreeSet<Awaits> = waiting.iter().map(|one| one.awaits).collect();
    let all = [Awaits::Replies, Awaits::Assessment, Awaits::Board, Awaits::Decision, Awaits::Licence];
    assert_eq!(stages, all.into(), "the story has every stage");

    let running = |of: &[Status]| {
        let runs = |one: &Application| of.contains(&one.status()) && last(one) > now;
        u32::try_from(plain.applications().filter(|(_, one)| runs(one)).count()).unwrap()
    };
    let wanted =
        Running { granted: running(&[Status::Granted]), stopped: running(&[Status::Paused, Status::Suspended]) };
    assert_eq!(ada.rotl_running(now).await.unwrap(), wanted);

    let out = plain.applications().flat_map(|(_, one)| &one.releases).filter(|release| release.is_out());
    let mut out: Vec<_> =
        out.map(|one| (one.planned.back.as_millisecond(), one.state() == ReleaseState::Recalled)).collect();
    let mut outside: Vec<_> =
        ada.rotl_outside().await.unwrap().into_iter().map(|one| (one.back, one.recalled)).collect();
    out.sort();
    outside.sort();
    assert!(!out.is_empty());
    assert_eq!(outside, out);

    let period = midnight(-366)..midnight(1);
    let refusals = ada.rotl_refusals(period.clone(), 1_000).await.unwrap();
    assert_eq!(refusals.len(), plain.decided(&period, Verdict::Refused).len());
    for refusal in &refusals {
        let place = (0..APPLICATIONS).find(|place| Fate { place: *place }.id() == refusal.application).unwrap();
        assert_eq!(refusal.reasons, format!("The reasons of application {place}."));
    }
    assert!(refusals.is_sorted_by(|one, next| one.decided >= next.decided), "the newest first");
    assert_eq!(ada.rotl_refusals(period.clone(), 3).await.unwrap(), refusals[..3]);

    // What was reported last stands.
    let reports = ada.rotl_reports(period.clone()).await.unwrap();
    let reported = plain.releases(&period).into_iter().filter(|(_, release)| release.reported).count();
    assert_eq!(reports.len(), reported);
    assert!(reports.values().all(|report| report.answers[0].answer == "210763"));
    let first = plain.applications().map(|(_, one)| one.made.recorded.as_millisecond()).min();
    assert_eq!(ada.rotl_begun().await.unwrap(), first);
    ada.is_sound().await;
}

/// A year's releases are some of tens of thousands: no statement may walk the table, or read rows beside an index that has what it needs.
#[tokio::test]
async fn what_is_counted_is_counted_from_indexes() {
    let ada = founded().await;
    let mut connection = ada.raw().await;
    for (statement, wanted) in [
        (
            "SELECT count(*) FROM rotl_release r WHERE r.application = x'00' AND r.left >= 1 AND r.left < 2",
            "COVERING INDEX rotl_release_went",
        ),
        (
            "SELECT number, release, application, out, back, returned, failed FROM rotl_release WHERE left >= 1 AND left < 2 AND left IS NOT NULL \
             AND (failed = 1 OR returned IS NULL OR returned > back OR returned < left)",
            "COVERING INDEX rotl_release_failing (left>? AND left<?)",
        ),
        (
            "SELECT p.number, p.sex, p.ethnicity, p.born, sum(a.made > 1), sum(a.decided > 1 AND a.verdict = 'Granted'), \
               sum(CASE WHEN a.went_first >= 1 AND a.went_last < 2 THEN a.went ELSE (SELECT count(*) FROM rotl_release r \
                 WHERE r.application = a.application AND r.left >= 1 AND r.left < 2) END) \
             FROM rotl_person p JOIN rotl_application a ON a.number = p.number WHERE a.made >= 1 OR a.went_last >= 1 \
             GROUP BY p.number ORDER BY p.number",
            "COVERING INDEX rotl_application_case",
        ),
        (
            "SELECT days, count(*) FROM rotl_application INDEXED BY rotl_application_days WHERE days IS NOT NULL \
             AND verdict IN ('Granted', 'Refused') AND decided >= 1 AND decided < 2 GROUP BY days ORDER BY days",
            "COVERING INDEX rotl_application_days",
        ),
        (
            "SELECT a.number, a.application, a.kind, a.decided, (SELECT r.reasons FROM rotl_refusal r \
               WHERE r.recorded = a.decided AND r.application = a.application AND r.number = a.number LIMIT 1) \
             FROM rotl_application a WHERE a.verdict = 'Refused' AND a.decided >= 1 AND a.decided < 2 ORDER BY a.decided DESC",
            "COVERING INDEX rotl_refusal_recorded",
        ),
        (
            "SELECT awaits, status, (made < 1) + (made < 2) AS age, count(*) FROM rotl_application \
             WHERE awaits IS NOT NULL AND (status <> 'Granted' OR last > 1) GROUP BY awaits, status, age",
            "COVERING INDEX rotl_application_awaits",
        ),
        (
            "SELECT status, count(*) FROM rotl_application WHERE status IN ('Granted', 'Paused') AND last > 1 GROUP BY status",
            "COVERING INDEX rotl_application_status",
        ),
        (
            "SELECT body FROM rotl_entry WHERE kind = 36 AND application = x'00'",
            "INDEX rotl_entry_application (application=? AND kind=?)",
        ),
        ("SELECT min(made) FROM rotl_application", "COVERING INDEX rotl_application_made"),
    ] {
        let rows: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")))
                .fetch_all(&mut connection)
                .await
                .unwrap();
        let plan: Vec<String> = rows.into_iter().map(|row| row.3).collect();
        assert!(plan.iter().any(|step| step.contains(wanted)), "{statement}: {plan:?}");
        assert!(!plan.iter().any(|step| step == "SCAN rotl_release" || step == "SCAN rotl_application"), "{plan:?}");
    }
}

#[tokio::test]
async fn nothing_is_counted_where_there_is_nothing() {
    let ada = founded().await;
    let period = midnight(-366)..midnight(1);
    assert_eq!(ada.rotl_begun().await.unwrap(), None);
    assert_eq!(ada.rotl_groups(period.clone(), &[]).await.unwrap(), []);
    assert_eq!(ada.rotl_days(period.clone()).await.unwrap(), []);
    assert_eq!(ada.rotl_waiting(MORNING, [0, 0]).await.unwrap(), []);
    assert_eq!(ada.rotl_running(MORNING).await.unwrap(), Running::default());
    assert!(ada.rotl_refusals(period.clone(), 10).await.unwrap().is_empty());
    assert!(ada.rotl_reports(period).await.unwrap().is_empty());
    assert_eq!(ada.overdue("rotl_chase").await.unwrap(), 0);
}

#[tokio::test]
async fn whose_sex_or_birthday_is_put_right_is_counted_so_at_once() {
    let mut ada = founded().await;
    ada.minutes = 0;
    let fate = Fate { place: 1 };
    ada.writes(&fate.whose(), recorded([(Field::PrisonId, text(PRISON)), (Field::Gender, text("Male"))])).await;
    ada.tries(&fate.whose(), vec![fate.applied()]).await.unwrap();
    let ages = [day("2026-11-20"), day("1990-01-31"), day("1990-01-30")];
    let one = async |ada: &Desk| ada.rotl_groups(0..MORNING + DAY * MINUTE, &ages).await.unwrap().remove(0).group;
    assert_eq!((one(&ada).await.sex.as_deref(), one(&ada).await.age), (Some("Male"), None));
    ada.writes(&fate.whose(), recorded([(Field::Gender, text("Female")), (Field::DateOfBirth, date("1990-01-31"))]))
        .await;
    assert_eq!(one(&ada).await.sex.as_deref(), Some("Female"));
    assert_eq!(one(&ada).await.age, Some(2));
    ada.is_sound().await;
}
