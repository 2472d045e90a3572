//! Recording an act, which settles what it settles; settling something without its act, for a reason; and taking either back.

use api::{OwedKey, RecordAct};
use casework::apply::right_to_record;
use casework::event::{ActDone, ActWithdrawn, CaseEvent, Post, SettledByHand};
use casework::{Act, Case, NotApplied, PrisonNumber, Right, london};
use jiff::civil::Date;
use ledger::Compartment;
use policy::obligation::{Key, Kind, Obligation, Owed};

use super::case::{gone, id_of, key_of};
use super::facts::case_facts;
use super::words::{name, read_word, word};
use crate::error::{AppError, Code};
use crate::session::Session;
use crate::typed::day;

impl Session {
    /// Records that something was done. Returns how many things that settled.
    pub async fn record_act(&mut self, number: &PrisonNumber, act: RecordAct) -> Result<u32, AppError> {
        self.demand(right_to_record(act.act))?;
        let on = day(&act.on, "on")?;
        if on > self.today() {
            return Err(AppError::input(
                format!("{} has not come yet.", london::long_date(on)),
                "Give the day on which it was done: today or earlier.",
            )
            .at("on"));
        }
        let words = act.words.trim().to_owned();
        if act.act.needs_words() && words.is_empty() {
            return Err(AppError::input("Nothing is said of it.", act.act.ask()).at("words"));
        }
        let about = act.about.map(|about| about.trim().to_owned()).filter(|about| !about.is_empty());
        if act.act.needs_about() && about.is_none() {
            return Err(AppError::input("It does not say whom or what it is about.", "Choose one.").at("about"));
        }
        let case = self.known_case(number).await?;
        let before = self.in_force().await?.owed(&case_facts(number, &case), self.today());
        self.may_do_task(&case, &before, act.act, on)?;
        let said = format!("{}: {}", act.act.words(), case.full_name());
        let event = CaseEvent::ActDone(ActDone { act: act.act, on, about, words });
        let written = self.act(said, None, vec![(*number, case, event)], |_| true).await;
        written.map_err(|error| at_about(error, act.act))?;
        let after = self.owed_now(number).await?;
        let settled = before.obligations.iter().filter(|thing| {
            thing.window.opens <= on.max(self.today()) && !after.obligations.iter().any(|left| left.key == thing.key)
        });
        Ok(u32::try_from(settled.count()).unwrap_or(u32::MAX))
    }

    /// A task of a handover counts from the day on which its window opens, and is done by whoever manages the case, or by whoever
    /// names them. The fold knows neither windows nor whose task it is: what is refused here would be kept, and would settle nothing.
    fn may_do_task(&self, case: &Case, owed: &Owed, act: Act, on: Date) -> Result<(), AppError> {
        let is_task = |thing: &&Obligation| task_of(thing.key.kind) == Some(act);
        let Some(task) = owed.obligations.iter().find(is_task) else { return Ok(()) };
        let me = self.myself()?;
        let holders = [Post::Pom, Post::CoworkingPom].map(|post| case.holder(post).map(|holding| holding.staff));
        if !holders.contains(&Some(me)) && !self.may(Right::AllocatePom) {
            let whose = holders.into_iter().flatten().next();
            let whose = whose.map_or_else(
                || "nobody is its prison offender manager".to_owned(),
                |pom| format!("{} is its prison offender manager", self.staff_name(pom)),
            );
            return Err(AppError::new(
                Code::NotAllowed,
                format!("This task of the handover is not yours: {whose}."),
                "Ask whoever manages the case, or the Head of OMU Delivery, to record it.",
            )
            .at("act"));
        }
        let opens = task.window.opens;
        if on < opens {
            return Err(AppError::input(
                format!("For this handover it counts only from {}.", london::long_date(opens)),
                format!(
                    "The case is handed over on {}. Do it from {} on; what was done before stands better in a note.",
                    london::long_date(task.window.due),
                    london::long_date(opens)
                ),
            )
            .at("on"));
        }
        Ok(())
    }

    /// Takes back what was recorded as done or settled by mistake.
    pub async fn withdraw_act(&mut self, number: &PrisonNumber, id: &str, reason: &str) -> Result<(), AppError> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(AppError::input("No reason is given.", "Say why it is taken back.").at("reason"));
        }
        let done = self.record.done(number).await?;
        let row =
            done.into_iter().find(|row| id_of(row.at) == id).ok_or_else(|| AppError::from(NotApplied::NoSuchAct))?;
        let event = CaseEvent::ActWithdrawn(ActWithdrawn { of: row.at, reason });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(())
    }

    /// Settles something without its act.
    pub async fn settle_by_hand(&mut self, number: &PrisonNumber, key: &OwedKey, reason: &str) -> Result<(), AppError> {
        self.demand(Right::SettleByHand)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppError::input("No reason is given.", "Say why it need not be done.").at("reason"));
        }
        let Key { kind, about, since } = key_of(key)?;
        let case = self.known_case(number).await?;
        let owed = self.in_force().await?.owed(&case_facts(number, &case), self.today());
        let is_it = |known: &Key| (known.kind, &known.about, known.since) == (kind, &about, since);
        if !owed.obligations.iter().any(|thing| is_it(&thing.key)) {
            return Err(gone());
        }
        let said = format!("Settled by hand: {}, {}", name(kind, about.as_deref()), case.full_name());
        let event =
            CaseEvent::SettledByHand(SettledByHand { kind: word(&kind), about, since, reason: reason.to_owned() });
        self.act(said, None, vec![(*number, case, event)], |_| true).await
    }

    /// What is owed in a case now.
    pub(super) async fn owed_now(&self, number: &PrisonNumber) -> Result<Owed, AppError> {
        let case = self.known_case(number).await?;
        Ok(self.in_force().await?.owed(&case_facts(number, &case), self.today()))
    }
}

/// The act that does a task of a handover and nothing else: an OASys is owed for other reasons, too.
const fn task_of(kind: Kind) -> Option<Act> {
    match kind {
        Kind::HandoverContact => Some(Act::ComContact),
        Kind::HandoverReport => Some(Act::HandoverReport),
        Kind::HandoverMeeting => Some(Act::MeetingHeld),
        _ => None,
    }
}

/// What is wrong with a check is said at the field for whom it was asked of.
fn at_about(error: AppError, act: Act) -> AppError {
    let not_asked = AppError::from(NotApplied::NotAsked);
    if error == not_asked && act.needs_about() {
        return AppError::input(
            "No answer to this check was awaited on that day.",
            "Record first that it was asked for, and on which day.",
        )
        .at("about");
    }
    error
}

/// The act that a word of the command line names.
pub fn act_from_word(word: &str) -> Result<Act, AppError> {
    read_word(word.trim()).ok_or_else(|| {
        let all: Vec<String> = Act::ALL.iter().map(super::words::word).collect();
        AppError::input(format!("“{word}” is not an act."), format!("The acts are: {}.", all.join(", "))).at("act")
    })
}
