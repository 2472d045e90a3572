//! The calls about the central server.

use std::path::Path;

use api::{
    AlarmView, Alarms, Connect, Connection, ConnectionView, ExportEvidence, HeadCode, HeadCodeView, ReadStick, Renew,
    ServerCheckView, SettleAlarms, StickRead, StickWritten, SyncNow, VerifyAgainstServer, Waiting, WaitingChangeView,
    WriteStick,
};
use crypto::Passphrase;

use casework::Right;

use super::answers;
use super::reading::{in_a_folder, refuse_in_demonstration};
use crate::error::AppError;
use crate::sync::signed_in::{held, reading};
use crate::sync::{believe, checking, connect, not_connected, reads, renew, round};

answers! {
    Connection => ConnectionView: |_asked, desk| desk.connection().await;
    Connect => ConnectionView: |asked, desk| {
        let authority = authority(asked.authority.as_deref())?;
        let turn = desk.turn().await?;
        connect(&turn.seat, &asked.server, &asked.token.0, authority.as_deref()).await?;
        desk.begin_to_sync().await?;
        desk.connection().await
    };
    SyncNow => (): |_asked, desk| {
        if !desk.session().await?.is_connected().await? {
            return Err(not_connected());
        }
        desk.0.syncing.nudge();
        Ok(())
    };
    Renew => ConnectionView: |asked, desk| {
        let turn = desk.turn().await?;
        // No round goes on under the old keys meanwhile.
        desk.0.syncing.stop();
        let renewed = renew(&turn.seat, &Passphrase::new(&asked.passphrase.0)).await;
        desk.begin_to_sync().await?;
        renewed?;
        desk.connection().await
    };
    Alarms => Vec<AlarmView>: |_asked, desk| desk.session().await?.alarms().await;
    SettleAlarms => (): |asked, desk| {
        desk.session().await?.demand(Right::ManageStaff)?;
        let turn = desk.turn().await?;
        let end = round(&turn.seat, None).await?.end;
        believe(&turn.seat, &end, &asked.why).await?;
        desk.0.syncing.nudge();
        Ok(())
    };
    ExportEvidence => (): |asked, desk| {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let file = in_a_folder(Path::new(asked.file.trim())).map_err(|error| error.at("file"))?;
        session.export_evidence(Some(asked.id), file).await
    };
    VerifyAgainstServer => ServerCheckView: |_asked, desk| {
        let seat = desk.seat().await?;
        let line = reading(&seat).await?.line().await?;
        let told = desk.progress("Comparing with the server");
        checking::check(&line, &seat, &reads(desk.0.clock.clone()), told).await
    };
    HeadCode => HeadCodeView: |asked, desk| {
        let shown = desk.session().await?.shown_to(asked.place).await?;
        shown.code().await
    };
    Waiting => Vec<WaitingChangeView>: |_asked, desk| desk.session().await?.waiting().await;
    WriteStick => StickWritten: |asked, desk| {
        let file = in_a_folder(Path::new(asked.file.trim())).map_err(|error| error.at("file"))?;
        let came = asked.answer_to.as_deref().map(str::trim).filter(|came| !came.is_empty()).map(Path::new);
        let turn = desk.turn().await?;
        held(&turn.seat).await?.write_stick(file, came).await
    };
    ReadStick => StickRead: |asked, desk| {
        let turn = desk.turn().await?;
        held(&turn.seat).await?.read_stick(Path::new(asked.file.trim())).await
    };
}

/// The certificate in a file that was chosen.
pub(super) fn authority(file: Option<&str>) -> Result<Option<String>, AppError> {
    crate::sync::authority_in(file.map(str::trim).filter(|file| !file.is_empty()).map(Path::new))
}
