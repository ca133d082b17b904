//! A player links in the browser: the authorize page, the redirect, the exchange.

use kinpass_sandbox::{Consent, Sandbox, seed};
use serde_json::{Value, json};

use super::{Answer, Client, TOKEN};

/// The verifier and challenge of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const REDIRECT: &str = "http://127.0.0.1:51234/callback";
pub fn encode(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

pub fn request<'a>(app: &'a str, redirect: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("response_type", "code"),
        ("client_id", app),
        ("scope", "openid sdk.social_layer"),
        ("redirect_uri", redirect),
        ("state", "s t&ate"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

/// The parameters of the redirect that answers.
pub fn redirected(answer: &Answer, to: &str) -> Value {
    assert_eq!(answer.status, 302, "{}", answer.text);
    let query = answer.header("location").unwrap().strip_prefix(to).unwrap();
    let pairs = form_urlencoded::parse(query.strip_prefix('?').unwrap().as_bytes());
    pairs.map(|(name, value)| (name.into_owned(), json!(value))).collect::<serde_json::Map<_, _>>().into()
}

pub fn authorize(client: &Client, fields: &[(&str, &str)]) -> Answer {
    client.get(&format!("/oauth2/authorize?{}", encode(fields)), &[])
}

pub fn exchange(client: &Client, app: &str, code: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("client_id", app),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    for (name, value) in more {
        form.retain(|(known, _)| known != name);
        if !value.is_empty() {
            form.push((name, value));
        }
    }
    client.form(TOKEN, &form)
}

pub fn code(sandbox: &Sandbox, client: &Client) -> String {
    sandbox.settings(|settings| settings.consent = Consent::Allow);
    let back = redirected(&authorize(client, &request(seed::PUBLIC_APP, REDIRECT)), REDIRECT);
    assert_eq!(back["state"], "s t&ate");
    back["code"].as_str().unwrap().to_owned()
}
