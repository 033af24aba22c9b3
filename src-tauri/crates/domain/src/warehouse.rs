//! Places where goods lie, and how long they last there.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::order::Scheme;

/// A warehouse of the seller or of the marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    /// The marketplace's identity of it; what stock is written to.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub scheme: Scheme,
    /// Whether goods can be sold from it now.
    pub active: bool,
}

/// How fast a listing's stock turns, as the marketplace reckons it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnover {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// Warehouse or cluster in the marketplace's words; empty when it is about all.
    pub place: String,
    /// The day that it is about.
    pub day: NaiveDate,
    /// Pieces at hand.
    pub available: Option<i64>,
    /// Pieces sold on an average day.
    pub per_day: Option<Decimal>,
    /// Days that the stock lasts.
    pub days: Option<Decimal>,
    /// A grade in the marketplace's words.
    pub grade: Option<String>,
}
