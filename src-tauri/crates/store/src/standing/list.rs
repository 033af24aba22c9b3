//! How a shop stands, as a screen shows it.

use chrono::NaiveDate;
use domain::{AccountId, Money, RatingUnit};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _, SqliteConnection};

use crate::error::StoreError;
use crate::sql::{Columns as _, from_word};

/// A rating of a shop.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingRow {
    /// The shop within the account; empty where it is about the account.
    pub place: String,
    /// Its code in the marketplace's words.
    pub code: String,
    /// Its name in the marketplace's words.
    pub name: String,
    /// The value, in its unit.
    pub value: Option<f64>,
    /// What it is counted in.
    pub unit: RatingUnit,
    /// A grade in the marketplace's words.
    pub grade: Option<String>,
    /// The day that it is about.
    pub day: NaiveDate,
}

impl FromRow<'_, SqliteRow> for RatingRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let unit = row.text("unit")?;
        Ok(Self {
            place: row.text("place")?,
            code: row.text("code")?,
            name: row.text("name")?,
            value: row.try_get("value")?,
            unit: from_word(unit.clone()).unwrap_or(RatingUnit::Other(unit)),
            grade: row.maybe_text("grade")?,
            day: row.word("day")?,
        })
    }
}

/// The seller's place in a category on the last day that has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// The category's name, else its number.
    pub category: String,
    /// The day.
    pub day: NaiveDate,
    /// The place, from 1.
    pub place: i64,
    /// Sellers in the category.
    pub sellers: Option<i64>,
    /// The seller's own turnover of that day.
    pub ours: Option<Money>,
    /// That of the nearest competitor.
    pub nearest: Option<Money>,
}

impl FromRow<'_, SqliteRow> for PlaceRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let name = row.text("name")?;
        let number = row.text("category")?;
        Ok(Self {
            category: Some(name).filter(|name| !name.is_empty()).unwrap_or(number),
            day: row.word("day")?,
            place: row.number("place")?,
            sellers: row.maybe_number("sellers")?,
            ours: row.maybe_money("ours_minor", "currency")?,
            nearest: row.maybe_money("nearest_minor", "currency")?,
        })
    }
}

/// Ratings of a shop, those of the account first.
///
/// # Errors
/// What SQLite says.
pub async fn ratings(
    conn: &mut SqliteConnection,
    account: AccountId,
) -> Result<Vec<RatingRow>, StoreError> {
    let sql = "SELECT * FROM shop_ratings WHERE account_id = ? AND gone = 0 ORDER BY place, code";
    Ok(sqlx::query_as(sql).bind(account.0).fetch_all(conn).await?)
}

/// Places in categories on the last day that has one, not older than `since`; the best first.
///
/// # Errors
/// What SQLite says.
pub async fn places(
    conn: &mut SqliteConnection,
    account: AccountId,
    since: NaiveDate,
) -> Result<Vec<PlaceRow>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT *, max(day) AS latest FROM category_places
         WHERE account_id = ?1 AND day >= ?2 AND place IS NOT NULL AND gone = 0
         GROUP BY category ORDER BY place, category LIMIT 100",
    )
    .bind(account.0)
    .bind(since.to_string())
    .fetch_all(conn)
    .await?)
}

#[cfg(test)]
mod tests;
