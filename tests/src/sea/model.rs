//! An honest server as a model: what docs/sync.md says, in memory. The real one has to do the same, and storage besides.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use crypto::{Hash, Purpose, ServerKey, VerifyKey};
use ledger::wire::{
    Batch, CLOCK_TOLERANCE, Filed, Meta, PROTOCOL, Push, Refusal, RefusalCode, Restorations, Restored, SignedHead,
    SignedManifest, SignedRestored, Snapshots, chunk_hash, request_message,
};
use ledger::{Header, Membership, SignedControl, Tip, UnitId};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use sync::{Answer, Ask, Asking, Failure};

use super::port::{Harbour, Port};
use super::view::{View, sign};

/// An honest server of one unit.
pub struct Model {
    key: ServerKey,
    /// Its clock, in milliseconds since 1970.
    clock: AtomicI64,
    state: Mutex<State>,
}

struct State {
    view: View,
    membership: Membership,
    ends: BTreeMap<Hash, Tip>,
    /// Of each device one.
    snapshots: Vec<SignedManifest>,
    /// What devices say of them.
    attestations: Vec<SignedManifest>,
    chunks: BTreeMap<Hash, Vec<u8>>,
    restorations: Vec<SignedRestored>,
}

impl Model {
    /// A server with a unit's control log and nothing else.
    pub fn of(unit: UnitId, control: &[SignedControl], at: i64) -> Self {
        let view = View { unit, control: control.to_vec(), batches: Vec::new() };
        let state = State {
            view,
            membership: Membership::of(control).unwrap(),
            ends: BTreeMap::new(),
            snapshots: Vec::new(),
            attestations: Vec::new(),
            chunks: BTreeMap::new(),
            restorations: Vec::new(),
        };
        let key = ServerKey::make(&mut ChaCha20Rng::seed_from_u64(0x5E8));
        Self { key, clock: AtomicI64::new(at), state: Mutex::new(state) }
    }

    /// The key with which it signs.
    pub const fn key(&self) -> &ServerKey {
        &self.key
    }

    /// Its clock.
    pub fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    /// What it has.
    pub fn view(&self) -> View {
        self.state.lock().unwrap().view.clone()
    }

    /// It loses so many entries at the end of the control log.
    pub fn loses_control(&self, entries: usize) {
        let mut state = self.state.lock().unwrap();
        let kept = state.view.control.len() - entries;
        state.view.control.truncate(kept);
        state.membership = Membership::of(&state.view.control).unwrap();
    }

    /// A backup is put back of when its log ended at a place, and the operator says so.
    pub fn is_restored(&self, place: u64) {
        let at = self.now();
        let mut state = self.state.lock().unwrap();
        state.view = state.view.clone().up_to(place);
        state.ends = ends(&state.view.batches, &state.membership);
        let is_there = |signed: &SignedManifest| signed.manifest().is_some_and(|manifest| manifest.cursor <= place);
        state.snapshots.retain(is_there);
        state.attestations.retain(is_there);
        let head = state.view.head(at);
        let statement = Restored { unit: head.unit, cursor: head.cursor, log: head.log, control: head.control, at };
        let body = statement.to_bytes();
        let signature = self.key.sign_restored(&body);
        state.restorations.push(SignedRestored { body: body.into(), signature });
    }

    fn refuses(&self, code: RefusalCode, words: &str) -> Box<Refusal> {
        let versions = (PROTOCOL, PROTOCOL);
        let words = words.to_owned();
        Box::new(Refusal { code, words, tip: None, fork: None, control: None, at: self.now(), versions })
    }

    fn head(&self, state: &State) -> SignedHead {
        sign(&self.key, &state.view.head(self.now()))
    }

    /// Who asks, if they have shown it.
    fn caller(&self, state: &State, asking: &Asking) -> Result<Hash, Box<Refusal>> {
        let unknown = || self.refuses(RefusalCode::Unknown, "not signed by a device of the unit");
        let credential = asking.credential.as_ref().ok_or_else(unknown)?;
        if credential.at.abs_diff(self.now()) > CLOCK_TOLERANCE.unsigned_abs() {
            return Err(self.refuses(RefusalCode::Clock, "the clocks are too far apart"));
        }
        let device = state.membership.device_by_id(&credential.device).ok_or_else(unknown)?;
        let message = request_message(credential.device, credential.at, asking.method, &asking.target, &asking.body);
        device.public.verify.verify(Purpose::Request, &message, &credential.signature).map_err(|_| unknown())?;
        Ok(device.id)
    }

    fn take(&self, state: &mut State, asking: &Asking) -> Result<Answer, Box<Refusal>> {
        let absent = || self.refuses(RefusalCode::Absent, "it is not here");
        let answer = match &asking.ask {
            Ask::Meta => Answer::Meta(Meta {
                versions: (PROTOCOL, PROTOCOL),
                key: self.public(),
                at: self.now(),
                most_bytes: 4 << 20,
            }),
            Ask::Control { after, .. } => Answer::Control(state.view.control_page(*after, self.head(state))),
            Ask::Govern { entry, .. } => {
                self.govern(state, entry)?;
                Answer::Head(self.head(state))
            }
            Ask::Send { push, .. } => {
                let from = self.caller(state, asking)?;
                if push.batches.iter().any(|batch| batch.device != from) {
                    self.active(state, asking)?;
                }
                let place = self.file(state, from, push)?;
                Answer::Filed(Filed { place, head: self.head(state) })
            }
            Ask::Log { after, bytes, .. } => {
                self.active(state, asking)?;
                Answer::Log(state.view.page(*after, *bytes, self.head(state)))
            }
            Ask::Head { .. } => Answer::Head(self.head(state)),
            Ask::Snapshots { .. } => {
                let (snapshots, attestations) = (state.snapshots.clone(), state.attestations.clone());
                Answer::Snapshots(Snapshots { snapshots, attestations })
            }
            Ask::PutSnapshot { manifest, .. } => {
                self.keep(state, manifest)?;
                Answer::Done
            }
            Ask::Chunk { hash, .. } => Answer::Chunk(state.chunks.get(hash).cloned().ok_or_else(absent)?),
            Ask::PutChunk { sealed, .. } => {
                state.chunks.insert(chunk_hash(sealed), sealed.clone());
                Answer::Done
            }
            Ask::Restorations { .. } => Answer::Restorations(Restorations { restorations: state.restorations.clone() }),
            _ => return Err(absent()),
        };
        Ok(answer)
    }

    /// Keeps a snapshot, or what is said of one, in the place of what its author left before.
    fn keep(&self, state: &mut State, signed: &SignedManifest) -> Result<(), Box<Refusal>> {
        let manifest = |signed: &SignedManifest| signed.manifest().unwrap();
        let of = manifest(signed);
        let same = |kept: &SignedManifest| (manifest(kept).about, manifest(kept).author) == (of.about, of.author);
        let Some(about) = of.attests() else {
            state.snapshots.retain(|kept| !same(kept));
            state.snapshots.insert(0, signed.clone());
            return Ok(());
        };
        if !state.snapshots.iter().any(|kept| kept.id() == about) {
            return Err(self.refuses(RefusalCode::Absent, "no such snapshot"));
        }
        state.attestations.retain(|kept| !same(kept));
        state.attestations.push(signed.clone());
        Ok(())
    }

    /// Who asks, if they still count.
    fn active(&self, state: &State, asking: &Asking) -> Result<Hash, Box<Refusal>> {
        let device = self.caller(state, asking)?;
        let counts = state.membership.device_by_id(&device).is_some_and(ledger::membership::Device::is_active);
        if counts { Ok(device) } else { Err(self.refuses(RefusalCode::Revoked, "this device was removed")) }
    }

    fn moved(&self, state: &State) -> Box<Refusal> {
        let mut refusal = self.refuses(RefusalCode::ControlMoved, "the control log has moved on");
        refusal.control = Some(state.membership.head());
        refusal
    }

    fn gap(&self, end: &Tip) -> Box<Refusal> {
        let mut refusal = self.refuses(RefusalCode::Gap, "it does not continue the log");
        refusal.tip = Some((end.seq, end.hash));
        refusal
    }

    fn govern(&self, state: &mut State, signed: &SignedControl) -> Result<(), Box<Refusal>> {
        let entry = signed.entry().map_err(|_| self.refuses(RefusalCode::Unreadable, "no control entry"))?;
        if let Some(kept) = state.view.control.get(entry.index as usize) {
            return if kept == signed { Ok(()) } else { Err(self.moved(state)) };
        }
        if entry.prev != Some(state.membership.head()) {
            return Err(self.moved(state));
        }
        state.membership.accept(signed).map_err(|_| self.refuses(RefusalCode::Invalid, "it does not hold"))?;
        state.view.control.push(signed.clone());
        Ok(())
    }

    fn file(&self, state: &mut State, from: Hash, push: &Push) -> Result<u64, Box<Refusal>> {
        let mut place = None;
        for batch in &push.batches {
            place = Some(self.file_batch(state, from, push, batch)?);
        }
        place.ok_or_else(|| self.refuses(RefusalCode::Invalid, "nothing was sent"))
    }

    fn file_batch(&self, state: &mut State, from: Hash, push: &Push, batch: &Batch) -> Result<u64, Box<Refusal>> {
        let invalid = |words: &str| self.refuses(RefusalCode::Invalid, words);
        let device = state.membership.device_by_id(&batch.device).ok_or_else(|| invalid("no such device"))?.clone();
        let end = state.ends.get(&device.id).copied().unwrap_or_else(|| device.start());
        let first = batch.first().ok_or_else(|| invalid("no entry"))?;
        if first <= end.seq {
            let last = first + batch.entries.len() as u64 - 1;
            for (seq, entry) in (first..).zip(&batch.entries).filter(|(seq, _)| *seq <= end.seq) {
                let standing = standing(&state.view.batches, &device.id, seq).unwrap();
                if standing != entry.header.to_vec() {
                    let mut refusal = self.refuses(RefusalCode::Fork, "another entry under this number");
                    refusal.fork = Some((standing.into(), entry.header.clone()));
                    refusal.tip = Some((end.seq, end.hash));
                    return Err(refusal);
                }
            }
            return if last > end.seq { Err(self.gap(&end)) } else { Ok(state.view.head(0).cursor) };
        }
        if push.control != state.membership.head() {
            return Err(self.moved(state));
        }
        let mut tip = end;
        for entry in &batch.entries {
            let header = state
                .membership
                .follow(&mut tip, &device, &entry.header, Some(&entry.payload))
                .map_err(|error| if tip == end { self.gap(&end) } else { invalid(&error.to_string()) })?;
            // What it is worth, every device judges: only its author cannot add to it once they have gone.
            let backed = state.membership.authority(device.index, header.seq, &header.control, device.principal);
            if device.id == from && (backed.is_err() || device.replaced) {
                return Err(self.refuses(RefusalCode::Revoked, "this device was removed"));
            }
        }
        tip.check_seal(state.view.unit, device.id, &device.public.verify, &batch.seal)
            .map_err(|error| invalid(&error.to_string()))?;
        state.ends.insert(device.id, tip);
        state.view.batches.push(batch.clone());
        Ok(state.view.head(0).cursor)
    }
}

impl Port for Model {
    async fn answer(&self, asking: &Asking) -> Result<Answer, Failure> {
        let mut state = self.state.lock().unwrap();
        let open = matches!(asking.ask, Ask::Meta | Ask::Control { .. } | Ask::Govern { .. });
        let known = if open && asking.credential.is_none() { Ok(()) } else { self.caller(&state, asking).map(|_| ()) };
        known
            .and_then(|()| self.take(&mut state, asking))
            .map_err(|refusal| Failure::Refused { refusal, retry_after: None })
    }
}

impl Harbour for Model {
    fn public(&self) -> VerifyKey {
        self.key.public()
    }

    fn tick(&self, at: i64) {
        self.clock.store(at, Ordering::SeqCst);
    }
}

/// The header that stands under a number of a device's log.
fn standing(batches: &[Batch], device: &Hash, seq: u64) -> Option<Vec<u8>> {
    let of_device = batches.iter().rev().filter(|batch| batch.device == *device);
    let mut headers = of_device.flat_map(|batch| &batch.entries).map(|entry| entry.header.to_vec());
    headers.find(|header| Header::from_bytes(header).is_some_and(|header| header.seq == seq))
}

/// Where each device's log ends in some batches.
fn ends(batches: &[Batch], membership: &Membership) -> BTreeMap<Hash, Tip> {
    let mut ends = BTreeMap::new();
    for batch in batches {
        let device = membership.device_by_id(&batch.device).unwrap();
        let tip = ends.entry(device.id).or_insert_with(|| device.start());
        for entry in &batch.entries {
            membership.follow(tip, device, &entry.header, Some(&entry.payload)).unwrap();
        }
    }
    ends
}
