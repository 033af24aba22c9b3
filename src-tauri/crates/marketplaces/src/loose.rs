//! Reading other people's JSON without being strict about what does not matter: a number written
//! as a string, `null` for an empty list, a missing text. For `#[serde(deserialize_with)]`,
//! always beside `#[serde(default)]`.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text, or a number kept as its digits; `null` is empty.
///
/// # Errors
/// On an object, a list or a truth value.
pub fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(maybe_text(from)?.unwrap_or_default())
}

/// A text, or a number kept as its digits; `null` and the empty text are none.
///
/// # Errors
/// On an object, a list or a truth value.
pub fn maybe_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        Value::String(text) if text.is_empty() => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        other => Err(unlike::<D>("a text", &other)),
    }
}

/// A whole number, also as a string; `null` and the empty text are none.
///
/// # Errors
/// On anything else, a fraction included.
pub fn whole<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    let found = Value::deserialize(from)?;
    let read = match &found {
        Value::Null => return Ok(None),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text.trim().parse().ok(),
        // 12.0 is how some servers write 12.
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.to_string().strip_suffix(".0")?.parse().ok()),
        _ => None,
    };
    read.map(Some)
        .ok_or_else(|| unlike::<D>("a whole number", &found))
}

/// A decimal number, also as a string ("1 990,5"); `null` and the empty text are none. A JSON
/// number is read from its digits, so that no binary fraction ever touches money.
///
/// # Errors
/// On anything else.
pub fn amount<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    let found = Value::deserialize(from)?;
    let digits = match &found {
        Value::Null => return Ok(None),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text
            .split_whitespace()
            .collect::<String>()
            .replace(',', "."),
        _ => return Err(unlike::<D>("an amount", &found)),
    };
    if digits.is_empty() {
        return Ok(None);
    }
    let read = Decimal::from_str(&digits).or_else(|_| Decimal::from_scientific(&digits));
    read.map(Some).map_err(|_| unlike::<D>("an amount", &found))
}

/// An instant (RFC 3339). Whatever is none is `None`, and the row decides whether it can live
/// without: a broken time of change must not lose an order.
///
/// # Errors
/// Only where there is no JSON at all.
pub fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let found = Value::deserialize(from)?;
    let read = found
        .as_str()
        .and_then(|text| DateTime::parse_from_rfc3339(text.trim()).ok());
    Ok(read.map(|at| at.with_timezone(&Utc)))
}

/// A truth value, also as a string; `null` is none.
///
/// # Errors
/// On anything else.
pub fn truth<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        Value::Bool(truth) => Ok(Some(truth)),
        Value::String(text) if text == "true" => Ok(Some(true)),
        Value::String(text) if text == "false" => Ok(Some(false)),
        other => Err(unlike::<D>("true or false", &other)),
    }
}

/// `null` is the empty list, the empty object.
///
/// # Errors
/// When it is there and of another shape.
pub fn or_empty<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// Names the kind of what was found, never its content: it may be a buyer's text.
fn unlike<'de, D: Deserializer<'de>>(wanted: &str, found: &Value) -> D::Error {
    let kind = match found {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "another number",
        Value::String(_) => "another text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    D::Error::custom(format!("{wanted} was expected, {kind} came"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!(7), Some(Some(7)))]
    #[case(json!("9007199254740993"), Some(Some(9_007_199_254_740_993)))]
    #[case(json!(12.0), Some(Some(12)))]
    #[case(json!(null), Some(None))]
    #[case(json!(""), Some(None))]
    #[case(json!(1.5), None)]
    #[case(json!("seven"), None)]
    #[case(json!([7]), None)]
    fn whole_numbers(#[case] found: Value, #[case] expected: Option<Option<i64>>) {
        assert_eq!(whole(&found).ok(), expected, "{found}");
    }

    #[rstest]
    #[case(json!("A-1"), Some(Some("A-1")))]
    #[case(json!(100_001), Some(Some("100001")))]
    #[case(json!(""), Some(None))]
    #[case(json!(null), Some(None))]
    #[case(json!({}), None)]
    fn texts(#[case] found: Value, #[case] expected: Option<Option<&str>>) {
        let got = maybe_text(&found).ok();
        let expected = expected.map(|text| text.map(str::to_owned));
        assert_eq!(got, expected, "{found}");
    }

    #[rstest]
    #[case(json!(1990.1), Some(Some("1990.1")))]
    #[case(json!("1 990,10"), Some(Some("1990.10")))]
    #[case(json!(1e3), Some(Some("1000.0")))]
    #[case(json!(""), Some(None))]
    #[case(json!(null), Some(None))]
    #[case(json!("dear"), None)]
    #[case(json!(1e300), None)]
    fn amounts(#[case] found: Value, #[case] expected: Option<Option<&str>>) {
        let got = amount(&found)
            .ok()
            .map(|amount| amount.map(|amount| amount.to_string()));
        let expected = expected.map(|amount| amount.map(str::to_owned));
        assert_eq!(got, expected, "{found}");
    }

    #[rstest]
    #[case(json!("2026-11-22T13:00:00+03:00"), true)]
    #[case(json!("2026-11-22T10:00:00.5Z"), true)]
    #[case(json!("yesterday"), false)]
    #[case(json!(null), false)]
    #[case(json!(7), false)]
    fn moments(#[case] found: Value, #[case] expected: bool) {
        let got = moment(&found).expect("nothing but broken JSON is an error");
        assert_eq!(got.is_some(), expected, "{found}");
    }

    #[test]
    fn an_error_never_quotes_what_it_found() {
        let error = whole(&json!("call me at home")).unwrap_err().to_string();
        assert!(!error.contains("home"), "it may be a buyer's text: {error}");
    }
}
