//! The JSON of a handover pack: what is read is written alike, and differs from itself in nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pack::content::Pack;
use pack::difference::changes;

fuzz_target!(|json: &[u8]| {
    let Ok(pack) = Pack::read(json) else { return };
    assert!(changes(&pack, &pack).is_empty());
    let again = Pack::read(&pack.to_json()).expect("what was written is read");
    assert_eq!(again, pack);
});
