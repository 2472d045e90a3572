//! Random work by several people, for whatever must hold whatever happened. The same seed gives the same work.

use casework::decision::{DecisionReason, Side};
use casework::event::{
    ActDone, ActWithdrawn, AssessmentId, CaseEvent, ConflictSettled, Contested, EarlyAllocationAssessed,
    EarlyAllocationDecided, FigureSet, ImportTaken, ParoleReviewRecorded, Post, QuarantinedRow, ResponsibilityDecided,
    ResponsibilityWithdrawn, ReviewId, SettledByHand, Visibility, WorkingPatternSet,
};
use casework::movement::{Direction, MovementKind};
use casework::{Act, Field, PrisonNumber};
use ledger::{Compartment, DeviceIndex, Position, PrincipalId, Subject};
use rand_chacha::ChaCha20Rng;
use store::WriteError;

use crate::support::*;

const STAFF: [PrincipalId; 4] = [ADA, BEN, CARYS, DEV];
const POSTS: [Post; 3] = [Post::Pom, Post::CoworkingPom, Post::Keyworker];

/// What may happen: identifiers are drawn from few, so that people speak of each other's notes, and repeat and contradict.
pub(crate) struct Chance {
    pub(crate) rng: ChaCha20Rng,
    people: usize,
    next: u64,
    notes: Vec<u64>,
    actions: Vec<u64>,
}

impl Chance {
    pub(crate) fn new(seed: u64, people: usize) -> Self {
        Self { rng: seeded(seed), people, next: 1_000, notes: vec![1], actions: vec![2] }
    }

    fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub(crate) fn somebody(&mut self) -> PrisonNumber {
        prisoner(below(&mut self.rng, self.people))
    }

    fn day(&mut self) -> String {
        format!("2027-{:02}-{:02}", 1 + below(&mut self.rng, 12), 1 + below(&mut self.rng, 28))
    }

    fn note(&mut self) -> CaseEvent {
        let id = self.fresh();
        self.notes.push(id);
        let mut note = Note::new(id, &some_words(&mut self.rng));
        if below(&mut self.rng, 3) == 0 {
            note = note.session();
        }
        let seen = [Visibility::General, Visibility::General, Visibility::Sensitive, Visibility::Restricted];
        note = note.seen_by(one_of(&mut self.rng, &seen));
        for _ in 0..below(&mut self.rng, 3) {
            let id = self.fresh();
            self.actions.push(id);
            let words = some_words(&mut self.rng);
            note = note.agreeing(id, &words);
        }
        note.written()
    }

    fn facts(&mut self) -> CaseEvent {
        let name = |rng: &mut ChaCha20Rng| text(one_of(rng, &["Kieran", "Siân", "Łukasz", "Stephen", "Noor"]));
        let (a, b) = (self.day(), self.day());
        let rng = &mut self.rng;
        let known = [
            (Field::FirstName, name(rng)),
            (Field::LastName, text(one_of(rng, &["Ashdown", "O’Neill", "Rees-Huws", "Wiśniewski", "Ali"]))),
            (Field::Release, date(&a)),
            (Field::SentenceExpiry, date(&b)),
            (Field::Rosh, text(one_of(rng, &["LOW", "MEDIUM", "HIGH", "VERY_HIGH"]))),
            (Field::ComplexityOfNeed, text(one_of(rng, &["low", "medium", "medium", "high"]))),
            (Field::PrisonId, text(one_of(rng, &[PRISON, PRISON, "MDI"]))),
            (Field::Category, text(one_of(rng, &["B", "C", "D"]))),
            (Field::PncNumber, text("2012/0394773H")),
            (Field::Release, casework::Value::Nothing),
        ];
        let facts: Vec<_> = (0..1 + below(rng, 3)).map(|_| one_of(rng, &known)).collect();
        if below(rng, 3) == 0 { imported(below(rng, 5) as u64, 3, facts) } else { recorded(facts) }
    }

    fn movement(&mut self) -> CaseEvent {
        let kinds = [MovementKind::Admission, MovementKind::Release, MovementKind::Transfer, MovementKind::Court];
        let day = format!("2026-{:02}-05", 1 + below(&mut self.rng, 12));
        let kind = one_of(&mut self.rng, &kinds);
        moved(&day, kind, one_of(&mut self.rng, &[Direction::In, Direction::Out]))
    }

    fn settlement(&mut self) -> CaseEvent {
        let staff = one_of(&mut self.rng, &STAFF);
        let day = self.day();
        let post = one_of(&mut self.rng, &POSTS);
        let field = one_of(&mut self.rng, &[Field::Release, Field::SentenceExpiry]);
        let of_post = below(&mut self.rng, 2) == 0;
        CaseEvent::ConflictSettled(ConflictSettled {
            contested: if of_post { Contested::Post(post) } else { Contested::Field(field.into()) },
            value: (!of_post).then(|| date(&day)),
            staff: of_post.then_some(staff),
            reason: "The court confirmed it".to_owned(),
        })
    }

    fn of_the_unit(&mut self) -> CaseEvent {
        let run = uuid(self.fresh());
        match below(&mut self.rng, 6) {
            0 => {
                let (name, reason) = ("oversight".to_owned(), some_words(&mut self.rng));
                let value = one_of(&mut self.rng, &[None, Some("3 months"), Some("6 months")]).map(str::to_owned);
                return CaseEvent::FigureSet(FigureSet { name, value, reason });
            }
            1 => {
                let staff = one_of(&mut self.rng, &STAFF);
                let tenths = 1 + u8::try_from(below(&mut self.rng, 10)).unwrap();
                return CaseEvent::WorkingPatternSet(WorkingPatternSet { staff, tenths, pom_type: None });
            }
            _ => {}
        }
        if below(&mut self.rng, 2) == 0 {
            return CaseEvent::RowQuarantined(QuarantinedRow {
                run,
                file: "prisoners.csv".to_owned(),
                row: 9,
                number: None,
                reasons: vec!["no number".to_owned()],
                raw: some_words(&mut self.rng),
            });
        }
        CaseEvent::ImportTaken(ImportTaken {
            run,
            files: Vec::new(),
            read: 10,
            new: 4,
            changed: 3,
            unchanged: 2,
            warned: 1,
            quarantined: 1,
        })
    }

    /// Something that somebody might do.
    pub(crate) fn event(&mut self) -> CaseEvent {
        match below(&mut self.rng, 23) {
            0..=4 => self.note(),
            5..=8 => self.facts(),
            9 | 10 => {
                let (id, note) = (self.fresh(), one_of(&mut self.rng, &self.notes));
                amended(id, note, &some_words(&mut self.rng))
            }
            11 | 12 => settled(one_of(&mut self.rng, &self.actions), below(&mut self.rng, 2) == 0, "It came to this"),
            13 | 14 => allocated(one_of(&mut self.rng, &POSTS), one_of(&mut self.rng, &STAFF)),
            15 => deallocated(one_of(&mut self.rng, &POSTS), one_of(&mut self.rng, &STAFF)),
            16 => self.movement(),
            17 => {
                let id = below(&mut self.rng, 6) as u64;
                if below(&mut self.rng, 2) == 0 { contact(id, "Mair Ashdown") } else { contact_ended(id) }
            }
            18 => {
                if below(&mut self.rng, 2) == 0 {
                    victim_contact("Olu Bright")
                } else {
                    viewed("victim-contact")
                }
            }
            19 | 20 => self.act(),
            21 => self.decision(),
            _ => self.settlement(),
        }
    }

    fn act(&mut self) -> CaseEvent {
        let day = |day: usize| jiff::civil::date(2026, 11, 1 + i8::try_from(day).unwrap());
        let (on, act) = (day(below(&mut self.rng, 20)), one_of(&mut self.rng, Act::ALL));
        if below(&mut self.rng, 6) == 0 {
            // Somebody's newest act, perhaps.
            let (device, near) = (below(&mut self.rng, 3), 1 + below(&mut self.rng, 60));
            let (lamport, seq) = (near as u64, 1 + below(&mut self.rng, near) as u64);
            let device = DeviceIndex(u32::try_from(device).unwrap());
            let of = Position { lamport, device, seq, event: 0 };
            return CaseEvent::ActWithdrawn(ActWithdrawn { of, reason: some_words(&mut self.rng) });
        }
        if below(&mut self.rng, 5) == 0 {
            let kind = one_of(&mut self.rng, &["oversight", "oasys_review"]).to_owned();
            let reason = some_words(&mut self.rng);
            return CaseEvent::SettledByHand(SettledByHand { kind, about: None, since: on, reason });
        }
        let about = one_of(&mut self.rng, &[None, Some("the police"), Some("keyworker")]).map(str::to_owned);
        CaseEvent::ActDone(ActDone { act, on, about, words: some_words(&mut self.rng) })
    }

    fn decision(&mut self) -> CaseEvent {
        let review = jiff::civil::date(2027, 2, 1);
        let id = below(&mut self.rng, 4) as u64;
        match below(&mut self.rng, 5) {
            0 => CaseEvent::ResponsibilityWithdrawn(ResponsibilityWithdrawn { reason: some_words(&mut self.rng) }),
            1 => CaseEvent::ResponsibilityDecided(ResponsibilityDecided {
                side: one_of(&mut self.rng, &[Side::Prison, Side::Community]),
                reason: one_of(&mut self.rng, &[DecisionReason::Recalled, DecisionReason::Other]),
                words: some_words(&mut self.rng),
                review,
            }),
            2 => CaseEvent::EarlyAllocationAssessed(EarlyAllocationAssessed {
                id: AssessmentId(uuid(id)),
                oasys: jiff::civil::date(2026, 10, 2),
                answers: vec![("high_profile".to_owned(), true)],
                in_window: true,
                reason: String::new(),
                approved: false,
            }),
            3 => {
                let id = AssessmentId(uuid(id));
                let accepted = below(&mut self.rng, 2) == 0;
                CaseEvent::EarlyAllocationDecided(EarlyAllocationDecided { id, accepted })
            }
            _ => CaseEvent::ParoleReviewRecorded(ParoleReviewRecorded {
                id: ReviewId(uuid(id)),
                target_hearing: Some(review),
                custody_report_due: None,
                outcome: (below(&mut self.rng, 2) == 0).then(|| some_words(&mut self.rng)),
                outcome_received: None,
            }),
        }
    }

    /// Somebody does something at their desk. Whether the fold takes it is no matter here, as long as nothing else fails.
    pub(crate) async fn works(&mut self, desk: &mut Desk) {
        let (about, event) = (self.somebody(), self.event());
        let done = if below(&mut self.rng, 15) == 0 {
            let event = self.of_the_unit();
            desk.tries_about(Compartment::General, Subject::Unit, vec![event]).await
        } else {
            desk.tries(&about, vec![event]).await
        };
        match done {
            Ok(_) | Err(WriteError::NotApplied(_) | WriteError::Store(store::StoreError::NoKey(_))) => {}
            Err(other) => panic!("{other}"),
        }
    }

    /// Somebody seals things by hand that may break every rule; their own record takes them in like anybody's.
    pub(crate) async fn forges(&mut self, desk: &mut Desk) {
        let mut events = Vec::new();
        for _ in 0..1 + below(&mut self.rng, 3) {
            let subject = match below(&mut self.rng, 10) {
                0 => Subject::Unit,
                1 => Subject::Case("no such number".into()),
                2 => Subject::Case(self.somebody().as_str().to_ascii_lowercase().into()),
                _ => case(&self.somebody()),
            };
            let event = if below(&mut self.rng, 6) == 0 { self.of_the_unit() } else { self.event() };
            events.push((subject, event));
        }
        let restricted = desk.ring().current(desk.membership(), Compartment::Restricted).is_some();
        let compartment =
            if restricted && below(&mut self.rng, 3) == 0 { Compartment::Restricted } else { Compartment::General };
        let log = desk.forges(compartment, &events);
        desk.receive(vec![log]).await.unwrap();
    }
}
