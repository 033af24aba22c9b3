//! What is in a campaign.

use domain::{AccountId, Bid, ListingId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::Columns;

/// A listing in a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignItemRow {
    /// The marketplace's name of the listing.
    pub listing_key: String,
    /// Where it is shown, in the marketplace's words.
    pub placement: String,
    /// What is offered for it, when the seller says.
    pub bid: Option<Bid>,
    /// The listing, when it is known.
    pub listing: Option<ListingId>,
    /// Its title.
    pub title: Option<String>,
    /// First picture.
    pub image: Option<String>,
}

impl FromRow<'_, SqliteRow> for CampaignItemRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let money = row
            .maybe_money("bid_minor", "bid_currency")?
            .map(Bid::Money);
        let share = row.maybe_number("bid_share")?.map(Bid::Share);
        Ok(Self {
            listing_key: row.text("listing_key")?,
            placement: row.text("placement")?,
            bid: money.or(share),
            listing: row.maybe_number("listing_id")?.map(ListingId),
            title: row.maybe_text("title")?,
            image: row.maybe_text("image")?,
        })
    }
}

/// What is in a campaign.
///
/// # Errors
/// What SQLite says.
pub async fn items(
    conn: &mut SqliteConnection,
    account: AccountId,
    key: &str,
    limit: i64,
) -> Result<Vec<CampaignItemRow>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT i.*, l.id AS listing_id, l.title, l.image FROM campaign_items AS i
         LEFT JOIN listing_aliases AS n ON n.account_id = i.account_id AND n.alias = i.listing_key
         LEFT JOIN listings AS l ON l.id = n.listing_id
         WHERE i.account_id = ?1 AND i.campaign = ?2 ORDER BY i.listing_key, i.placement LIMIT ?3",
    )
    .bind(account.0)
    .bind(key)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}
