//! The world's clock: it may run faster than the real one, or stand until a test moves it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

/// World time, shared by every part of the sandbox. Cloning gives the same clock.
#[derive(Debug, Clone)]
pub struct WorldClock {
    start: DateTime<Utc>,
    speed: f64,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    /// Real time since the start.
    Running(Instant),
    /// Real time as told by a test.
    Manual(Arc<Mutex<Duration>>),
}

impl WorldClock {
    /// A clock that starts at `start` now and runs `speed` times faster than the real one.
    #[must_use]
    pub fn running(start: DateTime<Utc>, speed: f64) -> Self {
        Self {
            start,
            speed: sane(speed),
            source: Source::Running(Instant::now()),
        }
    }

    /// A clock that stands at `start` until [`WorldClock::advance`] is called; world time and real
    /// time are then the same.
    #[must_use]
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self {
            start,
            speed: 1.0,
            source: Source::Manual(Arc::default()),
        }
    }

    /// World time now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let world = TimeDelta::from_std(self.elapsed().mul_f64(self.speed));
        self.start + world.unwrap_or(TimeDelta::zero())
    }

    /// World time when the clock was started.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        self.start
    }

    /// World seconds per real second.
    #[must_use]
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Real time since the start (for a manual clock: as far as it was advanced).
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        match &self.source {
            Source::Running(since) => since.elapsed(),
            Source::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a manual clock forward; a running clock does not listen.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(at) = &self.source {
            *at.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}

/// A clock that stands still or runs backwards would never let an order change its state.
fn sane(speed: f64) -> f64 {
    if speed.is_finite() && speed > 0.0 {
        speed
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant");
        let clock = WorldClock::manual(start);
        assert_eq!(clock.now(), start, "nobody has moved the clock yet");
        let other = clock.clone();
        other.advance(Duration::from_secs(90));
        assert_eq!(
            clock.now(),
            start + TimeDelta::seconds(90),
            "clones share one time"
        );
    }

    #[test]
    fn a_running_clock_multiplies_real_time() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant");
        let clock = WorldClock::running(start, 3600.0);
        let (before, now, after) = (clock.elapsed(), clock.now(), clock.elapsed());
        let world = (now - start).to_std().expect("the clock runs forward");
        assert!(
            world >= before.mul_f64(3600.0),
            "an hour of the world passes per real second"
        );
        assert!(world <= after.mul_f64(3600.0), "and not more than that");
    }

    #[test]
    fn a_senseless_speed_becomes_real_time() {
        let start = DateTime::UNIX_EPOCH;
        for speed in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(
                (WorldClock::running(start, speed).speed() - 1.0).abs() < f64::EPSILON,
                "{speed} is no speed"
            );
        }
    }
}
