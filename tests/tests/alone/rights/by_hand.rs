//! By entries made by hand: kept, not applied, and said with the reason.

use app::Session;
use app::clock::{new_id, random_bytes, rng};
use app::device::Applicant;
use app::types::{
    ActionSettled, Allocated, AmendmentId, CaseEvent, Contact, ContactId, Deallocated, EndReason, Fact, FactsRecorded,
    Field, FieldKey, NoteAmended, NoteId, NoteWritten, Post, Role, Source, Subject, Value, Visibility,
};
use casework::event::{ConflictSettled, Contested, RestrictedViewed};
use ledger::content::{Content, EventEnvelope};
use ledger::header::Class;
use ledger::sealing::{Place, seal_entry, sign_seal};
use ledger::{Compartment, Tip, VersionVector};
use store::receive::SealedLog;
use tests::unit::{Office, is_whole, morning};

use super::scene::{KIERAN, Scene, WRITERS, one, scene, traces, victim_contact};
use Role::{Administrator, Auditor, CaseAdministrator, GateOfficer, Governor, HeadOfOmuDelivery, Keyworker, Pom};

/// Somebody with a program of their own and the keys of their device: seals whatever they like.
pub(crate) struct Forger {
    tip: Tip,
    lamport: u64,
}

impl Forger {
    pub(crate) fn at(session: &Session) -> Self {
        let record = session.record();
        let tip = record.tip(record.own_device().unwrap().index).unwrap();
        Self { tip, lamport: 10_000 }
    }

    /// Seals an event into a compartment with the keys of the session's device.
    pub(crate) fn seals(
        &mut self,
        session: &Session,
        compartment: Compartment,
        subject: Subject,
        event: &CaseEvent,
    ) -> SealedLog {
        let record = session.record();
        let (membership, device) = (record.membership(), record.own_device().unwrap());
        let envelope = EventEnvelope {
            subject,
            kind: event.kind(),
            schema: CaseEvent::SCHEMA,
            occurred: morning(30).as_millisecond(),
            base: record.frontier(),
            body: event.encode_body().into(),
        };
        let content = Content {
            recorded: morning(30).as_millisecond(),
            actor: device.principal,
            session: random_bytes(),
            command: random_bytes(),
            events: vec![envelope],
            seen: VersionVector::new(),
            server_head: None,
        };
        self.lamport += 1;
        let place = Place {
            unit: membership.unit(),
            device: device.id,
            tip: self.tip,
            control: membership.head(),
            lamport: self.lamport,
        };
        let key = record.ring().current(membership, compartment).expect("no such key on this device");
        let sealed = seal_entry(&mut rng(), &place, key, Class::Normal, &content).unwrap();
        let control = membership.next_index() - 1;
        self.tip = Tip { seq: sealed.header.seq, hash: sealed.hash, lamport: self.lamport, control };
        let seal = sign_seal(record.device_keys(), membership.unit(), device.id, self.tip.seq, self.tip.hash);
        SealedLog { device: device.id, entries: vec![(sealed.header_bytes, sealed.payload)], seal }
    }
}

/// Every event that somebody could seal by hand, into which compartment, and the roles that may.
fn by_hand(scene: &Scene) -> Vec<(&'static str, Compartment, CaseEvent, &'static [Role])> {
    use Compartment::{General, Restricted};
    let why = || "By hand".to_owned();
    let written = |visibility| {
        CaseEvent::NoteWritten(NoteWritten {
            id: NoteId(new_id(morning(30))),
            note_type: "GEN".to_owned(),
            sub_type: "HIS".to_owned(),
            visibility,
            text: "Made by hand".to_owned(),
            place: "LEI".to_owned(),
            actions: Vec::new(),
        })
    };
    let amended = |note| {
        let id = AmendmentId(new_id(morning(30)));
        CaseEvent::NoteAmended(NoteAmended { id, note, reason: why(), text: "Made by hand".to_owned() })
    };
    let settled = |action| CaseEvent::ActionSettled(ActionSettled { action, done: true, outcome: why() });
    let fact = |source, field, value: &str| {
        let facts =
            vec![Fact { field: FieldKey::Known(field), value: Value::Text(value.to_owned()), calculated: None }];
        CaseEvent::FactsRecorded(FactsRecorded { source, facts })
    };
    let staff = || Source::Staff { reason: why() };
    let contact = Contact {
        id: ContactId(new_id(morning(30))),
        relationship: "Friend".to_owned(),
        name: "Made by hand".to_owned(),
        phone: None,
        email: None,
        address: None,
    };
    let conflict = ConflictSettled {
        contested: Contested::Field(FieldKey::Known(Field::Tier)),
        value: Some(Value::Text("Z9".to_owned())),
        staff: None,
        reason: why(),
    };
    let heads: &[Role] = &[Administrator, Pom, HeadOfOmuDelivery];
    let facts: &[Role] = &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery];
    let keys: &[Role] = &[Administrator, CaseAdministrator, HeadOfOmuDelivery];
    vec![
        ("a note", General, written(Visibility::General), WRITERS),
        ("a sensitive note", General, written(Visibility::Sensitive), heads),
        ("a restricted note", Restricted, written(Visibility::Restricted), heads),
        ("a restricted note in the open", General, written(Visibility::Restricted), &[]),
        ("an amendment", General, amended(scene.general), WRITERS),
        ("a sensitive amendment", General, amended(scene.sensitive), heads),
        ("a restricted amendment", Restricted, amended(scene.restricted), heads),
        ("a settled action", General, settled(scene.general_action), WRITERS),
        ("a settled sensitive action", General, settled(scene.sensitive_action), heads),
        (
            "an import",
            General,
            fact(Source::Import { run: new_id(morning(30)), row: 1 }, Field::Religion, "Druid"),
            &[Administrator, CaseAdministrator],
        ),
        ("a fact", General, fact(staff(), Field::Religion, "Quaker"), facts),
        ("a risk", General, fact(staff(), Field::Rosh, "LOW"), heads),
        ("a contact", General, CaseEvent::ContactRecorded(contact), facts),
        ("a victim contact", Restricted, CaseEvent::VictimContactRecorded(victim_contact()), heads),
        ("a victim contact in the open", General, CaseEvent::VictimContactRecorded(victim_contact()), &[]),
        (
            "a POM",
            General,
            CaseEvent::Allocated(Allocated { post: Post::Pom, staff: scene.other_pom, reason: why() }),
            &[Administrator, HeadOfOmuDelivery],
        ),
        (
            "a keyworker",
            General,
            CaseEvent::Allocated(Allocated { post: Post::Keyworker, staff: scene.other_keyworker, reason: why() }),
            keys,
        ),
        (
            "the end of a keyworker",
            General,
            CaseEvent::Deallocated(Deallocated {
                post: Post::Keyworker,
                staff: scene.other_keyworker,
                reason: EndReason::Manual,
                detail: None,
            }),
            keys,
        ),
        ("a settled conflict", General, CaseEvent::ConflictSettled(conflict), &[Administrator, HeadOfOmuDelivery]),
        (
            "a viewing",
            Restricted,
            CaseEvent::RestrictedViewed(RestrictedViewed { what: "notes".to_owned(), reason: why() }),
            &[Administrator, Pom, HeadOfOmuDelivery, Governor],
        ),
    ]
}

async fn makes_entries_by_hand(role: Role) {
    // Given somebody of this role who does not use the program, but their device's keys
    let office = Office::new();
    let (mut ada, scene) = scene(&office).await;
    let session = office.joins(&mut ada, "The One Who Forges", one(role)).await;
    let mut forger = Forger::at(&session);
    let author = session.principal().unwrap();
    let mut refused = 0;
    for (what, compartment, event, who_may) in by_hand(&scene) {
        if !one(role).hold_keys_of(compartment) {
            assert!(session.record().ring().current(session.record().membership(), compartment).is_none());
            continue;
        }
        // When Ada receives what they sealed
        let before = ada.case(&scene.kieran).await.unwrap();
        let kind = event.name();
        let log = forger.seals(&session, compartment, Subject::Case(KIERAN.into()), &event);
        let received = ada.record_mut().receive(vec![log]).await.unwrap();
        // Then it is kept in any case
        assert_eq!((received.new, received.closed), (1, 0), "{what}");
        let not_applied = ada.record().unapplied(None).await.unwrap();
        let after = ada.case(&scene.kieran).await.unwrap();
        if who_may.contains(&role) {
            assert_eq!(not_applied.len(), refused, "{what} by a {}: {not_applied:?}", role.title());
            continue;
        }
        // And if they may not, it does nothing, and that is said with the reason
        refused += 1;
        assert_eq!(not_applied.len(), refused, "{what} by a {} was applied", role.title());
        let newest = not_applied.iter().find(|row| row.kind == kind && row.author == author).unwrap();
        assert_eq!(newest.number, KIERAN);
        assert!(
            newest.reason.contains("no right to") || newest.reason.contains("not sealed for"),
            "{what}: {}",
            newest.reason
        );
        assert_eq!(before, after, "{what} by a {} left a trace", role.title());
    }
    // Nor do they manage the unit's own business: an import that nobody made.
    let taken = CaseEvent::RowQuarantined(casework::event::QuarantinedRow {
        run: new_id(morning(30)),
        file: "made up".to_owned(),
        row: 1,
        number: None,
        reasons: vec!["By hand".to_owned()],
        raw: String::new(),
    });
    let log = forger.seals(&session, Compartment::General, Subject::Unit, &taken);
    ada.record_mut().receive(vec![log]).await.unwrap();
    let may = [Administrator, CaseAdministrator].contains(&role);
    assert_eq!(ada.quarantine().await.unwrap().len(), usize::from(may), "{role:?}");
    assert_eq!(ada.record().unapplied(None).await.unwrap().len(), refused + usize::from(!may));
    is_whole(&ada).await;
    // A rebuild comes to the same.
    let before = ada.record().unapplied(None).await.unwrap();
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(ada.record().unapplied(None).await.unwrap(), before);
}

#[tokio::test]
async fn what_a_keyworker_makes_by_hand_does_nothing_that_a_keyworker_may_not() {
    makes_entries_by_hand(Keyworker).await;
}

#[tokio::test]
async fn what_a_gate_officer_makes_by_hand_does_nothing() {
    makes_entries_by_hand(GateOfficer).await;
}

#[tokio::test]
async fn what_an_auditor_makes_by_hand_does_nothing() {
    makes_entries_by_hand(Auditor).await;
}

#[tokio::test]
async fn what_a_governor_makes_by_hand_does_nothing_that_a_governor_may_not() {
    makes_entries_by_hand(Governor).await;
}

#[tokio::test]
async fn what_a_case_administrator_makes_by_hand_does_nothing_that_they_may_not() {
    makes_entries_by_hand(CaseAdministrator).await;
}

#[tokio::test]
async fn what_a_manager_makes_by_hand_does_nothing_that_they_may_not() {
    makes_entries_by_hand(Pom).await;
    makes_entries_by_hand(HeadOfOmuDelivery).await;
}

#[tokio::test]
async fn nobody_writes_as_somebody_else_or_without_a_seal() {
    let office = Office::new();
    let (mut ada, scene) = scene(&office).await;
    let session = office.joins(&mut ada, "The One Who Forges", one(Keyworker)).await;
    let event = by_hand(&scene).swap_remove(0).2;
    let subject = || Subject::Case(KIERAN.into());
    let before = traces(&ada).await;
    // Ada's own log, continued and sealed by the keyworker's key.
    let log = Forger::at(&session).seals(&session, Compartment::General, subject(), &event);
    let adas = ada.record().own_device().unwrap().id;
    let renamed = SealedLog { device: adas, ..log.clone() };
    assert!(ada.record_mut().receive(vec![renamed]).await.is_err());
    // A payload that was altered on its way.
    let mut altered = log.clone();
    altered.entries[0].1[40] ^= 1;
    assert!(ada.record_mut().receive(vec![altered]).await.is_err());
    // A device that nobody admitted.
    let stranger = Applicant::make(ada.record().membership().unit());
    let unknown = SealedLog { device: stranger.application().public.id(), ..log.clone() };
    assert!(ada.record_mut().receive(vec![unknown]).await.is_err());
    assert_eq!(traces(&ada).await, before);
    is_whole(&ada).await;
    // As it is, it comes in.
    ada.record_mut().receive(vec![log]).await.unwrap();
}
