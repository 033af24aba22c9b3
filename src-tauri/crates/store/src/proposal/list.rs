//! Changes by where they stand.

use domain::{AccountId, ActivityId, ChangeKind, PartnerId};
use sqlx::SqliteConnection;

use super::Proposal;
use crate::error::StoreError;
use crate::sql::to_json;

/// Which changes a screen shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// One shop.
    pub account: Option<AccountId>,
    /// One kind.
    pub kind: Option<ChangeKind>,
    /// Only those that have not ended.
    pub open: bool,
    /// Those before this row.
    pub before: Option<i64>,
}

/// A partner's changes, the newest first.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: ProposalFilter,
    limit: i64,
) -> Result<Vec<Proposal>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM proposals WHERE partner_id = ?1 AND (?2 IS NULL OR id < ?2)
             AND (?3 IS NULL OR account_id = ?3) AND (?4 IS NULL OR kind = ?4)
             AND (NOT ?5 OR ended_at IS NULL)
         ORDER BY id DESC LIMIT ?6",
    )
    .bind(partner.0)
    .bind(filter.before)
    .bind(filter.account.map(|id| id.0))
    .bind(filter.kind.map(ChangeKind::as_str))
    .bind(i64::from(filter.open))
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// Changes of a shop that left and whose end is not known, the oldest first.
///
/// # Errors
/// What SQLite says.
pub async fn open(
    conn: &mut SqliteConnection,
    account: AccountId,
    kind: ChangeKind,
    limit: i64,
) -> Result<Vec<Proposal>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM proposals WHERE account_id = ? AND kind = ?
             AND state IN ('sent', 'accepted', 'unknown') ORDER BY id LIMIT ?",
    )
    .bind(account.0)
    .bind(kind.as_str())
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// Changes of a shop that may be sent, the oldest first; those that take something back before
/// all others, or alone.
///
/// # Errors
/// What SQLite says.
pub async fn ready(
    conn: &mut SqliteConnection,
    account: AccountId,
    kind: ChangeKind,
    only_undoing: bool,
    limit: i64,
) -> Result<Vec<Proposal>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT * FROM proposals WHERE account_id = ?1 AND kind = ?2 AND state = 'ready'
             AND (NOT ?3 OR undoes IS NOT NULL)
         ORDER BY undoes IS NULL, id LIMIT ?4",
    )
    .bind(account.0)
    .bind(kind.as_str())
    .bind(i64::from(only_undoing))
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// The latest change that takes this one back, if any.
///
/// # Errors
/// What SQLite says.
pub async fn undone_by(
    conn: &mut SqliteConnection,
    id: i64,
) -> Result<Option<Proposal>, StoreError> {
    Ok(
        sqlx::query_as("SELECT * FROM proposals WHERE undoes = ? ORDER BY id DESC LIMIT 1")
            .bind(id)
            .fetch_optional(conn)
            .await?,
    )
}

/// Which of these rows of the journal are being taken back by a change that has not ended.
///
/// # Errors
/// What SQLite says.
pub async fn being_undone(
    conn: &mut SqliteConnection,
    rows: &[ActivityId],
) -> Result<Vec<ActivityId>, StoreError> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "SELECT p.activity_id FROM json_each(?1) AS j
         CROSS JOIN proposals AS p ON p.activity_id = j.value AND p.activity_id IS NOT NULL
         CROSS JOIN proposals AS u ON u.undoes = p.id AND u.undoes IS NOT NULL
         WHERE u.ended_at IS NULL",
    )
    .bind(to_json("rows", rows)?)
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ActivityId).collect())
}
