//! Orders: one row is one unit.

use domain::{Currency, Money, Order, OrderLine, OrderStatus, Scheme};
use serde_json::Value;

use super::super::wire::FeedOrder;
use super::{moment, needed, needed_moment};
use crate::http::row;
use crate::page::BadRow;

/// A unit sold, in the currency that the feed names for all its rows.
pub(crate) fn order(raw: &Value, currency: &str) -> Result<Order, BadRow> {
    let unit: FeedOrder = row(raw)?;
    let nm_id = needed(raw, "nmId", unit.nm_id)?;
    Ok(Order {
        external_id: needed(raw, "srid", unit.srid)?.into(),
        status: status(&unit.status),
        scheme: match unit.is_mp {
            Some(true) => Scheme::Seller,
            Some(false) => Scheme::Marketplace,
            None => Scheme::Unknown,
        },
        placed_at: needed_moment(raw, "createdAt", &unit.created_at)?,
        updated_at: unit.updated_at.as_deref().and_then(moment),
        lines: vec![OrderLine {
            listing: nm_id.into(),
            title: String::new(),
            quantity: 1,
            price: price(raw, &unit.seller_price, currency)?,
        }],
    })
}

fn price(raw: &Value, amount: &str, currency: &str) -> Result<Money, BadRow> {
    let currency: Currency = currency
        .parse()
        .map_err(|_| BadRow::new(raw, "currency", "unknown currency of the feed"))?;
    Money::parse_major(amount, currency)
        .map_err(|error| BadRow::new(raw, "sellerPrice", error.to_string()))
}

/// The feed's words (WB API 11-analytics of 2026-10-24).
fn status(word: &str) -> OrderStatus {
    match word {
        "created" => OrderStatus::New,
        "buyout" => OrderStatus::Delivered,
        "cancel" => OrderStatus::Cancelled,
        "return" | "returnDefective" => OrderStatus::Returned,
        other => OrderStatus::Other(other.to_owned()),
    }
}
