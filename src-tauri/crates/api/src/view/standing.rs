//! How a shop stands on its marketplace, for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;

/// Ratings of a shop and its places in categories.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Standing {
    /// Ratings, those of the account first.
    pub ratings: Vec<Rating>,
    /// Places in categories, the best first.
    pub places: Vec<CategoryPlace>,
}

/// A rating of a shop.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Rating {
    /// The shop within the account; empty where it is about the account.
    pub place: String,
    /// Key under `standing.rating.`, else the name is shown.
    pub code: String,
    /// Its name in the marketplace's words.
    pub name: String,
    /// The value, in its unit; none while there is none.
    pub value: Option<f64>,
    /// `percent`, `stars`, `points`, `hours`, else the marketplace's word.
    pub unit: String,
    /// A grade in the marketplace's words.
    pub grade: Option<String>,
    /// The day that it is about.
    pub day: String,
}

/// The seller's place in a category, by turnover.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CategoryPlace {
    /// The category's name, else its number.
    pub category: String,
    /// The day.
    pub day: String,
    /// The place, from 1.
    pub place: i64,
    /// Sellers in the category.
    pub sellers: Option<i64>,
    /// The seller's own turnover of that day.
    pub ours: Option<Money>,
    /// That of the nearest competitor.
    pub nearest: Option<Money>,
}
