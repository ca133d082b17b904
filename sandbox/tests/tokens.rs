//! Discord's tokens: refresh, reuse, children, revocation, and what is refused.

mod common;

use common::{AGENT, CHILD, Client, TOKEN};
use kinpass_sandbox::{Action, Fault, Sandbox, seed};
use serde_json::json;

#[test]
fn a_refresh_rotates_and_the_old_pair_dies() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let old = sandbox.link("ada", seed::PUBLIC_APP);
    let new = client.refresh(seed::PUBLIC_APP, &old.refresh_token);
    assert_eq!(new.status, 200, "{}", new.text);
    assert!(!sandbox.is_access_token_valid(&old.access_token));
    assert!(!sandbox.is_refresh_token_valid(&old.refresh_token));
    assert!(sandbox.is_access_token_valid(new.str("access_token")));
    assert!(sandbox.is_refresh_token_valid(new.str("refresh_token")));
    assert_eq!(new.str("token_type"), "Bearer");
    assert_eq!(new.json["expires_in"], 604_800);
    assert!(new.str("scope").contains("sdk.social_layer"));
    assert!(new.str("id_token").split('.').count() == 3);
}

#[test]
fn a_used_refresh_token_is_noticed() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let old = sandbox.link("ada", seed::PUBLIC_APP);
    let new = client.refresh(seed::PUBLIC_APP, &old.refresh_token);
    let again = client.refresh(seed::PUBLIC_APP, &old.refresh_token);
    assert_eq!((again.status, again.str("error")), (400, "invalid_grant"));
    assert_eq!(sandbox.reuse_count(), 1);
    assert!(sandbox.is_access_token_valid(new.str("access_token")));

    sandbox.settings(|settings| settings.revoke_family_on_reuse = true);
    client.refresh(seed::PUBLIC_APP, &old.refresh_token);
    assert_eq!(sandbox.reuse_count(), 2);
    assert!(!sandbox.is_access_token_valid(new.str("access_token")));
    assert!(!sandbox.is_refresh_token_valid(new.str("refresh_token")));
}

#[test]
fn every_refused_refresh_says_the_same() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let token = |player: &str, app: &str| sandbox.link(player, app).refresh_token;
    let (used, revoked) = (token("ada", seed::PUBLIC_APP), token("bob", seed::PUBLIC_APP));
    client.refresh(seed::PUBLIC_APP, &used);
    sandbox.revoke_player("bob");
    sandbox.settings(|settings| settings.refresh_token_seconds = Some(10));
    let expired = token("cid", seed::PUBLIC_APP);
    sandbox.advance(11);
    let foreign = token("dan", seed::CONFIDENTIAL_APP);
    let text = r#"{"error":"invalid_grant","error_description":"Invalid \"refresh_token\" in request"}"#;
    for token in ["unknown", &used, &revoked, &expired, &foreign] {
        let refused = client.refresh(seed::PUBLIC_APP, token);
        assert_eq!((refused.status, refused.text.as_str()), (400, text));
    }
}

#[test]
fn answers_with_tokens_are_not_for_caches() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::PUBLIC_APP);
    let external = json!({
        "client_id": seed::PUBLIC_APP,
        "external_auth_type": "STEAM_SESSION_TICKET",
        "external_auth_token": "valid:steam-7",
    });
    let body = json!({
        "parent_access_token": parent.access_token,
        "child_application_id": seed::PUBLIC_CHILD_ALPHA,
    });
    let device = [("client_id", seed::PUBLIC_APP), ("scope", "openid")];
    for answer in [
        client.json(CHILD, &body),
        client.json("/backend/child-token", &body),
        client.json("/api/v10/partner-sdk/token", &external),
        client.form("/api/v10/oauth2/device/authorize", &device),
        client.refresh(seed::PUBLIC_APP, &parent.refresh_token),
    ] {
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")), "{}", answer.text);
    }
}

#[test]
fn a_path_may_be_escaped_and_without_a_version() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    let bearer = format!("Bearer {}", tokens.access_token);
    for path in ["/api/v10/users/%40me", "/api/users/@me", "/api/users/%40me"] {
        assert_eq!(client.get(path, &[("authorization", &bearer)]).json["username"], "ada", "{path}");
    }
    assert_eq!(client.get("/api/v10/oauth2/%40me", &[("authorization", &bearer)]).status, 200);
    assert_eq!(client.get("/api/v9/users/@me", &[("authorization", &bearer)]).status, 404);
    // By one name to faults and counters, too.
    assert_eq!(sandbox.count("GET /api/v10/users/@me"), 3);
    sandbox.fault(Fault::once("POST /api/v10/oauth2/token", Action::status(503)));
    let form =
        [("grant_type", "refresh_token"), ("refresh_token", &tokens.refresh_token), ("client_id", seed::PUBLIC_APP)];
    assert_eq!(client.form("/api/oauth2/token", &form).status, 503);
    assert_eq!(client.form("/api/oauth2/token", &form).status, 200);
}

#[test]
fn refresh_tokens_live_as_long_as_the_settings_say() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    sandbox.settings(|settings| settings.refresh_token_seconds = Some(1000));
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    sandbox.advance(1001);
    assert!(!sandbox.is_refresh_token_valid(&tokens.refresh_token));
    let refused = client.refresh(seed::PUBLIC_APP, &tokens.refresh_token);
    assert_eq!((refused.status, refused.str("error")), (400, "invalid_grant"));
    assert_eq!(sandbox.reuse_count(), 0);
}

#[test]
fn clients_prove_who_they_are() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let fresh = || sandbox.link("ada", seed::CONFIDENTIAL_APP).refresh_token;
    let grant = |fields: &[(&str, &str)]| {
        let token = fresh();
        let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", token.as_str())];
        form.extend_from_slice(fields);
        let answer = client.form(TOKEN, &form);
        (answer.status, answer.json["error"].as_str().unwrap_or("").to_owned())
    };
    let id = ("client_id", seed::CONFIDENTIAL_APP);
    let refused = (401, "invalid_client".to_owned());
    assert_eq!(grant(&[id]), refused);
    assert_eq!(grant(&[id, ("client_secret", "wrong")]), refused);
    assert_eq!(grant(&[]), refused);
    assert_eq!(grant(&[id, ("client_secret", seed::CONFIDENTIAL_SECRET)]).0, 200);
    assert_eq!(grant(&[("client_id", seed::CONFIDENTIAL_CHILD)]), refused);

    let public = sandbox.link("ada", seed::PUBLIC_APP).refresh_token;
    let with_secret = client.form(
        TOKEN,
        &[
            ("grant_type", "refresh_token"),
            ("refresh_token", &public),
            ("client_id", seed::PUBLIC_APP),
            ("client_secret", "anything"),
        ],
    );
    assert_eq!(with_secret.status, 401);
    assert_eq!(client.refresh(seed::PUBLIC_CHILD_ALPHA, &public).status, 401);

    // HTTP Basic: 1200000000000000001:sandbox-client-secret
    let basic = "Basic MTIwMDAwMDAwMDAwMDAwMDAwMTpzYW5kYm94LWNsaWVudC1zZWNyZXQ=";
    let body = format!("grant_type=refresh_token&refresh_token={}", fresh());
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("authorization", basic)];
    assert_eq!(client.send("POST", TOKEN, &headers, &body).unwrap().status, 200);
}

#[test]
fn token_routes_take_forms_and_partner_routes_take_json() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let tokens = sandbox.link("ada", seed::PUBLIC_APP);
    let as_json = client.json(
        TOKEN,
        &json!({ "grant_type": "refresh_token", "refresh_token": tokens.refresh_token, "client_id": seed::PUBLIC_APP }),
    );
    assert_eq!((as_json.status, as_json.str("error")), (400, "invalid_request"));
    assert!(sandbox.is_refresh_token_valid(&tokens.refresh_token));
    let as_form = client.form(
        CHILD,
        &[("parent_access_token", &tokens.access_token), ("child_application_id", seed::PUBLIC_CHILD_ALPHA)],
    );
    assert_eq!((as_form.status, as_form.json["code"].as_u64()), (400, Some(50_035)));
    let kind = [("content-type", "application/json")];
    let broken = client.send("POST", CHILD, &kind, "{").unwrap();
    assert_eq!((broken.status, broken.json["code"].as_u64()), (400, Some(50_109)));
}

#[test]
fn a_bad_user_agent_is_refused() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let answer = client.get("/api/v10/oauth2/@me", &[("user-agent", "curl/8")]);
    assert_eq!((answer.status, answer.json["code"].as_u64()), (403, Some(40_333)));
    let answer = client.get("/api/v10/oauth2/@me", &[("user-agent", AGENT)]);
    assert_eq!(answer.status, 401);
    sandbox.settings(|settings| settings.check_user_agent = false);
    let answer = client.get("/api/v10/oauth2/@me", &[("user-agent", "curl/8")]);
    assert_eq!(answer.status, 401);
}

#[test]
fn a_child_lives_no_longer_than_its_parent() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.freeze_clock = true);
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::PUBLIC_APP);
    let child = client.child(&parent.access_token, seed::PUBLIC_CHILD_ALPHA);
    assert_eq!((child.status, child.json["expires_in"].as_u64()), (200, Some(604_800)));
    assert!(child.json.get("refresh_token").is_none());
    sandbox.advance(604_700);
    let late = client.child(&parent.access_token, seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(late.json["expires_in"], 100);
    sandbox.settings(|settings| settings.child_token_seconds = 30);
    let own = client.child(&parent.access_token, seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(own.json["expires_in"], 30);
    sandbox.advance(100);
    assert!(!sandbox.is_access_token_valid(late.str("access_token")));
    let dead = client.child(&parent.access_token, seed::PUBLIC_CHILD_ALPHA);
    assert_eq!((dead.status, dead.json["code"].as_u64()), (401, Some(50_025)));
}

#[test]
fn a_refresh_leaves_children_alive_and_a_revocation_kills_them() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::PUBLIC_APP);
    let other_app = sandbox.link("ada", seed::CONFIDENTIAL_APP);
    let other_player = sandbox.link("bob", seed::PUBLIC_APP);
    let child = client.child(&parent.access_token, seed::PUBLIC_CHILD_ALPHA);
    let child = child.str("access_token");
    let session = client.session(seed::GAME_KEY_ALPHA, child);
    let new = client.refresh(seed::PUBLIC_APP, &parent.refresh_token);
    assert!(sandbox.is_access_token_valid(child));

    let revoke = "/api/v10/oauth2/token/revoke";
    let token = new.str("access_token");
    let answer = client.form(revoke, &[("token", token), ("client_id", seed::PUBLIC_APP)]);
    assert_eq!((answer.status, answer.text.as_str()), (200, "{}"));
    assert!(!sandbox.is_access_token_valid(token));
    assert!(!sandbox.is_refresh_token_valid(new.str("refresh_token")));
    assert!(!sandbox.is_access_token_valid(child));
    assert!(sandbox.is_session_valid(session.str("session_token")));
    assert!(sandbox.is_access_token_valid(&other_app.access_token));
    assert!(sandbox.is_access_token_valid(&other_player.access_token));

    let unknown = client.form(revoke, &[("token", "nobody"), ("client_id", seed::PUBLIC_APP)]);
    assert_eq!(unknown.status, 200);
    let refresh = other_player.refresh_token.as_str();
    client.form(revoke, &[("token", refresh), ("token_type_hint", "refresh_token"), ("client_id", seed::PUBLIC_APP)]);
    assert!(!sandbox.is_access_token_valid(&other_player.access_token));
}

#[test]
fn a_player_can_unlink() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::PUBLIC_APP);
    let child = sandbox.child_token(&parent.access_token, seed::PUBLIC_CHILD_BETA);
    assert!(sandbox.is_child_token(&child));
    sandbox.revoke_player("ada");
    assert!(!sandbox.is_access_token_valid(&child));
    let refused = client.refresh(seed::PUBLIC_APP, &parent.refresh_token);
    assert_eq!((refused.status, refused.str("error")), (400, "invalid_grant"));
    assert_eq!(sandbox.reuse_count(), 0);
}

#[test]
fn child_exchanges_are_checked() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let public = sandbox.link("ada", seed::PUBLIC_APP).access_token;
    let confidential = sandbox.link("ada", seed::CONFIDENTIAL_APP).access_token;
    let send = |body: serde_json::Value| {
        let answer = client.json(CHILD, &body);
        (answer.status, answer.json["code"].as_u64())
    };
    let number: u64 = seed::PUBLIC_CHILD_ALPHA.parse().unwrap();
    let ok = (200, None);
    let form = (400, Some(50_035));
    let body = |token: &str, id: serde_json::Value| json!({ "parent_access_token": token, "child_application_id": id });
    assert_eq!(send(body(&public, json!(seed::PUBLIC_CHILD_BETA))), ok);
    assert_eq!(send(body(&public, json!(number))), ok);
    assert_eq!(send(body(&public, json!("abc"))), form);
    assert_eq!(send(body(&public, json!(1.5))), form);
    assert_eq!(send(json!({ "parent_access_token": public })), form);
    assert_eq!(send(json!({ "child_application_id": seed::PUBLIC_CHILD_ALPHA })), form);
    assert_eq!(send(body(&public, json!(seed::PUBLIC_APP))), (404, Some(10_002)));
    assert_eq!(send(body(&public, json!(seed::CONFIDENTIAL_CHILD))), (404, Some(10_002)));
    assert_eq!(send(body("nobody", json!(seed::PUBLIC_CHILD_ALPHA))), (401, Some(50_025)));
    let child = sandbox.child_token(&public, seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(send(body(&child, json!(seed::PUBLIC_CHILD_ALPHA))), (401, Some(50_025)));

    let with_secret = |token: &str, id: &str, secret: &str| {
        send(json!({ "parent_access_token": token, "child_application_id": id, "parent_client_secret": secret }))
    };
    assert_eq!(with_secret(&public, seed::PUBLIC_CHILD_ALPHA, "x"), form);
    assert_eq!(send(body(&confidential, json!(seed::CONFIDENTIAL_CHILD))), form);
    assert_eq!(with_secret(&confidential, seed::CONFIDENTIAL_CHILD, "wrong"), (401, Some(0)));
    let right = seed::CONFIDENTIAL_SECRET;
    assert_eq!(with_secret(&confidential, seed::CONFIDENTIAL_CHILD, right), ok);

    let missing = client.json(CHILD, &json!({ "parent_access_token": public }));
    let error = &missing.json["errors"]["child_application_id"]["_errors"][0];
    assert_eq!(error["code"], "BASE_TYPE_REQUIRED");
}

#[test]
fn a_publishers_backend_needs_no_secret_from_the_game() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::CONFIDENTIAL_APP).access_token;
    let mut body = json!({ "parent_access_token": parent, "child_application_id": seed::CONFIDENTIAL_CHILD });
    let answer = client.json("/backend/child-token", &body);
    assert_eq!(answer.status, 200);
    assert!(sandbox.is_child_token(answer.str("access_token")));
    body["parent_client_secret"] = json!(seed::CONFIDENTIAL_SECRET);
    assert_eq!(client.json("/backend/child-token", &body).status, 400);
}

#[test]
fn bearer_routes_know_whose_token_it_is() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let parent = sandbox.link("ada", seed::PUBLIC_APP).access_token;
    let child = sandbox.child_token(&parent, seed::PUBLIC_CHILD_ALPHA);
    let get = |path: &str, token: &str| {
        let bearer = format!("Bearer {token}");
        client.get(path, &[("authorization", &bearer)])
    };
    let me = get("/api/v10/oauth2/@me", &parent);
    assert_eq!(me.json["application"]["id"], seed::PUBLIC_APP);
    assert_eq!(me.json["user"]["username"], "ada");
    assert!(me.str("expires").ends_with("+00:00"));
    assert!(me.json["scopes"].as_array().unwrap().contains(&json!("identify")));
    sandbox.settings(|settings| settings.extra_scopes = Vec::new());
    let unnamed = sandbox.link("ada", seed::PUBLIC_APP).access_token;
    let me_unnamed = get("/api/v10/oauth2/@me", &unnamed);
    assert_eq!((me_unnamed.status, me_unnamed.json.get("user")), (200, None));
    assert!(me_unnamed.json["scopes"].as_array().unwrap().contains(&json!("openid")));
    let of_child = get("/api/v10/oauth2/@me", &child);
    assert_eq!(of_child.json["application"]["id"], seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(get("/api/v10/users/@me", &child).json["username"], "ada");
    assert_eq!(get("/api/v10/echo/a?b=c", &child).json["query"], "b=c");
    assert_eq!(get("/api/v10/echo/a", &parent).status, 401);
    sandbox.expire_access_token(&child);
    assert_eq!(get("/api/v10/echo/a", &child).status, 401);
    assert_eq!(get("/api/v10/nothing", &child).status, 404);
}
