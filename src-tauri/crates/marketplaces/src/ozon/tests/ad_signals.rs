//! What is said about bids: whose, in which campaign, in which unit.

use domain::{Bid, BidSignal, Currency, Money};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, path, query_param};
use wiremock::{Mock, MockServer};

use super::ads::{ads_shop, granting, ok, requests, row};
use super::shop;
use crate::page::Page;
use crate::testing::window;

const CAMPAIGNS: &str = "/performance/api/client/campaign";
const PRODUCTS: &str = "/performance/api/client/campaign/7/v2/products";
const COMPETITIVE: &str = "/performance/api/client/campaign/7/products/bids/competitive";
const LOWEST: &str = "/performance/api/client/min/sku";
const BY_ORDER: &str = "/performance/api/client/campaign/search_promo/v2/products";
const ADVISED: &str = "/performance/api/client/search_promo/bids/recommendation";

async fn told(server: &MockServer, at: &str, body: Value) {
    Mock::given(path(at))
        .respond_with(ok(body))
        .mount(server)
        .await;
}

async fn lowest(server: &MockServer, kind: &str, bids: Value) {
    Mock::given(path(LOWEST))
        .and(body_partial_json(json!({"paymentType": kind})))
        .respond_with(ok(json!({"minBids": bids})))
        .mount(server)
        .await;
}

async fn page(server: &MockServer) -> Page<BidSignal> {
    let shop = ads_shop(server);
    let feed = shop.bid_signals().expect("the key is there");
    feed.page(None, window()).await.expect("a page")
}

fn roubles(minor: i64) -> Bid {
    Bid::Money(Money::new(minor, Currency::RUB))
}

/// Listing, campaign, placement, kind and bid.
fn plain(page: &Page<BidSignal>) -> Vec<(&str, &str, &str, &str, Bid)> {
    let rows = page.rows.iter().map(|row| {
        (
            row.listing.as_str(),
            row.campaign.as_ref().map_or("", |id| id.as_str()),
            row.placement.as_str(),
            row.kind.as_str(),
            row.bid,
        )
    });
    rows.collect()
}

#[tokio::test]
async fn bids_by_the_click_are_told_for_products_of_campaigns() {
    let server = MockServer::start().await;
    granting(&server, &["t-1"]).await;
    let mut ended = row("CAMPAIGN_STATE_ARCHIVED");
    ended["id"] = json!("8");
    let all = json!({"list": [row("CAMPAIGN_STATE_RUNNING"), ended, {"id": "x"}]});
    told(&server, CAMPAIGNS, all).await;
    let products = json!({"products": [{"sku": "11", "bid": "6000000"}, {"sku": "12"}]});
    told(&server, PRODUCTS, products).await;
    let bids = json!([{"sku": "11", "bid": "24000000"}, {"sku": "12", "bid": "0"}, {"sku": "13"}]);
    told(
        &server,
        COMPETITIVE,
        json!({"campaignId": "7", "bids": bids}),
    )
    .await;
    lowest(
        &server,
        "CPC",
        json!([{"sku": "11", "bid": 3}, {"sku": "12", "bid": 4.5}]),
    )
    .await;
    lowest(
        &server,
        "CPC_TOP",
        json!([{"sku": "11", "bid": 0}, {"sku": 12, "bid": "7"}]),
    )
    .await;
    let page = page(&server).await;
    let (search, top) = ("PLACEMENT_SEARCH_AND_CATEGORY", "PLACEMENT_TOP_PROMOTION");
    let expected = [
        ("11", "7", "", "competitive", roubles(2_400)),
        ("11", "", search, "lowest", roubles(300)),
        ("12", "", search, "lowest", roubles(450)),
        ("12", "", top, "lowest", roubles(700)),
    ];
    assert_eq!(plain(&page), expected, "zero is Ozon's word for none");
    assert_eq!(
        page.bad.len(),
        2,
        "a campaign and a bid that cannot be read"
    );
    assert!(!page.more, "what ended is not asked about");
    let asked = requests(&server, COMPETITIVE).await;
    let query = asked[0].url.query().expect("products are named");
    assert_eq!(
        query, "skus=11&skus=12",
        "those of the campaign, each by itself"
    );
    let asked = requests(&server, LOWEST).await;
    let body: Value = serde_json::from_slice(&asked[0].body).expect("JSON");
    let expected = json!({"paymentType": "CPC", "sku": ["11", "12"]});
    assert_eq!(body, expected, "once for all campaigns of the page");
}

#[tokio::test]
async fn a_share_of_the_price_is_advised_by_the_order() {
    let server = MockServer::start().await;
    granting(&server, &["t-1"]).await;
    let mut promo = row("CAMPAIGN_STATE_RUNNING");
    promo["advObjectType"] = json!("SEARCH_PROMO");
    told(&server, CAMPAIGNS, json!({"list": [promo]})).await;
    let products = json!({"products": [
        {"sku": "11", "bid": 8, "searchPromoStatus": true},
        {"sku": "12", "bid": 9, "searchPromoStatus": false}]});
    told(&server, BY_ORDER, products).await;
    told(
        &server,
        ADVISED,
        json!({"recommendedBids": {"11": "12.5", "14": "x"}}),
    )
    .await;
    let page = page(&server).await;
    let expected = [("11", "7", "", "advised", Bid::Share(1_250))];
    assert_eq!(plain(&page), expected, "percent of the price");
    assert_eq!(
        page.bad.len(),
        1,
        "a bid that is no number loses only itself"
    );
    let asked = requests(&server, ADVISED).await;
    let body: Value = serde_json::from_slice(&asked[0].body).expect("JSON");
    assert_eq!(
        body,
        json!({"skus": ["11"]}),
        "what is switched off is left out"
    );
    assert!(
        requests(&server, LOWEST).await.is_empty(),
        "nothing is bid by the click"
    );
}

#[tokio::test]
async fn a_round_goes_on_after_the_last_campaign() {
    let server = MockServer::start().await;
    granting(&server, &["t-1"]).await;
    let banner = |id: usize| {
        let mut one = row("CAMPAIGN_STATE_RUNNING");
        one["id"] = json!(id.to_string());
        one["advObjectType"] = json!("BANNER");
        one
    };
    let all: Vec<Value> = (1..=11).map(banner).collect();
    Mock::given(path(CAMPAIGNS))
        .and(query_param("page", "1"))
        .respond_with(ok(json!({"list": all})))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let feed = shop.bid_signals().expect("the key is there");
    let first = feed.page(None, window()).await.expect("a page");
    assert!(
        first.more && first.rows.is_empty(),
        "pictures have no bids of products"
    );
    let last = feed.page(Some(&first.cursor), window()).await;
    assert!(!last.expect("a page").more, "the eleventh is the last one");
}

#[tokio::test]
async fn without_its_key_nothing_is_said_about_bids() {
    let server = MockServer::start().await;
    assert!(shop(&server).bid_signals().is_none(), "not offered");
}
