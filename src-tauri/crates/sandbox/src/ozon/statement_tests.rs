//! Totals are the sums of what the same sandbox tells row by row; ratings and bids as described.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::tests::{answer, ok};
use crate::testing::{Bench, list};

/// Kopecks of an amount in major units, told as a number or as text.
fn kopecks(told: &Value) -> i64 {
    let text = told
        .as_str()
        .map_or_else(|| told.to_string(), str::to_owned);
    let (sign, plain) = match text.strip_prefix('-') {
        Some(plain) => (-1, plain.to_owned()),
        None => (1, text),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, "0"));
    let part = format!("{part:0<2}");
    let read = |text: &str| text.parse::<i64>().expect("digits");
    sign * (read(whole) * 100 + read(part.get(..2).expect("two digits")))
}

/// All accruals of these days.
async fn accruals(bench: &Bench, from: NaiveDate, until: NaiveDate) -> Vec<Value> {
    let mut all = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= until) {
        let mut last = json!("");
        loop {
            let body = json!({"date": day.to_string(), "last_id": last});
            let page = ok(bench, "/v1/finance/accrual/by-day", body).await;
            all.extend_from_slice(list(&page, "/accruals"));
            last = page["last_id"].clone();
            if last == "" {
                break;
            }
        }
    }
    all
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[tokio::test]
async fn the_totals_of_a_half_month_are_the_sums_of_its_accruals() {
    let bench = Bench::new().await;
    let body = json!({"date": {"from": "2026-11-01T00:00:00Z", "to": "2026-11-17T00:00:00Z"},
        "page": 1, "page_size": 10, "with_details": false});
    let told = ok(&bench, "/v1/finance/cash-flow-statement/list", body).await;
    let flows = list(&told, "/result/cash_flows");
    let mut sold = 0;
    for flow in flows {
        let border = |name: &str| {
            let text = flow["period"][name].as_str().expect("a text");
            day(text.get(..10).expect("a day"))
        };
        let rows = accruals(&bench, border("begin"), border("end")).await;
        let all: i64 = rows
            .iter()
            .map(|row| kopecks(&row["total_amount"]["amount"]))
            .sum();
        let names = [
            "orders_amount",
            "returns_amount",
            "commission_amount",
            "services_amount",
            "item_delivery_and_return_amount",
        ];
        let told: i64 = names.iter().map(|name| kopecks(&flow[*name])).sum();
        assert_eq!(told, all, "{flow}: the report says what its rows say");
        sold += kopecks(&flow["orders_amount"]);
    }
    assert!(flows.len() >= 2 && sold > 0, "something was sold: {told}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_report_of_a_month_is_the_sum_of_its_postings() {
    let bench = Bench::new().await;
    let path = "/v2/finance/realization";
    let told = ok(&bench, path, json!({"month": 10, "year": 2026})).await;
    let (mut sold, mut back, mut fees) = (0, 0, 0);
    for row in list(&told, "/result/rows") {
        let of = |part: &str, name: &str| kopecks(&row[part][name]);
        sold += of("delivery_commission", "amount");
        back += of("return_commission", "amount");
        fees += of("return_commission", "standard_fee") - of("delivery_commission", "standard_fee");
    }
    let rows = accruals(&bench, day("2026-10-01"), day("2026-10-31")).await;
    let products = rows
        .iter()
        .flat_map(|row| list_or_none(row, "/posting/products"));
    let (mut goods, mut commission) = (0, 0);
    for product in products {
        goods += kopecks(&product["commission"]["sale_amount"]["amount"]);
        commission += kopecks(&product["commission"]["commission"]["amount"]);
    }
    assert!(sold > 0, "October had sales");
    assert_eq!(
        (sold - back, fees),
        (goods, commission),
        "row by row the same"
    );
    let (status, _) = answer(&bench, path, json!({"month": 11, "year": 2026})).await;
    assert_eq!(status, 404, "this month is not over");
    bench.keeps_to_contract();
}

fn list_or_none<'a>(row: &'a Value, pointer: &str) -> &'a [Value] {
    row.pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

#[tokio::test]
async fn ratings_are_told_within_the_description() {
    let bench = Bench::new().await;
    let told = ok(&bench, "/v1/rating/summary", json!({})).await;
    let groups = list(&told, "/groups").iter();
    let items: usize = groups.map(|group| list(group, "/items").len()).sum();
    assert!(items > 0, "there are some: {told}");
    let told = ok(&bench, "/v1/rating/index/fbs/info", json!({})).await;
    assert_eq!(list(&told, "/defects").len(), 14, "day by day: {told}");
    bench.keeps_to_contract();
}
