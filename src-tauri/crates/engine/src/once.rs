//! One round of every feed, for a command that reads and ends. Nothing is drafted or sent.

use std::time::Duration;

use domain::{AccountId, Feed};
use marketplaces::ErrorKind;

use crate::accounts;
use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::room::Room;
use crate::sync::{Watch, round};

/// The longest that one round waits for a limit of the marketplace, in the clock's time.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often it waits.
const WAITS: u32 = 5;

/// How the round of one feed ended.
#[derive(Debug)]
pub struct FeedRound {
    /// The feed.
    pub feed: Feed,
    /// Rows read and rows that could not be read; `None` where the marketplace does not offer it.
    pub outcome: Result<Option<(usize, usize)>>,
}

impl Engine {
    /// Asks what the key may do, then reads every feed of a shop once, waiting for limits.
    ///
    /// # Errors
    /// The store's, and the check's: a shop whose key is refused is not read.
    pub async fn read_once(&self, id: AccountId) -> Result<Vec<FeedRound>> {
        let room = self.room();
        self.check_once(id).await?;
        let mut rounds = Vec::new();
        for feed in Feed::ALL {
            let outcome = patiently(room, id, feed).await;
            if let Err(error) = &outcome {
                accounts::failed(room, id, error).await;
            }
            rounds.push(FeedRound { feed, outcome });
        }
        Ok(rounds)
    }
}

impl Engine {
    /// Asks what the key may do, waiting for limits: those of an earlier run count, too.
    ///
    /// # Errors
    /// As [`accounts::try_check`].
    pub async fn check_once(&self, id: AccountId) -> Result<()> {
        let mut waits = 0;
        loop {
            let outcome = accounts::try_check(self.room(), id).await;
            let wait = outcome.as_ref().err().and_then(limited);
            match wait.filter(|_| waits < WAITS) {
                None => return outcome,
                Some(wait) if self.room().pause(wait).await => waits += 1,
                Some(_) => return Err(EngineError::Stopping),
            }
        }
    }
}

async fn patiently(room: &Room, id: AccountId, feed: Feed) -> Result<Option<(usize, usize)>> {
    let mut waits = 0;
    loop {
        // What was read before a limit is stored; the next round goes on after it.
        let outcome = round(room, id, feed, &Watch::default()).await;
        let wait = outcome.as_ref().err().and_then(limited);
        match wait.filter(|_| waits < WAITS) {
            None => return outcome.map(|report| report.map(|r| (r.rows, r.bad))),
            Some(wait) if room.pause(wait).await => waits += 1,
            Some(_) => return Err(EngineError::Stopping),
        }
    }
}

fn limited(error: &EngineError) -> Option<Duration> {
    match error {
        EngineError::Marketplace(error) if error.kind == ErrorKind::RateLimited => {
            error.retry_after.filter(|wait| *wait <= PATIENCE)
        }
        _ => None,
    }
}
