//! Prices: as marketplaces hold them, and setting them.

use domain::{AccountId, Capability, ChangeKind, Money, PriceChange};
use store::price::{PriceFilter, PriceRow as Stored};

use super::offered::Marketplaces;
use super::{change, offered};
use crate::context::{Own, View};
use crate::error::ApiError;
use crate::view::change::ProposedChange;
use crate::view::price::{HeldPrice, PriceRow, PricesPage, PricesQuery, ProposePrice};

/// Between the parts of a page's end.
const SEPARATOR: char = '\u{1f}';

/// A page of prices.
pub(crate) async fn list(view: &View, query: PricesQuery) -> Result<PricesPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(PricesPage {
            rows: Vec::new(),
            next: None,
            read_only: Vec::new(),
            not_offered: Vec::new(),
        });
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let filter = PriceFilter {
        account: query.account.map(AccountId),
        held: query.held,
        search: query.search,
        after: query.after.as_deref().map(place).transpose()?,
    };
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let mut rows = store::price::list(&mut conn, partner, &filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    let of = (partner, filter.account);
    let mut open = change::under_way(&mut conn, of, ChangeKind::Price).await?;
    let marketplaces = offered::marketplaces(&accounts);
    Ok(PricesPage {
        next: rows.last().filter(|_| more).map(end),
        rows: rows
            .into_iter()
            .map(|row| card(row, &marketplaces, &mut open))
            .collect(),
        read_only: offered::read_only(&marketplaces, Capability::Prices),
        not_offered: offered::absent(&marketplaces, Capability::Prices),
    })
}

fn card(row: Stored, marketplaces: &Marketplaces, open: &mut change::Open) -> PriceRow {
    let target = format!("{}{SEPARATOR}{}", row.listing_key, row.variant);
    let marketplace = marketplaces.get(&row.account);
    PriceRow {
        account: row.account.0,
        marketplace: marketplace.map(ToString::to_string).unwrap_or_default(),
        title: row.title.unwrap_or_else(|| row.listing_key.clone()),
        article: row.article.unwrap_or_default(),
        listing_key: row.listing_key,
        variant: row.variant,
        listing: row.listing.map(|id| id.0),
        image: row.image,
        price: row.price.into(),
        before: row.before.map(Into::into),
        least: row.least.map(Into::into),
        shown: row.shown.map(Into::into),
        held: row.held.then(|| HeldPrice {
            price: row.held_price.map(Into::into),
            reason: row.held_reason.unwrap_or_default(),
        }),
        change: open.remove(&(row.account, target)),
    }
}

fn end(row: &Stored) -> String {
    format!(
        "{}{SEPARATOR}{}{SEPARATOR}{}",
        row.account, row.listing_key, row.variant
    )
}

fn place(after: &str) -> Result<(AccountId, String, String), ApiError> {
    let mut parts = after.splitn(3, SEPARATOR);
    let account = parts.next().and_then(|part| part.parse().ok());
    match (account, parts.next(), parts.next()) {
        (Some(account), Some(key), Some(variant)) => {
            Ok((AccountId(account), key.to_owned(), variant.to_owned()))
        }
        _ => Err(ApiError::bad_input("after", "not the end of a page")),
    }
}

/// A price that the owner wants, as the rules see it; it waits for the owner's yes.
pub(crate) async fn propose(own: &Own, args: ProposePrice) -> Result<ProposedChange, ApiError> {
    let partner = own.view().partner().await?;
    let mut conn = own.view().read().await?;
    let account = AccountId(args.account);
    let now = store::price::get(
        &mut conn,
        (partner, account),
        &args.listing_key,
        &args.variant,
    );
    let now = now.await?;
    drop(conn);
    let money = |minor| Money::new(minor, now.price.currency);
    let wanted = PriceChange {
        account,
        listing: args.listing_key.into(),
        article: now.article.unwrap_or_default(),
        variant: args.variant,
        price: money(args.price_minor),
        before: args.before_minor.map(money),
        least: args.least_minor.map(money).or(now.least),
        expected: Some(now.price),
        expected_before: now.before,
    };
    let proposed = change::propose(own, &wanted).await?;
    let nearest = proposed.nearest.clone();
    let nearest = nearest.and_then(|value| serde_json::from_value::<PriceChange>(value).ok());
    Ok(change::proposed(
        proposed,
        nearest.map(|change| change.price.major().to_string()),
    ))
}
