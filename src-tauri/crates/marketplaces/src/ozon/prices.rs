//! Prices, what they are compared with, and what is charged: three readings of one list.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Price, PriceSignal, Tariff};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::convert::price::{price, signals, tariffs};
use super::line::Line;
use super::strategies;
use super::wire::price::{PriceItem, PriceList};
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

/// The list.
pub(super) const PRICES: &str = "/v5/product/info/prices";

/// Ozon's word for products that are held after their price changed by more than half.
pub(super) const QUARANTINE: &str = "QUARANTINE";

/// Products of a page; a thousand are allowed.
const LIMIT: u32 = 500;

/// Reads prices: first those of all products, then those in quarantine once more.
pub(super) struct Prices(pub(super) Arc<Line>);

/// Reads what prices are compared with.
pub(super) struct PriceSignals(pub(super) Arc<Line>);

/// Reads what is charged.
pub(super) struct Tariffs(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    cursor: Option<String>,
    #[serde(default)]
    held: bool,
}

#[async_trait]
impl Source<Price> for Prices {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Price>> {
        let Position { cursor, held } = Cursor::position(after);
        let visibility = if held { QUARANTINE } else { "ALL" };
        let (items, cursor) = list(&self.0, "prices.page", visibility, cursor).await?;
        let reason = held.then_some(QUARANTINE);
        let (rows, bad) = rows(&items, |row: PriceItem| price(&row, reason));
        let ends = cursor.is_none();
        let next = Position {
            cursor,
            held: held != ends,
        };
        Ok(Page::new(rows, bad, Cursor::at(&next), !(held && ends)))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// First the list, then what strategies say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Compared {
    cursor: Option<String>,
    #[serde(default)]
    strategies: bool,
    #[serde(default)]
    product: Option<i64>,
}

#[async_trait]
impl Source<PriceSignal> for PriceSignals {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<PriceSignal>> {
        let place: Compared = Cursor::position(after);
        if place.strategies {
            let (rows, product) = strategies::signals(&self.0, place.product).await?;
            let next = Compared {
                strategies: product.is_some(),
                product,
                ..Compared::default()
            };
            return Ok(Page::new(
                rows,
                Vec::new(),
                Cursor::at(&next),
                product.is_some(),
            ));
        }
        let (items, cursor) = list(&self.0, "price_signals.page", "ALL", place.cursor).await?;
        let (found, bad): (Vec<Vec<_>>, _) = rows(&items, |row: PriceItem| signals(&row));
        let next = Compared {
            strategies: cursor.is_none(),
            cursor,
            product: None,
        };
        let rows = found.into_iter().flatten().collect();
        Ok(Page::new(rows, bad, Cursor::at(&next), true))
    }

    fn names_all(&self) -> bool {
        true
    }
}

#[async_trait]
impl Source<Tariff> for Tariffs {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Tariff>> {
        let day = super::day(window.now);
        let Position { cursor, .. } = Cursor::position(after);
        let (items, cursor) = list(&self.0, "tariffs.page", "ALL", cursor).await?;
        let (found, bad): (Vec<Vec<_>>, _) = rows(&items, |row: PriceItem| tariffs(&row, day));
        let more = cursor.is_some();
        let held = false;
        let rows = found.into_iter().flatten().collect();
        Ok(Page::new(
            rows,
            bad,
            Cursor::at(&Position { cursor, held }),
            more,
        ))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// One page of the list, and the token of the next one.
async fn list(
    line: &Line,
    operation: &'static str,
    visibility: &str,
    token: Option<String>,
) -> Result<(Vec<Value>, Option<String>)> {
    let body = |cursor: &str| json!({ "cursor": cursor, "filter": { "visibility": visibility }, "limit": LIMIT });
    let page: PriceList = line.page(operation, PRICES, body, token.as_deref()).await?;
    // A short page is the last one; so is one whose token repeats itself.
    let full = page.items.len() >= LIMIT as usize;
    let next = page
        .cursor
        .filter(|next| full && token.as_ref() != Some(next));
    Ok((page.items, next))
}
