//! The device flow's two routes: a user code to show, and whether the player has answered.

use super::oauth2::{self, External};
use super::{DEFAULT_SCOPE, refuse};
use crate::answer::{Token, UserCode};
use crate::config::Config;
use crate::error::Result;
use crate::http::Response;
use crate::json::Object;
use crate::retry::Policy;
use crate::secret::Secret;
use crate::task::Call;
use std::time::Duration;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const DEFAULT_LIFE: Duration = Duration::from_secs(300);
const DEFAULT_INTERVAL: Duration = Duration::from_secs(5);

pub(crate) fn authorize(config: &Config, scope: Option<&str>) -> Result<Call<UserCode>> {
    let fields = [("scope", scope.unwrap_or(DEFAULT_SCOPE))];
    let request = oauth2::form(config, "oauth2/device/authorize", &fields)?;
    Ok(Call::new("device authorization", request, Policy::Repeatable, refuse, read_code))
}

/// Asks whether the player has answered on the other device.
pub(crate) fn token(config: &Config, code: &Secret, merge: &Option<External>) -> Result<Call<Token>> {
    oauth2::device_code(config, GRANT, code, merge)
}

fn read_code(response: &Response) -> Result<UserCode> {
    let body = Object::of(response)?;
    Ok(UserCode {
        device_code: body.required_secret("device_code")?,
        user_code: body.required_text("user_code")?,
        verification_uri: body.required_text("verification_uri")?,
        verification_uri_complete: body.text("verification_uri_complete"),
        expires_in: body.seconds("expires_in").unwrap_or(DEFAULT_LIFE),
        interval: body.seconds("interval").unwrap_or(DEFAULT_INTERVAL),
    })
}
