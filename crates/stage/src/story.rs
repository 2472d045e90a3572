//! The demonstration prison: invented people and their years, played by invented staff on devices of their own, in the order
//! in which it would have happened. Everything goes through the same sealing, checking and folding as in a real unit.

use std::path::Path;

use app::clock::FixedClock;
use app::demonstration::Cast;
use app::found::Founding;
use app::owed::{InForce, case_facts};
use app::types::{
    ActionAgreed, ActionId, ActionOwner, ActionSettled, Allocated, AmendmentId, CaseEvent, CaseloadQuery, Compartment,
    Contact, ContactId, Deallocated, Direction, EndReason, Fact, FactsRecorded, Field, FieldKey, Filter, Movement,
    MovementKind, MovementsRecorded, NoteAmended, NoteId, NoteWritten, Owing, Post, ROOM_SETTING, Role, Roles,
    SettledByHand, Sort, Source, Subject, Value, VictimContact, Visibility, london,
};
use app::{AppError, Session};
use demo::{AllocationKind, Person, Prison, StaffMember, StaffRole};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::scenes::{Scene, Scenes, story};
use crate::{Act, Making, elsewhere, number, packs};

/// Founds the unit of a prison and plays its years. It ends as an ordinary profile, locked.
pub(crate) async fn play(
    prison: &Prison,
    making: &Making<'_>,
    progress: &mut (dyn FnMut(Act, u64, u64) + Send),
) -> Result<(), AppError> {
    let Some((founder, colleagues)) = prison.staff.split_first() else {
        return Err(AppError::input("A unit has at least one member of staff.", "Give --staff 8 or more."));
    };
    let Scenes { story, last } = story(prison, making.now)?;
    let beginning = story.first().map_or(making.now, |(at, _)| *at).min(making.now) - 24.hours();
    let passphrase = making.passphrase;
    let founding = Founding { prison: &prison.options.prison, staff: &founder.name, passphrase, demonstration: true };
    let clock = Box::new(FixedClock(beginning));
    // The recovery key of invented people is not worth keeping.
    let (mut session, _) = app::found::found(making.folder, making.keystore.clone(), clock, &founding).await?;
    let governor = colleagues.iter().position(|member| member.role == StaffRole::Governor);
    let named = |(at, member): (usize, &StaffMember)| {
        let delegate = member.role == StaffRole::Governor && Some(at) != governor;
        let role = if delegate { Role::DutyManager } else { role(member.role) };
        (member.name.clone(), Roles::NONE.with(role))
    };
    let colleagues: Vec<(String, Roles)> = colleagues.iter().enumerate().map(named).collect();
    set_figures(&mut session).await?;
    let mut cast = Cast::assemble(&mut session, &colleagues).await?;
    let stage = Stage::new(prison, making.folder);
    let all = story.len() as u64;
    for (done, (at, scene)) in story.into_iter().enumerate() {
        stage.play(&mut cast, at, scene).await?;
        progress(Act::Writing, done as u64, all);
    }
    cast.fold(|done, all| progress(Act::Folding, done, all)).await?;
    let all = last.len() as u64;
    for (done, (at, scene)) in last.into_iter().enumerate() {
        stage.play(&mut cast, at, scene).await?;
        progress(Act::Sealing, done as u64, all);
    }
    cast.perform(|_, _| {}).await?;
    make_room(prison, &mut session).await?;
    share_the_week(prison, &mut session).await?;
    if making.colleagues {
        crate::colleagues::join(&mut session, making, progress).await?;
    }
    crate::exports::write(prison, making.folder)?;
    session.lock().await
}

/// This prison has more people for each keyworker than is usual. Its administrator has set their room to that, or nobody could be suggested.
async fn make_room(prison: &Prison, session: &mut Session) -> Result<(), AppError> {
    let filter = Filter { here: Some(true), ..Filter::default() };
    let query = CaseloadQuery { filter, sort: Sort::Name, descending: false, offset: 0, limit: 0 };
    let here = session.caseload(&query).await?.all;
    let keyworkers = prison.staff.iter().filter(|member| member.role == StaffRole::Keyworker).count();
    let share = here.div_ceil(u32::try_from(keyworkers).unwrap_or(u32::MAX).max(1));
    session.keep_setting(ROOM_SETTING, &(share + 1).to_string()).await
}

/// Most of its offender managers work a full week, one in three less; and two in three are prison officers.
async fn share_the_week(prison: &Prison, session: &mut Session) -> Result<(), AppError> {
    let poms = prison.staff.iter().filter(|member| member.role == StaffRole::Pom);
    for (at, pom) in poms.enumerate() {
        let tenths = if at % 3 == 1 { 6 } else { 10 };
        let pom_type = if at % 3 == 2 { "probation" } else { "prison" };
        session.set_working_pattern(&pom.name, tenths, Some(pom_type)).await?;
    }
    Ok(())
}

/// It has set what no rule gives it: what its papers are headed with, and the days after a refusal.
async fn set_figures(session: &mut Session) -> Result<(), AppError> {
    for (name, value) in [
        ("prison_address", "2 Nowhere Lane\nLeeds\nLS0 0ZZ"),
        ("prison_telephone", "0113 496 0001"),
        ("rotl_complain_within", "3 months"),
        ("rotl_apply_again_after", "3 months"),
    ] {
        session.set_figure(name, Some(value), "Agreed by the senior management team").await?;
    }
    Ok(())
}

const fn role(role: StaffRole) -> Role {
    match role {
        StaffRole::Administrator => Role::Administrator,
        StaffRole::CaseAdministrator => Role::CaseAdministrator,
        StaffRole::Pom => Role::Pom,
        StaffRole::Keyworker => Role::Keyworker,
        StaffRole::HeadOfOmuDelivery => Role::HeadOfOmuDelivery,
        StaffRole::Governor => Role::Governor,
        StaffRole::GateOfficer => Role::GateOfficer,
        StaffRole::Auditor => Role::Auditor,
    }
}

/// Who does what.
struct Stage<'a> {
    prison: &'a Prison,
    /// Where a file can be for a moment.
    folder: &'a Path,
    administrator: usize,
    head: usize,
}

impl<'a> Stage<'a> {
    fn new(prison: &'a Prison, folder: &'a Path) -> Self {
        let first = |wanted: StaffRole| prison.staff.iter().position(|member| member.role == wanted);
        Self {
            prison,
            folder,
            administrator: first(StaffRole::CaseAdministrator).unwrap_or(0),
            head: first(StaffRole::HeadOfOmuDelivery).unwrap_or(0),
        }
    }

    async fn play(&self, cast: &mut Cast<'_>, at: Timestamp, scene: Scene<'a>) -> Result<(), AppError> {
        match scene {
            Scene::Document(_, document) => {
                let plan = cast.import(self.administrator, at, std::slice::from_ref(document)).await?;
                match plan.quarantined.first().and_then(|row| row.reasons.first()) {
                    None => Ok(()),
                    // What the last prison knew: it was not in this one's export.
                    Some(problem) if problem.rule == "other-prison" => Ok(()),
                    Some(problem) => Err(AppError::input(
                        format!("A document of the demonstration was not taken: {}", problem.message),
                        "This is a defect of the generator.",
                    )),
                }
            }
            Scene::Night(documents, changed) => {
                let name = format!("{}-night.json", self.prison.options.prison);
                cast.imported(self.administrator, at, &name, &documents, changed).await
            }
            Scene::Moved(person, movement) => self.moved(cast, at, person, movement).await,
            Scene::Assessed(person) => self.assessed(cast, at, person).await,
            Scene::Known(person) => self.known(cast, at, person).await,
            Scene::Taken(person, allocation) => {
                let Some(staff) = cast.principal(allocation.staff) else { return Ok(()) };
                let event = CaseEvent::Allocated(Allocated {
                    post: post(allocation.kind),
                    staff,
                    reason: allocation.reason.clone(),
                });
                self.about(cast, self.head, Compartment::General, at, person, event).await
            }
            Scene::Left(person, allocation) => {
                let (Some(staff), Ok(number)) = (cast.principal(allocation.staff), number(person)) else {
                    return Ok(());
                };
                let post = post(allocation.kind);
                // Whoever was followed by a colleague, or whose case left, holds the post no longer.
                if cast.case(&number).and_then(|case| case.holder(post)).is_none_or(|held| held.staff != staff) {
                    return Ok(());
                }
                let reason = EndReason::Manual;
                let event = CaseEvent::Deallocated(Deallocated { post, staff, reason, detail: None });
                self.about(cast, self.head, Compartment::General, at, person, event).await
            }
            Scene::Note(which, note) => self.note(cast, at, which, note).await,
            Scene::Amended(which, note) => self.amended(cast, at, which, note).await,
            Scene::Settled(which, note, action) => self.settled(cast, at, which, note, action).await,
            Scene::Done(person, deed) => crate::owed::play(cast, person, *deed).await,
            Scene::PacksBegin => self.packs_begin(cast, at).await,
            Scene::Pack(person, deed) => packs::play(cast, person, deed, self.folder).await,
            Scene::PackCame(came) => elsewhere::play(cast, came, self.folder).await,
        }
    }

    /// What was to be sent before the unit began to seal its packs went by e-mail.
    async fn packs_begin(&self, cast: &mut Cast<'_>, at: Timestamp) -> Result<(), AppError> {
        let (rules, today) = (InForce::of(&[]), london::day(at));
        for person in &self.prison.people {
            let number = number(person)?;
            let Some(case) = cast.case(&number).filter(|case| case.is_held_by(&self.prison.options.prison)) else {
                continue;
            };
            let owed = rules.owed(&case_facts(&number, case), today).obligations;
            let late = owed.into_iter().find(|one| one.key.kind == Owing::PackSend && one.window.due < today);
            if let Some(late) = late {
                let event = CaseEvent::SettledByHand(SettledByHand {
                    kind: "pack_send".to_owned(),
                    about: None,
                    since: late.key.since,
                    reason: "It went by e-mail, before packs were sealed here".to_owned(),
                });
                self.about(cast, self.head, Compartment::General, at, person, event).await?;
            }
        }
        Ok(())
    }

    async fn about(
        &self,
        cast: &mut Cast<'_>,
        player: usize,
        compartment: Compartment,
        at: Timestamp,
        person: &Person,
        event: CaseEvent,
    ) -> Result<(), AppError> {
        let subject = Subject::Case(person.prison_number.as_str().into());
        cast.write(player, compartment, at, at, subject, event).await?;
        Ok(())
    }

    async fn moved(
        &self,
        cast: &mut Cast<'_>,
        at: Timestamp,
        person: &Person,
        movement: &demo::Movement,
    ) -> Result<(), AppError> {
        let Some(kind) = MovementKind::from_code(&movement.kind) else { return Ok(()) };
        let (direction, prison) = match movement.direction.as_str() {
            "IN" => (Direction::In, &movement.to),
            _ => (Direction::Out, &movement.from),
        };
        // In and out are said of this prison: what happened at the one before is in its record.
        if prison.as_ref() != Some(&self.prison.options.prison) {
            return Ok(());
        }
        let movement = Movement {
            at: movement.at,
            kind,
            direction,
            reason: Some(movement.reason.clone()).filter(|reason| !reason.is_empty()),
            from: movement.from.clone(),
            to: movement.to.clone(),
        };
        let source = Source::Staff { reason: "Reception and movements".to_owned() };
        let event = CaseEvent::MovementsRecorded(MovementsRecorded { source, movements: vec![movement] });
        self.about(cast, self.administrator, Compartment::General, at, person, event).await
    }

    /// Risk, tier and MAPPA, by the person's POM, and the COM.
    async fn assessed(&self, cast: &mut Cast<'_>, at: Timestamp, person: &Person) -> Result<(), AppError> {
        let text = |value: &str| Value::Text(value.to_owned());
        let date = |value: Date| Value::Date(value);
        let mut facts = Vec::new();
        if let Some(rosh) = &person.rosh {
            facts.push((Field::Rosh, text(&rosh.level)));
            facts.push((Field::RoshAssessed, date(rosh.assessed)));
        }
        if let Some(tier) = &person.tier {
            facts.push((Field::Tier, text(tier)));
        }
        if let Some(mappa) = &person.mappa {
            facts.push((Field::MappaCategory, text(&mappa.category.to_string())));
            facts.extend(mappa.level.map(|level| (Field::MappaLevel, text(&level.to_string()))));
            facts.extend(mappa.review.map(|review| (Field::MappaReview, date(review))));
        }
        if let Some(com) = &person.com {
            facts.push((Field::ComName, text(&com.name)));
            facts.push((Field::ComEmail, text(&com.email)));
            facts.push((Field::ComTeam, text(&com.team)));
            facts.push((Field::ComLdu, text(&com.ldu)));
        }
        if facts.is_empty() {
            return Ok(());
        }
        let facts = facts
            .into_iter()
            .map(|(field, value)| Fact { field: FieldKey::Known(field), value, calculated: None })
            .collect();
        let source = Source::Staff { reason: "OASys and the community team".to_owned() };
        let event = CaseEvent::FactsRecorded(FactsRecorded { source, facts });
        let pom = person.allocations.iter().find(|a| a.kind == AllocationKind::Pom).map_or(self.head, |a| a.staff);
        self.about(cast, pom, Compartment::General, at, person, event).await
    }

    /// Contacts, and the victim liaison officer.
    async fn known(&self, cast: &mut Cast<'_>, at: Timestamp, person: &Person) -> Result<(), AppError> {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        for contact in &person.contacts {
            let event = CaseEvent::ContactRecorded(Contact {
                id: ContactId(app::clock::new_id(at)),
                relationship: contact.relationship.clone(),
                name: contact.name.clone(),
                phone: filled(&contact.phone),
                email: None,
                address: filled(&contact.address),
            });
            self.about(cast, self.administrator, Compartment::General, at, person, event).await?;
        }
        if let Some(contact) = &person.victim_contact {
            let event = CaseEvent::VictimContactRecorded(VictimContact {
                officer: contact.vlo_name.clone(),
                email: filled(&contact.vlo_email),
                phone: filled(&contact.vlo_phone),
                remarks: filled(&contact.scheme_notes),
            });
            self.about(cast, self.head, Compartment::Restricted, at, person, event).await?;
        }
        Ok(())
    }

    async fn note(&self, cast: &mut Cast<'_>, at: Timestamp, which: usize, note: &demo::Note) -> Result<(), AppError> {
        let Some(person) = self.prison.people.get(note.person) else { return Ok(()) };
        let visibility = visibility(note);
        let actions = note
            .actions
            .iter()
            .enumerate()
            .map(|(at, action)| ActionAgreed {
                id: ActionId(self.id(Kind::Action(at), which)),
                text: action.text.clone(),
                owner: if action.owner_is_prisoner { ActionOwner::Prisoner } else { ActionOwner::Staff },
                due: action.due,
            })
            .collect();
        let event = CaseEvent::NoteWritten(NoteWritten {
            id: NoteId(self.id(Kind::Note, which)),
            note_type: note.note_type.clone(),
            sub_type: note.sub_type.clone(),
            visibility,
            text: note.text.clone(),
            place: self.prison.options.prison.clone(),
            actions,
        });
        let occurred = london::instant(note.occurred).unwrap_or(at).min(at);
        let subject = Subject::Case(person.prison_number.as_str().into());
        match cast.write(note.author, compartment(visibility), occurred, at, subject, event).await? {
            None => Ok(()),
            Some(reason) => Err(AppError::input(
                format!("A note {} {} of the demonstration does not apply: {reason}.", note.note_type, note.sub_type),
                "This is a defect of the generator.",
            )),
        }
    }

    async fn amended(
        &self,
        cast: &mut Cast<'_>,
        at: Timestamp,
        which: usize,
        note: &demo::Note,
    ) -> Result<(), AppError> {
        let (Some(person), Some(amendment)) = (self.prison.people.get(note.person), &note.amendment) else {
            return Ok(());
        };
        let event = CaseEvent::NoteAmended(NoteAmended {
            id: AmendmentId(self.id(Kind::Amendment, which)),
            note: NoteId(self.id(Kind::Note, which)),
            reason: amendment.reason.clone(),
            text: amendment.text.clone(),
        });
        self.about(cast, note.author, compartment(visibility(note)), at, person, event).await
    }

    async fn settled(
        &self,
        cast: &mut Cast<'_>,
        at: Timestamp,
        which: usize,
        note: &demo::Note,
        action: usize,
    ) -> Result<(), AppError> {
        let (Some(person), Some(agreed)) = (self.prison.people.get(note.person), note.actions.get(action)) else {
            return Ok(());
        };
        let event = CaseEvent::ActionSettled(ActionSettled {
            action: ActionId(self.id(Kind::Action(action), which)),
            done: true,
            outcome: agreed.outcome.clone().unwrap_or_default(),
        });
        self.about(cast, note.author, Compartment::General, at, person, event).await
    }

    /// An identifier that the story can name again.
    fn id(&self, kind: Kind, note: usize) -> uuid::Uuid {
        let kind = match kind {
            Kind::Note => 0,
            Kind::Amendment => 1,
            Kind::Action(which) => 2 + which as u64,
        };
        let high = self.prison.options.seed.rotate_left(32) ^ kind ^ (self.prison.options.people as u64) << 8;
        uuid::Builder::from_custom_bytes(uuid::Uuid::from_u64_pair(high, note as u64).into_bytes()).into_uuid()
    }
}

/// What has an identifier in the story.
#[derive(Clone, Copy)]
enum Kind {
    Note,
    Amendment,
    Action(usize),
}

const fn visibility(note: &demo::Note) -> Visibility {
    match (note.restricted, note.sensitive) {
        (true, _) => Visibility::Restricted,
        (false, true) => Visibility::Sensitive,
        (false, false) => Visibility::General,
    }
}

const fn compartment(visibility: Visibility) -> Compartment {
    match visibility {
        Visibility::General | Visibility::Sensitive => Compartment::General,
        Visibility::Restricted => Compartment::Restricted,
    }
}

const fn post(kind: AllocationKind) -> Post {
    match kind {
        AllocationKind::Pom => Post::Pom,
        AllocationKind::CoworkingPom => Post::CoworkingPom,
        AllocationKind::Keyworker => Post::Keyworker,
    }
}
