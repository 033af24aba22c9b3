//! What all venues share: the world, the clock, the seller's desk, the ledger.

use crate::call::Call;
use crate::clock::WorldClock;
use crate::desk::Desk;
use crate::ledger::{Act, Ledger, Outcome, Write};
use crate::world::World;

/// The shared state that a handler gets.
#[derive(Debug)]
pub struct Bazaar {
    /// Seed of everything.
    pub seed: u64,
    /// Goods, orders, buyers.
    pub world: World,
    /// World time.
    pub clock: WorldClock,
    /// What the seller wrote.
    pub desk: Desk,
    /// Every write.
    pub ledger: Ledger,
}

impl Bazaar {
    /// Puts a write into the ledger; call it before the handler returns.
    ///
    /// `target` is the marketplace's identifier of what is written to, `text` what was written
    /// (empty for a delete).
    pub fn record(&self, call: &Call, act: Act, target: &str, text: &str, outcome: Outcome) {
        let lost = call.answer_lost && outcome == Outcome::Applied;
        let outcome = if lost {
            Outcome::AppliedAnswerLost
        } else {
            outcome
        };
        let operation = format!("{} {}", call.method, call.template);
        self.ledger.add(Write::new(
            call.now, call.venue, &operation, act, target, text, outcome,
        ));
    }
}
