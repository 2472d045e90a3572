//! The prison system's code lists: note types, alerts, imprisonment statuses, prisons. Data beside the code (`data/`);
//! a code that is not listed is kept as it came and shown as it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A subtype of notes and who may see and write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSubtype {
    /// The type's code, such as KA.
    pub note_type: String,
    /// The subtype's code, such as KS.
    pub sub_type: String,
    /// What screens call the type.
    pub type_label: String,
    /// What screens call it.
    pub label: String,
    /// Whether it is still in use.
    pub active: bool,
    /// Hidden unless the reader may read sensitive notes.
    pub sensitive: bool,
    /// Written only by those who may write sensitive notes.
    pub restricted_use: bool,
    /// Whether people choose it (otherwise only systems write it).
    pub selectable: bool,
}

/// An alert's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertCode {
    /// The type's code, such as X.
    pub alert_type: String,
    /// What screens call it.
    pub label: String,
    /// Whether it is still given.
    pub active: bool,
}

/// An imprisonment status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImprisonmentStatus {
    /// What screens call it.
    pub label: String,
    /// The band: 1 indeterminate, 2 and 3 sentenced, 4 to 7 convicted, 8 and 11 immigration, 9 and 10 civil, 12 to 14 remand,
    /// 15 to 17 outcomes outside custody.
    pub band: u8,
}

/// A prison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prison {
    /// Its name as the register has it.
    pub name: String,
    /// Whether it holds women.
    pub women: bool,
    /// Whether it is an open prison for men.
    pub mens_open: bool,
}

/// Reads a list that is compiled in: rows that cannot be read would be a defect of the build, and the tests count them.
fn rows(data: &'static str) -> impl Iterator<Item = Vec<String>> {
    csv::Reader::from_reader(data.as_bytes())
        .into_records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
}

fn column(row: &[String], index: usize) -> String {
    row.get(index).cloned().unwrap_or_default()
}

fn is(row: &[String], index: usize, word: &str) -> bool {
    row.get(index).is_some_and(|cell| cell == word)
}

static NOTE_TYPES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    rows(include_str!("../data/case_note_types.csv")).map(|row| (column(&row, 0), column(&row, 1))).collect()
});

/// By type and then by subtype, so that looking one up makes no key.
static NOTE_SUBTYPES: LazyLock<BTreeMap<String, BTreeMap<String, NoteSubtype>>> = LazyLock::new(|| {
    let mut subtypes: BTreeMap<String, BTreeMap<String, NoteSubtype>> = BTreeMap::new();
    for row in rows(include_str!("../data/case_note_subtypes.csv")) {
        let (note_type, sub_type) = (column(&row, 0), column(&row, 1));
        let subtype = NoteSubtype {
            note_type: note_type.clone(),
            sub_type: sub_type.clone(),
            type_label: NOTE_TYPES.get(&note_type).cloned().unwrap_or_else(|| note_type.clone()),
            label: column(&row, 2),
            active: is(&row, 3, "true"),
            sensitive: is(&row, 4, "true"),
            restricted_use: is(&row, 5, "true"),
            selectable: is(&row, 7, "true"),
        };
        subtypes.entry(note_type).or_default().insert(sub_type, subtype);
    }
    subtypes
});

static ALERTS: LazyLock<BTreeMap<String, AlertCode>> = LazyLock::new(|| {
    rows(include_str!("../data/alert_codes.csv"))
        .map(|row| {
            let alert = AlertCode {
                alert_type: column(&row, 0),
                label: column(&row, 2),
                active: row.get(3).is_none_or(String::is_empty),
            };
            (column(&row, 1), alert)
        })
        .collect()
});

static STATUSES: LazyLock<BTreeMap<String, ImprisonmentStatus>> = LazyLock::new(|| {
    rows(include_str!("../data/imprisonment_statuses.csv"))
        .map(|row| {
            let band = column(&row, 2).parse().unwrap_or(u8::MAX);
            (column(&row, 0), ImprisonmentStatus { label: column(&row, 1), band })
        })
        .collect()
});

static PRISONS: LazyLock<BTreeMap<String, Prison>> = LazyLock::new(|| {
    let mut prisons: BTreeMap<String, Prison> = rows(include_str!("../data/prison_codes.csv"))
        .map(|row| (column(&row, 0), Prison { name: column(&row, 1), women: false, mens_open: false }))
        .collect();
    for row in rows(include_str!("../data/prison_types.csv")) {
        let prison = Prison { name: column(&row, 1), women: is(&row, 3, "female"), mens_open: is(&row, 4, "1") };
        prisons.insert(column(&row, 0), prison);
    }
    prisons
});

/// Security categories: code and words.
const CATEGORIES: &[(&str, &str)] = &[
    ("A", "Category A"),
    ("E", "Category A, exceptional risk"),
    ("H", "Category A, high risk"),
    ("P", "Provisional category A"),
    ("B", "Category B"),
    ("C", "Category C"),
    ("D", "Category D (open)"),
    ("I", "Young person, closed"),
    ("J", "Young person, open"),
    ("Q", "Women, restricted"),
    ("R", "Women, closed"),
    ("S", "Women, semi-open"),
    ("T", "Women, open"),
    ("U", "Unsentenced"),
    ("V", "Young person, restricted"),
    ("X", "Uncategorised, sentenced"),
    ("Z", "Unclassified"),
];

/// The words for a category.
pub fn category(code: &str) -> Option<&'static str> {
    CATEGORIES.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// The words for an incentive level of the national scheme.
pub fn incentive(code: &str) -> Option<&'static str> {
    match code {
        "BAS" => Some("Basic"),
        "ENT" => Some("Entry"),
        "STD" => Some("Standard"),
        "ENH" => Some("Enhanced"),
        _ => None,
    }
}

/// A subtype of notes.
pub fn note_subtype(note_type: &str, sub_type: &str) -> Option<&'static NoteSubtype> {
    NOTE_SUBTYPES.get(note_type)?.get(sub_type)
}

/// Every subtype, by type and code.
pub fn note_subtypes() -> impl Iterator<Item = &'static NoteSubtype> {
    NOTE_SUBTYPES.values().flat_map(BTreeMap::values)
}

/// Whether the type is listed.
pub fn is_note_type(note_type: &str) -> bool {
    NOTE_TYPES.contains_key(note_type)
}

/// An alert's code.
pub fn alert(code: &str) -> Option<&'static AlertCode> {
    ALERTS.get(code)
}

/// An imprisonment status.
pub fn imprisonment_status(code: &str) -> Option<&'static ImprisonmentStatus> {
    STATUSES.get(code)
}

/// A prison.
pub fn prison(code: &str) -> Option<&'static Prison> {
    PRISONS.get(code)
}

/// Every prison of the register with its code, by code.
pub fn prisons() -> impl Iterator<Item = (&'static str, &'static Prison)> {
    PRISONS.iter().map(|(code, prison)| (code.as_str(), prison))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_list_is_read() {
        assert_eq!(NOTE_TYPES.len(), 61);
        assert_eq!(note_subtypes().count(), 374);
        assert_eq!(ALERTS.len(), 213);
        assert_eq!(STATUSES.len(), 120);
        assert!(STATUSES.values().all(|status| status.band <= 17));
        assert!(PRISONS.len() >= 172);
    }

    #[test]
    fn labels_with_commas_are_read_whole() {
        let subtype = note_subtype("RESET", "ED_SKL_WRK").map(|s| s.label.as_str());
        assert_eq!(subtype, Some("Education, Skills and Work"));
    }
}
