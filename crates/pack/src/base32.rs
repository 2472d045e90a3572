//! Crockford's Base32, without I, L, O and U: for codes that people read out, type and compare.

use std::fmt;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;

/// Writes the last `count` signs of a number in groups of four, with hyphens between them.
pub(crate) fn write(formatter: &mut fmt::Formatter<'_>, number: u64, count: usize) -> fmt::Result {
    for place in 0..count {
        if place > 0 && place % GROUP == 0 {
            formatter.write_str("-")?;
        }
        let value = (number >> (5 * (count - 1 - place))) & 31;
        let letter = usize::try_from(value).ok().and_then(|value| LETTERS.get(value)).copied().unwrap_or(b'0');
        write!(formatter, "{}", char::from(letter))?;
    }
    Ok(())
}

/// The number that some signs write, at most twelve of them. On failure: which of them is none, counting from 1.
pub(crate) fn read(signs: impl IntoIterator<Item = char>) -> Result<u64, usize> {
    let mut signs = signs.into_iter().zip(1_usize..);
    signs.try_fold(0, |number, (sign, place)| Ok(number << 5 | value(sign).ok_or(place)?))
}

/// What people put between groups; U+2010 to U+2015 are the hyphens and dashes that word processors make.
pub(crate) fn is_between(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '.' | '\u{2010}'..='\u{2015}')
}

fn value(sign: char) -> Option<u64> {
    let letter = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    LETTERS.iter().zip(0..).find_map(|(known, value)| (char::from(*known) == letter).then_some(value))
}
