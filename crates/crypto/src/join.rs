//! The code by which two people see that a new device's keys are the ones that an administrator was given: the server passes the keys on, and
//! must not be able to pass on others.
//!
//! It is read aloud and typed, so it is short: forty bits. Making each try at it dear makes it long enough: other keys with the same code cost
//! 2⁴⁰ times a tenth of a second and 64 MiB. The unit is the salt, so that nothing can be worked out before there is one.
//!
//! Form: the first five bytes of `Argon2id("throughcare/join-code/v1" ‖ 0x00 ‖ device, salt = unit)`, in Crockford's base 32.

use crate::{CryptoError, Hash, aloud, recovery::is_separator};
use std::fmt;
use std::str::FromStr;

const LABEL: &[u8] = b"throughcare/join-code/v1\0";
/// Letters and figures of a code, in two groups.
const LENGTH: usize = 8;

/// A new device's code, such as `K7QF-2M9X`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JoinCode([u8; 5]);

impl JoinCode {
    /// The code of a device, by its identifier, in a unit. Takes a tenth of a second and 64 MiB: not for a thread that others wait for.
    ///
    /// # Errors
    /// `Malformed` if there is not so much memory.
    pub fn derive(unit: &Hash, device: &Hash) -> Result<Self, CryptoError> {
        aloud::stretch(LABEL, device, unit).map(Self)
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        aloud::write(f, &self.0)
    }
}

impl FromStr for JoinCode {
    type Err = CryptoError;

    /// Reads a code as people type it: any case, with or without blanks and hyphens; O for 0, and I or L for 1.
    ///
    /// # Errors
    /// `Malformed` for anything else.
    fn from_str(typed: &str) -> Result<Self, CryptoError> {
        const MALFORMED: CryptoError = CryptoError::Malformed("a code of eight letters and figures, such as K7QF-2M9X");
        let mut bits = 0_u64;
        let mut length = 0;
        for letter in typed.chars().filter(|letter| !is_separator(*letter)) {
            bits = (bits << 5) | aloud::value(letter).ok_or(MALFORMED)?;
            length += 1;
            if length > LENGTH {
                return Err(MALFORMED);
            }
        }
        let [_, _, _, bytes @ ..] = bits.to_be_bytes();
        if length == LENGTH { Ok(Self(bytes)) } else { Err(MALFORMED) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::JoinCode;
    use crate::Hash;
    use proptest::prelude::*;

    #[test]
    fn is_written_in_two_groups_and_read_as_people_type() {
        let code = JoinCode([0x00, 0x44, 0x32, 0x14, 0xff]);
        assert_eq!(code.to_string(), "0123-457Z");
        for typed in ["0123-457Z", "0123457z", "o123 457z", " OI23-457Z ", "0l23\u{2011}457z", "0 1 2 3 4 5 7 z"] {
            assert_eq!(typed.parse::<JoinCode>().unwrap(), code, "{typed}");
        }
        for wrong in ["", "0123-457", "0123-457ZZ", "0123-457U", "0123-457é", "0123_457Z"] {
            assert!(wrong.parse::<JoinCode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn another_device_or_unit_has_another_code() {
        let hash = |byte| Hash::from_bytes([byte; 32]);
        let code = JoinCode::derive(&hash(1), &hash(2)).unwrap();
        assert_eq!(JoinCode::derive(&hash(1), &hash(2)).unwrap(), code);
        assert_ne!(JoinCode::derive(&hash(1), &hash(3)).unwrap(), code);
        assert_ne!(JoinCode::derive(&hash(3), &hash(2)).unwrap(), code);
    }

    proptest! {
        #[test]
        fn a_code_comes_back_as_it_was(bytes in any::<[u8; 5]>()) {
            let code = JoinCode(bytes);
            prop_assert_eq!(code.to_string().parse::<JoinCode>().unwrap(), code);
            prop_assert_eq!(code.to_string().len(), 9);
        }
    }
}
