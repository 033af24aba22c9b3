//! The store's own name, drawn when it was made: keys are kept under it, so that they follow the
//! store wherever its folder is moved, and never open another store's shops.

use sqlx::SqliteConnection;

use crate::error::StoreError;

/// The name.
///
/// # Errors
/// What SQLite says.
pub async fn name(conn: &mut SqliteConnection) -> Result<String, StoreError> {
    let name = sqlx::query_scalar("SELECT name FROM store_name WHERE id = 1")
        .fetch_one(conn)
        .await?;
    Ok(name)
}
