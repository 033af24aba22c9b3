//! Advice on bids, totals of payments, ratings of shops, places in categories.

use std::io::{Cursor as Bytes, Write as _};

use chrono::TimeDelta;
use domain::{Bid, LedgerKind, RatingUnit};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};
use zip::write::SimpleFileOptions;

use super::sent::{gets, list};
use super::{asked, on, server, shop};
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::page::{Cursor, Page, Window};
use crate::testing::{start, window};

const OFFERS: &str = "/v2/businesses/77/offer-mappings";
const ADVICE: &str = "/v2/businesses/77/bids/recommendations";
const RATINGS: &str = "/v2/businesses/77/ratings/quality";
const NETTING: &str = "/v2/reports/united-netting/generate";
const REALIZATION: &str = "/v2/reports/goods-realization/generate";
const POSITION: &str = "/v2/reports/competitors-position/generate";

fn offers(rows: &Value) -> Value {
    json!({ "status": "OK", "result": { "offerMappings": rows, "paging": {} } })
}

fn offer(id: &str, category: i64) -> Value {
    json!({ "offer": { "offerId": id, "name": id },
            "mapping": { "marketCategoryId": category, "marketCategoryName": "Чайники" } })
}

/// A cabinet that sells in roubles, and reports that are ready at once.
async fn reporting(reports: &[(&str, &[(&str, &str)])]) -> MockServer {
    let server = server().await;
    let settings = json!({ "status": "OK", "result": { "settings": { "currency": "RUR" } } });
    on(&server, "/v2/businesses/77/settings", settings).await;
    for (number, (generate, sheets)) in reports.iter().enumerate() {
        let begun = json!({ "status": "OK", "result": { "reportId": format!("r-{number}") } });
        on(&server, generate, begun).await;
        let file = format!("{}/files/r-{number}", server.uri());
        let info = json!({ "status": "OK", "result": { "status": "DONE", "file": file } });
        gets(&server, &format!("/v2/reports/info/r-{number}"), info).await;
        let reply = ResponseTemplate::new(200).set_body_bytes(archive(sheets));
        let mock = Mock::given(method("GET")).and(path(format!("/files/r-{number}")));
        mock.respond_with(reply).mount(&server).await;
    }
    server
}

fn archive(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Bytes::new(Vec::new()));
    for (name, text) in sheets {
        archive
            .start_file(format!("{name}.csv"), SimpleFileOptions::default())
            .expect("a file");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// All pages of a round; the clock of tests runs a thousandfold while a limit is waited for.
async fn round<T>(
    feed: &dyn Source<T>,
    after: Option<Cursor>,
    window: Window,
) -> (Vec<Page<T>>, Cursor) {
    let (mut pages, mut cursor) = (Vec::new(), after);
    loop {
        let page = match feed.page(cursor.as_ref(), window).await {
            Err(error) if error.kind == ErrorKind::RateLimited => {
                let wait = error.retry_after.expect("told");
                tokio::time::sleep(wait / 1000).await;
                continue;
            }
            page => page.expect("a page"),
        };
        let (next, more) = (page.cursor.clone(), page.more);
        pages.push(page);
        if !more {
            return (pages, next);
        }
        cursor = Some(next);
        assert!(pages.len() < 40, "a round ends");
    }
}

#[tokio::test]
async fn several_bids_are_advised_step_by_step_and_the_single_one_is_left_alone() {
    let server = server().await;
    let rows = json!([offer("SAM-1", 1), offer("SAM-2", 1), offer("SAM-3", 1)]);
    on(&server, OFFERS, offers(&rows)).await;
    let steps = json!([{ "bid": 900, "showPercent": 80, "benefits": ["BESTS"] },
                       { "bid": 300, "showPercent": 25 }]);
    let advice = json!([{ "sku": "SAM-1", "bid": 570, "bidRecommendations": steps },
                        { "sku": "SAM-2", "bid": 570 }, { "bid": 1 }]);
    on(&server, ADVICE, list("recommendations", advice)).await;
    let shop = shop(&server);
    let feed = shop.bid_signals().expect("offered");
    let page = feed.page(None, window()).await.expect("a page");
    let told: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.listing.as_str(), row.mark.as_str(), row.bid, row.reach))
        .collect();
    let reach = |percent: i64| Some(Decimal::from(percent));
    let expected = [
        ("SAM-1", "1", Bid::Share(300), reach(25)),
        ("SAM-1", "2", Bid::Share(900), reach(80)),
        ("SAM-2", "", Bid::Share(570), None),
    ];
    assert_eq!(told, expected, "the lowest first, hundredths of a percent");
    assert_eq!(page.bad.len(), 1, "a bid for nothing is told as bad");
    let expected = json!({ "skus": ["SAM-1", "SAM-2", "SAM-3"] });
    assert_eq!(asked(&server, "/bids/recommendations").await, [expected]);
}

#[tokio::test]
async fn sellers_of_market_yandex_go_have_no_advice_on_bids() {
    let server = server().await;
    let mut goods = offers(&json!([offer("SAM-1", 1)]));
    goods["result"]["paging"] = json!({ "nextPageToken": "t2" });
    on(&server, OFFERS, goods).await;
    let message = "The method is not supported for Market Yandex Go sellers";
    let refusal =
        json!({ "status": "ERROR", "errors": [{ "code": "FORBIDDEN", "message": message }] });
    let mock = Mock::given(method("POST")).and(path(format!("/partner{ADVICE}")));
    let reply = ResponseTemplate::new(403).set_body_json(refusal);
    mock.respond_with(reply).mount(&server).await;
    let shop = shop(&server);
    let feed = shop.bid_signals().expect("offered");
    let page = feed.page(None, window()).await.expect("no error");
    assert!(
        page.rows.is_empty() && !page.more,
        "an empty round, at once"
    );
}

#[tokio::test]
async fn a_shop_has_its_last_index_and_the_parts_of_it() {
    let server = server().await;
    let index = |day: &str, rating: i64| {
        json!({ "rating": rating, "calculationDate": day, "components":
            [{ "value": 1.5, "componentType": "FBS_CANCELLATION_RATE" }] })
    };
    let rows = json!([
        { "campaignId": 5501, "ratings": [index("2026-11-21", 97), index("2026-11-20", 90)] },
        { "campaignId": 5502, "ratings": [] },
        { "ratings": [] },
    ]);
    on(&server, RATINGS, list("campaignRatings", rows)).await;
    let shop = shop(&server);
    let feed = shop.shop_ratings().expect("offered");
    let (mut pages, _) = round(feed, None, window()).await;
    let page = pages.pop().expect("a page");
    let told: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.place.as_str(), row.code.as_str(), row.value, &row.unit))
        .collect();
    let expected = [
        (
            "FBS 5501",
            "rating",
            Some(Decimal::from(97)),
            &RatingUnit::Points,
        ),
        (
            "FBS 5501",
            "FBS_CANCELLATION_RATE",
            Some(Decimal::new(15, 1)),
            &RatingUnit::Percent,
        ),
    ];
    assert_eq!(
        told, expected,
        "of the last day; a shop without one is left out"
    );
    assert_eq!(page.bad.len(), 1, "a rating of no shop");
    let expected = json!({ "campaignIds": [5501, 5502],
                           "dateFrom": "2026-11-08", "dateTo": "2026-11-22" });
    assert_eq!(
        asked(&server, "/ratings/quality").await,
        [expected],
        "open shops of the cabinet"
    );
}

const PAYMENTS: &str = "\
TRANSACTION_DATE;ORDER_ID;OFFER_OR_SERVICE_NAME;COUNT;TRANSACTION_SUM;TRANSACTION_TYPE;\
TRANSACTION_SOURCE;PAYMENT_STATUS;BANK_ORDER_DATE;BANK_ORDER_ID;BANK_SUM
28.10.2026;57001;Чайник;1;1990,00;Начисление;Платёж покупателя;Переведён по графику выплат;\
05.11.2026;92735;1691,50
28.10.2026;57001;Размещение;;-298,50;Удержание;Оплата услуг;Удержан из платежей покупателей;\
05.11.2026;92735;298,50
02.11.2026;57002;Чайник;2;3980,00;Начисление;Платёж покупателя;Переведён по графику выплат;\
12.11.2026;92801;3980,00
02.11.2026;57002;Чайник;2;400,00;Начисление;Баллы за скидку;Справочно: не будет пополнен баланс;\
12.11.2026;92801;3980,00
18.11.2026;57003;Чайник;1;1990,00;Начисление;Платёж покупателя;Будет переведён по графику выплат;;;
";

const DELIVERED: &str = "\
ORDER_ID,DELIVERED_COUNT,DELIVERED_PRICE_SUM_WITH_VAT_AND_DISCOUNTS
57001,1,1990.50
57002,2,3980
";

const RETURNED: &str = "\
ORDER_ID,RETURNED_COUNT,RETURN_PRICE_SUM_WITH_VAT_AND_DISCOUNTS
57001,1,1990.50
";

/// Payments as given, and every shop sold the same.
async fn reports(payments: &str) -> MockServer {
    let transferred = ("transferred_to_delivery", "ORDER_ID\n57009\n");
    let sheets = [
        transferred,
        ("delivered", DELIVERED),
        ("returned", RETURNED),
    ];
    let payments = [("transaction_date", payments)];
    reporting(&[(NETTING, &payments), (REALIZATION, &sheets)]).await
}

fn since_november() -> Window {
    Window {
        since: start() - TimeDelta::days(20),
        now: start(),
    }
}

#[tokio::test]
async fn payments_are_told_as_totals_of_a_month() {
    let server = reports(PAYMENTS).await;
    let shop = shop(&server);
    let feed = shop.statements().expect("offered");
    let (pages, _) = round(feed, None, since_november()).await;
    let rows = pages.into_iter().flat_map(|page| page.rows);
    let rows: Vec<_> = rows.filter(|row| row.kind == "united-netting").collect();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.about.clone(), row.amount.minor, row.quantity))
        .collect();
    let expected = [
        (LedgerKind::Sale, 597_000, Some(3)),
        (LedgerKind::Service, -29_850, None),
    ];
    assert_eq!(told, expected, "what was paid and what was withheld");
    let transferred: i64 = rows.iter().map(|row| row.amount.minor).sum();
    assert_eq!(transferred, 169_150 + 398_000, "both payment orders");
    let one = rows.first().expect("a total");
    assert_eq!(
        one.report.as_str(),
        "united-netting:2026-11-01",
        "the month"
    );
    let span = (one.from.to_string(), one.until.to_string());
    let expected = ("2026-11-01".to_owned(), "2026-11-22".to_owned());
    assert_eq!(span, expected, "up to today");
    let expected = json!({ "businessId": 77, "dateFrom": "2026-11-01", "dateTo": "2026-11-22" });
    assert_eq!(asked(&server, NETTING).await, [expected], "one report");
}

#[tokio::test]
async fn without_one_of_its_lines_there_is_no_total() {
    let broken = PAYMENTS.replacen("1990,00;Начисление", "viel;Начисление", 1);
    let server = reports(&broken).await;
    let shop = shop(&server);
    let feed = shop.statements().expect("offered");
    let (pages, _) = round(feed, None, since_november()).await;
    let bad: usize = pages.iter().map(|page| page.bad.len()).sum();
    assert_eq!(bad, 1, "the line is told");
    let mut rows = pages.iter().flat_map(|page| &page.rows);
    let other = rows.all(|row| row.kind == "goods-realization");
    assert!(other, "a part is not taken for the whole");
}

#[tokio::test]
async fn each_shop_sold_and_took_back_what_its_sheets_sum_to() {
    let server = reports(PAYMENTS).await;
    let shop = shop(&server);
    let feed = shop.statements().expect("offered");
    let (pages, next) = round(feed, None, since_november()).await;
    let rows = pages.into_iter().flat_map(|page| page.rows);
    let rows: Vec<_> = rows
        .filter(|row| row.kind == "goods-realization")
        .map(|row| (row.report.to_string(), row.amount.minor, row.quantity))
        .collect();
    let of = |id: u32| format!("goods-realization:{id}:2026-11-01");
    let expected = [
        (of(5501), 597_050, Some(3)),
        (of(5501), -199_050, Some(1)),
        (of(5502), 597_050, Some(3)),
        (of(5502), -199_050, Some(1)),
    ];
    assert_eq!(rows, expected, "what was taken, and what came back");
    let bodies = asked(&server, REALIZATION).await;
    let first = json!({ "campaignId": 5501, "year": 2026, "month": 11 });
    assert_eq!(bodies.first(), Some(&first), "the month that goes on");
    round(feed, Some(next), since_november()).await;
    assert_eq!(asked(&server, NETTING).await.len(), 2, "both reports again");
    assert_eq!(asked(&server, REALIZATION).await.len(), 4, "of both shops");
}

const PLACES: &str = "\
DAY,SELLERS_COUNT,POSITION,TOTAL_GMV,GMV,AVG_TOTAL_GMV,SHARE,\
AVG_GMV_OF_TOP_FIVE_PERCENT_SELLERS,NEAREST_COMPETITOR_GMV
20-11-2026,41,7,100000.5,4000,2439,4,20000,4100
21-11-2026,40,-1,90000,0,2250,0,19000,
";

#[tokio::test]
async fn a_category_is_told_day_by_day_and_a_refused_one_stops_no_other() {
    let server = reporting(&[(POSITION, &[("competitors_position", PLACES)])]).await;
    let rows = json!([offer("SAM-1", 91), offer("SAM-2", 92), offer("SAM-3", 92)]);
    on(&server, OFFERS, offers(&rows)).await;
    let refusal =
        json!({ "status": "ERROR", "errors": [{ "code": "BAD_REQUEST", "message": "no" }] });
    let unknown = Mock::given(path(format!("/partner{POSITION}")))
        .and(body_partial_json(json!({ "categoryId": 92 })));
    let reply = ResponseTemplate::new(400).set_body_json(refusal);
    unknown
        .respond_with(reply)
        .with_priority(1)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let feed = shop.category_places().expect("offered");
    let (pages, next) = round(feed, None, window()).await;
    let bad: usize = pages.iter().map(|page| page.bad.len()).sum();
    assert_eq!(bad, 1, "the refused category is told");
    let rows: Vec<_> = pages.into_iter().flat_map(|page| page.rows).collect();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.category.as_str(), row.place, row.sellers))
        .collect();
    assert_eq!(
        told,
        [("91", Some(7), Some(41)), ("91", None, Some(40))],
        "no place on a day without orders"
    );
    let first = rows.first().expect("a day");
    let minor = [first.ours, first.all, first.nearest].map(|one| one.map(|one| one.minor));
    assert_eq!(
        minor,
        [Some(400_000), Some(10_000_050), Some(410_000)],
        "kopecks"
    );
    let sent = asked(&server, POSITION).await;
    let sent: Vec<_> = sent
        .iter()
        .map(|body| (body["categoryId"].clone(), body["dateFrom"].clone()))
        .collect();
    let expected = [
        (json!(92), json!("2026-08-24")),
        (json!(91), json!("2026-08-24")),
    ];
    assert_eq!(sent, expected, "that with most offers first");
    round(feed, Some(next), window()).await;
    let again = asked(&server, POSITION).await;
    let last = again.last().expect("asked again");
    assert_eq!(
        last["dateFrom"], "2026-11-14",
        "the last days in the next turn"
    );
}
