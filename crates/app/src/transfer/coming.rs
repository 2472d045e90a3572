//! What lies at the server for this unit, by the case that it is of: put together out of its parcels, and opened. A case comes in one piece or
//! several; what the prison that sent it heard of later comes by the same move.

use std::collections::BTreeMap;

use casework::event::TransferId;
use crypto::{Hash, InboxKey};
use ledger::UnitId;
use ledger::wire::{Parcel, ParcelNotice};

use super::bundle::{lot_of, unsound};
use super::form::{Bundle, Piece};
use crate::error::AppError;

/// What has come of one signing: of the case, or of what was heard later.
#[derive(Default)]
struct Signing {
    /// Of how many pieces it is.
    of: u32,
    pieces: BTreeMap<u32, Vec<u8>>,
    parcels: Vec<Hash>,
}

/// What has come of one move.
pub(super) struct Coming {
    /// Which.
    pub(super) id: TransferId,
    /// From which unit.
    pub(super) from: UnitId,
    /// When the first of it came, by the server's clock, in milliseconds since 1970, UTC.
    pub(super) at: i64,
    /// Which device of this unit has claimed it.
    pub(super) claimed: Option<Hash>,
    /// In the order in which they came, each by the hash of the whole.
    signings: Vec<(Hash, Signing)>,
}

/// A signing that has come whole, and what is in it.
pub(super) struct Opened {
    pub(super) bundle: Bundle,
    /// The hash of it, as it was signed.
    pub(super) hash: Hash,
    /// The parcels that it came in.
    pub(super) parcels: Vec<Hash>,
}

impl Signing {
    fn is_whole(&self) -> bool {
        self.pieces.len() as u64 == u64::from(self.of)
    }
}

impl Coming {
    /// Out of parcels in the order in which they came. What does not open, or says that it is a part of something else, is left out.
    pub(super) fn of(parcels: &[(ParcelNotice, Parcel)], unit: UnitId, inboxes: &[InboxKey]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (notice, parcel) in parcels {
            let Some(piece) = Piece::open(parcel, unit, inboxes) else { continue };
            if parcel.lot != lot_of(parcel.from, unit, piece.id) {
                continue;
            }
            let known = all.iter().position(|coming| coming.id == piece.id && coming.from == parcel.from);
            let at = known.unwrap_or_else(|| {
                let (id, from) = (piece.id, parcel.from);
                all.push(Self { id, from, at: notice.at, claimed: notice.claimed, signings: Vec::new() });
                all.len() - 1
            });
            if let Some(coming) = all.get_mut(at) {
                coming.add(piece, notice.id);
            }
        }
        all
    }

    fn add(&mut self, piece: Piece, parcel: Hash) {
        let Piece { number, of, whole, bytes, .. } = piece;
        let known = self.signings.iter().position(|(hash, _)| *hash == whole);
        let at = known.unwrap_or_else(|| {
            self.signings.push((whole, Signing { of, ..Signing::default() }));
            self.signings.len() - 1
        });
        if let Some((_, signing)) = self.signings.get_mut(at) {
            signing.pieces.insert(number, bytes.into());
            signing.parcels.push(parcel);
        }
    }

    /// How many pieces of it are here, and of how many: of one that has come whole, if there is one.
    pub(super) fn parts(&self) -> (u64, u64) {
        let whole = self.signings.iter().find(|(_, signing)| signing.is_whole());
        let one = whole.or_else(|| self.signings.last());
        one.map_or((0, 0), |(_, signing)| (signing.pieces.len() as u64, u64::from(signing.of)))
    }

    /// One of its parcels: by it, all of them are claimed.
    pub(super) fn parcel(&self) -> Option<Hash> {
        self.signings.iter().flat_map(|(_, signing)| &signing.parcels).next().copied()
    }

    /// What of it has come whole and is sound, the case before what was heard later. Where nothing is, why.
    pub(super) fn opened(&self, unit: UnitId) -> Result<Vec<Opened>, AppError> {
        let (mut opened, mut refused) = (Vec::new(), None);
        for (whole, signing) in self.signings.iter().filter(|(_, signing)| signing.is_whole()) {
            let bytes: Vec<u8> = signing.pieces.values().flatten().copied().collect();
            match Bundle::read(&bytes, self.from, unit) {
                Ok((bundle, hash)) if bundle.id == self.id && hash == *whole => {
                    opened.push(Opened { bundle, hash, parcels: signing.parcels.clone() });
                }
                Ok(_) => refused = refused.or_else(|| Some(unsound())),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        opened.sort_by_key(|one: &Opened| one.bundle.later);
        // What is of somebody else belongs to no case that is taken here.
        let number = opened.first().map(|one| one.bundle.number.clone()).unwrap_or_default();
        opened.retain(|one| one.bundle.number == number);
        match refused {
            Some(error) if opened.is_empty() => Err(error),
            _ => Ok(opened),
        }
    }
}
