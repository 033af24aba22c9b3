//! The JSON body of a request, read by pointers (`/filter/since`).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use crate::call::Call;

/// A JSON object that a client sent.
#[derive(Debug)]
pub(crate) struct Ask(Value);

impl Ask {
    /// The body of `call`; no body is an empty object. `None` when it is not a JSON object.
    pub(crate) fn of(call: &Call) -> Option<Self> {
        if call.body.is_empty() {
            return Some(Self(Value::Object(serde_json::Map::new())));
        }
        let body = call.json();
        body.is_object().then_some(Self(body))
    }

    /// Whether anything but null stands there.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        self.get(pointer).is_some()
    }

    /// What stands there; null counts as nothing.
    pub(crate) fn get(&self, pointer: &str) -> Option<&Value> {
        self.0.pointer(pointer).filter(|value| !value.is_null())
    }

    /// A text.
    pub(crate) fn text(&self, pointer: &str) -> Option<&str> {
        self.get(pointer)?.as_str()
    }

    /// A truth value.
    pub(crate) fn flag(&self, pointer: &str) -> Option<bool> {
        self.get(pointer)?.as_bool()
    }

    /// A whole number, written as a number or as a text of digits.
    pub(crate) fn whole(&self, pointer: &str) -> Option<i64> {
        whole(self.get(pointer)?)
    }

    /// Whole numbers of a list; what is none is left out.
    pub(crate) fn wholes(&self, pointer: &str) -> Vec<i64> {
        self.list(pointer).iter().filter_map(whole).collect()
    }

    /// Texts of a list; what is none is left out.
    pub(crate) fn texts(&self, pointer: &str) -> Vec<&str> {
        self.list(pointer)
            .iter()
            .filter_map(Value::as_str)
            .collect()
    }

    /// An instant in RFC 3339.
    ///
    /// # Errors
    /// The text when it is no instant.
    pub(crate) fn instant(&self, pointer: &str) -> Result<Option<DateTime<Utc>>, &str> {
        let Some(text) = self.text(pointer) else {
            return Ok(None);
        };
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| text)?;
        Ok(Some(at.with_timezone(&Utc)))
    }

    /// A day as `YYYY-MM-DD`.
    ///
    /// # Errors
    /// The text when it is no day.
    pub(crate) fn day(&self, pointer: &str) -> Result<Option<NaiveDate>, &str> {
        self.text(pointer)
            .map(|text| text.parse().map_err(|_| text))
            .transpose()
    }

    fn list(&self, pointer: &str) -> &[Value] {
        self.get(pointer)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }
}

fn whole(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_may_come_as_text_and_null_is_nothing() {
        let ask = Ask(json!({"a": "12", "b": [1, "2", null, "x"], "c": null, "t": "2026-01-02"}));
        assert_eq!(ask.whole("/a"), Some(12), "digits are a number");
        assert_eq!(ask.wholes("/b"), [1, 2], "what is no number is left out");
        assert!(!ask.has("/c"), "null is nothing");
        assert_eq!(
            ask.instant("/t"),
            Err("2026-01-02"),
            "a day is no instant, and the text tells which"
        );
        assert!(matches!(ask.day("/t"), Ok(Some(_))), "but it is a day");
    }
}
