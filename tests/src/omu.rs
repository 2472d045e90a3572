//! An offender management unit in which a release is prepared: an administrator, a prison offender manager, somebody who is in the record of
//! both, and what the offender manager does for the plan and the handover pack.

use std::path::PathBuf;

use api::{
    ExplainGap, GapCause, PackDraftView, PackRecipient, PackSealedView, PlanOwner, PlanState, StateTopic, Topic,
};
use app::Session;
use app::pack::Sealing;
use app::types::{PrisonNumber, Role, Roles};
use serde_json::Value;
use tempfile::TempDir;

use crate::people;
use crate::secrets;
use crate::unit::{Office, hears, imports, number};

/// What is said of everything that is missing.
pub const EXPLAINED: &str = "The COM knows, and sees to it by 5 April";

/// The first of the invented people.
pub fn kieran() -> PrisonNumber {
    number(&people::number(0))
}

/// The unit.
pub struct Omu {
    /// Where everybody's profile is.
    pub office: Office,
    /// Ada Pike, the administrator.
    pub ada: Session,
    /// Ben Okafor, a prison offender manager.
    pub pom: Session,
    number: PrisonNumber,
    folder: TempDir,
}

impl Omu {
    /// Of a prison with these people. What is planned and sealed is about the first of them.
    pub async fn at(prison: &str, people: &[Value]) -> Self {
        Self::in_office(Office::new(), prison, people).await
    }

    /// The same in an office.
    pub async fn in_office(office: Office, prison: &str, people: &[Value]) -> Self {
        let mut ada = office.founded_in(prison).await;
        imports(&mut ada, people).await;
        let mut pom = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
        hears(&mut pom, &ada).await;
        let number = number(people[0]["prisonerNumber"].as_str().unwrap());
        Self { office, ada, pom, number, folder: tempfile::tempdir().unwrap() }
    }

    /// A place for a file.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// States a topic.
    pub async fn states(&mut self, topic: Topic, about: &str, state: PlanState, words: &str) {
        let asked = stated(&self.number, topic, about, state, words);
        self.pom.state_topic(&self.number, asked).await.unwrap();
    }

    /// A restricted note, a restricted action, a restricted topic, and the victim liaison officer.
    pub async fn is_told_secrets(&mut self) {
        secrets::told(&mut self.pom, &self.number).await;
    }

    /// The pack as it would leave now.
    pub async fn draft(&self) -> PackDraftView {
        self.pom.pack_draft(&self.number).await.unwrap()
    }

    /// Explains everything that is open.
    pub async fn explains_the_rest(&mut self) {
        explains_the_rest(&mut self.pom, &self.number).await;
    }

    /// Explains everything that is open, and seals the next version into a file.
    pub async fn seals(&mut self, name: &str, sealing: Sealing) -> PackSealedView {
        self.explains_the_rest().await;
        let file = self.file(name);
        self.pom.seal_pack(&self.number, sealing, &file).await.unwrap()
    }
}

/// Where a topic stands, with the prison to see to it.
pub fn stated(number: &PrisonNumber, topic: Topic, about: &str, state: PlanState, words: &str) -> StateTopic {
    StateTopic {
        number: number.to_string(),
        topic,
        about: about.to_owned(),
        state,
        words: words.to_owned(),
        owner: Some(PlanOwner::Prison),
        due: String::new(),
        on: String::new(),
    }
}

/// What is neither right nor explained, as the draft calls it.
pub fn open_gaps(draft: &PackDraftView) -> Vec<String> {
    let gaps = draft.sections.iter().flat_map(|section| &section.gaps);
    gaps.filter(|gap| gap.explained.is_none()).map(|gap| gap.key.clone()).collect()
}

/// Explains everything that is open in somebody's pack.
pub async fn explains_the_rest(session: &mut Session, number: &PrisonNumber) {
    for gap in open_gaps(&session.pack_draft(number).await.unwrap()) {
        let words = EXPLAINED.to_owned();
        let asked = ExplainGap { number: number.to_string(), gap, cause: GapCause::NotKnownYet, words };
        session.explain_gap(number, asked).await.unwrap();
    }
}

/// For a team, of which nothing but the name is known.
pub fn for_team(team: &str) -> Sealing {
    let to = PackRecipient { name: String::new(), team: team.to_owned(), email: String::new(), phone: String::new() };
    Sealing { to: Some(to), ..Sealing::default() }
}
