//! What goes with a case, signed by the device that sends it, in pieces that each fit a parcel, each sealed to the inbox of the unit that it is for.

use casework::event::TransferId;
use casework::transfer::{EventElsewhere, PersonElsewhere};
use crypto::{AgreementKey, Context, DeviceKeys, Hash, InboxKey, PackKey, Purpose, derive_hash};
use ledger::wire::Parcel;
use ledger::{Compartment, Membership, PrincipalId, SignedControl, UnitId};
use store::StoreError;

use super::form::{Bundle, Piece, Sealed, Signed, VERSION};
use crate::clock::rng;
use crate::error::{AppError, Code};

/// So many bytes of a bundle are in one piece: sealed and padded, it is a parcel that the server takes.
const PIECE: usize = 3 << 20;
/// What the key of a piece, and the piece, are bound to beside the two units.
const LABEL: &str = "throughcare/case-parcel/v1";

/// What makes a bundle, beside the events.
pub(super) struct Cover {
    pub(super) id: TransferId,
    pub(super) to: UnitId,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) why: String,
    pub(super) sent_by: PrincipalId,
    pub(super) sent: i64,
    pub(super) later: bool,
}

impl Bundle {
    pub(super) fn of(
        cover: Cover,
        membership: &Membership,
        control: Vec<SignedControl>,
        people: Vec<PersonElsewhere>,
        events: Vec<(Compartment, EventElsewhere)>,
    ) -> Self {
        let Cover { id, to, number, name, why, sent_by, sent, later } = cover;
        let (from, prison) = (membership.unit(), membership.prison().to_owned());
        let version = VERSION;
        Self { version, id, from, prison, to, number, name, why, sent_by, sent, control, people, events, later }
    }

    /// Signed, in parcels that only the other unit opens.
    pub(super) fn parcels(&self, device: &DeviceKeys, inbox: &AgreementKey) -> Result<Vec<Parcel>, AppError> {
        let body = ledger::wire::write(self);
        let signature = device.sign(Purpose::Transfer, &body);
        let whole = ledger::wire::write(&Signed { body: body.into(), device: device.public().id(), signature });
        let (hash, lot) = (hash_of(&whole), lot_of(self.from, self.to, self.id));
        let of = u32::try_from(whole.len().div_ceil(PIECE)).unwrap_or(u32::MAX);
        let sealed = (0..).zip(whole.chunks(PIECE)).map(|(number, bytes)| {
            let piece = Piece { id: self.id, number, of, whole: hash, bytes: bytes.to_vec().into() };
            let sealed = seal(&piece, self.from, self.to, inbox)?;
            Ok(Parcel { from: self.from, sealed: sealed.into(), at: 0, lot })
        });
        sealed.collect()
    }

    /// Out of all of its pieces, if a device signed it that could send a case of that unit.
    pub(super) fn read(pieces: &[u8], from: UnitId, to: UnitId) -> Result<(Self, Hash), AppError> {
        let signed: Signed = ledger::wire::read(pieces).ok_or_else(unsound)?;
        let bundle: Self = ledger::wire::read(&signed.body).ok_or_else(unsound)?;
        if bundle.version > VERSION {
            return Err(AppError::new(
                Code::Failed,
                "A later version of Throughcare has sent this case.",
                "Update this computer, then take it.",
            ));
        }
        let membership = Membership::of(&bundle.control).map_err(|_| unsound())?;
        let device = membership.device_by_id(&signed.device).filter(|device| device.is_active()).ok_or_else(unsound)?;
        device.public.verify.verify(Purpose::Transfer, &signed.body, &signed.signature).map_err(|_| unsound())?;
        let roles = membership.member(device.principal).map_or(ledger::Roles::NONE, ledger::membership::Member::roles);
        let may = casework::Right::MoveCases.held_by(roles) && device.principal == bundle.sent_by;
        if !may || membership.unit() != bundle.from || bundle.from != from || bundle.to != to {
            return Err(unsound());
        }
        bundle.are_theirs(&membership)?;
        Ok((bundle, hash_of(pieces)))
    }
}

impl Bundle {
    /// Whether the events of the unit that sends it are by its people, with what its control log says that they were. What that unit has from others
    /// it vouches for.
    fn are_theirs(&self, membership: &Membership) -> Result<(), AppError> {
        let own = self.events.iter().map(|(_, event)| event).filter(|event| event.unit == self.from.0);
        for event in own {
            let device = membership.device(event.at.device).ok_or_else(unsound)?;
            let held = membership.member(event.author).is_some_and(|member| member.held(event.roles));
            if device.principal != event.author || !held {
                return Err(unsound());
            }
        }
        Ok(())
    }
}

impl Piece {
    /// Out of a parcel, with whichever inbox of the unit it was sealed to. Nothing: it is for somebody else, or no piece of a case.
    pub(super) fn open(parcel: &Parcel, to: UnitId, inboxes: &[InboxKey]) -> Option<Self> {
        let Sealed { key, body } = ledger::wire::read(&parcel.sealed)?;
        let info = info(parcel.from, to);
        let key = inboxes.iter().find_map(|inbox| inbox.open_pack_key(&key, &info).ok())?;
        let plain = key.open(&info, &body).ok()?;
        let piece: Self = ledger::wire::read(&plain)?;
        (piece.number < piece.of).then_some(piece)
    }
}

fn seal(piece: &Piece, from: UnitId, to: UnitId, inbox: &AgreementKey) -> Result<Vec<u8>, AppError> {
    let info = info(from, to);
    let key = PackKey::make(&mut rng());
    let body = key.seal(&mut rng(), &info, &ledger::wire::write(piece)).map_err(StoreError::from)?;
    let key = key.seal_to(&mut rng(), inbox, &info).map_err(StoreError::from)?;
    Ok(ledger::wire::write(&Sealed { key: key.into(), body: body.into() }))
}

/// What a piece is bound to: it opens neither as a handover pack nor between other units.
fn info(from: UnitId, to: UnitId) -> Vec<u8> {
    ledger::wire::write(&(LABEL, from, to))
}

/// What all parcels of a move are a part of, by which it is called back: whoever does not know the move learns nothing from it.
pub(super) fn lot_of(from: UnitId, to: UnitId, id: TransferId) -> Hash {
    derive_hash(Context::Parcel, &[from.0.as_bytes(), to.0.as_bytes(), id.0.as_bytes()])
}

fn hash_of(whole: &[u8]) -> Hash {
    derive_hash(Context::Transfer, &[whole])
}

/// Something that is no case of the unit that it says, or was altered.
pub(super) fn unsound() -> AppError {
    AppError::new(
        Code::Failed,
        "This case was not sent by somebody of the unit that it names, or it was altered on the way.",
        "Nothing was taken. Ring that prison, by a number that you know, and ask it to send the case again.",
    )
}
