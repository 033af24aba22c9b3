//! What marketplaces say about bids.

use domain::{AccountId, Bid, BidSignal, BidSignalKind, ExternalId};
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _, SqliteConnection};

use crate::change::Topic;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::sheet::Sheet;
use crate::sql::{Columns as _, from_word};

impl Kept for BidSignal {
    const TOPIC: Topic = Topic::Ads;

    const SHEET: Sheet = Sheet {
        table: "bid_signals",
        key: &[
            "listing_key",
            "campaign",
            "placement",
            "query",
            "kind",
            "mark",
        ],
        rest: &["bid_minor", "bid_currency", "bid_share", "reach"],
    };

    fn line(&self) -> Value {
        let (money, share) = match self.bid {
            Bid::Money(money) => (Some(money), None),
            Bid::Share(share) => (None, Some(share)),
        };
        json!([
            self.listing.as_str(),
            self.campaign.as_ref().map_or("", ExternalId::as_str),
            self.placement,
            self.query,
            self.kind.as_str(),
            self.mark,
            money.map(|one| one.minor),
            money.map(|one| one.currency.code()),
            share,
            self.reach.and_then(|one| one.to_f64()),
        ])
    }
}

/// A signal about a listing in a campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalRow {
    /// The listing, as the campaign names it.
    pub listing: String,
    /// Where it would be shown; empty where that makes no difference.
    pub placement: String,
    /// What it says.
    pub kind: BidSignalKind,
    /// The bid that it names.
    pub bid: Bid,
    /// Percent of the shows that it would win.
    pub reach: Option<f64>,
}

impl FromRow<'_, SqliteRow> for SignalRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let kind = row.text("kind")?;
        let money = row.maybe_money("bid_minor", "bid_currency")?;
        let share = || Ok::<_, sqlx::Error>(Bid::Share(row.number("bid_share")?));
        Ok(Self {
            listing: row.text("listing_key")?,
            placement: row.text("placement")?,
            kind: from_word(kind.clone()).unwrap_or(BidSignalKind::Other(kind)),
            bid: money.map(Bid::Money).map_or_else(share, Ok)?,
            reach: row.try_get("reach")?,
        })
    }
}

pub(crate) const OF_CAMPAIGN: &str = "
    SELECT * FROM bid_signals
    WHERE account_id = ?1 AND campaign IN ('', ?2) AND query = '' AND gone = 0
        AND listing_key IN (SELECT listing_key FROM campaign_items WHERE account_id = ?1 AND campaign = ?2)
    ORDER BY listing_key, placement, coalesce(bid_minor, bid_share), kind";

/// What is said about the bids of a campaign's listings, the lowest first.
///
/// # Errors
/// What SQLite says.
pub async fn of_campaign(
    conn: &mut SqliteConnection,
    account: AccountId,
    campaign: &str,
) -> Result<Vec<SignalRow>, StoreError> {
    let query = sqlx::query_as(OF_CAMPAIGN).bind(account.0).bind(campaign);
    Ok(query.fetch_all(conn).await?)
}

#[cfg(test)]
mod tests;
