//! Handlers, one file per noun.

pub(crate) mod activity;
pub(crate) mod ad;
pub(crate) mod alert;
pub(crate) mod answer;
pub(crate) mod backup;
pub(crate) mod campaign;
pub(crate) mod change;
pub(crate) mod chart;
pub(crate) mod chat;
pub(crate) mod demo;
pub(crate) mod document;
pub(crate) mod figure;
pub(crate) mod figures;
pub(crate) mod file;
pub(crate) mod job;
pub(crate) mod listing;
pub(crate) mod marketplace;
mod offered;
pub(crate) mod overview;
pub(crate) mod parcel;
pub(crate) mod pin;
pub(crate) mod price;
pub(crate) mod reconcile;
pub(crate) mod returned;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod shop;
pub(crate) mod standing;
pub(crate) mod supply;
mod tiles;

use std::collections::HashMap;

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{AccountId, MarketplaceId, PartnerId};
use store::page::Last;

use crate::error::ApiError;

/// A moment as screens read it.
pub(crate) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Between the parts of a page's end.
const SEPARATOR: char = '\u{1f}';

/// The end of a page that runs over shops.
pub(crate) fn end((place, name, account): &Last) -> String {
    format!("{place}{SEPARATOR}{account}{SEPARATOR}{name}")
}

/// Where a page ended, from its [`end`].
pub(crate) fn last(after: &str) -> Result<Last, ApiError> {
    let mut parts = after.splitn(3, SEPARATOR);
    let place = parts.next().and_then(|part| part.parse().ok());
    let account = parts.next().and_then(|part| part.parse().ok());
    match (place, account, parts.next()) {
        (Some(place), Some(account), Some(name)) => {
            Ok((place, name.to_owned(), AccountId(account)))
        }
        _ => Err(ApiError::bad_input("after", "not the end of a page")),
    }
}

/// The marketplaces of a partner's shops.
pub(crate) async fn marketplaces(
    conn: &mut store::SqliteConnection,
    partner: PartnerId,
) -> Result<HashMap<AccountId, MarketplaceId>, ApiError> {
    let accounts = store::account::list(conn, Some(partner)).await?;
    Ok(accounts
        .into_iter()
        .map(|account| (account.id, account.marketplace))
        .collect())
}
