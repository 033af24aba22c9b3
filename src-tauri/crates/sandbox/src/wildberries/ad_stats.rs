//! What campaigns bring, day by day and cluster by cluster.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::adverts::{all, bad, bid, id, named, status};
use super::{STALL, ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::{AdDay, Campaign};

const HOST: &str = "advert-api";
const DAYS: Limit = Limit::new("ad-days", 3, 60, 1);
const QUERIES: Limit = Limit::new("ad-queries", 10, 60, 20);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::read(Method::GET, HOST, "/adv/v3/fullstats", &DAYS, days),
        Route::read(
            Method::POST,
            HOST,
            "/adv/v1/normquery/stats",
            &QUERIES,
            queries,
        ),
    ]
}

/// The period of a request, at most 31 days.
fn period(from: Option<&str>, to: Option<&str>) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to): (NaiveDate, NaiveDate) = (from?.parse().ok()?, to?.parse().ok()?);
    (from <= to && to - from <= TimeDelta::days(30)).then_some((from, to))
}

fn dates((from, to): (NaiveDate, NaiveDate), now: DateTime<Utc>) -> Vec<NaiveDate> {
    let zone = FixedOffset::east_opt(3 * 3600);
    let today = zone.map_or(now.date_naive(), |zone| {
        now.with_timezone(&zone).date_naive()
    });
    let all = (0..31).filter_map(|turn| from.checked_add_days(Days::new(turn)));
    all.filter(|day| *day <= to && *day <= today).collect()
}

/// Whole kopecks as roubles.
fn roubles(minor: i64) -> Value {
    let text = format!("{}.{:02}", minor / 100, minor % 100);
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

fn share(part: u64, of: u64) -> Value {
    let hundredths = i64::try_from(part * 10_000 / of.max(1)).unwrap_or(0);
    roubles(hundredths)
}

fn cost(minor: i64, of: u64) -> Value {
    roubles(minor / i64::try_from(of.max(1)).unwrap_or(1))
}

/// The members that every level of the statistics has.
fn figures(day: &AdDay) -> Value {
    json!({
        "atbs": day.carts, "canceled": 0, "clicks": day.clicks,
        "cpc": cost(day.spend, day.clicks), "cr": share(day.orders, day.clicks),
        "ctr": share(day.clicks, day.views), "orders": day.orders, "shks": day.orders,
        "sum": roubles(day.spend), "sum_price": roubles(day.revenue), "views": day.views,
    })
}

fn with(mut figures: Value, more: Value) -> Value {
    if let (Value::Object(all), Value::Object(more)) = (&mut figures, more) {
        all.extend(more);
    }
    figures
}

fn sum(days: &[AdDay]) -> AdDay {
    let mut sum = AdDay::default();
    for day in days {
        sum.views += day.views;
        sum.clicks += day.clicks;
        sum.carts += day.carts;
        sum.orders += day.orders;
        sum.spend += day.spend;
        sum.revenue += day.revenue;
    }
    sum
}

/// GET /adv/v3/fullstats.
fn days(bazaar: &Bazaar, call: &Call) -> Reply {
    let period = period(call.query("beginDate"), call.query("endDate"));
    let (Some(found), Some(period)) = (named(bazaar, call), period) else {
        return refuse::stats(StatusCode::BAD_REQUEST, call);
    };
    let told = found
        .iter()
        .filter(|one| matches!(status(bazaar, one), 7 | 9 | 11));
    let rows = told.map(|campaign| {
        let mut all = Vec::new();
        let days: Vec<Value> = dates(period, call.now)
            .into_iter()
            .map(|date| {
                let (day, figures) = day(bazaar, campaign, date);
                all.push(figures);
                day
            })
            .collect();
        let more = json!({"advertId": id(campaign), "currency": "RUB", "days": days});
        with(figures(&sum(&all)), more)
    });
    Reply::json(&Value::Array(rows.collect()))
}

/// One day of a campaign, all of it on phones.
fn day(bazaar: &Bazaar, campaign: &Campaign, date: NaiveDate) -> (Value, AdDay) {
    let goods = campaign.products.iter();
    let goods = goods.filter_map(|place| bazaar.world.products().get(*place));
    let mut all = Vec::new();
    let cards: Vec<Value> = goods
        .map(|product| {
            let nm = ids::nm(bazaar, product);
            let bid = bid(bazaar, campaign, nm);
            let one = bazaar
                .world
                .ad_day(&STALL, campaign, product.number, date, bid);
            let row = with(figures(&one), json!({"nmId": nm, "name": product.name.ru}));
            all.push(one);
            row
        })
        .collect();
    let sum = sum(&all);
    let app = with(figures(&sum), json!({"appType": 32, "nms": cards}));
    let date = format!("{date}T00:00:00Z");
    (
        with(figures(&sum), json!({"date": date, "apps": [app]})),
        sum,
    )
}

/// POST /adv/v1/normquery/stats. What is paid by the click tells no views.
fn queries(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let items = body.get("items").and_then(Value::as_array);
    let fits = items.filter(|items| (1..=100).contains(&items.len()));
    let (Some(items), Some(period)) = (fits, period(text("from"), text("to"))) else {
        let detail = "incorrect request body, please check API documentation";
        return bad(call, "invalid request body", detail);
    };
    let campaigns = all(bazaar);
    let rows = items.iter().map(|item| {
        let number = |name: &str| item.get(name).and_then(Value::as_u64).unwrap_or(0);
        let (advert, nm) = (number("advertId"), number("nmId"));
        let mut own = campaigns.iter().filter(|one| id(one) == advert);
        let stats = own
            .next()
            .map(|one| clusters(bazaar, one, nm, &dates(period, call.now)));
        json!({"advertId": advert, "nmId": nm, "dailyStats": stats.unwrap_or_default()})
    });
    Reply::json(&json!({"items": rows.collect::<Vec<_>>()}))
}

fn clusters(bazaar: &Bazaar, campaign: &Campaign, nm: u64, dates: &[NaiveDate]) -> Vec<Value> {
    let Some(product) = ids::product(bazaar, nm) else {
        return Vec::new();
    };
    let bid = bid(bazaar, campaign, nm);
    let terms = bazaar.world.terms(product.number);
    let of_day = |date: &NaiveDate| {
        let day = bazaar
            .world
            .ad_day(&STALL, campaign, product.number, *date, bid);
        let date = date.to_string();
        let count = u64::try_from(terms.len().max(1)).unwrap_or(1);
        let clicks = day.clicks / count;
        let row = move |query: &str| {
            json!({"date": date, "stat": {
                "normQuery": query, "clicks": clicks, "atbs": day.carts / count,
                "orders": day.orders / count, "shks": day.orders / count,
                "avgPos": 4.2, "cpc": roubles(bid),
                "spend": roubles(bid * i64::try_from(clicks).unwrap_or(0)),
            }})
        };
        terms.iter().map(|term| row(&term.ru)).collect::<Vec<_>>()
    };
    dates.iter().flat_map(of_day).collect()
}
