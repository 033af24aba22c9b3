//! Charts as SVG, drawn by plotters.
//!
//! The drawing has no colours of its own: lines and texts name the theme's CSS
//! variables, so a change of theme draws nothing anew. Beside the picture stand
//! the exact places of the points, for the page's crosshair, tooltip and keys.
//! Numbers come in as drawn and as written for a person; nothing is formatted
//! here, because only the caller knows the language.

mod backend;
mod end_labels;
mod input;
mod line;
mod output;
mod paint;
mod panel;
mod runs;
mod sales;
mod scale;
mod sparkline;
mod svg;
mod ticks;

#[cfg(test)]
mod tests;

pub use input::{Day, SalesChart, Series, Value};
pub use output::{ChartError, ChartSvg, DrawnSeries, Plot, Point};
pub use sales::sales_chart;
pub use sparkline::sparkline;
