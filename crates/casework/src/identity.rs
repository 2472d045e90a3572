//! The numbers by which people in custody are known, and their check letters.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A prison number, such as A1234BC: a letter, four digits, two letters, kept in capitals. It has no check digit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PrisonNumber([u8; 7]);

/// What was given is not a prison number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a prison number: it is a letter, four digits and two letters, such as A1234BC")]
pub struct NotAPrisonNumber(pub String);

impl PrisonNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for PrisonNumber {
    type Err = NotAPrisonNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAPrisonNumber(text.to_owned());
        let mut bytes: [u8; 7] = text.trim().as_bytes().try_into().map_err(|_| wrong())?;
        bytes.make_ascii_uppercase();
        let [a, b, c, d, e, f, g] = bytes;
        let letters = [a, f, g].iter().all(u8::is_ascii_uppercase);
        let digits = [b, c, d, e].iter().all(u8::is_ascii_digit);
        if letters && digits { Ok(Self(bytes)) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for PrisonNumber {
    type Error = NotAPrisonNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PrisonNumber> for String {
    fn from(number: PrisonNumber) -> Self {
        number.as_str().to_owned()
    }
}

impl fmt::Display for PrisonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for PrisonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<C> Encode<C> for PrisonNumber {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(self.as_str())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for PrisonNumber {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(minicbor::decode::Error::message)
    }
}

/// The check letters of the police's numbers: 23 letters without I, O and S.
const CHECK_LETTERS: &[u8; 23] = b"ZABCDEFGHJKLMNPQRTUVWXY";

fn check_letter(number: u64) -> char {
    usize::try_from(number % 23).ok().and_then(|i| CHECK_LETTERS.get(i)).map_or('?', |b| char::from(*b))
}

/// The canonical form (`2012/0394773H`) of a Police National Computer number whose check letter is right.
/// `this_year` decides the century of a two-digit year: one not after this year's is in this century.
pub fn canonical_pnc(written: &str, this_year: i16) -> Option<String> {
    let compact: String = written.trim().to_ascii_uppercase().chars().filter(|c| *c != ' ').collect();
    let letter = compact.chars().last().filter(char::is_ascii_uppercase)?;
    let digits = compact.get(..compact.len() - 1)?;
    let (year, serial) = match digits.split_once('/') {
        Some(parts) => parts,
        // Without a slash a year of four digits is told from one of two by its century.
        None if digits.len() > 9 && (digits.starts_with("19") || digits.starts_with("20")) => {
            digits.split_at_checked(4)?
        }
        None => digits.split_at_checked(2)?,
    };
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !plain(year) || !plain(serial) || serial.is_empty() || serial.len() > 7 {
        return None;
    }
    let year: i16 = match year.len() {
        4 => year.parse().ok().filter(|year| (1900..2100).contains(year))?,
        2 => {
            let short: i16 = year.parse().ok()?;
            if short <= this_year % 100 { 2000 + short } else { 1900 + short }
        }
        _ => return None,
    };
    let serial: u64 = serial.parse().ok()?;
    let number = u64::try_from(year % 100).ok()? * 10_000_000 + serial;
    (check_letter(number) == letter).then(|| format!("{year}/{serial:07}{letter}"))
}

/// The canonical form (`029906/12J`, `SF05/482703J`) of a Criminal Records Office number whose check letter is right.
pub fn canonical_cro(written: &str) -> Option<String> {
    let compact: String = written.trim().to_ascii_uppercase().chars().filter(|c| *c != ' ').collect();
    let letter = compact.chars().last().filter(char::is_ascii_uppercase)?;
    let body = compact.get(..compact.len() - 1)?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(file) = body.strip_prefix("SF") {
        let (year, serial) = file.split_once('/')?;
        if year.len() != 2 || !plain(year) || !plain(serial) || serial.len() > 6 {
            return None;
        }
        let serial: u64 = serial.parse().ok()?;
        let number: u64 = format!("{year}{serial}").parse().ok()?;
        return (check_letter(number) == letter).then(|| format!("SF{year}/{serial}{letter}"));
    }
    let (serial, year) = body.split_once('/')?;
    if year.len() != 2 || !plain(year) || !plain(serial) || serial.len() > 6 {
        return None;
    }
    let serial: u64 = serial.parse().ok()?;
    let number: u64 = format!("{year}{serial:06}").parse().ok()?;
    (check_letter(number) == letter).then(|| format!("{serial:06}/{year}{letter}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prison_numbers_are_read_in_either_case_and_nothing_else_is() {
        assert_eq!("a1234bc".parse::<PrisonNumber>().map(|n| n.to_string()), Ok("A1234BC".to_owned()));
        for wrong in ["", "A123BC", "A1234B", "11234BC", "A12345C", "A1234BCD", "Á1234BC"] {
            assert!(wrong.parse::<PrisonNumber>().is_err(), "{wrong} was taken");
        }
    }

    #[test]
    fn police_numbers_agree_with_the_worked_examples() {
        for (written, canonical) in [
            ("12/394773H", Some("2012/0394773H")),
            ("2003/1234567Q", Some("2003/1234567Q")),
            ("20031234567Q", Some("2003/1234567Q")),
            ("12394773H", Some("2012/0394773H")),
            ("2003/1234567A", None),
            ("79/163001B", Some("1979/0163001B")),
            ("0203/1234567Q", None),
            ("/1B", None),
            ("B", None),
            ("", None),
        ] {
            assert_eq!(canonical_pnc(written, 2026).as_deref(), canonical, "{written}");
        }
        for (written, canonical) in [
            ("29906/12J", Some("029906/12J")),
            ("65656/91H", Some("065656/91H")),
            ("SF05/482703J", Some("SF05/482703J")),
            ("SF83/50058Z", Some("SF83/50058Z")),
            ("85227/65G", None),
        ] {
            assert_eq!(canonical_cro(written).as_deref(), canonical, "{written}");
        }
    }
}
