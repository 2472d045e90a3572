//! A fictional unit and its devices, with everything that they seal and sign. The same number gives the same keys.

use std::path::Path;
use std::process::Command;

use crypto::{DeviceKeys, Hash, RecoveryKey};
use ledger::chain::Tip;
use ledger::ring::KeyRing;
use ledger::sealing::{self, Newcomer, Pen, Place};
use ledger::wire::{Batch, BatchEntry, Push};
use ledger::{
    Act, Class, Compartment, Content, EventEnvelope, Mark, Membership, PrincipalId, Role, SignedControl, Subject,
    UnitId, VersionVector,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

/// 20 November 2026, 10:15 UTC, in milliseconds.
pub(crate) const MORNING: i64 = 1_795_169_700_000;

/// What people wrote: nothing of it may be in any byte that the server has.
const SAID: [&str; 5] = ["Ada Pike", "Okafor", "Left on a train", "A1234BC", "asked about his sister"];

pub(crate) fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

fn keys(number: u8) -> DeviceKeys {
    DeviceKeys::make(&mut rng(number))
}

fn person(number: u8) -> PrincipalId {
    PrincipalId(uuid::Uuid::from_bytes([number; 16]))
}

/// A unit as its administrator has it.
pub(crate) struct Unit {
    rng: ChaCha20Rng,
    founder: u8,
    pub(crate) recovery: RecoveryKey,
    pub(crate) log: Vec<SignedControl>,
    pub(crate) membership: Membership,
}

impl Unit {
    /// Founded by whoever has the device of that number.
    pub(crate) fn founded(number: u8) -> Self {
        let mut rng = rng(100 + number);
        let recovery = RecoveryKey::make(&mut rng);
        let roles = [Role::Administrator].into_iter().collect();
        let founder = Newcomer { principal: person(number), name: "Ada Pike", roles };
        let founding = sealing::found(&mut rng, &keys(number), &recovery.public(), "LEI", &founder, MORNING).unwrap();
        let membership = Membership::found(&founding).unwrap();
        Self { rng, founder: number, recovery, log: vec![founding], membership }
    }

    pub(crate) fn id(&self) -> UnitId {
        self.membership.unit()
    }

    /// A path of the unit's calls.
    pub(crate) fn path(&self, call: &str) -> String {
        format!("/v1/units/{}/{call}", self.id().0)
    }

    fn ring(&self) -> KeyRing {
        KeyRing::of_device(&self.membership, &keys(self.founder)).unwrap()
    }

    /// The next control entry, signed and not yet taken in.
    pub(crate) fn signed(&self, by: &DeviceKeys, act: Act) -> SignedControl {
        sealing::sign_control(&self.membership, &Pen::Device(by), MORNING, act).unwrap()
    }

    pub(crate) fn signed_by_founder(&self, act: Act) -> SignedControl {
        self.signed(&keys(self.founder), act)
    }

    pub(crate) fn take(&mut self, signed: SignedControl) {
        self.membership.accept(&signed).unwrap();
        self.log.push(signed);
    }

    /// Somebody comes into the unit.
    pub(crate) fn hiring(&mut self, number: u8, role: Role) -> Act {
        let newcomer = Newcomer { principal: person(number), name: "Ben Okafor", roles: [role].into_iter().collect() };
        let ring = self.ring();
        Act::AddMember(sealing::person(&mut self.rng, &self.membership, &ring, &newcomer).unwrap())
    }

    /// They are given a device.
    pub(crate) fn equipping(&mut self, number: u8) -> Act {
        let application = sealing::apply_for(self.id(), &keys(number));
        let ring = self.ring();
        let admission =
            sealing::admission(&mut self.rng, &self.membership, &ring, person(number), application, None).unwrap();
        Act::AddDevice(admission)
    }

    /// The same without the keys of what is restricted.
    pub(crate) fn equipping_without(&mut self, number: u8) -> Act {
        let application = sealing::apply_for(self.id(), &keys(number));
        let (ring, how) = (self.ring(), (None, Some(Compartment::Restricted)));
        let (rng, membership) = (&mut self.rng, &self.membership);
        Act::AddDevice(sealing::admission_without(rng, membership, &ring, person(number), application, how).unwrap())
    }

    /// A device is taken away after its last entry that was seen.
    pub(crate) fn removing(&mut self, device: &Hash, seen: &Tip) -> Act {
        let ring = self.ring();
        let device = self.membership.device_by_id(device).unwrap();
        sealing::removal(&mut self.rng, &self.membership, &ring, device, seen, "Left on a train").unwrap()
    }

    /// Late entries of a removed device count all the same.
    pub(crate) fn accepting(&mut self, device: &Hash, entries: Vec<Mark>) -> Act {
        let ring = self.ring();
        let device = self.membership.device_by_id(device).unwrap().index;
        sealing::acceptance(&mut self.rng, &self.membership, &ring, device, entries, "Left on a train").unwrap()
    }

    /// A device that asked to come in is refused.
    pub(crate) fn refusing(&mut self, device: &Hash) -> Act {
        let ring = self.ring();
        sealing::refusal(&mut self.rng, &self.membership, &ring, *device, "Ben Okafor, OMU laptop 3").unwrap()
    }

    /// New keys of what is general.
    pub(crate) fn rotating(&mut self) -> Act {
        let ring = self.ring();
        sealing::rotation(&mut self.rng, &self.membership, &ring, [Compartment::General], "Left on a train").unwrap()
    }

    /// A device of the unit, at the start of its log.
    pub(crate) fn device(&self, number: u8) -> Device {
        let keys = keys(number);
        let id = keys.public().id();
        let device = self.membership.device_by_id(&id).unwrap();
        Device { id, actor: device.principal, tip: device.start(), keys, rng: rng(200 + number % 50) }
    }
}

/// A device that is of no unit.
pub(crate) fn stranger(number: u8) -> Device {
    let keys = keys(number);
    let tip = Tip::start(Hash::from_bytes([0; 32]), 0);
    Device { id: keys.public().id(), actor: person(number), tip, keys, rng: rng(200 + number % 50) }
}

/// A device at work.
pub(crate) struct Device {
    pub(crate) keys: DeviceKeys,
    pub(crate) id: Hash,
    pub(crate) tip: Tip,
    actor: PrincipalId,
    rng: ChaCha20Rng,
}

impl Device {
    /// Writes the next entry of its log, with so many bytes of words.
    pub(crate) fn write(&mut self, unit: &Unit, length: usize) -> BatchEntry {
        let words = "asked about his sister. ".repeat(length / 24 + 1);
        let content = Content {
            recorded: MORNING,
            actor: self.actor,
            session: [0x51; 16],
            command: [0x52; 16],
            events: vec![EventEnvelope {
                subject: Subject::Case("A1234BC".into()),
                kind: 3,
                schema: 1,
                occurred: MORNING,
                base: VersionVector::new(),
                body: words.into_bytes().into(),
            }],
            seen: VersionVector::new(),
            server_head: None,
        };
        let ring = KeyRing::of_device(&unit.membership, &self.keys).unwrap();
        let (kid, key) = ring.current(&unit.membership, Compartment::General).unwrap();
        let place = Place {
            unit: unit.id(),
            device: self.id,
            tip: self.tip,
            control: unit.membership.head(),
            lamport: self.tip.lamport + 1,
        };
        let entry = sealing::seal_entry(&mut self.rng, &place, (kid, key), Class::Normal, &content).unwrap();
        let control = unit.membership.place(&entry.header.control).unwrap();
        self.tip = Tip { seq: entry.header.seq, hash: entry.hash, lamport: entry.header.lamport, control };
        BatchEntry { header: entry.header_bytes.into(), payload: entry.payload.into() }
    }

    /// A batch of so many short entries.
    pub(crate) fn batch(&mut self, unit: &Unit, entries: usize) -> Batch {
        let entries = (0..entries).map(|_| self.write(unit, 20)).collect();
        self.sealed(unit, entries)
    }

    /// Entries that it has just written, with its seal.
    pub(crate) fn sealed(&self, unit: &Unit, entries: Vec<BatchEntry>) -> Batch {
        let seal = sealing::sign_seal(&self.keys, unit.id(), self.id, self.tip.seq, self.tip.hash);
        Batch { device: self.id, entries, seal }
    }
}

/// What is sent of batches under the unit's head.
pub(crate) fn push(unit: &Unit, batches: Vec<Batch>) -> Vec<u8> {
    ledger::wire::write(&Push { control: unit.membership.head(), batches })
}

/// Looks into every byte of every file in a folder for what people wrote.
pub(crate) fn assert_nothing_readable_in(folder: &Path) {
    let mut search = Command::new("grep");
    search.args(["--recursive", "--text", "--fixed-strings", "--files-with-matches"]);
    SAID.iter().for_each(|said| {
        search.args(["-e", said]);
    });
    let output = search.arg("--").arg(folder).output().unwrap();
    let files = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(1),
        "what people wrote is in: {files}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// That the search finds what it is there to find.
#[test]
fn what_people_wrote_would_be_found() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a"), b"\0\xff sealed \0").unwrap();
    assert_nothing_readable_in(folder.path());
    std::fs::write(folder.path().join("b"), b"\0\xff Okafor\0").unwrap();
    std::panic::catch_unwind(|| assert_nothing_readable_in(folder.path())).unwrap_err();
}
