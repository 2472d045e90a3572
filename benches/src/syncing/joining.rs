//! A new device joins a large unit: from its first call until it has every table of the record.

use std::time::Instant;

use app::Session;
use app::clock::SystemClock;
use app::device::{Applicant, Owner, Welcome, start};
use app::keystore::Keystore;
use app::types::{Role, Roles};
use jiff::Timestamp;
use ledger::wire::Registration;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use store::caseload::{CaseloadQuery, Filter, Sort};
use sync::drive::once;
use sync::{Alone, Ask, Asking, End, Http, Post, snapshot};
use tests::served::process::{Process, Storage};

use super::SETTINGS;
use crate::Failure;
use crate::prison::Unit;

/// How many rounds it may take: the second has what was written during the first.
const ROUNDS: usize = 5;

/// How long it took.
pub(crate) struct Joined {
    pub(crate) sent_s: f64,
    pub(crate) snapshot_s: f64,
    pub(crate) fresh_s: f64,
    pub(crate) rebuild_s: f64,
}

/// A new device in a copy of the measured unit.
pub(crate) async fn join(first: &Unit) -> Result<Joined, Failure> {
    println!("A new device joins the measured unit …");
    let (unit, folder) = (first.copied()?, tempfile::tempdir()?);
    let storage = Storage::folder(&folder.path().join("server"), folder.path());
    let server = Process::start(&storage, &SETTINGS).await;
    let http = server.http();
    let mut rng = ChaCha8Rng::seed_from_u64(8);

    let mut ada = unit.open().await?;
    let applicant = Applicant::make(ada.record().membership().unit());
    let owner = Owner::New { name: "Carys Rowlands".to_owned(), roles: Roles::NONE.with(Role::Pom) };
    ada.admit(applicant.application().clone(), owner, None).await?;
    let control = ada.record().control_log().await?;
    let registration = Registration { token: storage.token(), control: control.clone() };
    let now = Timestamp::now().as_millisecond();
    http.ask(&Asking::signed(Ask::Register(registration), ada.record().device_keys(), now)).await?.head()?;
    let key = server.key().await;
    ada.record_mut().connect(server.address(), None, key).await?;
    let began = Instant::now();
    comes_into_step(&mut ada, &http, &mut rng).await?;
    let sent_s = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let made = snapshot::publish(&http, &Alone::with(ada.record_mut()), &mut rng, &Timestamp::now).await?;
    made.ok_or("no snapshot was made")?;
    let snapshot_s = began.elapsed().as_secs_f64();
    let frontier = ada.record().frontier();
    ada.lock().await?;

    let keystore = Keystore::File(folder.path().join("keys.json"));
    let welcome = Welcome { control, logs: Vec::new(), demonstration: true };
    let profile = folder.path().join("profile");
    let mut fresh = start(&profile, keystore, Box::new(SystemClock), &unit.passphrase(), applicant, welcome).await?;
    fresh.record_mut().connect(server.address(), None, key).await?;
    let began = Instant::now();
    comes_into_step(&mut fresh, &http, &mut rng).await?;
    let query = CaseloadQuery { filter: Filter::default(), sort: Sort::Name, descending: false, offset: 0, limit: 50 };
    let rows = fresh.caseload(&query).await?;
    let fresh_s = began.elapsed().as_secs_f64();
    if fresh.record().frontier() != frontier || rows.all == 0 {
        return Err("the new device does not have the whole record".into());
    }
    let began = Instant::now();
    fresh.rebuild(|_, _| {}).await?;
    let rebuild_s = began.elapsed().as_secs_f64();
    fresh.lock().await?;
    Ok(Joined { sent_s, snapshot_s, fresh_s, rebuild_s })
}

async fn comes_into_step(session: &mut Session, http: &Http, rng: &mut ChaCha8Rng) -> Result<(), Failure> {
    for _ in 0..ROUNDS {
        match once(session.record_mut(), http, rng, &Timestamp::now).await?.end {
            End::InStep => return Ok(()),
            End::More => {}
            other => return Err(format!("not in step: {other:?}").into()),
        }
    }
    Err("it does not come into step".into())
}
