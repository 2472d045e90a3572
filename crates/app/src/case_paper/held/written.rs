//! What staff wrote, did and decided: notes with what was added to them and agreed in them, acts, assessments and decisions.

use casework::decision::DecisionReason;
use casework::{Act, Case, PrisonNumber, london};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::handover::Question;
use store::doing::DecisionRow;
use store::read::{ActionRow, AmendmentRow, NoteQuery, NoteRow};

use super::{Held, Part, Weight, beginning, in_words, lines};
use crate::error::AppError;
use crate::owed::{capital, decided, read_word};
use crate::search::kind_words;
use crate::session::Session;

impl Session {
    /// Every note that the reader may see: restricted ones too.
    pub(super) async fn held_notes(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let query =
            NoteQuery { visibility: self.reads_up_to(), note_type: None, sub_type: None, offset: 0, limit: u32::MAX };
        let notes = self.record.notes(number, &query).await?;
        Ok(notes.into_iter().map(|note| self.held_note(note)).collect())
    }

    fn held_note(&self, note: NoteRow) -> Held {
        let mut words = vec![note.text];
        words.extend(note.amendments.iter().map(|amendment| self.amended(amendment)));
        let agreed = lines(note.actions.iter().map(agreed));
        words.push(agreed);
        words.retain(|part| !part.trim().is_empty());
        let what = kind_words(&note.note_type, &note.sub_type);
        Held::new(Part::Notes, note.occurred, what, words.join("\n\n"), self.staff_name(note.author))
            .recorded(note.recorded)
            .seen_by(note.visibility)
            .weighing(Weight::Known)
    }

    fn amended(&self, amendment: &AmendmentRow) -> String {
        let (on, by) = (in_words(amendment.recorded), self.staff_name(amendment.author));
        format!("Amended on {on} by {by}. Reason: {}\n{}", amendment.reason, amendment.text)
    }

    /// What was done or settled by hand, and what was taken back of it.
    pub(super) async fn held_acts(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let rows = self.record.done(number).await?;
        let item = |row: store::doing::DoneRow| {
            let (act, recorded) = (row.act, row.recorded);
            let view = self.done_view(row, None);
            let back = view.withdrawn.map(|back| format!("Taken back by {}. Reason: {}", back.by, back.reason));
            let words = lines(view.words.into_iter().chain(back));
            let at = view.on.parse::<Date>().map_or(recorded, beginning);
            Held::new(Part::Acts, at, view.what, words, view.by)
                .recorded(recorded)
                .weighing(if act == Some(Act::Oversight) { Weight::Decided } else { Weight::Done })
                .about(act.and_then(about))
        };
        Ok(rows.into_iter().map(item).collect())
    }

    /// What was assessed and decided of responsibility, early allocation and parole.
    pub(super) async fn held_decisions(&self, number: &PrisonNumber, case: &Case) -> Result<Vec<Held>, AppError> {
        let rows = self.record.decisions(number).await?;
        let mut held: Vec<Held> = rows.into_iter().map(|row| self.held_decision(row)).collect();
        let milliseconds = |at: Timestamp| at.as_millisecond();
        held.extend(case.early_allocations.iter().map(|made| {
            let answers = Question::ALL.iter().filter_map(|question| {
                let (_, yes) = made.answers.iter().find(|(name, _)| name == question.field())?;
                Some(format!("{} {}", question.words(), if *yes { "Yes" } else { "No" }))
            });
            let by = self.staff_name(made.mark.author);
            let what = "Early allocation: what was answered";
            Held::new(Part::Decisions, milliseconds(made.mark.recorded), what, lines(answers), by)
        }));
        held.extend(case.parole_reviews.values().map(|review| {
            let day = |name: &str, day: Option<Date>| day.map(|day| format!("{name}: {}", london::long_date(day)));
            let outcome = review.outcome.as_ref().map(|outcome| format!("Outcome: {outcome}"));
            let words = day("Target hearing", review.target_hearing)
                .into_iter()
                .chain(day("Custody report due", review.custody_report_due))
                .chain(outcome)
                .chain(day("Outcome received", review.outcome_received));
            let by = self.staff_name(review.mark.author);
            let at = milliseconds(review.mark.recorded);
            Held::new(Part::Decisions, at, "Parole review, as it stands", lines(words), by).weighing(Weight::Known)
        }));
        Ok(held)
    }

    fn held_decision(&self, row: DecisionRow) -> Held {
        let (what, value) = decided(&row.what);
        // A reason of the list is kept by its code.
        let coded = read_word::<DecisionReason>(&row.detail).is_some();
        let words = if coded { capital(&row.detail.replace('_', " ")) } else { row.detail };
        let by = self.staff_name(row.author);
        Held::new(Part::Decisions, row.recorded, format!("{what}: {value}"), words, by).weighing(Weight::Decided)
    }
}

/// Whom an act is about but the prisoner.
const fn about(act: Act) -> Option<&'static str> {
    match act {
        Act::VictimsChecked => Some("It is about victims"),
        Act::CheckAnswered => Some("Somebody outside the prison said it"),
        _ => None,
    }
}

/// An action with what became of it.
fn agreed(action: &ActionRow) -> String {
    let whose = if action.owner == "prisoner" { "the prisoner" } else { "staff" };
    let due = action.due.as_deref().and_then(|due| due.parse::<Date>().ok());
    let due = due.map(|due| format!(", by {}", london::long_date(due))).unwrap_or_default();
    let became = match &action.outcome {
        None => "open".to_owned(),
        Some((done, outcome, _)) => {
            let state = if *done { "done" } else { "dropped" };
            if outcome.trim().is_empty() { state.to_owned() } else { format!("{state}: {outcome}") }
        }
    };
    format!("Agreed ({whose}{due}; {became}): {}", action.text)
}
