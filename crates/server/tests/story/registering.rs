//! Registering: once, with a token, by the founder's device.

use ledger::Role;
use ledger::wire::{Meta, RefusalCode, Registration, SignedHead, Units, log_start};

use crate::house::{House, Place, token};
use crate::line::Line;
use crate::scene::Scene;
use crate::unit::{Unit, stranger};

fn registration(unit: &Unit, token: &str) -> Vec<u8> {
    ledger::wire::write(&Registration { token: token.to_owned(), control: unit.log.clone() })
}

pub(crate) async fn a_unit_registers_once_with_a_token(place: &Place) {
    let token = token(place, 9, 1).await;
    let house = House::open(place, server::Settings::default()).await;
    let line = Line::new();
    let leeds = Unit::founded(1);
    let ada = leeds.device(1);

    let wrong = line.post(&house, Some(&ada), "/v1/units", registration(&leeds, "AAAA-BBBB")).await;
    wrong.refused(RefusalCode::Token);
    let first = line.post(&house, Some(&ada), "/v1/units", registration(&leeds, &token)).await;
    let head = first.read::<SignedHead>().verify(&house.post.public_key()).unwrap();
    assert_eq!((head.unit, head.cursor, head.log), (leeds.id(), 0, log_start(leeds.id())));
    assert_eq!(head.control, leeds.membership.head());

    // The same again is no second registration; another unit finds the token used.
    line.post(&house, Some(&ada), "/v1/units", registration(&leeds, &token)).await.read::<SignedHead>();
    let hull = Unit::founded(2);
    let again = line.post(&house, Some(&hull.device(2)), "/v1/units", registration(&hull, &token)).await;
    assert_eq!(again.status, 403);
    again.refused(RefusalCode::Token);
    house.close().await;
}

pub(crate) async fn a_unit_is_found_by_its_prison(place: &Place) {
    let scene = Scene::set(place).await;
    let found = scene.line.get(&scene.house, None, "/v1/prisons/LEI").await;
    assert_eq!(found.read::<Units>().units, [scene.unit.id()]);
    let nobody = scene.line.get(&scene.house, None, "/v1/prisons/HLI").await;
    assert!(nobody.read::<Units>().units.is_empty());

    let meta = scene.line.get(&scene.house, None, "/v1/meta").await.read::<Meta>();
    assert_eq!((meta.versions, meta.key), ((1, 1), scene.house.post.public_key()));
    for (path, begins) in [("/health", "alive"), ("/ready", "ready"), ("/metrics", "# HELP")] {
        let answer = scene.line.get(&scene.house, None, path).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.starts_with(begins.as_bytes()), "{path}");
    }
    scene.close().await;
}

pub(crate) async fn only_an_administrators_device_registers(place: &Place) {
    let token = token(place, 9, 10).await;
    let house = House::open(place, server::Settings::default()).await;
    let line = Line::new();
    let mut unit = Unit::founded(1);
    let hiring = unit.hiring(2, Role::Keyworker);
    unit.take(unit.signed_by_founder(hiring));
    let equipping = unit.equipping(2);
    unit.take(unit.signed_by_founder(equipping));

    let body = registration(&unit, &token);
    for who in [None, Some(stranger(9)), Some(unit.device(2))] {
        line.post(&house, who.as_ref(), "/v1/units", body.clone()).await.refused(RefusalCode::Unknown);
    }
    // A log whose entries are not in order founds nothing.
    unit.log.swap(1, 2);
    let disordered = registration(&unit, &token);
    line.post(&house, Some(&unit.device(1)), "/v1/units", disordered).await.refused(RefusalCode::Invalid);
    unit.log.swap(1, 2);
    line.post(&house, Some(&unit.device(1)), "/v1/units", body).await.read::<SignedHead>();
    house.close().await;
}
