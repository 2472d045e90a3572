//! Packs that come from other prisons: the inbox key to give them, opening a file, taking it into the record, and taking topics over from it.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use api::{ReceivedRow, ReceivedTopic, TakeTopics};
use app::pack::{OpenedPack, Told, is_for_a_unit, read_file, text};
use app::types::PrisonNumber;
use clap::Args;
use serde_json::json;

use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};
use crate::taking::write_new;

#[derive(Args)]
pub(crate) struct ReceiveArgs {
    file: PathBuf,
    /// The check code that the sender told, to be compared with the pack's
    #[arg(long, value_name = "CODE", default_value = "")]
    check_code: String,
    /// It has something restricted in it, so it goes to the restricted compartment; what is marked as that is found without
    #[arg(long)]
    restricted: bool,
}

#[derive(Args)]
pub(crate) struct ReceivedArgs {
    number: PrisonNumber,
    /// Read this one, by its check code
    #[arg(long, value_name = "CODE")]
    pack: Option<String>,
    /// Why a restricted one has to be seen; it is recorded
    #[arg(long, default_value = "")]
    reason: String,
}

#[derive(Args)]
pub(crate) struct TakeOverArgs {
    number: PrisonNumber,
    /// From which pack, by its check code; the newest without it
    #[arg(long, value_name = "CODE", default_value = "")]
    pack: String,
    /// Which topic, as `pack received --pack` names it; once for each. All that can be without it
    #[arg(long = "topic", value_name = "KEY")]
    topics: Vec<String>,
    /// Why a restricted one has to be opened for that; it is recorded
    #[arg(long, default_value = "")]
    reason: String,
}

/// The inbox key of this unit.
pub(crate) async fn inbox(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let inbox = session.inbox()?;
            let code = inbox.code();
            out.answer(&json!({ "inbox": inbox.to_string(), "code": code.to_string() }))?;
            out.line(
                "The inbox key of this unit. Send it to the prison that seals a pack for it; it is not a secret:",
            )?;
            out.line(format!("  {inbox}"))?;
            out.line(format!(
                "Its code is {code}. Read it out on the telephone: the other prison sees the same, or has another key."
            ))?;
            out.line(
                "After somebody has left the unit there is another inbox key. What was sealed to this one still opens.",
            )
        })
        .await
}

/// Reads a pack. One that is under words needs no profile: whoever has it and its words can read it.
pub(crate) async fn open(opener: &Opener, out: &mut Out, file: &Path, pdf: Option<&Path>) -> Result<(), Failure> {
    let bytes = read_file(file)?;
    if is_for_a_unit(&bytes) {
        return opener.with(async |session| show(out, &session.open_pack(&bytes, "")?, pdf)).await;
    }
    show(out, &OpenedPack::open(&bytes, &words_of_pack()?)?, pdf)
}

fn show(out: &mut Out, opened: &OpenedPack, pdf: Option<&Path>) -> Result<(), Failure> {
    out.answer(&json!({ "checkCode": opened.check_code, "pack": opened.pack }))?;
    out.line(opened.text())?;
    if let Some(to) = pdf {
        write_new(to, &opened.pdf)?;
    }
    Ok(())
}

/// Takes a pack into the record.
pub(crate) async fn receive(opener: &Opener, out: &mut Out, args: ReceiveArgs) -> Result<(), Failure> {
    let ReceiveArgs { file, check_code, restricted } = args;
    let bytes = read_file(&file)?;
    let words = if is_for_a_unit(&bytes) { String::new() } else { words_of_pack()? };
    opener
        .with(async |session| {
            let told = Told { words: &words, check_code: &check_code, restricted };
            let kept = session.keep_received_pack(&bytes, told).await?;
            out.answer(&kept)?;
            if !kept.new {
                return out.line("This pack is in the record already. Nothing was changed.");
            }
            out.line(format!("Taken into the record of {}:", kept.number))?;
            row(out, &kept.pack)?;
            if !kept.pack.newest {
                out.line("A newer one of that prison is in the record: this one does not replace it.")?;
            }
            if !kept.pack.compared {
                out.line("Nobody has compared its check code yet. Ring the prison, by a number that you know, and ask for it.")?;
            }
            out.line("No fact was changed. Topics of which this unit has nothing can be taken over: “pack take-over”.")
        })
        .await
}

/// Lists the packs that came, or reads one.
pub(crate) async fn received(opener: &Opener, out: &mut Out, args: ReceivedArgs) -> Result<(), Failure> {
    let ReceivedArgs { number, pack, reason } = args;
    opener
        .with(async |session| {
            let Some(id) = pack else {
                let rows = session.received_packs(&number).await?;
                out.answer(&rows)?;
                if rows.is_empty() {
                    return out.line("No pack came from another prison.");
                }
                return rows.iter().try_for_each(|one| row(out, one));
            };
            let (pack, code) = session.open_received(&number, &id, &reason).await?;
            let topics = session.topics_on_offer(&number, &pack).await?;
            out.answer(&json!({ "checkCode": code.to_string(), "pack": pack, "topics": topics }))?;
            out.line(text(&pack, &code.to_string()))?;
            on_offer(out, &topics)
        })
        .await
}

/// Takes topics over.
pub(crate) async fn take_over(opener: &Opener, out: &mut Out, args: TakeOverArgs) -> Result<(), Failure> {
    let TakeOverArgs { number, pack, topics, reason } = args;
    let asked = TakeTopics { number: number.to_string(), id: pack, keys: topics, reason };
    opener
        .with(async |session| {
            let taken = session.take_topics(&number, &asked).await?;
            out.answer(&json!({ "taken": taken }))?;
            out.line(match taken {
                0 => "There was nothing to take over.".to_owned(),
                1 => "1 topic was taken over.".to_owned(),
                many => format!("{many} topics were taken over."),
            })
        })
        .await
}

fn row(out: &mut Out, row: &ReceivedRow) -> Result<(), Failure> {
    let how = if row.to_unit { "sealed to this unit" } else { "under words" };
    let compared = if row.compared { "check code compared" } else { "check code not compared" };
    let restricted = if row.restricted { "; restricted" } else { "" };
    let older = if row.newest { "" } else { "; an older one" };
    out.line(format!(
        "  [{}] {}, version {} of {}, {how}, {compared}; taken in {} ({}){restricted}{older}",
        row.id, row.prison, row.version, row.made, row.at, row.by
    ))
}

fn on_offer(out: &mut Out, topics: &[ReceivedTopic]) -> Result<(), Failure> {
    if topics.is_empty() {
        return out.line("There is no topic in it of which this unit has nothing.");
    }
    out.line("Topics of which this unit has nothing:")?;
    for topic in topics {
        let refused = topic.refused.as_ref().map(|why| format!(" (not to be taken over: {why})")).unwrap_or_default();
        out.line(format!("  [{}] {}: {}{refused}", topic.key, topic.name, topic.value))?;
    }
    Ok(())
}

/// The words from standard input, or asked for.
fn words_of_pack() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password("The words that open it: ")?);
    }
    text_argument("-")
}
