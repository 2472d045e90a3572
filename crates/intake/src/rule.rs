//! The rules by which rows are warned of or kept aside, as people read them: their short forms never change, their words may.

/// A rule in words: “PNC check letter” for `pnc-check-letter`.
pub fn words(rule: &str) -> String {
    match rule {
        "pnc-check-letter" => "PNC check letter".to_owned(),
        "cro-check-letter" => "CRO check letter".to_owned(),
        "spreadsheet-number" => "Number cut by a spreadsheet".to_owned(),
        "unexpected-kind" => "Not the kind of value expected".to_owned(),
        "unknown-imprisonment-status" => "Unknown imprisonment status, kept".to_owned(),
        "unknown-legal-status" => "Unknown legal status, kept".to_owned(),
        "missing-release-date" => "No release date".to_owned(),
        "missing-tariff" => "No tariff date".to_owned(),
        "start-after-release" => "Sentence starts after release".to_owned(),
        "release-in-the-past" => "Release date has passed".to_owned(),
        "category-and-status" => "Category does not go with status".to_owned(),
        "no-prison" => "No prison given".to_owned(),
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
            let rest = letters.as_str().replace('-', " ");
            format!("{first}{rest}{}", if other.starts_with("unknown-") { ", kept" } else { "" })
        }
    }
}

/// Whether somebody should look at it in the prison system. The others are values that are odd and kept as they came.
pub fn needs_a_look(rule: &str) -> bool {
    matches!(
        rule,
        "missing-release-date"
            | "missing-tariff"
            | "start-after-release"
            | "release-in-the-past"
            | "category-and-status"
            | "birth-in-the-future"
            | "implausible-age"
            | "spreadsheet-number"
            | "unknown-legal-status"
            | "unknown-prison"
            | "no-prison"
    )
}

/// The rule for a file that ends in its middle: what else was in it nobody knows.
pub const CUT_SHORT: &str = "cut-short";
/// The rule for a row of somebody who is not ours.
pub const OTHER_PRISON: &str = "other-prison";
/// The rule for a row with letters that could be others.
pub const NOT_UTF_8: &str = "not-utf-8";

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_rule_without_words_of_its_own_is_read_from_its_short_form() {
        assert_eq!(words("unknown-alert"), "Unknown alert, kept");
        assert_eq!(words("implausible-age"), "Implausible age");
        assert_eq!(words("pnc-check-letter"), "PNC check letter");
    }
}
