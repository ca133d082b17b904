//! Provisional accounts: players without a Discord account.

use super::oauth2::External;
use super::{read_token, refuse, route};
use crate::answer::Token;
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::given::Text;
use crate::http::{Method, Request, Response};
use crate::kinds::TokenKind;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::task::Call;
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
    },
}

impl Identity {
    pub(crate) fn bot(token: Secret, user_id: String, name: Option<String>) -> Result<Self> {
        config::header_text("bot_token", token.expose())?;
        if user_id.len() > MAX_USER_ID {
            return Err(Error::argument("external_user_id", "at most 1,024 bytes", Text::Hidden(&user_id)));
        }
        if let Some(name) = name.as_ref().filter(|name| name.chars().count() > MAX_NAME) {
            return Err(Error::argument("preferred_global_name", "at most 32 characters", Text::Hidden(name)));
        }
        Ok(Self::Bot { token, user_id, name })
    }
}

pub(crate) fn get_token(config: &Config, identity: &Identity) -> Result<Call<Token>> {
    let application = config.discord.application_id()?.to_owned();
    let request = request(config, identity, "partner-sdk/token")?;
    Ok(Call::new("provisional token", request, Policy::Repeatable, refuse, move |response| {
        let mut token = read_token(response, TokenKind::Parent, &application)?;
        token.provisional = true;
        Ok(token)
    }))
}

pub(crate) fn unmerge(config: &Config, identity: &Identity) -> Result<Call<()>> {
    let request = request(config, identity, "partner-sdk/provisional-accounts/unmerge")?;
    Ok(Call::new("unmerge provisional account", request, Policy::Repeatable, refuse, Response::acknowledges))
}

/// The bot's routes are the player's with `/bot` at their end.
fn request(config: &Config, identity: &Identity, path: &str) -> Result<Request> {
    match identity {
        Identity::External(external) => {
            let mut body = json!({
                "client_id": config.discord.application_id()?,
                "external_auth_type": external.kind,
                "external_auth_token": external.token.expose(),
            });
            let mut request = Request::new(Method::POST, route(config, path)).secret(&external.token);
            if let Some(secret) = &config.discord.client_secret {
                body["client_secret"] = secret.expose().into();
                request = request.secret(secret);
            }
            Ok(request.json(&body))
        }
        Identity::Bot { token, user_id, name } => {
            let mut body = json!({ "external_user_id": user_id });
            if let Some(name) = name {
                body["preferred_global_name"] = Value::from(name.as_str());
            }
            Ok(Request::new(Method::POST, format!("{}/bot", route(config, path)))
                .secret(token)
                .header("Authorization", format!("Bot {}", token.expose()))
                .json(&body))
        }
    }
}
