//! Devices that go on from another one's record: a backup that is restored, with its server and without, and a computer that was set back or copied.
//! Whatever happens, nothing is lost of what anybody wrote.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::{Code, ConnectionState};
use app::Session;
use app::backup::{Opening, restore};
use app::device::Owner;
use app::found::{Founding, found};
use app::note::NewNote;
use app::sync::End;
use app::types::{Passphrase, PrisonNumber, Role, Roles, Visibility};
use app::unlock::unlock;
use store::sync::Trouble;
use tests::people::{number, prisoner};
use tests::unit::{Office, clock, imports, is_whole, passphrase};
use tests::wire::Wire;

const POM: Roles = Roles::NONE.with(Role::Pom);
const ADMINISTRATOR: Roles = Roles::NONE.with(Role::Administrator);

fn kieran() -> PrisonNumber {
    number(1).parse().unwrap()
}

async fn writes(session: &mut Session, text: &str) {
    let note = NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility: Visibility::General,
        actions: Vec::new(),
    };
    session.write_note(&kieran(), note).await.unwrap();
}

async fn texts(session: &Session) -> Vec<String> {
    let notes = session.notes(&kieran(), 20, 0).await.unwrap();
    let mut texts: Vec<String> = notes.into_iter().filter_map(|note| note.text).collect();
    texts.sort();
    texts
}

async fn in_step(session: &mut Session) {
    assert_eq!(session.sync().await.unwrap().end, End::InStep);
}

/// The place of the control entry that admits this session's device.
fn own_place(session: &Session) -> u32 {
    session.record().own_device().unwrap().admitted_at
}

/// Ada's unit, connected, with one prisoner in it, a colleague, a backup of hers, and the words of the recovery key.
struct Scene {
    office: Office,
    wire: Arc<Wire>,
    ada: Session,
    eira: Session,
    backup: PathBuf,
    words: String,
}

impl Scene {
    async fn new() -> Self {
        let (office, wire, passphrase) = (Office::new(), Wire::new().await, passphrase());
        let founding = Founding { prison: "LEI", staff: "Ada Pike", passphrase: &passphrase, demonstration: false };
        let folder = office.profile("Ada Pike");
        let (mut ada, words) = found(&folder, office.keystore(), clock(0), &founding).await.unwrap();
        imports(&mut ada, &[prisoner(1)]).await;
        let mut ada = wire.connects(ada).await;
        let eira = wire.joins(&office, &mut ada, "Eira Vaughan", ADMINISTRATOR).await;
        writes(&mut ada, "Before the backup").await;
        in_step(&mut ada).await;
        let backup = office.folder().join("leeds.backup");
        assert!(ada.back_up(&backup, &passphrase, |_, _| true).await.unwrap());
        Self { office, wire, ada, eira, backup, words: words.as_str().to_owned() }
    }

    /// The unit goes on: staff, keys, and what Ada writes.
    async fn goes_on(&mut self) {
        writes(&mut self.ada, "After the backup").await;
        in_step(&mut self.ada).await;
        self.eira.catch_up().await.unwrap();
        let ben = self.eira.add_staff("Ben Okafor", POM).await.unwrap();
        self.eira.set_roles(ben, Roles::NONE).await.unwrap();
    }

    /// Whoever has the backup restores it.
    async fn restores(&self, name: &str, opening: How) -> Session {
        let (folder, passphrase) = (self.office.profile(name), passphrase());
        let opening = match opening {
            How::Passphrase => Opening::Passphrase(&passphrase),
            How::Recovery => Opening::Recovery { words: &self.words, passphrase: &passphrase },
        };
        let (keystore, ways) = (self.office.keystore(), self.wire.ways());
        restore(&self.backup, &folder, keystore, clock(0), &ways, opening).await.unwrap()
    }

    /// Eira admits whoever shows a code, as somebody whom the unit knows.
    async fn admits(&mut self, code: &str) {
        self.eira.catch_up().await.unwrap();
        let door = self.eira.at_the_door(code).await.unwrap();
        assert_eq!(door.name(), Some("Ada Pike"));
        let ada = self.eira.staff_named("Ada Pike").unwrap();
        self.eira.admit_at_the_door(door, Owner::Member(ada), None, true).await.unwrap();
    }
}

/// How a backup is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Passphrase,
    Recovery,
}

/// The code that a computer shows that has to be admitted.
async fn code_of(session: &Session) -> String {
    let view = session.connection().await.unwrap();
    assert_eq!((view.state, view.attention[0].kind.as_str()), (ConnectionState::Stopped, "not-admitted"));
    let remedy = &view.attention[0].remedy;
    remedy.strip_prefix("Its code is ").unwrap().split('.').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_backup_comes_in_at_once_where_the_server_answers() {
    for how in [How::Passphrase, How::Recovery] {
        for old in [false, true] {
            let mut scene = Scene::new().await;
            if old {
                scene.goes_on().await;
            }
            let mut restored = scene.restores("Restored", how).await;
            let view = restored.connection().await.unwrap();
            assert_eq!(view.state, ConnectionState::UpToDate, "{how:?} {old} {}", view.words);
            assert!(restored.record().entering().is_none());
            let expected: &[&str] =
                if old { &["After the backup", "Before the backup"] } else { &["Before the backup"] };
            assert_eq!(texts(&restored).await, expected, "what came after the backup comes from the server");
            writes(&mut restored, "After the restoration").await;
            in_step(&mut restored).await;
            in_step(&mut scene.eira).await;
            assert!(texts(&scene.eira).await.contains(&"After the restoration".to_owned()));
            for session in [&restored, &scene.eira] {
                is_whole(session).await;
                assert!(session.alarms().await.unwrap().is_empty(), "nobody is accused");
            }
        }
    }
}

#[tokio::test]
async fn a_backup_is_worked_with_before_the_server_answers_and_comes_in_then() {
    for old in [false, true] {
        let mut scene = Scene::new().await;
        scene.wire.is_cut(true);
        let mut restored = scene.restores("Restored", How::Passphrase).await;
        writes(&mut restored, "Without the server").await;
        let refused = restored.write_stick(&scene.office.folder().join("stick"), None).await.unwrap_err();
        assert_eq!(refused.code, Code::NotAllowed, "{refused}");
        assert_eq!(restored.add_staff("Carys Rowlands", POM).await.unwrap_err().code, Code::Offline);
        restored.lock().await.unwrap();

        scene.wire.is_cut(false);
        if old {
            scene.goes_on().await;
        }
        let restored = unlock(&scene.office.profile("Restored"), scene.office.keystore(), clock(0), passphrase()).await;
        let mut restored = restored.unwrap().by_way_of(scene.wire.ways());
        let before = own_place(&restored);
        in_step(&mut restored).await;
        assert_eq!(own_place(&restored) > before, old, "it is admitted on top of what has come since");
        writes(&mut restored, "With the server").await;
        in_step(&mut restored).await;
        in_step(&mut scene.eira).await;
        assert_eq!(texts(&restored).await, texts(&scene.eira).await);
        for text in ["Without the server", "With the server"] {
            assert!(texts(&restored).await.contains(&text.to_owned()), "{text}");
        }
        assert!(scene.eira.record().unapplied(None).await.unwrap().is_empty());
        is_whole(&restored).await;
        is_whole(&scene.eira).await;
        // It governs like any other, and is found again after it was closed.
        restored.add_staff("Carys Rowlands", POM).await.unwrap();
        restored.lock().await.unwrap();
        let restored = unlock(&scene.office.profile("Restored"), scene.office.keystore(), clock(0), passphrase()).await;
        assert!(restored.unwrap().record().entering().is_none());
    }
}

#[tokio::test]
async fn what_the_recovery_key_let_in_without_the_server_is_admitted_by_its_code_or_by_the_key() {
    for by_code in [false, true] {
        let mut scene = Scene::new().await;
        scene.wire.is_cut(true);
        let mut restored = scene.restores("Restored", How::Recovery).await;
        writes(&mut restored, "Without the server").await;
        scene.wire.is_cut(false);
        scene.goes_on().await;
        assert_eq!(restored.sync().await.unwrap().end, End::Trouble(Trouble::NotAdmitted));
        if by_code {
            let code = code_of(&restored).await;
            scene.admits(&code).await;
            in_step(&mut restored).await;
        } else {
            let refused = restored.come_in_by("abandon ability able").await.unwrap_err();
            assert_eq!(refused.field.map(str::to_owned), Some("words".to_owned()));
            assert_eq!(restored.come_in_by(&scene.words).await.unwrap().end, End::InStep);
        }
        in_step(&mut scene.eira).await;
        assert!(texts(&scene.eira).await.contains(&"Without the server".to_owned()));
        assert_eq!(texts(&restored).await, texts(&scene.eira).await);
        is_whole(&restored).await;
    }
}

#[tokio::test]
async fn a_backup_that_is_restored_twice_has_to_be_admitted_and_keeps_what_is_written_in_it() {
    let mut scene = Scene::new().await;
    let first = scene.restores("First", How::Passphrase).await;
    assert!(first.record().entering().is_none());
    let mut second = scene.restores("Second", How::Passphrase).await;
    writes(&mut second, "In the second").await;
    let code = code_of(&second).await;
    assert_eq!(second.sync().await.unwrap().end, End::Trouble(Trouble::NotAdmitted), "nothing of it is thrown away");
    scene.admits(&code).await;
    in_step(&mut second).await;
    in_step(&mut scene.eira).await;
    assert!(texts(&scene.eira).await.contains(&"In the second".to_owned()));
    is_whole(&second).await;
}

#[tokio::test]
async fn a_backup_of_a_computer_that_never_came_in_comes_in_with_what_was_written_there() {
    let mut scene = Scene::new().await;
    scene.wire.is_cut(true);
    let mut restored = scene.restores("Restored", How::Passphrase).await;
    writes(&mut restored, "Without the server").await;
    scene.backup = scene.office.folder().join("second.backup");
    assert!(restored.back_up(&scene.backup, &passphrase(), |_, _| true).await.unwrap());
    restored.lock().await.unwrap();
    let mut again = scene.restores("Again", How::Passphrase).await;
    writes(&mut again, "Still without").await;
    is_whole(&again).await;
    scene.wire.is_cut(false);
    in_step(&mut again).await;
    in_step(&mut scene.eira).await;
    assert_eq!(texts(&scene.eira).await, ["Before the backup", "Still without", "Without the server"]);
    is_whole(&scene.eira).await;
}

#[tokio::test]
async fn the_device_of_a_backup_that_goes_on_elsewhere_becomes_unreadable_and_its_unsent_work_counts() {
    let mut scene = Scene::new().await;
    writes(&mut scene.ada, "On the old computer").await;
    let mut restored = scene.restores("Restored", How::Passphrase).await;
    let folder = scene.ada.folder().to_owned();
    assert_eq!(scene.ada.sync().await.unwrap().end, End::Trouble(Trouble::Removed));
    assert!(scene.ada.is_removed());
    let removed = scene.ada.make_unreadable().await.unwrap();
    let refused = unlock(&folder, scene.office.keystore(), clock(0), passphrase()).await.err().unwrap();
    assert!(refused.message.contains("Another device goes on"), "{refused}");
    assert_eq!(restored.read_stick(&removed.unsent.unwrap()).await.unwrap().new, 1);
    in_step(&mut restored).await;
    in_step(&mut scene.eira).await;
    for session in [&restored, &scene.eira] {
        assert_eq!(texts(session).await, ["Before the backup", "On the old computer"]);
        is_whole(session).await;
    }
    assert!(scene.eira.late_entries().await.unwrap().is_empty(), "it was not removed");
}

/// Opens somebody's profile.
async fn unlocks(office: &Office, wire: &Arc<Wire>, folder: &Path) -> Session {
    unlock(folder, office.keystore(), clock(0), passphrase()).await.unwrap().by_way_of(wire.ways())
}

/// Ada's unit and Ben, whose computer is about to be set back: what its disk was like is beside it.
async fn copied(office: &Office) -> (Arc<Wire>, Session, Session, PathBuf) {
    let wire = Wire::new().await;
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ada = wire.connects(ada).await;
    let mut ben = wire.joins(office, &mut ada, "Ben Okafor", POM).await;
    writes(&mut ben, "Before").await;
    in_step(&mut ben).await;
    let folder = ben.folder().to_owned();
    ben.lock().await.unwrap();
    let copy = office.folder().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for file in ["record.db", "keys", "profile.json"] {
        std::fs::copy(folder.join(file), copy.join(file)).unwrap();
    }
    let ben = unlocks(office, &wire, &folder).await;
    (wire, ada, ben, copy)
}

/// Ben's computer is set back after he wrote and sent more, and he goes on writing without knowing of it.
async fn set_back(office: &Office) -> (Arc<Wire>, Session, Session) {
    let (wire, ada, mut ben, copy) = copied(office).await;
    writes(&mut ben, "Sent, and set back").await;
    in_step(&mut ben).await;
    let folder = ben.folder().to_owned();
    ben.lock().await.unwrap();
    std::fs::copy(copy.join("record.db"), folder.join("record.db")).unwrap();
    let mut ben = unlocks(office, &wire, &folder).await;
    writes(&mut ben, "Written since").await;
    writes(&mut ben, "And once more").await;
    assert_eq!(ben.sync().await.unwrap().end, End::Trouble(Trouble::SetBack));
    assert_eq!(ben.connection().await.unwrap().to_send, 2);
    (wire, ada, ben)
}

#[tokio::test]
async fn a_computer_that_was_set_back_goes_on_under_new_keys_and_loses_nothing() {
    let office = Office::new();
    let (wire, mut ada, mut ben) = set_back(&office).await;
    let (device, folder) = (ben.record().own_device().unwrap().id, ben.folder().to_owned());
    let wrong = ben.renew(&Passphrase::new("another passphrase entirely")).await.unwrap_err();
    assert_eq!((wrong.code, wrong.field), (Code::WrongPassphrase, Some("passphrase")));
    assert_eq!(ben.renew(&passphrase()).await.unwrap().end, End::InStep);
    assert_ne!(ben.record().own_device().unwrap().id, device);
    in_step(&mut ada).await;
    for session in [&ada, &ben] {
        assert_eq!(texts(session).await, ["And once more", "Before", "Sent, and set back", "Written since"]);
        is_whole(session).await;
        assert!(session.alarms().await.unwrap().is_empty());
    }
    assert!(ada.record().unapplied(None).await.unwrap().is_empty());
    let again = ben.renew(&passphrase()).await.unwrap_err();
    assert!(again.message.contains("neither set back nor copied"), "{again}");
    ben.lock().await.unwrap();
    let mut ben = unlocks(&office, &wire, &folder).await;
    writes(&mut ben, "The next day").await;
    in_step(&mut ben).await;
    in_step(&mut ada).await;
    assert_eq!(texts(&ada).await, texts(&ben).await);
}

#[tokio::test]
async fn of_two_copies_one_goes_on_and_what_the_other_wrote_is_not_lost() {
    let office = Office::new();
    let (wire, mut ada, mut ben, copy) = copied(&office).await;
    let mut twin = unlocks(&office, &wire, &copy).await;
    writes(&mut ben, "By the first").await;
    in_step(&mut ben).await;
    writes(&mut twin, "By the second").await;
    assert_eq!(twin.sync().await.unwrap().end, End::Trouble(Trouble::SetBack));
    assert_eq!(twin.renew(&passphrase()).await.unwrap().end, End::InStep);
    writes(&mut ben, "By the first, unsent").await;
    assert_eq!(ben.sync().await.unwrap().end, End::Trouble(Trouble::Removed));
    let removed = ben.make_unreadable().await.unwrap();
    // The copy that goes on opens as before.
    twin.lock().await.unwrap();
    let mut twin = unlocks(&office, &wire, &copy).await;
    assert_eq!(twin.read_stick(&removed.unsent.unwrap()).await.unwrap().new, 1);
    in_step(&mut twin).await;
    in_step(&mut ada).await;
    for session in [&ada, &twin] {
        assert_eq!(texts(session).await, ["Before", "By the first", "By the first, unsent", "By the second"]);
        is_whole(session).await;
    }
}

#[tokio::test]
async fn what_was_written_on_a_computer_that_was_set_back_and_then_removed_can_be_let_count() {
    let office = Office::new();
    let (_wire, mut ada, mut ben) = set_back(&office).await;
    let id = ben.record().own_device().unwrap().id.to_string();
    ada.catch_up().await.unwrap();
    let device = ada.device_named(&id[..8]).unwrap();
    ada.revoke_device(device, "Left on a train").await.unwrap();
    assert_eq!(ben.sync().await.unwrap().end, End::Trouble(Trouble::Removed));
    let removed = ben.make_unreadable().await.unwrap();
    assert_eq!(ada.read_stick(&removed.unsent.unwrap()).await.unwrap().new, 2);
    let late = ada.late_entries().await.unwrap();
    assert_eq!(late.iter().map(|entry| entry.knowing).collect::<Vec<_>>(), [false, false]);
    let ids: Vec<String> = late.into_iter().map(|entry| entry.id).collect();
    ada.accept_late(&ids, "His disk had been restored").await.unwrap();
    assert_eq!(texts(&ada).await, ["And once more", "Before", "Sent, and set back", "Written since"]);
    is_whole(&ada).await;
}

#[tokio::test]
async fn whoever_is_interrupted_while_going_on_under_new_keys_opens_with_the_right_ones() {
    let office = Office::new();
    let (wire, _ada, ben) = set_back(&office).await;
    let folder = ben.folder().to_owned();
    let before = std::fs::read(folder.join("keys")).unwrap();
    // Interrupted before the record went on: the new keys are of nothing.
    std::fs::write(folder.join("keys.next"), std::fs::read(office.profile("Ada Pike").join("keys")).unwrap()).unwrap();
    ben.lock().await.unwrap();
    let mut ben = unlocks(&office, &wire, &folder).await;
    assert!(!folder.join("keys.next").exists());
    assert_eq!(ben.renew(&passphrase()).await.unwrap().end, End::InStep);
    // Interrupted after it went on: the old keys are still the ones in force.
    ben.lock().await.unwrap();
    std::fs::rename(folder.join("keys"), folder.join("keys.next")).unwrap();
    std::fs::write(folder.join("keys"), before).unwrap();
    let mut ben = unlocks(&office, &wire, &folder).await;
    assert!(!folder.join("keys.next").exists());
    in_step(&mut ben).await;
}
