//! Signing in on a device: the player types a code, for minutes, and the network is what networks are.

mod common;

use common::*;
use kinpass_sandbox::{Consent, Options, Settings};
use serde_json::json;
use std::thread;

const DEVICE: Call = Call::AuthorizeDevice { merge: External { kind: 0, token: String::new() } };

/// A sandbox whose player agrees as soon as there is a code.
fn agreeing() -> Sandbox {
    let settings = Settings { consent: Consent::Allow, device_interval: 1, ..Settings::default() };
    Sandbox::start_with(Options { settings, ..Options::default() }).expect("loopback ports")
}

/// What a sign-in comes to whose first poll meets a fault, and after how many polls.
fn after(fault: Action) -> (Status, u64) {
    let sandbox = agreeing();
    sandbox.fault(Fault::once(TOKEN_ROUTE, fault));
    // Short, for the sake of the one fault that is none but for a time-out.
    let setup = Setup { request_timeout_ms: 2000, ..Setup::at(&sandbox.url()) };
    let event = setup.create().run_with(&DEVICE, |_| {});
    (event.status, sandbox.count(TOKEN_ROUTE))
}

/// All at once: each waits for its intervals.
fn check(faults: Vec<Action>, expected: (Status, u64)) {
    thread::scope(|scope| {
        for fault in faults {
            scope.spawn(move || assert_eq!(after(fault.clone()), expected, "{fault:?}"));
        }
    });
}

fn answer(status: u16, body: serde_json::Value) -> Action {
    Action::Status { status, body: Some(body), headers: Default::default() }
}

#[test]
fn a_hiccup_does_not_end_it() {
    let faults = vec![
        Action::Reset {},
        Action::Close {},
        Action::Hang {},
        answer(502, "<html>Bad Gateway</html>".into()),
        answer(200, "<html>Welcome to the hotel</html>".into()),
        answer(400, "<html>Bad Request</html>".into()),
        answer(403, "".into()),
        answer(400, json!({ "error": "temporarily_unavailable" })),
        Action::BanPage {},
        Action::Redirect { other_host: false, status: 302, location: None },
        Action::status(423),
        Action::status(500),
        Action::Unavailable { retry_after: Some(0) },
        Action::RateLimited { form: RetryForm::Seconds, seconds: 1.0 },
        Action::RateLimited { form: RetryForm::None, seconds: 1.0 },
    ];
    check(faults, (KINPASS_OK, 2));
}

#[test]
fn an_outage_in_which_the_player_agrees() {
    let sandbox = agreeing();
    sandbox.fault(Fault::once(TOKEN_ROUTE, Action::status(503)).times(3));
    let event = Setup { max_attempts: 1, ..Setup::at(&sandbox.url()) }.create().run_with(&DEVICE, |_| {});
    assert_eq!((event.status, sandbox.count(TOKEN_ROUTE)), (KINPASS_OK, 4), "{:?}", event.error);
}

#[test]
fn a_definite_error_ends_it() {
    let refusals = [
        ("access_denied", KINPASS_ERROR_ACCESS_DENIED),
        ("expired_token", KINPASS_ERROR_AUTHORIZATION_EXPIRED),
        ("invalid_grant", KINPASS_ERROR_INVALID_GRANT),
        ("invalid_client", KINPASS_ERROR_INVALID_CLIENT),
        ("invalid_request", KINPASS_ERROR_OAUTH2),
        ("unauthorized_client", KINPASS_ERROR_OAUTH2),
    ];
    thread::scope(|scope| {
        for (error, status) in refusals {
            scope.spawn(move || assert_eq!(after(answer(400, json!({ "error": error }))), (status, 1), "{error}"));
        }
    });
}

/// The player had agreed, and the answer that held the token was lost: the code is spent.
#[test]
fn a_lost_token_is_an_unknown_outcome() {
    let faults = vec![
        Action::LostAnswer {},
        Action::CutBody {},
        Action::MalformedJson {},
        Action::MissingField { field: Some("access_token".into()) },
        Action::Html {},
        Action::EmptyBody {},
        Action::HugeBody { bytes: 2 << 20 },
    ];
    check(faults, (KINPASS_ERROR_OUTCOME_UNKNOWN, 2));
}

/// While the player thinks, a lost answer has cost nothing.
#[test]
fn a_lost_answer_while_the_player_thinks() {
    let sandbox = agreeing();
    sandbox.settings(|settings| settings.consent = Consent::Ask);
    sandbox.fault(Fault::once(TOKEN_ROUTE, Action::Reset {}));
    let event = thread::scope(|scope| {
        Setup::at(&sandbox.url()).create().run_with(&DEVICE, |event| {
            let code = event.user_code.clone().expect("a user code").user_code;
            let sandbox = &sandbox;
            scope.spawn(move || {
                while sandbox.count(TOKEN_ROUTE) < 2 {
                    thread::yield_now();
                }
                sandbox.deny_device(&code);
            });
        })
    });
    assert_eq!(event.status, KINPASS_ERROR_ACCESS_DENIED, "{:?}", event.error);
}

#[test]
fn it_ends_with_the_code() {
    let sandbox = agreeing();
    sandbox.settings(|settings| {
        settings.consent = Consent::Ask;
        settings.device_seconds = 2;
    });
    let event = Setup::at(&sandbox.url()).create().run_with(&DEVICE, |_| {});
    assert_eq!(event.status, KINPASS_ERROR_AUTHORIZATION_EXPIRED);
    assert!(sandbox.count(TOKEN_ROUTE) > 0);
}
