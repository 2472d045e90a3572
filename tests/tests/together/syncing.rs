//! What one device and its server come to, beyond what the sea tries: keys that turned while somebody was away, a record that was set back, a
//! file that was carried twice, and the loop in the background.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use ledger::header::Class;
use ledger::sealing::{self, Pen, sign_control};
use ledger::wire::{PROTOCOL, Refusal, RefusalCode};
use ledger::{Compartment, Header, Role};
use sqlx::Connection;
use store::sync::{Hindrance, Trouble};
use sync::watch::{self, Handle};
use sync::{Alone, Answer, Ask, Asking, Attention, End, Failure, Status};
use tests::sea::crew::{Crew, DAWN};
use tests::sea::model::Model;
use tests::sea::port::{Calm, Harbour, Port};
use tests::sea::ship::Ship;
use tests::sea::work::happens;

/// Milliseconds of a minute, and of a day.
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

async fn ada_and_ben(seed: u64) -> (Arc<Model>, Ship, Ship) {
    let crew = Crew::of(seed, &[Role::Pom]);
    let server = Arc::new(Model::of(crew.unit, &crew.log, DAWN));
    let mut ada = Ship::of(&crew, seed, 0, &*server).await;
    let mut ben = Ship::of(&crew, seed, 1, &*server).await;
    for ship in [&mut ada, &mut ben] {
        assert_eq!(ship.syncs(&server, DAWN).await.end, End::InStep);
    }
    (server, ada, ben)
}

/// Writes until this many more entries are there.
async fn writes(ship: &mut Ship, entries: u64, serial: &mut u64) {
    let index = ship.index();
    let until = ship.record().frontier().of(index) + entries;
    while ship.record().frontier().of(index) < until {
        *serial += 1;
        happens(ship, *serial, DAWN).await;
    }
}

async fn turns_keys(ada: &mut Ship, server: &Arc<Model>) {
    let (record, rng) = ada.parts();
    let compartments = [Compartment::General];
    let act = sealing::rotation(rng, record.membership(), record.ring(), compartments, "Once a quarter").unwrap();
    let entry = sign_control(record.membership(), &Pen::Device(record.device_keys()), DAWN, act).unwrap();
    let ask = Ask::Govern { unit: record.membership().unit(), entry: entry.clone() };
    server.answer(&Asking::signed(ask, record.device_keys(), DAWN)).await.unwrap();
    record.extend_control(&entry).await.unwrap();
}

/// The keys under which a device's entries lie at the server.
fn kids(server: &Model, device: &crypto::Hash) -> Vec<crypto::Kid> {
    let batches = server.view().batches;
    let entries = batches.iter().filter(|batch| batch.device == *device).flat_map(|batch| &batch.entries);
    entries.map(|entry| Header::from_bytes(&entry.header).unwrap().kid).collect()
}

#[tokio::test]
async fn what_never_left_goes_under_the_new_keys_and_what_left_stays_as_it_was() {
    let (server, mut ada, mut ben) = ada_and_ben(1).await;
    let mut serial = 0;
    let old = ben.record().membership().current_epoch(Compartment::General).unwrap().kid;
    writes(&mut ben, 1, &mut serial).await;
    // One entry leaves in a file, the others have never left when the keys turn.
    sync::stick::write(ben.record(), None, Vec::new()).await.unwrap();
    writes(&mut ben, 2, &mut serial).await;
    let state = ben.record().case(&tests::sea::work::prisoner(0)).await.unwrap();
    turns_keys(&mut ada, &server).await;
    let new = ada.record().membership().current_epoch(Compartment::General).unwrap().kid;

    let outcome = ben.syncs(&server, DAWN).await;
    assert_eq!((outcome.end, outcome.sent, outcome.control), (End::InStep, 3, 1));
    let device = ben.record().own_device().unwrap().id;
    assert_eq!(kids(&server, &device), [old, new, new]);
    assert_eq!(ben.record().case(&tests::sea::work::prisoner(0)).await.unwrap(), state, "its place in the order stays");
    ben.record().verify(|_, _| {}).await.unwrap();
    assert_eq!(ada.syncs(&server, DAWN).await.new, 3);
    ada.record().verify(|_, _| {}).await.unwrap();
}

#[tokio::test]
async fn a_record_that_was_set_back_sends_nothing_more() {
    let (server, _, mut ben) = ada_and_ben(2).await;
    let mut serial = 0;
    writes(&mut ben, 2, &mut serial).await;
    ben.syncs(&server, DAWN).await;
    let copy = ben.is_copied().await;
    writes(&mut ben, 2, &mut serial).await;
    ben.syncs(&server, DAWN).await;
    ben.is_set_back(&copy).await;

    writes(&mut ben, 1, &mut serial).await;
    for _ in 0..2 {
        let outcome = ben.syncs(&server, DAWN).await;
        assert_eq!((outcome.end, outcome.sent), (End::Trouble(Trouble::SetBack), 0));
    }
    assert_eq!(server.view().batches.len(), 2);
    let status = Status::of(ben.record()).await.unwrap();
    assert_eq!(status.attention[0], Attention::Trouble(Trouble::SetBack));
    assert!(ben.record().alarms().await.unwrap().is_empty(), "nobody else is to blame");
}

#[tokio::test]
async fn a_file_that_is_carried_twice_and_one_that_comes_too_early_change_nothing_more() {
    let (_, mut ada, mut ben) = ada_and_ben(3).await;
    let mut serial = 0;
    writes(&mut ada, 2, &mut serial).await;
    let (mut first, mut second) = (Vec::new(), Vec::new());
    sync::stick::write(ada.record(), None, &mut first).await.unwrap();
    let now = ben.clock(DAWN);
    writes(&mut ada, 2, &mut serial).await;
    let have = sync::stick::read(ben.record(), first.as_slice(), now).await.unwrap().have;
    sync::stick::write(ada.record(), Some(&have), &mut second).await.unwrap();
    assert!(second.len() < first.len(), "it has what is new and no more");

    let (_, _, mut carys) = ada_and_ben(3).await;
    let early = sync::stick::read(carys.record(), second.as_slice(), now).await.unwrap();
    assert_eq!((early.received.new, early.aside), (0, 1));
    let both = sync::stick::read(carys.record(), first.as_slice(), now).await.unwrap();
    assert_eq!((both.received.new, both.aside), (4, 0), "what waited goes in with what was missing");
    let again = sync::stick::read(carys.record(), first.as_slice(), now).await.unwrap();
    assert_eq!((again.received.new, again.received.known), (0, 2));
    assert!(carys.record().aside().await.unwrap().is_empty());
    carys.record().verify(|_, _| {}).await.unwrap();

    for cut in [0, 10, 30, first.len() / 2, first.len() - 1] {
        assert!(sync::stick::read(carys.record(), &first[..cut], now).await.is_err(), "cut at {cut}");
    }
}

#[tokio::test]
async fn the_loop_makes_a_round_when_it_is_nudged_and_stops_when_it_is_told() {
    let (server, _, mut ben) = ada_and_ben(4).await;
    let mut serial = 0;
    writes(&mut ben, 1, &mut serial).await;
    let (handle, rounds) = (Handle::new(), AtomicUsize::new(0));
    let clock = || jiff::Timestamp::from_millisecond(DAWN).unwrap();
    let mut sent = Vec::new();
    let (record, rng) = ben.parts();
    let (room, post) = (Alone::with(record), Calm(server.clone()));
    let told = |outcome: &Result<sync::Outcome, store::StoreError>| {
        let outcome = outcome.as_ref().unwrap();
        assert_eq!(outcome.end, End::InStep);
        sent.push(outcome.sent);
        match rounds.fetch_add(1, Ordering::SeqCst) {
            0 => handle.nudge(),
            _ => handle.stop(),
        }
    };
    watch::run(&post, &room, rng, &clock, &handle, told).await;
    assert_eq!(sent, [1, 0]);
}

#[tokio::test]
async fn who_only_reads_says_once_a_day_that_they_are_there() {
    let (server, mut ada, mut ben) = ada_and_ben(5).await;
    let mut serial = 0;
    writes(&mut ben, 1, &mut serial).await;
    ben.syncs(&server, DAWN).await;
    ada.syncs(&server, DAWN).await;
    let noon = DAWN + DAY / 2;
    server.tick(noon);
    let outcome = ada.syncs(&server, noon).await;
    assert_eq!((outcome.end, outcome.sent), (End::InStep, 0), "half a day is no silence");

    let next = DAWN + DAY;
    server.tick(next);
    let state = ada.record().case(&tests::sea::work::prisoner(0)).await.unwrap();
    let outcome = ada.syncs(&server, next).await;
    assert_eq!((outcome.end, outcome.sent), (End::InStep, 1), "it is sent with the round that writes it");
    assert_eq!(ada.record().unsent().await.unwrap(), 0);
    assert_eq!(ada.syncs(&server, next + MINUTE).await.sent, 0, "and not again");
    let view = server.view();
    let last = view.batches.last().unwrap().entries.last().unwrap();
    let header = Header::from_bytes(&last.header).unwrap();
    assert_eq!((header.class, header.seq), (Class::Heartbeat, 1));

    // Who hears it knows when she was there, and nothing else has changed.
    let her = ada.index();
    assert_eq!(ben.syncs(&server, next + MINUTE).await.new, 1);
    assert_eq!(ben.record().last_written(her).await.unwrap(), Some(next));
    for ship in [&mut ada, &mut ben] {
        ship.record().verify(|_, _| {}).await.unwrap();
        assert_eq!(ship.record().case(&tests::sea::work::prisoner(0)).await.unwrap(), state);
        ship.record().rebuild(|_, _| {}).await.unwrap();
        ship.record().verify(|_, _| {}).await.unwrap();
    }
}

#[tokio::test]
async fn the_servers_clock_is_learnt_from_what_it_signs() {
    let (server, _, mut ben) = ada_and_ben(6).await;
    for (ahead, said) in [(3 * MINUTE, Some(3 * MINUTE)), (-4 * MINUTE, Some(-4 * MINUTE)), (MINUTE, None), (0, None)] {
        ben.ahead = ahead;
        ben.syncs(&server, DAWN).await;
        let attention = Status::of(ben.record()).await.unwrap().attention;
        let expected: Vec<Attention> = said.map(|ahead| Attention::Clock { ahead }).into_iter().collect();
        assert_eq!(attention, expected);
    }
}

#[tokio::test]
async fn by_when_the_server_had_an_entry_is_kept_beside_what_its_author_says() {
    let (server, mut ada, mut ben) = ada_and_ben(7).await;
    let mut serial = 0;
    let his = ben.index();
    // By his clock it is next year.
    ben.ahead = 365 * DAY;
    writes(&mut ben, 1, &mut serial).await;
    assert_eq!(ben.record().received_by(his, 1).await.unwrap(), None, "it is not there yet");
    server.tick(DAWN + MINUTE);
    ben.syncs(&server, DAWN + MINUTE).await;
    assert_eq!(ben.record().received_by(his, 1).await.unwrap(), Some(DAWN + MINUTE));
    server.tick(DAWN + 9 * MINUTE);
    ada.syncs(&server, DAWN + 9 * MINUTE).await;
    let heard = Some(DAWN + 9 * MINUTE);
    assert_eq!(ada.record().received_by(his, 1).await.unwrap(), heard);
    assert_eq!(ada.record().last_written(his).await.unwrap(), heard, "nobody was heard from next year");

    // What comes later changes nothing of it.
    ben.ahead = 0;
    writes(&mut ben, 1, &mut serial).await;
    for (ship, minutes) in [(&mut ben, 10), (&mut ada, 11)] {
        server.tick(DAWN + minutes * MINUTE);
        ship.syncs(&server, DAWN + minutes * MINUTE).await;
    }
    assert_eq!(ada.record().received_by(his, 1).await.unwrap(), heard);
    assert_eq!(ada.record().received_by(his, 2).await.unwrap(), Some(DAWN + 11 * MINUTE));
}

/// What stands in the way of a server.
struct InTheWay(Failure);

impl Port for InTheWay {
    async fn answer(&self, _: &Asking) -> Result<Answer, Failure> {
        Err(self.0.clone())
    }
}

#[tokio::test]
async fn what_keeps_a_device_from_its_server_is_said_with_since_when() {
    let (server, mut ada, _) = ada_and_ben(8).await;
    let refusal = Refusal {
        code: RefusalCode::Later,
        words: "Not now.".to_owned(),
        tip: None,
        fork: None,
        control: None,
        at: DAWN,
        versions: (PROTOCOL, PROTOCOL),
    };
    let busy = Failure::Refused { refusal: Box::new(refusal), retry_after: Some(7) };
    let ways = [
        (Failure::Untrusted, Some(Hindrance::Untrusted)),
        (Failure::NotTheServer, Some(Hindrance::NotTheServer)),
        (busy, Some(Hindrance::Busy)),
        (Failure::Unreachable, None),
    ];
    let mut time = DAWN;
    for (failure, by) in ways {
        time += DAY / 4;
        let since = Timestamp::from_millisecond(time).unwrap();
        let way = Arc::new(InTheWay(failure));
        for later in [0, MINUTE, 60 * MINUTE] {
            ada.syncs(&way, time + later).await;
            let status = Status::of(ada.record()).await.unwrap();
            let expected: Vec<Attention> = by.map(|by| Attention::Hindered { by, since }).into_iter().collect();
            assert_eq!(status.attention, expected);
            assert_eq!(status.offline_since, by.is_none().then_some(since));
            assert!(status.words(|at| at.to_string()).contains(&since.to_string()));
        }
    }
    server.tick(time);
    assert_eq!(ada.syncs(&server, time).await.end, End::InStep);
    let status = Status::of(ada.record()).await.unwrap();
    assert_eq!((status.attention, status.offline_since), (Vec::new(), None));
}

#[tokio::test]
async fn a_record_that_fails_under_a_round_is_said_until_one_comes_to_its_end() {
    let (server, mut ada, _) = ada_and_ben(9).await;
    let mut raw = ada.raw().await;
    let stop = "CREATE TRIGGER stop BEFORE UPDATE ON server BEGIN SELECT RAISE(ABORT, 'stopped'); END";
    sqlx::query(stop).execute(&mut raw).await.unwrap();
    let port = Calm(server.clone());
    for later in [0, MINUTE] {
        let clock = move || Timestamp::from_millisecond(DAWN + later).unwrap();
        let (record, rng) = ada.parts();
        assert!(sync::once(record, &port, rng, &clock).await.is_err());
        let status = Status::of(ada.record()).await.unwrap();
        let [Attention::Halted(halted)] = status.attention.as_slice() else { panic!("{status:?}") };
        assert_eq!(halted.since.as_millisecond(), DAWN);
        assert!(status.words(|at| at.to_string()).starts_with("Needs attention since "), "{status:?}");
    }
    sqlx::query("DROP TRIGGER stop").execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();
    assert_eq!(ada.syncs(&server, DAWN + 2 * MINUTE).await.end, End::InStep);
    assert!(Status::of(ada.record()).await.unwrap().attention.is_empty());
}
