//! A unit as its control log has it, without any record: who is in it, and with which keys. Everything follows from a seed.

use crypto::{DatabaseKey, DeviceKeys, RecoveryKey};
use ledger::ring::KeyRing;
use ledger::sealing::{self, Newcomer, Pen, apply_for, sign_control};
use ledger::{Act, Membership, PrincipalId, Role, Roles, SignedControl, UnitId};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

/// Friday 20 November 2026, 10:15 in London, in milliseconds.
pub const DAWN: i64 = 1_795_169_700_000;

/// What they are called; nobody else comes.
pub const NAMES: [&str; 6] = ["Ada Pike", "Ben Okafor", "Carys Rowlands", "Dev Anand", "Efa Wyn", "Farid Khan"];

/// A unit's people, the founder first.
pub struct Crew {
    /// The unit.
    pub unit: UnitId,
    /// Its control log.
    pub log: Vec<SignedControl>,
    seed: u64,
    size: usize,
}

/// The keys of somebody's device and of their record.
pub fn secrets(seed: u64, who: usize) -> (DatabaseKey, DeviceKeys) {
    let mut rng = ChaCha20Rng::seed_from_u64(seed.wrapping_mul(1_000).wrapping_add(who as u64));
    (DatabaseKey::make(&mut rng), DeviceKeys::make(&mut rng))
}

/// Somebody.
pub fn person(who: usize) -> PrincipalId {
    PrincipalId(uuid::Uuid::from_bytes([u8::try_from(who + 1).unwrap(); 16]))
}

impl Crew {
    /// An administrator who is an offender manager too, and colleagues with these roles.
    pub fn of(seed: u64, colleagues: &[Role]) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed ^ 0x5EA);
        let keys = secrets(seed, 0).1;
        let recovery = RecoveryKey::make(&mut rng);
        let roles = Roles::NONE.with(Role::Administrator).with(Role::Pom);
        let founder = Newcomer { principal: person(0), name: NAMES[0], roles };
        let founding = sealing::found(&mut rng, &keys, &recovery.public(), "LEI", &founder, DAWN).unwrap();
        let mut membership = Membership::found(&founding).unwrap();
        let mut log = vec![founding];
        let mut appends = |membership: &mut Membership, act: Act| {
            let signed = sign_control(membership, &Pen::Device(&keys), DAWN, act).unwrap();
            membership.accept(&signed).unwrap();
            log.push(signed);
        };
        for (who, role) in (1..).zip(colleagues) {
            let ring = KeyRing::of_device(&membership, &keys).unwrap();
            let newcomer = Newcomer { principal: person(who), name: NAMES[who], roles: Roles::NONE.with(*role) };
            let joins = sealing::person(&mut rng, &membership, &ring, &newcomer).unwrap();
            appends(&mut membership, Act::AddMember(joins));
            let application = apply_for(membership.unit(), &secrets(seed, who).1);
            let admission = sealing::admission(&mut rng, &membership, &ring, person(who), application, None).unwrap();
            appends(&mut membership, Act::AddDevice(admission));
        }
        Self { unit: membership.unit(), log, seed, size: 1 + colleagues.len() }
    }

    /// The keys of somebody's device and of their record.
    pub fn secrets(&self, who: usize) -> (DatabaseKey, DeviceKeys) {
        secrets(self.seed, who)
    }

    /// How many there are.
    pub const fn size(&self) -> usize {
        self.size
    }
}
