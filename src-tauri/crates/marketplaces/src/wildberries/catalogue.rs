//! Cards, in the order in which they changed, so that a later round reads changes only; then the
//! cards that went into the bin, which the list no longer names.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::Listing;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::CONTENT;
use super::wire::{CardsCursor, CardsPage};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "catalogue.page";
const CARDS: &str = "/content/v2/get/cards/list";
const BIN: &str = "/content/v2/get/cards/trash";

/// Cards of one answer, at most (WB API 02-items).
const LIMIT: i64 = 100;

/// How often all cards are read: it is not said whether a card that is taken out of the bin counts
/// as changed.
const SWEEP: TimeDelta = TimeDelta::days(1);

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
    #[serde(skip_serializing_if = "Option::is_none")]
    trashed_at: Option<String>,
    #[serde(rename = "nmID", skip_serializing_if = "Option::is_none")]
    nm_id: Option<i64>,
}

/// Where the feed stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    cards: LastCard,
    bin: LastCard,
    /// What is being read; nothing between two rounds.
    half: Option<Half>,
    /// When the reading of all cards last began, in unix seconds.
    swept: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Half {
    Cards,
    Bin,
}

/// Cards of one answer and how to go on.
pub(super) struct Cards {
    pub(super) rows: Vec<Value>,
    pub(super) last: LastCard,
    pub(super) more: bool,
}

#[async_trait]
impl crate::Source<Listing> for Catalogue {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Listing>> {
        let position: Position = Cursor::position(after);
        match position.half {
            Some(Half::Bin) => self.bin(position).await,
            Some(Half::Cards) => self.cards(position).await,
            None => self.cards(position.begun(window)).await,
        }
    }
}

impl Catalogue {
    async fn cards(&self, mut position: Position) -> Result<Page<Listing>> {
        let cards = cards(&self.api, OPERATION, position.cards).await?;
        position.cards = cards.last;
        position.half = Some(if cards.more { Half::Cards } else { Half::Bin });
        let rows = cards.rows.iter().map(convert::listing);
        Ok(Page::of(rows, Cursor::at(&position), true))
    }

    /// Where the bin is refused for good, the cards go on being read.
    async fn bin(&self, mut position: Position) -> Result<Page<Listing>> {
        let cards = match list(&self.api, OPERATION, BIN, position.bin.clone()).await {
            Err(error) if is_refused(&error) => Cards {
                rows: Vec::new(),
                last: position.bin,
                more: false,
            },
            cards => cards?,
        };
        position.bin = cards.last;
        position.half = cards.more.then_some(Half::Bin);
        let rows = cards.rows.iter().map(convert::binned);
        Ok(Page::of(rows, Cursor::at(&position), cards.more))
    }
}

fn is_refused(error: &MarketplaceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Rejected | ErrorKind::NotFound | ErrorKind::Forbidden
    )
}

impl Position {
    /// A round begins with what changed since the last one; once a day with everything.
    fn begun(self, window: Window) -> Self {
        let now = window.now.timestamp();
        let of_late = |at: i64| (0..SWEEP.num_seconds()).contains(&(now - at));
        if self.swept.is_some_and(of_late) {
            return self;
        }
        Self {
            swept: Some(now),
            ..Self::default()
        }
    }
}

/// The cards that changed after `last`.
pub(super) async fn cards(api: &Api, operation: &'static str, last: LastCard) -> Result<Cards> {
    list(api, operation, CARDS, last).await
}

async fn list(api: &Api, operation: &'static str, path: &str, last: LastCard) -> Result<Cards> {
    let mut cursor = json!(last);
    if let Some(cursor) = cursor.as_object_mut() {
        cursor.insert("limit".to_owned(), json!(LIMIT));
    }
    let mut settings = json!({"sort": {"ascending": true}, "cursor": cursor});
    if let Some(fields) = settings.as_object_mut().filter(|_| path == CARDS) {
        fields.insert("filter".to_owned(), json!({"withPhoto": -1}));
    }
    let call = Call::read(operation, CONTENT, Method::POST, path)
        .bucket("content")
        .query("locale", "ru")
        .json(json!({ "settings": settings }));
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
        let named = seen.nm_id.is_some_and(|nm_id| nm_id > 0);
        if !named || seen.updated_at.is_none() && seen.trashed_at.is_none() {
            return self;
        }
        Self {
            updated_at: seen.updated_at,
            trashed_at: seen.trashed_at,
            nm_id: seen.nm_id,
        }
    }
}
