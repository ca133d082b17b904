//! Answers of refusal: what both services have in common. And what services say, made fit to be read.

use crate::answer::LONGEST;
use crate::error::Error;
use crate::http::Response;
use crate::json::{self, Object};
use crate::secret::{Secret, redact};
use crate::status::Status::{self, *};
use crate::text::one_line;
use std::time::{Duration, SystemTime};

/// Texts of the service's are cut here.
const MAX_TEXT: usize = 500;
/// And not searched beyond this, long before they are shown to the end.
const MAX_SEARCHED: usize = 16 * MAX_TEXT;

/// What an HTTP status means where the body says nothing more exact.
pub(crate) fn status_of(http_status: u16) -> Status {
    match http_status {
        401 => KINPASS_ERROR_UNAUTHORIZED,
        403 => KINPASS_ERROR_FORBIDDEN,
        404 => KINPASS_ERROR_NOT_FOUND,
        423 => KINPASS_ERROR_LOCKED,
        429 => KINPASS_ERROR_RATE_LIMITED,
        500.. => KINPASS_ERROR_SERVICE_UNAVAILABLE,
        _ => KINPASS_ERROR_BAD_REQUEST,
    }
}

/// An error with all that headers and body tell, its texts redacted.
pub(crate) fn read(response: &Response, secrets: &[Secret]) -> (Error, Option<Object>) {
    let body = Object::of(response).ok();
    let text = |name: &str| Some(readable(&body.as_ref()?.text_or_number(name)?, secrets));
    let said = text("message").or_else(|| text("error_description")).or_else(|| text("error"));
    let message = match &said {
        Some(said) => format!("HTTP {}: {said}", response.status),
        None => format!("HTTP {}", response.status),
    };
    let mut error = Error::new(status_of(response.status), message);
    error.service.http_status = response.status;
    error.service.code = text("code").or_else(|| text("error"));
    error.service.request_id = text("request_id").or_else(|| header(response, "x-request-id", secrets));
    error.service.trace_id = text("trace_id").or_else(|| header(response, "cf-ray", secrets));
    error.service.retry_after = retry_after(response, body.as_ref());
    error.service.global = body.as_ref().is_some_and(|body| body.flag("global"));
    (error, body)
}

fn header(response: &Response, name: &str, secrets: &[Secret]) -> Option<String> {
    response.header(name).map(|text| readable(text, secrets))
}

/// A text of the service's as people may read it, on one line. Cut after redaction: a part of a secret might not be found.
pub(crate) fn readable(text: &str, secrets: &[Secret]) -> String {
    let beginning: String = text.chars().take(MAX_SEARCHED).collect();
    one_line(&redact(&beginning, secrets)).chars().take(MAX_TEXT).collect()
}

/// The larger of the header (seconds or a date) and the body (seconds with a fraction).
fn retry_after(response: &Response, body: Option<&Object>) -> Option<Duration> {
    let from_header = response.header("retry-after").and_then(|text| {
        text.trim().parse().ok().and_then(seconds).or_else(|| {
            let until = httpdate::parse_http_date(text).ok()?;
            // Both dates are the server's: a wrong clock here does no harm.
            let now = response.date().unwrap_or_else(SystemTime::now);
            Some(until.duration_since(now).unwrap_or_default().min(LONGEST))
        })
    });
    let from_body = body.and_then(|body| body.real("retry_after")).and_then(seconds);
    from_header.max(from_body)
}

/// What can't be a time to wait is none.
fn seconds(seconds: f64) -> Option<Duration> {
    (seconds.is_finite() && seconds >= 0.0).then(|| json::duration(seconds))
}
