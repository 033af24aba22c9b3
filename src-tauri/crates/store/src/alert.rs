//! Warnings: one per cause. A closed one stays silent until its cause has gone away.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{AccountId, AlertId, AlertKind, AlertLevel, MarketplaceId, PartnerId};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sql::{Columns, millis, to_json};
use crate::writer::Tx;

/// Where a warning stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Shown (unless snoozed).
    Open,
    /// A person closed it while its cause went on.
    Closed,
    /// Its cause has gone away.
    Cleared,
}

/// A warning to be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    /// Whom it concerns.
    pub partner: PartnerId,
    /// The shop, if one.
    pub account: Option<AccountId>,
    /// Unique name of the cause, e.g. `stock:17`.
    pub cause: String,
    /// What it is about.
    pub kind: AlertKind,
    /// How bad it is.
    pub level: AlertLevel,
    /// Key in the catalogues.
    pub title_key: String,
    /// What the text is filled with.
    pub detail: BTreeMap<String, String>,
    /// The page that helps.
    pub page: String,
}

/// A stored warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its row.
    pub id: AlertId,
    /// What was raised.
    pub alert: NewAlert,
    /// The shop's marketplace.
    pub marketplace: Option<MarketplaceId>,
    /// Where it stands.
    pub state: AlertState,
    /// When it was (last) raised.
    pub raised_at: DateTime<Utc>,
    /// Silent until then.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// How often the cause came up.
    pub times: i64,
}

impl FromRow<'_, SqliteRow> for Alert {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: AlertId(row.number("id")?),
            alert: NewAlert {
                partner: PartnerId(row.number("partner_id")?),
                account: row.maybe_number("account_id")?.map(AccountId),
                cause: row.text("cause")?,
                kind: row.word("kind")?,
                level: row.word("level")?,
                title_key: row.text("title_key")?,
                detail: row.json("detail")?,
                page: row.text("page")?,
            },
            marketplace: row.maybe_text("marketplace")?.map(MarketplaceId::from),
            state: row.word("state")?,
            raised_at: row.at("raised_at")?,
            snoozed_until: row.maybe_at("snoozed_until")?,
            times: row.number("times")?,
        })
    }
}

/// What raising did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raised {
    /// The cause is new, came back, or became worse: tell the seller.
    New(AlertId),
    /// It was open; its words may have changed.
    Known(AlertId),
    /// A person closed it and the cause has not gone away since.
    Muted(AlertId),
}

/// Raises a warning, once per cause.
///
/// # Errors
/// What SQLite says.
pub async fn raise(tx: &mut Tx, new: &NewAlert, now: DateTime<Utc>) -> Result<Raised, StoreError> {
    let known: Option<Alert> = sqlx::query_as(
        "SELECT r.*, a.marketplace FROM alerts AS r LEFT JOIN accounts AS a ON a.id = r.account_id
         WHERE r.cause = ?",
    )
    .bind(&new.cause)
    .fetch_optional(tx.conn())
    .await?;
    let Some(known) = known else {
        return insert(tx, new, now).await.map(Raised::New);
    };
    let worse = new.level > known.alert.level;
    let again = known.state == AlertState::Cleared || worse;
    if !again && (known.state == AlertState::Closed) {
        return Ok(Raised::Muted(known.id));
    }
    if !again && known.alert == *new {
        return Ok(Raised::Known(known.id));
    }
    sqlx::query(
        "UPDATE alerts SET level = ?1, title_key = ?2, detail = ?3, page = ?4, updated_at = ?5, state = 'open',
             raised_at = iif(?6, ?5, raised_at), times = times + ?6,
             snoozed_until = iif(?6, NULL, snoozed_until), ended_at = NULL
         WHERE id = ?7",
    )
    .bind(new.level.as_str())
    .bind(&new.title_key)
    .bind(to_json("detail", &new.detail)?)
    .bind(&new.page)
    .bind(millis(now))
    .bind(again)
    .bind(known.id.0)
    .execute(tx.conn())
    .await?;
    touch(tx, new.account);
    Ok(if again {
        Raised::New(known.id)
    } else {
        Raised::Known(known.id)
    })
}

async fn insert(tx: &mut Tx, new: &NewAlert, now: DateTime<Utc>) -> Result<AlertId, StoreError> {
    let id = sqlx::query(
        "INSERT INTO alerts (partner_id, account_id, cause, kind, level, title_key, detail, page,
             state, raised_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?9, ?9)",
    )
    .bind(new.partner.0)
    .bind(new.account.map(|id| id.0))
    .bind(&new.cause)
    .bind(new.kind.as_str())
    .bind(new.level.as_str())
    .bind(&new.title_key)
    .bind(to_json("detail", &new.detail)?)
    .bind(&new.page)
    .bind(millis(now))
    .execute(tx.conn())
    .await?
    .last_insert_rowid();
    touch(tx, new.account);
    Ok(AlertId(id))
}

/// The cause has gone away; `true` when a warning ended by it. Hysteresis is the caller's:
/// clear only when the figure is well on the other side.
///
/// # Errors
/// What SQLite says.
pub async fn clear(tx: &mut Tx, cause: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let account: Option<Option<i64>> = sqlx::query_scalar(
        "UPDATE alerts SET state = 'cleared', ended_at = ?1, updated_at = ?1
         WHERE cause = ?2 AND state <> 'cleared' RETURNING account_id",
    )
    .bind(millis(now))
    .bind(cause)
    .fetch_optional(tx.conn())
    .await?;
    if let Some(account) = account {
        touch(tx, account.map(AccountId));
    }
    Ok(account.is_some())
}

/// A person does not want to see it for a while.
///
/// # Errors
/// `NotFound` when it is not open.
pub async fn snooze(tx: &mut Tx, id: AlertId, until: DateTime<Utc>) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE alerts SET snoozed_until = ? WHERE id = ? AND state = 'open'")
        .bind(millis(until))
        .bind(id.0)
        .execute(tx.conn())
        .await?;
    ended(tx, done.rows_affected())
}

/// A person closes it.
///
/// # Errors
/// `NotFound` when it is not open.
pub async fn close(tx: &mut Tx, id: AlertId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE alerts SET state = 'closed', ended_at = ?1, updated_at = ?1 WHERE id = ?2 AND state = 'open'",
    )
    .bind(millis(now))
    .bind(id.0)
    .execute(tx.conn())
    .await?;
    ended(tx, done.rows_affected())
}

fn ended(tx: &mut Tx, rows: u64) -> Result<(), StoreError> {
    if rows == 0 {
        return Err(StoreError::NotFound("alert"));
    }
    touch(tx, None);
    Ok(())
}

fn touch(tx: &mut Tx, account: Option<AccountId>) {
    for topic in [Topic::Alerts, Topic::Overview, Topic::Session] {
        tx.touch(topic, account);
    }
}

/// Open warnings of a partner, worst and newest first; snoozed ones last.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    now: DateTime<Utc>,
) -> Result<Vec<Alert>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT r.*, a.marketplace FROM alerts AS r LEFT JOIN accounts AS a ON a.id = r.account_id
         WHERE r.partner_id = ?1 AND r.state = 'open'
         ORDER BY coalesce(r.snoozed_until > ?2, 0),
             CASE r.level WHEN 'bad' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, r.raised_at DESC, r.id DESC",
    )
    .bind(partner.0)
    .bind(millis(now))
    .fetch_all(conn)
    .await?)
}

#[cfg(test)]
mod tests;
