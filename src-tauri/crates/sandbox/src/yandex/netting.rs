//! The report on payments: one row for each transaction of the orders, as CSV in an archive. What
//! a week brought, Monday to Sunday in Moscow, is paid with one payment order on Thursday of the
//! week after.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use serde_json::Value;

use super::goods::roubles;
use super::member::at;
use super::{STALL, business, orders, places, refuse, reports};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Charge, ChargeKind, Order, Stage};
use crate::zipped::csv;

/// The sheet and its columns, as the documentation names them.
pub(super) const SHEET: &str = "transaction_date.csv";
const COLUMNS: [&str; 18] = [
    "BUSINESS_ID",
    "MODEL",
    "PARTNER_ID",
    "SHOP_NAME",
    "TRANSACTION_DATE",
    "TRANSACTION_ID",
    "ORDER_ID",
    "ORDER_CREATION_DATE",
    "ORDER_DELIVERY_DATE",
    "SHOP_SKU",
    "OFFER_OR_SERVICE_NAME",
    "COUNT",
    "TRANSACTION_SUM",
    "TRANSACTION_TYPE",
    "TRANSACTION_SOURCE",
    "PAYMENT_STATUS",
    "BANK_ORDER_DATE",
    "BANK_ORDER_ID",
];

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// A period is three months at most.
const LONGEST: Months = Months::new(3);

/// `POST /v2/reports/united-netting/generate`: of a period.
pub(super) fn begin(bazaar: &Bazaar, call: &Call) -> Reply {
    let (_, from, to) = match reports::of_period(bazaar, call) {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    let farthest = from.checked_add_months(LONGEST);
    if from > to || farthest.is_none_or(|farthest| to >= farthest) {
        return refuse::bad("the period must be three months at most");
    }
    if call.query("format") != Some("CSV") {
        return refuse::bad("only CSV is made here");
    }
    reports::begin(bazaar, call, "united-netting", &call.json())
}

/// A transaction and the day of its payment order.
struct Paid {
    order: Order,
    number: u64,
    charge: Charge,
    day: NaiveDate,
    paid: NaiveDate,
}

/// The rows of a report that was asked for: what was accrued in the period, and what was paid in it.
pub(super) fn sheet(bazaar: &Bazaar, now: DateTime<Utc>, body: &Value) -> String {
    let day = |name: &str| {
        let text = at(body, name).as_str()?;
        text.parse::<NaiveDate>().ok()
    };
    let (Some(from), Some(to)) = (day("/dateFrom"), day("/dateTo")) else {
        return csv(&COLUMNS, []);
    };
    let within = |day: NaiveDate| from <= day && day <= to;
    let all = transactions(bazaar, now).into_iter();
    let all = all.filter(|one| within(one.day) || within(one.paid));
    let today = (now + MOSCOW).date_naive();
    csv(&COLUMNS, all.map(|one| row(bazaar, &one, today)))
}

fn transactions(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<Paid> {
    let mut all = Vec::new();
    for order in bazaar.world.orders(&STALL, now) {
        let charges = bazaar.world.charges(&STALL, &order, now);
        for (charge, number) in charges.into_iter().zip(1..) {
            let day = (charge.at + MOSCOW).date_naive();
            all.push(Paid {
                order: order.clone(),
                number,
                charge,
                day,
                paid: payday(day),
            });
        }
    }
    all.sort_by_key(|one| (one.day, one.order.number, one.number));
    all
}

/// Thursday of the week after.
fn payday(day: NaiveDate) -> NaiveDate {
    let monday = day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
    monday + TimeDelta::days(10)
}

/// Type, source and name of a transaction.
fn words(bazaar: &Bazaar, charge: &Charge) -> [String; 3] {
    let goods = bazaar.world.products();
    let product = charge.product.and_then(|number| goods.get(number));
    let goods = product.map_or("?", |product| product.name.ru.as_str());
    let (kind, source, name) = match charge.kind {
        ChargeKind::Sale => ("Начисление", "Платёж покупателя", goods),
        ChargeKind::Return => ("Возврат", "Возврат платежа покупателя", goods),
        ChargeKind::Commission => ("Удержание", SERVICES, "Размещение товаров на витрине"),
        ChargeKind::Acquiring => ("Удержание", SERVICES, "Перевод платежа покупателя"),
        ChargeKind::Logistics => ("Удержание", SERVICES, "Доставка покупателю"),
        ChargeKind::ReturnLogistics => ("Удержание", SERVICES, "Обработка возвратов"),
        _ => ("Удержание", SERVICES, "Прочие услуги"),
    };
    [kind, source, name].map(str::to_owned)
}

const SERVICES: &str = "Оплата услуг Яндекс.Маркета";

fn row(bazaar: &Bazaar, one: &Paid, today: NaiveDate) -> [String; 18] {
    let shop = places::shop(bazaar, one.order.warehouse.own);
    let goods = bazaar.world.products();
    let product = one.charge.product.and_then(|number| goods.get(number));
    let [kind, source, name] = words(bazaar, &one.charge);
    let [status, paid, number] = standing(one, today);
    let is_goods = matches!(one.charge.kind, ChargeKind::Sale | ChargeKind::Return);
    let delivered = one.order.reached(Stage::Completed, one.charge.at);
    let written = |at: DateTime<Utc>| (at + MOSCOW).format("%d.%m.%Y").to_string();
    [
        business(bazaar).to_string(),
        shop.kind().to_owned(),
        shop.id.to_string(),
        shop.domain(),
        written(one.charge.at),
        format!("{}{:02}", orders::public(one.order.number), one.number),
        orders::public(one.order.number).to_string(),
        written(one.order.created),
        delivered.map(written).unwrap_or_default(),
        product.map_or_else(String::new, |product| product.article.clone()),
        name,
        if is_goods {
            one.charge.quantity.to_string()
        } else {
            String::new()
        },
        roubles(one.charge.amount).to_string(),
        kind,
        source,
        status,
        paid,
        number,
    ]
}

/// Status, day and number of the payment order; what waits for its day has neither.
fn standing(one: &Paid, today: NaiveDate) -> [String; 3] {
    let held = one.charge.amount < 0;
    if one.paid > today {
        let waits = match held {
            true => "Будет удержан из платежей покупателей",
            false => "Будет переведён по графику выплат",
        };
        return [waits.to_owned(), String::new(), String::new()];
    }
    let done = match held {
        true => "Удержан из платежей покупателей",
        false => "Переведён по графику выплат",
    };
    let number = 90_000 + one.paid.num_days_from_ce() % 9_000;
    let day = one.paid.format("%d.%m.%Y").to_string();
    [done.to_owned(), day, number.to_string()]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use reqwest::Method;
    use serde_json::json;

    use super::*;
    use crate::testing::{Bench, json, send};
    use crate::zipped::unpack;

    #[test]
    fn a_week_is_paid_on_thursday_of_the_next() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (earned, paid) in [
            ("2026-11-16", "2026-11-26"),
            ("2026-11-22", "2026-11-26"),
            ("2026-11-23", "2026-12-03"),
        ] {
            assert_eq!(payday(day(earned)), day(paid), "{earned}");
        }
    }

    /// The lines of the report, cell by cell; no name of the demo's goods holds a quote.
    async fn lines(bench: &Bench, from: NaiveDate, to: NaiveDate) -> Vec<Vec<String>> {
        let key = bench.key("yandex", "api_key");
        let ask = |method, path: &str| {
            let request = bench.ask(method, &format!("yandex/partner/v2{path}"));
            request.header("api-key", &key)
        };
        let (_, shops) = json(ask(Method::GET, "/campaigns")).await;
        let body = json!({"businessId": shops["campaigns"][0]["business"]["id"],
                          "dateFrom": from, "dateTo": to});
        let request = ask(Method::POST, "/reports/united-netting/generate?format=CSV");
        let (status, begun) = json(request.json(&body)).await;
        assert_eq!(status, 200, "{begun}");
        bench.pass(2);
        let id = begun["result"]["reportId"].as_str().expect("a report");
        let (_, info) = json(ask(Method::GET, &format!("/reports/info/{id}"))).await;
        assert_eq!(info["result"]["status"], "DONE", "{info}");
        let file = bench.ask(Method::GET, &format!("yandex/files/reports/{id}"));
        let packed = send(file).await.bytes().await.expect("a file");
        let (name, text) = unpack(&packed).pop().expect("a sheet");
        assert_eq!(name, SHEET, "named as documented");
        let text = String::from_utf8(text).expect("text");
        let lines = text.lines().skip(1);
        lines.map(cells).collect()
    }

    fn cells(line: &str) -> Vec<String> {
        let mut quoted = false;
        let split = line.split(|sign| {
            quoted ^= sign == '"';
            sign == ',' && !quoted
        });
        split.map(str::to_owned).collect()
    }

    #[tokio::test]
    async fn a_payment_order_is_the_sum_of_what_the_world_booked_for_its_week() {
        let bench = Bench::new().await;
        let today = (crate::testing::start() + MOSCOW).date_naive();
        let told = lines(&bench, today - TimeDelta::days(30), today).await;
        let mut paid: BTreeMap<String, i64> = BTreeMap::new();
        for line in &told {
            let [sum, day] = [12, 16].map(|at| line[at].clone());
            if !day.is_empty() {
                let kopecks = sum.parse::<f64>().expect("an amount") * 100.0;
                #[expect(clippy::cast_possible_truncation, reason = "kopecks are whole")]
                let kopecks = kopecks.round() as i64;
                *paid.entry(day).or_default() += kopecks;
            }
        }
        let world = bench.sandbox.world();
        let mut booked: BTreeMap<String, i64> = BTreeMap::new();
        let now = crate::testing::start();
        for order in world.orders(&STALL, now) {
            for charge in world.charges(&STALL, &order, now) {
                let day = payday((charge.at + MOSCOW).date_naive());
                if day <= today && day >= today - TimeDelta::days(30) {
                    let day = day.format("%d.%m.%Y").to_string();
                    *booked.entry(day).or_default() += charge.amount;
                }
            }
        }
        assert!(paid.len() >= 2, "some weeks were paid: {paid:?}");
        assert_eq!(paid, booked, "to the kopeck");
        let waits = told.iter().filter(|line| line[16].is_empty());
        assert!(waits.count() > 0, "the last week waits for its day");
        bench.keeps_to_contract();
    }

    #[tokio::test]
    async fn more_than_three_months_and_a_second_report_at_once_are_refused() {
        let bench = Bench::new().await;
        let key = bench.key("yandex", "api_key");
        let ask = |method, path: &str| {
            let request = bench.ask(method, &format!("yandex/partner/v2{path}"));
            request.header("api-key", &key)
        };
        let (_, shops) = json(ask(Method::GET, "/campaigns")).await;
        let business = &shops["campaigns"][0]["business"]["id"];
        let path = "/reports/united-netting/generate?format=CSV";
        let body =
            json!({"businessId": business, "dateFrom": "2026-08-01", "dateTo": "2026-11-01"});
        let (status, _) = json(ask(Method::POST, path).json(&body)).await;
        assert_eq!(status, 400, "a day too many");
        let body =
            json!({"businessId": business, "dateFrom": "2026-08-01", "dateTo": "2026-10-31"});
        let (status, _) = json(ask(Method::POST, path).json(&body)).await;
        assert_eq!(status, 420, "one request in two minutes, refused ones too");
        bench.pass(3);
        let (status, _) = json(ask(Method::POST, path).json(&body)).await;
        assert_eq!(status, 200, "three months");
    }
}
