//! The log in pages, and its places without a hole.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::Role;
use ledger::wire::{Filed, Head, LogPage, log_after, log_start};
use tokio::task::JoinSet;

use crate::house::Place;
use crate::line::Line;
use crate::scene::Scene;
use crate::unit::push;

impl Scene {
    async fn page(&self, query: &str) -> LogPage {
        self.get(&self.ada, &format!("log?{query}")).await.read()
    }

    /// Every batch, page by page, with the running hash that a device computes on the way.
    async fn whole_log(&self, bytes: usize) -> (Vec<(u64, usize)>, Head) {
        let mut log = log_start(self.unit.id());
        let (mut cursor, mut batches) = (0, Vec::new());
        loop {
            let page = self.page(&format!("after={cursor}&bytes={bytes}")).await;
            assert_eq!(page.after, cursor);
            for batch in page.read().unwrap() {
                batches.push((cursor, batch.entries.len()));
                for entry in &batch.entries {
                    cursor += 1;
                    log = log_after(log, cursor, entry.hash());
                }
            }
            let head = self.signed(&page.head);
            if page.batches.is_empty() {
                assert_eq!((head.cursor, head.log), (cursor, log));
                return (batches, head);
            }
        }
    }
}

pub(crate) async fn a_page_has_as_much_as_fits_and_one_batch_at_least(place: &Place) {
    let mut scene = Scene::set(place).await;
    let empty = scene.page("after=0").await;
    assert_eq!((empty.after, empty.batches.len()), (0, 0));

    let mut ben = scene.admit(2, Role::Pom).await;
    let batches: Vec<_> = [3, 2, 4].map(|entries| ben.batch(&scene.unit, entries)).into();
    let sizes: Vec<_> = batches.iter().map(|batch| ledger::wire::write(batch).len()).collect();
    let filed = scene.push(&ben, batches.clone()).await.read::<Filed>();
    assert_eq!((filed.place, scene.signed(&filed.head).cursor), (9, 9));

    let two = sizes[0] + sizes[1];
    let expected = [(two, 2), (two - 1, 1), (two + 1, 2), (two + sizes[2], 3), (two + sizes[2] - 1, 2), (1, 1)];
    for (bytes, count) in expected {
        let page = scene.page(&format!("after=0&bytes={bytes}")).await;
        assert_eq!(page.read().unwrap(), batches[..count], "{bytes}");
    }
    let page = scene.page("after=3").await;
    assert_eq!((page.after, page.read().unwrap()), (3, batches[1..].to_vec()));
    // In the middle of a batch it comes whole.
    let page = scene.page("after=4").await;
    assert_eq!((page.after, page.read().unwrap()), (3, batches[1..].to_vec()));
    for beyond in ["after=9", "after=10", "after=18446744073709551615"] {
        assert_eq!(scene.page(beyond).await.batches.len(), 0, "{beyond}");
    }
    assert_eq!(scene.whole_log(1).await.0, [(0, 3), (3, 2), (5, 4)]);
    scene.close().await;
}

pub(crate) async fn eight_devices_leave_no_hole(place: &Place) {
    const PUSHES: usize = 12;
    let mut scene = Scene::set(place).await;
    let mut devices = Vec::new();
    for number in 10..18 {
        devices.push(scene.admit(number, Role::Pom).await);
    }
    let scene = Arc::new(scene);
    let mut working = JoinSet::new();
    for mut device in devices {
        let scene = Arc::clone(&scene);
        working.spawn(async move {
            let line = Line::new();
            let mut places = Vec::new();
            for number in 0..PUSHES {
                let entries = 1 + number % 3;
                let body = push(&scene.unit, vec![device.batch(&scene.unit, entries)]);
                let filed =
                    line.post(&scene.house, Some(&device), &scene.unit.path("entries"), body).await.read::<Filed>();
                places.push((filed.place, entries));
            }
            places
        });
    }
    // Which places each device was told that its entries have.
    let mut told = BTreeMap::new();
    while let Some(places) = working.join_next().await {
        for (last, entries) in places.unwrap() {
            assert_eq!(told.insert(last - entries as u64, entries), None, "two batches have one place");
        }
    }
    let (batches, head) = scene.whole_log(10_000).await;
    assert_eq!(batches, told.into_iter().collect::<Vec<_>>());
    assert_eq!(head.cursor, 8 * PUSHES as u64 * 2);
    Arc::into_inner(scene).unwrap().close().await;
}
