//! The whole of the record against the whole of the server's log, control log included, without changing either.

use jiff::Timestamp;
use ledger::SignedControl;
use ledger::wire::{Head, SignedHead};
use store::sync::{Audit, CheckedPage, Compared, Dishonest, Finding, Unfit};
use store::{Record, StoreError};

use crate::ask::{Ask, Failure};
use crate::drive::Room;
use crate::post::Post;
use crate::snapshot::{SnapshotError, asked};

/// About how many bytes of batches are fetched at once.
const PAGE_BYTES: u64 = 3 << 20;

/// How much was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Audited {
    /// Entries of the server's log.
    pub entries: u64,
    /// Entries of the control log.
    pub control: u64,
    /// How far the server says that its log goes.
    pub cursor: u64,
    /// What the record makes of them, as far as it has followed the server's log.
    pub compared: Compared,
}

/// Why nothing could be compared.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The server did not answer, or the record could not be read.
    #[error(transparent)]
    Asking(#[from] SnapshotError),
    /// The control log at the server goes further than the one that is here.
    #[error("the control log at the server goes further than the one that is here")]
    Behind,
    /// What the server answered is no such reply.
    #[error("what the server answered cannot be read")]
    Garbled,
}

impl From<Failure> for AuditError {
    fn from(failure: Failure) -> Self {
        Self::Asking(failure.into())
    }
}

impl From<StoreError> for AuditError {
    fn from(error: StoreError) -> Self {
        Self::Asking(error.into())
    }
}

/// Compares everything. Beside what was compared: the first thing that is wrong. `told` hears entries compared and in all.
pub async fn audit<P: Post, D: Room>(
    post: &P,
    room: &D,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    mut told: impl FnMut(u64, u64) + Send,
) -> Result<(Audited, Option<Finding>), AuditError> {
    // No round goes on meanwhile: what is here and what is there are of one moment.
    let rounds = room.enter().await.ok_or(SnapshotError::Closed)?.rounds();
    let _alone = rounds.lock().await;
    let mut audited = Audited::default();
    let mut audit = {
        let mut record = room.enter().await.ok_or(SnapshotError::Closed)?;
        record.audit().await?.ok_or(SnapshotError::Closed)?
    };
    let (control, finding) = compare_control(post, room, clock).await?;
    audited.control = control;
    if finding.is_some() {
        return Ok((audited, finding));
    }
    loop {
        let unit = room.enter().await.ok_or(SnapshotError::Closed)?.membership().unit();
        let ask = Ask::Log { unit, after: audit.cursor(), bytes: PAGE_BYTES };
        let page = asked(post, room, ask, clock).await?.log()?;
        let checking = tokio::task::spawn_blocking(move || {
            let checked = audit.check(&page);
            (audit, checked)
        });
        let checked;
        (audit, checked) = checking.await.map_err(|_| StoreError::Database("checking stopped".to_owned()))?;
        let page = match checked {
            Ok(page) => page,
            Err(Unfit::Dishonest(finding)) => return Ok((audited, Some(*finding))),
            Err(Unfit::Control) => return Err(AuditError::Behind),
            Err(Unfit::Garbled) => return Err(AuditError::Garbled),
        };
        if let Some(finding) = compare(room, &mut audit, &page).await? {
            return Ok((audited, Some(finding)));
        }
        let head: &Head = page.head();
        audited.entries = audit.cursor();
        audited.cursor = head.cursor;
        audited.compared = audit.compared();
        told(audited.entries, audited.cursor);
        if audit.cursor() >= head.cursor {
            return Ok((audited, audit.missing()));
        }
    }
}

async fn compare<D: Room>(room: &D, audit: &mut Audit, page: &CheckedPage) -> Result<Option<Finding>, AuditError> {
    let record = room.enter().await.ok_or(SnapshotError::Closed)?;
    Ok(record.compare(audit, page).await?)
}

/// Compares the control log, entry by entry. Beside how many there are at the server: the first that is another.
async fn compare_control<P: Post, D: Room>(
    post: &P,
    room: &D,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<(u64, Option<Finding>), AuditError> {
    let (unit, here) = {
        let record = room.enter().await.ok_or(SnapshotError::Closed)?;
        (record.membership().unit(), record.control_log().await?)
    };
    let mut after = 0;
    loop {
        let page = asked(post, room, Ask::Control { unit, after }, clock).await?.control()?;
        if page.entries.is_empty() {
            let record = room.enter().await.ok_or(SnapshotError::Closed)?;
            let finding = ends_too_early(&record, after, &page.head).await?;
            return Ok((u64::from(after), finding));
        }
        let rest = here.get(after as usize..).unwrap_or_default();
        for (one, other) in rest.iter().zip(&page.entries) {
            if one != other {
                return Ok((u64::from(after), Some(differ(after, one, other))));
            }
            after += 1;
        }
        if rest.len() < page.entries.len() {
            return Err(AuditError::Behind);
        }
    }
}

/// Two control entries for one place.
fn differ(control: u32, here: &SignedControl, there: &SignedControl) -> Finding {
    let finding = Finding::new(Dishonest::ControlForked { control });
    finding.with("control", here.to_bytes()).with("control", there.to_bytes())
}

/// Whether the server shows less of the control log than it has signed for before.
async fn ends_too_early(record: &Record, shown: u32, head: &SignedHead) -> Result<Option<Finding>, AuditError> {
    let before = record.server_seen().await?.and_then(|server| server.head);
    let named = before.as_ref().and_then(SignedHead::head).and_then(|head| record.membership().place(&head.control));
    Ok(named.filter(|place| *place >= shown).map(|_| {
        let finding = Finding::new(Dishonest::StaleControl).with_head(head);
        before.iter().fold(finding, |finding, before| finding.with_head(before))
    }))
}
