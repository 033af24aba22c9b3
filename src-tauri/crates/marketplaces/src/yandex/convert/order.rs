//! An order of the cabinet.

use domain::{Money, Order, OrderLine, OrderStatus};
use rust_decimal::Decimal;

use super::{money, scheme};
use crate::feed::Flaw;
use crate::yandex::wire::order::{Item, Order as Row, Prices};

/// One row. Test orders are left out, and so are orders that Market only
/// delivers: their sale is counted on the platform where it was made.
pub(in crate::yandex) fn order(row: &Row) -> Result<Option<Order>, Flaw> {
    if row.fake == Some(true) || !matches!(row.source_platform.as_str(), "" | "MARKET") {
        return Ok(None);
    }
    if row.order_id.is_empty() {
        return Err(Flaw::missing("orderId"));
    }
    let placed_at = row.creation_date.ok_or(Flaw::missing("creationDate"))?;
    let returned = row.status == "PARTIALLY_RETURNED";
    let lines: Result<Vec<Option<OrderLine>>, Flaw> = row
        .items
        .iter()
        .map(|item| line(item, &row.prices, returned))
        .collect();
    Ok(Some(Order {
        external_id: row.order_id.as_str().into(),
        status: status(&row.status),
        scheme: scheme(&row.program_type),
        placed_at,
        updated_at: row.update_date,
        lines: lines?.into_iter().flatten().collect(),
    }))
}

/// What came back of a partly returned order is no longer sold; the rest is.
fn status(word: &str) -> OrderStatus {
    match word {
        "PLACING" | "RESERVED" | "UNPAID" | "PENDING" => OrderStatus::New,
        "PROCESSING" => OrderStatus::Processing,
        "DELIVERY" | "PICKUP" => OrderStatus::Delivering,
        "DELIVERED" | "PARTIALLY_RETURNED" => OrderStatus::Delivered,
        "CANCELLED" => OrderStatus::Cancelled,
        "RETURNED" => OrderStatus::Returned,
        other => OrderStatus::Other(other.to_owned()),
    }
}

fn line(item: &Item, order: &Prices, partly: bool) -> Result<Option<OrderLine>, Flaw> {
    if item.offer_id.is_empty() {
        return Err(Flaw::missing("items.offerId"));
    }
    let count = item.count.unwrap_or_default();
    let quantity = if partly {
        count.saturating_sub(returned(item))
    } else {
        count
    };
    if quantity <= 0 {
        return Ok(None);
    }
    Ok(Some(OrderLine {
        listing: item.offer_id.as_str().into(),
        title: item.offer_name.clone(),
        quantity,
        price: price(&item.prices, count)
            .or_else(|| unpriced(order))
            .ok_or(Flaw::missing("items.prices"))?,
    }))
}

fn returned(item: &Item) -> i64 {
    let units = item
        .item_statuses
        .iter()
        .filter(|unit| unit.status == "RETURNED");
    units
        .filter_map(|unit| unit.count)
        .fold(0, i64::saturating_add)
}

/// The seller gets what the buyer pays in money and in points (`payment` +
/// `cashback`) and what Market adds (`subsidy`); all are sums over all units.
fn price(prices: &Prices, count: i64) -> Option<Money> {
    let currency = prices.payment.as_ref()?.currency_id.parse().ok()?;
    let paid = prices.payment.as_ref()?.value?;
    let extra = [&prices.cashback, &prices.subsidy];
    let sum = extra
        .into_iter()
        .filter_map(|part| part.as_ref()?.value)
        .try_fold(paid, Decimal::checked_add)?;
    Money::from_major(sum.checked_div(Decimal::from(count))?, currency).ok()
}

/// Orders that nobody paid for come without prices of their goods.
fn unpriced(order: &Prices) -> Option<Money> {
    money(order.payment.as_ref()).map(|paid| Money::zero(paid.currency))
}
