//! What a person decides on before it is given out, and why it is listed; and what was decided, held against that list. Whatever is listed
//! and not decided on stops the paper: nothing of it is given out by default, and nothing is left out in silence.

use std::collections::{BTreeMap, BTreeSet};

use api::{PaperChoice, PaperDecision, PaperItemView};
use casework::event::Visibility;
use casework::{Case, Field};
use store::contact::{ContactRow, VictimContactRow};
use store::name::plain;

use super::held::Held;
use crate::error::AppError;
use crate::pack::{RestrictedWords, Runs};

/// A shorter word is in too many others' names and in too many sentences.
const SHORTEST: usize = 3;

/// The names by which others are known in a case: contacts, also those that ended, and the victim liaison officers.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<Name>);

#[derive(Debug)]
struct Name {
    whole: String,
    /// Each of its words that is not the prisoner's own, plain. One of them is enough.
    words: BTreeSet<String>,
}

impl Names {
    /// The names of a case.
    pub(super) fn of(case: &Case, contacts: &[ContactRow], victim_liaison: &[VictimContactRow]) -> Self {
        let own: BTreeSet<String> = [Field::FirstName, Field::MiddleNames, Field::LastName]
            .into_iter()
            .filter_map(|field| case.text(field))
            .flat_map(words)
            .collect();
        let contacts = contacts.iter().map(|contact| contact.name.as_str());
        let officers = victim_liaison.iter().map(|row| row.contact.officer.as_str());
        let name = |whole: &str| {
            let long = words(whole).filter(|word| word.chars().count() >= SHORTEST && !own.contains(word));
            Name { whole: whole.trim().to_owned(), words: long.collect() }
        };
        Self(contacts.chain(officers).map(name).filter(|name| !name.words.is_empty()).collect())
    }

    /// The first of them that is in a text.
    fn within(&self, text: &str) -> Option<&str> {
        let said: BTreeSet<String> = words(text).collect();
        let named = |name: &&Name| name.words.iter().any(|word| said.contains(word));
        self.0.iter().find(named).map(|name| name.whole.as_str())
    }
}

/// The words of a text, in small letters without accents.
fn words(text: &str) -> impl Iterator<Item = String> + use<> {
    let plain = plain(text);
    plain.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// What items are compared with.
pub(super) struct Compared {
    /// The names of others.
    pub(super) names: Names,
    /// The words of what is restricted, where the reader may read it.
    pub(super) restricted: RestrictedWords,
}

/// Why somebody has to look at an item before it is given out; nothing, where it is the prisoner's alone.
fn why(item: &Held, names: &Names, restricted: &Runs<'_>) -> Option<String> {
    match item.visibility {
        Visibility::Restricted => return Some("Restricted".to_owned()),
        _ if restricted.are_in(&item.words) => return Some("It repeats words of something restricted".to_owned()),
        Visibility::Sensitive => return Some("Marked sensitive".to_owned()),
        Visibility::General => {}
    }
    let named = || names.within(&format!("{} {}", item.what, item.words)).map(|name| format!("It may be about {name}"));
    item.about.map(str::to_owned).or_else(named)
}

/// What is held, parted by whether somebody has to decide on it.
pub(super) struct Listed<'a> {
    /// What is the prisoner's alone.
    pub(super) free: Vec<&'a Held>,
    /// What somebody decides on, each with why: what is restricted first, then what is sensitive, then the rest by time.
    pub(super) listed: Vec<(&'a Held, String)>,
}

impl<'a> Listed<'a> {
    /// Parts what is held.
    pub(super) fn of(held: &'a [Held], compared: &Compared) -> Self {
        let restricted = compared.restricted.runs();
        let mut parted = Self { free: Vec::new(), listed: Vec::new() };
        for item in held {
            match why(item, &compared.names, &restricted) {
                Some(why) => parted.listed.push((item, why)),
                None => parted.free.push(item),
            }
        }
        parted.listed.sort_by_key(|(item, _)| (std::cmp::Reverse(item.visibility), item.at, item.recorded));
        parted
    }

    /// The list as a screen shows it.
    pub(super) fn views(&self) -> Vec<PaperItemView> {
        let view = |(item, why): &(&Held, String)| PaperItemView {
            key: item.key(),
            what: format!("{}: {}", item.part.title(), item.what),
            at: item.at(),
            by: item.by.clone(),
            why: why.clone(),
            words: (!item.is_restricted()).then(|| item.words.clone()),
        };
        self.listed.iter().map(view).collect()
    }

    /// What was decided on each item of the list, and on nothing else.
    pub(super) fn decided(&self, decisions: Vec<PaperDecision>) -> Result<Decided<'a>, AppError> {
        let mut choices: BTreeMap<String, PaperChoice> = BTreeMap::new();
        for PaperDecision { key, choice } in decisions {
            let key = key.trim().to_owned();
            if choices.insert(key.clone(), choice).is_some() {
                let message = format!("{key} was decided on twice.");
                return Err(AppError::input(message, "Decide on it once.").at("decisions"));
            }
        }
        let mut decided = Decided { given_out: Vec::new(), left_out: Vec::new() };
        let mut open = 0_usize;
        for (item, _) in &self.listed {
            match choices.remove(&item.key()) {
                Some(PaperChoice::GiveOut) => decided.given_out.push(item),
                Some(PaperChoice::LeaveOut { reason }) if reason.trim().is_empty() => {
                    let message = format!("It does not say why {} is left out.", item.key());
                    return Err(AppError::input(message, "Give the reason: the paper prints it.").at("decisions"));
                }
                Some(PaperChoice::LeaveOut { reason }) => decided.left_out.push((item, reason.trim().to_owned())),
                None => open += 1,
            }
        }
        if let Some(unknown) = choices.keys().next() {
            let message = format!("Nothing that has to be decided on is called {unknown}, or it has changed since.");
            return Err(
                AppError::input(message, "Read the list again, and decide on what is in it now.").at("decisions")
            );
        }
        if open > 0 {
            let items = if open == 1 { "1 item is".to_owned() } else { format!("{open} items are") };
            let message = format!("{items} not decided on.");
            let remedy = "Give out or leave out each item of the list. Nothing was made.";
            return Err(AppError::input(message, remedy).at("decisions"));
        }
        Ok(decided)
    }
}

/// What a person decided, item by item.
pub(super) struct Decided<'a> {
    pub(super) given_out: Vec<&'a Held>,
    /// Each with why.
    pub(super) left_out: Vec<(&'a Held, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_paper::held::Part;

    #[test]
    fn what_repeats_something_restricted_is_asked_about_whoever_wrote_it() {
        let note = |words: &str, visibility| Held {
            part: Part::Notes,
            at: 0,
            recorded: 0,
            what: "Key work".to_owned(),
            words: words.to_owned(),
            by: "Ben Okafor".to_owned(),
            visibility,
            weight: None,
            about: None,
        };
        let secret = "She asked that he keep away from Larkfield Mill".to_owned();
        let words = RestrictedWords::of([&secret]);
        let runs = words.runs();
        let why = |words: &str, visibility| why(&note(words, visibility), &Names::default(), &runs);
        let repeats = Some("It repeats words of something restricted".to_owned());
        let told = "I told him to KEEP AWAY from Larkfield Mill, as she asked that he keep away from there.";
        assert_eq!(why(told, Visibility::General), repeats);
        assert_eq!(why(told, Visibility::Sensitive), repeats);
        assert_eq!(why(&secret, Visibility::Restricted).as_deref(), Some("Restricted"));
        assert_eq!(why("He works near Larkfield Mill.", Visibility::General), None);
    }

    fn names(of: &[&str]) -> Names {
        let row = |name: &&str| ContactRow {
            id: casework::event::ContactId(uuid::Uuid::nil()),
            relationship: "sister".to_owned(),
            name: (*name).to_owned(),
            phone: None,
            email: None,
            address: None,
            ended: None,
            author: ledger::PrincipalId(uuid::Uuid::nil()),
            recorded: 0,
        };
        let rows: Vec<ContactRow> = of.iter().map(row).collect();
        let mut case = Case::default();
        let standing = |text: &str| casework::case::Standing {
            value: casework::Value::Text(text.to_owned()),
            calculated: None,
            source: casework::Source::Staff { reason: String::new() },
            mark: casework::stamp::Mark {
                position: ledger::Position { lamport: 1, device: ledger::DeviceIndex(0), seq: 1, event: 0 },
                author: ledger::PrincipalId(uuid::Uuid::nil()),
                recorded: jiff::Timestamp::UNIX_EPOCH,
                occurred: jiff::Timestamp::UNIX_EPOCH,
            },
            imported: None,
        };
        case.facts.insert(Field::LastName.into(), standing("ASHDOWN"));
        Names::of(&case, &rows, &[])
    }

    #[test]
    fn whoever_is_named_is_found_however_they_are_written() {
        let names = names(&["Moira Ashdown", "Łukasz O’Rourke", "Al"]);
        assert_eq!(names.within("his sister MOIRA rang"), Some("Moira Ashdown"));
        assert_eq!(names.within("Lukasz came"), Some("Łukasz O’Rourke"));
        assert_eq!(names.within("Mr Orourke came"), Some("Łukasz O’Rourke"));
        assert_eq!(names.within("Mr Ashdown works in the laundry"), None, "that is the prisoner's own name");
        assert_eq!(names.within("Moirain is a place"), None, "a word is a whole one");
        assert_eq!(names.within("Al"), None, "it is too short to tell");
    }
}
