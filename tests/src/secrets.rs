//! What is restricted in a case, in every form that it takes: for tests that look for it where it must not be.

use api::{PlanState, Topic};
use app::Session;
use app::note::{NewAction, NewNote};
use app::types::{ActionOwner, PrisonNumber, VictimContact, Visibility};

use crate::omu::stated;

/// What must leave with nobody.
pub const SECRET: &str = "She asked that he keep away from Larkfield Mill";
/// Words by which it is found.
pub const WORDS: [&str; 3] = ["Larkfield", "Nadia Frost", "nadia@vlo"];

/// A restricted note, an action that was agreed in it, a restricted topic, and the victim liaison officer.
pub async fn told(pom: &mut Session, number: &PrisonNumber) {
    let victim = VictimContact {
        officer: "Nadia Frost".to_owned(),
        email: Some("nadia@vlo.example".to_owned()),
        phone: None,
        remarks: Some(SECRET.to_owned()),
    };
    pom.record_victim_contact(number, victim).await.unwrap();
    let requests = stated(number, Topic::VictimRequests, "", PlanState::Held, SECRET);
    pom.state_topic(number, requests).await.unwrap();
    let action = NewAction { text: SECRET.to_owned(), owner: ActionOwner::Staff, due: Some(pom.today()) };
    let note = NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: SECRET.to_owned(),
        visibility: Visibility::Restricted,
        actions: vec![action],
    };
    pom.write_note(number, note).await.unwrap();
}
