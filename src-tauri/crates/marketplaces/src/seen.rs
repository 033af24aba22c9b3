//! What a feed remembers about texts of the last days, so that the answers to
//! an unchanged text are not asked for again at every round.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long an unsettled answer is left alone before it is looked at again.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// Texts by their identity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Seen(BTreeMap<String, Glance>);

/// Mark of the text, whether its answer is settled, when it was looked at, when it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Glance(u64, bool, i64, i64);

impl Seen {
    /// Whether the text is new, changed, or its unsettled answer is due again.
    pub(crate) fn wants(&self, id: &str, mark: u64, now: DateTime<Utc>) -> bool {
        self.0.get(id).is_none_or(|Glance(old, settled, at, _)| {
            // A clock that was set back must not leave it alone for as long as it ran ahead.
            let rests = (0..AGAIN.num_seconds()).contains(&(now.timestamp() - at));
            *old != mark || (!settled && !rests)
        })
    }

    /// Remembers a text as it was just read.
    pub(crate) fn note(
        &mut self,
        id: &str,
        mark: u64,
        settled: bool,
        written: DateTime<Utc>,
        now: DateTime<Utc>,
    ) {
        let glance = Glance(mark, settled, now.timestamp(), written.timestamp());
        self.0.insert(id.to_owned(), glance);
    }

    /// Whether nothing is remembered.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets texts that no later round can meet.
    pub(crate) fn forget_before(&mut self, from: DateTime<Utc>) {
        self.0
            .retain(|_, Glance(_, _, _, written)| *written >= from.timestamp());
    }
}

/// A short mark that differs when any part does (FNV-1a).
pub(crate) fn mark(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_changed_or_unsettled_texts_are_wanted() {
        let (start, mut seen) = (DateTime::UNIX_EPOCH, Seen::default());
        assert!(seen.wants("1", mark(&["0"]), start), "never seen");
        seen.note("1", mark(&["0"]), true, start, start);
        assert!(
            !seen.wants("1", mark(&["0"]), start + TimeDelta::days(1)),
            "settled and unchanged"
        );
        assert!(seen.wants("1", mark(&["1"]), start), "one more comment");
        seen.note("2", 7, false, start, start);
        assert!(
            !seen.wants("2", 7, start + TimeDelta::minutes(14)),
            "moderators need a while"
        );
        assert!(
            seen.wants("2", 7, start + TimeDelta::minutes(15)),
            "looked at again"
        );
    }

    #[test]
    fn a_clock_that_was_set_back_makes_unsettled_texts_due() {
        let (start, mut seen) = (DateTime::UNIX_EPOCH, Seen::default());
        seen.note("1", 1, false, start, start + TimeDelta::days(30));
        assert!(seen.wants("1", 1, start), "not after thirty days only");
    }

    #[test]
    fn old_texts_are_forgotten() {
        let (start, mut seen) = (DateTime::UNIX_EPOCH, Seen::default());
        seen.note("1", 1, true, start, start);
        seen.forget_before(start + TimeDelta::seconds(1));
        assert_eq!(seen, Seen::default(), "the memory does not grow for ever");
    }

    #[test]
    fn parts_do_not_run_into_one_another() {
        assert_ne!(mark(&["ab", "c"]), mark(&["a", "bc"]), "each part counts");
    }
}
