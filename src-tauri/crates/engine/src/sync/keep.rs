//! What one transaction stores: the rows of a page, what follows from them, and where the feed
//! goes on.

use domain::Feed;
use store::Tx;

use super::ingest::{self, Context};
use super::page::{Read, Rows};
use crate::error::Result;
use crate::rules;

/// A page on its way into the store.
pub(super) struct Kept {
    pub(super) feed: Feed,
    pub(super) page: Read,
    /// The round that it belongs to.
    pub(super) round: i64,
    /// The round names everything there is.
    pub(super) picture: bool,
}

/// Stores a page; after the last one of a round, what the round did not name is gone.
pub(super) async fn store_page(tx: &mut Tx, context: &Context, kept: Kept) -> Result<()> {
    let (id, feed, now) = (context.account.id, kept.feed, context.now);
    let page = &kept.page;
    store_rows(tx, context, &page.rows, kept.round).await?;
    store::bad_row::forget(tx, (id, feed), &page.rows.identities(), now).await?;
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

async fn store_rows(tx: &mut Tx, context: &Context, rows: &Rows, round: i64) -> Result<()> {
    let (account, now) = (&context.account, context.now);
    match rows {
        Rows::Catalogue(rows) => {
            store::listing::upsert_listings(tx, account.id, rows, now).await?;
            store::listing::seen(tx, account.id, rows, round).await?;
        }
        Rows::Stock(rows) => {
            store::stock::upsert_stock(tx, account.id, rows, now).await?;
            store::stock::seen(tx, account.id, rows, round).await?;
        }
        Rows::Orders(rows) => {
            store::order::upsert_orders(tx, account.id, account.zone, rows, now).await?;
        }
        Rows::Reviews(rows) => ingest::reviews(tx, context, rows).await?,
        Rows::Questions(rows) => ingest::questions(tx, context, rows).await?,
    }
    Ok(())
}

/// Ends a round. A row that could not be read may be any of those that were not named: then all
/// stay as they were.
async fn settle(tx: &mut Tx, context: &Context, kept: &Kept) -> Result<()> {
    let (account, now) = (&context.account, context.now);
    let whole = store::round::close(tx, account.id, kept.feed).await? && kept.picture;
    match kept.feed {
        Feed::Stock if whole => {
            store::stock::empty_unseen(tx, account.id, kept.round, now).await?;
        }
        Feed::Catalogue if whole => {
            store::listing::archive_unseen(tx, account.id, kept.round, now).await?;
        }
        _ => {}
    }
    if matches!(kept.feed, Feed::Stock | Feed::Catalogue) {
        rules::stock::apply(tx, account, now).await?;
    }
    Ok(())
}
