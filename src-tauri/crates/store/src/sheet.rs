//! Tables that keep rows of a feed column by column under a natural key: one statement stores a
//! page, and what a whole round did not name is gone.

use chrono::{DateTime, Utc};
use domain::AccountId;
use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::StoreError;
use crate::sql::{millis, to_json};
use crate::writer::Tx;

/// Rows per statement: its JSON stays small.
const AT_ONCE: usize = 2000;

/// A table with `account_id`, these columns, `seen_at`, `round` and `gone`.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// Its name.
    pub(crate) table: &'static str,
    /// Columns that name a row within its account.
    pub(crate) key: &'static [&'static str],
    /// All other columns.
    pub(crate) rest: &'static [&'static str],
}

/// When a page was read, and in which round of its feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The shop.
    pub account: AccountId,
    /// The number of the round.
    pub round: i64,
    /// The moment.
    pub now: DateTime<Utc>,
}

impl Sheet {
    fn upsert(&self) -> String {
        let columns: Vec<&str> = self.key.iter().chain(self.rest).copied().collect();
        let values: Vec<String> = (0..columns.len())
            .map(|at| format!("j.value ->> {at}"))
            .collect();
        let set: Vec<String> = self
            .rest
            .iter()
            .map(|one| format!("{one} = excluded.{one}"))
            .collect();
        let differs: Vec<String> = self
            .rest
            .iter()
            .map(|one| format!("{one} IS NOT excluded.{one}"))
            .collect();
        let differs = [differs.as_slice(), &["gone <> 0".to_owned()]]
            .concat()
            .join(" OR ");
        format!(
            "INSERT INTO {table} (account_id, {columns}, seen_at, round)
             SELECT ?1, {values}, ?3, ?4 FROM json_each(?2) AS j
             WHERE true ON CONFLICT DO UPDATE SET {set},
                 seen_at = CASE WHEN {differs} THEN excluded.seen_at ELSE seen_at END,
                 round = excluded.round, gone = 0
             RETURNING seen_at = ?3",
            table = self.table,
            columns = columns.join(", "),
            values = values.join(", "),
            set = set.join(", "),
        )
    }

    /// Stores rows, each the values of `key` and then of `rest`. How many are new or changed.
    pub(crate) async fn write(
        &self,
        tx: &mut Tx,
        reading: Reading,
        rows: &[Value],
    ) -> Result<usize, StoreError> {
        let sql = self.upsert();
        let mut fresh = 0;
        for page in rows.chunks(AT_ONCE) {
            let written: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(sql.clone()))
                .bind(reading.account.0)
                .bind(to_json(self.table, page)?)
                .bind(millis(reading.now))
                .bind(reading.round)
                .fetch_all(tx.conn())
                .await?;
            fresh += written.into_iter().filter(|new| *new != 0).count();
        }
        Ok(fresh)
    }

    /// Ends a whole round: what it did not name is gone. How many rows that are.
    pub(crate) async fn end(
        &self,
        conn: &mut SqliteConnection,
        reading: Reading,
    ) -> Result<u64, StoreError> {
        let sql = format!(
            "UPDATE {} SET gone = 1, seen_at = ?3 WHERE account_id = ?1 AND round <> ?2 AND gone = 0",
            self.table
        );
        let done = sqlx::query(AssertSqlSafe(sql))
            .bind(reading.account.0)
            .bind(reading.round)
            .bind(millis(reading.now))
            .execute(conn)
            .await?;
        Ok(done.rows_affected())
    }
}

/// A table of what belongs to rows of a sheet and is replaced with them: `account_id`, `owner` and
/// these columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Items {
    /// Its name.
    pub(crate) table: &'static str,
    /// The column that names the row they belong to.
    pub(crate) owner: &'static str,
    /// All other columns.
    pub(crate) rest: &'static [&'static str],
}

impl Items {
    /// Replaces what belongs to these owners; each line the owner and then the values of `rest`.
    pub(crate) async fn replace(
        &self,
        tx: &mut Tx,
        reading: Reading,
        owners: &[&str],
        lines: &[Value],
    ) -> Result<(), StoreError> {
        let Self { table, owner, rest } = self;
        let old = format!(
            "DELETE FROM {table} WHERE account_id = ?1 AND {owner} IN (SELECT value FROM json_each(?2))"
        );
        let values: Vec<String> = (0..=rest.len())
            .map(|at| format!("j.value ->> {at}"))
            .collect();
        let new = format!(
            "INSERT INTO {table} (account_id, {owner}, {}) SELECT ?1, {} FROM json_each(?2) AS j
             WHERE true ON CONFLICT DO NOTHING",
            rest.join(", "),
            values.join(", "),
        );
        for (sql, json) in [
            (old, to_json(table, owners)?),
            (new, to_json(table, lines)?),
        ] {
            sqlx::query(AssertSqlSafe(sql))
                .bind(reading.account.0)
                .bind(json)
                .execute(tx.conn())
                .await?;
        }
        Ok(())
    }
}
