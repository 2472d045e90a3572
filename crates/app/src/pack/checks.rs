//! What somebody looks at before a pack is sealed, and the tasks of the handover.

use api::{PackCheck, PackTask};
use casework::{Act, Case, PrisonNumber, Right, london};
use policy::obligation::Kind;

use super::content::{Draft, likely_recipient};
use super::restricted::{Restricted, repeated};
use crate::error::AppError;
use crate::owed::case_facts;
use crate::session::Session;

/// A task of the handover: what is owed until it is done, and the act that it is.
const ENHANCED: &[(Kind, Act, &str)] = &[
    (Kind::HandoverOasys, Act::OasysCompleted, "Review OASys"),
    (Kind::HandoverContact, Act::ComContact, "Contact with the COM"),
    (Kind::HandoverMeeting, Act::MeetingHeld, "Handover meeting"),
];
/// The same of a handover that is not enhanced.
const STANDARD: &[(Kind, Act, &str)] = &[
    (Kind::HandoverContact, Act::ComContact, "Contact with the COM"),
    (Kind::HandoverReport, Act::HandoverReport, "Handover report"),
];

impl Session {
    /// The tasks of the handover: when each was done, or by when it is to be.
    pub(super) async fn handover_tasks(&self, number: &PrisonNumber, case: &Case) -> Result<Vec<PackTask>, AppError> {
        let rules = self.in_force().await?;
        let facts = case_facts(number, case);
        let owed = rules.owed(&facts, self.today());
        let done = self.record.done(number).await?;
        let tasks = if facts.tasks.enhanced == Some(false) { STANDARD } else { ENHANCED };
        let task = |(kind, act, words): &(Kind, Act, &str)| {
            let open = owed.obligations.iter().find(|one| one.key.kind == *kind);
            let last = done.iter().find(|row| row.act == Some(*act) && row.withdrawn.is_none());
            let (day, said) = match (open, last) {
                (Some(open), _) => (None, format!("By {}", london::long_date(open.window.due))),
                (None, Some(row)) => (Some(row.day.clone()), self.staff_name(row.author)),
                (None, None) => (None, "Not due yet".to_owned()),
            };
            PackTask { what: (*words).to_owned(), done: day, words: said }
        };
        Ok(tasks.iter().map(task).collect())
    }

    /// What is looked at before it is sealed. Only gaps keep a pack from being sealed; the rest is for its author to see.
    pub(super) fn checks(&self, case: &Case, draft: &Draft, items: &[Restricted]) -> Vec<PackCheck> {
        let check = |met: bool, as_it_should_be: String, otherwise: String| PackCheck {
            met,
            words: if met { as_it_should_be } else { otherwise },
        };
        let open = draft.standing.items.iter().filter(|item| item.is_open()).count();
        let gaps = match open {
            1 => "1 gap needs a word from you".to_owned(),
            many => format!("{many} gaps need a word from you"),
        };
        let to = likely_recipient(case);
        let met_up = case.last_done(Act::MeetingHeld);
        // Whoever may not read what is restricted cannot be told that none of its words is in the pages.
        let told = self.may(Right::ReadRestricted).then(|| repeated(&draft.pack, &items.iter().collect::<Vec<_>>()));
        let repeats = told.map(|told| {
            check(
                told.is_empty(),
                "No words of a restricted item in the pages".to_owned(),
                format!("Words of a restricted item stand in: {}", told.join(", ")),
            )
        });
        let mut checks = vec![
            check(open == 0, format!("All {} sections are settled", draft.pack.sections.len()), gaps),
            check(
                !to.name.is_empty() || !to.team.is_empty(),
                "It is known for whom it is".to_owned(),
                "Nobody is named for whom it is".to_owned(),
            ),
        ];
        checks.extend(repeats);
        checks.push(check(
            met_up.is_some(),
            met_up.map(|day| format!("Handover meeting held on {}", london::long_date(day))).unwrap_or_default(),
            "The handover meeting is still to come".to_owned(),
        ));
        checks
    }
}
