//! Who cancels or closes an account's work is done with it: nothing is sent afterwards, its place is free at once, and
//! whatever was started completes all the same.

mod common;

use common::account::*;
use common::*;
use kinpass::ffi::account::kinpass_account_close;
use kinpass::ffi::client::*;
use kinpass::ffi::handle::kinpass_operation;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};

const BETA: &str = seed::PUBLIC_CHILD_BETA;

/// One request at a time; one that hangs hangs longer than any test.
fn narrow(sandbox: &Sandbox) -> Setup {
    Setup { max_in_flight: 1, request_timeout_ms: 600_000, ..Setup::at(&sandbox.url()) }
}

fn until(what: &str, reached: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + PATIENCE;
    while !reached() {
        assert!(std::time::Instant::now() < deadline, "never: {what}");
        std::thread::yield_now();
    }
}

fn get(path: &str) -> Ask<'_> {
    Ask::Request { service: 0, method: "GET", path, body: "" }
}

fn cancel(player: &Player, operation: kinpass_operation) {
    assert_eq!(kinpass_operation_cancel(operation), KINPASS_OK);
    let event = player.finish(operation, |_| {});
    assert_eq!(event.status, KINPASS_ERROR_CANCELLED);
}

/// Another request finds a free place, though the first still hangs in the network.
fn has_a_free_place(player: &Player) {
    let operation = player.client.start(&Call::Ping("no session".into()));
    assert_eq!(player.finish(operation, |_| {}).status, KINPASS_ERROR_UNAUTHORIZED);
}

#[test]
fn a_cancelled_request_frees_its_place_at_once() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &narrow(&sandbox));
    assert_eq!(player.run(&Ask::Session).status, KINPASS_OK);
    sandbox.fault(Fault::always("GET /game/player/name", Action::Hang {}));
    let operation = player.start(&get("/game/player/name"));
    until("the request", || sandbox.count("GET /game/player/name") == 1);
    cancel(&player, operation);
    has_a_free_place(&player);
}

#[test]
fn each_cancelled_question_frees_its_place_at_once() {
    let force = Ask::ChildToken { application_id: BETA, min_validity_s: 0, force: true };
    for (route, ask) in [(CHILD_ROUTE, force), (SESSION_ROUTE, Ask::Session)] {
        let sandbox = Sandbox::start();
        let player = Player::linked(&sandbox, &narrow(&sandbox));
        sandbox.fault(Fault::always(route, Action::Hang {}));
        let operation = player.start(&ask);
        until(route, || sandbox.count(route) == 1);
        cancel(&player, operation);
        has_a_free_place(&player);
    }
}

#[test]
fn a_cancelled_refresh_frees_its_place_and_is_brought_to_its_end() {
    let sandbox = Sandbox::start();
    let setup = narrow(&sandbox);
    let player = Player::open(&setup);
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    assert_eq!(player.adopt(&tokens.access_token, &tokens.refresh_token, 0).status, KINPASS_OK);
    // Adopted with an unknown life: the first question refreshes it.
    sandbox.fault(Fault::always(TOKEN_ROUTE, Action::Hang {}));
    let operation = player.start(&Ask::ChildToken { application_id: BETA, min_validity_s: 0, force: false });
    until("the refresh", || sandbox.count(TOKEN_ROUTE) == 1);
    cancel(&player, operation);
    has_a_free_place(&player);
}

#[test]
fn a_cancelled_sign_in_frees_its_place_at_once() {
    let sandbox = Sandbox::start();
    let player = Player::open(&narrow(&sandbox));
    sandbox.fault(Fault::always(DEVICE_ROUTE, Action::Hang {}));
    let operation = player.start(&Ask::SignIn(SignIn { method: DEVICE, ..SignIn::default() }));
    until("the request", || sandbox.count(DEVICE_ROUTE) == 1);
    cancel(&player, operation);
    has_a_free_place(&player);
    // And its turn: another sign-in may begin.
    sandbox.clear_faults();
    let again = player.start(&Ask::SignIn(SignIn { method: DEVICE, ..SignIn::default() }));
    until("the code", || sandbox.count(DEVICE_ROUTE) == 2);
    cancel(&player, again);
}

#[test]
fn a_closed_account_frees_its_places_at_once() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &narrow(&sandbox));
    sandbox.fault(Fault::always(CHILD_ROUTE, Action::Hang {}));
    let operation = player.start(&Ask::ChildToken { application_id: BETA, min_validity_s: 0, force: false });
    until("the exchange", || sandbox.count(CHILD_ROUTE) == 1);
    assert_eq!(kinpass_account_close(player.handle), KINPASS_OK);
    assert_eq!(player.finish(operation, |_| {}).status, KINPASS_ERROR_CANCELLED);
    has_a_free_place(&player);
}

#[test]
fn a_request_cancelled_while_it_waits_for_a_session_is_never_sent() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &Setup { request_timeout_ms: 600_000, ..Setup::at(&sandbox.url()) });
    sandbox.fault(Fault::once(SESSION_ROUTE, Action::Hang {}));
    let first = player.start(&get("/game/player/name"));
    until("the session's start", || sandbox.count(SESSION_ROUTE) == 1);
    cancel(&player, first);
    // The next one starts the session anew, and is the only one that is sent.
    assert_eq!(player.run(&get("/game/player/name")).status, KINPASS_OK);
    assert_eq!(sandbox.count("GET /game/player/name"), 1);
}

#[test]
fn of_two_waiting_requests_the_cancelled_one_is_never_sent() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &Setup::at(&sandbox.url()));
    sandbox.fault(Fault::once(SESSION_ROUTE, Action::Unavailable { retry_after: Some(0) }));
    let first = player.start(&get("/game/player/name"));
    let second = player.start(&get("/game/player/name"));
    cancel(&player, first);
    assert_eq!(player.finish(second, |_| {}).status, KINPASS_OK);
    assert_eq!(sandbox.count("GET /game/player/name"), 1);
}

/// Starts race with the account's end, a hundred thousand times: each that was accepted completes.
#[test]
fn a_start_that_races_with_close_completes() {
    const ROUNDS: u64 = 2_000;
    let sandbox = Sandbox::start();
    let setup = Setup::at(&sandbox.url());
    let started = AtomicU64::new(0);
    let mut completed = 0;
    let mut client = None;
    for _ in 0..ROUNDS {
        let player = match client.take() {
            None => Player::open(&setup),
            Some(client) => Player::open_in(client),
        };
        let handle = player.handle;
        let closed = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !closed.load(SeqCst) {
                    let asked = unsafe { start(handle, &Ask::Session, std::ptr::null(), std::ptr::null_mut()) };
                    started.fetch_add(u64::from(asked == KINPASS_OK), SeqCst);
                }
            });
            assert_eq!(kinpass_account_close(handle), KINPASS_OK);
            closed.store(true, SeqCst);
        });
        while kinpass_client_wait(player.client.handle, 0) == KINPASS_OK {
            while player.client.pull().is_some() {
                completed += 1;
            }
        }
        client = Some(player.client);
    }
    let client = client.expect("the last one");
    while completed < started.load(SeqCst) {
        assert_eq!(kinpass_client_wait(client.handle, 60_000), KINPASS_OK, "a start never completes");
        while client.pull().is_some() {
            completed += 1;
        }
    }
    assert_eq!(completed, started.load(SeqCst));
}
