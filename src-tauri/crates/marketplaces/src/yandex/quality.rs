//! What Market thinks of cards, and what is missing in them.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{CardIssue, CardQuality, IssueLevel};
use serde_json::json;

use super::ask::Ask;
use super::line::Line;
use super::wire::Envelope;
use super::wire::card::{Card, Cards, OfferError, Recommendation};
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{Cursor, Page, Window};

/// Reads the quality of cards.
pub(super) struct Ratings(pub(super) Arc<Line>);

#[async_trait]
impl Source<CardQuality> for Ratings {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<CardQuality>> {
        let token: Option<String> = Cursor::position(after);
        let path = self.0.cabinet().await?.path("v2", "/offer-cards");
        let body = json!({ "withRecommendations": true });
        let ask = Ask::post("quality.page", "offer-cards", path, body).query("limit", "200");
        let page: Envelope<Cards> = self.0.read_page(&ask, token.as_deref()).await?;
        let (rows, bad) = rows(&page.result.offer_cards, quality);
        let next = page.result.paging.next();
        Ok(Page::new(rows, bad, Cursor::at(&next), next.is_some()))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// One card.
pub(super) fn quality(row: Card) -> std::result::Result<Option<CardQuality>, Flaw> {
    if row.offer_id.is_empty() {
        return Err(Flaw::missing("offerId"));
    }
    let errors = row.errors.iter().map(|one| issue(IssueLevel::Error, one));
    let warnings = row
        .warnings
        .iter()
        .map(|one| issue(IssueLevel::Warning, one));
    let advice = row.recommendations.iter().map(advice);
    Ok(Some(CardQuality {
        listing: row.offer_id.into(),
        score: row.content_rating,
        rating: None,
        ratings: None,
        issues: errors.chain(warnings).chain(advice).collect(),
        at: None,
    }))
}

fn issue(level: IssueLevel, error: &OfferError) -> CardIssue {
    let parts = [Some(error.message.as_str()), error.comment.as_deref()];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    CardIssue {
        level,
        field: None,
        text: parts.join(": "),
    }
}

/// The word of the recommendation, and how much of it is done.
fn advice(row: &Recommendation) -> CardIssue {
    CardIssue {
        level: IssueLevel::Advice,
        field: Some(row.kind.clone()),
        text: match row.percent {
            Some(percent) => format!("{}: {percent} %", row.kind),
            None => row.kind.clone(),
        },
    }
}
