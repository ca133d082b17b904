//! What an account promises whatever happens around it: nothing is sent twice, nothing is lost, nobody is locked out.

mod common;

use common::account::*;
use common::*;
use kinpass::kinds::AccountState;
use std::sync::atomic::Ordering::SeqCst;

const WEEK: u64 = 604_800;
const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;

fn stored(sandbox: &Sandbox) -> (Setup, &'static HostStore) {
    let store = HostStore::new();
    (Setup { store: Some(store.functions()), ..Setup::at(&sandbox.url()) }, store)
}

fn force() -> Ask<'static> {
    Ask::ChildToken { application_id: ALPHA, min_validity_s: 0, force: true }
}

fn until(what: &str, reached: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + PATIENCE;
    while !reached() {
        assert!(std::time::Instant::now() < deadline, "never: {what}");
        std::thread::yield_now();
    }
}

fn refused(status: u16, error: &str) -> Action {
    let body = Some(serde_json::json!({ "error": error }));
    Action::Status { status, body, headers: Default::default() }
}

#[test]
fn a_purchase_under_way_is_sent_once_though_the_tokens_are_replaced() {
    const PURCHASE: &str = "POST /game/purchase";
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &Setup::at(&sandbox.url()));
    assert_eq!(player.run(&Ask::Session).status, KINPASS_OK);
    sandbox.fault(Fault::always(PURCHASE, Action::Delay { ms: 300 }));
    let purchase =
        player.start(&Ask::Request { service: 0, method: "POST", path: "/game/purchase", body: "{\"item\":1}" });
    until("the purchase", || sandbox.count(PURCHASE) == 1);
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    player.start(&Ask::Adopt {
        access_token: &tokens.access_token,
        refresh_token: &tokens.refresh_token,
        expires_in_s: tokens.expires_in,
        provisional: false,
    });
    // The sandbox has no such route: that is an answer, and it reaches its operation.
    let answer = player.finish(purchase, |_| {});
    assert_eq!((answer.status, answer.failure().http_status), (KINPASS_ERROR_NOT_FOUND, 404));
    assert_eq!(player.run(&Ask::Session).status, KINPASS_OK);
    assert_eq!(sandbox.count(PURCHASE), 1);
}

#[test]
fn a_player_whose_refresh_is_refused_in_other_words_is_asked() {
    for (status, error) in
        [(400, "invalid_request"), (400, "unauthorized_client"), (401, "invalid_client"), (401, "denied")]
    {
        let sandbox = Sandbox::start();
        sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Allow);
        let player = Player::linked(&sandbox, &Setup::at(&sandbox.url()));
        sandbox.advance(WEEK + 1);
        sandbox.fault(Fault::always(TOKEN_ROUTE, refused(status, error)));
        assert_ne!(player.run(&force()).status, KINPASS_OK, "{status} {error}");
        let sign_in = SignIn { method: BROWSER, ..SignIn::default() };
        let mut pages = 0;
        let operation = player.start(&Ask::SignIn(sign_in));
        let event = player.finish(operation, |event| {
            pages += 1;
            sandbox.clear_faults();
            visit(event.url.as_deref().expect("a page"));
        });
        assert_eq!((event.status, pages), (KINPASS_OK, 1), "{status} {error}");
        assert_eq!(player.run(&force()).status, KINPASS_OK, "{status} {error}");
    }
}

#[test]
fn provisional_tokens_are_not_refreshed() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.provisional_refresh_token = true);
    let player = Player::open(&Setup::at(&sandbox.url()));
    let guest = SignIn { method: PROVISIONAL, external: "valid:guest", ..SignIn::default() };
    assert_eq!(player.sign_in(guest).status, KINPASS_OK);
    assert_eq!(player.info().can_renew, 0);
    sandbox.advance(WEEK + 1);
    // Discord's refusal tells that time has passed.
    assert_eq!(player.run(&force()).status, KINPASS_ERROR_TOKEN_NEEDED);
    player.wait_for(TOKEN_EXPIRING);
    assert_eq!(player.sign_in(guest).status, KINPASS_OK);
    assert_eq!(player.run(&force()).status, KINPASS_OK);
    assert_eq!((sandbox.count(TOKEN_ROUTE), player.count(LINK_LOST)), (0, 0));
}

#[test]
fn a_store_that_is_locked_at_first_does_not_sign_anybody_out() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    drop(Player::linked(&sandbox, &setup));
    store.fails.store(true, SeqCst);
    let player = Player::open(&setup);
    assert_eq!(player.run(&force()).status, KINPASS_ERROR_STORE_FAILED);
    assert_eq!(player.info().state, AccountState::Loading);
    store.fails.store(false, SeqCst);
    assert_eq!(player.sign_in(SignIn::default()).status, KINPASS_OK);
    assert_eq!(player.run(&force()).status, KINPASS_OK);
}

#[test]
fn a_sign_out_is_not_undone_by_another_client() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let here = Player::linked(&sandbox, &setup);
    let there = Player::open(&setup);
    assert_eq!(there.sign_in(SignIn::default()).status, KINPASS_OK);
    assert_eq!(here.run(&Ask::SignOut { revoke: false }).status, KINPASS_OK);
    assert_eq!(store.record(), None);
    // A child is to be stored: the record is found gone.
    assert_eq!(there.run(&force()).status, KINPASS_OK);
    there.wait_for(LINK_LOST);
    assert_eq!((store.record(), there.info().state), (None, AccountState::LinkLost));
    assert_eq!(there.run(&force()).status, KINPASS_ERROR_LINK_LOST);
}

#[test]
fn a_link_that_another_client_has_made_is_found() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let here = Player::open(&setup);
    assert_eq!(here.sign_in(SignIn::default()).status, KINPASS_ERROR_NOT_LINKED);
    // A store that fails says nothing of the link.
    store.fails.store(true, SeqCst);
    assert_eq!(here.sign_in(SignIn::default()).status, KINPASS_ERROR_STORE_FAILED);
    store.fails.store(false, SeqCst);
    let there = Player::linked(&sandbox, &setup);
    assert_eq!(here.sign_in(SignIn::default()).status, KINPASS_OK);
    assert_eq!(here.run(&force()).status, KINPASS_OK);
    // Signed out there, and linked anew.
    assert_eq!(there.run(&Ask::SignOut { revoke: false }).status, KINPASS_OK);
    assert_eq!(here.run(&force()).status, KINPASS_OK);
    here.wait_for(LINK_LOST);
    assert_eq!(here.sign_in(SignIn::default()).status, KINPASS_ERROR_LINK_LOST);
    drop(there);
    drop(Player::linked(&sandbox, &setup));
    assert_eq!(here.sign_in(SignIn::default()).status, KINPASS_OK);
    // Who has signed out himself finds nothing.
    assert_eq!(here.run(&Ask::SignOut { revoke: false }).status, KINPASS_OK);
    assert_eq!(here.sign_in(SignIn::default()).status, KINPASS_ERROR_NOT_LINKED);
}

#[test]
fn a_record_of_another_player_is_refused() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    drop(Player::linked(&sandbox, &setup));
    let stolen = store.record().expect("a record");
    let other = Player::open_with(&setup, |options| options.player_key = string("player-2"));
    assert_eq!(other.sign_in(SignIn::default()).status, KINPASS_ERROR_NOT_LINKED);
    drop(other);
    let key = store.records.lock().unwrap().keys().next().expect("a key").replace("player-1", "player-2");
    store.records.lock().unwrap().insert(key, stolen);
    let other = Player::open_with(&setup, |options| options.player_key = string("player-2"));
    assert_eq!(other.sign_in(SignIn::default()).status, KINPASS_ERROR_STORE_CORRUPT);
}

#[test]
fn a_record_of_a_newer_version_is_never_written_over() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let player = Player::linked(&sandbox, &setup);
    let newer = store.record().expect("a record").replace("\"version\":1", "\"version\":2");
    store.records.lock().unwrap().values_mut().for_each(|record| record.clone_from(&newer));
    // Neither by a child, nor by a renewal, nor by new tokens.
    assert_eq!(player.run(&force()).status, KINPASS_OK);
    player.wait_for(STORE_FAILED);
    sandbox.advance(WEEK + 1);
    assert_eq!(player.run(&force()).status, KINPASS_ERROR_STORE_NEWER);
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    player.adopt(&tokens.access_token, &tokens.refresh_token, tokens.expires_in);
    assert_eq!(store.record().as_ref(), Some(&newer));
    assert_eq!(sandbox.count(TOKEN_ROUTE), 0);
}

#[test]
fn who_is_told_to_wait_asks_no_more_until_then() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &Setup::at(&sandbox.url()));
    sandbox.fault(Fault::always(CHILD_ROUTE, Action::RateLimited { form: RetryForm::Seconds, seconds: 3600.0 }));
    for _ in 0..20 {
        let refused = player.run(&force());
        assert_eq!(refused.status, KINPASS_ERROR_RATE_LIMITED);
        assert!((3_500_000..=3_600_000).contains(&refused.failure().retry_after_ms), "{refused:?}");
    }
    assert_eq!(sandbox.count(CHILD_ROUTE), 1);
}

/// Fifty exchanges in two seconds, and two hundred players of one client who all want theirs.
#[test]
fn a_crowd_keeps_a_rate_limit_and_is_served() {
    const PLAYERS: usize = 200;
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| {
        settings.rate_limits.insert(CHILD_ROUTE.into(), kinpass_sandbox::RateLimit { limit: 50, seconds: 2 });
    });
    let setup = Setup { max_retry_delay_ms: 60_000, ..Setup::at(&sandbox.url()) };
    let client = setup.create();
    let parent = sandbox.link("ada", seed::PUBLIC_APP).access_token;
    let operations: Vec<_> = (0..PLAYERS).map(|_| client.start(&Call::child_token(&parent, ALPHA))).collect();
    let mut served = 0;
    let deadline = std::time::Instant::now() + PATIENCE;
    while served < operations.len() {
        assert!(std::time::Instant::now() < deadline, "{served} of {PLAYERS}");
        kinpass::ffi::client::kinpass_client_wait(client.handle, 1000);
        while let Some(event) = client.pull() {
            assert_eq!(event.status, KINPASS_OK);
            served += 1;
        }
    }
    let refused = sandbox.count(CHILD_ROUTE) - PLAYERS as u64;
    assert!(refused < 40, "{refused} requests were refused");
}
