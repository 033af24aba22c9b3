//! The contract that every marketplace fulfils. A missing capability is
//! `None`: absence is the answer, and the screen says so.

use async_trait::async_trait;
use domain::{Answer, Approved, Listing, Order, Passport, Question, Review, StockLevel};
use domain::{ExternalId, PublishedAnswer};
use serde_json::Value;

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
    fn catalogue(&self) -> Option<&dyn Source<Listing>> {
        None
    }

    /// Quantities. A round names every level that is not zero.
    fn stock(&self) -> Option<&dyn Source<StockLevel>> {
        None
    }

    /// Orders, changed ones again.
    fn orders(&self) -> Option<&dyn Source<Order>> {
        None
    }

    /// Reviews.
    fn reviews(&self) -> Option<&dyn Source<Review>> {
        None
    }

    /// Answers to reviews.
    fn review_answers(&self) -> Option<&dyn Answers> {
        None
    }

    /// Questions.
    fn questions(&self) -> Option<&dyn Source<Question>> {
        None
    }

    /// Answers to questions.
    fn question_answers(&self) -> Option<&dyn Answers> {
        None
    }
}

/// A stream of rows: read page by page after a stored cursor.
#[async_trait]
pub trait Source<T>: Send + Sync {
    /// The page after `after`; `None` begins the first round.
    ///
    /// # Errors
    /// As the marketplace answers; one unreadable row is no error but a bad row of the page.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<T>>;

    /// Whether each round, from its first page to the one without `more`, names everything there
    /// is: then what a round does not name is gone. Elsewhere only changes are read.
    fn names_all(&self) -> bool {
        false
    }
}

/// What a marketplace said when it took an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The answer's own identity, where it was named: proof of which answer is ours.
    pub answer: Option<ExternalId>,
}

impl Receipt {
    /// The identity at `pointer` of what was said, a text or a number. Words of another shape are
    /// no reason to doubt that the answer was taken.
    pub(crate) fn of(said: &Value, pointer: &str) -> Self {
        let answer = match said.pointer(pointer) {
            Some(Value::String(id)) if !id.is_empty() => Some(id.as_str().into()),
            Some(Value::Number(id)) => Some(id.to_string().into()),
            _ => None,
        };
        Self { answer }
    }
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

    /// Publishes an answer, once, without any retry, and not after the permission has ended.
    /// `Ok` means that the marketplace took it, also where the receipt cannot be read.
    ///
    /// # Errors
    /// With `may_have_happened` when the answer to the request never came.
    async fn publish(&self, answer: &Approved<Answer>) -> Result<Receipt>;

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_receipt_names_the_answer_or_nothing() {
        let named = |said: Value| Receipt::of(&said, "/result/id").answer;
        let text = named(json!({ "result": { "id": "c-9" } }));
        assert_eq!(text, Some("c-9".into()), "a text");
        let number = named(json!({ "result": { "id": 17 } }));
        assert_eq!(number, Some("17".into()), "a number");
        for said in [
            json!(null),
            json!("done"),
            json!({ "result": { "id": "" } }),
        ] {
            assert_eq!(
                named(said.clone()),
                None,
                "{said} names none, and is no error"
            );
        }
    }
}
