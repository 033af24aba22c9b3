//! The support's question: why is there no data.

use chrono::{DateTime, Utc};
use domain::AccountId;
use serde::Serialize;

use crate::api::Api;
use crate::error::ApiError;
use crate::once::of_shop;

/// What came of one thing that a shop was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Probed {
    /// What: `check`, a feed, `categories`.
    pub what: String,
    /// The requests that it took.
    pub operations: Vec<Operation>,
    /// Rows that came.
    pub rows: Option<usize>,
    /// Rows that could not be read.
    pub bad_rows: Vec<BadRow>,
    /// The marketplace prepares a report; its rows come later.
    pub prepares: bool,
    /// What went wrong.
    pub problem: Option<ApiError>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Verb, host and path.
    pub request: String,
    /// HTTP status; none when no answer came.
    pub status: Option<u16>,
    /// Requests left of the limit, when told.
    pub limit_left: Option<u32>,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadRow {
    /// JSON path within the row.
    pub path: String,
    /// Why; never what stood there.
    pub reason: String,
}

impl Api {
    /// Asks a shop everything once. `base` in place of the marketplace's addresses must be on this
    /// machine.
    ///
    /// # Errors
    /// `ViewerOnly` where another process is the engine, `NotFound`, `BadInput` for an address
    /// elsewhere; the store's and the keychain's.
    pub async fn probe(
        &self,
        shop: i64,
        base: Option<String>,
        mut told: impl FnMut(&Probed),
    ) -> Result<Vec<Probed>, ApiError> {
        let house = self.house();
        let room = house.room()?;
        let id = AccountId(shop);
        let account = store::account::get(&mut *house.store().read().await?, id).await?;
        let marketplace = account.marketplace.to_string();
        let mut results = Vec::new();
        engine::probe::probe(&room, id, base, |one| {
            let one = seen(one, &marketplace, room.now());
            told(&one);
            results.push(one);
        })
        .await?;
        Ok(results)
    }
}

fn seen(probed: &engine::probe::Probed, marketplace: &str, now: DateTime<Utc>) -> Probed {
    let operations = probed.exchanges.iter().map(|one| Operation {
        request: format!("{} {}{}", one.method, one.host, one.path),
        status: one.status,
        limit_left: one.left,
    });
    let bad = probed.bad.iter().map(|(path, reason)| BadRow {
        path: path.clone(),
        reason: reason.clone(),
    });
    Probed {
        what: probed.what.clone(),
        operations: operations.collect(),
        rows: probed.rows,
        bad_rows: bad.collect(),
        prepares: probed.prepares,
        problem: probed
            .error
            .as_ref()
            .map(|error| of_shop(told(error, now), marketplace)),
    }
}

/// Errors are not cloned: their words are.
fn told(error: &engine::EngineError, now: DateTime<Utc>) -> ApiError {
    let problem = engine::problem::Problem::of(error, now);
    crate::convert::of_problem(&problem.value())
        .unwrap_or_else(|| ApiError::new(crate::Code::Internal, error.to_string()))
}
