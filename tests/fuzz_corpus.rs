//! The corpus of the fuzz targets (`fuzz/`), as ordinary tests: one for each target, which runs each of its files.

mod fuzzed;

use kinpass::fuzzing;
use std::fs;
use std::panic;
use std::path::Path;
use std::sync::Mutex;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// On any thread: the library catches its own, which says nothing for them.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICS.fetch_add(1, SeqCst);
            print(info);
        }));
    });
}

/// Runs a target over its files. `cargo xtask fuzz` looks for new ones; each finding becomes a file.
fn run(target: &str, read: fn(&[u8])) {
    // One target after the other, so that a panic belongs to a file.
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    count_panics();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&dir).expect("a corpus").map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let mut failed = Vec::new();
    for file in files {
        let (data, before) = (fs::read(&file).unwrap(), PANICS.load(SeqCst));
        let _ = panic::catch_unwind(|| read(&data));
        if PANICS.load(SeqCst) > before {
            failed.push(file);
        }
    }
    drop(turn);
    assert!(failed.is_empty(), "{failed:#?}");
}

macro_rules! targets {
    ($($target:ident: $read:path),* $(,)?) => {
        $(#[test] fn $target() { run(stringify!($target), $read); })*

        #[test]
        fn every_target_has_its_test() {
            let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
            let files = fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
            let mut there: Vec<_> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
            let mut tested = vec![$(stringify!($target).to_owned()),*];
            (there.sort(), tested.sort());
            assert_eq!(there, tested);
        }
    };
}

targets! {
    token: fuzzing::token,
    child_token: fuzzing::child_token,
    authorization: fuzzing::authorization,
    session: fuzzing::session,
    session_refresh: fuzzing::session_refresh,
    redirect: fuzzing::redirect,
    date: fuzzing::date,
    configuration: fuzzing::configuration,
    record: fuzzed::record::record,
    device: fuzzed::device::device,
    options: fuzzed::options::options,
}
