//! A fictional unit: Ada Pike founds it, hires people and gives them devices. The same seed gives the same unit.

use crypto::{DeviceKeys, EpochKey, Hash, Kid, Purpose, RecoveryKey};
use ledger::chain::Tip;
use ledger::control::{Admission, EpochStart, Recipient, SignedControl, envelope_info};
use ledger::ring::KeyRing;
use ledger::sealing::{self, Newcomer, Pen, Place, SealedEntry};
use ledger::wire::{Head, SignedHead};
use ledger::{
    About, Act, Class, Compartment, Content, ControlError, DeviceIndex, EventEnvelope, Mark, Membership, PrincipalId,
    Role, Roles, SealedText, Subject, VersionVector,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

/// 20 November 2026, 10:15 UTC, in milliseconds.
pub(crate) const MORNING: i64 = 1_795_169_700_000;

pub(crate) const ADA: PrincipalId = person(1);
pub(crate) const BEN: PrincipalId = person(2);
pub(crate) const CARYS: PrincipalId = person(3);

/// The first device of the unit, which is Ada's.
pub(crate) const FIRST: DeviceIndex = DeviceIndex(0);
/// The second one, in the order of admission.
pub(crate) const SECOND: DeviceIndex = DeviceIndex(1);

pub(crate) const fn person(number: u8) -> PrincipalId {
    PrincipalId(uuid::Uuid::from_bytes([number; 16]))
}

pub(crate) fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

pub(crate) fn roles(of: &[Role]) -> Roles {
    of.iter().copied().collect()
}

/// A statement of the server whose key is of the seed 7.
pub(crate) fn signed_by_server(head: &Head) -> SignedHead {
    let body = head.to_bytes();
    let signature = DeviceKeys::make(&mut rng(7)).sign(Purpose::ServerHead, &body);
    SignedHead { body: body.into(), signature }
}

/// A unit, its founder's device and everything that was ever signed for it.
pub(crate) struct Office {
    pub(crate) rng: ChaCha20Rng,
    pub(crate) ada: DeviceKeys,
    pub(crate) recovery: RecoveryKey,
    pub(crate) log: Vec<SignedControl>,
    pub(crate) membership: Membership,
}

impl Office {
    /// Founded by Ada, administrator.
    pub(crate) fn founded() -> Self {
        let mut rng = rng(1);
        let ada = DeviceKeys::make(&mut rng);
        let recovery = RecoveryKey::make(&mut rng);
        let founder = Newcomer { principal: ADA, name: "Ada Pike", roles: roles(&[Role::Administrator]) };
        let founding = sealing::found(&mut rng, &ada, &recovery.public(), "LEI", &founder, MORNING).unwrap();
        let membership = Membership::found(&founding).unwrap();
        Self { rng, ada, recovery, log: vec![founding], membership }
    }

    /// Founded, with Ben in the given roles and a device of his.
    pub(crate) fn with_ben(as_what: &[Role]) -> (Self, DeviceKeys) {
        let mut office = Self::founded();
        office.hire(BEN, "Ben Okafor", as_what);
        let keys = office.equip(BEN);
        (office, keys)
    }

    /// Ada's signature under the next control entry.
    pub(crate) fn signed(&self, act: Act) -> SignedControl {
        self.signed_by(&self.ada, act)
    }

    /// Somebody's signature under the next control entry.
    pub(crate) fn signed_by(&self, keys: &DeviceKeys, act: Act) -> SignedControl {
        sealing::sign_control(&self.membership, &Pen::Device(keys), MORNING, act).unwrap()
    }

    /// The next control entry under the recovery key.
    pub(crate) fn signed_by_recovery(&self, act: Act) -> SignedControl {
        sealing::sign_control(&self.membership, &Pen::Recovery(&self.recovery), MORNING, act).unwrap()
    }

    /// Offers a control entry to the unit.
    pub(crate) fn offer(&mut self, signed: SignedControl) -> Result<(), ControlError> {
        self.membership.accept(&signed)?;
        self.log.push(signed);
        Ok(())
    }

    /// Ada does something that she may.
    pub(crate) fn act(&mut self, act: Act) {
        let signed = self.signed(act);
        self.offer(signed).unwrap();
    }

    /// Ada tries something that she may not; the unit must be as if she had not.
    pub(crate) fn refuses(&mut self, act: Act) -> ControlError {
        let signed = self.signed(act);
        self.refuses_signed(signed)
    }

    /// The unit refuses an entry and keeps no trace of it.
    pub(crate) fn refuses_signed(&mut self, signed: SignedControl) -> ControlError {
        let before = self.membership.clone();
        let refusal = self.offer(signed).expect_err("the unit accepted it");
        assert_eq!(self.membership, before, "a refused control entry left a trace");
        refusal
    }

    pub(crate) fn hire(&mut self, principal: PrincipalId, name: &str, as_what: &[Role]) {
        self.act(self.hiring(principal, name, as_what));
    }

    /// A proper entry for a member of staff, not yet signed.
    pub(crate) fn hiring(&self, principal: PrincipalId, name: &str, as_what: &[Role]) -> Act {
        let newcomer = Newcomer { principal, name, roles: roles(as_what) };
        let mut rng = rng(100 + principal.0.as_bytes()[0]);
        Act::AddMember(sealing::person(&mut rng, &self.membership, &self.ring(), &newcomer).unwrap())
    }

    /// Why the next entry is made, sealed under the general key that is current once it starts these.
    pub(crate) fn reason(&self, why: &str, rotations: &[EpochStart]) -> SealedText {
        let place = self.membership.next_index();
        let general = rotations.iter().find(|start| start.compartment == Compartment::General);
        let to = Recipient::Device(self.ada.public().id());
        let envelope = general.and_then(|start| start.envelopes.iter().find(|envelope| envelope.to == to));
        let (kid, key) = match envelope {
            Some(new) => (new.kid, self.ada.open_epoch(&new.sealed, &envelope_info(new.kid, &to)).unwrap()),
            None => {
                let kid = self.current_kid(Compartment::General);
                (kid, self.ring().key(&kid).unwrap().clone())
            }
        };
        let mut rng = rng(200 + u8::try_from(place).unwrap());
        let sealed = key.seal_words(&mut rng, &About::Entry(place).associated_data(kid), why).unwrap();
        SealedText { kid, sealed: sealed.into() }
    }

    /// Ada starts new epochs.
    pub(crate) fn rotate(&mut self, compartments: &[Compartment], why: &str) {
        let ring = self.ring();
        let compartments = compartments.iter().copied();
        let act = sealing::rotation(&mut self.rng, &self.membership, &ring, compartments, why).unwrap();
        self.act(act);
    }

    /// What a ring reads of the people's names.
    pub(crate) fn names(&self, ring: &KeyRing) -> Vec<String> {
        let mut membership = self.membership.clone();
        membership.read_names(ring);
        membership.members().iter().map(|member| member.name.clone()).collect()
    }

    /// Admits a new device of a member of staff.
    pub(crate) fn equip(&mut self, principal: PrincipalId) -> DeviceKeys {
        let keys = DeviceKeys::make(&mut self.rng);
        let admission = self.admission(principal, &keys);
        self.act(Act::AddDevice(admission));
        keys
    }

    /// A proper admission, not yet signed.
    pub(crate) fn admission(&mut self, principal: PrincipalId, keys: &DeviceKeys) -> Admission {
        let application = sealing::apply_for(self.membership.unit(), keys);
        let ring = self.ring();
        sealing::admission(&mut self.rng, &self.membership, &ring, principal, application, None).unwrap()
    }

    /// New keys of some compartments for everybody who has them, but for the devices that go.
    pub(crate) fn rotations(&mut self, compartments: &[Compartment], goes: &[DeviceIndex]) -> Vec<EpochStart> {
        let ring = self.ring();
        sealing::rotate(&mut self.rng, &self.membership, &ring, compartments.iter().copied(), |device, _| {
            !goes.contains(&device.index)
        })
        .unwrap()
        .starts
    }

    /// Ada removes a device, with all that belongs to it.
    pub(crate) fn remove(&mut self, device: DeviceIndex, cutoff: u64) {
        self.remove_after(device, cutoff, None);
    }

    /// The same with the hash of the last entry that counts.
    pub(crate) fn remove_after(&mut self, device: DeviceIndex, cutoff: u64, last: Option<Hash>) {
        let rotations = self.rotations(&Compartment::ALL, &[device]);
        let reason = self.reason("Left on a train", &rotations);
        self.act(Act::RemoveDevice { device, cutoff, reason, rotations, last });
    }

    /// Ada lets late entries count.
    pub(crate) fn accept_late(&mut self, device: DeviceIndex, entries: Vec<Mark>) {
        let act = self.acceptance(device, entries);
        self.act(act);
    }

    /// The same, not yet signed.
    pub(crate) fn acceptance(&mut self, device: DeviceIndex, entries: Vec<Mark>) -> Act {
        let ring = self.ring();
        sealing::acceptance(&mut self.rng, &self.membership, &ring, device, entries, "He was at court").unwrap()
    }

    /// The server says that the unit's log goes so far.
    pub(crate) fn statement(&self, cursor: u64, log: u8, at: i64) -> SignedHead {
        let (unit, control) = (self.membership.unit(), self.membership.head());
        signed_by_server(&Head { unit, cursor, log: Hash::from_bytes([log; 32]), control, at })
    }

    /// Ada believes the server again.
    pub(crate) fn believe(&mut self, head: SignedHead) {
        let act = self.belief(head);
        self.act(act);
    }

    /// The same, not yet signed.
    pub(crate) fn belief(&mut self, head: SignedHead) -> Act {
        let ring = self.ring();
        sealing::belief(&mut self.rng, &self.membership, &ring, head, "Restored after the flood").unwrap()
    }

    /// Ada's keys.
    pub(crate) fn ring(&self) -> KeyRing {
        KeyRing::of_device(&self.membership, &self.ada).unwrap()
    }

    pub(crate) fn current_kid(&self, compartment: Compartment) -> Kid {
        self.membership.current_epoch(compartment).unwrap().kid
    }
}

/// A device at work: its log, and what it has sealed.
pub(crate) struct Desk {
    pub(crate) keys: DeviceKeys,
    pub(crate) actor: PrincipalId,
    pub(crate) id: Hash,
    pub(crate) tip: Tip,
    rng: ChaCha20Rng,
}

impl Desk {
    pub(crate) fn new(office: &Office, keys: DeviceKeys) -> Self {
        let id = keys.public().id();
        let device = office.membership.device_by_id(&id).unwrap();
        Self { keys, actor: device.principal, id, tip: device.start(), rng: rng(9) }
    }

    /// Writes and seals the next entry, and takes it as the end of the log.
    pub(crate) fn write(&mut self, office: &Office, words: &str) -> SealedEntry {
        let entry = self.seal(office, Compartment::General, &content(self.actor, words));
        self.tip = Tip {
            seq: entry.header.seq,
            hash: entry.hash,
            lamport: entry.header.lamport,
            control: office.membership.place(&entry.header.control).unwrap(),
        };
        entry
    }

    /// Seals an entry without moving on.
    pub(crate) fn seal(&mut self, office: &Office, compartment: Compartment, content: &Content) -> SealedEntry {
        let ring = KeyRing::of_device(&office.membership, &self.keys).unwrap();
        let (kid, key) = ring.current(&office.membership, compartment).expect("this device holds no such key");
        let place = self.place(office);
        sealing::seal_entry(&mut self.rng, &place, (kid, key), Class::Normal, content).unwrap()
    }

    pub(crate) fn place(&self, office: &Office) -> Place {
        Place {
            unit: office.membership.unit(),
            device: self.id,
            tip: self.tip,
            control: office.membership.head(),
            lamport: self.tip.lamport + 1,
        }
    }
}

/// The inside of an entry that says some words about A1234BC.
pub(crate) fn content(actor: PrincipalId, words: &str) -> Content {
    Content {
        recorded: MORNING,
        actor,
        session: [0x51; 16],
        command: [0x52; 16],
        events: vec![EventEnvelope {
            subject: Subject::Case("A1234BC".into()),
            kind: 3,
            schema: 1,
            occurred: MORNING - 60_000,
            base: VersionVector::from_iter([(FIRST, 4), (SECOND, 2)]),
            body: words.as_bytes().to_vec().into(),
        }],
        seen: VersionVector::from_iter([(FIRST, 4)]),
        server_head: None,
    }
}

/// Whether a key opens what another sealed.
pub(crate) fn opens(key: &EpochKey, entry: &SealedEntry) -> bool {
    sealing::open_entry(&entry.header, &entry.payload, key).is_ok()
}
