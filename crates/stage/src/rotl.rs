//! Releases on temporary licence of the demonstration: of each step of the way there is one to be seen, and at the gate somebody is out,
//! somebody late, somebody back. What was over before lies in `past`.

mod past;

use app::types::{
    ApplicationId, Asked, BoardHeld, BoardMember, CaseEvent, Condition, ConsultStep, Consultee, Debriefed, Debriefer,
    Direction, GateMoved, Grade, LicenceIssued, Opinion, Place, PlannedRelease, ReleaseId, ReleaseType, Risk,
    RotlApplied, RotlAssessed, RotlConsulted, RotlDecided, Tier, Verdict, Visibility, london,
};
use demo::{AllocationKind, Person};
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::owed::Deed;

/// When office work is done.
const MORNING: Time = time(10, 20, 0, 0);

/// Who does it.
#[derive(Clone, Copy)]
pub(crate) struct Office {
    /// The governor.
    pub(crate) governor: usize,
    /// The gate officer.
    pub(crate) gate: usize,
    /// The Head of Offender Management Delivery, where there is no POM.
    pub(crate) head: usize,
}

/// How far an application has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Far {
    Asked,
    Assessed,
    Refused,
    Granted,
    Licensed,
}

/// What is told of whom, in this order: how far, and how many minutes ago somebody went out and is to be back; how many earlier
/// releases of a series there were.
const STORIES: [(Far, i64, i64, u8); 8] = [
    (Far::Licensed, 190, -160, 6),
    (Far::Licensed, 300, 25, 0),
    (Far::Licensed, -180, -420, 0),
    (Far::Licensed, 280, 60, 0),
    (Far::Granted, -120, -360, 0),
    (Far::Assessed, -20_160, -20_400, 0),
    (Far::Asked, -30_240, -30_600, 0),
    (Far::Refused, -14_400, -14_700, 0),
];

/// Everything that was done about releases. People come in the order of the prison's list.
pub(crate) fn deeds<'a>(
    people: impl Iterator<Item = &'a Person>,
    office: Office,
    now: Timestamp,
) -> Vec<(&'a Person, Deed)> {
    let mut fit = people.filter(|person| is_fit(person));
    let mut deeds = Vec::new();
    let told = |person: &Person, place| {
        let pom = person.allocations.iter().rev().find(|held| held.kind == AllocationKind::Pom && held.to.is_none());
        let pom = pom.map_or(office.head, |held| held.staff);
        Told { place, office, pom, now, deeds: Vec::new() }
    };
    for ((place, story), person) in STORIES.into_iter().enumerate().zip(fit.by_ref()) {
        let mut told = told(person, place);
        told.tell(story);
        deeds.extend(told.deeds.into_iter().map(|deed| (person, deed)));
    }
    let mut others: Vec<&Person> = fit.collect();
    for (place, story) in past::STORIES.iter().enumerate() {
        let Some(at) = others.iter().position(|person| story.is_of(person, now)) else { continue };
        let person = others.remove(at);
        let mut told = told(person, STORIES.len() + place);
        told.tell_past(story);
        deeds.extend(told.deeds.into_iter().map(|deed| (person, deed)));
    }
    deeds
}

/// Somebody who was sentenced, is here, and of whom no high risk is known: the office would think of them first.
fn is_fit(person: &Person) -> bool {
    let text = |name: &str| person.document.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    let low = !person.rosh.as_ref().is_some_and(|rosh| rosh.level.contains("HIGH"));
    let determinate = person.document.get("indeterminateSentence").and_then(serde_json::Value::as_bool) != Some(true);
    let last = person.movements.iter().rev().find(|moved| ["ADM", "TRN", "REL"].contains(&moved.kind.as_str()));
    let here = last.is_some_and(|moved| moved.direction == "IN");
    low && determinate
        && here
        && text("legalStatus") == "SENTENCED"
        && ["C", "D", "J", "R", "T"].contains(&text("category"))
}

struct Told {
    place: usize,
    office: Office,
    pom: usize,
    now: Timestamp,
    deeds: Vec<Deed>,
}

impl Told {
    fn tell(&mut self, (far, out, back, before): (Far, i64, i64, u8)) {
        let id = ApplicationId(self.id(0));
        let releases = self.releases(out, back, before);
        let applied = self.ago(40);
        self.at(applied, self.pom, CaseEvent::RotlApplied(application(id, &releases)));
        for (at, consultee) in [Consultee::Com, Consultee::Police, Consultee::Security].into_iter().enumerate() {
            let days = i64::try_from(at).unwrap_or_default();
            self.consulted(id, consultee, ConsultStep::Asked, 38 - days);
            if far > Far::Asked || at == 0 {
                self.consulted(id, consultee, ConsultStep::Replied, 31 - days);
            }
        }
        if far == Far::Asked {
            return;
        }
        self.at(self.ago(27), self.pom, CaseEvent::RotlAssessed(assessment(id)));
        self.at(self.ago(25), self.pom, CaseEvent::BoardHeld(board(id, self.ago(25))));
        if far == Far::Assessed {
            return;
        }
        let verdict = if far == Far::Refused { Verdict::Refused } else { Verdict::Granted };
        self.at(self.ago(24), self.office.governor, CaseEvent::RotlDecided(decision(id, verdict, self.ago(24))));
        if far < Far::Licensed {
            return;
        }
        self.at(self.ago(23), self.pom, CaseEvent::LicenceIssued(licence(id)));
        for release in &releases {
            self.went(id, release);
        }
    }

    /// Out and back, as far as the clock has come; whoever is late is not back.
    fn went(&mut self, id: ApplicationId, release: &PlannedRelease) {
        let moved = |direction, at| {
            CaseEvent::GateMoved(GateMoved { id, release: release.id, direction, at, corrects: None, concern: None })
        };
        if release.out > self.now {
            return;
        }
        let gate = self.office.gate;
        self.push(release.out, gate, moved(Direction::Out, release.out));
        let is_late = self.place == 1;
        if release.back <= self.now && !is_late {
            let back = release.back.saturating_sub(6.minutes()).unwrap_or(release.back);
            self.push(back, gate, moved(Direction::In, back));
            let debriefed = release.back.saturating_add(20.hours()).unwrap_or(release.back);
            if debriefed < self.now {
                let words = "Back in good time, and nothing to say of it but that the bus was full.".to_owned();
                let (by, concern) = (Debriefer::Staff, false);
                let event = CaseEvent::Debriefed(Debriefed { id, release: release.id, by, words, concern });
                self.push(debriefed, self.pom, event);
            }
        }
    }

    /// The last release, and those of the weeks before it.
    fn releases(&self, out: i64, back: i64, before: u8) -> Vec<PlannedRelease> {
        let minutes = |minutes: i64| self.now.saturating_sub(minutes.minutes()).unwrap_or(self.now);
        let week = |weeks: i64, at: Timestamp| at.saturating_sub((weeks * 7 * 24).hours()).unwrap_or(at);
        let one = |weeks: u8| PlannedRelease {
            id: ReleaseId(self.id(10 + weeks)),
            out: week(i64::from(weeks), minutes(out)),
            back: week(i64::from(weeks), minutes(back)),
        };
        // A series began after its licence.
        (0..=before.min(3)).rev().map(one).collect()
    }

    fn consulted(&mut self, id: ApplicationId, consultee: Consultee, step: ConsultStep, days: i64) {
        let on = self.ago(days);
        let with = Asked { consultee, name: String::new() };
        let replied = step == ConsultStep::Replied;
        let words = if replied { "Nothing is known that speaks against it." } else { "By e-mail, with the form" };
        let event = CaseEvent::RotlConsulted(RotlConsulted {
            id,
            with,
            step,
            on,
            due: (!replied).then(|| on.saturating_add(10.days())),
            opinion: replied.then_some(Opinion::NoConcern),
            words: words.to_owned(),
            visibility: Visibility::General,
        });
        self.at(on, self.pom, event);
    }

    fn ago(&self, days: i64) -> Date {
        london::day(self.now).saturating_sub(days.days())
    }

    fn at(&mut self, on: Date, by: usize, event: CaseEvent) {
        if let Some(at) = london::instant(on.to_datetime(MORNING)) {
            self.push(at, by, event);
        }
    }

    fn push(&mut self, at: Timestamp, by: usize, event: CaseEvent) {
        self.deeds.push(Deed::new(at.min(self.now), by, event));
    }

    /// An identifier that is another for each person and matter, and the same in every making.
    fn id(&self, matter: u8) -> Uuid {
        let place = u8::try_from(self.place).unwrap_or(u8::MAX);
        Uuid::from_bytes([
            0x52, place, matter, 0x0f, 0x7a, 0x1c, 0x70, 0x01, 0x80, 0x52, place, matter, 0x33, 0x5d, 0x61, 0x0b,
        ])
    }
}

fn application(id: ApplicationId, releases: &[PlannedRelease]) -> RotlApplied {
    let text = str::to_owned;
    let local = |at: Timestamp| london::local(at);
    let lines: Vec<[String; 4]> = releases
        .iter()
        .map(|release| {
            let (out, back) = (local(release.out), local(release.back));
            let clock = |at: jiff::civil::DateTime| at.strftime("%H:%M").to_string();
            [out.date().to_string(), clock(out), back.date().to_string(), clock(back)]
        })
        .collect();
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
        places: vec![Place {
            name: text("Nowhere Stores"),
            address: text("14 Nowhere Row, Leeds"),
            contact: text("Moira Quill"),
            phone: text("0113 496 0000"),
            overnight: false,
        }],
        escort: text("U"),
        transport: text("PUT"),
    }
}

fn assessment(id: ApplicationId) -> RotlAssessed {
    let text = str::to_owned;
    RotlAssessed {
        id,
        risks: vec![
            Risk {
                what: text("Meets people from before at the bus station, who press him to carry things in"),
                likely: text("Medium"),
                harm: text("High"),
                control: text("Travels by the direct bus only, and does not leave it on the way"),
            },
            Risk {
                what: text("Drinks after work: none for 14 months"),
                likely: text("Low"),
                harm: text("Medium"),
                control: text("Drinks no alcohol, and gives a breath test on return"),
            },
        ],
        protective: vec![text("His sister drives him on Fridays"), text("The manager has employed others from here")],
        summary: text("The risks can be managed with these controls. The work is what his plan asks for."),
        watched: Vec::new(),
    }
}

fn board(id: ApplicationId, on: Date) -> BoardHeld {
    let member = |name: &str, capacity: &str, opinion, words: &str| BoardMember {
        name: name.to_owned(),
        capacity: capacity.to_owned(),
        opinion,
        words: words.to_owned(),
    };
    BoardHeld {
        id,
        on,
        members: vec![
            member("Hedda Marsh", "Security", Opinion::Concerns, "Begin with two days a week, not three."),
            member("Tobias Venn", "Activities", Opinion::Supports, "Has not missed a day in the workshop."),
        ],
        minutes: "The journey, the shop, what happens if he is ill. Security would begin with fewer days.".to_owned(),
        recommends: Verdict::Granted,
    }
}

fn decision(id: ApplicationId, verdict: Verdict, on: Date) -> RotlDecided {
    let refused = verdict == Verdict::Refused;
    let reasons = if refused {
        "Your last adjudication was six weeks ago. Keep to your plan until the spring, and ask again then."
    } else {
        "You have kept to your plan, and the people who know you support it. The conditions deal with the risks."
    };
    RotlDecided {
        id,
        verdict,
        grade: Grade::Governor,
        demanded: Grade::Governor,
        reasons: reasons.to_owned(),
        against_board: refused.then(|| "The board did not know of the adjudication.".to_owned()),
        again: refused.then(|| on.saturating_add(3.months())),
        review: (!refused).then(|| on.saturating_add(5.months())),
        complain_by: refused.then(|| on.saturating_add(3.months())),
    }
}

fn licence(id: ApplicationId) -> LicenceIssued {
    let condition = |words: &str| Condition { code: None, words: words.to_owned() };
    LicenceIssued {
        id,
        conditions: vec![
            condition("Be back by the time that is printed above. If you will be late, ring the prison at once."),
            condition("Go to the shop by the direct bus, and nowhere else on the way."),
            condition("Do not drink alcohol or take drugs."),
        ],
        exclusions: vec!["The street market at Nowhere Square".to_owned()],
        phone: "0113 496 0001".to_owned(),
        copies: vec!["Police".to_owned(), "Community offender manager".to_owned(), "Gate".to_owned()],
        issuer: "The offender management unit".to_owned(),
    }
}
