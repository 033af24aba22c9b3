//! Supplies as a screen shows them, and those that parcels can be put into.

use chrono::{DateTime, Utc};
use domain::{AccountId, PartnerId, Scheme};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::sql::{Columns, moment};

/// Which supplies are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SupplyFilter {
    /// One shop.
    pub account: Option<AccountId>,
    /// Only those into which parcels can still be put.
    pub open: bool,
}

/// A supply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyRow {
    /// The shop.
    pub account: AccountId,
    /// The marketplace's identity of it.
    pub key: String,
    /// Its name or number as the seller knows it.
    pub name: String,
    /// Where it stands, in the marketplace's words; empty where it was made here and not read yet.
    pub state: String,
    /// Whether parcels can still be put into it.
    pub open: bool,
    /// To the marketplace's shelves, or of parcels of the seller's own.
    pub scheme: Scheme,
    /// When it was made.
    pub created_at: Option<DateTime<Utc>>,
    /// When it is due or was taken.
    pub at: Option<DateTime<Utc>>,
    /// Pieces or parcels in it, when told.
    pub amount: Option<i64>,
}

impl FromRow<'_, SqliteRow> for SupplyRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            key: row.text("external_id")?,
            name: row.text("name")?,
            state: row.text("state")?,
            open: row.flag("open")?,
            scheme: row.word("scheme")?,
            created_at: row.maybe_number("created_at")?.map(moment),
            at: row.maybe_number("at")?.map(moment),
            amount: row.maybe_number("amount")?,
        })
    }
}

/// A supply that was made here is there before its feed has named it: the marketplace told its
/// identity when it took the change.
const SUPPLIES: &str = "SELECT s.account_id, s.external_id, s.name, s.state, s.open, s.scheme, s.created_at,
         s.at, s.amount
     FROM accounts AS a CROSS JOIN supplies AS s ON s.account_id = a.id
     WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND s.gone = 0 AND (NOT ?3 OR s.open = 1)
 UNION ALL
 SELECT c.account_id, c.receipt ->> 'id', c.content ->> 'name', '', 1, 'seller', c.ended_at, NULL, NULL
     FROM accounts AS a CROSS JOIN proposals AS c ON c.account_id = a.id AND c.kind = 'supply' AND c.state = 'done'
     WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND c.content ->> 'act' = 'open'
         AND c.receipt ->> 'id' IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM supplies AS s WHERE s.account_id = c.account_id AND s.external_id = c.receipt ->> 'id')
 ORDER BY 5 DESC, 7 DESC, 1, 2 LIMIT ?4";

/// A partner's supplies, open ones first, then the newest.
///
/// # Errors
/// What SQLite says.
pub async fn supplies(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: SupplyFilter,
    limit: i64,
) -> Result<Vec<SupplyRow>, StoreError> {
    Ok(sqlx::query_as(SUPPLIES)
        .bind(partner.0)
        .bind(filter.account.map(|id| id.0))
        .bind(i64::from(filter.open))
        .bind(limit)
        .fetch_all(conn)
        .await?)
}
