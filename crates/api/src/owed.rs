//! What is owed: my day, why something is owed, the acts that settle it, what moved, and the prison's own figures.

pub use casework::Act;
pub use policy::obligation::{Kind as Owing, Role as OwedBy, Standing, Theme, Urgency};
use serde::{Deserialize, Serialize};

use crate::Stage;

/// Whose obligations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// What the signed-in person owes: in their own name, or by their role where nobody is named.
    #[default]
    Mine,
    /// What others owe in the signed-in person's cases.
    WaitingFor,
    /// Everything in the signed-in person's cases.
    MyCases,
    /// Everything in the unit: for whoever sees the unit's.
    Unit,
    /// What one member of staff owes (identifier): for whoever sees the unit's.
    Person(String),
}

/// In which order a list of what is owed is within each of its groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By day, then the highest risk first.
    #[default]
    Due,
    /// By the prisoner's name.
    Prisoner,
    /// By kind.
    Kind,
}

/// A screenful of what is owed: overdue, today, this week, later; within each in the order that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDay {
    /// Whose.
    pub whose: Whose,
    /// Only this theme.
    pub theme: Option<Theme>,
    /// Only this kind.
    pub kind: Option<Owing>,
    /// In which order.
    pub sort: Order,
    /// How many rows to leave out first.
    pub offset: u32,
    /// How many rows at most: 500 at the most.
    pub limit: u32,
}

/// A screenful of what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MyDayView {
    /// London's day, ISO.
    pub today: String,
    /// The day of this week's end, ISO.
    pub sunday: String,
    /// How many, by [`Urgency`], of all that is asked for: overdue, today, this week, later.
    pub groups: [u32; 4],
    /// How many by whose: mine, waiting for, my cases, unit (0 for whoever does not see it).
    pub by_whose: [u32; 4],
    /// How many of what is asked for by theme, before the theme and the kind were asked for.
    pub by_theme: Vec<(Theme, u32)>,
    /// Whether the signed-in person sees the unit's.
    pub sees_unit: bool,
    /// How many cases of these something cannot be told of.
    pub unclear_cases: u32,
    /// The rows.
    pub rows: Vec<OwedRow>,
    /// How many rows there are in all.
    pub all: u32,
}

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwedRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// What tells it apart within the case.
    pub key: OwedKey,
    /// What is owed, in words, as a screen lists it.
    pub what: String,
    /// Why, in a sentence.
    pub why: String,
    /// From which day it can be done, ISO.
    pub opens: String,
    /// By which day, ISO.
    pub due: String,
    /// After which day it cannot be done any more, ISO.
    pub hard_stop: Option<String>,
    /// How near.
    pub urgency: Urgency,
    /// By how many days it is late (positive) or how many are left (negative).
    pub late_days: i64,
    /// In which role it is owed.
    pub role: OwedBy,
    /// By whom, if somebody is named.
    pub owner: Option<String>,
    /// Whether its figure is national or the prison's own.
    pub standing: Standing,
    /// The one next step.
    pub step: Step,
}

/// What tells an obligation apart from every other of the same case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwedKey {
    /// Of which kind.
    pub kind: Owing,
    /// About what or whom in particular.
    pub about: Option<String>,
    /// Since which day, ISO.
    pub since: String,
}

/// The next step that settles an obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// A key-work session is recorded.
    RecordSession,
    /// This act is recorded; what or whom it concerns is given.
    RecordAct(Act, Option<String>),
    /// One of these facts is recorded (names in the prison system).
    RecordFact(Vec<String>),
    /// An assessment for early allocation is made.
    AssessEarlyAllocation,
    /// The community's decision on early allocation is recorded.
    RecordEarlyDecision,
    /// A decision against the calculation is confirmed or withdrawn.
    ReviewResponsibility,
    /// A parole review's outcome is recorded.
    RecordParole,
    /// The dates that moved are read.
    ReadMoves,
    /// The application for temporary release is opened, where each of its steps is taken.
    OpenRotl,
    /// The handover pack is opened, where it is sealed, sent and followed.
    OpenPack,
    /// The plan for release is opened, where it is recorded how it went afterwards.
    OpenPlan,
}

/// The application that something owed concerns ([`Step::OpenRotl`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OwedApplication {
    /// Prison number.
    pub number: String,
    /// What is owed.
    pub key: OwedKey,
}

/// An application, and where in it something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedApplicationView {
    /// The application's identifier.
    pub id: String,
    /// The stage.
    pub stage: Stage,
}

/// What is owed in one case, whoever owes it and from whenever, and what cannot be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OwedInCase {
    /// Prison number.
    pub number: String,
}

/// What is owed in one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwedInCaseView {
    /// London's day, ISO.
    pub today: String,
    /// What is owed, the nearest first; also what cannot be done yet.
    pub rows: Vec<OwedRow>,
    /// What may be owed, and what one would have to know: a kind in words, what is missing.
    pub unclear: Vec<(String, String)>,
    /// What was done for this case, newest first.
    pub done: Vec<DoneView>,
}

/// An act that was recorded, or something settled by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DoneView {
    /// The day on which it was done, ISO.
    pub on: String,
    /// What, in words.
    pub what: String,
    /// What was said of it, or the reason.
    pub words: Option<String>,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded, in London, to the minute.
    pub recorded: String,
    /// Whether it was settled by hand rather than done.
    pub by_hand: bool,
    /// What tells it apart within the case.
    pub id: String,
    /// Whether the signed-in person can take it back.
    pub may_withdraw: bool,
    /// That it was taken back: then it settles nothing.
    pub withdrawn: Option<TakenBackView>,
}

/// That something that was recorded was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TakenBackView {
    /// By whom.
    pub by: String,
    /// When, in London, to the minute.
    pub recorded: String,
    /// Why.
    pub reason: String,
}

/// Why something is owed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WhyOwed {
    /// Prison number.
    pub number: String,
    /// What.
    pub key: OwedKey,
}

/// How an answer came about, in words. The rules' own working has dates in it; reading those would make every window larger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DerivationView {
    /// The rule's name.
    pub rule: String,
    /// The answer.
    pub conclusion: String,
    /// What was used, in the order of use, by name and value.
    pub inputs: Vec<(String, String)>,
    /// What was done, in order.
    pub steps: Vec<String>,
    /// What looks wrong in the facts, though there is an answer.
    pub cautions: Vec<String>,
    /// The clause that decided, by its identifier, its words and where it is written.
    pub clause: Option<(String, String, String)>,
    /// What the rule rests on.
    pub source: String,
    /// The edition of the rule set.
    pub rule_set: String,
    /// What would change the answer.
    pub would_change: Vec<String>,
}

/// A rule's answer with its working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WhyView {
    /// The working.
    pub derivation: DerivationView,
    /// Since when the rules of this edition hold, in words.
    pub in_force: String,
    /// Which act settles it, in words: for something that is owed.
    pub settled_by: Option<String>,
    /// All of it as text to copy.
    pub text: String,
}

/// Records that something was done, which settles what it settles. The reply: how many things it settled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordAct {
    /// Prison number.
    pub number: String,
    /// What was done.
    pub act: Act,
    /// About what or whom in particular, where there are several of a kind.
    pub about: Option<String>,
    /// On which day, ISO or dd/mm/yyyy: today or earlier.
    pub on: String,
    /// What came of it: who came and what was agreed, whom was asked.
    pub words: String,
}

/// Takes back what was recorded as done or settled by mistake.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WithdrawAct {
    /// Prison number.
    pub number: String,
    /// Which, by its identifier.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Settles something without its act, for a reason.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleByHand {
    /// Prison number.
    pub number: String,
    /// What.
    pub key: OwedKey,
    /// Why.
    pub reason: String,
}

/// What moved in a case and has not been read by whoever owes it; and what that moved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WhatMoved {
    /// Prison number.
    pub number: String,
}

/// What moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WhatMovedView {
    /// Dates of the case.
    pub dates: Vec<MovedDate>,
    /// Deadlines that moved with them.
    pub deadlines: Vec<MovedDate>,
    /// When it became known, in London, to the minute, and by whom.
    pub known: Option<(String, String)>,
}

/// A date that moved, came, or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MovedDate {
    /// Which, in words.
    pub what: String,
    /// What it was, ISO.
    pub before: Option<String>,
    /// What it is, ISO.
    pub after: Option<String>,
    /// By how many days it is later (positive) or earlier.
    pub days: Option<i64>,
}

/// What a fact recorded by hand would move, before it is saved. Nothing is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WouldMove {
    /// Prison number.
    pub number: String,
    /// The field's name in the prison system.
    pub field: String,
    /// The value.
    pub value: String,
}

/// What the import that waits would move in the whole unit. Nothing is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportWouldMove {
    /// How many people to leave out first.
    pub offset: u32,
    /// How many people at most.
    pub limit: u32,
}

/// What a change moves in the unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitMovesView {
    /// In how many cases a deadline moves.
    pub cases: u32,
    /// How many deadlines, by kind in words: moved earlier, moved later, new, gone.
    pub by_kind: Vec<(String, [u32; 4])>,
    /// In how many cases responsibility changes today.
    pub responsibility: u32,
    /// The cases, those with the nearest new deadline first.
    pub rows: Vec<CaseMovesView>,
}

/// What a change moves in one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseMovesView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// What moves: the handover's dates first, then deadlines.
    pub moves: Vec<MovedDate>,
    /// Responsibility before and after in words, if it changes.
    pub responsibility: Option<(String, String)>,
}

/// One's own obligations as a calendar: a file for the calendar program. The reply: how many entries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportCalendar {
    /// Where: a file that does not exist yet.
    pub file: String,
    /// Whether the prisoners' names and numbers are in the titles.
    pub names: bool,
}

/// The figures of this prison: by which it owes things, of temporary release, of the handover pack, and of cases that move.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnitFigures {}

/// What a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureGroup {
    /// By when things are owed.
    Owed,
    /// Temporary release: who decides, the minutes around a late return, what follows a refusal, what papers are headed with.
    Release,
    /// The handover pack: for how long what is recorded stands in it, how often somebody is seen before release.
    Pack,
    /// Cases that move to another prison: for how long they are read here.
    Transfer,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FigureView {
    /// Its name, which never changes.
    pub name: String,
    /// What it is, in words.
    pub label: String,
    /// Its value in words: “2 weeks”, “10 working days”, “12 months”.
    pub value: String,
    /// Its unit: `weeks`, `working-days`, `minutes`, `times`, `period` (as “8 weeks”, “6 months”, “10 days”), `period-or-none`, `date`,
    /// `grade`, `address` (lines) or `telephone`.
    pub unit: String,
    /// What it is about.
    pub group: FigureGroup,
    /// Whether it is national or local, or second-hand.
    pub standing: Standing,
    /// Where it is written.
    pub source: String,
    /// Whether the prison has set it; then the value it had, in words.
    pub was: Option<String>,
}

/// Sets one of them, or with nothing takes the prison's own back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetFigure {
    /// Which.
    pub name: String,
    /// What: in the figure's unit.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
}
