//! The words of lists, as they are typed and printed: `release-address`, `victim-liaison`.

use app::AppError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value that a word stands for.
pub(crate) fn word<T: DeserializeOwned>(typed: &str, what: &str) -> Result<T, AppError> {
    serde_json::from_value(typed.into())
        .map_err(|_| AppError::input(format!("“{typed}” is not {what}."), "The command's --help lists the words."))
}

/// How a word of a list is spelt.
pub(crate) fn spelt(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
