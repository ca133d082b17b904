//! A host's store written against the C ABI, well-behaved and otherwise.

use super::super::store::kinpass_store_sink;
use super::*;
use crate::store::tests::{behaves, record};
use std::ffi::CStr;

/// A host with its records, and what it does wrong.
#[derive(Default)]
struct Host {
    records: Mutex<HashMap<CString, Vec<u8>>>,
    locks: KeyLocks,
    fails_with: i32,
    /// Called in place of handing over a record.
    hands: Option<fn(put: unsafe extern "C" fn(*mut c_void, *const c_char, usize), sink: *mut c_void)>,
}

impl Host {
    fn functions(&self) -> kinpass_store_functions {
        kinpass_store_functions {
            struct_size: size_of::<kinpass_store_functions>(),
            user_data: std::ptr::from_ref(self).cast_mut().cast(),
            load: Some(load),
            save: Some(save),
            erase: Some(erase),
            lock: Some(lock),
            unlock: Some(unlock),
        }
    }

    fn store(&self) -> Box<dyn Store> {
        unsafe { of(&self.functions()) }.unwrap_or_else(|error| panic!("a good table of functions: {error}"))
    }

    fn records(&self) -> MutexGuard<'_, HashMap<CString, Vec<u8>>> {
        self.records.lock()
    }
}

unsafe fn host<'a>(user_data: *mut c_void) -> &'a Host {
    unsafe { &*user_data.cast::<Host>() }
}

unsafe extern "C" fn load(
    user_data: *mut c_void,
    key: *const c_char,
    put: kinpass_store_sink,
    sink: *mut c_void,
) -> i32 {
    let (host, key, put) = unsafe { (host(user_data), CStr::from_ptr(key), put.unwrap()) };
    if let Some(hands) = host.hands {
        hands(put, sink);
    } else if let Some(record) = host.records().get(key) {
        unsafe { put(sink, record.as_ptr().cast(), record.len()) };
    }
    host.fails_with
}

unsafe extern "C" fn save(user_data: *mut c_void, key: *const c_char, data: *const c_char, size: usize) -> i32 {
    let (host, key) = unsafe { (host(user_data), CStr::from_ptr(key).to_owned()) };
    let data = unsafe { std::slice::from_raw_parts(data.cast::<u8>(), size) }.to_vec();
    if host.fails_with == 0 {
        host.records().insert(key, data);
    }
    host.fails_with
}

unsafe extern "C" fn erase(user_data: *mut c_void, key: *const c_char) -> i32 {
    let (host, key) = unsafe { (host(user_data), CStr::from_ptr(key)) };
    if host.fails_with == 0 {
        host.records().remove(key);
    }
    host.fails_with
}

unsafe extern "C" fn lock(user_data: *mut c_void, key: *const c_char, timeout_ms: u32) -> i32 {
    let (host, key) = unsafe { (host(user_data), CStr::from_ptr(key).to_str().unwrap()) };
    let patience = Duration::from_millis(timeout_ms.into());
    if host.locks.lock(key, patience).is_ok() { 0 } else { 7 }
}

unsafe extern "C" fn unlock(user_data: *mut c_void, key: *const c_char) -> i32 {
    let (host, key) = unsafe { (host(user_data), CStr::from_ptr(key).to_str().unwrap()) };
    host.locks.unlock(key);
    0
}

#[test]
fn behaves_with_the_hosts_lock() {
    let host = Host::default();
    behaves(&*host.store(), &*host.store());
    assert!(host.records().is_empty());
}

#[test]
fn behaves_without_a_lock_of_the_host() {
    let host = Host::default();
    let functions = kinpass_store_functions { lock: None, unlock: None, ..host.functions() };
    let door = || unsafe { of(&functions) }.ok().unwrap();
    behaves(&*door(), &*door());
}

#[test]
fn functions_are_checked() {
    let host = Host::default();
    let good = host.functions();
    let bad = [
        kinpass_store_functions { load: None, ..good },
        kinpass_store_functions { save: None, ..good },
        kinpass_store_functions { erase: None, ..good },
        kinpass_store_functions { lock: None, ..good },
        kinpass_store_functions { unlock: None, ..good },
    ];
    for functions in &bad {
        let error = unsafe { of(functions) }.err().unwrap();
        assert_eq!(error.status, Status::KINPASS_ERROR_INVALID_ARGUMENT);
    }
    let error = unsafe { of(std::ptr::null()) }.err().unwrap();
    assert_eq!(error.status, Status::KINPASS_ERROR_INVALID_ARGUMENT);
    let sizeless = kinpass_store_functions { struct_size: 0, ..good };
    let error = unsafe { of(&sizeless) }.err().unwrap();
    assert_eq!(error.status, Status::KINPASS_ERROR_INVALID_STRUCT_SIZE);
}

#[test]
fn failures_carry_the_hosts_number() {
    let store = Host { fails_with: -5, ..Host::default() };
    let store = store.store();
    let errors =
        [store.load("key").err().unwrap(), store.save("key", &record(2)).unwrap_err(), store.erase("key").unwrap_err()];
    for error in errors {
        assert_eq!(error.status, Status::KINPASS_ERROR_STORE_FAILED);
        assert!(error.message.contains("-5"), "{}", error.message);
    }
}

#[test]
fn a_failed_load_counts_for_nothing_whatever_it_handed_over() {
    let host =
        Host { fails_with: 3, hands: Some(|put, sink| unsafe { put(sink, c"x".as_ptr(), 1) }), ..Host::default() };
    assert_eq!(host.store().load("key").err().unwrap().status, Status::KINPASS_ERROR_STORE_FAILED);
}

#[test]
fn bad_records_are_corrupt() {
    type Hands = fn(unsafe extern "C" fn(*mut c_void, *const c_char, usize), *mut c_void);
    let bad: [Hands; 7] = [
        |put, sink| unsafe { put(sink, c"\xff".as_ptr(), 1) },
        |put, sink| unsafe { put(sink, c"".as_ptr(), 0) },
        |put, sink| unsafe { put(sink, std::ptr::null(), 0) },
        |put, sink| unsafe { put(sink, std::ptr::null(), 9) },
        |put, sink| unsafe { put(sink, c"zero".as_ptr(), 5) },
        |put, sink| {
            let large = vec![b'x'; MAX_RECORD + 1];
            unsafe { put(sink, large.as_ptr().cast(), large.len()) }
        },
        |put, sink| unsafe {
            put(sink, c"one".as_ptr(), 3);
            put(sink, c"two".as_ptr(), 3);
        },
    ];
    for (number, hands) in bad.into_iter().enumerate() {
        let host = Host { hands: Some(hands), ..Host::default() };
        let error = host.store().load("key").err().unwrap();
        assert_eq!(error.status, Status::KINPASS_ERROR_STORE_CORRUPT, "{number}");
    }
}

#[test]
fn a_late_or_foreign_record_finds_nobody() {
    static SINK: AtomicUsize = AtomicUsize::new(0);
    let host = Host { hands: Some(|_, sink| SINK.store(sink.addr(), Ordering::SeqCst)), ..Host::default() };
    assert!(host.store().load("key").unwrap().is_none());
    for sink in [SINK.load(Ordering::SeqCst), 0, usize::MAX] {
        unsafe { put(std::ptr::without_provenance_mut(sink), c"late".as_ptr(), 4) };
    }
    assert!(host.store().load("key").unwrap().is_none());
}
