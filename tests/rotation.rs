//! Rotation of the parent's tokens when it matters: processes that are killed in the middle of it, several processes of
//! one player, and clocks that are wrong. Processes are this program itself, called with a role.
//!
//! Needs the feature `test-hooks`, which names the steps of a rotation.

mod common;

use common::account::*;
use common::*;
use kinpass::ffi::store::{kinpass_store_functions, kinpass_store_sink};
use std::ffi::{CStr, c_char, c_void};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const WEEK: u64 = 604_800;
/// So many pass while two processes play.
const WEEKS: u32 = 12;
const DAY: i64 = 86_400;
const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, role, url, store, rounds] = &arguments[..]
        && role == "player"
    {
        return play(url, Path::new(store), rounds.parse().expect("a number"));
    }
    let tests: [(&str, fn()); 4] = [
        ("killed_at_each_step", killed_at_each_step),
        ("two_processes_of_one_player", two_processes_of_one_player),
        ("a_wrong_clock", a_wrong_clock),
        ("a_clock_that_jumps", a_clock_that_jumps),
    ];
    for (name, test) in tests {
        // A failed assertion ends the program with an error.
        test();
        println!("test {name} ... ok");
    }
    println!("test result: ok. {} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out", tests.len());
}

/// The role: signs in silently and asks for a new child token, several times.
fn play(url: &str, store: &Path, rounds: u32) {
    let player = Player::open(&setup(url, store));
    for round in 0..rounds {
        let mut event = player.run(&force());
        // The test's weeks pass quickly: each may pass between a refresh and the exchange that follows it.
        for _ in 0..WEEKS {
            if event.status == KINPASS_ERROR_UNAUTHORIZED {
                event = player.run(&force());
            }
        }
        assert_eq!(event.status, KINPASS_OK, "round {round}: {event:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn force() -> Ask<'static> {
    Ask::ChildToken { application_id: ALPHA, min_validity_s: 0, force: true }
}

fn setup(url: &str, store: &Path) -> Setup {
    Setup { store: Some(file_store(store)), ..Setup::at(url) }
}

/// A process of the player.
fn spawn(sandbox: &Sandbox, store: &Path, rounds: u32, variable: (&str, &str)) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["player", &sandbox.url(), store.to_str().expect("UTF-8"), &rounds.to_string()])
        .env(variable.0, variable.1)
        .spawn()
        .expect("a process")
}

fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kinpass-rotation-{}-{name}", std::process::id()));
    let _ = fs::remove_file(&path);
    path
}

/// A store with a link in it.
fn linked(sandbox: &Sandbox, name: &str) -> PathBuf {
    let store = scratch(name);
    drop(Player::linked(sandbox, &setup(&sandbox.url(), &store)));
    store
}

fn killed_at_each_step() {
    // Once Discord has answered, the old pair is spent; before the new one is stored nobody else has it.
    let steps = [
        ("begin", KINPASS_OK),
        ("reread", KINPASS_OK),
        ("answered", KINPASS_ERROR_LINK_LOST),
        ("saved", KINPASS_OK),
        ("unlocked", KINPASS_OK),
    ];
    for (step, expected) in steps {
        let sandbox = Sandbox::start();
        let store = linked(&sandbox, step);
        sandbox.advance(WEEK + 1);
        let killed = spawn(&sandbox, &store, 1, ("KINPASS_TEST_KILL_AT", step)).wait().expect("its end");
        assert!(!killed.success(), "{step}: it was to be killed");
        let survivor = Player::open(&setup(&sandbox.url(), &store));
        assert_eq!(survivor.run(&force()).status, expected, "{step}");
        if expected == KINPASS_OK {
            assert_eq!(sandbox.reuse_count(), 0, "{step}");
        } else {
            survivor.wait_for(LINK_LOST);
        }
        drop(survivor);
        let _ = fs::remove_file(store);
    }
}

fn two_processes_of_one_player() {
    let sandbox = Sandbox::start();
    let store = linked(&sandbox, "two");
    let mut players = [0, 1].map(|_| spawn(&sandbox, &store, 60, ("UNUSED", "")));
    for _ in 0..WEEKS {
        std::thread::sleep(Duration::from_millis(60));
        sandbox.advance(WEEK + 1);
    }
    for player in &mut players {
        assert!(player.wait().expect("its end").success(), "a process was logged out");
    }
    assert_eq!(sandbox.reuse_count(), 0, "a refresh token was spent twice");
    assert!(sandbox.count(TOKEN_ROUTE) > 0, "nothing was renewed: the test proves nothing");
    let _ = fs::remove_file(store);
}

fn a_wrong_clock() {
    for error in [-DAY, 0, DAY] {
        let sandbox = Sandbox::start();
        let store = linked(&sandbox, "clock");
        let error = error.to_string();
        // Good tokens, then tokens that are over while the process did not run.
        for (advance, refreshes) in [(0, 0), (WEEK + 1, 1)] {
            sandbox.advance(advance);
            let player = spawn(&sandbox, &store, 1, ("KINPASS_TEST_CLOCK_ERROR", &error)).wait();
            assert!(player.expect("its end").success(), "clock error {error}");
            assert_eq!(sandbox.count(TOKEN_ROUTE), refreshes, "clock error {error}");
        }
        assert_eq!(sandbox.reuse_count(), 0);
        let _ = fs::remove_file(store);
    }
}

fn a_clock_that_jumps() {
    let sandbox = Sandbox::start();
    let store = linked(&sandbox, "jump");
    let player = Player::open(&setup(&sandbox.url(), &store));
    for error in ["0", "86400", "-86400", "0"] {
        // This program has no other thread that reads the environment now but the library's.
        unsafe { std::env::set_var("KINPASS_TEST_CLOCK_ERROR", error) };
        assert_eq!(player.run(&force()).status, KINPASS_OK);
        assert!(player.info().token_expires_in_s > WEEK - 60, "clock error {error}");
    }
    unsafe { std::env::remove_var("KINPASS_TEST_CLOCK_ERROR") };
    assert_eq!(sandbox.count(TOKEN_ROUTE), 0);
    drop(player);
    let _ = fs::remove_file(store);
}

// A store in a file, with a lock across processes.

/// The lock that this process holds.
static LOCK: Mutex<Option<File>> = Mutex::new(None);

fn file_store(path: &Path) -> kinpass_store_functions {
    let path: &'static PathBuf = Box::leak(Box::new(path.to_owned()));
    let mut functions = defaults!(kinpass_store_functions);
    functions.user_data = std::ptr::from_ref(path).cast_mut().cast();
    functions.load = Some(load);
    functions.save = Some(save);
    functions.erase = Some(erase);
    functions.lock = Some(lock);
    functions.unlock = Some(unlock);
    functions
}

unsafe fn path(data: *mut c_void, key: *const c_char) -> &'static PathBuf {
    assert!(unsafe { CStr::from_ptr(key) }.to_str().is_ok());
    unsafe { &*data.cast::<PathBuf>() }
}

unsafe extern "C" fn load(data: *mut c_void, key: *const c_char, put: kinpass_store_sink, sink: *mut c_void) -> i32 {
    if let Ok(record) = fs::read(unsafe { path(data, key) }) {
        unsafe { put.expect("a sink")(sink, record.as_ptr().cast(), record.len()) };
    }
    0
}

unsafe extern "C" fn save(data: *mut c_void, key: *const c_char, record: *const c_char, size: usize) -> i32 {
    let path = unsafe { path(data, key) };
    let record = unsafe { std::slice::from_raw_parts(record.cast::<u8>(), size) };
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    i32::from(fs::write(&fresh, record).and_then(|()| fs::rename(&fresh, path)).is_err())
}

unsafe extern "C" fn erase(data: *mut c_void, key: *const c_char) -> i32 {
    let _ = fs::remove_file(unsafe { path(data, key) });
    0
}

unsafe extern "C" fn lock(data: *mut c_void, key: *const c_char, timeout_ms: u32) -> i32 {
    let deadline = Instant::now() + Duration::from_millis(timeout_ms.into());
    let file = File::create(unsafe { path(data, key) }.with_extension("lock")).expect("a lock file");
    loop {
        let mut held = LOCK.lock().unwrap();
        if held.is_none() && file.try_lock().is_ok() {
            *held = Some(file);
            return 0;
        }
        drop(held);
        if Instant::now() >= deadline {
            return 1;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

unsafe extern "C" fn unlock(_: *mut c_void, _: *const c_char) -> i32 {
    LOCK.lock().unwrap().take();
    0
}
