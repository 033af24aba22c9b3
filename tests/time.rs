//! The sandbox's clock as the engine and the connectors read it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::Clock;
use sandbox::WorldClock;

/// World time at which journeys begin: every run sees the same world.
///
/// # Panics
/// Never: the number is a moment.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_341_600, 0).expect("a moment")
}

/// Both sides live by the sandbox's clock.
pub struct WorldTime(pub WorldClock);

impl Clock for WorldTime {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn speed(&self) -> f64 {
        self.0.speed()
    }
}

/// A standing world that moves on when somebody waits: waiting costs no real time, and how long
/// somebody waited can be read off the tape exactly.
pub struct Leap(pub WorldClock);

impl Clock for Leap {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn real(&self, span: Duration) -> Duration {
        self.0.advance(span);
        Duration::ZERO
    }
}
