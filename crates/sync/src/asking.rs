//! A call on its way: its body, compressed where that is worth it, and the device's signature over all of it. Keys stay in the record; what
//! leaves it can be sent again and again for some minutes, and changes nothing the second time.

use crypto::{DeviceKeys, Purpose};
use jiff::Timestamp;
use ledger::wire::{Credential, request_message};
use store::{Record, StoreError};

use crate::ask::Ask;
use crate::packing::pack;

/// A call, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// What is asked.
    pub ask: Ask,
    /// The method, in capitals.
    pub method: &'static str,
    /// Path and query.
    pub target: String,
    /// What is sent with it.
    pub body: Vec<u8>,
    /// Whether that is compressed.
    pub packed: bool,
    /// Who asks, where the server has to know.
    pub credential: Option<Credential>,
}

impl Asking {
    /// Of somebody whom the server does not know.
    pub fn unsigned(ask: Ask) -> Self {
        let (method, target, plain) = (ask.method(), ask.target(), ask.body());
        // What is sealed does not shrink.
        let shrinks = !matches!(ask, Ask::PutChunk { .. } | Ask::SendParcel { .. });
        let small = if shrinks { pack(&plain) } else { None };
        let packed = small.is_some();
        Self { ask, method, target, body: small.unwrap_or(plain), packed, credential: None }
    }

    /// Of a device. `at`: now, by the server's clock as far as it is known, in milliseconds since 1970.
    pub fn signed(ask: Ask, keys: &DeviceKeys, at: i64) -> Self {
        let asking = Self::unsigned(ask);
        let device = keys.public().id();
        let message = request_message(device, at, asking.method, &asking.target, &asking.body);
        let signature = keys.sign(Purpose::Request, &message);
        Self { credential: Some(Credential { device, at, signature }), ..asking }
    }

    /// Of the device whose record this is, in its own unit.
    pub async fn of(record: &Record, ask: Ask, now: Timestamp) -> Result<Self, StoreError> {
        Self::by(record, ask, record.device_keys(), now).await
    }

    /// Of another device of that unit, whose keys are at hand.
    pub async fn by(record: &Record, ask: Ask, keys: &DeviceKeys, now: Timestamp) -> Result<Self, StoreError> {
        let ahead = record.server_seen().await?.map_or(0, |server| server.clock_ahead);
        let at = now.as_millisecond().saturating_sub(ahead);
        Ok(Self::signed(ask, keys, at))
    }
}
