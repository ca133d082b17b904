//! Secrets: made at random, shown as fingerprints only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::{Map, Value};

/// `sha256:` and the first eight hex digits of the secret's SHA-256: enough to tell two apart.
pub fn fingerprint(secret: &str) -> String {
    let hash = digest(&SHA256, secret.as_bytes());
    let mut text = String::with_capacity(15);
    text.push_str("sha256:");
    for byte in &hash.as_ref()[..4] {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// A new secret that begins with `prefix`.
pub(crate) fn random(prefix: &str) -> String {
    let mut bytes = [0_u8; 24];
    fill(&mut bytes);
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// A code that a person types: eight letters without look-alikes, in two groups.
pub(crate) fn user_code() -> String {
    const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
    let mut bytes = [0_u8; 8];
    fill(&mut bytes);
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
    let first: String = bytes[..4].iter().map(letter).collect();
    let second: String = bytes[4..].iter().map(letter).collect();
    format!("{first}-{second}")
}

/// The S256 challenge of a PKCE verifier.
pub(crate) fn s256(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

fn fill(bytes: &mut [u8]) {
    SystemRandom::new().fill(bytes).expect("the system's random numbers are available");
}

/// The fields of requests that hold secrets.
const SECRET_FIELDS: &[&str] = &[
    "access_token",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "external_auth_token",
    "parent_access_token",
    "parent_client_secret",
    "refresh_token",
    "token",
];

/// Whether a field of this name holds a secret.
pub(crate) fn is_secret_field(name: &str) -> bool {
    SECRET_FIELDS.contains(&name)
}

/// The same fields, with secrets as fingerprints.
pub(crate) fn redact(fields: &Map<String, Value>) -> Value {
    let mut redacted = Map::new();
    for (name, value) in fields {
        let shown = match value {
            Value::String(text) if is_secret_field(name) => Value::String(fingerprint(text)),
            Value::Object(inner) => redact(inner),
            other if is_secret_field(name) && !other.is_null() => Value::String(fingerprint(&other.to_string())),
            other => other.clone(),
        };
        redacted.insert(name.clone(), shown);
    }
    Value::Object(redacted)
}
