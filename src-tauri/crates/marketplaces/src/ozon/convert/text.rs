//! What buyers write: reviews and questions, without any answer yet.

use domain::{Question, Review};

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::question::Question as QuestionRow;
use crate::ozon::wire::review::Review as ReviewRow;

/// A review and the number of comments on it. Reviews have no author here.
pub(in crate::ozon) fn review(row: ReviewRow) -> Result<Option<(Review, i64)>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    let rating = row.rating.and_then(|rating| u8::try_from(rating).ok());
    let rating = rating.filter(|rating| (1..=5).contains(rating));
    let review = Review {
        external_id: row.id.into(),
        listing: sku(row.sku),
        rating: rating.ok_or(Flaw::new("rating", "not 1 to 5 stars"))?,
        author: None,
        text: row.text,
        pros: None,
        cons: None,
        photos: u32::try_from(row.photos_amount.unwrap_or_default()).unwrap_or_default(),
        created_at: row.published_at.ok_or(Flaw::missing("published_at"))?,
        answer: None,
    };
    Ok(Some((review, row.comments_amount.unwrap_or_default())))
}

/// A question and the number of answers to it.
pub(in crate::ozon) fn question(row: QuestionRow) -> Result<Option<(Question, i64)>, Flaw> {
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    let question = Question {
        external_id: row.id.into(),
        listing: sku(row.sku),
        author: row.author_name,
        text: row.text,
        created_at: row.published_at.ok_or(Flaw::missing("published_at"))?,
        answer: None,
    };
    Ok(Some((question, row.answers_count.unwrap_or_default())))
}
