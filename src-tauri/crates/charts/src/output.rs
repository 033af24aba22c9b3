//! What was drawn, and where.

use serde::Serialize;

/// A chart with the places of its points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartSvg {
    /// The picture; its colours are CSS variables.
    pub svg: String,
    /// Width and height in CSS pixels.
    pub view: [u32; 2],
    /// The area of the points.
    pub plot: Plot,
    /// The lines with their points.
    pub series: Vec<DrawnSeries>,
    /// The chart in a sentence.
    pub summary: String,
    /// Nothing could be drawn.
    pub empty: bool,
}

/// An area, in CSS pixels from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Plot {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

/// A line that was drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DrawnSeries {
    /// Its name for the page.
    pub id: String,
    /// Its name for a person.
    pub label: String,
    /// Its colour: "var(--c1)".
    pub colour: String,
    /// What is counted.
    pub unit: String,
    /// Its points, oldest first.
    pub points: Vec<Point>,
}

/// A point that was drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// CSS pixels from the left.
    pub px: f64,
    /// CSS pixels from the top.
    pub py: f64,
    /// The day's name for the page.
    pub x: String,
    /// The value.
    pub y: f64,
    /// The exact figure in the person's language.
    pub label: String,
    /// The day is not over.
    pub unfinished: bool,
}

/// The drawing failed: a mistake of ours, as no input should do that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the chart could not be drawn: {0}")]
pub struct ChartError(pub(crate) String);

impl ChartError {
    pub(crate) fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}
