//! What every store has to do. Each kind of store runs this suite in the tests of its own module.

use super::*;
use crate::store::memory::Memory;
use std::sync::mpsc::channel;

const SHORT: Duration = Duration::from_millis(30);
const LONG: Duration = Duration::from_secs(20);

pub(crate) fn record(size: usize) -> Secret {
    // Two-byte characters: a piece may end in the middle of one.
    "\u{e9}".repeat(size / 2).into()
}

/// `a` and `b` are two doors to the same records.
pub(crate) fn behaves(a: &dyn Store, b: &dyn Store) {
    keeps_records(a);
    locks(a, b);
}

fn keeps_records(store: &dyn Store) {
    assert!(store.load("one").unwrap().is_none());
    store.erase("one").unwrap();
    // Growing and shrinking, so that a store of pieces has to take some away.
    for size in [10, 4_000, MAX_RECORD, 6_000, 12, 2_560, 2_558, 30_000, 2] {
        store.save("one", &record(size)).unwrap();
        store.save("two", &record(20)).unwrap();
        assert!(store.load("one").unwrap() == Some(record(size)), "{size}");
    }
    let too_large = store.save("one", &record(MAX_RECORD + 2)).unwrap_err();
    assert_eq!(too_large.status, Status::KINPASS_ERROR_LIMIT);
    assert!(store.load("one").unwrap() == Some(record(2)), "a refused record changes nothing");
    store.save("one", &record(MAX_RECORD)).unwrap();
    store.erase("one").unwrap();
    assert!(store.load("one").unwrap().is_none());
    assert!(store.load("two").unwrap() == Some(record(20)), "another player's record stays");
    store.erase("two").unwrap();
}

fn locks(a: &dyn Store, b: &dyn Store) {
    a.lock("one", SHORT).unwrap();
    a.lock("two", SHORT).unwrap();
    let busy = b.lock("one", SHORT).unwrap_err();
    assert_eq!(busy.status, Status::KINPASS_ERROR_STORE_BUSY);
    a.unlock("one");
    b.lock("one", SHORT).unwrap();
    let (waits, waiting) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            waits.send(()).unwrap();
            a.lock("one", LONG).unwrap();
            a.unlock("one");
        });
        waiting.recv().unwrap();
        b.unlock("one");
    });
    a.unlock("two");
}

#[test]
fn memory() {
    let store = Memory::default();
    behaves(&store, &store);
}

#[test]
fn each_client_has_a_memory_of_its_own() {
    let (one, other) = (open(StoreChoice::Memory).unwrap(), open(StoreChoice::Memory).unwrap());
    one.save("key", &record(2)).unwrap();
    assert!(other.load("key").unwrap().is_none());
}

#[cfg(not(feature = "os-store"))]
#[test]
fn left_out() {
    let error = open(StoreChoice::System { service: "kinpass".to_owned() }).err().unwrap();
    assert_eq!(error.status, Status::KINPASS_ERROR_UNSUPPORTED);
}
