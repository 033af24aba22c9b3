//! One page of any feed, as a marketplace gives it.

use domain::{Capability, Listing, Order, Question, Review, StockLevel};
use marketplaces::{BadRow, Cursor, MarketplaceError, Page, Shop, Window};

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
pub(super) fn offered(shop: &dyn Shop, feed: Capability) -> bool {
    match feed {
        Capability::Catalogue => shop.catalogue().is_some(),
        Capability::Stock => shop.stock().is_some(),
        Capability::Orders => shop.orders().is_some(),
        Capability::Reviews => shop.reviews().is_some(),
        Capability::Questions => shop.questions().is_some(),
    }
}

/// Whether each round of a feed names everything there is, so that what it does not name is gone.
pub(super) fn is_picture(shop: &dyn Shop, feed: Capability) -> bool {
    match feed {
        Capability::Stock => true,
        Capability::Catalogue => shop.catalogue().is_some_and(|feed| feed.names_all()),
        Capability::Orders | Capability::Reviews | Capability::Questions => false,
    }
}

/// Asks for the page after a cursor.
///
/// # Errors
/// As the marketplace answers.
pub(super) async fn read(
    shop: &dyn Shop,
    feed: Capability,
    after: Option<&Cursor>,
    window: Window,
) -> Result<Read> {
    let gone = || MarketplaceError::unsupported("sync");
    Ok(match feed {
        Capability::Catalogue => {
            let feed = shop.catalogue().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Catalogue)
        }
        Capability::Stock => {
            let feed = shop.stock().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Stock)
        }
        Capability::Orders => {
            let feed = shop.orders().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Orders)
        }
        Capability::Reviews => {
            let feed = shop.reviews().ok_or_else(gone)?;
            taken(feed.page(after, window).await?, Rows::Reviews)
        }
        Capability::Questions => {
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
