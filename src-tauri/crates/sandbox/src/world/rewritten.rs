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

    /// Shows reviews as their buyers left them.
    pub(super) fn over(&self, stall: &Stall, reviews: &mut [Arc<Review>]) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() {
            return;
        }
        for review in reviews {
            if let Some((rating, text)) = all.get(&(stall.id, review.number)) {
                let review = Arc::make_mut(review);
                review.rating = *rating;
                review.text.clone_from(text);
            }
        }
    }
}
