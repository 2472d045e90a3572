//! Numbers in sentences: with separators from a thousand on, and with the right noun.

/// “40,000”.
pub(crate) fn grouped(number: impl TryInto<u64>) -> String {
    let number = number.try_into().unwrap_or(0);
    let thousands = number / 1000;
    if thousands == 0 { number.to_string() } else { format!("{},{:03}", grouped(thousands), number % 1000) }
}

/// “1 case”, “1,040 cases”.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(u64::try_from(number).unwrap_or(u64::MAX)), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_has_a_separator() {
        assert_eq!(grouped(999_u64), "999");
        assert_eq!(grouped(1_000_u64), "1,000");
        assert_eq!(grouped(1_040_007_u64), "1,040,007");
    }

    #[test]
    fn one_and_many_have_their_own_noun() {
        assert_eq!([counted(0, "case", "cases"), counted(1, "case", "cases")], ["0 cases", "1 case"]);
        assert_eq!(counted(1040, "case", "cases"), "1,040 cases");
    }
}
