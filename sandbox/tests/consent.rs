//! Linking: the authorize page, PKCE, device codes, provisional accounts and their merging.

mod common;

use common::linking::{CHALLENGE, REDIRECT, authorize, code, exchange, redirected, request};
use common::{Client, TOKEN};
use kinpass_sandbox::{Consent, Sandbox, seed};
use serde_json::{Value, json};

const DEVICE: &str = "/api/v10/oauth2/device/authorize";
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

#[test]
fn a_person_allows_or_denies_on_the_page() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let fields = request(seed::PUBLIC_APP, REDIRECT);
    let page = authorize(&client, &fields);
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    for part in ["<form method=\"post\"", "value=\"allow\"", "value=\"deny\"", "name=\"player\"", "s t&amp;ate"] {
        assert!(page.text.contains(part), "{part}");
    }
    assert!(!page.text.contains("{{") && !page.text.contains("src=") && !page.text.contains("http-equiv"));

    let mut form = fields.clone();
    form.extend([("player", "bob"), ("decision", "allow")]);
    let back = redirected(&client.form("/oauth2/authorize", &form), REDIRECT);
    let tokens = exchange(&client, seed::PUBLIC_APP, back["code"].as_str().unwrap(), &[]);
    let bearer = format!("Bearer {}", tokens.str("access_token"));
    let me = client.get("/api/v10/users/@me", &[("authorization", &bearer)]);
    assert_eq!(me.json["username"], "bob");

    form.pop();
    form.push(("decision", "deny"));
    let back = redirected(&client.form("/oauth2/authorize", &form), REDIRECT);
    assert_eq!((back["error"].as_str(), back["state"].as_str()), (Some("access_denied"), Some("s t&ate")));
    assert!(back["error_description"].is_string() && back.get("code").is_none());
}

#[test]
fn consent_can_be_automatic() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    code(&sandbox, &client);
    sandbox.settings(|settings| settings.consent = Consent::Deny);
    let answer = authorize(&client, &request(seed::PUBLIC_APP, REDIRECT));
    assert_eq!(redirected(&answer, REDIRECT)["error"], "access_denied");
}

#[test]
fn authorize_requests_are_checked() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    sandbox.settings(|settings| settings.consent = Consent::Allow);
    let status = |app: &str, redirect: &str| authorize(&client, &request(app, redirect)).status;
    assert_eq!(status(seed::PUBLIC_CHILD_ALPHA, REDIRECT), 400);
    assert_eq!(status("5", REDIRECT), 400);
    for bad in [
        "http://127.0.0.1:99999/callback",
        "http://127.0.0.1.evil.example/callback",
        "http://127.0.0.1/other",
        "https://127.0.0.1/callback",
        "http://127.0.0.1:@evil/callback",
    ] {
        assert_eq!(status(seed::PUBLIC_APP, bad), 400, "{bad}");
    }
    let app_scheme = format!("discord-{}:/authorize/callback", seed::PUBLIC_APP);
    for good in [REDIRECT, seed::REDIRECT_LOOPBACK, seed::REDIRECT_CUSTOM, app_scheme.as_str()] {
        assert_eq!(status(seed::PUBLIC_APP, good), 302, "{good}");
    }
    assert_eq!(status(seed::CONFIDENTIAL_APP, &app_scheme), 400);

    let error = |app: &str, redirect: &str, change: &[(&str, &str)]| {
        let mut fields = request(app, redirect);
        for (name, value) in change {
            fields.retain(|(known, _)| known != name);
            if !value.is_empty() {
                fields.push((name, value));
            }
        }
        redirected(&authorize(&client, &fields), redirect)["error"].clone()
    };
    let public = |change: &[(&str, &str)]| error(seed::PUBLIC_APP, REDIRECT, change);
    assert_eq!(public(&[("response_type", "token")]), "unsupported_response_type");
    assert_eq!(public(&[("scope", "openid everything")]), "invalid_scope");
    assert_eq!(public(&[("scope", "")]), "invalid_scope");
    assert_eq!(public(&[("code_challenge_method", "plain")]), "invalid_request");
    let no_pkce = [("code_challenge", ""), ("code_challenge_method", "")];
    assert_eq!(public(&no_pkce), "invalid_request");
    assert_eq!(error(seed::CONFIDENTIAL_APP, REDIRECT, &no_pkce), Value::Null);
    assert_eq!(error(seed::CONFIDENTIAL_APP, seed::REDIRECT_CUSTOM, &no_pkce), "invalid_request");
}

#[test]
fn code_exchanges_are_checked() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let refused = |more: &[(&str, &str)]| {
        let code = code(&sandbox, &client);
        let answer = exchange(&client, seed::PUBLIC_APP, &code, more);
        assert_eq!(answer.status, 400);
        answer.str("error").to_owned()
    };
    assert_eq!(refused(&[("code_verifier", "")]), "invalid_grant");
    assert_eq!(refused(&[("code_verifier", CHALLENGE)]), "invalid_grant");
    assert_eq!(refused(&[("redirect_uri", "http://127.0.0.1:51235/callback")]), "invalid_grant");
    assert_eq!(refused(&[("redirect_uri", "")]), "invalid_request");
    assert_eq!(refused(&[("code", "unknown")]), "invalid_grant");
    assert_eq!(refused(&[("grant_type", "password")]), "unsupported_grant_type");

    let once = code(&sandbox, &client);
    let tokens = exchange(&client, seed::PUBLIC_APP, &once, &[]);
    assert_eq!(tokens.status, 200);
    assert_eq!(tokens.str("scope"), "openid sdk.social_layer identify");
    assert_eq!(exchange(&client, seed::PUBLIC_APP, &once, &[]).str("error"), "invalid_grant");
    assert_eq!(sandbox.code_reuse_count(), 1);

    let late = code(&sandbox, &client);
    sandbox.advance(61);
    assert_eq!(exchange(&client, seed::PUBLIC_APP, &late, &[]).str("error"), "invalid_grant");
    assert_eq!(sandbox.code_reuse_count(), 1);
}

fn poll(client: &Client, device_code: &str, more: &[(&str, &str)]) -> common::Answer {
    let mut form = vec![("grant_type", DEVICE_GRANT), ("client_id", seed::PUBLIC_APP), ("device_code", device_code)];
    form.extend_from_slice(more);
    client.form(TOKEN, &form)
}

fn device(client: &Client) -> common::Answer {
    let answer = client.form(DEVICE, &[("client_id", seed::PUBLIC_APP), ("scope", "openid sdk.social_layer")]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

#[test]
fn a_device_waits_for_its_player() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.freeze_clock = true);
    let client = Client::new(&sandbox);
    let asked = device(&client);
    assert_eq!((asked.json["interval"].as_u64(), asked.json["expires_in"].as_u64()), (Some(5), Some(300)));
    assert_eq!(asked.str("verification_uri"), format!("{}/activate", sandbox.url()));
    assert!(asked.str("verification_uri_complete").ends_with(asked.str("user_code")));
    let code = asked.str("device_code");
    let error = || poll(&client, code, &[]).json["error"].as_str().unwrap_or("").to_owned();
    assert_eq!(error(), "authorization_pending");
    assert_eq!(error(), "slow_down");
    sandbox.advance(6);
    assert_eq!(error(), "slow_down", "the interval has grown to 10");
    sandbox.advance(15);
    assert_eq!(error(), "authorization_pending");
    assert!(sandbox.approve_device(&asked.str("user_code").to_lowercase(), "ada"));
    sandbox.advance(15);
    let tokens = poll(&client, code, &[]);
    assert_eq!(tokens.status, 200);
    assert!(sandbox.is_refresh_token_valid(tokens.str("refresh_token")));
    assert_eq!(error(), "invalid_grant");
}

#[test]
fn a_device_code_is_denied_or_expires() {
    let sandbox = Sandbox::start();
    sandbox.settings(|settings| settings.device_interval = 0);
    let client = Client::new(&sandbox);
    let denied = device(&client);
    assert!(sandbox.deny_device(denied.str("user_code")));
    assert_eq!(poll(&client, denied.str("device_code"), &[]).str("error"), "access_denied");
    let late = device(&client);
    sandbox.advance(301);
    assert_eq!(poll(&client, late.str("device_code"), &[]).str("error"), "expired_token");
    assert!(!sandbox.approve_device(late.str("user_code"), "ada"));
    assert!(!sandbox.approve_device("ZZZZ-ZZZZ", "ada"));
    sandbox.settings(|settings| settings.consent = Consent::Allow);
    assert_eq!(poll(&client, device(&client).str("device_code"), &[]).status, 200);
    assert_eq!(client.form(DEVICE, &[("client_id", seed::PUBLIC_APP)]).str("error"), "invalid_scope");
    assert_eq!(client.form(DEVICE, &[("scope", "openid")]).str("error"), "invalid_client");
}

#[test]
fn the_device_page_takes_the_code() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let asked = device(&client);
    let code = asked.str("user_code");
    let page = client.get(&format!("/activate?user_code={code}"), &[]);
    assert!(page.status == 200 && page.text.contains("Lantern Games") && page.text.contains(code));
    let decide = |code: &str, decision: &str| {
        client.form("/activate", &[("user_code", code), ("player", "ada"), ("decision", decision)])
    };
    assert_eq!(decide("XXXX", "allow").status, 404);
    assert_eq!(decide(code, "allow").status, 200);
    assert_eq!(poll(&client, asked.str("device_code"), &[]).status, 200);
    let other = device(&client);
    assert_eq!(decide(other.str("user_code"), "deny").status, 200);
    assert_eq!(poll(&client, other.str("device_code"), &[]).str("error"), "access_denied");
}

const PROVISIONAL: &str = "/api/v10/partner-sdk/token";

fn identity(token: &str) -> Value {
    json!({ "client_id": seed::PUBLIC_APP, "external_auth_type": "STEAM_SESSION_TICKET", "external_auth_token": token })
}

#[test]
fn a_provisional_account_has_no_refresh_token() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let answer = client.json(PROVISIONAL, &identity("valid:steam-7"));
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.json.get("refresh_token").is_none());
    assert_eq!(answer.json["expires_in"], 604_800);
    for field in ["id_token", "scopes", "expires_at_s", "token_type", "scope"] {
        assert!(answer.json.get(field).is_some(), "{field}");
    }
    let child = client.child(answer.str("access_token"), seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(child.status, 200);
    sandbox.settings(|settings| settings.provisional_refresh_token = true);
    let answer = client.json(PROVISIONAL, &identity("valid:steam-7"));
    assert_eq!(client.refresh(seed::PUBLIC_APP, answer.str("refresh_token")).status, 200);
}

#[test]
fn external_tokens_are_refused_with_discords_codes() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    for (token, code) in [
        ("unconfigured", 530_000),
        ("expired", 530_001),
        ("issuer", 530_002),
        ("audience", 530_003),
        ("too_old", 530_004),
        ("noname:x", 530_006),
        ("oidc", 530_008),
        ("jwks", 530_009),
        ("nonsense", 530_020),
        ("kid", 530_027),
    ] {
        let answer = client.json(PROVISIONAL, &identity(token));
        assert_eq!((answer.status, answer.json["code"].as_u64()), (400, Some(code)), "{token}");
    }
    assert_eq!(client.json(PROVISIONAL, &identity("locked:x")).status, 423);
    let code = |body: &Value| client.json(PROVISIONAL, body).json["code"].as_u64();
    let mut body = identity("valid:x");
    body["client_id"] = json!(seed::CONFIDENTIAL_APP);
    assert_eq!(code(&body), Some(530_007));
    body["client_secret"] = json!(seed::CONFIDENTIAL_SECRET);
    assert_eq!(code(&body), None);
    body["client_secret"] = json!("x".repeat(1025));
    assert_eq!(code(&body), Some(50_035));
    let mut body = identity("valid:x");
    body["external_auth_type"] = json!("MYSPACE");
    assert_eq!(code(&body), Some(50_035));
    body["client_id"] = json!(seed::PUBLIC_CHILD_ALPHA);
    assert_eq!(code(&body), Some(10_002));
    assert_eq!(code(&identity("")), Some(50_035));
    assert_eq!(code(&identity(&"x".repeat(10_241))), Some(50_035));
}

#[test]
fn a_provisional_account_merges_into_a_full_one_and_parts_again() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let provisional = client.json(PROVISIONAL, &identity("valid:steam-7"));
    let merge = |token: &str| {
        let code = code(&sandbox, &client);
        let more = [("external_auth_type", "STEAM_SESSION_TICKET"), ("external_auth_token", token)];
        exchange(&client, seed::PUBLIC_APP, &code, &more)
    };
    let refused = merge("expired");
    assert_eq!((refused.status, refused.json["code"].as_u64()), (403, Some(50_025)));
    assert!(sandbox.is_access_token_valid(provisional.str("access_token")));
    assert_eq!(merge("valid:steam-7").status, 200);
    assert!(!sandbox.is_access_token_valid(provisional.str("access_token")));
    let full = client.json(PROVISIONAL, &identity("valid:steam-7"));
    assert_eq!((full.status, full.json["code"].as_u64()), (400, Some(530_010)));

    let unmerge = "/api/v10/partner-sdk/provisional-accounts/unmerge";
    assert_eq!(client.json(unmerge, &identity("valid:steam-7")).status, 204);
    assert_eq!(client.json(unmerge, &identity("valid:steam-7")).status, 404);
    assert_eq!(client.json(PROVISIONAL, &identity("valid:steam-7")).status, 200);

    sandbox.settings(|settings| settings.device_interval = 0);
    let asked = device(&client);
    let more = [("external_auth_type", "STEAM_SESSION_TICKET"), ("external_auth_token", "valid:steam-7")];
    assert_eq!(poll(&client, asked.str("device_code"), &more).status, 200);
    assert_eq!(client.json(PROVISIONAL, &identity("valid:steam-7")).json["code"], 530_010);
    let half = exchange(&client, seed::PUBLIC_APP, &code(&sandbox, &client), &more[..1]);
    assert_eq!(half.str("error"), "invalid_request");
}

#[test]
fn bots_name_external_users() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let send = |path: &str, bot: &str, body: Value| {
        let bot = format!("Bot {bot}");
        let headers = [("authorization", bot.as_str()), ("content-type", "application/json")];
        client.send("POST", &format!("/api/v10/partner-sdk/{path}"), &headers, &body.to_string()).unwrap()
    };
    let user = json!({ "external_user_id": "u-1", "preferred_global_name": "Uno" });
    let token = send("token/bot", seed::PUBLIC_BOT_TOKEN, user.clone());
    assert_eq!(token.status, 200);
    assert_eq!(send("token/bot", "wrong", user.clone()).status, 401);
    let long = json!({ "external_user_id": "u-1", "preferred_global_name": "x".repeat(33) });
    assert_eq!(send("token/bot", seed::PUBLIC_BOT_TOKEN, long).status, 400);
    assert_eq!(send("token/bot", seed::PUBLIC_BOT_TOKEN, json!({})).status, 400);

    let more =
        [("external_auth_type", "DISCORD_BOT_ISSUED_ACCESS_TOKEN"), ("external_auth_token", token.str("access_token"))];
    let code = code(&sandbox, &client);
    assert_eq!(exchange(&client, seed::PUBLIC_APP, &code, &more).status, 200);
    assert_eq!(send("token/bot", seed::PUBLIC_BOT_TOKEN, user.clone()).json["code"], 530_010);
    let unmerge = "provisional-accounts/unmerge/bot";
    // What names a new account is for a token only.
    assert_eq!(send(unmerge, seed::PUBLIC_BOT_TOKEN, user.clone()).status, 400);
    assert_eq!(send(unmerge, seed::PUBLIC_BOT_TOKEN, json!({ "external_user_id": "u-1" })).status, 204);
    assert_eq!(send("token/bot", seed::PUBLIC_BOT_TOKEN, user).status, 200);
}
