//! Reading the names of people and computers, for whoever has the keys. What was done does not depend on them.

use super::Membership;
use crate::ring::KeyRing;
use crate::words::About;

impl Membership {
    /// Reads the names that a ring opens and that were not read yet. One that does not open stays blank.
    pub fn read_names(&mut self, ring: &KeyRing) {
        for member in self.members.iter_mut().filter(|member| member.name.is_empty()) {
            member.name = ring.read(&member.sealed_name, &About::Person(member.principal)).unwrap_or_default();
        }
        for device in self.devices.iter_mut().filter(|device| device.computer.is_none()) {
            let sealed = device.sealed_computer.as_ref();
            device.computer = sealed.and_then(|words| ring.read(words, &About::Computer(device.id)));
        }
    }
}
