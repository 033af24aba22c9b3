//! The SKUs of all shops. Uzum tells no changes, so every round reads all of them.

use async_trait::async_trait;
use domain::Listing;

use super::api::Api;
use super::convert;
use super::shops::products;
use crate::Result;
use crate::page::{Cursor, Page, Window};

/// Reads products.
pub(super) struct Catalogue {
    pub(super) api: Api,
}

#[async_trait]
impl crate::Source<Listing> for Catalogue {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Listing>> {
        let place = Cursor::position(after);
        let found = products(&self.api, "catalogue.page", place).await?;
        let more = found.next.is_some();
        let rows = found.rows.iter().flat_map(convert::listings);
        Ok(Page::of(
            rows,
            Cursor::at(&found.next.unwrap_or_default()),
            more,
        ))
    }

    fn names_all(&self) -> bool {
        true
    }
}
