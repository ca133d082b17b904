//! OpenID Connect: a strict client finds the addresses, gets an ID token, and can check it.

mod common;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use common::linking::{REDIRECT, authorize, exchange, redirected, request};
use common::{Answer, Client};
use kinpass_sandbox::{Consent, Sandbox, seed};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::{Value, json};

fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// The claims of an ID token whose signature is by the key that it names.
fn claims(id_token: &str, keys: &Value) -> Value {
    let (signed, signature) = id_token.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let header: Value = serde_json::from_slice(&decode(header)).unwrap();
    assert_eq!(header["alg"], "RS256");
    let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header["kid"]).unwrap();
    assert_eq!((&key["kty"], &key["use"], &key["alg"]), (&json!("RSA"), &json!("sig"), &json!("RS256")));
    let part = |name: &str| decode(key[name].as_str().unwrap());
    let key = RsaPublicKeyComponents { n: part("n"), e: part("e") };
    let check = |text: &str| key.verify(&RSA_PKCS1_2048_8192_SHA256, text.as_bytes(), &decode(signature));
    check(signed).expect("the signature is the key's");
    check(&format!("{signed}A")).expect_err("and of this text only");
    serde_json::from_slice(&decode(claims)).unwrap()
}

/// A player links by a page that was given `nonce`.
fn link(sandbox: &Sandbox, client: &Client, nonce: &str) -> Answer {
    sandbox.settings(|settings| settings.consent = Consent::Allow);
    let mut page = request(seed::PUBLIC_APP, REDIRECT);
    page.push(("nonce", nonce));
    let back = redirected(&authorize(client, &page), REDIRECT);
    exchange(client, seed::PUBLIC_APP, back["code"].as_str().unwrap(), &[])
}

fn found(client: &Client) -> (Value, Value) {
    let any = [("user-agent", "any client")];
    let configuration = client.get("/.well-known/openid-configuration", &any).json;
    let keys = client.get("/api/oauth2/keys", &any);
    assert_eq!(keys.status, 200);
    (configuration, keys.json)
}

#[test]
fn the_configuration_names_routes_that_are_there() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let (configuration, _) = found(&client);
    assert_eq!(configuration["issuer"], sandbox.url());
    let path = |name: &str| configuration[name].as_str().unwrap().strip_prefix(&sandbox.url()).unwrap().to_owned();
    assert_eq!(client.get(&path("jwks_uri"), &[]).status, 200);
    assert_eq!(client.get(&path("authorization_endpoint"), &[]).status, 400);
    for name in ["token_endpoint", "revocation_endpoint", "device_authorization_endpoint"] {
        assert_eq!(client.form(&path(name), &[("token", "x")]).str("error"), "invalid_client", "{name}");
    }
}

#[test]
fn an_id_token_verifies_and_brings_the_nonce_back() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let (configuration, keys) = found(&client);
    let answer = link(&sandbox, &client, "n 0/S6");
    let told = claims(answer.str("id_token"), &keys);
    assert_eq!(told["iss"], configuration["issuer"]);
    assert_eq!(told["aud"], seed::PUBLIC_APP);
    assert_eq!(told["nonce"], "n 0/S6");
    let now = sandbox.now();
    assert!(told["iat"].as_u64().unwrap() <= now && now < told["exp"].as_u64().unwrap());
    let bearer = format!("Bearer {}", answer.str("access_token"));
    let me = client.get("/api/users/@me", &[("authorization", &bearer)]);
    assert_eq!(told["sub"], me.json["id"]);
}

#[test]
fn no_nonce_is_none_also_after_a_refresh() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let (_, keys) = found(&client);
    let without = link(&sandbox, &client, "");
    assert_eq!(claims(without.str("id_token"), &keys).get("nonce"), None);
    let with = link(&sandbox, &client, "n");
    let refreshed = client.refresh(seed::PUBLIC_APP, with.str("refresh_token"));
    let told = claims(refreshed.str("id_token"), &keys);
    assert_eq!((told.get("nonce"), &told["sub"]), (None, &claims(with.str("id_token"), &keys)["sub"]));
}

#[test]
fn a_provisional_account_has_an_id_token_too() {
    let sandbox = Sandbox::start();
    let client = Client::new(&sandbox);
    let (_, keys) = found(&client);
    let identity = json!({
        "client_id": seed::PUBLIC_APP,
        "external_auth_type": "STEAM_SESSION_TICKET",
        "external_auth_token": "valid:steam-7",
    });
    let answer = client.json("/api/v10/partner-sdk/token", &identity);
    assert_eq!(claims(answer.str("id_token"), &keys)["aud"], seed::PUBLIC_APP);
}
