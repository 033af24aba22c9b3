//! One round of feeds, for a command that reads and ends. Nothing is drafted or sent.

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
/// How often it waits in vain. A wait after which something came is none of them: a large shop is
/// read through many.
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
    /// Asks what the key may do, then reads these feeds of a shop once, waiting for limits.
    ///
    /// # Errors
    /// The store's, and the check's: a shop whose key is refused is not read.
    pub async fn read_once(&self, id: AccountId, feeds: &[Feed]) -> Result<Vec<FeedRound>> {
        let room = self.room();
        self.check_once(id).await?;
        let mut rounds = Vec::new();
        for feed in feeds.iter().copied() {
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
    let watch = Watch::default();
    let (mut waits, mut pages) = (0, 0);
    loop {
        // What was read before a limit is stored; the next round goes on after it.
        let outcome = round(room, id, feed, &watch).await;
        if watch.came.pages() > pages {
            (waits, pages) = (0, watch.came.pages());
        }
        let wait = outcome.as_ref().err().and_then(limited);
        match wait.filter(|_| waits < WAITS) {
            None => return outcome.map(|report| report.map(|_| watch.came.rows())),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Stage, order};

    const A_MOMENT: Duration = Duration::from_millis(1);

    #[tokio::test]
    async fn a_large_shop_is_read_through_many_limits() {
        let stage = Stage::open().await;
        for turn in 0..=3 * WAITS {
            let row = order(&format!("o{turn}"), "l1", 1);
            stage.script.orders.page(vec![row], turn < 3 * WAITS);
            if turn < 3 * WAITS {
                let limit = ErrorKind::RateLimited;
                stage.script.orders.fails(limit, Some(A_MOMENT));
            }
        }
        let read = patiently(&stage.room, stage.account, Feed::Orders).await;
        let rows = usize::try_from(3 * WAITS + 1).unwrap();
        assert_eq!(
            read.unwrap(),
            Some((rows, 0)),
            "something came after every wait, and all of it is counted"
        );
    }

    #[tokio::test]
    async fn a_limit_that_never_ends_is_told() {
        let stage = Stage::open().await;
        for _ in 0..=WAITS {
            let limit = ErrorKind::RateLimited;
            stage.script.orders.fails(limit, Some(A_MOMENT));
        }
        let read = patiently(&stage.room, stage.account, Feed::Orders).await;
        assert!(read.is_err(), "nothing came: {read:?}");
    }
}
