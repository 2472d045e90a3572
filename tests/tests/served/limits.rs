//! Whoever sends too much hears so, in the server's own words, and is not merely cut off in the middle.

use crypto::{DeviceKeys, Hash};
use jiff::Timestamp;
use ledger::UnitId;
use ledger::wire::RefusalCode;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use sync::{Ask, Asking, Failure, Post};
use tests::served::process::{Process, Storage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sends_too_much_hears_so() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::folder(&folder.path().join("data"), folder.path());
    let server = Process::start(&storage, &[]).await;
    let keys = DeviceKeys::make(&mut ChaCha20Rng::seed_from_u64(1));
    let unit = UnitId(Hash::from_bytes([7; 32]));
    let http = server.http();
    for megabytes in [5, 12, 30] {
        let ask = Ask::PutChunk { unit, sealed: vec![9; megabytes << 20] };
        let asking = Asking::signed(ask, &keys, Timestamp::now().as_millisecond());
        let Err(Failure::Refused { refusal, .. }) = http.ask(&asking).await else { panic!("{megabytes} MiB") };
        assert_eq!(refusal.code, RefusalCode::TooLarge, "{megabytes} MiB");
    }
    server.stops().await;
}
