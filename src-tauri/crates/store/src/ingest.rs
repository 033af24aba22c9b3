//! What all feeds share when a page of rows is stored: which rows are new, which
//! changed, which were seen before just so.

use std::collections::{HashMap, HashSet};

use domain::AccountId;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::StoreError;

/// What storing a page did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ingested {
    /// Rows never seen before.
    pub new: usize,
    /// Rows that differ from what was stored.
    pub changed: usize,
    /// Rows stored just so already.
    pub unchanged: usize,
    /// Ids of the new rows.
    pub new_ids: Vec<i64>,
    /// Ids of the changed rows.
    pub changed_ids: Vec<i64>,
}

impl Ingested {
    /// Whether the store differs from before.
    pub fn any(&self) -> bool {
        self.new + self.changed > 0
    }
}

/// A row of a page with its fingerprint.
pub(crate) struct Fresh<'a, T> {
    pub(crate) key: &'a str,
    pub(crate) row: &'a T,
    pub(crate) digest: i64,
    /// Its id when it is stored already.
    pub(crate) id: Option<i64>,
}

/// 63 bits of the SHA-256 of a row's serialised form; only ever compared with the row's own
/// older self.
fn digest<T: Serialize>(row: &T) -> Result<i64, StoreError> {
    let bytes = serde_json::to_vec(row).map_err(|source| StoreError::Unreadable {
        column: "digest",
        source,
    })?;
    let hash = Sha256::digest(bytes);
    Ok(hash
        .iter()
        .take(8)
        .fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte)))
}

/// Leaves the rows that are new or changed; of rows that name the same thing the last counts.
pub(crate) async fn fresh<'a, T: Serialize>(
    conn: &mut SqliteConnection,
    table: &'static str,
    account: AccountId,
    rows: &'a [T],
    key: impl Fn(&'a T) -> &'a str,
) -> Result<(Vec<Fresh<'a, T>>, usize), StoreError> {
    let keys: Vec<&str> = rows.iter().map(&key).collect();
    let stored = stored(conn, table, account, &keys).await?;
    let mut named = HashSet::new();
    let (mut fresh, mut unchanged) = (Vec::new(), 0);
    for row in rows.iter().rev() {
        let name = key(row);
        if !named.insert(name) {
            continue;
        }
        let digest = digest(row)?;
        match stored.get(name) {
            Some((_, known)) if *known == digest => unchanged += 1,
            found => fresh.push(Fresh {
                key: name,
                row,
                digest,
                id: found.map(|(id, _)| *id),
            }),
        }
    }
    fresh.reverse();
    Ok((fresh, unchanged))
}

async fn stored(
    conn: &mut SqliteConnection,
    table: &'static str,
    account: AccountId,
    keys: &[&str],
) -> Result<HashMap<String, (i64, i64)>, StoreError> {
    let sql = format!(
        "SELECT t.external_id, t.id, t.digest FROM json_each(?2) AS j
         CROSS JOIN {table} AS t ON t.account_id = ?1 AND t.external_id = j.value"
    );
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(account.0)
        .bind(crate::sql::to_json("keys", keys)?)
        .fetch_all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(key, id, digest)| (key, (id, digest)))
        .collect())
}

/// The id of each row: its own, or the next one after `last`. There is one writer, so that nobody
/// else takes it; asking SQLite for each row costs more than the insert.
pub(crate) fn numbered(last: i64, ids: impl Iterator<Item = Option<i64>>) -> Vec<i64> {
    let mut free = last + 1..;
    ids.map(|id| id.or_else(|| free.next()).unwrap_or(i64::MAX))
        .collect()
}

/// Counts what the upsert returned: `(id, external_id)` of every row written.
pub(crate) fn tally<T>(
    fresh: &[Fresh<'_, T>],
    written: &HashMap<String, i64>,
    unchanged: usize,
) -> Ingested {
    let mut done = Ingested {
        unchanged,
        ..Ingested::default()
    };
    for row in fresh {
        match (row.id, written.get(row.key)) {
            (Some(id), _) => done.changed_ids.push(id),
            (None, Some(id)) => done.new_ids.push(*id),
            (None, None) => {}
        }
    }
    (done.new, done.changed) = (done.new_ids.len(), done.changed_ids.len());
    done
}
