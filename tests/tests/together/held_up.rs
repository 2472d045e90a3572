//! What waits for the server keeps nobody from writing: while a window's call is held up on the way, a note is saved.

use std::time::Duration;

use api::{
    AddStaff, Admit, AdmitOwner, Arrivals, Call, CallCaseBack, CasesToReceive, Code, Connect, Devices, Inbox, Lock,
    NewKeys, Problem, ReceiveCase, RefuseArrival, Renew, RevokeDevice, Secret, SendCase, SetRoles, SettleAlarms,
};
use sync::Ask;
use tests::command::PASSPHRASE;
use tests::desks::{ada, asks, note, notes, secret, sends, until};
use tests::people::{number, prisoner};
use tests::room::{Room, founding};
use tests::unit::{Office, number as parsed};
use tests::wire::{ADDRESS, Wire};
use tokio::time::{sleep, timeout};

/// Far longer than a note takes, and nothing beside how long the server could be waited for.
const AT_ONCE: Duration = Duration::from_secs(20);

/// Makes a call of which something waits at the server until a note was written here. It goes on then.
async fn meanwhile<C: Call>(
    wire: &Wire,
    room: &Room,
    what: &str,
    waits: fn(&Ask) -> bool,
    request: C,
) -> Result<C::Reply, Problem> {
    wire.holds(Some(waits));
    let mut asked = std::pin::pin!(room.call(request));
    tokio::select! {
        () = until(what, async || wire.is_waited_for().then_some(())) => {}
        reply = &mut asked => panic!("{what}: nothing was asked of the server, but answered: {:?}", reply.err()),
    }
    let written = timeout(AT_ONCE, room.call(note(what))).await;
    assert!(written.is_ok_and(|saved| saved.is_ok()), "no note is saved: {what}");
    wire.holds(None);
    let reply = asked.await;
    assert!(notes(room).await.iter().any(|(text, _)| text == what), "{what}");
    reply
}

/// A change of the control log is on its way.
fn governs(ask: &Ask) -> bool {
    matches!(ask, Ask::Govern { .. })
}

#[tokio::test]
async fn a_note_is_saved_while_staff_devices_and_keys_change() {
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;

    // Somebody comes, with a computer, and goes again
    let add = AddStaff { name: "Carys Rowlands".to_owned(), roles: vec!["pom".to_owned()] };
    meanwhile(&wire, &ada, "Carys comes", governs, add).await.unwrap();
    let (_, ben) = asks(&wire).await;
    let arrivals = |ask: &Ask| matches!(ask, Ask::Arrivals { .. });
    assert_eq!(meanwhile(&wire, &ada, "who is at the door", arrivals, Arrivals {}).await.unwrap().len(), 1);
    let owner = AdmitOwner::New { name: ben.name, roles: vec!["pom".to_owned()] };
    let admit = Admit { code: ben.code, owner, computer: None, restricted: false };
    let admitted = meanwhile(&wire, &ada, "Ben is admitted", governs, admit).await.unwrap();
    let (_, stranger) = asks(&wire).await;
    let waiting = ada.call(Arrivals {}).await.unwrap();
    assert_eq!((waiting.len(), stranger.name.as_str()), (1, "Ben Okafor"));
    let refuse = RefuseArrival { device: waiting[0].device.clone() };
    meanwhile(&wire, &ada, "a second computer is refused", governs, refuse).await.unwrap();
    let revoke = RevokeDevice { device: admitted.device, why: "Lost".to_owned(), passphrase: secret() };
    meanwhile(&wire, &ada, "his computer is removed", governs, revoke).await.unwrap();
    let leaves = SetRoles { id: "Carys Rowlands".to_owned(), roles: Vec::new() };
    meanwhile(&wire, &ada, "Carys goes", governs, leaves).await.unwrap();

    // New keys of the unit, those of a computer that needs none, and a server that is believed again
    let keys = NewKeys { why: "A copy may be about".to_owned() };
    meanwhile(&wire, &ada, "new keys", governs, keys).await.unwrap();
    let renew = Renew { passphrase: secret() };
    let control = |ask: &Ask| matches!(ask, Ask::Control { .. });
    let refused = meanwhile(&wire, &ada, "new keys of a computer", control, renew).await.unwrap_err();
    assert_eq!(refused.code, Code::Input, "{refused:?}");
    let settle = SettleAlarms { why: "Looked into".to_owned() };
    let head = |ask: &Ask| matches!(ask, Ask::Head { .. });
    meanwhile(&wire, &ada, "the server is believed", head, settle).await.unwrap();

    // What was decided is in force.
    let devices = ada.call(Devices {}).await.unwrap();
    assert_eq!(devices.iter().filter(|device| device.ended.is_none()).count(), 1, "{devices:?}");
    sends(&ada).await;
}

#[tokio::test]
async fn a_note_is_saved_while_the_unit_is_connected() {
    let wire = Wire::new().await;
    let room = Room::by_way_of(wire.ways());
    room.founds(founding()).await;
    room.imports("export.json", &[prisoner(1)]).await;
    let token = Secret(wire.token().to_owned());
    let connect = Connect { server: ADDRESS.to_owned(), token, authority: None };
    let registers = |ask: &Ask| matches!(ask, Ask::Register(_));
    let view = meanwhile(&wire, &room, "the unit is registered", registers, connect).await.unwrap();
    assert_eq!(view.server.as_deref(), Some(ADDRESS));
    sends(&room).await;
}

#[tokio::test]
async fn a_note_is_saved_while_cases_are_taken_and_called_back() {
    // Given two people at Leeds whose cases went to Moorland, one of which comes back
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    let there = Office::new();
    let mut zoe = wire.connects(there.founded_in("MDI").await).await;
    let inbox = zoe.inbox().unwrap().to_string();
    let send = |number: String| SendCase { number, to: inbox.clone(), why: "Moved by order 12".to_owned() };
    ada.call(send(number(2))).await.unwrap();
    let offered = until("it is at the server", async || zoe.cases_to_receive().await.unwrap().pop()).await;
    zoe.receive_case(&offered.id).await.unwrap();
    let own = ada.call(Inbox {}).await.unwrap().key;
    zoe.send_case(&parsed(&number(2)), &own, "Moved back").await.unwrap();
    zoe.sync().await.unwrap();
    ada.call(send(number(3))).await.unwrap();
    until("it is at the server", async || zoe.cases_to_receive().await.unwrap().pop()).await;

    // Then neither looking what has come, taking it, nor calling the other back is waited for
    let fetches = |ask: &Ask| matches!(ask, Ask::Parcel { .. });
    let offers = meanwhile(&wire, &ada, "what has come", fetches, CasesToReceive {}).await.unwrap();
    assert_eq!((offers.len(), offers[0].number.as_str()), (1, number(2).as_str()));
    let claims = |ask: &Ask| matches!(ask, Ask::ClaimParcel { .. });
    let receive = ReceiveCase { id: offers[0].id.clone() };
    let received = meanwhile(&wire, &ada, "it is taken", claims, receive).await.unwrap();
    assert_eq!(received.number, number(2));
    let calls_back = |ask: &Ask| matches!(ask, Ask::CallBack { .. });
    let call_back = CallCaseBack { number: number(3), why: "He stays".to_owned() };
    meanwhile(&wire, &ada, "the other is called back", calls_back, call_back).await.unwrap();
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_window_locks_while_the_server_is_waited_for() {
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    wire.holds(Some(governs));
    let locks = async {
        until("the change waits", async || wire.is_waited_for().then_some(())).await;
        timeout(AT_ONCE, ada.call(Lock {})).await.expect("it locks at once").unwrap();
        wire.holds(None);
    };
    let add = AddStaff { name: "Carys Rowlands".to_owned(), roles: vec!["pom".to_owned()] };
    let (added, ()) = tokio::join!(ada.call(add.clone()), locks);

    // What the server has taken comes with the next round, and is said to be there already.
    assert_eq!(added.unwrap_err().code, Code::Locked);
    ada.unlock(PASSPHRASE).await.unwrap();
    let again = ada.call(add).await.unwrap_err();
    assert_eq!((again.code, again.field.as_deref()), (Code::Input, Some("name")));
}

#[tokio::test]
async fn whoever_asks_while_a_round_goes_on_waits_for_its_end() {
    // Given a round in the background that waits for a page of the server's log
    let wire = Wire::new().await;
    let (ada, _) = ada(&wire).await;
    wire.holds(Some(|ask| matches!(ask, Ask::Log { .. })));
    ada.call(note("on its way")).await.unwrap();
    until("the log is asked for", async || wire.is_waited_for().then_some(())).await;

    // When she asks for what needs a round of its own, then neither hears answers that the other has overtaken
    let add = AddStaff { name: "Carys Rowlands".to_owned(), roles: vec!["pom".to_owned()] };
    let goes_on = async {
        sleep(Duration::from_millis(300)).await;
        wire.holds(None);
    };
    let (added, ()) = tokio::join!(ada.call(add), goes_on);
    added.unwrap();
    sends(&ada).await;
}
