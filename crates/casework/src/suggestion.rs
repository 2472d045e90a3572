//! Who could take over those who have nobody in a post: somebody who knows them first, even above room; then whoever has the
//! lightest load; then who was given nobody for longest. It suggests; a person accepts or chooses otherwise.

use jiff::Timestamp;
use ledger::PrincipalId;

/// How many prisoners a keyworker has room for, where nobody says otherwise: the national service's own default.
pub const KEYWORKER_ROOM: u32 = 9;

/// Somebody who could be given a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Officer {
    /// Who.
    pub staff: PrincipalId,
    /// How many cases they have in this post.
    pub load: u32,
    /// When they were last given one.
    pub last_given: Option<Timestamp>,
}

/// Somebody who has nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Who held the post for them before, the last one first.
    pub former: Vec<PrincipalId>,
    /// Who cannot take them.
    pub not: Option<PrincipalId>,
    /// Whether somebody has to look first: what is suggested then is nobody's yet, and takes nobody's room.
    pub check_first: bool,
}

/// Why somebody is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// They held the post for this person before.
    Knows,
    /// Nobody has fewer cases.
    Lightest,
}

/// Somebody who is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub staff: PrincipalId,
    /// Why.
    pub because: Because,
    /// How many cases they have before this one, those that were suggested before it included.
    pub load: u32,
}

/// Suggests for each of those who wait, in their order: whoever comes first is given the lightest load. Nothing, where nobody
/// who knows them is here and nobody has room.
pub fn suggest(officers: &[Officer], waiting: &[Waiting], room: Option<u32>) -> Vec<Option<Suggestion>> {
    let mut pool: Vec<InPool> = officers.iter().map(|officer| InPool { officer: *officer, given: 0 }).collect();
    let mut turn = 0;
    waiting
        .iter()
        .map(|person| {
            let (at, because) = choose(&pool, person, room)?;
            let chosen = pool.get_mut(at)?;
            let suggestion = Suggestion { staff: chosen.officer.staff, because, load: chosen.officer.load };
            if !person.check_first {
                turn += 1;
                chosen.given = turn;
                chosen.officer.load += 1;
            }
            Some(suggestion)
        })
        .collect()
}

/// An officer, with when in this round they were last suggested (0: not yet).
struct InPool {
    officer: Officer,
    given: u32,
}

fn choose(pool: &[InPool], person: &Waiting, room: Option<u32>) -> Option<(usize, Because)> {
    let can = |staff: PrincipalId| person.not != Some(staff);
    let in_pool = |staff: &PrincipalId| pool.iter().position(|one| one.officer.staff == *staff);
    if let Some(at) = person.former.iter().filter(|former| can(**former)).find_map(in_pool) {
        return Some((at, Because::Knows));
    }
    let free = |one: &InPool| room.is_none_or(|room| one.officer.load < room);
    let lightest = pool
        .iter()
        .enumerate()
        .filter(|(_, one)| can(one.officer.staff) && free(one))
        // Who was never given anybody comes before who was given somebody long ago.
        .min_by_key(|(_, InPool { officer, given })| (officer.load, *given, officer.last_given));
    lightest.map(|(at, _)| (at, Because::Lightest))
}
