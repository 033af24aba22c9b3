//! Reading and writing column values that are not SQLite's own: moments, words,
//! JSON, money.

use chrono::{DateTime, TimeZone, Utc};
use domain::{Currency, Money};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row};

use crate::error::StoreError;

/// Unix milliseconds of a moment.
pub fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// The moment of unix milliseconds; those out of range become the nearest end.
pub fn moment(millis: i64) -> DateTime<Utc> {
    match Utc.timestamp_millis_opt(millis) {
        chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at,
        chrono::LocalResult::None if millis < 0 => DateTime::<Utc>::MIN_UTC,
        chrono::LocalResult::None => DateTime::<Utc>::MAX_UTC,
    }
}

/// The day of a moment in a zone, `YYYY-MM-DD`.
pub fn day(at: DateTime<Utc>, zone: chrono_tz::Tz) -> String {
    at.with_timezone(&zone).date_naive().to_string()
}

/// The stored JSON of a value.
pub(crate) fn to_json<T: Serialize + ?Sized>(
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Unreadable { column, source })
}

/// The stored word of an enum whose serde form is a string.
pub(crate) fn to_word<T: Serialize>(column: &'static str, value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Ok(other.to_string()),
        Err(source) => Err(StoreError::Unreadable { column, source }),
    }
}

/// An enum from its stored word.
pub(crate) fn from_word<T: DeserializeOwned>(word: String) -> Result<T, serde_json::Error> {
    serde_json::from_value(serde_json::Value::String(word))
}

/// Reads columns into the product's own types.
pub(crate) trait Columns {
    fn at(&self, column: &str) -> Result<DateTime<Utc>, Error>;
    fn maybe_at(&self, column: &str) -> Result<Option<DateTime<Utc>>, Error>;
    fn flag(&self, column: &str) -> Result<bool, Error>;
    fn text(&self, column: &str) -> Result<String, Error>;
    fn maybe_text(&self, column: &str) -> Result<Option<String>, Error>;
    fn number(&self, column: &str) -> Result<i64, Error>;
    fn maybe_number(&self, column: &str) -> Result<Option<i64>, Error>;
    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, Error>;
    fn maybe_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>, Error>;
    fn word<T: DeserializeOwned>(&self, column: &str) -> Result<T, Error>;
    fn maybe_money(&self, minor: &str, currency: &str) -> Result<Option<Money>, Error>;
}

fn unreadable(column: &str, source: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(source),
    }
}

impl Columns for SqliteRow {
    fn at(&self, column: &str) -> Result<DateTime<Utc>, Error> {
        self.try_get(column).map(moment)
    }

    fn maybe_at(&self, column: &str) -> Result<Option<DateTime<Utc>>, Error> {
        self.try_get::<Option<i64>, _>(column)
            .map(|at| at.map(moment))
    }

    fn flag(&self, column: &str) -> Result<bool, Error> {
        self.try_get::<i64, _>(column).map(|flag| flag != 0)
    }

    fn text(&self, column: &str) -> Result<String, Error> {
        self.try_get(column)
    }

    fn maybe_text(&self, column: &str) -> Result<Option<String>, Error> {
        self.try_get(column)
    }

    fn number(&self, column: &str) -> Result<i64, Error> {
        self.try_get(column)
    }

    fn maybe_number(&self, column: &str) -> Result<Option<i64>, Error> {
        self.try_get(column)
    }

    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, Error> {
        let text: &str = self.try_get(column)?;
        serde_json::from_str(text).map_err(|error| unreadable(column, error))
    }

    fn maybe_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>, Error> {
        let text: Option<&str> = self.try_get(column)?;
        text.map(serde_json::from_str)
            .transpose()
            .map_err(|error| unreadable(column, error))
    }

    fn word<T: DeserializeOwned>(&self, column: &str) -> Result<T, Error> {
        from_word(self.try_get(column)?).map_err(|error| unreadable(column, error))
    }

    fn maybe_money(&self, minor: &str, currency: &str) -> Result<Option<Money>, Error> {
        let amount: Option<i64> = self.try_get(minor)?;
        let code: Option<String> = self.try_get(currency)?;
        let (Some(minor), Some(code)) = (amount, code) else {
            return Ok(None);
        };
        let known: Currency = code.parse().map_err(|error| unreadable(currency, error))?;
        Ok(Some(Money::new(minor, known)))
    }
}

/// A number that fits, or the largest that does.
pub(crate) fn clamp_u32(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
