//! How a shop stands on its marketplace: its ratings, its place among others.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;

/// A rating of a whole shop, as the marketplace reckons it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopRating {
    /// The shop within the account that it is about; empty where it is about the account.
    pub place: String,
    /// Its code in the marketplace's words; what names it.
    pub code: String,
    /// Its name in the marketplace's words.
    pub name: String,
    /// The value, in its unit; `None` while there is none.
    pub value: Option<Decimal>,
    /// What it is counted in.
    pub unit: RatingUnit,
    /// A grade in the marketplace's words.
    pub grade: Option<String>,
    /// The day that it is about.
    pub day: NaiveDate,
}

/// What a rating is counted in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingUnit {
    /// Percent.
    Percent,
    /// Stars, 1 to 5.
    Stars,
    /// Points of a scale of the marketplace's own.
    Points,
    /// Hours.
    Hours,
    /// A word that this version does not know.
    Other(String),
}

impl RatingUnit {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Percent => "percent",
            Self::Stars => "stars",
            Self::Points => "points",
            Self::Hours => "hours",
            Self::Other(word) => word,
        }
    }
}

/// How the seller stands in a category on one day, by turnover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryPlace {
    /// The marketplace's identity of the category.
    pub category: ExternalId,
    /// Its name; empty where it is not told.
    pub name: String,
    /// The day, in the marketplace's zone.
    pub day: NaiveDate,
    /// The seller's place, from 1; `None` on a day without orders.
    pub place: Option<i64>,
    /// Sellers in the category.
    pub sellers: Option<i64>,
    /// The seller's own turnover.
    pub ours: Option<Money>,
    /// The turnover of all.
    pub all: Option<Money>,
    /// That of an average seller.
    pub average: Option<Money>,
    /// That of the nearest competitor.
    pub nearest: Option<Money>,
    /// That of the five percent in front, on average.
    pub leaders: Option<Money>,
}
