//! A posting as an order.

use domain::{Money, Order, OrderLine, OrderStatus, Scheme};

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::posting::{FinancialData, Posting, Product};

/// One row of the seller's own warehouses.
pub(in crate::ozon) fn of_seller(row: &Posting) -> Result<Option<Order>, Flaw> {
    let scheme = match row.integration_type_flow.as_str() {
        "non_integrated" | "hybrid_non_integrated" => Scheme::SellerDelivery,
        _ => Scheme::Seller,
    };
    order(row, scheme)
}

/// One row of Ozon's warehouses.
pub(in crate::ozon) fn of_ozon(row: &Posting) -> Result<Option<Order>, Flaw> {
    order(row, Scheme::Marketplace)
}

/// Orders of other platforms that Ozon only delivers are counted there.
fn order(row: &Posting, scheme: Scheme) -> Result<Option<Order>, Flaw> {
    if row.external_order.is_external == Some(true) {
        return Ok(None);
    }
    if row.posting_number.is_empty() {
        return Err(Flaw::missing("posting_number"));
    }
    let placed_at = row.created_at.or(row.in_process_at);
    let lines: Result<Vec<Option<OrderLine>>, Flaw> = row
        .products
        .iter()
        .map(|product| line(product, &row.financial_data))
        .collect();
    Ok(Some(Order {
        external_id: row.posting_number.as_str().into(),
        status: status(&row.status),
        scheme,
        placed_at: placed_at.ok_or(Flaw::missing("in_process_at"))?,
        updated_at: None,
        lines: lines?.into_iter().flatten().collect(),
    }))
}

/// Disputes and parcels that the sorting centre sent back are neither sold nor
/// cancelled: they keep their word.
fn status(word: &str) -> OrderStatus {
    match word {
        "awaiting_registration"
        | "acceptance_in_progress"
        | "awaiting_approve"
        | "awaiting_verification"
        | "awaiting_packaging" => OrderStatus::New,
        "awaiting_deliver" => OrderStatus::Processing,
        "delivering" | "driver_pickup" | "sent_by_seller" => OrderStatus::Delivering,
        "delivered" => OrderStatus::Delivered,
        "cancelled" | "cancelled_from_split_pending" => OrderStatus::Cancelled,
        other => OrderStatus::Other(other.to_owned()),
    }
}

fn line(product: &Product, finance: &FinancialData) -> Result<Option<OrderLine>, Flaw> {
    let quantity = product.quantity.unwrap_or_default();
    if quantity <= 0 {
        return Ok(None);
    }
    Ok(Some(OrderLine {
        listing: sku(product.sku).ok_or(Flaw::missing("products.sku"))?,
        title: product.name.clone(),
        quantity,
        price: price(product, finance).ok_or(Flaw::missing("products.price"))?,
    }))
}

/// What the seller gets for one piece: the price after own discounts, once
/// Ozon has counted it; until then the price of the order.
fn price(product: &Product, finance: &FinancialData) -> Option<Money> {
    let ordered = product.price.as_ref()?;
    let counted = finance
        .products
        .iter()
        .find(|one| one.product_id == product.sku);
    let counted = counted
        .and_then(|one| one.price)
        .filter(|price| !price.is_zero());
    let currency = ordered.currency.parse().ok()?;
    Money::from_major(counted.or(ordered.amount)?, currency).ok()
}
