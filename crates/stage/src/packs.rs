//! Handover packs of the demonstration: of each state in which a pack can be there is one to be seen. They are sealed as anybody seals one,
//! by the offender manager at their own computer; the file is thrown away. What happens to these few people from then on is told after
//! everything else, because a pack is put together from a record that is folded.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;

use app::AppError;
use app::demonstration::Cast;
use app::pack::Sealing;
use app::types::{
    Act, ActDone, CaseEvent, Fact, FactsRecorded, Field, FieldKey, GapCause, GapExplained, PackStep, PackTraced,
    PlanState, Source, Topic, Value, london,
};
use demo::{Person, Prison};
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};

use crate::number;
use crate::owed::plan::{afterwards, released, said, stated};
use crate::owed::{self, Deed, Ready, Staff, arrived, arrived_by, date, pom_on, release_date};

/// How far somebody's pack has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Story {
    /// Version 1 was received, the record says something else since, and three gaps are left in the draft of version 2.
    Changed,
    /// Nothing is missing without a word, and nothing is sealed.
    Ready,
    /// Sent, and nobody has said that it arrived.
    Waiting,
    /// Received.
    Received,
    /// Sent to the wrong place.
    Astray,
    /// Received with questions, which version 2 answered.
    Answered,
    /// Released since, and kept the first appointment.
    Kept,
    /// Released since, and nobody has said how it went.
    Unheard,
}

/// Each story, how many days ago the first version of its pack is sealed, and in how many days the release is or was. A small prison has
/// as many of them as it has twenties of people.
const STORIES: [(Story, i64, RangeInclusive<i64>); 8] = [
    (Story::Changed, 33, 30..=84),
    (Story::Waiting, 5, 20..=330),
    (Story::Ready, 2, 20..=340),
    (Story::Received, 16, 20..=330),
    (Story::Astray, 7, 20..=330),
    (Story::Kept, 24, -45..=-14),
    (Story::Answered, 24, 20..=330),
    (Story::Unheard, 20, -60..=-1),
];

/// So many people for each story.
const PEOPLE: usize = 20;
/// What is left open in the draft of a version 2.
const OPEN: [&str; 3] = ["health-consent", "release-address", "bank-account"];
/// So long before the pack somebody has been here.
const HERE_DAYS: i64 = 70;
/// When a pack is written, and when it is sealed.
const WRITING: Time = time(11, 0, 0, 0);
const SEALING: Time = time(11, 30, 0, 0);
const AFTER_LUNCH: Time = time(14, 10, 0, 0);

/// Something that is done about a pack.
pub(crate) struct PackDeed {
    /// When.
    pub(crate) at: Timestamp,
    by: usize,
    act: PackAct,
}

enum PackAct {
    /// Everything that is missing is explained, but for these.
    Explain(&'static [&'static str]),
    /// It is sealed.
    Seal,
    /// A step of the newest version, in the words of a section.
    Trace(PackStep, &'static str),
}

/// Somebody of whom a pack is put together.
pub(crate) struct PackCase<'a> {
    /// Who.
    pub(crate) person: &'a Person,
    /// When the pack is begun: what happens to them from then on is told last.
    pub(crate) begins: Timestamp,
    /// What is different with them.
    pub(crate) ready: Ready,
    story: Story,
    sealed: Date,
    pom: usize,
}

/// Everybody of whom a pack is put together, by their place in the prison.
pub(crate) fn cases(prison: &Prison, now: Timestamp) -> BTreeMap<usize, PackCase<'_>> {
    let today = london::day(now);
    let busiest = busiest(prison);
    let mut chosen = BTreeMap::new();
    for (story, days, release) in STORIES.into_iter().take(prison.people.len() / PEOPLE) {
        let sealed = today.saturating_sub(days.days());
        let fits = |person: &Person| {
            let sealed = sealed_on(story, sealed, person);
            is_fit(person, story, sealed, today)
                && pom_on(person, sealed).is_some()
                && leaves(person, story).is_some_and(|day| release.contains(&days_to(today, day)))
        };
        let free = |place: &usize| !chosen.contains_key(place);
        let mut fit = prison.people.iter().enumerate().filter(|(place, person)| free(place) && fits(person));
        // The offender manager whose cases are looked at first has as many of them as there are.
        let theirs = |person: &Person| pom_on(person, sealed_on(story, sealed, person)) == busiest;
        let first = fit.clone().next();
        let Some((place, person)) = fit.find(|(_, person)| theirs(person)).or(first) else { continue };
        let sealed = sealed_on(story, sealed, person);
        let pom = pom_on(person, sealed);
        let begins = london::instant(sealed.to_datetime(Time::midnight()));
        let (Some(pom), Some(begins)) = (pom, begins) else { continue };
        let without: &[Topic] = if story == Story::Changed { &[Topic::HealthConsent] } else { &[] };
        chosen.insert(place, PackCase { person, begins, ready: Ready { without }, story, sealed, pom });
    }
    chosen
}

/// Who has the most cases.
fn busiest(prison: &Prison) -> Option<usize> {
    let here = prison.people.iter().filter(|person| arrived(person).is_some());
    let mut cases: BTreeMap<usize, usize> = BTreeMap::new();
    for pom in here.filter_map(|person| pom_on(person, prison.options.today)) {
        *cases.entry(pom).or_default() += 1;
    }
    cases.into_iter().rev().max_by_key(|(_, count)| *count).map(|(pom, _)| pom)
}

fn days_to(today: Date, day: Date) -> i64 {
    i64::from((day - today).get_days())
}

/// When somebody leaves, or left.
fn leaves(person: &Person, story: Story) -> Option<Date> {
    if is_after_release(story) { released(person) } else { release_date(person) }
}

const fn is_after_release(story: Story) -> bool {
    matches!(story, Story::Kept | Story::Unheard)
}

/// Whoever has left had their pack nine days before that.
fn sealed_on(story: Story, sealed: Date, person: &Person) -> Date {
    match released(person).filter(|_| is_after_release(story)) {
        Some(released) => released.saturating_sub(9.days()),
        None => sealed,
    }
}

/// Whether somebody was sentenced to a time that ends, has been here long enough, and has a community offender manager and an assessment.
fn is_fit(person: &Person, story: Story, sealed: Date, today: Date) -> bool {
    let text = |name: &str| person.document.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    let flag = |name: &str| person.document.get(name).and_then(serde_json::Value::as_bool) == Some(true);
    let before = sealed.saturating_sub(HERE_DAYS.days());
    let com = person.com.as_ref().is_some_and(|com| !com.name.is_empty());
    // Who that is came with the assessment.
    let known = com && person.rosh.as_ref().is_some_and(|rosh| rosh.assessed < sealed.saturating_sub(7.days()));
    // What the prison system says anew would ask for a new version.
    let is_steady = match story {
        Story::Changed | Story::Ready => true,
        Story::Kept | Story::Unheard => person.earlier.last().is_some_and(|snapshot| snapshot.on <= sealed),
        _ => person.earlier.is_empty() && person.allocations.iter().all(|held| held.from < sealed),
    };
    let here = is_after_release(story) || arrived(person).is_some();
    let serving = !flag("indeterminateSentence") && !flag("recall") && !text("pncNumber").is_empty();
    let sentenced = text("legalStatus") == "SENTENCED" || is_after_release(story);
    let was_here = arrived_by(person, sealed).is_some_and(|day| day <= before) && sealed < today;
    known && is_steady && here && serving && sentenced && was_here && !person.plan.is_empty()
}

impl<'a> PackCase<'a> {
    /// What is done about the pack, and beside it, from the day on which it is begun.
    pub(crate) fn deeds(&self, staff: Staff, now: Timestamp) -> (Vec<Deed>, Vec<PackDeed>) {
        let mut telling = Telling { case: self, staff, now, deeds: Vec::new(), packs: Vec::new() };
        telling.tell();
        (telling.deeds, telling.packs)
    }
}

/// One story, while it is told.
struct Telling<'c, 'a> {
    case: &'c PackCase<'a>,
    staff: Staff,
    now: Timestamp,
    deeds: Vec<Deed>,
    packs: Vec<PackDeed>,
}

impl Telling<'_, '_> {
    fn tell(&mut self) {
        match self.case.story {
            Story::Changed => {
                self.leaves(0);
                self.pack(2, AFTER_LUNCH, PackAct::Trace(PackStep::Received, "received"));
                self.changes();
                self.explains_now(&OPEN);
            }
            Story::Ready => self.explains_now(&[]),
            Story::Waiting => self.leaves(0),
            Story::Received | Story::Kept | Story::Unheard => {
                self.leaves(0);
                self.pack(2, AFTER_LUNCH, PackAct::Trace(PackStep::Received, "received"));
            }
            Story::Astray => {
                self.leaves(0);
                self.pack(2, AFTER_LUNCH, PackAct::Trace(PackStep::Astray, "astray"));
            }
            Story::Answered => {
                self.leaves(0);
                self.pack(3, AFTER_LUNCH, PackAct::Trace(PackStep::ReceivedWithQuestions, "questions"));
                self.state(9, Topic::DrugTests, PlanState::Held, "drug-tests");
                self.leaves(16);
                self.pack(18, AFTER_LUNCH, PackAct::Trace(PackStep::Received, "received"));
            }
        }
        let heard = match self.case.story {
            Story::Kept => Some(true),
            Story::Unheard => Some(false),
            _ => return,
        };
        self.deeds.extend(afterwards(self.case.person, 0, self.staff, self.now, heard));
    }

    /// Everything is explained by now, but for these: whatever the prison system said this morning.
    fn explains_now(&mut self, but: &'static [&'static str]) {
        self.packs.push(PackDeed { at: self.now, by: self.case.pom, act: PackAct::Explain(but) });
    }

    /// So many days later it is explained, sealed, sent, and the words are given.
    fn leaves(&mut self, later: i64) {
        self.pack(later, WRITING, PackAct::Explain(&[]));
        self.pack(later, SEALING, PackAct::Seal);
        self.pack(later, time(11, 42, 0, 0), PackAct::Trace(PackStep::Sent, "sent"));
        self.pack(later, time(11, 55, 0, 0), PackAct::Trace(PackStep::WordsGiven, "words-given"));
    }

    /// What became another after version 1: the date moved, the bank refused, the address is gone.
    fn changes(&mut self) {
        let person = self.case.person;
        if let Some(release) = date(person, "conditionalReleaseDate") {
            let value = Value::Date(release.saturating_sub(6.days()));
            let facts = vec![Fact { field: FieldKey::Known(Field::ConditionalRelease), value, calculated: None }];
            let source = Source::Staff { reason: "The warrant, read again with the sentence calculation".to_owned() };
            self.deed(12, self.staff.administrator, CaseEvent::FactsRecorded(FactsRecorded { source, facts }));
            let (on, words) =
                (self.later(14), "Told the community team; the day of release is planned anew".to_owned());
            let read = ActDone { act: Act::MovesRead, on, about: None, words };
            self.deed(14, self.case.pom, CaseEvent::ActDone(read));
        }
        self.state(19, Topic::BankAccount, PlanState::Refused, "bank-account.refused");
        self.state(23, Topic::ReleaseAddress, PlanState::Ended, "release-address.gone");
        self.state(26, Topic::WishToLive, PlanState::Held, "wish-to-live");
    }

    fn state(&mut self, later: i64, topic: Topic, state: PlanState, section: &str) {
        let words = said(self.case.person, section, 0);
        self.deed(later, self.case.pom, CaseEvent::PlanStated(stated(topic, state, words)));
    }

    fn later(&self, days: i64) -> Date {
        self.case.sealed.saturating_add(days.days())
    }

    fn at(&self, later: i64, time: Time) -> Option<Timestamp> {
        london::instant(self.later(later).to_datetime(time)).filter(|at| *at <= self.now)
    }

    fn deed(&mut self, later: i64, by: usize, event: CaseEvent) {
        if let Some(at) = self.at(later, WRITING) {
            self.deeds.push(Deed::new(at, by, event));
        }
    }

    fn pack(&mut self, later: i64, time: Time, act: PackAct) {
        if let Some(at) = self.at(later, time) {
            self.packs.push(PackDeed { at, by: self.case.pom, act });
        }
    }
}

/// Does something about a pack. `folder`: where a file can be for a moment.
pub(crate) async fn play(cast: &mut Cast<'_>, person: &Person, deed: PackDeed, folder: &Path) -> Result<(), AppError> {
    let PackDeed { at, by, act } = deed;
    let number = number(person)?;
    match act {
        PackAct::Trace(step, section) => {
            let packs = cast.case(&number).map(|case| &case.pre_release.packs);
            let newest = packs.and_then(|packs| packs.iter().max_by_key(|(_, pack)| pack.version));
            let Some((id, _)) = newest else { return Ok(()) };
            let traced = PackTraced { id: *id, step, words: said(person, section, 0).to_owned() };
            owed::play(cast, person, Deed::new(at, by, CaseEvent::PackTraced(traced))).await
        }
        PackAct::Explain(but) => explain(cast, person, (at, by), but).await,
        PackAct::Seal => {
            let file = folder.join("sealing.pdf");
            let mut seat = cast.sit_down(by, at).await?;
            seat.session().seal_pack(&number, Sealing::default(), &file).await?;
            seat.stand_up(&number).await?;
            std::fs::remove_file(&file).map_err(|error| AppError::input(error.to_string(), "Look at the folder."))
        }
    }
}

/// Somebody explains at some time what is missing from a pack, but for some of it.
pub(crate) async fn explain(
    cast: &mut Cast<'_>,
    person: &Person,
    (at, by): (Timestamp, usize),
    but: &[&str],
) -> Result<(), AppError> {
    for explained in missing(cast, person, (at, by), but).await? {
        owed::play(cast, person, Deed::new(at, by, CaseEvent::GapExplained(explained))).await?;
    }
    Ok(())
}

/// What is missing from somebody's pack, but for some of it, each with why.
async fn missing(
    cast: &mut Cast<'_>,
    person: &Person,
    (at, by): (Timestamp, usize),
    but: &[&str],
) -> Result<Vec<GapExplained>, AppError> {
    let number = number(person)?;
    let mut seat = cast.sit_down(by, at).await?;
    let draft = seat.session().pack_draft(&number).await?;
    seat.stand_up(&number).await?;
    let gaps = draft.sections.into_iter().flat_map(|section| section.gaps);
    let open = gaps.filter(|gap| gap.explained.is_none() && !but.contains(&gap.key.as_str()));
    let explained = open.enumerate().map(|(which, gap)| {
        let key = gap.key.split(':').next().unwrap_or_default();
        let own = said(person, &format!("gap.{key}"), 0);
        let words = if own.is_empty() { said(person, "gap", which) } else { own }.to_owned();
        let cause = match key {
            "health-consent" => GapCause::NotSaid,
            "com-contacts" => GapCause::StandsAsItIs,
            _ => GapCause::NotKnownYet,
        };
        GapExplained { gap: gap.key, cause, words }
    });
    Ok(explained.collect())
}
