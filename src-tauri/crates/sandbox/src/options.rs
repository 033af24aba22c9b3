//! How a sandbox is started.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

/// How many times as much as a small seller's business; 1 and 1 unless a measurement wants more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume {
    /// Orders.
    pub orders: u32,
    /// Reviews and questions of the past.
    pub reviews: u32,
}

impl Default for Volume {
    fn default() -> Self {
        Self {
            orders: 1,
            reviews: 1,
        }
    }
}

/// Settings of one sandbox. Build it with [`Options::at`] and change what differs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Same seed, same world.
    pub seed: u64,
    /// World seconds per real second: at 60 an hour of the world passes in a real minute.
    pub speed: f64,
    /// Loopback port; 0 takes a free one.
    pub port: u16,
    /// World time when the sandbox starts.
    pub now: DateTime<Utc>,
    /// Days of orders, reviews and questions before `now`.
    pub history_days: u32,
    /// How large the seller is.
    pub volume: Volume,
    /// How many times faster than documented the limits refill in world time; `None` means 1.
    pub limit_scale: Option<f64>,
    /// File that gets one JSON line per write, flushed before the answer leaves.
    pub ledger_file: Option<PathBuf>,
    /// Keep every exchange on the tape, for contract tests.
    pub record: bool,
}

impl Options {
    /// Real speed, a free port, seed 1, 35 days of history, no recording.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            seed: 1,
            speed: 1.0,
            port: 0,
            now,
            history_days: 35,
            volume: Volume::default(),
            limit_scale: None,
            ledger_file: None,
            record: false,
        }
    }

    /// Refills per real second for one that is documented: the world's speed, times the factor.
    #[must_use]
    pub fn scale(&self) -> f64 {
        (self.limit_scale.unwrap_or(1.0) * self.speed).max(f64::MIN_POSITIVE)
    }
}
