//! Charts: an SVG with the points that an overlay needs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::figure::Period;
use super::settings::Locale;

/// Arguments of `chart_sales`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChartQuery {
    /// Period.
    pub period: Period,
    /// One account or all.
    pub account: Option<i64>,
    /// What is drawn.
    pub measure: Measure,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Language of the scale.
    pub locale: Locale,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Revenue.
    Revenue,
    /// Orders.
    Orders,
}

/// A drawn chart.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Chart {
    /// The picture.
    pub svg: String,
    /// Width and height of its view box.
    pub view: (u32, u32),
    /// Where the plot lies.
    pub plot: Plot,
    /// Points of each line.
    pub series: Vec<ChartSeries>,
    /// One sentence for those who do not see it.
    pub summary: String,
}

/// Where the plot lies in the picture.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct Plot {
    /// Left.
    pub x0: f64,
    /// Top.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Bottom.
    pub y1: f64,
}

/// A line.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChartSeries {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// CSS colour.
    pub colour: String,
    /// Unit: a currency or "count".
    pub unit: String,
    /// Points.
    pub points: Vec<ChartPoint>,
}

/// A point.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChartPoint {
    /// Across, in the picture.
    pub px: f64,
    /// Down, in the picture.
    pub py: f64,
    /// The day.
    pub x: String,
    /// The value in major units.
    pub y: f64,
    /// As written.
    pub label: String,
}
