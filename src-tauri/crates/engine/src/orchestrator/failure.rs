//! What a failed task means: again, later, wait for a person, or the end.

use std::collections::BTreeMap;
use std::time::Duration;

use ai::{AiError, Kind};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountState, AlertKind, AlertLevel, ErrorClass, Outcome, PartnerId, SubjectKind};
use marketplaces::{ErrorKind, MarketplaceError};
use queue::{Backoff, Failure, Fate};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Deserialize;
use store::Tx;
use store::activity::NewActivity;
use store::alert::NewAlert;
use store::answer::State;

use crate::answering::{UNDO, undo_given_up};
use crate::error::{EngineError, Result};
use crate::lease::Lease;
use crate::problem::Problem;
use crate::room::Room;

/// Keeps a failure and what follows from it.
pub(super) async fn settle(room: &Room, lease: &Lease, error: EngineError) -> Result<()> {
    if matches!(error, EngineError::Conflict("lease")) {
        return Ok(());
    }
    let now = room.now();
    let problem = Problem::of(&error, now);
    tracing::warn!(task = lease.task().0, code = problem.code, %error, "a task failed");
    let (class, retry_after) = classify(&error);
    if let Some(wait) = limited(&error) {
        return put_off(room, lease, wait).await;
    }
    let failure = Failure {
        class,
        problem: problem.value(),
        retry_after: retry_after.and_then(|wait| TimeDelta::from_std(wait).ok()),
        cost: cost(&error),
    };
    let lease = lease.clone();
    room.store
        .write(move |tx| {
            Box::pin(async move {
                let mut rng = StdRng::from_os_rng();
                let leased = lease.leased();
                let held = (lease.task(), &leased.token);
                let backoff = Backoff::default();
                let fate = queue::fail(tx.conn(), held, &failure, &backoff, &mut rng, now).await?;
                match fate {
                    Fate::Dead => given_up(tx, &lease, &problem, now).await,
                    Fate::Auth(_) => needs_person(tx, &lease, &problem, now).await,
                    Fate::Retry(_) | Fate::Unknown(_) => Ok(()),
                }
            })
        })
        .await
}

/// A limit is no failure: come back when told.
fn limited(error: &EngineError) -> Option<Duration> {
    match error {
        EngineError::Marketplace(error) if error.kind == ErrorKind::RateLimited => {
            Some(error.retry_after.unwrap_or(Duration::from_secs(5)))
        }
        EngineError::Ai(error) if error.kind == Kind::RateLimited => {
            Some(error.retry_after.unwrap_or(Duration::from_secs(5)))
        }
        _ => None,
    }
}

async fn put_off(room: &Room, lease: &Lease, wait: Duration) -> Result<()> {
    let (lease, now) = (lease.clone(), room.now());
    let until = now + TimeDelta::from_std(wait).unwrap_or(TimeDelta::minutes(15));
    room.store
        .write(move |tx| Box::pin(async move { lease.snooze(tx, until, now).await }))
        .await
}

/// Class of an error and how long to wait.
fn classify(error: &EngineError) -> (ErrorClass, Option<Duration>) {
    match error {
        EngineError::Marketplace(error) => (of_marketplace(error), error.retry_after),
        EngineError::Ai(error) => (of_ai(error), error.retry_after),
        EngineError::Secret(_) => (ErrorClass::Auth, None),
        EngineError::Store(error) if error.temporary() => (ErrorClass::Retry, None),
        EngineError::Conflict(_) | EngineError::Stopping => (ErrorClass::Retry, None),
        EngineError::Store(_)
        | EngineError::NotApproved(_)
        | EngineError::BreaksRules(_)
        | EngineError::Changed(_)
        | EngineError::BadInput { .. }
        | EngineError::TooLate => (ErrorClass::Reject, None),
    }
}

fn of_marketplace(error: &MarketplaceError) -> ErrorClass {
    match error.kind {
        ErrorKind::Unauthorised | ErrorKind::TestKey | ErrorKind::Forbidden => ErrorClass::Auth,
        ErrorKind::RateLimited | ErrorKind::Unavailable | ErrorKind::Unreadable => {
            ErrorClass::Retry
        }
        ErrorKind::Unexpected => ErrorClass::Retry,
        ErrorKind::NotFound | ErrorKind::Rejected | ErrorKind::Unsupported => ErrorClass::Reject,
    }
}

fn of_ai(error: &AiError) -> ErrorClass {
    match error.kind {
        Kind::Unauthorised | Kind::Billing | Kind::SpendLimit => ErrorClass::Auth,
        _ if error.temporary => ErrorClass::Retry,
        _ => ErrorClass::Reject,
    }
}

fn cost(error: &EngineError) -> i64 {
    match error {
        EngineError::Ai(error) => error.cost().micro_usd(),
        _ => 0,
    }
}

#[derive(Deserialize)]
struct About {
    kind: SubjectKind,
    subject: i64,
}

/// Given up: the review says so, and the journal why.
async fn given_up(tx: &mut Tx, lease: &Lease, problem: &Problem, now: DateTime<Utc>) -> Result<()> {
    let task = &lease.leased().task;
    if task.kind == UNDO {
        return match serde_json::from_value(task.payload.clone()) {
            Ok(undo) => undo_given_up(tx, &undo, problem, now).await,
            Err(_) => Ok(()),
        };
    }
    let Ok(about) = serde_json::from_value::<About>(task.payload.clone()) else {
        return Ok(());
    };
    let subject = store::answer::get(tx.conn(), about.kind, about.subject).await?;
    let key = (about.kind, about.subject);
    store::answer::set_state(tx, key, &[], State::Failed, None, None).await?;
    let line = subject
        .listing
        .map_or_else(|| subject.external_id.to_string(), |l| l.title);
    let act = crate::skills::of(about.kind).act();
    let entry = NewActivity {
        account: task.account,
        marketplace: Some(subject.marketplace),
        about: Some(key),
        outcome: Outcome::Failed,
        why: vec![format!("error:{}", problem.code), problem.message.clone()],
        ..NewActivity::note(task.partner, act, line)
    };
    store::activity::append(tx, &entry, now).await?;
    Ok(())
}

/// A key must be mended: the shop (or the AI) says so, once.
async fn needs_person(
    tx: &mut Tx,
    lease: &Lease,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    let task = &lease.leased().task;
    let of_shop = [
        "unauthorised_key",
        "expired_key",
        "test_key",
        "missing_scope",
        "keychain_unavailable",
    ]
    .contains(&problem.code.as_str());
    let Some(account) = task.account.filter(|_| of_shop) else {
        store::alert::raise(tx, &ai_key(task.partner), now).await?;
        return Ok(());
    };
    let row = store::account::get(tx.conn(), account).await?;
    let value = problem.value();
    store::account::set_state(tx, account, AccountState::Attention, Some(&value)).await?;
    crate::rules::keys::shop(tx, &row, Some(&problem.code), now).await
}

fn ai_key(partner: PartnerId) -> NewAlert {
    NewAlert {
        partner,
        account: None,
        cause: format!("ai_key:{partner}"),
        kind: AlertKind::Token,
        level: AlertLevel::Bad,
        title_key: "alert.ai_key".to_owned(),
        detail: BTreeMap::new(),
        page: "/settings".to_owned(),
    }
}

/// The spending cap of the day is reached.
pub(super) fn over_budget(partner: PartnerId, now: DateTime<Utc>) -> NewAlert {
    NewAlert {
        partner,
        account: None,
        cause: format!("budget:{partner}:{}", crate::day::spend_day(now)),
        kind: AlertKind::Budget,
        level: AlertLevel::Warn,
        title_key: "alert.budget".to_owned(),
        detail: BTreeMap::new(),
        page: "/settings".to_owned(),
    }
}
