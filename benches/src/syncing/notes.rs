//! Ten thousand notes that were written offline, from one device to another.

use std::time::Instant;

use casework::event::{CaseEvent, NoteId, NoteWritten, Visibility};
use jiff::Timestamp;
use ledger::{Class, Compartment, Role, Subject};
use store::{Action, NewEvent};
use sync::{End, Outcome};
use tests::sea::crew::Crew;
use tests::sea::ship::Ship;
use tests::sea::work::prisoner;
use tests::served::fleet::{registers, syncs};
use tests::served::process::{Process, Storage};
use uuid::Uuid;

use super::SETTINGS;
use crate::Failure;
use crate::figures::median;

/// How many notes.
pub(crate) const NOTES: usize = 10_000;
/// How often it is measured.
const TIMES: u64 = 5;
/// About how many people.
const PEOPLE: usize = 500;

/// How long notes were on their way.
pub(crate) struct Travel {
    pub(crate) local_s: f64,
    pub(crate) sent_s: f64,
    pub(crate) fetched_s: f64,
}

/// The words of a note; each has one that no other has.
pub(super) fn words(serial: usize) -> String {
    format!(
        "Session quill{serial}. {}",
        "He talked about work, his family and the course he wants to finish. ".repeat(5).trim_end()
    )
}

/// Notes from one device to another, again and again with new ones of both.
pub(crate) async fn travel() -> Result<Travel, Failure> {
    println!("Sending {NOTES} notes from one device to another …");
    let (mut local, mut sent, mut fetched) = (Vec::new(), Vec::new(), Vec::new());
    for seed in 0..TIMES {
        let once = once(seed).await?;
        local.push(once.local_s);
        sent.push(once.sent_s);
        fetched.push(once.fetched_s);
    }
    Ok(Travel { local_s: median(&local), sent_s: median(&sent), fetched_s: median(&fetched) })
}

async fn once(seed: u64) -> Result<Travel, Failure> {
    let folder = tempfile::tempdir()?;
    let storage = Storage::folder(&folder.path().join("data"), folder.path());
    let server = Process::start(&storage, &SETTINGS).await;
    let crew = Crew::of(seed, &[Role::Pom]);
    let key = registers(&crew, &storage, &server).await;
    let mut ada = Ship::bound_for(&crew, seed, 0, key).await;
    let mut ben = Ship::bound_for(&crew, seed, 1, key).await;
    for ship in [&mut ada, &mut ben] {
        in_step(&syncs(ship, server.address()).await?)?;
    }

    let now = Timestamp::now();
    let actions: Vec<Action> = (0..NOTES).map(|serial| written(serial, now)).collect();
    let start = Instant::now();
    let (record, rng) = ada.parts();
    record.write(rng, now, actions, |_| {}).await?;
    let local_s = start.elapsed().as_secs_f64();

    let start = Instant::now();
    in_step(&syncs(&mut ada, server.address()).await?)?;
    let sent_s = start.elapsed().as_secs_f64();

    let start = Instant::now();
    let outcome = syncs(&mut ben, server.address()).await?;
    // The last one is found by the word that it alone has.
    let found = ben.record().search(&format!("quill{}", NOTES - 1), 10, true).await?;
    let fetched_s = start.elapsed().as_secs_f64();
    in_step(&outcome)?;
    if outcome.new != NOTES || found.texts.len() != 1 {
        return Err(format!("{} notes came, and {} were found", outcome.new, found.texts.len()).into());
    }
    Ok(Travel { local_s, sent_s, fetched_s })
}

fn in_step(outcome: &Outcome) -> Result<(), Failure> {
    if outcome.end == End::InStep { Ok(()) } else { Err(format!("not in step: {:?}", outcome.end).into()) }
}

/// A note as an action of its own, and so an entry of its own.
fn written(serial: usize, now: Timestamp) -> Action {
    let note = NoteWritten {
        id: NoteId(Uuid::from_u128(serial as u128 + 1)),
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        visibility: Visibility::General,
        text: words(serial),
        place: "LEI".to_owned(),
        actions: Vec::new(),
    };
    let subject = Subject::Case(prisoner((serial % PEOPLE) as u64).as_str().into());
    let event = NewEvent { subject, occurred: now, event: CaseEvent::NoteWritten(note), base: None };
    let command = Uuid::from_u128(serial as u128 + 1).into_bytes();
    Action { compartment: Compartment::General, class: Class::Normal, command, events: vec![event] }
}
