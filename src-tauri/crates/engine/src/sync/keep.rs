//! What one transaction stores: the rows of a page, what follows from them, and where the feed
//! goes on.

use domain::Feed;
use marketplaces::Page;
use store::Tx;

use super::ingest::Context;
use super::rows::Keep;
use crate::error::Result;

/// A page on its way into the store.
pub(super) struct Kept<T> {
    pub(super) feed: Feed,
    pub(super) page: Page<T>,
    /// The round that it belongs to.
    pub(super) round: i64,
    /// The round names everything there is.
    pub(super) picture: bool,
}

/// Stores a page; after the last one of a round, what the round did not name is gone.
pub(super) async fn store_page<T: Keep>(
    tx: &mut Tx,
    context: &Context,
    kept: Kept<T>,
) -> Result<()> {
    let (id, feed, now) = (context.account.id, kept.feed, context.now);
    let page = &kept.page;
    T::keep(tx, context, &page.rows, kept.round).await?;
    let names: Vec<&str> = page.rows.iter().map(T::identity).collect();
    store::bad_row::forget(tx, (id, feed), &names, now).await?;
    for bad in &page.bad {
        let problem = format!("{}: {}", bad.path, bad.reason);
        store::bad_row::keep(tx, (id, feed), &bad.raw, &problem, now).await?;
    }
    store::feed::page(tx, id, feed, (page.rows.len(), page.bad.len()), now).await?;
    store::cursor::set(tx, id, feed, &page.cursor, now).await?;
    if !page.more {
        settle(tx, context, &kept).await?;
    }
    Ok(())
}

/// Ends a round. A row that could not be read may be any of those that were not named: then all
/// stay as they were.
async fn settle<T: Keep>(tx: &mut Tx, context: &Context, kept: &Kept<T>) -> Result<()> {
    let whole = store::round::close(tx, context.account.id, kept.feed).await? && kept.picture;
    if whole {
        T::end(tx, context, kept.round).await?;
    }
    T::settle(tx, context).await
}
