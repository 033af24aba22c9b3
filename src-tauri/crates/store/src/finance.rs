//! Amounts of the marketplaces' own reports, balances, documents.

mod documents;

use domain::{Balance, Document, ExternalId, LedgerRow};
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::millis;

pub use documents::{DocumentFilter, DocumentRow, list as documents};

impl Kept for LedgerRow {
    const TOPIC: Topic = Topic::Finance;

    const SHEET: Sheet = Sheet {
        table: "ledger",
        key: &["external_id"],
        rest: &[
            "report",
            "day",
            "kind",
            "word",
            "order_key",
            "listing_key",
            "quantity",
            "amount_minor",
            "currency",
        ],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.report.as_ref().map(ExternalId::as_str),
            self.day,
            self.kind.as_str(),
            self.word,
            self.order.as_ref().map(ExternalId::as_str),
            self.listing.as_ref().map(ExternalId::as_str),
            self.quantity,
            self.amount.minor,
            self.amount.currency.code(),
        ])
    }
}

impl Kept for Balance {
    const TOPIC: Topic = Topic::Finance;

    const SHEET: Sheet = Sheet {
        table: "balances",
        key: &["kind", "currency"],
        rest: &["amount_minor", "at"],
    };

    fn line(&self) -> Value {
        json!([
            self.kind,
            self.amount.currency.code(),
            self.amount.minor,
            millis(self.at),
        ])
    }
}

impl Kept for Document {
    const TOPIC: Topic = Topic::Finance;

    const SHEET: Sheet = Sheet {
        table: "documents",
        key: &["external_id"],
        rest: &["name", "kind", "day", "formats"],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.name,
            self.kind,
            self.day,
            json!(self.formats).to_string(),
        ])
    }
}
