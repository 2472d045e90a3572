//! Desks of a unit that has a server: Ada's, who is its administrator, and Ben's, whom she admits.

use std::sync::Arc;
use std::time::Duration;

use api::{
    Admit, AdmitOwner, Connect, Connection, ConnectionState, ContinueJoining, Join, Joined, JoiningView, OpenCase,
    Secret, SyncNow, Visibility, WriteNote,
};
use tokio::time::{sleep, timeout};

use crate::command::PASSPHRASE;
use crate::people::{number, prisoner};
use crate::room::{Room, founding};
use crate::wire::{ADDRESS, Wire};

/// How long something may take that goes on by itself.
const PATIENCE: Duration = Duration::from_secs(60);

/// The passphrase of everybody here.
pub fn secret() -> Secret {
    Secret(PASSPHRASE.to_owned())
}

/// A note about the first person.
pub fn note(text: &str) -> WriteNote {
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

/// Looks until it sees it.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(seen) = look().await {
                return seen;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, looking).await.unwrap_or_else(|_| panic!("not seen: {what}"))
}

/// Sends what is written here.
pub async fn sends(room: &Room) {
    room.call(SyncNow {}).await.unwrap();
    until("everything is at the server", async || {
        let view = room.call(Connection {}).await.unwrap();
        (view.state == ConnectionState::UpToDate && view.to_send == 0).then_some(())
    })
    .await;
}

/// The notes about the first person, each with who wrote it.
pub async fn notes(room: &Room) -> Vec<(String, String)> {
    let case = room.call(OpenCase { number: number(1) }).await.unwrap();
    case.notes.into_iter().map(|note| (note.text.unwrap_or_default(), note.author)).collect()
}

/// Fetches until somebody's note is here.
pub async fn fetches(room: &Room, text: &str) {
    room.call(SyncNow {}).await.unwrap();
    until(text, async || notes(room).await.into_iter().find(|(words, _)| words == text)).await;
}

/// Ada's desk at Leeds, with three people, connected; and the words of the recovery key.
pub async fn ada(wire: &Arc<Wire>) -> (Room, Vec<String>) {
    let room = Room::by_way_of(wire.ways());
    let (_, founded) = room.founds(founding()).await;
    room.imports("export.json", &[prisoner(1), prisoner(2), prisoner(3)]).await;
    let token = Secret(wire.token().to_owned());
    let view = room.call(Connect { server: ADDRESS.to_owned(), token, authority: None }).await.unwrap();
    assert_eq!(view.server.as_deref(), Some(ADDRESS));
    sends(&room).await;
    (room, founded.words)
}

/// Ben asks to join at a computer of his.
pub async fn asks(wire: &Arc<Wire>) -> (Room, JoiningView) {
    let room = Room::by_way_of(wire.ways());
    let join = Join {
        server: ADDRESS.to_owned(),
        authority: None,
        prison: "LEI".to_owned(),
        unit: None,
        name: "Ben Okafor".to_owned(),
        computer: "OMU-PC-2".to_owned(),
        passphrase: secret(),
    };
    let waiting = room.call(join).await.unwrap();
    assert_eq!((waiting.name.as_str(), waiting.computer.as_str()), ("Ben Okafor", "OMU-PC-2"));
    (room, waiting)
}

/// Ben's desk, admitted by Ada.
pub async fn ben(wire: &Arc<Wire>, ada: &Room) -> Room {
    let (room, waiting) = asks(wire).await;
    let owner = AdmitOwner::New { name: waiting.name, roles: vec!["pom".to_owned()] };
    let admitted = ada.call(Admit { code: waiting.code, owner, computer: None, restricted: false }).await.unwrap();
    assert_eq!(admitted.name, "Ben Okafor");
    match room.call(ContinueJoining { id: waiting.id, passphrase: secret() }).await.unwrap() {
        Joined::Admitted(signed_in) => assert_eq!(signed_in.name, "Ben Okafor"),
        Joined::Waiting(waiting) => panic!("{} waits still", waiting.name),
    }
    sends(&room).await;
    room
}
