//! Days of campaigns: reports once a day, yesterday and today in every round.

use std::io::{Cursor as Bytes, Write as _};

use chrono::TimeDelta;
use domain::AdDay;
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};
use zip::write::SimpleFileOptions;

use super::ads::{ads_shop, granting, ok, requests, row, with_ads};
use super::{Ozon, testing};
use crate::error::ErrorKind;
use crate::page::{Cursor, Page, Window};
use crate::testing::start;

const CAMPAIGNS: &str = "/performance/api/client/campaign";
const ORDER: &str = "/performance/api/client/statistics";
const LOOK: &str = "/performance/api/client/statistics/r-1";
const FETCH: &str = "/performance/api/client/statistics/report";
const FRESH: &str = "/performance/api/client/statistics/products/sku";

const TABLE: &str = ";Кампания по продвижению товаров № 7, период 20.11.2026-21.11.2026
День;sku;Показы;Клики;Расход, ₽, с НДС;Заказы;Выручка, ₽
20.11.2026;11;100;10;95,50;1;1990,00
Всего;;100;10;95,50;1;1990,00";

fn window(now: TimeDelta) -> Window {
    Window {
        since: start() - TimeDelta::days(5),
        now: start() + now,
    }
}

fn archive() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Bytes::new(Vec::new()));
    let other = TABLE.replace("№ 7", "№ 8");
    for (name, table) in [("7.csv", TABLE), ("8.csv", other.as_str())] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .expect("a file");
        archive.write_all(table.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A server with two campaigns, whose report is `file`.
async fn served(file: Vec<u8>) -> MockServer {
    let server = MockServer::start().await;
    granting(&server, &["t"]).await;
    let mut other = row("CAMPAIGN_STATE_STOPPED");
    other["id"] = json!("8");
    let mut old = row("CAMPAIGN_STATE_ARCHIVED");
    (old["id"], old["updatedAt"]) = (json!("9"), json!("2026-10-01T00:00:00Z"));
    let list = json!({"list": [row("CAMPAIGN_STATE_RUNNING"), other, old]});
    for (at, reply) in [
        (CAMPAIGNS, ok(list)),
        (ORDER, ok(json!({"UUID": "r-1", "vendor": false}))),
        (FETCH, ResponseTemplate::new(200).set_body_bytes(file)),
        (
            FRESH,
            ok(
                json!({"rows": [{"campaignId": "7", "sku": "11", "date": "2026-11-22",
                "views": "50", "clicks": "5", "toCart": "1", "orders": "0", "expense": "47.50",
                "sales": "0"}]}),
            ),
        ),
    ] {
        Mock::given(path(at))
            .respond_with(reply)
            .mount(&server)
            .await;
    }
    server
}

async fn stage(server: &MockServer, state: &str, times: u64) {
    let state = ok(json!({"UUID": "r-1", "state": state, "error": "too much"}));
    let mock = Mock::given(path(LOOK)).respond_with(state);
    mock.up_to_n_times(times).mount(server).await;
}

/// A round, with a new shop for each page; its rows, its end and how often it waited.
async fn round(
    server: &MockServer,
    after: Option<Cursor>,
    window: Window,
) -> (Vec<AdDay>, Cursor, usize) {
    let (mut rows, mut after, mut waits) = (Vec::new(), after, 0);
    for _ in 0..20 {
        let shop = ads_shop(server);
        let feed = shop.ad_days().expect("offered");
        let page: Page<AdDay> = feed.page(after.as_ref(), window).await.expect("a page");
        assert!(page.bad.is_empty(), "{:?}", page.bad);
        rows.extend(page.rows);
        waits += usize::from(page.wait.is_some());
        if !page.more {
            return (rows, page.cursor, waits);
        }
        after = Some(page.cursor);
    }
    panic!("the round ends");
}

#[tokio::test]
async fn a_round_reads_reports_and_then_what_is_fresh() {
    let server = served(archive()).await;
    stage(&server, "IN_PROGRESS", 2).await;
    stage(&server, "OK", 9).await;
    let (rows, end, waits) = round(&server, None, window(TimeDelta::zero())).await;
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.campaign.as_str(),
                row.day.to_string(),
                row.figures.spend.minor,
            )
        })
        .collect();
    let expected = [
        ("7", "2026-11-20".to_owned(), 9_550),
        ("8", "2026-11-20".to_owned(), 9_550),
        ("7", "2026-11-22".to_owned(), 4_750),
    ];
    assert_eq!(told, expected, "both tables of the archive, and today");
    assert_eq!(waits, 3, "ordered, and looked at twice in vain");
    let order = requests(&server, ORDER).await;
    assert_eq!(
        order.len(),
        1,
        "a restart goes on waiting for the same report"
    );
    let body: serde_json::Value = order[0].body_json().expect("JSON");
    let wanted = json!({"campaigns": ["7", "8"], "dateFrom": "2026-11-17",
        "dateTo": "2026-11-21", "groupBy": "DATE"});
    assert_eq!(body, wanted, "what may have spent, up to yesterday");

    let (rows, end, _) = round(&server, Some(end), window(TimeDelta::hours(1))).await;
    assert_eq!(rows.len(), 1, "an hour later only what is fresh");
    assert_eq!(
        requests(&server, ORDER).await.len(),
        1,
        "which costs no report"
    );

    let (rows, ..) = round(&server, Some(end), window(TimeDelta::days(1))).await;
    assert_eq!(rows.len(), 3, "the next day everything again");
    let order = requests(&server, ORDER).await;
    let body: serde_json::Value = order[1].body_json().expect("JSON");
    assert_eq!(body["dateFrom"], "2026-11-17", "figures go on changing");
    assert_eq!(body["dateTo"], "2026-11-22", "and a day is added");
}

#[tokio::test]
async fn one_campaign_is_told_by_a_table_and_a_failure_in_ozons_words() {
    let server = served(TABLE.as_bytes().to_vec()).await;
    stage(&server, "OK", 1).await;
    let (rows, ..) = round(&server, None, window(TimeDelta::zero())).await;
    assert_eq!(rows.len(), 2, "a table without an archive, and today");
    let server = served(Vec::new()).await;
    stage(&server, "ERROR", 1).await;
    let shop = ads_shop(&server);
    let feed = shop.ad_days().expect("offered");
    let page = feed
        .page(None, window(TimeDelta::zero()))
        .await
        .expect("ordered");
    let failed = feed
        .page(Some(&page.cursor), window(TimeDelta::zero()))
        .await;
    let failed = failed.expect_err("it will not come");
    assert_eq!(
        (failed.kind, failed.message.as_str()),
        (ErrorKind::Rejected, "too much"),
        "named"
    );
}

#[tokio::test]
async fn a_report_that_is_one_too_many_waits_its_turn() {
    let server = MockServer::start().await;
    granting(&server, &["t"]).await;
    let list = json!({"list": [row("CAMPAIGN_STATE_RUNNING")]});
    Mock::given(path(CAMPAIGNS))
        .respond_with(ok(list))
        .mount(&server)
        .await;
    let words = json!({"error": "превышен лимит активных запросов: максимум 1"});
    Mock::given(path(ORDER))
        .respond_with(ResponseTemplate::new(429).set_body_json(words))
        .expect(1)
        .mount(&server)
        .await;
    let shop = testing::patient_shop(&Ozon::new(), &server, &with_ads());
    let feed = shop.ad_days().expect("offered");
    for _ in 0..2 {
        let error = feed.page(None, window(TimeDelta::zero())).await;
        let error = error.expect_err("another one is being prepared");
        assert_eq!(error.kind, ErrorKind::RateLimited, "{error}");
        assert!(
            error.retry_after.is_some(),
            "it says when to come back: {error}"
        );
    }
}
