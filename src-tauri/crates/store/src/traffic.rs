//! How buyers find listings.

use domain::{CardQuality, ExternalId, FunnelDay, SearchTerm};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::millis;

impl Kept for FunnelDay {
    const TOPIC: Topic = Topic::Analytics;

    const SHEET: Sheet = Sheet {
        table: "funnel_days",
        key: &["day", "listing_key"],
        rest: &[
            "views",
            "opens",
            "carts",
            "orders",
            "ordered_minor",
            "buyouts",
            "bought_minor",
            "cancels",
            "currency",
        ],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        json!([
            self.day,
            self.listing.as_str(),
            self.views,
            self.opens,
            self.carts,
            self.orders,
            self.ordered.map(|one| one.minor),
            self.buyouts,
            self.bought.map(|one| one.minor),
            self.cancels,
            self.ordered.or(self.bought).map(|one| one.currency.code()),
        ])
    }
}

impl Kept for SearchTerm {
    const TOPIC: Topic = Topic::Analytics;

    const SHEET: Sheet = Sheet {
        table: "search_terms",
        key: &["listing_key", "query", "first_day", "last_day"],
        rest: &[
            "searches",
            "position",
            "opens",
            "carts",
            "orders",
            "percentile",
            "price_minor",
            "currency",
            "sellers",
        ],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        json!([
            self.listing.as_ref().map_or("", ExternalId::as_str),
            self.query,
            self.from,
            self.until,
            self.searches,
            self.position.and_then(|one| one.to_f64()),
            self.opens,
            self.carts,
            self.orders,
            self.percentile.and_then(|one| one.to_f64()),
            self.price.map(|one| one.minor),
            self.price.map(|one| one.currency.code()),
            self.sellers,
        ])
    }
}

impl Kept for CardQuality {
    const TOPIC: Topic = Topic::Analytics;

    const SHEET: Sheet = Sheet {
        table: "card_quality",
        key: &["listing_key"],
        rest: &["score", "rating", "ratings", "issues", "at"],
    };

    fn line(&self) -> Value {
        json!([
            self.listing.as_str(),
            self.score.and_then(|one| one.to_f64()),
            self.rating.and_then(|one| one.to_f64()),
            self.ratings,
            json!(self.issues).to_string(),
            self.at.map(millis),
        ])
    }
}
