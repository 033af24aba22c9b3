//! What is read.

use async_trait::async_trait;

use crate::Result;
use crate::page::{Cursor, Page, Window};

/// A stream of rows: read page by page after a stored cursor.
#[async_trait]
pub trait Source<T>: Send + Sync {
    /// The page after `after`; `None` begins the first round.
    ///
    /// # Errors
    /// As the marketplace answers; one unreadable row is no error but a bad row of the page.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<T>>;

    /// Whether each round, from its first page to the one without `more`, names everything there
    /// is: then what a round does not name is gone. Elsewhere only changes are read.
    fn names_all(&self) -> bool {
        false
    }

    /// What of an earlier round's cursor holds for a round that begins anew, where a source that
    /// names all has to remember what the marketplace lists no more. Nothing, unless it says so.
    fn carried(&self, last: &Cursor) -> Option<Cursor> {
        let _ = last;
        None
    }
}
