//! One function per call: what stands in the path and the query is read, the post office is asked, the answer is written.

use axum::extract::Path;
use axum::response::Response;
use crypto::Hash;
use ledger::UnitId;

use super::received::Received;
use crate::refused::Refused;

/// The unit in a path.
pub(super) fn unit_in(text: &str) -> Result<UnitId, Refused> {
    text.parse().map(UnitId).map_err(|_| Refused::absent("unit"))
}

fn hash_in(text: &str, what: &str) -> Result<Hash, Refused> {
    text.parse().map_err(|_| Refused::absent(what))
}

pub(super) async fn meta(received: Received) -> Response {
    received.reply(Ok(received.post.meta()))
}

pub(super) async fn units(Path(code): Path<String>, received: Received) -> Response {
    received.reply(received.post.units(&code, &received.asked).await)
}

pub(super) async fn register(received: Received) -> Response {
    received.reply(received.post.register(&received.asked).await)
}

pub(super) async fn control(Path(unit): Path<String>, received: Received) -> Response {
    let page = async {
        let from = u32::try_from(received.number("after")?.unwrap_or(0)).unwrap_or(u32::MAX);
        received.post.control(&unit_in(&unit)?, &received.asked, from).await
    };
    received.reply(page.await)
}

pub(super) async fn append_control(Path(unit): Path<String>, received: Received) -> Response {
    let appended = async { received.post.append_control(&unit_in(&unit)?, &received.asked).await };
    received.reply(appended.await)
}

pub(super) async fn push(Path(unit): Path<String>, received: Received) -> Response {
    let filed = async { received.post.push(&unit_in(&unit)?, &received.asked).await };
    received.reply(filed.await)
}

pub(super) async fn log(Path(unit): Path<String>, received: Received) -> Response {
    let page = async {
        let (after, bytes) = (received.number("after")?.unwrap_or(0), received.number("bytes")?);
        received.post.log(&unit_in(&unit)?, &received.asked, after, bytes).await
    };
    received.reply(page.await)
}

pub(super) async fn head(Path(unit): Path<String>, received: Received) -> Response {
    let head = async { received.post.head(&unit_in(&unit)?, &received.asked).await };
    received.reply(head.await)
}

pub(super) async fn arrive(Path(unit): Path<String>, received: Received) -> Response {
    let left = async { received.post.arrive(&unit_in(&unit)?, &received.asked).await };
    received.reply_done(left.await)
}

pub(super) async fn arrivals(Path(unit): Path<String>, received: Received) -> Response {
    let waiting = async { received.post.arrivals(&unit_in(&unit)?, &received.asked).await };
    received.reply(waiting.await)
}

pub(super) async fn applied(Path((unit, device)): Path<(String, String)>, received: Received) -> Response {
    let applied = async {
        let device = hash_in(&device, "application")?;
        received.post.applied(&unit_in(&unit)?, &received.asked, &device).await
    };
    received.reply(applied.await)
}

pub(super) async fn send_parcel(Path(unit): Path<String>, received: Received) -> Response {
    let sent = async { received.post.send_parcel(&unit_in(&unit)?, &received.asked).await };
    received.reply(sent.await)
}

pub(super) async fn parcels(Path(unit): Path<String>, received: Received) -> Response {
    let lying = async { received.post.parcels(&unit_in(&unit)?, &received.asked).await };
    received.reply(lying.await)
}

pub(super) async fn parcel(Path((unit, parcel)): Path<(String, String)>, received: Received) -> Response {
    let parcel = async {
        let parcel = hash_in(&parcel, "parcel")?;
        received.post.parcel(&unit_in(&unit)?, &received.asked, &parcel).await
    };
    received.reply(parcel.await)
}

pub(super) async fn claim_parcel(Path((unit, parcel)): Path<(String, String)>, received: Received) -> Response {
    let claimed = async {
        let parcel = hash_in(&parcel, "parcel")?;
        received.post.claim_parcel(&unit_in(&unit)?, &received.asked, &parcel).await
    };
    received.reply_done(claimed.await)
}

pub(super) async fn call_back(Path((unit, lot)): Path<(String, String)>, received: Received) -> Response {
    let called_back = async {
        let lot = hash_in(&lot, "lot")?;
        received.post.call_back(&unit_in(&unit)?, &received.asked, &lot).await
    };
    received.reply_done(called_back.await)
}

pub(super) async fn take_parcel(Path((unit, parcel)): Path<(String, String)>, received: Received) -> Response {
    let taken = async {
        let parcel = hash_in(&parcel, "parcel")?;
        received.post.take_parcel(&unit_in(&unit)?, &received.asked, &parcel).await
    };
    received.reply_done(taken.await)
}

pub(super) async fn snapshots(Path(unit): Path<String>, received: Received) -> Response {
    let snapshots = async { received.post.snapshots(&unit_in(&unit)?, &received.asked).await };
    received.reply(snapshots.await)
}

pub(super) async fn put_snapshot(Path((unit, snapshot)): Path<(String, String)>, received: Received) -> Response {
    let kept = async {
        let snapshot = hash_in(&snapshot, "snapshot")?;
        received.post.put_snapshot(&unit_in(&unit)?, &received.asked, &snapshot).await
    };
    received.reply_done(kept.await)
}

pub(super) async fn chunk(Path((unit, chunk)): Path<(String, String)>, received: Received) -> Response {
    let sealed = async {
        let chunk = hash_in(&chunk, "piece of a snapshot")?;
        received.post.chunk(&unit_in(&unit)?, &received.asked, &chunk).await
    };
    received.reply_sealed(sealed.await)
}

pub(super) async fn put_chunk(Path((unit, chunk)): Path<(String, String)>, received: Received) -> Response {
    let kept = async {
        let chunk = hash_in(&chunk, "piece of a snapshot")?;
        received.post.put_chunk(&unit_in(&unit)?, &received.asked, &chunk).await
    };
    received.reply_done(kept.await)
}

pub(super) async fn restorations(Path(unit): Path<String>, received: Received) -> Response {
    let restorations = async { received.post.restorations(&unit_in(&unit)?, &received.asked).await };
    received.reply(restorations.await)
}

pub(super) async fn forks(Path(unit): Path<String>, received: Received) -> Response {
    let forks = async { received.post.forks(&unit_in(&unit)?, &received.asked).await };
    received.reply(forks.await)
}

/// What is not there: a call of another version of the protocol, or none at all.
pub(super) async fn nothing(received: Received) -> Response {
    let version = received.asked.target.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    let is_version = version.strip_prefix('v').is_some_and(|number| number.parse::<u8>().is_ok());
    received.reply_done(Err(if is_version && version != "v1" { Refused::update() } else { Refused::absent("call") }))
}
