//! OAuth2 of the publisher's application, the parent.

use super::{read_token, refuse, route};
use crate::answer::{Authorization, Token};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::{Method, Request, Response};
use crate::json::{self, Object};
use crate::kinds::TokenKind;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::task::Call;

/// An external identity that vouches for a player: of a provisional account, or to be merged with one.
#[derive(Debug, Clone)]
pub(crate) struct External {
    /// Discord's name of the kind of token.
    pub(crate) kind: &'static str,
    pub(crate) token: Secret,
}

/// In whose name a request goes out.
pub(crate) struct Application<'a> {
    id: &'a str,
    secret: Option<&'a Secret>,
}

impl<'a> Application<'a> {
    /// The client's own.
    fn own(config: &'a Config) -> Result<Self> {
        Ok(Self { id: config.discord.application_id()?, secret: config.discord.client_secret.as_ref() })
    }

    /// The one with this id; the client's own, if there is none. A secret goes with the id that it belongs to.
    pub(crate) fn of(config: &'a Config, id: Option<&'a str>, secret: Option<&'a Secret>) -> Result<Self> {
        match (id, secret) {
            (None, Some(_)) => Err(Error::argument("application_id", "the one that client_secret is of", "nothing")),
            (None, None) => Self::own(config),
            (Some(id), None) if config.discord.application_id.as_deref() == Some(id) => Self::own(config),
            (Some(id), secret) => Ok(Self { id, secret }),
        }
    }
}

pub(crate) fn refresh(config: &Config, refresh_token: Secret) -> Result<Call<Token>> {
    let grant = [("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose())];
    let request = form(config, "oauth2/token", &grant)?.secret(&refresh_token);
    token_call(config, "refresh token", request)
}

pub(crate) fn exchange_code(
    config: &Config,
    code: Secret,
    redirect_uri: &str,
    code_verifier: Option<Secret>,
    merge: Option<External>,
) -> Result<Call<Token>> {
    let mut grant = vec![("grant_type", "authorization_code"), ("code", code.expose()), ("redirect_uri", redirect_uri)];
    if let Some(verifier) = &code_verifier {
        grant.push(("code_verifier", verifier.expose()));
    }
    add_external(&mut grant, &merge);
    let mut request = form(config, "oauth2/token", &grant)?.secret(&code);
    for secret in code_verifier.iter().chain(merge.as_ref().map(|merge| &merge.token)) {
        request = request.secret(secret);
    }
    token_call(config, "exchange code", request)
}

/// Asks whether the player has answered on the other device; once, for there is a pace to keep.
pub(super) fn device_code(
    config: &Config,
    grant: &str,
    code: &Secret,
    merge: &Option<External>,
) -> Result<Call<Token>> {
    let mut fields = vec![("grant_type", grant), ("device_code", code.expose())];
    add_external(&mut fields, merge);
    let mut request = form(config, "oauth2/token", &fields)?.secret(code);
    if let Some(merge) = merge {
        request = request.secret(&merge.token);
    }
    let mut call = token_call(config, "device token", request)?;
    call.policy = Policy::Once;
    Ok(call)
}

/// Of the client's own application.
pub(crate) fn revoke(config: &Config, token: Secret) -> Result<Call<()>> {
    Ok(revoke_of(config, &Application::own(config)?, &token))
}

/// To the token of another application Discord says yes, and does nothing.
pub(crate) fn revoke_of(config: &Config, application: &Application<'_>, token: &Secret) -> Call<()> {
    let request = form_of(config, application, "oauth2/token/revoke", &[("token", token.expose())]).secret(token);
    Call::new("revoke token", request, Policy::Repeatable, refuse, json::acknowledged)
}

pub(crate) fn get_authorization(config: &Config, access_token: Secret) -> Result<Call<Authorization>> {
    let request = Request::new(Method::GET, route(config, "oauth2/@me"))
        .secret(&access_token)
        .header("Authorization", format!("Bearer {}", access_token.expose()));
    Ok(Call::new("get authorization", request, Policy::Repeatable, refuse, read_authorization))
}

/// A form of the client's own application.
pub(super) fn form(config: &Config, path: &str, fields: &[(&str, &str)]) -> Result<Request> {
    Ok(form_of(config, &Application::own(config)?, path, fields))
}

/// A confidential client authenticates with HTTP Basic, a public one names itself.
fn form_of(config: &Config, application: &Application<'_>, path: &str, fields: &[(&str, &str)]) -> Request {
    use base64::Engine as _;
    let Application { id, secret } = application;
    let request = Request::new(Method::POST, route(config, path));
    match secret {
        Some(secret) => {
            // Form-encoded within (RFC 6749, 2.3.1); an id has nothing to encode.
            let encoded = url::form_urlencoded::byte_serialize(secret.expose().as_bytes());
            let pair = zeroize::Zeroizing::new(format!("{id}:{}", encoded.collect::<String>()));
            let basic = Secret::from(base64::engine::general_purpose::STANDARD.encode(pair.as_bytes()));
            let header = format!("Basic {}", basic.expose());
            // In this form, too, it must not come back in an error's text.
            request.secret(secret).secret(&basic).header("Authorization", header).form(fields)
        }
        None => {
            let named: Vec<_> = std::iter::once(("client_id", *id)).chain(fields.iter().copied()).collect();
            request.form(&named)
        }
    }
}

fn add_external<'a>(fields: &mut Vec<(&'a str, &'a str)>, external: &'a Option<External>) {
    if let Some(external) = external {
        fields.push(("external_auth_type", external.kind));
        fields.push(("external_auth_token", external.token.expose()));
    }
}

fn token_call(config: &Config, name: &'static str, request: Request) -> Result<Call<Token>> {
    let id = config.discord.application_id()?.to_owned();
    Ok(Call::new(name, request, Policy::SingleUse, refuse, move |response| {
        read_token(response, TokenKind::Parent, &id)
    }))
}

fn read_authorization(response: &Response) -> Result<Authorization> {
    let body = Object::of(response)?;
    let application = body.inner("application");
    let user = body.inner("user");
    Ok(Authorization {
        application_id: application
            .as_ref()
            .and_then(|it| it.text_or_number("id"))
            .ok_or_else(|| Error::malformed("the answer names no application"))?,
        application_name: application.as_ref().and_then(|it| it.text("name")),
        scope: body.texts("scopes").join(" "),
        expires: body.text("expires"),
        user_id: user.as_ref().and_then(|it| it.text_or_number("id")),
        user_name: user.as_ref().and_then(|it| it.text("username")),
        user_global_name: user.as_ref().and_then(|it| it.text("global_name")),
    })
}
