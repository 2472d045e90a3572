//! A window's calls where there is a server: a case that is sent and one that is taken, a unit brought back, an alarm settled, sticks, late entries,
//! and computers that wait, turned away and given up.

use api::{
    AbandonJoining, AcceptLate, Admit, AdmitOwner, Alarms, Arrivals, CasesToReceive, Code, Connection, ConnectionState,
    ContinueJoining, Devices, ExportEvidence, Inbox, Joined, Joinings, LateEntries, Lock, PreviewSending, Problem,
    ReadInbox, ReadStick, ReceiveCase, Recover, Refusals, RefuseArrival, RevokeDevice, Secret, SendCase, SettleAlarms,
    SyncNow, VerifyAgainstServer, Visibility, WriteStick,
};
use app::note::NewNote;
use ledger::wire::Evidence;
use tests::command::PASSPHRASE;
use tests::desks::{ada, asks, ben, fetches, note, notes, secret, sends, until};
use tests::people::number;
use tests::room::Room;
use tests::unit::{Office, number as parsed};
use tests::wire::{ADDRESS, Wire};

#[tokio::test]
async fn a_case_is_sent_from_a_window_and_taken_at_one() {
    // Given Ada's window at Leeds, and Zoe's unit at Moorland
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    let there = Office::new();
    let mut zoe = wire.connects(there.founded_in("MDI").await).await;
    ada.call(note("By Ada at Leeds")).await.unwrap();
    let kieran = number(1);

    // When Ada sends the case, then what would go was shown, what is wrong is said at its field, and from then on it is only read here
    let preview = ada.call(PreviewSending { number: kieran.clone() }).await.unwrap();
    assert!(preview.entries > 1 && preview.refused.is_none(), "{preview:?}");
    let send = |to: &str, why: &str| SendCase { number: kieran.clone(), to: to.to_owned(), why: why.to_owned() };
    let inbox = zoe.inbox().unwrap().to_string();
    for (to, why, field) in [("MDI-7Q4M", "Moved", "to"), (inbox.as_str(), " ", "why")] {
        assert_eq!(ada.call(send(to, why)).await.unwrap_err().field.as_deref(), Some(field));
    }
    let unread = ada.call(ReadInbox { to: "MDI-7Q4M".to_owned() }).await.unwrap_err();
    assert_eq!(unread.field.as_deref(), Some("to"));
    let read = ada.call(ReadInbox { to: inbox.to_lowercase() }).await.unwrap();
    assert!(read.prison.contains("Moorland"), "{read:?}");
    assert_eq!((read.code, read.key.as_str()), (zoe.inbox().unwrap().code().to_string(), inbox.as_str()));
    let sent = ada.call(send(&inbox, "Moved by order 12")).await.unwrap();
    assert!(sent.prison.contains("Moorland") && sent.entries >= preview.entries, "{sent:?}");
    assert!(ada.call(note("One more thing")).await.unwrap_err().message.contains("sent to another prison"));

    // When Zoe has taken it, written in it and sent it back, then Ada's window says that a case waits
    let number = parsed(&kieran);
    let offered = until("it is at the server", async || zoe.cases_to_receive().await.unwrap().pop()).await;
    zoe.receive_case(&offered.id).await.unwrap();
    let words = NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: "By Ada's colleague at Moorland".to_owned(),
        visibility: Visibility::General,
        actions: Vec::new(),
    };
    zoe.write_note(&number, words).await.unwrap();
    let own = ada.call(Inbox {}).await.unwrap();
    assert_eq!(zoe.read_inbox(&own.key).unwrap(), own, "what two people read out to each other");
    assert_eq!(ada.call(ReadInbox { to: own.key.clone() }).await.unwrap_err().field.as_deref(), Some("to"));
    zoe.send_case(&number, &own.key, "Moved back").await.unwrap();
    zoe.sync().await.unwrap();
    sends(&ada).await;
    until("a case waits", async || (ada.call(Connection {}).await.unwrap().cases == 1).then_some(())).await;

    // And takes it: by its identifier, once, with what was written there by whoever wrote it
    let offers = ada.call(CasesToReceive {}).await.unwrap();
    assert_eq!((offers.len(), offers[0].number.as_str(), offers[0].refused.as_deref()), (1, kieran.as_str(), None));
    let nobody = ReceiveCase { id: "01930000-0000-7000-8000-000000000000".to_owned() };
    assert_eq!(ada.call(nobody).await.unwrap_err().field.as_deref(), Some("id"));
    let received = ada.call(ReceiveCase { id: offers[0].id.clone() }).await.unwrap();
    assert_eq!(received.number, kieran);
    assert!(ada.call(CasesToReceive {}).await.unwrap().is_empty());
    assert!(notes(&ada).await.contains(&("By Ada's colleague at Moorland".to_owned(), "Ada Pike (MDI)".to_owned())));
    ada.call(note("Home again")).await.unwrap();
}

#[tokio::test]
async fn a_unit_is_brought_back_at_a_window_on_a_bare_computer() {
    let wire = Wire::new().await;
    let (ada, words) = ada(&wire).await;
    ada.call(note("Before the fire")).await.unwrap();
    sends(&ada).await;

    let bare = Room::by_way_of(wire.ways());
    let recover = |words: &str| Recover {
        server: ADDRESS.to_owned(),
        authority: None,
        prison: "LEI".to_owned(),
        unit: None,
        name: String::new(),
        computer: "The spare".to_owned(),
        words: Secret(words.to_owned()),
        passphrase: secret(),
    };
    let refused = bare.call(recover("abandon ability able")).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Input, Some("words")));
    assert!(bare.status().await.people.is_empty(), "nothing is left of it");
    let signed_in = bare.call(recover(&words.join(" "))).await.unwrap();
    assert_eq!((signed_in.name.as_str(), signed_in.prison.as_str()), ("Ada Pike", "LEI"));
    assert_eq!(bare.people("").await.unwrap().all, 3);
    assert_eq!(notes(&bare).await, [("Before the fire".to_owned(), "Ada Pike".to_owned())]);

    // It is an ordinary computer of the unit's from then on.
    bare.call(note("After the fire")).await.unwrap();
    sends(&bare).await;
    fetches(&ada, "After the fire").await;
    bare.call(Lock {}).await.unwrap();
    assert!(bare.unlock(PASSPHRASE).await.is_ok());
}

#[tokio::test]
async fn an_alarm_is_shown_handed_on_and_settled_at_a_window() {
    // Given a server that alters what it gives
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    wire.alters(true);
    ada.call(note("While something alters the log")).await.unwrap();
    ada.call(SyncNow {}).await.unwrap();

    // Then the window says so, and hands out the evidence
    until("the alarm", async || {
        let view = ada.call(Connection {}).await.unwrap();
        (view.state == ConnectionState::Stopped && view.attention[0].kind == "alarm").then_some(())
    })
    .await;
    let alarms = ada.call(Alarms {}).await.unwrap();
    assert_eq!((alarms.len(), alarms[0].kind.as_str(), alarms[0].settled.as_deref()), (1, "altered", None));
    let file = ada.folder.path().join("evidence").display().to_string();
    let export = |id| ExportEvidence { id, file: file.clone() };
    assert_eq!(ada.call(export(99)).await.unwrap_err().field.as_deref(), Some("id"));
    ada.call(export(alarms[0].id)).await.unwrap();
    assert_eq!(Evidence::from_file(&std::fs::read(&file).unwrap()).unwrap().what, "altered");
    assert_eq!(ada.call(export(alarms[0].id)).await.unwrap_err().field.as_deref(), Some("file"), "not written over");

    // When she has looked into it, then the log is compared from its beginning, and all is well
    wire.alters(false);
    let settle = |why: &str| SettleAlarms { why: why.to_owned() };
    assert_eq!(ada.call(settle(" ")).await.unwrap_err().field.as_deref(), Some("why"));
    ada.call(settle("A cable that altered what it carried, says the service desk")).await.unwrap();
    sends(&ada).await;
    assert!(ada.call(Alarms {}).await.unwrap()[0].settled.is_some());
    let compared = ada.call(VerifyAgainstServer {}).await.unwrap();
    assert_eq!((compared.wrong, compared.to_send), (None, 0));
}

#[tokio::test]
async fn sticks_are_written_and_read_at_windows() {
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    let ben = ben(&wire, &ada).await;
    wire.is_cut(true);
    ada.call(note("By Ada, by hand")).await.unwrap();
    ben.call(note("By Ben, by hand")).await.unwrap();
    let file = |name: &str| ada.folder.path().join(name).display().to_string();
    let write = |name, answer_to| WriteStick { file: file(name), answer_to };

    let written = ada.call(write("there", None)).await.unwrap();
    assert!(written.control > 0 && written.entries > 0, "{written:?}");
    assert_eq!(ada.call(write("there", None)).await.unwrap_err().field.as_deref(), Some("file"), "not written over");
    let written = ben.call(write("back", Some(file("there")))).await.unwrap();
    assert_eq!((written.control, written.entries), (0, 1), "only what she lacks");
    assert!(notes(&ben).await.iter().any(|(text, _)| text == "By Ada, by hand"), "her file was taken in first");
    let read = ada.call(ReadStick { file: file("back") }).await.unwrap();
    assert_eq!((read.new, read.aside), (1, 0));
    assert_eq!(ada.call(ReadStick { file: file("back") }).await.unwrap().new, 0, "twice changes nothing");
    assert!(notes(&ada).await.contains(&("By Ben, by hand".to_owned(), "Ben Okafor".to_owned())));
    assert_eq!(ada.call(ReadStick { file: file("nothing") }).await.unwrap_err().field.as_deref(), Some("file"));
}

#[tokio::test]
async fn what_a_removed_computer_wrote_too_late_is_let_count_at_a_window() {
    // Given that Ben wrote while he was away, and brought it on a stick when his computer had been removed
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    let ben = ben(&wire, &ada).await;
    wire.is_cut(true);
    ben.call(note("On the train")).await.unwrap();
    let file = ben.folder.path().join("stick").display().to_string();
    ben.call(WriteStick { file: file.clone(), answer_to: None }).await.unwrap();
    ben.call(Lock {}).await.unwrap();
    wire.is_cut(false);
    sends(&ada).await;
    let devices = ada.call(Devices {}).await.unwrap();
    let device = devices.iter().find(|device| device.name == "Ben Okafor").unwrap().id.clone();
    let why = "Left on a train".to_owned();
    ada.call(RevokeDevice { device, why, passphrase: secret() }).await.unwrap();

    // Then it is kept apart, until somebody lets it count
    assert_eq!(ada.call(ReadStick { file }).await.unwrap().new, 1);
    assert!(notes(&ada).await.is_empty());
    let late = ada.call(LateEntries {}).await.unwrap();
    assert_eq!((late.len(), late[0].name.as_str(), late[0].knowing), (1, "Ben Okafor", false));
    let accept = |why: &str| AcceptLate { entries: vec![late[0].id.clone()], why: why.to_owned() };
    assert_eq!(ada.call(accept(" ")).await.unwrap_err().code, Code::Input);
    assert_eq!(ada.call(accept("He had not heard of it")).await.unwrap(), 1);
    assert!(ada.call(LateEntries {}).await.unwrap().is_empty());
    assert_eq!(notes(&ada).await, [("On the train".to_owned(), "Ben Okafor".to_owned())]);

    // And Ben's window shows nothing once it has heard, nor opens any more
    ben.unlock(PASSPHRASE).await.unwrap();
    until("his record is taken away", async || ben.people("").await.err()).await;
    let is_said = |problem: &Problem| problem.message.contains("removed from the unit");
    until("why it does not open", async || ben.unlock(PASSPHRASE).await.err().filter(is_said)).await;
}

#[tokio::test]
async fn a_computer_that_waits_is_turned_away_and_gives_up() {
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    let (ben, waiting) = asks(&wire).await;
    let arrivals = ada.call(Arrivals {}).await.unwrap();
    assert_eq!((arrivals.len(), arrivals[0].name.as_deref()), (1, Some("Ben Okafor")));

    // Turned away: nobody is admitted by its code any more, it is written down, and the computer hears of it
    let none = RefuseArrival { device: "nobody".to_owned() };
    assert_eq!(ada.call(none).await.unwrap_err().field.as_deref(), Some("device"));
    ada.call(RefuseArrival { device: arrivals[0].device.clone() }).await.unwrap();
    assert!(ada.call(Arrivals {}).await.unwrap().is_empty());
    let owner = AdmitOwner::New { name: waiting.name.clone(), roles: vec!["pom".to_owned()] };
    let admit = Admit { code: waiting.code.clone(), owner, computer: None, restricted: false };
    assert_eq!(ada.call(admit).await.unwrap_err().field.as_deref(), Some("code"));
    assert_eq!(ada.call(Refusals {}).await.unwrap()[0].who, "Ben Okafor, OMU-PC-2");
    let looks = ContinueJoining { id: waiting.id.clone(), passphrase: secret() };
    let Joined::Waiting(told) = ben.call(looks).await.unwrap() else { panic!("it was admitted") };
    assert!(told.refused.is_some());

    // Given up: nothing stays on that computer
    assert_eq!(ben.call(Joinings {}).await.unwrap(), [*told]);
    ben.call(AbandonJoining { id: waiting.id.clone() }).await.unwrap();
    assert!(ben.call(Joinings {}).await.unwrap().is_empty() && ben.status().await.people.is_empty());
    assert_eq!(std::fs::read_dir(ben.folder.path().join("home/people")).unwrap().count(), 0);
    assert_eq!(ben.call(AbandonJoining { id: waiting.id }).await.unwrap_err().code, Code::NoProfile);

    // And it can ask again.
    let (_, again) = asks(&wire).await;
    assert_ne!(again.code, waiting.code);
    assert_eq!(ada.call(Arrivals {}).await.unwrap().len(), 1);
}
