//! Ratings of the seller: those of the summary, and the index of errors of parcels.

use std::sync::Arc;

use async_trait::async_trait;
use domain::ShopRating;
use serde_json::json;

use super::convert::rating::{errors, local, rating};
use super::day;
use super::line::Line;
use super::wire::rating::{ErrorIndex, LocalIndex, RatingSummary};
use crate::Result;
use crate::contract::Source;
use crate::error::ErrorKind;
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "shop_ratings.page";

/// Reads ratings of the seller.
pub(super) struct Standing(pub(super) Arc<Line>);

#[async_trait]
impl Source<ShopRating> for Standing {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, _after: Option<&Cursor>, window: Window) -> Result<Page<ShopRating>> {
        let path = "/v1/rating/summary";
        let told: RatingSummary = self.0.ask(OPERATION, path, json!({})).await?;
        let items: Vec<_> = told.groups.into_iter().flat_map(|one| one.items).collect();
        let today = day(window.now);
        let (mut found, mut bad) = rows(&items, |row| rating(row, today));
        let (locals, broken) = rows(&told.localization_index, |row: LocalIndex| local(&row));
        found.extend(locals);
        bad.extend(broken);
        found.extend(self.errors().await?);
        Ok(Page::new(found, bad, Cursor::at(&()), false))
    }
}

impl Standing {
    /// A seller without parcels of its own has no such index, and a role may lack the method.
    async fn errors(&self) -> Result<Option<ShopRating>> {
        let path = "/v1/rating/index/fbs/info";
        match self.0.ask::<ErrorIndex>(OPERATION, path, json!({})).await {
            Ok(told) => Ok(errors(&told)),
            Err(error) => match error.kind {
                ErrorKind::Forbidden
                | ErrorKind::NotFound
                | ErrorKind::Rejected
                | ErrorKind::Unsupported => Ok(None),
                _ => Err(error),
            },
        }
    }
}
