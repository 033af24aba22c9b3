//! A price is set: proposed, agreed to, sent once, read back, told in the journal, taken back.
//! On every marketplace that lets prices be set, because its connector says so.

use std::time::Duration;

use api::view::activity::{ActivityDetail, Outcome, UndoState};
use api::view::change::{Change, ChangeState, ProposedChange};
use api::view::draft::Decision;
use api::view::price::{PriceRow, PricesPage};
use domain::Capability;
use journeys::decided::{ended, writable, written};
use journeys::stage::{Stage, world};
use sandbox::{Fault, FaultRule, Sandbox, Times};
use serde_json::json;

/// World seconds per second.
const SPEED: f64 = 240.0;

async fn prices(stage: &Stage) -> Vec<PriceRow> {
    let all =
        json!({ "account": null, "held": false, "search": null, "after": null, "limit": 200 });
    stage.partner::<PricesPage>("prices_list", all).await.rows
}

/// The first price of a marketplace that is not held.
pub(crate) async fn first(stage: &Stage, marketplace: &str) -> PriceRow {
    let of = |row: &PriceRow| row.marketplace == marketplace && row.held.is_none();
    stage
        .until("prices are read", || async {
            match prices(stage).await.iter().any(of) {
                true => Vec::new(),
                false => vec![format!("no price of {marketplace}")],
            }
        })
        .await;
    prices(stage)
        .await
        .into_iter()
        .find(of)
        .expect("it was just there")
}

async fn proposed(stage: &Stage, row: &PriceRow, minor: i64) -> ProposedChange {
    let wish = json!({
        "account": row.account,
        "listing_key": row.listing_key,
        "variant": row.variant,
        "price_minor": minor,
        "before_minor": row.before.as_ref().map(|before| before.minor),
        "least_minor": null,
    });
    stage.owner("price_propose", wish).await
}

/// A price a little below the present one that the marketplace would take.
pub(crate) async fn lower(stage: &Stage, row: &PriceRow) -> (ProposedChange, i64) {
    let wanted = row.price.minor / 100 * 97 / 100 * 100;
    let found = proposed(stage, row, wanted).await;
    let Some(nearest) = &found.nearest else {
        return (found, wanted);
    };
    let minor: rust_decimal::Decimal = nearest.parse().expect("an amount");
    let scale = rust_decimal::Decimal::from(10_i64.pow(u32::from(row.price.exponent)));
    let minor: i64 = (minor * scale).try_into().expect("minor units");
    (proposed(stage, row, minor).await, minor)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_is_set_stands_there_and_can_be_taken_back() {
    let stage = Stage::open(world(5, SPEED)).await;
    for marketplace in writable(Capability::Prices) {
        let row = first(&stage, &marketplace).await;
        let (wish, minor) = lower(&stage, &row).await;
        assert_eq!(
            wish.verdict.decision,
            Decision::Ask,
            "{marketplace}: a person decides: {wish:?}"
        );
        assert_eq!(
            wish.change.state,
            ChangeState::Waiting,
            "{marketplace}: until then it waits"
        );
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(
            written(&stage, &marketplace).is_empty(),
            "{marketplace}: nothing left without a yes"
        );
        let yes = json!({ "id": wish.change.id, "yes": true });
        let _: Change = stage.partner("change_decide", yes).await;
        let change = ended(&stage, wish.change.id).await;
        assert_eq!(change.state, ChangeState::Done, "{marketplace}: {change:?}");
        assert_eq!(
            written(&stage, &marketplace).len(),
            1,
            "{marketplace}: one write"
        );
        shown(&stage, &row, minor).await;
        back(&stage, &row, &change).await;
    }
}

/// The feed shows the price.
async fn shown(stage: &Stage, row: &PriceRow, minor: i64) {
    let same = |one: &PriceRow| {
        (one.account, &one.listing_key, &one.variant)
            == (row.account, &row.listing_key, &row.variant)
    };
    stage
        .until("the price is shown", || async {
            let rows = prices(stage).await;
            let found = rows.iter().find(|one| same(one));
            match found.is_some_and(|one| one.price.minor == minor) {
                true => Vec::new(),
                false => vec![format!("{:?}, not {minor}", found.map(|one| &one.price))],
            }
        })
        .await;
}

/// The journal tells of it, and takes it back.
async fn back(stage: &Stage, row: &PriceRow, change: &Change) {
    let told = change.told.expect("the journal tells of the end");
    let act: ActivityDetail = stage.partner("activity_get", json!({ "id": told })).await;
    assert_eq!(act.row.outcome, Outcome::Verified, "read back: {act:?}");
    assert_eq!(act.row.undo, UndoState::Possible, "the old price is known");
    let _: ActivityDetail = stage
        .partner("activity_undo", json!({ "id": told, "text": null }))
        .await;
    shown(stage, row, row.price.minor).await;
    stage
        .until("the journal tells of the undoing", || async {
            let act: ActivityDetail = stage.partner("activity_get", json!({ "id": told })).await;
            match act.row.undo {
                UndoState::Done => Vec::new(),
                other => vec![format!("{other:?}")],
            }
        })
        .await;
}

/// The request arrives, its answer is lost: it is read, and not sent again.
#[tokio::test(flavor = "multi_thread")]
async fn a_price_whose_answer_is_lost_is_set_once() {
    let sandbox = Sandbox::start(world(6, SPEED)).await.expect("a sandbox");
    let stage = Stage::on(sandbox).await;
    for marketplace in writable(Capability::Prices) {
        let row = first(&stage, &marketplace).await;
        let (wish, _) = lower(&stage, &row).await;
        let rule = FaultRule::new(Fault::LoseAnswer, Times::Chance(1.0)).at(&marketplace);
        stage.sandbox.faults().set(rule);
        let yes = json!({ "id": wish.change.id, "yes": true });
        let _: Change = stage.partner("change_decide", yes).await;
        stage
            .until("the request arrives", || async {
                match written(&stage, &marketplace).len() {
                    0 => vec![marketplace.clone()],
                    _ => Vec::new(),
                }
            })
            .await;
        stage.sandbox.faults().clear();
        let change = ended(&stage, wish.change.id).await;
        assert_eq!(change.state, ChangeState::Done, "{marketplace}: {change:?}");
        assert_eq!(
            written(&stage, &marketplace).len(),
            1,
            "{marketplace}: sent once"
        );
    }
}

/// A no is a no, and makes room for another change of the same price.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_nobody_agreed_to_never_leaves() {
    let stage = Stage::open(world(7, SPEED)).await;
    for marketplace in writable(Capability::Prices) {
        let row = first(&stage, &marketplace).await;
        let (wish, minor) = lower(&stage, &row).await;
        let args = json!({
            "account": row.account, "listing_key": row.listing_key, "variant": row.variant,
            "price_minor": minor, "before_minor": null, "least_minor": null,
        });
        let second = stage
            .api
            .call(&api::Caller::OWNER, "price_propose", args)
            .await;
        let code = second.expect_err("one change of a price at a time").code;
        assert_eq!(
            code,
            api::Code::Conflict,
            "{marketplace}: it would overwrite the first"
        );
        let no = json!({ "id": wish.change.id, "yes": false });
        let change: Change = stage.partner("change_decide", no).await;
        assert_eq!(
            change.state,
            ChangeState::Cancelled,
            "{marketplace}: wanted no more"
        );
        let (again, _) = lower(&stage, &row).await;
        assert_eq!(
            again.change.state,
            ChangeState::Waiting,
            "{marketplace}: room for another"
        );
        assert!(
            written(&stage, &marketplace).is_empty(),
            "{marketplace}: nothing has left"
        );
    }
}
