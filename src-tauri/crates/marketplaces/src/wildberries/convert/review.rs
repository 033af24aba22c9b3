//! Reviews and the seller's answers to them.

use domain::{AnswerState, PublishedAnswer, Review};
use serde_json::Value;

use super::super::wire::{Answer, Feedback};
use super::{moment, needed, needed_moment};
use crate::http::row;
use crate::page::BadRow;

/// A review. One that the buyer has supplemented since is none of its own any more: the newer one
/// is answered, the older one only counts if it was answered before.
pub(crate) fn review(raw: &Value) -> Result<Option<Review>, BadRow> {
    let feedback: Feedback = row(raw)?;
    let id = needed(raw, "id", feedback.id)?;
    let rating = needed(raw, "productValuation", feedback.product_valuation)?;
    let rating = u8::try_from(rating)
        .ok()
        .filter(|stars| (1..=5).contains(stars));
    let answer = feedback.answer.and_then(|answer| published(&id, answer));
    let review = Review {
        listing: feedback.product_details.nm_id.map(Into::into),
        rating: rating.ok_or_else(|| BadRow::new(raw, "productValuation", "not 1 to 5 stars"))?,
        author: feedback.user_name,
        text: feedback.text,
        pros: feedback.pros,
        cons: feedback.cons,
        photos: u32::try_from(feedback.photo_links.len()).unwrap_or(u32::MAX),
        created_at: needed_moment(raw, "createdDate", &feedback.created_date)?,
        answer,
        external_id: id.into(),
    };
    let replaced = feedback.child_feedback_id.is_some() && review.answer.is_none();
    Ok((!replaced).then_some(review))
}

/// The answer to a review. It has no identity of its own: it is addressed by the review's.
pub(crate) fn published(review: &str, answer: Answer) -> Option<PublishedAnswer> {
    (!answer.text.is_empty()).then(|| PublishedAnswer {
        external_id: Some(review.into()),
        state: state(answer.state),
        at: moment(&answer.create_date),
        editable: answer.editable,
        text: answer.text,
    })
}

/// WB API 09: `none` is a new answer, which nobody sees yet.
fn state(word: String) -> AnswerState {
    match word.as_str() {
        "wbRu" => AnswerState::Published,
        "none" | "reviewRequired" => AnswerState::Moderation,
        "rejected" => AnswerState::Rejected(None),
        _ => AnswerState::Other(word),
    }
}
