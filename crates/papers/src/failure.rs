//! The report of a release that failed: the questions of the national form with their answers, and what was done by whom at what time. Which
//! questions there are is the caller's; an answer that is missing is printed as missing.

use crate::block::{Block, Fact};
use crate::press::{Imprint, Paper, PaperError};
use crate::report::{self, Report};
use crate::shared::{Person, Prison, Signatory, Signed};

/// The report of one release that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureReport {
    /// The prison.
    pub prison: Prison,
    /// The application's number.
    pub reference: String,
    /// Who failed to keep the licence.
    pub person: Person,
    /// The kind of release, and what it was for.
    pub release: String,
    /// When they went out: “Thursday 28 January 2027 at 07:02”.
    pub out: String,
    /// When they had to be back.
    pub due: String,
    /// When they came back; nothing while they have not.
    pub back: Option<String>,
    /// The questions, part by part.
    pub sections: Vec<Section>,
    /// What was done, in the order of time.
    pub log: Vec<LogLine>,
    /// Who wrote the report.
    pub written_by: Signatory,
    /// When it was written.
    pub written_at: String,
    /// What proves which record this report is of.
    pub check_code: String,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// Its questions.
    pub answers: Vec<Answer>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question, as the form asks it.
    pub question: String,
    /// The answer; nothing while there is none.
    pub answer: Option<String>,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When: “28 January 2027, 17:45”.
    pub at: String,
    /// What was done or learned.
    pub what: String,
    /// By whom.
    pub by: String,
}

impl FailureReport {
    /// Prints it.
    pub fn print(&self, imprint: &Imprint) -> Result<Paper, PaperError> {
        self.report().print(imprint, &[])
    }

    fn report(&self) -> Report {
        Report {
            title: "Temporary release failure report".to_owned(),
            under: format!("{}, {}", self.prison.name, self.reference),
            foot: format!("temporary release {}", self.reference),
            prison: self.prison.clone(),
            person: self.person.clone(),
            marking: None,
            facts: self.facts(),
            lead: self.gaps().into_iter().collect(),
            sections: self.parts(),
            signed: Signed { by: self.written_by.clone(), at: self.written_at.clone() },
            check_code: Some(self.check_code.clone()),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        vec![
            Fact::plain("Release", &self.release),
            Fact::plain("Went out", &self.out),
            Fact::plain("Due back", &self.due),
            match &self.back {
                Some(back) => Fact::plain("Came back", back),
                None => Fact::strong("Came back", "Not yet"),
            },
        ]
    }

    fn gaps(&self) -> Option<Block> {
        let answers = self.sections.iter().flat_map(|section| &section.answers);
        let questions = match answers.filter(|answer| answer.answer.is_none()).count() {
            0 => return None,
            1 => "1 question has".to_owned(),
            open => format!("{open} questions have"),
        };
        Some(Block::notice(format!("This report is not complete: {questions} no answer yet.")))
    }

    fn parts(&self) -> Vec<report::Section> {
        let asked = self.sections.iter().filter(|section| !section.answers.is_empty()).map(Section::part);
        let log = Block::table(["When", "What", "By whom"], [3, 6, 3], self.log.iter().map(LogLine::row));
        let done = (!self.log.is_empty()).then(|| report::Section::new("What was done", vec![log]));
        asked.chain(done).collect()
    }
}

impl Section {
    fn part(&self) -> report::Section {
        let answers = Block::table(["Question", "Answer"], [4, 5], self.answers.iter().map(Answer::row));
        report::Section::new(&self.title, vec![answers])
    }
}

impl Answer {
    fn row(&self) -> [String; 2] {
        [self.question.clone(), self.answer.clone().unwrap_or_else(|| "Not answered yet".to_owned())]
    }
}

impl LogLine {
    fn row(&self) -> [String; 3] {
        [self.at.clone(), self.what.clone(), self.by.clone()]
    }
}
