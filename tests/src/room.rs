//! A desk as a window has one: its calls made as a window makes them, on a real profile, with a clock that the test moves.

use std::sync::{Arc, Mutex};

use api::{
    Call, Caseload, CaseloadView, ConfirmRecovery, Filter, Found, FoundedView, News, PlanImport, Problem, Secret,
    SignedIn, Sort, Status, StatusView, TakeImport, Unlock,
};
use app::clock::Clock;
use app::desk::Desk;
use app::home::Home;
use app::keystore::Keystore;
use app::sync::Ways;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::command::PASSPHRASE;
use crate::people::{page, prisoner};
use crate::unit::morning;

/// A clock that the test moves.
#[derive(Clone)]
pub struct Hand(Arc<Mutex<Timestamp>>);

impl Default for Hand {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(morning(0))))
    }
}

impl Hand {
    /// So many minutes later.
    pub fn pass(&self, minutes: i64) {
        let mut now = self.0.lock().unwrap();
        *now += minutes.minutes();
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A desk, and what it said unasked.
pub struct Room {
    /// Where its files are, and those of the test.
    pub folder: tempfile::TempDir,
    /// The desk.
    pub desk: Desk,
    /// What it said unasked.
    pub heard: Arc<Mutex<Vec<News>>>,
    hand: Hand,
}

impl Default for Room {
    fn default() -> Self {
        Self::new()
    }
}

impl Room {
    /// On a computer that nobody has used.
    pub fn new() -> Self {
        Self::by_way_of(Ways::https())
    }

    /// The same from which servers are reached in another way.
    pub fn by_way_of(ways: Ways) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hand = Hand::default();
        let listening = heard.clone();
        let desk = Desk::with_ways(
            Home::at(folder.path().join("home")),
            Keystore::File(folder.path().join("keystore")),
            Box::new(hand.clone()),
            None,
            ways,
            move |news| listening.lock().unwrap().push(news),
        );
        Self { folder, desk, heard, hand }
    }

    /// Founds a unit as the window does, the recovery key confirmed.
    pub async fn founded() -> (Self, SignedIn, FoundedView) {
        let room = Self::new();
        let (signed_in, founded) = room.founds(founding()).await;
        (room, signed_in, founded)
    }

    /// Founds a unit here as the window does.
    pub async fn founds(&self, founding: Found) -> (SignedIn, FoundedView) {
        let founded = self.call(founding).await.unwrap();
        let words = founded.asked.iter().map(|place| founded.words[place - 1].to_uppercase()).collect();
        let signed_in = self.call(ConfirmRecovery { words }).await.unwrap();
        (signed_in, founded)
    }

    /// The same with three people read in.
    pub async fn with_people() -> (Self, SignedIn) {
        let (room, signed_in, _) = Self::founded().await;
        room.imports("export.json", &[prisoner(1), prisoner(2), prisoner(3)]).await;
        (room, signed_in)
    }

    /// Makes a call.
    pub async fn call<C: Call>(&self, request: C) -> Result<C::Reply, Problem> {
        let body = serde_json::to_vec(&request).unwrap();
        self.desk.answer(C::NAME, &body).await.map(|reply| api::wire::read(&reply).unwrap())
    }

    /// Reads documents of the prison system in; none of them is set aside.
    pub async fn imports(&self, file: &str, documents: &[Value]) {
        let export = self.folder.path().join(file);
        std::fs::write(&export, page(documents)).unwrap();
        let plan = self.call(PlanImport { paths: vec![export.display().to_string()] }).await.unwrap();
        assert_eq!((plan.read, plan.quarantined), (documents.len(), 0));
        assert!(self.call(TakeImport {}).await.unwrap().entries > 0);
    }

    /// Everybody with these letters in their name or number.
    pub async fn people(&self, text: &str) -> Result<CaseloadView, Problem> {
        let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
        self.call(Caseload { filter, sort: Sort::Name, descending: false, offset: 0, limit: 200 }).await
    }

    /// How things stand.
    pub async fn status(&self) -> StatusView {
        self.call(Status {}).await.unwrap()
    }

    /// Unlocks for the person who is on the list first.
    pub async fn unlock(&self, passphrase: &str) -> Result<SignedIn, Problem> {
        let person = self.status().await.people[0].id.clone();
        self.call(Unlock { person, passphrase: Secret(passphrase.to_owned()) }).await
    }

    /// Minutes pass with nobody there.
    pub fn pass(&self, minutes: i64) {
        self.hand.pass(minutes);
    }
}

/// Ada Pike founds the unit at Leeds.
pub fn founding() -> Found {
    Found { prison: "LEI".to_owned(), name: "Ada Pike".to_owned(), passphrase: Secret(PASSPHRASE.to_owned()) }
}
