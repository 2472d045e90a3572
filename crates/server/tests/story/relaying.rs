//! What one device brings of another's log: it came by hand, or the server had lost it. It is its author's, whoever brings it.

use ledger::wire::{Batch, Filed, Fork, Forks, LogPage, RefusalCode};
use ledger::{Act, Mark, Role};
use server::Settings;

use crate::house::Place;
use crate::scene::Scene;
use crate::unit::{Device, push, stranger};

pub(crate) async fn what_came_by_hand_comes_by_whoever_has_it(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let carys = scene.admit(3, Role::Keyworker).await;
    let (first, second) = (ben.batch(&scene.unit, 3), ben.batch(&scene.unit, 2));
    assert_eq!(scene.push(&carys, vec![first.clone()]).await.read::<Filed>().place, 3);
    assert_eq!(scene.push(&scene.ada, vec![first.clone()]).await.read::<Filed>().place, 3);
    assert_eq!(scene.push(&scene.ada, vec![first.clone(), second.clone()]).await.read::<Filed>().place, 5);

    // As it was sealed; and its own device goes on from there.
    let page = scene.get(&carys, "log").await.read::<LogPage>();
    assert_eq!(page.read().unwrap(), [first.clone(), second]);
    assert_eq!(scene.push(&ben, vec![first]).await.read::<Filed>().place, 3);
    assert_eq!(scene.works(&mut ben, 1).await, 6);
    scene.close().await;
}

pub(crate) async fn what_is_brought_has_to_be_what_its_device_sealed(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let mut carys = scene.admit(3, Role::Pom).await;
    let good = ben.batch(&scene.unit, 2);
    let of_carys = carys.batch(&scene.unit, 1);
    let mut altered = good.clone();
    altered.entries[1].payload[30] ^= 1;
    let renamed = Batch { device: carys.id, ..good.clone() };
    let foreign = Batch { device: stranger(9).id, ..good.clone() };
    for wrong in [vec![altered], vec![renamed], vec![foreign], vec![good.clone(), of_carys]] {
        scene.push(&scene.ada, wrong).await.refused(RefusalCode::Invalid);
    }
    let stale = push(&scene.unit, vec![good.clone()]);
    let rotation = scene.unit.rotating();
    scene.act(rotation).await;
    scene.post(&scene.ada, &scene.unit.path("entries"), stale).await.refused(RefusalCode::ControlMoved);
    assert_eq!(scene.head().await.cursor, 0);
    // It was sealed before, and stays as it is.
    assert_eq!(scene.push(&scene.ada, vec![good]).await.read::<Filed>().place, 2);
    scene.close().await;
}

pub(crate) async fn what_a_removed_device_wrote_comes_by_others_alone(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let mut carys = scene.admit(3, Role::Pom).await;
    let seen = ben.batch(&scene.unit, 2);
    let cutoff = ben.tip;
    let late = ben.batch(&scene.unit, 1);
    let accepted = ben.batch(&scene.unit, 1);
    let marks = vec![Mark { seq: ben.tip.seq, hash: ben.tip.hash }];
    let removal = scene.unit.removing(&ben.id, &cutoff);
    scene.act(removal).await;
    let of_carys = carys.batch(&scene.unit, 1);
    scene.push(&ben, vec![seen.clone(), late.clone()]).await.refused(RefusalCode::Revoked);
    scene.push(&ben, vec![of_carys]).await.refused(RefusalCode::Revoked);

    // It counts for nothing, and is there to be seen.
    assert_eq!(scene.push(&carys, vec![seen, late]).await.read::<Filed>().place, 3);
    scene.push(&ben, vec![accepted.clone()]).await.refused(RefusalCode::Revoked);
    // What is let count would have nothing to go on from without it.
    let acceptance = scene.unit.accepting(&ben.id, marks);
    scene.act(acceptance).await;
    assert_eq!(scene.push(&ben, vec![accepted]).await.read::<Filed>().place, 4);
    scene.close().await;
}

pub(crate) async fn a_fork_is_held_against_whoever_wrote_it(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let carys = scene.admit(3, Role::Pom).await;
    // The computer's disk was copied here.
    let mut copy = scene.unit.device(2);
    let standing = ben.batch(&scene.unit, 1);
    scene.push(&ben, vec![standing.clone()]).await.read::<Filed>();
    let other = copy.write(&scene.unit, 400);
    let other = copy.sealed(&scene.unit, vec![other]);

    // Nobody can make one up.
    let made_up = Batch { seal: standing.seal, ..other.clone() };
    scene.push(&carys, vec![made_up]).await.refused(RefusalCode::Invalid);
    assert_eq!(scene.get(&scene.ada, "forks").await.read::<Forks>(), Forks::default());
    let fork = scene.push(&carys, vec![other.clone()]).await.refused(RefusalCode::Fork);
    assert_eq!(fork.fork, Some((standing.entries[0].header.clone(), other.entries[0].header.clone())));
    // Administrators are told, and nobody else.
    let known = scene.get(&scene.ada, "forks").await.read::<Forks>().forks;
    let shown = |fork: &Fork| (fork.device, fork.seq, fork.standing.clone(), fork.sent.clone());
    let (stood, sent) = (standing.entries[0].header.clone(), other.entries[0].header.clone());
    assert_eq!(known.iter().map(shown).collect::<Vec<_>>(), [(ben.id, 1, stood, sent)]);
    scene.get(&carys, "forks").await.refused(RefusalCode::Unknown);

    // Whoever has the branch that is decided for can bring it.
    let device = scene.unit.membership.device_by_id(&ben.id).unwrap().index;
    let counts = Mark { seq: copy.tip.seq, hash: copy.tip.hash };
    scene.act(Act::Resolve { device, counts }).await;
    assert_eq!(scene.push(&carys, vec![other]).await.read::<Filed>().place, 2);
    scene.push(&carys, vec![standing]).await.refused(RefusalCode::Fork);
    scene.close().await;
}

pub(crate) async fn what_is_brought_takes_its_authors_room(place: &Place) {
    let settings = Settings { device_bytes_a_day: 8_000, ..Settings::default() };
    let mut scene = Scene::with(place, settings).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let mut carys = scene.admit(3, Role::Pom).await;
    let large = |device: &mut Device| {
        let entry = device.write(&scene.unit, 5_000);
        device.sealed(&scene.unit, vec![entry])
    };
    let (first, second, of_carys) = (large(&mut ben), large(&mut ben), large(&mut carys));
    scene.push(&carys, vec![first]).await.read::<Filed>();
    scene.push(&carys, vec![second]).await.refused(RefusalCode::Quota);
    scene.push(&carys, vec![of_carys]).await.read::<Filed>();
    scene.close().await;
}
