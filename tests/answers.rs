//! What services say in another form than the documented one: nothing of use is thrown away, and no number does harm.

mod common;

use common::account::*;
use common::*;
use kinpass::ffi::client::{kinpass_client_cancel_all, kinpass_client_wait};
use serde_json::{Value, json};

const HOUR: u64 = 3600;
const WEEK: u64 = 604_800;
const TEN_YEARS: u64 = 10 * 365 * 86_400;

/// How a life may be written, and what is read of it.
const LIVES: [(&str, u64); 13] = [
    ("", HOUR),
    (r#","expires_in":null"#, HOUR),
    (r#","expires_in":"soon""#, HOUR),
    (r#","expires_in":NaN"#, HOUR),
    (r#","expires_in":1e999"#, HOUR),
    (r#","expires_in":"604800""#, WEEK),
    (r#","expires_in":604800.0"#, WEEK),
    (r#","expires_in":"604800.0""#, WEEK),
    (r#","expires_in":6.048E5"#, WEEK),
    (r#","expires_in":-1"#, 0),
    (r#","expires_in":9223372036854775807"#, TEN_YEARS),
    (r#","expires_in":18446744073709551615"#, TEN_YEARS),
    (r#","expires_in":"1e300""#, TEN_YEARS),
];

/// An answer whose body is this text, to the letter.
fn raw(body: &str) -> Action {
    Action::Status { status: 200, body: Some(Value::String(body.to_owned())), headers: Default::default() }
}

fn run(client: &Client, sandbox: &Sandbox, route: &str, body: &str, call: &Call) -> Event {
    sandbox.fault(Fault::always(route, raw(body)));
    let event = client.run(call);
    sandbox.clear_faults();
    event
}

#[test]
fn an_answer_with_tokens_is_never_dropped_for_the_form_of_its_life() {
    let sandbox = Sandbox::start();
    let client = Setup::at(&sandbox.url()).create();
    let exchange_code = ExchangeCode {
        code: "code".into(),
        redirect_uri: "http://127.0.0.1/callback".into(),
        code_verifier: "v".repeat(43),
        ..ExchangeCode::default()
    };
    for (route, call) in [
        (TOKEN_ROUTE, Call::RefreshToken("old".into())),
        (TOKEN_ROUTE, Call::ExchangeCode(exchange_code)),
        (CHILD_ROUTE, Call::child_token("parent", seed::PUBLIC_CHILD_ALPHA)),
        (PROVISIONAL_ROUTE, Call::Provisional(Identity::oidc("grace"))),
    ] {
        for (life, expected) in LIVES {
            let body = format!(r#"{{"access_token":"new-access","refresh_token":"new-refresh"{life}}}"#);
            let event = run(&client, &sandbox, route, &body, &call);
            assert_eq!(event.status, KINPASS_OK, "{call:?} {life}");
            let token = event.token();
            assert_eq!(token.access_token.as_deref(), Some("new-access"), "{life}");
            assert_eq!((token.refresh_token.as_deref(), token.expires_in_s), (Some("new-refresh"), expected), "{life}");
        }
    }
}

#[test]
fn a_device_sign_in_survives_the_form_of_its_numbers() {
    let sandbox = Sandbox::start();
    let client = Setup::at(&sandbox.url()).create();
    for (numbers, life) in [
        (r#""expires_in":"600","interval":"7""#, 600),
        (r#""expires_in":600.0,"interval":7.0"#, 600),
        (r#""expires_in":18446744073709551615,"interval":18446744073709551615"#, TEN_YEARS),
        (r#""expires_in":null,"interval":null"#, 300),
    ] {
        let body = format!(r#"{{"device_code":"d","user_code":"U","verification_uri":"https://x.test/",{numbers}}}"#);
        sandbox.fault(Fault::always(DEVICE_ROUTE, raw(&body)));
        client.start(&Call::AuthorizeDevice { merge: External::default() });
        loop {
            assert_eq!(kinpass_client_wait(client.handle, PATIENCE.as_millis() as u32), KINPASS_OK, "{numbers}");
            let event = client.pull().expect("it waits");
            match event.user_code {
                Some(code) => assert_eq!(code.expires_in_s, life, "{numbers}"),
                None => break assert_eq!(event.status, KINPASS_ERROR_CANCELLED, "{numbers}"),
            }
            kinpass_client_cancel_all(client.handle);
        }
        sandbox.clear_faults();
    }
}

#[test]
fn a_session_is_never_dropped_for_its_form() {
    let sandbox = Sandbox::start();
    let client = Setup::at(&sandbox.url()).create();
    for (rest, name, id) in [
        (r#""player_id":17,"player_name":"Ada \ud83d""#, "Ada \u{fffd}", 17),
        ("\"player_id\":17,\"player_name\":\"Ada\tL.\"", "Ada\tL.", 17),
        (r#""player_id":"17","player_name":"Ada""#, "Ada", 17),
        (r#""player_id":17.0,"player_name":"Ada""#, "Ada", 17),
        (r#""player_id":"18446744073709551615","player_name":"Ada","xp":1e999"#, "Ada", u64::MAX),
    ] {
        let body = format!("\u{feff}{{\"session_token\":\"s\",{rest}}}");
        let event = run(&client, &sandbox, SESSION_ROUTE, &body, &Call::start_session("child"));
        assert_eq!(event.status, KINPASS_OK, "{rest}");
        assert_eq!((event.session().player_name.as_deref(), event.session().player_id), (Some(name), id), "{rest}");
    }
    // A number that can't be the player's is still no player.
    for id in ["-1", "1e30", "\"ada\""] {
        let body = format!(r#"{{"session_token":"s","player_id":{id}}}"#);
        let event = run(&client, &sandbox, SESSION_ROUTE, &body, &Call::start_session("child"));
        assert_eq!(event.status, KINPASS_ERROR_MALFORMED_ANSWER, "{id}");
    }
}

#[test]
fn a_mark_before_an_empty_body_is_an_empty_body() {
    let sandbox = Sandbox::start();
    let client = Setup::at(&sandbox.url()).create();
    let event = run(&client, &sandbox, END_ROUTE, "\u{feff}", &Call::EndSession("s".into()));
    assert_eq!(event.status, KINPASS_OK);
}

#[test]
fn a_refusal_is_understood_in_any_form() {
    let sandbox = Sandbox::start();
    let refused = |status: u16, body: Value| {
        // A client that was told to wait asks no more.
        let client = Setup::at(&sandbox.url()).create();
        sandbox.fault(Fault::always(
            CHILD_ROUTE,
            Action::Status { status, body: Some(body), headers: Default::default() },
        ));
        let event = client.run(&Call::child_token("parent", seed::PUBLIC_CHILD_ALPHA));
        sandbox.clear_faults();
        event
    };
    assert_eq!(refused(400, json!({ "code": "530010" })).status, KINPASS_ERROR_ACCOUNT_EXISTS);
    assert_eq!(refused(429, json!({ "retry_after": "7.25" })).failure().retry_after_ms, 7250);
    assert_eq!(refused(429, json!({ "retry_after": u64::MAX })).failure().retry_after_ms, TEN_YEARS * 1000);
}

#[test]
fn an_account_lives_with_answers_that_tell_no_life() {
    let sandbox = Sandbox::start();
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    let store = HostStore::new();
    let player = Player::open(&Setup { store: Some(store.functions()), ..Setup::at(&sandbox.url()) });
    sandbox.fault(Fault::always(TOKEN_ROUTE, Action::MissingField { field: Some("expires_in".into()) }));
    sandbox.fault(Fault::always(CHILD_ROUTE, Action::MissingField { field: Some("expires_in".into()) }));
    // Of unknown life: renewed before it is used.
    player.adopt(&tokens.access_token, &tokens.refresh_token, 0);
    let child = player.child_token(seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(child.status, KINPASS_OK);
    assert!((1..=HOUR).contains(&child.token().expires_in_s), "{child:?}");
    assert_eq!(sandbox.count(TOKEN_ROUTE), 1, "the new pair is kept, and not renewed again at once");
    let record: Value = serde_json::from_str(&store.record().expect("a record")).unwrap();
    assert_ne!(record["parent"]["refresh_token"], json!(tokens.refresh_token), "the new pair is stored");
}

#[test]
fn extreme_lives_do_not_stop_an_account() {
    for life in [0, HOUR, i64::MAX as u64, u64::MAX] {
        let sandbox = Sandbox::start();
        let tokens = sandbox.link("ada", seed::PUBLIC_APP);
        let player = Player::open(&Setup::at(&sandbox.url()));
        player.adopt(&tokens.access_token, &tokens.refresh_token, life);
        let body = format!(r#"{{"access_token":"child","expires_in":{}}}"#, u64::MAX);
        sandbox.fault(Fault::always(CHILD_ROUTE, raw(&body)));
        assert_eq!(player.child_token(seed::PUBLIC_CHILD_ALPHA).status, KINPASS_OK, "{life}");
        assert!(player.info().token_expires_in_s <= TEN_YEARS);
    }
}
