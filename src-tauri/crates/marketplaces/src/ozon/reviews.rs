//! Reviews by the time of their publication, with our comment where there are
//! comments.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AnswerState, ExternalId, PublishedAnswer, Review};
use serde_json::json;

use super::convert::reply;
use super::convert::text::review;
use super::instant;
use super::line::Line;
use super::wire::review::{CommentList, Review as ReviewInfo, ReviewList};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{readable, rows};
use crate::page::{Cursor, Page, Window};
use crate::seen::{Seen, mark};
use crate::texts::Texts;

/// No longest period is documented.
const LONGEST: TimeDelta = TimeDelta::days(365);

/// Most comments of an answer; fewer mean that there are no more.
const COMMENTS: usize = 100;

/// Pages of comments; nobody reads further down.
const MOST_PAGES: usize = 10;

/// Reads reviews and comments on them.
pub(super) struct Feedback(pub(super) Arc<Line>);

#[async_trait]
impl Source<Review> for Feedback {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Review>> {
        const OPERATION: &str = "reviews.page";
        let (texts, mut round) = Texts::resume(after, window, LONGEST);
        let (from, to) = (instant(round.from), instant(round.to));
        let body = |last_id: &str| {
            json!({
                "filters": { "status": "ALL", "published_from": from, "published_to": to },
                "last_id": last_id,
                "limit": 100,
                "sort_dir": "ASC",
            })
        };
        let token = round.token.as_deref();
        let page: ReviewList = self
            .0
            .page(OPERATION, "/v2/review/list", body, token)
            .await?;
        let (found, bad) = rows(&page.reviews, review);
        let ends = page.has_next == Some(false) || page.reviews.is_empty();
        let last = page
            .last_id
            .filter(|last| !ends && round.token.as_ref() != Some(last));
        let rows = self.answered(found, &mut round.seen, window.now).await?;
        let (cursor, more) = texts.next(round, last, window.now);
        Ok(Page::new(rows, bad, cursor, more))
    }
}

impl Feedback {
    /// New and changed reviews with our comments on them.
    async fn answered(
        &self,
        found: Vec<(Review, i64)>,
        seen: &mut Seen,
        now: DateTime<Utc>,
    ) -> Result<Vec<Review>> {
        let mut rows = Vec::with_capacity(found.len());
        for (mut review, comments) in found {
            let stars = review.rating.to_string();
            let mark = mark(&[&comments.to_string(), &stars, &review.text]);
            if !seen.wants(review.external_id.as_str(), mark, now) {
                continue;
            }
            if comments > 0 {
                review.answer = self.own("reviews.page", &review.external_id).await?;
            }
            // Without a comment, the next one changes the mark.
            let settled = comments == 0 || is_final(review.answer.as_ref());
            seen.note(
                review.external_id.as_str(),
                mark,
                settled,
                review.created_at,
                now,
            );
            rows.push(review);
        }
        Ok(rows)
    }

    /// Our comment among all comments. One that cannot be read is not ours.
    pub(super) async fn own(
        &self,
        operation: &'static str,
        target: &ExternalId,
    ) -> Result<Option<PublishedAnswer>> {
        let mut comments = Vec::new();
        for page in 0..MOST_PAGES {
            let body = json!({
                "review_id": target.as_str(),
                "limit": COMMENTS,
                "offset": page * COMMENTS,
                "sort_dir": "ASC",
            });
            let list: CommentList = self
                .0
                .ask(operation, "/v1/review/comment/list", body)
                .await?;
            comments.extend(readable(&list.comments));
            if list.comments.len() < COMMENTS {
                break;
            }
        }
        Ok(reply::comment(comments))
    }

    /// The review itself.
    pub(super) async fn info(
        &self,
        operation: &'static str,
        target: &ExternalId,
    ) -> Result<ReviewInfo> {
        let body = json!({ "review_id": target.as_str() });
        let info: ReviewInfo = self.0.ask(operation, "/v2/review/info", body).await?;
        if info.id.is_empty() {
            let message = "the marketplace no longer shows it";
            return Err(MarketplaceError::new(
                ErrorKind::NotFound,
                operation,
                message,
            ));
        }
        Ok(info)
    }
}

/// Nothing will happen to a published answer by itself.
pub(super) fn is_final(answer: Option<&PublishedAnswer>) -> bool {
    answer.is_some_and(|answer| answer.state == AnswerState::Published)
}
