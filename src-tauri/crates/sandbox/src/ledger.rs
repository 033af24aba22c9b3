//! The ledger: every write that reached a marketplace, so that a test can prove "exactly once".

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a write means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A new answer.
    Answer,
    /// A change of an answer that was there.
    Edit,
    /// An answer taken back.
    Delete,
    /// A mark such as "viewed".
    Mark,
    /// A value set, a step done, a message sent.
    Change,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Applied, and the answer left.
    Applied,
    /// Applied, and the answer was lost on purpose.
    AppliedAnswerLost,
    /// Accepted with a success status but without effect (an unknown identifier at Wildberries).
    Ignored,
    /// Refused with an error status.
    Refused,
}

impl Outcome {
    /// Whether the marketplace's state changed.
    #[must_use]
    pub fn is_applied(self) -> bool {
        matches!(self, Self::Applied | Self::AppliedAnswerLost)
    }
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// World time.
    pub at: DateTime<Utc>,
    /// Marketplace identifier.
    pub marketplace: String,
    /// Method and path template.
    pub operation: String,
    /// What it means.
    pub act: Act,
    /// The marketplace's identifier of what is written to.
    pub target: String,
    /// SHA-256 of the text, in hex.
    pub body_digest: String,
    /// Text.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
}

impl Write {
    pub(crate) fn new(
        at: DateTime<Utc>,
        marketplace: &str,
        operation: &str,
        act: Act,
        target: &str,
        text: &str,
        outcome: Outcome,
    ) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        Self {
            at,
            marketplace: marketplace.to_owned(),
            operation: operation.to_owned(),
            act,
            target: target.to_owned(),
            body_digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            text: text.to_owned(),
            outcome,
        }
    }
}

/// All writes so far, also in a file when one was asked for.
#[derive(Debug, Default)]
pub struct Ledger {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    writes: Vec<Write>,
    file: Option<File>,
}

impl Ledger {
    /// A ledger that also appends one JSON line per write to `file`, and begins with the writes
    /// that an earlier sandbox left there.
    ///
    /// # Errors
    /// When the file cannot be read or opened for appending.
    pub fn open(file: Option<&Path>) -> io::Result<Self> {
        let writes = match file {
            Some(path) if path.exists() => Self::read(path)?,
            _ => Vec::new(),
        };
        let open = |path| OpenOptions::new().create(true).append(true).open(path);
        let mut file = file.map(open).transpose()?;
        // A line that was cut short must not swallow the next one.
        if let Some(file) = file.as_mut().filter(|_| !writes.is_empty()) {
            file.write_all(b"\n")?;
        }
        Ok(Self {
            kept: Mutex::new(Kept { writes, file }),
        })
    }

    /// Reads the writes of a ledger file, for instance after the process that wrote it was killed.
    /// A last line that was cut short is left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(file: &Path) -> io::Result<Vec<Write>> {
        let text = std::fs::read_to_string(file)?;
        Ok(text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect())
    }

    /// All writes in order.
    #[must_use]
    pub fn writes(&self) -> Vec<Write> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .writes
            .clone()
    }

    /// Writes that repeat an earlier one. See [`duplicates`].
    #[must_use]
    pub fn duplicates(&self) -> Vec<Write> {
        duplicates(&self.writes())
    }

    pub(crate) fn add(&self, write: Write) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(file), Ok(line)) = (kept.file.as_mut(), serde_json::to_string(&write)) {
            let written = file
                .write_all(format!("{line}\n").as_bytes())
                .and_then(|()| file.flush());
            if let Err(error) = written {
                tracing::error!(%error, "the ledger file does not take a line");
            }
        }
        kept.writes.push(write);
    }
}

/// Applied writes that repeat an earlier one: an answer to a target that has one, an edit or a
/// change that sends what is already there. An answer after a delete is none.
#[must_use]
pub fn duplicates(writes: &[Write]) -> Vec<Write> {
    let mut standing: HashMap<(&str, &str, &str), &str> = HashMap::new();
    let mut repeated = Vec::new();
    for write in writes.iter().filter(|write| write.outcome.is_applied()) {
        let of = match write.act {
            // One target is changed in several ways: its price, its stock.
            Act::Change => write.operation.as_str(),
            _ => "",
        };
        let key = (write.marketplace.as_str(), of, write.target.as_str());
        let digest = write.body_digest.as_str();
        let before = match write.act {
            Act::Answer | Act::Edit | Act::Change => standing.insert(key, digest),
            Act::Delete => standing.remove(&key).and(None),
            Act::Mark => continue,
        };
        let again = before.is_some_and(|before| write.act == Act::Answer || before == digest);
        if again {
            repeated.push(write.clone());
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(act: Act, target: &str, text: &str, outcome: Outcome) -> Write {
        Write::new(
            DateTime::UNIX_EPOCH,
            "any",
            "POST /answer",
            act,
            target,
            text,
            outcome,
        )
    }

    #[test]
    fn only_repeated_effects_are_duplicates() {
        use Outcome::{Applied, AppliedAnswerLost, Ignored, Refused};
        let repeated = |writes: &[Write]| duplicates(writes).len();
        let first = write(Act::Answer, "a", "hello", Applied);
        let lost = write(Act::Answer, "a", "hello", AppliedAnswerLost);
        assert_eq!(
            repeated(&[lost, first.clone()]),
            1,
            "a blind repeat after a lost answer"
        );
        assert_eq!(
            repeated(&[first.clone(), write(Act::Edit, "a", "better", Applied)]),
            0,
            "an edit is meant"
        );
        assert_eq!(
            repeated(&[first.clone(), write(Act::Edit, "a", "hello", Applied)]),
            1,
            "an edit to the same text is a repeat"
        );
        assert_eq!(
            repeated(&[
                first.clone(),
                write(Act::Delete, "a", "", Applied),
                first.clone()
            ]),
            0,
            "a new answer after a delete is meant"
        );
        assert_eq!(
            repeated(&[first.clone(), write(Act::Answer, "b", "hello", Applied)]),
            0,
            "the same words to another buyer are no repeat"
        );
        assert_eq!(
            repeated(&[write(Act::Answer, "a", "hello", Refused), first.clone()]),
            0,
            "a refused write had no effect"
        );
        assert_eq!(
            repeated(&[first, write(Act::Answer, "a", "hello", Ignored)]),
            0,
            "an ignored write had no effect"
        );
    }

    #[test]
    fn the_file_holds_each_write_and_survives_a_cut_line() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("ledger.jsonl");
        let ledger = Ledger::open(Some(&file)).expect("the file opens");
        ledger.add(write(Act::Answer, "a", "line\nbreak", Outcome::Applied));
        ledger.add(write(Act::Answer, "b", "two", Outcome::Refused));
        assert_eq!(
            Ledger::read(&file).expect("readable"),
            ledger.writes(),
            "both lines are there"
        );
        let mut text = std::fs::read_to_string(&file).expect("readable");
        text.truncate(text.len() - 5);
        std::fs::write(&file, text).expect("writable");
        assert_eq!(
            Ledger::read(&file).expect("readable").len(),
            1,
            "the cut line is left out"
        );
    }
}
