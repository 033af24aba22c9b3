//! Time is an argument. The system clock is read in exactly one place.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};

/// Tells the time; passed to whatever needs it.
pub trait Clock: Send + Sync + 'static {
    /// The present moment in UTC.
    fn now(&self) -> DateTime<Utc>;

    /// How many of its seconds pass in a real one; 1 everywhere but in the demo.
    fn speed(&self) -> f64 {
        1.0
    }

    /// How long to really wait until `span` has passed on this clock.
    fn real(&self, span: std::time::Duration) -> std::time::Duration {
        span.div_f64(self.speed().max(f64::MIN_POSITIVE))
    }
}

/// A clock that many parts share.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that runs faster than the machine's, for the demo store.
#[derive(Debug, Clone, Copy)]
pub struct FastClock {
    start: DateTime<Utc>,
    since: Instant,
    speed: f64,
}

impl FastClock {
    /// Starts at `start` and runs `speed` times as fast as real time.
    pub fn new(start: DateTime<Utc>, speed: f64) -> Self {
        Self {
            start,
            since: Instant::now(),
            speed: speed.clamp(0.001, 1_000_000.0),
        }
    }
}

impl Clock for FastClock {
    fn now(&self) -> DateTime<Utc> {
        let passed = self.since.elapsed().mul_f64(self.speed);
        self.start + Duration::from_std(passed).unwrap_or(Duration::MAX)
    }

    fn speed(&self) -> f64 {
        self.speed
    }
}

/// A clock that moves only when told, for tests.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// Stops at `now` until moved.
    pub fn at(now: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now)))
    }

    /// Moves forward (or back, to test a clock that jumps).
    pub fn advance(&self, by: Duration) {
        if let Ok(mut now) = self.0.lock() {
            *now += by;
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        match self.0.lock() {
            Ok(now) => *now,
            Err(poisoned) => *poisoned.into_inner(),
        }
    }
}
