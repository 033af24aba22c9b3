//! Figures that answer back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;

/// A period of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Period {
    /// Since midnight of the account's day.
    #[serde(rename = "today")]
    Today,
    /// The day before.
    #[serde(rename = "yesterday")]
    Yesterday,
    /// Seven days with today.
    #[serde(rename = "7d")]
    Week,
    /// Thirty days with today.
    #[serde(rename = "30d")]
    ThirtyDays,
    /// Since the first of the month.
    #[serde(rename = "month")]
    Month,
}

/// One figure.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FigureValue {
    /// Money, when it is money.
    pub money: Option<Money>,
    /// The number, when it is none.
    pub number: Option<f64>,
    /// Its unit.
    pub unit: Unit,
}

/// Units of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money.
    Money,
    /// Pieces.
    Count,
    /// Percent.
    Percent,
    /// Minutes.
    Minutes,
}

/// Arguments of `figure_explain`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// Which figure, as its tile names it.
    pub explain: String,
    /// Period.
    pub period: Period,
    /// One account or all.
    pub account: Option<i64>,
}

/// How a figure came about.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FigureExplanation {
    /// Key of its title.
    pub title_key: String,
    /// Lines that add up.
    pub lines: Vec<FigureLine>,
    /// Key of the formula in words.
    pub formula: String,
    /// Age of the oldest part.
    pub age_seconds: Option<i64>,
    /// Rows beneath.
    pub rows: i64,
}

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FigureLine {
    /// What.
    pub label: String,
    /// How much.
    pub value: FigureValue,
    /// Added, taken away, or the sum.
    pub sign: Sign,
}

/// Part of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Sign {
    /// Added.
    #[serde(rename = "+")]
    Plus,
    /// Taken away.
    #[serde(rename = "-")]
    Minus,
    /// What is above is divided by it.
    #[serde(rename = "/")]
    Over,
    /// The sum.
    #[serde(rename = "=")]
    Equals,
}
