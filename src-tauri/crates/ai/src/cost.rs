//! What a call costs, in millionths of a US dollar.

use std::fmt;
use std::ops::Add;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// An amount in micro-USD: 1 000 000 is one dollar. Sums saturate, so that a
/// spending cap can never be passed by overflow.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Cost(i64);

impl Cost {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From millionths of a dollar.
    pub const fn from_micro_usd(micro: i64) -> Self {
        Self(micro)
    }

    /// Millionths of a dollar.
    pub const fn micro_usd(self) -> i64 {
        self.0
    }

    /// From a fractional number of micro-USD, rounded up: a cost is never understated.
    pub(crate) fn ceil_micro(micro: Decimal) -> Self {
        Self(micro.ceil().to_i64().unwrap_or(i64::MAX))
    }

    /// This amount `count` times.
    #[must_use]
    pub(crate) fn by(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }

    /// How often `part` is in this amount.
    pub(crate) fn times(self, part: Self) -> u32 {
        let times = self.0.checked_div(part.0.max(1)).unwrap_or_default();
        u32::try_from(times).unwrap_or(u32::MAX)
    }

    /// What is left of this amount after `spent`; never below zero.
    #[must_use]
    pub fn less(self, spent: Self) -> Self {
        Self(self.0.saturating_sub(spent.0).max(0))
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", Decimal::new(self.0, 6))
    }
}
