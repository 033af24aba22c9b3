//! Products: what is on sale first, then the archive, page by page. There is no
//! incremental reading; each round reads everything.

use std::sync::Arc;

use async_trait::async_trait;
use domain::Listing;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::offer::listing;
use super::line::Line;
use super::wire::Envelope;
use super::wire::offer::Offers;
use crate::Result;
use crate::contract::Source;
use crate::feed::rows;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "catalogue.page";

/// Reads products.
pub(super) struct Products(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    archived: bool,
    token: Option<String>,
}

#[async_trait]
impl Source<Listing> for Products {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Listing>> {
        let position: Position = Cursor::position(after);
        let cabinet = self.0.cabinet().await?;
        let path = cabinet.path("v2", "/offer-mappings");
        let call = || {
            Call::read(OPERATION, cabinet.host, Method::POST, &path)
                .query("limit", "100")
                .json(json!({ "archived": position.archived }))
                .bucket("offer-mappings")
        };
        let page: Envelope<Offers> = self.0.page(call, position.token.as_deref()).await?;
        let (rows, bad) = rows(&page.result.offer_mappings, listing);
        let (next, more) = position.next(page.result.paging.next());
        let cursor = Cursor::at(&next);
        Ok(Page::new(rows, bad, cursor, more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Position {
    fn next(&self, token: Option<String>) -> (Self, bool) {
        match (token, self.archived) {
            (None, true) => (Self::default(), false),
            (None, false) => (
                Self {
                    archived: true,
                    token: None,
                },
                true,
            ),
            (token, archived) => (Self { archived, token }, true),
        }
    }
}
