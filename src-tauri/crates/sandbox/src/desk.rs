//! What the seller wrote under reviews and questions, old answers included.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::clock::WorldClock;

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
    /// Moderators refused it.
    pub refused: bool,
    /// It is not shown before.
    late: Option<DateTime<Utc>>,
    /// What is shown in its place until then.
    before: Option<(String, DateTime<Utc>)>,
}

/// All that the seller wrote, by venue. Deleted comments are gone.
#[derive(Debug, Default)]
pub struct Desk {
    state: Mutex<State>,
    /// Tells what is shown already; without one everything is.
    clock: Option<WorldClock>,
}

#[derive(Debug, Default)]
struct State {
    last: u64,
    comments: BTreeMap<(&'static str, u64), Comment>,
    /// Numbers by venue and target: a list asks for thousands of targets, and none is copied.
    by_target: HashMap<&'static str, HashMap<String, Vec<u64>>>,
    marks: HashMap<(&'static str, String), String>,
}

impl State {
    fn under(&self, venue: &'static str, target: &str) -> &[u64] {
        let targets = self.by_target.get(venue);
        let numbers = targets.and_then(|targets| targets.get(target));
        numbers.map_or(&[], Vec::as_slice)
    }
}

impl Desk {
    /// A desk that shows what is written late when its time has come.
    #[must_use]
    pub fn at(clock: WorldClock) -> Self {
        Self {
            clock: Some(clock),
            ..Self::default()
        }
    }

    /// Shows a new comment only from then on.
    pub(crate) fn show_from(&self, venue: &'static str, number: u64, from: DateTime<Utc>) {
        if let Some(comment) = self.state().comments.get_mut(&(venue, number)) {
            comment.late = Some(from);
        }
    }

    /// Shows a changed comment as it was until then.
    pub(crate) fn show_as_before(
        &self,
        venue: &'static str,
        number: u64,
        text: &str,
        from: DateTime<Utc>,
    ) {
        if let Some(comment) = self.state().comments.get_mut(&(venue, number)) {
            comment.before = Some((text.to_owned(), from));
        }
    }

    /// Moderators refuse the newest comment under `target`, shown or not; false when there is none.
    pub(crate) fn refuse(&self, venue: &'static str, target: &str) -> bool {
        let mut state = self.state();
        let newest = state.under(venue, target).last().copied();
        let comment = newest.and_then(|number| state.comments.get_mut(&(venue, number)));
        comment.map(|comment| comment.refused = true).is_some()
    }

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
            refused: false,
            late: None,
            before: None,
        };
        let targets = state.by_target.entry(venue).or_default();
        let numbers = targets.entry(target.to_owned()).or_default();
        numbers.push(number);
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
        comment.refused = false;
        Some(comment.clone())
    }

    /// Takes a comment back; `None` when there is none of this number.
    pub fn delete(&self, venue: &'static str, number: u64) -> Option<Comment> {
        let mut state = self.state();
        let comment = state.comments.remove(&(venue, number))?;
        let targets = state.by_target.get_mut(venue);
        if let Some(numbers) = targets.and_then(|targets| targets.get_mut(&comment.target)) {
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
        let numbers = state.under(venue, target).iter();
        numbers
            .filter_map(|number| state.comments.get(&(venue, *number)).cloned())
            .filter_map(|comment| self.shown(comment))
            .collect()
    }

    /// A comment as it is shown by now.
    fn shown(&self, mut comment: Comment) -> Option<Comment> {
        let Some(now) = self.clock.as_ref().map(WorldClock::now) else {
            return Some(comment);
        };
        if let Some((before, _)) = comment.before.take().filter(|(_, from)| *from > now) {
            comment.text = before;
        }
        comment
            .late
            .is_none_or(|from| from <= now)
            .then_some(comment)
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
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn what_is_written_late_is_shown_late() {
        let clock = WorldClock::manual(DateTime::UNIX_EPOCH);
        let (desk, at) = (Desk::at(clock.clone()), DateTime::UNIX_EPOCH);
        let new = desk.post("any", "r1", "thanks", at);
        desk.show_from("any", new.number, at + TimeDelta::seconds(70));
        assert_eq!(desk.answer("any", "r1"), None, "taken, and not shown");
        clock.advance(std::time::Duration::from_secs(70));
        let shown = |desk: &Desk| desk.answer("any", "r1").map(|comment| comment.text);
        assert_eq!(shown(&desk).as_deref(), Some("thanks"), "its time has come");
        desk.edit("any", new.number, "many thanks", clock.now());
        let later = clock.now() + TimeDelta::seconds(5);
        desk.show_as_before("any", new.number, "thanks", later);
        assert_eq!(shown(&desk).as_deref(), Some("thanks"), "as it was");
        clock.advance(std::time::Duration::from_secs(5));
        assert_eq!(shown(&desk).as_deref(), Some("many thanks"), "and as it is");
    }

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
