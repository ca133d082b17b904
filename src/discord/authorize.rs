//! The address of Discord's authorization page, with PKCE and state.

use crate::config::Config;
use crate::error::{Error, Result};
use crate::secret::{Secret, redact};
use crate::status::Status::*;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What Discord's authorization page is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) scope: String,
    pub(crate) prompt: Option<String>,
    pub(crate) nonce: Option<String>,
}

/// A page to open, and what its redirect is checked with.
#[derive(Clone)]
pub(crate) struct Authorization {
    pub(crate) url: String,
    pub(crate) redirect_uri: String,
    pub(crate) code_verifier: Secret,
    pub(crate) state: Secret,
}

pub(crate) fn create(config: &Config, page: &Page, redirect_uri: &str) -> Result<Authorization> {
    let code_verifier = random()?;
    let state = random()?;
    let digest = ring::digest::digest(&ring::digest::SHA256, code_verifier.expose().as_bytes());
    let challenge = URL_SAFE_NO_PAD.encode(digest);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", config.discord.application_id()?)
        .append_pair("scope", &page.scope)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("state", state.expose())
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256");
    for (name, value) in [("prompt", &page.prompt), ("nonce", &page.nonce)] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    // Discord wants spaces as %20; a literal plus is %2B already.
    let query = query.finish().replace('+', "%20");
    Ok(Authorization {
        url: format!("{}?{query}", config.discord.authorize_url),
        redirect_uri: redirect_uri.to_owned(),
        code_verifier,
        state,
    })
}

/// 256 bits as 43 characters, as PKCE wants them at the least.
fn random() -> Result<Secret> {
    let mut bytes = zeroize::Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bytes).map_err(|_| Error::internal("no source of randomness"))?;
    Ok(URL_SAFE_NO_PAD.encode(*bytes).into())
}

impl Authorization {
    /// The code that a redirect's query brings, if it belongs to this authorization.
    pub(crate) fn read_redirect(&self, query: &str) -> Result<Secret> {
        let find = |wanted: &str| {
            url::form_urlencoded::parse(query.as_bytes())
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| Secret::from(value.into_owned()))
                .filter(|value| !value.is_empty())
        };
        if !find("state").is_some_and(|state| self.state.same_as(state.expose())) {
            return Err(Error::refused(KINPASS_ERROR_STATE_MISMATCH, "state", "this authorization's", "another"));
        }
        match (find("code"), find("error")) {
            (Some(code), None) => Ok(code),
            (_, Some(error)) => {
                let denied = error.expose() == "access_denied";
                let status = if denied { KINPASS_ERROR_ACCESS_DENIED } else { KINPASS_ERROR_OAUTH2 };
                // Whoever sends the player here may put anything into it.
                let known = [self.state.clone(), self.code_verifier.clone(), find("code").unwrap_or_default()];
                let code = redact(error.expose(), &known);
                let code: String = code.chars().filter(|it| it.is_ascii_graphic()).take(100).collect();
                let mut error = Error::new(status, format!("Discord's page answered {code}"));
                error.service.code = Some(code);
                Err(error)
            }
            (None, None) => Err(Error::malformed("the redirect has neither code nor error")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects() {
        let authorization = Authorization {
            url: String::new(),
            redirect_uri: String::new(),
            code_verifier: "v".into(),
            state: "s+t".into(),
        };
        let read = |query| authorization.read_redirect(query);
        assert_eq!(read("code=a%20b&state=s%2Bt").unwrap().expose(), "a b");
        for (query, status) in [
            ("code=a", KINPASS_ERROR_STATE_MISMATCH),
            ("code=a&state=other", KINPASS_ERROR_STATE_MISMATCH),
            ("error=access_denied&state=other", KINPASS_ERROR_STATE_MISMATCH),
            ("error=access_denied&state=s%2Bt", KINPASS_ERROR_ACCESS_DENIED),
            ("error=server_error&state=s%2Bt", KINPASS_ERROR_OAUTH2),
            ("state=s%2Bt&code=", KINPASS_ERROR_MALFORMED_ANSWER),
            ("", KINPASS_ERROR_STATE_MISMATCH),
        ] {
            assert_eq!(read(query).unwrap_err().status, status, "{query}");
        }
    }
}
