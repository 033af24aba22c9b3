use chrono::TimeDelta;
use domain::{ListingStatus, Scheme};

use super::*;

const CARDS: &str = "/content-api/content/v2/get/cards/list";
const BIN: &str = "/content-api/content/v2/get/cards/trash";
const FEED: &str = "/seller-analytics-api/api/analytics/v1/order-feed";
const REPORT: &str = "/seller-analytics-api/api/analytics/v1/stocks-report/wb-warehouses";

fn card(nm_id: i64) -> Value {
    json!({
        "nmID": nm_id, "vendorCode": format!("A-{nm_id}"), "title": "Чайник",
        "sizes": [{"chrtID": nm_id + 1000, "techSize": "0", "skus": [format!("20{nm_id}")]}],
        "updatedAt": "2026-11-21T09:00:00Z"
    })
}

/// A page of cards whose last one is `last`.
fn cards(ids: std::ops::Range<i64>, total: i64) -> ResponseTemplate {
    let last = ids.end - 1;
    let cards: Vec<Value> = ids.map(card).collect();
    let cursor = json!({"updatedAt": "2026-11-21T09:00:00Z", "nmID": last, "total": total});
    ok(json!({"cards": cards, "cursor": cursor}))
}

#[tokio::test]
async fn the_catalogue_goes_on_after_the_last_card_and_keeps_its_place() {
    let server = MockServer::start().await;
    Mock::given(path(CARDS))
        .and(body_partial_json(
            json!({"settings": {"cursor": {"nmID": 100}}}),
        ))
        .respond_with(cards(101..131, 30))
        .mount(&server)
        .await;
    Mock::given(path(CARDS))
        .and(body_partial_json(
            json!({"settings": {"cursor": {"nmID": 130}}}),
        ))
        .respond_with(ok(
            json!({"cards": [], "cursor": {"updatedAt": "", "nmID": 0, "total": 0}}),
        ))
        .mount(&server)
        .await;
    Mock::given(path(CARDS))
        .respond_with(cards(1..101, 100))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    let first = catalogue.page(None, window()).await.expect("a page");
    assert!(
        first.more && first.rows.len() == 100,
        "a full page has a next one"
    );
    let second = catalogue
        .page(Some(&first.cursor), window())
        .await
        .expect("a page");
    assert_eq!(second.rows.len(), 30, "a short page ends the list");
    let bin = catalogue.page(Some(&second.cursor), window()).await;
    let bin = bin.expect("a bin that is refused costs nothing");
    assert!(!bin.more, "the round is over");
    let third = catalogue
        .page(Some(&bin.cursor), window())
        .await
        .expect("a page");
    assert!(third.rows.is_empty(), "nothing has changed since");
    let bin = catalogue.page(Some(&third.cursor), window()).await;
    let place = bin.expect("an end").cursor.0;
    assert_eq!(
        place["cards"]["nmID"], 130,
        "an empty answer does not lose the place"
    );
    let requests = asked(&server, CARDS).await;
    let first: Value = requests[0].body_json().expect("JSON");
    assert_eq!(
        first,
        json!({"settings": {
            "sort": {"ascending": true}, "filter": {"withPhoto": -1}, "cursor": {"limit": 100}
        }}),
        "the first request names no card, as the documents show it"
    );
}

#[tokio::test]
async fn a_card_in_the_bin_is_archived_and_everything_is_read_once_a_day() {
    let server = MockServer::start().await;
    Mock::given(path(CARDS))
        .respond_with(cards(1..4, 3))
        .mount(&server)
        .await;
    let binned = json!({"nmID": 9, "vendorCode": "A-9", "subjectName": "Чайники"});
    let cursor = json!({"trashedAt": "2026-11-21T09:00:00Z", "nmID": 9, "total": 1});
    Mock::given(path(BIN))
        .respond_with(ok(json!({"cards": [binned], "cursor": cursor})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let catalogue = shop.catalogue().expect("offered");
    let tomorrow = Window {
        now: start() + TimeDelta::days(1),
        ..window()
    };
    let mut after = None;
    for at in [window(), window(), tomorrow] {
        let cards = catalogue.page(after.as_ref(), at).await.expect("cards");
        assert!(cards.more, "the bin is next");
        let bin = catalogue
            .page(Some(&cards.cursor), at)
            .await
            .expect("a bin");
        assert!(!bin.more, "and last");
        let gone = &bin.rows[0];
        assert_eq!(gone.status, ListingStatus::Archived, "it is sold no more");
        assert_eq!(gone.title, "", "the bin has no titles");
        after = Some(bin.cursor);
    }
    let from = |requests: Vec<wiremock::Request>| -> Vec<Value> {
        let body = |request: &wiremock::Request| request.body_json::<Value>().expect("JSON");
        let settings = requests
            .iter()
            .map(|request| body(request)["settings"].take());
        settings
            .map(|mut settings| settings["cursor"].take())
            .collect()
    };
    let whole = json!({"limit": 100});
    let on = json!({"limit": 100, "trashedAt": "2026-11-21T09:00:00Z", "nmID": 9});
    assert_eq!(
        from(asked(&server, BIN).await),
        [whole.clone(), on, whole],
        "from the last one on, and after a day from the beginning"
    );
    let bodies = asked(&server, CARDS).await;
    assert_eq!(from(bodies)[2], json!({"limit": 100}), "the cards, too");
}

#[tokio::test]
async fn a_bad_card_costs_no_other() {
    let server = MockServer::start().await;
    let page = json(include_str!("../fixtures/cards.json"));
    Mock::given(path(CARDS))
        .respond_with(ok(page))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop
        .catalogue()
        .expect("offered")
        .page(None, window())
        .await
        .expect("a page");
    assert_eq!(
        (page.rows.len(), page.bad.len()),
        (2, 2),
        "two good, two kept as they came"
    );
}

async fn stock_server() -> MockServer {
    let server = MockServer::start().await;
    let warehouses = json(include_str!("../fixtures/warehouses.json"));
    let stocks = json(include_str!("../fixtures/seller_stocks.json"));
    let page = json(include_str!("../fixtures/cards.json"));
    Mock::given(path("/marketplace-api/api/v3/warehouses"))
        .respond_with(ok(warehouses))
        .mount(&server)
        .await;
    Mock::given(path(CARDS))
        .respond_with(ok(page))
        .mount(&server)
        .await;
    Mock::given(path("/marketplace-api/api/v3/stocks/1"))
        .respond_with(ok(stocks))
        .mount(&server)
        .await;
    for id in [2, 3] {
        Mock::given(path(format!("/marketplace-api/api/v3/stocks/{id}")))
            .respond_with(ok(
                json!({"stocks": [{"chrtId": 316_399_238, "amount": id}]}),
            ))
            .mount(&server)
            .await;
    }
    let report = json(include_str!("../fixtures/wb_stocks.json"));
    Mock::given(path(REPORT))
        .respond_with(ok(report))
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn a_warehouse_that_cannot_be_read_ends_the_round() {
    let server = MockServer::start().await;
    for warehouses in [json!([{"name": "no number"}]), json!(["не склад"])] {
        let answer = ok(warehouses);
        let place = path("/marketplace-api/api/v3/warehouses");
        let _guard = Mock::given(place)
            .respond_with(answer)
            .mount_as_scoped(&server)
            .await;
        let shop = shop(&server);
        let error = shop.stock().expect("offered").page(None, window()).await;
        let error = error.expect_err("what lies there is not known");
        assert_eq!(
            error.kind,
            ErrorKind::Unreadable,
            "and must not look sold out: {error}"
        );
    }
}

#[tokio::test]
async fn stock_is_the_sellers_warehouses_and_then_wbs_report() {
    let server = stock_server().await;
    let shop = shop(&server);
    let stock = shop.stock().expect("offered");
    let seller = stock.page(None, window()).await.expect("a page");
    let found: Vec<_> = seller
        .rows
        .iter()
        .map(|level| {
            (
                level.listing.as_str(),
                &*level.warehouse,
                level.scheme,
                level.available,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("12345678:316399238", "Чиланзар", Scheme::Seller, 11),
            ("12345679:316399240", "Чиланзар", Scheme::Seller, 0),
            (
                "12345678:316399238",
                "Чиланзар 2",
                Scheme::SellerDelivery,
                2
            ),
            ("12345678:316399238", "Новый вид", Scheme::Unknown, 3),
        ],
        "two warehouses of one name are told apart"
    );
    assert_eq!(
        seller.bad.len(),
        5,
        "two cards; a strange size, no amount, nothing at all"
    );
    assert!(seller.more, "the report follows");
    let report = stock
        .page(Some(&seller.cursor), window())
        .await
        .expect("a page");
    assert_eq!(report.rows.len(), 2, "WB's own");
    assert!(!report.more, "the round is over");
    let again = stock
        .page(Some(&report.cursor), window())
        .await
        .expect("a page");
    assert_eq!(
        again.rows, seller.rows,
        "the next round begins at the seller's warehouses"
    );
    let body: Value = asked(&server, "/marketplace-api/api/v3/stocks/1").await[0]
        .body_json()
        .expect("JSON");
    assert_eq!(
        body,
        json!({"chrtIds": [316_399_238, 316_399_239, 316_399_240]}),
        "all sizes of the cards"
    );
}

#[tokio::test]
async fn stock_without_a_category_is_the_other_half() {
    let server = stock_server().await;
    let analytics_only = shop_with(&server, 1 << 2);
    let page = analytics_only
        .stock()
        .expect("offered")
        .page(None, window())
        .await
        .expect("a page");
    assert!(!page.more && page.rows.len() == 2, "the report alone");
    let no_analytics = shop_with(&server, 1 << 1 | 1 << 4);
    let page = no_analytics
        .stock()
        .expect("offered")
        .page(None, window())
        .await
        .expect("a page");
    assert!(
        !page.more && page.rows.len() == 4,
        "the seller's warehouses alone"
    );
    let neither = shop_with(&server, 1 << 7);
    let error = neither
        .stock()
        .expect("offered")
        .page(None, window())
        .await
        .expect_err("nothing");
    assert_eq!(error.kind, ErrorKind::Forbidden, "said in words: {error}");
}

#[tokio::test]
async fn an_empty_report_is_no_error() {
    let server = MockServer::start().await;
    Mock::given(path("/marketplace-api/api/v3/warehouses"))
        .respond_with(ok(json!([])))
        .mount(&server)
        .await;
    Mock::given(path(REPORT))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let stock = shop.stock().expect("offered");
    let first = stock.page(None, window()).await.expect("a page");
    assert!(
        first.more && first.rows.is_empty(),
        "no warehouses of the seller's own"
    );
    let second = stock
        .page(Some(&first.cursor), window())
        .await
        .expect("204 is an answer");
    assert!(!second.more && second.rows.is_empty(), "and nothing at WB");
    assert!(
        asked(&server, CARDS).await.is_empty(),
        "no cards were read for nothing"
    );
}

#[tokio::test]
async fn orders_page_within_one_snapshot_and_overlap_between_rounds() {
    let server = MockServer::start().await;
    let row = |number: i64| {
        json!({
            "nmId": 1, "srid": format!("s{number}"), "createdAt": "2026-11-21T12:57:26+03:00",
            "updatedAt": "2026-11-22T09:19:38+03:00", "status": "created", "isMp": true,
            "sellerPrice": 100
        })
    };
    let rows = |range: std::ops::Range<i64>| range.map(row).collect::<Vec<_>>();
    let feed = |rows: Vec<Value>| {
        ok(
            json!({"data": {"snapshotTime": "2026-11-22T10:00:00Z", "currency": "RUB", "orders": rows}}),
        )
    };
    Mock::given(path(FEED))
        .and(body_partial_json(json!({"pagination": {"offset": 10_000}})))
        .respond_with(feed(rows(10_000..10_003)))
        .mount(&server)
        .await;
    Mock::given(path(FEED))
        .respond_with(feed(rows(0..10_000)))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path(FEED))
        .respond_with(feed(rows(0..1)))
        .mount(&server)
        .await;
    // The feed allows one request a minute: each page is asked for by a shop that begins anew.
    let first = shop(&server)
        .orders()
        .expect("offered")
        .page(None, window())
        .await
        .expect("a page");
    assert!(first.more && first.rows.len() == 10_000, "a full page");
    let second = page_of_orders(&server, &first.cursor, window()).await;
    assert!(!second.more && second.rows.len() == 3, "the rest");
    let mut later = window();
    later.now += chrono::TimeDelta::hours(1);
    let third = page_of_orders(&server, &second.cursor, later).await;
    assert!(!third.more, "a short round");
    let bodies: Vec<Value> = asked(&server, FEED)
        .await
        .iter()
        .map(|request| request.body_json().expect("JSON"))
        .collect();
    assert_eq!(
        bodies,
        [
            json!({"selectedPeriod": {"start": "2026-10-22T16:00:00Z"},
                "pagination": {"offset": 0, "limit": 10_000}}),
            json!({"selectedPeriod": {"start": "2026-10-22T16:00:00Z"},
                "pagination": {"offset": 10_000, "limit": 10_000, "snapshotTime": "2026-11-22T10:00:00Z"}}),
            json!({"selectedPeriod": {"start": "2026-11-21T10:00:00Z"},
                "pagination": {"offset": 0, "limit": 10_000}}),
        ],
        "31 days at first (within WB's reach), one snapshot for all pages, then a day of overlap"
    );
}

async fn page_of_orders(
    server: &MockServer,
    after: &Cursor,
    window: Window,
) -> crate::Page<domain::Order> {
    let shop = shop(server);
    let orders = shop.orders().expect("offered");
    orders.page(Some(after), window).await.expect("a page")
}

#[tokio::test]
async fn the_order_feed_keeps_to_one_request_a_minute() {
    let server = MockServer::start().await;
    let feed = json(include_str!("../fixtures/order_feed.json"));
    Mock::given(path(FEED))
        .respond_with(ok(feed))
        .mount(&server)
        .await;
    let shop = patient_shop(&server);
    let orders = shop.orders().expect("offered");
    let page = orders.page(None, window()).await.expect("a page");
    assert_eq!(
        (page.rows.len(), page.bad.len()),
        (5, 3),
        "three bad rows lose nothing else"
    );
    let error = orders
        .page(Some(&page.cursor), window())
        .await
        .expect_err("too early");
    assert_eq!(error.kind, ErrorKind::RateLimited, "held back");
    let wait = error.retry_after.expect("and told when to come back");
    assert!(
        wait.as_secs() <= 60 && wait.as_secs() > 5,
        "within the minute: {wait:?}"
    );
    assert_eq!(
        asked(&server, FEED).await.len(),
        1,
        "the second request never left"
    );
}

#[tokio::test]
async fn a_round_that_was_left_lying_begins_anew() {
    let server = MockServer::start().await;
    let feed = json(include_str!("../fixtures/order_feed.json"));
    Mock::given(path(FEED))
        .respond_with(ok(feed))
        .mount(&server)
        .await;
    let stale = Cursor(json!({
        "sweeps": {"last": null, "full": null},
        "under_way": {"sweep": {"begun": 1_790_000_000, "from": 1_780_000_000, "full": true},
            "snapshot": "2026-09-21T10:00:00Z", "offset": 10_000}
    }));
    page_of_orders(&server, &stale, window()).await;
    let body: Value = asked(&server, FEED).await[0].body_json().expect("JSON");
    assert_eq!(
        body["pagination"],
        json!({"offset": 0, "limit": 10_000}),
        "a month later nobody knows that snapshot"
    );
}

#[tokio::test]
async fn reviews_are_walked_unanswered_first() {
    let server = MockServer::start().await;
    let at = |minute: i64| {
        let at = start() - chrono::TimeDelta::days(10) + chrono::TimeDelta::minutes(minute);
        at.to_rfc3339()
    };
    let feedback = |number: i64| json!({"id": format!("r{number}"), "text": "Хорошо", "productValuation": 5, "createdDate": at(number)});
    let page = |range: std::ops::Range<i64>| {
        let rows: Vec<Value> = range.map(feedback).collect();
        data(&json!({"countUnanswered": 1, "countArchive": 1, "feedbacks": rows}))
    };
    let list = "/feedbacks-api/api/v1/feedbacks";
    let since = window().since.timestamp().to_string();
    Mock::given(path(list))
        .and(query_param("isAnswered", "false"))
        .and(query_param("dateFrom", &since))
        .respond_with(page(0..1000))
        .mount(&server)
        .await;
    Mock::given(path(list))
        .and(query_param("isAnswered", "false"))
        .respond_with(page(999..1005))
        .mount(&server)
        .await;
    Mock::given(path(list))
        .and(query_param("isAnswered", "true"))
        .and(query_param("dateFrom", &since))
        .respond_with(page(2000..2001))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let reviews = shop.reviews().expect("offered");
    let (mut after, mut seen) = (None, std::collections::BTreeSet::new());
    loop {
        let page = reviews
            .page(after.as_ref(), window())
            .await
            .expect("a page");
        seen.extend(page.rows.iter().map(|review| review.external_id.clone()));
        after = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(seen.len(), 1006, "1005 unanswered and one answered");
    for request in asked(&server, list).await {
        let query: Vec<_> = request.url.query_pairs().collect();
        let names: Vec<&str> = query.iter().map(|(name, _)| &**name).collect();
        assert_eq!(
            names,
            ["isAnswered", "take", "skip", "order", "dateFrom"],
            "names as in the documents"
        );
    }
}

#[tokio::test]
async fn reviews_and_questions_keep_bad_rows_apart() {
    let server = MockServer::start().await;
    let feedbacks = json(include_str!("../fixtures/feedbacks.json"));
    let questions = json(include_str!("../fixtures/questions.json"));
    Mock::given(path("/feedbacks-api/api/v1/feedbacks"))
        .respond_with(ok(feedbacks))
        .mount(&server)
        .await;
    Mock::given(path("/feedbacks-api/api/v1/questions"))
        .respond_with(ok(questions))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let page = shop
        .reviews()
        .expect("offered")
        .page(None, window())
        .await
        .expect("a page");
    assert_eq!(
        (page.rows.len(), page.bad.len()),
        (6, 4),
        "and one that was supplemented"
    );
    let page = shop
        .questions()
        .expect("offered")
        .page(None, window())
        .await
        .expect("a page");
    assert_eq!(
        (page.rows.len(), page.bad.len()),
        (3, 2),
        "and one that was declined"
    );
}
