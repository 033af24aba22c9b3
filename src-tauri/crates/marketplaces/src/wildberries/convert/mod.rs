//! From Wildberries' words to ours, row by row: a row that cannot be read is kept as it came and
//! costs no other.

mod ad;
mod advice;
mod chat;
mod claim;
mod finance;
mod listing;
mod order;
mod parcel;
mod price;
mod promotion;
mod question;
mod rating;
mod report;
mod review;
mod stock;
mod tariff;
mod traffic;

pub(super) use ad::{COMBINED, MANUAL, ad_days, ad_queries, campaign, left};
pub(super) use advice::{advised, lowest};
pub(super) use chat::chats;
pub(super) use claim::{claim, wants_text};
pub(super) use finance::{account, advertising, document, ledger, line_id};
pub(super) use listing::{binned, listing, sizes};
pub(super) use order::order;
pub(super) use parcel::{CODE, known_parcel, new_parcel, supply, task_id, task_made_at, word};
pub(super) use price::{Held, held, prices, standing};
pub(super) use promotion::{REGULAR, promotion, promotion_item};
pub(super) use question::{answer, question};
pub(super) use rating::shop_ratings;
pub(super) use report::{acquiring_report, sales_report};
pub(super) use review::{published, review};
pub(super) use stock::{merged, scheme, seller_stock, size_key, warehouse, wb_stock};
pub(super) use tariff::{commissions, rates};
pub(super) use traffic::{funnel, quality, search_term, turnover};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use serde_json::Value;

use crate::page::BadRow;

/// Hours by which Moscow is ahead of UTC; it has had no summer time since 2014.
const MOSCOW_HOURS: i32 = 3;

/// A moment. Without a zone it is Moscow's; the year 1 stands for "never" (WB API 12-reports).
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let at = DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .ok()
        .or_else(|| moscow(naive(text)?))?;
    (at.timestamp() > DateTime::UNIX_EPOCH.timestamp()).then_some(at)
}

fn naive(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            day.and_hms_opt(0, 0, 0)
        })
}

fn moscow(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let zone = FixedOffset::east_opt(MOSCOW_HOURS * 3600)?;
    let at = local.and_local_timezone(zone).single()?;
    Some(at.with_timezone(&Utc))
}

/// When a review or a question was written, for the walk; of a row that is otherwise bad, too.
pub(super) fn created_at(raw: &Value) -> Option<DateTime<Utc>> {
    moment(raw.get("createdDate")?.as_str()?)
}

/// A moment that a row cannot do without.
fn needed_moment(raw: &Value, path: &str, text: &str) -> Result<DateTime<Utc>, BadRow> {
    moment(text).ok_or_else(|| BadRow::new(raw, path, "no date and time"))
}

/// A value that a row cannot do without.
fn needed<T>(raw: &Value, path: &str, value: Option<T>) -> Result<T, BadRow> {
    value.ok_or_else(|| BadRow::new(raw, path, "missing"))
}

#[cfg(test)]
mod odd;
#[cfg(test)]
mod tests;
