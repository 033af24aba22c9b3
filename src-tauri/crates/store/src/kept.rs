//! Rows that are kept as the marketplace tells them: how each noun is stored, and when it is gone.

use serde_json::Value;

use crate::change::Topic;
use crate::error::StoreError;
use crate::sheet::{Reading, Sheet};
use crate::writer::Tx;

/// A noun that is kept on a sheet.
pub trait Kept: Sized + Send + Sync + 'static {
    /// What is told once it changed.
    const TOPIC: Topic;

    /// Where it is kept.
    const SHEET: Sheet;

    /// Whether it stays though a whole round does not name it, as history does.
    const LASTS: bool = false;

    /// The values of the sheet's key and then of the rest.
    fn line(&self) -> Value;

    /// Stores what belongs to these rows. How much of it may be news.
    fn keep_parts(
        tx: &mut Tx,
        reading: Reading,
        rows: &[Self],
    ) -> impl Future<Output = Result<usize, StoreError>> + Send {
        let _ = (tx, reading, rows);
        async { Ok(0) }
    }
}

/// Stores a page of rows with what belongs to them. How many rows are new or changed.
///
/// # Errors
/// What SQLite says.
pub async fn keep<T: Kept>(tx: &mut Tx, reading: Reading, rows: &[T]) -> Result<usize, StoreError> {
    let lines: Vec<Value> = rows.iter().map(T::line).collect();
    let fresh = T::SHEET.write(tx, reading, &lines).await?;
    let parts = T::keep_parts(tx, reading, rows).await?;
    if fresh + parts > 0 {
        tx.touch(T::TOPIC, Some(reading.account));
    }
    Ok(fresh)
}

/// Ends a whole round: rows that it did not name are gone, unless they last.
///
/// # Errors
/// What SQLite says.
pub async fn end<T: Kept>(tx: &mut Tx, reading: Reading) -> Result<(), StoreError> {
    if !T::LASTS && T::SHEET.end(tx.conn(), reading).await? > 0 {
        tx.touch(T::TOPIC, Some(reading.account));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
