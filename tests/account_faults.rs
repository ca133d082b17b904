//! Accounts under each fault: whatever a service does, once it works again the account works again, without a new link.
//! The one exception is nature's: an answer with fresh tokens that never arrives whole has spent the former ones.

mod common;

use common::account::*;
use common::*;

const WEEK: u64 = 604_800;
const ALPHA: &str = seed::PUBLIC_CHILD_ALPHA;

fn status(status: u16) -> Action {
    Action::status(status)
}

/// The service does not act on the request.
fn before() -> Vec<(&'static str, Action)> {
    let limited = |form| Action::RateLimited { form, seconds: 1.0 };
    // Not `invalid_grant`: that is Discord's last word.
    let body = Some(serde_json::json!({ "error": "invalid_request", "code": "invalid", "message": "planned" }));
    let refused = Action::Status { status: 400, body, headers: Default::default() };
    vec![
        ("reset", Action::Reset {}),
        ("close", Action::Close {}),
        ("hang", Action::Hang {}),
        ("400", refused),
        ("403", status(403)),
        ("404", status(404)),
        ("423", status(423)),
        ("429 seconds", limited(RetryForm::Seconds)),
        ("429 date", limited(RetryForm::Date)),
        ("429 body", limited(RetryForm::Body)),
        ("429 none", limited(RetryForm::None)),
        ("500", status(500)),
        ("503", Action::Unavailable { retry_after: None }),
        ("503 later", Action::Unavailable { retry_after: Some(100) }),
        ("ban page", Action::BanPage {}),
        ("redirect", Action::Redirect { other_host: true, status: 302, location: None }),
    ]
}

/// It acts, and the answer does not arrive as it was sent.
fn after() -> Vec<(&'static str, Action)> {
    vec![
        ("lost answer", Action::LostAnswer {}),
        ("cut body", Action::CutBody {}),
        ("malformed", Action::MalformedJson {}),
        ("wrong types", Action::WrongTypes { field: None }),
        ("missing field", Action::MissingField { field: None }),
        ("null", Action::NullFields { field: None }),
        ("html", Action::Html {}),
        ("empty", Action::EmptyBody {}),
        ("huge", Action::HugeBody { bytes: 2 << 20 }),
    ]
}

fn setup(sandbox: &Sandbox) -> (Setup, &'static HostStore) {
    let store = HostStore::new();
    let setup =
        Setup { store: Some(store.functions()), request_timeout_ms: 150, max_attempts: 2, ..Setup::at(&sandbox.url()) };
    (setup, store)
}

fn force() -> Ask<'static> {
    Ask::ChildToken { application_id: ALPHA, min_validity_s: 0, force: true }
}

/// A service that has told a client to wait is left alone by it until then: the next run may ask at once.
fn next_run(name: &str, player: Player, setup: &Setup) -> Player {
    if !name.starts_with("429") && name != "503 later" {
        return player;
    }
    assert_eq!(player.count(LINK_LOST), 0, "{name}");
    drop(player);
    Player::open(setup)
}

/// The account as it is after a restart, too: the store has lost nothing either.
fn works(name: &str, player: Player, setup: &Setup) {
    let player = next_run(name, player, setup);
    assert_eq!(player.run(&force()).status, KINPASS_OK, "{name}");
    assert_eq!(player.run(&Ask::Session).status, KINPASS_OK, "{name}");
    assert_eq!(player.count(LINK_LOST), 0, "{name}");
    drop(player);
    let again = Player::open(setup);
    assert_eq!(again.sign_in(SignIn::default()).status, KINPASS_OK, "{name}");
    assert_eq!(again.run(&force()).status, KINPASS_OK, "{name}");
}

#[test]
fn while_children_are_exchanged() {
    for (name, action) in before().into_iter().chain(after()) {
        let sandbox = Sandbox::start();
        let (setup, _) = setup(&sandbox);
        let player = Player::linked(&sandbox, &setup);
        sandbox.fault(Fault::always(CHILD_ROUTE, action));
        assert_ne!(player.run(&force()).status, KINPASS_OK, "{name}");
        sandbox.clear_faults();
        works(name, player, &setup);
    }
}

#[test]
fn while_a_session_starts() {
    for (name, action) in before().into_iter().chain(after()) {
        let sandbox = Sandbox::start();
        let (setup, _) = setup(&sandbox);
        let player = Player::linked(&sandbox, &setup);
        sandbox.fault(Fault::always(SESSION_ROUTE, action));
        assert_ne!(player.run(&Ask::Session).status, KINPASS_OK, "{name}");
        sandbox.clear_faults();
        works(name, player, &setup);
    }
}

#[test]
fn while_a_session_is_refreshed() {
    for (name, action) in before().into_iter().chain(after()) {
        let sandbox = Sandbox::start();
        let (setup, _) = setup(&sandbox);
        let player = Player::linked(&sandbox, &setup);
        assert_eq!(player.run(&Ask::Session).status, KINPASS_OK, "{name}");
        sandbox.fault(Fault::always(SESSION_ROUTE, action));
        player.run(&Ask::RefreshSession);
        sandbox.clear_faults();
        let player = next_run(name, player, &setup);
        assert_eq!(player.run(&Ask::RefreshSession).status, KINPASS_OK, "{name}");
        works(name, player, &setup);
    }
}

#[test]
fn while_the_parent_is_renewed() {
    for (name, action) in before() {
        let sandbox = Sandbox::start();
        let (setup, store) = setup(&sandbox);
        let player = Player::linked(&sandbox, &setup);
        let record = store.record();
        sandbox.advance(WEEK + 1);
        sandbox.fault(Fault::always(TOKEN_ROUTE, action));
        assert_ne!(player.run(&force()).status, KINPASS_OK, "{name}");
        assert_eq!(store.record().map(|it| it.len()), record.map(|it| it.len()), "{name}");
        sandbox.clear_faults();
        works(name, player, &setup);
        assert_eq!(sandbox.reuse_count(), 0, "{name}");
    }
}

#[test]
fn an_answer_with_fresh_tokens_that_is_lost_ends_in_a_new_link() {
    for (name, action) in after() {
        let sandbox = Sandbox::start();
        let (setup, store) = setup(&sandbox);
        let player = Player::linked(&sandbox, &setup);
        sandbox.advance(WEEK + 1);
        sandbox.fault(Fault::once(TOKEN_ROUTE, action));
        // Sent once more at most, then the outcome is unknown: nothing is dropped on a guess.
        assert_eq!(player.run(&force()).status, KINPASS_ERROR_OUTCOME_UNKNOWN, "{name}");
        assert!(store.record().is_some(), "{name}");
        assert_eq!(sandbox.count(TOKEN_ROUTE), 2, "{name}");
        // Discord's word is final, though.
        assert_eq!(player.run(&force()).status, KINPASS_ERROR_LINK_LOST, "{name}");
        player.wait_for(LINK_LOST);
    }
}
