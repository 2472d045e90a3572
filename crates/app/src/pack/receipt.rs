//! The receipt of a pack: what left, for whom, what became of it, and which gaps went with it as something to be done.

use api::{ExplainedView, PackRowState, PackStepView, SealedView, SentGapView};
use casework::pre_release::PackId;
use casework::{Field, PrisonNumber, Right, london};
use jiff::civil::Date;
use papers::report::{Report, Section};
use papers::{Block, Fact, Imprint, Person, Signed};

use super::content::whom;
use super::find;
use super::print::MARKING;
use crate::error::AppError;
use crate::on_paper::print;
use crate::owed::capital;
use crate::session::Session;

impl Session {
    /// The receipt of a pack, as PDF: of the newest one, unless another is named.
    pub async fn pack_receipt(&self, number: &PrisonNumber, id: &str) -> Result<Vec<u8>, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let (id, pack) = find(&case, id)?;
        let history = self.record.release_entries(number).await?;
        let rules = self.in_force().await?;
        let (standing, _) = self.pack_standing(number, &case, &rules).await?;
        let all = self.sealed_views(&case, &history, &standing)?;
        let view = all.iter().find(|view| view.id == id.to_string()).ok_or_else(|| AppError::no_case(number))?;
        let settings = self.rotl_settings().await?;
        let prison = self.on_paper(&settings, "");
        let report = Report {
            title: "Receipt for a handover pack".to_owned(),
            under: format!("{}, version {}", prison.name, view.version),
            foot: format!("handover pack, version {}", view.version),
            person: Person {
                name: case.full_name(),
                number: number.to_string(),
                born: case.date(Field::DateOfBirth).map_or_else(|| "not recorded".to_owned(), london::long_date),
            },
            marking: Some(MARKING.to_owned()),
            facts: facts(view, &prison.name),
            lead: Vec::new(),
            sections: vec![
                Section::new("What became of it", steps(&view.steps)),
                Section::new("Gaps, now actions", gaps(&view.gaps)),
            ],
            signed: Signed {
                by: self.signatory(),
                at: london::local(self.now()).strftime("%-d %B %Y at %H:%M").to_string(),
            },
            check_code: Some(view.check_code.clone()),
            prison,
        };
        let imprint = Imprint { id: format!("{} receipt", PackId(id.0)), made: pack.mark.recorded };
        Ok(print(move || report.print(&imprint, &[])).await?.pdf)
    }
}

fn facts(view: &SealedView, prison: &str) -> Vec<Fact> {
    let mut facts = vec![
        Fact::plain("From", format!("{}, {prison}", view.by)),
        Fact::plain("To", whom(&view.to)),
        Fact::plain("Sealed", view.at.replace('T', " at ")),
        Fact::plain(
            "Contents",
            format!("{} pages; {} sections ready, {} gaps explained", view.pages, view.ready, view.explained),
        ),
        Fact::strong("Check code", view.check_code.clone()),
        Fact::plain("Fingerprint", view.fingerprint.clone()),
    ];
    if !view.left_out.is_empty() {
        let left: Vec<String> = view.left_out.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        facts.push(Fact::plain("Left out", left.join("; ")));
    }
    facts
}

fn steps(steps: &[PackStepView]) -> Vec<Block> {
    let row = |step: &PackStepView| {
        let back = step.taken_back.as_ref();
        let back = back.map(|back| format!("\nTaken back by {}. Reason: {}", back.by, back.reason)).unwrap_or_default();
        let said = format!("{}{back}", step.words);
        [step.at.replace('T', " at "), step.step.words().to_owned(), said, step.by.clone()]
    };
    vec![Block::table(["When", "What", "What was said", "Recorded by"], [3, 3, 5, 3], steps.iter().map(row))]
}

/// What was missing when it left, with what its reader was told, and how it stands on the day of the receipt.
fn gaps(gaps: &[SentGapView]) -> Vec<Block> {
    if gaps.is_empty() {
        return vec![Block::words("Nothing was missing from it.")];
    }
    let row = |gap: &SentGapView| {
        let ExplainedView { name, what, cause, words, .. } = &gap.explained;
        let now = gap.now.map_or("not asked for any more", PackRowState::words);
        [name.clone(), format!("{what} {cause}: {words}"), in_hand(gap), capital(now)]
    };
    let header = ["What was missing", "Why, and what its reader was told", "Who sees to it", "Now"];
    vec![Block::table(header, [4, 7, 3, 3], gaps.iter().map(row))]
}

/// “The prison, by 5 April 2027”; nothing where the plan says neither.
fn in_hand(gap: &SentGapView) -> String {
    let owner = gap.owner.map(|owner| owner.words().to_owned());
    let due = gap.due.as_ref().and_then(|due| due.parse::<Date>().ok());
    let due = due.map(|due| format!("by {}", london::long_date(due)));
    owner.into_iter().chain(due).collect::<Vec<_>>().join(", ")
}
