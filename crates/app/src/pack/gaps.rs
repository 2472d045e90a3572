//! The gaps that a pack left with, each with the explanation that its reader has. From then on they are something to be done: how each stands is
//! what the record says now, and who sees to it is what the plan says.

use api::SentGapView;
use casework::Case;
use pack::content::{ExplainedGap, Pack, Section};
use policy::pack::Assessment;

use super::content::{row_state, topic_of};
use super::view::{explained, iso, stands};

/// The gaps of a pack, in the order of its sections. `standing`: how everything stands now that a pack asks for.
pub(super) fn sent_gaps(pack: &Pack, case: &Case, standing: &Assessment) -> Vec<SentGapView> {
    let sent = |(section, gap): (&Section, &ExplainedGap)| {
        let topic = topic_of(&gap.key).filter(|(topic, _)| !topic.is_restricted());
        let planned = topic.and_then(|topic| case.pre_release.topics.get(&topic));
        SentGapView {
            explained: explained(gap, section),
            now: standing.item(&gap.key).map(|item| stands(row_state(&item.standing))),
            owner: planned.and_then(|planned| planned.owner),
            due: planned.and_then(|planned| planned.due).map(iso),
        }
    };
    let gaps = pack.sections.iter().flat_map(|section| section.gaps.iter().map(move |gap| (section, gap)));
    gaps.map(sent).collect()
}
