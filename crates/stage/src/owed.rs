//! What invented staff did for their people, as far as it settles something that is owed: most of it in time, some of it late, some
//! of it open, so that every state of my day and of the handover board is there to be seen. What is planned for a release is in `plan`.

pub(crate) mod plan;

use app::AppError;
use app::demonstration::Cast;
use app::types::{
    Act, ActDone, Agency, AssessmentId, CaseEvent, Compartment, DecisionReason, EarlyAllocationAssessed,
    EarlyAllocationDecided, Fact, FactsRecorded, Field, FieldKey, ParoleReviewRecorded, ResponsibilityDecided,
    ReviewId, SettledByHand, Side, Source, Subject, Topic, Value, london,
};
use demo::{AllocationKind, Person};
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

/// When somebody sits down to write it up.
const AFTERNOON: Time = time(14, 40, 0, 0);

/// So many days ago cases were assessed for early allocation.
const ASSESSED: usize = 25;

/// Something that was done, and by whom.
pub(crate) struct Deed {
    /// When it was written down.
    pub(crate) at: Timestamp,
    by: usize,
    event: CaseEvent,
}

impl Deed {
    /// Something that somebody wrote down.
    pub(crate) const fn new(at: Timestamp, by: usize, event: CaseEvent) -> Self {
        Self { at, by, event }
    }
}

/// Who does it.
#[derive(Clone, Copy)]
pub(crate) struct Staff {
    /// The Head of Offender Management Delivery.
    pub(crate) head: usize,
    /// The case administrator.
    pub(crate) administrator: usize,
}

/// Everything that was done for a person by some moment. `place` tells people apart, so that each fares otherwise; `ready`: with everything
/// that a handover pack of that day asks for.
pub(crate) fn deeds(person: &Person, place: usize, staff: Staff, now: Timestamp, ready: Option<Ready>) -> Vec<Deed> {
    let today = london::day(now);
    let Some(arrived) = arrived_by(person, today) else { return Vec::new() };
    let pom = pom_on(person, today).unwrap_or(staff.head);
    let mut told = Told { place, today, now, arrived, pom, ready, deeds: Vec::new() };
    told.read_moves(person);
    told.everyday(person, staff);
    told.checks(staff);
    told.release(person, staff);
    told.plan(person, staff);
    if ready.is_none() {
        told.decisions(person, staff);
    }
    told.deeds
}

/// Somebody of whom a handover pack is put together: nothing that it asks for is left undone, but for these topics.
#[derive(Clone, Copy)]
pub(crate) struct Ready {
    /// What nobody has said anything of.
    pub(crate) without: &'static [Topic],
}

/// On which day somebody came who is still here.
pub(crate) fn arrived(person: &Person) -> Option<Date> {
    arrived_by(person, Date::MAX)
}

/// The same of whoever was here on a day.
pub(crate) fn arrived_by(person: &Person, day: Date) -> Option<Date> {
    let mut stays = person.movements.iter().rev().filter(|moved| ["ADM", "TRN", "REL"].contains(&moved.kind.as_str()));
    let last = stays.find(|moved| moved.at.date() <= day)?;
    (last.direction == "IN").then(|| last.at.date())
}

/// Who was the prison offender manager on a day.
pub(crate) fn pom_on(person: &Person, day: Date) -> Option<usize> {
    let held = |held: &&demo::Allocation| {
        held.kind == AllocationKind::Pom && held.from <= day && held.to.is_none_or(|to| to > day)
    };
    person.allocations.iter().rev().find(held).map(|held| held.staff)
}

/// A date of the prison system.
pub(crate) fn date(person: &Person, name: &str) -> Option<Date> {
    person.document.get(name)?.as_str()?.parse().ok()
}

/// When somebody is released, as the prison system has it.
pub(crate) fn release_date(person: &Person) -> Option<Date> {
    date(person, "releaseDate").or_else(|| date(person, "conditionalReleaseDate"))
}

/// What is told of one person.
struct Told {
    place: usize,
    today: Date,
    now: Timestamp,
    arrived: Date,
    pom: usize,
    ready: Option<Ready>,
    deeds: Vec<Deed>,
}

/// Whoever is made ready for a pack was seen to within so many days.
const LATELY: usize = 21;

impl Told {
    /// Whether something was done, as it is of so many in a hundred people.
    const fn luck(&self, matter: usize, of_100: usize) -> bool {
        self.ready.is_some() || self.chance(matter, 100) < of_100
    }

    /// Whether something went wrong, as it does for one in so many.
    const fn mishap(&self, matter: usize, one_in: usize) -> bool {
        self.ready.is_none() && self.chance(matter, one_in) == 0
    }

    /// The day, fewer than so many days ago, on which something was done.
    fn lately(&self, matter: usize, below: usize) -> Date {
        match self.ready {
            Some(_) => self.ago(1 + self.chance(matter, below.min(LATELY))),
            None => self.ago(self.chance(matter, below)),
        }
    }

    /// A number below `below` that is another for each person and matter.
    const fn chance(&self, matter: usize, below: usize) -> usize {
        (self.place.wrapping_mul(7_919).wrapping_add(matter.wrapping_mul(104_729)) >> 3) % below
    }

    fn ago(&self, days: usize) -> Date {
        self.today.saturating_sub(i64::try_from(days).unwrap_or_default().days())
    }

    fn add(&mut self, on: Date, by: usize, event: CaseEvent) {
        let Some(at) = london::instant(on.to_datetime(AFTERNOON)) else { return };
        if on >= self.arrived && at <= self.now {
            self.deeds.push(Deed { at, by, event });
        }
    }

    fn act(&mut self, on: Date, by: usize, act: Act, about: Option<&str>, words: &str) {
        let about = about.map(str::to_owned);
        self.add(on, by, CaseEvent::ActDone(ActDone { act, on, about, words: words.to_owned() }));
    }

    fn fact(&mut self, on: Date, by: usize, reason: &str, field: Field, value: Value) {
        let source = Source::Staff { reason: reason.to_owned() };
        let facts = vec![Fact { field: FieldKey::Known(field), value, calculated: None }];
        self.add(on, by, CaseEvent::FactsRecorded(FactsRecorded { source, facts }));
    }

    /// Dates that moved were read within days; those of last night were not yet.
    fn read_moves(&mut self, person: &Person) {
        for snapshot in &person.earlier {
            let read = snapshot.on.saturating_add(3.days());
            self.act(read, self.pom, Act::MovesRead, None, "Told him what it means for his plan");
        }
    }

    fn everyday(&mut self, person: &Person, staff: Staff) {
        let high = person.rosh.as_ref().is_some_and(|rosh| rosh.level.contains("HIGH"));
        let contact = self.lately(1, if high { 36 } else { 104 });
        self.act(contact, self.pom, Act::PomContact, None, "His plan, and how he is on the wing");
        self.act(self.lately(2, 385), self.pom, Act::OasysCompleted, None, "Accommodation and thinking looked at anew");
        self.act(self.lately(3, 385), self.pom, Act::PlanMade, None, "Complete the course; keep in touch with family");
        let words = "Read the file: contact is regular, the plan is being worked on";
        self.act(self.lately(4, 192), staff.head, Act::Oversight, None, words);
        if self.luck(5, 95) {
            let on = self.arrived.saturating_add(20.days());
            self.act(on, self.pom, Act::VictimsChecked, None, "With the victim liaison unit");
        }
    }

    fn checks(&mut self, staff: Staff) {
        let came = self.arrived;
        for (at, agency) in Agency::ALL.into_iter().enumerate() {
            let luck = if self.ready.is_some() { 0 } else { self.chance(10 + at, 100) };
            if luck >= 94 {
                continue;
            }
            let about = Some(agency.words());
            let asked = came.saturating_add(4.days());
            self.act(asked, staff.administrator, Act::CheckRequested, about, "By e-mail to their front door team");
            if luck < 88 {
                let on = came.saturating_add(15.days());
                self.act(on, staff.administrator, Act::CheckAnswered, about, "Nothing that changes the plan");
            } else if luck < 91 && asked < self.ago(luck - 86) {
                self.act(self.ago(luck - 86), self.pom, Act::CheckChased, about, "By telephone; they are looking");
            }
        }
        if self.ready.is_none() && self.chance(12, 60) == 5 {
            let agency = Agency::ChildrensServices.words().to_owned();
            let settled = SettledByHand {
                kind: "check_request".to_owned(),
                about: Some(agency),
                since: came,
                reason: "He has no children, and no contact with any".to_owned(),
            };
            self.add(came.saturating_add(9.days()), self.pom, CaseEvent::SettledByHand(settled));
        }
    }

    fn release(&mut self, person: &Person, staff: Staff) {
        let asked = self.arrived.saturating_add(30.days());
        if self.luck(20, 92) {
            let applies = Value::Flag(person.mappa.is_some());
            self.fact(asked, self.pom, "Offences and sentence looked at", Field::MappaApplies, applies);
        }
        if person.document.get("indeterminateSentence").and_then(serde_json::Value::as_bool) == Some(true)
            && self.luck(21, 85)
        {
            let none = Value::Flag(false);
            self.fact(asked, staff.administrator, "The warrants", Field::OtherIndeterminate, none);
        }
        let Some(days) = self.days_left(person) else { return };
        if self.luck(22, 90) {
            let homeless = Value::Flag(self.is_homeless());
            self.fact(self.ago(20), self.pom, "Asked him", Field::Homeless, homeless);
        }
        if self.luck(25, 70) {
            self.fact(
                self.ago(40),
                self.pom,
                "The community's resourcing",
                Field::EnhancedHandover,
                Value::Flag(self.chance(26, 3) > 0),
            );
        }
        if self.mishap(27, 12) {
            self.fact(self.ago(25), self.pom, "Agreed with the community", Field::ApprovedPremises, Value::Flag(true));
        }
        if days <= 28 && self.chance(34, 2) == 0 {
            self.act(self.ago(1), staff.administrator, Act::LicenceApproved, None, "By the duty governor");
        }
    }

    /// How many days it is to somebody's release, if that is near.
    fn days_left(&self, person: &Person) -> Option<i64> {
        let days = i64::from((release_date(person)? - self.today).get_days());
        (0..=400).contains(&days).then_some(days)
    }

    /// Whether somebody near release has nowhere to go.
    const fn is_homeless(&self) -> bool {
        self.ready.is_none() && self.chance(23, 100) < 15
    }

    fn decisions(&mut self, person: &Person, staff: Staff) {
        if let Some(rosh) = person.rosh.as_ref().filter(|_| self.chance(40, 45) == 3) {
            let other = if rosh.level == "HIGH" { "VERY_HIGH" } else { "HIGH" };
            let level = Value::Text(other.to_owned());
            self.fact(self.ago(4), self.pom, "What the police told us", Field::Rosh, level);
            self.act(self.ago(3), self.pom, Act::RiskTold, Some("keyworker"), "In person, before the weekend");
        }
        let id = |matter: u8| {
            let bytes = (self.place as u64).to_be_bytes();
            uuid::Builder::from_custom_bytes([bytes, [matter; 8]].concat().try_into().unwrap_or_default()).into_uuid()
        };
        let (assessment, review): (Uuid, Uuid) = (id(0x51), id(0x52));
        let early = self.chance(41, 40);
        if early < 3 && self.arrived <= self.ago(ASSESSED) {
            self.early_allocation(AssessmentId(assessment), early);
        }
        match self.chance(42, 90) {
            1 => self.decided(staff, self.ago(20), Side::Community, self.today.saturating_add(70.days())),
            2 => self.decided(staff, self.ago(120), Side::Community, self.ago(10)),
            3 => self.decided(staff, self.ago(50), Side::Prison, self.today.saturating_add(4.days())),
            _ => {}
        }
        let board = date(person, "tariffDate").or_else(|| date(person, "paroleEligibilityDate"));
        if board.is_some() && self.chance(43, 3) > 0 {
            self.parole(ReviewId(review), staff);
        }
    }

    /// Eligible; waiting for the community; accepted by it.
    fn early_allocation(&mut self, id: AssessmentId, which: usize) {
        let mandatory = [
            "convicted_under_terrorisom_act_2000",
            "high_profile",
            "serious_crime_prevention_order",
            "mappa_level_3",
            "cppc_case",
        ];
        let others = [
            "extremism_separation",
            "high_risk_of_serious_harm",
            "mappa_level_2",
            "pathfinder_process",
            "other_reason",
        ];
        let yes = if which == 0 { "high_profile" } else { "mappa_level_2" };
        let asked = mandatory.iter().chain(others.iter().filter(|_| which > 0));
        let answers = asked.map(|name| ((*name).to_owned(), *name == yes)).collect();
        let made = EarlyAllocationAssessed {
            id,
            oasys: self.ago(60),
            answers,
            in_window: true,
            reason: if which == 0 { String::new() } else { "Managed at level 2; the team knows him".to_owned() },
            approved: which > 0,
        };
        self.add(self.ago(ASSESSED), self.pom, CaseEvent::EarlyAllocationAssessed(made));
        if which == 2 {
            let decided = EarlyAllocationDecided { id, accepted: true };
            self.add(self.ago(9), self.pom, CaseEvent::EarlyAllocationDecided(decided));
        }
    }

    fn decided(&mut self, staff: Staff, on: Date, side: Side, review: Date) {
        let decided = ResponsibilityDecided {
            side,
            reason: DecisionReason::CommunityTeam,
            words: "They have worked with him since his last sentence".to_owned(),
            review,
        };
        self.add(on, staff.head, CaseEvent::ResponsibilityDecided(decided));
    }

    /// A hearing to come; a report that is late; an outcome whose day nobody wrote down.
    fn parole(&mut self, id: ReviewId, staff: Staff) {
        let (hearing, report, outcome) = match self.chance(44, 4) {
            0 => (self.today.saturating_add(110.days()), self.ago(6), None),
            1 => (self.ago(12), self.ago(100), Some("No Release [*]".to_owned())),
            2 => (self.today.saturating_add(200.days()), self.today.saturating_add(75.days()), None),
            _ => (self.today.saturating_add(500.days()), self.today.saturating_add(380.days()), None),
        };
        let review = ParoleReviewRecorded {
            id,
            target_hearing: Some(hearing),
            custody_report_due: Some(report),
            outcome,
            outcome_received: None,
        };
        self.add(self.ago(8), staff.administrator, CaseEvent::ParoleReviewRecorded(review));
    }
}

const fn compartment(event: &CaseEvent) -> Compartment {
    match event {
        CaseEvent::PlanStated(stated) if stated.topic.is_restricted() => Compartment::Restricted,
        _ => Compartment::General,
    }
}

/// Writes a deed.
pub(crate) async fn play(cast: &mut Cast<'_>, person: &Person, deed: Deed) -> Result<(), AppError> {
    let Deed { at, by, event } = deed;
    let subject = Subject::Case(person.prison_number.as_str().into());
    let (name, compartment) = (event.name(), compartment(&event));
    match cast.write(by, compartment, at, at, subject, event).await? {
        None => Ok(()),
        Some(reason) => Err(AppError::input(
            format!("A deed of the demonstration does not apply ({name}): {reason}."),
            "This is a defect of the generator.",
        )),
    }
}
