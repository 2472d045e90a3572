//! The handover board: every case that is handed over soon, is being handed over, or should have been; each in one column.

use std::collections::BTreeSet;

use api::{Column, HandoverBoard, HandoverBoardView, HandoverCard};
use casework::case::Case;
use casework::event::Post;
use casework::{Act, Field, PrisonNumber, Right};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{PrincipalId, Role};
use policy::answer::Answer;
use policy::handover::{self, Dates, Part, Reason, Responsibility};
use policy::obligation::{CaseFacts, Kind, Obligation, Owed};

use crate::caseload::line;
use crate::error::AppError;
use crate::owed::{InForce, case_facts, what};
use crate::session::Session;

/// So many days a handover stays on the board after it was done.
const DONE_DAYS: i64 = 28;
/// The tasks of a handover.
const TASKS: [Kind; 4] = [Kind::HandoverOasys, Kind::HandoverContact, Kind::HandoverReport, Kind::HandoverMeeting];

impl Session {
    /// The handovers of the unit, or of one POM.
    pub async fn handover_board(&self, asked: &HandoverBoard) -> Result<HandoverBoardView, AppError> {
        self.demand(Right::ReadCases)?;
        let rules = self.in_force().await?;
        let today = self.today();
        let me = self.myself()?;
        let whose = asked.pom.as_deref().map(|pom| self.staff_named(pom)).transpose()?;
        let mut view = HandoverBoardView::default();
        let mut left_out: [u32; 4] = [0; 4];
        let mut teams = BTreeSet::new();
        for (number, case) in self.held().await? {
            let pom = case.holder(Post::Pom).map(|holding| holding.staff);
            let working = |wanted| {
                [Post::Pom, Post::CoworkingPom].iter().any(|post| case.holder(*post).map(|h| h.staff) == Some(wanted))
            };
            if whose.is_some_and(|wanted| !working(wanted)) || (asked.mine && !working(me)) {
                continue;
            }
            let Some(seen) = Seen::of(&number, &case, &rules, today) else {
                view.unclear += u32::from(may_be_handed_over(&number, &case, &rules, today));
                continue;
            };
            let lacking = seen.left_out_by();
            let Some(card) = self.handover_card(&seen, &rules, pom) else { continue };
            teams.extend(card.team.clone());
            if asked.team.is_some() && card.team != asked.team {
                continue;
            }
            for (at, _) in left_out.iter_mut().zip(lacking).filter(|(_, lacks)| *lacks) {
                *at += 1;
            }
            view.without_pom += u32::from(pom.is_none());
            if !asked.left_out || lacking.contains(&true) {
                view.cards.push(card);
            }
        }
        view.cards.sort_by_key(|card| (card.column, card.days.is_none(), card.days, card.name.clone()));
        view.teams = teams.into_iter().collect();
        view.left_out = LEFT_OUT.iter().map(|words| (*words).to_owned()).zip(left_out).collect();
        let members = self.membership().members().iter().filter(|member| member.roles().has(Role::Pom));
        view.poms = members.map(|member| (member.principal.to_string(), member.name.clone())).collect();
        view.poms.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(view)
    }

    fn handover_card(&self, seen: &Seen<'_>, rules: &InForce, pom: Option<PrincipalId>) -> Option<HandoverCard> {
        let (column, days) = seen.column(rules)?;
        let late = seen.late().map(|late| what(late.key.kind, late.key.about.as_deref()));
        Some(HandoverCard {
            column,
            number: seen.number.to_string(),
            name: seen.case.list_name(),
            pom: pom.map(|pom| self.staff_name(pom)),
            com: [Field::ComName, Field::ComEmail]
                .into_iter()
                .find_map(|field| seen.case.text(field))
                .map(str::to_owned),
            team: [Field::ComTeam, Field::ComLdu]
                .into_iter()
                .find_map(|field| seen.case.text(field))
                .map(str::to_owned),
            rosh: seen.case.text(Field::Rosh).map(str::to_owned),
            handover: seen.dates.map(|dates| dates.handover.to_string()),
            days,
            marks: seen.marks(),
            tasks: seen.tasks(),
            late,
        })
    }
}

/// The cases of a board as a table for a spreadsheet.
pub(crate) fn csv(cards: &[HandoverCard]) -> String {
    let heads = [
        "Prisoner",
        "Number",
        "Where",
        "POM",
        "COM",
        "Community team",
        "RoSH",
        "Handover date",
        "Days",
        "Tasks done",
        "Tasks",
        "Late",
        "Marks",
    ];
    let mut table = String::from("\u{feff}");
    line(&mut table, heads.map(str::to_owned));
    for card in cards {
        let or_blank = |value: &Option<String>| value.clone().unwrap_or_default();
        let (done, of) = card.tasks;
        let cells = [
            card.name.clone(),
            card.number.clone(),
            card.column.words().to_owned(),
            or_blank(&card.pom),
            or_blank(&card.com),
            or_blank(&card.team),
            or_blank(&card.rosh),
            or_blank(&card.handover),
            card.days.map(|days| days.to_string()).unwrap_or_default(),
            done.to_string(),
            of.to_string(),
            or_blank(&card.late),
            card.marks.join(", "),
        ];
        line(&mut table, cells);
    }
    table
}

/// What the lists by date of the national service leave out.
const LEFT_OUT: [&str; 4] = ["past tariff", "supporting with a hearing far off", "recalled", "open conditions"];

/// A case with what the rules say of it.
struct Seen<'a> {
    number: &'a PrisonNumber,
    case: &'a Case,
    facts: CaseFacts,
    today: Date,
    standing: Responsibility,
    reason: Option<Reason>,
    dates: Option<Dates>,
    owed: Owed,
}

/// Whether whoever cannot be told of may have a handover, for all that is known: the policy may cover them.
fn may_be_handed_over(number: &PrisonNumber, case: &Case, rules: &InForce, today: Date) -> bool {
    let facts = case_facts(number, case).handover;
    handover::responsibility_standing(&facts, today, rules.handover).missing().is_some()
}

impl<'a> Seen<'a> {
    fn of(number: &'a PrisonNumber, case: &'a Case, rules: &InForce, today: Date) -> Option<Self> {
        let facts = case_facts(number, case);
        let standing = handover::responsibility_standing(&facts.handover, today, rules.handover).known().flatten()?;
        let outcome = handover::handover_outcome(&facts.handover, today, rules.handover);
        let handed = match &outcome {
            Answer::Known(outcome) => outcome.handover().copied(),
            Answer::CannotTell(_) => None,
        };
        let owed = rules.owed(&facts, today);
        let (reason, dates) = (handed.map(|handover| handover.reason), handed.and_then(|handover| handover.dates));
        Some(Self { number, case, facts, today, standing, reason, dates, owed })
    }

    fn owes(&self, kind: Kind) -> Option<&Obligation> {
        self.owed.obligations.iter().find(|thing| thing.key.kind == kind)
    }

    /// The task that is late the longest.
    fn late(&self) -> Option<&Obligation> {
        let tasks = self.owed.obligations.iter().filter(|thing| TASKS.contains(&thing.key.kind));
        let com = self.owes(Kind::ComNeeded);
        tasks.chain(com).filter(|thing| thing.window.due < self.today).min_by_key(|thing| thing.window.due)
    }

    /// In which column it is, and the days to the handover, or since what is late fell due.
    fn column(&self, rules: &InForce) -> Option<(Column, Option<i64>)> {
        let days_to = |day: Date| i64::from((day - self.today).get_days());
        let overdue = rules.settings.constants.com_overdue.value;
        let missing = self.owes(Kind::ComNeeded).map(|thing| match self.dates.filter(|_| !self.standing.overridden) {
            Some(dates) => dates.handover,
            None => thing.window.due,
        });
        if let Some(since) = missing.filter(|since| overdue.after(*since) <= self.today) {
            return Some((Column::ComMissing, Some(days_to(since))));
        }
        let late = self.owed.obligations.iter().filter(|thing| TASKS.contains(&thing.key.kind));
        if let Some(since) = late.map(|thing| thing.window.due).filter(|due| *due < self.today).min() {
            return Some((Column::TasksOverdue, Some(days_to(since))));
        }
        let handover = self.dates.map(|dates| dates.handover);
        let com = self.facts.staff.is_com_known();
        let soon = |day: Date| rules.settings.constants.handover_window.value.before(day) <= self.today;
        let done_lately = handover.is_some_and(|day| day <= self.today && days_to(day) >= -DONE_DAYS);
        match self.standing.com {
            Part::Responsible if handover.is_none() || done_lately || self.standing.overridden => {
                // Decided without a date: it is being handed over until the community is known and its part is done.
                let named_now = !com || done_lately || self.decided_lately();
                named_now.then_some((Column::InProgress, handover.map(days_to)))
            }
            Part::Responsible => None,
            Part::Supporting => Some((Column::InProgress, handover.map(days_to))),
            Part::NotInvolved => {
                let day = self.dates.map(|dates| dates.start.min(dates.handover)).filter(|day| soon(*day))?;
                let column = if com { Column::InProgress } else { Column::Upcoming };
                Some((column, Some(days_to(handover.unwrap_or(day)))))
            }
        }
    }

    /// Whether what made it the community's is so young that the handover is still being done.
    fn decided_lately(&self) -> bool {
        let decided = self.facts.handover.responsibility_override.as_ref().and_then(|decided| decided.decided);
        let came = self.facts.received;
        let since = self.today.saturating_sub(DONE_DAYS.days());
        decided.or(came).is_some_and(|day| day >= since)
    }

    /// Which of the lists by date would leave it out, in the order of their words.
    fn left_out_by(&self) -> [bool; 4] {
        let facts = &self.facts.handover;
        let past_tariff = facts.indeterminate == Some(true) && facts.tariff.is_some_and(|tariff| tariff < self.today);
        let far = matches!(self.reason, Some(Reason::RecallHearingFar | Reason::HearingFar));
        let recalled = facts.recalled == Some(true);
        let open = facts.category.as_ref().is_some_and(|category| matches!(category.code.as_str(), "D" | "T"));
        [past_tariff, far, recalled, open]
    }

    fn marks(&self) -> Vec<String> {
        let words = ["Past tariff", "Hearing far off", "Recalled", "Open conditions"];
        let mut marks: Vec<String> =
            words.iter().zip(self.left_out_by()).filter(|(_, is)| *is).map(|(words, _)| (*words).to_owned()).collect();
        if self.standing.overridden {
            marks.push("Decided by a manager".to_owned());
        }
        marks.extend(self.moved());
        marks
    }

    /// By how much the handover moved with the dates that nobody has read.
    fn moved(&self) -> Option<String> {
        let moved = self.case.moves.iter().find(|moved| {
            moved.of().is_some_and(|field| {
                matches!(
                    field,
                    Field::ConditionalRelease
                        | Field::AutomaticRelease
                        | Field::ParoleEligibility
                        | Field::Tariff
                        | Field::TargetHearing
                )
            })
        })?;
        let days = i64::from((moved.after? - moved.before?).get_days());
        let way = if days < 0 { "earlier" } else { "later" };
        let unit = if days.abs() == 1 { "day" } else { "days" };
        (days != 0).then(|| format!("Moved {} {unit} {way}", days.abs()))
    }

    /// How many of the tasks are done.
    fn tasks(&self) -> (u8, u8) {
        if self.dates.is_none() {
            return (0, 0);
        }
        let all: &[Act] = if self.facts.tasks.enhanced == Some(false) {
            &[Act::ComContact, Act::HandoverReport]
        } else {
            &[Act::OasysCompleted, Act::ComContact, Act::MeetingHeld]
        };
        let open = TASKS.iter().filter(|kind| self.owes(**kind).is_some()).count();
        let (all, open) = (u8::try_from(all.len()).unwrap_or(u8::MAX), u8::try_from(open).unwrap_or(u8::MAX));
        (all.saturating_sub(open), all)
    }
}
