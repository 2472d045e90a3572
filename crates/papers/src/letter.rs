//! The letter that tells a prisoner what was decided about temporary release: granted, refused or not yet decided; why, what happens next, and
//! what they can do if they disagree. In plain words, because it is often read aloud.

use serde::Serialize;

use crate::block::{self, Block};
use crate::press::{self, About, Form, Imprint, Paper, PaperError};
use crate::shared::{Person, Prison, Signatory};

const FORM: Form = Form { template: include_str!("../templates/letter.typ") };

/// A decision, as it is told to whom it is about. They read all of it: nothing from a restricted reply belongs in it, not even who replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLetter {
    /// The prison.
    pub prison: Prison,
    /// The application's number.
    pub reference: String,
    /// The day of the letter: “20 January 2027”.
    pub date: String,
    /// To whom.
    pub person: Person,
    /// How they are spoken to: “Mr Ashdown”.
    pub addressed: String,
    /// Where they live in the prison, if that helps the letter to arrive.
    pub location: Option<String>,
    /// What they asked for, after “for”: “day release for paid work at Bramley Fields Packaging Ltd”.
    pub asked_for: String,
    /// When they asked: “18 December 2026”.
    pub asked_on: String,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, a sentence or a paragraph each.
    pub reasons: Vec<String>,
    /// What happens next in this case, besides what happens in every case.
    pub next: Vec<String>,
    /// Who decided.
    pub signed: Signatory,
    /// What proves which record this letter is of.
    pub check_code: String,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Granted.
    Granted {
        /// When they go out, after “The release is”: “from 25 January to 22 July 2027, on Mondays to Thursdays”.
        when: String,
    },
    /// Refused.
    Refused {
        /// When they may ask again, after “You can apply again”: “from 20 April 2027”, “at any time”; nothing, where no day is said.
        again: Option<String>,
        /// The last day on which they can complain: “20 February 2027”; nothing, where none is said.
        complain_by: Option<String>,
    },
    /// Not decided yet.
    Deferred {
        /// What is missing, an item each.
        waiting_for: Vec<String>,
        /// By when it will be decided, after “I will decide”: “by 12 February 2027”.
        until: String,
    },
}

/// A letter as its template reads it.
#[derive(Debug, Serialize)]
pub(crate) struct Letter<'a> {
    pub(crate) from: &'a Prison,
    pub(crate) to: String,
    pub(crate) date: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) salutation: String,
    pub(crate) parts: Vec<Block>,
    pub(crate) closing: &'static str,
    pub(crate) signed: &'a Signatory,
    pub(crate) check: Option<String>,
}

impl Letter<'_> {
    /// Prints it under a title.
    pub(crate) fn print(&self, title: &str, imprint: &Imprint) -> Result<Paper, PaperError> {
        let about = About {
            title: title.to_owned(),
            publisher: self.from.name.clone(),
            foot: format!("{}: {}", self.from.name, self.reference),
            marking: None,
        };
        press::print(FORM, imprint, &about, self, &[])
    }

    /// The letter as the text of an e-mail.
    pub(crate) fn text(&self) -> String {
        let parts = block::plain_text(&self.parts);
        let Signatory { name, grade } = self.signed;
        let Prison { name: prison, address, telephone } = self.from;
        let foot = [name, grade, prison, address, telephone].into_iter().filter(|line| !line.is_empty());
        let foot = foot.map(String::as_str).collect::<Vec<_>>().join("\n");
        format!("{}\n\n{parts}\n\n{}\n\n{foot}\n", self.salutation, self.closing)
    }
}

impl DecisionLetter {
    /// Prints it.
    pub fn print(&self, imprint: &Imprint) -> Result<Paper, PaperError> {
        self.letter().print(self.title(), imprint)
    }

    fn title(&self) -> &'static str {
        match self.outcome {
            Outcome::Granted { .. } => "Your temporary release has been granted",
            Outcome::Refused { .. } => "Your temporary release has been refused",
            Outcome::Deferred { .. } => "Your temporary release has not been decided yet",
        }
    }

    fn letter(&self) -> Letter<'_> {
        let mut to = format!("{}\n{}", self.person.name, self.person.number);
        if let Some(location) = &self.location {
            to.push('\n');
            to.push_str(location);
        }
        Letter {
            from: &self.prison,
            to,
            date: &self.date,
            reference: &self.reference,
            salutation: format!("Dear {}", self.addressed),
            parts: self.parts(),
            closing: "Yours sincerely",
            signed: &self.signed,
            check: Some(format!("Check code: {}", self.check_code)),
        }
    }

    fn parts(&self) -> Vec<Block> {
        let asked = format!("On {} you asked for {}.", self.asked_on, self.asked_for);
        let mut parts = vec![Block::words(format!("{asked} {}", self.decision())), Block::heading("Why")];
        parts.extend(self.reasons.iter().map(Block::words));
        if let Outcome::Deferred { waiting_for, .. } = &self.outcome {
            parts.push(Block::heading("What I am waiting for"));
            parts.push(Block::points(waiting_for));
        }
        parts.push(Block::heading("What happens next"));
        let next = self.always_next().into_iter().map(str::to_owned).chain(self.next.iter().cloned());
        parts.push(Block::points(next));
        let mut complain_by = None;
        if let Outcome::Refused { again, complain_by: by } = &self.outcome {
            let again = again.as_ref().map(|again| format!(" {again}")).unwrap_or_default();
            parts.push(Block::heading("Applying again"));
            parts.push(Block::words(format!(
                "You can apply again{again}. It helps to say what has changed since this decision."
            )));
            complain_by = by.as_deref();
        }
        parts.extend(complaint(complain_by));
        parts
    }

    fn decision(&self) -> String {
        match &self.outcome {
            Outcome::Granted { when } => format!("I have decided to grant it. The release is {when}."),
            Outcome::Refused { .. } => "I have decided to refuse it.".to_owned(),
            Outcome::Deferred { until, .. } => {
                format!(
                    "I cannot decide yet. This is not a refusal: you do not need to apply again. I will decide {until}."
                )
            }
        }
    }

    fn always_next(&self) -> Vec<&'static str> {
        match self.outcome {
            Outcome::Granted { .. } => vec![
                "You will be given a licence. It says when you go out, when you must be back, and what you must and must not do.",
                "Read it before you sign it, and ask about anything that is not clear. Somebody can read it to you. You cannot go out without it.",
                "If something changes, your release can be stopped or changed. You will be told why.",
            ],
            Outcome::Refused { .. } => vec![
                "Your prison offender manager will talk to you about this decision, and about what you can do before you apply again.",
            ],
            Outcome::Deferred { .. } => {
                vec!["We will ask for what is missing. Your prison offender manager will tell you if it takes longer."]
            }
        }
    }
}

/// What everybody can do who disagrees, whatever was decided; and by when, where that is said.
fn complaint(by: Option<&str>) -> Vec<Block> {
    let by = by.map(|day| format!(" by {day}")).unwrap_or_default();
    let complain = format!(
        "If that does not help, make a complaint{by}. There are complaint forms on your wing; you can ask for help with writing. If you do not agree with the \
         answer, you can appeal against it."
    );
    let steps = [
        "Talk to your prison offender manager or an officer. They can explain the decision, and put right what is plainly wrong.",
        &complain,
        "If you have appealed and still do not agree, you can write to the Prisons and Probation Ombudsman, who does not belong to the \
         prison. It is free.",
    ];
    vec![Block::heading("If you do not agree"), Block::steps(steps)]
}
