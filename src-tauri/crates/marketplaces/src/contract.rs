//! The contract that every marketplace fulfils. A missing capability is
//! `None`: absence is the answer, and the screen says so.

use async_trait::async_trait;
use domain::{Answer, Approved, Listing, Order, Passport, Question, Review, StockLevel};
use domain::{ExternalId, PublishedAnswer};

use crate::Result;
use crate::http::Http;
use crate::keys::Keys;
use crate::page::{Cursor, Page, Window};
use crate::profile::Profile;

/// A marketplace.
pub trait Connector: Send + Sync {
    /// What it is, as data.
    fn profile(&self) -> &Profile;

    /// Reads what a key says about itself on this machine, without a request.
    /// `None` where keys are opaque.
    ///
    /// # Errors
    /// `Unauthorised` when the text cannot be such a key.
    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>>;

    /// Opens an account. No request is made.
    ///
    /// # Errors
    /// `Unauthorised` when a field is missing or cannot be a key.
    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>>;
}

/// One account on a marketplace.
#[async_trait]
pub trait Shop: Send + Sync {
    /// Asks the marketplace what this key may do.
    ///
    /// # Errors
    /// As the marketplace answers; a missing scope is no error but a cell.
    async fn check(&self, window: Window) -> Result<Passport>;

    /// Products as offered.
    fn catalogue(&self) -> Option<&dyn Catalogue> {
        None
    }

    /// Quantities.
    fn stock(&self) -> Option<&dyn Stock> {
        None
    }

    /// Orders.
    fn orders(&self) -> Option<&dyn Orders> {
        None
    }

    /// Reviews and the seller's answers.
    fn reviews(&self) -> Option<&dyn Reviews> {
        None
    }

    /// Questions and the seller's answers.
    fn questions(&self) -> Option<&dyn Questions> {
        None
    }
}

/// Reads products.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// The page after `after`; `None` begins the first round.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Listing>>;

    /// Whether every round names all listings: then one that a round does not name is gone. Where
    /// only changes are read, a listing says itself what became of it.
    fn names_all(&self) -> bool {
        false
    }
}

/// Reads quantities. A round that ends (`more == false`) has named every level
/// that is not zero.
#[async_trait]
pub trait Stock: Send + Sync {
    /// The page after `after`; `None` begins a round.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<StockLevel>>;
}

/// Reads orders, changed ones again.
#[async_trait]
pub trait Orders: Send + Sync {
    /// The page after `after`; `None` begins the first round.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Order>>;
}

/// Reads reviews and writes the seller's answers.
#[async_trait]
pub trait Reviews: Answers {
    /// The page after `after`; `None` begins the first round.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Review>>;
}

/// Reads questions and writes the seller's answers.
#[async_trait]
pub trait Questions: Answers {
    /// The page after `after`; `None` begins the first round.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Question>>;
}

/// The seller's answers to one kind of text. What cannot be undone is told by
/// the rule pack; calling it all the same is `Unsupported`.
#[async_trait]
pub trait Answers: Send + Sync {
    /// Reads the answer that the marketplace holds now: the read-back.
    /// `Ok(None)` = the target is there and has no answer of ours.
    ///
    /// # Errors
    /// `NotFound` when the target itself is gone.
    async fn read(
        &self,
        target: &ExternalId,
        listing: Option<&ExternalId>,
    ) -> Result<Option<PublishedAnswer>>;

    /// Publishes an answer, once, without any retry.
    ///
    /// # Errors
    /// With `may_have_happened` when the answer to the request never came.
    async fn publish(&self, answer: &Approved<Answer>) -> Result<()>;

    /// Replaces the answer named by `replaces`.
    ///
    /// # Errors
    /// `Unsupported` where answers cannot be edited.
    async fn edit(&self, answer: &Approved<Answer>) -> Result<()>;

    /// Deletes the answer named by `replaces`.
    ///
    /// # Errors
    /// `Unsupported` where answers cannot be deleted.
    async fn withdraw(&self, answer: &Approved<Answer>) -> Result<()>;
}
