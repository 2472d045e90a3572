//! Somebody came from another prison, and so did their handover pack. That prison has a unit of its own for as long as it takes to seal it: it is
//! founded, told what it knew of them, seals the pack to this unit's inbox as anybody seals one, and is thrown away. Here the pack is taken in
//! as anybody takes one in.

use std::collections::BTreeMap;
use std::path::Path;

use app::AppError;
use app::clock::FixedClock;
use app::demonstration::Cast;
use app::found::{Founding, found};
use app::keystore::Keystore;
use app::pack::{InboxAddress, Sealing, Told, unit_recipient};
use app::types::{Allocated, CaseEvent, Compartment, Passphrase, Post, Role, Roles, Subject, Topic, codes, london};
use demo::{Allocation, AllocationKind, Person, Prison};
use jiff::civil::{Date, Time, time};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value as Json, json};

use crate::number;
use crate::owed::{self, Ready, Staff, arrived, arrived_by, deeds, pom_on, release_date};
use crate::packs::{PackCase, explain};

/// Who works there, by their places in its cast. Nobody needs what opens their record: it is there for a moment.
const ADMINISTRATOR: (usize, &str) = (0, "Josephine Hartley");
const POM: (usize, &str) = (1, "Dominic Feld");
const PASSPHRASE: &str = "nine ladders lean on a quiet harbour wall";
/// What they left open: the pack says why.
const OPEN: &[Topic] = &[Topic::HealthConsent, Topic::ReleaseAddress];
/// So long somebody has been there, and so long before release at most they leave: there is something to say in the pack.
const THERE_DAYS: i64 = 40;
const AHEAD_DAYS: i32 = 400;
/// So long after they came the pack is taken in: by then they have an offender manager here.
const TAKEN_IN_AFTER: i64 = 6;
/// When it is sealed there, and taken in here.
const SEALING: Time = time(15, 0, 0, 0);
const MORNING: Time = time(10, 20, 0, 0);

/// Somebody who came with a pack.
pub(crate) struct Came<'a> {
    /// Who.
    pub(crate) person: &'a Person,
    /// When the pack is taken in.
    pub(crate) at: Timestamp,
    /// Who takes it in.
    by: usize,
    /// The code of the prison that they came from.
    from: &'a str,
    /// When that prison sealed it: the day before they left.
    sealed: Timestamp,
    /// Their place in this prison.
    place: usize,
}

/// Who came with a pack: of those of whom there is something to say, and none is put together here, whoever came last. Nobody, where a prison is
/// too small.
pub(crate) fn came<'a>(prison: &'a Prison, packs: &BTreeMap<usize, PackCase<'_>>, now: Timestamp) -> Option<Came<'a>> {
    let free = prison.people.iter().enumerate().filter(|(place, _)| !packs.contains_key(place));
    free.filter_map(|(place, person)| Came::of(place, person, now)).max_by_key(|came| came.at)
}

impl<'a> Came<'a> {
    fn of(place: usize, person: &'a Person, now: Timestamp) -> Option<Self> {
        let arrived = arrived(person).filter(|_| !person.plan.is_empty())?;
        let moved = person.movements.iter().rev().find(|moved| moved.kind == "ADM" && moved.at.date() == arrived)?;
        let from = moved.from.as_deref().filter(|code| codes::prison(code).is_some())?;
        let sealed_on = arrived.yesterday().ok()?;
        let was_there = arrived_by(person, sealed_on)? <= sealed_on.saturating_sub(THERE_DAYS.days());
        let days_left = (release_date(person)? - sealed_on).get_days();
        let taken_in = arrived.saturating_add(TAKEN_IN_AFTER.days());
        let (sealed, at) =
            (london::instant(sealed_on.to_datetime(SEALING))?, london::instant(taken_in.to_datetime(MORNING))?);
        let by = pom_on(person, taken_in)?;
        let is_fit = was_there && (0..=AHEAD_DAYS).contains(&days_left) && at < now;
        is_fit.then_some(Self { person, at, by, from, sealed, place })
    }

    /// The person as that prison knew them.
    fn as_there(&self) -> Person {
        let mut document = self.person.document.clone();
        if let Some(document) = document.as_object_mut() {
            let said = [
                ("prisonId", json!(self.from)),
                ("cellLocation", Json::Null),
                ("lastMovementTypeCode", Json::Null),
                ("lastMovementReasonCode", Json::Null),
                ("lastMovementDate", Json::Null),
            ];
            document.extend(said.map(|(key, value)| (key.to_owned(), value)));
        }
        let pom = Allocation {
            kind: AllocationKind::Pom,
            staff: POM.0,
            from: Date::MIN,
            to: None,
            reason: "New reception".to_owned(),
        };
        Person { document, earlier: Vec::new(), allocations: vec![pom], ..self.person.clone() }
    }

    /// What that prison seals to an inbox, and its check code. `folder`: where it can be for a moment.
    async fn sealed_to(&self, inbox: &InboxAddress, folder: &Path) -> Result<(Vec<u8>, String), AppError> {
        let there = self.as_there();
        let number = number(&there)?;
        let staff = Staff { head: ADMINISTRATOR.0, administrator: ADMINISTRATOR.0 };
        let mut deeds = deeds(&there, self.place, staff, self.sealed, Some(Ready { without: OPEN }));
        deeds.sort_by_key(|deed| deed.at);
        let begins = deeds.first().map_or(self.sealed, |deed| deed.at) - 24.hours();
        let passphrase = Passphrase::new(PASSPHRASE);
        let founding =
            Founding { prison: self.from, staff: ADMINISTRATOR.1, passphrase: &passphrase, demonstration: true };
        let (keystore, clock) = (Keystore::File(folder.join("keystore")), Box::new(FixedClock(begins)));
        let (mut session, _) = found(folder, keystore, clock, &founding).await?;
        let colleagues = [(POM.1.to_owned(), Roles::NONE.with(Role::Pom))];
        let mut cast = Cast::assemble(&mut session, &colleagues).await?;
        let plan = cast.import(ADMINISTRATOR.0, begins, std::slice::from_ref(&there.document)).await?;
        if !plan.quarantined.is_empty() {
            let message = "A document of the demonstration was not taken by the prison that somebody came from.";
            return Err(AppError::input(message, "This is a defect of the generator."));
        }
        if let Some(staff) = cast.principal(POM.0) {
            let subject = Subject::Case(there.prison_number.as_str().into());
            let event = Allocated { post: Post::Pom, staff, reason: "New reception".to_owned() };
            let event = CaseEvent::Allocated(event);
            cast.write(ADMINISTRATOR.0, Compartment::General, begins, begins, subject, event).await?;
        }
        for deed in deeds {
            owed::play(&mut cast, &there, deed).await?;
        }
        cast.fold(|_, _| {}).await?;
        explain(&mut cast, &there, (self.sealed, POM.0), &[]).await?;
        let file = folder.join("sealing");
        let sealing = Sealing { to: Some(unit_recipient(inbox)), unit: Some(inbox.key()), ..Sealing::default() };
        let mut seat = cast.sit_down(POM.0, self.sealed).await?;
        let sealed = seat.session().seal_pack(&number, sealing, &file).await?;
        seat.stand_up(&number).await?;
        let bytes = std::fs::read(&file)?;
        session.lock().await?;
        std::fs::remove_dir_all(folder)?;
        Ok((bytes, sealed.check_code))
    }
}

/// The pack is sealed where somebody came from, and taken in here. `folder`: where the other prison can be for a moment.
pub(crate) async fn play(cast: &mut Cast<'_>, came: Came<'_>, folder: &Path) -> Result<(), AppError> {
    let number = number(came.person)?;
    let mut seat = cast.sit_down(came.by, came.at).await?;
    let inbox = seat.session().inbox()?;
    let (file, check_code) = came.sealed_to(&inbox, &folder.join("elsewhere")).await?;
    let told = Told { check_code: &check_code, ..Told::default() };
    seat.session().keep_received_pack(&file, told).await?;
    seat.stand_up(&number).await
}
