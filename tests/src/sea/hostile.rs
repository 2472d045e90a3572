//! A server that lies to some of its devices: what it shows, says and gives is whatever a test makes of the truth.

use std::sync::{Arc, Mutex};

use ledger::wire::{Filed, Head, LogPage, SignedHead};
use sync::{Answer, Ask, Asking, Failure};

use super::model::Model;
use super::port::Port;
use super::view::{View, sign};

type Shows = Box<dyn Fn(View) -> View + Send>;
type Says = Box<dyn Fn(&Model, Head) -> SignedHead + Send>;
type Gives = Box<dyn Fn(&mut LogPage) + Send>;

/// A liar in front of an honest server: what is sent to it is filed, what it answers is its own.
pub struct Liar {
    model: Arc<Model>,
    shows: Mutex<Shows>,
    says: Mutex<Says>,
    gives: Mutex<Gives>,
    spoils_chunks: Mutex<bool>,
}

impl Liar {
    /// One that does not lie yet.
    pub fn before(model: &Arc<Model>) -> Arc<Self> {
        Arc::new(Self {
            model: model.clone(),
            shows: Mutex::new(Box::new(|view| view)),
            says: Mutex::new(Box::new(|model, head| sign(model.key(), &head))),
            gives: Mutex::new(Box::new(|_| {})),
            spoils_chunks: Mutex::new(false),
        })
    }

    /// It shows another log, and signs it.
    pub fn shows(&self, lie: impl Fn(View) -> View + Send + 'static) {
        *self.shows.lock().unwrap() = Box::new(lie);
    }

    /// It says another head.
    pub fn says(&self, lie: impl Fn(&Model, Head) -> SignedHead + Send + 'static) {
        *self.says.lock().unwrap() = Box::new(lie);
    }

    /// It gives another page than the one that it signs.
    pub fn gives(&self, lie: impl Fn(&mut LogPage) + Send + 'static) {
        *self.gives.lock().unwrap() = Box::new(lie);
    }

    /// It gives chunks of snapshots that were changed.
    pub fn spoils_chunks(&self) {
        *self.spoils_chunks.lock().unwrap() = true;
    }
}

impl Port for Liar {
    async fn answer(&self, asking: &Asking) -> Result<Answer, Failure> {
        let honest = self.model.answer(asking).await?;
        let view = (self.shows.lock().unwrap())(self.model.view());
        let head = (self.says.lock().unwrap())(&self.model, view.head(self.model.now()));
        Ok(match (&asking.ask, honest) {
            (Ask::Control { after, .. }, _) => Answer::Control(view.control_page(*after, head)),
            (Ask::Log { after, bytes, .. }, _) => {
                let mut page = view.page(*after, *bytes, head);
                (self.gives.lock().unwrap())(&mut page);
                Answer::Log(page)
            }
            (_, Answer::Filed(Filed { place, .. })) => Answer::Filed(Filed { place, head }),
            (_, Answer::Head(_)) => Answer::Head(head),
            (_, Answer::Chunk(mut sealed)) => {
                if *self.spoils_chunks.lock().unwrap() {
                    sealed[0] ^= 1;
                }
                Answer::Chunk(sealed)
            }
            (_, other) => other,
        })
    }
}
