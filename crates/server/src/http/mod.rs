//! The calls: paths and methods, CBOR in and out. What they mean is in `post`; docs/protocol.md has each.

mod calls;
mod events;
mod operator;
mod received;
mod reply;

use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use tokio::time::Instant;

use crate::Post;

pub(crate) use received::Peer;

/// Every call of a server.
pub fn routes(office: Arc<Post>) -> Router {
    Router::new()
        .route("/v1/meta", get(calls::meta))
        .route("/v1/prisons/{code}", get(calls::units))
        .route("/v1/units", post(calls::register))
        .route("/v1/units/{unit}/control", get(calls::control).post(calls::append_control))
        .route("/v1/units/{unit}/entries", post(calls::push))
        .route("/v1/units/{unit}/log", get(calls::log))
        .route("/v1/units/{unit}/head", get(calls::head))
        .route(EVENTS, get(events::events))
        .route("/v1/units/{unit}/arrivals", get(calls::arrivals).post(calls::arrive))
        .route("/v1/units/{unit}/arrivals/{device}", get(calls::applied))
        .route("/v1/units/{unit}/parcels", get(calls::parcels).post(calls::send_parcel))
        .route(
            "/v1/units/{unit}/parcels/{parcel}",
            get(calls::parcel).put(calls::claim_parcel).delete(calls::take_parcel),
        )
        .route("/v1/units/{unit}/sent/{lot}", delete(calls::call_back))
        .route("/v1/units/{unit}/snapshots", get(calls::snapshots))
        .route("/v1/units/{unit}/snapshots/{snapshot}", put(calls::put_snapshot))
        .route("/v1/units/{unit}/snapshots/chunks/{chunk}", get(calls::chunk).put(calls::put_chunk))
        .route("/v1/units/{unit}/restorations", get(calls::restorations))
        .route("/v1/units/{unit}/forks", get(calls::forks))
        .route("/health", get(operator::health))
        .route("/ready", get(operator::ready))
        .route("/metrics", get(operator::metrics))
        .fallback(calls::nothing)
        .method_not_allowed_fallback(calls::nothing)
        .layer(from_fn_with_state(Arc::clone(&office), count))
        .with_state(office)
}

/// The call that lasts for as long as a device listens.
const EVENTS: &str = "/v1/units/{unit}/events";

/// Counts each answer, and logs it by its route: no identifier, no query.
async fn count(State(office): State<Arc<Post>>, request: Request, next: Next) -> Response {
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let began = Instant::now();
    let response = next.run(request).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    office.metrics().answered(&route, known(method.as_str()), status, (route != EVENTS).then_some(took));
    tracing::debug!(method = known(method.as_str()), route, status, milliseconds = took.as_millis(), "answered");
    response
}

/// The methods that there are; whoever invents one does not make a figure of their own.
fn known(method: &str) -> &'static str {
    ["GET", "POST", "PUT", "DELETE"].into_iter().find(|known| *known == method).unwrap_or("other")
}
