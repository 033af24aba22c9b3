//! Prices as marketplaces hold them, and what they say about them.

mod list;

use domain::{Price, PriceSignal};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::millis;

pub use list::{PriceFilter, PriceRow, get, list};

impl Kept for Price {
    const TOPIC: Topic = Topic::Prices;

    const SHEET: Sheet = Sheet {
        table: "prices",
        key: &["listing_key", "variant"],
        rest: &[
            "price_minor",
            "before_minor",
            "least_minor",
            "shown_minor",
            "currency",
            "held",
            "held_minor",
            "held_reason",
            "updated_at",
        ],
    };

    fn line(&self) -> Value {
        let held = self.held.as_ref();
        json!([
            self.listing.as_str(),
            self.variant,
            self.price.minor,
            self.before.map(|one| one.minor),
            self.least.map(|one| one.minor),
            self.shown.map(|one| one.minor),
            self.price.currency.code(),
            i64::from(held.is_some()),
            held.and_then(|held| held.price).map(|one| one.minor),
            held.map(|held| held.reason.as_str()),
            self.updated_at.map(millis),
        ])
    }
}

impl Kept for PriceSignal {
    const TOPIC: Topic = Topic::Prices;

    const SHEET: Sheet = Sheet {
        table: "price_signals",
        key: &["listing_key", "kind", "mark"],
        rest: &["price_minor", "currency", "ratio", "grade", "url"],
    };

    fn line(&self) -> Value {
        json!([
            self.listing.as_str(),
            self.kind.as_str(),
            self.mark,
            self.price.map(|one| one.minor),
            self.price.map(|one| one.currency.code()),
            self.ratio.and_then(|ratio| ratio.to_f64()),
            self.grade,
            self.url,
        ])
    }
}
