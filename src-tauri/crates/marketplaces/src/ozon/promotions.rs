//! Promotions with their products, one promotion a page.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Promotion, PromotionItem};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::convert::promotion::{item, promotion};
use super::line::Line;
use super::wire::promotion::{Action, ActionList, ActionProduct, ActionProducts};
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};

/// The list; the one method that is a GET.
const ACTIONS: &str = "/v1/actions";

/// Pages of products of one promotion, a hundred each.
const MOST_PAGES: usize = 500;

/// Reads promotions and takes part in them.
pub(super) struct Actions(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    /// The promotion that was read last; they are read by their numbers.
    after: Option<i64>,
}

#[async_trait]
impl Source<Promotion> for Actions {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<Promotion>> {
        const OPERATION: &str = "promotions.page";
        let position: Position = Cursor::position(after);
        let (mut actions, broken) = self.list(OPERATION).await?;
        actions.retain(|action| action.id > position.after);
        // What cannot be read is told once a round.
        let mut bad = if position.after.is_none() {
            broken
        } else {
            Vec::new()
        };
        let more = actions.len() > 1;
        let Some(action) = actions.into_iter().next() else {
            let cursor = Cursor::at(&Position::default());
            return Ok(Page {
                bad,
                ..Page::of([], cursor, false)
            });
        };
        let id = action.id.unwrap_or_default();
        let mut items = Vec::new();
        for (path, joined) in [
            ("/v2/actions/products", true),
            ("/v2/actions/candidates", false),
        ] {
            let (found, broken) = self.products(OPERATION, path, id, joined).await?;
            let known: Vec<_> = items
                .iter()
                .map(|one: &PromotionItem| one.listing.clone())
                .collect();
            items.extend(
                found
                    .into_iter()
                    .filter(|one| !known.contains(&one.listing)),
            );
            bad.extend(broken);
        }
        let next = Position {
            after: more.then_some(id),
        };
        Ok(Page::new(
            promotion(action, items).into_iter().collect(),
            bad,
            Cursor::at(&next),
            more,
        ))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Actions {
    /// All promotions by their numbers.
    pub(super) async fn list(&self, operation: &'static str) -> Result<(Vec<Action>, Vec<BadRow>)> {
        let list: ActionList = self.0.fetch(operation, ACTIONS).await?;
        let (mut actions, bad) = rows(&list.result, |row: Action| match row.id {
            Some(_) => Ok(Some(row)),
            None => Err(Flaw::missing("id")),
        });
        actions.sort_by_key(|action| action.id);
        Ok((actions, bad))
    }

    /// Products of one promotion.
    pub(super) async fn products(
        &self,
        operation: &'static str,
        path: &str,
        action: i64,
        joined: bool,
    ) -> Result<(Vec<PromotionItem>, Vec<BadRow>)> {
        let (mut good, mut bad, mut last) = (Vec::new(), Vec::new(), String::new());
        for _ in 0..MOST_PAGES {
            let body = json!({ "action_id": action, "last_id": last, "limit": 100 });
            let page: ActionProducts = self.0.ask(operation, path, body).await?;
            let (found, broken) = rows(&page.products, |row: ActionProduct| item(&row, joined));
            good.extend(found);
            bad.extend(broken);
            let next = page.last_id.unwrap_or_default();
            if page.products.len() < 100 || next.is_empty() || next == last {
                break;
            }
            last = next;
        }
        Ok((good, bad))
    }
}
