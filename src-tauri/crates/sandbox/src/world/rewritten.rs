//! What buyers changed about their reviews.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::review::Review;
use super::stall::Stall;

type Change = (u8, String);

/// New stars and texts by stall and review.
#[derive(Debug, Default)]
pub(super) struct Rewritten(Mutex<HashMap<(&'static str, u64), Change>>);

impl Rewritten {
    /// Keeps a change; an earlier one is forgotten.
    pub(super) fn put(&self, stall: &Stall, review: u64, rating: u8, text: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert((stall.id, review), (rating, text.to_owned()));
    }

    /// Shows a review as its buyer left it.
    pub(super) fn shown(&self, stall: &Stall, mut review: Arc<Review>) -> Arc<Review> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Nearly always nothing was changed, and reviews are many.
        let change = (!all.is_empty()).then(|| all.get(&(stall.id, review.number)));
        if let Some((rating, text)) = change.flatten() {
            let review = Arc::make_mut(&mut review);
            review.rating = *rating;
            review.text.clone_from(text);
        }
        review
    }
}
