//! Advertising: campaigns, bids, and what they brought.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// An advertising campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Where it stands.
    pub state: CampaignState,
    /// What is paid for.
    pub pays: PayFor,
    /// Whether the marketplace chooses the bids.
    pub automatic: bool,
    /// What it may spend on a day.
    pub budget_day: Option<Money>,
    /// What it may spend in a week.
    pub budget_week: Option<Money>,
    /// What is left to be spent.
    pub left: Option<Money>,
    /// What it advertises, and for how much.
    pub items: Vec<CampaignItem>,
    /// Its first day.
    pub from: Option<NaiveDate>,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// When it changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// A listing in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignItem {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// Where it is shown, in the marketplace's words; empty where that makes no difference.
    pub placement: String,
    /// What is offered for it, when the seller says.
    pub bid: Option<Bid>,
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", content = "value", rename_all = "snake_case")]
pub enum Bid {
    /// An amount per click, per thousand views or per order.
    Money(Money),
    /// Hundredths of a percent of the price.
    Share(i64),
}

/// What is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayFor {
    /// Each click.
    Click,
    /// A thousand views.
    Views,
    /// Each order.
    Order,
    /// A word that this version does not know.
    Other(String),
}

impl PayFor {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Click => "click",
            Self::Views => "views",
            Self::Order => "order",
            Self::Other(word) => word,
        }
    }
}

/// Where a campaign stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// Made, not begun.
    Ready,
    /// Runs.
    Active,
    /// Stopped for a while.
    Paused,
    /// At its end.
    Ended,
    /// A word that this version does not know.
    Other(String),
}

impl CampaignState {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ready => "ready",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Other(word) => word,
        }
    }
}

/// What a campaign did for one listing on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdDay {
    /// The campaign.
    pub campaign: ExternalId,
    /// The listing; `None` where only the whole campaign is told.
    pub listing: Option<ExternalId>,
    /// The day, in the marketplace's zone.
    pub day: NaiveDate,
    /// The figures.
    pub figures: AdFigures,
}

/// What a campaign did for one search query or cluster of queries on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdQuery {
    /// The campaign.
    pub campaign: ExternalId,
    /// The listing, when told.
    pub listing: Option<ExternalId>,
    /// The query or the name of the cluster.
    pub query: String,
    /// The day, in the marketplace's zone.
    pub day: NaiveDate,
    /// The figures.
    pub figures: AdFigures,
}

/// Figures of advertising. What is not told is `None`, never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdFigures {
    /// Times shown.
    pub views: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Put into a basket.
    pub carts: Option<i64>,
    /// Orders that the marketplace ascribes to it.
    pub orders: Option<i64>,
    /// What it cost.
    pub spend: Money,
    /// What those orders are worth.
    pub revenue: Option<Money>,
}
