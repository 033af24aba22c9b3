//! Advertising.

mod items;
mod list;
mod sums;

use domain::{AdDay, AdFigures, AdQuery, Bid, Campaign, ExternalId};
use serde_json::{Value, json};

use crate::change::Topic;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::sheet::{Items, Reading, Sheet};
use crate::sql::millis;
use crate::writer::Tx;

pub use items::{CampaignItemRow, items};
pub use list::{CampaignFilter, CampaignPlace, CampaignQueue, CampaignRow, counts, get, list};
pub use sums::{AdSpan, AdSum, AdTotal, days, totals};

const ITEMS: Items = Items {
    table: "campaign_items",
    owner: "campaign",
    rest: &[
        "listing_key",
        "placement",
        "bid_minor",
        "bid_currency",
        "bid_share",
    ],
};

const FIGURES: &[&str] = &[
    "views",
    "clicks",
    "carts",
    "orders",
    "spend_minor",
    "revenue_minor",
    "currency",
];

impl Kept for Campaign {
    const TOPIC: Topic = Topic::Ads;

    const SHEET: Sheet = Sheet {
        table: "campaigns",
        key: &["external_id"],
        rest: &[
            "name",
            "kind",
            "state",
            "pays",
            "automatic",
            "budget_day_minor",
            "budget_week_minor",
            "left_minor",
            "currency",
            "first_day",
            "last_day",
            "updated_at",
        ],
    };

    fn line(&self) -> Value {
        let money = self.budget_day.or(self.budget_week).or(self.left);
        json!([
            self.external_id.as_str(),
            self.name,
            self.kind,
            self.state.as_str(),
            self.pays.as_str(),
            i64::from(self.automatic),
            self.budget_day.map(|one| one.minor),
            self.budget_week.map(|one| one.minor),
            self.left.map(|one| one.minor),
            money.map(|one| one.currency.code()),
            self.from,
            self.until,
            self.updated_at.map(millis),
        ])
    }

    async fn keep_parts(tx: &mut Tx, reading: Reading, rows: &[Self]) -> Result<usize, StoreError> {
        let named: Vec<&str> = rows.iter().map(|row| row.external_id.as_str()).collect();
        let lines: Vec<Value> = rows.iter().flat_map(item_lines).collect();
        ITEMS.replace(tx, reading, &named, &lines).await?;
        Ok(rows.len())
    }
}

impl Kept for AdDay {
    const TOPIC: Topic = Topic::Ads;

    const SHEET: Sheet = Sheet {
        table: "ad_days",
        key: &["day", "campaign", "listing_key"],
        rest: FIGURES,
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        let listing = self.listing.as_ref().map_or("", ExternalId::as_str);
        let key = [
            json!(self.day),
            json!(self.campaign.as_str()),
            json!(listing),
        ];
        counted(key, &self.figures)
    }
}

impl Kept for AdQuery {
    const TOPIC: Topic = Topic::Ads;

    const SHEET: Sheet = Sheet {
        table: "ad_queries",
        key: &["day", "campaign", "listing_key", "query"],
        rest: FIGURES,
    };

    const LASTS: bool = true;

    fn line(&self) -> Value {
        let listing = self.listing.as_ref().map_or("", ExternalId::as_str);
        let key = [
            json!(self.day),
            json!(self.campaign.as_str()),
            json!(listing),
            json!(self.query),
        ];
        counted(key, &self.figures)
    }
}

fn item_lines(row: &Campaign) -> Vec<Value> {
    let line = |item: &domain::CampaignItem| {
        let (money, share) = match item.bid {
            Some(Bid::Money(money)) => (Some(money), None),
            Some(Bid::Share(share)) => (None, Some(share)),
            None => (None, None),
        };
        json!([
            row.external_id.as_str(),
            item.listing.as_str(),
            item.placement,
            money.map(|one| one.minor),
            money.map(|one| one.currency.code()),
            share,
        ])
    };
    row.items.iter().map(line).collect()
}

/// The values of a key and then of `FIGURES`.
fn counted<const N: usize>(key: [Value; N], figures: &AdFigures) -> Value {
    let figures = [
        json!(figures.views),
        json!(figures.clicks),
        json!(figures.carts),
        json!(figures.orders),
        json!(figures.spend.minor),
        json!(figures.revenue.map(|one| one.minor)),
        json!(figures.spend.currency.code()),
    ];
    key.into_iter().chain(figures).collect()
}

#[cfg(test)]
mod tests;
