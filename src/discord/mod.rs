//! Discord: requests and answers as types. No threads, sockets, browsers or pointers.

pub(crate) mod authorize;
pub(crate) mod child_token;
pub(crate) mod device;
pub(crate) mod oauth2;
pub(crate) mod provisional;

use crate::answer::Token;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::{Method, Request, Response};
use crate::json::Object;
use crate::kinds::TokenKind;
use crate::refusal;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::status::Status::*;
use crate::task::Call;
use serde_json::Value;
use std::time::Duration;

/// Scopes that are asked for when the host names none.
pub(crate) const DEFAULT_SCOPE: &str = "openid sdk.social_layer_presence";

/// How long a token is trusted whose answer says nothing usable of its life; OAuth2 leaves that open. Short, because a token
/// that is thought to live when it is dead is handed to the host; not shorter, because each renewal spends a refresh token, and
/// a parent that has none ends with it. A child never outlives its parent, and a 401 tells of either sooner.
const UNTOLD_LIFE: Duration = Duration::from_secs(3600);

fn route(config: &Config, path: &str) -> String {
    format!("{}/{path}", config.discord.api_url)
}

/// Any route below the base, with a child token as Bearer. The answer is for the host to read.
pub(crate) fn authorized(config: &Config, token: Secret, method: Method, path: &str, body: Option<&Value>) -> Call<()> {
    let policy = Policy::of(&method);
    let request = Request::new(method, format!("{}{path}", config.discord.api_url))
        .secret(&token)
        .header("Authorization", format!("Bearer {}", token.expose()));
    let request = body.into_iter().fold(request, Request::foreign_json);
    Call::new("request", request, policy, refuse, |_| Ok(()))
}

/// Reads a token answer; `refresh_token` and `id_token` may be absent everywhere.
fn read_token(response: &Response, kind: TokenKind, application_id: &str) -> Result<Token> {
    let body = Object::of(response)?;
    let scopes = body.texts("scopes");
    Ok(Token {
        kind,
        provisional: false,
        application_id: application_id.to_owned(),
        access_token: body.required_secret("access_token")?,
        refresh_token: body.secret("refresh_token"),
        id_token: body.secret("id_token"),
        token_type: body.text("token_type").unwrap_or_else(|| "Bearer".into()),
        scope: body.text("scope").unwrap_or_else(|| scopes.join(" ")),
        expires_in: body.seconds("expires_in").unwrap_or(UNTOLD_LIFE),
    })
}

/// Reads a refusal of the OAuth2 routes (`error`) or of the REST routes (`code`).
fn refuse(response: &Response, secrets: &[Secret]) -> Error {
    let (mut error, body) = refusal::read(response, secrets);
    let oauth2 = body.as_ref().and_then(|body| body.text("error"));
    let code = body.as_ref().and_then(|body| body.number("code")).unwrap_or_default();
    error.status = match (oauth2.as_deref(), code, response.status) {
        // Rate limits and outages are told by the HTTP status, whatever the body says.
        (_, _, 429 | 500..) => error.status,
        (Some("invalid_grant"), ..) => KINPASS_ERROR_INVALID_GRANT,
        (Some("invalid_client"), ..) => KINPASS_ERROR_INVALID_CLIENT,
        (Some("access_denied"), ..) => KINPASS_ERROR_ACCESS_DENIED,
        (Some("expired_token"), ..) => KINPASS_ERROR_AUTHORIZATION_EXPIRED,
        // With whatever words the grant's route puts beside it.
        (_, 530_014 | 530_016 | 530_017 | 530_023, _) => KINPASS_ERROR_MERGE_REFUSED,
        (Some(_), _, 400) => KINPASS_ERROR_OAUTH2,
        (_, 530_000..=530_005 | 530_008 | 530_009 | 530_020 | 530_027, _) => KINPASS_ERROR_EXTERNAL_TOKEN,
        // With 401 it is an access token that was not accepted.
        (_, 50_025, 403) => KINPASS_ERROR_EXTERNAL_TOKEN,
        (_, 530_006, _) => KINPASS_ERROR_LOCKED,
        (_, 530_007, _) => KINPASS_ERROR_INVALID_CLIENT,
        (_, 530_010, _) => KINPASS_ERROR_ACCOUNT_EXISTS,
        _ => error.status,
    };
    error
}
