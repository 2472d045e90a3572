//! A reply on its way. Both ends are compiled from the same types, so it names no field: reading it takes a fraction of the code and of the
//! time that JSON does, and the screens have to do it at every key press. Requests are small, and go as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The two ends do not speak of the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Garbled;

/// A reply as bytes.
pub fn write<T: Serialize>(reply: &T) -> Result<Vec<u8>, Garbled> {
    postcard::to_allocvec(reply).map_err(|_| Garbled)
}

/// A reply of which nothing is left over.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Garbled> {
    match postcard::take_from_bytes(bytes) {
        Ok((reply, [])) => Ok(reply),
        _ => Err(Garbled),
    }
}

#[cfg(test)]
mod tests {
    use super::{Garbled, read, write};

    #[test]
    fn a_reply_arrives_as_it_was_sent_or_not_at_all() {
        let reply = (Some("Ashdown, Kieran".to_owned()), vec![(3_u32, true)], -9_i64);
        let bytes = write(&reply).unwrap();
        assert_eq!(read::<(Option<String>, Vec<(u32, bool)>, i64)>(&bytes), Ok(reply));
        assert_eq!(read::<(Option<String>, Vec<(u32, bool)>, i64)>(&bytes[1..]), Err(Garbled));
        let more = [bytes, vec![0]].concat();
        assert_eq!(read::<(Option<String>, Vec<(u32, bool)>, i64)>(&more), Err(Garbled));
        assert_eq!(write(&()), Ok(Vec::new()));
    }
}
