use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, AlertKind, AlertLevel, PartnerId};
use serde_json::{Value, json};
use store::StoreError;
use store::alert::NewAlert;

use crate::fixture::{Room, morning};

fn hours_ago(hours: i64) -> DateTime<Utc> {
    morning() - TimeDelta::hours(hours)
}

fn tile<'a>(overview: &'a Value, key: &str) -> &'a Value {
    let tiles = overview["tiles"].as_array().unwrap();
    tiles.iter().find(|tile| tile["key"] == key).unwrap()
}

async fn today(room: &Room, account: Option<i64>) -> Value {
    room.call(
        "overview_get",
        json!({ "period": "today", "account": account }),
    )
    .await
}

#[tokio::test]
async fn a_morning_is_compared_with_yesterdays_morning() {
    let room = Room::with(&["wildberries"]).await;
    // At ten in the morning: 300 today; yesterday 200 by this hour and 5000 in the evening.
    room.sold(&[
        (hours_ago(1), 300),
        (hours_ago(26), 200),
        (hours_ago(15), 5000),
    ])
    .await;
    let overview = today(&room, None).await;
    let revenue = tile(&overview, "revenue");
    assert_eq!(
        revenue["previous"][0]["money"]["minor"], 200,
        "yesterday up to this hour: {revenue}"
    );
    assert_eq!(
        revenue["delta_percent"], 50.0,
        "a good morning is not told as a fall"
    );
    assert_eq!(
        overview["marketplaces"][0]["delta_percent"], 50.0,
        "the table says the same"
    );
    let yesterday = json!({ "period": "yesterday", "account": null });
    let overview = room.call("overview_get", yesterday).await;
    assert_eq!(
        tile(&overview, "revenue")["values"][0]["money"]["minor"],
        5200,
        "a day that is over counts whole"
    );
}

#[tokio::test]
async fn one_shop_shows_its_own_warnings_only() {
    let room = Room::with(&["wildberries", "ozon"]).await;
    let [first, second] = [room.accounts[0], room.accounts[1]];
    for (account, cause) in [(Some(first), "a"), (Some(second), "b"), (None, "c")] {
        raise(&room, account, cause).await;
    }
    let causes = |overview: &Value| -> Vec<String> {
        let alerts = overview["alerts"].as_array().unwrap();
        let mut keys: Vec<String> = alerts
            .iter()
            .map(|alert| alert["title_key"].as_str().unwrap().to_owned())
            .collect();
        keys.sort();
        keys
    };
    assert_eq!(
        causes(&today(&room, None).await),
        ["a", "b", "c"],
        "all shops, all warnings"
    );
    assert_eq!(
        causes(&today(&room, Some(second.0)).await),
        ["b", "c"],
        "its own, and what concerns the installation"
    );
}

async fn raise(room: &Room, account: Option<AccountId>, cause: &'static str) {
    let alert = NewAlert {
        partner: PartnerId(1),
        account,
        cause: cause.to_owned(),
        kind: AlertKind::Shop,
        level: AlertLevel::Warn,
        title_key: cause.to_owned(),
        detail: BTreeMap::new(),
        page: "/shops".to_owned(),
    };
    let house = room.api.house();
    house
        .store()
        .write(move |tx| {
            Box::pin(async move {
                store::alert::raise(tx, &alert, morning()).await?;
                Ok::<(), StoreError>(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn every_listing_that_runs_out_is_counted_and_sent() {
    let room = Room::with(&["wildberries"]).await;
    room.stocked(9).await;
    let overview = today(&room, None).await;
    assert_eq!(overview["stock_total"], 9, "the true number");
    assert_eq!(
        overview["stock"].as_array().unwrap().len(),
        9,
        "and each of them"
    );
    let id = overview["stock"][0]["listing"].clone();
    let card = room.call("listing_get", json!({ "id": id })).await;
    assert_eq!(
        card["stock"]["quantity"], 1,
        "the palette opens the product with its stock: {card}"
    );
    let stranger = room.asked("listing_get", json!({ "id": 99 })).await;
    assert_eq!(
        stranger.unwrap_err().code,
        crate::Code::NotFound,
        "a product that is not there"
    );
}

#[tokio::test]
async fn lines_of_an_explanation_add_up_to_the_figure() {
    let room = Room::with(&["wildberries"]).await;
    room.spent(&[("claude-haiku-4-5", 300), ("claude-opus-5-5", 1200)])
        .await;
    let asked = json!({ "explain": "ai_cost", "period": "today", "account": null });
    let found = room.call("figure_explain", asked).await;
    let lines = found["lines"].as_array().unwrap();
    let minor: Vec<i64> = lines
        .iter()
        .map(|line| line["value"]["money"]["minor"].as_i64().unwrap())
        .collect();
    assert_eq!(
        minor,
        [1200, 300, 1500],
        "dollars and dollars only: {found}"
    );
    assert_eq!(found["rows"], 2, "two calls lie beneath");
}

#[tokio::test]
async fn a_language_that_was_chosen_is_told_apart_from_the_systems() {
    let room = Room::with(&["wildberries"]).await;
    let session = room.call("session_get", json!({})).await;
    assert_eq!(session["locale_chosen"], false, "nobody has chosen yet");
    room.call("settings_set", json!({ "locale": "ru" })).await;
    let session = room.call("session_get", json!({})).await;
    assert_eq!(
        (&session["locale"], &session["locale_chosen"]),
        (&json!("ru"), &json!(true)),
        "a choice is a choice"
    );
    let other = Room::with(&[]).await;
    let (old, new) = (room.api.house(), other.api.house());
    new.take_looks(old.looks().await).await;
    let session = other.call("session_get", json!({})).await;
    assert_eq!(
        session["locale"], "ru",
        "the demo speaks as the seller chose"
    );
}
