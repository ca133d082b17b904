//! The event contract by name: destroy, cancel, limits, re-entrancy, and what is released when.

mod common;

use common::ledger::{Habit, Ledger, Mode, strays};
use common::peer::{BlackHole, closed_port};
use common::*;
use kinpass::ffi::client::*;
use kinpass::ffi::event::{kinpass_callback, kinpass_event};
use kinpass::ffi::handle::{kinpass_client, kinpass_operation};
use kinpass::ffi::log::{kinpass_client_set_log, kinpass_log_level};
use std::ffi::{c_char, c_void};
use std::ptr::{null, null_mut};
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Barrier, Mutex, OnceLock};
use std::time::{Duration, Instant};

const MODES: [Mode; 3] = [Mode::Pump, Mode::Pull, Mode::Worker];

fn setup(url: &str, mode: Mode) -> Setup {
    Setup { callbacks_on_worker: mode == Mode::Worker, event_callback: Some(strays()), ..Setup::at(url) }
}

fn ledger(setup: &Setup, mode: Mode) -> Box<Ledger> {
    Ledger::new(mode, setup.try_create().expect("a client"), 100)
}

/// Waits for something that comes, or is not coming at all.
fn until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "{what} does not come");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn destroy_does_not_wait_for_the_network() {
    let sandbox = Sandbox::start();
    let hole = BlackHole::open();
    for mode in MODES {
        for url in [sandbox.silent_url(), hole.url()] {
            // Who waits for the network waits ten minutes.
            let patient = Setup { connect_timeout_ms: 600_000, request_timeout_ms: 600_000, ..setup(&url, mode) };
            let ledger = ledger(&patient, mode);
            for _ in 0..8 {
                ledger.start(&Call::Ping("session".into()), Habit::Nothing, true).expect("started");
            }
            // Some are under way, some wait for a free thread.
            std::thread::sleep(Duration::from_millis(20));
            let started = Instant::now();
            assert_eq!(ledger.destroy(1000), KINPASS_OK, "{mode:?} {url}");
            assert!(started.elapsed() < PATIENCE, "{mode:?} {url}: destroy waited");
            assert_eq!(ledger.completed(), 8, "{mode:?} {url}");
            assert_eq!(ledger.close(true), [""; 0], "{mode:?} {url}");
        }
    }
}

#[test]
fn cancel_does_not_wait_for_the_network() {
    let sandbox = Sandbox::start();
    for url in [sandbox.silent_url(), BlackHole::open().url()] {
        let client = Setup { connect_timeout_ms: 600_000, request_timeout_ms: 600_000, ..Setup::at(&url) }.create();
        // More than max_in_flight: what was cancelled makes room.
        for _ in 0..12 {
            let operation = client.start(&Call::Ping("session".into()));
            assert_eq!(kinpass_operation_cancel(operation), KINPASS_OK);
            assert_eq!(kinpass_operation_cancel(operation), KINPASS_OK, "once more changes nothing");
            let event = client.pull().expect("the completion is there at once");
            assert_eq!((event.status, event.operation), (KINPASS_ERROR_CANCELLED, operation.id));
            assert_eq!(kinpass_operation_cancel(operation), KINPASS_ERROR_INVALID_HANDLE, "it was delivered");
            assert!(client.pull().is_none());
        }
    }
}

#[test]
fn what_hangs_and_was_cancelled_does_not_hold_up_others() {
    let sandbox = Sandbox::start();
    let client = Setup { max_in_flight: 2, request_timeout_ms: 600_000, ..Setup::at(&sandbox.url()) }.create();
    sandbox.fault(Fault::once(PING_ROUTE, Action::Hang {}).times(10));
    for _ in 0..10 {
        client.start(&Call::Ping("session".into()));
    }
    until("a request", || sandbox.count(PING_ROUTE) >= 2);
    assert_eq!(kinpass_client_cancel_all(client.handle), KINPASS_OK);
    for _ in 0..10 {
        assert_eq!(client.pull().expect("a completion").status, KINPASS_ERROR_CANCELLED);
    }
    sandbox.clear_faults();
    assert_eq!(client.run(&Call::Ping("session".into())).status, KINPASS_ERROR_UNAUTHORIZED);
}

#[test]
fn on_the_worker_a_completion_waits_for_no_request() {
    let sandbox = Sandbox::start();
    let slow = Setup { max_in_flight: 1, request_timeout_ms: 600_000, ..setup(&sandbox.silent_url(), Mode::Worker) };
    let ledger = ledger(&slow, Mode::Worker);
    let start = || ledger.start(&Call::Ping("session".into()), Habit::Nothing, true).expect("started");
    // The first takes the only thread, and keeps it.
    start();
    assert_eq!(kinpass_operation_cancel(start()), KINPASS_OK);
    until("the completion of the second", || ledger.completed() == 1);
    assert_eq!(ledger.destroy(0), KINPASS_OK);
    assert_eq!(ledger.close(true), [""; 0]);
}

#[test]
fn at_the_end_no_callback_runs_beside_the_workers() {
    static INSIDE: AtomicU32 = AtomicU32::new(0);
    static CALLS: AtomicU32 = AtomicU32::new(0);
    static TOGETHER: AtomicBool = AtomicBool::new(false);
    unsafe extern "C" fn slow(_: *const kinpass_event, _: *mut c_void) {
        if INSIDE.fetch_add(1, SeqCst) > 0 {
            TOGETHER.store(true, SeqCst);
        }
        std::thread::sleep(Duration::from_millis(100));
        CALLS.fetch_add(1, SeqCst);
        INSIDE.fetch_sub(1, SeqCst);
    }
    let sandbox = Sandbox::start();
    let listener = kinpass_callback { function: Some(slow), ..strays() };
    let setup = Setup { event_callback: Some(listener), ..setup(&sandbox.silent_url(), Mode::Worker) };
    let client = setup.create();
    for _ in 0..8 {
        client.start(&Call::Ping("session".into()));
    }
    assert_eq!(kinpass_client_cancel_all(client.handle), KINPASS_OK);
    until("a callback", || INSIDE.load(SeqCst) == 1);
    assert_eq!(kinpass_client_destroy(client.handle, 60_000), KINPASS_OK);
    assert_eq!((CALLS.load(SeqCst), TOGETHER.load(SeqCst)), (8, false));
}

#[test]
fn callbacks_may_not_poll_wait_or_destroy_but_start_and_pull() {
    let closed = closed_port();
    for mode in MODES {
        for habit in [Habit::Reenter, Habit::Start, Habit::CancelAll, Habit::Pull] {
            let ledger = ledger(&setup(&closed, mode), mode);
            for _ in 0..10 {
                ledger.start(&Call::RevokeToken("token".into()), habit, true).expect("started");
            }
            let wanted = if habit == Habit::Start && mode != Mode::Pull { 20 } else { 10 };
            until("the completions", || {
                match mode {
                    Mode::Pump => drop(unsafe { kinpass_client_poll(ledger.client(), null_mut()) }),
                    Mode::Pull => drop(ledger.pull()),
                    Mode::Worker => {}
                }
                ledger.completed() == wanted
            });
            assert_eq!(ledger.destroy(0), KINPASS_OK);
            assert_eq!(ledger.close(true), [""; 0], "{mode:?} {habit:?}");
        }
    }
}

#[test]
fn callbacks_of_another_client_may_do_all_of_it() {
    // A callback of one client polls, waits for and destroys another.
    static OTHER: OnceLock<u64> = OnceLock::new();
    static ANSWERS: Mutex<Vec<Status>> = Mutex::new(Vec::new());
    unsafe extern "C" fn destroy_other(_: *const kinpass_event, _: *mut c_void) {
        let other = kinpass_client { id: *OTHER.get().unwrap() };
        let answers = [
            unsafe { kinpass_client_poll(other, null_mut()) },
            kinpass_client_wait(other, 0),
            kinpass_client_destroy(other, 0),
        ];
        ANSWERS.lock().unwrap().extend(answers);
    }
    let closed = closed_port();
    let other = Setup::at(&closed).create();
    OTHER.set(other.handle.id).unwrap();
    let client = Setup::at(&closed).create();
    let callback = kinpass_callback { function: Some(destroy_other), user_data: null_mut(), release: None };
    unsafe { Call::RevokeToken("token".into()).start(client.handle, &callback) }.expect("started");
    assert_eq!(kinpass_client_wait(client.handle, 60_000), KINPASS_OK);
    let mut delivered = 0;
    assert_eq!(unsafe { kinpass_client_poll(client.handle, &mut delivered) }, KINPASS_OK);
    assert_eq!(delivered, 1);
    assert_eq!(*ANSWERS.lock().unwrap(), [KINPASS_OK, KINPASS_ERROR_TIMEOUT, KINPASS_OK]);
}

#[test]
fn too_many_open_operations() {
    let sandbox = Sandbox::start();
    for mode in [Mode::Pump, Mode::Pull] {
        let limited = Setup { max_operations: 3, ..setup(&sandbox.silent_url(), mode) };
        let ledger = ledger(&limited, mode);
        let start = || ledger.start(&Call::Ping("session".into()), Habit::Nothing, true);
        let operations: Vec<_> = (0..3).map(|_| start().expect("started")).collect();
        assert_eq!(start().err(), Some(KINPASS_ERROR_LIMIT));
        // It is open until its completion has been delivered.
        assert_eq!(kinpass_operation_cancel(operations[0]), KINPASS_OK);
        assert_eq!(start().err(), Some(KINPASS_ERROR_LIMIT));
        match mode {
            Mode::Pull => drop(ledger.pull()),
            _ => drop(unsafe { kinpass_client_poll(ledger.client(), null_mut()) }),
        }
        start().expect("there is room again");
        assert_eq!(start().err(), Some(KINPASS_ERROR_LIMIT));
        assert_eq!(ledger.destroy(0), KINPASS_OK);
        assert_eq!(ledger.close(true), [""; 0]);
    }
}

#[test]
fn what_was_not_pulled_is_released_by_destroy() {
    let ledger = ledger(&Setup::at(&closed_port()), Mode::Pull);
    for _ in 0..10 {
        ledger.start(&Call::RevokeToken("token".into()), Habit::Nothing, false).expect("started");
    }
    assert_eq!(kinpass_client_wait(ledger.client(), 60_000), KINPASS_OK);
    assert_eq!(ledger.pull(), KINPASS_OK);
    assert_eq!(ledger.destroy(0), KINPASS_OK);
    assert_eq!(ledger.completed(), 1);
    // What was pulled outlives the client; the ledger reads and releases it now.
    assert_eq!(ledger.close(false), [""; 0]);
}

#[test]
fn a_pulled_event_is_released_once() {
    let client = Setup::at(&closed_port()).create();
    client.start(&Call::RevokeToken("token".into()));
    assert_eq!(kinpass_client_wait(client.handle, 60_000), KINPASS_OK);
    let mut event: *const kinpass_event = null();
    assert_eq!(unsafe { kinpass_client_next_event(client.handle, &mut event) }, KINPASS_OK);
    assert!(!event.is_null());
    assert_eq!(unsafe { kinpass_event_release(event) }, KINPASS_OK);
    assert_eq!(unsafe { kinpass_event_release(event) }, KINPASS_ERROR_INVALID_HANDLE);
    assert_eq!(unsafe { kinpass_event_release(null()) }, KINPASS_ERROR_INVALID_ARGUMENT);
    // And with none waiting there is none.
    assert_eq!(unsafe { kinpass_client_next_event(client.handle, &mut event) }, KINPASS_OK);
    assert!(event.is_null());
}

#[test]
fn a_start_that_fails_owes_nothing() {
    let ledger = ledger(&Setup::at(&closed_port()), Mode::Pump);
    let start = |call| ledger.start(&call, Habit::Nothing, true).err();
    assert_eq!(start(Call::RevokeToken(String::new())), Some(KINPASS_ERROR_INVALID_ARGUMENT));
    assert_eq!(start(Call::child_token("parent", "no snowflake")), Some(KINPASS_ERROR_INVALID_ARGUMENT));
    assert_eq!(start(Call::StartSession(StartSession::default())), Some(KINPASS_ERROR_INVALID_ARGUMENT));
    assert_eq!(ledger.destroy(0), KINPASS_OK);
    assert_eq!(start(Call::RevokeToken("token".into())), Some(KINPASS_ERROR_INVALID_HANDLE));
    assert_eq!(ledger.close(true), [""; 0]);
}

#[test]
fn a_destroyed_client_is_gone_and_others_live() {
    let closed = closed_port();
    let mut former: Vec<kinpass_client> = Vec::new();
    for mode in MODES.into_iter().cycle().take(60) {
        let ledger = ledger(&setup(&closed, mode), mode);
        assert!(former.iter().all(|other| other.id != ledger.client().id), "a handle came again");
        ledger.start(&Call::RevokeToken("token".into()), Habit::Nothing, true).expect("started");
        for other in &former {
            assert_eq!(kinpass_client_cancel_all(*other), KINPASS_ERROR_INVALID_HANDLE);
            assert_eq!(kinpass_client_destroy(*other, 0), KINPASS_ERROR_INVALID_HANDLE);
        }
        former.push(ledger.client());
        assert_eq!(ledger.destroy(0), KINPASS_OK);
        assert_eq!(ledger.close(true), [""; 0]);
    }
}

#[test]
fn a_waiting_thread_is_woken_by_destroy() {
    let client = Setup::at(&closed_port()).create();
    let handle = client.handle;
    let waiting = std::thread::spawn(move || kinpass_client_wait(handle, 600_000));
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(client.destroy().0, KINPASS_OK);
    let woken = waiting.join().unwrap();
    // It may not have begun to wait when the client was gone.
    assert!(matches!(woken, KINPASS_ERROR_CANCELLED | KINPASS_ERROR_INVALID_HANDLE), "{woken:?}");
}

/// A callback that says when it is in, and stays until it may go.
struct Stay {
    inside: Sender<()>,
    leave: Mutex<Receiver<()>>,
    released: AtomicU32,
}

unsafe extern "C" fn stay(_: *const kinpass_event, stay: *mut c_void) {
    let stay = unsafe { &*stay.cast::<Stay>() };
    stay.inside.send(()).unwrap();
    let _ = stay.leave.lock().unwrap().recv();
}

unsafe extern "C" fn released(stay: *mut c_void) {
    unsafe { &*stay.cast::<Stay>() }.released.fetch_add(1, SeqCst);
}

#[test]
fn destroy_waits_for_callbacks_but_not_for_ever() {
    for mode in [Mode::Pump, Mode::Worker] {
        let client = setup(&closed_port(), mode).try_create().expect("a client");
        let (inside, is_inside) = channel();
        let (go, leave) = channel();
        let state = Stay { inside, leave: Mutex::new(leave), released: AtomicU32::new(0) };
        let user_data = std::ptr::from_ref(&state).cast_mut().cast();
        let callback = kinpass_callback { function: Some(stay), user_data, release: Some(released) };
        unsafe { Call::RevokeToken("token".into()).start(client, &callback) }.expect("started");
        std::thread::scope(|scope| {
            // Dropped when this fails, so that the callback ends and the failure is told.
            let go = go;
            if mode == Mode::Pump {
                assert_eq!(kinpass_client_wait(client, 60_000), KINPASS_OK);
                scope.spawn(move || unsafe { kinpass_client_poll(client, null_mut()) });
            }
            is_inside.recv().unwrap();
            assert_eq!(kinpass_client_destroy(client, 20), KINPASS_ERROR_TIMEOUT, "{mode:?}");
            assert_eq!(kinpass_client_destroy(client, 20), KINPASS_ERROR_INVALID_HANDLE, "destroyed all the same");
            assert_eq!(state.released.load(SeqCst), 0, "its callback still uses it");
            go.send(()).unwrap();
            until("the release", || state.released.load(SeqCst) == 1);
        });
    }
}

#[test]
fn events_without_a_callback_go_to_the_clients_own() {
    static SEEN: Mutex<Vec<usize>> = Mutex::new(Vec::new());
    static RELEASED: AtomicU32 = AtomicU32::new(0);
    unsafe extern "C" fn see(event: *const kinpass_event, user_data: *mut c_void) {
        SEEN.lock().unwrap().extend([user_data as usize, unsafe { (*event).user_data } as usize]);
    }
    unsafe extern "C" fn release(_: *mut c_void) {
        RELEASED.fetch_add(1, SeqCst);
    }
    let callback = kinpass_callback { function: Some(see), user_data: 17 as *mut c_void, release: Some(release) };
    let sandbox = Sandbox::start();
    sandbox.fault(Fault::always(PING_ROUTE, Action::Hang {}));
    let setup = Setup {
        discord_api_url: closed_port(),
        request_timeout_ms: 600_000,
        event_callback: Some(callback),
        ..Setup::at(&sandbox.url())
    };
    let client = setup.create();
    client.start(&Call::RevokeToken("token".into()));
    assert_eq!(kinpass_client_wait(client.handle, 60_000), KINPASS_OK);
    assert_eq!(unsafe { kinpass_client_poll(client.handle, null_mut()) }, KINPASS_OK);
    assert_eq!(*SEEN.lock().unwrap(), [17, 17]);
    assert_eq!(RELEASED.load(SeqCst), 0);
    // Not even a request that hangs keeps it.
    client.start(&Call::Ping("session".into()));
    until("the connection", || sandbox.connections() > 0);
    assert_eq!(client.destroy().0, KINPASS_OK);
    assert_eq!(RELEASED.load(SeqCst), 1);
    // A client that can't be made has not taken the callback over.
    let broken =
        Setup { lootlocker_url: "http://example.com".into(), event_callback: Some(callback), ..Setup::default() };
    assert_eq!(broken.try_create().err(), Some(KINPASS_ERROR_INSECURE_URL));
    assert_eq!(RELEASED.load(SeqCst), 1);
}

#[test]
fn after_the_log_is_cleared_no_line_comes() {
    static CLEARED: AtomicBool = AtomicBool::new(false);
    static LATE: AtomicU32 = AtomicU32::new(0);
    static LINES: AtomicU32 = AtomicU32::new(0);
    unsafe extern "C" fn line(_: kinpass_log_level, _: *const c_char, _: *const c_char, _: *mut c_void) {
        LINES.fetch_add(1, SeqCst);
        // Slow, so that a call is likely to be under way when the function is cleared.
        std::thread::sleep(Duration::from_millis(1));
        LATE.fetch_add(u32::from(CLEARED.load(SeqCst)), SeqCst);
    }
    let client = Setup::at(&closed_port()).create();
    for _ in 0..20 {
        CLEARED.store(false, SeqCst);
        assert_eq!(unsafe { kinpass_client_set_log(client.handle, 5, Some(line), null_mut()) }, KINPASS_OK);
        let operations: Vec<kinpass_operation> =
            (0..5).map(|_| client.start(&Call::RevokeToken("token".into()))).collect();
        let before = LINES.load(SeqCst);
        until("a log line", || LINES.load(SeqCst) > before);
        assert_eq!(unsafe { kinpass_client_set_log(client.handle, 5, None, null_mut()) }, KINPASS_OK);
        CLEARED.store(true, SeqCst);
        for operation in operations {
            kinpass_operation_cancel(operation);
        }
    }
    assert_eq!(LATE.load(SeqCst), 0);
    for level in [-1, 6] {
        let status = unsafe { kinpass_client_set_log(client.handle, level, Some(line), null_mut()) };
        assert_eq!(status, KINPASS_ERROR_INVALID_ARGUMENT);
    }
}

#[test]
fn two_log_functions_may_replace_the_log_at_once() {
    static BOTH: Barrier = Barrier::new(2);
    static DONE: AtomicU32 = AtomicU32::new(0);
    unsafe extern "C" fn replace(_: kinpass_log_level, _: *const c_char, _: *const c_char, client: *mut c_void) {
        let client = kinpass_client { id: client as u64 };
        BOTH.wait();
        let status = unsafe { kinpass_client_set_log(client, 0, None, null_mut()) };
        DONE.fetch_add(u32::from(status == KINPASS_OK), SeqCst);
    }
    let client = Setup::at(&closed_port()).create();
    let handle = client.handle;
    // Errors only, so that no other thread writes a line: a call that is refused does, on the thread that calls.
    let set = unsafe { kinpass_client_set_log(handle, 1, Some(replace), handle.id as *mut c_void) };
    assert_eq!(set, KINPASS_OK);
    for _ in 0..2 {
        std::thread::spawn(move || {
            let refused = unsafe { Call::RevokeToken(String::new()).start(handle, null()) };
            assert_eq!(refused.err(), Some(KINPASS_ERROR_INVALID_ARGUMENT));
        });
    }
    until("the end of both", || DONE.load(SeqCst) == 2);
}
