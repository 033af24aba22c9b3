//! The report on realization: what a shop sold and took back in a month, a sheet of each, as CSV in
//! an archive.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde_json::Value;

use super::goods::roubles;
use super::member::at;
use super::{STALL, orders, places, refuse, reports};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Charge, ChargeKind, Order};
use crate::zipped::{File, csv};

/// Sheets and their columns, as the documentation names them.
const DELIVERED: [&str; 7] = [
    "ORDER_ID",
    "OFFER_NAME",
    "YOUR_SKU",
    "DELIVERED_COUNT",
    "ORDER_CREATION_DATE",
    "DELIVERY_DATE",
    "DELIVERED_PRICE_SUM_WITH_VAT_AND_DISCOUNTS",
];
const RETURNED: [&str; 7] = [
    "ORDER_ID",
    "OFFER_NAME",
    "YOUR_SKU",
    "RETURNED_COUNT",
    "ORDER_CREATION_DATE",
    "DELIVERY_DATE",
    "RETURN_PRICE_SUM_WITH_VAT_AND_DISCOUNTS",
];

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// `POST /v2/reports/goods-realization/generate`: of a shop and month.
pub(super) fn begin(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    let shop = ask
        .whole("/campaignId")
        .and_then(|id| u64::try_from(id).ok());
    if !places::shops(bazaar).iter().any(|own| Some(own.id) == shop) {
        return refuse::forbidden("Access to campaign denied");
    }
    let month = ask.whole("/month").unwrap_or_default();
    if ask.whole("/year").is_none() || !(1..=12).contains(&month) {
        return refuse::bad("year, month: a month is needed");
    }
    if call.query("format") != Some("CSV") {
        return refuse::bad("only CSV is made here");
    }
    reports::begin(bazaar, call, "goods-realization", &call.json())
}

/// The sheets of a report that was asked for.
pub(super) fn sheets(bazaar: &Bazaar, now: DateTime<Utc>, body: &Value) -> Vec<File> {
    let lines = |kind| lines(bazaar, now, body, kind).into_iter();
    let delivered = csv(&DELIVERED, lines(ChargeKind::Sale));
    let returned = csv(&RETURNED, lines(ChargeKind::Return));
    vec![
        ("delivered.csv".to_owned(), delivered.into_bytes()),
        ("returned.csv".to_owned(), returned.into_bytes()),
    ]
}

fn lines(bazaar: &Bazaar, now: DateTime<Utc>, body: &Value, kind: ChargeKind) -> Vec<[String; 7]> {
    let wanted = |name: &str| at(body, name).as_i64();
    let shop = at(body, "/campaignId").as_u64();
    let month = (wanted("/year"), wanted("/month"));
    let mut all = Vec::new();
    for order in bazaar.world.orders(&STALL, now) {
        if Some(places::shop(bazaar, order.warehouse.own).id) != shop {
            continue;
        }
        let charges = bazaar.world.charges(&STALL, &order, now).into_iter();
        let own = charges.filter(|charge| charge.kind == kind);
        let own = own.filter(|charge| {
            let day = (charge.at + MOSCOW).date_naive();
            month == (Some(day.year().into()), Some(day.month().into()))
        });
        all.extend(own.map(|charge| line(bazaar, &order, &charge)));
    }
    all
}

fn line(bazaar: &Bazaar, order: &Order, charge: &Charge) -> [String; 7] {
    let goods = bazaar.world.products();
    let product = charge.product.and_then(|number| goods.get(number));
    let written = |at: DateTime<Utc>| (at + MOSCOW).format("%d.%m.%Y").to_string();
    [
        orders::public(order.number).to_string(),
        product.map_or_else(String::new, |product| product.name.ru.clone()),
        product.map_or_else(String::new, |product| product.article.clone()),
        charge.quantity.to_string(),
        written(order.created),
        written(charge.at),
        roubles(charge.amount.abs()).to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use serde_json::json;

    use super::*;
    use crate::testing::{Bench, json, list, send, start};
    use crate::zipped::unpack;

    /// The sum of the last column of a sheet, in kopecks.
    fn sum(sheet: &[u8]) -> i64 {
        let text = std::str::from_utf8(sheet).expect("text");
        let lines = text.lines().skip(1);
        let amounts = lines.filter_map(|line| line.rsplit(',').next());
        let kopecks = |amount: &str| {
            let (whole, part) = amount.split_once('.').unwrap_or((amount, "0"));
            let whole: i64 = whole.parse().expect("roubles");
            whole * 100 + format!("{part:0<2}").parse::<i64>().expect("kopecks")
        };
        amounts.map(kopecks).sum()
    }

    #[tokio::test]
    async fn all_shops_together_sold_and_took_back_what_the_world_booked() {
        let bench = Bench::new().await;
        let key = bench.key("yandex", "api_key");
        let ask = |method, path: &str| {
            let request = bench.ask(method, &format!("yandex/partner/v2{path}"));
            request.header("api-key", &key)
        };
        let (_, shops) = json(ask(Method::GET, "/campaigns")).await;
        let today = (start() + MOSCOW).date_naive();
        let month = (today.year(), today.month());
        let mut told = [0, 0];
        for shop in list(&shops, "/campaigns") {
            let body = json!({"campaignId": shop["id"], "year": month.0, "month": month.1});
            let path = "/reports/goods-realization/generate?format=CSV";
            let (status, begun) = json(ask(Method::POST, path).json(&body)).await;
            assert_eq!(status, 200, "{begun}");
            bench.pass(3);
            let id = begun["result"]["reportId"].as_str().expect("a report");
            let file = bench.ask(Method::GET, &format!("yandex/files/reports/{id}"));
            let packed = send(file).await.bytes().await.expect("a file");
            let files = unpack(&packed);
            let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["delivered.csv", "returned.csv"], "as documented");
            for (sum_of, (_, sheet)) in told.iter_mut().zip(&files) {
                *sum_of += sum(sheet);
            }
        }
        let world = bench.sandbox.world();
        let mut booked = [0, 0];
        for order in world.orders(&STALL, start()) {
            for charge in world.charges(&STALL, &order, start()) {
                let day = (charge.at + MOSCOW).date_naive();
                match charge.kind {
                    _ if (day.year(), day.month()) != month => {}
                    ChargeKind::Sale => booked[0] += charge.amount,
                    ChargeKind::Return => booked[1] -= charge.amount,
                    _ => {}
                }
            }
        }
        assert!(told[0] > told[1] && told[1] > 0, "both happened: {told:?}");
        assert_eq!(told, booked, "to the kopeck");
        bench.keeps_to_contract();
    }
}
