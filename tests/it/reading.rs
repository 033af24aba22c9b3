//! Reading a shop: what cannot be read empties no shelf, and a person sees, stops and wants a
//! reading again.

use std::collections::BTreeMap;
use std::time::Duration;

use api::view::job::{Job, JobKind, JobState};
use api::view::shop::{FeedState, Shop};
use journeys::Stage;
use journeys::stage::world;
use sandbox::{Fault, FaultRule, Times};
use serde_json::{Value, json};

/// The shop that is read.
const SHOP: &str = "ozon";

async fn shop(stage: &Stage) -> Shop {
    let shops: Vec<Shop> = stage.partner("shops_list", json!({})).await;
    let shop = shops.into_iter().find(|shop| shop.marketplace == SHOP);
    shop.expect("it is connected")
}

fn feed<'a>(shop: &'a Shop, name: &str) -> Option<&'a FeedState> {
    shop.feeds.iter().find(|feed| feed.feed == name)
}

async fn job(stage: &Stage, id: &str) -> Option<Job> {
    let jobs: Vec<Job> = stage.partner("jobs_list", json!({})).await;
    jobs.into_iter().find(|job| job.id == id)
}

async fn until_job(stage: &Stage, id: &str, state: JobState) {
    stage
        .until("the job gets there", || async {
            match job(stage, id).await {
                Some(job) if job.state == state => Vec::new(),
                other => vec![format!("{state:?}, not {other:?}")],
            }
        })
        .await;
}

/// A world in which hardly any time passes, with the shop read once.
async fn read() -> Stage {
    let stage = Stage::open(world(5, 1.0)).await;
    stage
        .until("the shop is read", || async {
            let shop = shop(&stage).await;
            let missing = ["catalogue", "stock", "orders", "reviews", "questions"].into_iter();
            let read = |name: &&str| feed(&shop, name).is_none_or(|feed| feed.last_ok_at.is_none());
            missing.filter(read).map(str::to_owned).collect()
        })
        .await;
    stage
        .until("the first reading has ended", || async {
            let jobs: Vec<Job> = stage.partner("jobs_list", json!({})).await;
            let running = jobs.iter().filter(|job| job.state == JobState::Running);
            running.map(|job| format!("{job:?}")).collect()
        })
        .await;
    stage
}

/// Presses Refresh and waits for the end.
async fn refresh(stage: &Stage) {
    let id = shop(stage).await.id;
    let begun: Job = stage.owner("shop_sync", json!({ "id": id })).await;
    until_job(stage, &begun.id, JobState::Done).await;
}

/// Pieces by shelf.
async fn shelves(stage: &Stage) -> BTreeMap<String, i64> {
    let sql = "SELECT s.listing_key || ' ' || s.warehouse, s.available FROM stock AS s
         JOIN accounts AS a ON a.id = s.account_id WHERE a.marketplace = ?";
    let store = stage.store().await;
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_as(sql).bind(SHOP).fetch_all(&mut *conn).await;
    let rows: Vec<(String, i64)> = rows.expect("shelves can be listed");
    rows.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stock_row_that_cannot_be_read_empties_no_shelf() {
    let stage = read().await;
    let before = shelves(&stage).await;
    assert!(
        before.values().any(|left| *left > 0),
        "something lies there"
    );
    let rule = FaultRule::new(Fault::SpoilRow, Times::Always).at(SHOP);
    stage
        .sandbox
        .faults()
        .set(rule.on("/v4/product/info/stocks"));
    refresh(&stage).await;
    let after = shelves(&stage).await;
    let emptied: Vec<_> = before
        .iter()
        .filter(|(shelf, left)| **left > 0 && after.get(*shelf).is_none_or(|now| *now == 0))
        .collect();
    assert!(emptied.is_empty(), "unread is not sold out: {emptied:?}");
    let partial = shop(&stage).await;
    let partial = feed(&partial, "stock").expect("it is read");
    assert!(
        partial.bad_in_round > 0,
        "the screen can say so: {partial:?}"
    );
    stage.sandbox.faults().clear();
    refresh(&stage).await;
    let whole = shop(&stage).await;
    let whole = feed(&whole, "stock").expect("it is read");
    assert_eq!(whole.bad_in_round, 0, "and that it is over");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_is_seen_stopped_and_wanted_again() {
    let stage = read().await;
    let slow = Fault::Latency(Duration::from_millis(700));
    stage
        .sandbox
        .faults()
        .set(FaultRule::new(slow, Times::Always).at(SHOP));
    let id = shop(&stage).await.id;
    let begun: Job = stage.owner("shop_sync", json!({ "id": id })).await;
    assert_eq!(
        (begun.kind, begun.account),
        (JobKind::Sync, Some(id)),
        "a job of this shop"
    );
    let again: Job = stage.owner("shop_sync", json!({ "id": id })).await;
    assert_eq!(again.id, begun.id, "pressing twice reads once");
    let stopping: Job = stage.owner("job_stop", json!({ "id": begun.id })).await;
    assert_eq!(
        stopping.state,
        JobState::Stopping,
        "the person is heard at once"
    );
    until_job(&stage, &begun.id, JobState::Stopped).await;
    assert!(
        shop(&stage).await.stopped_at.is_some(),
        "the shop says that it is not read"
    );
    let _: Value = stage.owner("job_dismiss", json!({ "id": begun.id })).await;
    assert!(job(&stage, &begun.id).await.is_none(), "the card goes away");
    stage.sandbox.faults().clear();
    refresh(&stage).await;
    assert!(shop(&stage).await.stopped_at.is_none(), "it is read again");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_and_checks_are_jobs_too() {
    let stage = read().await;
    let _: Value = stage.owner("backup_create", json!({})).await;
    let _: Value = stage.partner("journal_verify", json!({})).await;
    let jobs: Vec<Job> = stage.partner("jobs_list", json!({})).await;
    for kind in [JobKind::Backup, JobKind::Verify] {
        let job = jobs.iter().find(|job| job.kind == kind);
        let job = job.unwrap_or_else(|| panic!("{kind:?} is a job: {jobs:?}"));
        assert_eq!(job.state, JobState::Done, "{kind:?} came to its end");
    }
    stage.close().await;
}
