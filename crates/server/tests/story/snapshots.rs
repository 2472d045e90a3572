//! Snapshots: sealed pieces, a manifest that says which belong together, and what other devices say of it.

use crypto::{Hash, Purpose};
use ledger::wire::{
    Chunk, DeviceEnd, MOST_CHUNK, MOST_MANIFEST, Manifest, Part, RefusalCode, SignedManifest, Snapshots, chunk_hash,
};
use ledger::{Compartment, Role};
use server::Settings;
use server::settings::DAY;

use crate::house::Place;
use crate::line::Answer;
use crate::scene::Scene;
use crate::unit::{Device, MORNING};

fn manifest(scene: &Scene, author: &Device, chunks: &[Vec<u8>]) -> Manifest {
    let chunks =
        chunks.iter().map(|chunk| Chunk { hash: chunk_hash(chunk), bytes: u32::try_from(chunk.len()).unwrap() });
    let kid = scene.unit.membership.current_epoch(Compartment::General).unwrap().kid;
    let state = Hash::from_bytes([3; 32]);
    Manifest {
        version: 1,
        unit: scene.unit.id(),
        cursor: 2,
        log: Hash::from_bytes([4; 32]),
        control: scene.unit.membership.head(),
        frontier: vec![DeviceEnd { device: author.id, seq: author.tip.seq, hash: author.tip.hash }],
        schema: 5,
        parts: vec![Part { compartment: Compartment::General, kid, state, chunks: chunks.collect() }],
        about: None,
        author: author.id,
        at: MORNING,
    }
}

fn signed(author: &Device, manifest: &Manifest) -> SignedManifest {
    let body = manifest.to_bytes();
    let signature = author.keys.sign(Purpose::SnapshotManifest, &body);
    SignedManifest { body: body.into(), signature }
}

impl Scene {
    async fn offer_snapshot(&self, who: &Device, signed: &SignedManifest) -> Answer {
        self.put(who, &format!("snapshots/{}", signed.id()), ledger::wire::write(signed)).await
    }

    /// A snapshot with one piece of its own.
    async fn leaves_snapshot(&self, who: &Device, piece: &[u8]) -> SignedManifest {
        self.put(who, &format!("snapshots/chunks/{}", chunk_hash(piece)), piece.to_vec()).await.done();
        let signed = signed(who, &manifest(self, who, &[piece.to_vec()]));
        self.offer_snapshot(who, &signed).await.done();
        signed
    }

    async fn snapshots(&self) -> Snapshots {
        self.get(&self.ada, "snapshots").await.read()
    }
}

/// What a device says of a snapshot.
fn attestation(who: &Device, about: &SignedManifest, state: u8) -> SignedManifest {
    let states = [(Compartment::General, Hash::from_bytes([state; 32]))];
    signed(who, &about.manifest().unwrap().attestation(about.id(), who.id, &states, MORNING))
}

pub(crate) async fn a_snapshot_is_kept_with_all_of_its_pieces(place: &Place) {
    let settings = Settings { most_snapshots: 2, ..Settings::default() };
    let mut scene = Scene::with(place, settings).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 2).await;
    let pieces = [vec![1; 1 << 20], vec![2; 5000], Vec::new()];
    let first = signed(&ben, &manifest(&scene, &ben, &pieces));

    let call = |piece: &[u8]| format!("snapshots/chunks/{}", chunk_hash(piece));
    for piece in &pieces[..2] {
        scene.put(&ben, &call(piece), piece.clone()).await.done();
    }
    scene.offer_snapshot(&ben, &first).await.refused(RefusalCode::Absent);
    scene.put(&ben, &call(&pieces[2]), pieces[2].clone()).await.done();
    scene.put(&ben, &call(&pieces[1]), b"other bytes".to_vec()).await.refused(RefusalCode::Invalid);
    scene.put(&ben, &call(&vec![0; MOST_CHUNK + 1]), vec![0; MOST_CHUNK + 1]).await.refused(RefusalCode::TooLarge);
    scene.offer_snapshot(&ben, &first).await.done();
    scene.offer_snapshot(&ben, &first).await.done();

    // In somebody else's name, further than the log, with another signature.
    let by_ada = manifest(&scene, &scene.ada, &pieces);
    let further = Manifest { cursor: 3, ..manifest(&scene, &ben, &pieces) };
    scene.offer_snapshot(&ben, &signed(&ben, &by_ada)).await.refused(RefusalCode::Invalid);
    scene.offer_snapshot(&ben, &signed(&ben, &further)).await.refused(RefusalCode::Invalid);
    scene.offer_snapshot(&ben, &signed(&scene.ada, &by_ada)).await.refused(RefusalCode::Invalid);

    assert_eq!(scene.snapshots().await.snapshots, [first]);
    let fetched = scene.get(&scene.ada, &call(&pieces[1])).await;
    assert_eq!((fetched.status, fetched.body.as_ref()), (200, pieces[1].as_slice()));

    // Ben's next takes the place of the one before, and pieces that belong to none are cleared away when they have lain for a day.
    let next = signed(&ben, &manifest(&scene, &ben, &pieces[1..2]));
    scene.offer_snapshot(&ben, &next).await.done();
    scene.offer_snapshot(&scene.ada, &signed(&scene.ada, &manifest(&scene, &scene.ada, &pieces[1..2]))).await.done();
    assert_eq!(scene.snapshots().await.snapshots.len(), 2);
    scene.house.clock.set(MORNING + DAY + 1);
    scene.house.post.tidy().await.unwrap();
    assert_eq!(scene.get(&ben, &call(&pieces[1])).await.status, 200);
    scene.get(&ben, &call(&pieces[0])).await.refused(RefusalCode::Absent);
    scene.close().await;
}

pub(crate) async fn what_five_devices_say_of_a_snapshot_takes_no_snapshots_place(place: &Place) {
    // Given a snapshot of Ben's
    let mut scene = Scene::with(place, Settings { most_snapshots: 2, ..Settings::default() }).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let (carys, dev, efa) =
        (scene.admit(3, Role::Pom).await, scene.admit(4, Role::Pom).await, scene.admit(5, Role::Keyworker).await);
    scene.works(&mut ben, 2).await;
    let first = scene.leaves_snapshot(&ben, b"one").await;

    // When everybody else says what they have made of it, Efa twice
    let others = [&scene.ada, &carys, &dev, &efa];
    for who in others {
        let said = attestation(who, &first, 3);
        scene.offer_snapshot(who, &said).await.done();
        scene.offer_snapshot(who, &said).await.done();
    }
    let otherwise = attestation(&efa, &first, 4);
    scene.offer_snapshot(&efa, &otherwise).await.done();

    // Then it is still there to start from, and what was said last is kept of each
    let there = scene.snapshots().await;
    assert_eq!(there.snapshots, std::slice::from_ref(&first));
    let mut said =
        [attestation(&scene.ada, &first, 3), attestation(&carys, &first, 3), attestation(&dev, &first, 3), otherwise];
    said.sort_by_key(|signed| signed.manifest().unwrap().author);
    assert_eq!(there.attestations, said);

    // And whoever attests keeps a snapshot of their own
    let second = scene.leaves_snapshot(&carys, b"two").await;
    scene.offer_snapshot(&carys, &attestation(&carys, &first, 3)).await.done();
    scene.offer_snapshot(&ben, &attestation(&ben, &second, 3)).await.done();
    let there = scene.snapshots().await;
    assert_eq!((there.snapshots.len(), there.attestations.len()), (2, 5));

    // What was said of a snapshot goes with it
    let third = scene.leaves_snapshot(&ben, b"three").await;
    let there = scene.snapshots().await;
    assert!(there.snapshots.contains(&second) && there.snapshots.contains(&third));
    assert_eq!(there.attestations, [attestation(&ben, &second, 3)]);
    scene.offer_snapshot(&dev, &attestation(&dev, &first, 3)).await.refused(RefusalCode::Absent);
    scene.close().await;
}

pub(crate) async fn what_is_neither_a_snapshot_nor_about_one_is_refused(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 2).await;
    let snapshot = scene.leaves_snapshot(&ben, b"one").await;
    let whole = snapshot.manifest().unwrap();
    let said = attestation(&scene.ada, &snapshot, 3).manifest().unwrap();

    let nothing = Manifest { about: None, ..said.clone() };
    let both = Manifest { about: Some(snapshot.id()), author: scene.ada.id, ..whole.clone() };
    let large = Manifest { frontier: whole.frontier.clone(), ..said.clone() };
    let larger = Manifest { parts: vec![said.parts[0].clone(); 3], ..said.clone() };
    for wrong in [nothing, both, large, larger] {
        scene.offer_snapshot(&scene.ada, &signed(&scene.ada, &wrong)).await.refused(RefusalCode::Invalid);
    }
    // In somebody else's name.
    scene.offer_snapshot(&ben, &signed(&ben, &said)).await.refused(RefusalCode::Invalid);
    // And one that is longer than any unit needs.
    let long = Manifest { frontier: vec![whole.frontier[0].clone(); MOST_MANIFEST / 64], ..whole };
    scene.offer_snapshot(&ben, &signed(&ben, &long)).await.refused(RefusalCode::TooLarge);
    assert_eq!(scene.snapshots().await, Snapshots { snapshots: vec![snapshot], attestations: Vec::new() });
    scene.close().await;
}
