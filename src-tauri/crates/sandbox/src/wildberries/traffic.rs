//! How buyers find the cards: funnel, search terms, ratings, from the world.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{STALL, ids, refuse, stock};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::Product;

const HOST: &str = "seller-analytics-api";
const FUNNEL: Limit = Limit::new("funnel", 3, 60, 3);
const TERMS: Limit = Limit::new("search-terms", 3, 60, 3);
const RATINGS: Limit = Limit::new("ratings", 3, 60, 3);
const TURNOVER: Limit = Limit::new("turnover", 3, 60, 3);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::read(
            Method::POST,
            HOST,
            "/api/analytics/v3/sales-funnel/products/history",
            &FUNNEL,
            funnel,
        ),
        Route::read(
            Method::POST,
            HOST,
            "/api/v2/search-report/product/search-texts",
            &TERMS,
            terms,
        ),
        Route::read(
            Method::POST,
            HOST,
            "/api/analytics/v2/item-rating",
            &RATINGS,
            ratings,
        ),
        Route::read(
            Method::POST,
            HOST,
            "/api/v2/stocks-report/products/products",
            &TURNOVER,
            turnover,
        ),
    ]
}

fn bad(call: &Call, what: &str) -> Reply {
    let detail = format!("code=400, message=invalid: {what}");
    let title = "Invalid request body";
    refuse::titled(
        StatusCode::BAD_REQUEST,
        "analytic-open-api",
        title,
        &detail,
        call,
    )
}

/// A period of the body, at most so many days.
fn period(body: &Value, name: &str, most: i64) -> Option<(NaiveDate, NaiveDate)> {
    let date = |end: &str| {
        body.pointer(&format!("/{name}/{end}"))?
            .as_str()?
            .parse()
            .ok()
    };
    let (start, end): (NaiveDate, NaiveDate) = (date("start")?, date("end")?);
    (start <= end && end - start < TimeDelta::days(most)).then_some((start, end))
}

fn today(now: DateTime<Utc>) -> NaiveDate {
    let zone = FixedOffset::east_opt(3 * 3600);
    zone.map_or(now.date_naive(), |zone| {
        now.with_timezone(&zone).date_naive()
    })
}

/// The goods of the body's articles, at most so many.
fn goods<'a>(bazaar: &'a Bazaar, body: &Value, most: usize) -> Option<Vec<&'a Product>> {
    let list = body.get("nmIds")?.as_array()?;
    let known = list.iter().filter_map(Value::as_u64);
    let known = known.filter_map(|nm| ids::product(bazaar, nm)).collect();
    (1..=most).contains(&list.len()).then_some(known)
}

fn percent(part: u64, of: u64) -> u64 {
    part * 100 / of.max(1)
}

/// POST /api/analytics/v3/sales-funnel/products/history: the last seven days.
fn funnel(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let now = today(call.now);
    let days = period(&body, "selectedPeriod", 7).filter(|(_, end)| *end <= now);
    let (Some((start, end)), Some(goods)) = (days, goods(bazaar, &body, 20)) else {
        return bad(call, "selectedPeriod, nmIds");
    };
    let rows = goods.into_iter().map(|product| {
        let dates = (0..7).map(|turn| start + Days::new(turn));
        let days = dates.take_while(|date| *date <= end).map(|date| {
            let one = bazaar.world.funnel(&STALL, product.number, date);
            json!({
                "date": date.to_string(),
                "openCount": one.opens,
                "cartCount": one.carts,
                "orderCount": one.orders,
                "orderSum": one.ordered / 100,
                "buyoutCount": one.buyouts,
                "buyoutSum": one.bought / 100,
                "buyoutPercent": percent(one.buyouts, one.orders),
                "addToCartConversion": percent(one.carts, one.opens),
                "cartToOrderConversion": percent(one.orders, one.carts),
                "addToWishlistCount": one.carts / 2,
            })
        });
        json!({
            "product": {
                "nmId": ids::nm(bazaar, product),
                "title": product.name.ru,
                "vendorCode": product.article,
                "brandName": product.brand,
                "subjectId": ids::subject(product),
                "subjectName": ids::subject_name(product),
            },
            "history": days.collect::<Vec<_>>(),
            "currency": "RUB",
        })
    });
    Reply::json(&Value::Array(rows.collect()))
}

/// POST /api/v2/search-report/product/search-texts.
fn terms(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.plays("no_subscription") {
        return refuse::made_up(StatusCode::FORBIDDEN, call);
    }
    let body = call.json();
    let days = period(&body, "currentPeriod", 366);
    let limit = body.get("limit").and_then(Value::as_u64);
    let limit = limit.filter(|limit| (1..=30).contains(limit));
    let (Some((from, to)), Some(goods), Some(limit)) = (days, goods(bazaar, &body, 50), limit)
    else {
        return bad(call, "currentPeriod, nmIds, limit");
    };
    let limit = usize::try_from(limit).unwrap_or(1);
    let rows = goods.into_iter().flat_map(|product| {
        let terms = bazaar.world.terms(product.number);
        let told = terms.into_iter().take(limit);
        told.map(move |term| {
            let figures = bazaar.world.term(&STALL, product.number, &term, from, to);
            let place = i64::try_from(figures.position_tenths / 10).unwrap_or(1);
            let figure = |current: u64| json!({"current": current, "dynamics": 0});
            let ranked = |current: u64| {
                json!({"current": current, "dynamics": 0, "percentile": 40 + current % 50})
            };
            json!({
                "text": term.ru,
                "nmId": ids::nm(bazaar, product),
                "subjectName": ids::subject_name(product),
                "brandName": product.brand,
                "vendorCode": product.article,
                "name": product.name.ru,
                "isCardRated": true,
                "rating": 9,
                "feedbackRating": 4.7,
                "price": {"minPrice": product.price_rub, "maxPrice": product.price_rub},
                "frequency": figure(figures.searches),
                "weekFrequency": figures.searches,
                "medianPosition": {"current": place, "dynamics": 0},
                "avgPosition": {"current": place, "dynamics": 0},
                "openCard": ranked(figures.opens),
                "addToCart": ranked(figures.carts),
                "openToCart": ranked(percent(figures.carts, figures.opens)),
                "orders": ranked(figures.orders),
                "cartToOrder": ranked(percent(figures.orders, figures.carts)),
                "visibility": figure(60),
            })
        })
    });
    Reply::json(&json!({"data": {"items": rows.collect::<Vec<_>>(), "currency": "RUB"}}))
}

/// POST /api/analytics/v2/item-rating.
fn ratings(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let number = |name: &str, or: Option<u64>| body.get(name).map_or(or, Value::as_u64);
    let days = period(&body, "currentPeriod", 366).filter(|(_, end)| *end < today(call.now));
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (Some(_), Some(limit @ 1..=1000), Some(offset)) =
        (days, number("limit", Some(100)), number("offset", None))
    else {
        return bad(call, "currentPeriod, limit, offset");
    };
    let reviews = bazaar.world.reviews(&STALL, call.now);
    let row = |product: &Product| {
        let own: Vec<u64> = reviews
            .iter()
            .filter(|review| review.product == product.number)
            .map(|review| u64::from(review.rating))
            .collect();
        let count = u64::try_from(own.len()).unwrap_or(0);
        let mean = own.iter().sum::<u64>() * 10 / count.max(1);
        let mean: Value =
            serde_json::from_str(&format!("{}.{}", mean / 10, mean % 10)).unwrap_or_default();
        let stars = |stars: u64| {
            let given = own.iter().filter(|one| **one == stars).count();
            json!({"current": given, "dynamics": 0})
        };
        json!({
            "nmId": ids::nm(bazaar, product),
            "title": product.name.ru,
            "vendorCode": product.article,
            "subjectId": ids::subject(product),
            "subjectName": ids::subject_name(product),
            "brandName": product.brand,
            "tagName": "",
            "tagId": 0,
            "pinnedFeedback": false,
            "rating": 9,
            "feedbackRating": {"current": mean, "dynamics": 0, "percentile": 70},
            "feedbackCount": {"current": count, "dynamics": 0},
            "fiveStar": stars(5),
            "fourStar": stars(4),
            "threeStar": stars(3),
            "twoStar": stars(2),
            "oneStar": stars(1),
            "disqualified": 0,
            "isShadowed": product.number % 11 == 10,
        })
    };
    let products = bazaar.world.products().iter();
    let rows = products.skip(size(offset)).take(size(limit)).map(row);
    let stars = json!({"current": 0, "dynamics": 0, "total": 0});
    Reply::json(&json!({"data": {
        "sellerRating": {"current": 4.7, "dynamics": 0},
        "feedbackIncrease": {
            "current": 0, "total": reviews.len(), "dynamics": 0,
            "fiveStar": stars, "fourStar": stars, "threeStar": stars, "twoStar": stars,
            "oneStar": stars,
        },
        "items": rows.collect::<Vec<_>>(),
    }}))
}

/// POST /api/v2/stocks-report/products/products.
fn turnover(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let number = |name: &str, or: u64| body.get(name).map_or(Some(or), Value::as_u64);
    let days = period(&body, "currentPeriod", 93).filter(|(_, end)| *end <= today(call.now));
    let told = |name: &str| body.get(name).is_some();
    let whole = [
        "stockType",
        "skipDeletedNm",
        "orderBy",
        "availabilityFilters",
        "offset",
    ];
    let (Some(days), Some(limit @ 1..=1000), Some(offset), true) = (
        days,
        number("limit", 100),
        number("offset", 0),
        whole.into_iter().all(told),
    ) else {
        return bad(call, "currentPeriod, limit, offset");
    };
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (stock, sold) = (stock::of_all(bazaar, call), sold(bazaar, call, days));
    let of = |product: &Product, all: &BTreeMap<usize, u64>| {
        all.get(&product.number).copied().unwrap_or_default()
    };
    let products = bazaar.world.products().iter();
    let rows = products.skip(size(offset)).take(size(limit));
    let span = u64::try_from((days.1 - days.0).num_days() + 1).unwrap_or(1);
    let rows = rows.map(|product| {
        lasts(
            bazaar,
            product,
            of(product, &stock),
            (of(product, &sold), span),
        )
    });
    let rows: Vec<Value> = rows.collect();
    Reply::json(&json!({"data": {"items": rows, "currency": "RUB"}}))
}

/// Pieces that were ordered within these days, by product.
fn sold(bazaar: &Bazaar, call: &Call, (from, _): (NaiveDate, NaiveDate)) -> BTreeMap<usize, u64> {
    let since = from.and_time(chrono::NaiveTime::MIN).and_utc();
    let mut sold = BTreeMap::new();
    for order in bazaar.world.orders_since(&STALL, since, call.now) {
        for line in order.lines {
            *sold.entry(line.product).or_default() += u64::from(line.quantity);
        }
    }
    sold
}

/// How long the stock of a card lasts at the pace of so many days.
fn lasts(bazaar: &Bazaar, product: &Product, stock: u64, (orders, days): (u64, u64)) -> Value {
    let sum = i64::try_from(orders).unwrap_or(0) * product.price_rub;
    let span = |hours: u64| json!({"days": hours / 24, "hours": hours % 24});
    let rate = match orders {
        0 => json!({"days": 0, "hours": -1}),
        orders => span(stock * days * 24 / orders),
    };
    json!({
        "nmID": ids::nm(bazaar, product),
        "isDeleted": false,
        "subjectName": ids::subject_name(product),
        "name": product.name.ru,
        "vendorCode": product.article,
        "brandName": product.brand,
        "mainPhoto": "",
        "hasSizes": false,
        "metrics": {
            "ordersCount": orders,
            "ordersSum": sum,
            "avgOrders": orders / days,
            "avgOrdersByMonth": [],
            "buyoutCount": orders,
            "buyoutSum": sum,
            "buyoutPercent": 100,
            "stockCount": stock,
            "stockSum": 0,
            "saleRate": rate,
            "avgStockTurnover": rate,
            "toClientCount": 0,
            "fromClientCount": 0,
            "officeMissingTime": {"days": 0, "hours": -2},
            "lostOrdersCount": -2,
            "lostOrdersSum": -2,
            "lostBuyoutsCount": -2,
            "lostBuyoutsSum": -2,
            "currentPrice": {"minPrice": product.price_rub, "maxPrice": product.price_rub},
            "availability": if orders == 0 { "nonLiquid" } else { "actual" },
        },
    })
}
