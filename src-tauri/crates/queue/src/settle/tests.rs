use domain::TaskState;
use rstest::rstest;

use super::*;
use crate::fixture::{Tables, start};
use crate::{cancel, dead, ended, get, replay, rescue_expired, rescue_other_boots, wake};

fn failure(class: ErrorClass) -> Failure {
    Failure {
        class,
        problem: serde_json::json!({"code": "x"}),
        retry_after: None,
        cost: 0,
    }
}

async fn failed(tables: &mut Tables, leased: &crate::Leased, class: ErrorClass) -> Fate {
    let mut rng = tables.rng.clone();
    let held = (leased.task.id, &leased.token);
    fail(
        tables,
        held,
        &failure(class),
        &Backoff::default(),
        &mut rng,
        start(),
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn a_stale_token_changes_nothing_and_is_told() {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    let first = tables.one().await;
    let later = start() + Duration::seconds(31);
    let rescued = rescue_expired(&mut tables, later).await.unwrap();
    assert_eq!(rescued.len(), 1, "the lease ran out");
    let second = tables.claim_at(later, 1).await.tasks.pop().unwrap();
    let before = get(&mut tables, id).await.unwrap();
    let stale = complete(&mut tables, id, &first.token, 0, later).await;
    assert!(
        matches!(stale, Err(QueueError::Stale(_))),
        "the first worker lost its lease"
    );
    let stale = snooze(&mut tables, (id, &first.token), later, None, 0, later).await;
    assert!(matches!(stale, Err(QueueError::Stale(_))), "by any way");
    assert_eq!(
        get(&mut tables, id).await.unwrap(),
        before,
        "nothing was changed"
    );
    complete(&mut tables, id, &second.token, 0, later)
        .await
        .unwrap();
    assert_eq!(
        ended(&mut tables, id).await.unwrap().state,
        TaskState::Done,
        "the second did it"
    );
}

#[tokio::test]
async fn leases_of_another_boot_return_at_once_and_are_no_attempt() {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    tables.one().await;
    let none = rescue_other_boots(&mut tables, "boot", start())
        .await
        .unwrap();
    assert!(none.is_empty(), "own leases stay");
    let rescued = rescue_other_boots(&mut tables, "next", start())
        .await
        .unwrap();
    assert_eq!(
        rescued.first().map(|task| task.id),
        Some(id),
        "another boot's lease returns"
    );
    let again = tables.one().await;
    assert_eq!(
        again.task.attempts, 1,
        "a killed process is not the task's fault"
    );
}

#[rstest]
#[case(ErrorClass::Retry, TaskState::Ready, 1)]
#[case(ErrorClass::Auth, TaskState::Snoozed, 0)]
#[case(ErrorClass::Unknown, TaskState::UnknownEffect, 0)]
#[case(ErrorClass::Outage, TaskState::Snoozed, 0)]
#[tokio::test]
async fn a_class_decides_what_becomes_of_a_failure(
    #[case] class: ErrorClass,
    #[case] state: TaskState,
    #[case] attempts: u32,
) {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    let leased = tables.one().await;
    failed(&mut tables, &leased, class).await;
    let task = get(&mut tables, id).await.unwrap();
    assert_eq!((task.state, task.attempts), (state, attempts), "{class:?}");
    assert!(task.run_at > start(), "it waits, and the wait is stored");
    assert!(
        tables.claim_at(start(), 1).await.tasks.is_empty(),
        "it is not due yet"
    );
    let again = tables.claim_at(task.run_at, 1).await.tasks;
    let reads_first = again.first().map(|leased| leased.task.unknown);
    assert_eq!(
        reads_first,
        Some(class == ErrorClass::Unknown),
        "only unknown reads first"
    );
}

#[tokio::test]
async fn attempts_end_in_the_dead_and_a_person_can_replay() {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    let mut now = start();
    for attempt in 1..=8 {
        let leased = tables.claim_at(now, 1).await.tasks.pop().unwrap();
        let fate = failed(&mut tables, &leased, ErrorClass::Retry).await;
        assert_eq!(
            fate == Fate::Dead,
            attempt == 8,
            "dead after the eighth try only"
        );
        now += Duration::hours(1);
    }
    let lost = dead(&mut tables, domain::PartnerId(1), 10).await.unwrap();
    assert_eq!(
        lost.first().and_then(|task| task.problem.clone()),
        Some(serde_json::json!({"code": "x"})),
        "the cause is kept"
    );
    replay(&mut tables, id, now).await.unwrap();
    assert_eq!(
        tables
            .claim_at(now, 1)
            .await
            .tasks
            .pop()
            .unwrap()
            .task
            .attempts,
        1,
        "fresh attempts"
    );
}

#[rstest]
#[case(ErrorClass::Outage)]
#[case(ErrorClass::Unknown)]
#[tokio::test]
async fn an_outage_of_a_week_uses_up_no_attempt(#[case] class: ErrorClass) {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    let (mut now, mut longest, mut rounds) = (start(), Duration::zero(), 0);
    while now < start() + Duration::days(7) {
        let leased = tables.claim_at(now, 1).await.tasks.pop().unwrap();
        let (mut rng, held) = (tables.rng.clone(), (id, &leased.token));
        let failure = failure(class);
        fail(
            &mut tables,
            held,
            &failure,
            &Backoff::default(),
            &mut rng,
            now,
        )
        .await
        .unwrap();
        let next = get(&mut tables, id).await.unwrap().run_at;
        longest = longest.max(next - now);
        (now, rounds) = (next, rounds + 1);
    }
    assert!(rounds < 2_000, "waits grow: {rounds} rounds in a week");
    assert!(
        longest <= Duration::minutes(15),
        "and never so long that its end is missed: {longest}"
    );
    let leased = tables.claim_at(now, 1).await.tasks.pop().unwrap();
    assert_eq!(leased.task.attempts, 1, "none of that was an attempt");
    snooze(&mut tables, (id, &leased.token), now, None, 0, now)
        .await
        .unwrap();
    let task = get(&mut tables, id).await.unwrap();
    assert_eq!(task.waits, 0, "the next outage begins with short waits");
}

#[tokio::test]
async fn waiting_for_a_person_lasts_until_woken() {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    let leased = tables.one().await;
    await_approval(&mut tables, id, &leased.token, 0, start())
        .await
        .unwrap();
    let years_later = start() + Duration::days(1000);
    assert!(
        tables.claim_at(years_later, 1).await.tasks.is_empty(),
        "nobody decided"
    );
    assert!(
        wake(&mut tables, id, years_later).await.unwrap(),
        "a person decides"
    );
    assert_eq!(
        tables.claim_at(years_later, 1).await.tasks.len(),
        1,
        "and it goes on"
    );
    assert!(
        !wake(&mut tables, id, years_later).await.unwrap(),
        "a leased task is not woken"
    );
}

#[tokio::test]
async fn a_cancelled_task_leaves_its_worker_with_a_stale_token() {
    let mut tables = Tables::new().await;
    let id = tables.push(1, "a").await;
    let leased = tables.one().await;
    assert!(cancel(&mut tables, id, start()).await.unwrap(), "it lived");
    let late = complete(&mut tables, id, &leased.token, 0, start()).await;
    assert!(
        matches!(late, Err(QueueError::Stale(_))),
        "its worker learns of it"
    );
    assert!(
        !cancel(&mut tables, id, start()).await.unwrap(),
        "it has ended"
    );
}
