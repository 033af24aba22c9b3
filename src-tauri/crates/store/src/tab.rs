//! Lists of which a screen shows one tab at a time, over the shops of a partner.

use std::collections::BTreeMap;

use domain::{AccountId, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;
use crate::page::{Last, merge, shops};
use crate::search::matching;

/// Which rows of a list are wanted; `Q` names its tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabFilter<Q> {
    /// One shop.
    pub account: Option<AccountId>,
    /// The tab.
    pub queue: Q,
    /// Words of title, article or identity, or the number of an order.
    pub search: Option<String>,
    /// Where the last page ended.
    pub after: Option<Last>,
}

/// Rows of the tab `queue`. `sql` gives those of one shop from a place on, in the order of an index:
/// `?1` shop, `?2` tab, `?3` and `?4` place and name to begin with, `?5` words to match, `?6` the
/// same as a number of an order, `?7` how many.
pub(crate) async fn list<T, Q>(
    conn: &mut SqliteConnection,
    sql: &'static str,
    partner: PartnerId,
    (filter, queue): (&TabFilter<Q>, &'static str),
    last: fn(&T) -> Last,
    limit: i64,
) -> Result<Vec<T>, StoreError>
where
    T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    let (place, name) = match &filter.after {
        Some((place, name, _)) => (*place, name.as_str()),
        None => (i64::MIN, ""),
    };
    let search = filter.search.as_deref();
    let mut rows: Vec<T> = Vec::new();
    for account in shops(conn, partner, filter.account).await? {
        let own = sqlx::query_as(sql)
            .bind(account.0)
            .bind(queue)
            .bind(place)
            .bind(name)
            .bind(search.and_then(matching))
            .bind(search.map(str::trim))
            .bind(limit + 1);
        rows.extend(own.fetch_all(&mut *conn).await?);
    }
    Ok(merge(rows, last, filter.after.as_ref(), limit))
}

/// How many lie in each tab. `sql` gives tabs with their numbers: `?1` partner, `?2` one shop.
pub(crate) async fn counts(
    conn: &mut SqliteConnection,
    sql: &'static str,
    partner: PartnerId,
    account: Option<AccountId>,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(sql)
        .bind(partner.0)
        .bind(account.map(|id| id.0))
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}
