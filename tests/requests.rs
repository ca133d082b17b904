//! What goes over the wire, and what comes back of it.

mod common;

use common::peer::Proxy;
use common::*;
use kinpass_sandbox::LoggedRequest;
use serde_json::{Value, json};

const USER_AGENT: &str = concat!("DiscordBot (https://github.com/kinpass/kinpass, ", env!("CARGO_PKG_VERSION"), ")");

/// A sandbox and a player who has linked the public publisher's application.
struct World {
    sandbox: Sandbox,
    parent: String,
    refresh_token: String,
    child: String,
}

impl World {
    fn start() -> Self {
        let sandbox = Sandbox::start();
        let tokens = sandbox.link("ada", seed::PUBLIC_APP);
        let child = sandbox.child_token(&tokens.access_token, seed::PUBLIC_CHILD_ALPHA);
        Self { sandbox, parent: tokens.access_token, refresh_token: tokens.refresh_token, child }
    }

    fn setup(&self) -> Setup {
        Setup::at(&self.sandbox.url())
    }

    /// Runs a call that has to succeed, and gives the one request that it made.
    fn request(&self, setup: &Setup, call: &Call) -> (Event, LoggedRequest) {
        self.sandbox.clear_log();
        let event = setup.create().run(call);
        assert_eq!(event.status, KINPASS_OK, "{call:?}: {:?}", event.error);
        let requests = self.sandbox.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        (event, requests.into_iter().next().unwrap())
    }

    fn session(&self) -> Session {
        self.setup().create().run(&Call::start_session(&self.child)).session().clone()
    }
}

fn body(request: &LoggedRequest) -> Value {
    request.body.clone().unwrap_or(Value::Null)
}

/// The names of the headers but for those that any HTTP client sends.
fn headers(request: &LoggedRequest) -> Vec<&str> {
    let usual = ["accept", "content-length", "content-type", "host", "user-agent", "accept-encoding"];
    let mut names: Vec<_> = request.header_names.iter().map(String::as_str).filter(|it| !usual.contains(it)).collect();
    names.sort_unstable();
    names
}

#[test]
fn start_session() {
    let world = World::start();
    let (_, request) = world.request(&world.setup(), &Call::start_session(&world.child));
    let token = fingerprint(&world.child);
    let expected = json!({ "game_key": seed::GAME_KEY_ALPHA, "game_version": "1.0.0.0", "access_token": token });
    assert_eq!(body(&request), expected, "optionals are left out when there are none");
    assert_eq!(headers(&request), ["ll-request-id", "ll-version"]);
    assert_eq!((request.session, request.authorization), (None, None));
    assert_eq!(request.user_agent.as_deref(), Some(USER_AGENT));
}

#[test]
fn start_session_with_everything() {
    let world = World::start();
    let setup = Setup { game_key_field: 1, user_agent_suffix: "Lantern/1.2".into(), ..world.setup() };
    let (event, request) = world.request(
        &setup,
        &Call::StartSession(StartSession {
            access_token: world.child.clone(),
            game_key: seed::GAME_KEY_ALPHA_LIVE.into(),
            game_version: "2.0".into(),
            player_name: "Ada Königin 🏮".into(),
            timezone: "Europe/Vienna".into(),
            ..StartSession::default()
        }),
    );
    let expected = json!({
        "game_api_key": seed::GAME_KEY_ALPHA_LIVE,
        "game_version": "2.0",
        "access_token": fingerprint(&world.child),
        "optionals": { "player_name": "Ada Königin 🏮", "timezone": "Europe/Vienna" },
    });
    assert_eq!(body(&request), expected);
    assert_eq!(request.user_agent, Some(format!("{USER_AGENT} Lantern/1.2")));
    assert_eq!(event.session().player_name.as_deref(), Some("Ada Königin 🏮"));
    // One optional alone.
    let call = StartSession { access_token: world.child.clone(), timezone: "UTC".into(), ..StartSession::default() };
    let (_, request) = world.request(&world.setup(), &Call::StartSession(call));
    assert_eq!(body(&request)["optionals"], json!({ "timezone": "UTC" }));
}

#[test]
fn the_clients_game_version_and_discords_refresh_token() {
    let world = World::start();
    let setup = Setup { game_version: "0.3".into(), ..world.setup() };
    let call = StartSession { refresh_token: world.refresh_token.clone(), ..StartSession::default() };
    let (_, request) = world.request(&setup, &Call::StartSession(call));
    let token = fingerprint(&world.refresh_token);
    let expected = json!({ "game_key": seed::GAME_KEY_ALPHA, "game_version": "0.3", "refresh_token": token });
    assert_eq!(body(&request), expected);
}

#[test]
fn refresh_ping_and_end() {
    let world = World::start();
    let session = world.session();
    let old = session.refresh_token.unwrap();
    let (event, request) = world.request(&world.setup(), &Call::RefreshSession(old.clone()));
    let expected =
        json!({ "game_key": seed::GAME_KEY_ALPHA, "game_version": "1.0.0.0", "refresh_token": fingerprint(&old) });
    assert_eq!(body(&request), expected);
    assert_eq!(request.session, None);
    let session = event.session().session_token.clone().unwrap();
    assert!(world.sandbox.is_session_valid(&session));

    let (_, request) = world.request(&world.setup(), &Call::Ping(session.clone()));
    assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/game/ping"));
    assert_eq!(request.session, Some(fingerprint(&session)));
    assert_eq!(headers(&request), ["ll-request-id", "ll-version", "x-session-token"]);
    assert_eq!(request.body, None);

    let (_, request) = world.request(&world.setup(), &Call::EndSession(session.clone()));
    assert_eq!((request.method.as_str(), request.path.as_str()), ("DELETE", "/game/v1/session"));
    assert_eq!(request.session, Some(fingerprint(&session)));
    assert!(!world.sandbox.is_session_valid(&session));
}

#[test]
fn a_refresh_may_bring_a_name_and_a_time_zone() {
    let world = World::start();
    let refresh_token = world.session().refresh_token.unwrap();
    let call = RefreshSession { refresh_token, player_name: "Ada".into(), timezone: "Europe/Vienna".into() };
    let (event, request) = world.request(&world.setup(), &Call::RefreshSessionWith(call));
    assert_eq!(body(&request)["optionals"], json!({ "player_name": "Ada", "timezone": "Europe/Vienna" }));
    assert_eq!(event.session().player_name.as_deref(), Some("Ada"));
}

#[test]
fn a_bot_names_a_provisional_account_that_is_there() {
    let world = World::start();
    let client = world.setup().create();
    let accounts = || -> Vec<String> {
        let state = world.sandbox.state();
        let players = state["players"].as_array().unwrap().iter().filter(|player| player["provisional"] == true);
        players.map(|player| player["user_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(client.run(&Call::Provisional(Identity::oidc("lantern-player"))).status, KINPASS_OK);
    let [account] = accounts().try_into().unwrap();
    let of = |id: &str| Identity {
        preferred_global_name: "Ada".into(),
        provisional_user_id: id.into(),
        ..Identity::bot(seed::PUBLIC_BOT_TOKEN, "player-1")
    };
    let (_, request) = world.request(&world.setup(), &Call::Provisional(of(&account)));
    let expected =
        json!({ "external_user_id": "player-1", "preferred_global_name": "Ada", "provisional_user_id": account });
    assert_eq!(body(&request), expected);
    assert_eq!(accounts(), std::slice::from_ref(&account), "no new one is made");
    assert_eq!(client.run(&Call::Provisional(of("1"))).status, KINPASS_ERROR_NOT_FOUND);
    // An unmerge takes the player's id alone.
    world.sandbox.clear_log();
    assert_eq!(client.run(&Call::Unmerge(of(&account))).status, KINPASS_ERROR_NOT_FOUND);
    assert_eq!(body(&world.sandbox.requests()[0]), json!({ "external_user_id": "player-1" }));
    let oidc = Identity { provisional_user_id: account, ..Identity::oidc("lantern-player") };
    for wrong in [oidc, of("one")] {
        let started = unsafe { Call::Provisional(wrong).start(client.handle, std::ptr::null()) };
        assert_eq!(started.err(), Some(KINPASS_ERROR_INVALID_ARGUMENT));
    }
}

#[test]
fn all_fields_of_a_session() {
    let world = World::start();
    let raw: Value = serde_json::from_str(&{
        let event = world.setup().create().run(&Call::start_session(&world.child));
        let (_, body) = event.response.clone().unwrap();
        let raw: Value = serde_json::from_str(&body).unwrap();
        let session = event.session();
        let text = |name: &str| raw[name].as_str().map(str::to_owned);
        assert_eq!(session.session_token, text("session_token"));
        assert_eq!(session.refresh_token, text("refresh_token"));
        assert_eq!(Some(session.player_id), raw["player_id"].as_u64());
        assert_eq!(session.public_uid, text("public_uid"));
        assert_eq!(session.player_ulid, text("player_ulid"));
        assert_eq!(session.player_identifier, text("player_identifier"));
        assert_eq!(session.player_created_at, text("player_created_at"));
        assert_eq!(session.wallet_id, text("wallet_id"));
        assert!(session.public_uid.is_some() && session.player_ulid.is_some() && session.wallet_id.is_some());
        assert_eq!((session.player_name.clone(), session.last_seen.clone()), (None, None), "null is absent");
        assert_eq!((session.xp, session.level, session.account_balance), (120, 3, 0));
        assert_eq!((session.seen_before, session.check_grant_notifications), (false, true));
        assert!(session.check_dlcs.is_empty() && session.warnings.is_empty());
        let thresholds: Value = serde_json::from_str(session.level_thresholds_json.as_deref().unwrap()).unwrap();
        assert_eq!(thresholds, raw["level_thresholds"]);
        body
    })
    .unwrap();
    // What the sandbox does not say, and what only other versions of the service say.
    let mut odd = raw;
    odd["player_id"] = json!(9_007_199_254_740_993_u64);
    odd["check_dlcs"] = json!(["base", 17]);
    odd["errors"] = json!(["player_name was refused"]);
    odd["check_deactivation_notifications"] = json!(true);
    odd["last_seen"] = json!("2026-01-02T03:04:05+00:00");
    odd["xp"] = json!(-5);
    odd["new_field"] = json!({ "unknown": true });
    let answer = Action::Status { status: 200, body: Some(odd.clone()), headers: Default::default() };
    world.sandbox.fault(Fault::once(SESSION_ROUTE, answer));
    let event = world.setup().create().run(&Call::start_session(&world.child));
    let session = event.session();
    assert_eq!(session.player_id, 9_007_199_254_740_993, "64 bits");
    assert_eq!(session.check_dlcs, ["base", "17"]);
    assert_eq!(session.warnings, ["player_name was refused"]);
    assert!(session.check_deactivation_notifications);
    assert_eq!(session.last_seen.as_deref(), Some("2026-01-02T03:04:05+00:00"));
    assert_eq!(session.xp, -5);
    assert_eq!(serde_json::from_str::<Value>(&event.response.unwrap().1).unwrap(), odd, "unknown fields are kept");
}

#[test]
fn a_refused_name_is_a_warning() {
    let world = World::start();
    let call =
        StartSession { access_token: world.child.clone(), player_name: "refused".into(), ..StartSession::default() };
    let (event, _) = world.request(&world.setup(), &Call::StartSession(call));
    assert_eq!(event.session().warnings, ["player_name was refused"]);
}

#[test]
fn child_token_of_a_public_publisher() {
    let world = World::start();
    let call = Call::child_token(&world.parent, seed::PUBLIC_CHILD_BETA);
    let (event, request) = world.request(&world.setup(), &call);
    let parent = fingerprint(&world.parent);
    let expected = json!({ "parent_access_token": parent, "child_application_id": seed::PUBLIC_CHILD_BETA });
    assert_eq!(body(&request), expected, "no secret where there is none");
    assert_eq!(headers(&request), [""; 0], "no Authorization either");
    assert_eq!(request.user_agent.as_deref(), Some(USER_AGENT));
    let token = event.token();
    assert_eq!((token.kind, token.provisional), (2, false));
    assert_eq!(token.application_id.as_deref(), Some(seed::PUBLIC_CHILD_BETA));
    assert_eq!(token.token_type.as_deref(), Some("Bearer"));
    assert_eq!(token.refresh_token, None, "children are never refreshed");
    assert!(token.expires_in_s > 600_000 && token.expires_in_s <= 604_800);
    assert!(world.sandbox.is_child_token(token.access_token.as_ref().unwrap()));
    // By number, as the older specification has it.
    let setup = Setup { child_application_id_as_number: true, ..world.setup() };
    let (_, request) = world.request(&setup, &call);
    assert_eq!(body(&request)["child_application_id"], json!(1_100_000_000_000_000_012_u64));
    // A child ends no later than its parent.
    let call = ChildToken {
        parent_access_token: world.parent.clone(),
        child_application_id: seed::PUBLIC_CHILD_ALPHA.into(),
        parent_expires_in_s: 1000,
    };
    assert_eq!(world.request(&world.setup(), &Call::ChildToken(call)).0.token().expires_in_s, 1000);
}

#[test]
fn a_client_secret_goes_to_discord_alone() {
    let world = World::start();
    let tokens = world.sandbox.link("bob", seed::CONFIDENTIAL_APP);
    let setup = Setup::confidential_at(&world.sandbox.url());
    let exchange = Call::child_token(&tokens.access_token, seed::CONFIDENTIAL_CHILD);
    let (event, request) = world.request(&setup, &exchange);
    assert_eq!(body(&request)["parent_client_secret"], json!(fingerprint(seed::CONFIDENTIAL_SECRET)));
    assert_eq!(request.authorization, None);
    let child = event.token().access_token.clone().unwrap();

    let (_, request) = world.request(&setup, &Call::start_session(child));
    let mut names: Vec<_> = body(&request).as_object().unwrap().keys().cloned().collect();
    names.sort_unstable();
    assert_eq!(names, ["access_token", "game_key", "game_version"]);
    assert_eq!(request.authorization, None);

    let (event, request) = world.request(&setup, &Call::RefreshToken(tokens.refresh_token));
    let pair = format!("{}:{}", seed::CONFIDENTIAL_APP, seed::CONFIDENTIAL_SECRET);
    let basic = format!("Basic {}", fingerprint(&base64(&pair)));
    assert_eq!(request.authorization.as_deref(), Some(basic.as_str()));
    assert_eq!(body(&request).get("client_secret"), None);
    assert_eq!(body(&request).get("client_id"), None, "it is named in the header");

    let (_, request) = world.request(&setup, &Call::RevokeToken(event.token().access_token.clone().unwrap()));
    assert_eq!(request.authorization.as_deref(), Some(basic.as_str()));
}

#[test]
fn oauth2_takes_forms_and_names_the_public_client() {
    let world = World::start();
    let (event, request) = world.request(&world.setup(), &Call::RefreshToken(world.refresh_token.clone()));
    let token = fingerprint(&world.refresh_token);
    let expected = json!({ "client_id": seed::PUBLIC_APP, "grant_type": "refresh_token", "refresh_token": token });
    assert_eq!(body(&request), expected);
    assert_eq!(request.authorization, None);
    let token = event.token();
    assert_eq!((token.kind, token.application_id.as_deref()), (1, Some(seed::PUBLIC_APP)));
    assert_ne!(token.refresh_token.as_ref(), Some(&world.refresh_token), "refresh tokens rotate");
    assert!(!world.sandbox.is_refresh_token_valid(&world.refresh_token));
    assert!(token.scope.as_ref().is_some_and(|scope| scope.contains("identify")));

    let (_, request) = world.request(&world.setup(), &Call::RevokeToken(token.access_token.clone().unwrap()));
    assert_eq!(request.path, "/api/v10/oauth2/token/revoke");
    let revoked = fingerprint(token.access_token.as_ref().unwrap());
    assert_eq!(body(&request), json!({ "client_id": seed::PUBLIC_APP, "token": revoked }));
    assert!(!world.sandbox.is_access_token_valid(token.access_token.as_ref().unwrap()));
}

#[test]
fn a_childs_token_is_revoked_by_its_own_application() {
    let world = World::start();
    let alive = |token: &str| world.sandbox.is_child_token(token) && world.sandbox.is_access_token_valid(token);
    let beta = world.sandbox.child_token(&world.parent, seed::PUBLIC_CHILD_BETA);
    let revoke = |application_id: &str| {
        Call::RevokeTokenOf(RevokeToken {
            token: world.child.clone(),
            application_id: application_id.into(),
            ..RevokeToken::default()
        })
    };
    // To another application's token Discord says yes, and does nothing.
    for other in ["", seed::PUBLIC_APP, seed::PUBLIC_CHILD_BETA] {
        world.request(&world.setup(), &revoke(other));
        assert!(alive(&world.child), "{other}");
    }
    let (_, request) = world.request(&world.setup(), &revoke(seed::PUBLIC_CHILD_ALPHA));
    let expected = json!({ "client_id": seed::PUBLIC_CHILD_ALPHA, "token": fingerprint(&world.child) });
    assert_eq!((body(&request), request.authorization), (expected, None));
    assert!(!alive(&world.child) && alive(&beta));
    assert!(world.sandbox.is_access_token_valid(&world.parent));
}

#[test]
fn a_secret_goes_with_the_application_that_it_belongs_to() {
    let world = World::start();
    let tokens = world.sandbox.link("bob", seed::CONFIDENTIAL_APP);
    let token = world.sandbox.child_token(&tokens.access_token, seed::CONFIDENTIAL_CHILD);
    let setup = Setup::confidential_at(&world.sandbox.url());
    let client = setup.create();
    let revoke = |application_id: &str, client_secret: &str| {
        let (application_id, client_secret) = (application_id.into(), client_secret.into());
        Call::RevokeTokenOf(RevokeToken { token: token.clone(), application_id, client_secret })
    };
    // The parent's secret is not sent for its game.
    assert_eq!(client.run(&revoke(seed::CONFIDENTIAL_CHILD, "")).status, KINPASS_ERROR_INVALID_CLIENT);
    let (_, request) = world.request(&setup, &revoke(seed::CONFIDENTIAL_CHILD, seed::CONFIDENTIAL_CHILD_SECRET));
    let pair = format!("{}:{}", seed::CONFIDENTIAL_CHILD, seed::CONFIDENTIAL_CHILD_SECRET);
    assert_eq!(request.authorization, Some(format!("Basic {}", fingerprint(&base64(&pair)))));
    assert!(!world.sandbox.is_access_token_valid(&token));
    // Named or not, the client's own application has its secret.
    let own = Call::RevokeTokenOf(RevokeToken {
        token: tokens.access_token.clone(),
        application_id: seed::CONFIDENTIAL_APP.into(),
        ..RevokeToken::default()
    });
    assert_eq!(client.run(&own).status, KINPASS_OK);
    assert!(!world.sandbox.is_access_token_valid(&tokens.access_token));
    for (application_id, client_secret) in [("", "secret"), ("game", "")] {
        let started = unsafe { revoke(application_id, client_secret).start(client.handle, std::ptr::null()) };
        assert_eq!(started.err(), Some(KINPASS_ERROR_INVALID_ARGUMENT));
    }
}

#[test]
fn a_token_with_odd_characters_arrives_as_it_is() {
    let world = World::start();
    let odd = "a+b c&d=e%2F\u{e9}\"\\/'<>";
    let client = world.setup().create();
    for call in [Call::RefreshToken(odd.into()), Call::child_token(odd, "1"), Call::start_session(odd)] {
        world.sandbox.clear_log();
        assert_ne!(client.run(&call).status, KINPASS_OK);
        let body = body(&world.sandbox.requests()[0]);
        let token = ["refresh_token", "parent_access_token", "access_token"].into_iter().find_map(|it| body.get(it));
        assert_eq!(token, Some(&json!(fingerprint(odd))), "{call:?}");
    }
    // What can't stand in a header is refused before it is sent.
    world.sandbox.clear_log();
    let event = client.run(&Call::Ping("line\r\nbreak: yes".into()));
    assert_eq!((event.status, world.sandbox.count("*")), (KINPASS_ERROR_INVALID_ARGUMENT, 0));
}

#[test]
fn a_publishers_backend_does_the_exchange() {
    let world = World::start();
    let tokens = world.sandbox.link("bob", seed::CONFIDENTIAL_APP);
    let setup = Setup {
        child_token_url: format!("{}/backend/child-token", world.sandbox.url()),
        child_token_authorization: "Bearer backend-key".into(),
        ..Setup::confidential_at(&world.sandbox.url())
    };
    let (event, request) = world.request(&setup, &Call::child_token(&tokens.access_token, seed::CONFIDENTIAL_CHILD));
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/backend/child-token"));
    let parent = fingerprint(&tokens.access_token);
    let expected = json!({ "parent_access_token": parent, "child_application_id": seed::CONFIDENTIAL_CHILD });
    assert_eq!(body(&request), expected, "the secret is the backend's to add");
    assert_eq!(request.authorization, Some(format!("Bearer {}", fingerprint("backend-key"))));
    // The backend's key goes nowhere else.
    let child = event.token().access_token.clone().unwrap();
    assert_eq!(world.request(&setup, &Call::start_session(child)).1.authorization, None);
    let refresh = world.request(&setup, &Call::RefreshToken(tokens.refresh_token)).1;
    assert!(refresh.authorization.is_some_and(|it| it.starts_with("Basic ")));
}

#[test]
fn connections_are_kept() {
    let world = World::start();
    let session = world.session().session_token.unwrap();
    let client = world.setup().create();
    let before = world.sandbox.connections();
    for _ in 0..10 {
        assert_eq!(client.run(&Call::Ping(session.clone())).status, KINPASS_OK);
    }
    assert_eq!(world.sandbox.connections() - before, 1);
}

#[test]
fn basic_credentials_are_form_encoded_within() {
    let world = World::start();
    let secret = "a b:c+d%/é";
    let setup = Setup { client_secret: secret.into(), ..Setup::confidential_at(&world.sandbox.url()) };
    setup.create().run(&Call::RefreshToken("never-issued".into()));
    let sent = world.sandbox.requests().pop().expect("a request").authorization.expect("credentials");
    let pair = format!("{}:a+b%3Ac%2Bd%25%2F%C3%A9", seed::CONFIDENTIAL_APP);
    assert_eq!(sent, format!("Basic {}", fingerprint(&base64(&pair))));
}

#[test]
fn over_https_with_an_extra_authority() {
    let world = World::start();
    let ca_certificates_pem = world.sandbox.ca_pem();
    let https = world.sandbox.https_url();
    // The certificate stands for the address, too.
    for url in [https.clone(), https.replace("localhost", "127.0.0.1")] {
        let setup = Setup { ca_certificates_pem: ca_certificates_pem.clone(), ..Setup::at(&url) };
        let (_, request) = world.request(&setup, &Call::start_session(&world.child));
        assert!(request.tls);
    }
    // Two in one text, and text around them.
    let two = format!("# first\n{ca_certificates_pem}\n# again\n{ca_certificates_pem}\n");
    world.request(&Setup { ca_certificates_pem: two, ..Setup::at(&https) }, &Call::start_session(&world.child));
    for bad in ["not a certificate", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
        let setup = Setup { ca_certificates_pem: bad.into(), ..Setup::at(&https) };
        assert_eq!(setup.try_create().err(), Some(KINPASS_ERROR_INVALID_ARGUMENT), "{bad}");
    }
}

#[test]
fn through_a_proxy() {
    let world = World::start();
    let proxy = Proxy::start();
    let by_proxy = |base: Setup| Setup { proxy_url: proxy.url("user:pa%20ss@"), ..base };
    // Plain HTTP goes in absolute form.
    let (_, request) = world.request(&by_proxy(world.setup()), &Call::start_session(&world.child));
    assert_eq!(request.path, "/game/session/discord");
    let lines = proxy.take();
    assert!(lines[0].starts_with(&format!("POST {}/game/session/discord ", world.sandbox.url())), "{lines:?}");
    // HTTPS goes through a tunnel, in which the proxy sees nothing.
    let https = Setup { ca_certificates_pem: world.sandbox.ca_pem(), ..Setup::at(&world.sandbox.https_url()) };
    let (_, request) = world.request(&by_proxy(https), &Call::start_session(&world.child));
    assert!(request.tls);
    let lines = proxy.take();
    let authority = world.sandbox.https_url().replace("https://", "");
    assert!(lines[0].starts_with(&format!("CONNECT {authority} ")), "{lines:?}");
    let authorized = |line: &String| {
        line.to_lowercase() == format!("proxy-authorization: basic {}", base64("user:pa ss").to_lowercase())
    };
    assert!(lines.iter().any(authorized), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains(&world.child)), "{lines:?}");
    // A proxy that is not there.
    let setup = Setup { proxy_url: peer::closed_port(), max_attempts: 1, ..world.setup() };
    assert_eq!(setup.create().run(&Call::start_session(&world.child)).status, KINPASS_ERROR_CONNECT);
    for bad in ["proxy.example:3128", "ftp://127.0.0.1:1", "http://"] {
        let setup = Setup { proxy_url: bad.into(), ..world.setup() };
        assert_eq!(setup.try_create().err(), Some(KINPASS_ERROR_INVALID_ARGUMENT), "{bad}");
    }
}

#[test]
fn ipv6() {
    let world = World::start();
    match peer::ipv6_relay(&world.sandbox.url()) {
        Some(relay) => drop(world.request(&Setup::at(&relay), &Call::start_session(&world.child))),
        // A machine without IPv6 says so, and nothing worse happens.
        None => {
            let setup = Setup { max_attempts: 1, ..Setup::at("http://[::1]:9") };
            assert_eq!(setup.create().run(&Call::start_session(&world.child)).status, KINPASS_ERROR_CONNECT);
        }
    }
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}
