//! What a device can ask of the server, and what the server can answer: each call of docs/sync.md once, with its method, its address and what
//! is in it. How it gets there is the carrier's business.

use crypto::Hash;
use ledger::wire::{
    Applied, Arrival, Arrivals, ControlPage, Filed, Forks, LogPage, Meta, Parcel, ParcelNotice, Parcels, Push, Refusal,
    Registration, Restorations, SignedHead, SignedManifest, Snapshots, Units, chunk_hash, read, write,
};
use ledger::{SignedControl, UnitId};

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// What the server says of itself.
    Meta,
    /// The units of a prison.
    Units {
        /// The prison's code.
        prison: String,
    },
    /// Registers a unit.
    Register(Registration),
    /// Control entries from a place on.
    Control {
        /// Of which unit.
        unit: UnitId,
        /// How many are here already.
        after: u32,
    },
    /// Adds a control entry.
    Govern {
        /// To which unit's.
        unit: UnitId,
        /// The entry.
        entry: SignedControl,
    },
    /// Sends batches.
    Send {
        /// Of which unit.
        unit: UnitId,
        /// The batches.
        push: Push,
    },
    /// The log after a place.
    Log {
        /// Of which unit.
        unit: UnitId,
        /// The place.
        after: u64,
        /// About how many bytes.
        bytes: u64,
    },
    /// How far the unit's logs go.
    Head {
        /// Of which unit.
        unit: UnitId,
    },
    /// To be told whenever they go further.
    Events {
        /// Of which unit.
        unit: UnitId,
    },
    /// Leaves a new device's application.
    Arrive {
        /// To which unit.
        unit: UnitId,
        /// The application.
        arrival: Arrival,
    },
    /// The applications that wait.
    Arrivals {
        /// To which unit.
        unit: UnitId,
    },
    /// How an application stands, by the device that left it.
    Applied {
        /// To which unit.
        unit: UnitId,
        /// Of which device.
        device: Hash,
    },
    /// Leaves a parcel.
    SendParcel {
        /// For which unit.
        to: UnitId,
        /// The parcel.
        parcel: Parcel,
    },
    /// What lies for a unit.
    Parcels {
        /// For which unit.
        unit: UnitId,
    },
    /// One of them.
    Parcel {
        /// For which unit.
        unit: UnitId,
        /// Which.
        id: Hash,
    },
    /// Says that it is taken, with all that it is a part of: from then on its sender cannot call it back.
    ClaimParcel {
        /// For which unit.
        unit: UnitId,
        /// Which.
        id: Hash,
    },
    /// Calls back what the unit sent, as long as nobody has claimed it.
    CallBack {
        /// Which unit's.
        unit: UnitId,
        /// What its parcels are a part of.
        lot: Hash,
    },
    /// Takes one away.
    TakeParcel {
        /// For which unit.
        unit: UnitId,
        /// Which.
        id: Hash,
    },
    /// The snapshots of a unit.
    Snapshots {
        /// Of which unit.
        unit: UnitId,
    },
    /// Leaves the manifest of a snapshot.
    PutSnapshot {
        /// Of which unit.
        unit: UnitId,
        /// The manifest.
        manifest: SignedManifest,
    },
    /// A chunk of a snapshot.
    Chunk {
        /// Of which unit.
        unit: UnitId,
        /// Which.
        hash: Hash,
    },
    /// Leaves a chunk.
    PutChunk {
        /// Of which unit.
        unit: UnitId,
        /// What is sealed in it.
        sealed: Vec<u8>,
    },
    /// What the server says of having been restored.
    Restorations {
        /// Of which unit's log.
        unit: UnitId,
    },
    /// The forks of devices' logs that the server has noticed.
    Forks {
        /// Of which unit.
        unit: UnitId,
    },
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Ask::Meta`].
    Meta(Meta),
    /// To [`Ask::Units`].
    Units(Units),
    /// To [`Ask::Register`], [`Ask::Govern`] and [`Ask::Head`].
    Head(SignedHead),
    /// To [`Ask::Control`].
    Control(ControlPage),
    /// To [`Ask::Send`].
    Filed(Filed),
    /// To [`Ask::Log`].
    Log(LogPage),
    /// To [`Ask::Arrivals`].
    Arrivals(Arrivals),
    /// To [`Ask::Applied`].
    Applied(Applied),
    /// To [`Ask::SendParcel`].
    Sent(ParcelNotice),
    /// To [`Ask::Parcels`].
    Parcels(Parcels),
    /// To [`Ask::Parcel`].
    Parcel(Parcel),
    /// To [`Ask::Snapshots`].
    Snapshots(Snapshots),
    /// To [`Ask::Chunk`].
    Chunk(Vec<u8>),
    /// To [`Ask::Restorations`].
    Restorations(Restorations),
    /// To [`Ask::Forks`].
    Forks(Forks),
    /// To whatever is only to be done.
    Done,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Nobody answered, or not in time.
    #[error("the server cannot be reached")]
    Unreachable,
    /// Whoever answered could not show that they are the server.
    #[error("the server could not show that it is the one that it should be: its certificate is not trusted here")]
    Untrusted,
    /// Something answered that is no such server: a page to sign in at, a proxy, a server of another kind.
    #[error("what answered is no Throughcare server")]
    NotTheServer,
    /// The server refuses.
    #[error("{}", .refusal.words)]
    Refused {
        /// Why, and what is needed to go on.
        refusal: Box<Refusal>,
        /// After how many seconds it is worth asking again.
        retry_after: Option<u32>,
    },
}

impl Ask {
    /// The method, in capitals.
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Register(_)
            | Self::Govern { .. }
            | Self::Send { .. }
            | Self::Arrive { .. }
            | Self::SendParcel { .. } => "POST",
            Self::PutSnapshot { .. } | Self::PutChunk { .. } | Self::ClaimParcel { .. } => "PUT",
            Self::TakeParcel { .. } | Self::CallBack { .. } => "DELETE",
            _ => "GET",
        }
    }

    /// Path and query.
    pub fn target(&self) -> String {
        let of = |unit: &UnitId, rest: &str| format!("/v1/units/{}/{rest}", unit.0);
        match self {
            Self::Meta => "/v1/meta".to_owned(),
            // What is no code of a prison is one that nobody has.
            Self::Units { prison } => {
                let code: String = prison.chars().filter(char::is_ascii_alphanumeric).collect();
                format!("/v1/prisons/{code}")
            }
            Self::Register(_) => "/v1/units".to_owned(),
            Self::Control { unit, after } => of(unit, &format!("control?after={after}")),
            Self::Govern { unit, .. } => of(unit, "control"),
            Self::Send { unit, .. } => of(unit, "entries"),
            Self::Log { unit, after, bytes } => of(unit, &format!("log?after={after}&bytes={bytes}")),
            Self::Head { unit } => of(unit, "head"),
            Self::Events { unit } => of(unit, "events"),
            Self::Arrive { unit, .. } | Self::Arrivals { unit } => of(unit, "arrivals"),
            Self::Applied { unit, device } => of(unit, &format!("arrivals/{device}")),
            Self::SendParcel { to: unit, .. } | Self::Parcels { unit } => of(unit, "parcels"),
            Self::Parcel { unit, id } | Self::ClaimParcel { unit, id } | Self::TakeParcel { unit, id } => {
                of(unit, &format!("parcels/{id}"))
            }
            Self::CallBack { unit, lot } => of(unit, &format!("sent/{lot}")),
            Self::Snapshots { unit } => of(unit, "snapshots"),
            Self::PutSnapshot { unit, manifest } => of(unit, &format!("snapshots/{}", manifest.id())),
            Self::Chunk { unit, hash } => of(unit, &format!("snapshots/chunks/{hash}")),
            Self::PutChunk { unit, sealed } => of(unit, &format!("snapshots/chunks/{}", chunk_hash(sealed))),
            Self::Restorations { unit } => of(unit, "restorations"),
            Self::Forks { unit } => of(unit, "forks"),
        }
    }

    /// What is sent with it.
    pub fn body(&self) -> Vec<u8> {
        match self {
            Self::Register(registration) => write(registration),
            Self::Govern { entry, .. } => entry.to_bytes(),
            Self::Send { push, .. } => write(push),
            Self::Arrive { arrival, .. } => write(arrival),
            Self::SendParcel { parcel, .. } => write(parcel),
            Self::PutSnapshot { manifest, .. } => write(manifest),
            Self::PutChunk { sealed, .. } => sealed.clone(),
            _ => Vec::new(),
        }
    }

    /// Reads what the server answered; nothing, if it is no such answer.
    pub fn read(&self, bytes: &[u8]) -> Option<Answer> {
        match self {
            Self::Meta => read(bytes).map(Answer::Meta),
            Self::Units { .. } => read(bytes).map(Answer::Units),
            Self::Register(_) | Self::Govern { .. } | Self::Head { .. } => read(bytes).map(Answer::Head),
            Self::Control { .. } => read(bytes).map(Answer::Control),
            Self::Send { .. } => read(bytes).map(Answer::Filed),
            Self::Log { .. } => read(bytes).map(Answer::Log),
            Self::Arrivals { .. } => read(bytes).map(Answer::Arrivals),
            Self::Applied { .. } => read(bytes).map(Answer::Applied),
            Self::SendParcel { .. } => read(bytes).map(Answer::Sent),
            Self::Parcels { .. } => read(bytes).map(Answer::Parcels),
            Self::Parcel { .. } => read(bytes).map(Answer::Parcel),
            Self::Snapshots { .. } => read(bytes).map(Answer::Snapshots),
            Self::Chunk { .. } => Some(Answer::Chunk(bytes.to_vec())),
            Self::Restorations { .. } => read(bytes).map(Answer::Restorations),
            Self::Forks { .. } => read(bytes).map(Answer::Forks),
            Self::Events { .. }
            | Self::Arrive { .. }
            | Self::ClaimParcel { .. }
            | Self::CallBack { .. }
            | Self::TakeParcel { .. }
            | Self::PutSnapshot { .. }
            | Self::PutChunk { .. } => bytes.is_empty().then_some(Answer::Done),
        }
    }
}

macro_rules! expected {
    ($($(#[$doc:meta])* $name:ident $variant:ident $type:ty;)*) => {
        impl Answer {
            $($(#[$doc])* pub fn $name(self) -> Result<$type, Failure> {
                match self {
                    Self::$variant(answer) => Ok(answer),
                    _ => Err(Failure::NotTheServer),
                }
            })*
        }
    };
}

expected! {
    /// What the server says of itself.
    meta Meta Meta;
    /// The units of a prison.
    units Units Units;
    /// How far the unit's logs go.
    head Head SignedHead;
    /// Control entries.
    control Control ControlPage;
    /// Where a batch was filed.
    filed Filed Filed;
    /// A page of the log.
    log Log LogPage;
    /// The applications that wait.
    arrivals Arrivals Arrivals;
    /// How an application stands.
    applied Applied Applied;
    /// That a parcel lies there.
    sent Sent ParcelNotice;
    /// What lies for the unit.
    parcels Parcels Parcels;
    /// A parcel.
    parcel Parcel Parcel;
    /// The snapshots of the unit.
    snapshots Snapshots Snapshots;
    /// A chunk of a snapshot.
    chunk Chunk Vec<u8>;
    /// What the server says of having been restored.
    restorations Restorations Restorations;
    /// The forks that the server has noticed.
    forks Forks Forks;
}

impl Answer {
    /// That it was done.
    pub fn done(self) -> Result<(), Failure> {
        if self == Self::Done { Ok(()) } else { Err(Failure::NotTheServer) }
    }
}
