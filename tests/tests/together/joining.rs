//! Waiting to be admitted, under the limits that a server has where nobody says anything: for as long as it takes, until somebody refuses, and
//! through whatever happens to the application meanwhile.

use std::path::Path;
use std::sync::Arc;

use app::Session;
use app::device::Owner;
use app::sync::{Joiner, Waiting, ask_again, waiting_in};
use app::types::{Role, Roles};
use server::Settings;
use server::settings::DAY;
use tests::unit::{Office, clock, passphrase};
use tests::wire::Wire;

const POM: Roles = Roles::NONE.with(Role::Pom);
const MINUTE: i64 = 60 * 1000;

/// Ada's unit, connected to a server with these limits.
async fn connected(office: &Office, settings: Settings) -> (Arc<Wire>, Session) {
    let wire = Wire::with(settings).await;
    let ada = wire.connects(office.founded().await).await;
    (wire, ada)
}

/// The computer looks, and waits still.
async fn waits(wire: &Arc<Wire>, office: &Office, folder: &Path) -> Waiting {
    match wire.resumes(office, folder).await {
        Joiner::Waiting(waiting) => *waiting,
        Joiner::In(_) => panic!("it is in"),
    }
}

/// Ada types the code that she is told.
async fn admits(ada: &mut Session, waiting: &Waiting) {
    let door = ada.at_the_door(&waiting.code).await.unwrap();
    let owner = Owner::New { name: waiting.name.clone(), roles: POM };
    ada.admit_at_the_door(door, owner, None, false).await.unwrap();
}

#[tokio::test]
async fn a_computer_waits_for_as_long_as_it_takes() {
    let office = Office::new();
    let limits = Settings::default();
    let (wire, mut ada) = connected(&office, limits).await;
    let folder = office.profile("Ben Okafor");
    let asked = wire.asks(&office, &folder, "LEI", "Ben Okafor").await;
    // More often than applications are taken in an hour, all at once.
    for _ in 0..limits.arrivals_an_hour + 5 {
        assert_eq!(waits(&wire, &office, &folder).await, asked);
    }
    let arrivals = ada.arrivals().await.unwrap();
    assert_eq!((arrivals.len(), arrivals[0].out_of_date), (1, false));
    admits(&mut ada, &asked).await;
    assert!(ada.arrivals().await.unwrap().is_empty(), "nobody has to take it away");
    assert!(matches!(wire.resumes(&office, &folder).await, Joiner::In(_)));
    assert!(waiting_in(&folder).is_none());
}

#[tokio::test]
async fn whoever_is_refused_hears_of_it_and_may_ask_again() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office, Settings::default()).await;
    let folder = office.profile("Ben Okafor");
    let asked = wire.asks(&office, &folder, "LEI", "Ben Okafor").await;
    let device = ada.arrivals().await.unwrap()[0].device.clone();
    for nobody in ["", "ab", "0000000000"] {
        assert_eq!(ada.waits_as(nobody).await.err().unwrap().field, Some("device"), "{nobody}");
    }
    let door = ada.waits_as(&device[..10]).await.unwrap();
    ada.refuse_at_the_door(door).await.unwrap();
    assert!(ada.arrivals().await.unwrap().is_empty());
    let refusals = ada.refused_devices().await.unwrap();
    let [refusal] = refusals.as_slice() else { panic!("{refusals:?}") };
    assert_eq!((refusal.who.as_str(), refusal.by.as_str()), ("Ben Okafor, OMU laptop 3", "Ada Pike"));
    assert_eq!(refusal.device, device);

    assert_eq!(waits(&wire, &office, &folder).await.refused_at().as_deref(), Some("2026-11-20T10:15"));
    assert!(ada.arrivals().await.unwrap().is_empty(), "it does not come back by itself");
    wire.is_cut(true);
    assert!(waits(&wire, &office, &folder).await.refused.is_some(), "nor does it ask any more");
    wire.is_cut(false);

    let again = ask_again(&folder, &office.keystore(), &*clock(0), &wire.ways(), passphrase()).await.unwrap();
    assert_eq!((&again.code, again.refused), (&asked.code, None));
    assert_eq!(waits(&wire, &office, &folder).await, again, "the refusal was of what was asked before");
    let arrivals = ada.arrivals().await.unwrap();
    assert_eq!(arrivals[0].refused.as_deref(), Some("2026-11-20T10:15"), "she sees that she refused it");
    admits(&mut ada, &again).await;
    assert!(matches!(wire.resumes(&office, &folder).await, Joiner::In(_)));
}

#[tokio::test]
async fn a_server_that_takes_no_more_for_a_while_is_waited_for() {
    let office = Office::new();
    let limits = Settings { arrivals_an_hour: 1, ..Settings::default() };
    let (wire, ada) = connected(&office, limits).await;
    wire.asks(&office, &office.profile("Carys Rowlands"), "LEI", "Carys Rowlands").await;
    let folder = office.profile("Ben Okafor");
    let asked = wire.asks(&office, &folder, "LEI", "Ben Okafor").await;
    assert!(asked.held_up.is_some() && asked.told.is_empty());
    let waiting = waits(&wire, &office, &folder).await;
    assert!(waiting.held_up.is_some() && waiting.code == asked.code);
    assert_eq!(ada.arrivals().await.unwrap().len(), 1);

    wire.is_later_by(61 * MINUTE);
    let waiting = waits(&wire, &office, &folder).await;
    assert!(waiting.held_up.is_none() && waiting.told.len() == 1);
    wire.is_later_by(0);
    assert_eq!(ada.arrivals().await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_application_that_has_gone_is_left_anew() {
    let office = Office::new();
    let limits = Settings::default();
    let (wire, ada) = connected(&office, limits).await;
    let folder = office.profile("Ben Okafor");
    wire.asks(&office, &folder, "LEI", "Ben Okafor").await;
    let before = ada.arrivals().await.unwrap();
    let later = (i64::from(limits.arrival_days) + 1) * DAY;
    wire.is_later_by(later);
    waits(&wire, &office, &folder).await;
    wire.is_later_by(0);
    let after = ada.arrivals().await.unwrap();
    assert_eq!((before[0].at.as_str(), after[0].at.as_str()), ("2026-11-20T10:15", "2026-11-28T10:15"));
}

#[tokio::test]
async fn administrators_who_came_since_are_told_too() {
    let office = Office::new();
    let (wire, mut ada) = connected(&office, Settings::default()).await;
    let folder = office.profile("Ben Okafor");
    wire.asks(&office, &folder, "LEI", "Ben Okafor").await;
    let eira = wire.joins(&office, &mut ada, "Eira Vaughan", Roles::NONE.with(Role::Administrator)).await;
    assert_eq!(eira.arrivals().await.unwrap()[0].name, None, "no letter was for her");
    waits(&wire, &office, &folder).await;
    assert_eq!(eira.arrivals().await.unwrap()[0].name.as_deref(), Some("Ben Okafor"));
}

#[tokio::test]
async fn a_request_at_which_nobody_looks_goes_out_of_date() {
    let office = Office::new();
    let (wire, ada) = connected(&office, Settings::default()).await;
    let folder = office.profile("Ben Okafor");
    wire.is_later_by(-11 * MINUTE);
    wire.asks(&office, &folder, "LEI", "Ben Okafor").await;
    wire.is_later_by(0);
    let arrivals = ada.arrivals().await.unwrap();
    assert_eq!((arrivals[0].seen.as_str(), arrivals[0].out_of_date), ("2026-11-20T10:04", true));
    waits(&wire, &office, &folder).await;
    let arrivals = ada.arrivals().await.unwrap();
    assert_eq!((arrivals[0].at.as_str(), arrivals[0].seen.as_str()), ("2026-11-20T10:04", "2026-11-20T10:15"));
    assert!(!arrivals[0].out_of_date);
}
