//! Compressing what goes over the wire. Sealed payloads do not shrink, but the headers of a batch have most of their bytes in common.

use std::io::Read;

use zstd::stream::read::Decoder;

/// Below this many bytes compressing is not worth the while.
const WORTH_WHILE: usize = 1 << 10;
/// The fastest of zstd's levels that looks for what repeats.
const LEVEL: i32 = 1;
/// The largest window that a frame may ask for, as a power of two.
const WINDOW: u32 = 23;

/// Compresses, where that makes it smaller.
pub(crate) fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_WHILE {
        return None;
    }
    zstd::bulk::compress(bytes, LEVEL).ok().filter(|packed| packed.len() < bytes.len())
}

/// Expands to so many bytes at most; what would be larger is given up as soon as that shows.
pub(crate) fn unpack(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut decoder = Decoder::with_buffer(packed).ok()?;
    decoder.window_log_max(WINDOW).ok()?;
    let mut bytes = Vec::new();
    let one_more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    decoder.take(one_more).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{pack, unpack};

    #[test]
    fn what_is_packed_comes_out_and_a_bomb_does_not() {
        let zeros = vec![0; 1 << 20];
        let packed = pack(&zeros).unwrap();
        assert_eq!(unpack(&packed, zeros.len()).unwrap(), zeros);
        assert_eq!(unpack(&packed, zeros.len() - 1), None);
        assert_eq!(unpack(b"rubbish", 100), None);
        assert_eq!(pack(b"little"), None);
    }
}
