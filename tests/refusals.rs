//! What an error tells beside its status: how long to wait, the ban, the service's own words, and the answer as it came.

mod common;

use common::*;
use serde_json::{Value, json};

/// A sandbox with a linked player, and the child token of the first game.
struct World {
    sandbox: Sandbox,
    client: Client,
    parent: String,
    child: String,
}

impl World {
    fn start() -> Self {
        Self::with(|setup| setup)
    }

    fn with(change: impl FnOnce(Setup) -> Setup) -> Self {
        let sandbox = Sandbox::start();
        let parent = sandbox.link("ada", seed::PUBLIC_APP).access_token;
        let child = sandbox.child_token(&parent, seed::PUBLIC_CHILD_ALPHA);
        let client = change(Setup::at(&sandbox.url())).create();
        Self { sandbox, client, parent, child }
    }

    /// A session start that answers like this.
    fn start_session(&self, action: Action) -> Event {
        self.sandbox.fault(Fault::always(SESSION_ROUTE, action));
        let event = self.client.run(&Call::start_session(&self.child));
        self.sandbox.clear_faults();
        event
    }

    /// A child-token exchange that answers like this.
    fn exchange(&self, action: Action) -> Event {
        self.sandbox.fault(Fault::always(CHILD_ROUTE, action));
        let event = self.client.run(&Call::child_token(&self.parent, seed::PUBLIC_CHILD_ALPHA));
        self.sandbox.clear_faults();
        event
    }
}

fn answer(status: u16, body: Value) -> Action {
    Action::Status { status, body: Some(body), headers: Default::default() }
}

fn answer_with(status: u16, body: Value, headers: &[(&str, &str)]) -> Action {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Action::Status { status, body: Some(body), headers }
}

#[test]
fn retry_after_in_each_form() {
    for (form, seconds, expected) in [
        (RetryForm::Seconds, 7.0, vec![7000]),
        // The date has whole seconds, and one may pass between it and the answer's own.
        (RetryForm::Date, 7.0, vec![7000, 6000]),
        (RetryForm::Body, 7.25, vec![7250]),
        (RetryForm::None, 7.0, vec![0]),
    ] {
        // A client that was told to wait asks no more.
        let world = World::start();
        for event in [
            world.start_session(Action::RateLimited { form, seconds }),
            world.exchange(Action::RateLimited { form, seconds }),
        ] {
            assert_eq!(event.status, KINPASS_ERROR_RATE_LIMITED, "{form:?}");
            assert_eq!(event.failure().http_status, 429);
            assert!(expected.contains(&event.failure().retry_after_ms), "{form:?}: {:?}", event.error);
            // It asks for more than max_retry_delay_ms, so there was no second try; but for who says nothing.
            assert_eq!(event.failure().attempts, if form == RetryForm::None { 4 } else { 1 }, "{form:?}");
        }
    }
}

#[test]
fn retry_after_is_the_larger_of_header_and_body() {
    for (header, body, expected) in [("9", json!(2.5), 9000), ("2", json!(9.5), 9500), ("soon", json!(3), 3000)] {
        let world = World::start();
        let event = world.exchange(answer_with(429, json!({ "retry_after": body }), &[("retry-after", header)]));
        assert_eq!(event.failure().retry_after_ms, expected, "{header} {body}");
    }
    // What can't be a time is none.
    for header in ["-1", "1e400", "NaN", "inf", ""] {
        let world = World::start();
        let event = world.exchange(answer_with(429, json!({}), &[("retry-after", header)]));
        assert_eq!((event.status, event.failure().retry_after_ms), (KINPASS_ERROR_RATE_LIMITED, 0), "{header}");
    }
}

#[test]
fn an_outage_tells_how_long_it_lasts() {
    let world = World::start();
    let event = world.start_session(Action::Unavailable { retry_after: Some(30) });
    assert_eq!((event.status, event.failure().retry_after_ms), (KINPASS_ERROR_SERVICE_UNAVAILABLE, 30_000));
}

#[test]
fn what_is_asked_for_within_the_limit_is_waited_for() {
    let world = World::with(|setup| Setup { max_retry_delay_ms: 1500, ..setup });
    world.sandbox.fault(Fault::once(SESSION_ROUTE, Action::RateLimited { form: RetryForm::Seconds, seconds: 1.0 }));
    let started = std::time::Instant::now();
    let event = world.client.run(&Call::start_session(&world.child));
    assert_eq!((event.status, world.sandbox.count(SESSION_ROUTE)), (KINPASS_OK, 2));
    // The only least time that a test may demand: never sooner than the service allowed.
    assert!(started.elapsed() >= std::time::Duration::from_secs(1));
}

#[test]
fn a_ban_with_its_details() {
    let world = World::start();
    for permanent in [false, true] {
        world.sandbox.ban("ada", permanent);
        world.sandbox.clear_log();
        let event = world.client.run(&Call::start_session(&world.child));
        assert_eq!((event.status, event.failure().http_status), (KINPASS_ERROR_PLAYER_BANNED, 403));
        assert_eq!(event.failure().code.as_deref(), Some("player_banned"));
        assert!(!event.failure().retryable);
        let ban = event.failure().ban.as_ref().expect("a ban");
        assert_eq!(ban.reason.as_deref(), Some("manual"));
        assert_eq!(ban.permanent, permanent);
        assert!(ban.banned_on.is_some());
        assert_eq!(ban.banned_until.is_none(), permanent);
        assert_eq!(world.sandbox.count(SESSION_ROUTE), 1, "a ban is never tried again");
    }
    // A ban of which nothing more is told.
    let event = world.start_session(answer(403, json!({ "code": "player_banned" })));
    assert_eq!(event.status, KINPASS_ERROR_PLAYER_BANNED);
    assert!(event.failure().ban.is_some());
    // Other errors have none.
    assert!(world.start_session(Action::status(403)).failure().ban.is_none());
}

#[test]
fn the_services_own_words() {
    let world = World::start();
    let body = json!({ "code": "odd", "message": "Out of order", "request_id": "req-1", "trace_id": "trace-1" });
    let event = world.start_session(answer(400, body.clone()));
    let error = event.failure();
    assert_eq!(error.code.as_deref(), Some("odd"));
    assert_eq!(error.request_id.as_deref(), Some("req-1"));
    assert_eq!(error.trace_id.as_deref(), Some("trace-1"));
    assert!(error.message.as_ref().is_some_and(|it| it.contains("Out of order")), "{error:?}");
    let (http_status, text) = event.response.clone().expect("the answer as it came");
    assert_eq!((http_status, serde_json::from_str(&text).ok()), (400, Some(body)));
    // Discord's codes are numbers.
    let error = world.exchange(answer(400, json!({ "code": 50035, "message": "Invalid Form Body" })));
    assert_eq!(error.failure().code.as_deref(), Some("50035"));
    // Its OAuth2 routes have words.
    let refused = world.client.run(&Call::RefreshToken("never-issued".into()));
    assert_eq!(
        (refused.status, refused.failure().code.as_deref()),
        (KINPASS_ERROR_INVALID_GRANT, Some("invalid_grant"))
    );
    // Headers where the body has nothing.
    let headers = [("x-request-id", "req-2"), ("cf-ray", "ray-2")];
    let error = world.exchange(answer_with(400, json!({}), &headers));
    assert_eq!(error.failure().request_id.as_deref(), Some("req-2"));
    assert_eq!(error.failure().trace_id.as_deref(), Some("ray-2"));
}

#[test]
fn discords_codes_have_statuses() {
    let world = World::start();
    for (http_status, code, expected) in [
        (400, 530_000, KINPASS_ERROR_EXTERNAL_TOKEN),
        (400, 530_001, KINPASS_ERROR_EXTERNAL_TOKEN),
        (400, 530_004, KINPASS_ERROR_EXTERNAL_TOKEN),
        (400, 530_008, KINPASS_ERROR_EXTERNAL_TOKEN),
        (400, 530_027, KINPASS_ERROR_EXTERNAL_TOKEN),
        (403, 50_025, KINPASS_ERROR_EXTERNAL_TOKEN),
        (401, 50_025, KINPASS_ERROR_UNAUTHORIZED),
        (400, 530_006, KINPASS_ERROR_LOCKED),
        (400, 530_007, KINPASS_ERROR_INVALID_CLIENT),
        (400, 530_010, KINPASS_ERROR_ACCOUNT_EXISTS),
        (400, 530_014, KINPASS_ERROR_MERGE_REFUSED),
        (400, 530_016, KINPASS_ERROR_MERGE_REFUSED),
        (400, 530_017, KINPASS_ERROR_MERGE_REFUSED),
        (400, 530_023, KINPASS_ERROR_MERGE_REFUSED),
        (403, 40_333, KINPASS_ERROR_FORBIDDEN),
        (404, 10_002, KINPASS_ERROR_NOT_FOUND),
        (400, 50_035, KINPASS_ERROR_BAD_REQUEST),
        (500, 530_010, KINPASS_ERROR_SERVICE_UNAVAILABLE),
        (429, 530_010, KINPASS_ERROR_RATE_LIMITED),
    ] {
        let event = world.exchange(answer(http_status, json!({ "code": code, "message": "no" })));
        assert_eq!(event.status, expected, "{http_status} {code}");
        assert_eq!(event.failure().code.as_deref(), Some(code.to_string().as_str()));
    }
}

#[test]
fn a_refused_merge_is_told_as_such_and_asked_once() {
    let world = World::start();
    let merge = ExchangeCode {
        code: "code".into(),
        redirect_uri: "http://127.0.0.1/callback".into(),
        merge: External::oidc("grace"),
        ..ExchangeCode::default()
    };
    for body in [json!({ "code": 530_016, "message": "no" }), json!({ "error": "invalid_request", "code": 530_017 })] {
        world.sandbox.clear_log();
        world.sandbox.fault(Fault::always(TOKEN_ROUTE, answer(400, body)));
        let event = world.client.run(&Call::ExchangeCode(merge.clone()));
        assert_eq!((event.status, world.sandbox.count(TOKEN_ROUTE)), (KINPASS_ERROR_MERGE_REFUSED, 1));
        world.sandbox.clear_faults();
    }
}

#[test]
fn real_refusals_of_the_child_exchange() {
    let world = World::start();
    let exchange = |parent: &str, child: &str| world.client.run(&Call::child_token(parent, child)).status;
    assert_eq!(exchange("never-issued", seed::PUBLIC_CHILD_ALPHA), KINPASS_ERROR_UNAUTHORIZED);
    assert_eq!(exchange(&world.child, seed::PUBLIC_CHILD_ALPHA), KINPASS_ERROR_UNAUTHORIZED, "a child is no parent");
    assert_eq!(exchange(&world.parent, seed::CONFIDENTIAL_CHILD), KINPASS_ERROR_NOT_FOUND);
    let tokens = world.sandbox.link("ada", seed::CONFIDENTIAL_APP);
    assert_eq!(exchange(&tokens.access_token, seed::CONFIDENTIAL_CHILD), KINPASS_ERROR_BAD_REQUEST, "no secret");
    let wrong = Setup { client_secret: "wrong-secret".into(), ..Setup::confidential_at(&world.sandbox.url()) }.create();
    let call = Call::child_token(&tokens.access_token, seed::CONFIDENTIAL_CHILD);
    assert_eq!(wrong.run(&call).status, KINPASS_ERROR_UNAUTHORIZED);
    let right = Setup::confidential_at(&world.sandbox.url()).create();
    assert_eq!(right.run(&call).status, KINPASS_OK);
}

#[test]
fn an_expired_session_refresh_says_start_anew() {
    let world = World::start();
    for http_status in [401, 400] {
        world.sandbox.settings(|settings| settings.lootlocker_expired_refresh_status = http_status);
        let session = world.client.run(&Call::start_session(&world.child)).session().clone();
        let refresh_token = session.refresh_token.expect("a refresh token");
        assert!(world.sandbox.expire_lootlocker_refresh(&refresh_token));
        let event = world.client.run(&Call::RefreshSession(refresh_token));
        assert_eq!(event.status, KINPASS_ERROR_SESSION_EXPIRED);
        assert_eq!(event.failure().http_status, i32::from(http_status));
    }
    // A session that is over, elsewhere.
    let session = world.client.run(&Call::start_session(&world.child)).session().session_token.clone().unwrap();
    assert_eq!(world.client.run(&Call::EndSession(session.clone())).status, KINPASS_OK);
    assert_eq!(world.client.run(&Call::Ping(session.clone())).status, KINPASS_ERROR_UNAUTHORIZED);
    assert_eq!(world.client.run(&Call::EndSession(session)).status, KINPASS_ERROR_UNAUTHORIZED);
}

#[test]
fn lootlocker_learns_which_try_it_is() {
    let world = World::start();
    world.start_session(Action::status(500));
    let requests = world.sandbox.requests();
    let attempts: Vec<_> = requests.iter().map(|request| request.retry_attempt).collect();
    assert_eq!(attempts, [None, Some(1), Some(2), Some(3)]);
    let id = requests[0].request_id.clone();
    assert!(id.is_some() && requests.iter().all(|request| request.request_id == id), "one id for all tries");
    world.sandbox.clear_log();
    world.exchange(Action::status(500));
    let plain =
        |request: &kinpass_sandbox::LoggedRequest| request.retry_attempt.is_none() && request.request_id.is_none();
    assert!(world.sandbox.requests().iter().all(plain), "Discord knows no such headers");
}

#[test]
fn each_required_field_is_demanded_and_no_other() {
    let world = World::start();
    let session = world.client.run(&Call::start_session(&world.child));
    let token = world.client.run(&Call::child_token(&world.parent, seed::PUBLIC_CHILD_ALPHA));
    let fields = |event: &Event| -> Vec<String> {
        let body: Value = serde_json::from_str(&event.response.as_ref().unwrap().1).unwrap();
        body.as_object().unwrap().keys().cloned().collect()
    };
    type Damage = fn(String) -> Action;
    let damages: [(&str, Damage); 3] = [
        ("missing", |field| Action::MissingField { field: Some(field) }),
        ("null", |field| Action::NullFields { field: Some(field) }),
        ("of another type", |field| Action::WrongTypes { field: Some(field) }),
    ];
    for (how, damage) in damages {
        for (fields, required, run) in [
            (
                fields(&session),
                &["session_token", "player_id"][..],
                World::start_session as fn(&World, Action) -> Event,
            ),
            (fields(&token), &["access_token"], World::exchange),
        ] {
            assert!(required.iter().all(|name| fields.iter().any(|field| field == name)), "{fields:?}");
            for field in fields {
                let expected =
                    if required.contains(&field.as_str()) { KINPASS_ERROR_MALFORMED_ANSWER } else { KINPASS_OK };
                assert_eq!(run(&world, damage(field.clone())).status, expected, "{field} is {how}");
            }
        }
    }
}

#[test]
fn a_malformed_answer_is_handed_on_as_it_came() {
    let world = World::start();
    let event = world.start_session(Action::MissingField { field: Some("player_id".into()) });
    let (http_status, body) = event.response.expect("the answer");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(http_status, 200);
    assert!(world.sandbox.is_session_valid(body["session_token"].as_str().unwrap()), "the token is not lost");
    let event = world.exchange(Action::Html {});
    assert!(event.response.is_some_and(|(_, body)| body.starts_with("<!doctype html>")));
    // What is larger than the library accepts is not kept.
    assert!(world.exchange(Action::HugeBody { bytes: 2 << 20 }).response.is_none());
    // Just below the limit is accepted.
    assert_eq!(world.exchange(Action::HugeBody { bytes: 1_000_000 }).status, KINPASS_OK);
}

#[test]
fn a_lost_refresh_is_never_sent_a_third_time() {
    let world = World::with(|setup| Setup { max_attempts: 10, ..setup });
    for fault in [Action::LostAnswer {}, Action::Reset {}, Action::status(500), Action::status(502)] {
        let tokens = world.sandbox.link("ada", seed::PUBLIC_APP);
        world.sandbox.clear_log();
        world.sandbox.fault(Fault::always(TOKEN_ROUTE, fault.clone()));
        let event = world.client.run(&Call::RefreshToken(tokens.refresh_token));
        world.sandbox.clear_faults();
        assert_eq!((event.status, event.failure().attempts), (KINPASS_ERROR_OUTCOME_UNKNOWN, 2), "{fault:?}");
        assert_eq!(world.sandbox.count(TOKEN_ROUTE), 2, "{fault:?}");
    }
    // A refusal that is sure to have had no effect is tried on: before a lost answer, not after it.
    let tokens = world.sandbox.link("ada", seed::PUBLIC_APP);
    world.sandbox.clear_log();
    world.sandbox.fault(Fault::once(TOKEN_ROUTE, Action::Unavailable { retry_after: None }).times(3));
    assert_eq!(world.client.run(&Call::RefreshToken(tokens.refresh_token)).status, KINPASS_OK);
    assert_eq!(world.sandbox.count(TOKEN_ROUTE), 4);
    let tokens = world.sandbox.link("ada", seed::PUBLIC_APP);
    world.sandbox.clear_log();
    world.sandbox.fault(Fault::once(TOKEN_ROUTE, Action::LostAnswer {}));
    world.sandbox.fault(Fault::always(TOKEN_ROUTE, Action::Unavailable { retry_after: None }));
    let event = world.client.run(&Call::RefreshToken(tokens.refresh_token));
    assert_eq!((event.status, world.sandbox.count(TOKEN_ROUTE)), (KINPASS_ERROR_OUTCOME_UNKNOWN, 2));
}

#[test]
fn a_services_words_stay_on_one_line_and_hold_no_part_of_a_secret() {
    let world = World::start();
    world.client.collect_log();
    world.client.keep_log();
    let encoded = world.parent.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"));
    let said = format!(
        "no\nkinpass: signed in\r\u{1b}[2J {} {encoded} {}…",
        &world.parent[..8],
        &world.parent[3..world.parent.len() - 1]
    );
    let event = world.exchange(answer(400, json!({ "code": "odd\n", "message": said })));
    let error = event.failure();
    let message = error.message.clone().expect("a message");
    assert_eq!(message, "HTTP 400: no\\nkinpass: signed in\\r\\u{1b}[2J [secret] [secret] [secret]…");
    assert_eq!(error.code.as_deref(), Some("odd\\n"));
    let pulled = std::iter::from_fn(|| world.client.pull_line());
    let lines: Vec<_> = world.client.log().into_iter().chain(pulled).collect();
    assert!(lines.iter().any(|line| line.contains(&message)), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains(char::is_control)), "{lines:?}");
}
