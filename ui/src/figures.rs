//! Numbers in sentences: with separators from a thousand on, and with the right noun.

/// “40,000”.
pub(crate) fn grouped(number: impl TryInto<u64>) -> String {
    let number = number.try_into().unwrap_or(0);
    let thousands = number / 1000;
    if thousands == 0 { number.to_string() } else { format!("{},{:03}", grouped(thousands), number % 1000) }
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
}
