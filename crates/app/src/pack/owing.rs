//! From the packs of a case, and from how somebody left, to the facts by which things are owed for them.

use casework::movement::{Direction, MovementKind};
use casework::pre_release::{Outcome, PackRecipient, PackStep, ReportedOutcome, SealedPack};
use casework::{Case, london};
use jiff::civil::Date;
use ledger::PrincipalId;
use policy::obligation::{AfterRelease, PackFact};
use store::name::plain;

use super::changed_since;
use super::content::known_recipient;

/// The packs for whoever has the case in the community now, and what became of each.
pub(crate) fn packs_of(case: &Case) -> Vec<PackFact> {
    for_now(case).map(|(fact, _)| fact).collect()
}

/// Since when something that the newest pack prints of those that went is another.
pub(crate) fn changed(case: &Case) -> Option<Date> {
    let gone = for_now(case).filter(|(fact, _)| fact.gone().is_some());
    let (_, newest) = gone.max_by_key(|(fact, _)| *fact)?;
    changed_since(case, newest).min()
}

/// When somebody was released, and when it was recorded how the first appointment went.
pub(crate) fn after_release(case: &Case) -> AfterRelease {
    let of_appointment =
        |known: &&ReportedOutcome| matches!(known.outcome, Outcome::AppointmentKept | Outcome::AppointmentMissed);
    let reported = case.pre_release.outcomes.iter().filter(of_appointment).map(|known| known.mark.recorded).max();
    AfterRelease { released: released(case), reported: reported.map(london::day) }
}

/// Whoever sealed the last pack of somebody who was released: nobody is their offender manager here any more, and how it went is still
/// to be followed.
pub(crate) fn follows(case: &Case) -> Option<PrincipalId> {
    released(case)?;
    case.pre_release.standing_packs().last().map(|(_, pack)| pack.mark.author)
}

/// Whether something can be owed in a case: for somebody who is held here, and for somebody who was released after a pack was sealed.
pub(crate) fn is_owed_for(case: &Case, prison: &str) -> bool {
    case.is_held_by(prison) || (released(case).is_some() && !case.pre_release.packs.is_empty())
}

/// The day on which somebody was released who has not come back.
pub(super) fn released(case: &Case) -> Option<Date> {
    let stays = |kind| matches!(kind, MovementKind::Admission | MovementKind::Transfer | MovementKind::Release);
    let last = case.movements.iter().rev().find(|moved| stays(moved.kind))?;
    let left = last.kind == MovementKind::Release && last.direction == Direction::Out;
    left.then(|| last.at.date())
}

fn for_now(case: &Case) -> impl Iterator<Item = (PackFact, &SealedPack)> {
    let known = known_recipient(case);
    let packs = case.pre_release.packs.values().filter(move |pack| is_for(&pack.to, &known));
    packs.map(|pack| (fact(pack), pack))
}

/// Whether a pack is for whoever has the case, as far as the record says who that is. What went to a team is for everybody in it.
fn is_for(to: &PackRecipient, known: &PackRecipient) -> bool {
    let same = |one: &str, other: &str| !one.trim().is_empty() && plain(one) == plain(other);
    if known.name.is_empty() && known.email.is_empty() {
        return true;
    }
    let to_their_team = to.name.trim().is_empty() && (known.team.is_empty() || same(&to.team, &known.team));
    to_their_team || same(&to.name, &known.name) || same(&to.email, &known.email)
}

fn fact(pack: &SealedPack) -> PackFact {
    let day = |step| pack.last(step).map(|mark| london::day(mark.recorded));
    let received = day(PackStep::Received).max(day(PackStep::ReceivedWithQuestions));
    PackFact {
        version: pack.version,
        sealed: london::day(pack.mark.recorded),
        // What arrived was sent.
        sent: day(PackStep::Sent).or(received),
        words_given: day(PackStep::WordsGiven),
        chased: day(PackStep::Chased),
        received,
        astray: day(PackStep::Astray),
        recalled: day(PackStep::Recalled),
    }
}
