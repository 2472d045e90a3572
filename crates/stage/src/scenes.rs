//! What happens in the story of a prison, and in which order.

use std::collections::BTreeMap;

use app::AppError;
use app::types::london;
use demo::{Person, Prison, StaffRole};
use jiff::civil::{DateTime, Time, time};
use jiff::{Timestamp, ToSpan};
use serde_json::Value as Json;

use crate::elsewhere::{self, Came};
use crate::owed::plan::afterwards;
use crate::owed::{Deed, Staff, deeds};
use crate::packs::{self, PackCase, PackDeed};
use crate::rotl::{self, Office};

/// When the nightly import runs.
const NIGHT: Time = time(5, 30, 0, 0);
/// When the day's office work is done.
const MORNING: Time = time(9, 15, 0, 0);

/// Something that happens in it.
pub(crate) enum Scene<'a> {
    Document(&'a Person, &'a Json),
    /// The last night's export is read, so many of its documents having changed.
    Night(Vec<&'a Json>, usize),
    Moved(&'a Person, &'a demo::Movement),
    Assessed(&'a Person),
    Known(&'a Person),
    Taken(&'a Person, &'a demo::Allocation),
    Left(&'a Person, &'a demo::Allocation),
    Note(usize, &'a demo::Note),
    Amended(usize, &'a demo::Note),
    Settled(usize, &'a demo::Note, usize),
    Done(&'a Person, Box<Deed>),
    /// The unit begins to seal its packs here: what is long overdue went by e-mail.
    PacksBegin,
    /// Something is done about somebody's pack.
    Pack(&'a Person, PackDeed),
    /// The pack of somebody who came from another prison is taken in.
    PackCame(Came<'a>),
}

impl<'a> Scene<'a> {
    /// What comes first when two happen at once: people arrive before anything is written about them.
    const fn rank(&self) -> u8 {
        match self {
            Self::Document(..) => 0,
            Self::Night(..) => 1,
            Self::Moved(..) => 2,
            Self::Assessed(_) | Self::Known(_) => 3,
            Self::Left(..) => 4,
            Self::Taken(..) => 5,
            Self::Note(..) => 6,
            Self::Amended(..) => 7,
            Self::Settled(..) => 8,
            Self::Done(..) => 9,
            Self::PacksBegin => 10,
            Self::Pack(..) => 11,
            Self::PackCame(_) => 12,
        }
    }

    /// Whom it is about.
    fn about(&self, prison: &'a Prison) -> Option<&'a Person> {
        match self {
            Self::Night(..) | Self::PacksBegin => None,
            Self::Document(person, _)
            | Self::Moved(person, _)
            | Self::Assessed(person)
            | Self::Known(person)
            | Self::Taken(person, _)
            | Self::Left(person, _)
            | Self::Done(person, _)
            | Self::Pack(person, _) => Some(person),
            Self::PackCame(came) => Some(came.person),
            Self::Note(_, note) | Self::Amended(_, note) | Self::Settled(_, note, _) => prison.people.get(note.person),
        }
    }
}

/// The story, in the order in which it was written down.
pub(crate) struct Scenes<'a> {
    /// What happens until everything is folded.
    pub(crate) story: Vec<(Timestamp, Scene<'a>)>,
    /// What happens to those of whom a pack is put together, from then on, and what is done in a colleague's own session: told when all the
    /// rest is in the record.
    pub(crate) last: Vec<(Timestamp, Scene<'a>)>,
}

/// So many days ago the unit began to seal its packs here.
const PACKS_SINCE: i64 = 60;

/// The whole story.
pub(crate) fn story(prison: &Prison, now: Timestamp) -> Result<Scenes<'_>, AppError> {
    let mut story = Vec::new();
    let mut add = |local: DateTime, scene| {
        let at = london::instant(local).ok_or_else(|| AppError::input("A date of the story is out of range.", ""))?;
        story.push((at.min(now), scene));
        Ok::<(), AppError>(())
    };
    let today = prison.options.today;
    let documents = prison.people.iter().map(|person| &person.document).collect();
    let changed = prison.people.iter().filter(|person| !person.earlier.is_empty()).count();
    add(today.to_datetime(NIGHT), Scene::Night(documents, changed))?;
    for person in &prison.people {
        let arrived = person.movements.first().map_or(today, |movement| movement.at.date());
        let first = person.earlier.first().map_or(today, |snapshot| snapshot.on).min(arrived);
        for (at, snapshot) in person.earlier.iter().enumerate() {
            let on = if at == 0 { first } else { snapshot.on };
            add(on.to_datetime(NIGHT), Scene::Document(person, &snapshot.document))?;
        }
        let current = if person.earlier.is_empty() { first } else { today };
        add(current.to_datetime(NIGHT), Scene::Document(person, &person.document))?;
        for movement in &person.movements {
            add(movement.at, Scene::Moved(person, movement))?;
        }
        let assessed = person.rosh.as_ref().map_or(first, |rosh| rosh.assessed.max(first));
        add(assessed.to_datetime(MORNING), Scene::Assessed(person))?;
        add(first.to_datetime(MORNING), Scene::Known(person))?;
        for allocation in &person.allocations {
            add(allocation.from.max(first).to_datetime(MORNING), Scene::Taken(person, allocation))?;
            if let Some(to) = allocation.to {
                add(to.max(first).to_datetime(MORNING), Scene::Left(person, allocation))?;
            }
        }
    }
    for (at, note) in prison.notes.iter().enumerate() {
        add(note.recorded, Scene::Note(at, note))?;
        if let Some(amendment) = &note.amendment {
            add(amendment.at, Scene::Amended(at, note))?;
        }
        for (which, action) in note.actions.iter().enumerate() {
            if let Some(done) = action.done_on {
                add(done.to_datetime(MORNING).max(note.recorded), Scene::Settled(at, note, which))?;
            }
        }
    }
    add(today.saturating_sub(PACKS_SINCE.days()).to_datetime(MORNING), Scene::PacksBegin)?;
    let packs = packs::cases(prison, now);
    done(prison, &packs, now, &mut story);
    story.sort_by_key(|(at, scene)| (*at, scene.rank()));
    let begins: BTreeMap<&str, Timestamp> =
        packs.values().map(|case| (case.person.prison_number.as_str(), case.begins)).collect();
    let is_last = |(at, scene): &(Timestamp, Scene<'_>)| {
        let begins = scene.about(prison).and_then(|person| begins.get(person.prison_number.as_str()));
        matches!(scene, Scene::PackCame(_)) || begins.is_some_and(|begins| at >= begins)
    };
    let (last, story) = story.into_iter().partition(is_last);
    Ok(Scenes { story, last })
}

/// What was done for everybody, about releases on temporary licence, and about packs.
fn done<'a>(
    prison: &'a Prison,
    packs: &BTreeMap<usize, PackCase<'a>>,
    now: Timestamp,
    story: &mut Vec<(Timestamp, Scene<'a>)>,
) {
    let first = |wanted: StaffRole| prison.staff.iter().position(|member| member.role == wanted).unwrap_or(0);
    let staff = Staff { head: first(StaffRole::HeadOfOmuDelivery), administrator: first(StaffRole::CaseAdministrator) };
    let mut done = Vec::new();
    for (place, person) in prison.people.iter().enumerate() {
        let (before, beside) = match packs.get(&place) {
            Some(case) => {
                let (beside, acts) = case.deeds(staff, now);
                story.extend(acts.into_iter().map(|act| (act.at, Scene::Pack(person, act))));
                (deeds(person, place, staff, case.begins, Some(case.ready)), beside)
            }
            None => (deeds(person, place, staff, now, None), afterwards(person, place, staff, now, None)),
        };
        done.extend(before.into_iter().chain(beside).map(|deed| (person, deed)));
    }
    story.extend(elsewhere::came(prison, packs, now).map(|came| (came.at, Scene::PackCame(came))));
    let office = Office { governor: first(StaffRole::Governor), gate: first(StaffRole::GateOfficer), head: staff.head };
    done.extend(rotl::deeds(prison.people.iter(), office, now));
    story.extend(done.into_iter().map(|(person, deed)| (deed.at, Scene::Done(person, Box::new(deed)))));
}
