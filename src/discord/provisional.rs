//! Provisional accounts: players without a Discord account.

use super::oauth2::External;
use super::{read_token, refuse, route};
use crate::answer::{Outcome, Token};
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::given::Text;
use crate::http::{Method, Request};
use crate::json;
use crate::kinds::TokenKind;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::status::Status::*;
use crate::task::{Call, Context, Gone, Step, Task};
use serde_json::{Value, json};

const MAX_USER_ID: usize = 1024;
const MAX_NAME: usize = 32;

/// Who vouches for the player.
pub(crate) enum Identity {
    External(External),
    /// A server, by its bot.
    Bot {
        token: Secret,
        user_id: String,
        name: Option<String>,
        /// A provisional account that is there already.
        account: Option<String>,
    },
}

impl Identity {
    pub(crate) fn bot(token: Secret, user_id: String, name: Option<String>, account: Option<String>) -> Result<Self> {
        config::header_text("bot_token", token.expose())?;
        if user_id.len() > MAX_USER_ID {
            return Err(Error::argument("external_user_id", "at most 1,024 bytes", Text::Hidden(&user_id)));
        }
        if let Some(name) = name.as_ref().filter(|name| name.chars().count() > MAX_NAME) {
            return Err(Error::argument("preferred_global_name", "at most 32 characters", Text::Hidden(name)));
        }
        let account = account.map(|id| config::snowflake("provisional_user_id", &id)).transpose()?;
        Ok(Self::Bot { token, user_id, name, account })
    }
}

pub(crate) fn get_token(config: &Config, identity: &Identity) -> Result<Vouched<Token>> {
    let application = config.discord.application_id()?.to_owned();
    let mut body = json!({});
    if let Identity::Bot { name, account, .. } = identity {
        for (field, value) in [("preferred_global_name", name), ("provisional_user_id", account)] {
            if let Some(value) = value {
                body[field] = value.as_str().into();
            }
        }
    }
    let request = request(config, identity, "partner-sdk/token", body)?;
    let call = Call::new("provisional token", request, Policy::Repeatable, refuse, move |response| {
        let mut token = read_token(response, TokenKind::Parent, &application)?;
        token.provisional = true;
        Ok(token)
    });
    Ok(Vouched::new(identity, call))
}

pub(crate) fn unmerge(config: &Config, identity: &Identity) -> Result<Vouched<()>> {
    let request = request(config, identity, "partner-sdk/provisional-accounts/unmerge", json!({}))?;
    let policy = Policy::Repeatable;
    let mut call = Call::new("unmerge provisional account", request, policy, refuse, json::acknowledged);
    call.gone = Some(Gone { says: says_parted, value: () });
    Ok(Vouched::new(identity, call))
}

/// Nothing to unmerge, or no such user.
fn says_parted(error: &Error) -> bool {
    error.status == KINPASS_ERROR_NOT_FOUND || error.service.code.as_deref() == Some("50229")
}

/// A call that somebody's token vouches for. To a malformed one Discord answers 500, every time: once the tries are used up,
/// that is no outage that ends by itself. A fresh token helps, or a later try with one.
pub(crate) struct Vouched<T> {
    call: Call<T>,
    external: bool,
}

impl<T> Vouched<T> {
    fn new(identity: &Identity, call: Call<T>) -> Self {
        Self { call, external: matches!(identity, Identity::External(_)) }
    }
}

impl<T: Send> Task for Vouched<T> {
    type Output = T;

    fn step(&mut self, context: &Context<'_>) -> Step<T> {
        let mut step = self.call.step(context);
        if let Step::Done(Outcome { result: Err(error), .. }) = &mut step
            && self.external
            && error.service.http_status == 500
        {
            error.status = KINPASS_ERROR_EXTERNAL_TOKEN;
            error.message += "; so Discord answers to a malformed external_auth_token";
        }
        step
    }
}

/// The bot's routes are the player's with `/bot` at their end.
fn request(config: &Config, identity: &Identity, path: &str, mut body: Value) -> Result<Request> {
    match identity {
        Identity::External(external) => {
            body["client_id"] = config.discord.application_id()?.into();
            body["external_auth_type"] = external.kind.into();
            body["external_auth_token"] = external.token.expose().into();
            let mut request = Request::new(Method::POST, route(config, path)).secret(&external.token);
            if let Some(secret) = &config.discord.client_secret {
                body["client_secret"] = secret.expose().into();
                request = request.secret(secret);
            }
            Ok(request.json(&body))
        }
        Identity::Bot { token, user_id, .. } => {
            body["external_user_id"] = user_id.as_str().into();
            Ok(Request::new(Method::POST, format!("{}/bot", route(config, path)))
                .secret(token)
                .header("Authorization", format!("Bot {}", token.expose()))
                .json(&body))
        }
    }
}
