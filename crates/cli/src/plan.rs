//! What is planned for somebody's release: topics, the reports before release, and how it went afterwards.

use api::{
    Outcome, PathwayAnswer, PlanOwner, PlanState, ReportKind, ReportOutcome, StateTopic, Topic, TopicView,
    WriteReleaseReport,
};
use app::AppError;
use app::types::PrisonNumber;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};
use crate::words::{spelt, word};

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum PlanCommand {
    /// Show where everything stands that was stated
    Show { number: PrisonNumber },
    /// List the topics, with the states that each takes
    Topics,
    /// State where a topic stands; stated again, it replaces what was known
    State(StateArgs),
    /// Open a restricted topic, for a reason, which is recorded
    Open {
        number: PrisonNumber,
        topic: String,
        #[arg(long)]
        reason: String,
    },
    /// Write a report before release: immediate-needs or pre-release
    Report(ReportArgs),
    /// Record how it went after release: appointment-kept, appointment-missed, recalled, settled-home, unsettled-home, no-home
    Outcome {
        number: PrisonNumber,
        outcome: String,
        #[arg(long)]
        on: String,
        /// Who says so, and what more
        #[arg(long)]
        words: String,
    },
}

#[derive(Args)]
pub(crate) struct StateArgs {
    number: PrisonNumber,
    /// Such as release-address, bank-account, programme: see `plan topics`
    topic: String,
    /// Where it stands, such as held, asked, refused, done
    #[arg(long = "as", value_name = "STATE")]
    state: String,
    /// Which of several: a programme, a document, a need
    #[arg(long, default_value = "")]
    about: String,
    /// What there is to say of it; - reads it from standard input
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    words: String,
    /// Who sees to it: prison, community, prisoner or other
    #[arg(long)]
    owner: Option<String>,
    /// By when
    #[arg(long, default_value = "")]
    due: String,
    /// Since which day it is so, or on which day it is to be
    #[arg(long, default_value = "")]
    on: String,
}

#[derive(Args)]
pub(crate) struct ReportArgs {
    number: PrisonNumber,
    /// immediate-needs or pre-release
    kind: String,
    /// The day; today without it
    #[arg(long)]
    on: Option<String>,
    /// An answer to a pathway, such as pathway-health=“Registered with a doctor”: once for each of the seven
    #[arg(long, value_name = "PATHWAY=WORDS")]
    answer: Vec<String>,
    /// Why it is skipped
    #[arg(long, value_name = "REASON", conflicts_with = "answer")]
    skipped: Option<String>,
}

pub(crate) async fn plan(opener: &Opener, out: &mut Out, command: PlanCommand) -> Result<(), Failure> {
    match command {
        PlanCommand::Show { number } => show(opener, out, number).await,
        PlanCommand::Topics => topics(out),
        PlanCommand::State(args) => state(opener, out, args).await,
        PlanCommand::Open { number, topic, reason } => {
            let topic: Topic = word(&topic, "a topic")?;
            opener
                .with(async |session| {
                    let words = session.open_restricted_topic(&number, topic, &reason).await?;
                    out.answer(&words)?;
                    out.line(words.as_deref().unwrap_or("Nothing is recorded of it."))?;
                    Ok(())
                })
                .await
        }
        PlanCommand::Report(args) => report(opener, out, args).await,
        PlanCommand::Outcome { number, outcome, on, words } => {
            let outcome: Outcome = word(&outcome, "an outcome")?;
            let asked = ReportOutcome { number: number.to_string(), outcome, on, words };
            opener.with(async |session| Ok(session.report_outcome(&number, asked).await?)).await?;
            recorded(out)
        }
    }
}

async fn show(opener: &Opener, out: &mut Out, number: PrisonNumber) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let plan = session.plan(&number).await?;
            out.answer(&plan)?;
            if plan.topics.is_empty() && plan.reports.is_empty() && plan.outcomes.is_empty() {
                out.line("Nothing is planned yet.")?;
            }
            for topic in &plan.topics {
                line(out, topic)?;
            }
            for report in &plan.reports {
                let how = report.skipped.as_ref().map_or_else(String::new, |why| format!(", skipped: {why}"));
                out.line(format!("{} of {} by {}{how}", report.kind.words(), report.on, report.by))?;
            }
            for outcome in &plan.outcomes {
                out.line(format!("{} {}: {} ({})", outcome.on, outcome.outcome.words(), outcome.words, outcome.by))?;
            }
            Ok(())
        })
        .await
}

fn line(out: &mut Out, topic: &TopicView) -> Result<(), Failure> {
    let about = topic.about.as_ref().map(|about| format!(": {about}")).unwrap_or_default();
    let owner = topic.owner.map(|owner| format!(", {}", owner.words().to_lowercase())).unwrap_or_default();
    let due = topic.due.as_ref().map(|due| format!(" by {due}")).unwrap_or_default();
    let on = topic.on.as_ref().map(|on| format!(" ({on})")).unwrap_or_default();
    out.line(format!("{}{about}: {}{on}{owner}{due}", topic.topic.words(), topic.state_words))?;
    let words = topic.words.as_deref().unwrap_or("restricted: open it with `plan open`");
    if !words.is_empty() {
        out.line(format!("      {words}"))?;
    }
    Ok(())
}

fn topics(out: &mut Out) -> Result<(), Failure> {
    let all: Vec<_> = Topic::ALL
        .iter()
        .map(|topic| {
            let states: Vec<_> =
                topic.states(false).iter().map(|(state, words)| json!({ "state": state, "words": words })).collect();
            json!({ "topic": topic, "words": topic.words(), "section": topic.section().title(), "states": states })
        })
        .collect();
    out.answer(&all)?;
    for topic in Topic::ALL {
        let states: Vec<String> = topic.states(false).iter().map(|(state, _)| spelt(state)).collect();
        out.line(format!("{}  {} ({})", spelt(topic), topic.words(), states.join(", ")))?;
    }
    Ok(())
}

async fn state(opener: &Opener, out: &mut Out, args: StateArgs) -> Result<(), Failure> {
    let StateArgs { number, topic, state, about, words, owner, due, on } = args;
    let owner = owner.as_deref().map(|owner| word::<PlanOwner>(owner, "somebody who sees to it")).transpose()?;
    let (topic, state) = (word::<Topic>(&topic, "a topic")?, word::<PlanState>(&state, "a state")?);
    let words = text_argument(&words)?;
    let asked = StateTopic { number: number.to_string(), topic, about, state, words, owner, due, on };
    opener.with(async |session| Ok(session.state_topic(&number, asked).await?)).await?;
    recorded(out)
}

async fn report(opener: &Opener, out: &mut Out, args: ReportArgs) -> Result<(), Failure> {
    let ReportArgs { number, kind, on, answer, skipped } = args;
    let kind: ReportKind = word(&kind, "a report")?;
    let answers: Vec<PathwayAnswer> = answer.iter().map(|one| pathway(one)).collect::<Result<_, _>>()?;
    opener
        .with(async |session| {
            let on = on.unwrap_or_else(|| session.today().to_string());
            let asked = WriteReleaseReport { number: number.to_string(), kind, on, answers, skipped };
            Ok(session.write_release_report(&number, asked).await?)
        })
        .await?;
    recorded(out)
}

fn pathway(typed: &str) -> Result<PathwayAnswer, Failure> {
    let wrong = || AppError::input(format!("“{typed}” is no answer."), "Write it as pathway-health=“What is needed”.");
    let (pathway, words) = typed.split_once('=').ok_or_else(wrong)?;
    let pathway: Topic = word(pathway, "a pathway")?;
    Ok(PathwayAnswer { pathway, words: words.to_owned() })
}

fn recorded(out: &mut Out) -> Result<(), Failure> {
    out.answer(&json!({ "recorded": true }))?;
    out.line("Recorded.")
}
