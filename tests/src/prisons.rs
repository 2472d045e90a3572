//! Two prisons with a unit each, who both know the same man: what one seals, the other takes in.

use std::path::PathBuf;

use api::{ExplainGap, GapCause, PackRecipient, PackSealedView, PlanOwner, PlanState, StateTopic, Topic};
use app::pack::{Sealing, Told, inbox_address};
use app::types::{PrisonNumber, Role, Roles};
use app::{AppError, Session};
use serde_json::json;

use crate::people::{changed, number, prisoner};
use crate::unit::{Office, clock, hears, imports};

/// Whom the packs are about.
pub fn kieran() -> PrisonNumber {
    number(0).parse().unwrap()
}

/// A unit with an administrator and a prison offender manager, who both know Kieran.
pub struct Unit {
    /// Where everybody's profile is.
    pub office: Office,
    /// The administrator.
    pub ada: Session,
    /// The prison offender manager.
    pub pom: Session,
    folder: tempfile::TempDir,
}

impl Unit {
    /// The unit of a prison.
    pub async fn at(prison: &str) -> Self {
        let office = Office::new();
        let mut ada = office.founded_in(prison, clock(0)).await;
        let known = [
            ("prisonId", json!(prison)),
            ("conditionalReleaseDate", json!("2027-06-30")),
            ("releaseDate", json!("2027-06-30")),
        ];
        imports(&mut ada, &[changed(&prisoner(0), &known)]).await;
        let mut pom = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
        hears(&mut pom, &ada).await;
        Self { office, ada, pom, folder: tempfile::tempdir().unwrap() }
    }

    /// The prison that he leaves, with something in his plan.
    pub async fn moorland() -> Self {
        let mut unit = Self::at("MDI").await;
        unit.states(Topic::ReleaseAddress, "", PlanState::Held, "12 Canal Street, with his mother").await;
        unit.states(Topic::BankAccount, "", PlanState::Asked, "With the credit union").await;
        unit.states(Topic::Programme, "Thinking skills", PlanState::Done, "He finished in May").await;
        unit
    }

    /// States a topic of his plan.
    pub async fn states(&mut self, topic: Topic, about: &str, state: PlanState, words: &str) {
        let asked = StateTopic {
            number: number(0),
            topic,
            about: about.to_owned(),
            state,
            words: words.to_owned(),
            owner: Some(PlanOwner::Prison),
            due: String::new(),
            on: String::new(),
        };
        self.pom.state_topic(&kieran(), asked).await.unwrap();
    }

    /// Explains what is open, and seals the next version.
    pub async fn seals(&mut self, name: &str, sealing: Sealing) -> (PackSealedView, Vec<u8>) {
        let draft = self.pom.pack_draft(&kieran()).await.unwrap();
        let gaps = draft.sections.iter().flat_map(|section| &section.gaps).filter(|gap| gap.explained.is_none());
        for gap in gaps {
            let words = "The other prison knows, and sees to it".to_owned();
            let asked = ExplainGap { number: number(0), gap: gap.key.clone(), cause: GapCause::NotKnownYet, words };
            self.pom.explain_gap(&kieran(), asked).await.unwrap();
        }
        let file = self.file(name);
        let sealed = self.pom.seal_pack(&kieran(), sealing, &file).await.unwrap();
        (sealed, std::fs::read(file).unwrap())
    }

    /// A version under words, with the words.
    pub async fn seals_under_words(&mut self, name: &str) -> (PackSealedView, Vec<u8>, String) {
        let (sealed, file) = self.seals(name, to_leeds()).await;
        let words = sealed.words.join(" ");
        (sealed, file, words)
    }

    /// A version sealed to another unit.
    pub async fn seals_to(&mut self, name: &str, other: &Session) -> (PackSealedView, Vec<u8>) {
        let typed = other.inbox().unwrap().to_string().to_lowercase();
        let unit = Some(inbox_address(&typed).unwrap().key());
        self.seals(name, Sealing { unit, ..to_leeds() }).await
    }

    /// A file of the unit.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Takes a pack in, as somebody does who compares nothing.
    pub async fn takes_in(&mut self, file: &[u8], words: &str) -> Result<bool, AppError> {
        Ok(self.pom.keep_received_pack(file, under(words)).await?.new)
    }

    /// Refuses a pack, and writes nothing.
    pub async fn refuses(&mut self, file: &[u8], told: Told<'_>) -> AppError {
        let before = self.pom.record().frontier();
        let refused = self.pom.keep_received_pack(file, told).await.expect_err("refused");
        assert_eq!(self.pom.record().frontier(), before, "{refused}");
        refused
    }
}

/// For the unit at Leeds.
pub fn to_leeds() -> Sealing {
    let (name, email, phone) = (String::new(), String::new(), String::new());
    let to = PackRecipient { name, team: "OMU, Leeds (HMP)".to_owned(), email, phone };
    Sealing { to: Some(to), ..Sealing::default() }
}

/// Under words, and nothing else is known of it.
pub fn under(words: &str) -> Told<'_> {
    Told { words, ..Told::default() }
}
