//! What WB says about bids, in sum, and of the shop.

use domain::{BidSignalKind, RatingUnit};

use super::*;

const COUNT: &str = "/advert-api/adv/v1/promotion/count";
const ADVERTS: &str = "/advert-api/api/advert/v2/adverts";
const ADVICE: &str = "/advert-api/api/advert/v0/bids/recommendations";
const LEAST: &str = "/advert-api/api/advert/v1/bids/min";
const SALES: &str = "/finance-api/api/finance/v1/sales-reports/list";
const ACQUIRING: &str = "/finance-api/api/finance/v1/acquiring/list";
const RATING: &str = "/feedbacks-api/api/common/v1/rating";

fn advert(id: i64, pays: &str, cards: &[i64]) -> Value {
    let cards: Vec<Value> = cards
        .iter()
        .map(|nm_id| json!({ "nm_id": nm_id }))
        .collect();
    json!({"bid_type": "manual", "currency": "RUB", "id": id, "status": 9, "nm_settings": cards,
        "settings": {"name": "К", "payment_type": pays,
            "placements": {"search": true, "recommendations": true}}, "timestamps": {}})
}

/// Campaign 5 with two cards, of which WB advises on one, and one that is paid for otherwise.
async fn campaigns(server: &MockServer) {
    let list = [json!({"advertId": 5}), json!({"advertId": 6})];
    Mock::given(path(COUNT))
        .respond_with(ok(json!({"adverts": [{"type": 9, "status": 9, "count": 2,
            "advert_list": list}], "all": 2})))
        .mount(server)
        .await;
    let all = [advert(5, "cpc", &[7, 8]), advert(6, "barter", &[9])];
    Mock::given(path(ADVERTS))
        .respond_with(ok(json!({ "adverts": all })))
        .mount(server)
        .await;
    Mock::given(path(ADVICE))
        .and(query_param("nmId", "7"))
        .respond_with(ok(json!({"advertId": 5, "nmId": 7, "paymentType": "cpc",
            "levels": [{"range1To2": {"bidKopecks": 900}, "range3To10": {"bidKopecks": 600},
                "range11To34": {"bidKopecks": 0}}]})))
        .mount(server)
        .await;
    Mock::given(path(ADVICE))
        .respond_with(ResponseTemplate::new(400).set_body_json("no advice"))
        .with_priority(9)
        .mount(server)
        .await;
    let least = json!({"type": "search", "value": 150, "currency": "RUB"});
    Mock::given(path(LEAST))
        .respond_with(ok(json!({"bids": [{"nm_id": 8, "bids": [least]}]})))
        .mount(server)
        .await;
}

#[tokio::test]
async fn bids_are_told_card_by_card_and_one_without_advice_holds_up_none() {
    let server = MockServer::start().await;
    campaigns(&server).await;
    let mut after: Option<Cursor> = None;
    let mut told = Vec::new();
    for turn in 0..3 {
        // A new shop each time: limits are not what this is about.
        let shop = shop(&server);
        let signals = shop.bid_signals().expect("offered");
        let page = signals.page(after.as_ref(), window()).await;
        let page = page.expect("a page");
        assert_eq!(page.more, turn < 2, "a page for each card: {turn}");
        let kind = |row: &BidSignal| (row.kind.clone(), row.listing.to_string());
        told.push(page.rows.iter().map(kind).collect::<Vec<_>>());
        after = Some(page.cursor);
    }
    let row = |kind, nm: &str| (kind, nm.to_owned());
    let expected = [
        vec![
            row(BidSignalKind::Advised, "7"),
            row(BidSignalKind::Advised, "7"),
            row(BidSignalKind::Lowest, "8"),
        ],
        vec![row(BidSignalKind::Lowest, "8")],
        vec![],
    ];
    assert_eq!(told, expected, "the second card has a floor alone");
    let sent: Value = asked(&server, LEAST).await[0].body_json().expect("JSON");
    assert_eq!(
        sent,
        json!({"advert_id": 5, "nm_ids": [7], "payment_type": "cpc",
            "placement_types": ["search", "recommendation"]}),
        "where the campaign shows its cards"
    );
    let asked = asked(&server, ADVICE).await;
    assert_eq!(asked.len(), 2, "nothing is asked of what is paid otherwise");
}

#[tokio::test]
async fn totals_come_from_both_lists_and_late_ones_are_read_again() {
    let server = MockServer::start().await;
    let report = json!({"reportId": 11, "dateFrom": "2026-11-09", "dateTo": "2026-11-15",
        "currency": "RUB", "reportType": 2, "forPaySum": "10.5", "penaltySum": "1"});
    Mock::given(path(SALES))
        .respond_with(ok(json!([report])))
        .mount(&server)
        .await;
    Mock::given(path(ACQUIRING))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let mut after: Option<Cursor> = None;
    let mut amounts = Vec::new();
    for more in [true, false, true] {
        // One request a minute is not what this is about.
        let shop = shop(&server);
        let statements = shop.statements().expect("offered");
        let page = statements.page(after.as_ref(), window()).await;
        let page = page.expect("a page");
        assert_eq!(page.more, more, "sales first, then payments");
        let told = page
            .rows
            .iter()
            .map(|row| (row.kind.clone(), row.amount.minor));
        amounts.push(told.collect::<Vec<_>>());
        after = Some(page.cursor);
    }
    let kind = "По выкупам".to_owned();
    let expected = vec![(kind.clone(), 1050), (kind, -100)];
    assert_eq!(amounts[0], expected, "what is told, and no zeros");
    assert!(amounts[1].is_empty(), "204: none");
    let bodies: Vec<Value> = asked(&server, SALES)
        .await
        .iter()
        .map(|request| request.body_json().expect("JSON"))
        .collect();
    assert_eq!(
        bodies[0],
        json!({"dateFrom": "2026-08-18", "dateTo": "2026-11-22", "limit": 1000, "offset": 0,
            "period": "weekly"}),
        "the first round: the week that the history begins in, too"
    );
    assert_eq!(
        bodies[1]["dateFrom"], "2026-10-23",
        "a report about payments comes more than a week late"
    );
}

#[tokio::test]
async fn the_rating_is_asked_with_a_service_token_alone() {
    let server = MockServer::start().await;
    Mock::given(path(RATING))
        .respond_with(ok(json!({"feedbackCount": 12_355, "valuation": 4.55})))
        .mount(&server)
        .await;
    assert!(
        shop(&server).shop_ratings().is_none(),
        "WB refuses a personal one"
    );
    let end = start() + chrono::TimeDelta::days(100);
    let service = crate::wildberries::keys::tests::token(&json!({
        "id": "b3a1", "sid": "7f3a-c219", "exp": end.timestamp(), "s": ALL, "acc": 4,
        "for": "self", "t": false,
    }));
    let shop = testing::shop(&Wildberries::new(), &server, &keys_of(&service));
    let ratings = shop.shop_ratings().expect("offered to a service");
    let page = ratings.page(None, window()).await.expect("a page");
    let told: Vec<(String, Option<String>, RatingUnit)> = page
        .rows
        .into_iter()
        .map(|row| (row.code, row.value.map(|value| value.to_string()), row.unit))
        .collect();
    let reviews = RatingUnit::Other("reviews".to_owned());
    let told_of = |code: &str, value: &str, unit| (code.to_owned(), Some(value.to_owned()), unit);
    assert_eq!(
        told,
        [
            told_of("valuation", "4.55", RatingUnit::Stars),
            told_of("feedbackCount", "12355", reviews),
        ],
        "stars, and of how many"
    );
}
