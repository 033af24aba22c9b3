//! What becomes of a leased task. Each of these matches the token: a worker that
//! lost its lease changes nothing and is told so.

use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, ErrorClass, TaskId};
use rand::Rng;
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::backoff::Backoff;
use crate::error::QueueError;
use crate::spend;
use crate::task::{Task, Token, to_json};

/// How a try failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What it means for the task.
    pub class: ErrorClass,
    /// What went wrong; kept, without secrets and without a buyer's text.
    pub problem: Value,
    /// The marketplace said to wait so long.
    pub retry_after: Option<Duration>,
    /// What the try cost nevertheless, in millionths of a US dollar.
    pub cost: i64,
}

/// What became of a failed task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Tried again then.
    Retry(DateTime<Utc>),
    /// Waits for a person to mend the key; looked at again then.
    Auth(DateTime<Utc>),
    /// Looked at again then, reading before writing.
    Unknown(DateTime<Utc>),
    /// Given up.
    Dead,
}

/// How long a task waits for a mended key before it looks again by itself.
const AUTH_WAIT: Duration = Duration::hours(1);

/// The task under this token.
async fn held(conn: &mut SqliteConnection, id: TaskId, token: &Token) -> Result<Task, QueueError> {
    sqlx::query_as("SELECT * FROM tasks WHERE id = ? AND token = ? AND state = 'leased'")
        .bind(id.0)
        .bind(&token.0)
        .fetch_optional(conn)
        .await?
        .ok_or(QueueError::Stale(id))
}

/// The task under this token, its reservation settled with what the try cost.
async fn settled(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    cost: i64,
) -> Result<Task, QueueError> {
    let task = held(conn, id, token).await?;
    spend::settle(conn, &task, cost).await?;
    Ok(task)
}

/// Done; `cost` in millionths of a US dollar.
///
/// # Errors
/// `Stale`.
pub async fn complete(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    finish(conn, id, "done", None, now).await
}

/// Failed: by its class it is retried, waits, or is given up.
///
/// # Errors
/// `Stale`.
pub async fn fail(
    conn: &mut SqliteConnection,
    (id, token): (TaskId, &Token),
    failure: &Failure,
    backoff: &Backoff,
    rng: &mut (impl Rng + Send),
    now: DateTime<Utc>,
) -> Result<Fate, QueueError> {
    let task = settled(conn, id, token, failure.cost).await?;
    let wait = backoff
        .wait(task.attempts, rng)
        .max(failure.retry_after.unwrap_or_default());
    let exhausted = task.attempts >= task.max_attempts;
    let fate = match failure.class {
        ErrorClass::Reject => Fate::Dead,
        ErrorClass::Retry if exhausted => Fate::Dead,
        ErrorClass::Retry => Fate::Retry(now + wait),
        ErrorClass::Auth => Fate::Auth(now + AUTH_WAIT),
        // A write that may have happened is never given up unread.
        ErrorClass::Unknown => Fate::Unknown(now + wait),
    };
    let problem = Some(&failure.problem);
    match fate {
        Fate::Dead => finish(conn, id, "dead", problem, now).await?,
        Fate::Retry(at) => release(conn, id, Next::Retry(at), problem, now).await?,
        Fate::Auth(at) => release(conn, id, Next::Snooze(at, Some("auth")), problem, now).await?,
        Fate::Unknown(at) => release(conn, id, Next::Unknown(at), problem, now).await?,
    }
    Ok(fate)
}

/// Put off; no attempt. `waiting_for` names what [`wake_waiting`] wakes it by.
///
/// # Errors
/// `Stale`.
pub async fn snooze(
    conn: &mut SqliteConnection,
    (id, token): (TaskId, &Token),
    until: DateTime<Utc>,
    waiting_for: Option<&str>,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    release(conn, id, Next::Snooze(until, waiting_for), None, now).await
}

/// Waits for a person, until [`wake`]; no attempt.
///
/// # Errors
/// `Stale`.
pub async fn await_approval(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    release(conn, id, Next::Approval, None, now).await
}

/// A write may have happened: looked at again at `check_at`, reading before writing.
///
/// # Errors
/// `Stale`.
pub async fn unknown_effect(
    conn: &mut SqliteConnection,
    (id, token): (TaskId, &Token),
    check_at: DateTime<Utc>,
    problem: Option<&Value>,
    cost: i64,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    settled(conn, id, token, cost).await?;
    release(conn, id, Next::Unknown(check_at), problem, now).await
}

/// The worker still works: the lease ends later.
///
/// # Errors
/// `Stale`.
pub async fn extend(
    conn: &mut SqliteConnection,
    id: TaskId,
    token: &Token,
    until: DateTime<Utc>,
) -> Result<(), QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET lease_until = ? WHERE id = ? AND token = ? AND state = 'leased'",
    )
    .bind(until.timestamp_millis())
    .bind(id.0)
    .bind(&token.0)
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(QueueError::Stale(id))
    }
}

/// Where a task goes when its lease ends without its end.
enum Next<'a> {
    Retry(DateTime<Utc>),
    Snooze(DateTime<Utc>, Option<&'a str>),
    Approval,
    Unknown(DateTime<Utc>),
}

async fn release(
    conn: &mut SqliteConnection,
    id: TaskId,
    next: Next<'_>,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    let (state, at, waiting_for, attempt, snoozed, unknown) = match next {
        Next::Retry(at) => ("ready", at, None, 1, 0, false),
        Next::Snooze(at, word) => ("snoozed", at, word, 0, 1, false),
        Next::Approval => ("awaiting_approval", now, None, 0, 0, false),
        Next::Unknown(at) => ("unknown_effect", at, None, 1, 0, true),
    };
    sqlx::query(
        "UPDATE tasks SET state = ?1, run_at = ?2, due = ?3, waiting_for = ?4,
             attempts = attempts - 1 + ?5, snoozes = snoozes + ?6, unknown = max(unknown, ?7),
             problem = coalesce(?8, problem), token = NULL, boot = NULL, worker = NULL,
             lease_until = NULL, reserved_day = NULL, updated_at = ?9
         WHERE id = ?10",
    )
    .bind(state)
    .bind(at.timestamp_millis())
    .bind(state != "awaiting_approval" && at <= now)
    .bind(waiting_for)
    .bind(attempt)
    .bind(snoozed)
    .bind(unknown)
    .bind(
        problem
            .map(|problem| to_json("problem", problem))
            .transpose()?,
    )
    .bind(now.timestamp_millis())
    .bind(id.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// A due task that cannot run now sleeps without having been leased.
pub(crate) async fn put_off(
    conn: &mut SqliteConnection,
    id: TaskId,
    until: DateTime<Utc>,
    waiting_for: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    sqlx::query(
        "UPDATE tasks SET state = iif(unknown, 'unknown_effect', 'snoozed'), run_at = ?, due = 0,
             waiting_for = ?, snoozes = snoozes + 1, updated_at = ? WHERE id = ?",
    )
    .bind(until.timestamp_millis())
    .bind(waiting_for)
    .bind(now.timestamp_millis())
    .bind(id.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves a task to the history.
async fn finish(
    conn: &mut SqliteConnection,
    id: TaskId,
    state: &'static str,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    sqlx::query(
        "INSERT INTO task_history (id, partner_id, account_id, kind, unique_key, once, payload,
             priority, lane, state, attempts, max_attempts, snoozes, rescues, cost_reserve, unknown,
             not_after, problem, created_at, ended_at)
         SELECT id, partner_id, account_id, kind, unique_key, once, payload, priority, lane, ?2,
             attempts, max_attempts, snoozes, rescues, cost_reserve, unknown, not_after,
             CASE ?2 WHEN 'done' THEN NULL ELSE coalesce(?3, problem) END, created_at, ?4
         FROM tasks WHERE id = ?1",
    )
    .bind(id.0)
    .bind(state)
    .bind(
        problem
            .map(|problem| to_json("problem", problem))
            .transpose()?,
    )
    .bind(now.timestamp_millis())
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM tasks WHERE id = ?")
        .bind(id.0)
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// Gives a task up that nobody holds.
pub(crate) async fn bury(
    conn: &mut SqliteConnection,
    id: TaskId,
    problem: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), QueueError> {
    finish(conn, id, "dead", problem, now).await
}

/// Lets a task that sleeps or waits for a person run now; `false` when it is leased or ended.
///
/// # Errors
/// What SQLite says.
pub async fn wake(
    conn: &mut SqliteConnection,
    id: TaskId,
    now: DateTime<Utc>,
) -> Result<bool, QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET state = iif(unknown, 'unknown_effect', 'ready'), run_at = min(run_at, ?1),
             due = 1, waiting_for = NULL, updated_at = ?1
         WHERE id = ?2 AND state <> 'leased'",
    )
    .bind(now.timestamp_millis())
    .bind(id.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Wakes what waits for this word (`auth` of an account whose key was mended, `budget` when
/// the cap was raised); how many.
///
/// # Errors
/// What SQLite says.
pub async fn wake_waiting(
    conn: &mut SqliteConnection,
    waiting_for: &str,
    account: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<u64, QueueError> {
    let done = sqlx::query(
        "UPDATE tasks SET run_at = min(run_at, ?1), due = 1, waiting_for = NULL, updated_at = ?1
         WHERE waiting_for = ?2 AND (?3 IS NULL OR account_id = ?3)
             AND state IN ('ready', 'snoozed', 'unknown_effect')",
    )
    .bind(now.timestamp_millis())
    .bind(waiting_for)
    .bind(account.map(|id| id.0))
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Gives a task up, whoever holds it; its worker will find its token stale. A reservation
/// counts as spent. `false` when it has ended.
///
/// # Errors
/// What SQLite says.
pub async fn cancel(
    conn: &mut SqliteConnection,
    id: TaskId,
    now: DateTime<Utc>,
) -> Result<bool, QueueError> {
    let task: Option<Task> = sqlx::query_as("SELECT * FROM tasks WHERE id = ?")
        .bind(id.0)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(task) = task else { return Ok(false) };
    spend::settle(conn, &task, task.cost_reserve).await?;
    let problem = serde_json::json!({ "code": "cancelled" });
    bury(conn, id, Some(&problem), now).await?;
    Ok(true)
}

/// Gives up all tasks of an account that is being removed; how many.
///
/// # Errors
/// What SQLite says.
pub async fn cancel_account(
    conn: &mut SqliteConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<usize, QueueError> {
    let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM tasks WHERE account_id = ? ORDER BY id")
        .bind(account.0)
        .fetch_all(&mut *conn)
        .await?;
    for id in &ids {
        cancel(conn, TaskId(*id), now).await?;
    }
    Ok(ids.len())
}

#[cfg(test)]
mod tests {
    use domain::TaskState;
    use rstest::rstest;

    use super::*;
    use crate::fixture::{Tables, start};
    use crate::{dead, ended, get, replay, rescue_expired, rescue_other_boots};

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
    #[case(ErrorClass::Unknown, TaskState::UnknownEffect, 1)]
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
}
