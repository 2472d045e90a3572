//! What was kept stays, over a restart; and what a backup brings back is said.

use ledger::Role;
use ledger::wire::{Filed, LogPage, Restorations};
use server::Settings;

use crate::house::{House, Place};
use crate::scene::Scene;

pub(crate) async fn a_restart_keeps_everything(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let first = ben.batch(&scene.unit, 3);
    scene.push(&ben, vec![first.clone()]).await.read::<Filed>();
    let (before, key) = (scene.head().await, scene.house.post.public_key());

    let Scene { house, line, unit, ada } = scene;
    house.close().await;
    let house = House::open(place, Settings::default()).await;
    let mut scene = Scene { house, line, unit, ada };
    assert_eq!(scene.house.post.public_key(), key);
    assert_eq!(scene.head().await, before);
    let page = scene.get(&ben, "log").await.read::<LogPage>();
    assert_eq!(page.read().unwrap(), std::slice::from_ref(&first));
    // The answer was lost in the restart: the same again, then on.
    assert_eq!(scene.push(&ben, vec![first]).await.read::<Filed>().place, 3);
    assert_eq!(scene.works(&mut ben, 2).await, 5);
    let mut carys = scene.admit(3, Role::Pom).await;
    assert_eq!(scene.works(&mut carys, 1).await, 6);
    scene.close().await;
}

pub(crate) async fn a_restored_server_says_so(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 3).await;
    assert!(scene.get(&ben, "restorations").await.read::<Restorations>().restorations.is_empty());

    assert_eq!(scene.house.post.state_restored().await.unwrap(), 1);
    let stated = scene.get(&ben, "restorations").await.read::<Restorations>().restorations;
    let stated: Vec<_> = stated.iter().map(|one| one.verify(&scene.house.post.public_key()).unwrap()).collect();
    let head = scene.head().await;
    assert_eq!(stated.len(), 1);
    assert_eq!((stated[0].unit, stated[0].cursor, stated[0].log), (scene.unit.id(), 3, head.log));
    assert_eq!((stated[0].control, stated[0].at), (head.control, head.at));
    scene.close().await;
}
