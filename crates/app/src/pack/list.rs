//! The packs of the unit: whoever is handed over soon, whoever's gaps somebody has begun to explain, and whoever had one.

use api::{PackState, PacksRow, PacksView};
use casework::event::Post;
use casework::pre_release::{PackStep, SealedPack};
use casework::{Act, Case, PrisonNumber, Right, london};
use jiff::ToSpan;
use jiff::civil::Date;
use policy::handover;
use policy::pack::{Item, assess};
use store::doing::DoneRow;

use super::content::{likely_recipient, whom};
use super::fields::changed_since;
use super::owing::{follows, released};
use crate::error::AppError;
use crate::owed::{InForce, handover_facts};
use crate::session::Session;

/// So long before the handover, or before release, somebody stands in the list.
const AHEAD_WEEKS: i64 = 12;
/// And so long after the handover, since whoever was handed over longer ago without a pack gets one before release; and after a release, where
/// nobody has said that the pack arrived.
const BEHIND_WEEKS: i64 = 52;

impl Session {
    /// Everybody here who is handed over or released soon, of whose pack a gap was explained or of whom one was sealed; and whoever was released
    /// before it arrived.
    pub async fn packs(&self) -> Result<PacksView, AppError> {
        self.demand(Right::ReadCases)?;
        let rules = self.in_force().await?;
        let contacts = self.record.done_by_case(Act::ComContact).await?;
        let cases = self.record.cases().await?;
        let since = self.today().saturating_sub(BEHIND_WEEKS.weeks());
        let row = |(number, case): &(PrisonNumber, Case)| {
            self.packs_row(number, case, &rules, contacts.get(number).map_or(&[], Vec::as_slice))
        };
        let stays = |(_, case): &&(PrisonNumber, Case)| {
            case.is_held_by(self.prison()) || (has_left_since(case, since) && is_unanswered(case))
        };
        let mut rows: Vec<PacksRow> = cases.iter().filter(stays).filter_map(row).collect();
        rows.sort_by(|one, other| {
            let key = |row: &PacksRow| (row.handover.is_none(), row.handover.clone(), row.name.clone());
            key(one).cmp(&key(other))
        });
        Ok(PacksView { today: self.today().to_string(), rows })
    }

    /// `contacts`: what the community offender manager did for it.
    fn packs_row(&self, number: &PrisonNumber, case: &Case, rules: &InForce, contacts: &[DoneRow]) -> Option<PacksRow> {
        let (facts, today) = (handover_facts(case), self.today());
        let outcome = handover::handover(&facts, today, rules.handover).answer.known();
        let handed = outcome.and_then(|outcome| outcome.handover()?.dates).map(|dates| dates.handover);
        let release = handover::earliest_release(&facts, today, rules.handover).answer.known().flatten();
        let release = release.map(|release| release.date);
        let (since, until) = (today.saturating_sub(BEHIND_WEEKS.weeks()), today.saturating_add(AHEAD_WEEKS.weeks()));
        let is_near = handed.is_some_and(|day| (since..=until).contains(&day))
            || release.is_some_and(|day| (today..=until).contains(&day));
        let newest = newest(case);
        if newest.is_none() && !is_near && !case.pre_release.is_pack_begun() {
            return None;
        }
        let state = match newest {
            Some(pack) => state(case, pack),
            None => {
                let items = assess(&self.pack_facts(case, rules, contacts), &rules.pack).items;
                let gaps = items.iter().filter(|item| Item::is_open(item)).count();
                PackState::Draft { gaps: u32::try_from(gaps).unwrap_or(u32::MAX) }
            }
        };
        let pom = case.holder(Post::Pom).map(|holding| holding.staff);
        let follower = pom.or_else(|| follows(case));
        Some(PacksRow {
            number: number.to_string(),
            name: case.list_name(),
            pom: pom.map(|pom| self.staff_name(pom)),
            mine: follower.is_some() && follower == self.principal(),
            to: whom(&likely_recipient(case)),
            handover: handed.map(|day| day.to_string()),
            release: released(case).or(release).map(|day| day.to_string()),
            state,
            version: newest.map(|pack| pack.version),
            sealed: newest.map(|pack| london::day(pack.mark.recorded).to_string()),
        })
    }
}

/// The newest pack of a case, whatever became of it.
fn newest(case: &Case) -> Option<&SealedPack> {
    case.pre_release.packs.values().max_by_key(|pack| (pack.version, pack.mark.position))
}

fn has_left_since(case: &Case, since: Date) -> bool {
    released(case).is_some_and(|day| day >= since)
}

/// Whether a pack was sealed and nobody said that it arrived.
fn is_unanswered(case: &Case) -> bool {
    newest(case).is_some_and(|pack| !pack.is_received())
}

/// How the newest pack of a case stands.
fn state(case: &Case, pack: &SealedPack) -> PackState {
    if pack.is_void() {
        return PackState::Lost;
    }
    if pack.last(PackStep::Sent).is_none() && !pack.is_received() {
        return PackState::Sealed;
    }
    let changed = u32::try_from(changed_since(case, pack).count()).unwrap_or(u32::MAX);
    if pack.is_received() { PackState::Received { changed } } else { PackState::Waiting { changed } }
}
