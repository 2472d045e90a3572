//! Writing in a case file.

use leptos::prelude::*;

/// A note is being written.
#[component]
pub(crate) fn NewNote(
    /// About whom; empty: that is asked first.
    number: Memo<String>,
) -> impl IntoView {
    let _ = number;
}

/// Something is added to a note that was recorded.
#[component]
pub(crate) fn Amend() -> impl IntoView {}

/// The prisoners of a keyworker.
#[component]
pub(crate) fn KeyWork() -> impl IntoView {}
