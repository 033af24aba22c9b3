//! What the AI used and cost, row by row and by day.

use chrono::{DateTime, Utc};
use domain::{AccountId, PartnerId, TaskId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::change::Topic;
use crate::error::StoreError;
use crate::sales::Span;
use crate::sql::{Columns, millis};
use crate::writer::Tx;

/// One call of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUsage {
    /// Who pays.
    pub partner: PartnerId,
    /// For which shop.
    pub account: Option<AccountId>,
    /// For which task.
    pub task: Option<TaskId>,
    /// What for (the skill's name).
    pub purpose: String,
    /// Whose model.
    pub provider: String,
    /// Which model.
    pub model: String,
    /// Tokens read, without cached ones.
    pub input_tokens: i64,
    /// Tokens written.
    pub output_tokens: i64,
    /// Tokens read from a cache.
    pub cached_tokens: i64,
    /// Cost in millionths of a US dollar.
    pub cost_micros: i64,
    /// Why the model stopped.
    pub stop: Option<String>,
}

/// Keeps a call and adds it to its day.
///
/// # Errors
/// What SQLite says.
pub async fn add(
    tx: &mut Tx,
    new: &NewUsage,
    now: DateTime<Utc>,
    day: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO ai_usage (at, day, partner_id, account_id, task_id, purpose, provider, model,
             input_tokens, output_tokens, cached_tokens, cost_micros, stop)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(millis(now))
    .bind(day)
    .bind(new.partner.0)
    .bind(new.account.map(|id| id.0))
    .bind(new.task.map(|id| id.0))
    .bind(&new.purpose)
    .bind(&new.provider)
    .bind(&new.model)
    .bind(new.input_tokens)
    .bind(new.output_tokens)
    .bind(new.cached_tokens)
    .bind(new.cost_micros)
    .bind(&new.stop)
    .execute(tx.conn())
    .await?;
    roll_up(tx, new, day).await?;
    tx.touch(Topic::Overview, new.account);
    tx.touch(Topic::Session, None);
    Ok(())
}

async fn roll_up(tx: &mut Tx, new: &NewUsage, day: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO usage_daily (partner_id, day, account_id, model, calls, input_tokens, output_tokens, cost_micros)
         VALUES (?, ?, ?, ?, 1, ?, ?, ?)
         ON CONFLICT DO UPDATE SET calls = calls + 1,
             input_tokens = input_tokens + excluded.input_tokens,
             output_tokens = output_tokens + excluded.output_tokens,
             cost_micros = cost_micros + excluded.cost_micros",
    )
    .bind(new.partner.0)
    .bind(day)
    .bind(new.account.map_or(0, |id| id.0))
    .bind(&new.model)
    .bind(new.input_tokens + new.cached_tokens)
    .bind(new.output_tokens)
    .bind(new.cost_micros)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a day (or span) cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The day; empty over a whole span.
    pub day: String,
    /// Calls.
    pub calls: i64,
    /// Tokens read.
    pub input_tokens: i64,
    /// Tokens written.
    pub output_tokens: i64,
    /// Cost in millionths of a US dollar.
    pub cost_micros: i64,
}

impl FromRow<'_, SqliteRow> for Used {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            day: row.text("day")?,
            calls: row.number("calls")?,
            input_tokens: row.number("input_tokens")?,
            output_tokens: row.number("output_tokens")?,
            cost_micros: row.number("cost_micros")?,
        })
    }
}

macro_rules! used {
    ($day:literal, $group:literal) => {
        concat!(
            "SELECT ",
            $day,
            " AS day, coalesce(sum(calls), 0) AS calls,
                coalesce(sum(input_tokens), 0) AS input_tokens,
                coalesce(sum(output_tokens), 0) AS output_tokens,
                coalesce(sum(cost_micros), 0) AS cost_micros
             FROM usage_daily WHERE partner_id = ?1 AND (?2 IS NULL OR account_id = ?2)
                AND day BETWEEN ?3 AND ?4 ",
            $group
        )
    };
}

/// The sums of a span.
///
/// # Errors
/// What SQLite says.
pub async fn totals(conn: &mut SqliteConnection, span: &Span<'_>) -> Result<Used, StoreError> {
    let rows = read(conn, used!("''", ""), span).await?;
    rows.into_iter()
        .next()
        .ok_or(StoreError::NotFound("figure"))
}

/// What one model did and cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelUse {
    /// The model.
    pub model: String,
    /// Calls.
    pub calls: i64,
    /// Cost in millionths of a US dollar.
    pub cost_micros: i64,
}

impl FromRow<'_, SqliteRow> for ModelUse {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            model: row.text("model")?,
            calls: row.number("calls")?,
            cost_micros: row.number("cost_micros")?,
        })
    }
}

/// By model, the dearest first.
///
/// # Errors
/// What SQLite says.
pub async fn by_model(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
) -> Result<Vec<ModelUse>, StoreError> {
    let sql = "SELECT model, sum(calls) AS calls, sum(cost_micros) AS cost_micros
        FROM usage_daily WHERE partner_id = ?1 AND (?2 IS NULL OR account_id = ?2)
            AND day BETWEEN ?3 AND ?4 GROUP BY model ORDER BY cost_micros DESC, model";
    Ok(sqlx::query_as(sql)
        .bind(span.partner.0)
        .bind(span.account.map(|id| id.0))
        .bind(span.from)
        .bind(span.to)
        .fetch_all(conn)
        .await?)
}

/// The last day of a span up to a moment: what a day that is not over yet is compared with.
///
/// # Errors
/// What SQLite says.
pub async fn last_day_until(
    conn: &mut SqliteConnection,
    span: &Span<'_>,
    until: DateTime<Utc>,
) -> Result<Used, StoreError> {
    let sql = "SELECT '' AS day, count(*) AS calls,
            coalesce(sum(input_tokens + cached_tokens), 0) AS input_tokens,
            coalesce(sum(output_tokens), 0) AS output_tokens,
            coalesce(sum(cost_micros), 0) AS cost_micros
        FROM ai_usage WHERE partner_id = ?1 AND (?2 IS NULL OR account_id = ?2)
            AND day = ?4 AND ?3 <= ?4 AND at <= ?5";
    Ok(sqlx::query_as(sql)
        .bind(span.partner.0)
        .bind(span.account.map(|id| id.0))
        .bind(span.from)
        .bind(span.to)
        .bind(millis(until))
        .fetch_one(conn)
        .await?)
}

/// By day; days without calls have no row.
///
/// # Errors
/// What SQLite says.
pub async fn by_day(conn: &mut SqliteConnection, span: &Span<'_>) -> Result<Vec<Used>, StoreError> {
    read(conn, used!("day", "GROUP BY day ORDER BY day"), span).await
}

async fn read(
    conn: &mut SqliteConnection,
    sql: &'static str,
    span: &Span<'_>,
) -> Result<Vec<Used>, StoreError> {
    Ok(sqlx::query_as(sql)
        .bind(span.partner.0)
        .bind(span.account.map(|id| id.0))
        .bind(span.from)
        .bind(span.to)
        .fetch_all(conn)
        .await?)
}
