//! What a failed task means: again, later, wait for a person, or the end.

use std::collections::BTreeMap;
use std::time::Duration;

use ai::{AiError, Kind};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountState, AlertKind, AlertLevel, ErrorClass, PartnerId};
use marketplaces::{ErrorKind, MarketplaceError};
use queue::{Backoff, Failure, Fate};
use rand::SeedableRng;
use rand::rngs::StdRng;
use store::Tx;
use store::alert::NewAlert;

use crate::answering::{given_up, is_open};
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
    // Reading has told that what was wanted has no ground any more.
    let told = matches!(error, EngineError::Changed(_));
    let mut failure = Failure {
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
                if !told && is_open(tx, &leased.task).await? {
                    failure.class = of_open(failure.class);
                }
                let held = (lease.task(), &leased.token);
                let backoff = Backoff::default();
                let fate = queue::fail(tx.conn(), held, &failure, &backoff, &mut rng, now).await?;
                match fate {
                    Fate::Dead => given_up(tx, &leased.task, &problem, now).await,
                    Fate::Auth(_) => needs_person(tx, &lease, &problem, now).await,
                    Fate::Retry(_) | Fate::Unknown(_) | Fate::Outage(_) => Ok(()),
                }
            })
        })
        .await
}

/// What an error means while a write may have left whose outcome is not known: whatever went
/// wrong, it is looked for. Only a key that does not work waits for a person.
fn of_open(class: ErrorClass) -> ErrorClass {
    match class {
        ErrorClass::Auth => ErrorClass::Auth,
        _ => ErrorClass::Unknown,
    }
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
        EngineError::Store(error) if error.temporary() => (ErrorClass::Outage, None),
        EngineError::Conflict(_) | EngineError::Stopping | EngineError::Panicked => {
            (ErrorClass::Retry, None)
        }
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
        // A marketplace that is down for a night must cost no answer.
        ErrorKind::RateLimited | ErrorKind::Unavailable => ErrorClass::Outage,
        ErrorKind::Unreadable | ErrorKind::Unexpected => ErrorClass::Retry,
        ErrorKind::NotFound | ErrorKind::Rejected | ErrorKind::Unsupported => ErrorClass::Reject,
    }
}

/// What does not pass by itself is mended in the settings: a key, an empty account, a model that
/// the provider does not know. Until then every text waits, and none is given up.
fn of_ai(error: &AiError) -> ErrorClass {
    if error.temporary {
        ErrorClass::Outage
    } else {
        ErrorClass::Auth
    }
}

fn cost(error: &EngineError) -> i64 {
    match error {
        EngineError::Ai(error) => error.cost().micro_usd(),
        _ => 0,
    }
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
        store::alert::raise(tx, &ai_key(task.partner, &problem.code), now).await?;
        return Ok(());
    };
    let row = store::account::get(tx.conn(), account).await?;
    let value = problem.value();
    store::account::set_state(tx, account, AccountState::Attention, Some(&value)).await?;
    crate::rules::keys::shop(tx, &row, Some(&problem.code), now).await
}

/// The key is not accepted, or the request is not: then model or address must be another.
fn ai_key(partner: PartnerId, code: &str) -> NewAlert {
    let title = match code {
        "unauthorised_key" | "keychain_unavailable" | "rate_limited" => "alert.ai_key",
        _ => "alert.ai_refused",
    };
    NewAlert {
        partner,
        account: None,
        cause: format!("ai_key:{partner}"),
        kind: AlertKind::Token,
        level: AlertLevel::Bad,
        title_key: title.to_owned(),
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

#[cfg(test)]
mod tests {
    use ai::AiError;
    use rstest::rstest;

    use super::*;

    fn marketplace(kind: ErrorKind) -> EngineError {
        MarketplaceError::new(kind, "reviews.publish", "why").into()
    }

    #[rstest]
    #[case(marketplace(ErrorKind::Unavailable), ErrorClass::Outage)]
    #[case(marketplace(ErrorKind::Unauthorised), ErrorClass::Auth)]
    #[case(marketplace(ErrorKind::Rejected), ErrorClass::Reject)]
    #[case(AiError::temporary(Kind::Unreachable, "ai", "no network").into(), ErrorClass::Outage)]
    #[case(AiError::temporary(Kind::Overloaded, "ai", "529").into(), ErrorClass::Outage)]
    #[case(AiError::lasting(Kind::BadRequest, "ai", "404").into(), ErrorClass::Auth)]
    #[case(AiError::lasting(Kind::Billing, "ai", "402").into(), ErrorClass::Auth)]
    #[case(store::StoreError::RolledBack.into(), ErrorClass::Outage)]
    #[case(store::StoreError::DiskFull(None).into(), ErrorClass::Outage)]
    #[case(EngineError::Panicked, ErrorClass::Retry)]
    fn an_error_that_passes_or_that_a_person_mends_ends_no_task(
        #[case] error: EngineError,
        #[case] class: ErrorClass,
    ) {
        assert_eq!(classify(&error).0, class, "{error}");
    }

    #[rstest]
    #[case(ErrorClass::Reject, ErrorClass::Unknown)]
    #[case(ErrorClass::Retry, ErrorClass::Unknown)]
    #[case(ErrorClass::Outage, ErrorClass::Unknown)]
    #[case(ErrorClass::Auth, ErrorClass::Auth)]
    fn a_write_that_may_have_left_is_looked_for_whatever_goes_wrong(
        #[case] class: ErrorClass,
        #[case] meant: ErrorClass,
    ) {
        assert_eq!(of_open(class), meant, "{class:?} must not end it unread");
    }
}
