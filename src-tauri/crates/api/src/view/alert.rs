//! Warnings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A warning.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Alert {
    /// Row.
    pub id: i64,
    /// About what.
    pub kind: AlertKind,
    /// How bad.
    pub level: AlertLevel,
    /// Marketplace.
    pub marketplace: Option<String>,
    /// Key of its text.
    pub title_key: String,
    /// Values for the text.
    #[ts(type = "Record<string, string>")]
    pub detail: BTreeMap<String, String>,
    /// Page that a click opens.
    pub page: String,
    /// When.
    pub at: String,
    /// Silent until.
    pub snoozed_until: Option<String>,
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// Stock.
    Stock,
    /// A decision waits.
    Approval,
    /// A key ends.
    Token,
    /// A shop fails.
    Shop,
    /// Money.
    Budget,
    /// A bad review.
    BadReview,
    /// The store.
    Store,
    /// A change that was held back or not done.
    Change,
}

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// Good to know.
    Info,
    /// This week.
    Warn,
    /// Today.
    Bad,
}

/// Arguments of `alert_snooze`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Snooze {
    /// Row.
    pub id: i64,
    /// For how long, 1 to 720.
    pub hours: u32,
}
