//! A note as its form keeps it: what a draft holds, and what recording makes of it.

use std::collections::BTreeMap;

use api::{ActionOwner, NewActionView, Visibility, WriteNote};
use serde::{Deserialize, Serialize};

use crate::dates::{self, Day};
use crate::screens::note::typed::{self, Near};

/// Later than this many days, a note says why it is late.
const LATE_AFTER: i64 = 7;

/// What kind of contact it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum What {
    /// A key-work session.
    #[default]
    Session,
    /// A key-work entry.
    Contact,
    /// A session that did not come about: an entry that says why.
    NotSeen,
    /// Another kind of note.
    Other,
}

/// Why somebody was not seen.
pub(super) const NOT_SEEN: [(&str, &str); 5] = [
    ("refused", "Refused"),
    ("work", "At work or education"),
    ("court", "At court"),
    ("unlock", "Unlock cancelled"),
    ("other", "Another reason"),
];

/// What is to become of an action that was agreed before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settled {
    /// Done; or else dropped.
    pub(super) done: bool,
    /// Why it is dropped.
    pub(super) reason: String,
}

/// An action that is being agreed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Action {
    /// Which line of the form.
    pub(super) line: u32,
    /// What.
    pub(super) text: String,
    /// Whether the prisoner promises it; or else the member of staff.
    pub(super) prisoner: bool,
    /// By when, as typed.
    pub(super) due: String,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Body {
    /// What it was.
    pub(super) what: What,
    /// Type and subtype of another kind of note.
    pub(super) kind: (String, String),
    /// Why they were not seen.
    pub(super) not_seen: String,
    /// The day: ISO, or as typed.
    pub(super) day: String,
    /// The time, as typed.
    pub(super) time: String,
    /// Why it is recorded late.
    pub(super) late: String,
    /// The words.
    pub(super) text: String,
    /// What is being agreed.
    pub(super) actions: Vec<Action>,
    /// What becomes of what was agreed before, by its identifier.
    pub(super) settled: BTreeMap<String, Settled>,
    /// Who may see it.
    pub(super) visibility: Visibility,
}

impl Default for Body {
    fn default() -> Self {
        Self {
            what: What::Session,
            kind: (String::new(), String::new()),
            not_seen: String::new(),
            day: String::new(),
            time: String::new(),
            late: String::new(),
            text: String::new(),
            actions: vec![Action::default()],
            settled: BTreeMap::new(),
            visibility: Visibility::General,
        }
    }
}

/// What is wrong, and at which field.
pub(super) type Wrong = (String, String);

/// What recording does: the note first, then what becomes of earlier actions.
#[derive(Debug, Clone)]
pub(super) struct ToRecord {
    pub(super) note: WriteNote,
    pub(super) settled: Vec<(String, Settled)>,
}

impl Body {
    /// A form with nothing typed, that happened now.
    pub(super) fn fresh(now: &str, what: What) -> Self {
        let (day, time) = now.split_once('T').unwrap_or((now, ""));
        Self { what, day: day.to_owned(), time: time.to_owned(), ..Self::default() }
    }

    /// Whether somebody typed or chose something worth keeping.
    pub(super) fn is_worth_keeping(&self) -> bool {
        !self.text.trim().is_empty()
            || !self.late.trim().is_empty()
            || !self.settled.is_empty()
            || !self.not_seen.is_empty()
            || self.actions.iter().any(|action| !action.text.trim().is_empty() || !action.due.trim().is_empty())
    }

    /// The day that was given.
    pub(super) fn day(&self, today: Day) -> Option<Day> {
        typed::day(&self.day, today, Near::Past)
    }

    /// Whether it is recorded so late that it says why.
    pub(super) fn is_late(&self, today: Day) -> bool {
        self.day(today).is_some_and(|day| day.days_until(today) > LATE_AFTER)
    }

    /// What recording does; or everything that is wrong. `name` is what the prisoner is called.
    pub(super) fn read(&self, number: &str, name: &str, today: Day) -> Result<ToRecord, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut at = |field: &str, words: String| wrong.push((field.to_owned(), words));
        if self.what == What::Other && (self.kind.0.is_empty() || self.kind.1.is_empty()) {
            at(
                if self.kind.0.is_empty() { "note-type" } else { "note-sub" },
                "Choose what kind of note it is".to_owned(),
            );
        }
        let not_seen = NOT_SEEN.iter().find(|(code, _)| *code == self.not_seen).map(|(_, words)| *words);
        if self.what == What::NotSeen && not_seen.is_none() {
            at("not-seen-refused", format!("Choose why {name} was not seen"));
        }
        let day = self.day(today);
        let time = typed::time(&self.time);
        if day.is_none() {
            at("note-day", "Write the day as 21/1/2027".to_owned());
        }
        if time.is_none() {
            at("note-time", "Write the time as hours and minutes, such as 13:45".to_owned());
        }
        if self.is_late(today) && self.late.trim().is_empty() {
            at("note-late", format!("Say why it is recorded more than {LATE_AFTER} days later"));
        }
        let needs_words = self.what != What::NotSeen || self.not_seen == "other";
        if needs_words && self.text.trim().is_empty() {
            at("note-text", missing_words(self.what, name));
        }
        let mut actions = Vec::new();
        for action in &self.actions {
            let due = typed::day(&action.due, today, Near::Future);
            let said = !action.text.trim().is_empty();
            if due.is_none() && !action.due.trim().is_empty() {
                at(&format!("action-due-{}", action.line), "Write the day as 21/1/2027, or leave it empty".to_owned());
            } else if !said && due.is_some() {
                at(&format!("action-{}", action.line), "Say what was agreed, or remove the line".to_owned());
            }
            if said {
                actions.push(NewActionView {
                    text: action.text.trim().to_owned(),
                    owner: if action.prisoner { ActionOwner::Prisoner } else { ActionOwner::Staff },
                    due: due.map(Day::iso),
                });
            }
        }
        for (action, settled) in &self.settled {
            if !settled.done && settled.reason.trim().is_empty() {
                at(&format!("drop-{action}"), "Say why it is dropped, or keep it open".to_owned());
            }
        }
        let (Some(day), Some(time), true) = (day, time, wrong.is_empty()) else { return Err(wrong) };
        let (note_type, sub_type) = self.kind_codes();
        let note = WriteNote {
            number: number.to_owned(),
            note_type,
            sub_type,
            occurred: Some(format!("{}T{time}", day.iso())),
            text: self.words(not_seen, today),
            visibility: self.visibility,
            actions,
        };
        Ok(ToRecord { note, settled: self.settled.clone().into_iter().collect() })
    }

    fn kind_codes(&self) -> (String, String) {
        let key_work = |sub_type: &str| ("KA".to_owned(), sub_type.to_owned());
        match self.what {
            What::Session => key_work("KS"),
            What::Contact | What::NotSeen => key_work("KE"),
            What::Other => self.kind.clone(),
        }
    }

    /// The words with what the form asked beside them: the record has one text for all of it.
    fn words(&self, not_seen: Option<&str>, today: Day) -> String {
        let mut parts = Vec::new();
        if let (What::NotSeen, Some(reason)) = (self.what, not_seen) {
            parts.push(format!("Tried, not seen: {}.", reason.to_lowercase()));
        }
        let text = self.text.trim();
        if !text.is_empty() {
            parts.push(text.to_owned());
        }
        if self.is_late(today) {
            parts.push(format!("Recorded late: {}", self.late.trim()));
        }
        parts.join("\n\n")
    }
}

fn missing_words(what: What, name: &str) -> String {
    match what {
        What::Session => "Write what you talked about".to_owned(),
        What::Contact => "Write what the contact was".to_owned(),
        What::NotSeen => format!("Write why {name} was not seen"),
        What::Other => "Write what happened".to_owned(),
    }
}

/// What a line for a due date shows once it has been understood: “Fri 15 Jan”.
pub(super) fn tidy_due(typed: &str, today: Day) -> Option<String> {
    typed::day(typed, today, Near::Future).map(|day| dates::due(&day.iso(), &today.iso()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::read("2027-01-14").unwrap()
    }

    fn typed() -> Body {
        Body { text: " Saw Kieran. ".to_owned(), ..Body::fresh("2027-01-14T13:45", What::Session) }
    }

    #[test]
    fn a_session_needs_words_and_nothing_else() {
        let read = typed().read("A4417FK", "Kieran", today()).unwrap();
        assert_eq!((read.note.note_type.as_str(), read.note.sub_type.as_str()), ("KA", "KS"));
        assert_eq!(read.note.occurred.as_deref(), Some("2027-01-14T13:45"));
        assert_eq!(read.note.text, "Saw Kieran.");
        assert!(read.note.actions.is_empty(), "an empty line is no action");
        let nothing = Body::fresh("2027-01-14T13:45", What::Session);
        assert!(!nothing.is_worth_keeping());
        assert_eq!(nothing.read("A4417FK", "Kieran", today()).unwrap_err().first().unwrap().0, "note-text");
    }

    #[test]
    fn tried_and_not_seen_is_an_entry_that_says_why() {
        let body = Body { what: What::NotSeen, not_seen: "court".to_owned(), text: String::new(), ..typed() };
        let read = body.read("A4417FK", "Kieran", today()).unwrap();
        assert_eq!((read.note.sub_type.as_str(), read.note.text.as_str()), ("KE", "Tried, not seen: at court."));
    }

    #[test]
    fn more_than_a_week_late_asks_why_and_says_it() {
        let body = Body { day: "6 Jan".to_owned(), ..typed() };
        assert_eq!(body.read("A4417FK", "Kieran", today()).unwrap_err().first().unwrap().0, "note-late");
        let body = Body { late: "The wing computer was away".to_owned(), ..body };
        let read = body.read("A4417FK", "Kieran", today()).unwrap();
        assert!(read.note.text.ends_with("\n\nRecorded late: The wing computer was away"));
        assert!(!Body { day: "7 Jan".to_owned(), ..typed() }.is_late(today()));
    }

    #[test]
    fn an_action_is_dropped_for_a_reason_only() {
        let mut body = typed();
        body.settled.insert("x".to_owned(), Settled { done: false, reason: " ".to_owned() });
        assert_eq!(body.read("A4417FK", "Kieran", today()).unwrap_err().first().unwrap().0, "drop-x");
    }

    #[test]
    fn a_draft_comes_back_as_it_was_and_one_of_another_version_too() {
        let mut body = typed();
        body.actions =
            vec![Action { line: 3, text: "Bank form".to_owned(), prisoner: true, due: "Fri 15 Jan".to_owned() }];
        let kept = serde_json::to_string(&body).unwrap();
        assert_eq!(serde_json::from_str::<Body>(&kept).unwrap(), body);
        let older: Body = serde_json::from_str("{\"text\":\"half a sen\",\"gone\":1}").unwrap();
        assert_eq!(older.text, "half a sen");
    }
}
