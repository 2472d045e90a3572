//! Wake-ups: a cursor, at once and whenever there is news, from whichever process took it.

use axum::http::Method;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use ledger::Role;
use server::Settings;

use crate::house::{House, Place};
use crate::line::credential;
use crate::scene::Scene;
use crate::unit::{Device, MORNING};

/// A device that listens.
struct Ear {
    body: Incoming,
    heard: String,
}

impl Scene {
    async fn listen(&self, who: &Device) -> Ear {
        let target = self.unit.path("events");
        let credential = credential(who, MORNING, "GET", &target, b"");
        let response = self.line.open(&self.house, Method::GET, &target, Some(&credential), &[], Vec::new()).await;
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Ear { body: response.into_body(), heard: String::new() }
    }
}

impl Ear {
    /// The next cursor; nothing, when it is let go. A sign of life is none.
    async fn hears(&mut self) -> Option<u64> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.heard = rest;
                if let Some(cursor) = event.strip_prefix("data: ") {
                    return Some(cursor.parse().expect("an event has a cursor and nothing else"));
                }
                assert!(event.starts_with(':'), "{event}");
                continue;
            }
            let frame = self.body.frame().await?.ok()?;
            self.heard.push_str(std::str::from_utf8(frame.data_ref()?).unwrap());
        }
    }

    /// Hears until a cursor.
    async fn hears_of(&mut self, cursor: u64) {
        while self.hears().await.expect("it was let go") < cursor {}
    }
}

pub(crate) async fn whoever_listens_hears_that_there_is_news(place: &Place) {
    let settings = Settings { keep_alive: 1, ..Settings::default() };
    let mut scene = Scene::with(place, settings).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    scene.works(&mut ben, 2).await;
    let mut ear = scene.listen(&scene.ada).await;
    assert_eq!(ear.hears().await, Some(2));
    scene.works(&mut ben, 3).await;
    ear.hears_of(5).await;
    // The unit's people change: the cursor is the same, and it is news.
    let rotation = scene.unit.rotating();
    scene.act(rotation).await;
    assert_eq!(ear.hears().await, Some(5));

    // The server stops: whoever listens is let go and does not keep it.
    let closed = tokio::time::timeout(std::time::Duration::from_secs(20), scene.close());
    let (heard, closed) = tokio::join!(ear.hears(), closed);
    assert_eq!(heard, None);
    closed.expect("it stops while somebody listens");
}

pub(crate) async fn a_removed_device_is_let_go(place: &Place) {
    let mut scene = Scene::set(place).await;
    let ben = scene.admit(2, Role::Pom).await;
    let mut ear = scene.listen(&ben).await;
    assert_eq!(ear.hears().await, Some(0));
    let removal = scene.unit.removing(&ben.id, &ben.tip);
    scene.act(removal).await;
    assert_eq!(ear.hears().await, None);
    scene.close().await;
}

/// Ada listens at one process, Ben sends to another.
pub(crate) async fn at_another_process(place: &Place) {
    let mut scene = Scene::set(place).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let mut ear = scene.listen(&scene.ada).await;
    assert_eq!(ear.hears().await, Some(0));

    let mut other = House::open(place, Settings::default()).await;
    assert_eq!(other.post.public_key(), scene.house.post.public_key(), "two processes of one server have one key");
    std::mem::swap(&mut scene.house, &mut other);
    scene.works(&mut ben, 4).await;
    ear.hears_of(4).await;
    // What changes at one is known at the other.
    let rotation = scene.unit.rotating();
    scene.act(rotation).await;
    std::mem::swap(&mut scene.house, &mut other);
    assert_eq!(scene.works(&mut ben, 1).await, 5);
    ear.hears_of(5).await;
    drop(ear);
    other.close().await;
    scene.close().await;
}
