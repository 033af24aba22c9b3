//! Names of characteristics: a card has numbers, their names are told by category and type.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tokio::sync::Mutex;

use super::convert::product::Names;
use super::dictionary::{Kind, described};
use super::line::Line;
use super::wire::dictionary::Entry;
use super::wire::product::Card;
use crate::Result;
use crate::error::ErrorKind;
use crate::feed::readable;

/// The names that were told so far, kept as long as the shop is open.
pub(super) struct Dictionaries {
    line: Arc<Line>,
    told: Mutex<HashMap<Kind, Arc<Names>>>,
}

impl Dictionaries {
    /// Nothing was asked yet.
    pub(super) fn new(line: Arc<Line>) -> Self {
        let told = Mutex::default();
        Self { line, told }
    }

    /// The names for each of `cards`, in their order. A kind is read once; one that cannot be
    /// read has no names for now and is asked about again with the next page.
    pub(super) async fn of(&self, operation: &'static str, cards: &[Card]) -> Vec<Arc<Names>> {
        let kinds: BTreeSet<Kind> = cards.iter().filter_map(kind).collect();
        // Held over the calls, so that two readers never ask about the same kind.
        let mut told = self.told.lock().await;
        for kind in kinds {
            if told.contains_key(&kind) {
                continue;
            }
            match self.ask(operation, kind).await {
                Ok(names) if names.is_empty() => {}
                Ok(names) => {
                    told.insert(kind, Arc::new(names));
                }
                Err(error) if concerns_all(error.kind) => break,
                Err(_) => {}
            }
        }
        let names = |card| Some(Arc::clone(told.get(&kind(card)?)?));
        cards
            .iter()
            .map(|card| names(card).unwrap_or_default())
            .collect()
    }

    async fn ask(&self, operation: &'static str, kind: Kind) -> Result<Names> {
        let told = described(&self.line, operation, kind).await?;
        let entries: Vec<Entry> = readable(&told);
        let named = entries.into_iter().filter_map(|entry| {
            let name = entry.name.trim();
            (!name.is_empty()).then(|| Some((entry.id?, name.to_owned())))?
        });
        Ok(named.collect())
    }
}

/// Zero is Ozon's word for "none".
fn kind(card: &Card) -> Option<Kind> {
    let category = card.description_category_id?;
    let kind = card.type_id?;
    (category > 0 && kind > 0).then_some((category, kind))
}

/// Whether the next kind would be refused as well: the key, the limit, the way.
fn concerns_all(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Unauthorised
            | ErrorKind::Expired
            | ErrorKind::Forbidden
            | ErrorKind::Blocked
            | ErrorKind::RateLimited
            | ErrorKind::Unavailable
    )
}
