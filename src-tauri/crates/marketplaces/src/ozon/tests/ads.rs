//! Advertising: a key of its own, campaigns, what is done to them.

use domain::{Bid, CampaignAct, CampaignState, CampaignStep, Currency, Money, PayFor};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::error::ErrorKind;
use crate::testing::{ACCOUNT, approved, window};

const TOKEN: &str = "/performance/api/client/token";
const CAMPAIGNS: &str = "/performance/api/client/campaign";
const PRODUCTS: &str = "/performance/api/client/campaign/7/v2/products";
const BY_ORDER: &str = "/performance/api/client/campaign/search_promo/v2/products";
const ACTIVATE: &str = "/performance/api/client/campaign/7/activate";

/// The secret of the advertising key, easy to find in a text.
const SECRET: &str = "adssecret-4567";

pub(super) fn with_ads() -> crate::Keys {
    testing::keys(&[
        ("client_id", "424242"),
        ("api_key", KEY),
        ("ads_client_id", "7@advertising.performance.ozon.ru"),
        ("ads_client_secret", SECRET),
    ])
}

pub(super) fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// Sells tokens, the last one as often as it is asked for.
pub(super) async fn granting(server: &MockServer, tokens: &[&str]) {
    for (at, token) in tokens.iter().enumerate() {
        let body = json!({"access_token": token, "expires_in": 1800, "token_type": "Bearer"});
        let times = if at + 1 < tokens.len() { 1 } else { u64::MAX };
        let mock = Mock::given(path(TOKEN)).respond_with(ok(body));
        mock.up_to_n_times(times).mount(server).await;
    }
}

pub(super) async fn requests(server: &MockServer, at: &str) -> Vec<Request> {
    let all = server.received_requests().await.unwrap_or_default();
    let own = all.into_iter().filter(|request| request.url.path() == at);
    own.collect()
}

pub(super) fn ads_shop(server: &MockServer) -> Box<dyn Shop> {
    testing::shop(&Ozon::new(), server, &with_ads())
}

pub(super) fn row(state: &str) -> Value {
    json!({"id": "7", "paymentType": "CPC", "title": "Реклама", "state": state,
        "advObjectType": "SKU", "fromDate": "2026-10-07", "toDate": "", "dailyBudget": "0",
        "weeklyBudget": "14000000000", "placement": ["PLACEMENT_TOP_PROMOTION"],
        "productAutopilotStrategy": "NO_AUTO_STRATEGY", "updatedAt": "2026-11-20T10:00:00Z"})
}

fn step(act: CampaignAct) -> CampaignStep {
    let campaign = match act {
        CampaignAct::Create { .. } => None,
        _ => Some("7".into()),
    };
    CampaignStep {
        account: ACCOUNT,
        campaign,
        name: "Реклама".to_owned(),
        act,
    }
}

fn roubles(minor: i64) -> Bid {
    Bid::Money(Money::new(minor, Currency::RUB))
}

fn bid(bid: Option<Bid>, expected: Option<Bid>) -> CampaignAct {
    CampaignAct::Bid {
        listing: "11".into(),
        placement: String::new(),
        bid,
        expected,
    }
}

fn week(minor: i64, per: &str) -> CampaignAct {
    CampaignAct::Budget {
        per: per.to_owned(),
        amount: Money::new(minor, Currency::RUB),
        expected: None,
    }
}

#[tokio::test]
async fn without_its_key_advertising_is_absent_and_the_passport_names_what_is_missing() {
    let server = MockServer::start().await;
    on(&server, "/v1/roles", json!({"roles": []})).await;
    on(&server, "/v1/seller/info", company("Shop", "PREMIUM_PRO")).await;
    on(&server, "/v2/review/list", json!({})).await;
    on(&server, "/v1/question/list", json!({})).await;
    let shop = shop(&server);
    assert!(
        shop.campaigns().is_none() && shop.ad_days().is_none(),
        "nothing to read"
    );
    assert!(shop.campaign_steps().is_none(), "nothing to write");
    let passport = shop.check(window()).await.expect("the shop's key is good");
    let mut cells = passport.cells.iter();
    let cell = cells.find(|cell| cell.capability == domain::Capability::Ads);
    let cell = cell.map(|cell| cell.read.clone());
    let missing = domain::Cell::NeedsKey("Performance API".to_owned());
    assert_eq!(cell, Some(missing), "the key that is missing");
    assert!(
        requests(&server, TOKEN).await.is_empty(),
        "and nobody was asked"
    );
}

#[tokio::test]
async fn each_host_gets_its_own_key_alone() {
    let server = MockServer::start().await;
    granting(&server, &["t-1"]).await;
    on(&server, "/v1/seller/info", company("Shop", "PREMIUM_PRO")).await;
    Mock::given(path(CAMPAIGNS))
        .respond_with(ok(json!({"list": []})))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let campaigns = shop.campaigns().expect("the key is there");
    campaigns.page(None, window()).await.expect("a page");
    let _ = shop.balances().expect("offered").page(None, window()).await;
    for request in server.received_requests().await.unwrap_or_default() {
        let text = format!("{request:?}");
        let of_ads = request.url.path().starts_with("/performance");
        assert_eq!(
            text.contains(KEY),
            !of_ads,
            "{}: the shop's key",
            request.url
        );
        assert!(of_ads || !text.contains("t-1"), "{}: no token", request.url);
    }
    let asked = &requests(&server, CAMPAIGNS).await[0];
    let shown = asked
        .headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    assert_eq!(shown, Some("Bearer t-1"), "the token");
    assert!(
        asked.headers.get("client-id").is_none(),
        "not the cabinet's number"
    );
}

#[tokio::test]
async fn a_token_serves_until_it_is_refused_and_is_bought_anew_once() {
    let server = MockServer::start().await;
    granting(&server, &["old", "new"]).await;
    Mock::given(path(CAMPAIGNS))
        .and(header("authorization", "Bearer new"))
        .respond_with(ok(json!({"list": []})))
        .mount(&server)
        .await;
    Mock::given(path(CAMPAIGNS))
        .respond_with(ResponseTemplate::new(401).set_body_json(json!({"error": "expired"})))
        .mount(&server)
        .await;
    let shop = testing::patient_shop(&Ozon::new(), &server, &with_ads());
    let campaigns = shop.campaigns().expect("offered");
    for round in 0..3 {
        let page = campaigns.page(None, window()).await;
        assert!(page.is_ok(), "round {round}: {page:?}");
    }
    assert_eq!(
        requests(&server, TOKEN).await.len(),
        2,
        "one, and one in its place"
    );
    assert_eq!(
        requests(&server, CAMPAIGNS).await.len(),
        4,
        "one was repeated"
    );
}

#[tokio::test]
async fn a_key_that_is_refused_stops_advertising_alone_and_is_never_told() {
    let server = MockServer::start().await;
    let words = format!("unknown client_secret {SECRET}");
    Mock::given(path(TOKEN))
        .respond_with(ResponseTemplate::new(401).set_body_json(json!({"error": words})))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let campaigns = shop.campaigns().expect("offered");
    let error = campaigns.page(None, window()).await.expect_err("no token");
    assert_eq!(
        error.kind,
        ErrorKind::Forbidden,
        "the shop's key is not in doubt: {error}"
    );
    assert!(!error.to_string().contains(SECRET), "{error}");
    assert!(
        error.message.contains("[secret]"),
        "its place is seen: {error}"
    );
}

#[tokio::test]
async fn campaigns_come_with_their_products_and_money_in_kopecks() {
    let server = MockServer::start().await;
    granting(&server, &["t"]).await;
    let orders = json!({"id": 9, "title": "Заказы", "state": "CAMPAIGN_STATE_RUNNING",
        "advObjectType": "SEARCH_PROMO", "paymentType": "CPO"});
    let ended = json!({"id": "8", "title": "Старая", "state": "CAMPAIGN_STATE_ARCHIVED",
        "advObjectType": "SKU", "paymentType": "CPC"});
    let list = json!({"list": [orders, ended, row("CAMPAIGN_STATE_RUNNING"), {"id": "x"}]});
    Mock::given(path(CAMPAIGNS))
        .respond_with(ok(list))
        .mount(&server)
        .await;
    let products = json!({"products": [{"sku": "11", "bid": "25000000", "title": "Чайник"},
        {"sku": 12, "bid": null}, {"bid": "1"}]});
    Mock::given(path(PRODUCTS))
        .respond_with(ok(products))
        .mount(&server)
        .await;
    let by_order = json!({"products": [
        {"sku": "21", "bid": 12.5, "searchPromoStatus": true},
        {"sku": "22", "bid": 9, "searchPromoStatus": false}], "total": "2"});
    Mock::given(path(BY_ORDER))
        .respond_with(ok(by_order))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let page = shop
        .campaigns()
        .expect("offered")
        .page(None, window())
        .await;
    let page = page.expect("a page");
    assert_eq!(
        page.bad.len(),
        2,
        "a campaign and a product: {:?}",
        page.bad
    );
    assert!(!page.more, "all of them");
    let [clicks, old, orders] = page.rows.as_slice() else {
        panic!("by their numbers: {:?}", page.rows)
    };
    let items: Vec<_> = clicks
        .items
        .iter()
        .map(|one| (one.listing.as_str(), one.bid))
        .collect();
    assert_eq!(
        items,
        [("11", Some(roubles(2_500))), ("12", None)],
        "25 roubles, and Ozon's own"
    );
    let week = clicks.budget_week.map(|money| money.minor);
    assert_eq!(
        (week, clicks.budget_day),
        (Some(1_400_000), None),
        "zero is no limit"
    );
    assert_eq!(
        (&clicks.state, &clicks.pays),
        (&CampaignState::Active, &PayFor::Click),
        "SKU"
    );
    assert_eq!(
        (&old.state, old.items.len()),
        (&CampaignState::Ended, 0),
        "nothing is asked"
    );
    let items: Vec<_> = orders
        .items
        .iter()
        .map(|one| (one.listing.as_str(), one.bid))
        .collect();
    assert_eq!(
        items,
        [("21", Some(Bid::Share(1_250)))],
        "percent, of what is switched on"
    );
    assert_eq!(orders.pays, PayFor::Order, "SEARCH_PROMO");
}

#[tokio::test]
async fn what_ozon_does_not_have_is_said_before() {
    let server = MockServer::start().await;
    let shop = ads_shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let create = |pays, bid, budget| CampaignAct::Create {
        listings: vec!["11".into()],
        pays,
        bid,
        budget,
    };
    let sum = |currency| Some(Money::new(1_400_000, currency));
    for (act, reason) in [
        (CampaignAct::Start, None),
        (CampaignAct::End, Some("campaign.act")),
        (week(1_400_000, "week"), None),
        (week(1_400_000, "day"), Some("campaign.budget_kind")),
        (week(1_400_000, "in"), Some("campaign.budget_kind")),
        (bid(Some(roubles(900)), None), None),
        (bid(Some(roubles(0)), None), Some("campaign.bid_kind")),
        (create(PayFor::Click, None, sum(Currency::RUB)), None),
        (
            create(PayFor::Click, None, sum(Currency::UZS)),
            Some("campaign.whole_units"),
        ),
        (
            create(PayFor::Click, Some(Bid::Share(5)), None),
            Some("campaign.bid_kind"),
        ),
        (create(PayFor::Order, None, None), Some("campaign.pays")),
    ] {
        let unfit = steps
            .fit(&step(act.clone()))
            .err()
            .map(|unfit| unfit.reason);
        assert_eq!(unfit, reason, "{act:?}");
    }
    assert!(
        server
            .received_requests()
            .await
            .unwrap_or_default()
            .is_empty(),
        "without asking"
    );
}

#[tokio::test]
async fn steps_are_sent_once_in_the_words_of_the_description() {
    let server = MockServer::start().await;
    granting(&server, &["t"]).await;
    Mock::given(path(ACTIVATE))
        .respond_with(ResponseTemplate::new(502))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(wiremock::matchers::any())
        .respond_with(ok(json!({})))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let lost = steps.write(&[approved(step(CampaignAct::Start))]).await;
    let lost = lost.expect_err("nobody knows");
    assert!(lost.may_have_happened, "the read-back finds out: {lost}");
    let seven = "/performance/api/client/campaign/7";
    for (act, verb, at, body) in [
        (
            CampaignAct::Pause,
            "POST",
            format!("{seven}/deactivate"),
            json!({}),
        ),
        (
            week(1_400_000, "week"),
            "PATCH",
            seven.to_owned(),
            json!({"weeklyBudget": "14000000000"}),
        ),
        (
            bid(Some(roubles(900)), Some(roubles(800))),
            "PUT",
            format!("{seven}/products"),
            json!({"bids": [{"sku": "11", "bid": "9000000"}]}),
        ),
        (
            bid(Some(roubles(900)), None),
            "POST",
            format!("{seven}/products"),
            json!({"bids": [{"sku": "11", "bid": "9000000"}]}),
        ),
        (
            bid(None, Some(roubles(900))),
            "POST",
            format!("{seven}/products/delete"),
            json!({"sku": ["11"]}),
        ),
        (
            bid(None, Some(Bid::Share(1_000))),
            "POST",
            "/performance/api/client/search_promo/product/disable".to_owned(),
            json!({"skus": ["11"]}),
        ),
    ] {
        let taken = steps.write(&[approved(step(act.clone()))]).await;
        assert_eq!(
            taken,
            Ok(vec![Taken::Accepted(Receipt::default())]),
            "{act:?}"
        );
        let all = requests(&server, &at).await;
        let sent = all.iter().rfind(|request| request.method.as_str() == verb);
        let sent = sent.unwrap_or_else(|| panic!("{act:?}: {verb} {at}"));
        let told: Value = sent.body_json().expect("JSON");
        assert_eq!(told, body, "{act:?}: numbers are text, money millionths");
    }
}

#[tokio::test]
async fn a_campaign_is_made_with_its_products_and_read_back() {
    let server = MockServer::start().await;
    granting(&server, &["t"]).await;
    let made = "/performance/api/client/campaign/cpc/v2/product";
    Mock::given(path(made))
        .and(body_partial_json(json!({"title": "Реклама",
            "productAutopilotStrategy": "NO_AUTO_STRATEGY", "weeklyBudget": "14000000000"})))
        .respond_with(ok(json!({"campaignId": "70"})))
        .expect(1)
        .mount(&server)
        .await;
    let filled = "/performance/api/client/campaign/70/products";
    Mock::given(path(filled))
        .respond_with(ResponseTemplate::new(500))
        .expect(1)
        .mount(&server)
        .await;
    let mut row = row("CAMPAIGN_STATE_INACTIVE");
    row["id"] = json!("70");
    Mock::given(path(CAMPAIGNS))
        .respond_with(ok(json!({"list": [row]})))
        .mount(&server)
        .await;
    Mock::given(path("/performance/api/client/campaign/70/v2/products"))
        .respond_with(ok(json!({"products": []})))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let create = step(CampaignAct::Create {
        listings: vec!["11".into()],
        pays: PayFor::Click,
        bid: Some(roubles(900)),
        budget: Some(Money::new(1_400_000, Currency::RUB)),
    });
    let taken = steps
        .write(&[approved(create.clone())])
        .await
        .expect("it is there");
    let [Taken::Accepted(receipt)] = taken.as_slice() else {
        panic!("whatever came of its products: {taken:?}")
    };
    assert_eq!(receipt.id, Some("70".into()), "its number");
    let seen = steps.seen(&create, receipt).await.expect("read");
    assert!(
        matches!(seen, Seen::Different(_)),
        "its products are missing, and it says so: {seen:?}"
    );
}

#[tokio::test]
async fn a_product_is_put_under_payment_by_the_order_only_at_what_was_allowed() {
    let server = MockServer::start().await;
    granting(&server, &["t"]).await;
    let by_order = json!({"products": [{"sku": "11", "bid": 12.5, "searchPromoStatus": false}]});
    Mock::given(path(BY_ORDER))
        .respond_with(ok(by_order))
        .mount(&server)
        .await;
    let enable = "/performance/api/client/search_promo/product/enable";
    let said = json!({"response": [{"sku": "11", "update": false, "error": "blocked"}]});
    Mock::given(path(enable))
        .respond_with(ok(said))
        .mount(&server)
        .await;
    let shop = ads_shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let at = |share| [approved(step(bid(Some(Bid::Share(share)), None)))];
    let taken = steps.write(&at(1_249)).await.expect("an outcome");
    let dear = Taken::Refused("Ozon's bid is 12.5 %".to_owned());
    assert_eq!(taken, [dear], "more than was allowed");
    assert!(
        requests(&server, enable).await.is_empty(),
        "so nothing was sent"
    );
    let taken = steps.write(&at(1_250)).await.expect("an outcome");
    assert_eq!(
        taken,
        [Taken::Refused("blocked".to_owned())],
        "told within a 200"
    );
}

#[tokio::test]
async fn a_step_is_read_back_in_the_campaign() {
    for (state, act, expected) in [
        ("RUNNING", CampaignAct::Start, Seen::There),
        ("PLANNED", CampaignAct::Start, Seen::There),
        ("MODERATION_IN_PROGRESS", CampaignAct::Start, Seen::Pending),
        (
            "INACTIVE",
            CampaignAct::Start,
            Seen::Different("paused".to_owned()),
        ),
        ("INACTIVE", CampaignAct::Pause, Seen::There),
        (
            "STOPPED",
            CampaignAct::Pause,
            Seen::Different("CAMPAIGN_STATE_STOPPED".to_owned()),
        ),
        ("RUNNING", week(1_400_000, "week"), Seen::There),
        (
            "RUNNING",
            week(1_500_000, "week"),
            Seen::Different("14000.00 RUB".to_owned()),
        ),
        ("RUNNING", bid(Some(roubles(900)), None), Seen::There),
        (
            "RUNNING",
            bid(Some(roubles(901)), None),
            Seen::Different("9.00 RUB".to_owned()),
        ),
        (
            "RUNNING",
            bid(None, Some(roubles(900))),
            Seen::Different("9.00 RUB".to_owned()),
        ),
    ] {
        let server = MockServer::start().await;
        granting(&server, &["t"]).await;
        let list = json!({"list": [row(&format!("CAMPAIGN_STATE_{state}"))]});
        Mock::given(method("GET"))
            .and(path(CAMPAIGNS))
            .and(query_param("campaignIds", "7"))
            .respond_with(ok(list))
            .mount(&server)
            .await;
        let products = json!({"products": [{"sku": "11", "bid": "9000000"}]});
        Mock::given(path(PRODUCTS))
            .respond_with(ok(products))
            .mount(&server)
            .await;
        let shop = ads_shop(&server);
        let steps = shop.campaign_steps().expect("offered");
        let seen = steps.seen(&step(act.clone()), &Receipt::default()).await;
        assert_eq!(seen, Ok(expected), "{state} {act:?}");
    }
}
