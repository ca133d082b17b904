//! Reading JSON answers: what is required is demanded, all else is taken as it comes.

use crate::error::{Error, Result};
use crate::http::Response;
use crate::secret::Secret;
use serde_json::{Map, Value};

/// An answer that is a JSON object.
pub(crate) struct Object(Map<String, Value>);

impl Object {
    pub(crate) fn of(response: &Response) -> Result<Self> {
        match response.json() {
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

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }

    pub(crate) fn integer(&self, name: &str) -> i64 {
        self.0.get(name).and_then(Value::as_i64).unwrap_or_default()
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

fn missing(name: &str) -> Error {
    Error::malformed(format!("the answer has no usable field {name}"))
}
