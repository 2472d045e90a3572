//! What the operator may set: how much is taken at once, how often, and how much is kept.

use clap::Args;
use ledger::wire::MOST_BYTES;

/// Milliseconds of a day.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// The limits, with what stands where nothing is said. A prison of 500 staff is far below each of them; they are there for the device that
/// runs wild and for the stranger.
#[derive(Debug, Clone, Copy, Args)]
pub struct Settings {
    /// The largest body of a request, in bytes, also after it was expanded.
    #[arg(long, value_name = "BYTES", default_value_t = MOST_BYTES)]
    pub most_bytes: usize,

    /// How many bytes of entries a unit may keep.
    #[arg(long, value_name = "BYTES", default_value_t = 50 << 30)]
    pub unit_bytes: u64,

    /// By how many bytes of entries the log of a device may grow in a day.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 30)]
    pub device_bytes_a_day: u64,

    /// How many requests a device may make in a minute.
    #[arg(long, value_name = "REQUESTS", default_value_t = 1200)]
    pub device_requests_a_minute: u32,

    /// How many requests that no device of the unit signed an address may make in a minute.
    #[arg(long, value_name = "REQUESTS", default_value_t = 240)]
    pub stranger_requests_a_minute: u32,

    /// How many devices may apply to units from one address in an hour.
    #[arg(long, value_name = "DEVICES", default_value_t = 30)]
    pub arrivals_an_hour: u32,

    /// How many applications may wait in one unit.
    #[arg(long, value_name = "DEVICES", default_value_t = 60)]
    pub most_arrivals: u32,

    /// How many days an application is kept.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub arrival_days: u16,

    /// How many parcels may lie for one unit.
    #[arg(long, value_name = "PARCELS", default_value_t = 500)]
    pub most_parcels: u32,

    /// How many days a parcel is kept that nobody takes.
    #[arg(long, value_name = "DAYS", default_value_t = 180)]
    pub parcel_days: u16,

    /// How many snapshots of a unit are kept, each by another device.
    #[arg(long, value_name = "SNAPSHOTS", default_value_t = 3)]
    pub most_snapshots: u32,

    /// How many bytes the chunks of a unit's snapshots may have.
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 30)]
    pub snapshot_bytes: u64,

    /// After how many seconds a sign of life goes over a connection that waits for events.
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    pub keep_alive: u16,

    /// How many connections to PostgreSQL this process opens.
    #[arg(long, value_name = "CONNECTIONS", default_value_t = 16)]
    pub connections: u32,

    /// A proxy stands in front, which has the certificate: the caller's address is the last one of the header X-Forwarded-For.
    #[arg(long, env = "THROUGHCARE_SERVER_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            most_bytes: MOST_BYTES,
            unit_bytes: 50 << 30,
            device_bytes_a_day: 1 << 30,
            device_requests_a_minute: 1200,
            stranger_requests_a_minute: 240,
            arrivals_an_hour: 30,
            most_arrivals: 60,
            arrival_days: 7,
            most_parcels: 500,
            parcel_days: 180,
            most_snapshots: 3,
            snapshot_bytes: 4 << 30,
            keep_alive: 20,
            connections: 16,
            behind_proxy: false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::Settings;
    use clap::Parser;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        settings: Settings,
    }

    #[test]
    fn nothing_said_is_the_default() {
        let said = Alone::try_parse_from(["server"]).unwrap().settings;
        assert_eq!(format!("{said:?}"), format!("{:?}", Settings::default()));
    }
}
