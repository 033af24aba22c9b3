//! Rows of a page, read and converted one by one.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

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

/// A row as it came: a tree of values, or, in the longest lists, the very text.
pub(crate) trait Raw {
    fn is_object(&self) -> bool;
    /// # Errors
    /// The row with the path of the mistake.
    fn read<W: DeserializeOwned>(&self) -> Result<W, BadRow>;
    fn bad(&self, path: &str, reason: String) -> BadRow;
}

impl Raw for Value {
    fn is_object(&self) -> bool {
        self.is_object()
    }

    fn read<W: DeserializeOwned>(&self) -> Result<W, BadRow> {
        row(self)
    }

    fn bad(&self, path: &str, reason: String) -> BadRow {
        BadRow::new(self, path, reason)
    }
}

impl Raw for Box<RawValue> {
    fn is_object(&self) -> bool {
        self.get().starts_with('{')
    }

    fn read<W: DeserializeOwned>(&self) -> Result<W, BadRow> {
        serde_json::from_str(self.get()).or_else(|_| row(&tree(self)))
    }

    fn bad(&self, path: &str, reason: String) -> BadRow {
        BadRow::new(&tree(self), path, reason)
    }
}

fn tree(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// Reads and converts rows one by one. `Ok(None)` leaves a row out on purpose;
/// a flawed one is kept raw and loses nothing but itself.
pub(crate) fn rows<R, W, T>(
    raw: &[R],
    convert: impl Fn(W) -> Result<Option<T>, Flaw>,
) -> (Vec<T>, Vec<BadRow>)
where
    R: Raw,
    W: DeserializeOwned,
{
    let (mut good, mut bad) = (Vec::with_capacity(raw.len()), Vec::new());
    for value in raw {
        let read = object(value).and_then(R::read::<W>);
        let read =
            read.and_then(|read| convert(read).map_err(|flaw| value.bad(flaw.path, flaw.reason)));
        match read {
            Ok(Some(converted)) => good.push(converted),
            Ok(None) => {}
            Err(broken) => bad.push(broken),
        }
    }
    (good, bad)
}

/// The same without any conversion, for lists where an unreadable row is nobody's.
pub(crate) fn readable<W: DeserializeOwned>(raw: &[impl Raw]) -> Vec<W> {
    rows(raw, |read| Ok(Some(read))).0
}

/// Serde would read a list as an object, field after field in the order of our
/// own declaration: a guess.
fn object<R: Raw>(raw: &R) -> Result<&R, BadRow> {
    match raw.is_object() {
        true => Ok(raw),
        false => Err(raw.bad(".", "not an object".to_owned())),
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
        let convert = |thing: Thing| match thing.id {
            0 => Ok(None),
            id if id < 0 => Err(Flaw::new("id", "below zero")),
            id => Ok(Some(id)),
        };
        let (good, bad) = rows(&raw, convert);
        assert_eq!(good, [1, 2], "in their order, without the one left out");
        let text = serde_json::to_string_pretty(&raw).expect("JSON");
        let texts: Vec<Box<RawValue>> = serde_json::from_str(&text).expect("rows");
        let same = rows(&texts, convert);
        assert_eq!(same, (good, bad.clone()), "as a text all the same");
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
