//! What screens say about applications, in words.

use casework::london;
use casework::rotl::{Application, Asked, Awaits, Consultee, Decision, Release, ReleaseState, ReleaseType, Status};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::rotl::Purpose;

use crate::owed::read_word;
use crate::session::Session;

/// Who is asked: “Police”, or “Host: Moira Ashdown”.
pub(crate) fn asked(with: &Asked) -> String {
    match with.name.trim() {
        "" => with.consultee.words().to_owned(),
        name if with.consultee == Consultee::Other => name.to_owned(),
        name => format!("{}: {name}", with.consultee.words()),
    }
}

/// Why an application was made.
pub(super) fn reason(application: &Application) -> String {
    reason_words(application.kind, &application.reason)
}

/// A reason by its code, under a type.
pub(crate) fn reason_words(kind: ReleaseType, code: &str) -> String {
    let known = policy::rotl::reason(super::kind(kind), code);
    known.map_or_else(|| code.to_owned(), |reason| reason.reason.label.clone())
}

/// A lawful purpose by its name.
pub(super) fn purpose(name: &str) -> String {
    read_word::<Purpose>(name).map_or_else(|| name.to_owned(), |purpose| purpose.words().to_owned())
}

/// A code of a list in words.
pub(super) fn listed(list: &[(&str, &str)], code: &str) -> String {
    list.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, words)| (*words).to_owned())
}

/// What is next for an application, in a few words.
pub(super) fn next(application: &Application, now: Timestamp) -> String {
    match application.awaits() {
        Some(Awaits::AnotherDecision) => "Two decisions: to be decided again".to_owned(),
        Some(Awaits::Replies) => {
            let (asked, replied) = application.replies();
            format!("{replied} of {asked} have replied")
        }
        Some(Awaits::Assessment) => "To be assessed".to_owned(),
        Some(Awaits::Board) => "Board to be held".to_owned(),
        Some(Awaits::Decision) => "To be decided".to_owned(),
        Some(Awaits::Licence) => "Licence to be issued".to_owned(),
        None if application.status() == Status::Granted => next_out(application, now),
        None => application.status().words().to_owned(),
    }
}

fn next_out(application: &Application, now: Timestamp) -> String {
    if application.releases.iter().any(Release::is_out) {
        return "Out now".to_owned();
    }
    let planned = application.releases.iter().filter(|release| release.state() == ReleaseState::Planned);
    match planned.map(|release| release.planned.out).filter(|out| *out > now).min() {
        Some(out) => format!("Next out {}", day_and_month(london::day(out))),
        None => "No release to come".to_owned(),
    }
}

/// “14 January 2027”.
pub(super) fn day(day: Date) -> String {
    london::long_date(day)
}

fn day_and_month(day: Date) -> String {
    day.strftime("%-d %B").to_string()
}

impl Session {
    /// Where an application stands, in a sentence.
    pub(super) fn status_line(&self, application: &Application) -> String {
        let by = |decision: &Decision| {
            let grade = decision.grade.words().to_lowercase();
            let on = london::long_date(london::day(decision.mark.recorded));
            format!("by {}, {grade}, on {on}", self.staff_name(decision.mark.author))
        };
        let stopped = || {
            let stop = application.stop().map(|stop| stop.mark);
            stop.map_or_else(String::new, |mark| {
                format!(" by {} on {}", self.staff_name(mark.author), london::long_date(london::day(mark.recorded)))
            })
        };
        match application.status() {
            Status::Applied => {
                let made = application.made;
                let on = london::long_date(london::day(made.recorded));
                format!("Applied on {on}, written by {}", self.staff_name(made.author))
            }
            Status::Undecided => {
                let all: Vec<String> = application
                    .decisions
                    .iter()
                    .map(|decision| format!("{} {}", decision.verdict.words().to_lowercase(), by(decision)))
                    .collect();
                format!("Undecided: two decisions were made while apart, {}", all.join(", and "))
            }
            status @ (Status::Deferred | Status::Refused | Status::Granted) => application
                .decision()
                .map_or_else(String::new, |decision| format!("{} {}", status.words(), by(decision))),
            status => format!("{}{}", status.words(), stopped()),
        }
    }
}
