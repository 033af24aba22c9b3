//! Cards, in the order in which they changed, so that a later round reads changes only.

use async_trait::async_trait;
use domain::Listing;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::CONTENT;
use super::wire::{CardsCursor, CardsPage};
use crate::Result;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

/// Cards of one answer, at most (WB API 02-items).
const LIMIT: i64 = 100;

/// Reads cards.
pub(super) struct Catalogue {
    pub(super) api: Api,
}

/// The last card seen, in WB's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct LastCard {
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<String>,
    #[serde(rename = "nmID", skip_serializing_if = "Option::is_none")]
    nm_id: Option<i64>,
}

/// Cards of one answer and how to go on.
pub(super) struct Cards {
    pub(super) rows: Vec<Value>,
    pub(super) last: LastCard,
    pub(super) more: bool,
}

#[async_trait]
impl crate::Catalogue for Catalogue {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Listing>> {
        let last: LastCard = Cursor::position(after);
        let cards = cards(&self.api, "catalogue.page", last).await?;
        let rows = cards.rows.iter().map(convert::listing);
        Ok(Page::of(rows, Cursor::at(&cards.last), cards.more))
    }
}

/// The cards that changed after `last`.
pub(super) async fn cards(api: &Api, operation: &'static str, last: LastCard) -> Result<Cards> {
    let mut cursor = json!(last);
    if let Some(cursor) = cursor.as_object_mut() {
        cursor.insert("limit".to_owned(), json!(LIMIT));
    }
    let call = Call::read(
        operation,
        CONTENT,
        Method::POST,
        "/content/v2/get/cards/list",
    )
    .bucket("content")
    .query("locale", "ru")
    .json(json!({"settings": {
        "sort": {"ascending": true},
        "filter": {"withPhoto": -1},
        "cursor": cursor,
    }}));
    let page: CardsPage = api.read(&call).await?;
    Ok(Cards {
        more: page.cursor.total.unwrap_or_default() >= LIMIT && !page.cards.is_empty(),
        last: last.or(page.cursor),
        rows: page.cards,
    })
}

impl LastCard {
    /// An answer without cards names no last card; the walk stays where it was.
    fn or(self, seen: CardsCursor) -> Self {
        match (seen.updated_at, seen.nm_id) {
            (Some(updated_at), Some(nm_id)) if nm_id > 0 => Self {
                updated_at: Some(updated_at),
                nm_id: Some(nm_id),
            },
            _ => self,
        }
    }
}
