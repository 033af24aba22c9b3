//! Promotions and who takes part.

use domain::Promotion;
use serde_json::{Value, json};

use crate::change::Topic;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::sheet::{Items, Reading, Sheet};
use crate::sql::millis;
use crate::writer::Tx;

const ITEMS: Items = Items {
    table: "promotion_items",
    owner: "promotion",
    rest: &[
        "listing_key",
        "joined",
        "price_minor",
        "highest_minor",
        "currency",
    ],
};

impl Kept for Promotion {
    const TOPIC: Topic = Topic::Prices;

    const SHEET: Sheet = Sheet {
        table: "promotions",
        key: &["external_id"],
        rest: &["name", "kind", "starts_at", "ends_at"],
    };

    fn line(&self) -> Value {
        json!([
            self.external_id.as_str(),
            self.name,
            self.kind,
            self.from.map(millis),
            self.until.map(millis),
        ])
    }

    async fn keep_parts(tx: &mut Tx, reading: Reading, rows: &[Self]) -> Result<usize, StoreError> {
        let named: Vec<&str> = rows.iter().map(|row| row.external_id.as_str()).collect();
        let lines: Vec<Value> = rows.iter().flat_map(item_lines).collect();
        ITEMS.replace(tx, reading, &named, &lines).await?;
        Ok(rows.len())
    }
}

fn item_lines(row: &Promotion) -> Vec<Value> {
    let line = |item: &domain::PromotionItem| {
        let named = item.price.or(item.highest);
        json!([
            row.external_id.as_str(),
            item.listing.as_str(),
            i64::from(item.joined),
            item.price.map(|one| one.minor),
            item.highest.map(|one| one.minor),
            named.map(|one| one.currency.code()),
        ])
    };
    row.items.iter().map(line).collect()
}
