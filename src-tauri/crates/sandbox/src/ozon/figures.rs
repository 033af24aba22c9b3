//! How buyers find products: `/v1/analytics/data`, `/v1/analytics/product-queries/details`,
//! `/v1/analytics/turnover/stocks`, `/v1/product/rating-by-sku`.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::sku;
use super::{STALL, price, refuse, shelf};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Funnel, Product};

/// Metrics that everybody may ask for.
const OPEN: [&str; 2] = ["revenue", "ordered_units"];

/// `/v1/analytics/data`, for products by days.
pub(super) fn data(bazaar: &Bazaar, call: &Call) -> Reply {
    rows(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn rows(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let (Ok(Some(from)), Ok(Some(to))) = (ask.day("/date_from"), ask.day("/date_to")) else {
        return Err(refuse::invalid("date_from, date_to: value is required"));
    };
    let metrics = ask.texts("/metrics");
    if ask.texts("/dimension") != ["sku", "day"] || !(1..=14).contains(&metrics.len()) {
        return Err(refuse::invalid("InvalidArgument"));
    }
    if call.plays("no_subscription") && metrics.iter().any(|one| !OPEN.contains(one)) {
        return Err(refuse::no_subscription());
    }
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=1000).contains(limit));
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    let limit =
        limit.ok_or_else(|| refuse::invalid("limit: value must be inside range [1, 1000]"))?;
    let offset = usize::try_from(ask.whole("/offset").unwrap_or(0)).unwrap_or(0);
    let days = from
        .iter_days()
        .take_while(|day| *day <= to.min(today(call.now)));
    let all = days.flat_map(|day| {
        bazaar
            .world
            .products()
            .iter()
            .map(move |product| (day, product))
    });
    let data: Vec<Value> = all
        .skip(offset)
        .take(limit)
        .map(|(day, product)| row(bazaar, day, product, &metrics))
        .collect();
    let totals = metrics.iter().map(|_| 0).collect::<Vec<_>>();
    let stamp = call.now.format("%Y-%m-%d %H:%M:%S").to_string();
    Ok(Reply::json(
        &json!({"result": {"data": data, "totals": totals}, "timestamp": stamp}),
    ))
}

fn today(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::hours(3)).date_naive()
}

fn row(bazaar: &Bazaar, day: NaiveDate, product: &Product, metrics: &[&str]) -> Value {
    let funnel = bazaar.world.funnel(&STALL, product.number, day);
    let figures: Vec<Value> = metrics.iter().map(|name| figure(&funnel, name)).collect();
    json!({
        "dimensions": [
            {"id": sku(product).to_string(), "name": product.name.ru},
            {"id": day.to_string(), "name": ""},
        ],
        "metrics": figures,
    })
}

fn figure(funnel: &Funnel, name: &str) -> Value {
    match name {
        "revenue" => price::major(funnel.ordered),
        "ordered_units" => json!(funnel.orders),
        "hits_view" => json!(funnel.views),
        "hits_view_pdp" => json!(funnel.opens),
        "hits_tocart" => json!(funnel.carts),
        "delivered_units" => json!(funnel.buyouts),
        "cancellations" => json!(funnel.cancels),
        _ => json!(0),
    }
}

/// Products that the body names, by SKU.
fn named<'a>(bazaar: &'a Bazaar, ask: &Ask) -> Vec<&'a Product> {
    let skus = ask.wholes("/skus");
    let goods = bazaar.world.products().iter();
    goods
        .filter(|product| skus.contains(&sku(product)))
        .collect()
}

/// `/v1/analytics/product-queries/details`.
pub(super) fn queries(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let (Ok(Some(from)), Ok(Some(to))) = (ask.instant("/date_from"), ask.instant("/date_to"))
    else {
        return refuse::invalid("date_from: value is required");
    };
    let whole = |pointer: &str, most: i64| {
        let value = ask
            .whole(pointer)
            .filter(|value| (1..=most).contains(value));
        value.and_then(|value| usize::try_from(value).ok())
    };
    let (Some(size), Some(each)) = (whole("/page_size", 100), whole("/limit_by_sku", 15)) else {
        return refuse::invalid("page_size, limit_by_sku: value is out of range");
    };
    let (from, to) = (from.date_naive(), to.date_naive());
    let goods = named(bazaar, &ask);
    let all: Vec<Value> = goods
        .iter()
        .flat_map(|product| terms(bazaar, product, (from, to)).into_iter().take(each))
        .collect();
    let page = usize::try_from(ask.whole("/page").unwrap_or(0)).unwrap_or(0);
    let rows: Vec<&Value> = all.iter().skip(page * size).take(size).collect();
    Reply::json(&json!({
        "analytics_period": {"date_from": from.to_string(), "date_to": to.to_string()},
        "page_count": all.len().div_ceil(size),
        "queries": rows,
        "total": all.len(),
    }))
}

fn terms(bazaar: &Bazaar, product: &Product, (from, to): (NaiveDate, NaiveDate)) -> Vec<Value> {
    let terms = bazaar.world.terms(product.number).into_iter().enumerate();
    terms
        .map(|(index, term)| {
            let told = bazaar.world.term(&STALL, product.number, &term, from, to);
            json!({
                "currency": "RUB",
                "gmv": 0,
                "order_count": told.orders,
                "position": price::major(i64::try_from(told.position_tenths).unwrap_or(0) * 10),
                "query": term.ru,
                "query_index": index + 1,
                "sku": sku(product),
                "unique_search_users": told.searches,
                "unique_view_users": told.opens,
                "view_conversion": 0,
            })
        })
        .collect()
}

/// `/v1/analytics/turnover/stocks`.
pub(super) fn turnover(bazaar: &Bazaar, call: &Call) -> Reply {
    let shelves = shelf::now(bazaar, call.now);
    let items: Vec<Value> = bazaar
        .world
        .products()
        .iter()
        .map(|product| {
            let stock = i64::from(shelf::units(&shelves, product, false));
            // Thousandths of a piece a day.
            let pace = i64::try_from(product.pace * STALL.share / 100)
                .unwrap_or(1)
                .max(1);
            let days = stock * 1000 / pace;
            let grade = match days {
                0 => "GRADES_CRITICAL",
                1..=14 => "GRADES_RED",
                15..=28 => "GRADES_YELLOW",
                _ => "GRADES_GREEN",
            };
            json!({
                "ads": price::major(pace / 10),
                "current_stock": stock,
                "idc": days,
                "idc_grade": grade,
                "name": product.name.ru,
                "offer_id": product.article,
                "sku": sku(product),
                "turnover": days,
                "turnover_grade": grade,
            })
        })
        .collect();
    let ask = Ask::of(call);
    let whole = |pointer: &str| ask.as_ref().and_then(|ask| ask.whole(pointer));
    let offset = usize::try_from(whole("/offset").unwrap_or(0)).unwrap_or(0);
    let rows: Vec<&Value> = items.iter().skip(offset).take(1000).collect();
    Reply::json(&json!({"items": rows}))
}

/// `/v1/product/rating-by-sku`.
pub(super) fn rating(bazaar: &Bazaar, call: &Call) -> Reply {
    let goods = Ask::of(call)
        .map(|ask| named(bazaar, &ask))
        .unwrap_or_default();
    let rows: Vec<Value> = goods
        .iter()
        .map(|product| {
            let full = product.facts.len() >= 6;
            json!({
                "sku": sku(product),
                "rating": if full { 85.0 } else { 62.5 },
                "groups": [{
                    "conditions": [
                        {"cost": 50, "description": "Добавлено 2 изображения", "fulfilled": full,
                         "key": "media_images_2"},
                        {"cost": 15, "description": "Добавлено видео", "fulfilled": false,
                         "key": "media_video"},
                    ],
                    "improve_at_least": 1,
                    "improve_attributes": [{"id": 4074, "name": "Код ролика на YouTube"}],
                    "key": "media",
                    "name": "Медиа",
                    "rating": 70,
                    "weight": 25,
                }],
            })
        })
        .collect();
    Reply::json(&json!({"products": rows}))
}
