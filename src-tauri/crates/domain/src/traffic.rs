//! How buyers find listings: days of the funnel, search terms, the quality of cards.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// A listing's funnel of one day. Cancellations are booked on the day of the order, so past days
/// go on changing. What is not told is `None`, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelDay {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// The day, in the marketplace's zone.
    pub day: NaiveDate,
    /// Times shown in lists.
    pub views: Option<i64>,
    /// Times the card was opened.
    pub opens: Option<i64>,
    /// Put into a basket.
    pub carts: Option<i64>,
    /// Pieces ordered.
    pub orders: Option<i64>,
    /// What they are worth.
    pub ordered: Option<Money>,
    /// Pieces bought.
    pub buyouts: Option<i64>,
    /// What they are worth.
    pub bought: Option<Money>,
    /// Pieces cancelled or returned.
    pub cancels: Option<i64>,
}

/// A search term over a period: for one listing, or over the whole marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchTerm {
    /// The listing; `None` where the figures are the marketplace's own.
    pub listing: Option<ExternalId>,
    /// What buyers typed.
    pub query: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// How often it was searched for.
    pub searches: Option<i64>,
    /// The listing's average place, from 1.
    pub position: Option<Decimal>,
    /// Times the card was opened from it.
    pub opens: Option<i64>,
    /// Put into a basket.
    pub carts: Option<i64>,
    /// Pieces ordered.
    pub orders: Option<i64>,
    /// Better than so many percent of other sellers' cards.
    pub percentile: Option<Decimal>,
    /// Average price of what is found.
    pub price: Option<Money>,
    /// Sellers that offer something for it.
    pub sellers: Option<i64>,
}

/// What the marketplace thinks of a card, and what is missing in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardQuality {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// How well it is filled in, 0 to 100.
    pub score: Option<Decimal>,
    /// Buyers' average rating, 1 to 5.
    pub rating: Option<Decimal>,
    /// How many ratings that is.
    pub ratings: Option<i64>,
    /// Errors first.
    pub issues: Vec<CardIssue>,
    /// When that was so, if told.
    pub at: Option<DateTime<Utc>>,
}

/// Something to be mended in a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardIssue {
    /// How bad it is.
    pub level: IssueLevel,
    /// The field that it is about, in the marketplace's words.
    pub field: Option<String>,
    /// The marketplace's words.
    pub text: String,
}

/// How bad an issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueLevel {
    /// The card is refused or not shown.
    Error,
    /// It will be.
    Warning,
    /// It would be found more often.
    Advice,
}
