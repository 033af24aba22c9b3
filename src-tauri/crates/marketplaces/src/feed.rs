//! Rows of a page, read and converted one by one.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::http::row;
use crate::page::BadRow;

/// Why a row that could be parsed makes no sense all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// JSON path within the row.
    path: &'static str,
    /// What is wrong; never the buyer's words.
    reason: String,
}

impl Flaw {
    /// A field that is needed and not there, or unreadable.
    pub(crate) fn missing(path: &'static str) -> Self {
        Self::new(path, "missing or unreadable")
    }

    /// A field whose value cannot be.
    pub(crate) fn new(path: &'static str, reason: impl Into<String>) -> Self {
        Self {
            path,
            reason: reason.into(),
        }
    }
}

/// Reads and converts rows one by one. `Ok(None)` leaves a row out on purpose;
/// a flawed one is kept raw and loses nothing but itself.
pub(crate) fn rows<W, T>(
    raw: &[Value],
    convert: impl Fn(W) -> Result<Option<T>, Flaw>,
) -> (Vec<T>, Vec<BadRow>)
where
    W: DeserializeOwned,
{
    let (mut good, mut bad) = (Vec::with_capacity(raw.len()), Vec::new());
    for value in raw {
        let read = object(value).and_then(row::<W>).and_then(|read| {
            convert(read).map_err(|flaw| BadRow::new(value, flaw.path, flaw.reason))
        });
        match read {
            Ok(Some(converted)) => good.push(converted),
            Ok(None) => {}
            Err(broken) => bad.push(broken),
        }
    }
    (good, bad)
}

/// The same without any conversion, for lists where an unreadable row is nobody's.
pub(crate) fn readable<W: DeserializeOwned>(raw: &[Value]) -> Vec<W> {
    rows(raw, |read| Ok(Some(read))).0
}

/// Serde would read a list as an object, field after field in the order of our
/// own declaration: a guess.
fn object(raw: &Value) -> Result<&Value, BadRow> {
    match raw.is_object() {
        true => Ok(raw),
        false => Err(BadRow::new(raw, ".", "not an object")),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Deserialize)]
    struct Thing {
        id: i64,
    }

    #[test]
    fn one_bad_row_loses_only_itself() {
        let raw = [1, 0, -1, 2].map(|id| json!({ "id": id }));
        let raw = [raw.as_slice(), &[json!({"id": "x"}), json!([3])]].concat();
        let (good, bad) = rows(&raw, |thing: Thing| match thing.id {
            0 => Ok(None),
            id if id < 0 => Err(Flaw::new("id", "below zero")),
            id => Ok(Some(id)),
        });
        assert_eq!(good, [1, 2], "in their order, without the one left out");
        let bad: Vec<_> = bad
            .iter()
            .map(|row| (row.path.as_str(), row.raw.as_str()))
            .collect();
        let expected = [
            ("id", r#"{"id":-1}"#),
            ("id", r#"{"id":"x"}"#),
            (".", "[3]"),
        ];
        assert_eq!(bad, expected, "kept as they came");
    }
}
