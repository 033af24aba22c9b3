//! What buyers write: reviews and questions, without any answer yet.

use domain::{Question, Review};

use crate::feed::Flaw;
use crate::yandex::wire::feedback::Feedback;
use crate::yandex::wire::question::Question as QuestionRow;

/// A review and the number of comments on it.
pub(in crate::yandex) fn review(row: Feedback) -> Result<Option<(Review, i64)>, Flaw> {
    if row.feedback_id.is_empty() {
        return Err(Flaw::missing("feedbackId"));
    }
    let rating = row
        .statistics
        .rating
        .and_then(|rating| u8::try_from(rating).ok());
    let rating = rating.filter(|rating| (1..=5).contains(rating));
    let review = Review {
        external_id: row.feedback_id.as_str().into(),
        listing: row.identifiers.offer_id.map(Into::into),
        rating: rating.ok_or(Flaw::new("statistics.rating", "not 1 to 5 stars"))?,
        author: row.author,
        text: row.description.comment,
        pros: row.description.advantages,
        cons: row.description.disadvantages,
        photos: u32::try_from(row.media.photos.len()).unwrap_or(u32::MAX),
        created_at: row.created_at.ok_or(Flaw::missing("createdAt"))?,
        answer: None,
    };
    Ok(Some((
        review,
        row.statistics.comments_count.unwrap_or_default(),
    )))
}

/// A question.
pub(in crate::yandex) fn question(row: QuestionRow) -> Result<Option<Question>, Flaw> {
    let identifiers = row.question_identifiers;
    if identifiers.id.is_empty() {
        return Err(Flaw::missing("questionIdentifiers.id"));
    }
    Ok(Some(Question {
        external_id: identifiers.id.as_str().into(),
        listing: identifiers.offer_id.map(Into::into),
        author: row.author.name,
        text: row.text,
        created_at: row.created_at.ok_or(Flaw::missing("createdAt"))?,
        answer: None,
    }))
}
