//! What was over before the demonstration begins: refusals, series that ended well, and what goes wrong on releases. So that there is
//! something to count.

use app::types::{ApplicationId, ConsultStep, Consultee};
use app::types::{
    CaseEvent, Debriefed, Debriefer, Direction, FailureAnswer, FailureReported, GateMoved, PlannedRelease, ReleaseId,
    RotlDecided, RotlSteered, Turn, Verdict, london,
};
use demo::Person;
use jiff::civil::{Time, time};
use jiff::{Timestamp, ToSpan};

use crate::owed::arrived;

use super::{Told, application, assessment, board, decision, licence};

/// From when until when somebody is at work outside.
const WORK: (Time, Time) = (time(8, 30, 0, 0), time(16, 30, 0, 0));

/// How the last release of a series ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// As all the others did: the work came to its end.
    Well,
    /// Back within the hour, and after the time.
    Late,
    /// Back on the next morning.
    NotBack,
    /// Back in time, and not sober.
    Drunk,
}

/// An application that is over.
pub(super) struct Past {
    /// Made so many days ago.
    made: i64,
    /// Decided so many days later.
    took: i64,
    /// Why it was refused, or how many releases there were and how the last ended.
    end: Result<(u8, Last), &'static str>,
}

impl Past {
    /// Whether somebody has been here all the time.
    pub(super) fn is_of(&self, person: &Person, now: Timestamp) -> bool {
        let before = london::day(now).saturating_sub(self.made.days());
        arrived(person).is_some_and(|day| day < before)
    }
}

const fn ended(made: i64, took: i64, releases: u8, last: Last) -> Past {
    Past { made, took, end: Ok((releases, last)) }
}

const fn refused(made: i64, took: i64, reasons: &'static str) -> Past {
    Past { made, took, end: Err(reasons) }
}

/// What is told of whom, in this order.
pub(super) const STORIES: [Past; 14] = [
    ended(330, 24, 8, Last::Well),
    refused(300, 33, "The police ask for time: an enquiry that names you is not closed. Ask again when it is."),
    ended(290, 21, 6, Last::Late),
    ended(280, 38, 10, Last::Well),
    ended(250, 29, 4, Last::Drunk),
    refused(240, 52, "The employer has withdrawn the place. Your plan stands; look for another with your keyworker."),
    ended(230, 18, 9, Last::Well),
    ended(200, 44, 7, Last::Well),
    ended(190, 26, 3, Last::NotBack),
    ended(170, 31, 8, Last::Well),
    refused(150, 16, "The address has not been looked at, and nobody there could be reached. Give another one."),
    ended(140, 27, 5, Last::Well),
    ended(120, 35, 4, Last::Late),
    ended(110, 22, 3, Last::Well),
];

impl Told {
    pub(super) fn tell_past(&mut self, story: &Past) {
        let (id, made) = (ApplicationId(self.id(0)), story.made);
        let count = story.end.map_or(1, |(releases, _)| releases);
        let releases: Vec<PlannedRelease> = (0..count).filter_map(|at| self.day_of_work(story, at)).collect();
        self.at(self.ago(made), self.pom, CaseEvent::RotlApplied(application(id, &releases)));
        for consultee in [Consultee::Com, Consultee::Police] {
            self.consulted(id, consultee, ConsultStep::Asked, made - 1);
            self.consulted(id, consultee, ConsultStep::Replied, made - 9);
        }
        let decided = self.ago(made - story.took);
        self.at(self.ago(made - 11), self.pom, CaseEvent::RotlAssessed(assessment(id)));
        self.at(self.ago(made - 13), self.pom, CaseEvent::BoardHeld(board(id, self.ago(made - 13))));
        let (verdict, reasons) = match story.end {
            Ok(_) => (Verdict::Granted, None),
            Err(reasons) => (Verdict::Refused, Some(reasons.to_owned())),
        };
        let usual = decision(id, verdict, decided);
        let reasons = reasons.unwrap_or_else(|| usual.reasons.clone());
        let event = CaseEvent::RotlDecided(RotlDecided { reasons, against_board: None, ..usual });
        self.at(decided, self.office.governor, event);
        let Ok((_, last)) = story.end else { return };
        self.at(self.ago(made - story.took - 1), self.pom, CaseEvent::LicenceIssued(licence(id)));
        for (place, release) in releases.iter().enumerate() {
            let is_last = place + 1 == releases.len();
            self.was_out(id, release, if is_last { last } else { Last::Well });
        }
        if let Some(release) = releases.last() {
            self.ends(id, release, last);
        }
    }

    /// One of the releases, a week after the one before.
    fn day_of_work(&self, story: &Past, at: u8) -> Option<PlannedRelease> {
        let day = self.ago(story.made - story.took - 7 - 7 * i64::from(at));
        Some(PlannedRelease {
            id: ReleaseId(self.id(10 + at)),
            out: london::instant(day.to_datetime(WORK.0))?,
            back: london::instant(day.to_datetime(WORK.1))?,
        })
    }

    fn was_out(&mut self, id: ApplicationId, release: &PlannedRelease, last: Last) {
        let gate = self.office.gate;
        let mut moved = |direction, at| {
            let event = GateMoved { id, release: release.id, direction, at, corrects: None, concern: None };
            self.push(at, gate, CaseEvent::GateMoved(event));
        };
        let after = |minutes: i64| release.back.saturating_add(minutes.minutes()).unwrap_or(release.back);
        let back = match last {
            Last::Well | Last::Drunk => after(-12),
            Last::Late => after(41),
            Last::NotBack => after(16 * 60),
        };
        moved(Direction::Out, release.out);
        moved(Direction::In, back);
        if last != Last::Well {
            let report = FailureReported { id, release: release.id, answers: answers(last, back) };
            self.push(later(back, 1), gate, CaseEvent::FailureReported(report));
        }
        let words = match last {
            Last::Well => "He was on time, and the manager was content.",
            Last::Late => "The bus did not run, and he did not ring.",
            Last::NotBack => "He says that he was with his sister and slept through the evening.",
            Last::Drunk => "The breath test was positive. He says that it was a colleague’s birthday.",
        };
        let (by, words, concern) = (Debriefer::Staff, words.to_owned(), false);
        let event = CaseEvent::Debriefed(Debriefed { id, release: release.id, by, words, concern });
        self.push(later(back, 20), self.pom, event);
    }

    /// What went wrong was revoked; what went well came to its end.
    fn ends(&mut self, id: ApplicationId, release: &PlannedRelease, last: Last) {
        let (by, turn, reason) = match last {
            Last::Well => (self.pom, Turn::Withdrawn, "The work came to its end, and he asked for no more of it."),
            _ => (self.office.governor, Turn::Revoked, "The release failed. He may apply again in three months."),
        };
        let (reason, told) = (reason.to_owned(), vec!["The prisoner".to_owned(), "Gate".to_owned()]);
        let event = CaseEvent::RotlSteered(RotlSteered { id, turn, reason, told });
        self.push(later(release.back, 48), by, event);
    }
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(hours.hours()).unwrap_or(at)
}

/// The answers of the national form, by its codes.
fn answers(last: Last, back: Timestamp) -> Vec<FailureAnswer> {
    let day = london::day(back);
    let answer = |question: &str, answer: &str, remark: &str, dated: bool| FailureAnswer {
        question: question.to_owned(),
        answer: answer.to_owned(),
        remark: remark.to_owned(),
        on: dated.then_some(day),
    };
    let plain = |question, code| answer(question, code, "", false);
    let mut answers = vec![
        plain("59179", "210686"),
        plain("59180", "210691"),
        plain("59181", "210692"),
        plain("59182", "210694"),
        plain("59183", "210701"),
    ];
    if last == Last::NotBack {
        answers.extend([plain("59184", "210712"), plain("59185", "210714")]);
        answers.extend([answer("59186", "210716", "", true), plain("59187", "210719")]);
    } else {
        answers.push(plain("59184", "210713"));
    }
    answers.push(plain("59188", if last == Last::Drunk { "210727" } else { "210726" }));
    answers.extend([plain("59189", "210729"), plain("59191", "210741")]);
    if last == Last::Drunk {
        answers.extend([plain("59195", "210763"), plain("59196", "210766")]);
    } else {
        answers.push(plain("59195", "210764"));
    }
    answers.push(plain("59197", "210774"));
    answers.push(answer("59198", "210776", "It is no such case.", false));
    answers.push(answer("59199", "210777", "", true));
    answers.push(answer("59200", "210780", "There is none.", false));
    answers.push(answer("59201", "210781", "", true));
    answers.push(answer("59202", "210784", "Told by the duty governor.", false));
    answers.push(answer("59203", "210786", "It was not asked for.", false));
    answers
}
