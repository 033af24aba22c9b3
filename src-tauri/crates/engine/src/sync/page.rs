//! One page of any feed, as a marketplace gives it.

use domain::{Feed, Listing, Order, Question, Review, StockLevel};
use marketplaces::{BadRow, Cursor, MarketplaceError, Page, Shop, Source, Window};

use crate::error::Result;

/// Rows of a page.
pub(super) enum Rows {
    Catalogue(Vec<Listing>),
    Stock(Vec<StockLevel>),
    Orders(Vec<Order>),
    Reviews(Vec<Review>),
    Questions(Vec<Question>),
}

/// A page with its bad rows kept apart.
pub(super) struct Read {
    pub(super) rows: Rows,
    pub(super) bad: Vec<BadRow>,
    pub(super) cursor: Cursor,
    pub(super) more: bool,
}

/// Whether the marketplace offers a feed.
pub(super) fn offered(shop: &dyn Shop, feed: Feed) -> bool {
    match feed {
        Feed::Catalogue => shop.catalogue().is_some(),
        Feed::Stock => shop.stock().is_some(),
        Feed::Orders => shop.orders().is_some(),
        Feed::Reviews => shop.reviews().is_some(),
        Feed::Questions => shop.questions().is_some(),
    }
}

/// Whether each round of a feed names everything there is, so that what it does not name is gone.
pub(super) fn is_picture(shop: &dyn Shop, feed: Feed) -> bool {
    match feed {
        Feed::Catalogue => shop.catalogue().is_some_and(Source::names_all),
        Feed::Stock => shop.stock().is_some_and(Source::names_all),
        Feed::Orders => shop.orders().is_some_and(Source::names_all),
        Feed::Reviews => shop.reviews().is_some_and(Source::names_all),
        Feed::Questions => shop.questions().is_some_and(Source::names_all),
    }
}

/// Asks for the page after a cursor.
///
/// # Errors
/// As the marketplace answers.
pub(super) async fn read(
    shop: &dyn Shop,
    feed: Feed,
    after: Option<&Cursor>,
    window: Window,
) -> Result<Read> {
    let gone = || MarketplaceError::unsupported("sync");
    Ok(match feed {
        Feed::Catalogue => {
            let feed = shop.catalogue().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Catalogue)
        }
        Feed::Stock => {
            let feed = shop.stock().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Stock)
        }
        Feed::Orders => {
            let feed = shop.orders().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Orders)
        }
        Feed::Reviews => {
            let feed = shop.reviews().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Reviews)
        }
        Feed::Questions => {
            let feed = shop.questions().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Questions)
        }
    })
}

fn taken<T>(page: Page<T>, wrap: fn(Vec<T>) -> Rows) -> Read {
    Read {
        rows: wrap(page.rows),
        bad: page.bad,
        cursor: page.cursor,
        more: page.more,
    }
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Catalogue(rows) => rows.len(),
            Self::Stock(rows) => rows.len(),
            Self::Orders(rows) => rows.len(),
            Self::Reviews(rows) => rows.len(),
            Self::Questions(rows) => rows.len(),
        }
    }

    /// The marketplace's identities of the rows.
    pub(super) fn identities(&self) -> Vec<&str> {
        match self {
            Self::Catalogue(rows) => rows.iter().map(|row| row.external_id.as_str()).collect(),
            Self::Stock(rows) => rows.iter().map(|row| row.listing.as_str()).collect(),
            Self::Orders(rows) => rows.iter().map(|row| row.external_id.as_str()).collect(),
            Self::Reviews(rows) => rows.iter().map(|row| row.external_id.as_str()).collect(),
            Self::Questions(rows) => rows.iter().map(|row| row.external_id.as_str()).collect(),
        }
    }
}
