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
use store::account::Account;
use store::alert::NewAlert;

use crate::accounts;
use crate::answering;
use crate::changing::{self, APPLY};
use crate::error::{EngineError, Result};
use crate::lease::Lease;
use crate::pen::Used;
use crate::problem::Problem;
use crate::room::Room;
use crate::spending;

/// Keeps a failure and what follows from it.
pub(super) async fn settle(room: &Room, lease: &Lease, error: EngineError) -> Result<()> {
    if matches!(error, EngineError::Conflict("lease")) {
        return Ok(());
    }
    let now = room.now();
    let problem = Problem::of(&error, now);
    tracing::warn!(task = lease.task().0, code = problem.code, %error, "a task failed");
    let (class, retry_after) = classify(&error);
    let used = match &error {
        EngineError::Ai(error) => room.pen.used_by(error).map(|used| (error.operation, used)),
        _ => None,
    };
    if let Some(wait) = limited(&error) {
        return put_off(room, lease, wait, used).await;
    }
    // Reading has told that what was wanted has no ground any more.
    let groundless = matches!(error, EngineError::Changed(_));
    let mut failure = Failure {
        class,
        problem: problem.value(),
        retry_after: retry_after.and_then(|wait| TimeDelta::from_std(wait).ok()),
        cost: cost(&error),
    };
    let (lease, of_ai) = (lease.clone(), matches!(error, EngineError::Ai(_)));
    room.store
        .write(move |tx| {
            Box::pin(async move {
                keep_used(tx, &lease, used.as_ref(), now).await?;
                let mut rng = StdRng::from_os_rng();
                let leased = lease.leased();
                if !groundless && is_open(tx, &leased.task).await? {
                    failure.class = of_open(failure.class);
                }
                let held = (lease.task(), &leased.token);
                let backoff = Backoff::default();
                let fate = queue::fail(tx.conn(), held, &failure, &backoff, &mut rng, now).await?;
                match fate {
                    Fate::Dead => given_up(tx, &leased.task, &problem, now).await,
                    Fate::Auth(_) if of_ai => ai_needs_person(tx, &lease, &problem, now).await,
                    Fate::Auth(_) => needs_person(tx, &lease, &problem, now).await,
                    Fate::Outage(_) if accounts::passes(&problem.code) => {
                        told(tx, &lease, &problem).await.map(|_| ())
                    }
                    Fate::Retry(_) | Fate::Unknown(_) | Fate::Outage(_) => Ok(()),
                }
            })
        })
        .await
}

/// Whether a write of the task may have left whose end is not known.
async fn is_open(tx: &mut Tx, task: &queue::Task) -> Result<bool> {
    match task.kind.as_str() {
        APPLY => changing::is_open(tx, task).await,
        _ => answering::is_open(tx, task).await,
    }
}

async fn given_up(
    tx: &mut Tx,
    task: &queue::Task,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    match task.kind.as_str() {
        APPLY => changing::given_up(tx, task, problem, now).await,
        _ => answering::given_up(tx, task, problem, now).await,
    }
}

/// What an error means while a write may have left whose outcome is not known: whatever went
/// wrong, it is looked for. Only a key that does not work waits for a person.
fn of_open(class: ErrorClass) -> ErrorClass {
    match class {
        ErrorClass::Auth => ErrorClass::Auth,
        _ => ErrorClass::Unknown,
    }
}

/// How long a task waits for a place for keys that is closed.
const KEYS_AGAIN: Duration = Duration::from_secs(30);

/// A limit is no failure, nor is a locked keychain: come back when told.
fn limited(error: &EngineError) -> Option<Duration> {
    match error {
        EngineError::Marketplace(error) if error.kind == ErrorKind::RateLimited => {
            Some(error.retry_after.unwrap_or(Duration::from_secs(5)))
        }
        EngineError::Ai(error) if error.kind == Kind::RateLimited => {
            Some(error.retry_after.unwrap_or(Duration::from_secs(5)))
        }
        EngineError::Secret(error) if error.is_temporary() => Some(KEYS_AGAIN),
        _ => None,
    }
}

/// A call of a model that brought no text, by its purpose.
type Spent = (&'static str, Used);

async fn put_off(room: &Room, lease: &Lease, wait: Duration, used: Option<Spent>) -> Result<()> {
    let (lease, now) = (lease.clone(), room.now());
    let until = now + TimeDelta::from_std(wait).unwrap_or(TimeDelta::minutes(15));
    let cost = used.as_ref().map_or(0, |(_, used)| used.cost_micros);
    room.store
        .write(move |tx| {
            Box::pin(async move {
                keep_used(tx, &lease, used.as_ref(), now).await?;
                lease.snooze_at(tx, until, cost, now).await
            })
        })
        .await
}

async fn keep_used(
    tx: &mut Tx,
    lease: &Lease,
    used: Option<&Spent>,
    now: DateTime<Utc>,
) -> Result<()> {
    match used {
        Some((purpose, used)) => spending::keep(tx, lease, purpose, used, now).await,
        None => Ok(()),
    }
}

/// Class of an error and how long to wait.
fn classify(error: &EngineError) -> (ErrorClass, Option<Duration>) {
    match error {
        EngineError::Marketplace(error) => (of_marketplace(error), error.retry_after),
        EngineError::Ai(error) => (of_ai(error), error.retry_after),
        EngineError::Secret(_) => (ErrorClass::Auth, None),
        EngineError::Store(error) if error.temporary() => (ErrorClass::Outage, None),
        EngineError::Conflict(_)
        | EngineError::NotReady
        | EngineError::Stopping
        | EngineError::Panicked => (ErrorClass::Retry, None),
        EngineError::Store(_)
        | EngineError::NotApproved(_)
        | EngineError::BreaksRules(_)
        | EngineError::Changed(_)
        | EngineError::BadInput { .. }
        | EngineError::SameShop { .. }
        | EngineError::OtherShop
        | EngineError::TooLate => (ErrorClass::Reject, None),
    }
}

fn of_marketplace(error: &MarketplaceError) -> ErrorClass {
    match error.kind {
        ErrorKind::Unauthorised
        | ErrorKind::Expired
        | ErrorKind::TestKey
        | ErrorKind::Forbidden
        | ErrorKind::NeedsSubscription
        | ErrorKind::Blocked => ErrorClass::Auth,
        // A marketplace that is down for a night must cost no answer.
        ErrorKind::RateLimited
        | ErrorKind::Unavailable
        | ErrorKind::Moving
        | ErrorKind::OtherHost => ErrorClass::Outage,
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

/// A key must be mended: the shop says so, once.
async fn needs_person(
    tx: &mut Tx,
    lease: &Lease,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    match told(tx, lease, problem).await? {
        Some(row) => crate::rules::keys::shop(tx, &row, Some(&problem.code), now).await,
        None => Ok(()),
    }
}

/// The shop of the task says what is wrong.
async fn told(tx: &mut Tx, lease: &Lease, problem: &Problem) -> Result<Option<Account>> {
    let Some(account) = lease.leased().task.account else {
        return Ok(None);
    };
    let state = accounts::makes_of(&problem.code).unwrap_or(AccountState::Attention);
    store::account::set_state(tx, account, state, Some(&problem.value())).await?;
    Ok(Some(store::account::get(tx.conn(), account).await?))
}

/// The AI's key or account must be mended; the shop has nothing to do with it.
async fn ai_needs_person(
    tx: &mut Tx,
    lease: &Lease,
    problem: &Problem,
    now: DateTime<Utc>,
) -> Result<()> {
    let partner = lease.leased().task.partner;
    let title = match problem.code.as_str() {
        "ai_key" | "keychain_unavailable" => "alert.ai_key",
        "ai_billing" => "alert.ai_billing",
        "ai_spend_limit" => "alert.ai_spend_limit",
        // The request is not accepted: model or address must be another.
        _ => "alert.ai_refused",
    };
    let alert = NewAlert {
        partner,
        account: None,
        cause: format!("{}:{partner}", problem.code),
        kind: AlertKind::Token,
        level: AlertLevel::Bad,
        title_key: title.to_owned(),
        detail: BTreeMap::new(),
        page: "/settings".to_owned(),
    };
    store::alert::raise(tx, &alert, now).await?;
    Ok(())
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
    #[case(marketplace(ErrorKind::Moving), ErrorClass::Outage)]
    #[case(marketplace(ErrorKind::Unauthorised), ErrorClass::Auth)]
    #[case(marketplace(ErrorKind::Blocked), ErrorClass::Auth)]
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
