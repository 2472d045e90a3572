//! From the bytes of a file to UTF-8: byte order marks, UTF-16, and files that are no text at all.

use std::borrow::Cow;

use serde::Serialize;

/// How a file is written, as far as its bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, as it should be.
    Utf8,
    /// UTF-16, which is read as well.
    Utf16,
    /// By its bytes the encoding of Western European Windows. That is a guess, and nothing is read by it: rows with letters that
    /// could be others are kept aside.
    Windows1252,
    /// Something else, or no text at all.
    Unknown,
}

/// Bytes that stand for nothing in Windows-1252.
const NOT_IN_WINDOWS_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

impl Encoding {
    /// How a file is written.
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [1..=255, 0, 1..=255, 0, ..] | [0, 1..=255, 0, 1..=255, ..] => {
                Self::Utf16
            }
            // A file that was cut off in the middle of a letter is UTF-8 all the same.
            _ if std::str::from_utf8(bytes).err().is_none_or(|error| error.error_len().is_none()) => Self::Utf8,
            _ if bytes.iter().any(|byte| *byte == 0 || NOT_IN_WINDOWS_1252.contains(byte)) => Self::Unknown,
            _ => Self::Windows1252,
        }
    }
}

/// How files begin that people take for an export but that are none.
const NOT_TEXT: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a workbook or a zip archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word file"),
    (b"%PDF", "a PDF"),
    (b"\x1F\x8B", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
];

/// How far into a file a zero byte shows that it is not text.
const LOOKED_AT: usize = 1024;

/// The text of a file without its byte order mark. Bytes that are not UTF-8 stay as they are, so that only the row they
/// stand in is kept aside. The error is what the file is instead, in words.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, [u8]>, &'static str> {
    if let Some((_, found)) = NOT_TEXT.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(found);
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(from_utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(from_utf16(rest, u16::from_be_bytes)),
        // Every export begins with an ASCII character, which in UTF-16 has a zero byte beside it.
        [1..=255, 0, 1..=255, 0, ..] => Cow::Owned(from_utf16(bytes, u16::from_le_bytes)),
        [0, 1..=255, 0, 1..=255, ..] => Cow::Owned(from_utf16(bytes, u16::from_be_bytes)),
        _ => Cow::Borrowed(bytes),
    };
    if text.iter().take(LOOKED_AT).any(|byte| *byte == 0) { Err("a file of bytes") } else { Ok(text) }
}

/// A half pair or a half unit becomes a byte that is never UTF-8: its row is then kept aside like any other bad text.
fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    const LONE: u16 = 0xDC00;
    let units = bytes.chunks(2).map(|pair| <[u8; 2]>::try_from(pair).map_or(LONE, unit));
    let mut text = Vec::with_capacity(bytes.len());
    for letter in char::decode_utf16(units) {
        match letter {
            Ok(letter) => text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(_) => text.push(0xFF),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn an_encoding_is_told_by_the_bytes_alone() {
        for (bytes, encoding) in [
            (&b"prisonerNumber"[..], Encoding::Utf8),
            ("Llŷr".as_bytes(), Encoding::Utf8),
            (b"\xEF\xBB\xBFJos\xC3\xA9", Encoding::Utf8),
            (b"Jos\xC3", Encoding::Utf8),
            (b"Jos\xE9,A1234BC", Encoding::Windows1252),
            (b"Jos\x81,A1234BC", Encoding::Unknown),
            (b"\xFF\xFEJ\x00", Encoding::Utf16),
            (b"J\x00o\x00s\x00", Encoding::Utf16),
        ] {
            assert_eq!(Encoding::of(bytes), encoding, "{bytes:?}");
        }
    }
}
