//! Holds what the store says was written against what the marketplaces got.

use std::collections::BTreeMap;

use api::offline::{EffectState, LeftWrite};
use sandbox::{Act, Write};
use serde::Serialize;

/// The sum of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Reckoning {
    /// Writes that took effect at the marketplaces.
    pub(crate) writes: usize,
    /// Those that repeat an earlier one, or that nothing in the store accounts for.
    pub(crate) duplicates: usize,
    /// Writes that the store says are done and no marketplace has.
    pub(crate) lost: usize,
}

type Target<'a> = (&'a str, &'a str);

/// Compares both books.
pub(crate) fn reckon(left: &[LeftWrite], ledger: &[Write]) -> Reckoning {
    let meant = |write: &&Write| write.outcome.is_applied() && is_answer(write.act);
    let applied: Vec<&Write> = ledger.iter().filter(meant).collect();
    Reckoning {
        writes: applied.len(),
        duplicates: sandbox::ledger::duplicates(ledger).len() + unaccounted(left, &applied),
        lost: lost(left, &applied),
    }
}

fn is_answer(act: Act) -> bool {
    matches!(act, Act::Answer | Act::Edit | Act::Delete)
}

/// Writes beyond those that left for the same target, repeats apart: those are counted already.
fn unaccounted(left: &[LeftWrite], applied: &[&Write]) -> usize {
    let mut known: BTreeMap<Target<'_>, usize> = BTreeMap::new();
    for write in left {
        *known
            .entry((write.marketplace.as_str(), &write.target))
            .or_default() += 1;
    }
    let strange =
        |write: &&&Write| !known.contains_key(&(write.marketplace.as_str(), &*write.target));
    applied.iter().filter(strange).count()
}

/// Each write that is done takes one of its kind and words out of the ledger.
fn lost(left: &[LeftWrite], applied: &[&Write]) -> usize {
    let mut there: Vec<&Write> = applied.to_vec();
    let done = left.iter().filter(|write| write.state == EffectState::Done);
    done.filter(|wanted| {
        let found = there.iter().position(|write| is(wanted, write));
        found.map(|at| there.swap_remove(at)).is_none()
    })
    .count()
}

fn is(wanted: &LeftWrite, write: &Write) -> bool {
    let same_target =
        write.marketplace == wanted.marketplace.as_str() && write.target == wanted.target;
    let same_act = match write.act {
        Act::Answer => wanted.kind == "answer",
        // One that moderators refused is mended in its place where the marketplace lets us.
        Act::Edit => ["replace", "answer"].contains(&wanted.kind.as_str()),
        Act::Delete => wanted.kind == "withdraw",
        Act::Mark | Act::Change => false,
    };
    // Marketplaces change blanks; anything else is another text.
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    same_target
        && same_act
        && (write.act == Act::Delete || words(&write.text) == words(&wanted.text))
}

#[cfg(test)]
mod tests {
    use sandbox::Outcome;

    use super::*;

    fn left(kind: &str, target: &str, text: &str, state: EffectState) -> LeftWrite {
        LeftWrite {
            marketplace: "ozon".into(),
            kind: kind.to_owned(),
            target: target.to_owned(),
            text: text.to_owned(),
            state,
        }
    }

    fn wrote(act: Act, target: &str, text: &str, outcome: Outcome) -> Write {
        Write {
            at: chrono::DateTime::UNIX_EPOCH,
            marketplace: "ozon".to_owned(),
            operation: "POST /answer".to_owned(),
            act,
            target: target.to_owned(),
            body_digest: text.to_owned(),
            text: text.to_owned(),
            outcome,
        }
    }

    fn sum(writes: usize, duplicates: usize, lost: usize) -> Reckoning {
        Reckoning {
            writes,
            duplicates,
            lost,
        }
    }

    #[test]
    fn an_answer_mended_in_its_place_is_not_lost() {
        let ours = [
            left("answer", "a", "refused words", EffectState::Done),
            left("answer", "a", "better words", EffectState::Done),
        ];
        let theirs = [
            wrote(Act::Answer, "a", "refused words", Outcome::Applied),
            wrote(Act::Edit, "a", "better words", Outcome::Applied),
        ];
        assert_eq!(reckon(&ours, &theirs), sum(2, 0, 0), "one answer, one edit");
    }

    #[test]
    fn two_books_that_agree() {
        let ours = [
            left("answer", "a", "Rahmat  sizga", EffectState::Done),
            left("withdraw", "a", "", EffectState::Done),
            left("answer", "b", "hi", EffectState::Unknown),
        ];
        let theirs = [
            wrote(Act::Answer, "a", "Rahmat sizga", Outcome::Applied),
            wrote(Act::Delete, "a", "", Outcome::Applied),
            wrote(Act::Answer, "b", "hi", Outcome::AppliedAnswerLost),
            wrote(Act::Answer, "b", "hi", Outcome::Refused),
        ];
        assert_eq!(
            reckon(&ours, &theirs),
            sum(3, 0, 0),
            "an outcome that is still open is no loss"
        );
    }

    #[test]
    fn what_the_marketplace_does_not_have_is_lost() {
        let done = left("answer", "a", "hi", EffectState::Done);
        assert_eq!(
            reckon(std::slice::from_ref(&done), &[]),
            sum(0, 0, 1),
            "nothing arrived"
        );
        let other = [wrote(Act::Answer, "a", "bye", Outcome::Applied)];
        assert_eq!(
            reckon(&[done], &other),
            sum(1, 0, 1),
            "another text is another answer"
        );
    }

    #[test]
    fn what_nobody_meant_is_counted_with_the_duplicates() {
        let twice = [
            wrote(Act::Answer, "a", "hi", Outcome::Applied),
            wrote(Act::Answer, "a", "hi", Outcome::Applied),
        ];
        let once = [left("answer", "a", "hi", EffectState::Done)];
        assert_eq!(
            reckon(&once, &twice),
            sum(2, 1, 0),
            "the second answer repeats the first"
        );
        assert_eq!(
            reckon(&[], &twice[..1]),
            sum(1, 1, 0),
            "no effect accounts for it"
        );
    }
}
