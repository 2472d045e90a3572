//! The desk: the calls of a window, answered as a window would have them answered, on a real profile.

use api::{
    AmendNote, BackUp, Code, ConfirmRecovery, Drafts, History, KeepDraft, KeepPreferences, KeepSetting, LAST_BACKUP,
    Lock, News, OpenCase, Preferences, Restore, Search, Secret, Setting, Visibility, WriteNote,
};
use tests::command::PASSPHRASE;
use tests::people::number;
use tests::room::{Room, founding};

fn session(text: &str) -> WriteNote {
    WriteNote {
        number: number(1),
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility: Visibility::General,
        actions: vec![],
    }
}

#[tokio::test]
async fn a_unit_counts_when_two_words_of_the_recovery_key_were_typed_back() {
    let room = Room::new();
    assert!(room.status().await.people.is_empty());
    let founded = room.call(founding()).await.unwrap();
    assert_eq!(founded.asked.len(), 2);
    // Until then nobody is signed in and nobody is on the list.
    let status = room.status().await;
    assert!(status.people.is_empty() && status.signed_in.is_none());
    let wrong = room.call(ConfirmRecovery { words: vec!["not".into(), "these".into()] }).await.unwrap_err();
    assert_eq!((wrong.code, wrong.message.as_str()), (Code::Input, "Those are not the words that were shown."));
    let words = founded.asked.iter().map(|place| founded.words[place - 1].clone()).collect();
    let signed_in = room.call(ConfirmRecovery { words }).await.unwrap();
    assert_eq!((signed_in.name.as_str(), signed_in.prison.as_str()), ("Ada Pike", "LEI"));
    assert_eq!(room.status().await.people.len(), 1);
}

#[tokio::test]
async fn a_founding_that_was_left_half_way_leaves_nothing() {
    let room = Room::new();
    room.call(founding()).await.unwrap();
    // As after a crash: founding again takes away what the first try left.
    room.call(founding()).await.unwrap();
    room.call(api::AbandonFounding {}).await.unwrap();
    assert_eq!(std::fs::read_dir(room.folder.path().join("home/people")).unwrap().count(), 0);
}

#[tokio::test]
async fn what_was_written_at_the_desk_is_there_after_locking_and_unlocking() {
    let (room, _) = Room::with_people().await;
    let note = room.call(session("He has a job interview on Monday.")).await.unwrap();
    room.call(AmendNote { note, reason: "Wrong day".into(), text: "It is on Tuesday.".into() }).await.unwrap();
    room.call(KeepDraft { form: "note".into(), number: number(2), body: "half a sen".into() }).await.unwrap();
    room.call(KeepSetting { name: "views".into(), value: "[]".into() }).await.unwrap();
    room.call(Lock {}).await.unwrap();
    // Locked, nothing can be read, and the window is told
    assert_eq!(room.people("").await.unwrap_err().code, Code::Locked);
    assert!(matches!(room.heard.lock().unwrap().last(), Some(News::Locked(locked)) if locked.idle_minutes.is_none()));
    assert!(room.status().await.locked.is_some());
    // A wrong passphrase is refused, the right one opens
    assert_eq!(room.unlock("not the passphrase").await.unwrap_err().code, Code::WrongPassphrase);
    assert_eq!(room.unlock(PASSPHRASE).await.unwrap().drafts, 1);
    let case = room.call(OpenCase { number: number(1) }).await.unwrap();
    assert_eq!(case.notes[0].text.as_deref(), Some("He has a job interview on Monday."));
    assert_eq!(case.notes[0].amendments[0].text, "It is on Tuesday.");
    assert_eq!(room.call(Drafts {}).await.unwrap()[0].body, "half a sen");
    assert_eq!(room.call(Setting { name: "views".into() }).await.unwrap().as_deref(), Some("[]"));
    assert_eq!(room.people("").await.unwrap().all, 3);
    assert_eq!(room.call(Search { words: "interview".into(), limit: 10, own: false }).await.unwrap().texts.len(), 1);
    assert!(!room.call(History { number: number(1), field: None }).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_form_for_a_note_asks_is_answered() {
    let (room, _) = Room::with_people().await;
    let now = room.call(api::Clock {}).await.unwrap();
    assert_eq!(now.len(), "2026-11-20T10:15".len());
    assert_eq!(room.call(api::LastSession { number: number(1) }).await.unwrap(), None);
    let first = room.call(session("The first session.")).await.unwrap();
    room.pass(60);
    room.call(WriteNote { sub_type: "KE".into(), ..session("Only seen in passing.") }).await.unwrap();
    // An entry is no session, and a note is found by its identifier in its own case only
    assert_eq!(room.call(api::LastSession { number: number(1) }).await.unwrap().unwrap().id, first);
    let note = room.call(api::OpenNote { number: number(1), note: first.clone() }).await.unwrap();
    assert_eq!(note.text.as_deref(), Some("The first session."));
    assert_eq!(room.call(api::OpenNote { number: number(2), note: first }).await.unwrap_err().code, Code::Input);
    // What is wrong is said at its field
    let later = WriteNote { occurred: Some("2099-01-01T10:00".into()), ..session("Too soon.") };
    let refused = room.call(later).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Input, Some("occurred")));
    assert_eq!(room.call(session(" ")).await.unwrap_err().field.as_deref(), Some("text"));
}

#[tokio::test]
async fn it_locks_when_nobody_was_there_for_the_idle_time() {
    let (room, _) = Room::with_people().await;
    let preferences = Preferences { idle_minutes: 5, ..Preferences::default() };
    room.call(KeepPreferences { preferences }).await.unwrap();
    room.pass(4);
    room.desk.tick().await;
    room.call(api::StillHere {}).await.unwrap();
    room.pass(4);
    room.desk.tick().await;
    assert!(room.people("").await.is_ok(), "somebody was there four minutes ago");
    room.pass(1);
    room.desk.tick().await;
    assert_eq!(room.people("").await.unwrap_err().code, Code::Locked);
    assert!(matches!(room.heard.lock().unwrap().last(), Some(News::Locked(locked)) if locked.idle_minutes == Some(5)));
}

#[tokio::test]
async fn a_backup_is_restored_from_the_window() {
    let (room, _) = Room::with_people().await;
    let file = room.folder.path().join("copy.backup").display().to_string();
    let wrong = BackUp { file: file.clone(), passphrase: Secret("something else".into()) };
    let refused = room.call(wrong).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::WrongPassphrase, Some("passphrase")));
    let written = room.call(BackUp { file: file.clone(), passphrase: Secret(PASSPHRASE.into()) }).await.unwrap();
    let last = room.call(Setting { name: LAST_BACKUP.into() }).await.unwrap();
    assert_eq!(last, Some(serde_json::to_string(&written).unwrap()));
    let again = BackUp { file: file.clone(), passphrase: Secret(PASSPHRASE.into()) };
    assert_eq!(room.call(again).await.unwrap_err().field.as_deref(), Some("file"), "nothing is overwritten");
    room.call(Lock {}).await.unwrap();
    let restore = Restore { file, passphrase: Secret(PASSPHRASE.into()), recovery: None };
    assert_eq!(room.call(restore).await.unwrap().name, "Ada Pike");
    assert_eq!(room.people("").await.unwrap().all, 3);
}

#[tokio::test]
async fn a_backup_tells_how_far_it_is_and_can_be_stopped() {
    let (room, _) = Room::with_people().await;
    let at = |name: &str| room.folder.path().join(name).display().to_string();
    let to = |file: String| BackUp { file, passphrase: Secret(PASSPHRASE.into()) };
    // A window has no folder of its own: a name alone says nothing of where
    let nowhere = room.call(to("copy.backup".into())).await.unwrap_err();
    assert_eq!((nowhere.code, nowhere.field.as_deref()), (Code::Input, Some("file")));
    // Stopped while it is written, nothing of it stays, and nothing says that there was one
    let (stopped, told) = tokio::join!(room.call(to(at("stopped.backup"))), room.call(api::StopBackUp {}));
    told.unwrap();
    assert_eq!(stopped.unwrap_err().code, Code::Stopped);
    let left: Vec<_> = std::fs::read_dir(room.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("stopped")), "{left:?}");
    assert_eq!(room.call(Setting { name: LAST_BACKUP.into() }).await.unwrap(), None);
    // The next one is written to its end, and what an earlier try was cut off from is in nobody's way
    std::fs::write(at("copy.backup.unfinished"), "cut off").unwrap();
    room.call(to(at("copy.backup"))).await.unwrap();
    let heard = room.heard.lock().unwrap().clone();
    let last = heard.iter().rev().find_map(|news| match news {
        News::Progress { what, done, of } if what.starts_with("Writing the backup") => Some((*done, *of)),
        _ => None,
    });
    assert!(last.is_some_and(|(done, of)| done == of && of > 0), "{heard:?}");
    assert!(!std::path::Path::new(&at("copy.backup.unfinished")).exists());
}

#[tokio::test]
async fn what_is_said_of_the_keys_is_where_they_are() {
    let room = Room::new();
    let status = room.status().await;
    let file = room.folder.path().join("keystore").display().to_string();
    assert_eq!((status.keyring, status.key_file), (None, Some(file)), "kept in a file, the keyring is not what works");
    assert!(!status.version.is_empty() && status.home.ends_with("home"));
}

#[tokio::test]
async fn a_search_counts_what_it_does_not_list_and_can_keep_to_ones_own_cases() {
    let (room, ada) = Room::with_people().await;
    let find = async |words: &str, limit, own| room.call(Search { words: words.into(), limit, own }).await.unwrap();
    for (about, at) in [(1, "Monday"), (2, "Tuesday"), (2, "Friday")] {
        let text = format!("He has an interview on {at}.");
        let action = api::NewActionView {
            text: "Find out about the interview".into(),
            owner: api::ActionOwner::Staff,
            due: None,
        };
        let note = WriteNote { number: number(about), actions: vec![action], ..session(&text) };
        room.call(note).await.unwrap();
    }
    let found = find("interview", 2, false).await;
    let actions = found.texts.iter().filter(|text| text.action).count();
    assert_eq!((found.texts.len(), actions), (4, 2), "two of each kind, as asked for");
    assert_eq!((found.notes_in_all, found.older_notes), (3, false));
    assert_eq!((found.actions_in_all, found.older_actions), (3, false));
    // Nobody's POM finds nothing among their own cases, and then what is theirs
    assert_eq!(find("interview", 9, true).await, api::FoundView::default());
    let roles = vec!["administrator".into(), "pom".into()];
    room.call(api::SetRoles { id: ada.id.clone(), roles }).await.unwrap();
    let post = api::Allocate { number: number(2), post: api::Post::Pom, staff: ada.id, reason: "Her landing".into() };
    room.call(post).await.unwrap();
    let own = find("interview", 9, true).await;
    assert!(own.texts.iter().all(|text| text.number == number(2)) && own.texts.len() == 4);
    assert_eq!((own.notes_in_all, own.people_in_all), (2, 0));
    assert_eq!(find(&number(1), 9, true).await.people_in_all, 0);
}

#[tokio::test]
async fn a_mistyped_prison_number_suggests_the_right_one() {
    let (room, _) = Room::with_people().await;
    let find =
        async |words: &str| room.call(Search { words: words.into(), limit: 9, own: false }).await.unwrap().people;
    let right = find("A1002BC").await;
    assert_eq!((right.len(), right[0].because.as_deref()), (1, None));
    for typed in ["A1OO2BC", "AI002BC", "A10028C"] {
        let near = find(typed).await;
        assert_eq!((near.len(), near[0].number.as_str()), (1, "A1002BC"), "{typed}");
        assert_eq!(near[0].because.as_deref(), Some("near the number you typed"), "{typed}");
    }
}

#[tokio::test]
async fn whatever_a_window_sends_it_gets_an_answer() {
    let (room, _) = Room::with_people().await;
    for (name, body) in [("Nonsense", "{}"), ("OpenCase", "not json"), ("OpenCase", "{\"number\":7}"), ("", "")] {
        let problem = room.desk.answer(name, body.as_bytes()).await.unwrap_err();
        assert_eq!(problem.code, Code::Failed, "{name} {body}");
        assert!(!problem.remedy.is_empty());
    }
    let none = room.call(OpenCase { number: "A0000AA".into() }).await.unwrap_err();
    assert_eq!(none.message, "There is no case A0000AA in this unit.");
    let malformed = room.call(OpenCase { number: "12".into() }).await.unwrap_err();
    assert_eq!(malformed.message, "“12” is not a prison number.");
    assert_eq!(room.call(session("   ")).await.unwrap_err().code, Code::Input);
    let tomorrow = WriteNote { occurred: Some("2999-01-01T10:00".into()), ..session("Later") };
    assert!(room.call(tomorrow).await.unwrap_err().message.contains("later than now"));
}
