//! From Uzum's words to ours, row by row: a row that cannot be read is kept as it came and costs
//! no other.

mod finance;
mod listing;
mod order;
mod parcel;
mod product;
mod returned;
mod stock;
mod supply;

pub(super) use finance::{expense, sales, shelf_order};
pub(super) use listing::listings;
pub(super) use order::order;
pub(super) use parcel::parcel;
pub(super) use product::{commissions, prices, turnover};
pub(super) use returned::returns;
pub(super) use stock::{in_uzum_stock, sellers_stock};
pub(super) use supply::{invoice, shelf_invoice};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::Value;

use super::wire::Shop;
use crate::http::row;
use crate::page::BadRow;

/// Hours by which Tashkent is ahead of UTC; it has no summer time.
const TASHKENT_HOURS: i32 = 5;
/// Names under which lists come when they come in an envelope.
const NESTS: [&str; 5] = ["payload", "shops", "data", "content", "items"];

/// A moment: an ISO text (Tashkent's when it names no zone), epoch milliseconds, or these digits
/// as a text.
pub(super) fn moment(value: &Value) -> Option<DateTime<Utc>> {
    match value {
        Value::Number(number) => epoch(number.as_i64()?),
        Value::String(text) => {
            let text = text.trim();
            let digits = text.parse().ok().and_then(epoch);
            digits.or_else(|| iso(text))
        }
        _ => None,
    }
}

/// Milliseconds; what would lie in January 1970 is nobody's order.
fn epoch(millis: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(millis).filter(|at| at.timestamp() > 31 * 24 * 3600)
}

fn iso(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc));
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    let zone = FixedOffset::east_opt(TASHKENT_HOURS * 3600)?;
    let at = local.and_local_timezone(zone).single()?;
    Some(at.with_timezone(&Utc))
}

/// The day that a moment lies in at Uzum's place.
fn local_day(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(i64::from(TASHKENT_HOURS))).date_naive()
}

/// Shops of `GET /v1/shops`: a bare list by the description; in an envelope it is read, too.
/// Nothing when one of them cannot be read: without it all that it sells would look sold out.
pub(super) fn shops(answer: &Value) -> Option<Vec<(i64, Option<String>)>> {
    let shop = |raw| {
        let shop: Shop = row(raw).ok()?;
        Some((shop.id?, shop.name))
    };
    list(answer, NESTS.len()).map(|rows| rows.iter().map(shop).collect::<Option<_>>())?
}

fn list(answer: &Value, depth: usize) -> Option<&Vec<Value>> {
    match answer {
        Value::Array(rows) => Some(rows),
        Value::Object(fields) if depth > 0 => NESTS
            .iter()
            .filter_map(|name| fields.get(*name))
            .find_map(|inner| list(inner, depth - 1)),
        _ => None,
    }
}

/// A value that a row cannot do without.
fn needed<T>(raw: &Value, path: &str, value: Option<T>) -> Result<T, BadRow> {
    value.ok_or_else(|| BadRow::new(raw, path, "missing"))
}

#[cfg(test)]
mod tests;
