//! What buyers wrote, with what is behind it: for tests that must know more than a marketplace shows.

use chrono::{DateTime, Utc};

use crate::bazaar::Bazaar;
use crate::venue::Venue;
use crate::world::Tone;

/// A review or a question under its public identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Marketplace identifier.
    pub marketplace: String,
    /// The marketplace's identifier of it.
    pub id: String,
    /// True for a question.
    pub is_question: bool,
    /// What is behind it.
    pub tone: Tone,
    /// Stars of a review.
    pub rating: Option<u8>,
    /// When it was written, in world time.
    pub at: DateTime<Utc>,
    /// Text; hostile.
    pub text: String,
}

/// Everything that was written at one venue up to now, oldest first.
pub(crate) fn told(bazaar: &Bazaar, venue: &dyn Venue) -> Vec<Told> {
    let Some(stall) = venue.stall() else {
        return Vec::new();
    };
    let now = bazaar.clock.now();
    let reviews = bazaar
        .world
        .reviews(stall, now)
        .into_iter()
        .map(|review| Told {
            marketplace: stall.id.to_owned(),
            id: venue.review_id(review.number),
            is_question: false,
            tone: review.tone,
            rating: Some(review.rating),
            at: review.at,
            text: review.text,
        });
    let questions = bazaar
        .world
        .questions(stall, now)
        .into_iter()
        .map(|question| Told {
            marketplace: stall.id.to_owned(),
            id: venue.question_id(question.number),
            is_question: true,
            tone: question.tone,
            rating: None,
            at: question.at,
            text: question.text,
        });
    let mut all: Vec<Told> = reviews.chain(questions).collect();
    all.sort_by_key(|one| one.at);
    all
}
