//! What all venues share: the world, the clock, the seller's desk, the ledger.

use crate::call::Call;
use crate::clock::WorldClock;
use crate::desk::{Comment, Desk};
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
    /// Puts a new comment on the desk of the call's venue; shown when the call says.
    pub fn post(&self, call: &Call, target: &str, text: &str) -> Comment {
        let comment = self.desk.post(call.venue, target, text, call.now);
        if let Some(from) = call.shown_from {
            self.desk.show_from(call.venue, comment.number, from);
        }
        comment
    }

    /// Changes a comment of the call's venue; shown when the call says.
    pub fn edit(&self, call: &Call, number: u64, text: &str) -> Option<Comment> {
        let before = self.desk.comment(call.venue, number)?;
        let edited = self.desk.edit(call.venue, number, text, call.now)?;
        if let Some(from) = call.shown_from {
            let venue = call.venue;
            self.desk.show_as_before(venue, number, &before.text, from);
        }
        Some(edited)
    }

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
