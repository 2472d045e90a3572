//! Compressing what goes over the wire. Sealed payloads do not shrink, but the headers of a batch have most of their bytes in common.

use std::io::Read;

use zstd::stream::read::Decoder;

/// Below this many bytes compressing is not worth the while.
const WORTH_WHILE: usize = 1 << 10;
/// The fastest of zstd's levels that looks for what repeats.
const LEVEL: i32 = 1;
/// The largest window that a frame may ask for, as a power of two: what is sent is no larger than half of that.
const WINDOW: u32 = 23;

/// Why something cannot be expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpacking {
    /// It is no zstd.
    Unreadable,
    /// It would have more bytes than it may.
    TooLarge,
}

/// Expands to `most` bytes at most; what would be larger is given up as soon as that shows.
pub(crate) fn unpack(packed: &[u8], most: usize) -> Result<Vec<u8>, Unpacking> {
    let mut decoder = Decoder::with_buffer(packed).map_err(|_| Unpacking::Unreadable)?;
    decoder.window_log_max(WINDOW).map_err(|_| Unpacking::Unreadable)?;
    let mut bytes = Vec::new();
    let one_more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    decoder.take(one_more).read_to_end(&mut bytes).map_err(|_| Unpacking::Unreadable)?;
    if bytes.len() > most { Err(Unpacking::TooLarge) } else { Ok(bytes) }
}

/// Compresses, where that makes it smaller.
pub(crate) fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_WHILE {
        return None;
    }
    zstd::bulk::compress(bytes, LEVEL).ok().filter(|packed| packed.len() < bytes.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{Unpacking, pack, unpack};

    #[test]
    fn what_is_packed_comes_out_and_a_bomb_does_not() {
        let zeros = vec![0; 4 << 20];
        let packed = pack(&zeros).unwrap();
        assert!(packed.len() < 4096);
        assert_eq!(unpack(&packed, zeros.len()).unwrap(), zeros);
        assert_eq!(unpack(&packed, zeros.len() - 1), Err(Unpacking::TooLarge));
        assert_eq!(unpack(&[packed.clone(), packed].concat(), zeros.len()), Err(Unpacking::TooLarge));
    }

    #[test]
    fn rubbish_is_no_frame_and_little_is_left_as_it_is() {
        assert_eq!(unpack(b"rubbish", 100), Err(Unpacking::Unreadable));
        assert_eq!(pack(b"little"), None);
    }
}
