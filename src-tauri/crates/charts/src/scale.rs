//! A straight scale with the marks that we choose; plotters' own marks are
//! neither whole nor at the newest day.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};

/// From `low` to `high` with marks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    marks: Vec<f64>,
}

impl Scale {
    /// A scale of some length: an empty range is widened.
    pub(crate) fn new(low: f64, high: f64, marks: Vec<f64>) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, marks }
    }
}

impl Ranged for Scale {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let part = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "between from and to")]
        let steps = (part * f64::from(to - from)).round() as i32;
        from + steps
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            Vec::new()
        } else {
            self.marks.clone()
        }
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}
