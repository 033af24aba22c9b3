//! How shops stand on their marketplaces.

mod list;

use domain::{CategoryPlace, Money, ShopRating};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Value, json};

use crate::change::Topic;
use crate::kept::Kept;
use crate::sheet::Sheet;

pub use list::{PlaceRow, RatingRow, places, ratings};

impl Kept for ShopRating {
    const TOPIC: Topic = Topic::Shops;

    const SHEET: Sheet = Sheet {
        table: "shop_ratings",
        key: &["place", "code"],
        rest: &["name", "value", "unit", "grade", "day"],
    };

    fn line(&self) -> Value {
        json!([
            self.place,
            self.code,
            self.name,
            self.value.and_then(|one| one.to_f64()),
            self.unit.as_str(),
            self.grade,
            self.day,
        ])
    }
}

impl Kept for CategoryPlace {
    const TOPIC: Topic = Topic::Analytics;

    const SHEET: Sheet = Sheet {
        table: "category_places",
        key: &["category", "day"],
        rest: &[
            "name",
            "place",
            "sellers",
            "ours_minor",
            "all_minor",
            "average_minor",
            "nearest_minor",
            "leaders_minor",
            "currency",
        ],
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        let minor = |one: Option<Money>| one.map(|one| one.minor);
        json!([
            self.category.as_str(),
            self.day,
            self.name,
            self.place,
            self.sellers,
            minor(self.ours),
            minor(self.all),
            minor(self.average),
            minor(self.nearest),
            minor(self.leaders),
            self.ours.or(self.all).map(|one| one.currency.code()),
        ])
    }
}
