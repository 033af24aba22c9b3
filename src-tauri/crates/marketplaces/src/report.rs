//! Reports that a marketplace prepares: asked for, waited for, fetched. One mechanism for all; the
//! ticket is part of a feed's cursor, so that a restart goes on waiting instead of asking anew.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};

/// A report that is not ready after this long never will be: it is asked for anew.
const LONGEST: TimeDelta = TimeDelta::hours(2);

/// A report under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ticket {
    /// The marketplace's number of it.
    pub(crate) id: String,
    /// When it was asked for.
    pub(crate) asked: DateTime<Utc>,
}

/// How a report stands at the marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Being prepared.
    Preparing,
    /// Can be fetched; `0` is what the fetch needs: an address, the id again.
    Ready(String),
    /// There is nothing to report.
    Empty,
    /// It will not come, in the marketplace's words.
    Failed(String),
}

/// How one kind of report is asked for.
#[async_trait]
pub(crate) trait Report: Send + Sync {
    /// How long to wait before each look.
    fn pace(&self) -> Duration {
        Duration::from_secs(10)
    }

    /// Asks for it; gives its number.
    async fn order(&self) -> Result<String>;

    /// Looks how it stands.
    async fn look(&self, id: &str) -> Result<Stage>;

    /// Fetches it.
    async fn fetch(&self, ready: &str) -> Result<Bytes>;
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Look again with this ticket after this.
    Wait(Ticket, Duration),
    /// Here it is.
    Here(Bytes),
    /// There is nothing.
    Empty,
}

/// Goes one step on: asks for a report, or looks at the one of the ticket. One that was forgotten
/// or took too long is asked for anew.
///
/// # Errors
/// As the marketplace answers; `Rejected` when it says that the report will not come. That is said
/// again until the ticket is old: asking at once would fail the same way and use up the limit.
pub(crate) async fn step(
    operation: &'static str,
    report: &dyn Report,
    ticket: Option<Ticket>,
    now: DateTime<Utc>,
) -> Result<Step> {
    let young = |ticket: &Ticket| ticket.asked <= now && now - ticket.asked < LONGEST;
    let Some(ticket) = ticket.filter(young) else {
        return ordered(report, now).await;
    };
    let stage = match report.look(&ticket.id).await {
        Err(error) if error.kind == ErrorKind::NotFound => return ordered(report, now).await,
        stage => stage?,
    };
    match stage {
        Stage::Preparing => Ok(Step::Wait(ticket, report.pace())),
        Stage::Ready(ready) => report.fetch(&ready).await.map(Step::Here),
        Stage::Empty => Ok(Step::Empty),
        Stage::Failed(words) => Err(MarketplaceError::new(ErrorKind::Rejected, operation, words)),
    }
}

async fn ordered(report: &dyn Report, now: DateTime<Utc>) -> Result<Step> {
    let id = report.order().await?;
    Ok(Step::Wait(Ticket { id, asked: now }, report.pace()))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Gives its stages in turn, and counts how often it was ordered.
    struct Script {
        stages: Mutex<Vec<Stage>>,
        orders: Mutex<u32>,
    }

    impl Script {
        fn of(stages: &[Stage]) -> Self {
            let stages = stages.iter().rev().cloned().collect();
            Self {
                stages: Mutex::new(stages),
                orders: Mutex::new(0),
            }
        }
    }

    #[async_trait]
    impl Report for Script {
        async fn order(&self) -> Result<String> {
            *self.orders.lock().expect("no panic") += 1;
            Ok("r-1".to_owned())
        }

        async fn look(&self, _id: &str) -> Result<Stage> {
            Ok(self
                .stages
                .lock()
                .expect("no panic")
                .pop()
                .expect("a stage is left"))
        }

        async fn fetch(&self, ready: &str) -> Result<Bytes> {
            Ok(Bytes::from(ready.to_owned()))
        }
    }

    async fn walk(script: &Script, minutes_between: i64) -> Result<Step> {
        let (mut ticket, mut now) = (None, DateTime::UNIX_EPOCH);
        for _ in 0..10 {
            match step("test", script, ticket, now).await? {
                Step::Wait(next, _) => ticket = Some(next),
                end => return Ok(end),
            }
            now += TimeDelta::minutes(minutes_between);
        }
        panic!("it ends");
    }

    #[tokio::test]
    async fn a_report_is_asked_for_once_and_waited_for() {
        let script = Script::of(&[
            Stage::Preparing,
            Stage::Preparing,
            Stage::Ready("rows".to_owned()),
        ]);
        let end = walk(&script, 1).await.expect("it comes");
        assert_eq!(end, Step::Here(Bytes::from("rows")), "what was fetched");
        assert_eq!(
            *script.orders.lock().expect("no panic"),
            1,
            "asked for once"
        );
    }

    #[tokio::test]
    async fn one_that_takes_too_long_is_asked_for_anew() {
        let script = Script::of(&[Stage::Empty]);
        let late = Ticket {
            id: "old".to_owned(),
            asked: DateTime::UNIX_EPOCH,
        };
        let now = DateTime::UNIX_EPOCH + TimeDelta::hours(3);
        let next = step("test", &script, Some(late), now)
            .await
            .expect("asked anew");
        assert!(
            matches!(next, Step::Wait(ticket, _) if ticket.id == "r-1"),
            "another number"
        );
    }

    #[tokio::test]
    async fn a_refusal_is_told_in_the_marketplaces_words() {
        let script = Script::of(&[Stage::Failed("TOO_LARGE".to_owned())]);
        let error = walk(&script, 1).await.expect_err("it will not come");
        assert_eq!(
            (error.kind, error.message.as_str()),
            (ErrorKind::Rejected, "TOO_LARGE"),
            "named"
        );
    }
}
