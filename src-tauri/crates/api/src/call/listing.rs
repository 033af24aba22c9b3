//! One product, as the palette opens it.

use domain::ListingId;

use super::overview;
use crate::context::View;
use crate::error::ApiError;
use crate::view::ById;
use crate::view::listing::ListingCard;

/// More listings than any shop has.
const EVERY: i64 = 1_000_000;

/// A product of the partner's with its price, stock and pace.
pub(crate) async fn get(view: &View, args: ById) -> Result<ListingCard, ApiError> {
    let partner = view.partner().await?;
    let mut conn = view.read().await?;
    let listing = store::listing::get(&mut conn, ListingId(args.id)).await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let account = accounts.into_iter().find(|one| one.id == listing.account);
    // Another partner's product is as if it were not there.
    let account = account.ok_or_else(|| ApiError::not_found("listing"))?;
    let when = (view.now(), account.zone);
    let stock = overview::levels(&mut conn, partner, Some(account.id), when, EVERY)
        .await?
        .into_iter()
        .find(|row| row.listing == listing.id.0);
    Ok(ListingCard {
        id: listing.id.0,
        marketplace: account.marketplace.to_string(),
        shop: account.name,
        title: listing.title,
        article: listing.article,
        price: listing.price.map(Into::into),
        url: listing.url,
        stock,
    })
}
