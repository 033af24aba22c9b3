//! The first page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::activity::ActivityRow;
use super::alert::Alert;
use super::answer::AnswerRow;
use super::figure::{FigureValue, Period};
use super::money::Money;

/// Arguments of `overview_get`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OverviewQuery {
    /// Period.
    pub period: Period,
    /// One account or all.
    pub account: Option<i64>,
}

/// The first page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Overview {
    /// Which days.
    pub period: PeriodDays,
    /// Tiles.
    pub tiles: Vec<Tile>,
    /// By marketplace.
    pub marketplaces: Vec<MarketplaceRow>,
    /// Decisions that wait, the most urgent of them.
    pub waiting: Vec<AnswerRow>,
    /// How many wait in the shops that the page is about.
    pub waiting_total: i64,
    /// Open warnings.
    pub alerts: Vec<Alert>,
    /// Latest acts.
    pub activity: Vec<ActivityRow>,
    /// What runs out.
    pub stock: Vec<StockRow>,
    /// How many listings run out.
    pub stock_total: i64,
    /// Age of the oldest feed.
    pub data_age_seconds: Option<i64>,
    /// Accounts whose data are missing.
    pub missing: Vec<String>,
}

/// The days of a period.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PeriodDays {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// How many.
    pub days: u32,
    /// In which zone days begin.
    pub zone: String,
    /// All zones of the shops that the page is about: each counts its own days.
    pub zones: Vec<String>,
}

/// A tile.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Tile {
    /// Which.
    pub key: TileKey,
    /// One value per currency, never added.
    pub values: Vec<FigureValue>,
    /// The same of the period before.
    pub previous: Vec<FigureValue>,
    /// Change of the first value.
    pub delta_percent: Option<f64>,
    /// Which direction is good.
    pub good: Direction,
    /// Days before, oldest first.
    pub spark: Vec<f64>,
    /// Age of the data.
    pub age_seconds: Option<i64>,
    /// What is missing in it.
    pub missing: Vec<String>,
    /// Argument of `figure_explain`.
    pub explain: String,
}

/// Tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TileKey {
    /// Revenue.
    Revenue,
    /// Orders.
    Orders,
    /// Pieces.
    Units,
    /// Share of orders that were bought.
    Buyout,
    /// Answers sent.
    Answered,
    /// Minutes until an answer.
    AnswerMinutes,
    /// Cost of AI.
    AiCost,
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// One account's figures.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MarketplaceRow {
    /// Marketplace.
    pub marketplace: String,
    /// Account.
    pub account: i64,
    /// Revenue.
    pub revenue: Option<Money>,
    /// Change of the revenue.
    pub delta_percent: Option<f64>,
    /// Orders.
    pub orders: i64,
    /// Pieces.
    pub units: i64,
    /// Answers sent.
    pub reviews_answered: i64,
    /// Age of its data.
    pub age_seconds: Option<i64>,
    /// What its API does not offer.
    pub not_offered: Vec<String>,
}

/// A listing that runs out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StockRow {
    /// Row.
    pub listing: i64,
    /// Marketplace.
    pub marketplace: String,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// Pieces.
    pub quantity: i64,
    /// Pieces a day, as decimal text.
    pub per_day: String,
    /// Days of cover; `None` on thin data.
    pub days_left: Option<i64>,
    /// How urgent.
    pub level: StockLevel,
}

/// How urgent a listing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StockLevel {
    /// Enough.
    Ok,
    /// Order soon.
    Soon,
    /// Order today.
    Urgent,
    /// Sold out.
    Out,
}
