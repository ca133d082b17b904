//! Handles as numbers: what kind, of which client, and a serial number that is never used again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Kind {
    Client = 1,
    Operation = 2,
    Account = 3,
}

const CLIENT_BITS: u32 = 20;
const SERIAL_BITS: u32 = 40;

/// One more than the largest number of a client.
pub(crate) const MAX_CLIENTS: u64 = 1 << CLIENT_BITS;

pub(crate) fn compose(kind: Kind, client: u64, serial: u64) -> u64 {
    (kind as u64) << (CLIENT_BITS + SERIAL_BITS) | client << SERIAL_BITS | (serial & ((1 << SERIAL_BITS) - 1))
}

/// The number of the client that a handle belongs to, if it is of this kind.
pub(crate) fn client_of(kind: Kind, id: u64) -> Option<u64> {
    (id >> (CLIENT_BITS + SERIAL_BITS) == kind as u64).then_some((id >> SERIAL_BITS) & (MAX_CLIENTS - 1))
}

/// A map by numbers of our own making: nobody can choose them so that they collide, so a multiplication is enough.
pub(crate) type IdMap<V> = HashMap<u64, V, BuildHasherDefault<IdHasher>>;

#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, id: u64) {
        // The golden ratio as a fraction: neighbours end up far from each other, in the upper bits and the lower.
        let spread = (self.0 ^ id).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_do_not_mix() {
        let id = compose(Kind::Operation, 7, 9);
        assert_eq!(client_of(Kind::Operation, id), Some(7));
        assert_eq!(client_of(Kind::Client, id), None);
        assert_eq!(client_of(Kind::Client, 0), None);
        assert_eq!(client_of(Kind::Account, u64::MAX), None);
    }
}
