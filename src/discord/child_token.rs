//! The child-token exchange of publisher authentication.

use super::{read_token, refuse, route};
use crate::answer::Token;
use crate::config::{self, Config};
use crate::error::Result;
use crate::http::{Method, Request};
use crate::kinds::TokenKind;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::task::Call;
use serde_json::{Value, json};
use std::time::Duration;

/// `parent_expires_in_s` is 0 where it is not known. A child lives no longer than its parent.
pub(crate) fn exchange(config: &Config, parent: Secret, child: &str, parent_expires_in_s: u64) -> Result<Call<Token>> {
    let child = config::snowflake("child_application_id", child)?;
    let id = match config.discord.child_id_as_number {
        true => Value::from(child.parse::<u64>().expect("a snowflake is a number")),
        false => Value::from(child.clone()),
    };
    let mut body = json!({ "parent_access_token": parent.expose(), "child_application_id": id });
    let mut request = match &config.discord.child_token_url {
        // The publisher's own backend adds the secret.
        Some(url) => {
            let request = Request::new(Method::POST, url.clone());
            match &config.discord.child_token_authorization {
                Some(value) => request.secret(value).header("Authorization", value.clone()),
                None => request,
            }
        }
        None => Request::new(Method::POST, route(config, "partner-sdk/child-token")),
    };
    if let (Some(secret), None) = (&config.discord.client_secret, &config.discord.child_token_url) {
        body["parent_client_secret"] = secret.expose().into();
        request = request.secret(secret);
    }
    let request = request.json(&body).secret(&parent);
    let mut call = Call::new("child token", request, Policy::Repeatable, refuse, move |response| {
        let mut token = read_token(response, TokenKind::Child, &child)?;
        if parent_expires_in_s > 0 {
            token.expires_in = token.expires_in.min(Duration::from_secs(parent_expires_in_s));
        }
        Ok(token)
    });
    // The publisher's backend is no service: its clock may be any.
    call.tells_time = config.discord.child_token_url.is_none();
    Ok(call)
}
