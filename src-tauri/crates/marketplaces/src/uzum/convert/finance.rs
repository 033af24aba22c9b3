//! Sold items and expenses: amounts of the ledger, and orders that no other list tells.

use chrono::{DateTime, Utc};
use domain::{
    Currency, ExternalId, LedgerKind, LedgerRow, Money, Order, OrderLine, OrderStatus, Scheme,
};
use serde_json::Value;

use super::super::wire::{Item, OrderItem, Payment};
use super::order::{listing, sold};
use super::{local_day, moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// Statuses of an item whose sums are settled or half so.
const SETTLED: [&str; 2] = ["TO_WITHDRAW", "PARTIALLY_CANCELLED"];

/// An item of an order that Uzum stores, as an order of its own: the item's number names it.
pub(crate) fn shelf_order(raw: &Value) -> Result<Order, BadRow> {
    let (item, goods): (Item, OrderItem) = (row(raw)?, row(raw)?);
    let id = needed(raw, "id", item.id)?;
    let placed_at =
        moment(&item.date).ok_or_else(|| BadRow::new(raw, "date", "no date and time"))?;
    let amount = needed(raw, "amount", goods.amount)?;
    let status = status(&item, &goods);
    let over = matches!(status, OrderStatus::Cancelled | OrderStatus::Returned);
    Ok(Order {
        external_id: format!("item:{id}").into(),
        status,
        scheme: Scheme::Marketplace,
        placed_at,
        updated_at: moment(&item.date_issued),
        lines: vec![OrderLine {
            listing: needed(raw, "productId", listing(&goods))?,
            title: title(&goods),
            quantity: if over { amount } else { sold(amount, &goods) },
            price: Money::new(
                needed(raw, "sellerPrice", goods.seller_price)?,
                Currency::UZS,
            ),
        }],
    })
}

/// An item that the buyer was given is delivered; before that Uzum only says that it is at it.
fn status(item: &Item, goods: &OrderItem) -> OrderStatus {
    let issued = moment(&item.date_issued).is_some();
    match item.status.as_str() {
        "TO_WITHDRAW" => OrderStatus::Delivered,
        "PROCESSING" | "PARTIALLY_CANCELLED" if issued => OrderStatus::Delivered,
        "PROCESSING" | "PARTIALLY_CANCELLED" => OrderStatus::Processing,
        "CANCELED" if goods.amount_returns.is_some_and(|pieces| pieces > 0) => {
            OrderStatus::Returned
        }
        "CANCELED" => OrderStatus::Cancelled,
        other => OrderStatus::Other(other.to_owned()),
    }
}

fn title(goods: &OrderItem) -> String {
    let titles = [&goods.product_title, &goods.sku_title];
    titles
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
}

/// Amounts of a sold item; none of one that is not settled, or was given up before it was paid.
pub(crate) fn sales(raw: &Value) -> Vec<Result<LedgerRow, BadRow>> {
    match amounts(raw) {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        Err(bad) => vec![Err(bad)],
    }
}

fn amounts(raw: &Value) -> Result<Vec<LedgerRow>, BadRow> {
    let (item, goods): (Item, OrderItem) = (row(raw)?, row(raw)?);
    let back = goods.amount_returns.unwrap_or_default().max(0);
    let settled = SETTLED.contains(&item.status.as_str());
    let given_back = item.status == "CANCELED" && back > 0;
    if !settled && !given_back {
        return Ok(Vec::new());
    }
    let id = needed(raw, "id", item.id)?;
    let at = day_of(raw, &item)?;
    let price = needed(raw, "sellerPrice", goods.seller_price)?;
    let ordered = needed(raw, "amount", goods.amount)?;
    let taken = ordered.saturating_sub(goods.cancelled.unwrap_or_default().max(0));
    let kept = taken.saturating_sub(back);
    let (commission, logistics) = fees(&item, price.saturating_mul(kept), kept);
    let amounts = [
        (LedgerKind::Sale, "sale", taken, price.saturating_mul(taken)),
        (
            LedgerKind::Return,
            "return",
            back,
            price.saturating_mul(back).saturating_neg(),
        ),
        (
            LedgerKind::Commission,
            "commission",
            0,
            commission.saturating_neg(),
        ),
        (
            LedgerKind::Logistics,
            "logisticDeliveryFee",
            0,
            logistics.saturating_neg(),
        ),
    ];
    let name = listing(&goods);
    let row = |(kind, word, quantity, amount): (LedgerKind, &str, i64, i64)| LedgerRow {
        external_id: format!("{id}:{word}").into(),
        report: None,
        day: local_day(at),
        kind,
        word: word.to_owned(),
        order: item.order_id.map(ExternalId::from),
        listing: name.clone(),
        quantity,
        amount: Money::new(amount, Currency::UZS),
    };
    let told = amounts.into_iter().filter(|(.., amount)| *amount != 0);
    Ok(told.map(row).collect())
}

/// The day on which a sale counts: when the buyer was given it, else when it was ordered. Uzum
/// tells no day of a return, so that one counts on the same.
fn day_of(raw: &Value, item: &Item) -> Result<DateTime<Utc>, BadRow> {
    let at = moment(&item.date_issued).or_else(|| moment(&item.date));
    at.ok_or_else(|| BadRow::new(raw, "date", "no date and time"))
}

/// Commission and delivery of all pieces. The description does not say whether they are told of
/// one piece or of all; the profit that stands beside them does.
fn fees(item: &Item, kept: i64, pieces: i64) -> (i64, i64) {
    let commission = item.commission.unwrap_or_default();
    let logistics = item.logistic_delivery_fee.unwrap_or_default();
    let profit = |times: i64| {
        kept.saturating_sub(commission.saturating_mul(times))
            .saturating_sub(logistics.saturating_mul(times))
    };
    let of_one = pieces > 1
        && item
            .seller_profit
            .is_some_and(|told| told == profit(pieces) && told != profit(1));
    let times = if of_one { pieces } else { 1 };
    (
        commission.saturating_mul(times),
        logistics.saturating_mul(times),
    )
}

/// An expense. What was taken back or given up counts for nothing, under the same name.
pub(crate) fn expense(raw: &Value) -> Result<LedgerRow, BadRow> {
    let payment: Payment = row(raw)?;
    let id = needed(raw, "id", payment.id)?;
    let at = moment(&payment.date_service).or_else(|| moment(&payment.date_created));
    let at = at.ok_or_else(|| BadRow::new(raw, "dateService", "no date and time"))?;
    let sum = needed(raw, "paymentPrice", payment.payment_price)?;
    let signed = match (payment.kind.as_str(), payment.status.as_str()) {
        (_, "REFUNDED" | "CANCELED") => 0,
        ("INCOME", _) => sum,
        ("OUTCOME", _) => sum.saturating_neg(),
        _ => return Err(BadRow::new(raw, "type", "neither in nor out")),
    };
    Ok(LedgerRow {
        external_id: format!("payment:{id}").into(),
        report: None,
        day: local_day(at),
        kind: kind(&payment),
        word: payment.source,
        order: None,
        listing: None,
        quantity: 0,
        amount: Money::new(signed, Currency::UZS),
    })
}

/// `source` is free text, told here by the words that it holds.
fn kind(payment: &Payment) -> LedgerKind {
    const WORDS: [(LedgerKind, &[&str]); 7] = [
        (LedgerKind::Storage, &["storage", "хранен", "saqla"]),
        (
            LedgerKind::Advertising,
            &[
                "market",
                "advert",
                "promo",
                "boost",
                "реклам",
                "продвиж",
                "reklama",
            ],
        ),
        (LedgerKind::Penalty, &["penalt", "fine", "штраф", "jarima"]),
        (
            LedgerKind::ReturnLogistics,
            &["return", "возврат", "qaytar"],
        ),
        (
            LedgerKind::Logistics,
            &["logist", "deliver", "логист", "достав", "yetkaz"],
        ),
        (LedgerKind::Subscription, &["subscri", "подпис", "obuna"]),
        (LedgerKind::Compensation, &["compens", "компенс", "qopla"]),
    ];
    let name = payment.name.as_deref().unwrap_or_default();
    let text = format!("{} {name}", payment.source).to_lowercase();
    let hit = WORDS
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| text.contains(word)));
    hit.map_or_else(
        || LedgerKind::Other(payment.source.to_lowercase()),
        |(kind, _)| kind,
    )
}
