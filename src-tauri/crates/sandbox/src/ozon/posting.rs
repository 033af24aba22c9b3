//! What postings of both schemes share: numbers, window, paging, prices.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::goods::sku;
use super::{STALL, card, parcel, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Line, Order, Stage};

/// From and to, both included.
type Window = (DateTime<Utc>, DateTime<Utc>);

/// Longest window that may be asked for.
const YEAR: TimeDelta = TimeDelta::days(366);

/// Ozon's number of the order.
pub(super) fn order_id(order: &Order) -> u64 {
    39_100_000_000 + order.number
}

/// The order's number as people see it.
pub(super) fn order_number(order: &Order) -> String {
    let id = order_id(order);
    format!("{}-{:04}", id / 37, id % 9_973)
}

/// The posting's number; an order leaves in one posting here.
pub(super) fn posting_number(order: &Order) -> String {
    format!("{}-1", order_number(order))
}

/// A page of postings from the seller's own warehouse (FBS) or Ozon's (FBO).
pub(super) struct Asked {
    pub(super) ask: Ask,
    pub(super) page: Page<Arc<Order>>,
}

/// Reads what is asked for and cuts the page. `status` says what a posting's stage is called.
pub(super) fn asked(
    bazaar: &Bazaar,
    call: &Call,
    own: bool,
    status: impl Fn(&Order, Stage) -> &'static str,
) -> Result<Asked, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let (since, to) = window(&ask)?;
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=100).contains(limit))
        .and_then(|limit| usize::try_from(limit).ok())
        .ok_or_else(|| refuse::invalid("limit: value must be inside range [1, 100]"))?;
    let after = match ask.text("/cursor").filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => {
            Some(Place::read(cursor).ok_or_else(|| refuse::invalid("cursor: invalid value"))?)
        }
        None => None,
    };
    let changed = changed(&ask)?;
    let statuses = ask.texts("/filter/statuses");
    let numbers = ask.texts("/filter/order_numbers");
    let postings = ask.texts("/filter/posting_numbers");
    let places = ask.wholes("/filter/warehouse_ids");
    let newest_first = ask.text("/sort_dir") == Some("DESC");
    let since = after
        .filter(|_| !newest_first)
        .map_or(since, |after| since.max(after.at()));
    let sold = bazaar.world.each_order(&STALL, since, call.now.min(to));
    let orders = sold.filter(|order| {
        let (stage, began) = match own {
            true => parcel::stage(bazaar, order, call.now),
            false => order.stage(call.now),
        };
        order.warehouse.own == own
            && (statuses.is_empty() || statuses.contains(&status(order, stage)))
            && (numbers.is_empty() || numbers.contains(&order_number(order).as_str()))
            && (postings.is_empty() || postings.contains(&posting_number(order).as_str()))
            && (places.is_empty() || places.contains(&order.warehouse.id))
            && changed.is_none_or(|(from, to)| began >= from && began <= to)
    });
    let place = |order: &Arc<Order>| Place::of(order.created, order.number);
    let page = match newest_first {
        true => Page::cut(orders.collect(), place, true, after, limit),
        false => Page::oldest(orders, place, after, limit),
    };
    Ok(Asked { ask, page })
}

fn window(ask: &Ask) -> Result<Window, Reply> {
    let (since, to) = (instant(ask, "/filter/since")?, instant(ask, "/filter/to")?);
    let (Some(since), Some(to)) = (since, to) else {
        return Err(refuse::invalid(
            "filter.since, filter.to: value is required",
        ));
    };
    if to - since > YEAR {
        return Err(refuse::invalid("PERIOD_IS_TOO_LONG"));
    }
    Ok((since, to))
}

fn changed(ask: &Ask) -> Result<Option<Window>, Reply> {
    let root = "/filter/last_changed_status_date";
    if !ask.has(root) {
        return Ok(None);
    }
    let from = instant(ask, &format!("{root}/from"))?;
    let to = instant(ask, &format!("{root}/to"))?;
    Ok(Some((
        from.unwrap_or(DateTime::<Utc>::MIN_UTC),
        to.unwrap_or(DateTime::<Utc>::MAX_UTC),
    )))
}

/// An instant of the body, refused when it is none.
pub(super) fn instant(ask: &Ask, pointer: &str) -> Result<Option<DateTime<Utc>>, Reply> {
    ask.instant(pointer)
        .map_err(|text| refuse::invalid(&format!("parsing time {text:?}: invalid format")))
}

/// A page's answer, with `count` where the method tells it.
pub(super) fn framed<T>(
    page: &Page<T>,
    postings: &[impl Serialize],
    count: Option<usize>,
) -> Reply {
    Reply::told(&Frame {
        cursor: page.next().unwrap_or_default(),
        has_next: page.more,
        postings,
        count,
    })
}

#[derive(Serialize)]
struct Frame<'a, T> {
    cursor: String,
    has_next: bool,
    postings: &'a [T],
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
}

/// Goods of a posting, fields that both schemes have.
pub(super) fn product(bazaar: &Bazaar, line: &Line) -> Value {
    let product = bazaar.world.products().get(line.product);
    json!({
        "is_marketplace_buyout": false,
        "name": product.map(|product| product.name.ru.as_str()),
        "offer_id": product.map(|product| product.article.as_str()),
        "price": {"amount": card::money(line.price), "currency": "RUB"},
        "quantity": line.quantity,
        "sku": product.map(sku),
    })
}

/// Sums of a posting, or `null` when they were not asked for.
pub(super) fn financial<'a>(bazaar: &Bazaar, ask: &Ask, order: &'a Order) -> Option<Sums<'a>> {
    if ask.flag("/with/financial_data") != Some(true) {
        return None;
    }
    let one = |line: &Line| {
        let price = whole(line.price);
        json!({
            "actions": [],
            "commission": {"amount": whole(line.price * 17 / 100), "currency": "RUB",
                           "percent": 17},
            "old_price": whole(line.price * 125 / 100),
            "payout": whole(line.price * 83 / 100),
            "price": price,
            "product_id": bazaar.world.products().get(line.product).map(sku),
            "total_discount_percent": 20,
            "total_discount_value": whole(line.price / 4),
        })
    };
    Some(Sums {
        cluster_from: "Москва, МО и Дальние регионы",
        cluster_to: &order.region,
        products: order.lines.iter().map(one).collect(),
    })
}

/// Sums of a posting.
#[derive(Serialize)]
pub(super) struct Sums<'a> {
    cluster_from: &'static str,
    cluster_to: &'a str,
    products: Vec<Value>,
}

/// Kopecks in roubles, whole where they are whole.
fn whole(kopecks: i64) -> Value {
    card::money(kopecks)
        .parse::<serde_json::Number>()
        .map_or(Value::Null, Value::Number)
}
