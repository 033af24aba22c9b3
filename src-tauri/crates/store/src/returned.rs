//! Goods that come back, and claims.

mod list;

use domain::{ExternalId, Return};
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::millis;

pub use list::{ReturnFilter, ReturnQueue, ReturnRow, counts, get, list, stake};

impl Kept for Return {
    const TOPIC: Topic = Topic::Returns;

    const SHEET: Sheet = Sheet {
        table: "returns",
        key: &["external_id"],
        rest: &[
            "order_key",
            "listing_key",
            "title",
            "quantity",
            "kind",
            "scheme",
            "state",
            "word",
            "reason",
            "comment",
            "photos",
            "amount_minor",
            "currency",
            "choices",
            "created_at",
            "updated_at",
            "deadline",
        ],
    };

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.order.as_ref().map(ExternalId::as_str),
            self.listing.as_ref().map(ExternalId::as_str),
            self.title,
            self.quantity,
            self.kind.as_str(),
            self.scheme.as_str(),
            self.state.as_str(),
            self.word,
            self.reason,
            self.comment,
            json!(self.photos).to_string(),
            self.amount.map(|one| one.minor),
            self.amount.map(|one| one.currency.code()),
            json!(self.choices).to_string(),
            millis(self.created_at),
            self.updated_at.map(millis),
            self.deadline.map(millis),
        ])
    }
}

#[cfg(test)]
mod tests;
