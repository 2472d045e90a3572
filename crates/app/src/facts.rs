//! Facts recorded by hand: a correction of what the prison system says, or what it does not say at all (risk of serious harm,
//! tier, MAPPA, the community offender manager). Always with a reason.

use casework::event::{CaseEvent, ConflictSettled, Contested, FactsRecorded};
use casework::fact::{Fact, Value};
use casework::field::{Field, FieldKey, Kind, Merge};
use casework::{PrisonNumber, Right, Source, london};
use jiff::civil::Date;
use ledger::{Compartment, PrincipalId};

use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Records the value of a field as typed, with a reason.
    pub async fn record_fact(
        &mut self,
        number: &PrisonNumber,
        field: Field,
        typed: &str,
        calculated: Option<Date>,
        reason: &str,
    ) -> Result<(), AppError> {
        let case = self.known_case(number).await?;
        if field.kind() == Kind::Document {
            return Err(AppError::input(
                format!("{} are kept in the prison system.", field.label()),
                "Correct them there: the next import brings them.",
            ));
        }
        if reason.trim().is_empty() {
            return Err(AppError::input("A fact recorded by hand needs a reason.", "Give the source or the reason."));
        }
        let value = Value::parse(field, typed)
            .map_err(|error| AppError::input(format!("{}: {error}.", field.label()), "Correct it and save again."))?;
        let value = in_list(field, value)?;
        self.plausible(&case, field, &value)?;
        let words = format!("{} of {} recorded", field.label(), case.full_name());
        let source = Source::Staff { reason: reason.trim().to_owned() };
        let facts = vec![Fact { field: FieldKey::Known(field), value, calculated }];
        let event = CaseEvent::FactsRecorded(FactsRecorded { source, facts });
        self.act(words, Some(reason.trim()), vec![(*number, case, event)], |_| true).await
    }

    /// A release date by hand lies between the start of the sentence and its end.
    fn plausible(&self, case: &casework::Case, field: Field, value: &Value) -> Result<(), AppError> {
        let Some(date) = value.date() else { return Ok(()) };
        let long = london::long_date;
        let starts = case.date(Field::SentenceStart).filter(|_| field != Field::SentenceStart);
        if field.merge() == Merge::Earlier
            && let Some(start) = starts.filter(|start| date < *start)
        {
            return Err(AppError::input(
                format!("{}, {}, is before the sentence started, {}.", field.label(), long(date), long(start)),
                "Correct one of the two dates.",
            ));
        }
        let release = matches!(
            field,
            Field::Release | Field::ConfirmedRelease | Field::ConditionalRelease | Field::AutomaticRelease
        );
        if release && let Some(end) = case.date(Field::SentenceExpiry).filter(|end| date > *end) {
            return Err(AppError::input(
                format!("{}, {}, is after the sentence expires, {}.", field.label(), long(date), long(end)),
                "Correct one of the two dates.",
            ));
        }
        if field == Field::DateOfBirth && date >= self.today() {
            return Err(AppError::input("A date of birth lies in the past.", "Correct it and save again."));
        }
        Ok(())
    }

    /// Settles a conflict about a field: the value that stands from now on.
    pub async fn settle_field(
        &mut self,
        number: &PrisonNumber,
        field: FieldKey,
        value: Value,
        reason: &str,
    ) -> Result<(), AppError> {
        self.settle(number, Contested::Field(field), Some(value), None, reason).await
    }

    /// Settles a conflict about a post: who stays.
    pub async fn settle_post(
        &mut self,
        number: &PrisonNumber,
        post: casework::event::Post,
        staff: PrincipalId,
        reason: &str,
    ) -> Result<(), AppError> {
        self.settle(number, Contested::Post(post), None, Some(staff), reason).await
    }

    async fn settle(
        &mut self,
        number: &PrisonNumber,
        contested: Contested,
        value: Option<Value>,
        staff: Option<PrincipalId>,
        reason: &str,
    ) -> Result<(), AppError> {
        self.demand(Right::SettleConflict)?;
        let case = self.known_case(number).await?;
        let conflict = case.conflicts.iter().find(|conflict| conflict.contested == contested).ok_or_else(|| {
            AppError::input(
                "There is no open conflict about this.",
                "See the case for what is in conflict: somebody may have settled it.",
            )
        })?;
        self.refuse_own(conflict)?;
        let event =
            CaseEvent::ConflictSettled(ConflictSettled { contested, value, staff, reason: reason.trim().to_owned() });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(())
    }
}

/// A level is one of its list, written as the list has it.
fn in_list(field: Field, value: Value) -> Result<Value, AppError> {
    let (Merge::Higher(levels), Some(text)) = (field.merge(), value.text()) else { return Ok(value) };
    let wanted = text.replace([' ', '-'], "_");
    match levels.iter().find(|level| level.eq_ignore_ascii_case(&wanted)) {
        Some(level) => Ok(Value::Text((*level).to_owned())),
        None => Err(AppError::input(
            format!("{}: “{text}” is not one of its levels.", field.label()),
            format!("The levels are: {}.", levels.join(", ")),
        )),
    }
}

/// The field that a word names: its name in the prison system, in any capitals, or its label.
pub fn field_named(word: &str) -> Result<Field, AppError> {
    let wanted = store::name::plain(word);
    Field::ALL
        .iter()
        .copied()
        .find(|field| field.name().eq_ignore_ascii_case(word.trim()) || store::name::plain(field.label()) == wanted)
        .ok_or_else(|| {
            AppError::input(
                format!("“{word}” is not a field of the case file."),
                "Use a name of the prison system, such as conditionalReleaseDate, or one of: roshLevel, tier, \
                 mappaCategory, mappaLevel, mappaReviewDate, comName, comEmail, comTeam, crn.",
            )
        })
}
