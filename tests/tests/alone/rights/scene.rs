//! The unit before anybody tries anything: a case with everything in it.

use app::Session;
use app::contact::NewContact;
use app::note::{NewAction, NewNote};
use app::types::{
    ActionId, ActionOwner, ContactId, Field, NoteId, Post, PrincipalId, PrisonNumber, Role, Roles, VictimContact,
    Visibility,
};
use ledger::VersionVector;
use tests::people::{person, prisoner};
use tests::unit::{Office, hears, imports, number};

use Role::{Administrator, Auditor, CaseAdministrator, Governor, HeadOfOmuDelivery, Keyworker, Pom};

pub(crate) const KIERAN: &str = "A4417FK";
pub(crate) const SECRET: &str = "The quince orchard belongs to Thistlewood";

/// The unit before anybody of a role tries anything: a case with everything in it.
pub(crate) struct Scene {
    pub(crate) kieran: PrisonNumber,
    pub(crate) general: NoteId,
    pub(crate) sensitive: NoteId,
    pub(crate) restricted: NoteId,
    pub(crate) general_action: ActionId,
    pub(crate) sensitive_action: ActionId,
    pub(crate) restricted_action: ActionId,
    pub(crate) contact: ContactId,
    pub(crate) pom: PrincipalId,
    pub(crate) other_pom: PrincipalId,
    pub(crate) keyworker: PrincipalId,
    pub(crate) other_keyworker: PrincipalId,
}

pub(crate) fn one(role: Role) -> Roles {
    Roles::NONE.with(role)
}

pub(crate) fn note(visibility: Visibility, text: &str) -> NewNote {
    NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility,
        actions: vec![NewAction { text: format!("Agreed: {text}"), owner: ActionOwner::Staff, due: None }],
    }
}

pub(crate) async fn agreed_in(session: &Session, kieran: &PrisonNumber, note: NoteId) -> ActionId {
    let case = session.record().case(kieran).await.unwrap().unwrap();
    *case.actions.iter().find(|(_, action)| action.note == note).unwrap().0
}

/// Sets the scene: Ada and a head of delivery contest a tier; then everybody who is given a device here hears all of it.
pub(crate) async fn scene(office: &Office) -> (Session, Scene) {
    let mut ada = office.founded().await;
    let kieran = number(KIERAN);
    let mut staff = Vec::new();
    for (name, role) in
        [("Ben Okafor", Pom), ("Dilys Nowak", Pom), ("Carys Rowlands", Keyworker), ("Eira Vaughan", Keyworker)]
    {
        staff.push(ada.add_staff(name, one(role)).await.unwrap());
    }
    imports(&mut ada, &[person(KIERAN, "Kieran", "Ashdown"), prisoner(0)]).await;
    let general = ada.write_note(&kieran, note(Visibility::General, "A good talk")).await.unwrap();
    let sensitive = ada.write_note(&kieran, note(Visibility::Sensitive, "He wept for his brother")).await.unwrap();
    let restricted = ada.write_note(&kieran, note(Visibility::Restricted, SECRET)).await.unwrap();
    ada.record_victim_contact(&kieran, victim_contact()).await.unwrap();
    let contact =
        NewContact { name: "Siân Ashdown".to_owned(), relationship: "Sister".to_owned(), ..NewContact::default() };
    let contact = ada.add_contact(&kieran, contact).await.unwrap();
    ada.allocate(&kieran, Post::Pom, staff[0], "First").await.unwrap();
    ada.allocate(&kieran, Post::Keyworker, staff[2], "First").await.unwrap();
    let mut head = office.joins(&mut ada, "Hana Brandt", one(HeadOfOmuDelivery)).await;
    for (session, tier) in [(&mut ada, "B2"), (&mut head, "A1")] {
        session.record_fact(&kieran, Field::Tier, tier, None, "From the assessment").await.unwrap();
    }
    hears(&mut ada, &head).await;
    let scene = Scene {
        kieran,
        general_action: agreed_in(&ada, &kieran, general).await,
        sensitive_action: agreed_in(&ada, &kieran, sensitive).await,
        restricted_action: agreed_in(&ada, &kieran, restricted).await,
        general,
        sensitive,
        restricted,
        contact,
        pom: staff[0],
        other_pom: staff[1],
        keyworker: staff[2],
        other_keyworker: staff[3],
    };
    (ada, scene)
}

pub(crate) fn victim_contact() -> VictimContact {
    VictimContact { officer: SECRET.to_owned(), email: None, phone: None, remarks: None }
}

/// Whoever reads cases.
pub(crate) const READERS: &[Role] =
    &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor, Auditor];
/// Whoever writes general notes.
pub(crate) const WRITERS: &[Role] = &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery, Governor];

/// All that a refusal must leave as it was.
pub(crate) async fn traces(session: &Session) -> (VersionVector, u32, usize) {
    let record = session.record();
    (record.frontier(), record.membership().next_index(), session.drafts().await.unwrap().len())
}
