//! Sealing a pack's PDF under words, and opening it again.
//!
//! AES-256 by the standard handler of revision 6 (ISO 32000-2; in PDF 1.7 Adobe's extension level 8, which the file names, so that it stays
//! the PDF/UA-1 that it was). Every string and stream is encrypted, with the metadata and what is attached; the document's structure, which
//! screen readers read, is kept, and the permissions let them. Any reader of PDF opens it, and a program of ours takes out the content.
//!
//! **What it does not do.** The encryption of PDF does not show that a page was altered: AES-CBC has no tag, and a crafted file can even send
//! away what its reader decrypts. So the attached content carries its fingerprint, inside the encryption, and [`open_pdf`] refuses content
//! that does not match it; and it is the check code, said by the sender or found in the record, that shows that a pack is genuine.
//!
//! **Randomness.** The key of the file, the owner's password and the file's identifier are drawn from the source that is given. lopdf draws
//! the initialisation vectors, the four salts and four filling bytes itself, from `rand::rng()`: ChaCha with 12 rounds, per thread, seeded
//! and reseeded from the operating system. Therefore this crate is not among the pure ones, and the same PDF sealed twice from the same
//! source is two files. lopdf keeps copies of the words while it works and does not wipe them.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::DecryptionError;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, LoadOptions, Object, Permissions, StringFormat};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::LIMIT;
use crate::attachment;
use crate::fingerprint::fingerprint;
use crate::words::Words;

/// How far one stream of a file may unfold, in bytes.
const UNFOLDED: usize = 64 << 20;

/// The name of the one filter, as the standard has it.
const FILTER: &[u8] = b"StdCF";
/// Revision and version of the standard handler.
const AES_256: (i64, i64) = (6, 5);

/// Why a PDF was not sealed.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum SealError {
    /// Not a PDF that can be read.
    #[error("The pack could not be sealed: what was printed is not a PDF that can be read again.")]
    NotAPdf,
    /// It is sealed already.
    #[error("The pack could not be sealed: it is sealed already. Seal the one that was printed.")]
    SealedAlready,
    /// The content is not attached.
    #[error("The pack could not be sealed: its content is not attached as {}.", attachment::NAME)]
    NoContent,
    /// The library refused.
    #[error("The pack could not be sealed: encrypting it failed. Try again.")]
    NotEncrypted,
}

/// Why a file was not opened. The texts are for people and repeat nothing of the file.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// Larger than any pack is.
    #[error(
        "This file is larger than any pack (32 MiB at most), so it was not opened. Check that it is the right file."
    )]
    TooLarge,
    /// Something else.
    #[error("This is not a sealed handover pack. Check that it is the file that the prison sent, as it came.")]
    NotAPack,
    /// It is closed under other words.
    #[error(
        "These words do not open this pack. Check that they were given for this version of it, and compare each one with whoever gave them."
    )]
    WrongWords,
    /// It was altered, or did not arrive whole.
    #[error("This pack is damaged or was altered on the way, so it was not opened. Ask the prison to send it again.")]
    Damaged,
}

/// A pack that was opened. Both parts are as sensitive as the pack.
#[derive(Clone)]
pub struct Opened {
    /// The PDF without its seal.
    pub pdf: Vec<u8>,
    /// What was attached to it, byte for byte: for [`fingerprint`] and [`crate::content::Pack::read`].
    pub json: Vec<u8>,
}

/// Seals a PDF, to which the content is attached as `pack.json`, under `words`. Draws 80 bytes from `rng`.
///
/// # Errors
/// What is wrong with the PDF.
pub fn seal_pdf<R: CryptoRng + ?Sized>(pdf: &[u8], words: &Words, rng: &mut R) -> Result<Vec<u8>, SealError> {
    let mut document = Document::load_mem_with_options(pdf, options(None)).map_err(|_| SealError::NotAPdf)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(SealError::SealedAlready);
    }
    let attached = attachment::find(&document).ok_or(SealError::NoContent)?;
    attachment::state(&mut document, attached).ok_or(SealError::NoContent)?;
    says_revision_6(&mut document).map_err(|_| SealError::NotAPdf)?;
    document.trailer.set("ID", identifier(rng));
    let mut key = Zeroizing::new([0; 32]);
    rng.fill_bytes(key.as_mut_slice());
    encrypt(&mut document, words, &key, &owner_password(rng)).map_err(|_| SealError::NotEncrypted)?;
    save(&mut document).ok_or(SealError::NotEncrypted)
}

/// Opens what [`seal_pdf`] made.
///
/// # Errors
/// Whether the words are wrong, the file is something else, or it is damaged.
pub fn open_pdf(file: &[u8], words: &Words) -> Result<Opened, OpenError> {
    if file.len() > LIMIT {
        return Err(OpenError::TooLarge);
    }
    if !file.starts_with(b"%PDF-") {
        return Err(OpenError::NotAPack);
    }
    let mut document = Document::load_mem_with_options(file, options(Some(words))).map_err(refused)?;
    let as_we_seal = document.encryption_state.as_ref().is_some_and(is_as_we_seal);
    let attached = attachment::find(&document).filter(|_| as_we_seal).ok_or(OpenError::NotAPack)?;
    let stated = attachment::stated(&document, attached).ok_or(OpenError::Damaged)?;
    let json = attachment::content(&document, attached).ok_or(OpenError::Damaged)?;
    if fingerprint(&json) != stated {
        return Err(OpenError::Damaged);
    }
    let pdf = save(&mut document).ok_or(OpenError::Damaged)?;
    Ok(Opened { pdf, json })
}

/// Takes the content out of a PDF that no words close: one that came out of an envelope, which has shown that it is as it was sealed.
///
/// # Errors
/// Whether it is something else, or damaged.
pub fn read_pdf(pdf: &[u8]) -> Result<Opened, OpenError> {
    let document = Document::load_mem_with_options(pdf, options(None)).map_err(refused)?;
    let closed = document.is_encrypted() || document.was_encrypted();
    let attached = attachment::find(&document).filter(|_| !closed).ok_or(OpenError::NotAPack)?;
    let json = attachment::content(&document, attached).ok_or(OpenError::Damaged)?;
    Ok(Opened { pdf: pdf.to_vec(), json })
}

/// Strictly: a sealed pack that has to be repaired to be read is not as it was sealed.
fn options(words: Option<&Words>) -> LoadOptions {
    LoadOptions {
        password: words.map(|words| words.as_str().to_owned()),
        strict: true,
        max_decompressed_size: Some(UNFOLDED),
        ..LoadOptions::default()
    }
}

fn refused(error: lopdf::Error) -> OpenError {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(DecryptionError::IncorrectPassword) => {
            OpenError::WrongWords
        }
        lopdf::Error::UnsupportedSecurityHandler(_) => OpenError::NotAPack,
        _ => OpenError::Damaged,
    }
}

/// Nothing weaker passes for a seal: no older revision, and nothing that is left in the clear.
fn is_as_we_seal(state: &EncryptionState) -> bool {
    let filters = [state.default_stream_filter(), state.default_string_filter()];
    (state.revision(), state.version()) == AES_256
        && filters
            .into_iter()
            .all(|name| state.crypt_filters().get(name).is_some_and(|filter| filter.method() == b"AESV3"))
}

/// Names the extension of PDF 1.7 that the encryption is; a PDF of version 2 has it.
fn says_revision_6(document: &mut Document) -> lopdf::Result<()> {
    if document.version.as_str() >= "2.0" {
        return Ok(());
    }
    document.version = "1.7".to_owned();
    let mut extension = Dictionary::new();
    extension.set("BaseVersion", Object::Name(b"1.7".to_vec()));
    extension.set("ExtensionLevel", 8);
    let mut extensions = Dictionary::new();
    extensions.set("ADBE", extension);
    document.catalog_mut()?.set("Extensions", extensions);
    Ok(())
}

/// A new identifier: the one that it was printed with is made from the content, and stands in the clear.
fn identifier<R: CryptoRng + ?Sized>(rng: &mut R) -> Object {
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    Object::Array(vec![id.clone(), id])
}

/// A password that nobody knows, the prison included: 256 bits as hexadecimal digits.
fn owner_password<R: CryptoRng + ?Sized>(rng: &mut R) -> Zeroizing<String> {
    let mut secret = Zeroizing::new([0; 32]);
    rng.fill_bytes(secret.as_mut_slice());
    let digits = secret.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = Zeroizing::new(String::with_capacity(64));
    text.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    text
}

fn encrypt(document: &mut Document, words: &Words, key: &[u8; 32], owner: &str) -> lopdf::Result<()> {
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(FILTER.to_vec(), filter)]),
        file_encryption_key: key,
        stream_filter: FILTER.to_vec(),
        string_filter: FILTER.to_vec(),
        owner_password: owner,
        user_password: words.as_str(),
        permissions: Permissions::PRINTABLE
            | Permissions::PRINTABLE_IN_HIGH_QUALITY
            | Permissions::COPYABLE_FOR_ACCESSIBILITY,
    })?;
    document.encrypt(&state)
}

fn save(document: &mut Document) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}
