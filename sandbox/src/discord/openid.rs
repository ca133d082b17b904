//! OpenID Connect: who the player is, signed, and what a client needs to check it.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Map, Value, json};

use super::scopes;
use crate::call::{Answer, Call, Reply};
use crate::world::World;

/// The same in every sandbox, and as public as this file: it proves nothing to anybody else.
static KEY: LazyLock<RsaKeyPair> =
    LazyLock::new(|| RsaKeyPair::from_pkcs8(include_bytes!("signing_key.pk8")).expect("the key is whole"));

/// What tells the key from others.
const KEY_ID: &str = "sandbox-1";

const LIFE_SECONDS: u64 = 3600;

/// `GET /.well-known/openid-configuration`.
pub(super) fn configuration(call: &Call) -> Reply {
    let base = call.base();
    let body = json!({
        "issuer": base,
        "authorization_endpoint": format!("{base}/oauth2/authorize"),
        "token_endpoint": format!("{base}/api/oauth2/token"),
        "revocation_endpoint": format!("{base}/api/oauth2/token/revoke"),
        "device_authorization_endpoint": format!("{base}/api/oauth2/device/authorize"),
        "jwks_uri": format!("{base}/api/oauth2/keys"),
        "scopes_supported": scopes::KNOWN,
        "response_types_supported": ["code"],
        "grant_types_supported":
            ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["iss", "sub", "aud", "iat", "exp", "nonce"],
    });
    Reply::json(200, &body)
}

/// `GET oauth2/keys`.
pub(super) fn keys() -> Reply {
    let public: PublicKeyComponents<Vec<u8>> = KEY.public().into();
    let key = json!({
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": KEY_ID,
        "n": URL_SAFE_NO_PAD.encode(public.n),
        "e": URL_SAFE_NO_PAD.encode(public.e),
    });
    Reply::json(200, &json!({ "keys": [key] }))
}

/// The answer of a grant, with an ID token if `openid` was granted.
pub(super) fn granted(world: &mut World, call: &Call, fields: Map<String, Value>, nonce: Option<&str>) -> Answer {
    let scope = fields.get("scope").and_then(Value::as_str).unwrap_or_default();
    if scopes::has(scope, "openid") {
        return identified(world, call, fields, nonce);
    }
    Ok(Reply::json(200, &fields).no_store())
}

/// The answer of a grant, with an ID token. The nonce is that of the authorize page; a refresh has none.
pub(super) fn identified(
    world: &mut World,
    call: &Call,
    mut fields: Map<String, Value>,
    nonce: Option<&str>,
) -> Answer {
    let access_token = fields.get("access_token").and_then(Value::as_str).unwrap_or_default();
    let token = world.access.get(access_token).cloned().ok_or_else(super::unauthorized)?;
    let now = world.clock.now();
    let mut claims = json!({
        "iss": call.base(),
        "sub": world.player(&token.player).user_id,
        "aud": token.application,
        "iat": now,
        "exp": now + LIFE_SECONDS,
    });
    if let Some(nonce) = nonce {
        claims["nonce"] = json!(nonce);
    }
    fields.insert("id_token".to_owned(), Value::String(signed(&claims)));
    Ok(Reply::json(200, &fields).no_store())
}

/// A JSON Web Token.
fn signed(claims: &Value) -> String {
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": KEY_ID });
    let [header, claims] = [&header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let mut signature = vec![0; KEY.public().modulus_len()];
    let text = format!("{header}.{claims}");
    KEY.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
        .expect("the signature is as long as the key");
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}
