//! The answer to somebody who asks what is held about them: everything, in the order of the record, but for what a person left out, which is
//! counted and said with its reason and without its words.

use std::collections::BTreeMap;

use api::CasePaper;
use papers::report::Section;
use papers::{Block, Fact};

use super::held::{Held, Part};
use super::review::{Decided, Listed};
use super::{Contents, Made};
use crate::session::Session;

impl Session {
    /// The answer.
    pub(super) fn access(&self, listed: &Listed<'_>, decided: &Decided<'_>) -> Contents {
        let given: Vec<&Held> = listed.free.iter().chain(&decided.given_out).copied().collect();
        let mut sections: Vec<Section> = Part::ALL.iter().filter_map(|part| section(*part, &given)).collect();
        sections.push(left_out(decided, self.not_read(CasePaper::SubjectAccess)));
        let notice = "This is what the record of this offender management unit holds about you. What the prison's other systems hold is not in it.";
        Contents {
            facts: vec![
                Fact::plain("Given to you", items(given.len())),
                Fact::plain("Left out", left_out_fact(decided.left_out.len())),
            ],
            lead: vec![Block::words(notice)],
            sections,
        }
    }
}

/// What is recorded of it.
pub(super) fn made(listed: &Listed<'_>, decided: &Decided<'_>) -> Made {
    let given = listed.free.len() + decided.given_out.len();
    let restricted = decided.given_out.iter().filter(|item| item.is_restricted());
    let restricted = restricted.map(|item| format!("{}, {} ({})", item.what, item.when(), item.key()));
    Made {
        words: format!("{} given out, {} left out", items(given), decided.left_out.len()),
        restricted: restricted.collect(),
    }
}

fn items(count: usize) -> String {
    if count == 1 { "1 item".to_owned() } else { format!("{count} items") }
}

fn left_out_fact(count: usize) -> String {
    match count {
        0 => "Nothing".to_owned(),
        count => format!("{}. The last section says why.", items(count)),
    }
}

/// A part of the record; nothing where it holds nothing.
fn section(part: Part, given: &[&Held]) -> Option<Section> {
    let mut of_it: Vec<&&Held> = given.iter().filter(|item| item.part == part).collect();
    if of_it.is_empty() {
        return None;
    }
    of_it.sort_by_key(|item| (item.at, item.recorded));
    let blocks = match part {
        // Many that are short.
        Part::Facts => {
            let row = |item: &&&Held| [item.what.clone(), item.words.clone(), format!("{}, {}", item.by, item.when())];
            vec![Block::table(["What", "What it says", "From"], [4, 6, 4], of_it.iter().map(row))]
        }
        _ => of_it.into_iter().map(|item| entry(item)).collect(),
    };
    Some(Section::new(part.title(), blocks))
}

fn entry(item: &Held) -> Block {
    let by = if item.by.is_empty() { String::new() } else { format!(". {}", item.by) };
    let later = item.written_later().map(|at| format!("Written down on {at}"));
    Block::entry(format!("{}. {}{by}", item.when(), item.what), later, item.words.clone())
}

/// How much was left out, and why: reasons that are the same are said once.
fn left_out(decided: &Decided<'_>, not_read: Vec<String>) -> Section {
    let mut reasons: BTreeMap<(Part, &str), usize> = BTreeMap::new();
    for (item, reason) in &decided.left_out {
        *reasons.entry((item.part, reason.as_str())).or_default() += 1;
    }
    let mut blocks = Vec::new();
    if reasons.is_empty() {
        blocks.push(Block::words("Nothing that was looked at was left out."));
    } else {
        let row = |((part, reason), count): ((Part, &str), usize)| {
            [part.title().to_owned(), count.to_string(), reason.to_owned()]
        };
        blocks.push(Block::table(["Part of the record", "Items", "Why"], [4, 2, 8], reasons.into_iter().map(row)));
    }
    blocks.extend(not_read.into_iter().map(Block::words));
    Section::new("What was left out, and why", blocks)
}
