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
    let lines: Result<Vec<Vec<OrderLine>>, Flaw> = row
        .items
        .iter()
        .map(|item| lines(item, &row.prices, returned))
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

/// An item's pieces: one line, or two where its sum does not divide evenly, so that no part of a
/// kopeck is lost or made up.
fn lines(item: &Item, order: &Prices, partly: bool) -> Result<Vec<OrderLine>, Flaw> {
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
        return Ok(Vec::new());
    }
    let sum = sum(&item.prices).or_else(|| unpriced(order));
    let sum = sum.ok_or(Flaw::missing("items.prices"))?;
    let lines = pieces(sum, count, quantity).into_iter();
    Ok(lines
        .filter(|(quantity, _)| *quantity > 0)
        .map(|(quantity, price)| OrderLine {
            listing: item.offer_id.as_str().into(),
            title: item.offer_name.clone(),
            quantity,
            price,
        })
        .collect())
}

/// Of `count` pieces that cost `sum` together, `kept` with the price of each; those that bear a
/// minor unit more come first.
fn pieces(sum: Money, count: i64, kept: i64) -> [(i64, Money); 2] {
    let (each, over) = (sum.minor.div_euclid(count), sum.minor.rem_euclid(count));
    let dear = over.min(kept);
    [
        (dear, Money::new(each.saturating_add(1), sum.currency)),
        (kept - dear, Money::new(each, sum.currency)),
    ]
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
fn sum(prices: &Prices) -> Option<Money> {
    let currency = prices.payment.as_ref()?.currency_id.parse().ok()?;
    let paid = prices.payment.as_ref()?.value?;
    let extra = [&prices.cashback, &prices.subsidy];
    let sum = extra
        .into_iter()
        .filter_map(|part| part.as_ref()?.value)
        .try_fold(paid, Decimal::checked_add)?;
    Money::from_major(sum, currency).ok()
}

/// Orders that nobody paid for come without prices of their goods.
fn unpriced(order: &Prices) -> Option<Money> {
    money(order.payment.as_ref()).map(|paid| Money::zero(paid.currency))
}

#[cfg(test)]
mod tests {
    use domain::Currency;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_pieces_for_a_hundred_are_a_hundred() {
        let hundred = Money::new(10_000, Currency::RUB);
        let found = pieces(hundred, 3, 3).map(|(quantity, price)| (quantity, price.minor));
        assert_eq!(found, [(1, 3334), (2, 3333)], "not 99.99");
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole(minor in -1_000_000_i64..1_000_000_000_000, count in 1_i64..10_000) {
            let sum = Money::new(minor, Currency::UZS);
            let parts = pieces(sum, count, count);
            let whole: i64 = parts.iter().map(|(quantity, price)| quantity * price.minor).sum();
            prop_assert_eq!(whole, minor, "nothing is lost or made up");
            let quantity: i64 = parts.iter().map(|(quantity, _)| quantity).sum();
            prop_assert_eq!(quantity, count, "nor any piece");
        }

        #[test]
        fn what_is_kept_costs_its_share(minor in 0_i64..1_000_000_000, count in 1_i64..1_000, kept in 1_i64..1_000) {
            let kept = kept.min(count);
            let parts = pieces(Money::new(minor, Currency::RUB), count, kept);
            let whole: i64 = parts.iter().map(|(quantity, price)| quantity * price.minor).sum();
            let share = i128::from(minor) * i128::from(kept);
            let off = i128::from(whole) * i128::from(count) - share;
            prop_assert!(off >= 0 && off < i128::from(count) * i128::from(count), "less than a unit a piece");
        }
    }
}
