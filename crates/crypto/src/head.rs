//! The code by which two people see that the server has shown both of their devices the same log: nobody else can tell them, where the server
//! keeps two groups of devices apart.
//!
//! It stands for everything up to a place of the log, and is compared by ear. Whoever wants two logs with one code may choose both, so it is
//! twice as long as a code that stands for one key: eighty bits, of which a pair takes 2⁴⁰ tries at a tenth of a second and 64 MiB each.
//!
//! Form: the first ten bytes of `Argon2id("throughcare/head-code/v1" ‖ 0x00 ‖ running hash, salt = unit)`, in Crockford's base 32.

use crate::{CryptoError, Hash, aloud};
use std::fmt;

const LABEL: &[u8] = b"throughcare/head-code/v1\0";

/// The code of a server's log up to a place, such as `K7QF-2M9X-04TB-WE5R`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeadCode([u8; 10]);

impl HeadCode {
    /// The code of a unit's log, by the running hash up to the place. Takes a tenth of a second and 64 MiB: not for a thread that others wait for.
    ///
    /// # Errors
    /// `Malformed` if there is not so much memory.
    pub fn derive(unit: &Hash, log: &Hash) -> Result<Self, CryptoError> {
        aloud::stretch(LABEL, log, unit).map(Self)
    }
}

impl fmt::Display for HeadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        aloud::write(f, &self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::HeadCode;
    use crate::Hash;

    #[test]
    fn is_written_in_four_groups() {
        let code = HeadCode([0x00, 0x44, 0x32, 0x14, 0xff, 0xff, 0xbb, 0xcd, 0xeb, 0x00]);
        assert_eq!(code.to_string(), "0123-457Z-ZYXW-VTR0");
    }

    #[test]
    fn another_log_or_unit_has_another_code() {
        let hash = |byte| Hash::from_bytes([byte; 32]);
        let code = HeadCode::derive(&hash(1), &hash(2)).unwrap();
        assert_eq!(HeadCode::derive(&hash(1), &hash(2)).unwrap(), code);
        assert_ne!(HeadCode::derive(&hash(1), &hash(3)).unwrap(), code);
        assert_ne!(HeadCode::derive(&hash(3), &hash(2)).unwrap(), code);
    }
}
