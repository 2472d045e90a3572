//! What an entry of a device is worth by the control log: whether it continues the device's log, whose it is, with which roles, and whether
//! it still counts.

use crypto::Hash;

use super::{Device, Membership};
use crate::chain::{ChainError, Tip};
use crate::header::Header;
use crate::identity::{DeviceIndex, PrincipalId, Roles, Seq};

/// Why the control log does not stand behind an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The device is not in the unit.
    #[error("its device is not in this unit")]
    UnknownDevice,
    /// It names a control entry that does not exist.
    #[error("it names a control entry that this unit does not have")]
    UnknownControl,
    /// The device was removed and this entry is beyond its last one that counts.
    #[error("its device was removed before this could count")]
    DeviceRemoved,
    /// The entry names another author than the device's owner.
    #[error("it names an author who does not own the device")]
    ForeignActor,
    /// The author had no role.
    #[error("its author had no role in the unit")]
    NoRole,
}

/// What the control log says of an entry's author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// Who.
    pub principal: PrincipalId,
    /// With which roles.
    pub roles: Roles,
}

impl Membership {
    /// Checks that an entry continues a device's log, and moves the tip to it: its chain, the entries that administrators named, and the
    /// version that the unit demands. `payload`: where it is there. A refused entry leaves the tip where it was.
    pub fn follow(
        &self,
        tip: &mut Tip,
        device: &Device,
        header_bytes: &[u8],
        payload: Option<&[u8]>,
    ) -> Result<Header, ChainError> {
        let mut next = *tip;
        let header = self.follow_any_branch(&mut next, device, header_bytes, payload)?;
        device.check_end(&next)?;
        *tip = next;
        Ok(header)
    }

    /// The same without the entries that administrators named: in the server's log a branch that does not count keeps its places.
    pub fn follow_any_branch(
        &self,
        tip: &mut Tip,
        device: &Device,
        header_bytes: &[u8],
        payload: Option<&[u8]>,
    ) -> Result<Header, ChainError> {
        let mut next = *tip;
        let header = next.follow(self.unit, device.id, header_bytes, payload, |head| self.place(head))?;
        if header.version < self.required_at(next.control) {
            return Err(ChainError::OlderVersion);
        }
        *tip = next;
        Ok(header)
    }

    /// What the control log says of the author of an entry: judged at the point that the entry names, or later where a
    /// change of roles or the removal of the device says from which entry on it counts. An entry that was let count is judged at
    /// the point that it names, whatever came after.
    pub fn authority(
        &self,
        device: DeviceIndex,
        seq: Seq,
        control: &Hash,
        actor: PrincipalId,
    ) -> Result<Authority, Refusal> {
        let device = self.device(device).ok_or(Refusal::UnknownDevice)?;
        let named = *self.places.get(control).ok_or(Refusal::UnknownControl)?;
        if device.principal != actor {
            return Err(Refusal::ForeignActor);
        }
        if device.is_late(seq) {
            return Err(Refusal::DeviceRemoved);
        }
        let member = self.member(actor).ok_or(Refusal::NoRole)?;
        let judged = member.overtaking(device, seq, named).unwrap_or(named);
        let roles = member.roles_at(judged);
        if roles.is_empty() { Err(Refusal::NoRole) } else { Ok(Authority { principal: actor, roles }) }
    }

    /// The place of the change of roles that cut an entry off: its author lost a role by it, and the administrator had not seen the entry. It is
    /// judged by what its author was from then on. Nothing: it is judged by what they were at the head that it names.
    pub fn cut_off(&self, device: &Device, seq: Seq, control: &Hash) -> Option<u32> {
        let named = *self.places.get(control)?;
        self.member(device.principal)?.overtaking(device, seq, named)
    }

    /// Beyond which number a change of roles can have cut entries of a device off. Nothing: none has.
    pub fn cut_off_beyond(&self, device: &Device) -> Option<Seq> {
        self.member(device.principal)?.cut_off_beyond(device)
    }

    /// Whether an administrator may let an entry count: one beyond the end of a removed device, or one that a change of roles can have cut off.
    /// Which head it names is not known to the control log, which has only its hash.
    pub(super) fn may_be_let_count(&self, device: &Device, seq: Seq) -> bool {
        let is_cut_off = || self.cut_off_beyond(device).is_some_and(|beyond| seq > beyond);
        !device.accepted.contains(&seq) && (device.is_late(seq) || is_cut_off())
    }
}
