//! Products: what is on sale first, then the archive. A page is three calls:
//! the list, the state of its products, their characteristics; and one for each
//! kind of goods that is met for the first time, since characteristics are numbers.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::Listing;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::product::{Names, listing};
use super::dictionaries::Dictionaries;
use super::line::Line;
use super::wire::product::{Card, CardList, Info, InfoList, ProductList, ProductListItem};
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "catalogue.page";

/// Products of a page; up to 1000 are allowed, and each brings its card along.
const LIMIT: u32 = 100;

/// Reads products.
pub(super) struct Products {
    line: Arc<Line>,
    dictionaries: Dictionaries,
}

/// Cards and what their numbers mean, by product.
type Cards = HashMap<String, (Card, Arc<Names>)>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    archived: bool,
    last_id: Option<String>,
}

#[async_trait]
impl Source<Listing> for Products {
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
            .line
            .page(OPERATION, "/v3/product/list", body, token)
            .await?;
        let list = list.result;
        let (ids, mut bad) = rows(&list.items, |item| identity(&item));
        let (rows, broken) = self.described(&ids, position.visibility()).await?;
        bad.extend(broken);
        let last = list
            .last_id
            .filter(|last| !list.items.is_empty() && position.last_id.as_ref() != Some(last));
        let (next, more) = position.next(last);
        let cursor = Cursor::at(&next);
        Ok(Page::new(rows, bad, cursor, more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Products {
    /// Reads products over `line`.
    pub(super) fn new(line: &Arc<Line>) -> Self {
        Self {
            line: Arc::clone(line),
            dictionaries: Dictionaries::new(Arc::clone(line)),
        }
    }

    async fn described(
        &self,
        ids: &[String],
        visibility: &str,
    ) -> Result<(Vec<Listing>, Vec<BadRow>)> {
        if ids.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let path = "/v3/product/info/list";
        let body = json!({ "product_id": ids });
        let infos: InfoList = self.line.ask(OPERATION, path, body).await?;
        let (cards, mut bad) = self.cards(ids, visibility).await?;
        let none = Names::new();
        let described = |info: Info| match cards.get(&info.id) {
            Some((card, names)) => listing(info, Some(card), names),
            None => listing(info, None, &none),
        };
        let (good, broken) = rows(&infos.items, described);
        bad.extend(broken);
        Ok((good, bad))
    }

    /// Cards by the number of their product, each with the names that it needs.
    async fn cards(&self, ids: &[String], visibility: &str) -> Result<(Cards, Vec<BadRow>)> {
        let path = "/v4/product/info/attributes";
        let body = json!({
            "filter": { "product_id": ids, "visibility": visibility },
            "limit": LIMIT,
            "sort_dir": "ASC",
        });
        let list: CardList = self.line.ask(OPERATION, path, body).await?;
        let (cards, bad) = rows(&list.result, |card: Card| Ok(Some(card)));
        let names = self.dictionaries.of(OPERATION, &cards).await;
        let named = cards.into_iter().zip(names);
        let cards = named.map(|(card, names)| (card.id.clone(), (card, names)));
        Ok((cards.collect(), bad))
    }
}

/// The product's number as text. One that is none would have the whole page refused.
fn identity(item: &ProductListItem) -> std::result::Result<Option<String>, Flaw> {
    let id = item.product_id.filter(|id| *id > 0);
    let id = id.ok_or(Flaw::missing("product_id"))?;
    Ok(Some(id.to_string()))
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
