//! Handles as numbers: what kind, the slot of its client, and a serial number that no other has.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Kind {
    Client = 1,
    Operation = 2,
    Account = 3,
}

const SLOT_BITS: u32 = 16;
/// A million handles a second last for a year.
const SERIAL_BITS: u32 = 45;
const SERIALS: u64 = 1 << SERIAL_BITS;

/// How many clients may be there at once. Slots are used again.
pub(crate) const SLOTS: u64 = 1 << SLOT_BITS;

/// A handle that was never there before. Serial numbers are counted for the whole process, and on in one that is forked off: so
/// a stale handle stays stale, whoever has its client's slot.
pub(crate) fn next(kind: Kind, slot: u64) -> u64 {
    static SERIAL: AtomicU64 = AtomicU64::new(1);
    compose(kind, slot, SERIAL.fetch_add(1, Ordering::Relaxed))
}

fn compose(kind: Kind, slot: u64, serial: u64) -> u64 {
    (kind as u64) << (SLOT_BITS + SERIAL_BITS) | slot << SERIAL_BITS | serial & (SERIALS - 1)
}

/// The slot of the client that a handle belongs to, if it is of this kind.
pub(crate) fn slot_of(kind: Kind, id: u64) -> Option<u64> {
    (id >> (SLOT_BITS + SERIAL_BITS) == kind as u64).then_some((id >> SERIAL_BITS) & (SLOTS - 1))
}

/// Whether a handle can be one of the client that has its slot now: a former one's are older.
pub(crate) fn is_since(id: u64, client: u64) -> bool {
    id & (SERIALS - 1) >= client & (SERIALS - 1)
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
        assert_eq!(slot_of(Kind::Operation, id), Some(7));
        assert_eq!(slot_of(Kind::Client, id), None);
        assert_eq!(slot_of(Kind::Client, 0), None);
        assert_eq!(slot_of(Kind::Account, u64::MAX), None);
        assert_eq!(slot_of(Kind::Account, compose(Kind::Account, SLOTS - 1, u64::MAX)), Some(SLOTS - 1));
    }

    #[test]
    fn a_slot_tells_its_clients_apart() {
        let (former, of_former) = (next(Kind::Client, 7), next(Kind::Operation, 7));
        let (client, own) = (next(Kind::Client, 7), next(Kind::Operation, 7));
        assert!(is_since(own, client) && is_since(client, client) && is_since(of_former, former));
        assert!(!is_since(of_former, client) && !is_since(former, client));
    }
}
