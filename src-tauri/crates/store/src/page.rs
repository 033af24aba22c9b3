//! Pages of a list.

use domain::{AccountId, PartnerId};
use sqlx::SqliteConnection;

use crate::error::StoreError;

/// Cuts off the row beyond a page that was asked for only to learn whether more follow. Whether
/// they do.
pub fn cut<T>(rows: &mut Vec<T>, page: i64) -> bool {
    let page = usize::try_from(page).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    more
}

/// What was seen last in a list that runs over shops: its place, its name, its shop.
pub type Last = (i64, String, AccountId);

/// The next rows of a list that runs over shops, from each shop's own next ones; `last` says where
/// a row stands. Each shop's are read in the order of an index; there are few shops.
pub(crate) fn merge<T>(
    mut rows: Vec<T>,
    last: fn(&T) -> Last,
    after: Option<&Last>,
    limit: i64,
) -> Vec<T> {
    if let Some(after) = after {
        rows.retain(|row| last(row) > *after);
    }
    rows.sort_by_cached_key(last);
    cut(&mut rows, limit);
    rows
}

/// A partner's shops, or the one that is asked for.
pub(crate) async fn shops(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
) -> Result<Vec<AccountId>, StoreError> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "SELECT id FROM accounts WHERE partner_id = ?1 AND (?2 IS NULL OR id = ?2) ORDER BY id",
    )
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(AccountId).collect())
}
