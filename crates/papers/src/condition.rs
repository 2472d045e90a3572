//! The library of conditions: words to choose from when a licence is written, each with its code, its family, the blanks to fill
//! and when it is suggested. It is data (`data/conditions.json`), and advice: no rule demands any of them, and a prison may word its own.
//!
//! The families are the headings under which breaches are recorded nationally, with those that a licence needs besides.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a condition is about. The order is that of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// When to be back, and where to be overnight.
    Return,
    /// Where to go, and by what way.
    Location,
    /// Places to keep out of.
    Exclusion,
    /// People to keep away from.
    NoContact,
    /// At a workplace or placement.
    Work,
    /// Alcohol and drugs.
    AlcoholAndDrugs,
    /// Gambling.
    Gambling,
    /// What may be carried, bought or brought back.
    Finds,
    /// The internet and social media.
    SocialMedia,
    /// Press and broadcasters.
    MediaContact,
    /// How to behave.
    Behaviour,
    /// Whatever else.
    Other,
}

impl Family {
    /// All, in the order of a licence.
    pub const ALL: [Self; 12] = [
        Self::Return,
        Self::Location,
        Self::Exclusion,
        Self::NoContact,
        Self::Work,
        Self::AlcoholAndDrugs,
        Self::Gambling,
        Self::Finds,
        Self::SocialMedia,
        Self::MediaContact,
        Self::Behaviour,
        Self::Other,
    ];

    /// What stands over its conditions, on a licence and on a screen.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Return => "Coming back",
            Self::Location => "Where you go",
            Self::Exclusion => "Places",
            Self::NoContact => "People",
            Self::Work => "At work",
            Self::AlcoholAndDrugs => "Alcohol and drugs",
            Self::Gambling => "Gambling",
            Self::Finds => "What you carry",
            Self::SocialMedia => "Social media",
            Self::MediaContact => "Press",
            Self::Behaviour => "Behaviour",
            Self::Other => "Other",
        }
    }
}

/// What speaks for suggesting a condition. Whether it is so in a case is for the caller to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Every release.
    Always,
    /// A release with a night in it.
    Overnight,
    /// Paid or unpaid work.
    Work,
    /// Education or training.
    Training,
    /// Looking after children.
    Childcare,
    /// An escort or somebody else goes along.
    Accompanied,
    /// A hospital or another medical appointment.
    Medical,
    /// A funeral or a visit to somebody who is dying.
    Family,
    /// A victim has asked for no contact or for an area to be kept clear.
    Victim,
    /// Children must be safeguarded.
    Children,
    /// Violence in a relationship.
    DomesticAbuse,
    /// Alcohol or drugs were part of the offending, or are a risk.
    Substances,
    /// Gambling is a risk.
    Gambling,
    /// Offending by telephone or on the internet.
    Online,
    /// Gangs or organised crime.
    Gangs,
    /// Press or public take an interest.
    Publicity,
    /// The prisoner is to drive.
    Driving,
}

/// A blank in the words of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// Its name in the words, in braces there.
    pub name: String,
    /// What to ask for it.
    pub ask: String,
}

/// A condition to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its code, never used again for another: `ALC1`.
    pub code: String,
    /// What it is about.
    pub family: Family,
    /// Its words, with blanks in braces.
    pub words: String,
    /// Its blanks, in the order of the words.
    #[serde(default)]
    pub blanks: Vec<Blank>,
    /// When it is suggested; never, if there is none.
    #[serde(default)]
    pub suggested: Vec<Occasion>,
}

/// A blank that was left, or that a condition does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FillError {
    /// A blank has no words.
    #[error("Condition {code} needs words for “{ask}”.")]
    Missing {
        /// The condition.
        code: String,
        /// What to ask for.
        ask: String,
    },
    /// Words for a blank that it does not have.
    #[error("Condition {code} has no blank “{name}”.")]
    Unknown {
        /// The condition.
        code: String,
        /// The name that was given.
        name: String,
    },
}

impl Condition {
    /// Its words with every blank filled. What is filled in is never searched for blanks itself.
    pub fn fill(&self, filled: &BTreeMap<String, String>) -> Result<String, FillError> {
        if let Some(name) = filled.keys().find(|name| !self.blanks.iter().any(|blank| blank.name == **name)) {
            return Err(FillError::Unknown { code: self.code.clone(), name: name.clone() });
        }
        let mut words = String::new();
        let mut rest = self.words.as_str();
        for blank in &self.blanks {
            let given = filled.get(&blank.name).map(|given| given.trim()).filter(|given| !given.is_empty());
            let given = given.ok_or_else(|| FillError::Missing { code: self.code.clone(), ask: blank.ask.clone() })?;
            if let Some((before, after)) = rest.split_once(&format!("{{{}}}", blank.name)) {
                words.push_str(before);
                words.push_str(given);
                rest = after;
            }
        }
        words.push_str(rest);
        Ok(words)
    }
}

/// The data, but for the sentence in it that says where its words come from.
#[derive(Debug, Default, Deserialize)]
struct Library {
    conditions: Vec<Condition>,
}

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/conditions.json")).unwrap_or_default());

/// All conditions, family by family.
pub fn library() -> &'static [Condition] {
    &LIBRARY.conditions
}

/// The condition with a code.
pub fn with_code(code: &str) -> Option<&'static Condition> {
    library().iter().find(|condition| condition.code == code)
}

/// What is suggested where these things are so: what is for every release among it.
pub fn suggested(occasions: &[Occasion]) -> impl Iterator<Item = &'static Condition> {
    let speaks = |occasion: &Occasion| *occasion == Occasion::Always || occasions.contains(occasion);
    library().iter().filter(move |condition| condition.suggested.iter().any(speaks))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_data_is_read_and_covers_every_family() {
        assert!(serde_json::from_str::<Library>(include_str!("../data/conditions.json")).is_ok());
        let families: BTreeSet<Family> = library().iter().map(|condition| condition.family).collect();
        assert_eq!(families, Family::ALL.into_iter().collect());
        assert!(library().is_sorted_by_key(|condition| condition.family), "family by family, in the licence's order");
    }

    #[test]
    fn codes_are_unique_and_blanks_are_those_of_the_words() {
        let codes: BTreeSet<&str> = library().iter().map(|condition| condition.code.as_str()).collect();
        assert_eq!(codes.len(), library().len());
        for condition in library() {
            let mut rest = condition.words.as_str();
            let mut named = Vec::new();
            while let Some((_, after)) = rest.split_once('{') {
                let (name, after) = after.split_once('}').unwrap();
                named.push(name);
                rest = after;
            }
            let declared: Vec<&str> = condition.blanks.iter().map(|blank| blank.name.as_str()).collect();
            assert_eq!(named, declared, "{}", condition.code);
            assert!(condition.words.ends_with('.'), "{}", condition.code);
        }
    }

    #[test]
    fn what_is_for_every_release_is_always_suggested() {
        let always: Vec<&str> = suggested(&[]).map(|condition| condition.code.as_str()).collect();
        assert!(always.contains(&"RET1") && always.contains(&"BEH1"), "{always:?}");
        assert!(!always.contains(&"WRK1"));
        assert!(suggested(&[Occasion::Work]).any(|condition| condition.code == "WRK1"));
    }

    #[test]
    fn blanks_are_filled_once_and_none_is_left() {
        let condition = Condition {
            code: "T1".to_owned(),
            family: Family::Other,
            words: "From {a} to {b}.".to_owned(),
            blanks: ["a", "b"].map(|name| Blank { name: name.to_owned(), ask: format!("What is {name}?") }).to_vec(),
            suggested: Vec::new(),
        };
        let given = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
        };
        assert_eq!(condition.fill(&given(&[("a", "{b}"), ("b", " home ")])), Ok("From {b} to home.".to_owned()));
        let missing = FillError::Missing { code: "T1".to_owned(), ask: "What is b?".to_owned() };
        assert_eq!(condition.fill(&given(&[("a", "x"), ("b", " ")])), Err(missing));
        let unknown = FillError::Unknown { code: "T1".to_owned(), name: "c".to_owned() };
        assert_eq!(condition.fill(&given(&[("a", "x"), ("b", "y"), ("c", "z")])), Err(unknown));
    }
}
