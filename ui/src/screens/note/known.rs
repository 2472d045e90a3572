//! What a form knows of the person it is about before anything is typed.

use api::{CaseView, Code, DraftView, NoteView, Problem};

use crate::backend;
use crate::dates::{self, Day};

/// Alerts that stop before a session: nobody sees these people alone.
const STOPS: [&str; 2] = ["RNO121", "XRF"];

/// What is known.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) case: CaseView,
    /// The last key-work session.
    pub(super) last: Option<NoteView>,
    /// What the record's clock said when the form opened, in London, to the minute.
    pub(super) now: String,
    /// The day of it.
    pub(super) today: Day,
    /// What was typed before and not recorded.
    pub(super) draft: Option<DraftView>,
}

impl Known {
    /// Asks for all of it.
    pub(super) async fn ask(number: &str, form: &str) -> Result<Self, Problem> {
        let case = backend::call(api::OpenCase { number: number.to_owned() }).await?;
        let last = backend::call(api::LastSession { number: number.to_owned() }).await?;
        let now = backend::call(api::Clock {}).await?;
        let today = Day::read(&now).ok_or_else(|| {
            Problem::new(Code::Failed, "This computer's clock cannot be read", "Set its date and time, then try again.")
        })?;
        let drafts = backend::call(api::Drafts {}).await?;
        let draft = drafts.into_iter().find(|draft| draft.form == form && draft.number == number);
        Ok(Self { case, last, now, today, draft })
    }

    /// “Kieran”.
    pub(super) fn first_name(&self) -> String {
        self.case.name.split_whitespace().next().unwrap_or_default().to_owned()
    }

    /// “Ashdown, Kieran”.
    pub(super) fn listed_name(&self) -> String {
        match (self.value("lastName"), self.value("firstName")) {
            (Some(last), Some(first)) => format!("{last}, {first}"),
            _ => self.case.name.clone(),
        }
    }

    /// A fact's value.
    pub(super) fn value(&self, field: &str) -> Option<String> {
        self.case.facts.iter().find(|fact| fact.field == field).map(|fact| fact.value.clone())
    }

    /// Who holds a post.
    pub(super) fn post(&self, title: &str) -> Option<String> {
        self.case.posts.iter().find(|post| post.post == title).map(|post| post.name.clone())
    }

    /// The alerts that stop before a session.
    pub(super) fn stops(&self) -> Vec<String> {
        let stops = self.case.alerts.iter().filter(|alert| STOPS.contains(&alert.code.as_str()));
        stops.map(|alert| alert.label.clone()).collect()
    }

    /// Whether an alert stops before a session.
    pub(super) fn is_stop(code: &str) -> bool {
        STOPS.contains(&code)
    }

    /// The next dates of the sentence: what it is, and when. Those of one day stand together.
    pub(super) fn coming(&self, today: &str, most: usize) -> Vec<(String, String)> {
        let mut coming: Vec<(String, String)> = Vec::new();
        for fact in self.case.dates.iter().filter(|fact| fact.value.as_str() >= today) {
            let day = dates::long(&fact.value);
            if let Some((what, _)) = coming.iter_mut().find(|(_, same)| *same == day) {
                what.push_str(", ");
                what.push_str(&within(&fact.label));
            } else if coming.len() < most {
                coming.push((fact.label.clone(), day));
            }
        }
        coming
    }
}

/// “Sentence expiry” as “sentence expiry”; abbreviations stay large.
fn within(label: &str) -> String {
    if label.chars().nth(1).is_some_and(char::is_lowercase) {
        label.chars().take(1).flat_map(char::to_lowercase).chain(label.chars().skip(1)).collect()
    } else {
        label.to_owned()
    }
}
