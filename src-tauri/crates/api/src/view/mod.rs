//! What screens see: plain data, named as in the contract.

pub mod activity;
pub mod ad;
pub mod alert;
pub mod answer;
pub mod backup;
pub mod change;
pub mod chart;
pub mod chat;
pub mod draft;
pub mod figure;
pub mod file;
pub mod job;
pub mod listing;
pub mod marketplace;
pub mod money;
pub mod overview;
pub mod parcel;
pub mod passport;
pub mod pin;
pub mod price;
pub mod reconcile;
pub mod returned;
pub mod search;
pub mod session;
pub mod settings;
pub mod shop;
pub mod standing;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No arguments, or no result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// Names one thing by its row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ById {
    /// The row.
    pub id: i64,
}
