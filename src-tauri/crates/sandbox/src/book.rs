//! What the seller changed through an API, apart from texts: prices, quantities, states of parcels,
//! bids, cards, reports that were asked for. Each venue keeps its own pages in its own words.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde_json::Value;

/// An entry with the moment at which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// World time.
    pub at: DateTime<Utc>,
    /// What was written.
    pub value: Value,
}

type Page = BTreeMap<String, Vec<Entry>>;

/// All entries, by venue, page and key. Nothing is overwritten: what holds is the last entry.
#[derive(Debug, Default)]
pub struct Book {
    pages: Mutex<Pages>,
}

/// By venue and name: a list asks for thousands of keys, and no name is copied.
type Pages = BTreeMap<&'static str, BTreeMap<String, Page>>;

impl Book {
    /// Writes an entry; it takes the place of the earlier one of its key.
    pub fn put(&self, venue: &'static str, page: &str, key: &str, value: Value, at: DateTime<Utc>) {
        let mut pages = self.pages();
        let of = pages.entry(venue).or_default();
        let page = of.entry(page.to_owned()).or_default();
        page.entry(key.to_owned())
            .or_default()
            .push(Entry { at, value });
    }

    /// What holds for a key.
    #[must_use]
    pub fn get(&self, venue: &'static str, page: &str, key: &str) -> Option<Entry> {
        let pages = self.pages();
        let entries = page_of(&pages, venue, page)?.get(key)?;
        entries.last().cloned()
    }

    /// What held for a key at an instant: what was written later is not seen.
    #[must_use]
    pub fn held(
        &self,
        venue: &'static str,
        page: &str,
        key: &str,
        by: DateTime<Utc>,
    ) -> Option<Entry> {
        let pages = self.pages();
        let entries = page_of(&pages, venue, page)?.get(key)?;
        entries.iter().rfind(|entry| entry.at <= by).cloned()
    }

    /// All that was ever written for a key, oldest first.
    #[must_use]
    pub fn history(&self, venue: &'static str, page: &str, key: &str) -> Vec<Entry> {
        let pages = self.pages();
        let entries = page_of(&pages, venue, page).and_then(|page| page.get(key));
        entries.cloned().unwrap_or_default()
    }

    /// What holds for every key of a page, in the order of the keys.
    #[must_use]
    pub fn all(&self, venue: &'static str, page: &str) -> Vec<(String, Entry)> {
        let pages = self.pages();
        let page = page_of(&pages, venue, page).into_iter().flatten();
        page.filter_map(|(key, entries)| Some((key.clone(), entries.last()?.clone())))
            .collect()
    }

    /// How many keys a page has: the next number of what is numbered.
    #[must_use]
    pub fn len(&self, venue: &'static str, page: &str) -> usize {
        page_of(&self.pages(), venue, page).map_or(0, BTreeMap::len)
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn page_of<'a>(pages: &'a Pages, venue: &'static str, page: &str) -> Option<&'a Page> {
    pages.get(venue)?.get(page)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_last_entry_holds_and_the_older_ones_are_kept() {
        let (book, at) = (Book::default(), DateTime::UNIX_EPOCH);
        book.put("any", "price", "17", json!(100), at);
        book.put("any", "price", "17", json!(120), at);
        let holds = book.get("any", "price", "17").map(|entry| entry.value);
        assert_eq!(holds, Some(json!(120)), "the last one");
        assert_eq!(book.history("any", "price", "17").len(), 2, "both are kept");
        assert_eq!(
            book.get("other", "price", "17"),
            None,
            "venues do not share pages"
        );
        assert_eq!(book.all("any", "price").len(), 1, "one key");
        let later = at + TimeDelta::seconds(9);
        book.put("any", "price", "17", json!(130), later);
        let held = |by| book.held("any", "price", "17", by).map(|entry| entry.value);
        assert_eq!(
            held(at),
            Some(json!(120)),
            "what is written later is not seen"
        );
        assert_eq!(
            held(later),
            Some(json!(130)),
            "from its own instant on it is"
        );
        assert_eq!(held(at - TimeDelta::seconds(1)), None, "nothing was there");
    }
}
