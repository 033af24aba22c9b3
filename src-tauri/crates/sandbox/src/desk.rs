//! What the seller wrote under reviews and questions, old answers included.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

/// One answer or comment of the seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Number, unique over the desk and rising.
    pub number: u64,
    /// The marketplace's identifier of the review or question (or of a comment that it replies to).
    pub target: String,
    /// Text.
    pub text: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// How often it was changed.
    pub edits: u32,
    /// When it was last changed.
    pub edited: Option<DateTime<Utc>>,
}

/// All that the seller wrote, by venue. Deleted comments are gone.
#[derive(Debug, Default)]
pub struct Desk {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    last: u64,
    comments: BTreeMap<(&'static str, u64), Comment>,
    by_target: HashMap<(&'static str, String), Vec<u64>>,
    marks: HashMap<(&'static str, String), String>,
}

impl Desk {
    /// Writes a new comment under `target`.
    pub fn post(
        &self,
        venue: &'static str,
        target: &str,
        text: &str,
        at: DateTime<Utc>,
    ) -> Comment {
        let mut state = self.state();
        state.last += 1;
        let number = state.last;
        let comment = Comment {
            number,
            target: target.to_owned(),
            text: text.to_owned(),
            at,
            edits: 0,
            edited: None,
        };
        state
            .by_target
            .entry((venue, target.to_owned()))
            .or_default()
            .push(number);
        state.comments.insert((venue, number), comment.clone());
        comment
    }

    /// Changes a comment; `None` when there is none of this number.
    pub fn edit(
        &self,
        venue: &'static str,
        number: u64,
        text: &str,
        at: DateTime<Utc>,
    ) -> Option<Comment> {
        let mut state = self.state();
        let comment = state.comments.get_mut(&(venue, number))?;
        text.clone_into(&mut comment.text);
        comment.edits += 1;
        comment.edited = Some(at);
        Some(comment.clone())
    }

    /// Takes a comment back; `None` when there is none of this number.
    pub fn delete(&self, venue: &'static str, number: u64) -> Option<Comment> {
        let mut state = self.state();
        let comment = state.comments.remove(&(venue, number))?;
        if let Some(numbers) = state.by_target.get_mut(&(venue, comment.target.clone())) {
            numbers.retain(|one| *one != number);
        }
        Some(comment)
    }

    /// The comment of this number.
    #[must_use]
    pub fn comment(&self, venue: &'static str, number: u64) -> Option<Comment> {
        self.state().comments.get(&(venue, number)).cloned()
    }

    /// The comments under `target`, oldest first.
    #[must_use]
    pub fn under(&self, venue: &'static str, target: &str) -> Vec<Comment> {
        let state = self.state();
        let numbers = state.by_target.get(&(venue, target.to_owned()));
        numbers
            .into_iter()
            .flatten()
            .filter_map(|number| state.comments.get(&(venue, *number)).cloned())
            .collect()
    }

    /// The newest comment under `target`.
    #[must_use]
    pub fn answer(&self, venue: &'static str, target: &str) -> Option<Comment> {
        self.under(venue, target).pop()
    }

    /// Puts a mark (a state, "viewed") on `target`; an earlier one is replaced.
    pub fn mark(&self, venue: &'static str, target: &str, mark: &str) {
        self.state()
            .marks
            .insert((venue, target.to_owned()), mark.to_owned());
    }

    /// The mark on `target`.
    #[must_use]
    pub fn marked(&self, venue: &'static str, target: &str) -> Option<String> {
        self.state().marks.get(&(venue, target.to_owned())).cloned()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_can_be_read_changed_and_taken_back() {
        let (desk, at) = (Desk::default(), DateTime::UNIX_EPOCH);
        let first = desk.post("any", "r1", "thanks", at);
        let second = desk.post("any", "r1", "and sorry", at);
        assert_eq!(
            desk.under("any", "r1").len(),
            2,
            "both stand under the review"
        );
        assert!(
            desk.under("other", "r1").is_empty(),
            "venues do not see each other's desk"
        );
        let edited = desk
            .edit("any", second.number, "sorry", at)
            .expect("it stands");
        assert_eq!(
            (edited.edits, edited.text.as_str()),
            (1, "sorry"),
            "the change is counted"
        );
        assert_eq!(
            desk.answer("any", "r1"),
            Some(edited),
            "the newest one is the answer"
        );
        desk.delete("any", second.number).expect("it stands");
        assert_eq!(
            desk.answer("any", "r1"),
            Some(first),
            "the older one is left"
        );
        assert_eq!(
            desk.edit("any", second.number, "again", at),
            None,
            "what is gone is gone"
        );
    }
}
