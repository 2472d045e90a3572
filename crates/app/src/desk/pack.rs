//! The calls about what is planned for a release, and about the handover pack.

use std::path::Path;

use api::{
    AfterRelease, AfterReleaseView, DraftPack, DrawPackWords, ExplainGap, ExportReceipt, OpenPlan, OpenRestrictedTopic,
    PackDraftView, PackPreviewView, PackSealedView, PackVerdict, PackWordsDrawn, Packs, PacksView, PlanView,
    PreviewPack, ReadPack, ReceivedPackView, ReportOutcome, SealPack, StateTopic, TakeBackStep, TracePack, VerifyPack,
    WritePackWords, WriteReleaseReport,
};
use crypto::Passphrase;

use super::answers;
use super::reading::{in_a_folder, number, refuse_in_demonstration, write_new};
use crate::pack::{Sealing, read_file};

answers! {
    OpenPlan => PlanView: |asked, desk| desk.session().await?.plan(&number(&asked.number)?).await;
    OpenRestrictedTopic => Option<String>: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.open_restricted_topic(&number, asked.topic, &asked.reason).await
    };
    StateTopic => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.state_topic(&number, asked).await
    };
    WriteReleaseReport => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.write_release_report(&number, asked).await
    };
    ReportOutcome => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.report_outcome(&number, asked).await
    };
    AfterRelease => AfterReleaseView: |asked, desk| desk.session().await?.after_release(&asked).await;
    Packs => PacksView: |_asked, desk| desk.session().await?.packs().await;
    DraftPack => PackDraftView: |asked, desk| desk.session().await?.pack_draft(&number(&asked.number)?).await;
    PreviewPack => PackPreviewView: |asked, desk| desk.session().await?.pack_preview(&number(&asked.number)?).await;
    WritePackWords => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.write_pack_words(&number, asked).await
    };
    ExplainGap => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.explain_gap(&number, asked).await
    };
    DrawPackWords => PackWordsDrawn: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.draw_pack_words(&number)
    };
    SealPack => PackSealedView: |asked, desk| {
        let (number, passphrase) = (number(&asked.number)?, Passphrase::new(&asked.passphrase.0));
        {
            let session = desk.session().await?;
            refuse_in_demonstration(&session)?;
            session.is_still_them(passphrase).await?;
        }
        let file = in_a_folder(Path::new(&asked.file)).map_err(|error| error.at("file"))?;
        let sealing =
            Sealing { to: Some(asked.to), restricted: asked.restricted, on_purpose: asked.on_purpose, unit: None };
        let assembled = desk.session().await?.assemble_pack(&number, &sealing).await?;
        // Nobody waits for the record while it is printed.
        let closed = assembled.close().await?;
        desk.session_mut().await?.export_pack(closed, file).await
    };
    TracePack => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.trace_pack(&number, asked).await
    };
    TakeBackStep => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.take_back_step(&number, asked).await
    };
    ExportReceipt => (): |asked, desk| {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let receipt = session.pack_receipt(&number(&asked.number)?, &asked.id).await?;
        write_new(Path::new(&asked.file), &receipt).map_err(|error| error.at("file"))
    };
    VerifyPack => PackVerdict: |asked, desk| {
        let file = read_file(Path::new(asked.file.trim()))?;
        desk.session().await?.verify_pack(&file).await
    };
    ReadPack => ReceivedPackView: |asked, desk| {
        let file = read_file(Path::new(asked.file.trim()))?;
        let session = desk.session().await?;
        let opened = session.open_pack(&file, &asked.words.0)?;
        session.read_pack(&opened).await
    };
}
