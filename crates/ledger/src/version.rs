//! What somebody had seen: for each device the highest entry number. Two events are concurrent when neither author had seen
//! the other's, which is a fact of the record and no guess from clocks.

use minicbor::{Decode, Encode};

use crate::identity::{DeviceIndex, Seq};

/// The highest entry seen of each device, sorted by device.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct VersionVector(Vec<(DeviceIndex, Seq)>);

impl VersionVector {
    /// Nothing seen.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The highest entry seen of `device`; 0 is none.
    pub fn of(&self, device: DeviceIndex) -> Seq {
        self.0.binary_search_by_key(&device, |(d, _)| *d).ok().and_then(|at| self.0.get(at)).map_or(0, |(_, seq)| *seq)
    }

    /// Whether the entry `seq` of `device` had been seen.
    pub fn saw(&self, device: DeviceIndex, seq: Seq) -> bool {
        self.of(device) >= seq
    }

    /// Notes that `seq` of `device` has been seen.
    pub fn see(&mut self, device: DeviceIndex, seq: Seq) {
        match self.0.binary_search_by_key(&device, |(d, _)| *d) {
            Ok(at) => {
                if let Some((_, highest)) = self.0.get_mut(at) {
                    *highest = (*highest).max(seq);
                }
            }
            Err(at) => self.0.insert(at, (device, seq)),
        }
    }

    /// The parts that differ from what `earlier` had seen.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self(self.0.iter().filter(|(device, seq)| earlier.of(*device) < *seq).copied().collect())
    }

    /// Device and highest entry, in the order of devices.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceIndex, Seq)> {
        self.0.iter().copied()
    }

    /// Whether nothing was seen.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(DeviceIndex, Seq)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (DeviceIndex, Seq)>>(seen: I) -> Self {
        let mut vector = Self::new();
        for (device, seq) in seen {
            vector.see(device, seq);
        }
        vector
    }
}

impl<C> Encode<C> for VersionVector {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.map(self.0.len() as u64)?;
        for (device, seq) in &self.0 {
            e.u32(device.0)?.u64(*seq)?;
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for VersionVector {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let wrong = |why| Err(minicbor::decode::Error::message(why));
        let Some(length) = d.map()? else { return wrong("a list of what was seen has a stated length") };
        let mut seen = Vec::new();
        for _ in 0..length {
            let next = (DeviceIndex(d.u32()?), d.u64()?);
            if seen.last().is_some_and(|(device, _)| *device >= next.0) {
                return wrong("what was seen is listed in the order of devices");
            }
            seen.push(next);
        }
        Ok(Self(seen))
    }
}
