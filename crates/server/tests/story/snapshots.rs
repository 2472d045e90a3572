//! Snapshots: sealed pieces, and a manifest that says which belong together.

use crypto::{Hash, Purpose};
use ledger::wire::{Chunk, DeviceEnd, MOST_CHUNK, Manifest, Part, RefusalCode, SignedManifest, Snapshots, chunk_hash};
use ledger::{Compartment, Role};
use server::Settings;
use server::settings::DAY;

use crate::house::Place;
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
        previous: None,
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
    async fn offer_snapshot(&self, who: &Device, signed: &SignedManifest) -> crate::line::Answer {
        self.put(who, &format!("snapshots/{}", signed.id()), ledger::wire::write(signed)).await
    }
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

    assert_eq!(scene.get(&scene.ada, "snapshots").await.read::<Snapshots>().snapshots, [first]);
    let fetched = scene.get(&scene.ada, &call(&pieces[1])).await;
    assert_eq!((fetched.status, fetched.body.as_ref()), (200, pieces[1].as_slice()));

    // Ben's next takes the place of the one before, and pieces that belong to none are cleared away when they have lain for a day.
    let next = signed(&ben, &manifest(&scene, &ben, &pieces[1..2]));
    scene.offer_snapshot(&ben, &next).await.done();
    scene.offer_snapshot(&scene.ada, &signed(&scene.ada, &manifest(&scene, &scene.ada, &pieces[1..2]))).await.done();
    assert_eq!(scene.get(&ben, "snapshots").await.read::<Snapshots>().snapshots.len(), 2);
    scene.house.clock.set(MORNING + DAY + 1);
    scene.house.post.tidy().await.unwrap();
    assert_eq!(scene.get(&ben, &call(&pieces[1])).await.status, 200);
    scene.get(&ben, &call(&pieces[0])).await.refused(RefusalCode::Absent);
    scene.close().await;
}
