//! What a draft of a form keeps: its words for the list of what is unfinished, and the form as it goes on.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::backend;

#[derive(Serialize, Deserialize)]
struct Body<T> {
    text: String,
    body: T,
}

/// A form with its words, as a draft keeps it.
pub(crate) fn written<T: Serialize>(text: String, body: T) -> Option<String> {
    serde_json::to_string(&Body { text, body }).ok()
}

/// What was kept of a form, and when; nothing if there is no draft. Where drafts cannot be read a form begins empty, and what was kept stays
/// kept under what is unfinished.
pub(crate) async fn read<T: DeserializeOwned>(form: &str, number: &str) -> Option<(T, String)> {
    let drafts = backend::call(api::Drafts {}).await.unwrap_or_default();
    let draft = drafts.into_iter().find(|draft| draft.form == form && draft.number == number)?;
    let kept: Body<T> = serde_json::from_str(&draft.body).ok()?;
    Some((kept.body, draft.kept))
}
