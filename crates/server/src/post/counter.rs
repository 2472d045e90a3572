//! Counters: where what devices send is taken. All that waits at a counter is kept in one transaction, so that many small things cost one
//! write to the disk together; a unit always goes to the same counter, so that its devices seldom wait for each other's locks.

use std::sync::Arc;

use crypto::Hash;
use ledger::UnitId;
use ledger::wire::{Filed, Push};
use tokio::sync::{mpsc, oneshot};

use super::Office;
use crate::refused::Refused;

/// How much may wait at one counter before those who come have to wait outside.
const QUEUE: usize = 256;
/// How much is kept in one transaction.
const MOST_TOGETHER: usize = 64;

/// What a device sends, with whom to tell.
pub(super) struct Errand {
    pub(super) unit: UnitId,
    pub(super) device: Hash,
    pub(super) push: Push,
    answer: oneshot::Sender<Result<Filed, Refused>>,
}

pub(super) struct Counters(Vec<mpsc::Sender<Errand>>);

impl Counters {
    /// As many counters as the storage has writers.
    pub(super) fn open(office: &Arc<Office>) -> Self {
        let counters = (0..office.shelf.writers()).map(|_| {
            let (sender, errands) = mpsc::channel(QUEUE);
            tokio::spawn(serve(Arc::clone(office), errands));
            sender
        });
        Self(counters.collect())
    }

    /// Sends what a device sends to its unit's counter and waits until it is kept. It is kept, too, where whoever asked is gone meanwhile.
    pub(super) async fn file(&self, unit: UnitId, device: Hash, push: Push) -> Result<Filed, Refused> {
        let (answer, answered) = oneshot::channel();
        let bytes = unit.0.as_bytes();
        let number = bytes.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let counter = self.0.get(number % self.0.len().max(1)).ok_or_else(Refused::later)?;
        let errand = Errand { unit, device, push, answer };
        counter.send(errand).await.map_err(|_| Refused::later())?;
        answered.await.map_err(|_| Refused::later())?
    }
}

/// Serves until nobody can come any more.
async fn serve(office: Arc<Office>, mut errands: mpsc::Receiver<Errand>) {
    let mut waiting = Vec::new();
    while errands.recv_many(&mut waiting, MOST_TOGETHER).await > 0 {
        // In the order of units, so that two processes lock several in the same order; of one unit as they came.
        waiting.sort_by_key(|errand| errand.unit);
        office.metrics.filed_together(waiting.len());
        serve_together(&office, std::mem::take(&mut waiting)).await;
    }
}

async fn serve_together(office: &Office, errands: Vec<Errand>) {
    match office.file_together(&errands).await {
        Ok(answers) => errands.into_iter().zip(answers).for_each(|(errand, answer)| tell(errand, answer)),
        Err(error) if errands.len() > 1 && error.may_be_of_one() => {
            // The others must not suffer for it.
            tracing::warn!(%error, errands = errands.len(), "what waited could not be kept together; each is tried by itself");
            for errand in errands {
                let answer = match office.file_together(std::slice::from_ref(&errand)).await {
                    Ok(answers) => answers.into_iter().next().unwrap_or_else(|| Err(Refused::later())),
                    Err(error) => Err(error.into()),
                };
                tell(errand, answer);
            }
        }
        Err(error) => {
            tracing::error!(%error, errands = errands.len(), "what devices sent could not be kept");
            errands.into_iter().for_each(|errand| tell(errand, Err(Refused::later())));
        }
    }
}

/// Whoever has gone meanwhile asks again and hears the same.
fn tell(errand: Errand, answer: Result<Filed, Refused>) {
    let _: Result<(), _> = errand.answer.send(answer);
}
