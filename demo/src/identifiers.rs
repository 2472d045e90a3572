//! Prison numbers, police and court numbers, and their check letters.

use std::collections::BTreeSet;

use crate::dice::Dice;

const CHECK_LETTERS: &str = "ZABCDEFGHJKLMNPQRTUVWXY";

/// A prison number that nobody in `taken` has. The first letter tells the estate, so two units cannot clash.
pub(crate) fn prison_number(dice: &mut Dice, first: char, taken: &mut BTreeSet<String>) -> String {
    loop {
        let number = format!(
            "{first}{}{}{}",
            dice.digits(4),
            dice.letter("ABCDEFGHJKLMNPQRTUVWXYZ"),
            dice.letter("ABCDEFGHJKLMNPQRTUVWXYZ")
        );
        if taken.insert(number.clone()) {
            return number;
        }
    }
}

/// The check letter of a Police National Computer number.
pub(crate) fn pnc_letter(year: i32, serial: u32) -> char {
    check_letter(u64::from(year.unsigned_abs() % 100) * 10_000_000 + u64::from(serial))
}

fn check_letter(number: u64) -> char {
    let at = usize::try_from(number % 23).unwrap_or(0);
    CHECK_LETTERS.chars().nth(at).unwrap_or('Z')
}

/// A Police National Computer number, `YYYY/NNNNNNNL` or short; about three in ten carry a wrong letter, as real data do.
pub(crate) fn pnc(dice: &mut Dice, year: i32) -> String {
    let serial = u32::try_from(dice.between(120, 899_999)).unwrap_or(1);
    let right = pnc_letter(year, serial);
    let letter = if dice.chance(70) { right } else { wrong_letter(dice, right) };
    match dice.below(10) {
        0 => format!("{:02}/{serial}{letter}", year % 100),
        1 => format!("{year}/{serial}{letter}"),
        _ => format!("{year}/{serial:07}{letter}"),
    }
}

/// A Criminal Records Office number, standard or search-file; about one in five carries a wrong letter.
pub(crate) fn cro(dice: &mut Dice, year: i32) -> String {
    let short = year % 100;
    let serial = dice.between(101, 399_999);
    let unsigned = |value: i32| u64::from(value.unsigned_abs());
    if dice.chance(15) {
        let weight = 10_u64.pow(serial.to_string().len().try_into().unwrap_or(6));
        let letter = check_letter(unsigned(short) * weight + unsigned(serial));
        return format!("SF{short:02}/{serial}{letter}");
    }
    let right = check_letter(unsigned(short) * 1_000_000 + unsigned(serial));
    let letter = if dice.chance(80) { right } else { wrong_letter(dice, right) };
    format!("{serial:06}/{short:02}{letter}")
}

fn wrong_letter(dice: &mut Dice, right: char) -> char {
    let drawn = dice.letter(CHECK_LETTERS);
    if drawn != right {
        drawn
    } else if right == 'Z' {
        'A'
    } else {
        'Z'
    }
}

/// A case number of probation: a letter and six digits.
pub(crate) fn crn(dice: &mut Dice) -> String {
    format!("{}{}", dice.letter("DEFGHJKRSVX"), dice.digits(6))
}

/// A telephone number from the ranges kept for drama, which nobody is given.
pub(crate) fn phone(dice: &mut Dice) -> String {
    if dice.chance(65) { format!("07700 900{}", dice.digits(3)) } else { format!("01632 960{}", dice.digits(3)) }
}

/// A postcode that cannot be: the area does not exist and the inward letters are never used.
pub(crate) fn postcode(dice: &mut Dice) -> String {
    let area = dice.pick(&["AK", "QW", "VY", "XT", "ZD", "JV"]);
    format!("{area}{} {}{}{}", dice.between(1, 29), dice.between(1, 9), dice.letter("CIKMOV"), dice.letter("CIKMOV"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_letters_agree_with_the_published_examples() {
        assert_eq!(pnc_letter(2012, 394_773), 'H');
        assert_eq!(pnc_letter(2003, 1_234_567), 'Q');
        assert_eq!(check_letter(12_029_906), 'J');
        assert_eq!(check_letter(83_50058), 'Z');
    }
}
