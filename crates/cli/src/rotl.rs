//! Release on temporary licence: applications, decisions, licences, the gate. What has many parts is read as JSON from standard input, in the
//! form in which `rotl show --json` and `rotl failure --json` print it.

mod counts;

use std::io::Read;
use std::path::PathBuf;

use api::{
    AnswerRule, ApplicationForm, ApplicationRow, Applications, ApplyForRelease, Asked, AssessRelease, BoardView,
    Consult, Debrief, DecideRelease, FailureAnswer, FailureForm, GateState, IssueLicence, Lateness, MoveReleases,
    MoveThroughGate, Paper, RefusalDays, ReportFailure, ReviewView, Risk, SteerRelease, TakeLateStep, Verdict,
    VisitView, Way,
};
use app::types::{ApplicationId, PrisonNumber};
use app::{AppError, Session};
use clap::{Args, Subcommand};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::open::Opener;
use crate::output::{Failure, Out};
use crate::words::{spelt, word};

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum RotlCommand {
    /// List the unit's applications
    List {
        /// Only those that stand so: applied, granted, refused, deferred, paused, suspended, revoked, withdrawn, closed, undecided
        #[arg(long)]
        status: Option<String>,
        /// Only of your own cases
        #[arg(long)]
        mine: bool,
    },
    /// List a prisoner's applications
    Of { number: PrisonNumber },
    /// Show everything of an application
    Show {
        #[command(flatten)]
        of: Which,
    },
    /// Write an application; the form is read from standard input
    Apply {
        number: PrisonNumber,
        /// The application that is written again
        #[arg(long)]
        again: Option<String>,
        /// Say which releases would follow, and write nothing
        #[arg(long)]
        preview: bool,
    },
    /// Write a paper as PDF
    Paper {
        #[command(flatten)]
        of: Which,
        /// licence, letter or failure
        paper: String,
        /// The release, for a failure report
        #[arg(long)]
        release: Option<String>,
        /// The file, which must not exist
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Show what is to be done about somebody who is late, or record that it was done
    Late {
        #[command(flatten)]
        of: Which,
        release: String,
        /// What was done, as the list calls it
        step: Option<String>,
        /// Whom, and what came of it
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Show the questions of the failure report, or report: the answers are read from standard input
    Failure {
        #[command(flatten)]
        of: Which,
        release: String,
        /// Record the report
        #[arg(long)]
        report: bool,
    },
    /// Show who goes out, is out, is due back and came back
    Gate {
        /// The day, such as 2026-12-04; today without it
        #[arg(long)]
        day: Option<String>,
    },
    /// Count what is in progress, what was decided, what went out and how it ended, for whom
    Counts {
        /// The first day, such as 2026-01-01; twelve months up to the last without it
        #[arg(long)]
        from: Option<String>,
        /// The last day; today without it
        #[arg(long)]
        until: Option<String>,
    },
    #[command(flatten)]
    Writing(Writing),
}

/// What only records something.
#[derive(Subcommand)]
pub(crate) enum Writing {
    /// Answer a rule that cannot tell, or make an exception
    Answer {
        #[command(flatten)]
        of: Which,
        /// The rule's name, as show prints it
        rule: String,
        /// met, not-met or exception
        answer: String,
        /// What you looked at, or why there is an exception
        #[arg(long)]
        words: String,
    },
    /// Record a step with a consultee
    Consult(ConsultArgs),
    /// Record that somebody looked at a place
    Visit {
        #[command(flatten)]
        of: Which,
        /// The place, by its name in the application
        place: String,
        /// Who went
        #[arg(long)]
        by: String,
        /// When
        #[arg(long)]
        on: String,
        /// It will not do
        #[arg(long)]
        unsuitable: bool,
        /// What was found
        #[arg(long)]
        words: String,
    },
    /// Record a risk assessment; risks, protective and summary are read from standard input
    Assess {
        #[command(flatten)]
        of: Which,
    },
    /// Record a board; on, members, minutes and recommends are read from standard input
    Board {
        #[command(flatten)]
        of: Which,
    },
    /// Decide an application
    Decide(DecideArgs),
    /// Stop an application, or let it go on
    Steer {
        #[command(flatten)]
        of: Which,
        /// withdrawn, paused, resumed, suspended or revoked
        turn: String,
        #[arg(long)]
        reason: String,
        /// Who was told
        #[arg(long)]
        told: Vec<String>,
    },
    /// Issue a licence; conditions, exclusions, phone and copies are read from standard input
    Licence {
        #[command(flatten)]
        of: Which,
    },
    /// Move a release, or cancel it
    Move {
        #[command(flatten)]
        of: Which,
        release: String,
        /// When it begins instead, such as 2026-12-04T08:30; without it the release is cancelled
        #[arg(long, requires = "back")]
        out: Option<String>,
        /// When it ends instead
        #[arg(long, requires = "out")]
        back: Option<String>,
        #[arg(long)]
        reason: String,
    },
    /// Record that somebody went out
    Out(GateArgs),
    /// Record that somebody came back
    Back(GateArgs),
    /// Record what was said about a release afterwards
    Debrief {
        #[command(flatten)]
        of: Which,
        release: String,
        /// prisoner, staff or host
        by: String,
        #[arg(long)]
        words: String,
        /// Something was worrying
        #[arg(long)]
        concern: bool,
    },
    /// Record the review of a series
    Review {
        #[command(flatten)]
        of: Which,
        /// time, failure, adjudication, intelligence, risk, category, charge, transfer or other
        cause: String,
        #[arg(long)]
        on: String,
        #[arg(long)]
        words: String,
        /// It does not go on
        #[arg(long)]
        stop: bool,
    },
}

/// An application.
#[derive(Args)]
pub(crate) struct Which {
    number: PrisonNumber,
    /// The application's identifier
    id: String,
}

impl Which {
    fn number(&self) -> String {
        self.number.to_string()
    }

    fn application(&self) -> Result<ApplicationId, AppError> {
        self.id
            .parse()
            .map_err(|_| AppError::input(format!("“{}” is no application.", self.id), "See: rotl of NUMBER."))
    }
}

#[derive(Args)]
pub(crate) struct ConsultArgs {
    #[command(flatten)]
    of: Which,
    /// com, police, security, victim-liaison, childrens-services, mappa-lead, home-office, healthcare, host, provider …
    who: String,
    /// asked, chased, replied, not-needed or needed-after-all
    step: String,
    /// Who that is by name
    #[arg(long, default_value = "")]
    name: String,
    #[arg(long)]
    on: String,
    /// By when an answer is awaited
    #[arg(long)]
    due: Option<String>,
    /// supports, no-concern, concerns or against
    #[arg(long)]
    opinion: Option<String>,
    /// In their words
    #[arg(long, default_value = "")]
    words: String,
    /// The words are restricted
    #[arg(long)]
    restricted: bool,
}

#[derive(Args)]
pub(crate) struct DecideArgs {
    #[command(flatten)]
    of: Which,
    /// granted, refused or deferred
    verdict: String,
    /// duty-manager or governor
    #[arg(long)]
    grade: String,
    /// Why: the prisoner reads it
    #[arg(long)]
    reasons: String,
    /// Why it differs from the board
    #[arg(long)]
    against_board: Option<String>,
    /// From which day one may apply again, or until which it is put off; of a refusal, the prison's figure without it, and none for no day
    #[arg(long)]
    again: Option<String>,
    /// By which day a refusal can be complained of; the prison's figure without it, and none for no day
    #[arg(long)]
    complain_by: Option<String>,
    /// By which day a series is reviewed
    #[arg(long)]
    review: Option<String>,
}

#[derive(Args)]
pub(crate) struct GateArgs {
    #[command(flatten)]
    of: Which,
    release: String,
    /// When, such as 2026-12-04T08:30; now without it
    #[arg(long)]
    at: Option<String>,
    /// It puts right what was recorded before: why
    #[arg(long, value_name = "WHY")]
    corrects: Option<String>,
    /// What was worrying
    #[arg(long)]
    concern: Option<String>,
}

/// The parts of an assessment.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assessed {
    #[serde(default)]
    risks: Vec<Risk>,
    #[serde(default)]
    protective: Vec<String>,
    summary: String,
}

pub(crate) async fn rotl(opener: &Opener, out: &mut Out, command: RotlCommand) -> Result<(), Failure> {
    opener.with(async |session| run(session, out, command).await).await
}

async fn run(session: &mut Session, out: &mut Out, command: RotlCommand) -> Result<(), Failure> {
    match command {
        RotlCommand::List { status, mine } => {
            let status = status.as_deref().map(|status| word(status, "a status")).transpose()?;
            let view = session.applications(&Applications { status, mine }).await?;
            out.answer(&view)?;
            applications(out, &view.rows)
        }
        RotlCommand::Of { number } => {
            let rows = session.applications_of(&number).await?;
            out.answer(&rows)?;
            applications(out, &rows)
        }
        RotlCommand::Show { of } => show(session, out, &of).await,
        RotlCommand::Apply { number, again, preview } => apply(session, out, number, again, preview).await,
        RotlCommand::Gate { day } => gate(session, out, day.as_deref()).await,
        RotlCommand::Counts { from, until } => counts::counts(session, out, from, until).await,
        RotlCommand::Late { of, release, step: None, .. } => lateness(session, out, &of, release).await,
        RotlCommand::Failure { of, release, report } => failure(session, out, &of, release, report).await,
        RotlCommand::Paper { of, paper, release, out: file } => {
            let paper = match (paper.as_str(), release) {
                ("licence", _) => Paper::Licence(0),
                ("letter", _) => Paper::DecisionLetter,
                ("failure", Some(release)) => Paper::FailureReport(release),
                _ => {
                    return Err(
                        AppError::input("That is no paper.", "Say licence, letter, or failure --release ID.").into()
                    );
                }
            };
            let pdf = session.paper(&of.number, of.application()?, &paper).await?;
            crate::taking::write_new(&file, &pdf)?;
            out.answer(&json!({ "file": file }))?;
            out.line(format!("Written to {}.", file.display()))
        }
        RotlCommand::Late { of, release, step: Some(step), words } => {
            let (number, id, step) = (of.number(), of.id.clone(), word(&step, "a step")?);
            session.take_late_step(&of.number, &TakeLateStep { number, id, release, step, words }).await?;
            recorded(out)
        }
        RotlCommand::Writing(writing) => {
            write(session, writing).await?;
            recorded(out)
        }
    }
}

fn recorded(out: &mut Out) -> Result<(), Failure> {
    out.answer(&json!({ "recorded": true }))?;
    out.line("Recorded.")
}

/// The commands that only record.
async fn write(session: &mut Session, command: Writing) -> Result<(), Failure> {
    match command {
        Writing::Answer { of, rule, answer, words } => {
            let (number, id, answer) = (of.number(), of.id.clone(), word(&answer, "an answer")?);
            session.answer_rule(&of.number, &AnswerRule { number, id, rule, answer, words }).await?;
        }
        Writing::Consult(args) => consult(session, args).await?,
        Writing::Visit { of, place, by, on, unsuitable, words } => {
            let visit = VisitView { place, by, on, suitable: !unsuitable, words };
            session.visit_place(&of.number, of.application()?, &visit).await?;
        }
        Writing::Assess { of } => {
            let Assessed { risks, protective, summary } = from_stdin()?;
            let (number, id) = (of.number(), of.id.clone());
            session.assess_release(&of.number, AssessRelease { number, id, risks, protective, summary }).await?;
        }
        Writing::Board { of } => {
            let board: BoardView = from_stdin()?;
            session.hold_board(&of.number, of.application()?, board).await?;
        }
        Writing::Decide(args) => decide(session, args).await?,
        Writing::Steer { of, turn, reason, told } => {
            let (number, id, turn) = (of.number(), of.id.clone(), word(&turn, "a turn")?);
            session.steer_release(&of.number, SteerRelease { number, id, turn, reason, told }).await?;
        }
        Writing::Licence { of } => {
            let (number, id, form) = (of.number(), of.id.clone(), from_stdin()?);
            session.issue_licence(&of.number, IssueLicence { number, id, form }).await?;
        }
        Writing::Move { of, release, out, back, reason } => {
            let (moved, cancelled) = match out.zip(back) {
                Some((out, back)) => (vec![(release, out, back)], Vec::new()),
                None => (Vec::new(), vec![release]),
            };
            let (number, id) = (of.number(), of.id.clone());
            session.move_releases(&of.number, &MoveReleases { number, id, moved, cancelled, reason }).await?;
        }
        Writing::Out(args) => passes(session, args, Way::Out).await?,
        Writing::Back(args) => passes(session, args, Way::In).await?,
        Writing::Debrief { of, release, by, words, concern } => {
            let (number, id, by) = (of.number(), of.id.clone(), word(&by, "somebody who is asked")?);
            session.debrief(&of.number, &Debrief { number, id, release, by, words, concern }).await?;
        }
        Writing::Review { of, cause, on, words, stop } => {
            let cause = word(&cause, "a cause")?;
            let review = ReviewView { cause, on, goes_on: !stop, words, by: String::new() };
            session.review_series(&of.number, of.application()?, &review).await?;
        }
    }
    Ok(())
}

async fn consult(session: &mut Session, args: ConsultArgs) -> Result<(), Failure> {
    let ConsultArgs { of, who, step, name, on, due, opinion, words, restricted } = args;
    let consult = Consult {
        number: of.number(),
        id: of.id.clone(),
        with: Asked { consultee: word(&who, "somebody who is asked")?, name },
        step: word(&step, "a step")?,
        on,
        due,
        opinion: opinion.as_deref().map(|opinion| word(opinion, "an opinion")).transpose()?,
        words,
        restricted,
    };
    Ok(session.consult(&of.number, &consult).await?)
}

async fn decide(session: &mut Session, args: DecideArgs) -> Result<(), Failure> {
    let DecideArgs { of, verdict, grade, reasons, against_board, again, review, complain_by } = args;
    let verdict: Verdict = word(&verdict, "a decision")?;
    // A refusal begins with the days that the prison has set, as in the window.
    let set = if verdict == Verdict::Refused {
        session.open_application(&of.number, of.application()?).await?.if_refused
    } else {
        RefusalDays::default()
    };
    let day = |given: Option<String>, set: Option<String>| match given {
        Some(given) => Some(given).filter(|given| given != "none"),
        None => set,
    };
    let (again, complain_by) = (day(again, set.again), day(complain_by, set.complain_by));
    let decision = DecideRelease {
        number: of.number(),
        id: of.id.clone(),
        verdict,
        grade: word(&grade, "a grade")?,
        reasons,
        against_board,
        again,
        review,
        complain_by,
    };
    Ok(session.decide_release(&of.number, &decision).await?)
}

async fn passes(session: &mut Session, args: GateArgs, direction: Way) -> Result<(), Failure> {
    let GateArgs { of, release, at, corrects, concern } = args;
    let (number, id) = (of.number(), of.id.clone());
    let moved = MoveThroughGate { number, id, release, direction, at, corrects, concern };
    Ok(session.move_through_gate(&of.number, moved).await?)
}

fn applications(out: &mut Out, rows: &[ApplicationRow]) -> Result<(), Failure> {
    for row in rows {
        let out_at = row.out.as_deref().unwrap_or_default();
        out.line(format!(
            "{}  {}  {:28} {} {:10} {:11} {:24} {out_at}",
            row.id,
            row.number,
            row.name,
            row.kind.code(),
            row.tier.words(),
            row.status.words(),
            row.next
        ))?;
    }
    Ok(())
}

async fn show(session: &Session, out: &mut Out, of: &Which) -> Result<(), Failure> {
    let view = session.open_application(&of.number, of.application()?).await?;
    out.answer(&view)?;
    out.line(format!("{}, {} for {}", view.form.kind.words(), view.tier.words().to_lowercase(), view.name))?;
    out.line(format!("{}\n{}\n", view.status_line, view.pattern))?;
    for stage in &view.stages {
        out.line(format!("{:?}: {}", stage.stage, stage.line))?;
    }
    out.line("")?;
    for rule in &view.rules {
        out.line(format!("{:24} {:?}: {}", rule.id, rule.state, rule.line))?;
    }
    out.line("")?;
    for release in &view.releases {
        out.line(format!("{}  {} to {}  {:?}", release.id, release.out, release.back, release.state))?;
    }
    Ok(())
}

async fn apply(
    session: &mut Session,
    out: &mut Out,
    number: PrisonNumber,
    again: Option<String>,
    preview: bool,
) -> Result<(), Failure> {
    let form: ApplicationForm = from_stdin()?;
    if preview {
        let view = session.preview_releases(&number, again.as_deref(), &form).await?;
        out.answer(&view)?;
        for (from, until) in &view.releases {
            out.line(format!("{from} to {until}"))?;
        }
        return Ok(());
    }
    let asked = ApplyForRelease { number: number.to_string(), id: again, form };
    let id = session.apply_for_release(&number, asked).await?;
    out.answer(&json!({ "id": id }))?;
    out.line(format!("Recorded: {id}"))
}

async fn gate(session: &Session, out: &mut Out, day: Option<&str>) -> Result<(), Failure> {
    let view = session.gate(day).await?;
    out.answer(&view)?;
    for row in &view.rows {
        let state = match row.state {
            GateState::ToGo => "to go",
            GateState::Held => "HELD",
            GateState::Out => "out",
            GateState::DueSoon => "due soon",
            GateState::Late => "LATE",
            GateState::Failed => "FAILED TO RETURN",
            GateState::Recalled => "RECALLED",
            GateState::Back => "back",
        };
        let lacks = row.lacks.as_deref().map(|lacks| format!(" although {lacks}")).unwrap_or_default();
        out.line(format!("{:16} {} {:28} {} to {}{lacks}", state, row.number, row.name, row.out, row.back))?;
    }
    Ok(())
}

async fn lateness(session: &Session, out: &mut Out, of: &Which, release: String) -> Result<(), Failure> {
    let asked = Lateness { number: of.number(), id: of.id.clone(), release };
    let view = session.lateness(&of.number, &asked).await?;
    out.answer(&view)?;
    for step in &view.steps {
        let done = step.done.as_deref().map_or_else(|| "to do".to_owned(), |at| format!("done {at}"));
        let by = step.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
        out.line(format!("{:20} {}{by}: {done}", spelt(&step.step), step.line))?;
    }
    Ok(())
}

async fn failure(
    session: &mut Session,
    out: &mut Out,
    of: &Which,
    release: String,
    report: bool,
) -> Result<(), Failure> {
    let (number, id) = (of.number(), of.id.clone());
    if report {
        let answers: Vec<FailureAnswer> = from_stdin()?;
        session.report_failure(&of.number, ReportFailure { number, id, release, answers }).await?;
        return recorded(out);
    }
    let form = FailureForm { number, id, release, answers: Vec::new() };
    let questions = session.failure_form(&of.number, &form).await?;
    out.answer(&questions)?;
    for question in &questions {
        let given: Vec<&str> = question.given.iter().map(|given| given.answer.as_str()).collect();
        out.line(format!("{} {}: {}", question.code, question.words, given.join(", ")))?;
    }
    Ok(())
}

/// A word of a list, as it is spelt in JSON.
fn from_stdin<T: DeserializeOwned>() -> Result<T, AppError> {
    let mut document = String::new();
    std::io::stdin().read_to_string(&mut document).map_err(|error| {
        AppError::input(format!("Standard input cannot be read: {error}."), "Give JSON text in UTF-8.")
    })?;
    serde_json::from_str(&document).map_err(|error| {
        AppError::input(format!("That is not what is asked for: {error}."), "The command's --help says what is read.")
    })
}
