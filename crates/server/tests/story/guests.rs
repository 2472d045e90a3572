//! What lies at the server for somebody: applications of new devices, and parcels.

use axum::http::Method;
use crypto::Hash;
use ledger::Role;
use ledger::control::Application;
use ledger::sealing::apply_for;
use ledger::wire::{
    Applied, Arrival, Arrivals, Parcel, ParcelNotice, Parcels, RefusalCode, Registration, SealedFor, SignedHead,
};
use server::Settings;
use server::settings::DAY;

use crate::house::{Place, token};
use crate::line::Answer;
use crate::scene::Scene;
use crate::unit::{Device, MORNING, Unit, stranger};

fn arrival(unit: &Unit, device: &Device) -> Arrival {
    let application = apply_for(unit.id(), &device.keys);
    let whose = vec![SealedFor { device: unit.device(1).id, sealed: vec![7; 300].into() }];
    Arrival { application: application.to_bytes().into(), whose, at: 0, seen: None }
}

/// A new device leaves its application, or leaves it anew.
async fn arrives(scene: &Scene, arrival: &Arrival) -> Answer {
    scene.line.post(&scene.house, None, &scene.unit.path("arrivals"), ledger::wire::write(arrival)).await
}

/// How a new device's application stands, and at which head of the control log.
async fn stands(scene: &Scene, device: &Device) -> (Option<i64>, Hash) {
    let Applied { since, head } = scene.get(device, &format!("arrivals/{}", device.id)).await.read();
    (since, scene.signed(&head).control)
}

/// What the administrator sees.
async fn waiting(scene: &Scene) -> Vec<Arrival> {
    scene.get(&scene.ada, "arrivals").await.read::<Arrivals>().arrivals
}

pub(crate) async fn a_device_arrives_and_is_dealt_with(place: &Place) {
    let mut scene = Scene::set(place).await;
    let ben = scene.admit(2, Role::Pom).await;
    let new = stranger(5);
    let sent = arrival(&scene.unit, &new);
    assert_eq!(stands(&scene, &new).await.0, None, "it has not asked yet");
    arrives(&scene, &sent).await.done();
    scene.house.clock.set(MORNING + 1_000);
    arrives(&scene, &sent).await.done();

    let kept = waiting(&scene).await;
    assert_eq!(kept, [Arrival { at: MORNING, seen: Some(MORNING), ..sent.clone() }], "the same again changes nothing");
    let application = Application::from_bytes(&kept[0].application).unwrap();
    assert_eq!(application.public.id(), new.id);
    scene.get(&ben, "arrivals").await.refused(RefusalCode::Unknown);
    scene.get(&new, "arrivals").await.refused(RefusalCode::Unknown);

    // It is told how it stands, and nobody else is.
    assert_eq!(stands(&scene, &new).await, (Some(MORNING), scene.unit.membership.head()));
    let call = format!("arrivals/{}", new.id);
    scene.get(&ben, &call).await.refused(RefusalCode::Unknown);
    scene.line.get(&scene.house, None, &scene.unit.path(&call)).await.refused(RefusalCode::Unknown);
    scene.house.clock.set(MORNING + 60_000);
    stands(&scene, &new).await;
    assert_eq!(waiting(&scene).await[0].seen, Some(MORNING + 60_000), "somebody was there");

    // A refusal stands in the control log, and the application is gone with it.
    let refusing = scene.unit.refusing(&new.id);
    scene.act(refusing).await;
    assert!(waiting(&scene).await.is_empty());
    assert_eq!(stands(&scene, &new).await, (None, scene.unit.membership.head()));
    assert!(scene.unit.membership.turned_away(&new.id).is_some());

    // It asks again, and comes in: that deals with it too.
    arrives(&scene, &sent).await.done();
    assert_eq!(waiting(&scene).await.len(), 1);
    let new = scene.admit(5, Role::Pom).await;
    assert!(waiting(&scene).await.is_empty());
    arrives(&scene, &sent).await.refused(RefusalCode::Invalid);
    assert_eq!(stands(&scene, &new).await.0, None);
    let refusing = scene.unit.refusing(&new.id);
    let refused = scene.unit.signed_by_founder(refusing);
    scene.offer(&scene.ada, &refused).await.refused(RefusalCode::Invalid);
    scene.close().await;
}

/// Under the limits that hold where nobody says anything.
pub(crate) async fn whoever_waits_asks_as_often_as_a_device_may(place: &Place) {
    let scene = Scene::set(place).await;
    let new = stranger(5);
    arrives(&scene, &arrival(&scene.unit, &new)).await.done();
    let limits = Settings::default();
    for _ in 0..limits.stranger_requests_a_minute + 60 {
        assert_eq!(stands(&scene, &new).await.0, Some(MORNING));
    }
    // Others behind the same address have their room.
    for number in 6..limits.arrivals_an_hour + 5 {
        arrives(&scene, &arrival(&scene.unit, &stranger(u8::try_from(number).unwrap()))).await.done();
    }
    assert_eq!(stands(&scene, &stranger(99)).await.0, None, "nor does it take from what strangers may ask");
    scene.close().await;
}

pub(crate) async fn arrivals_are_few_and_are_forgotten(place: &Place) {
    let settings = Settings { most_arrivals: 2, arrivals_an_hour: 7, ..Settings::default() };
    let scene = Scene::with(place, settings).await;
    let arrive = async |arrival: &Arrival| arrives(&scene, arrival).await;
    // Somebody else's keys, a device that is in already, too many words.
    let mut stolen = arrival(&scene.unit, &stranger(5));
    stolen.application = apply_for(Unit::founded(9).id(), &stranger(5).keys).to_bytes().into();
    arrive(&stolen).await.refused(RefusalCode::Invalid);
    arrive(&arrival(&scene.unit, &scene.ada)).await.refused(RefusalCode::Invalid);
    let mut wordy = arrival(&scene.unit, &stranger(5));
    wordy.whose = vec![SealedFor { device: scene.ada.id, sealed: vec![7; 70_000].into() }];
    arrive(&wordy).await.refused(RefusalCode::TooLarge);

    arrive(&arrival(&scene.unit, &stranger(5))).await.done();
    arrive(&arrival(&scene.unit, &stranger(6))).await.done();
    arrive(&arrival(&scene.unit, &stranger(7))).await.refused(RefusalCode::Quota);
    arrive(&arrival(&scene.unit, &stranger(6))).await.done();
    let often = arrive(&arrival(&scene.unit, &stranger(6))).await;
    often.refused(RefusalCode::Quota);
    assert!(often.headers.contains_key("retry-after"));

    scene.house.clock.set(MORNING + 7 * DAY + 1);
    assert!(scene.get(&scene.ada, "arrivals").await.read::<Arrivals>().arrivals.is_empty());
    arrive(&arrival(&scene.unit, &stranger(7))).await.done();
    scene.house.post.tidy().await.unwrap();
    assert_eq!(scene.get(&scene.ada, "arrivals").await.read::<Arrivals>().arrivals.len(), 1);
    scene.close().await;
}

pub(crate) async fn a_parcel_goes_from_unit_to_unit(place: &Place) {
    let mut scene = Scene::set(place).await;
    let hull = Unit::founded(31);
    let hanna = hull.device(31);
    let registration = Registration { token: token(place, 31, 1).await, control: hull.log.clone() };
    scene.post(&hanna, "/v1/units", ledger::wire::write(&registration)).await.read::<SignedHead>();
    let keyworker = scene.admit(2, Role::Keyworker).await;
    let hiring = scene.unit.hiring(3, Role::Pom);
    scene.act(hiring).await;
    let equipping = scene.unit.equipping_without(3);
    scene.act(equipping).await;
    let keyless = scene.unit.device(3);

    let parcel = Parcel { from: hull.id(), sealed: vec![9; 5000].into(), at: 0, lot: Hash::from_bytes([7; 32]) };
    let target = scene.unit.path("parcels");
    let sent = scene.post(&hanna, &target, ledger::wire::write(&parcel)).await.read::<ParcelNotice>();
    let (id, from, lot) = (parcel.id(), hull.id(), parcel.lot);
    assert_eq!(sent, ParcelNotice { id, from, bytes: 5000, at: MORNING, lot, claimed: None });
    scene.post(&hanna, &target, ledger::wire::write(&parcel)).await.read::<ParcelNotice>();
    // In the name of a unit that is not the sender's.
    let forged = Parcel { from: scene.unit.id(), ..parcel.clone() };
    scene.post(&hanna, &target, ledger::wire::write(&forged)).await.refused(RefusalCode::Unknown);
    let nowhere = hull.path("parcels").replace(&hull.id().0.to_string(), &"0".repeat(64));
    scene.post(&hanna, &nowhere, ledger::wire::write(&parcel)).await.refused(RefusalCode::Absent);

    let lying = scene.get(&scene.ada, "parcels").await.read::<Parcels>().parcels;
    assert_eq!(lying, std::slice::from_ref(&sent));
    let call = format!("parcels/{}", sent.id);
    assert_eq!(scene.get(&scene.ada, &call).await.read::<Parcel>(), Parcel { at: MORNING, ..parcel });
    // Whoever could not open it does not take it from those who can.
    for who in [&keyworker, &keyless] {
        scene.get(who, &call).await.refused(RefusalCode::Unknown);
        scene.delete(who, &call).await.refused(RefusalCode::Unknown);
    }
    scene
        .line
        .ask(&scene.house, Some(&hanna), Method::DELETE, &scene.unit.path(&call), vec![])
        .await
        .refused(RefusalCode::Unknown);
    scene.delete(&scene.ada, &call).await.done();
    assert!(scene.get(&scene.ada, "parcels").await.read::<Parcels>().parcels.is_empty());
    scene.get(&scene.ada, &call).await.refused(RefusalCode::Absent);
    scene.close().await;
}

pub(crate) async fn what_was_sent_is_called_back_or_taken_and_never_both(place: &Place) {
    let mut scene = Scene::set(place).await;
    let hull = Unit::founded(31);
    let hanna = hull.device(31);
    let registration = Registration { token: token(place, 31, 1).await, control: hull.log.clone() };
    scene.post(&hanna, "/v1/units", ledger::wire::write(&registration)).await.read::<SignedHead>();
    let keyworker = scene.admit(2, Role::Keyworker).await;
    let hana = scene.admit(3, Role::HeadOfOmuDelivery).await;

    let target = scene.unit.path("parcels");
    let lot = |number: u8| Hash::from_bytes([number; 32]);
    let parcel = |of: u8, piece: u8| Parcel { from: hull.id(), sealed: vec![piece; 500].into(), at: 0, lot: lot(of) };
    let send = async |parcel: &Parcel| scene.post(&hanna, &target, ledger::wire::write(parcel)).await;
    let by = async |device: &Device, method: Method, target: &str| {
        scene.line.ask(&scene.house, Some(device), method, target, vec![]).await
    };
    let claimed = async |device: &Device, parcel: &Parcel| {
        by(device, Method::PUT, &scene.unit.path(&format!("parcels/{}", parcel.id()))).await
    };
    let called_back = async |of: u8| by(&hanna, Method::DELETE, &hull.path(&format!("sent/{}", lot(of)))).await;
    let there = async || scene.get(&scene.ada, "parcels").await.read::<Parcels>().parcels;
    let lying = async || there().await.len();
    let claimants = async || there().await.iter().map(|notice| notice.claimed).collect::<Vec<_>>();
    for (of, piece) in [(1, 1), (1, 2), (2, 3), (2, 4)] {
        send(&parcel(of, piece)).await.read::<ParcelNotice>();
    }

    // Called back: all of it goes, nothing more of it comes, and nobody takes it; the other lot lies there still.
    called_back(1).await.done();
    called_back(1).await.done();
    assert_eq!(lying().await, 2);
    send(&parcel(1, 5)).await.refused(RefusalCode::Settled);
    claimed(&scene.ada, &parcel(1, 1)).await.refused(RefusalCode::Absent);

    // Taken: it is not called back, before it is taken away and after.
    claimed(&keyworker, &parcel(2, 3)).await.refused(RefusalCode::Unknown);
    claimed(&hanna, &parcel(2, 3)).await.refused(RefusalCode::Unknown);
    claimed(&scene.ada, &parcel(2, 3)).await.done();
    claimed(&scene.ada, &parcel(2, 4)).await.done();
    called_back(2).await.refused(RefusalCode::Settled);
    assert_eq!(claimants().await, [Some(scene.ada.id); 2], "whoever claims it has it still to read");

    // More of it comes, and another device goes on with it where that one does not.
    let more = send(&parcel(2, 8)).await.read::<ParcelNotice>();
    assert_eq!((more.claimed, claimants().await.len()), (None, 3), "whoever sends it is not told who takes it");
    claimed(&hana, &parcel(2, 8)).await.done();
    assert_eq!(claimants().await, [Some(hana.id); 3]);
    for piece in [3, 4] {
        scene.delete(&scene.ada, &format!("parcels/{}", parcel(2, piece).id())).await.done();
    }
    assert_eq!(claimants().await, [Some(hana.id)], "taking something away claims nothing that is claimed");
    scene.delete(&hana, &format!("parcels/{}", more.id)).await.done();
    called_back(2).await.refused(RefusalCode::Settled);
    send(&parcel(2, 9)).await.read::<ParcelNotice>();
    assert_eq!(claimants().await, [Some(hana.id)]);
    scene.delete(&hana, &format!("parcels/{}", parcel(2, 9).id())).await.done();

    // Taken away without a word is taken as well.
    send(&parcel(3, 6)).await.read::<ParcelNotice>();
    scene.delete(&scene.ada, &format!("parcels/{}", parcel(3, 6).id())).await.done();
    called_back(3).await.refused(RefusalCode::Settled);

    // What never came does not come any more; and nobody calls back in another's name.
    called_back(4).await.done();
    send(&parcel(4, 7)).await.refused(RefusalCode::Settled);
    by(&scene.ada, Method::DELETE, &hull.path(&format!("sent/{}", lot(5)))).await.refused(RefusalCode::Unknown);
    scene.close().await;
}
