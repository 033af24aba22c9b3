//! What all venues share: the world, the clock, the seller's desk, the ledger.

use serde_json::Value;

use crate::book::Book;
use crate::call::Call;
use crate::clock::WorldClock;
use crate::desk::{Comment, Desk};
use crate::ledger::{Act, Ledger, Outcome, Write};
use crate::world::World;

/// Between page and key in the target of a change.
pub(crate) const SEPARATOR: char = '\u{1f}';

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
    /// What else the seller changed.
    pub book: Book,
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

    /// Writes an entry of the call's venue into the book and a change into the ledger. The target
    /// is page and key, the text the value, so that another sandbox can go on from the ledger.
    pub fn change(&self, call: &Call, page: &str, key: &str, value: &Value) {
        self.book
            .put(call.venue, page, key, value.clone(), call.now);
        let target = format!("{page}{SEPARATOR}{key}");
        self.record(
            call,
            Act::Change,
            &target,
            &value.to_string(),
            Outcome::Applied,
        );
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
