//! Padding, so that the length of a ciphertext says little about what was written.
//!
//! Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PETS 2019):
//! of the length only the leading bits are kept, about as many as the length's exponent has bits. The waste is at most
//! 12 %, falling as data grows, and of a length up to *L* only O(log log *L*) bits are given away.
//!
//! Layout: true length (`u32`, little-endian) ‖ plaintext ‖ zeros up to the bucket.

use crate::CryptoError;

/// Bytes of the length in front.
const PREFIX: usize = 4;
/// The smallest bucket of words, such as somebody's name: anything shorter looks as long as this.
#[cfg(feature = "keys")]
const LEAST_WORDS: usize = 64;

/// The bucket, in bytes, that `len` bytes are padded to. Never less than `len`; the same for every `len` in a bucket.
///
/// Lengths within 12 % of `usize::MAX` have no bucket and are returned as they are.
pub fn padded_len(len: usize) -> usize {
    let Some(exponent) = len.checked_ilog2().filter(|exponent| *exponent > 0) else {
        return len;
    };
    let kept = exponent.ilog2() + 1;
    let mask = (1_usize << exponent.saturating_sub(kept)) - 1;
    len.checked_add(mask).map_or(len, |sum| sum & !mask)
}

/// Puts the true length in front and zeros behind, up to the bucket of both together.
///
/// # Errors
/// `Malformed` if the result would exceed 4 GiB, which its length field could not state.
pub fn pad(plaintext: Vec<u8>) -> Result<Vec<u8>, CryptoError> {
    pad_copy(&plaintext)
}

/// [`pad`] for a plaintext that stays with its owner. Allocates once.
pub(crate) fn pad_copy(plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
    pad_to(plaintext, 0)
}

/// [`pad_copy`] for words, which are short by nature: the buckets of the paper say nearly everything about the length of a name.
#[cfg(feature = "keys")]
pub(crate) fn pad_words(words: &[u8]) -> Result<Vec<u8>, CryptoError> {
    pad_to(words, LEAST_WORDS)
}

/// Pads to the bucket of `least` bytes at the least.
fn pad_to(plaintext: &[u8], least: usize) -> Result<Vec<u8>, CryptoError> {
    const TOO_LONG: CryptoError = CryptoError::Malformed("what is to be sealed is longer than 4 GiB");
    let total = plaintext.len().checked_add(PREFIX).map(|len| padded_len(len.max(least))).ok_or(TOO_LONG)?;
    u32::try_from(total).map_err(|_| TOO_LONG)?;
    let len = u32::try_from(plaintext.len()).map_err(|_| TOO_LONG)?;
    let mut padded = Vec::with_capacity(total);
    padded.extend_from_slice(&len.to_le_bytes());
    padded.extend_from_slice(plaintext);
    padded.resize(total, 0);
    Ok(padded)
}

/// The plaintext inside a padded one.
///
/// # Errors
/// `Malformed` if the length does not fit, the bucket is not the one for that length, or the padding is not all zeros:
/// one plaintext has one padded form, and the padding carries no message.
pub fn unpad(padded: &[u8]) -> Result<&[u8], CryptoError> {
    unpad_from(padded, 0)
}

/// The words inside what [`pad_words`] made, as strictly.
#[cfg(feature = "keys")]
pub(crate) fn unpad_words(padded: &[u8]) -> Result<&[u8], CryptoError> {
    unpad_from(padded, LEAST_WORDS)
}

fn unpad_from(padded: &[u8], least: usize) -> Result<&[u8], CryptoError> {
    let (prefix, rest) =
        padded.split_first_chunk::<PREFIX>().ok_or(CryptoError::Malformed("padded data without its length"))?;
    let (plaintext, zeros) = usize::try_from(u32::from_le_bytes(*prefix))
        .ok()
        .and_then(|len| rest.split_at_checked(len))
        .ok_or(CryptoError::Malformed("padded data shorter than the length it states"))?;
    if padded_len((PREFIX + plaintext.len()).max(least)) != padded.len() {
        return Err(CryptoError::Malformed("padded data in the wrong bucket for its length"));
    }
    if zeros.iter().any(|byte| *byte != 0) {
        return Err(CryptoError::Malformed("padding that is not all zeros"));
    }
    Ok(plaintext)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says so by failing")]

    use super::{pad, padded_len, unpad};
    use proptest::prelude::*;

    #[test]
    fn buckets_are_those_of_the_paper() {
        // computed by the paper's formula: E = floor(log2 L), S = floor(log2 E) + 1, the last E - S bits rounded up
        let vectors = [
            (0, 0),
            (1, 1),
            (2, 2),
            (7, 7),
            (8, 8),
            (9, 10),
            (15, 16),
            (16, 16),
            (17, 18),
            (33, 36),
            (100, 104),
            (129, 144),
            (200, 208),
            (255, 256),
            (257, 272),
            (1000, 1024),
            (1025, 1088),
            (4097, 4352),
            (100_000, 100_352),
            (262_145, 270_336),
            (1_000_000, 1_015_808),
        ];
        for (len, bucket) in vectors {
            assert_eq!(padded_len(len), bucket, "{len}");
        }
        assert_eq!(padded_len(usize::MAX), usize::MAX);
    }

    #[test]
    fn the_padded_form_byte_for_byte() {
        assert_eq!(pad(Vec::new()).unwrap(), [0, 0, 0, 0]);
        assert_eq!(pad(b"abcde".to_vec()).unwrap(), *b"\x05\0\0\0abcde\0");
        assert_eq!(pad(vec![7; 125]).unwrap().len(), 144);
    }

    #[test]
    fn anything_but_the_one_padded_form_is_refused() {
        let good = pad(b"abcde".to_vec()).unwrap();
        let altered = |at: usize, to: u8| {
            let mut bytes = good.clone();
            bytes[at] = to;
            bytes
        };
        assert_eq!(unpad(&good).unwrap(), b"abcde");
        assert!(unpad(&altered(9, 1)).is_err(), "padding that is not zero");
        assert!(unpad(&altered(0, 7)).is_err(), "longer than there is");
        assert!(unpad(&altered(3, 255)).is_err(), "absurdly long");
        assert!(unpad(&altered(0, 2)).is_err(), "the rest is not zero");
        assert!(unpad(&[good.as_slice(), &[0]].concat()).is_err(), "another bucket");
        assert!(unpad(&[0; 3]).is_err() && unpad(&[]).is_err());
    }

    #[test]
    #[cfg(feature = "keys")]
    fn every_name_looks_as_long_as_any_other() {
        use super::{LEAST_WORDS, pad_words, unpad_words};

        for name in ["", "Bo", "Ada Pike", "Maximiliana Featherstonehaugh-Cholmondeley"] {
            let padded = pad_words(name.as_bytes()).unwrap();
            assert_eq!(padded.len(), LEAST_WORDS, "{name}");
            assert_eq!(unpad_words(&padded).unwrap(), name.as_bytes());
            assert!(unpad(&padded).is_err(), "it is in the wrong bucket for anything but words");
        }
        assert_eq!(pad_words(&[b'a'; 61]).unwrap().len(), 72);
        assert!(unpad_words(&pad(b"Ada Pike".to_vec()).unwrap()).is_err());
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(plaintext in proptest::collection::vec(any::<u8>(), 0..3000)) {
            let padded = pad(plaintext.clone()).unwrap();
            prop_assert_eq!(padded.len(), padded_len(plaintext.len() + 4));
            prop_assert_eq!(unpad(&padded).unwrap(), plaintext);
        }

        #[test]
        fn a_bucket_holds_its_lengths_and_wastes_little(len in 1_usize..1 << 40) {
            let bucket = padded_len(len);
            prop_assert!(bucket >= len);
            prop_assert_eq!(padded_len(bucket), bucket);
            prop_assert!((bucket - len) as f64 <= 0.12 * len as f64);
            prop_assert!(padded_len(len + 1) >= bucket);
        }

        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(plaintext) = unpad(&bytes) {
                prop_assert_eq!(pad(plaintext.to_vec()).unwrap(), bytes);
            }
        }
    }
}
