//! Cases that go to another prison, and those that come from there.

use api::{CaseOffer, CaseReceivedView, CaseSentView, InboxView};
use app::Session;
use app::types::PrisonNumber;
use clap::{Args, Subcommand};

use crate::open::Opener;
use crate::output::{Failure, Out};

#[derive(Subcommand)]
pub(crate) enum TransferCommand {
    /// Send a case to another prison: from then on it is read here and not written in
    SendCase(SendArgs),
    /// Call back a case that was sent, as long as the other prison has not taken it
    CallBackCase {
        number: PrisonNumber,
        /// The reason
        #[arg(long)]
        why: String,
    },
    /// List the cases that other prisons have sent, or take them
    ReceiveCases {
        /// Take this one, by the identifier that the list shows
        #[arg(long, value_name = "ID", conflicts_with = "all")]
        take: Option<String>,
        /// Take every one that has come whole
        #[arg(long)]
        all: bool,
    },
}

#[derive(Args)]
pub(crate) struct SendArgs {
    number: PrisonNumber,
    /// The inbox key of the other unit, as “inbox” shows it there
    #[arg(long, value_name = "KEY")]
    to_unit: String,
    /// The order for the move, or its reason
    #[arg(long)]
    why: String,
    /// Say what would go, and send nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) async fn transfer(opener: &Opener, out: &mut Out, command: TransferCommand) -> Result<(), Failure> {
    match command {
        TransferCommand::SendCase(args) => send(opener, out, args).await,
        TransferCommand::CallBackCase { number, why } => call_back(opener, out, &number, &why).await,
        TransferCommand::ReceiveCases { take, all } => receive(opener, out, take, all).await,
    }
}

async fn call_back(opener: &Opener, out: &mut Out, number: &PrisonNumber, why: &str) -> Result<(), Failure> {
    opener
        .with(async |session| {
            session.call_case_back(number, why).await?;
            out.answer(&serde_json::json!({ "calledBack": number.to_string() }))?;
            out.line(format!(
                "{number} is called back, and is here again. Its posts ended when it was sent: allocate anew."
            ))?;
            syncs(out, session).await
        })
        .await
}

async fn send(opener: &Opener, out: &mut Out, args: SendArgs) -> Result<(), Failure> {
    let SendArgs { number, to_unit, why, dry_run } = args;
    opener
        .with(async |session| {
            let InboxView { prison: there, code, .. } = session.read_inbox(&to_unit)?;
            if dry_run {
                let view = session.preview_sending(&number).await?;
                out.answer(&view)?;
                out.line(format!(
                    "{} entries by {} people would go, {} of them restricted. Nothing was sent.",
                    view.entries, view.authors, view.restricted
                ))?;
                out.line(format!(
                    "They would go to {there}, by the key whose code is {code}. Ask there for the code, on a number that you know: whoever has the matching key can read the case."
                ))?;
                return view.owed.iter().try_for_each(|owed| out.line(format!("  owed: {owed}")));
            }
            // What colleagues have done is known, where there is a network. Without one the case is sent all the same.
            let known = session.catch_up().await;
            let sent = session.send_case(&number, &to_unit, &why).await?;
            out.answer(&sent)?;
            let CaseSentView { prison, entries, readable_until } = sent;
            out.line(format!(
                "{number} is sent to {prison}, by the key whose code is {code}, with {entries} entries. It is read here until {readable_until}."
            ))?;
            match known {
                Ok(()) => syncs(out, session).await?,
                Err(error) => out.line(error)?,
            }
            if session.has_left(&number).await? {
                return Ok(());
            }
            match session.case(&number).await?.sent.and_then(|sent| sent.refused) {
                Some(why) => out.line(format!("It has not left this computer. {why}")),
                None => out.line("It has not left this computer: “sync” sends it once the server is reached."),
            }
        })
        .await
}

/// What was done is done. That the server does not know it yet is said, and is no reason to say otherwise.
async fn syncs(out: &mut Out, session: &mut Session) -> Result<(), Failure> {
    match session.catch_up().await {
        Ok(()) => Ok(()),
        Err(error) => out.line(error),
    }
}

async fn receive(opener: &Opener, out: &mut Out, take: Option<String>, all: bool) -> Result<(), Failure> {
    opener
        .with(async |session| {
            // What colleagues have taken is known, and what was heard later of what was taken here comes in.
            session.catch_up().await?;
            let chosen = match take {
                Some(id) => vec![id],
                None => {
                    let offers = session.cases_to_receive().await?;
                    if !all {
                        out.answer(&offers)?;
                        if offers.is_empty() {
                            out.line("No case waits to be taken.")?;
                        }
                        return offers.iter().try_for_each(|one| offer(out, one));
                    }
                    offers.into_iter().filter(|one| one.refused.is_none()).map(|one| one.id).collect()
                }
            };
            let mut taken = Vec::new();
            for id in chosen {
                let received = session.receive_case(&id).await?;
                let CaseReceivedView { number, prison, entries, owed } = &received;
                out.line(format!("{number} came from {prison}, with {entries} entries."))?;
                owed.iter().try_for_each(|owed| out.line(format!("  owed: {owed}")))?;
                taken.push(received);
            }
            out.answer(&taken)?;
            // It lies at the server for colleagues until the server has it in this unit's record.
            syncs(out, session).await
        })
        .await
}

fn offer(out: &mut Out, offer: &CaseOffer) -> Result<(), Failure> {
    let CaseOffer {
        id,
        number,
        name,
        prison,
        unit,
        sent_by,
        sent,
        why,
        entries,
        parcels,
        known,
        later,
        taking,
        refused,
    } = offer;
    if let Some(refused) = refused {
        return out.line(format!("[{id}] {sent}: {refused} ({} of {} parcels are here)", parcels.0, parcels.1));
    }
    out.line(format!("[{id}] {number} {name}, from {prison}, sent {sent} by {sent_by}: {why}"))?;
    let of_what = if *later { "entries that came later" } else { "entries" };
    out.line(format!(
        "     {entries} {of_what}, {known} of them here already; from unit {}",
        unit.get(..10).unwrap_or(unit)
    ))?;
    match taking {
        Some(colleague) => out.line(format!("     {colleague} has begun to take it at another computer")),
        None => Ok(()),
    }
}
