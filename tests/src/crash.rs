//! Writing that is killed at random moments: what the writer acknowledges, and how a later run shows that it is all there.
//!
//! Every action has a number that grows over all runs. What it writes follows from the number, so an acknowledgement is a short
//! line that anybody can check against the record.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use app::Session;
use app::clock::SystemClock;
use app::keystore::Keystore;
use app::note::{NewAction, NewNote};
use app::types::{ActionOwner, NoteId, Post, PrisonNumber, Visibility};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use serde_json::json;
use store::read::NoteQuery;

use crate::people::{changed, prisoner};
use crate::unit::{is_whole, number, passphrase};

/// How many people the record is about.
pub const PEOPLE: usize = 40;
/// The prison offender managers.
pub const MANAGERS: [&str; 2] = ["Ben Okafor", "Carys Rowlands"];
/// The form whose text is journalled.
const FORM: &str = "note";

/// Where a profile is, and what its writer leaves for the next run.
pub struct Place {
    /// The folder of it all.
    pub folder: PathBuf,
}

impl Place {
    /// The profile.
    pub fn profile(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// The key store.
    pub fn keystore(&self) -> Keystore {
        Keystore::File(self.folder.join("keystore.json"))
    }

    /// Everything that was acknowledged, a line each.
    pub fn acknowledged(&self) -> PathBuf {
        self.folder.join("acknowledged")
    }

    /// Opens the profile as after a power cut: with whatever the killed process left.
    pub async fn open(&self) -> Session {
        let clock = Box::new(SystemClock);
        app::unlock::unlock(&self.profile(), self.keystore(), clock, passphrase()).await.unwrap()
    }
}

/// Something that a `Session` said was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A note, with an action where it is a key-work session.
    Note(NoteId),
    /// An allocation.
    Allocation,
    /// A draft.
    Draft,
    /// An import.
    Import,
}

/// An acknowledgement: which action, about whom, and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledged {
    /// The action's number.
    pub action: u64,
    /// The serial number of the prisoner.
    pub about: usize,
    /// What was done.
    pub done: Done,
}

impl fmt::Display for Acknowledged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "done {} {} ", self.action, self.about)?;
        match self.done {
            Done::Note(id) => write!(f, "note {id}"),
            Done::Allocation => f.write_str("allocation -"),
            Done::Draft => f.write_str("draft -"),
            Done::Import => f.write_str("import -"),
        }
    }
}

impl FromStr for Acknowledged {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let words: Vec<&str> = line.split(' ').collect();
        let ["done", action, about, what, id] = words.as_slice() else { return Err(line.to_owned()) };
        let done = match *what {
            "note" => Done::Note(id.parse().map_err(|_| line.to_owned())?),
            "allocation" => Done::Allocation,
            "draft" => Done::Draft,
            "import" => Done::Import,
            _ => return Err(line.to_owned()),
        };
        Ok(Self { action: action.parse().unwrap(), about: about.parse().unwrap(), done })
    }
}

/// Founds the unit and imports its people.
pub async fn prepare(place: &Place) {
    let passphrase = passphrase();
    let founding =
        app::found::Founding { prison: "LEI", staff: "Ada Pike", passphrase: &passphrase, demonstration: false };
    let clock = Box::new(SystemClock);
    let (mut session, _) = app::found::found(&place.profile(), place.keystore(), clock, &founding).await.unwrap();
    for name in MANAGERS {
        session.add_staff(name, app::types::Roles::NONE.with(app::types::Role::Pom)).await.unwrap();
    }
    import(&mut session, place, 0).await;
    session.lock().await.unwrap();
}

/// The words of an action: of very different lengths, so that kills come in the middle of large writes too.
fn words(action: u64) -> String {
    let long = if action.is_multiple_of(17) { 1200 } else { action % 40 };
    format!("Action {action}. {}", "He spoke of the marmalade workshop. ".repeat(usize::try_from(long).unwrap()))
}

fn agreed(action: u64) -> String {
    format!("Bring the form of action {action}")
}

fn reason(action: u64) -> String {
    format!("For the reason of action {action}")
}

fn cell(action: u64) -> String {
    format!("I-{action}")
}

async fn import(session: &mut Session, place: &Place, action: u64) {
    let documents: Vec<_> =
        (0..PEOPLE).map(|serial| changed(&prisoner(serial), &[("cellLocation", json!(cell(action)))])).collect();
    let file = place.folder.join(format!("{action}.json"));
    std::fs::write(&file, serde_json::to_string(&documents).unwrap()).unwrap();
    let plan = session.plan_import(std::slice::from_ref(&file)).await.unwrap();
    session.take_import(plan, |_, _| {}).await.unwrap();
    std::fs::remove_file(file).unwrap();
}

fn about(serial: usize) -> PrisonNumber {
    number(&crate::people::number(serial))
}

/// Writes for ever, from an action on: `said` hears of each when it is done.
pub async fn write(session: &mut Session, place: &Place, from: u64, mut said: impl FnMut(Acknowledged)) {
    for action in from.. {
        let mut rng = ChaCha20Rng::seed_from_u64(action);
        let serial = (rng.next_u32() as usize) % PEOPLE;
        let who = about(serial);
        let done = match rng.next_u32() % 20 {
            0 => {
                import(session, place, action).await;
                Done::Import
            }
            1..=3 => {
                let case = session.record().case(&who).await.unwrap().unwrap();
                let holder = case.holder(Post::Pom).map(|holding| holding.staff);
                let managers = MANAGERS.map(|name| session.staff_named(name).unwrap());
                let other = managers.into_iter().find(|manager| Some(*manager) != holder).unwrap();
                session.allocate(&who, Post::Pom, other, &reason(action)).await.unwrap();
                Done::Allocation
            }
            4..=9 => {
                session.keep_draft(FORM, who.as_str(), &words(action)).await.unwrap();
                Done::Draft
            }
            kind => {
                let session_held = kind < 14;
                let action_agreed = NewAction { text: agreed(action), owner: ActionOwner::Prisoner, due: None };
                let note = NewNote {
                    note_type: if session_held { "KA" } else { "GEN" }.to_owned(),
                    sub_type: if session_held { "KS" } else { "HIS" }.to_owned(),
                    occurred: None,
                    text: words(action),
                    visibility: if kind == 19 { Visibility::Restricted } else { Visibility::General },
                    actions: if session_held { vec![action_agreed] } else { Vec::new() },
                };
                Done::Note(session.write_note(&who, note).await.unwrap())
            }
        };
        said(Acknowledged { action, about: serial, done });
    }
}

/// Everything that was acknowledged is there, as it was written; imports are there as a whole or not at all.
pub async fn all_is_there(session: &Session, acknowledged: &[Acknowledged]) {
    let people: BTreeSet<usize> = acknowledged.iter().map(|it| it.about).collect();
    let mut drafts = BTreeMap::new();
    for draft in session.drafts().await.unwrap() {
        drafts.insert(draft.number.clone(), draft);
    }
    let whole = whole_imports(session).await;
    for serial in people {
        let who = about(serial);
        let query = NoteQuery {
            visibility: Visibility::Restricted,
            note_type: None,
            sub_type: None,
            offset: 0,
            limit: u32::MAX,
        };
        let notes = session.record().notes(&who, &query).await.unwrap();
        let notes: BTreeMap<NoteId, _> = notes.into_iter().map(|note| (note.id, note)).collect();
        let reasons: BTreeSet<String> =
            session.history(&who, None).await.unwrap().into_iter().map(|line| line.source).collect();
        for it in acknowledged.iter().filter(|it| it.about == serial) {
            match it.done {
                Done::Note(id) => {
                    let note = notes.get(&id).unwrap_or_else(|| panic!("lost: {it}"));
                    assert_eq!(note.text, words(it.action), "{it}");
                    if note.note_type == "KA" {
                        assert_eq!(note.actions[0].text, agreed(it.action), "{it}");
                    }
                }
                Done::Allocation => assert!(reasons.contains(&reason(it.action)), "lost: {it}"),
                Done::Draft => {
                    let draft = drafts.get(who.as_str()).unwrap_or_else(|| panic!("lost: {it}"));
                    let kept: u64 = draft.body.split(['.', ' ']).nth(1).unwrap().parse().unwrap();
                    assert!(kept >= it.action && draft.body == words(kept), "an older draft came back: {it}");
                }
                Done::Import => assert!(whole.contains(&cell(it.action)), "lost: {it}"),
            }
        }
    }
}

/// The cells that imports gave to people: each to everybody.
async fn whole_imports(session: &Session) -> BTreeSet<String> {
    let mut given: BTreeMap<String, usize> = BTreeMap::new();
    for serial in 0..PEOPLE {
        for fact in session.record().history(&about(serial), Some("cellLocation")).await.unwrap() {
            *given.entry(fact.value).or_default() += 1;
        }
    }
    let half = given.iter().find(|(_, people)| **people != PEOPLE);
    assert_eq!(half, None, "an import was taken in half");
    given.into_keys().collect()
}

/// What was acknowledged so far. A line without its end was never said.
pub fn acknowledged(file: &Path) -> Vec<Acknowledged> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(|line| line.parse().unwrap()).collect()
}

/// Walks the whole record and looks for everything that was ever acknowledged.
pub async fn check_all(place: &Place) -> usize {
    let session = place.open().await;
    is_whole(&session).await;
    let all = acknowledged(&place.acknowledged());
    all_is_there(&session, &all).await;
    session.lock().await.unwrap();
    all.len()
}
