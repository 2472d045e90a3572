//! A case as a device keeps it.
#![no_main]

use casework::Case;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(case) = minicbor::decode::<Case>(bytes) else { return };
    let _ = (case.full_name(), case.list_name(), case.is_held_by("LEI"), case.has_high_complexity());
    let _ = case.imported().count();
    let again = minicbor::to_vec(&case).expect("memory takes it");
    assert_eq!(minicbor::decode::<Case>(&again).expect("a case comes back from its bytes"), case);
});
