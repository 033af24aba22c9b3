//! Connections.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::passport::Passport;
use super::session::Typed;
use crate::error::ApiError;

/// One shop.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Shop {
    /// Row.
    pub id: i64,
    /// Marketplace.
    pub marketplace: String,
    /// Name given here.
    pub name: String,
    /// Name at the marketplace.
    pub external_name: Option<String>,
    /// How it stands.
    pub state: ShopState,
    /// What is wrong.
    pub problem: Option<ApiError>,
    /// Since when a person does not want it to be read.
    pub stopped_at: Option<String>,
    /// Served by the sandbox.
    pub demo: bool,
    /// The key's passport.
    pub passport: Option<Passport>,
    /// Feeds.
    pub feeds: Vec<FeedState>,
    /// Limits.
    pub limits: Vec<LimitState>,
    /// Capability table.
    pub capabilities: Vec<CapabilityState>,
}

/// How a shop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShopState {
    /// Works.
    Ok,
    /// Being checked.
    Checking,
    /// Works in part.
    Attention,
    /// Does not work.
    Failed,
    /// Stopped.
    Paused,
}

/// One feed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FeedState {
    /// What it reads.
    pub feed: String,
    /// Last good round.
    pub last_ok_at: Option<String>,
    /// Rows read in all.
    pub rows: i64,
    /// Rows that could not be read.
    pub bad_rows: i64,
    /// Those of the latest round: what they are about stays as it was.
    pub bad_in_round: i64,
    /// What is wrong.
    pub problem: Option<ApiError>,
    /// Reading now.
    pub running: bool,
}

/// One limit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LimitState {
    /// Bucket.
    pub endpoint: String,
    /// Requests left, unless that was said longer than a period ago.
    pub left: Option<i64>,
    /// Requests per period.
    pub limit: Option<i64>,
    /// The period.
    pub period_seconds: Option<i64>,
    /// Nothing is sent before.
    pub blocked_until: Option<String>,
}

/// One row of the capability table.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CapabilityState {
    /// Which.
    pub capability: String,
    /// Reading.
    pub read: Cell,
    /// Writing.
    pub write: Cell,
    /// Limit in words.
    pub limit: Option<String>,
}

/// A cell of the capability table.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Cell {
    /// What it says.
    pub state: CellState,
    /// More.
    pub detail: Option<String>,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Works.
    Works,
    /// Being checked.
    Checking,
    /// Waits for its check.
    Queued,
    /// A permission is missing.
    MissingScope,
    /// A subscription is missing.
    NeedsSubscription,
    /// It has a key of its own, which was not given.
    NeedsKey,
    /// Not in the API.
    NotOffered,
    /// In the API for other sellers.
    NotForThisSeller,
    /// In the API, not in this version.
    NotYet,
    /// The check failed.
    Failed,
}

/// Arguments of `shop_inspect`.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Inspect {
    /// Marketplace.
    pub marketplace: String,
    /// Fields as typed.
    #[ts(type = "Record<string, string>")]
    pub fields: BTreeMap<String, Typed>,
}

/// Arguments of `shop_connect`.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Connect {
    /// Marketplace.
    pub marketplace: String,
    /// Name for the shop.
    pub name: String,
    /// Fields as typed.
    #[ts(type = "Record<string, string>")]
    pub fields: BTreeMap<String, Typed>,
}

/// Arguments of `shop_rekey`.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Rekey {
    /// The shop.
    pub id: i64,
    /// Fields of the new key as typed.
    #[ts(type = "Record<string, string>")]
    pub fields: BTreeMap<String, Typed>,
}
