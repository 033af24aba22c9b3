//! States of an account, each shown as its own: a token without a category, a key that is over, a
//! blocked company, a subscription that is missing, a cabinet that is being moved, a seller whose
//! host does not answer. Which marketplace has which state is what its stand-in knows of it.

use std::sync::Arc;

use api::Code;
use api::view::change::Change;
use api::view::shop::{Cell, CellState, Shop, ShopState};
use journeys::decided;
use journeys::stage::{Stage, world};
use sandbox::{Condition, Sandbox};
use serde_json::json;

use crate::price;

/// World seconds per second.
const SPEED: f64 = 240.0;

/// A demo whose marketplaces are in that state, and which of them have it.
async fn stage(condition: Condition) -> (Stage, Vec<String>) {
    let sandbox = Sandbox::start(world(6, SPEED)).await.expect("a sandbox");
    let sandbox = Arc::new(sandbox);
    let mut having = Vec::new();
    let stage = Stage::given(Arc::clone(&sandbox), |account| {
        if let Some(put) = sandbox.put(&account.marketplace, condition) {
            having.push(put.marketplace.clone());
            *account = put;
        }
    })
    .await;
    assert!(!having.is_empty(), "{condition:?}: some marketplace has it");
    (stage, having)
}

async fn shop(stage: &Stage, marketplace: &str) -> Shop {
    let shops: Vec<Shop> = stage.partner("shops_list", json!({})).await;
    let mut own = shops
        .into_iter()
        .filter(|shop| shop.marketplace == marketplace);
    own.next().expect("one shop per marketplace")
}

/// Whether the shop says of itself that it is in that state.
fn shows(shop: &Shop, condition: Condition) -> bool {
    let told = shop.problem.as_ref().map(|problem| problem.code);
    let stands = |state, code| shop.state == state && told == Some(code);
    match condition {
        Condition::NoCategory => {
            shop.state == ShopState::Attention && has_cell(shop, CellState::MissingScope)
        }
        Condition::ExpiredKey => stands(ShopState::Failed, Code::ExpiredKey),
        Condition::Blocked => stands(ShopState::Failed, Code::BlockedCompany),
        Condition::NoSubscription => {
            has_cell(shop, CellState::NeedsSubscription) || has_feed(shop, Code::NeedsSubscription)
        }
        Condition::Moving => stands(ShopState::Attention, Code::Moving),
        Condition::OtherHost => stands(ShopState::Attention, Code::OtherHost),
    }
}

fn has_cell(shop: &Shop, state: CellState) -> bool {
    let named = |cell: &Cell| cell.state == state && cell.detail.is_some();
    let mut rows = shop.capabilities.iter();
    rows.any(|row| named(&row.read) || named(&row.write))
}

fn has_feed(shop: &Shop, code: Code) -> bool {
    let told =
        |problem: &api::ApiError| problem.code == code && problem.detail.contains_key("about");
    let mut feeds = shop.feeds.iter();
    feeds.any(|feed| feed.problem.as_ref().is_some_and(told))
}

async fn until_shown(stage: &Stage, marketplace: &str, condition: Condition) {
    stage
        .until("the state is shown", || async {
            let shop = shop(stage, marketplace).await;
            match shows(&shop, condition) {
                true => Vec::new(),
                false => vec![format!("{marketplace} {condition:?}: {shop:#?}")],
            }
        })
        .await;
}

async fn until_over(stage: &Stage, marketplace: &str) {
    stage
        .until("the state is over", || async {
            let shop = shop(stage, marketplace).await;
            match (shop.state, &shop.problem) {
                (ShopState::Ok, None) => Vec::new(),
                other => vec![format!("{marketplace}: {other:?}")],
            }
        })
        .await;
}

/// Shows a state that is there from the start.
async fn shown_at_once(condition: Condition) {
    let (stage, having) = stage(condition).await;
    for marketplace in &having {
        until_shown(&stage, marketplace, condition).await;
        let problem = shop(&stage, marketplace).await.problem;
        let named = |problem: &api::ApiError| problem.detail.contains_key("marketplace");
        assert!(
            problem.as_ref().is_none_or(named),
            "{marketplace} {condition:?}: the words name the marketplace: {problem:?}"
        );
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_without_a_category_is_shown() {
    shown_at_once(Condition::NoCategory).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_over_is_shown() {
    shown_at_once(Condition::ExpiredKey).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_company_is_shown() {
    shown_at_once(Condition::Blocked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_that_is_missing_is_shown() {
    shown_at_once(Condition::NoSubscription).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_does_not_answer_is_shown_until_it_does() {
    let (stage, having) = stage(Condition::OtherHost).await;
    for marketplace in &having {
        until_shown(&stage, marketplace, Condition::OtherHost).await;
        let problem = shop(&stage, marketplace).await.problem;
        let host = problem.and_then(|problem| problem.detail.get("about").cloned());
        assert!(
            host.is_some_and(|host| host.contains('.')),
            "{marketplace}: the seller is told which host"
        );
        stage.sandbox.faults().clear();
        until_over(&stage, marketplace).await;
    }
    stage.close().await;
}

/// The descriptions tell of it beside writes alone, so a price is set.
#[tokio::test(flavor = "multi_thread")]
async fn a_cabinet_that_is_being_moved_is_shown_and_no_change_is_lost() {
    let (stage, having) = stage(Condition::Moving).await;
    for marketplace in &having {
        let row = price::first(&stage, marketplace).await;
        let (wish, _) = price::lower(&stage, &row).await;
        let yes = json!({ "id": wish.change.id, "yes": true });
        let _: Change = stage.partner("change_decide", yes).await;
        until_shown(&stage, marketplace, Condition::Moving).await;
        stage.sandbox.faults().clear();
        let change = decided::ended(&stage, wish.change.id).await;
        assert_eq!(
            change.state,
            api::view::change::ChangeState::Done,
            "{marketplace}: it waited: {change:?}"
        );
        until_over(&stage, marketplace).await;
    }
    stage.close().await;
}
