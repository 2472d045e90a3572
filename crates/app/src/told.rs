//! What an event says, in plain English, whatever it is worth: for what stands in no table, because it was not applied, came too late to count or
//! waits to be sent. Of releases, plans, facts and movements the papers of a case say the same (`case_paper`).

use casework::event::{
    Allocated, CaseEvent, Contact, ContactEnded, Contested, Deallocated, FactsRecorded, ImportTaken, MovementsRecorded,
    NoteWritten, QuarantinedRow, VictimContact, Visibility,
};
use casework::{FieldKey, PrisonNumber, Source, london};
use jiff::civil::Date;
use ledger::Compartment;
use store::AsWritten;

use crate::case_paper::{about_movement, about_plan, about_release, lines, raw_words, value_words};
use crate::error::AppError;
use crate::owed::{capital, figure_words, name, read_word, word};
use crate::search::kind_words;
use crate::session::Session;

/// An event in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// What it is, without its words.
    pub(crate) what: String,
    /// What it says.
    pub(crate) words: String,
}

impl Told {
    fn new(what: impl Into<String>, words: impl IntoIterator<Item = String>) -> Self {
        Self { what: what.into(), words: lines(words) }
    }
}

impl From<(String, String)> for Told {
    fn from((what, words): (String, String)) -> Self {
        Self { what, words }
    }
}

impl Session {
    /// What an event says.
    pub(crate) fn tell_event(&self, event: &CaseEvent) -> Told {
        let of_a_history = || about_release(event).or_else(|| about_plan(event)).map(Told::from);
        written(event)
            .or_else(|| facts(event))
            .or_else(|| self.of_people(event))
            .or_else(|| decided(event))
            .or_else(|| self.of_the_unit(event))
            .or_else(of_a_history)
            .unwrap_or_else(|| Told::new(apart(event.name()), []))
    }

    /// Who may see it.
    pub(crate) async fn seen_by(&self, said: &AsWritten) -> Result<Visibility, AppError> {
        if said.compartment == Compartment::Restricted {
            return Ok(Visibility::Restricted);
        }
        let unknown = Visibility::Sensitive;
        Ok(match &said.event {
            Some(CaseEvent::NoteAmended(body)) => {
                self.record.note_place(body.note).await?.map_or(unknown, |(_, visibility)| visibility)
            }
            Some(CaseEvent::ActionSettled(body)) => {
                let case = match said.number.parse::<PrisonNumber>() {
                    Ok(number) => self.record.case(&number).await?,
                    Err(_) => None,
                };
                case.and_then(|case| Some(case.actions.get(&body.action)?.visibility)).unwrap_or(unknown)
            }
            Some(event) => marked(event),
            None => unknown,
        })
    }

    fn of_people(&self, event: &CaseEvent) -> Option<Told> {
        Some(match event {
            CaseEvent::Allocated(Allocated { post, staff, reason }) => {
                Told::new(format!("{}: {}", capital(post.title()), self.staff_name(*staff)), [reason.clone()])
            }
            CaseEvent::Deallocated(Deallocated { post, staff, reason, detail }) => {
                let what = format!("{} ended: {}", capital(post.title()), self.staff_name(*staff));
                let reason = capital(&word(reason).to_lowercase().replace('_', " "));
                Told::new(what, [reason].into_iter().chain(detail.clone()))
            }
            CaseEvent::ContactRecorded(Contact { relationship, name, phone, email, address, .. }) => {
                let known = [Some(name), phone.as_ref(), email.as_ref(), address.as_ref()];
                Told::new(format!("Contact: {}", relationship.trim()), known.into_iter().flatten().cloned())
            }
            CaseEvent::ContactEnded(ContactEnded { reason, .. }) => Told::new("Contact ended", [reason.clone()]),
            CaseEvent::VictimContactRecorded(VictimContact { officer, email, phone, remarks }) => {
                let known = [Some(officer), email.as_ref(), phone.as_ref(), remarks.as_ref()];
                Told::new("Details of the victim liaison officer", known.into_iter().flatten().cloned())
            }
            CaseEvent::ConflictSettled(body) => {
                let (what, value) = match &body.contested {
                    Contested::Field(field) => {
                        let value = body.value.as_ref().map(|value| value_words(field, &value.plain()));
                        (field.label().to_owned(), value)
                    }
                    Contested::Post(post) => (post.title().to_owned(), body.staff.map(|staff| self.staff_name(staff))),
                    Contested::Application(_) => ("release on temporary licence".to_owned(), None),
                };
                Told::new(format!("Conflict settled: {what}"), value.into_iter().chain([body.reason.clone()]))
            }
            _ => return None,
        })
    }

    fn of_the_unit(&self, event: &CaseEvent) -> Option<Told> {
        Some(match event {
            CaseEvent::ImportTaken(ImportTaken { files, read, new, changed, quarantined, .. }) => {
                let files = files.iter().map(|file| file.name.clone());
                let counts = format!("{read} rows read: {new} new, {changed} changed, {quarantined} set aside");
                Told::new("Import of the prison system", files.chain([counts]))
            }
            CaseEvent::RowQuarantined(QuarantinedRow { file, row, reasons, raw, .. }) => {
                let words = reasons.iter().cloned().chain([raw_words(raw)]);
                Told::new(format!("Row {row} of {file} set aside"), words)
            }
            CaseEvent::FigureSet(body) => {
                let value = body.value.clone().unwrap_or_else(|| "Taken back".to_owned());
                Told::new(format!("Figure of the prison “{}”", figure_words(&body.name)), [value, body.reason.clone()])
            }
            CaseEvent::WorkingPatternSet(body) => {
                let what = format!("Working pattern: {}", self.staff_name(body.staff));
                Told::new(what, [format!("{} tenths of a full week", body.tenths)])
            }
            CaseEvent::CaseSent(body) => {
                Told::new("The case was sent to another prison", [body.prison.clone(), body.why.clone()])
            }
            CaseEvent::CaseCalledBack(body) => {
                Told::new("The case was called back before the other prison took it", [body.why.clone()])
            }
            CaseEvent::CaseReceived(body) => {
                Told::new("The case came from another prison", [body.prison.clone(), body.why.clone()])
            }
            CaseEvent::PackReceived(body) => {
                Told::new(format!("Handover pack received from {}, version {}", body.prison, body.version), [])
            }
            _ => return None,
        })
    }
}

fn written(event: &CaseEvent) -> Option<Told> {
    Some(match event {
        CaseEvent::NoteWritten(NoteWritten { note_type, sub_type, text, actions, .. }) => {
            let agreed = actions.iter().map(|action| {
                let due = action.due.map(|due| format!(", by {}", london::long_date(due))).unwrap_or_default();
                format!("Agreed{due}: {}", action.text)
            });
            Told::new(kind_words(note_type, sub_type), [text.clone()].into_iter().chain(agreed))
        }
        CaseEvent::NoteAmended(body) => {
            Told::new("Note amended", [format!("Reason: {}", body.reason), body.text.clone()])
        }
        CaseEvent::ActionSettled(body) => {
            let what = if body.done { "Agreed action done" } else { "Agreed action dropped" };
            Told::new(what, [body.outcome.clone()])
        }
        CaseEvent::ActDone(body) => {
            let words = body.act.words();
            let what = body.about.as_ref().map_or_else(|| words.to_owned(), |about| format!("{words}: {about}"));
            Told::new(what, [format!("On {}", london::long_date(body.on)), body.words.clone()])
        }
        CaseEvent::SettledByHand(body) => {
            let named = read_word(&body.kind).map(|kind| format!(": {}", name(kind, body.about.as_deref())));
            Told::new(format!("Settled by hand{}", named.unwrap_or_default()), [body.reason.clone()])
        }
        CaseEvent::ActWithdrawn(body) => {
            Told::new("Something recorded as done was taken back", [format!("Reason: {}", body.reason)])
        }
        CaseEvent::RestrictedViewed(body) => {
            Told::new("Restricted material opened", [format!("Reason: {}", body.reason)])
        }
        _ => return None,
    })
}

fn facts(event: &CaseEvent) -> Option<Told> {
    let from = |source: &Source| match source {
        Source::Import { row, .. } => format!("Read from the prison system, row {row}"),
        Source::Staff { reason } => format!("Reason: {reason}"),
    };
    Some(match event {
        CaseEvent::FactsRecorded(FactsRecorded { source, facts }) => match facts.as_slice() {
            [one] => Told::new(capital(one.field.label()), [value(&one.field, &one.value), from(source)]),
            many => {
                let lines = many.iter().map(|one| format!("{}: {}", one.field.label(), value(&one.field, &one.value)));
                Told::new("Facts recorded", lines.chain([from(source)]))
            }
        },
        CaseEvent::MovementsRecorded(MovementsRecorded { source, movements }) => {
            let lines = movements.iter().flat_map(|movement| {
                let (what, words) = about_movement(movement);
                [format!("{what}, {}", london::long_date(movement.at.date())), words]
            });
            Told::new("Movements recorded", lines.chain([from(source)]))
        }
        _ => return None,
    })
}

fn value(field: &FieldKey, value: &casework::Value) -> String {
    value_words(field, &value.plain())
}

fn decided(event: &CaseEvent) -> Option<Told> {
    let day = |name: &str, day: Option<Date>| day.map(|day| format!("{name}: {}", london::long_date(day)));
    Some(match event {
        CaseEvent::EarlyAllocationAssessed(body) => Told::new("Early allocation assessed", [body.reason.clone()]),
        CaseEvent::EarlyAllocationDecided(body) => {
            let decision = if body.accepted { "Accepted" } else { "Declined" };
            Told::new("Early allocation: the community decided", [decision.to_owned()])
        }
        CaseEvent::ResponsibilityDecided(body) => {
            let what = format!("Responsibility decided for the {}", word(&body.side));
            let reason = capital(&word(&body.reason).replace('_', " "));
            Told::new(what, [reason, body.words.clone()].into_iter().chain(day("Looked at again", Some(body.review))))
        }
        CaseEvent::ResponsibilityWithdrawn(body) => {
            Told::new("Decision on responsibility withdrawn", [body.reason.clone()])
        }
        CaseEvent::ParoleReviewRecorded(body) => {
            let outcome = body.outcome.as_ref().map(|outcome| format!("Outcome: {outcome}"));
            let words = day("Target hearing", body.target_hearing)
                .into_iter()
                .chain(day("Custody report due", body.custody_report_due))
                .chain(outcome)
                .chain(day("Outcome received", body.outcome_received));
            Told::new("Parole review", words)
        }
        _ => return None,
    })
}

/// Who may see an event that says so itself.
const fn marked(event: &CaseEvent) -> Visibility {
    match event {
        CaseEvent::NoteWritten(body) => body.visibility,
        CaseEvent::RotlConsulted(body) => body.visibility,
        CaseEvent::PlanStated(body) if body.topic.is_restricted() => Visibility::Restricted,
        CaseEvent::PackReceived(body) if body.restricted => Visibility::Restricted,
        CaseEvent::VictimContactRecorded(_) | CaseEvent::PackRestricted(_) | CaseEvent::RestrictedViewed(_) => {
            Visibility::Restricted
        }
        _ => Visibility::General,
    }
}

/// The name of an event as words: `NoteWritten` is “Note written”.
fn apart(kind: &str) -> String {
    let mut words = String::new();
    for letter in kind.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use casework::event::{ActionId, ActionSettled, NoteId};
    use casework::{Fact, Field, Value};
    use uuid::Uuid;

    use super::*;

    fn note(visibility: Visibility) -> CaseEvent {
        CaseEvent::NoteWritten(NoteWritten {
            id: NoteId(Uuid::from_bytes([1; 16])),
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            visibility,
            text: "Works in the laundry".to_owned(),
            place: "LEI".to_owned(),
            actions: Vec::new(),
        })
    }

    #[test]
    fn what_was_written_is_told_with_its_words() {
        let told = written(&note(Visibility::General)).unwrap();
        assert_eq!((told.what, told.words.as_str()), (kind_words("KA", "KS"), "Works in the laundry"));
        let action = ActionId(Uuid::from_bytes([2; 16]));
        let dropped = ActionSettled { action, done: false, outcome: "He was moved".to_owned() };
        let told = written(&CaseEvent::ActionSettled(dropped)).unwrap();
        assert_eq!((told.what.as_str(), told.words.as_str()), ("Agreed action dropped", "He was moved"));
    }

    #[test]
    fn a_fact_is_told_by_its_name_and_its_reason() {
        let fact = |field: Field, value| Fact { field: field.into(), value, calculated: None };
        let rosh = fact(Field::Rosh, Value::Text("VERY_HIGH".to_owned()));
        let source = Source::Staff { reason: "New offence".to_owned() };
        let one = CaseEvent::FactsRecorded(FactsRecorded { source, facts: vec![rosh] });
        let told = facts(&one).unwrap();
        assert_eq!(told.what, capital(Field::Rosh.label()));
        assert_eq!(told.words, "Very high\nReason: New offence");
    }

    #[test]
    fn who_may_see_it_is_as_it_says() {
        assert_eq!(marked(&note(Visibility::Sensitive)), Visibility::Sensitive);
        let viewed = casework::event::RestrictedViewed { what: "notes".to_owned(), reason: "Handover".to_owned() };
        assert_eq!(marked(&CaseEvent::RestrictedViewed(viewed)), Visibility::Restricted);
    }

    #[test]
    fn a_kind_without_words_of_its_own_is_named() {
        assert_eq!(apart("NoteWritten"), "Note written");
    }
}
