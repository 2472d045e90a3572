//! Two people with the same long plan, about which some twenty pages have to be told: one with few notes, one with many.

use api::{ExplainGap, GapCause, PackRecipient, PlanOwner, PlanState, Section, StateTopic, Topic, WritePackWords};
use app::Session;
use app::clock::{Clock, SystemClock};
use app::contact::NewContact;
use app::demonstration::Cast;
use app::found::{Founding, found};
use app::keystore::Keystore;
use app::pack::Sealing;
use app::types::{
    ActionAgreed, ActionId, ActionOwner, CaseEvent, Compartment, NoteId, NoteWritten, PrisonNumber, Subject,
    Visibility, london,
};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use tests::people::{changed, prisoner};
use uuid::Uuid;

use crate::Failure;
use crate::prison::Unit;

/// How many notes one of them has.
pub(crate) const FEW: usize = 50;
/// How many the other has.
pub(crate) const MANY: usize = 5_000;
/// Of how many notes one agreed on something that is still open.
const WITH_ACTION: usize = 5;
/// Of how many notes one is a key-work session; of the others, each is an ordinary note.
const SESSION: usize = 2;
/// How far the notes go back.
const DAYS: i64 = 1_000;

/// The named topics, and how many there are of each.
const NAMED: [(Topic, PlanState, usize); 7] = [
    (Topic::CommunityContact, PlanState::Held, 6),
    (Topic::Objective, PlanState::InProgress, 10),
    (Topic::Programme, PlanState::Done, 12),
    (Topic::PathwayMoney, PlanState::InProgress, 10),
    (Topic::PathwayWork, PlanState::InProgress, 10),
    (Topic::LicenceCondition, PlanState::Asked, 10),
    (Topic::Trigger, PlanState::Held, 8),
];

/// The topics of which there is one.
const SINGLE: [Topic; 14] = [
    Topic::Communication,
    Topic::RiskNow,
    Topic::ChildContact,
    Topic::WorkEducation,
    Topic::Adjudications,
    Topic::DrugTests,
    Topic::SelfHarm,
    Topic::Healthcare,
    Topic::Strengths,
    Topic::Worries,
    Topic::Goals,
    Topic::ReleaseAddress,
    Topic::FamilyTies,
    Topic::Safeguarding,
];

const SENTENCE: &str = "He talked about work, his family and the course that he wants to finish, and asked what has to be done before he goes.";

/// Whom the packs are for.
pub(super) fn for_com() -> Sealing {
    let to = PackRecipient {
        name: "Joanna Castell".to_owned(),
        team: "Westmoor PDU".to_owned(),
        email: "j.castell@pdu.example".to_owned(),
        phone: String::new(),
    };
    Sealing { to: Some(to), ..Sealing::default() }
}

/// Founds the unit and writes both cases: their numbers.
pub(super) async fn write(unit: &Unit) -> Result<[String; 2], Failure> {
    let passphrase = unit.passphrase();
    let founding = Founding { prison: "LEI", staff: "Ada Pike", passphrase: &passphrase, demonstration: true };
    let (keystore, now) = (Keystore::File(unit.keys()), SystemClock.now());
    let (mut session, _) = found(&unit.profile(), keystore, Box::new(SystemClock), &founding).await?;
    let numbers = [tests::people::number(0), tests::people::number(1)];
    let mut cast = Cast::assemble(&mut session, &[]).await?;
    let today = london::day(now);
    let dates = [
        ("sentenceStartDate", json!(today.saturating_sub(DAYS.days()))),
        ("conditionalReleaseDate", json!(today.saturating_add(9.months()))),
        ("sentenceExpiryDate", json!(today.saturating_add(30.months()))),
    ];
    cast.import(0, now, &[changed(&prisoner(0), &dates), changed(&prisoner(1), &dates)]).await?;
    for (number, notes) in numbers.iter().zip([FEW, MANY]) {
        for at in 0..notes {
            let back = i64::try_from(at)? * DAYS * 24 / i64::try_from(notes)?;
            let written = now.saturating_sub((back + 1).hours())?;
            let (subject, event) = (Subject::Case(number.as_str().into()), note(number, at, written));
            if let Some(reason) = cast.write(0, Compartment::General, written, now, subject, event).await? {
                return Err(format!("note {at} does not apply: {reason}").into());
            }
        }
    }
    cast.perform(|_, _| {}).await?;
    for number in &numbers {
        plan(&mut session, &number.parse()?).await?;
    }
    session.lock().await?;
    Ok(numbers)
}

fn note(number: &str, at: usize, written: Timestamp) -> CaseEvent {
    let id = |kind: u128| {
        let letters = number.bytes().fold(0, |id, letter| id << 8 | u128::from(letter));
        Uuid::from_u128(letters << 56 | kind << 48 | at as u128)
    };
    // What is open for longest is not of the newest notes alone, and there is as much of it in both cases.
    let open = at < FEW && at.is_multiple_of(WITH_ACTION);
    let action = || ActionAgreed {
        id: ActionId(id(2)),
        text: "Find out when the course begins, and tell him".to_owned(),
        owner: ActionOwner::Staff,
        due: Some(london::day(written).saturating_add(DAYS.days())),
    };
    CaseEvent::NoteWritten(NoteWritten {
        id: NoteId(id(1)),
        note_type: if at.is_multiple_of(SESSION) { "KA" } else { "GEN" }.to_owned(),
        sub_type: if at.is_multiple_of(SESSION) { "KS" } else { "HIS" }.to_owned(),
        visibility: Visibility::General,
        text: format!("Session {at}. {}", [SENTENCE; 6].join(" ")),
        place: "LEI".to_owned(),
        actions: if open { vec![action()] } else { Vec::new() },
    })
}

/// States the plan, writes own words in every section, and explains what is missing.
async fn plan(session: &mut Session, number: &PrisonNumber) -> Result<(), Failure> {
    let single = SINGLE.map(|topic| (topic, String::new(), PlanState::Held));
    let named = NAMED
        .into_iter()
        .flat_map(|(topic, state, count)| (1..=count).map(move |at| (topic, format!("Matter {at}"), state)));
    for (topic, about, state) in single.into_iter().chain(named) {
        let asked = StateTopic {
            number: number.to_string(),
            topic,
            about,
            state,
            words: SENTENCE.to_owned(),
            owner: Some(PlanOwner::Prison),
            due: String::new(),
            on: String::new(),
        };
        session.state_topic(number, asked).await?;
    }
    for at in 1..=6 {
        let (name, phone) = (format!("Moira Quill {at}"), Some("0113 496 0000".to_owned()));
        let contact = NewContact { relationship: "Sister".to_owned(), name, phone, ..NewContact::default() };
        session.add_contact(number, contact).await?;
    }
    for section in Section::ALL {
        let words = [[SENTENCE; 6].join(" "), [SENTENCE; 5].join(" ")].join("\n\n");
        session.write_pack_words(number, WritePackWords { number: number.to_string(), section, words }).await?;
    }
    let draft = session.pack_draft(number).await?;
    for gap in draft.sections.into_iter().flat_map(|section| section.gaps) {
        let asked = ExplainGap {
            number: number.to_string(),
            gap: gap.key,
            cause: GapCause::NotKnownYet,
            words: SENTENCE.to_owned(),
        };
        session.explain_gap(number, asked).await?;
    }
    Ok(())
}
