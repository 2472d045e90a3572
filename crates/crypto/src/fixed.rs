//! Public values with a fixed number of bytes: one spelling as text, one as CBOR.
//!
//! Text is lower-case hexadecimal; CBOR is a byte string of exactly that length with the shortest header. One value has
//! one encoding, since other values are hashes of encodings. Not for secrets.

/// Defines a `Copy` newtype over `[u8; $len]` with `Debug`/`Display`/`FromStr` as lower-case hexadecimal and minicbor
/// `Encode`/`Decode` as a byte string. `$what` names it in error messages, article included.
macro_rules! fixed_bytes {
    ($(#[$doc:meta])* $name:ident, $len:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Its bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Takes the bytes as they are; any value is possible.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::CryptoError;

            /// Reads exactly what `Display` writes.
            ///
            /// # Errors
            /// `Malformed` for another length or anything but the digits 0-9 and a-f.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let malformed = $crate::CryptoError::Malformed(concat!(
                    $what, " is written as twice ", stringify!($len), " digits, each 0-9 or a-f"
                ));
                let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(|_| malformed.clone())?;
                <[u8; $len]>::try_from(bytes.as_slice()).map(Self).map_err(|_| malformed)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                encoder: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                encoder.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(decoder: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                $crate::fixed::decode(decoder).map(Self)
            }
        }
    };
}

pub(crate) use fixed_bytes;

/// Reads a CBOR byte string of exactly `N` bytes whose header is the shortest possible one.
pub(crate) fn decode<const N: usize>(decoder: &mut minicbor::Decoder<'_>) -> Result<[u8; N], minicbor::decode::Error> {
    let start = decoder.position();
    let refuse = |text| minicbor::decode::Error::message(text).at(start);
    let bytes = <[u8; N]>::try_from(decoder.bytes()?).map_err(|_| refuse("byte string of the wrong length"))?;
    let shortest = match N {
        0..24 => 1,
        24..256 => 2,
        _ => 3,
    };
    if decoder.position() - start != shortest + N {
        return Err(refuse("byte string whose length is not written in the shortest way"));
    }
    Ok(bytes)
}

/// The same for a plain `[u8; N]` field: `#[cbor(with = "crate::fixed::field")]`.
pub(crate) mod field {
    use minicbor::{Decoder, Encoder};

    pub(crate) fn encode<C, W: minicbor::encode::Write, const N: usize>(
        bytes: &[u8; N],
        encoder: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.bytes(bytes)?.ok()
    }

    pub(crate) fn decode<C, const N: usize>(
        decoder: &mut Decoder<'_>,
        _: &mut C,
    ) -> Result<[u8; N], minicbor::decode::Error> {
        super::decode(decoder)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use crate::{CryptoError, Hash, Kid, Signature};

    #[test]
    fn text_and_cbor_come_back_as_they_were() {
        let hash = Hash::from_bytes([0xab; 32]);
        assert_eq!(hash.to_string().parse::<Hash>().unwrap(), hash);
        assert_eq!(format!("{hash:?}"), "ab".repeat(32));

        let bytes = minicbor::to_vec(hash).unwrap();
        assert_eq!(bytes.get(..2).unwrap(), [0x58, 0x20]);
        assert_eq!(minicbor::decode::<Hash>(&bytes).unwrap(), hash);

        let signature = Signature::from_bytes([7; 64]);
        assert_eq!(minicbor::decode::<Signature>(&minicbor::to_vec(signature).unwrap()).unwrap(), signature);
        let kid = Kid::from_bytes([1; 16]);
        assert_eq!(minicbor::to_vec(kid).unwrap().first(), Some(&0x50));
    }

    #[test]
    fn a_second_spelling_is_refused() {
        for text in ["", "ab", &"AB".repeat(32), &"ab".repeat(33), &"zz".repeat(32), &format!(" {}", "ab".repeat(32))] {
            assert!(matches!(text.parse::<Hash>(), Err(CryptoError::Malformed(_))), "{text:?}");
        }
        let body = [9; 32];
        let spelt = |header: &[u8]| [header, &body].concat();
        assert!(minicbor::decode::<Hash>(&spelt(&[0x58, 0x20])).is_ok());
        assert!(minicbor::decode::<Hash>(&spelt(&[0x59, 0x00, 0x20])).is_err());
        assert!(minicbor::decode::<Hash>(&spelt(&[0x5a, 0, 0, 0, 0x20])).is_err());
        assert!(minicbor::decode::<Hash>(&spelt(&[0x58, 0x1f])).is_err());
        assert!(minicbor::decode::<Hash>(&spelt(&[0x78, 0x20])).is_err());
        // an indefinite-length string of one chunk
        assert!(minicbor::decode::<Hash>(&[&[0x5f, 0x58, 0x20], body.as_slice(), &[0xff]].concat()).is_err());
    }
}
