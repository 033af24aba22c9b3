//! Places where goods lie, and how fast stock turns.

use domain::{Turnover, Warehouse};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;

impl Kept for Warehouse {
    const TOPIC: Topic = Topic::Overview;

    const SHEET: Sheet = Sheet {
        table: "warehouses",
        key: &["external_id"],
        rest: &["name", "scheme", "active"],
    };

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.name,
            self.scheme.as_str(),
            i64::from(self.active),
        ])
    }
}

impl Kept for Turnover {
    const TOPIC: Topic = Topic::Overview;

    const SHEET: Sheet = Sheet {
        table: "turnover",
        key: &["listing_key", "place"],
        rest: &["day", "available", "per_day", "days", "grade"],
    };

    fn line(&self) -> Value {
        json!([
            self.listing.as_str(),
            self.place,
            self.day,
            self.available,
            self.per_day.and_then(|one| one.to_f64()),
            self.days.and_then(|one| one.to_f64()),
            self.grade,
        ])
    }
}
