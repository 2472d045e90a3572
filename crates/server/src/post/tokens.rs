//! Tokens: the operator makes one, a unit registers with it, and the server keeps its hash alone.

use std::fmt;

use crypto::{Context, derive_hash};
use data_encoding::BASE32_NOPAD;
use rand_core::CryptoRng;

use crate::shelf::{Shelf, ShelfError};

/// A token, to be shown once.
pub struct Token(String);

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Token {
    /// A new token: 160 random bits in eight groups of four letters and figures.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut bytes = [0; 20];
        rng.fill_bytes(&mut bytes);
        let text = BASE32_NOPAD.encode(&bytes);
        let groups: Vec<String> =
            text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        Self(groups.join("-"))
    }

    /// Keeps its hash, for so many uses until a time.
    pub async fn keep(&self, shelf: &Shelf, uses: u32, until: i64) -> Result<(), ShelfError> {
        let hash = derive_hash(Context::Token, &[self.0.as_bytes()]);
        let mut writing = shelf.begin().await?;
        writing.connection().keep_token(&hash, uses, until).await?;
        writing.commit().await
    }
}
