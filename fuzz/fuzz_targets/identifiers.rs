//! Numbers, dates and values as people type them.
#![no_main]

use casework::fact::{Value, parse_date};
use casework::field::{Field, FieldKey};
use casework::identity::{PrisonNumber, canonical_cro, canonical_pnc};
use crypto::JoinCode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Ok(number) = typed.parse::<PrisonNumber>() {
        assert_eq!(number.to_string().parse(), Ok(number));
    }
    if let Some(pnc) = canonical_pnc(typed, 2026) {
        assert_eq!(canonical_pnc(&pnc, 2026).as_ref(), Some(&pnc), "{typed}");
    }
    if let Some(cro) = canonical_cro(typed) {
        assert_eq!(canonical_cro(&cro).as_ref(), Some(&cro), "{typed}");
    }
    if let Ok(date) = parse_date(typed) {
        assert_eq!(parse_date(&date.to_string()), Ok(date));
    }
    for field in [Field::LastName, Field::Release, Field::AdditionalDaysAwarded, Field::Recall, Field::Alerts] {
        if let Ok(value) = Value::parse(field, typed) {
            assert_eq!(Value::parse(field, &value.plain()).as_ref(), Ok(&value), "{typed}");
        }
    }
    if let Ok(code) = typed.parse::<JoinCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
    let key = FieldKey::from_name(typed);
    assert_eq!(key.name(), typed);
    let bytes = minicbor::to_vec(&key).expect("memory takes it");
    assert_eq!(minicbor::decode::<FieldKey>(&bytes).expect("a key comes back"), key);
});
