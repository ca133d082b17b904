//! Every fault, seen from the outside, and what it leaves behind in the world.

mod common;

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use common::{AGENT, CHILD, Client, SESSION, TOKEN, raw};
use kinpass_sandbox::{Action, Fault, RetryForm, Sandbox, fingerprint, seed};
use serde_json::{Value, json};

const REFRESH: &str = "POST /api/v10/oauth2/token";

struct Setup {
    sandbox: Sandbox,
    client: Client,
    access: String,
    refresh: String,
}

fn setup() -> Setup {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    Setup { sandbox, client, access: tokens.access_token, refresh: tokens.refresh_token }
}

impl Setup {
    fn try_refresh(&self) -> Result<common::Answer, ureq::Error> {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", self.refresh.as_str()),
            ("client_id", seed::PUBLIC_APP),
        ];
        self.client.try_form(TOKEN, &fields)
    }

    fn raw_refresh(&self) -> String {
        let body = format!("grant_type=refresh_token&refresh_token={}&client_id={}", self.refresh, seed::PUBLIC_APP);
        format!(
            "POST {TOKEN} HTTP/1.1\r\nhost: x\r\nuser-agent: {AGENT}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn is_spent(&self) -> bool {
        !self.sandbox.is_refresh_token_valid(&self.refresh)
    }
}

#[test]
fn a_status_comes_in_the_shape_of_its_service_and_nothing_is_done() {
    let it = setup();
    for status in [400, 401, 403, 404, 423, 500, 503] {
        it.sandbox.fault(Fault::once("*", Action::status(status)));
        let answer = it.try_refresh().unwrap();
        assert_eq!(answer.status, status);
        assert!(answer.json["error"].is_string());
        it.sandbox.fault(Fault::once("*", Action::status(status)));
        let answer = it.client.child(&it.access, seed::PUBLIC_CHILD_ALPHA);
        assert_eq!(answer.status, status);
        assert!(answer.json["code"].is_u64());
        it.sandbox.fault(Fault::once("*", Action::status(status)));
        let answer = it.client.session(seed::GAME_KEY_ALPHA, &it.access);
        assert_eq!(answer.status, status);
        assert!(answer.json["code"].is_string());
        assert!(answer.json["request_id"].is_string());
    }
    assert!(!it.is_spent());
    assert_eq!(it.try_refresh().unwrap().status, 200);
}

#[test]
fn a_status_may_bring_its_own_body_and_headers() {
    let it = setup();
    let status = |body: Value| Action::Status {
        status: 403,
        body: Some(body),
        headers: [("x-note".to_owned(), "here".to_owned())].into(),
    };
    it.sandbox.fault(Fault::once(REFRESH, status(json!({ "a": 1 }))));
    it.sandbox.fault(Fault::once(REFRESH, status(json!(""))));
    it.sandbox.fault(Fault::once(REFRESH, Action::BanPage {}));
    let answer = it.try_refresh().unwrap();
    assert_eq!((answer.status, answer.text.as_str()), (403, r#"{"a":1}"#));
    assert_eq!(answer.header("x-note"), Some("here"));
    let answer = it.try_refresh().unwrap();
    assert_eq!((answer.status, answer.text.as_str()), (403, ""));
    let answer = it.try_refresh().unwrap();
    assert!(answer.status == 403 && answer.text.starts_with("<!doctype html>"));
    assert_eq!(answer.header("retry-after"), None);
}

#[test]
fn rate_limits_speak_in_four_forms() {
    let it = setup();
    let limited = |form: RetryForm| {
        it.sandbox.fault(Fault::once("*", Action::RateLimited { form, seconds: 2.5 }).times(2));
        let discord = it.client.child(&it.access, seed::PUBLIC_CHILD_ALPHA);
        let lootlocker = it.client.session(seed::GAME_KEY_ALPHA, &it.access);
        assert_eq!((discord.status, lootlocker.status), (429, 429));
        (discord, lootlocker)
    };
    let (discord, lootlocker) = limited(RetryForm::Seconds);
    assert_eq!(discord.header("retry-after"), Some("3"));
    assert_eq!(discord.json["retry_after"], 2.5);
    assert_eq!(discord.json["global"], false);
    assert_eq!(lootlocker.header("retry-after"), Some("3"));
    let (discord, lootlocker) = limited(RetryForm::Date);
    assert!(discord.header("retry-after").unwrap().ends_with(" GMT"));
    assert!(lootlocker.header("retry-after").unwrap().ends_with(" GMT"));
    assert!(discord.json.get("retry_after").is_none());
    let (discord, lootlocker) = limited(RetryForm::Body);
    assert_eq!(discord.header("retry-after"), None);
    assert_eq!(discord.json["retry_after"], 2.5);
    assert_eq!(lootlocker.json["retry_after"], 2.5);
    let (discord, lootlocker) = limited(RetryForm::None);
    assert_eq!(discord.header("retry-after").or(lootlocker.header("retry-after")), None);
    assert!(discord.json.get("retry_after").is_none());
}

#[test]
fn unavailable_with_and_without_retry_after() {
    let it = setup();
    it.sandbox.fault(Fault::once("*", Action::Unavailable { retry_after: Some(7) }));
    it.sandbox.fault(Fault::once("*", Action::Unavailable { retry_after: None }));
    let answer = it.try_refresh().unwrap();
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("7")));
    let answer = it.try_refresh().unwrap();
    assert_eq!((answer.status, answer.header("retry-after")), (503, None));
}

#[test]
fn a_ban_can_be_a_fault() {
    let it = setup();
    it.sandbox.fault(Fault::once(SESSION, Action::Banned { permanent: true }));
    let answer = it.client.session(seed::GAME_KEY_ALPHA, &it.access);
    assert_eq!((answer.status, answer.str("code")), (403, "player_banned"));
    assert_eq!(answer.json["ban"]["permanent"], true);
}

#[test]
fn a_careless_error_repeats_the_secrets() {
    let it = setup();
    it.sandbox.fault(Fault::once("*", Action::EchoSecrets { status: 400 }).times(3));
    assert!(it.try_refresh().unwrap().text.contains(&it.refresh));
    let child = it.client.child(&it.access, seed::PUBLIC_CHILD_ALPHA);
    assert!(child.str("message").contains(&it.access));
    assert!(it.client.ping("my-session").text.contains("my-session"));
    let honest = it.client.child("an-unknown-token", seed::PUBLIC_CHILD_ALPHA);
    assert!(!honest.text.contains("an-unknown-token"));
}

#[test]
fn redirects_point_here_or_to_the_other_name() {
    let it = setup();
    let redirect = |other_host, location: Option<&str>| {
        let location = location.map(str::to_owned);
        it.sandbox.fault(Fault::once("*", Action::Redirect { other_host, status: 307, location }));
        let answer = it.try_refresh().unwrap();
        assert_eq!(answer.status, 307);
        answer.header("location").unwrap().to_owned()
    };
    let url = it.sandbox.url();
    assert_eq!(redirect(false, None), format!("{url}/redirect-target"));
    assert_eq!(redirect(true, None), format!("{}/redirect-target", url.replace("127.0.0.1", "localhost")));
    assert_eq!(redirect(false, Some("/elsewhere")), "/elsewhere");
    assert_eq!(it.sandbox.count("/redirect-target"), 0);
    it.client.get("/redirect-target", &[]);
    assert_eq!(it.sandbox.count("/redirect-target"), 1);
    assert!(!it.is_spent());
}

#[test]
fn a_reset_is_a_reset_and_does_nothing() {
    let it = setup();
    it.sandbox.fault(Fault::once(REFRESH, Action::Reset {}));
    let (text, ended) = raw(&it.sandbox, &it.raw_refresh());
    assert_eq!(text, "");
    assert_eq!(ended.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert!(!it.is_spent());
}

#[test]
fn closing_before_does_nothing_and_losing_the_answer_does_it_all() {
    let it = setup();
    it.sandbox.fault(Fault::once(REFRESH, Action::Close {}));
    let (text, ended) = raw(&it.sandbox, &it.raw_refresh());
    assert_eq!(text, "");
    assert!(ended.is_ok());
    assert!(!it.is_spent());

    it.sandbox.fault(Fault::once(REFRESH, Action::LostAnswer {}));
    let (text, ended) = raw(&it.sandbox, &it.raw_refresh());
    assert_eq!(text, "");
    assert!(ended.is_ok());
    assert!(it.is_spent());
    assert_eq!(it.try_refresh().unwrap().status, 400);
    assert_eq!(it.sandbox.reuse_count(), 1);
}

#[test]
fn a_cut_body_promises_more_than_it_brings() {
    let it = setup();
    it.sandbox.fault(Fault::once(REFRESH, Action::CutBody {}));
    let (text, _) = raw(&it.sandbox, &it.raw_refresh());
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"));
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.unwrap().parse().unwrap();
    assert!(!body.is_empty() && body.len() < length, "{} of {length}", body.len());
    assert!(it.is_spent());
}

#[test]
fn a_trickle_arrives_whole_in_the_end() {
    let it = setup();
    it.sandbox.fault(Fault::once(REFRESH, Action::Trickle { ms: 1 }));
    let answer = it.try_refresh().unwrap();
    assert!(it.sandbox.is_access_token_valid(answer.str("access_token")));
}

#[test]
fn hanging_ends_with_the_sandbox() {
    let it = setup();
    it.sandbox.fault(Fault::always(REFRESH, Action::Hang {}));
    let address = it.sandbox.url().replace("http://", "");
    let mut streams: Vec<TcpStream> = (0..8)
        .map(|_| {
            let mut stream = TcpStream::connect(&address).unwrap();
            stream.write_all(it.raw_refresh().as_bytes()).unwrap();
            stream
        })
        .collect();
    while it.sandbox.count(REFRESH) < 8 {
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut silent = TcpStream::connect(it.sandbox.silent_url().replace("http://", "")).unwrap();
    silent.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert!(!it.is_spent());
    assert!(it.sandbox.requests().iter().all(|request| request.status.is_none()));
    drop(it);
    streams.push(silent);
    for mut stream in streams {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(rest.is_empty());
    }
}

#[test]
fn damaged_answers_are_real_answers() {
    let it = setup();
    let session = |action: Action| {
        it.sandbox.fault(Fault::once(SESSION, action));
        it.client.session(seed::GAME_KEY_ALPHA, &it.access)
    };
    let malformed = session(Action::MalformedJson {});
    assert!(malformed.status == 200 && malformed.json.is_null());
    assert!(malformed.text.starts_with("{\""));
    let wrong = session(Action::WrongTypes { field: None });
    assert!(wrong.json["session_token"].is_number() && wrong.json["player_id"].is_string());
    let one = session(Action::WrongTypes { field: Some("xp".to_owned()) });
    assert!(one.json["xp"].is_string() && one.json["session_token"].is_string());
    let missing = session(Action::MissingField { field: None });
    assert!(missing.status == 200 && missing.json.get("session_token").is_none());
    assert!(missing.json.get("player_id").is_none() && missing.json["xp"].is_number());
    let one = session(Action::MissingField { field: Some("player_id".to_owned()) });
    assert!(one.json.get("player_id").is_none() && one.json["session_token"].is_string());
    let null = session(Action::NullFields { field: None });
    assert!(null.json.as_object().unwrap().contains_key("session_token"));
    assert!(null.json["session_token"].is_null());
    let html = session(Action::Html {});
    assert!(html.status == 200 && html.text.starts_with("<!doctype html>"));
    let empty = session(Action::EmptyBody {});
    assert_eq!((empty.status, empty.text.as_str()), (200, ""));
    let huge = session(Action::HugeBody { bytes: 1 << 20 });
    assert!(huge.text.len() > 1 << 20 && huge.json["session_token"].is_string());

    it.sandbox.fault(Fault::once(CHILD, Action::MissingField { field: None }));
    let child = it.client.child(&it.access, seed::PUBLIC_CHILD_ALPHA);
    assert!(child.status == 200 && child.json.get("access_token").is_none());
    it.sandbox.fault(Fault::once(REFRESH, Action::NullFields { field: None }));
    let answer = it.try_refresh().unwrap();
    assert!(answer.json["access_token"].is_null() && it.is_spent());
    assert!(it.sandbox.is_refresh_token_valid(answer.str("refresh_token")));
}

#[test]
fn an_answer_without_a_body_gets_one_to_damage() {
    let it = setup();
    let session = it.client.session(seed::GAME_KEY_ALPHA, &it.access);
    let token = session.str("session_token").to_owned();
    it.sandbox.fault(Fault::once("DELETE /game/v1/session", Action::Html {}));
    let headers = [("x-session-token", token.as_str())];
    let answer = it.client.send("DELETE", "/game/v1/session", &headers, "").unwrap();
    assert!(answer.status == 200 && answer.text.starts_with('<'));
    assert!(!it.sandbox.is_session_valid(&token));
}

#[test]
fn damage_waits_for_a_success() {
    let it = setup();
    it.sandbox.fault(Fault::once(REFRESH, Action::EmptyBody {}));
    assert_eq!(it.client.refresh(seed::PUBLIC_APP, "unknown").str("error"), "invalid_grant");
    assert_eq!(it.try_refresh().unwrap().text, "");
    assert!(it.sandbox.state()["faults"].as_array().unwrap().is_empty());
}

#[test]
fn faults_count_skip_match_and_add_up() {
    let it = setup();
    let status = || it.client.ping("x").status;
    it.sandbox.fault(Fault::once("GET /game/*", Action::status(500)).times(2).skip(1));
    assert_eq!([status(), status(), status(), status()], [401, 500, 500, 401]);
    it.sandbox.fault(Fault::once("POST /game/ping", Action::status(500)));
    assert_eq!(status(), 401);
    it.sandbox.clear_faults();
    it.sandbox.fault(Fault::always("/game/ping", Action::Delay { ms: 1 }));
    it.sandbox.fault(Fault::once("/game/ping", Action::status(500)));
    it.sandbox.fault(Fault::once("/game/ping", Action::status(503)));
    assert_eq!([status(), status(), status()], [500, 503, 401]);
    let log = it.sandbox.requests();
    let faults: Vec<_> = log.iter().map(|request| request.fault.as_deref()).collect();
    assert_eq!(faults.last().unwrap(), &Some("delay"));
    assert_eq!(faults[faults.len() - 2], Some("status"));
}

#[test]
fn real_rate_limits_follow_the_sandbox_clock() {
    let it = setup();
    it.sandbox.settings(|settings| {
        settings.freeze_clock = true;
        let limit = kinpass_sandbox::RateLimit { limit: 2, seconds: 60 };
        settings.rate_limits.insert(format!("POST {SESSION}"), limit);
    });
    let session = || it.client.session(seed::GAME_KEY_ALPHA, &it.access);
    assert_eq!([session().status, session().status], [200, 200]);
    let limited = session();
    assert_eq!((limited.status, limited.header("retry-after")), (429, Some("60")));
    it.sandbox.advance(60);
    assert_eq!(session().status, 200);
}

#[test]
fn the_log_shows_no_secret() {
    let it = setup();
    it.try_refresh().unwrap();
    let headers = [
        ("content-type", "application/json"),
        ("ll-retry-attempt", "2"),
        ("ll-request-id", "r-1"),
        ("x-session-token", "hidden-session"),
        ("authorization", "Bearer hidden-bearer"),
    ];
    let body = json!({ "access_token": "hidden-access", "game_key": "shown" }).to_string();
    it.client.send("POST", &format!("{SESSION}?code=hidden-code"), &headers, &body).unwrap();
    let log = it.sandbox.requests();
    assert_eq!(log.iter().map(|request| request.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(log[0].status, Some(200));
    assert_eq!(log[0].body.as_ref().unwrap()["refresh_token"], fingerprint(&it.refresh));
    assert_eq!(log[0].user_agent.as_deref(), Some(AGENT));
    assert_eq!(log[1].retry_attempt, Some(2));
    assert_eq!(log[1].request_id.as_deref(), Some("r-1"));
    assert_eq!(log[1].session.as_deref(), Some(fingerprint("hidden-session").as_str()));
    assert_eq!(log[1].body.as_ref().unwrap()["game_key"], "shown");
    let all = format!("{log:?}{}", it.sandbox.state());
    assert!(!all.contains("hidden-") && !all.contains(&it.refresh) && !all.contains(&it.access));
    assert_eq!(fingerprint("abc"), "sha256:ba7816bf");
}

#[test]
fn arrivals_and_connections_are_counted() {
    let it = setup();
    for _ in 0..3 {
        it.client.ping("x");
    }
    assert_eq!(it.sandbox.count("GET /game/ping"), 3);
    assert_eq!(it.sandbox.count("*"), 3);
    assert_eq!(it.sandbox.count("POST /game/ping"), 0);
    assert_eq!(it.sandbox.connections(), 1);
    Client::new(&it.sandbox).ping("x");
    assert_eq!(it.sandbox.connections(), 2);
    it.sandbox.clear_log();
    assert_eq!((it.sandbox.count("*"), it.sandbox.requests().len()), (0, 0));
}

#[test]
fn the_date_header_follows_the_clock() {
    let it = setup();
    it.sandbox.settings(|settings| settings.freeze_clock = true);
    let date = |it: &Setup| {
        let answer = it.client.ping("x");
        httpdate::parse_http_date(answer.header("date").unwrap()).unwrap()
    };
    let before = date(&it);
    it.sandbox.advance(86_400);
    assert_eq!(date(&it).duration_since(before).unwrap(), Duration::from_secs(86_400));
}

#[test]
fn a_reset_sandbox_is_a_new_one() {
    let it = setup();
    it.sandbox.settings(|settings| settings.freeze_clock = true);
    it.sandbox.fault(Fault::always("*", Action::status(500)));
    it.client.ping("x");
    it.sandbox.advance(1_000_000);
    let later = it.sandbox.now();
    it.sandbox.reset();
    assert!(it.sandbox.now() < later);
    assert!(!it.sandbox.is_access_token_valid(&it.access));
    assert_eq!(it.sandbox.count("*"), 0);
    assert_eq!(it.client.ping("x").status, 401);
}
