//! What marketplaces charge.

use domain::{ExternalId, Tariff};
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;

impl Kept for Tariff {
    const TOPIC: Topic = Topic::Finance;

    const SHEET: Sheet = Sheet {
        table: "tariffs",
        key: &[
            "kind",
            "scope",
            "listing_key",
            "scheme",
            "word",
            "first_day",
        ],
        rest: &["last_day", "rate"],
    };

    fn line(&self) -> Value {
        json!([
            self.kind.as_str(),
            self.scope,
            self.listing.as_ref().map_or("", ExternalId::as_str),
            self.scheme.as_str(),
            self.word,
            self.from,
            self.until,
            json!(self.rate).to_string(),
        ])
    }
}
