//! Many rows in few statements. `VALUES` of several rows is three times as fast as
//! picking columns out of JSON, which matters for orders and reviews.

use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::StoreError;

/// Rows per statement, largest first: few texts, so that all stay prepared.
const SIZES: [usize; 4] = [64, 16, 4, 1];

pub(crate) type Bound<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Runs `{before} VALUES {row}, {row}, .. {after}` over all rows; `bind` binds one row.
pub(crate) async fn insert<'q, T: Sync>(
    conn: &mut SqliteConnection,
    (before, row, after): (&str, &str, &str),
    rows: &'q [T],
    bind: impl Fn(Bound<'q>, &'q T) -> Bound<'q>,
) -> Result<(), StoreError> {
    let mut rest = rows;
    for size in SIZES {
        let values = vec![row; size].join(", ");
        let sql = format!("{before} VALUES {values} {after}");
        while let Some((page, more)) = rest.split_at_checked(size) {
            let query = page
                .iter()
                .fold(sqlx::query(AssertSqlSafe(sql.clone())), &bind);
            query.execute(&mut *conn).await?;
            rest = more;
        }
    }
    Ok(())
}
