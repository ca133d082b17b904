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
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);
/// No code lives longer, whatever an answer says.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) fn authorize(config: &Config, scope: Option<&str>) -> Result<Call<UserCode>> {
    let fields = [("scope", scope.unwrap_or(DEFAULT_SCOPE))];
    let request = oauth2::form(config, "oauth2/device/authorize", &fields)?;
    Ok(Call::new("device authorization", request, Policy::Repeatable, refuse, read_code))
}

/// Asks, once, whether the player has answered on the other device.
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
        expires_in: body.seconds("expires_in").unwrap_or(DEFAULT_LIFE).min(LONGEST),
        interval: body.seconds("interval").unwrap_or(DEFAULT_INTERVAL).clamp(SHORTEST_INTERVAL, LONGEST),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_lives_for_a_sensible_time_and_is_not_asked_for_in_a_loop() {
        let read = |times: &str| {
            let body = format!("{{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"v\"{times}}}");
            let code = read_code(&Response { status: 200, headers: Default::default(), body: body.into() }).unwrap();
            (code.expires_in.as_secs(), code.interval.as_secs())
        };
        assert_eq!(read(""), (300, 5));
        assert_eq!(read(",\"expires_in\":600,\"interval\":7"), (600, 7));
        assert_eq!(read(",\"expires_in\":0,\"interval\":0"), (0, 1));
        let most = u64::MAX;
        assert_eq!(read(&format!(",\"expires_in\":{most},\"interval\":{most}")), (86_400, 86_400));
    }
}
