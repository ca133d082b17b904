//! Reading JSON answers: what is required is demanded, all else is taken as it comes. An answer may hold the only copy of a
//! token, so it is never given up for its form.

mod repair;

use crate::answer::LONGEST;
use crate::error::{Error, Result};
use crate::http::Response;
use crate::secret::Secret;
use repair::repair;
use serde_json::{Map, Value};
use std::time::Duration;

/// For routes that have nothing to tell: no body, or any JSON object. Whatever else says 200 is not the service, such as
/// the sign-in page of a network.
pub(crate) fn acknowledged(response: &Response) -> Result<()> {
    if response.text().trim().is_empty() || parse(response.text()).is_some_and(|body| body.is_object()) {
        return Ok(());
    }
    Err(Error::malformed("the answer is neither empty nor a JSON object"))
}

/// JSON, or what is nearly JSON.
fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&repair(text))).ok()
}

/// A length of time: never negative, and never so long that adding it to a time overflows.
pub(crate) fn duration(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds.clamp(0.0, LONGEST.as_secs_f64()))
}

/// An answer that is a JSON object.
pub(crate) struct Object(Map<String, Value>);

impl Object {
    pub(crate) fn of(response: &Response) -> Result<Self> {
        match parse(response.text()) {
            Some(Value::Object(fields)) => Ok(Self(fields)),
            _ => Err(Error::malformed("the answer is not a JSON object")),
        }
    }

    pub(crate) fn inner(&self, name: &str) -> Option<Self> {
        self.0.get(name)?.as_object().cloned().map(Self)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Text that is there and not empty.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Text, or a number as text: codes and ids come as both.
    pub(crate) fn text_or_number(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::Number(number) => Some(number.to_string()),
            _ => self.text(name),
        }
    }

    pub(crate) fn secret(&self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::from)
    }

    /// True, or what other languages write for it.
    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::String(text)) => matches!(text.trim(), "true" | "1"),
            Some(value) => value.as_bool() == Some(true) || value.as_f64() == Some(1.0),
            None => false,
        }
    }

    /// A number that has to be exact: an id or a code.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        whole(self.0.get(name)?)?.try_into().ok()
    }

    /// A number that counts something; 0 if there is none.
    pub(crate) fn integer(&self, name: &str) -> i64 {
        let number = self.0.get(name).and_then(whole).unwrap_or_default();
        number.clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }

    /// A length of time in seconds.
    pub(crate) fn seconds(&self, name: &str) -> Option<Duration> {
        self.real(name).map(duration)
    }

    /// A number with a fraction.
    pub(crate) fn real(&self, name: &str) -> Option<f64> {
        real(self.0.get(name)?)
    }

    /// Texts and numbers of an array, as texts.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let items = self.0.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| match item {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<String> {
        self.text(name).ok_or_else(|| missing(name))
    }

    pub(crate) fn required_secret(&self, name: &str) -> Result<Secret> {
        self.required_text(name).map(Secret::from)
    }

    pub(crate) fn required_number(&self, name: &str) -> Result<u64> {
        self.number(name).ok_or_else(|| missing(name))
    }
}

/// A number, also as text.
fn real(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A whole number, exactly if it is written as one. A fraction is cut off.
fn whole(value: &Value) -> Option<i128> {
    let exact = match value {
        Value::Number(number) => number.as_i128(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    exact.or_else(|| real(value).map(|number| number as i128))
}

fn missing(name: &str) -> Error {
    Error::malformed(format!("the answer has no usable field {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Object {
        match parse(text) {
            Some(Value::Object(fields)) => Object(fields),
            other => panic!("{text} is {other:?}"),
        }
    }

    #[test]
    fn lengths_of_time_however_they_are_written() {
        let seconds = |written: &str| object(&format!("{{\"x\":{written}}}")).seconds("x");
        for (written, expected) in [
            ("604800", 604_800.0),
            ("\"604800\"", 604_800.0),
            ("\" 3600 \"", 3600.0),
            ("604800.0", 604_800.0),
            ("6.048e5", 604_800.0),
            ("\"3600.5\"", 3600.5),
            ("0", 0.0),
            ("-1", 0.0),
            ("\"-3600\"", 0.0),
            ("9223372036854775807", LONGEST.as_secs_f64()),
            ("18446744073709551615", LONGEST.as_secs_f64()),
            ("99999999999999999999999", LONGEST.as_secs_f64()),
            ("1e300", LONGEST.as_secs_f64()),
        ] {
            assert_eq!(seconds(written), Some(Duration::from_secs_f64(expected)), "{written}");
        }
        for none in ["null", "true", "\"\"", "\"soon\"", "[3600]", "{}", "1e999", "\"1e999\"", "NaN", "\"NaN\""] {
            assert_eq!(seconds(none), None, "{none}");
        }
    }

    #[test]
    fn ids_are_exact_or_none() {
        let number = |written: &str| object(&format!("{{\"x\":{written}}}")).number("x");
        for (written, expected) in [
            ("17", 17),
            ("\"17\"", 17),
            ("17.0", 17),
            ("1.7e1", 17),
            ("18446744073709551615", u64::MAX),
            ("\"18446744073709551615\"", u64::MAX),
        ] {
            assert_eq!(number(written), Some(expected), "{written}");
        }
        for none in ["-1", "18446744073709551616", "1e30", "\"seventeen\"", "null"] {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn counts_and_flags_however_they_are_written() {
        let values = object(
            r#"{"a":"-5","b":5.9,"c":1e30,"d":"much","t1":true,"t2":1,"t3":"1","t4":"true","t5":1.0,"f1":false,"f2":0,"f3":"no"}"#,
        );
        assert_eq!(["a", "b", "c", "d", "e"].map(|name| values.integer(name)), [-5, 5, i64::MAX, 0, 0]);
        assert!(["t1", "t2", "t3", "t4", "t5"].iter().all(|name| values.flag(name)));
        assert!(["f1", "f2", "f3", "f4"].iter().all(|name| !values.flag(name)));
    }
}
