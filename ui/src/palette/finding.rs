//! What was typed in the palette and what it finds: people, notes and staff from the record, screens and actions at once.

use api::{FoundView, PersonView, Right, StaffView, TextView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::frame::{role_words, sees_packs};
use crate::palette::doing;
use crate::palette::entry::{Entry, Group, actions, screens};
use crate::route::{Place, Screen};
use crate::screens::caseload::{self, in_text};
use crate::screens::{case, search};

/// How many of each kind are shown.
const MOST: u32 = 8;

/// What somebody looks for: the sign at the beginning says where.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    Everything,
    Actions,
    Staff,
    Notes,
}

fn read(typed: &str) -> (Among, &str) {
    let among = match typed.chars().next() {
        Some('>') => Among::Actions,
        Some('@') => Among::Staff,
        Some('#') => Among::Notes,
        _ => return (Among::Everything, typed.trim()),
    };
    (among, typed.get(1..).unwrap_or_default().trim())
}

/// The palette's state.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    desk: Desk,
    caseload: caseload::State,
    search: search::State,
    file: case::Kept,
    /// What was typed.
    pub(super) typed: RwSignal<String>,
    /// What was found.
    pub(super) groups: RwSignal<Vec<Group>>,
    /// Which of it is chosen.
    pub(super) chosen: RwSignal<usize>,
    question: StoredValue<u64>,
    waiting: RwSignal<bool>,
    staff: RwSignal<Vec<StaffView>>,
}

impl Finding {
    /// With nothing typed: screens and actions.
    pub(super) fn new(desk: Desk) -> Self {
        let finding = Self {
            desk,
            caseload: expect_context(),
            search: expect_context(),
            file: expect_context(),
            typed: RwSignal::new(String::new()),
            groups: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(0),
            question: StoredValue::new(0),
            waiting: RwSignal::new(false),
            staff: RwSignal::new(Vec::new()),
        };
        finding.ask(String::new());
        finding
    }

    /// Looks for what stands in the field now.
    pub(super) fn ask(self, typed: String) {
        self.question.update_value(|question| *question += 1);
        self.typed.set(typed.clone());
        let (among, words) = read(&typed);
        match among {
            Among::Actions => self.show(self.here(words, false).into_iter().collect()),
            Among::Staff => self.ask_staff(words.to_owned()),
            Among::Everything if words.is_empty() => {
                self.show(Group::some("Screens", screens(self.desk)).into_iter().chain(self.here("", false)).collect());
            }
            Among::Notes if words.is_empty() => self.show(Vec::new()),
            Among::Everything | Among::Notes => self.ask_record(among, words.to_owned()),
        }
    }

    fn show(self, groups: Vec<Group>) {
        self.waiting.set(false);
        self.groups.set(groups);
        self.chosen.set(0);
    }

    /// Screens and actions that the words fit.
    fn here(self, words: &str, with_screens: bool) -> Vec<Group> {
        let fit = |entries: Vec<Entry>| entries.into_iter().filter(|entry| fits(&entry.label, words)).collect();
        let screens = if with_screens { Group::some("Screens", fit(screens(self.desk))) } else { None };
        screens.into_iter().chain(Group::some("Actions", fit(actions(self.desk)))).collect()
    }

    fn ask_record(self, among: Among, words: String) {
        self.waiting.set(true);
        let question = self.question.get_value();
        leptos::task::spawn_local(async move {
            let found =
                backend::call(api::Search { words: words.clone(), limit: MOST, own: false }).await.unwrap_or_default();
            if self.question.try_get_value() != Some(question) {
                return;
            }
            let FoundView { people, texts, .. } = found;
            let all = self.everything(&words, among, people.is_empty() && texts.is_empty());
            let texts = texts.into_iter().take(usize::try_from(MOST).unwrap_or(usize::MAX));
            let notes = Group::some("Notes", texts.map(|text| self.note(text)).collect());
            if among == Among::Notes {
                self.show(notes.into_iter().chain(all).collect());
                return;
            }
            let first = people.first().map(|person| self.for_one(person));
            let people = Group::some("Prisoners", people.into_iter().map(|person| self.person(person)).collect());
            let here = self.here(&words, true);
            self.show(people.into_iter().chain(first.flatten()).chain(here).chain(notes).chain(all).collect());
        });
    }

    fn ask_staff(self, words: String) {
        self.waiting.set(true);
        let question = self.question.get_value();
        leptos::task::spawn_local(async move {
            if self.staff.try_with_untracked(Vec::is_empty) == Some(true)
                && let Ok(staff) = backend::call(api::Staff {}).await
            {
                self.staff.try_set(staff);
            }
            if self.question.try_get_value() != Some(question) {
                return;
            }
            let entries = self.staff.with_untracked(|staff| {
                let here = staff.iter().filter(|member| !member.roles.is_empty() && fits(&member.name, &words));
                here.take(12).map(|member| self.member(member)).collect()
            });
            self.show(Group::some("Staff", entries).into_iter().collect());
        });
    }

    /// The way to all that is found for the words, where anything is.
    fn everything(self, words: &str, among: Among, nothing: bool) -> Option<Group> {
        let (search, words) = (self.search, words.to_owned());
        let kind = if among == Among::Notes { search::Among::Notes } else { search::Among::Everything };
        let label = format!("Show everything found for “{words}”");
        let entry = Entry::new(label, doing(move || search.look_for(&words, kind)));
        (!nothing).then(|| Group { title: "Search".to_owned(), entries: vec![entry] })
    }

    /// What can be done for the person found first.
    fn for_one(self, person: &PersonView) -> Option<Group> {
        let desk = self.desk;
        let number = person.number.clone();
        let mut entries = Vec::new();
        if desk.person.may(Right::WriteNotes) && person.here {
            entries.push(Entry::new(
                "New note or key-work session",
                doing(move || desk.route.go(Place::new_note(number.clone()))),
            ));
        }
        if sees_packs(desk) {
            let number = person.number.clone();
            entries.push(Entry::new("Handover pack", doing(move || desk.route.go(Place::pack(number.clone())))));
        }
        Group::some(format!("Do something for {}", in_text(&person.name)), entries)
    }

    fn person(self, person: PersonView) -> Entry {
        let desk = self.desk;
        let number = person.number.clone();
        let place =
            person.cell.unwrap_or_else(|| if person.here { "no cell".to_owned() } else { "not here".to_owned() });
        Entry {
            under: format!("{}, {place}", person.number),
            aside: person.because,
            ..Entry::new(person.name, doing(move || desk.route.go(Place::case(number.clone()))))
        }
    }

    fn note(self, text: TextView) -> Entry {
        let desk = self.desk;
        let (number, note, file) = (text.number, text.note, self.file);
        let kind = if text.action { "agreed action".to_owned() } else { text.kind };
        Entry {
            under: format!("{kind}, {}", dates::when(&text.occurred, &desk.person.today())),
            excerpt: Some((text.excerpt, text.marks)),
            ..Entry::new(
                text.name,
                doing(move || {
                    file.at_note(note.clone());
                    desk.route.go(Place::case(number.clone()));
                }),
            )
        }
    }

    /// Choosing a member of staff shows whose cases they have.
    fn member(self, member: &StaffView) -> Entry {
        let desk = self.desk;
        let id = member.id.clone();
        let keyworker = member.roles.iter().all(|role| role == "keyworker");
        let caseload = self.caseload;
        let act = doing(move || {
            caseload.show_cases_of(&id, keyworker);
            desk.route.go(Place::of(Screen::Caseload));
        });
        let words = |role: &String| role_words(role, &role.replace('-', " ")).to_owned();
        let roles: Vec<String> = member.roles.iter().map(words).collect();
        Entry { aside: Some(roles.join(", ")), ..Entry::new(member.name.clone(), act) }
    }

    /// The words without the sign that says where to look.
    pub(super) fn words(self) -> String {
        self.typed.with_untracked(|typed| read(typed).1.to_owned())
    }

    /// How many there are to choose from.
    pub(super) fn count(self) -> usize {
        self.groups.with(|groups| groups.iter().map(|group| group.entries.len()).sum())
    }

    /// The one that is chosen.
    pub(super) fn entry(self) -> Option<Entry> {
        let chosen = self.chosen.get_untracked();
        self.groups.with_untracked(|groups| groups.iter().flat_map(|group| &group.entries).nth(chosen).cloned())
    }

    /// The next or the one before, and round.
    pub(super) fn step(self, by: isize) {
        let count = untrack(|| self.count());
        if let Some(to) =
            (self.chosen.get_untracked() + count).checked_add_signed(by).and_then(|to| to.checked_rem(count))
        {
            self.chosen.set(to);
        }
    }

    /// Whether there is nothing to choose from.
    pub(super) fn nothing(self) -> bool {
        self.count() == 0 && !self.waiting.get()
    }

    /// Why there is nothing.
    pub(super) fn nothing_words(self) -> String {
        let typed = self.typed.get();
        match read(&typed) {
            (Among::Notes, "") => "Type words to look for in notes".to_owned(),
            (_, words) => format!("Nothing found for “{words}”. Names are found by any part, and with a letter wrong"),
        }
    }

    /// “6 results”.
    pub(super) fn summary(self) -> String {
        if self.typed.with(String::is_empty) {
            return String::new();
        }
        match self.count() {
            1 => "1 result".to_owned(),
            count => format!("{count} results"),
        }
    }
}

/// Whether every word stands somewhere in the label.
fn fits(label: &str, words: &str) -> bool {
    let label = label.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| label.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_at_the_beginning_says_where_to_look() {
        assert!(matches!(read("> lock"), (Among::Actions, "lock")));
        assert!(matches!(read("@pell"), (Among::Staff, "pell")));
        assert!(matches!(read("#sister"), (Among::Notes, "sister")));
        assert!(matches!(read(" ash "), (Among::Everything, "ash")));
    }

    #[test]
    fn actions_are_found_by_any_of_their_words_in_any_order() {
        assert!(fits("Fold or unfold the navigation", "nav fold"));
        assert!(!fits("Lock now", "unlock"));
    }
}
