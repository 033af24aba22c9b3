//! Orders.

use chrono::{DateTime, Utc};
use domain::{Currency, ExternalId, Money, Order, OrderLine, OrderStatus, Scheme};
use serde_json::Value;

use super::super::wire::{self, OrderItem};
use super::listing::{sku_coded, sku_of, sku_within};
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// An order with its lines; one bad line makes the order wrong, so it is bad as a whole.
pub(crate) fn order(raw: &Value) -> Result<Order, BadRow> {
    let found: wire::Order = row(raw)?;
    let placed_at = moment(&found.date_created)
        .ok_or_else(|| BadRow::new(raw, "dateCreated", "no date and time"))?;
    let status = status(&found.status);
    let over = matches!(status, OrderStatus::Cancelled | OrderStatus::Returned);
    let items = found.order_items.iter().enumerate();
    let lines: Result<Vec<OrderLine>, BadRow> = items
        .map(|(place, item)| line(raw, place, item, over))
        .collect();
    Ok(Order {
        external_id: needed(raw, "id", found.id)?.into(),
        status,
        scheme: scheme(&found.scheme),
        placed_at,
        updated_at: changed_at(&found),
        lines: lines?
            .into_iter()
            .filter(|line| line.quantity != 0)
            .collect(),
    })
}

fn line(raw: &Value, place: usize, item: &OrderItem, over: bool) -> Result<OrderLine, BadRow> {
    let path = |field: &str| format!("orderItems[{place}].{field}");
    let amount = needed(raw, &path("amount"), item.amount)?;
    let price = needed(raw, &path("sellerPrice"), item.seller_price)?;
    let title = [&item.product_title, &item.sku_title];
    Ok(OrderLine {
        listing: needed(raw, &path("productId"), listing(item))?,
        title: title
            .into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_default(),
        quantity: if over { amount } else { sold(amount, item) },
        price: Money::new(price, Currency::UZS),
    })
}

/// Pieces of an order that goes on without those that were cancelled or came back.
pub(super) fn sold(amount: i64, item: &OrderItem) -> i64 {
    let lost = [item.cancelled, item.amount_returns];
    lost.into_iter()
        .flatten()
        .fold(amount, i64::saturating_sub)
        .clamp(0, amount.max(0))
}

/// An item has no SKU number: the seller's own code is the best name, its product's the last.
pub(super) fn listing(item: &OrderItem) -> Option<ExternalId> {
    if let Some(code) = &item.seller_sku_code {
        return Some(sku_coded(code));
    }
    let product_id = item.product_id?;
    Some(match &item.sku_title {
        Some(title) => sku_of(product_id, title),
        None => sku_within(product_id),
    })
}

/// The newest date that the order bears.
fn changed_at(order: &wire::Order) -> Option<DateTime<Utc>> {
    let dates = [
        &order.date_created,
        &order.accepted_date,
        &order.delivering_date,
        &order.delivery_date,
        &order.delivered_to_delivery_point_date,
        &order.completed_date,
        &order.date_cancelled,
        &order.return_date,
    ];
    dates.into_iter().filter_map(moment).max()
}

/// The cabinet's tabs: new, being packed, in a supply, accepted by Uzum, waiting for the buyer,
/// handed out, cancelled (also what is being cancelled), returned.
pub(super) fn status(word: &str) -> OrderStatus {
    match word {
        "CREATED" => OrderStatus::New,
        "PACKING" | "PENDING_DELIVERY" => OrderStatus::Processing,
        "DELIVERING" | "DELIVERED" | "ACCEPTED_AT_DP" | "DELIVERED_TO_CUSTOMER_DELIVERY_POINT" => {
            OrderStatus::Delivering
        }
        "COMPLETED" => OrderStatus::Delivered,
        "CANCELED" | "PENDING_CANCELLATION" => OrderStatus::Cancelled,
        "RETURNED" => OrderStatus::Returned,
        other => OrderStatus::Other(other.to_owned()),
    }
}

pub(super) fn scheme(word: &str) -> Scheme {
    match word {
        "FBS" => Scheme::Seller,
        "DBS" => Scheme::SellerDelivery,
        "FBO" => Scheme::Marketplace,
        _ => Scheme::Unknown,
    }
}
