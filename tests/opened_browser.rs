//! The browser that the library opens: it may run for as long as it likes, and leaves nothing behind.

#![cfg(target_os = "linux")]

mod common;

use common::account::*;
use common::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Where the browser of the child process writes.
const PLACE: &str = "KINPASS_TEST_BROWSER_PLACE";

/// Runs one of the tests below again in a process of its own, in which `BROWSER` is a program of this name.
fn with_browser(name: &str, test: &str, script: &str) {
    let place = std::env::temp_dir().join(format!("kinpass-browser-{}-{name}", std::process::id()));
    fs::create_dir_all(&place).unwrap();
    let program = place.join(name);
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env("BROWSER", &program)
        .env(PLACE, &place)
        .output()
        .unwrap();
    fs::remove_dir_all(&place).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("1 passed"), "{text}");
}

/// Writes down its address, and runs until it is told to end.
const STAYS: &str = "#!/bin/sh
place=$(dirname \"$0\")
echo \"$1\" > \"$place/new\" && mv \"$place/new\" \"$place/address\"
count=0
while [ ! -e \"$place/end\" ] && [ $count -lt 1200 ]; do sleep 0.05; count=$((count + 1)); done
";

fn place() -> PathBuf {
    std::env::var_os(PLACE).expect("run by another test").into()
}

fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what} does not come");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The processes that this one has started and not let go of.
fn children() -> String {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let children = |path: &Path| fs::read_to_string(path.join("children")).unwrap_or_default();
    tasks.map(|task| children(&task.unwrap().path())).collect()
}

#[test]
fn a_browser_that_stays_open_holds_nothing_up() {
    with_browser("firefox", "signs_in_while_the_browser_runs", STAYS);
}

#[test]
fn nor_does_one_in_a_terminal() {
    with_browser("w3m", "signs_in_while_the_browser_runs", STAYS);
}

#[test]
#[ignore = "run by the tests above, in a process of its own"]
fn signs_in_while_the_browser_runs() {
    let place = place();
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Allow);
    // A single thread: were it waiting for the browser, nothing would go on.
    let player = Player::open(&Setup { max_in_flight: 1, ..Setup::at(&sandbox.url()) });
    let operation = player.start(&Ask::SignIn(SignIn { method: BROWSER, opens_browser: true, ..SignIn::default() }));
    let address = until("the browser", || fs::read_to_string(place.join("address")).ok());
    assert!(visit(address.trim()).contains("You’re linked"));
    assert_eq!(player.finish(operation, |_| {}).status, KINPASS_OK);
    assert_ne!(children(), "", "it still runs");
    assert_eq!(player.client.destroy().0, KINPASS_OK);
    fs::write(place.join("end"), "").unwrap();
    until("the end of the browser", || children().is_empty().then_some(()));
}

#[test]
fn no_browser_is_an_error() {
    with_browser("broken", "is_told_that_there_is_no_browser", "#!/bin/sh\nexit 3\n");
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn is_told_that_there_is_no_browser() {
    let sandbox = Sandbox::start();
    // Nor does the desktop have one.
    unsafe { std::env::set_var("PATH", place()) };
    let player = Player::open(&Setup::at(&sandbox.url()));
    let operation = player.start(&Ask::SignIn(SignIn { method: BROWSER, opens_browser: true, ..SignIn::default() }));
    assert_eq!(player.finish(operation, |_| {}).status, KINPASS_ERROR_BROWSER);
    assert_eq!(children(), "");
}
