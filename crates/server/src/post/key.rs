//! The server's key: in the database, where every process of a server finds the same one, or in a file that each of them is given.

use std::path::{Path, PathBuf};

use crypto::{ServerKey, VerifyKey};
use data_encoding::HEXLOWER;
use rand_core::CryptoRng;

use crate::shelf::{Shelf, ShelfError};

/// Where the key lies.
#[derive(Debug, Clone)]
pub enum Keys {
    /// Beside the log. Whoever copies the database can then speak for the server, though not read what it carries.
    InDatabase,
    /// In a file: 64 hexadecimal digits.
    InFile(PathBuf),
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The storage failed.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The file is not to be had.
    #[error("the server's key cannot be read from {0}: {1}. `throughcare-server new-key` makes one")]
    Unreadable(PathBuf, std::io::Error),
    /// The file holds something else.
    #[error("{0} does not hold a server's key: 64 digits, each 0-9 or a-f")]
    NoKey(PathBuf),
    /// The database was used with another key.
    #[error(
        "this database was used with another key. Devices would take this server for a stranger: start it with the key that it had"
    )]
    Another,
    /// The database says that the key is in a file.
    #[error("this server's key is in a file: name it with --key")]
    InAFile,
}

impl Keys {
    /// The key. A new database is given one, and remembers which it was.
    pub async fn open<R: CryptoRng + ?Sized>(&self, shelf: &Shelf, rng: &mut R) -> Result<ServerKey, KeyError> {
        let (given, secret) = match self {
            Self::InDatabase => {
                let made = ServerKey::make(rng);
                let secret = made.to_bytes().to_vec();
                (made, secret)
            }
            Self::InFile(path) => (read(path)?, Vec::new()),
        };
        let mut kept = find(shelf).await?;
        if kept.is_none() {
            let mut writing = shelf.begin().await?;
            writing.connection().set_server_key(given.public().as_bytes(), &secret).await?;
            writing.commit().await?;
            kept = find(shelf).await?;
        }
        let (public, secret) = kept.ok_or(ShelfError::Damaged("the server's key"))?;
        let key = match self {
            Self::InFile(_) => given,
            Self::InDatabase if secret.is_empty() => return Err(KeyError::InAFile),
            Self::InDatabase => {
                let seed: [u8; 32] = secret.try_into().map_err(|_| ShelfError::Damaged("the server's key"))?;
                ServerKey::from_bytes(&seed)
            }
        };
        if key.public() == public { Ok(key) } else { Err(KeyError::Another) }
    }
}

async fn find(shelf: &Shelf) -> Result<Option<(VerifyKey, Vec<u8>)>, ShelfError> {
    let Some((public, secret)) = shelf.read().await?.connection().server_key().await? else { return Ok(None) };
    let public = public.try_into().map_err(|_| ShelfError::Damaged("the server's key"))?;
    Ok(Some((VerifyKey::from_bytes(public), secret)))
}

fn read(path: &Path) -> Result<ServerKey, KeyError> {
    let text = std::fs::read(path).map_err(|error| KeyError::Unreadable(path.to_owned(), error))?;
    let seed = HEXLOWER.decode(text.trim_ascii()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    seed.map(|seed| ServerKey::from_bytes(&seed)).ok_or_else(|| KeyError::NoKey(path.to_owned()))
}
