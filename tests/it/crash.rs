//! The engine is killed again and again while it answers. Whatever it was doing, nothing is lost
//! and nothing is written twice.

use std::sync::Arc;
use std::time::Duration;

use journeys::elsewhere::{Elsewhere, Part};
use journeys::stage::world;
use journeys::{Stage, proof};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use sandbox::{Fault, FaultRule, Sandbox, Times};
use serde_json::{Value, json};

use crate::child;

/// Kills of one run.
const KILLS: u32 = 100;
/// Every run kills at the same moments; what happens at them differs.
const SEED: u64 = 20_261_122;
/// World seconds per second: the lively first hours last as long as the kills.
const SPEED: f64 = 150.0;

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_lose_nothing_and_double_nothing() {
    let sandbox = Arc::new(Sandbox::start(world(3, SPEED)).await.expect("a sandbox"));
    slow_writes(&sandbox);
    let home = tempfile::tempdir().expect("a folder");
    let mut dice = StdRng::seed_from_u64(SEED);
    let (mut amid, mut working) = (0, 0);
    for kill in 0..KILLS {
        let span = Duration::from_millis(dice.random_range(50..900));
        let mut child = child::spawn(&Elsewhere::of(&sandbox, home.path(), Part::Work)).await;
        // One in ten dies before it has opened the store.
        if kill % 10 != 0 {
            let said = child::says(&mut child).await;
            assert_eq!(
                said,
                json!({ "open": true }),
                "the store opens after every kill"
            );
        }
        tokio::time::sleep(span).await;
        child.kill().await.expect("it is killed");
        let (sent, leased) = left_behind(home.path()).await;
        amid += u32::from(sent > 0);
        working += u32::from(leased > 0);
    }
    let writes = sandbox.ledger().writes().len();
    println!("{KILLS} kills: {working} amid tasks, {amid} amid a write; {writes} writes so far");
    assert!(
        amid >= 3,
        "{amid} kills hit a write under way, else this proves little"
    );
    assert!(writes >= 10, "{writes} answers were sent between the kills");

    sandbox.faults().clear();
    let stage = Stage::at(Arc::clone(&sandbox), home).await;
    raise_the_cap(&stage).await;
    let compared = proof::agreement(&stage).await;
    println!("{compared:?}");
    stage.close().await;
}

/// What a killed process may have spent counts as spent, so that a hundred kills can use up a day's
/// money, and then the AI rightly waits for the next day. Nothing of that is looked at here.
async fn raise_the_cap(stage: &Stage) {
    let spent = spent(&stage.store().await).await;
    println!("{spent} millionths of a dollar are counted as spent");
    let cap = json!({ "minor": spent + 100_000_000, "currency": "USD", "exponent": 6 });
    let _: Value = stage
        .owner("settings_set", json!({ "spend_cap": cap }))
        .await;
}

async fn spent(store: &store::Store) -> i64 {
    let sql = "SELECT coalesce(sum(spent_micros), 0) FROM spend";
    let mut conn = store.read().await.expect("a reader");
    let sum = sqlx::query_scalar(sql).fetch_one(&mut *conn).await;
    sum.expect("what was spent can be summed")
}

/// Writes take a while and some answers are lost, so that many kills meet a write under way.
fn slow_writes(sandbox: &Sandbox) {
    for (method, path) in [
        ("POST", "/api/v1/feedbacks/answer"),
        ("PATCH", "/api/v1/questions"),
        (
            "POST",
            "/v2/businesses/{businessId}/goods-feedback/comments/update",
        ),
        ("POST", "/v1/businesses/{businessId}/goods-questions/update"),
        ("POST", "/v1/review/comment/create"),
        ("POST", "/v1/question/answer/create"),
    ] {
        let slow = Fault::Latency(Duration::from_millis(60));
        let rule = |fault, chance| {
            FaultRule::new(fault, Times::Chance(chance))
                .by(method)
                .on(path)
        };
        sandbox.faults().set(rule(slow, 0.7));
        sandbox.faults().set(rule(Fault::LoseAnswer, 0.2));
    }
}

/// Effects and tasks that the dead process had in its hands.
async fn left_behind(home: &std::path::Path) -> (i64, i64) {
    let path = home.join("demo").join("store.sqlite3");
    if !path.exists() {
        return (0, 0);
    }
    let Ok(store) = try_look(&path).await else {
        return (0, 0);
    };
    let sql = "SELECT (SELECT count(*) FROM effects WHERE state IN ('sent', 'accepted')),
         (SELECT count(*) FROM tasks WHERE state = 'leased')";
    let mut conn = store.read().await.expect("a reader");
    let row: Option<(i64, i64)> = sqlx::query_as(sql).fetch_one(&mut *conn).await.ok();
    drop(conn);
    store.close().await.expect("the viewer closes");
    row.unwrap_or_default()
}

/// A store that was killed while it was made has no tables yet.
async fn try_look(path: &std::path::Path) -> Result<store::Store, store::StoreError> {
    let options = store::OpenOptions::viewer(Arc::new(domain::SystemClock));
    Ok(store::Store::open(path, options).await?.store)
}
