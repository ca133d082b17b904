//! A player's account from outside, against the sandbox: linked, kept, renewed, lost.

mod common;

use common::account::*;
use common::*;
use kinpass::ffi::account::kinpass_account_open_options;
use std::sync::atomic::Ordering::SeqCst;

const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;
const BETA: &str = seed::PUBLIC_CHILD_BETA;
const WEEK: u64 = 604_800;

/// A sandbox in which the player consents at once.
fn consenting() -> Sandbox {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Allow);
    sandbox
}

fn setup(sandbox: &Sandbox) -> Setup {
    Setup::at(&sandbox.url())
}

fn stored(sandbox: &Sandbox) -> (Setup, &'static HostStore) {
    let store = HostStore::new();
    (Setup { store: Some(store.functions()), ..setup(sandbox) }, store)
}

fn in_browser(player: &Player, sign_in: SignIn<'_>) -> (Event, String) {
    let operation = player.start(&Ask::SignIn(sign_in));
    let mut page = String::new();
    let event = player.finish(operation, |event| page = visit(event.url.as_ref().expect("a page")));
    (event, page)
}

#[test]
fn linked_once_and_silent_ever_after() {
    let sandbox = consenting();
    let (setup, store) = stored(&sandbox);
    let first = Player::open(&setup);
    assert_eq!(first.sign_in(SignIn::default()).status, KINPASS_ERROR_NOT_LINKED);
    let (linked, page) = in_browser(&first, SignIn { method: BROWSER, ..SignIn::default() });
    assert_eq!(linked.status, KINPASS_OK);
    assert!(page.contains("go back to the game"), "{page}");
    let alpha = first.child_token(ALPHA);
    let beta = first.child_token(BETA);
    assert_ne!(alpha.token().access_token, beta.token().access_token);
    assert!(sandbox.is_child_token(alpha.token().access_token.as_ref().unwrap()));
    drop(first);
    assert!(store.record().is_some());

    sandbox.clear_log();
    let again = Player::open(&setup);
    assert_eq!(again.sign_in(SignIn { method: BROWSER, ..SignIn::default() }).status, KINPASS_OK);
    assert_eq!(again.child_token(ALPHA).token().access_token, alpha.token().access_token);
    assert_eq!(again.child_token(BETA).token().access_token, beta.token().access_token);
    assert_eq!(again.peek(ALPHA).ok(), alpha.token().access_token);
    assert_eq!(again.peek("").ok(), alpha.token().access_token, "its own game is meant");
    assert_eq!(sandbox.count("*"), 0, "tokens from the store need no round trip");
}

#[test]
fn a_parent_that_is_over_is_renewed_before_the_exchange() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &setup(&sandbox));
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    sandbox.advance(WEEK + 1);
    let child = player.run(&Ask::ChildToken { application_id: BETA, min_validity_s: 0, force: false });
    assert_eq!(child.status, KINPASS_OK, "{child:?}");
    assert_eq!((sandbox.count(TOKEN_ROUTE), player.count(TOKEN_RENEWED)), (1, 1));
    assert!(child.token().expires_in_s > WEEK - 100);
    assert_eq!(sandbox.reuse_count(), 0);
}

#[test]
fn a_token_of_the_hosts_that_is_nearly_over_is_renewed_before_the_exchange() {
    let sandbox = Sandbox::start();
    let player = Player::open(&setup(&sandbox));
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    assert_eq!(player.adopt(&tokens.access_token, &tokens.refresh_token, 300).status, KINPASS_OK);
    let child = player.child_token(ALPHA);
    assert!(child.token().expires_in_s > WEEK - 100, "{child:?}");
    assert_eq!(sandbox.count(TOKEN_ROUTE), 1);
}

#[test]
fn a_child_that_is_over_is_exchanged_anew() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.child_token_seconds = 1);
    let player = Player::linked(&sandbox, &setup(&sandbox));
    let first = player.child_token(ALPHA);
    sandbox.settings(|settings| settings.child_token_seconds = WEEK);
    let second = player.child_token(ALPHA);
    assert_ne!(first.token().access_token, second.token().access_token);
    assert_eq!((sandbox.count(CHILD_ROUTE), sandbox.count(TOKEN_ROUTE)), (2, 0));
}

#[test]
fn a_session_is_healed_by_a_refresh_and_then_by_a_fresh_start() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &setup(&sandbox));
    let session = player.run(&Ask::Session);
    let token = session.session().session_token.clone().unwrap();
    let ping = Ask::Request { service: 0, method: "", path: "/game/ping", body: "" };
    assert_eq!(player.run(&ping).status, KINPASS_OK);
    sandbox.expire_session(&token);
    let healed = player.run(&ping);
    assert_eq!((healed.status, healed.response.as_ref().map(|it| it.0)), (KINPASS_OK, Some(200)));
    assert_eq!((sandbox.count(SESSION_ROUTE), player.count(SESSION_RENEWED)), (2, 1));

    let session = player.run(&Ask::Session).session().clone();
    sandbox.expire_session(session.session_token.as_ref().unwrap());
    sandbox.expire_lootlocker_refresh(session.refresh_token.as_ref().unwrap());
    assert_eq!(player.run(&ping).status, KINPASS_OK);
    assert_eq!((sandbox.count(SESSION_ROUTE), player.count(SESSION_RENEWED)), (4, 2));
    assert_eq!(sandbox.count(CHILD_ROUTE), 1);
}

#[test]
fn requests_carry_what_each_service_wants() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &setup(&sandbox));
    let echo = player.run(&Ask::Request { service: 0, method: "POST", path: "/game/echo/x?y=1", body: "{\"a\":1}" });
    assert!(
        echo.response.as_ref().is_some_and(|(status, body)| *status == 200 && body.contains("\"a\":1")),
        "{echo:?}"
    );
    let me = player.run(&Ask::Request { service: 1, method: "GET", path: "/users/@me", body: "" });
    assert_eq!(me.status, KINPASS_OK, "{me:?}");
    let none = player.run(&Ask::Request { service: 0, method: "", path: "/game/nowhere", body: "" });
    assert_eq!((none.status, none.response.map(|it| it.0)), (KINPASS_ERROR_NOT_FOUND, Some(404)));
    sandbox.ban("ada", true);
    player.run(&Ask::RefreshSession);
    assert_eq!(player.wait_for(BANNED).failure().status, KINPASS_ERROR_PLAYER_BANNED);
}

#[test]
fn an_unlink_drops_the_tree_with_one_event_and_erases_the_store() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let player = Player::linked(&sandbox, &setup);
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    sandbox.revoke_player("ada");
    let refused = player.run(&Ask::ChildToken { application_id: ALPHA, min_validity_s: 0, force: true });
    assert_eq!(refused.status, KINPASS_ERROR_LINK_LOST);
    assert_eq!(player.child_token(BETA).status, KINPASS_ERROR_LINK_LOST);
    assert_eq!(player.peek(ALPHA), Err(KINPASS_ERROR_NO_TOKEN));
    player.wait_for(LINK_LOST);
    let settled = player.run(&Ask::SignOut { revoke: false });
    assert_eq!(settled.status, KINPASS_OK);
    assert_eq!((player.count(LINK_LOST), store.record()), (1, None));
}

#[test]
fn signing_out_revokes_and_erases() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let player = Player::linked(&sandbox, &setup);
    let child = player.child_token(ALPHA).token().access_token.clone().unwrap();
    player.run(&Ask::Session);
    assert_eq!(player.run(&Ask::SignOut { revoke: true }).status, KINPASS_OK);
    assert_eq!((sandbox.count(REVOKE_ROUTE), store.record()), (1, None));
    assert!(!sandbox.is_access_token_valid(&child));
    assert_eq!(player.child_token(ALPHA).status, KINPASS_ERROR_NOT_LINKED);
}

#[test]
fn a_player_may_say_no_or_nothing_or_be_cancelled() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Deny);
    let player = Player::open(&setup(&sandbox));
    let (denied, page) = in_browser(&player, SignIn { method: BROWSER, ..SignIn::default() });
    assert_eq!(denied.status, KINPASS_ERROR_ACCESS_DENIED);
    assert!(page.contains("Not linked"), "{page}");

    let operation = player.start(&Ask::SignIn(SignIn { method: BROWSER, timeout_ms: 50, ..SignIn::default() }));
    assert_eq!(player.finish(operation, |_| {}).status, KINPASS_ERROR_TIMEOUT);

    let operation = player.start(&Ask::SignIn(SignIn { method: BROWSER, ..SignIn::default() }));
    let cancelled = player.finish(operation, |_| {
        assert_eq!(player.info().state, kinpass::kinds::AccountState::Linking);
        kinpass::ffi::client::kinpass_operation_cancel(operation);
    });
    assert_eq!(cancelled.status, KINPASS_ERROR_CANCELLED);
    // The place is free again.
    sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Allow);
    let deadline = std::time::Instant::now() + PATIENCE;
    loop {
        let (event, _) = in_browser(&player, SignIn { method: BROWSER, ..SignIn::default() });
        if event.status == KINPASS_OK {
            break;
        }
        assert_eq!(event.status, KINPASS_ERROR_INVALID_STATE);
        assert!(std::time::Instant::now() < deadline);
    }
}

#[test]
fn the_last_page_is_the_games_own() {
    let sandbox = consenting();
    let player = Player::open(&setup(&sandbox));
    let how = SignIn {
        method: BROWSER,
        page_title: "Tom & Jerry",
        page_accent: "#e0457b",
        page_failure_html: "<p>no",
        ..SignIn::default()
    };
    let operation = player.start(&Ask::SignIn(how));
    let mut page = String::new();
    let linked = player.finish(operation, |event| page = visit_in(event.url.as_ref().unwrap(), "nl, de-AT;q=0.8"));
    assert_eq!(linked.status, KINPASS_OK);
    for part in ["lang=\"de\"", "Konto verknüpft", ">Tom &amp; Jerry<", "#e0457b"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Deny);
    let (denied, page) = in_browser(&player, SignIn { link_again: true, ..how });
    assert_eq!((denied.status, page.as_str()), (KINPASS_ERROR_ACCESS_DENIED, "<p>no"));
}

#[test]
fn a_foreign_redirect_does_not_end_a_sign_in() {
    let sandbox = consenting();
    let player = Player::open(&setup(&sandbox));
    let operation = player.start(&Ask::SignIn(SignIn { method: BROWSER, ..SignIn::default() }));
    let linked = player.finish(operation, |event| {
        let url = event.url.as_ref().unwrap();
        let redirect = reqwest::Url::parse(url).unwrap();
        let redirect = redirect.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1.into_owned();
        let page = visit(&format!("{redirect}?code=stolen&state=guessed"));
        assert!(page.contains("Not this sign-in"), "{page}");
        visit(url);
    });
    assert_eq!(linked.status, KINPASS_OK);
}

#[test]
fn on_mobile_the_host_hands_the_redirect_over() {
    let sandbox = consenting();
    let player = Player::open(&setup(&sandbox));
    let hand_over =
        |url: &str| unsafe { kinpass::ffi::sign_in::kinpass_account_handle_redirect(player.handle, string(url)) };
    assert_eq!(hand_over("kinpass-sandbox://callback?code=a&state=b"), KINPASS_ERROR_INVALID_STATE);
    let sign_in = SignIn { method: REDIRECT, redirect: "kinpass-sandbox://callback", ..SignIn::default() };
    let operation = player.start(&Ask::SignIn(sign_in));
    let linked = player.finish(operation, |event| {
        let redirect = redirect_of(event.url.as_ref().unwrap());
        assert_eq!(hand_over("kinpass-sandbox://callback?code=a&state=b"), KINPASS_ERROR_STATE_MISMATCH);
        assert_eq!(hand_over(&redirect), KINPASS_OK);
    });
    assert_eq!(linked.status, KINPASS_OK, "{linked:?}");
}

#[test]
fn a_device_shows_a_code_and_slows_down() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.device_interval = 1);
    sandbox.fault(Fault::once(
        TOKEN_ROUTE,
        Action::Status {
            status: 400,
            body: Some(serde_json::json!({ "error": "slow_down" })),
            headers: Default::default(),
        },
    ));
    let player = Player::open(&setup(&sandbox));
    let operation = player.start(&Ask::SignIn(SignIn { method: DEVICE, ..SignIn::default() }));
    let linked = player.finish(operation, |event| {
        let code = event.user_code.as_ref().expect("a user code");
        sandbox.approve_device(&code.user_code, "ada");
    });
    assert_eq!(linked.status, KINPASS_OK, "{linked:?}");
    assert_eq!(sandbox.count(TOKEN_ROUTE), 2);

    let player = Player::open(&setup(&sandbox));
    let operation = player.start(&Ask::SignIn(SignIn { method: DEVICE, ..SignIn::default() }));
    let denied = player.finish(operation, |event| {
        sandbox.deny_device(&event.user_code.as_ref().unwrap().user_code);
    });
    assert_eq!(denied.status, KINPASS_ERROR_ACCESS_DENIED);
}

#[test]
fn a_provisional_account_becomes_a_full_one() {
    let sandbox = consenting();
    let player = Player::open(&setup(&sandbox));
    let sign_in = SignIn { method: PROVISIONAL, external: "valid:steam-7", ..SignIn::default() };
    let provisional = player.sign_in(sign_in);
    assert_eq!((provisional.status, provisional.token().provisional), (KINPASS_OK, true));
    assert_eq!((player.info().provisional, player.info().can_renew), (1, 0));
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    let upgrade = SignIn { method: BROWSER, link_again: true, external: "valid:steam-7", ..SignIn::default() };
    let (full, _) = in_browser(&player, upgrade);
    assert_eq!((full.status, player.info().provisional, player.info().can_renew), (KINPASS_OK, 0, 1));
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    let exists = Player::open(&setup(&sandbox)).sign_in(sign_in);
    assert_eq!(exists.status, KINPASS_ERROR_ACCOUNT_EXISTS);
}

#[test]
fn a_provisional_token_near_its_end_is_asked_of_the_host() {
    let sandbox = Sandbox::start();
    let player = Player::open(&setup(&sandbox));
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    let adopt =
        Ask::Adopt { access_token: &tokens.access_token, refresh_token: "", expires_in_s: 1, provisional: true };
    assert_eq!(player.run(&adopt).status, KINPASS_OK);
    player.wait_for(TOKEN_EXPIRING);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(player.child_token(ALPHA).status, KINPASS_ERROR_TOKEN_NEEDED);
    player.adopt(&tokens.access_token, &tokens.refresh_token, tokens.expires_in);
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
}

#[test]
fn offline_for_an_hour_and_back() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let player = Player::linked(&sandbox, &Setup { max_attempts: 1, ..setup });
    let before = store.record();
    sandbox.fault(Fault::always("*", Action::Reset {}));
    let away = player.child_token(ALPHA);
    assert_eq!(away.status, KINPASS_ERROR_CONNECTION_LOST);
    player.wait_for(OFFLINE);
    assert_eq!(player.info().state, kinpass::kinds::AccountState::Offline);
    sandbox.advance(3600);
    assert_eq!(player.run(&Ask::SignIn(SignIn::default())).status, KINPASS_OK, "offline is not signed out");
    assert_eq!(store.record(), before);
    sandbox.clear_faults();
    // By itself: nobody asks.
    player.wait_for(ONLINE);
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    assert_eq!(player.count(OFFLINE), 1);
}

#[test]
fn a_store_that_fails_loses_no_token() {
    let sandbox = Sandbox::start();
    let (setup, store) = stored(&sandbox);
    let player = Player::linked(&sandbox, &setup);
    store.fails.store(true, SeqCst);
    sandbox.advance(WEEK + 1);
    assert_eq!(player.child_token(ALPHA).status, KINPASS_OK);
    assert_eq!(player.wait_for(STORE_FAILED).failure().status, KINPASS_ERROR_STORE_FAILED);
    store.fails.store(false, SeqCst);
    // The next thing to be stored brings the new parent with it.
    assert_eq!(player.child_token(BETA).status, KINPASS_OK);
    drop(player);
    let again = Player::open(&setup);
    assert_eq!(again.sign_in(SignIn::default()).status, KINPASS_OK);
    assert_eq!(
        again.run(&Ask::ChildToken { application_id: ALPHA, min_validity_s: 0, force: true }).status,
        KINPASS_OK
    );
    assert_eq!((sandbox.reuse_count(), sandbox.count(TOKEN_ROUTE)), (0, 1));
}

#[test]
fn a_record_that_can_not_be_read_is_told_and_replaced() {
    let sandbox = consenting();
    let (setup, store) = stored(&sandbox);
    drop(Player::linked(&sandbox, &setup));
    store.records.lock().unwrap().values_mut().for_each(|record| *record = "{\"version\":1".into());
    let player = Player::open(&setup);
    assert_eq!(player.sign_in(SignIn::default()).status, KINPASS_ERROR_STORE_CORRUPT);
    let (linked, _) = in_browser(&player, SignIn { method: BROWSER, ..SignIn::default() });
    assert_eq!(linked.status, KINPASS_OK);
    drop(player);
    assert_eq!(Player::open(&setup).sign_in(SignIn::default()).status, KINPASS_OK);
}

#[test]
fn two_games_share_one_record() {
    let sandbox = Sandbox::start();
    let (setup, _) = stored(&sandbox);
    let alpha = Player::linked(&sandbox, &setup);
    let beta_setup = Setup { game_key: seed::GAME_KEY_BETA.into(), ..setup.clone() };
    let beta = Player::open_with(&beta_setup, |options| options.application_id = string(BETA));
    assert_eq!(beta.sign_in(SignIn::default()).status, KINPASS_OK);
    assert_eq!((alpha.run(&Ask::Session).status, beta.run(&Ask::Session).status), (KINPASS_OK, KINPASS_OK));
    // One renews; the other takes what it finds, and spends nothing twice.
    sandbox.advance(WEEK + 1);
    let force = |application_id| Ask::ChildToken { application_id, min_validity_s: 0, force: true };
    assert_eq!(alpha.run(&force(ALPHA)).status, KINPASS_OK);
    assert_eq!(beta.run(&force(BETA)).status, KINPASS_OK);
    assert_eq!((sandbox.count(TOKEN_ROUTE), sandbox.reuse_count()), (1, 0));
}

#[test]
fn what_the_player_decided_is_no_error_in_the_log() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.consent = kinpass_sandbox::Consent::Deny);
    let player = Player::open(&setup(&sandbox));
    player.client.keep_log_up_to(kinpass::ffi::log::kinpass_log_level::Warn);
    assert_eq!(player.sign_in(SignIn::default()).status, KINPASS_ERROR_NOT_LINKED);
    let (denied, _) = in_browser(&player, SignIn { method: BROWSER, ..SignIn::default() });
    assert_eq!(denied.status, KINPASS_ERROR_ACCESS_DENIED);
    assert_eq!(player.client.pull_line(), None);
    // A failure is one.
    sandbox.fault(Fault::always(SESSION_ROUTE, Action::status(404)));
    player.adopt(&sandbox.link("ada", seed::PUBLIC_APP).access_token, "", 3600);
    assert_eq!(player.run(&Ask::Session).status, KINPASS_ERROR_NOT_FOUND);
    assert!(player.client.pull_line().is_some());
}

#[test]
fn a_second_account_of_a_player_is_refused_until_the_first_is_closed() {
    let sandbox = Sandbox::start();
    let player = Player::linked(&sandbox, &setup(&sandbox));
    let mut options = defaults!(kinpass_account_open_options);
    options.player_key = string("player-1");
    let mut handle = kinpass::ffi::handle::kinpass_account { id: 0 };
    let mut open = || unsafe {
        kinpass::ffi::account::kinpass_account_open(player.client.handle, &options, std::ptr::null(), &mut handle)
    };
    assert_eq!(open(), KINPASS_ERROR_ACCOUNT_OPEN);
    assert_eq!(kinpass::ffi::account::kinpass_account_close(player.handle), KINPASS_OK);
    assert_eq!(kinpass::ffi::account::kinpass_account_close(player.handle), KINPASS_ERROR_INVALID_HANDLE);
    assert_eq!(open(), KINPASS_OK);
}
