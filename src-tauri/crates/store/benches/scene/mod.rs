//! What the benchmarks of the store and of the API sell.

use domain::{Listing, ListingStatus};

/// Listings of a shop.
pub(crate) const LISTINGS: usize = 2000;

/// A shop's listings; orders name them `b0`, `b1`, …
pub(crate) fn listings() -> Vec<Listing> {
    (0..LISTINGS).map(listing).collect()
}

fn listing(number: usize) -> Listing {
    Listing {
        external_id: format!("l{number}").into(),
        article: format!("art-{number}"),
        title: format!("Choynak {number}"),
        brand: None,
        category: None,
        description: None,
        attributes: Vec::new(),
        aliases: vec![format!("b{number}").into()],
        price: None,
        url: None,
        image: None,
        status: ListingStatus::Active,
        updated_at: None,
    }
}
