//! The credential store behind the keyring family's mock: the same tests for every system's limits.

use super::keyring::Keyring;
use super::*;
use crate::store::tests::{behaves, record};
use keyring_core::mock;
use std::cell::Cell;
use std::path::PathBuf;

const KEY: &str = "kinpass-1-player";
/// As on Windows.
const LIMIT: Option<usize> = Some(2560);

fn mocked(limit: Option<usize>) -> (Arc<mock::Store>, Keyring) {
    let store = mock::Store::new().unwrap();
    (store.clone(), Keyring::new(store, "test".to_owned(), &[], limit))
}

/// The values that the mock holds, whoever put them there.
fn values(store: &mock::Store) -> Vec<Vec<u8>> {
    let mut credentials = store.inner.lock().unwrap();
    let credentials = credentials.get_mut().iter();
    credentials.filter_map(|credential| credential.inner.lock().unwrap().get_mut().secret.clone()).collect()
}

/// A directory that ends with the test.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("kinpass-test-{}-{name}", std::process::id())))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn behaves_with_and_without_a_limit() {
    for limit in [None, Some(2560), Some(4096)] {
        let (store, _) = mocked(limit);
        let directory = Directory::new(&format!("suite{limit:?}"));
        let door = || System {
            keychain: Keyring::new(store.clone(), "test".to_owned(), &[], limit),
            locks: LockFiles::new(vec![directory.0.clone()], "test"),
        };
        behaves(&door(), &door());
        assert!(values(&store).is_empty(), "nothing stays behind");
    }
}

/// Entries of a process that dies after so many changes.
struct Mortal<'a> {
    entries: &'a dyn Entries,
    left: Cell<usize>,
}

impl Mortal<'_> {
    fn live(&self) -> Result<()> {
        match self.left.get() {
            0 => Err(failed("planned")),
            left => {
                self.left.set(left - 1);
                Ok(())
            }
        }
    }
}

impl Entries for Mortal<'_> {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        self.entries.get(name)
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<()> {
        self.live()?;
        self.entries.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.live()?;
        self.entries.delete(name)
    }
}

#[test]
fn a_crash_at_any_change_leaves_the_old_record_or_the_new_one() {
    for (old, new) in [(6_000, 12_000), (12_000, 6_000), (40, 6_000), (6_000, 40), (40, 60)] {
        let (old, new) = (record(old), record(new));
        let mut seen_old = false;
        for life in 0.. {
            let (store, keyring) = mocked(LIMIT);
            let entries = &*keyring.connect().unwrap();
            // Two saves, so that both generations have been used.
            pieces::save(entries, KEY, &new, LIMIT).unwrap();
            pieces::save(entries, KEY, &old, LIMIT).unwrap();
            let mortal = Mortal { entries, left: Cell::new(life) };
            let result = pieces::save(&mortal, KEY, &new, LIMIT);
            let found = pieces::load(entries, KEY).unwrap().expect("a record is there");
            assert!(found == if result.is_ok() { new.clone() } else { old.clone() }, "after {life} changes");
            seen_old |= result.is_err();
            // The next save works, and takes away what the crash left behind.
            pieces::save(entries, KEY, &old, LIMIT).unwrap();
            assert!(pieces::load(entries, KEY).unwrap() == Some(old.clone()));
            let stored: usize = values(&store).iter().map(Vec::len).sum();
            assert!(stored <= old.expose().len() + 80, "{stored} bytes for {}", old.expose().len());
            if mortal.left.get() > 0 {
                break;
            }
        }
        assert!(seen_old, "some save was cut short");
    }
}

#[test]
fn a_crash_while_erasing_leaves_no_record() {
    for life in 1.. {
        let (store, keyring) = mocked(LIMIT);
        let entries = &*keyring.connect().unwrap();
        pieces::save(entries, KEY, &record(8_000), LIMIT).unwrap();
        let mortal = Mortal { entries, left: Cell::new(life) };
        let erased = pieces::erase(&mortal, KEY, LIMIT);
        assert!(pieces::load(entries, KEY).unwrap().is_none());
        pieces::erase(entries, KEY, LIMIT).unwrap();
        assert!(values(&store).is_empty());
        if erased.is_ok() {
            break;
        }
    }
}

#[test]
fn a_failing_piece_is_reported() {
    let (store, keyring) = mocked(LIMIT);
    let entries = &*keyring.connect().unwrap();
    pieces::save(entries, KEY, &record(8_000), LIMIT).unwrap();
    for (error, status) in [
        (keyring_core::Error::NoStorageAccess("locked".into()), Status::KINPASS_ERROR_STORE_UNAVAILABLE),
        (keyring_core::Error::PlatformFailure("broken".into()), Status::KINPASS_ERROR_STORE_FAILED),
    ] {
        let head = keyring_core::api::CredentialStoreApi::build(&*store, "test", KEY, None).unwrap();
        head.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(error);
        assert_eq!(pieces::load(entries, KEY).unwrap_err().status, status);
    }
    assert!(pieces::load(entries, KEY).unwrap() == Some(record(8_000)));
}

#[test]
fn damage_is_told_from_absence() {
    let damage: [(&str, Option<&[u8]>); 9] = [
        (KEY, Some(b"")),
        (KEY, Some(b"something else")),
        (KEY, Some(b"=\xff")),
        (KEY, Some(b"+a")),
        (KEY, Some(b"+c 2 00")),
        (KEY, Some(b"+a 99999999999 00")),
        (KEY, Some(b"+a 4 00")),
        ("kinpass-1-player.a2", None),
        ("kinpass-1-player.a2", Some(b"another piece")),
    ];
    for (name, value) in damage {
        let (_, keyring) = mocked(LIMIT);
        let entries = &*keyring.connect().unwrap();
        pieces::save(entries, KEY, &record(8_000), LIMIT).unwrap();
        match value {
            Some(value) => entries.set(name, value).unwrap(),
            None => entries.delete(name).unwrap(),
        }
        let error = pieces::load(entries, KEY).unwrap_err();
        assert_eq!(error.status, Status::KINPASS_ERROR_STORE_CORRUPT, "{name} {value:?}");
        pieces::save(entries, KEY, &record(9_000), LIMIT).unwrap();
        assert!(pieces::load(entries, KEY).unwrap() == Some(record(9_000)), "a damaged record can be replaced");
    }
}

#[test]
fn locks_are_by_service_and_key() {
    const NO_TIME: Duration = Duration::ZERO;
    let directory = Directory::new("names");
    let locks = |service| LockFiles::new(vec![directory.0.clone()], service);
    let (one, other) = (locks("one"), locks("other"));
    one.lock("key", NO_TIME).unwrap();
    other.lock("key", NO_TIME).unwrap();
    other.lock("key2", NO_TIME).unwrap();
    assert_eq!(locks("one").lock("key", NO_TIME).unwrap_err().status, Status::KINPASS_ERROR_STORE_BUSY);
    // As at the death of the process: the file is closed.
    drop(one);
    locks("one").lock("key", NO_TIME).unwrap();
}

#[test]
fn a_lock_is_given_back_though_a_forked_process_has_its_file_open() {
    let directory = Directory::new("forked");
    let locks = || LockFiles::new(vec![directory.0.clone()], "test");
    let (one, other) = (locks(), locks());
    one.lock("key", Duration::ZERO).unwrap();
    // The same open file, as a child process has it.
    let inherited = one.held.lock()["key"].try_clone().unwrap();
    one.unlock("key");
    other.lock("key", Duration::ZERO).unwrap();
    drop(inherited);
}

#[test]
fn where_one_place_can_not_be_written_the_next_serves() {
    let directory = Directory::new("places");
    std::fs::create_dir_all(&directory.0).unwrap();
    let file = directory.0.join("a file");
    std::fs::write(&file, "").unwrap();
    let places = vec![file.join("below"), directory.0.join("second")];
    let (one, other) = (LockFiles::new(places.clone(), "test"), LockFiles::new(places, "test"));
    one.lock("key", Duration::ZERO).unwrap();
    assert_eq!(other.lock("key", Duration::ZERO).unwrap_err().status, Status::KINPASS_ERROR_STORE_BUSY);
}

#[cfg(unix)]
#[test]
fn a_planted_place_is_passed_over_or_named() {
    let directory = Directory::new("planted");
    std::fs::create_dir_all(directory.0.join("victim")).unwrap();
    let planted = directory.0.join("planted");
    std::os::unix::fs::symlink(directory.0.join("victim"), &planted).unwrap();
    LockFiles::new(vec![planted.clone(), directory.0.join("own")], "test").lock("key", Duration::ZERO).unwrap();
    assert_eq!(std::fs::read_dir(directory.0.join("victim")).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(directory.0.join("own")).unwrap().count(), 1);
    let error = LockFiles::new(vec![planted.clone()], "test").lock("key", Duration::ZERO).unwrap_err();
    assert_eq!(error.status, Status::KINPASS_ERROR_STORE_FAILED);
    assert!(error.message.contains(planted.to_str().unwrap()), "{error}");
}

#[test]
fn without_a_place_for_locks_there_is_no_lock() {
    let locks = LockFiles::new(Vec::new(), "test");
    assert_eq!(locks.lock("key", Duration::ZERO).unwrap_err().status, Status::KINPASS_ERROR_STORE_FAILED);
}

#[test]
fn odd_service_names_are_refused() {
    for service in ["a\nb", &"x".repeat(201)] {
        assert_eq!(open(service.to_owned()).err().unwrap().status, Status::KINPASS_ERROR_INVALID_ARGUMENT);
    }
}
