//! Codes that people read aloud to each other and compare: letters and figures in groups of four, in Crockford's base 32. They are short, so each
//! try at one is made dear: Argon2id, with the unit as salt, so that nothing can be worked out before there is one.

use crate::{CryptoError, Hash, cost::PassphraseCost};
use std::fmt;

/// What one try costs. Part of every code: never changed, whatever passphrases cost one day.
const COST: PassphraseCost = PassphraseCost::fixed(64 * 1024, 3, 1);
/// Without I, L, O and U: nothing that looks like a figure, and no word by chance.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters and figures of a group.
const GROUP: usize = 4;
/// So many bytes are eight letters and figures.
const BYTES: usize = 5;

/// The first bytes of `Argon2id(label ‖ of, salt = unit)`: a tenth of a second and 64 MiB.
pub(crate) fn stretch<const N: usize>(label: &[u8], of: &Hash, unit: &Hash) -> Result<[u8; N], CryptoError> {
    let stretched = COST.stretch(&[label, of.as_bytes()].concat(), unit.as_bytes())?;
    let mut code = [0; N];
    code.iter_mut().zip(stretched.expose()).for_each(|(to, from)| *to = *from);
    Ok(code)
}

/// Writes a code of five bytes, or of a multiple of that.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, code: &[u8]) -> fmt::Result {
    let letters = code.chunks(BYTES).flat_map(|five| {
        let bits = five.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        (0..8_u32).rev().filter_map(move |at| letter(bits >> (5 * at)))
    });
    for (at, letter) in letters.enumerate() {
        if at > 0 && at.is_multiple_of(GROUP) {
            f.write_str("-")?;
        }
        write!(f, "{letter}")?;
    }
    Ok(())
}

/// The letter or figure for the last five of some bits.
fn letter(bits: u64) -> Option<char> {
    let digit = usize::try_from(bits & 31).ok()?;
    ALPHABET.get(digit).map(|letter| char::from(*letter))
}

/// What a letter or figure stands for, as people type it: in any case; O for 0, and I or L for 1.
pub(crate) fn value(letter: char) -> Option<u64> {
    let meant = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().zip(0..).find(|(known, _)| char::from(**known) == meant).map(|(_, value)| value)
}
