//! Rows that are not as described: official examples with something changed, again and again. No
//! change may bring us down, and none may touch the row beside it.

use chrono::{DateTime, NaiveDate};
use domain::Currency;
use serde_json::{Map, Value, json};

use super::super::way::Way;
use super::*;
use crate::page::BadRow;

/// Changes of each example: over 10,000 of all together.
const TURNS: u64 = 500;

/// Chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let drawn = usize::try_from(self.0 >> 33).expect("31 bits fit");
        drawn % most.max(1)
    }
}

/// Pointers to everything in a value, itself left out.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut visit = |name: &str, child: &Value| {
        let place = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        places(child, &place, found);
        found.push(place);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, child)| visit(name, child)),
        Value::Array(items) => {
            for (place, child) in items.iter().enumerate() {
                visit(&place.to_string(), child);
            }
        }
        _ => {}
    }
}

/// One change somewhere in the row.
fn changed(row: &Value, chance: &mut Chance) -> Value {
    let mut row = row.clone();
    let mut all = Vec::new();
    places(&row, "", &mut all);
    let place = all[chance.below(all.len())].clone();
    let kind = chance.below(8);
    if kind == 7 {
        let (parent, name) = place.rsplit_once('/').expect("a pointer");
        if let Some(Value::Object(members)) = row.pointer_mut(parent) {
            members.remove(name);
        }
        return row;
    }
    let slot = row.pointer_mut(&place).expect("it is there");
    *slot = match (kind, &*slot) {
        (0, _) => Value::Null,
        (1, Value::Number(number)) => json!(number.to_string()),
        (1, Value::String(text)) => text
            .parse::<i64>()
            .map_or(json!(17), |number| json!(number)),
        (2, _) => json!("a word that nobody knows"),
        (3, _) => json!(-9_007_199_254_740_993_i64),
        (4, _) => json!([]),
        (5, _) => json!({"more": [1, {"deep": null}]}),
        (6, Value::Object(members)) => {
            let mut more: Map<String, Value> = members.clone();
            more.insert("aNewMember".to_owned(), json!({"of": "tomorrow"}));
            Value::Object(more)
        }
        _ => json!(1.5),
    };
    row
}

type Rows = Vec<Result<(), BadRow>>;

fn one<T>(row: Result<T, BadRow>) -> Rows {
    vec![row.map(drop)]
}

fn many<T>(rows: Vec<Result<T, BadRow>>) -> Rows {
    rows.into_iter().map(|row| row.map(drop)).collect()
}

fn fixture(text: &str, path: &str) -> Value {
    let body: Value = serde_json::from_str(text).expect("a fixture is JSON");
    body.pointer(path).cloned().expect("a row at that path")
}

type Reader = fn(&Value) -> Rows;

/// Examples of every list that is read, and what reads its rows.
fn readers() -> Vec<(&'static str, Value, Reader)> {
    let cards = fixture(include_str!("../fixtures/cards.json"), "/cards/0");
    let order = fixture(
        include_str!("../fixtures/order_feed.json"),
        "/data/orders/0",
    );
    let review = fixture(
        include_str!("../fixtures/feedbacks.json"),
        "/data/feedbacks/0",
    );
    let question = fixture(
        include_str!("../fixtures/questions.json"),
        "/data/questions/0",
    );
    let shelf = json!({"nmId": 1, "chrtId": 2, "warehouseName": "Склад WB", "quantity": 3});
    let held = json!({"nmID": 206_025_152, "currencyIsoCode4217": "RUB", "newPrice": 134,
        "newDiscount": 25});
    let supply = json!({"id": "WB-GI-1234567", "done": true, "name": "Тестовая поставка",
        "createdAt": "2022-05-04T07:56:29Z", "scanDt": "2022-05-04T07:56:29Z"});
    let stats = json!({"advertId": 5, "currency": "RUB", "days": [{"date": "2026-11-20T00:00:00Z",
        "apps": [{"appType": 1, "nms": [{"nmId": 7, "views": 1, "clicks": 1, "sum": 1.5}]}]}]});
    let clusters = json!({"advertId": 1, "nmId": 2, "dailyStats": [{"date": "2026-01-27",
        "stat": {"normQuery": "румяна", "views": 192, "clicks": 75, "spend": 108}}]});
    let document = json!({"serviceName": "redeem-notification-44841941", "extensions": ["zip"],
        "name": "redeem-notification", "creationTime": "2023-10-03T00:18:06.879Z"});
    let funnel_row = json!({"product": {"nmId": 268_913_787}, "currency": "RUB", "history": [
        {"date": "2024-10-23", "openCount": 45, "orderCount": 19, "orderSum": 1262}]});
    let term = json!({"text": "костюм", "nmId": 211_131_895, "frequency": {"current": 5},
        "avgPosition": {"current": 5}, "openCard": {"current": 5, "percentile": 50}});
    let rating = json!({"nmId": 1, "feedbackRating": {"current": 4.8}, "isShadowed": false});
    let commission = json!({"kgvpMarketplace": 15.5, "paidStorageKgvp": 15.5,
        "subjectName": "Оборудование зуботехническое"});
    let rates_row = json!({"boxDeliveryBase": "48", "boxDeliveryLiter": "11,2",
        "palletStorageValueExpr": "35.65", "warehouseName": "Коледино"});
    let payments = json!({"reportId": 307_401_554, "dateFrom": "2026-03-16",
        "dateTo": "2026-03-22", "currency": "RUB", "acquiringFeeSum": "258"});
    let least = json!({"nm_id": 7, "bids": [{"type": "search", "value": 150, "currency": "RUB"}]});
    let event = chat::tests::events().swap_remove(0);
    vec![
        ("cards", cards, |raw| one(listing(raw))),
        ("orders", order, |raw| one(super::order(raw, "RUB"))),
        ("reviews", review, |raw| one(super::review(raw))),
        ("questions", question, |raw| one(super::question(raw))),
        ("wb stock", shelf, |raw| one(wb_stock(raw))),
        ("prices", price::tests::example(), |raw| {
            many(prices(raw, &Held::new()))
        }),
        ("quarantine", held, |raw| one(super::held(raw))),
        ("new tasks", parcel::tests::example(), |raw| {
            one(new_parcel(raw, Way::Dbs))
        }),
        ("promotions", promotion::tests::example(), |raw| {
            one(super::promotion(raw))
        }),
        ("cards of promotions", promotion::tests::card(), |raw| {
            one(promotion_item(raw))
        }),
        ("supplies", supply, |raw| one(super::supply(raw))),
        ("claims", claim::tests::example(), |raw| {
            one(super::claim(raw))
        }),
        ("events", event, |raw| {
            many(chats(
                std::slice::from_ref(raw),
                &std::collections::HashMap::new(),
            ))
        }),
        ("campaigns", ad::tests::example(), |raw| {
            one(campaign(raw, None))
        }),
        ("ad days", stats, |raw| many(ad_days(raw))),
        ("clusters", clusters, |raw| {
            many(ad_queries(raw, Currency::RUB))
        }),
        ("ledger", finance::tests::example(), |raw| many(ledger(raw))),
        ("sales reports", report::tests::example(), |raw| {
            many(sales_report(raw))
        }),
        ("reports of acquiring", payments, |raw| {
            many(acquiring_report(raw))
        }),
        ("advice on bids", advice::tests::example(), |raw| {
            many(advised(raw, (5, 7), "RUB"))
        }),
        ("least bids", least, |raw| many(lowest(raw, 5))),
        ("documents", document, |raw| one(super::document(raw))),
        ("funnel", funnel_row, |raw| many(funnel(raw))),
        ("terms", term, |raw| {
            one(search_term(
                raw,
                (NaiveDate::default(), NaiveDate::default()),
            ))
        }),
        ("ratings", rating, |raw| {
            one(quality(raw, DateTime::UNIX_EPOCH))
        }),
        ("turnover", traffic::tests::stock_example(), |raw| {
            one(turnover(raw, NaiveDate::default()))
        }),
        ("commissions", commission, |raw| {
            many(commissions(raw, NaiveDate::default()))
        }),
        ("rates", rates_row, |raw| {
            many(rates(raw, Currency::RUB, (NaiveDate::default(), None)))
        }),
    ]
}

#[test]
fn what_is_odd_is_a_bad_row_at_most() {
    let mut chance = Chance(7);
    let mut turns = 0;
    for (name, example, read) in readers() {
        let good = read(&example);
        assert!(
            !good.is_empty() && good.iter().all(Result::is_ok),
            "{name}: the example itself is good: {good:?}"
        );
        for _ in 0..TURNS {
            let odd = changed(&example, &mut chance);
            let rows: Rows = [&odd, &example].into_iter().flat_map(read).collect();
            let beside = rows.iter().rev().take(good.len());
            assert!(
                beside.clone().count() == good.len() && beside.clone().all(Result::is_ok),
                "{name}: the row beside {odd} is lost"
            );
            turns += 1;
        }
    }
    assert!(
        turns >= 10_000,
        "{turns} changes are enough to prove something"
    );
}
