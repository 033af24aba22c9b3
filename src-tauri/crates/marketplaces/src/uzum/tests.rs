//! The connector against stand-in servers that speak Uzum's words.

use std::time::Duration;

use domain::{Capability, Cell};
use serde_json::{Value, json};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::error::ErrorKind;
use crate::page::Cursor;
use crate::testing::{self, start, way, window};

const TOKEN: &str = "k7Zt0-uzum-key-0123456789";
const SHOPS: &str = "/seller/v1/shops";
const STOCKS: &str = "/seller/v3/fbs/sku/stocks";
const ORDERS: &str = "/seller/v2/fbs/orders";

fn shop(server: &MockServer) -> Box<dyn Shop> {
    testing::shop(&Uzum::new(), server, &testing::keys(&[("token", TOKEN)]))
}

fn patient_shop(server: &MockServer) -> Box<dyn Shop> {
    testing::patient_shop(&Uzum::new(), server, &testing::keys(&[("token", TOKEN)]))
}

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn wrapped(payload: &Value) -> ResponseTemplate {
    ok(json!({"payload": payload, "errors": [], "timestamp": "2026-11-22T10:00:00.000Z"}))
}

fn refused(status: u16, code: &str, message: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({
        "payload": null, "errors": [{"code": code, "message": message}],
        "timestamp": "2026-11-22T10:00:00.000Z", "trace": "5f1c"
    }))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("a fixture is JSON")
}

async fn two_shops(server: &MockServer) {
    let shops =
        json!([{"id": 5114, "name": "Zarafshon Uy"}, {"id": 5115, "name": "Zarafshon Bolalar"}]);
    Mock::given(path(SHOPS))
        .respond_with(ok(shops))
        .mount(server)
        .await;
}

async fn asked(server: &MockServer, at: &str) -> Vec<wiremock::Request> {
    let all = server
        .received_requests()
        .await
        .expect("requests are recorded");
    all.into_iter()
        .filter(|request| request.url.path() == at)
        .collect()
}

/// Values of a query parameter, in order.
fn values(request: &wiremock::Request, name: &str) -> Vec<String> {
    let pairs = request.url.query_pairs();
    pairs
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .collect()
}

fn read(passport: &Passport, capability: Capability) -> Cell {
    let cell = passport
        .cells
        .iter()
        .find(|cell| cell.capability == capability);
    cell.expect("a cell for each capability").read.clone()
}

mod changes;
mod mutations;

mod checks {
    use super::*;

    #[tokio::test]
    async fn a_good_key_is_sent_bare_and_tells_its_shops() {
        let server = MockServer::start().await;
        two_shops(&server).await;
        Mock::given(path("/seller/v1/product/shop/5114"))
            .respond_with(ok(json!({"productList": [], "totalProductsAmount": 0})))
            .mount(&server)
            .await;
        Mock::given(path(STOCKS))
            .respond_with(wrapped(&json!({"skuAmountList": []})))
            .mount(&server)
            .await;
        Mock::given(path(ORDERS))
            .respond_with(wrapped(&json!({"orders": [], "totalAmount": 0})))
            .mount(&server)
            .await;
        Mock::given(path("/seller/v1/finance/orders"))
            .respond_with(ok(json!({"orderItems": [], "totalElements": 0})))
            .mount(&server)
            .await;
        Mock::given(path("/seller/v1/return"))
            .respond_with(ok(json!([])))
            .mount(&server)
            .await;
        let passport = shop(&server).check(window()).await.expect("a good key");
        assert_eq!(
            passport.account_label.as_deref(),
            Some("Zarafshon Uy, Zarafshon Bolalar"),
            "the shops' names"
        );
        assert_eq!(
            passport.external_id.as_deref(),
            Some("5114"),
            "the first shop"
        );
        assert_eq!(
            asked(&server, SHOPS).await.len(),
            1,
            "the limit is read from the same answer"
        );
        for line in Uzum::new().profile().capabilities {
            let wanted = if line.read {
                Cell::Works
            } else {
                Cell::NotOffered
            };
            let capability = line.capability;
            assert_eq!(
                read(&passport, capability),
                wanted,
                "{capability} was asked for"
            );
        }
        for request in server.received_requests().await.expect("recorded") {
            let sent = request
                .headers
                .get("authorization")
                .and_then(|key| key.to_str().ok());
            assert_eq!(sent, Some(TOKEN), "with Bearer Uzum knows no key");
        }
    }

    #[tokio::test]
    async fn a_key_that_uzum_does_not_know_is_unauthorised() {
        let server = MockServer::start().await;
        Mock::given(path(SHOPS))
            .respond_with(refused(403, "forbidden-001", "Token not found"))
            .mount(&server)
            .await;
        let error = shop(&server)
            .check(window())
            .await
            .expect_err("no such key");
        assert_eq!(
            error.kind,
            ErrorKind::Unauthorised,
            "403 is what Uzum says to it"
        );
        assert_eq!(error.request_id.as_deref(), Some("5f1c"), "the trace");
        assert_eq!(error.account, Some(testing::ACCOUNT), "whose shop");
    }

    #[tokio::test]
    async fn a_missing_right_is_a_cell() {
        let server = MockServer::start().await;
        let nested = json!({"payload": {"shops": [{"id": 5114}]}});
        Mock::given(path(SHOPS))
            .respond_with(ok(nested))
            .mount(&server)
            .await;
        Mock::given(path(STOCKS))
            .respond_with(refused(
                403,
                "fbs-2-seller-access-denied",
                "У селлера нет доступа, необходимы права 'SKU_READ'",
            ))
            .mount(&server)
            .await;
        Mock::given(path(ORDERS))
            .respond_with(refused(500, "x", "Internal"))
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .respond_with(ok(json!({"productList": []})))
            .mount(&server)
            .await;
        let passport = shop(&server).check(window()).await.expect("a good key");
        assert_eq!(
            read(&passport, Capability::Catalogue),
            Cell::Works,
            "that right is there"
        );
        assert_eq!(
            read(&passport, Capability::Stock),
            Cell::MissingScope("SKU_READ".into()),
            "the right by its name"
        );
        assert_eq!(
            read(&passport, Capability::Orders),
            Cell::Failed("Internal".into()),
            "Uzum's failure"
        );
    }

    #[tokio::test]
    async fn a_blocked_seller_is_an_error() {
        let server = MockServer::start().await;
        Mock::given(path(STOCKS))
            .respond_with(refused(403, "storage-service-04", "Селлер заблокирован"))
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .respond_with(ok(json!([{"id": 5114}])))
            .mount(&server)
            .await;
        let error = shop(&server).check(window()).await.expect_err("blocked");
        assert_eq!(error.kind, ErrorKind::Blocked, "no right helps: {error}");
        assert!(!error.temporary, "only Uzum lifts it");
    }

    #[tokio::test]
    async fn a_key_without_shops_opens_nothing() {
        let server = MockServer::start().await;
        Mock::given(path(SHOPS))
            .respond_with(ok(json!([])))
            .mount(&server)
            .await;
        Mock::given(path(STOCKS))
            .respond_with(wrapped(&json!({})))
            .mount(&server)
            .await;
        let passport = shop(&server)
            .check(window())
            .await
            .expect("the key is known");
        assert!(
            matches!(read(&passport, Capability::Orders), Cell::Failed(_)),
            "and there is nothing to read"
        );
    }

    #[test]
    fn absent_things_are_absent() {
        let (uzum, keys) = (Uzum::new(), testing::keys(&[("token", TOKEN)]));
        assert_eq!(
            uzum.inspect(&keys).map(|passport| passport.is_none()),
            Ok(true),
            "keys are opaque"
        );
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let server = runtime.expect("a runtime").block_on(MockServer::start());
        let shop = shop(&server);
        assert!(
            shop.reviews().is_none() && shop.questions().is_none(),
            "not in Uzum's API"
        );
    }
}

mod feeds {
    use super::*;

    fn product(id: i64) -> Value {
        json!({
            "productId": id, "title": "Choynak", "status": {"value": "IN_STOCK"},
            "skuList": [{"skuId": id * 10, "price": 1000, "quantityActive": 1}]
        })
    }

    async fn products(
        server: &MockServer,
        shop: i64,
        page: i64,
        ids: std::ops::Range<i64>,
        total: i64,
    ) {
        let list: Vec<Value> = ids.map(product).collect();
        Mock::given(path(format!("/seller/v1/product/shop/{shop}")))
            .and(query_param("page", page.to_string()))
            .and(query_param("size", "100"))
            .and(query_param("filter", "ALL"))
            .respond_with(ok(
                json!({"productList": list, "totalProductsAmount": total}),
            ))
            .mount(server)
            .await;
    }

    #[tokio::test]
    async fn the_catalogue_is_all_pages_of_all_shops() {
        let server = MockServer::start().await;
        two_shops(&server).await;
        // A server that gives 60 where 100 were asked for still names the total.
        products(&server, 5114, 0, 1..61, 70).await;
        products(&server, 5114, 1, 61..71, 70).await;
        products(&server, 5115, 0, 71..73, 2).await;
        // `ALL` leaves the archive out.
        Mock::given(query_param("filter", "ARCHIVE"))
            .respond_with(ok(json!({"productList": [], "totalProductsAmount": 0})))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let catalogue = shop.catalogue().expect("offered");
        let (mut after, mut pages) = (None, Vec::new());
        loop {
            let page = catalogue
                .page(after.as_ref(), window())
                .await
                .expect("a page");
            pages.push(page.rows.len());
            after = Some(page.cursor);
            if !page.more {
                break;
            }
        }
        assert_eq!(pages, [60, 10, 0, 2, 0], "each once, its archive after it");
        assert_eq!(
            asked(&server, SHOPS).await.len(),
            1,
            "shops are asked for once a round"
        );
        let again = catalogue
            .page(after.as_ref(), window())
            .await
            .expect("the next round");
        assert_eq!(
            again.rows.len(),
            60,
            "from the beginning: Uzum tells no changes"
        );
    }

    #[tokio::test]
    async fn no_shops_are_an_empty_catalogue() {
        let server = MockServer::start().await;
        Mock::given(path(SHOPS))
            .respond_with(ok(json!([])))
            .mount(&server)
            .await;
        let page = shop(&server)
            .catalogue()
            .expect("offered")
            .page(None, window())
            .await
            .expect("a page");
        assert!(page.rows.is_empty() && !page.more, "and the round ends");
    }

    #[tokio::test]
    async fn stock_follows_the_sku_numbers_and_then_the_products() {
        let server = MockServer::start().await;
        two_shops(&server).await;
        products(&server, 5114, 0, 1..3, 2).await;
        products(&server, 5115, 0, 0..0, 0).await;
        let rows = |range: std::ops::Range<i64>| {
            let row =
                |id: i64| json!({"skuId": id, "barcode": "1", "amount": 2, "fbsLinked": true});
            wrapped(&json!({"skuAmountList": range.map(row).collect::<Vec<_>>()}))
        };
        Mock::given(path(STOCKS))
            .and(query_param("skuIdFrom", "0"))
            .respond_with(rows(1..101))
            .mount(&server)
            .await;
        Mock::given(path(STOCKS))
            .and(query_param("skuIdFrom", "100"))
            .respond_with(rows(101..104))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let stock = shop.stock().expect("offered");
        let (mut after, mut pages) = (None, Vec::new());
        loop {
            let page = stock.page(after.as_ref(), window()).await.expect("a page");
            pages.push(page.rows.len());
            after = Some(page.cursor);
            if !page.more {
                break;
            }
        }
        assert_eq!(pages, [100, 3, 2, 0], "with the seller, then at Uzum");
        for request in asked(&server, STOCKS).await {
            assert!(
                values(&request, "page").is_empty(),
                "page and skuIdFrom exclude each other"
            );
        }
        assert_eq!(
            Cursor::position::<Value>(after.as_ref()),
            json!({"seller": 0}),
            "the next round begins anew"
        );
    }

    #[tokio::test]
    async fn a_stock_page_that_does_not_lead_on_ends_the_walk() {
        let server = MockServer::start().await;
        let row = json!({"skuId": 7, "barcode": "1", "amount": 2});
        let same = vec![row; 100];
        Mock::given(path(STOCKS))
            .respond_with(wrapped(&json!({"skuAmountList": same})))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let stock = shop.stock().expect("offered");
        let first = stock.page(None, window()).await.expect("a page");
        let second = stock
            .page(Some(&first.cursor), window())
            .await
            .expect("a page");
        assert_eq!(
            Cursor::position::<Value>(Some(&second.cursor)),
            json!({"uzum": {"shops": null, "page": 0, "seen": 0, "archive": false}}),
            "a server that ignores the cursor is not asked for ever"
        );
    }

    #[tokio::test]
    async fn orders_are_asked_for_by_each_status() {
        let server = MockServer::start().await;
        two_shops(&server).await;
        let order = |id: i64| {
            json!({"id": id, "status": "PACKING", "scheme": "FBS", "dateCreated": "2026-11-20T10:00:00Z",
                "orderItems": [{"productId": 1, "sellerPrice": 1000, "amount": 1}]})
        };
        let page = |range: std::ops::Range<i64>| {
            wrapped(&json!({"orders": range.map(order).collect::<Vec<_>>(), "totalAmount": 53}))
        };
        Mock::given(path(ORDERS))
            .and(query_param("status", "PACKING"))
            .and(query_param("page", "0"))
            .respond_with(page(1..51))
            .mount(&server)
            .await;
        Mock::given(path(ORDERS))
            .and(query_param("status", "PACKING"))
            .and(query_param("page", "1"))
            .respond_with(page(51..54))
            .mount(&server)
            .await;
        Mock::given(path(ORDERS))
            .respond_with(page(0..0))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let orders = shop.orders().expect("offered");
        let (mut after, mut found) = (None, 0);
        loop {
            let page = orders.page(after.as_ref(), window()).await.expect("a page");
            found += page.rows.len();
            after = Some(page.cursor);
            if !page.more {
                break;
            }
        }
        assert_eq!(found, 53, "two pages of one status");
        let requests = asked(&server, ORDERS).await;
        let mut statuses: Vec<String> = requests
            .iter()
            .flat_map(|request| values(request, "status"))
            .collect();
        assert_eq!(statuses.len(), 12, "eleven, one of them twice");
        assert_eq!(
            statuses.first().map(String::as_str),
            Some("CREATED"),
            "from the beginning of a life"
        );
        statuses.sort();
        statuses.dedup();
        assert_eq!(statuses.len(), 11, "every status");
        for request in &requests {
            assert_eq!(
                values(request, "shopIds"),
                ["5114", "5115"],
                "arrays repeat their key"
            );
            let from = window().since.timestamp_millis().to_string();
            assert_eq!(values(request, "dateFrom"), [from], "epoch milliseconds");
            assert_eq!(values(request, "size"), ["50"], "the most");
        }
    }

    #[tokio::test]
    async fn a_later_round_reads_open_orders_whole_and_ended_ones_of_late() {
        let server = MockServer::start().await;
        two_shops(&server).await;
        Mock::given(path(ORDERS))
            .respond_with(wrapped(&json!({"orders": []})))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let orders = shop.orders().expect("offered");
        let mut after = None;
        let mut later = window();
        for _ in 0..2 {
            loop {
                let page = orders.page(after.as_ref(), later).await.expect("a page");
                after = Some(page.cursor);
                if !page.more {
                    break;
                }
            }
            later.now += chrono::TimeDelta::hours(1);
        }
        // The first round found nothing, so it was walked in seconds, too.
        let second = asked(&server, ORDERS).await.split_off(22);
        assert_eq!(second.len(), 11, "which is not done again an hour later");
        for request in second {
            let ended = ["COMPLETED", "CANCELED", "RETURNED"];
            let status = values(&request, "status").remove(0);
            let from = if ended.contains(&&*status) {
                start() - chrono::TimeDelta::days(14)
            } else {
                window().since
            };
            let from = from.timestamp_millis().to_string();
            assert_eq!(values(&request, "dateFrom"), [from], "{status}");
        }
    }

    /// The `dateFrom` of every request of two rounds, and how many orders came.
    async fn two_rounds(server: &MockServer) -> (Vec<i64>, usize) {
        let shop = shop(server);
        let orders = shop.orders().expect("offered");
        let (mut after, mut later, mut found) = (None, window(), 0);
        for _ in 0..2 {
            loop {
                let page = orders.page(after.as_ref(), later).await.expect("a page");
                found += page.rows.len();
                after = Some(page.cursor);
                if !page.more {
                    break;
                }
            }
            later.now += chrono::TimeDelta::hours(1);
        }
        let requests = asked(server, ORDERS).await;
        let from = requests.iter().flat_map(|one| values(one, "dateFrom"));
        (
            from.map(|text| text.parse().expect("a number")).collect(),
            found,
        )
    }

    /// A server that has one order of `day` and counts `dateFrom` in seconds.
    async fn in_seconds(server: &MockServer, day: &str) {
        two_shops(server).await;
        let order = json!({"id": 1, "status": "CREATED", "dateCreated": day, "orderItems": []});
        let since = window().since.timestamp().to_string();
        Mock::given(path(ORDERS))
            .and(query_param("status", "CREATED"))
            .and(query_param("dateFrom", since))
            .respond_with(wrapped(&json!({"orders": [order]})))
            .with_priority(1)
            .mount(server)
            .await;
        Mock::given(path(ORDERS))
            .respond_with(wrapped(&json!({"orders": []})))
            .mount(server)
            .await;
    }

    #[tokio::test]
    async fn a_date_in_seconds_is_found_out_and_kept() {
        let server = MockServer::start().await;
        in_seconds(&server, "2026-11-20T10:00:00Z").await;
        let (from, found) = two_rounds(&server).await;
        assert_eq!(found, 2, "once in each round");
        let seconds = |from: &&i64| **from < 100_000_000_000;
        assert_eq!(from.len(), 33, "milliseconds, seconds, and one round more");
        assert_eq!(
            from.iter().filter(seconds).count(),
            22,
            "what has brought an order is kept"
        );
    }

    #[tokio::test]
    async fn old_orders_prove_no_unit() {
        let server = MockServer::start().await;
        in_seconds(&server, "2019-11-20T10:00:00Z").await;
        let (from, found) = two_rounds(&server).await;
        assert_eq!(found, 0, "nobody asked for that year");
        let last = from.last().copied();
        assert!(
            last > Some(100_000_000_000),
            "milliseconds as before: {last:?}"
        );
    }

    #[tokio::test]
    async fn bad_rows_cost_no_others() {
        let server = MockServer::start().await;
        two_shops(&server).await;
        let products = json(include_str!("fixtures/products.json"));
        Mock::given(path("/seller/v1/product/shop/5114"))
            .respond_with(ok(products))
            .mount(&server)
            .await;
        let stocks = json(include_str!("fixtures/stocks.json"));
        Mock::given(path(STOCKS))
            .respond_with(ok(stocks))
            .mount(&server)
            .await;
        let orders = json(include_str!("fixtures/orders.json"));
        Mock::given(path(ORDERS))
            .respond_with(ok(orders))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let page = shop
            .catalogue()
            .expect("offered")
            .page(None, window())
            .await
            .expect("a page");
        assert_eq!((page.rows.len(), page.bad.len()), (3, 3), "SKUs");
        let page = shop
            .stock()
            .expect("offered")
            .page(None, window())
            .await
            .expect("a page");
        assert_eq!((page.rows.len(), page.bad.len()), (3, 2), "stocks");
        let page = shop
            .orders()
            .expect("offered")
            .page(None, window())
            .await
            .expect("a page");
        assert_eq!((page.rows.len(), page.bad.len()), (4, 3), "orders");
    }
}

mod refusals {
    use super::*;

    #[tokio::test]
    async fn a_429_is_waited_out() {
        let server = MockServer::start().await;
        Mock::given(path(SHOPS))
            .respond_with(ResponseTemplate::new(429).insert_header("Retry-After", "30"))
            .mount(&server)
            .await;
        let shop = patient_shop(&server);
        let catalogue = shop.catalogue().expect("offered");
        let error = catalogue.page(None, window()).await.expect_err("limited");
        assert_eq!(error.kind, ErrorKind::RateLimited, "{error}");
        assert_eq!(
            error.retry_after,
            Some(Duration::from_secs(30)),
            "Uzum's own word"
        );
        let error = catalogue
            .page(None, window())
            .await
            .expect_err("still limited");
        assert_eq!(error.status, None, "held back on this side");
        assert_eq!(asked(&server, SHOPS).await.len(), 1, "one request in all");
    }

    #[tokio::test]
    async fn a_used_up_day_ends_at_midnight_in_tashkent() {
        let server = MockServer::start().await;
        let spent = ok(json!([])).insert_header("x-ratelimit-remaining-per-day", "0");
        Mock::given(path(SHOPS))
            .respond_with(spent)
            .mount(&server)
            .await;
        let uzum = Uzum::new();
        let (http, limits) = way(&uzum, &server);
        let shop = uzum
            .open(&testing::keys(&[("token", TOKEN)]), http)
            .expect("good keys");
        let catalogue = shop.catalogue().expect("offered");
        catalogue
            .page(None, window())
            .await
            .expect("the last answer of the day counts");
        let error = catalogue
            .page(None, window())
            .await
            .expect_err("nothing is left");
        assert_eq!(error.kind, ErrorKind::RateLimited, "{error}");
        let (_, bucket) = limits.of(testing::ACCOUNT).remove(0);
        let until = bucket.blocked_until.expect("blocked").to_rfc3339();
        assert!(
            until.starts_with("2026-11-22T19:00:0"),
            "00:00 in Tashkent: {until}"
        );
    }

    #[tokio::test]
    async fn a_key_never_shows_in_an_error() {
        let server = MockServer::start().await;
        for status in [400_u16, 401, 403, 429, 500] {
            server.reset().await;
            Mock::given(path(SHOPS))
                .respond_with(refused(
                    status,
                    "x-1",
                    &format!("no access for {TOKEN} here"),
                ))
                .mount(&server)
                .await;
            let error = shop(&server).check(window()).await.expect_err("refused");
            let shown = format!("{error} {error:?}");
            assert!(
                !shown.contains(TOKEN),
                "Uzum repeated the key, we do not: {status}"
            );
            assert!(shown.contains("no access for"), "the rest is told: {shown}");
        }
    }

    #[tokio::test]
    async fn an_envelope_full_of_errors_is_an_error() {
        let server = MockServer::start().await;
        for payload in [Value::Null, json!({})] {
            server.reset().await;
            let body = json!({"payload": payload, "errors": [{"code": "fbs-12", "message": "Xato"}], "trace": "t7"});
            Mock::given(path(STOCKS))
                .respond_with(ok(body))
                .mount(&server)
                .await;
            let error = shop(&server)
                .stock()
                .expect("offered")
                .page(None, window())
                .await
                .expect_err("refused");
            assert_eq!(error.kind, ErrorKind::Rejected, "{error}");
            assert_eq!(error.request_id.as_deref(), Some("t7"), "the trace");
        }
    }

    #[tokio::test]
    async fn a_truncated_answer_is_unreadable() {
        let server = MockServer::start().await;
        let cut =
            ResponseTemplate::new(200).set_body_string(r#"{"payload": {"skuAmountList": [{"sku"#);
        Mock::given(path(STOCKS))
            .respond_with(cut)
            .mount(&server)
            .await;
        let error = shop(&server)
            .stock()
            .expect("offered")
            .page(None, window())
            .await
            .expect_err("cut off");
        assert_eq!(error.kind, ErrorKind::Unreadable, "{error}");
        assert_eq!(error.account, Some(testing::ACCOUNT), "whose shop");
    }

    #[tokio::test]
    async fn a_read_whose_answer_never_came_has_changed_nothing() {
        let base = testing::forgetful(vec![]).await;
        let shop = testing::shop_at(&Uzum::new(), &base, &testing::keys(&[("token", TOKEN)]));
        let error = shop
            .catalogue()
            .expect("offered")
            .page(None, window())
            .await
            .expect_err("silence");
        assert_eq!(error.kind, ErrorKind::Unavailable, "{error}");
        assert!(error.temporary && !error.may_have_happened, "it was a read");
    }
}
