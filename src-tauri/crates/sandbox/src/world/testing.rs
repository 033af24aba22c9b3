//! What the tests of the world share.

use chrono::{DateTime, Utc};

use super::World;
use super::stall::{Currency, Stall, Warehouse};

/// A stall that sells from two places.
pub(super) const STALL: Stall = Stall {
    id: "test",
    currency: Currency::Rub,
    share: 100,
    warehouses: &[
        Warehouse {
            id: 1,
            name: "own",
            own: true,
            share: 60,
        },
        Warehouse {
            id: 2,
            name: "theirs",
            own: false,
            share: 40,
        },
    ],
    has_reviews: true,
};

/// When the worlds of tests begin.
pub(super) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a valid instant")
}

/// A world with 35 days behind it.
pub(super) fn world(seed: u64) -> World {
    World::new(seed, start(), 35).expect("the shipped data parse")
}
