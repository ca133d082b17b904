//! Handles as numbers: what kind, of which client, and a serial number that is never used again.

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
