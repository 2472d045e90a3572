//! The counts by sex, age and ethnicity, which the equality duty asks to be looked at. Everybody is in one group of each for the whole of
//! a period; of whom nothing is recorded, that is said.

use std::collections::BTreeMap;

use api::{GroupView, GroupsView};
use jiff::ToSpan;
use jiff::civil::Date;
use store::rotl::counts::{Group, GroupCount};

/// What is said where nothing is.
const NOT_RECORDED: &str = "Not recorded";

/// The ages by which prison statistics are published: from which age on, in words.
const AGES: [(i32, &str); 9] = [
    (0, "Under 18"),
    (18, "18 to 20"),
    (21, "21 to 24"),
    (25, "25 to 29"),
    (30, "30 to 39"),
    (40, "40 to 49"),
    (50, "50 to 59"),
    (60, "60 to 69"),
    (70, "70 and over"),
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

/// On or before which day somebody was born who is of each age, or older, on a day.
pub(super) fn ages(on: Date) -> Vec<Date> {
    AGES.into_iter().map(|(from, _)| on.saturating_sub(from.years())).collect()
}

/// The counts by each characteristic. `failed`: how many releases of each group failed.
pub(super) fn groups(counted: &[GroupCount], failed: &BTreeMap<Group, u32>) -> Vec<GroupsView> {
    let by = |name: &str, of: &dyn Fn(&Group) -> Named| {
        let mut groups: BTreeMap<Named, GroupView> = BTreeMap::new();
        for one in counted {
            let named = of(&one.group);
            let group = groups
                .entry(named)
                .or_insert_with_key(|(_, name)| GroupView { name: name.clone(), ..GroupView::default() });
            group.applied += one.applied;
            group.granted += one.granted;
            group.refused += one.refused;
            group.releases += one.releases;
            group.failures += failed.get(&one.group).copied().unwrap_or_default();
        }
        GroupsView { by: name.to_owned(), groups: groups.into_values().collect() }
    };
    vec![
        by("Sex", &|group| sex(group.sex.as_deref())),
        by("Age", &|group| age(group.age)),
        by("Ethnicity", &|group| ethnicity(group.ethnicity.as_deref())),
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

/// Whoever would be born later than the day is of no age.
fn age(reached: Option<u8>) -> Named {
    let Some(place) = reached.and_then(|reached| reached.checked_sub(1)) else { return not_recorded() };
    AGES.get(usize::from(place)).map_or_else(not_recorded, |(_, name)| (place, (*name).to_owned()))
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

    /// The age as the record counts it: how many of the days are the day of birth or later.
    fn on(born: Date, day: Date) -> String {
        let reached = ages(day).into_iter().filter(|from| born <= *from).count();
        age(u8::try_from(reached).ok()).1
    }

    #[test]
    fn an_age_changes_on_the_birthday() {
        let born = date(2005, 2, 28);
        assert_eq!([on(born, date(2026, 2, 27)), on(born, date(2026, 2, 28))], ["18 to 20", "21 to 24"]);
        let leap = date(2008, 2, 29);
        assert_eq!([on(leap, date(2026, 2, 28)), on(leap, date(2026, 3, 1))], ["Under 18", "18 to 20"]);
        assert_eq!(on(date(1950, 1, 1), date(2026, 2, 27)), "70 and over");
        assert_eq!([on(date(2027, 1, 1), date(2026, 1, 1)), age(None).1], [NOT_RECORDED; 2]);
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
        let group = |sex: Option<&str>| Group { sex: sex.map(str::to_owned), ethnicity: None, age: Some(5) };
        let counted = |sex, releases| GroupCount { group: group(sex), releases, ..GroupCount::default() };
        let all = [counted(Some("Male"), 8), counted(None, 3), counted(Some("M"), 4)];
        let failed = BTreeMap::from([(group(Some("Male")), 2), (group(None), 1)]);
        let all = groups(&all, &failed);
        let by_sex: Vec<_> =
            all[0].groups.iter().map(|group| (group.name.as_str(), group.releases, group.failures)).collect();
        assert_eq!(by_sex, [("Male", 12, 2), (NOT_RECORDED, 3, 1)]);
        for by in &all {
            assert_eq!(by.groups.iter().map(|group| group.releases).sum::<u32>(), 15, "{}", by.by);
            assert_eq!(by.groups.iter().map(|group| group.failures).sum::<u32>(), 3, "{}", by.by);
        }
    }
}
