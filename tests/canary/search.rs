//! Finds any of many secrets in a text, however it is written.

use super::common::seed;
use std::collections::{BTreeSet, HashMap};

/// No secret is shorter.
pub const SHORTEST: usize = 8;

/// The forms of all secrets, by their first bytes: a text is gone through once, not once for each of them.
pub struct Search(HashMap<[u8; SHORTEST], Vec<String>>);

impl Search {
    pub fn new<'a>(secrets: impl Iterator<Item = &'a String>) -> Self {
        let mut by_start: HashMap<_, Vec<String>> = HashMap::new();
        for form in secrets.flat_map(|secret| forms(secret)) {
            let start = *form.as_bytes().first_chunk().expect("no form is shorter than its secret");
            by_start.entry(start).or_default().push(form);
        }
        Self(by_start)
    }

    pub fn finds(&self, text: &str) -> bool {
        let text = text.as_bytes();
        (0..text.len()).any(|at| {
            let rest = &text[at..];
            let forms = rest.first_chunk().and_then(|start| self.0.get(start));
            forms.is_some_and(|forms| forms.iter().any(|form| rest.starts_with(form.as_bytes())))
        })
    }
}

/// How a secret may be written: as it is, in JSON, in a form, in Base64, in a Basic header.
fn forms(secret: &str) -> BTreeSet<String> {
    use base64::Engine as _;
    let encode = |text: &str| base64::engine::general_purpose::STANDARD_NO_PAD.encode(text);
    let form: String =
        reqwest::Url::parse_with_params("http://localhost/", [("", secret)]).unwrap().query().unwrap()[1..].into();
    let json = serde_json::Value::from(secret).to_string();
    let json = json.trim_matches('"').to_owned();
    let basic = encode(&format!("{}:{secret}", seed::CONFIDENTIAL_APP));
    BTreeSet::from([secret.to_owned(), json, form, encode(secret), basic, encode(&format!("user:{secret}"))])
}
