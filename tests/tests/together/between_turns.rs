//! What comes between two turns of a round, when the record is free: it is stopped, somebody catches the server, keys are changed, the server moves.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use ledger::sealing::{Pen, sign_control};
use ledger::{Compartment, Header, VersionVector};
use store::Record;
use store::sync::{Dishonest, Finding};
use sync::drive::{Alone, Guard, Room, through};
use sync::watch::{self, Handle};
use sync::{Answer, Ask, Asking, End, Failure, Post, Round};
use tests::sea::port::{Calm, Port, Silent};
use tests::sea::scene::{Scene, saves};
use tokio::sync::MutexGuard;

/// More turns than a round has.
const MANY: usize = 100;

/// Something that is done with the record.
type Doing<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
type Deed = Box<dyn for<'a> Fn(&'a mut Record) -> Doing<'a> + Send + Sync>;

/// A record at which something else is done before one of the turns.
struct Beside<'r> {
    record: tokio::sync::Mutex<&'r mut Record>,
    entered: AtomicUsize,
    at: usize,
    does: Deed,
}

impl<'r> Beside<'r> {
    fn before(at: usize, record: &'r mut Record, does: Deed) -> Self {
        Self { record: tokio::sync::Mutex::new(record), entered: AtomicUsize::new(0), at, does }
    }
}

impl Room for Beside<'_> {
    async fn enter(&self) -> Option<Guard<'_>> {
        let mut record = MutexGuard::map(self.record.lock().await, |record| &mut **record);
        if self.entered.fetch_add(1, Ordering::SeqCst) == self.at {
            (self.does)(&mut record).await;
        }
        Some(Box::new(record))
    }
}

fn clock_at(time: i64) -> Timestamp {
    Timestamp::from_millisecond(time).unwrap()
}

#[tokio::test]
async fn wherever_a_watch_is_stopped_record_and_file_are_of_one_mind() {
    for turn in 1..MANY {
        // Given a round that seals again under new keys, sends and fetches
        let mut scene = Scene::at_work(300).await;
        let time = scene.later();
        saves(&mut scene.ben, &mut scene.serial, time, 3).await;
        let rotation = scene.rotation();
        scene.ada_governs(rotation).await;
        let time = scene.later();

        // When it is stopped while a turn begins
        let (handle, turns, mut whole) = (Handle::new(), AtomicUsize::new(0), false);
        let clock = || {
            if turns.fetch_add(1, Ordering::SeqCst) + 1 == turn {
                handle.stop();
            }
            clock_at(time)
        };
        let post = Calm(scene.server.clone());
        let (record, rng) = scene.ben.parts();
        let told = |_: &_| {
            whole = true;
            handle.stop();
        };
        watch::run(&post, &Alone::with(record), rng, &clock, &handle, told).await;

        // Then what is written next goes on from what is there
        saves(&mut scene.ben, &mut scene.serial, time, 1).await;
        assert_eq!(scene.ben_syncs().await, End::InStep, "stopped in turn {turn}");
        scene.ben.record().verify(|_, _| {}).await.unwrap();
        scene.ben.goes_under().await;
        scene.ben.record().verify(|_, _| {}).await.unwrap();
        if whole {
            assert!(turn > 5, "a round has more turns");
            return;
        }
    }
    panic!("a round has no end");
}

#[tokio::test]
async fn a_line_that_was_laid_before_the_server_moved_is_not_asked() {
    struct Former;
    impl Post for Former {
        type Bell = Silent;
        fn leads_to(&self, _: &store::sync::Server) -> bool {
            false
        }
        async fn ask(&self, _: &Asking) -> Result<Answer, Failure> {
            panic!("the former server was asked")
        }
        async fn listen(&self, _: &Asking) -> Result<Silent, Failure> {
            Ok(Silent)
        }
    }
    let mut scene = Scene::at_work(310).await;
    let time = scene.later();
    let (record, rng) = scene.ben.parts();
    let outcome = through(Round::new(), &Former, &Alone::with(record), rng, &|| clock_at(time)).await.unwrap().unwrap();
    assert_eq!(outcome.end, End::Moved);
    assert_eq!(scene.ben_syncs().await, End::InStep);
}

#[tokio::test]
async fn once_the_server_is_caught_a_round_under_way_takes_nothing_more() {
    for at in 1..MANY {
        let mut scene = Scene::at_work(320).await;
        let time = scene.later();
        let (record, rng) = scene.ben.parts();
        let seen: Arc<Mutex<Option<VersionVector>>> = Arc::default();
        let had = seen.clone();
        let catches: Deed = Box::new(move |record| {
            let had = had.clone();
            Box::pin(async move {
                let finding = Finding::new(Dishonest::WentBack { before: 9, now: 8 });
                record.raise(finding, clock_at(time)).await.unwrap();
                *had.lock().unwrap() = Some(record.frontier());
            })
        });
        let room = Beside::before(at, record, catches);
        let post = Calm(scene.server.clone());
        let outcome = through(Round::new(), &post, &room, rng, &|| clock_at(time)).await.unwrap().unwrap();
        let Some(had) = seen.lock().unwrap().take() else {
            assert!(at > 5, "a round has more turns");
            return;
        };
        assert_eq!(scene.ben.record().frontier(), had, "caught before turn {at}");
        // Where nothing was left to be taken, it had ended.
        assert!(matches!(outcome.end, End::Alarm | End::InStep), "{outcome:?}");
    }
    panic!("a round has no end");
}

#[tokio::test]
async fn what_has_not_left_when_keys_are_changed_leaves_under_the_new_ones() {
    for at in 1..MANY {
        // Given an administrator's entries that are still to be sent, and new keys that come in the middle of the round
        let mut scene = Scene::at_work(330).await;
        let time = scene.later();
        saves(&mut scene.ada, &mut scene.serial, time, 3).await;
        let rotation = scene.rotation();
        let seen: Arc<Mutex<Option<u64>>> = Arc::default();
        let (left, server) = (seen.clone(), scene.server.clone());
        let governs: Deed = Box::new(move |record| {
            let (left, server, rotation) = (left.clone(), server.clone(), rotation.clone());
            Box::pin(async move {
                let pen = Pen::Device(record.device_keys());
                let entry = sign_control(record.membership(), &pen, time, rotation).unwrap();
                let ask = Ask::Govern { unit: record.membership().unit(), entry: entry.clone() };
                server.answer(&Asking::signed(ask, record.device_keys(), time)).await.unwrap();
                record.extend_control(&entry).await.unwrap();
                *left.lock().unwrap() = Some(record.server_seen().await.unwrap().unwrap().given_out);
            })
        });
        let (record, rng) = scene.ada.parts();
        let room = Beside::before(at, record, governs);
        let post = Calm(scene.server.clone());
        let _: Option<sync::Outcome> = through(Round::new(), &post, &room, rng, &|| clock_at(time)).await.unwrap();
        let Some(left) = seen.lock().unwrap().take() else {
            assert!(at > 5, "a round has more turns");
            return;
        };

        // Then only what was on its way by then is under the old ones
        assert_eq!(scene.ada.syncs(&scene.server, time).await.end, End::InStep);
        let own = scene.ada.record().own_device().unwrap().id;
        let record = scene.ada.record();
        let (new, _) = record.ring().current(record.membership(), Compartment::General).unwrap();
        for batch in scene.server.view().batches.iter().filter(|batch| batch.device == own) {
            for entry in &batch.entries {
                let header = Header::from_bytes(&entry.header).unwrap();
                assert!(header.seq <= left || header.kid == new, "entry {}, new keys before turn {at}", header.seq);
            }
        }
        assert_eq!(scene.ben_syncs().await, End::InStep);
    }
    panic!("a round has no end");
}
