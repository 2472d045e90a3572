//! A unit's years, written by many people on their own devices, as a device that joined it would have received them: for the
//! demonstration prison and for measuring at full size. Everything is sealed, checked and folded as in a real unit; only the
//! keys of the invented colleagues are thrown away afterwards. What is more than an event, such as sealing a handover pack, a colleague
//! does in a session of their own, once the record is folded.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::apply::apply_to_unit;
use casework::event::{ImportTaken, ImportedFile};
use casework::{Case, CaseEvent, Effect, NotApplied, PrisonNumber, Stamp};
use crypto::{Context, DeviceKeys, Hash, derive_hash};
use intake::{Plan, Setting};
use jiff::Timestamp;
use ledger::chain::Tip;
use ledger::content::{Content, EventEnvelope, Subject};
use ledger::control::Act;
use ledger::header::{Class, entry_hash};
use ledger::sealing::{Newcomer, Place, admission, apply_for, person, seal_entry, sign_seal};
use ledger::{Compartment, DeviceIndex, Position, PrincipalId, Roles, Seq, VersionVector};
use minicbor::bytes::ByteVec;
use serde_json::Value as Json;
use store::StoreError;
use store::receive::{PART_BYTES, SealedLog};

use crate::clock::{Clock, FixedClock, new_id, random_bytes, rng};
use crate::error::AppError;
use crate::import::{known, row_events};
use crate::session::Session;

/// A document of the prison system that cannot be read would be a defect of the generator: it is said.
const FILE: &str = "demonstration";
/// When this many bytes of entries wait, they are handed to the record.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// A colleague with a device of their own; the first is the signed-in person.
struct Player {
    principal: PrincipalId,
    roles: Roles,
    /// Nothing: the signed-in person's own device.
    keys: Option<DeviceKeys>,
    id: Hash,
    index: DeviceIndex,
    tip: Tip,
    control: u32,
    session: [u8; 16],
    /// What their last entry said they had seen, and on which day.
    told: VersionVector,
    told_on: Option<jiff::civil::Date>,
    entries: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Everybody of a unit, writing.
pub struct Cast<'a> {
    session: &'a mut Session,
    players: Vec<Player>,
    cases: BTreeMap<PrisonNumber, Case>,
    seen: VersionVector,
    lamport: u64,
    waiting: usize,
    /// Whether the record is folded, so that whatever comes in is folded at once.
    folded: bool,
}

/// A colleague at their own computer: until they stand up, the session is theirs.
pub struct Seat<'c, 'a> {
    cast: &'c mut Cast<'a>,
    player: usize,
    /// The keys of the signed-in person's own device, if it is somebody else who sits here.
    own: Option<DeviceKeys>,
    clock: Arc<dyn Clock>,
}

impl<'a> Cast<'a> {
    /// Admits colleagues, each with a device. The signed-in person is the first of the cast, before them.
    pub async fn assemble(session: &'a mut Session, colleagues: &[(String, Roles)]) -> Result<Self, AppError> {
        let mut keys = vec![None];
        for (name, roles) in colleagues {
            let principal = PrincipalId(new_id(session.now()));
            let newcomer = Newcomer { principal, name, roles: *roles };
            let person =
                person(&mut rng(), session.membership(), session.record.ring(), &newcomer).map_err(StoreError::from)?;
            let decided = session.decided(Act::AddMember(person)).await?;
            session.carry_out(decided).await?;
            let device = DeviceKeys::make(&mut rng());
            let (membership, ring) = (session.membership(), session.record.ring());
            let application = apply_for(membership.unit(), &device);
            let admission =
                admission(&mut rng(), membership, ring, principal, application, None).map_err(StoreError::from)?;
            let decided = session.decided(Act::AddDevice(admission)).await?;
            session.carry_out(decided).await?;
            keys.push(Some(device));
        }
        let membership = session.membership();
        let control = membership.next_index() - 1;
        let mut players = Vec::new();
        for keys in keys {
            let public = keys.as_ref().map_or_else(|| session.record.device_keys().public(), DeviceKeys::public);
            let device = membership
                .device_by_id(&public.id())
                .ok_or_else(|| StoreError::Ledger("a colleague's device was not admitted".to_owned()))?;
            let roles = membership.member(device.principal).map_or(Roles::NONE, ledger::membership::Member::roles);
            players.push(Player {
                principal: device.principal,
                roles,
                keys,
                id: device.id,
                index: device.index,
                tip: session.record.tip(device.index).unwrap_or_else(|| device.start()),
                control,
                session: random_bytes(),
                told: VersionVector::new(),
                told_on: None,
                entries: Vec::new(),
            });
        }
        let seen = players.iter().map(|player| (player.index, player.tip.seq)).filter(|(_, seq)| *seq > 0).collect();
        let lamport = players.iter().map(|player| player.tip.lamport).max().unwrap_or_default();
        Ok(Self { session, players, cases: BTreeMap::new(), seen, lamport, waiting: 0, folded: false })
    }

    /// A case as it is at this point of the story.
    pub fn case(&self, number: &PrisonNumber) -> Option<&Case> {
        self.cases.get(number)
    }

    /// Who a colleague is, by their place in the cast.
    pub fn principal(&self, player: usize) -> Option<PrincipalId> {
        self.players.get(player).map(|player| player.principal)
    }

    /// A colleague imports documents of the prison system, and what is new in them becomes events.
    pub async fn import(&mut self, player: usize, at: Timestamp, documents: &[Json]) -> Result<Plan, AppError> {
        let text = Json::from(documents.to_vec()).to_string();
        let file = intake::SourceFile { name: FILE.to_owned(), bytes: text.into_bytes() };
        let rows = intake::read(&file).map_err(|error| AppError::input(error.to_string(), ""))?;
        let prison = self.session.prison().to_owned();
        let numbers = documents.iter().filter_map(|document| document.get(intake::NUMBER)?.as_str()?.parse().ok());
        let known: BTreeMap<PrisonNumber, intake::Known> = numbers
            .filter_map(|number: PrisonNumber| self.cases.get(&number).map(|case| (number, known(case, &prison))))
            .collect();
        let setting = Setting { prison, today: casework::london::day(at) };
        let plan = intake::plan(rows, &known, &setting);
        let mut events = Vec::new();
        let run = new_id(at);
        plan.rows.iter().for_each(|row| row_events(&mut events, row, run));
        for (subject, event) in events {
            self.write(player, Compartment::General, at, at, subject, event).await?;
        }
        Ok(plan)
    }

    /// A colleague's import of a whole file was taken: what was new in it has been told document by document, `changed` of them.
    pub async fn imported(
        &mut self,
        player: usize,
        at: Timestamp,
        name: &str,
        documents: &[&Json],
        changed: usize,
    ) -> Result<(), AppError> {
        let text: Vec<String> = documents.iter().map(|document| document.to_string()).collect();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let event = CaseEvent::ImportTaken(ImportTaken {
            run: new_id(at),
            files: vec![ImportedFile {
                name: name.to_owned(),
                hash: derive_hash(Context::Import, &[text.concat().as_bytes()]),
            }],
            read: number(documents.len()),
            new: 0,
            changed: number(changed),
            unchanged: number(documents.len() - changed),
            warned: 0,
            quarantined: 0,
        });
        match self.write(player, Compartment::General, at, at, Subject::Unit, event).await? {
            None => Ok(()),
            Some(reason) => Err(AppError::input(format!("The night's import does not apply: {reason}."), "")),
        }
    }

    /// A colleague writes one event. One that would not apply is not written, and the reason returned.
    pub async fn write(
        &mut self,
        player: usize,
        compartment: Compartment,
        occurred: Timestamp,
        recorded: Timestamp,
        subject: Subject,
        event: CaseEvent,
    ) -> Result<Option<NotApplied>, AppError> {
        let Some(writer) = self.players.get(player) else { return Ok(Some(NotApplied::Misfiled)) };
        let number = subject.as_str().parse::<PrisonNumber>().ok();
        let seen = number.filter(|_| event.rests_on_what_was_seen()).and_then(|number| self.cases.get(&number));
        let base = seen.map(|case| case.heard.clone()).unwrap_or_default();
        let (kind, body) = (event.kind(), event.encode_body());
        let position = Position { lamport: self.lamport + 1, device: writer.index, seq: writer.tip.seq + 1, event: 0 };
        let stamp = Stamp {
            position,
            author: writer.principal,
            roles: writer.roles,
            refused: None,
            compartment,
            occurred,
            recorded,
            base: base.clone(),
        };
        let mut effects = Vec::new();
        match number {
            Some(number) => self.cases.entry(number).or_default().apply(&stamp, event, &mut effects),
            None => apply_to_unit(&stamp, event, &mut effects),
        }
        if let Some(Effect::NotApplied(reason)) = effects.pop() {
            return Ok(Some(reason));
        }
        let envelope = EventEnvelope {
            subject,
            kind,
            schema: CaseEvent::SCHEMA,
            occurred: occurred.as_millisecond(),
            base,
            body: ByteVec::from(body),
        };
        self.seal(player, compartment, recorded, vec![envelope])?;
        if self.waiting > MOST_BYTES {
            self.hand_over().await?;
        }
        Ok(None)
    }

    fn seal(
        &mut self,
        player: usize,
        compartment: Compartment,
        recorded: Timestamp,
        events: Vec<EventEnvelope>,
    ) -> Result<(), AppError> {
        let membership = self.session.record.membership();
        let key =
            self.session.record.ring().current(membership, compartment).ok_or(StoreError::NoKey(compartment.word()))?;
        let Some(writer) = self.players.get_mut(player) else { return Ok(()) };
        // Everybody's device hears of the others once a day.
        let today = casework::london::day(recorded);
        let fresh = if writer.told_on == Some(today) {
            VersionVector::new()
        } else {
            let fresh = self.seen.since(&writer.told);
            writer.told = self.seen.clone();
            writer.told_on = Some(today);
            fresh.iter().filter(|(device, _)| *device != writer.index).collect()
        };
        let content = Content {
            recorded: recorded.as_millisecond(),
            actor: writer.principal,
            session: writer.session,
            command: random_bytes(),
            events,
            seen: fresh,
            server_head: None,
        };
        self.lamport += 1;
        let place = Place {
            unit: membership.unit(),
            device: writer.id,
            tip: writer.tip,
            control: membership.head(),
            lamport: self.lamport,
        };
        let sealed = seal_entry(&mut rng(), &place, key, Class::Normal, &content).map_err(StoreError::from)?;
        let seq: Seq = sealed.header.seq;
        writer.tip = Tip { seq, hash: sealed.hash, lamport: self.lamport, control: writer.control };
        self.waiting += sealed.payload.len() + sealed.header_bytes.len();
        writer.entries.push((sealed.header_bytes, sealed.payload));
        let index = writer.index;
        self.seen.see(index, seq);
        Ok(())
    }

    /// Hands what was written to the record, sealed by each writer.
    async fn hand_over(&mut self) -> Result<(), AppError> {
        let unit = self.session.membership().unit();
        let own = self.session.record.device_keys();
        let logs =
            self.players
                .iter_mut()
                .filter(|player| !player.entries.is_empty())
                .flat_map(|player| {
                    let keys = player.keys.as_ref().unwrap_or(own);
                    let before = player.tip.seq - player.entries.len() as u64;
                    parts(std::mem::take(&mut player.entries), before).into_iter().map(|(last, hash, entries)| {
                        SealedLog { device: player.id, entries, seal: sign_seal(keys, unit, player.id, last, hash) }
                    })
                })
                .collect();
        let record = &mut self.session.record;
        if self.folded {
            record.receive(logs).await?
        } else {
            record.receive_unfolded(logs).await?
        };
        self.waiting = 0;
        Ok(())
    }

    /// Everything so far is in the record, checked and folded; what is written from here on is folded as it comes. `progress` hears entries
    /// folded and in all.
    pub async fn fold(&mut self, progress: impl FnMut(u64, u64)) -> Result<(), AppError> {
        self.hand_over().await?;
        self.session.record.rebuild(progress).await?;
        self.folded = true;
        Ok(())
    }

    /// A colleague sits down at their own computer, at some time: for what they do there as anybody does it, and not event by event. The
    /// record has to be folded.
    pub async fn sit_down(&mut self, player: usize, at: Timestamp) -> Result<Seat<'_, 'a>, AppError> {
        self.hand_over().await?;
        let keys = self.players.get_mut(player).and_then(|player| player.keys.take());
        let own = match keys {
            Some(keys) => Some(self.session.record.write_as(keys).await?),
            None => None,
        };
        let clock = std::mem::replace(&mut self.session.clock, Arc::new(FixedClock(at)));
        Ok(Seat { cast: self, player, own, clock })
    }

    /// Ends the story: everything is in the record, checked and folded. `progress` hears entries folded and in all.
    pub async fn perform(mut self, progress: impl FnMut(u64, u64)) -> Result<(), AppError> {
        if self.folded { self.hand_over().await } else { self.fold(progress).await }
    }
}

impl Seat<'_, '_> {
    /// The colleague's session.
    pub fn session(&mut self) -> &mut Session {
        self.cast.session
    }

    /// The colleague stands up; a case has become what they made of it.
    pub async fn stand_up(self, number: &PrisonNumber) -> Result<(), AppError> {
        let Self { cast, player, own, clock } = self;
        cast.session.clock = clock;
        let record = &mut cast.session.record;
        let keys = match own {
            Some(own) => Some(record.write_as(own).await?),
            None => None,
        };
        if let Some(player) = cast.players.get_mut(player) {
            player.keys = keys;
            player.tip = record.tip(player.index).unwrap_or(player.tip);
            cast.lamport = cast.lamport.max(player.tip.lamport);
            cast.seen.see(player.index, player.tip.seq);
        }
        if let Some(mut case) = record.case(number).await? {
            let before = cast.cases.remove(number).unwrap_or_default();
            case.known_notes = before.known_notes;
            cast.cases.insert(*number, case);
        }
        Ok(())
    }
}

/// An entry: its header and its payload.
type Entry = (Vec<u8>, Vec<u8>);

/// Entries of a log after one, in parts as somebody who syncs would have sealed them: the last number of each, its hash, and the entries.
fn parts(entries: Vec<Entry>, mut last: Seq) -> Vec<(Seq, Hash, Vec<Entry>)> {
    let (mut parts, mut part, mut bytes) = (Vec::new(), Vec::new(), 0);
    let mut left = entries.len();
    for (header, payload) in entries {
        last += 1;
        left -= 1;
        bytes += header.len() + payload.len();
        let hash = entry_hash(&header);
        part.push((header, payload));
        if bytes >= PART_BYTES || left == 0 {
            bytes = 0;
            parts.push((last, hash, std::mem::take(&mut part)));
        }
    }
    parts
}
