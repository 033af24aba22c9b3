//! What the marketplace reckons: one row per amount, as its own reports tell it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// One amount of a marketplace's report. A line of a report that holds several (price,
/// commission, delivery) becomes several rows, so that sums by kind are sums of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The marketplace's identity of the line, with the kind where one line gives several rows.
    pub external_id: ExternalId,
    /// The report that it comes from.
    pub report: Option<ExternalId>,
    /// The day on which it counts, in the marketplace's zone.
    pub day: NaiveDate,
    /// What it is for.
    pub kind: LedgerKind,
    /// The same in the marketplace's words.
    pub word: String,
    /// The order or unit that it belongs to.
    pub order: Option<ExternalId>,
    /// The listing's `external_id` or one of its aliases.
    pub listing: Option<ExternalId>,
    /// Pieces; 0 where it is not about pieces.
    pub quantity: i64,
    /// What the seller gets; negative for what is taken.
    pub amount: Money,
}

/// What an amount is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// Goods sold.
    Sale,
    /// Goods taken back.
    Return,
    /// The marketplace's share.
    Commission,
    /// Taking the buyer's payment.
    Acquiring,
    /// Delivery to buyers.
    Logistics,
    /// Delivery back.
    ReturnLogistics,
    /// Lying on the marketplace's shelves.
    Storage,
    /// Being taken in.
    Acceptance,
    /// Advertising.
    Advertising,
    /// Fines.
    Penalty,
    /// Paid plans.
    Subscription,
    /// What the marketplace adds: discounts that it pays, bonuses.
    Subsidy,
    /// Paid for what was lost or broken.
    Compensation,
    /// Paid out to the seller's bank account.
    Payout,
    /// Corrected afterwards.
    Correction,
    /// Tax that the marketplace withholds.
    Tax,
    /// Other services.
    Service,
    /// A word that this version does not know.
    Other(String),
}

impl LedgerKind {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sale => "sale",
            Self::Return => "return",
            Self::Commission => "commission",
            Self::Acquiring => "acquiring",
            Self::Logistics => "logistics",
            Self::ReturnLogistics => "return_logistics",
            Self::Storage => "storage",
            Self::Acceptance => "acceptance",
            Self::Advertising => "advertising",
            Self::Penalty => "penalty",
            Self::Subscription => "subscription",
            Self::Subsidy => "subsidy",
            Self::Compensation => "compensation",
            Self::Payout => "payout",
            Self::Correction => "correction",
            Self::Tax => "tax",
            Self::Service => "service",
            Self::Other(word) => word,
        }
    }
}

/// What lies on an account at the marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Which account, in plain words: `current`, `withdrawable`, `advertising`, `bonus`.
    pub kind: String,
    /// What lies there.
    pub amount: Money,
    /// When that was so.
    pub at: DateTime<Utc>,
}

/// A document that the marketplace made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Its day.
    pub day: Option<NaiveDate>,
    /// Formats that it can be had in, as file extensions.
    pub formats: Vec<String>,
}
