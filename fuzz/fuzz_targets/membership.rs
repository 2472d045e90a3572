//! A control log of arbitrary entries: first as bytes from anywhere, then as acts that an administrator, or the holder of the
//! recovery key, truly signs. Whatever is refused leaves no trace, and the unit can always be administered.
#![no_main]

use std::sync::LazyLock;

use crypto::Hash;
use ledger::control::SignedControl;
use ledger::sealing::{Pen, sign_control};
use ledger::{Act, Compartment, DeviceIndex, Membership, Role};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::{Founded, person};

static UNIT: LazyLock<Founded> = LazyLock::new(Founded::new);

fn check(membership: &Membership) {
    let administered = membership.devices().iter().filter(|device| device.is_active()).any(|device| {
        membership.member(device.principal).is_some_and(|member| member.roles().has(Role::Administrator))
    });
    assert!(administered, "nobody can administer the unit");
    for compartment in Compartment::ALL {
        assert!(membership.current_epoch(compartment).is_some());
    }
    for device in membership.devices() {
        assert_eq!(membership.device_by_id(&device.id).map(|found| found.index), Some(device.index));
        for head in [membership.head(), Hash::from_bytes([7; 32])] {
            let _ = membership.authority(device.index, 1, &head, device.principal);
        }
    }
    assert!(membership.authority(DeviceIndex(u32::MAX), 1, &membership.head(), person(1)).is_err());
}

fuzz_target!(|bytes: &[u8]| {
    // Bytes from anywhere, on their own and on top of an honest beginning.
    let mut decoder = minicbor::Decoder::new(bytes);
    let strangers: Vec<SignedControl> = std::iter::from_fn(|| decoder.decode().ok()).collect();
    if let Ok(membership) = Membership::of(&strangers) {
        check(&membership);
    }
    let _ = Membership::of(std::iter::once(&UNIT.founding).chain(&strangers));

    // Acts that are signed.
    let mut membership = UNIT.membership.clone();
    let mut decoder = minicbor::Decoder::new(bytes);
    while let Ok((by_recovery, act)) = decoder.decode::<(bool, Act)>() {
        let pen = if by_recovery { Pen::Recovery(&UNIT.recovery) } else { Pen::Device(&UNIT.ada) };
        let Ok(signed) = sign_control(&membership, &pen, 0, act) else { break };
        let before = membership.clone();
        match membership.accept(&signed) {
            Ok(()) => assert_eq!(membership.next_index(), before.next_index() + 1),
            Err(_) => assert_eq!(membership, before, "a refused entry left a trace"),
        }
        check(&membership);
    }
});
