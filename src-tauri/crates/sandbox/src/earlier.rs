//! What an earlier sandbox left in its ledger file: when its world began, and what the seller
//! wrote. A sandbox that starts on the same file goes on in the same world, so that what was
//! answered stays answered and nothing gets the identifier of something else.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::bazaar::SEPARATOR;
use crate::book::Book;
use crate::desk::Desk;
use crate::ledger::{Act, Write};

/// The line that says which world the writes belong to.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    world: Beginning,
}

#[derive(Debug, Serialize, Deserialize)]
struct Beginning {
    seed: u64,
    start: DateTime<Utc>,
}

/// When the world of `seed` began: as an earlier sandbox wrote it down, else `now`, which is
/// written down.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn beginning(file: &Path, seed: u64, now: DateTime<Utc>) -> io::Result<DateTime<Utc>> {
    if file.exists() {
        for line in BufReader::new(File::open(file)?).lines() {
            if let Ok(Head { world }) = serde_json::from_str(&line?)
                && world.seed == seed
            {
                return Ok(world.start);
            }
        }
    }
    let head = Head {
        world: Beginning { seed, start: now },
    };
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    file.write_all(format!("{}\n", serde_json::to_string(&head)?).as_bytes())?;
    Ok(now)
}

/// Puts what the seller wrote at one venue back on the desk and into the book, in the order of writing, so that
/// comments get the numbers that they had.
pub(crate) fn put_back((desk, book): (&Desk, &Book), writes: &[Write], known: &[&'static str]) {
    for write in writes.iter().filter(|write| write.outcome.is_applied()) {
        let Some(venue) = known.iter().find(|id| **id == write.marketplace) else {
            continue;
        };
        let standing = || desk.answer(venue, &write.target);
        match write.act {
            Act::Answer => drop(desk.post(venue, &write.target, &write.text, write.at)),
            Act::Edit => {
                standing().and_then(|old| desk.edit(venue, old.number, &write.text, write.at));
            }
            Act::Delete => drop(standing().and_then(|old| desk.delete(venue, old.number))),
            // Marks are forgotten: a review is only shown as new once more.
            Act::Mark => {}
            Act::Change => put_down(book, venue, write),
        }
    }
}

fn put_down(book: &Book, venue: &'static str, write: &Write) {
    let named = write.target.split_once(SEPARATOR);
    let value = serde_json::from_str(&write.text);
    if let (Some((page, key)), Ok(value)) = (named, value) {
        book.put(venue, page, key, value, write.at);
    }
}
