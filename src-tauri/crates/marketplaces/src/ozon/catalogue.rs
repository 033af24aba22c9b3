//! Products: what is on sale first, then the archive. A page is three calls:
//! the list, the state of its products, their characteristics.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::Listing;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::product::listing;
use super::line::Line;
use super::wire::product::{Card, CardList, Info, InfoList, ProductList};
use crate::Result;
use crate::contract::Catalogue;
use crate::feed::rows;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "catalogue.page";

/// Products of a page; up to 1000 are allowed, and each brings its card along.
const LIMIT: u32 = 100;

/// Reads products.
pub(super) struct Products(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    archived: bool,
    last_id: Option<String>,
}

#[async_trait]
impl Catalogue for Products {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Listing>> {
        let position: Position = Cursor::position(after);
        let body = |last_id: &str| {
            json!({
                "filter": { "visibility": position.visibility() },
                "last_id": last_id,
                "limit": LIMIT,
            })
        };
        let token = position.last_id.as_deref();
        let list: ProductList = self
            .0
            .page(OPERATION, "/v3/product/list", body, token)
            .await?;
        let list = list.result;
        let ids: Vec<String> = list.items.into_iter().map(|item| item.product_id).collect();
        let (rows, bad) = self.described(&ids, position.visibility()).await?;
        let last = list
            .last_id
            .filter(|last| !ids.is_empty() && position.last_id.as_ref() != Some(last));
        let (next, more) = position.next(last);
        let cursor = Cursor::at(&next);
        Ok(Page {
            rows,
            bad,
            cursor,
            more,
        })
    }
}

impl Products {
    async fn described(
        &self,
        ids: &[String],
        visibility: &str,
    ) -> Result<(Vec<Listing>, Vec<BadRow>)> {
        if ids.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let body = json!({ "product_id": ids });
        let infos: InfoList = self.0.ask(OPERATION, "/v3/product/info/list", body).await?;
        let body = json!({
            "filter": { "product_id": ids, "visibility": visibility },
            "limit": LIMIT,
            "sort_dir": "ASC",
        });
        let path = "/v4/product/info/attributes";
        let cards: CardList = self.0.ask(OPERATION, path, body).await?;
        let (cards, mut bad) = rows(&cards.result, |card: Card| Ok(Some(card)));
        let cards: HashMap<String, Card> = cards
            .into_iter()
            .map(|card| (card.id.clone(), card))
            .collect();
        let described = |info: Info| {
            let card = cards.get(&info.id);
            listing(info, card)
        };
        let (good, broken) = rows(&infos.items, described);
        bad.extend(broken);
        Ok((good, bad))
    }
}

impl Position {
    /// "All" are all but the archived ones.
    fn visibility(&self) -> &'static str {
        if self.archived { "ARCHIVED" } else { "ALL" }
    }

    fn next(&self, last_id: Option<String>) -> (Self, bool) {
        let archived = self.archived;
        match last_id {
            Some(_) => (Self { archived, last_id }, true),
            None if archived => (Self::default(), false),
            None => {
                let archived = true;
                (Self { archived, last_id }, true)
            }
        }
    }
}
