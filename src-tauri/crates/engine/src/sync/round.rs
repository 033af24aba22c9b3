//! One round of one feed.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, Capability, Listing, Order, Question, Review, StockLevel};
use marketplaces::{BadRow, Cursor, MarketplaceError, Page, Window};
use store::Tx;
use tokio_util::sync::CancellationToken;

use super::ingest;
use crate::error::{EngineError, Result};
use crate::problem::Problem;
use crate::room::Room;
use crate::shops::OpenShop;

/// How far back the first round of a shop reads.
const HISTORY: TimeDelta = TimeDelta::days(90);

/// A round that never ends is a cursor that does not move.
const MOST_PAGES: usize = 20_000;

/// Told after each page; stops the round after the page at hand.
#[derive(Clone, Default)]
pub(crate) struct Watch {
    /// Rows of a page, as they are stored.
    pub progress: Option<tokio::sync::mpsc::UnboundedSender<usize>>,
    /// Stop after this page.
    pub stop: CancellationToken,
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RoundReport {
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be read.
    pub bad: usize,
    /// Ended before the last page.
    pub stopped: bool,
}

/// A page of any feed.
enum Rows {
    Catalogue(Vec<Listing>),
    Stock(Vec<StockLevel>),
    Orders(Vec<Order>),
    Reviews(Vec<Review>),
    Questions(Vec<Question>),
}

/// Reads a feed until it is up to date, and keeps how it went. `Ok(None)` means
/// that the marketplace does not offer it.
///
/// # Errors
/// As the marketplace answers; what was stored stays stored.
pub(crate) async fn round(
    room: &Room,
    account: AccountId,
    feed: Capability,
    watch: &Watch,
) -> Result<Option<RoundReport>> {
    let open = room.open_shop(account).await?;
    if !offered(&open, feed) {
        return Ok(None);
    }
    let now = room.now();
    room.store
        .write(move |tx| Box::pin(async move { store::feed::begin(tx, account, feed, now).await }))
        .await?;
    let outcome = pages(room, &open, feed, watch).await;
    let now = room.now();
    let problem = outcome
        .as_ref()
        .err()
        .map(|error| Problem::of(error, now).value());
    room.store
        .write(move |tx| {
            Box::pin(
                async move { store::feed::end(tx, account, feed, problem.as_ref(), now).await },
            )
        })
        .await?;
    outcome.map(Some)
}

fn offered(open: &OpenShop, feed: Capability) -> bool {
    match feed {
        Capability::Catalogue => open.shop.catalogue().is_some(),
        Capability::Stock => open.shop.stock().is_some(),
        Capability::Orders => open.shop.orders().is_some(),
        Capability::Reviews => open.shop.reviews().is_some(),
        Capability::Questions => open.shop.questions().is_some(),
    }
}

async fn pages(
    room: &Room,
    open: &OpenShop,
    feed: Capability,
    watch: &Watch,
) -> Result<RoundReport> {
    let account = open.account.id;
    let mut report = RoundReport::default();
    // Stock is a picture of a moment: a round begins anew and is stored whole.
    let mut cursor: Option<Cursor> = match feed {
        Capability::Stock => None,
        _ => store::cursor::get(&mut *room.store.read().await?, account, feed).await?,
    };
    let mut picture = Vec::new();
    for _ in 0..MOST_PAGES {
        if watch.stop.is_cancelled() {
            report.stopped = true;
            return Ok(report);
        }
        let window = Window {
            since: room.now() - HISTORY,
            now: room.now(),
        };
        let (rows, bad, next, more) = page(open, feed, cursor.as_ref(), window).await?;
        let count = rows.len();
        report.rows += count;
        report.bad += bad.len();
        let whole = match rows {
            Rows::Stock(levels) => {
                picture.extend(levels);
                (!more).then(|| Rows::Stock(std::mem::take(&mut picture)))
            }
            other => Some(other),
        };
        keep(
            room,
            open,
            feed,
            Kept {
                rows: whole,
                bad,
                cursor: next.clone(),
                count,
            },
        )
        .await?;
        if let Some(progress) = &watch.progress {
            // The one who watched may have gone.
            let _ = progress.send(count);
        }
        if !more {
            return Ok(report);
        }
        cursor = Some(next);
    }
    let message = "the feed does not come to an end";
    let kind = marketplaces::ErrorKind::Unexpected;
    Err(MarketplaceError::new(kind, "sync", message).into())
}

/// What one transaction stores.
struct Kept {
    rows: Option<Rows>,
    bad: Vec<BadRow>,
    cursor: Cursor,
    count: usize,
}

async fn keep(room: &Room, open: &OpenShop, feed: Capability, kept: Kept) -> Result<()> {
    let (account, now) = (open.account.clone(), room.now());
    let context = ingest::Context {
        account,
        rules: open.rules.clone(),
        reserve: room.reserve(),
        now,
    };
    room.store
        .write(move |tx| Box::pin(async move { store_page(tx, &context, feed, kept).await }))
        .await?;
    room.wake();
    Ok(())
}

async fn store_page(
    tx: &mut Tx,
    context: &ingest::Context,
    feed: Capability,
    kept: Kept,
) -> Result<()> {
    let (id, now) = (context.account.id, context.now);
    match kept.rows {
        Some(Rows::Catalogue(rows)) => {
            store::listing::upsert_listings(tx, id, &rows, now).await?;
        }
        Some(Rows::Stock(rows)) => {
            store::stock::replace_stock(tx, id, &rows, now).await?;
            crate::rules::stock::apply(tx, &context.account, now).await?;
        }
        Some(Rows::Orders(rows)) => {
            store::order::upsert_orders(tx, id, context.account.zone, &rows, now).await?;
        }
        Some(Rows::Reviews(rows)) => ingest::reviews(tx, context, &rows).await?,
        Some(Rows::Questions(rows)) => ingest::questions(tx, context, &rows).await?,
        None => {}
    }
    for bad in &kept.bad {
        let problem = format!("{}: {}", bad.path, bad.reason);
        store::bad_row::keep(tx, (id, feed), &bad.raw, &problem, now).await?;
    }
    store::feed::page(tx, id, feed, kept.count, kept.bad.len()).await?;
    store::cursor::set(tx, id, feed, &kept.cursor, now).await?;
    Ok::<(), EngineError>(())
}

type Read = (Rows, Vec<BadRow>, Cursor, bool);

async fn page(
    open: &OpenShop,
    feed: Capability,
    after: Option<&Cursor>,
    window: Window,
) -> Result<Read> {
    let gone = || MarketplaceError::unsupported("sync");
    let shop = &open.shop;
    Ok(match feed {
        Capability::Catalogue => {
            let feed = shop.catalogue().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Catalogue)
        }
        Capability::Stock => taken(
            shop.stock().ok_or_else(gone)?.page(after, window).await?,
            Rows::Stock,
        ),
        Capability::Orders => taken(
            shop.orders().ok_or_else(gone)?.page(after, window).await?,
            Rows::Orders,
        ),
        Capability::Reviews => taken(
            shop.reviews().ok_or_else(gone)?.page(after, window).await?,
            Rows::Reviews,
        ),
        Capability::Questions => {
            let feed = shop.questions().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Questions)
        }
    })
}

fn taken<T>(page: Page<T>, wrap: fn(Vec<T>) -> Rows) -> Read {
    (wrap(page.rows), page.bad, page.cursor, page.more)
}

impl Rows {
    fn len(&self) -> usize {
        match self {
            Self::Catalogue(rows) => rows.len(),
            Self::Stock(rows) => rows.len(),
            Self::Orders(rows) => rows.len(),
            Self::Reviews(rows) => rows.len(),
            Self::Questions(rows) => rows.len(),
        }
    }
}

/// The moment before which nothing is answered: old reviews are history.
pub(crate) fn answer_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::days(30)
}
