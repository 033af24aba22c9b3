//! Ratings of the seller.

use domain::{RatingUnit, ShopRating};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{on, shop};
use crate::page::Page;
use crate::testing::window;

const SUMMARY: &str = "/v1/rating/summary";
const ERRORS: &str = "/v1/rating/index/fbs/info";

fn item(code: &str, value: &Value, unit: &str, status: &str) -> Value {
    json!({"rating": code, "name": code.to_uppercase(), "current_value": value,
        "past_value": null, "value_type": unit, "status": status})
}

async fn page(server: &MockServer) -> crate::Result<Page<ShopRating>> {
    let shop = shop(server);
    let feed = shop.shop_ratings().expect("offered");
    assert!(feed.names_all(), "what is no longer told is gone");
    feed.page(None, window()).await
}

async fn summary(server: &MockServer) {
    let first = [
        item("on_time", &json!(98.2), "PERCENT", "OK"),
        item("reviews", &json!("4.7"), "REVIEW_SCORE", "WARNING"),
        item("price", &json!(null), "INDEX", "UNKNOWN_STATUS"),
        item("", &json!(1), "COUNT", "OK"),
    ];
    let groups = json!([{"group_name": "A", "items": first},
        {"group_name": "B", "items": [item("answers", &json!(3), "TIME", "OK")]}, {"items": null}]);
    let local =
        json!([{"calculation_date": "2026-11-20T22:00:00Z", "localization_percentage": 64}]);
    on(
        server,
        SUMMARY,
        json!({"groups": groups, "localization_index": local}),
    )
    .await;
}

#[tokio::test]
async fn each_rating_keeps_its_unit_and_its_grade() {
    let server = MockServer::start().await;
    summary(&server).await;
    let index = json!({"index": 0.5, "period_from": "2026-11-08", "period_to": "2026-11-21"});
    on(&server, ERRORS, index).await;
    let page = page(&server).await.expect("a page");
    let told: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            (
                row.code.as_str(),
                row.value,
                row.unit.clone(),
                row.grade.as_deref(),
            )
        })
        .collect();
    let tenths = |value: i64| Some(Decimal::new(value, 1));
    let expected = [
        ("on_time", tenths(982), RatingUnit::Percent, Some("OK")),
        ("reviews", tenths(47), RatingUnit::Stars, Some("WARNING")),
        ("price", None, RatingUnit::Points, None),
        (
            "answers",
            Some(3.into()),
            RatingUnit::Other("TIME".to_owned()),
            Some("OK"),
        ),
        (
            "localization_index",
            Some(64.into()),
            RatingUnit::Percent,
            None,
        ),
        ("fbs_error_index", tenths(5), RatingUnit::Points, None),
    ];
    assert_eq!(
        told, expected,
        "hours or days are not told, so the word stays"
    );
    assert_eq!(page.bad.len(), 1, "one without a code");
    let days: Vec<_> = page.rows.iter().map(|row| row.day.to_string()).collect();
    assert_eq!(days[0], "2026-11-22", "of today");
    assert_eq!(
        days[4..],
        ["2026-11-21", "2026-11-21"],
        "Moscow's day; the period's last day"
    );
}

#[tokio::test]
async fn a_seller_without_parcels_has_no_index_of_errors() {
    for (status, there) in [(403, true), (404, true), (500, false)] {
        let server = MockServer::start().await;
        summary(&server).await;
        let body = json!({"code": 7, "message": "Api-Key is missing a required role"});
        Mock::given(path(format!("/seller{ERRORS}")))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
        let page = page(&server).await;
        let rows = page.ok().map(|page| page.rows.len());
        assert_eq!(
            rows,
            there.then_some(5),
            "{status}: an outage is asked again"
        );
    }
}
