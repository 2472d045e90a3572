//! No answer, or a refusal: what a round makes of it.

use jiff::Timestamp;
use ledger::wire::{Refusal, RefusalCode, Restorations};
use store::sync::Trouble;
use store::{Record, StoreError};

use super::{End, Round, Stage, Turn, unit_of};
use crate::ask::{Ask, Failure};

impl Round {
    pub(super) async fn hear_failure(
        &mut self,
        record: &mut Record,
        failure: Failure,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        match failure {
            // An alarm does not wait for an explanation that does not come.
            Failure::Unreachable | Failure::Untrusted | Failure::NotTheServer if self.suspicion.is_some() => {
                self.raise(record, None, now).await?;
                Ok(self.end(End::Alarm))
            }
            Failure::Unreachable => Ok(self.end(End::Offline)),
            Failure::Untrusted => Ok(self.end(End::Untrusted)),
            Failure::NotTheServer => Ok(self.end(End::NotTheServer)),
            Failure::Refused { refusal, retry_after } => {
                tracing::info!(code = ?refusal.code, stage = ?self.stage, "the server refuses");
                self.hear_refusal(record, &refusal, retry_after, now).await
            }
        }
    }

    async fn hear_refusal(
        &mut self,
        record: &mut Record,
        refusal: &Refusal,
        retry_after: Option<u32>,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        match (refusal.code, self.stage) {
            (RefusalCode::Clock, _) => {
                self.sent_back += 1;
                record.note_clock(now.as_millisecond().saturating_sub(refusal.at)).await?;
                Ok(if self.sent_back > 2 { self.end(End::Later { seconds: None }) } else { Turn::Again })
            }
            (RefusalCode::Later, _) => Ok(self.end(End::Later { seconds: retry_after })),
            (_, Stage::Restorations) => {
                self.raise(record, None, now).await?;
                Ok(self.listens())
            }
            (_, Stage::Apply) => Ok(self.ends_in(Trouble::NotAdmitted)),
            // Somebody else was faster, or whoever lets this device in has gone: the control log says which.
            (RefusalCode::ControlMoved | RefusalCode::Revoked, Stage::Admit) => Ok(self.knock_again()),
            _ if self.caught => Ok(self.end(End::Alarm)),
            (RefusalCode::ControlMoved, _) => Ok(self.back_to_control()),
            (_, Stage::Snapshots | Stage::Chunks) => Ok(self.without_snapshot()),
            // The control log says whether this device was removed. It was asked for first; what was added since, it says now.
            (RefusalCode::Revoked, _) if !std::mem::replace(&mut self.told_revoked, true) => Ok(self.back_to_control()),
            (RefusalCode::Unknown | RefusalCode::Absent | RefusalCode::Token, _) => Ok(self.ends_in(Trouble::Unknown)),
            // Whatever is wrong with another device's log keeps nothing else back.
            (_, Stage::Relay) => self.hear_not_relayed(record, refusal, retry_after, now).await,
            (RefusalCode::Update, _) => Ok(self.ends_in(Trouble::Update)),
            // What it has of this device's log can be fetched all the same.
            (RefusalCode::Quota, Stage::Send) => {
                self.trouble = Some(Trouble::Quota);
                Ok(self.to(Stage::Fetch))
            }
            (RefusalCode::Quota, _) => Ok(self.end(End::Later { seconds: retry_after })),
            (_, Stage::Send) => self.hear_not_filed(record, refusal).await,
            (_, Stage::Offer(_)) => Ok(self.ends_in(Trouble::Control)),
            _ => Ok(self.ends_in(Trouble::Refused)),
        }
    }

    pub(super) async fn ask_restorations(&self, record: &Record, now: Timestamp) -> Result<Turn, StoreError> {
        self.asks(record, Ask::Restorations { unit: unit_of(record) }, now).await
    }

    /// The alarm is raised in any case: somebody has to decide whether to believe it. But they are told what the server says.
    pub(super) async fn hear_restorations(
        &mut self,
        record: &mut Record,
        said: Restorations,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let unit = unit_of(record);
        let Some(server) = record.server().await? else { return Ok(self.end(End::NotConnected)) };
        let newest = said.restorations.into_iter().rev().find(|signed| {
            let restored = signed.verify(&server.key);
            restored.is_some_and(|restored| restored.unit == unit && restored.at >= server.believed_since)
        });
        self.raise(record, newest.map(|signed| ledger::wire::write(&signed)), now).await?;
        Ok(self.listens())
    }

    /// Raises the alarm of what the server is suspected of.
    pub(super) async fn raise(
        &mut self,
        record: &mut Record,
        restored: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(finding) = self.suspicion.take() {
            let finding = match restored {
                Some(statement) => finding.with("restored", statement),
                None => finding,
            };
            tracing::warn!(what = finding.what.word(), "the server was caught");
            record.raise(finding, now).await?;
        }
        Ok(())
    }
}
