//! What the operator's tools ask: whether the process lives, whether it can work, and what it has counted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::Post;

/// The process answers.
pub(super) async fn health() -> &'static str {
    "alive\n"
}

/// The storage answers. Its form was brought up to date before the first connection was taken.
pub(super) async fn ready(State(post): State<Arc<Post>>) -> Response {
    if post.is_ready().await {
        return "ready\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, "the storage does not answer\n").into_response()
}

/// The figures, for Prometheus.
pub(super) async fn metrics(State(post): State<Arc<Post>>) -> Response {
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], post.metrics().text())
        .into_response()
}
