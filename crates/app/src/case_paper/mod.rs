//! The papers that are made from a case: a summary for a transfer, an extract for a parole dossier, the answer to somebody who asks what is
//! held about them, a chronology of what was known and decided. Each is a view of the same items (`held`), put together here and printed
//! by `papers::report`. What is restricted is in none of them, but for what somebody with the right gave out item by item (`access`).

mod access;
mod chronology;
mod export;
mod held;
mod parole;
mod review;
mod summary;
mod tables;

use api::{CasePaper, CasePaperReviewView, LeftOutView, PaperDecision};
use casework::event::{ActDone, CaseEvent, RestrictedViewed, Visibility};
use casework::{Act, Case, PrisonNumber, Right, london};
use ledger::Compartment;
use papers::report::{Report, Section};
use papers::{Block, Fact, Signed};

use crate::error::AppError;
use crate::on_paper::{check_code, person};
use crate::owed::word;
use crate::session::Session;

use export::LaidOut;
use held::{Held, Part};
pub(crate) use held::{about_movement, about_plan, about_release, lines, raw_words, value_words};
use review::{Compared, Listed, Names};

/// What makes a paper. That it was made is recorded as an act, and every device checks that its author may record acts: so whoever may not
/// could not say that they had made one, and makes none.
const RIGHT: Right = Right::RecordActs;
/// What every page says at its head.
const MARKING: &str = "OFFICIAL-SENSITIVE";
/// Whom a reader asks for what is not in a paper.
const ASK: &str = "The Head of Offender Management Delivery";

/// What a paper says, before it has a head and a foot.
struct Contents {
    /// What is read first, after the name.
    facts: Vec<Fact>,
    /// What stands before the first section.
    lead: Vec<Block>,
    sections: Vec<Section>,
}

/// What is recorded of a paper that was made.
#[derive(Default)]
struct Made {
    /// How much was given out and left out, where somebody decided on that.
    words: String,
    /// What is restricted and goes with it.
    restricted: Vec<String>,
}

impl Session {
    /// What has to be decided before a paper is made, and what is not in it whatever is decided.
    pub async fn paper_review(&self, number: &PrisonNumber, paper: CasePaper) -> Result<CasePaperReviewView, AppError> {
        self.demand(RIGHT)?;
        let case = self.known_case(number).await?;
        let held = self.all_held(number, &case).await?;
        let items = if paper.is_reviewed() {
            Listed::of(&held, &self.compared(number, &case).await?).views()
        } else {
            Vec::new()
        };
        Ok(CasePaperReviewView {
            held: count(held.len()),
            items,
            left_out: if paper.is_reviewed() { Vec::new() } else { restricted(&held) },
            notes: self.not_read(paper),
        })
    }

    /// Puts a paper together, as it was decided.
    pub(crate) async fn lay_out_paper(
        &self,
        number: &PrisonNumber,
        paper: CasePaper,
        decisions: Vec<PaperDecision>,
    ) -> Result<LaidOut, AppError> {
        self.demand(RIGHT)?;
        if !paper.is_reviewed() && !decisions.is_empty() {
            let message = format!("Nothing is decided item by item for this paper: {}.", paper.words());
            return Err(AppError::input(message, "Make it without decisions.").at("decisions"));
        }
        let case = self.known_case(number).await?;
        let held = self.all_held(number, &case).await?;
        let listed = Listed::of(&held, &self.compared(number, &case).await?);
        let (contents, made) = match paper {
            CasePaper::CaseSummary => (self.case_summary(number, &case, &held).await?, Made::default()),
            CasePaper::ParoleExtract => {
                (self.parole_extract(number, &case, &held, &listed.free).await?, Made::default())
            }
            CasePaper::Chronology => (self.chronology(&held), Made::default()),
            CasePaper::SubjectAccess => {
                let decided = listed.decided(decisions)?;
                let made = access::made(&listed, &decided);
                (self.access(&listed, &decided), made)
            }
        };
        let report = self.report(number, &case, paper, contents).await?;
        Ok(LaidOut { seen: self.seen(number, &case), at: self.now(), paper, made, report })
    }

    /// Records that a paper was made, and what is restricted and goes with it: both or neither.
    async fn record_paper(
        &mut self,
        number: &PrisonNumber,
        paper: CasePaper,
        made: Made,
        code: &str,
    ) -> Result<(), AppError> {
        let reason = format!("Given out: {}", paper.words());
        let viewed = |what| CaseEvent::RestrictedViewed(RestrictedViewed { what, reason: reason.clone() });
        let given_out: Vec<CaseEvent> = made.restricted.into_iter().map(viewed).collect();
        let words = [made.words, format!("Check code {code}")];
        let act = ActDone {
            act: Act::PaperMade,
            on: self.today(),
            about: Some(paper.words().to_owned()),
            words: words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". "),
        };
        let restricted = (!given_out.is_empty()).then_some((Compartment::Restricted, given_out));
        let general = (Compartment::General, vec![CaseEvent::ActDone(act)]);
        let now = self.now();
        self.write_case_apart(number, now, restricted.into_iter().chain([general]).collect()).await?;
        Ok(())
    }

    /// The paper with its head and its foot.
    async fn report(
        &self,
        number: &PrisonNumber,
        case: &Case,
        paper: CasePaper,
        contents: Contents,
    ) -> Result<Report, AppError> {
        let settings = self.rotl_settings().await?;
        let prison = self.on_paper(&settings, "");
        let Contents { facts, lead, sections } = contents;
        let (title, short) = match paper {
            CasePaper::CaseSummary => ("Case summary for a transfer", "case summary"),
            CasePaper::ParoleExtract => ("Extract from the record for a parole dossier", "parole extract"),
            CasePaper::SubjectAccess => ("What is held about you", "what is held"),
            CasePaper::Chronology => ("What was known, done and decided", "chronology"),
        };
        let day = london::long_date(self.today());
        let said = format!("{facts:?} {lead:?} {sections:?}");
        Ok(Report {
            title: title.to_owned(),
            under: format!("{}, {day}", prison.name),
            foot: format!("{short}, {day}"),
            prison,
            person: person(number, case),
            marking: Some(MARKING.to_owned()),
            facts,
            lead,
            sections,
            signed: Signed {
                by: self.signatory(),
                at: london::local(self.now()).strftime("%-d %B %Y at %H:%M").to_string(),
            },
            check_code: Some(check_code(&[number.as_str(), &word(&paper), &said])),
        })
    }

    /// What items are compared with: the names by which others are known in a case, and the words of what is restricted.
    async fn compared(&self, number: &PrisonNumber, case: &Case) -> Result<Compared, AppError> {
        let contacts = self.record.contacts(number).await?;
        let officers =
            if self.may(Right::ReadRestricted) { self.record.victim_contacts(number).await? } else { Vec::new() };
        let names = Names::of(case, &contacts, &officers);
        let replies = self.words_of_restricted_replies(number, case).await?;
        Ok(Compared { names, restricted: self.restricted_words(number, case).await?.and(&replies) })
    }

    /// What its maker cannot know or did not look at, in sentences. Whoever may not read something is not told whether there is any.
    fn not_read(&self, paper: CasePaper) -> Vec<String> {
        let mut sentences = Vec::new();
        let sensitive = matches!(paper, CasePaper::SubjectAccess | CasePaper::Chronology);
        if !sensitive {
            sentences.push("Notes that are marked sensitive are not in it.".to_owned());
        } else if !self.may(Right::ReadSensitive) {
            sentences.push(format!("Notes that are marked sensitive were not looked at. Ask: {ASK}."));
        }
        if !self.may(Right::ReadRestricted) {
            sentences.push(format!("Restricted material was not looked at. Ask: {ASK}."));
        }
        sentences
    }

    /// What is not in a paper: counted where its readers may know of it, and otherwise said without a number.
    fn not_in_it(&self, paper: CasePaper, held: &[Held]) -> Section {
        let left: Vec<LeftOutView> = restricted(held);
        let mut blocks = Vec::new();
        if !left.is_empty() {
            let row = |left: LeftOutView| [format!("Restricted: {}", left.what), left.count.to_string(), left.ask];
            blocks.push(Block::table(["What", "How many", "Ask"], [5, 2, 5], left.into_iter().map(row)));
        } else if self.may(Right::ReadRestricted) {
            blocks.push(Block::words("Nothing that is restricted is held."));
        }
        blocks.extend(self.not_read(paper).into_iter().map(Block::words));
        Section::new("What is not in it", blocks)
    }
}

/// How much of what is held is restricted, by parts.
fn restricted(held: &[Held]) -> Vec<LeftOutView> {
    let left = |part: &Part| {
        let count = held.iter().filter(|item| item.part == *part && item.is_restricted()).count();
        (count > 0).then(|| LeftOutView {
            what: part.title().to_owned(),
            count: u32::try_from(count).unwrap_or(u32::MAX),
            ask: ASK.to_owned(),
        })
    };
    Part::ALL.iter().filter_map(left).collect()
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

/// What anybody may read who reads cases.
fn is_general(item: &&Held) -> bool {
    item.visibility == Visibility::General
}
