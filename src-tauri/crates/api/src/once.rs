//! What a command does once, on an API that was opened still: read every feed, check a shop.

use domain::{AccountId, Feed};
use serde::Serialize;

use crate::api::Api;
use crate::error::{ApiError, Code};

/// How the one round of a feed ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedRound {
    /// The shop.
    pub shop: i64,
    /// Its marketplace.
    pub marketplace: String,
    /// What was read; `None` when the shop itself could not be asked.
    pub feed: Option<Feed>,
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be read.
    pub bad_rows: usize,
    /// The marketplace does not offer it.
    pub not_offered: bool,
    /// What went wrong.
    pub problem: Option<ApiError>,
}

impl Api {
    /// Reads feeds of a shop once, or of all shops; `told` hears of each as it ends. Without any
    /// named, every feed is read.
    ///
    /// # Errors
    /// `ViewerOnly` where another process is the engine, `NotFound`, and the store's. What a
    /// marketplace says is in the rounds.
    pub async fn read_once(
        &self,
        shop: Option<i64>,
        feeds: &[Feed],
        mut told: impl FnMut(&FeedRound),
    ) -> Result<Vec<FeedRound>, ApiError> {
        let house = self.house();
        house.room()?;
        let accounts = store::account::list(&mut *house.store().read().await?, None).await?;
        let wanted: Vec<_> = accounts
            .into_iter()
            .filter(|account| shop.is_none_or(|id| account.id.0 == id))
            .collect();
        if wanted.is_empty() && shop.is_some() {
            return Err(ApiError::not_found("shop"));
        }
        let mut rounds = Vec::new();
        for account in wanted {
            let name = account.marketplace.to_string();
            for round in self.read_shop(account.id, feeds, &name).await? {
                told(&round);
                rounds.push(round);
            }
        }
        Ok(rounds)
    }

    async fn read_shop(
        &self,
        id: AccountId,
        feeds: &[Feed],
        name: &str,
    ) -> Result<Vec<FeedRound>, ApiError> {
        let house = self.house();
        let Some(engine) = house.engine() else {
            return Err(ApiError::new(Code::ViewerOnly, "no engine here"));
        };
        let empty = FeedRound {
            shop: id.0,
            marketplace: name.to_owned(),
            feed: None,
            rows: 0,
            bad_rows: 0,
            not_offered: false,
            problem: None,
        };
        let feeds = if feeds.is_empty() { &Feed::ALL } else { feeds };
        let rounds = match engine.read_once(id, feeds).await {
            Ok(rounds) => rounds,
            Err(error @ (engine::EngineError::Store(_) | engine::EngineError::Stopping)) => {
                return Err(error.into());
            }
            Err(error) => {
                let problem = Some(of_shop(error.into(), name));
                return Ok(vec![FeedRound { problem, ..empty }]);
            }
        };
        let told = rounds.into_iter().map(|round| {
            let (rows, bad_rows, not_offered, problem) = match round.outcome {
                Ok(Some((rows, bad))) => (rows, bad, false, None),
                Ok(None) => (0, 0, true, None),
                Err(error) => (0, 0, false, Some(of_shop(error.into(), name))),
            };
            FeedRound {
                feed: Some(round.feed),
                rows,
                bad_rows,
                not_offered,
                problem,
                ..empty.clone()
            }
        });
        Ok(told.collect())
    }

    /// Asks the marketplace what a shop's key may do, and tells what it answered if it is an error.
    ///
    /// # Errors
    /// The marketplace's, the keychain's and the store's.
    pub async fn check_shop(&self, shop: i64) -> Result<(), ApiError> {
        let house = self.house();
        let id = AccountId(shop);
        let account = store::account::get(&mut *house.store().read().await?, id).await?;
        let engine = house.engine();
        let engine = engine.ok_or_else(|| ApiError::new(Code::ViewerOnly, "no engine here"))?;
        let checked = engine.check_once(id).await;
        checked.map_err(|error| of_shop(error.into(), account.marketplace.as_str()))
    }
}

/// Names the marketplace, for the text.
pub(crate) fn of_shop(error: ApiError, marketplace: &str) -> ApiError {
    let registry = engine::Registry::all();
    let id = marketplace.into();
    let name = registry
        .get(&id)
        .map_or(marketplace, |connector| connector.profile().name);
    error.with("marketplace", name)
}
