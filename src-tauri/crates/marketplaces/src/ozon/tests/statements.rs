//! Totals of Ozon's own reports.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{LedgerKind, Statement};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, company, on, shop};
use crate::page::{Cursor, Window};
use crate::testing::start;

const FLOWS: &str = "/v1/finance/cash-flow-statement/list";
const REPORT: &str = "/v2/finance/realization";

/// Numbers as the real one was seen to send them.
fn flow(begin: &str, end: &str) -> Value {
    json!({"period": {"id": 11_796_523_085_490_i64, "begin": format!("{begin}T00:00:00Z"),
            "end": format!("{end}T00:00:00Z")},
        "orders_amount": 100_822, "returns_amount": 0, "commission_amount": -16440.71,
        "services_amount": -2869.97, "item_delivery_and_return_amount": -4135.59,
        "currency_code": "RUB"})
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn since(day: &str, now: DateTime<Utc>) -> Window {
    let since = format!("{day}T12:00:00Z").parse().expect("a moment");
    Window { since, now }
}

async fn refused(server: &MockServer, status: u16) {
    let body = json!({"code": 5, "message": "Not Found"});
    Mock::given(path(format!("/seller{REPORT}")))
        .respond_with(ResponseTemplate::new(status).set_body_json(body))
        .mount(server)
        .await;
}

/// Rows of a whole round, how many were bad, and where the next one begins.
async fn round(
    server: &MockServer,
    mut after: Option<Cursor>,
    window: Window,
) -> (Vec<Statement>, usize, Cursor) {
    let shop = shop(server);
    let feed = shop.statements().expect("offered");
    assert!(!feed.names_all(), "totals of old reports stay");
    let (mut rows, mut bad) = (Vec::new(), 0);
    loop {
        let page = feed.page(after.as_ref(), window).await.expect("a page");
        rows.extend(page.rows);
        bad += page.bad.len();
        if !page.more {
            return (rows, bad, page.cursor);
        }
        after = Some(page.cursor);
    }
}

#[tokio::test]
async fn a_half_month_that_is_over_is_told_in_its_parts() {
    let server = MockServer::start().await;
    refused(&server, 404).await;
    let mut broken = flow("2026-11-01", "2026-11-15");
    broken["currency_code"] = json!("???");
    let flows = json!([
        flow("2026-11-01", "2026-11-15"),
        flow("2026-11-16", "2026-11-30"),
        broken
    ]);
    on(
        &server,
        FLOWS,
        json!({"result": {"cash_flows": flows, "page_count": 1}}),
    )
    .await;
    let (rows, bad, _) = round(&server, None, since("2026-11-20", start())).await;
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.about.as_str(), row.word.as_str(), row.amount.minor))
        .collect();
    let expected = [
        ("sale", "orders_amount", 10_082_200),
        ("commission", "commission_amount", -1_644_071),
        ("logistics", "item_delivery_and_return_amount", -413_559),
        ("service", "services_amount", -286_997),
    ];
    assert_eq!(told, expected, "signed as Ozon signs them, without zeroes");
    let row = &rows[0];
    assert_eq!(row.report, "cash-flow-statement:2026-11-01".into(), "named");
    assert_eq!(
        (row.from, row.until),
        (day("2026-11-01"), day("2026-11-15")),
        "its days"
    );
    assert_eq!(bad, 1, "one without a currency; what goes on is left out");
    let body = &asked(&server, FLOWS).await[0];
    let expected = json!({"from": "2026-10-01T00:00:00Z", "to": "2026-11-22T00:00:00Z"});
    assert_eq!(body["date"], expected, "the last month at least");
}

#[tokio::test]
async fn half_months_have_pages() {
    let server = MockServer::start().await;
    refused(&server, 404).await;
    for page in 1..=2 {
        let flows = json!([flow(
            &format!("2026-0{page}-01"),
            &format!("2026-0{page}-15")
        )]);
        let body = json!({"result": {"cash_flows": flows, "page_count": 2}});
        Mock::given(path(format!("/seller{FLOWS}")))
            .and(body_partial_json(json!({"page": page})))
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&server)
            .await;
    }
    let (rows, ..) = round(&server, None, since("2026-01-10", start())).await;
    assert_eq!(rows.len(), 8, "of both pages");
    let months = asked(&server, REPORT).await;
    assert_eq!(months.len(), 10, "January to October; November is not over");
    assert_eq!(
        months[0],
        json!({"month": 1, "year": 2026}),
        "the first day's month"
    );
}

fn realized(sold: &Value, back: &Value) -> Value {
    json!({"rowNumber": 1, "item": {"sku": 7}, "delivery_commission": sold,
        "return_commission": back})
}

#[tokio::test]
async fn a_month_is_the_sum_of_its_report() {
    let server = MockServer::start().await;
    on(&server, FLOWS, json!({"result": {"cash_flows": null}})).await;
    let one = json!({"amount": 1000.5, "quantity": 2, "standard_fee": 170, "bonus": 12.25,
        "stars": 0, "bank_coinvestment": 3, "pick_up_point_coinvestment": null, "total": 845.75});
    let other = json!({"amount": "500", "quantity": 1, "standard_fee": 85});
    let back = json!({"amount": 500, "quantity": 1, "standard_fee": 85, "bank_coinvestment": 3});
    let rows = json!([realized(&one, &json!(null)), realized(&other, &back)]);
    let header = json!({"currency_sys_name": "RUB"});
    on(
        &server,
        REPORT,
        json!({"result": {"header": header, "rows": rows}}),
    )
    .await;
    let (rows, bad, next) = round(&server, None, since("2026-10-05", start())).await;
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.word.as_str(),
                row.about.clone(),
                row.quantity,
                row.amount.minor,
            )
        })
        .collect();
    let expected = [
        (
            "delivery_commission.amount",
            LedgerKind::Sale,
            Some(3),
            150_050,
        ),
        (
            "return_commission.amount",
            LedgerKind::Return,
            Some(1),
            -50_000,
        ),
        ("standard_fee", LedgerKind::Commission, None, -17_000),
        ("bonus", LedgerKind::Subsidy, None, 1_225),
    ];
    assert_eq!(told, expected, "what came back counts the other way round");
    assert_eq!(bad, 0, "all readable");
    let borders = (rows[0].from, rows[0].until);
    assert_eq!(
        borders,
        (day("2026-10-01"), day("2026-10-31")),
        "a whole month"
    );
    assert_eq!(rows[0].report, "realization:2026-10-01".into(), "named");
    let (again, ..) = round(&server, Some(next), since("2020-01-01", start())).await;
    assert_eq!(
        again, rows,
        "the next round reads the last month again, and no more"
    );
    assert_eq!(asked(&server, REPORT).await.len(), 2, "once in every round");
}

#[tokio::test]
async fn one_row_that_cannot_be_read_leaves_no_total_of_its_month() {
    let server = MockServer::start().await;
    on(&server, FLOWS, json!({"result": {"cash_flows": []}})).await;
    let good = json!({"amount": 1000, "quantity": 2});
    let rows = json!([
        realized(&good, &json!({})),
        realized(&json!({"amount": []}), &json!({}))
    ]);
    let header = json!({"currency_sys_name": "RUB"});
    on(
        &server,
        REPORT,
        json!({"result": {"header": header, "rows": rows}}),
    )
    .await;
    let (rows, bad, _) = round(&server, None, since("2026-10-05", start())).await;
    assert_eq!(
        (rows.len(), bad),
        (0, 1),
        "a total without it would be wrong"
    );
}

#[tokio::test]
async fn a_report_without_a_currency_is_in_the_cabinets() {
    let server = MockServer::start().await;
    on(&server, "/v1/seller/info", company("Shop", "PREMIUM")).await;
    on(&server, FLOWS, json!({"result": {"cash_flows": []}})).await;
    let rows = json!([realized(
        &json!({"amount": 1000, "quantity": 2}),
        &json!({})
    )]);
    let header = json!({"currency_sys_name": "руб."});
    on(
        &server,
        REPORT,
        json!({"result": {"header": header, "rows": rows}}),
    )
    .await;
    let (rows, ..) = round(&server, None, since("2026-10-05", start())).await;
    assert_eq!(rows[0].amount.currency.code(), "RUB", "the cabinet's");
}

#[tokio::test]
async fn an_outage_is_no_month_without_a_report() {
    let server = MockServer::start().await;
    refused(&server, 500).await;
    let shop = shop(&server);
    let feed = shop.statements().expect("offered");
    let month = Cursor(json!({"month": "2026-10-01"}));
    let page = feed.page(Some(&month), since("2026-10-05", start())).await;
    assert!(page.is_err(), "asked again, or the month would be lost");
}
