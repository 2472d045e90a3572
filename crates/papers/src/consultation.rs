//! The letter that asks somebody outside what they know before a release is decided: police, community offender manager, victim liaison
//! officer, children's services, an employer. The same words are a paper and the text of an e-mail.

use crate::block::{Block, Fact};
use crate::letter::Letter;
use crate::press::{Imprint, Paper, PaperError};
use crate::shared::{Person, Prison, Signatory};

/// A question to a consultee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationRequest {
    /// The prison.
    pub prison: Prison,
    /// The application's number.
    pub reference: String,
    /// The day of the letter: “20 December 2026”.
    pub date: String,
    /// Who is asked.
    pub consultee: Consultee,
    /// Whom it is about.
    pub person: Person,
    /// The kind of release: “Resettlement day release”.
    pub kind: String,
    /// What it is for: “Paid work”.
    pub purpose: String,
    /// When, in words.
    pub when: String,
    /// Where, a place on each line.
    pub places: Vec<String>,
    /// What they are asked, a question each.
    pub questions: Vec<String>,
    /// By when an answer is needed: “10 January 2027”.
    pub reply_by: String,
    /// Where answers go: an address of e-mail or a number.
    pub reply_to: String,
    /// Who asks.
    pub signed: Signatory,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultee {
    /// Their name, if it is known.
    pub name: Option<String>,
    /// Their post or body: “Victim liaison officer”.
    pub role: String,
    /// Their address, a line to each part; empty for an e-mail.
    pub address: String,
}

impl ConsultationRequest {
    /// Prints it.
    pub fn print(&self, imprint: &Imprint) -> Result<Paper, PaperError> {
        self.letter().print("Temporary release: what we need to know from you", imprint)
    }

    /// The subject of the e-mail. Names nobody, since subjects are not encrypted.
    pub fn subject(&self) -> String {
        format!("Temporary release {}: please reply by {}", self.reference, self.reply_by)
    }

    /// The text of the e-mail.
    pub fn text(&self) -> String {
        self.letter().text()
    }

    fn letter(&self) -> Letter<'_> {
        let Consultee { name, role, address } = &self.consultee;
        let to = name.iter().chain([role, address]).filter(|line| !line.is_empty()).cloned();
        Letter {
            from: &self.prison,
            to: to.collect::<Vec<_>>().join("\n"),
            date: &self.date,
            reference: &self.reference,
            salutation: name.as_ref().map_or_else(|| "Dear colleague".to_owned(), |name| format!("Dear {name}")),
            parts: self.parts(),
            closing: "Thank you",
            signed: &self.signed,
            check: None,
        }
    }

    fn parts(&self) -> Vec<Block> {
        vec![
            Block::words(
                "We are considering whether to release the person below for a short time on licence. No decision has been made. Please tell \
                 us what you know that bears on it, from your own records.",
            ),
            Block::facts(self.facts()),
            Block::heading("What we ask"),
            Block::steps(&self.questions),
            Block::heading("How to reply"),
            Block::notice(format!("Please reply by {} to {}.", self.reply_by, self.reply_to)),
            Block::points([
                "If you have nothing to say, please write that. We do not take silence for agreement, and we will ask again.",
                "If there is anything that the prisoner must not see, mark it. It is kept apart, and only those who need it read it.",
                "If something changes after your reply, ring us.",
            ]),
            Block::words(
                "This letter is about a person who can be identified. Please keep it as you keep your own case records.",
            ),
        ]
    }

    fn facts(&self) -> Vec<Fact> {
        let Person { name, number, born } = &self.person;
        let mut facts = vec![
            Fact::strong("Prisoner", name).with(format!("Number {number}, born {born}")),
            Fact::plain("Kind of release", &self.kind),
            Fact::plain("For", &self.purpose),
            Fact::plain("When", &self.when),
        ];
        if !self.places.is_empty() {
            facts.push(Fact::plain("Where", self.places.join("\n")));
        }
        facts
    }
}
