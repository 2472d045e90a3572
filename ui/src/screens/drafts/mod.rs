//! Notes that were begun and not recorded.

use leptos::prelude::*;

/// Unfinished notes.
#[component]
pub(crate) fn Drafts() -> impl IntoView {}
