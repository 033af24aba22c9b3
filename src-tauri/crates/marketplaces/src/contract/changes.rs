//! What is changed.

use async_trait::async_trait;
use domain::{Approved, Change};

use super::Receipt;
use crate::Result;

/// Changes of one kind. Written once, in values that are absolute, and looked at afterwards: a
/// success says little, since marketplaces take much that they never do.
#[async_trait]
pub trait Changes<C: Change>: Send + Sync {
    /// How many may leave in one request.
    fn most(&self) -> usize {
        1
    }

    /// Whether the marketplace would take it, as far as that is known without asking.
    ///
    /// # Errors
    /// What is in the way, and the nearest change that would fit.
    fn fit(&self, change: &C) -> std::result::Result<(), Unfit<C>> {
        let _ = change;
        Ok(())
    }

    /// Sends up to `most` of them, once, without any retry, and none whose permission has ended.
    /// Each has its own outcome, in their order.
    ///
    /// # Errors
    /// For all of them; with `may_have_happened` when the answer to the request never came.
    async fn write(&self, changes: &[Approved<C>]) -> Result<Vec<Taken>>;

    /// How the change stands at the marketplace now: the read-back.
    ///
    /// # Errors
    /// `NotFound` when the target itself is gone.
    async fn seen(&self, change: &C, receipt: &Receipt) -> Result<Seen>;
}

/// Why a change would not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit<C> {
    /// In a word that screens have a text for, e.g. `price.whole_percent`.
    pub reason: &'static str,
    /// A change close to it that would be taken.
    pub nearest: Option<Box<C>>,
}

impl<C> Unfit<C> {
    /// Nothing close to it would be taken.
    pub fn new(reason: &'static str) -> Self {
        Self {
            reason,
            nearest: None,
        }
    }

    /// Names what would be taken.
    #[must_use]
    pub fn nearest(mut self, change: C) -> Self {
        self.nearest = Some(Box::new(change));
        self
    }
}

/// What became of a change when it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// Taken; what comes of it is seen later.
    Accepted(Receipt),
    /// Refused, in the marketplace's words; nothing has changed.
    Refused(String),
}

/// How a change stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// As it was wanted.
    There,
    /// Not yet known: the marketplace is at it.
    Pending,
    /// Held back by the marketplace, in its words; the old value stands.
    Held(String),
    /// Refused afterwards, in the marketplace's words; the old value stands.
    Refused(String),
    /// Another value stands, named here.
    Different(String),
}
