//! The counts by sex, age and ethnicity, which the equality duty asks to be looked at. Everybody is in one group of each for the whole of
//! a period; of whom nothing is recorded, that is said.

use std::collections::BTreeMap;

use api::{GroupView, GroupsView};
use jiff::civil::Date;
use store::rotl::counts::PersonCount;

/// What is said where nothing is.
const NOT_RECORDED: &str = "Not recorded";

/// The ages by which prison statistics are published: up to which age, in words.
const AGES: [(i32, &str); 9] = [
    (17, "Under 18"),
    (20, "18 to 20"),
    (24, "21 to 24"),
    (29, "25 to 29"),
    (39, "30 to 39"),
    (49, "40 to 49"),
    (59, "50 to 59"),
    (69, "60 to 69"),
    (i32::MAX, "70 and over"),
];

/// The groups in which ethnicities are published: how the prison system's words begin, and its codes.
const ETHNICITIES: [(&str, char, &str); 5] = [
    ("asian", 'a', "Asian or Asian British"),
    ("black", 'b', "Black or Black British"),
    ("mixed", 'm', "Mixed or multiple"),
    ("white", 'w', "White"),
    ("other", 'o', "Other ethnic group"),
];

/// A group: its place in the order, and its name.
type Named = (u8, String);

/// The counts by each characteristic. `failed`: how many releases of each person failed, by their place. Ages are those of one day.
pub(super) fn groups(persons: &[PersonCount], failed: &BTreeMap<usize, u32>, on: Date) -> Vec<GroupsView> {
    let by = |name: &str, of: &dyn Fn(&PersonCount) -> Named| {
        let mut groups: BTreeMap<Named, GroupView> = BTreeMap::new();
        for (place, one) in persons.iter().enumerate() {
            let named = of(one);
            let group = groups.entry(named).or_insert_with_key(|(_, name)| GroupView {
                name: name.clone(),
                ..GroupView::default()
            });
            group.applied += one.applied;
            group.granted += one.granted;
            group.refused += one.refused;
            group.releases += one.releases;
            group.failures += failed.get(&place).copied().unwrap_or_default();
        }
        GroupsView { by: name.to_owned(), groups: groups.into_values().collect() }
    };
    vec![
        by("Sex", &|one| sex(one.sex.as_deref())),
        by("Age", &|one| age(one.born.as_deref(), on)),
        by("Ethnicity", &|one| ethnicity(one.ethnicity.as_deref())),
    ]
}

fn not_recorded() -> Named {
    (u8::MAX, NOT_RECORDED.to_owned())
}

/// What was recorded, unless it says that nothing was.
fn recorded(text: Option<&str>) -> Option<&str> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    (!text.to_lowercase().contains("not recorded")).then_some(text)
}

fn sex(text: Option<&str>) -> Named {
    let Some(text) = recorded(text) else { return not_recorded() };
    match text.to_lowercase().as_str() {
        "female" | "f" => (0, "Female".to_owned()),
        "male" | "m" => (1, "Male".to_owned()),
        _ => (2, text.to_owned()),
    }
}

fn age(born: Option<&str>, on: Date) -> Named {
    let Some(born) = born.and_then(|born| born.parse::<Date>().ok()).filter(|born| *born <= on) else {
        return not_recorded();
    };
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    let years = i32::from(on.year()) - i32::from(born.year()) - i32::from(!had_birthday);
    let found = AGES.into_iter().zip(0..).find(|((until, _), _)| years <= *until);
    found.map_or_else(not_recorded, |((_, name), place)| (place, name.to_owned()))
}

fn ethnicity(text: Option<&str>) -> Named {
    let Some(text) = recorded(text) else { return not_recorded() };
    let words = text.to_lowercase();
    let mut letters = words.chars();
    let (first, rest) = (letters.next(), letters.as_str());
    // “W1”, “A9”: a letter and a number.
    let is_code = !rest.is_empty() && rest.chars().all(|letter| letter.is_ascii_digit());
    let is = |begins: &str, code: char| words.starts_with(begins) || (is_code && first == Some(code));
    let found = ETHNICITIES.into_iter().zip(0..).find(|((begins, code, _), _)| is(begins, *code));
    match found {
        Some(((_, _, name), place)) => (place, name.to_owned()),
        None if words.starts_with("chinese") => (4, "Other ethnic group".to_owned()),
        None if words == "ns" || words.contains("not stated") || words.contains("prefer not") => {
            (u8::MAX - 1, "Not stated".to_owned())
        }
        None => (u8::MAX - 2, text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn sexes_are_said_in_one_way() {
        let said = |text| sex(text).1;
        assert_eq!(["Female", "f", " female "].map(|text| said(Some(text))), ["Female"; 3]);
        assert_eq!(said(Some("M")), "Male");
        assert_eq!([said(None), said(Some(" ")), said(Some("Not Known / Not Recorded"))], [NOT_RECORDED; 3]);
        assert_eq!(said(Some("Not Specified (Indeterminate)")), "Not Specified (Indeterminate)");
    }

    #[test]
    fn an_age_changes_on_the_birthday() {
        let on = |day| age(Some("2005-02-28"), day).1;
        assert_eq!([on(date(2026, 2, 27)), on(date(2026, 2, 28))], ["18 to 20", "21 to 24"]);
        let leap = |day| age(Some("2008-02-29"), day).1;
        assert_eq!([leap(date(2026, 2, 28)), leap(date(2026, 3, 1))], ["Under 18", "18 to 20"]);
        assert_eq!(age(Some("1950-01-01"), date(2026, 2, 27)).1, "70 and over");
        assert_eq!([age(None, date(2026, 1, 1)).1, age(Some("nonsense"), date(2026, 1, 1)).1], [NOT_RECORDED; 2]);
    }

    #[test]
    fn ethnicities_stand_in_their_groups_by_words_or_by_code() {
        let group = |text| ethnicity(Some(text)).1;
        assert_eq!(group("White: Eng./Welsh/Scot./N.Irish/British"), "White");
        assert_eq!(group("Mixed: White and Black Caribbean"), "Mixed or multiple");
        assert_eq!(["W1", "W10"].map(group), ["White"; 2]);
        assert_eq!(["Asian/Asian British: Indian", "A1"].map(group), ["Asian or Asian British"; 2]);
        assert_eq!(["Other: Any other background", "O9"].map(group), ["Other ethnic group"; 2]);
        assert_eq!(["NS", "Not stated", "Prefer not to say"].map(group), ["Not stated"; 3]);
        assert_eq!(ethnicity(None).1, NOT_RECORDED);
    }

    #[test]
    fn everybody_is_in_one_group_of_each_and_failures_go_with_them() {
        let person = |number: &str, sex: Option<&str>, releases| PersonCount {
            number: number.to_owned(),
            sex: sex.map(str::to_owned),
            ethnicity: None,
            born: Some("1990-06-01".to_owned()),
            applied: 1,
            granted: 1,
            refused: 0,
            releases,
        };
        let persons = [person("A1000BC", Some("Male"), 8), person("A1001BC", None, 3), person("A1002BC", Some("M"), 4)];
        let all = groups(&persons, &BTreeMap::from([(0, 2), (1, 1)]), date(2026, 11, 27));
        let by_sex: Vec<_> =
            all[0].groups.iter().map(|group| (group.name.as_str(), group.releases, group.failures)).collect();
        assert_eq!(by_sex, [("Male", 12, 2), (NOT_RECORDED, 3, 1)]);
        for by in &all {
            assert_eq!(by.groups.iter().map(|group| group.releases).sum::<u32>(), 15, "{}", by.by);
            assert_eq!(by.groups.iter().map(|group| group.failures).sum::<u32>(), 3, "{}", by.by);
        }
    }
}
