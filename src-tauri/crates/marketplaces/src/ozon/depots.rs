//! What lies in Ozon's own warehouses, place by place (`/v1/analytics/stocks`, told as it is since
//! 17 August 2026).

use std::collections::BTreeSet;

use domain::{Scheme, StockLevel};
use serde_json::json;

use super::convert::stock::of_depot;
use super::line::Line;
use super::stock::OPERATION;
use super::wire::warehouse::{DepotStock, DepotStockList};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::page::BadRow;

/// "100 at most".
const SKUS: usize = 100;

/// Puts the levels of Ozon's single warehouses in the place of its sums. Of a sum the row stays,
/// with what is reserved alone: no place tells that. Where no place is told the sum stays whole:
/// left out, it would look sold out.
///
/// # Errors
/// As the marketplace answers; a refusal for good leaves the sums.
pub(super) async fn placed(
    line: &Line,
    mut levels: Vec<StockLevel>,
) -> Result<(Vec<StockLevel>, Vec<BadRow>)> {
    let sums = levels
        .iter()
        .filter(|level| level.scheme == Scheme::Marketplace);
    let skus: BTreeSet<String> = sums.map(|level| level.listing.to_string()).collect();
    let (places, bad) = match told(line, &skus).await {
        Err(error) if is_refused(&error) => return Ok((levels, Vec::new())),
        told => told?,
    };
    let told: BTreeSet<String> = places
        .iter()
        .map(|place| place.listing.to_string())
        .collect();
    for level in &mut levels {
        if level.scheme == Scheme::Marketplace && told.contains(level.listing.as_str()) {
            level.available = 0;
        }
    }
    levels.extend(places);
    Ok((levels, bad))
}

/// A role without the method, or a cabinet without what opens it.
fn is_refused(error: &MarketplaceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Forbidden
            | ErrorKind::NeedsSubscription
            | ErrorKind::NotFound
            | ErrorKind::Rejected
            | ErrorKind::Unsupported
    )
}

async fn told(line: &Line, skus: &BTreeSet<String>) -> Result<(Vec<StockLevel>, Vec<BadRow>)> {
    let skus: Vec<&str> = skus.iter().map(String::as_str).collect();
    let (mut places, mut bad) = (Vec::new(), Vec::new());
    for batch in skus.chunks(SKUS) {
        let body = json!({ "skus": batch });
        let list: DepotStockList = line.ask(OPERATION, "/v1/analytics/stocks", body).await?;
        let (found, broken) = rows(&list.items, |row: DepotStock| of_depot(row));
        for level in found {
            add(&mut places, level);
        }
        bad.extend(broken);
    }
    Ok((places, bad))
}

/// A place that is told twice, as for two clusters, is one place.
fn add(places: &mut Vec<StockLevel>, level: StockLevel) {
    let same =
        |one: &&mut StockLevel| one.listing == level.listing && one.warehouse == level.warehouse;
    match places.iter_mut().find(same) {
        Some(known) => known.available = known.available.saturating_add(level.available),
        None => places.push(level),
    }
}
