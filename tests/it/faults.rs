//! The story on a bad day: slow, limited, broken and cut-off answers, and answers that are lost
//! after a write. Nothing is written twice, nothing is forgotten.

use std::time::Duration;

use http::StatusCode;
use journeys::proof;
use journeys::stage::{Stage, world};
use sandbox::{Fault, FaultRule, Faults, Outcome, Sandbox, Times};

/// Answers that must have been sent while everything went wrong.
const ENOUGH: usize = 15;

fn bad_day(faults: &Faults) {
    let status = |code| Fault::Status(StatusCode::from_u16(code).expect("a status"));
    for (fault, chance) in [
        (Fault::Latency(Duration::from_millis(40)), 0.2),
        (status(429), 0.02),
        (status(420), 0.01),
        (status(500), 0.05),
        (status(503), 0.03),
        (Fault::Reset, 0.04),
        (Fault::Truncate, 0.04),
        (Fault::Garble, 0.01),
        (Fault::LoseAnswer, 0.3),
    ] {
        faults.set(FaultRule::new(fault, Times::Chance(chance)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_bad_day_nothing_happens_twice_and_nothing_is_forgotten() {
    let sandbox = Sandbox::start(world(2, 240.0)).await.expect("a sandbox");
    bad_day(sandbox.faults());
    let stage = Stage::on(sandbox).await;
    stage
        .until("answers are sent on a bad day", || async {
            match stage.taken() {
                enough if enough >= ENOUGH => Vec::new(),
                few => vec![format!("{few} of {ENOUGH}")],
            }
        })
        .await;
    let lost = |outcome| {
        let writes = stage.sandbox.ledger().writes();
        writes
            .iter()
            .filter(|write| write.outcome == outcome)
            .count()
    };
    let lost = lost(Outcome::AppliedAnswerLost);
    assert!(
        lost > 0,
        "some answers were lost after the write, else this proves nothing"
    );
    let struck = stage.sandbox.faults().struck();
    stage.sandbox.faults().clear();
    let compared = proof::agreement(&stage).await;
    println!("{struck} faults, {lost} lost answers, {compared:?}");
    stage.close().await;
}
