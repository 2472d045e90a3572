//! What was done for a case: listing it, recording it, and taking back what was recorded by mistake.

use api::{DoneView, RecordAct};
use app::owed::act_from_word;
use app::types::PrisonNumber;
use serde_json::json;

use crate::args::ActCommand;
use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};

pub(crate) async fn act(opener: &Opener, out: &mut Out, command: ActCommand) -> Result<(), Failure> {
    match command {
        ActCommand::List { number } => list(opener, out, number).await,
        ActCommand::Done { number, act, about, on, text } => {
            let (act, words) = (act_from_word(&act)?, text_argument(&text)?);
            opener
                .with(async |session| {
                    let on = on.unwrap_or_else(|| session.today().to_string());
                    let act = RecordAct { number: number.to_string(), act, about, on, words };
                    let settled = session.record_act(&number, act).await?;
                    out.answer(&json!({ "settled": settled }))?;
                    out.line(match settled {
                        0 => "Recorded. Nothing was owed for it.".to_owned(),
                        1 => "Recorded. It settles what was owed.".to_owned(),
                        many => format!("Recorded. It settles {many} things that were owed."),
                    })?;
                    Ok(())
                })
                .await
        }
        ActCommand::Withdraw { number, id, reason } => {
            opener
                .with(async |session| {
                    session.withdraw_act(&number, &id, &reason).await?;
                    out.answer(&json!({ "withdrawn": id }))?;
                    out.line("Taken back. The history keeps both.")?;
                    Ok(())
                })
                .await
        }
    }
}

async fn list(opener: &Opener, out: &mut Out, number: PrisonNumber) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let done = session.owed_in_case(&number).await?.done;
            out.answer(&done)?;
            if done.is_empty() {
                out.line("Nothing is recorded yet.")?;
            }
            for DoneView { on, what, words, by, id, withdrawn, .. } in &done {
                out.line(format!("{on} {what} by {by} [{id}]"))?;
                if let Some(words) = words {
                    out.line(format!("      {words}"))?;
                }
                if let Some(back) = withdrawn {
                    out.line(format!("      taken back {} by {}: {}", back.recorded, back.by, back.reason))?;
                }
            }
            Ok(())
        })
        .await
}
