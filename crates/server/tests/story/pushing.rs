//! What devices send: kept once, in order, or not at all.

use ledger::wire::{Batch, Filed, RefusalCode};
use ledger::{Act, Header, Mark, Role};

use crate::house::Place;
use crate::scene::Scene;
use crate::unit::push;

pub(crate) async fn the_same_again_has_the_same_answer(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let (first, second) = (ben.batch(&scene.unit, 3), ben.batch(&scene.unit, 2));
    let third = ben.batch(&scene.unit, 1);

    let body = push(&scene.unit, vec![first.clone(), second.clone()]);
    let target = scene.unit.path("entries");
    let kept = scene.post(&ben, &target, body.clone()).await.read::<Filed>();
    let again = scene.post(&ben, &target, body).await.read::<Filed>();
    assert_eq!((kept.place, again.place), (5, 5));
    assert_eq!(scene.push(&ben, vec![first.clone()]).await.read::<Filed>().place, 3);
    // What is there is passed over, what is new is kept.
    assert_eq!(scene.push(&ben, vec![first, second, third.clone()]).await.read::<Filed>().place, 6);
    assert_eq!(scene.head().await.cursor, 6);
    // Also where the unit has changed meanwhile.
    let rotation = scene.unit.rotating();
    let before = push(&scene.unit, vec![third]);
    scene.act(rotation).await;
    assert_eq!(scene.post(&ben, &target, before).await.read::<Filed>().place, 6);
    scene.close().await;
}

pub(crate) async fn what_does_not_follow_is_told_where_to_go_on(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let start = ben.tip;
    let first = ben.batch(&scene.unit, 2);
    let after_first = ben.tip;
    let (second, third) = (ben.batch(&scene.unit, 2), ben.batch(&scene.unit, 2));

    let gap = scene.push(&ben, vec![second.clone()]).await;
    assert_eq!(gap.status, 409);
    assert_eq!(gap.refused(RefusalCode::Gap).tip, Some((0, start.hash)));
    scene.push(&ben, vec![first.clone()]).await.read::<Filed>();
    let gap = scene.push(&ben, vec![third.clone()]).await.refused(RefusalCode::Gap);
    assert_eq!(gap.tip, Some((2, after_first.hash)));
    // All or nothing: the second would follow, what comes behind it does not.
    scene.push(&ben, vec![second.clone(), second.clone()]).await.refused(RefusalCode::Gap);
    assert_eq!(scene.head().await.cursor, 2);

    // Cut in another place than before: what is there is the same, and goes on from its end.
    let mut recut = first.entries;
    recut.extend(second.entries.clone());
    let recut = Batch { device: ben.id, entries: recut, seal: second.seal };
    assert_eq!(scene.push(&ben, vec![recut]).await.refused(RefusalCode::Gap).tip, Some((2, after_first.hash)));
    assert_eq!(scene.push(&ben, vec![second, third]).await.read::<Filed>().place, 6);
    scene.close().await;
}

pub(crate) async fn a_fork_is_shown_with_both_headers(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 2).await;
    // The computer's disk was copied here.
    let mut copy = scene.unit.device(2);
    copy.tip = ben.tip;
    let standing = ben.batch(&scene.unit, 1);
    let other = copy.write(&scene.unit, 400);
    let other = copy.sealed(&scene.unit, vec![other]);

    scene.push(&ben, vec![standing.clone()]).await.read::<Filed>();
    let fork = scene.push(&copy, vec![other.clone()]).await;
    assert_eq!(fork.status, 409);
    let fork = fork.refused(RefusalCode::Fork);
    assert_eq!(fork.fork, Some((standing.entries[0].header.clone(), other.entries[0].header.clone())));
    assert_eq!(fork.tip, Some((3, ben.tip.hash)));
    // The one that goes on from the other branch has nothing to go on from.
    let later = copy.batch(&scene.unit, 1);
    assert_eq!(scene.push(&copy, vec![later]).await.refused(RefusalCode::Gap).tip, Some((3, ben.tip.hash)));
    assert_eq!(scene.works(&mut ben, 1).await, 4);
    scene.close().await;
}

pub(crate) async fn an_administrator_decides_which_branch_counts(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 1).await;
    let mut copy = scene.unit.device(2);
    copy.tip = ben.tip;
    let standing = ben.batch(&scene.unit, 3);
    scene.push(&ben, vec![standing.clone()]).await.read::<Filed>();
    let other = copy.write(&scene.unit, 400);
    let other = copy.sealed(&scene.unit, vec![other]);
    scene.push(&copy, vec![other.clone()]).await.refused(RefusalCode::Fork);

    let device = scene.unit.membership.device_by_id(&ben.id).unwrap().index;
    let counts = Mark { seq: copy.tip.seq, hash: copy.tip.hash };
    scene.act(Act::Resolve { device, counts }).await;
    // The branch that counts comes behind what is there, which keeps its places; the other one has come to its end.
    assert_eq!(scene.push(&copy, vec![other.clone()]).await.read::<Filed>().place, 5);
    assert_eq!(scene.push(&copy, vec![other]).await.read::<Filed>().place, 5);
    scene.push(&ben, vec![standing]).await.refused(RefusalCode::Fork);
    assert_eq!(scene.works(&mut copy, 2).await, 7);
    scene.close().await;
}

pub(crate) async fn what_was_altered_is_not_taken(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let good = ben.batch(&scene.unit, 3);
    let altered = |change: &dyn Fn(&mut Batch)| {
        let mut batch = good.clone();
        change(&mut batch);
        batch
    };

    let payload = altered(&|batch| batch.entries[1].payload[30] ^= 1);
    let order = altered(&|batch| batch.entries.swap(1, 2));
    let missing = altered(&|batch| drop(batch.entries.remove(1)));
    let unsealed = altered(&|batch| drop(batch.entries.pop()));
    let header = altered(&|batch| {
        let mut header = Header::from_bytes(&batch.entries[2].header).unwrap();
        header.lamport += 1;
        batch.entries[2].header = header.to_bytes().into();
    });
    for wrong in [payload, order, missing, unsealed, header] {
        scene.push(&ben, vec![wrong]).await.refused(RefusalCode::Invalid);
    }
    let empty = altered(&|batch| batch.entries.clear());
    scene.push(&ben, vec![empty]).await.refused(RefusalCode::Invalid);
    scene.push(&ben, vec![]).await.refused(RefusalCode::Invalid);
    let rubbish = altered(&|batch| batch.entries[0].header = b"rubbish".to_vec().into());
    scene.push(&ben, vec![rubbish]).await.refused(RefusalCode::Unreadable);
    scene.post(&ben, &scene.unit.path("entries"), b"rubbish".to_vec()).await.refused(RefusalCode::Unreadable);

    assert_eq!(scene.head().await.cursor, 0);
    assert_eq!(scene.push(&ben, vec![good]).await.read::<Filed>().place, 3);
    scene.close().await;
}

pub(crate) async fn a_stale_control_head_takes_nothing(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let old = ben.batch(&scene.unit, 2);
    let stale = push(&scene.unit, vec![old.clone()]);
    let rotation = scene.unit.rotating();
    scene.act(rotation).await;

    let moved = scene.post(&ben, &scene.unit.path("entries"), stale).await;
    assert_eq!(moved.status, 409);
    assert_eq!(moved.refused(RefusalCode::ControlMoved).control, Some(scene.unit.membership.head()));
    assert_eq!(scene.head().await.cursor, 0);
    // What was sealed before goes up as it is, once the device knows what has changed; the next under the new key.
    scene.push(&ben, vec![old]).await.read::<Filed>();
    assert_eq!(scene.works(&mut ben, 1).await, 3);
    scene.close().await;
}

pub(crate) async fn a_removed_device_counts_up_to_its_last_entry(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 1).await;
    let seen = ben.batch(&scene.unit, 2);
    let cutoff = ben.tip;
    let unseen = ben.batch(&scene.unit, 1);
    // Ada had it on a stick: the server has not.
    let removal = scene.unit.removing(&ben.id, &cutoff);
    scene.act(removal).await;

    let late = scene.push(&ben, vec![seen.clone(), unseen.clone()]).await;
    assert_eq!(late.status, 403);
    late.refused(RefusalCode::Revoked);
    assert_eq!(scene.push(&ben, vec![seen]).await.read::<Filed>().place, 3);
    scene.push(&ben, vec![unseen]).await.refused(RefusalCode::Revoked);
    assert_eq!(scene.head().await.cursor, 3);
    scene.close().await;
}
