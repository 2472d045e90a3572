//! The key is in no log, and no text is in a file: with everything logged that can be logged, and before the write-ahead log
//! is merged into the file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says so by failing"
)]
#![allow(dead_code, reason = "the fixtures serve the other tests as well")]

#[path = "../store/support/mod.rs"]
mod support;

use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use support::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Hears everything, at every level and of every target.
#[derive(Clone, Default)]
struct Listener {
    heard: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
}

struct Words<'a>(&'a mut String);

impl Visit for Words<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _written = write!(self.0, " {field}={value:?}");
    }
}

impl Listener {
    fn line(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Words<'_>)) {
        let mut heard = self.heard.lock().unwrap();
        let _written = write!(heard, "\n{} {} {}", metadata.level(), metadata.target(), metadata.name());
        record(&mut Words(&mut heard));
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata(), |words| span.record(words));
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Words(&mut self.heard.lock().unwrap()));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.line(event.metadata(), |words| event.record(words));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

const NAME: &str = "Quillfeather";
const SENTENCE: &str = "The zanzibar marmalade is under the staircase";
const PNC: &str = "2012/0394773H";

/// Every path that text takes to the disk.
async fn writes_everywhere(desk: &mut Desk) {
    use casework::Field as Fact;

    let about = number("A4417FK");
    desk.meets(&about, "Kieran", NAME).await;
    desk.writes(&about, recorded([(Fact::PncNumber, text(PNC))])).await;
    desk.writes(&about, Note::new(1, SENTENCE).agreeing(2, SENTENCE).written()).await;
    desk.writes(&about, amended(3, 1, SENTENCE)).await;
    desk.writes(&about, Note::new(4, SENTENCE).sensitive().written()).await;
    desk.writes(&about, Note::new(5, SENTENCE).restricted().written()).await;
    desk.writes(&about, contact(6, NAME)).await;
    desk.writes(&about, victim_contact(NAME)).await;
    desk.keep_draft("note", about.as_str(), SENTENCE, clock(1)).await.unwrap();
    desk.search(SENTENCE, 10, true).await.unwrap();
    desk.search(NAME, 10, true).await.unwrap();
    // Long enough that it does not fit a page, and many, so that the index and the log grow.
    for id in 10..40 {
        let words = format!("{SENTENCE}. ").repeat(200);
        desk.writes(&about, Note::new(id, &words).written()).await;
    }
}

/// Every file of the folder, and in none of them a canary in any of the forms in which it could lie there.
fn holds_no_canary(folder: &std::path::Path, key: &str, expected: &[&str]) {
    let names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in expected {
        assert!(names.iter().any(|known| known == name), "{name} is not among {names:?}");
    }
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let lower: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
        for canary in [NAME, SENTENCE, "zanzibar", "marmalade", PNC, "20120394773H", "A4417FK", "Kieran", key] {
            let canary = canary.to_ascii_lowercase().into_bytes();
            let found = lower.windows(canary.len()).any(|window| window == canary);
            assert!(!found, "{} lies in {name}", String::from_utf8_lossy(&canary));
        }
        if name.ends_with(".db") {
            assert!(!bytes.starts_with(b"SQLite format 3\0"), "{name} is not encrypted");
        }
    }
}

#[tokio::test]
async fn the_key_and_the_words_are_in_no_log_and_no_file() {
    let listener = Listener::default();
    tracing::subscriber::set_global_default(listener.clone()).unwrap();
    tracing::info!("the listener hears");

    let mut ada = founded().await;
    writes_everywhere(&mut ada).await;
    let key = ada.pragma();
    let hex: String = key.chars().filter(char::is_ascii_hexdigit).collect();
    assert_eq!(hex.len(), 64);

    let log = std::fs::metadata(ada.folder().join("record.db-wal")).unwrap().len();
    assert!(log > 500_000, "the write-ahead log was merged already: {log} bytes");
    holds_no_canary(ada.folder(), &hex, &["record.db", "record.db-wal", "record.db-shm"]);
    let copy = ada.folder().join("copy.db");
    ada.copy_to(&copy).await.unwrap();
    ada.rebuild(|_, _| {}).await.unwrap();
    holds_no_canary(ada.folder(), &hex, &["record.db", "record.db-wal", "copy.db"]);
    ada.is_sound().await;
    let mut other = ada.hires(BEN, "Ben Okafor", &[ledger::Role::Pom]).await;
    other.hears(&ada).await;
    holds_no_canary(other.folder(), &hex, &["record.db"]);
    ada.reopen().await;
    holds_no_canary(ada.folder(), &hex, &["record.db"]);

    // What goes wrong is logged by those who log too much.
    ada.close().await;
    assert!(ada.open_as(99).await.is_err());
    let other_key: String = pragma_of(99).chars().filter(char::is_ascii_hexdigit).collect();
    let sound = std::fs::read(ada.path()).unwrap();
    for at in [0, 5_000, 100_000] {
        let mut damaged = sound.clone();
        damaged[at] ^= 1;
        std::fs::write(ada.path(), damaged).unwrap();
        if ada.open().await.is_ok() {
            assert!(ada.verify(|_, _| {}).await.is_err());
            ada.drop_dead();
        }
        for rest in ["record.db-wal", "record.db-shm"] {
            let _gone = std::fs::remove_file(ada.folder().join(rest));
        }
    }

    let heard = listener.heard.lock().unwrap().to_ascii_lowercase();
    assert!(heard.contains("the listener hears"), "nothing was heard: {heard}");
    for canary in [NAME, SENTENCE, "zanzibar", PNC, "A4417FK", hex.as_str(), other_key.as_str(), "pragma key"] {
        assert!(!heard.contains(&canary.to_ascii_lowercase()), "{canary} is in the log");
    }
}
