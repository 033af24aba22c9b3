//! How the seller stands: the index of quality of each shop, and the report on the competitive
//! position in one category, as CSV in an archive.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::{category, roubles};
use super::member::at;
use super::places::{self, Shop};
use super::{STALL, refuse, reports};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Stage, World};
use crate::zipped::csv;

/// Days that an index is of.
const MONTH: TimeDelta = TimeDelta::days(30);

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// `POST /v2/businesses/{b}/ratings/quality`.
pub(super) fn quality(bazaar: &Bazaar, call: &Call) -> Reply {
    rated(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn rated(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let ids = ask.wholes("/campaignIds");
    if !(1..=50).contains(&ids.len()) {
        return Err(refuse::bad("campaignIds: size must be between 1 and 50"));
    }
    let today = (call.now + MOSCOW).date_naive();
    let day = |name: &str| {
        let day = ask.day(name);
        let day = day.map_err(|text| refuse::bad(&format!("{text} is not a valid date")))?;
        Ok::<_, Reply>(day.unwrap_or(today))
    };
    let (from, to) = (day("/dateFrom")?, day("/dateTo")?);
    if from < today - MONTH || to > today || from > to {
        return Err(refuse::bad("dateFrom, dateTo: within the last 30 days"));
    }
    let mut shops = Vec::new();
    for id in ids {
        let own = places::shops(bazaar).into_iter();
        let mut own = own.filter(|shop| u64::try_from(id) == Ok(shop.id));
        let shop = own.next();
        shops.push(shop.ok_or_else(|| refuse::forbidden("Access to campaign denied"))?);
    }
    let row = |shop: Shop| {
        let days = from.iter_days().take_while(|day| *day <= to);
        let ratings: Vec<Value> = days.map(|day| index(bazaar, shop, day)).collect();
        json!({"campaignId": shop.id, "ratings": ratings})
    };
    let rows: Vec<Value> = shops.into_iter().map(row).collect();
    Ok(Reply::json(
        &json!({"status": "OK", "result": {"campaignRatings": rows}}),
    ))
}

/// A hundred, less the share of cancelled orders of the month before and of late ones.
fn index(bazaar: &Bazaar, shop: Shop, day: NaiveDate) -> Value {
    let end = day.and_time(chrono::NaiveTime::MIN).and_utc() - MOSCOW;
    let orders = bazaar.world.orders_since(&STALL, end - MONTH, end);
    let own: Vec<_> = orders
        .iter()
        .filter(|order| order.warehouse.own == shop.own)
        .collect();
    let lost = own
        .iter()
        .filter(|order| order.stage(end).0 == Stage::Cancelled);
    let lost = tenths(lost.count(), own.len());
    let late = tenths(own.len() % 7, own.len());
    let part = |kind: &str, tenths: u64| {
        let word = format!("{}_{kind}", shop.kind());
        json!({"value": share(tenths), "componentType": word})
    };
    let kinds = match shop.own {
        true => ["CANCELLATION_RATE", "LATE_SHIP_RATE"],
        false => ["CANCELLATION_RATE", "LATE_DELIVERY_RATE"],
    };
    let [first, second] = kinds;
    json!({
        "rating": 100 - (lost + late).min(1000) / 10,
        "calculationDate": day.to_string(),
        "components": [part(first, lost), part(second, late)],
    })
}

/// Tenths of a percent.
fn tenths(part: usize, whole: usize) -> u64 {
    let share = (part * 1000).checked_div(whole).unwrap_or_default();
    u64::try_from(share).unwrap_or_default()
}

fn share(tenths: u64) -> Value {
    format!("{}.{}", tenths / 10, tenths % 10)
        .parse::<serde_json::Number>()
        .map_or(Value::Null, Value::Number)
}

/// The report's sheet and its columns, as the documentation names them.
pub(super) const SHEET: &str = "competitors_position.csv";
const COLUMNS: [&str; 9] = [
    "DAY",
    "SELLERS_COUNT",
    "POSITION",
    "TOTAL_GMV",
    "GMV",
    "AVG_TOTAL_GMV",
    "SHARE",
    "AVG_GMV_OF_TOP_FIVE_PERCENT_SELLERS",
    "NEAREST_COMPETITOR_GMV",
];

/// Days that can be had without a subscription.
const KEPT: TimeDelta = TimeDelta::days(90);

/// `POST /v2/reports/competitors-position/generate`: of one category.
pub(super) fn begin(bazaar: &Bazaar, call: &Call) -> Reply {
    let (ask, from, to) = match reports::of_period(bazaar, call) {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    if from > to || ask.whole("/categoryId").is_none() || call.query("format") != Some("CSV") {
        return refuse::bad("only whole periods of a category, as CSV, are made here");
    }
    reports::begin(bazaar, call, "competitors-position", &call.json())
}

/// The rows of a report that was asked for.
pub(super) fn sheet(world: &World, now: DateTime<Utc>, body: &Value) -> String {
    let day = |name: &str| {
        let text = at(body, name).as_str()?;
        text.parse::<NaiveDate>().ok()
    };
    let wanted = at(body, "/categoryId").as_u64();
    let (Some(from), Some(to), Some(wanted)) = (day("/dateFrom"), day("/dateTo"), wanted) else {
        return csv(&COLUMNS, []);
    };
    let first = (now + MOSCOW - KEPT).date_naive();
    let days = from.iter_days().take_while(|day| *day <= to);
    let days = days.filter(|day| *day >= first);
    csv(&COLUMNS, days.map(|day| row(world, wanted, day)))
}

/// One day: what the seller sold in the category, among sellers who sell the usual.
fn row(world: &World, wanted: u64, day: NaiveDate) -> [String; 9] {
    let goods = world.products().iter();
    let goods = goods.filter(|product| category(product) == wanted);
    let ours: i64 = goods
        .map(|product| world.funnel(&STALL, product.number, day).ordered)
        .sum();
    let about = i64::try_from(wanted % 1_000).unwrap_or_default();
    let drawn = world.number("yandex sellers", about) % 40;
    let sellers = 20 + i64::try_from(drawn).unwrap_or_default();
    let usual = 300_000 + about * 100;
    let ahead = match ours {
        0 => -1,
        ours => (sellers * usual / (usual + ours)).clamp(1, sellers),
    };
    let total = ours + (sellers - 1) * usual;
    let share = (ours * 1000).checked_div(total).unwrap_or_default();
    [
        day.format("%d-%m-%Y").to_string(),
        sellers.to_string(),
        ahead.to_string(),
        roubles(total).to_string(),
        roubles(ours).to_string(),
        roubles(total / sellers).to_string(),
        format!("{}.{}", share / 10, share % 10),
        roubles(usual * 2).to_string(),
        roubles(usual).to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use serde_json::json;

    use super::*;
    use crate::testing::{Bench, json, list, start};

    #[tokio::test]
    async fn each_shop_has_an_index_for_each_day_and_none_of_long_ago() {
        let bench = Bench::new().await;
        let key = bench.key("yandex", "api_key");
        let ask = |method, path: &str| {
            let request = bench.ask(method, &format!("yandex/partner{path}"));
            request.header("api-key", &key)
        };
        let (_, shops) = json(ask(Method::GET, "/v2/campaigns")).await;
        let business = &shops["campaigns"][0]["business"]["id"];
        let ids: Vec<Value> = list(&shops, "/campaigns")
            .iter()
            .map(|shop| shop["id"].clone())
            .collect();
        let path = format!("/v2/businesses/{business}/ratings/quality");
        let today = (start() + MOSCOW).date_naive();
        let of = |from: NaiveDate| json!({"campaignIds": ids, "dateFrom": from, "dateTo": today});
        let week = of(today - TimeDelta::days(6));
        let (status, told) = json(ask(Method::POST, &path).json(&week)).await;
        assert_eq!(status, 200, "{told}");
        let shops = list(&told, "/result/campaignRatings");
        assert_eq!(shops.len(), 2, "both");
        for shop in shops {
            let ratings = list(shop, "/ratings");
            assert_eq!(ratings.len(), 7, "day by day");
            let good = ratings.iter().all(|one| one["rating"].as_u64() > Some(50));
            assert!(good, "most orders are kept: {ratings:?}");
        }
        let old = of(today - TimeDelta::days(31));
        let (status, _) = json(ask(Method::POST, &path).json(&old)).await;
        assert_eq!(status, 400, "not earlier than 30 days ago");
        bench.keeps_to_contract();
    }

    #[tokio::test]
    async fn turnover_of_a_category_is_what_its_goods_sold() {
        let bench = Bench::new().await;
        let world = bench.sandbox.world();
        let day = world.date(start()) - TimeDelta::days(3);
        let mut sold = 0;
        for product in world.products() {
            let body = json!({"categoryId": category(product), "dateFrom": day, "dateTo": day});
            let text = sheet(world, start(), &body);
            let line = text.lines().nth(1).expect("a day");
            let cells: Vec<&str> = line.split(',').collect();
            let goods = world.products().iter();
            let goods = goods.filter(|other| category(other) == category(product));
            let ours: i64 = goods
                .map(|one| world.funnel(&STALL, one.number, day).ordered)
                .sum();
            assert_eq!(cells[4], roubles(ours).to_string(), "{}", product.article);
            assert_eq!(cells[2] == "-1", ours == 0, "no place without orders");
            sold += ours;
        }
        assert!(sold > 0, "something was sold");
    }
}
