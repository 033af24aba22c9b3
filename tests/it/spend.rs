//! Money: what an AI call can cost is bounded from the first moment, what it did cost is counted,
//! and what is wrong with the AI is not blamed on a shop.

use std::sync::Arc;

use api::view::alert::Alert;
use api::view::shop::{Shop, ShopState};
use api::{Api, Caller, Places};
use http::StatusCode;
use journeys::Stage;
use journeys::stage::{crypto, get, look, world};
use sandbox::{Fault, FaultRule, Sandbox, Times};
use secrets::Memory;
use serde_json::{Value, json};
use store::Store;

async fn number(store: &Store, sql: &'static str) -> i64 {
    let mut conn = store.read().await.expect("a reader");
    let found: Option<i64> = sqlx::query_scalar(sql)
        .fetch_one(&mut *conn)
        .await
        .expect("a number");
    found.unwrap_or_default()
}

/// A stage whose AI does that from the first call on.
async fn failing(fault: Fault) -> Stage {
    let sandbox = Sandbox::start(world(6, 240.0)).await.expect("a sandbox");
    let rule = FaultRule::new(fault, Times::Always).at("anthropic");
    sandbox.faults().set(rule);
    Stage::on(sandbox).await
}

async fn until_told(stage: &Stage, title: &str) {
    stage
        .until("the seller is told", || async {
            let alerts: Vec<Alert> = stage.partner("alerts_list", json!({})).await;
            match alerts.iter().any(|alert| alert.title_key == title) {
                true => Vec::new(),
                false => vec![title.to_owned()],
            }
        })
        .await;
}

#[tokio::test]
async fn a_new_partner_has_a_cap_before_any_restart() {
    crypto();
    let home = tempfile::tempdir().expect("a folder");
    let options = api::Options {
        places: Places::below(home.path()),
        demo: None,
        secrets: Some(Arc::new(Memory::default())),
        engine: true,
    };
    let api = Api::open(options).await.expect("a new store");
    let named = json!({ "partner_name": "Samo" });
    let _: Value = get(&api, &Caller::OWNER, "settings_set", named).await;
    let store = look(&api.store_path().await).await;
    let cap = number(&store, "SELECT min(cap_micros) FROM task_shares").await;
    assert_eq!(cap, 2_000_000, "two dollars a day, as the settings show");
    api.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_ai_key_is_the_ais_trouble_and_ends_with_the_key() {
    let stage = failing(Fault::Status(StatusCode::UNAUTHORIZED)).await;
    until_told(&stage, "alert.ai_key").await;
    let shops: Vec<Shop> = stage.partner("shops_list", json!({})).await;
    for shop in &shops {
        assert_ne!(shop.state, ShopState::Failed, "{shop:?}: its own key works");
        assert!(shop.problem.is_none(), "{shop:?}: it has no problem");
    }
    stage.sandbox.faults().clear();
    let dearer = json!({ "ai_model": "claude-opus-5-5" });
    let _: Value = stage.owner("settings_set", dearer).await;
    stage
        .until("what waited is written at the new price", || async {
            match stage.sandbox.ledger().writes().is_empty() {
                false => Vec::new(),
                true => vec!["an answer".to_owned()],
            }
        })
        .await;
    let alerts: Vec<Alert> = stage.partner("alerts_list", json!({})).await;
    let still = alerts.iter().any(|alert| alert.title_key == "alert.ai_key");
    assert!(!still, "the warning ends with its cause: {alerts:?}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_whose_end_nobody_saw_are_on_the_bill() {
    let stage = failing(Fault::Truncate).await;
    let store = stage.store().await;
    stage
        .until("a lost call is counted", || async {
            let spent = number(&store, "SELECT sum(spent_micros) FROM spend").await;
            match spent > 0 {
                true => Vec::new(),
                false => vec!["spent".to_owned()],
            }
        })
        .await;
    let told = number(&store, "SELECT sum(cost_micros) FROM ai_usage").await;
    assert!(told > 0, "and the usage page can name it");
    stage.close().await;
}
