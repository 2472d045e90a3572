//! The control log: one entry on top of the head that it names, by whoever may.

use ledger::sealing::{Pen, sign_control};
use ledger::wire::{ControlPage, RefusalCode, SignedHead};
use ledger::{Membership, Role};

use crate::house::Place;
use crate::scene::Scene;
use crate::unit::{MORNING, stranger};

pub(crate) async fn an_entry_goes_on_top_of_the_head_or_nowhere(place: &Place) {
    let mut scene = Scene::set(place).await;
    let first = scene.unit.hiring(2, Role::Pom);
    let first = scene.unit.signed_by_founder(first);
    let second = scene.unit.hiring(3, Role::Pom);
    let second = scene.unit.signed_by_founder(second);

    let head = scene.offer(&scene.ada, &first).await.read::<SignedHead>();
    scene.unit.take(first.clone());
    assert_eq!(scene.signed(&head).control, scene.unit.membership.head());
    let moved = scene.offer(&scene.ada, &second).await;
    assert_eq!(moved.status, 409);
    assert_eq!(moved.refused(RefusalCode::ControlMoved).control, Some(scene.unit.membership.head()));
    // The answer was lost: the same again.
    scene.offer(&scene.ada, &first).await.read::<SignedHead>();

    let whole = scene.line.get(&scene.house, None, &scene.unit.path("control")).await.read::<ControlPage>();
    assert_eq!(Membership::of(&whole.entries).unwrap(), scene.unit.membership);
    let rest = scene.line.get(&scene.house, None, &scene.unit.path("control?after=1")).await.read::<ControlPage>();
    assert_eq!((rest.from, rest.entries), (1, vec![first]));
    let none = scene.line.get(&scene.house, None, &scene.unit.path("control?after=2")).await.read::<ControlPage>();
    assert_eq!((none.from, none.entries), (2, vec![]));
    scene.close().await;
}

pub(crate) async fn whoever_may_not_changes_nothing(place: &Place) {
    let mut scene = Scene::set(place).await;
    let ben = scene.admit(2, Role::Keyworker).await;
    let head = scene.unit.membership.head();

    let act = scene.unit.hiring(3, Role::Administrator);
    let by_ben = scene.unit.signed(&ben.keys, act);
    let refusal = scene.offer(&ben, &by_ben).await.refused(RefusalCode::Invalid);
    assert!(refusal.words.contains("may not"), "{}", refusal.words);
    let act = scene.unit.hiring(3, Role::Pom);
    let forged = scene.unit.signed_by_founder(act);
    let forged = ledger::SignedControl { body: forged.body, signature: by_ben.signature };
    scene.offer(&scene.ada, &forged).await.refused(RefusalCode::Invalid);
    scene.offer(&stranger(9), &by_ben).await.refused(RefusalCode::Unknown);
    scene.post(&scene.ada, &scene.unit.path("control"), b"rubbish".to_vec()).await.refused(RefusalCode::Unreadable);
    assert_eq!(scene.head().await.control, head);
    scene.close().await;
}

pub(crate) async fn a_removed_device_can_see_that_it_was(place: &Place) {
    let mut scene = Scene::set(place).await;
    let ben = scene.admit(2, Role::Pom).await;
    let removal = scene.unit.removing(&ben.id, &ben.tip);
    scene.act(removal).await;

    for call in ["head", "log", "snapshots", "parcels"] {
        let answer = scene.get(&ben, call).await;
        assert_eq!(answer.status, 403);
        answer.refused(RefusalCode::Revoked);
    }
    let log = scene.get(&ben, "control").await.read::<ControlPage>();
    let membership = Membership::of(&log.entries).unwrap();
    assert!(!membership.device_by_id(&ben.id).unwrap().is_active());
    scene.close().await;
}

pub(crate) async fn the_recovery_key_needs_no_device(place: &Place) {
    let mut scene = Scene::set(place).await;
    let act = scene.unit.hiring(2, Role::Administrator);
    let pen = Pen::Recovery(&scene.unit.recovery);
    let signed = sign_control(&scene.unit.membership, &pen, MORNING, act).unwrap();
    let target = scene.unit.path("control");
    scene.line.post(&scene.house, None, &target, signed.to_bytes()).await.read::<SignedHead>();
    scene.unit.take(signed);
    assert_eq!(scene.head().await.control, scene.unit.membership.head());
    scene.close().await;
}
