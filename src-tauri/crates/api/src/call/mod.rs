//! Handlers, one file per noun.

pub(crate) mod activity;
pub(crate) mod alert;
pub(crate) mod answer;
pub(crate) mod backup;
pub(crate) mod chart;
pub(crate) mod demo;
pub(crate) mod figure;
pub(crate) mod figures;
pub(crate) mod job;
pub(crate) mod listing;
pub(crate) mod marketplace;
pub(crate) mod overview;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod shop;
mod tiles;

use chrono::{DateTime, SecondsFormat, Utc};

/// A moment as screens read it.
pub(crate) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
