//! The query of the two lists of feedbacks-api, which is the same for both.

use chrono::{DateTime, Utc};

use crate::call::Call;

/// What a list of feedbacks or questions is asked for.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) is_answered: bool,
    take: usize,
    skip: usize,
    nm: Option<u64>,
    oldest_first: bool,
    pub(super) from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
}

/// The most that may be taken and skipped.
pub(super) struct Most {
    pub(super) take: usize,
    pub(super) skip: usize,
    /// Most of both together.
    pub(super) sum: usize,
}

impl Page {
    /// Reads the query.
    ///
    /// # Errors
    /// The `errorText` of the refusal.
    pub(super) fn read(call: &Call, most: &Most) -> Result<Self, String> {
        let bad = |name: &str| format!("Плохой формат {name}");
        let size = |name: &str, most: usize| {
            let value = call.query(name).and_then(|text| text.parse().ok());
            value
                .filter(|value| *value <= most)
                .ok_or_else(|| bad(name))
        };
        let instant = |name: &str| match call.whole(name) {
            Ok(None) => Ok(None),
            Ok(Some(unix)) => DateTime::from_timestamp(unix, 0)
                .map(Some)
                .ok_or_else(|| bad(name)),
            Err(_) => Err(bad(name)),
        };
        let (take, skip) = (size("take", most.take)?, size("skip", most.skip)?);
        if take + skip > most.sum {
            return Err(bad("take"));
        }
        Ok(Self {
            is_answered: call
                .query("isAnswered")
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| bad("isAnswered"))?,
            take,
            skip,
            nm: call
                .query("nmId")
                .map(str::parse)
                .transpose()
                .map_err(|_| bad("nmId"))?,
            oldest_first: match call.query("order") {
                None | Some("dateDesc") => false,
                Some("dateAsc") => true,
                Some(_) => return Err(bad("order")),
            },
            from: instant("dateFrom")?,
            to: instant("dateTo")?,
        })
    }

    /// Whether something of card `nm` from `at` is asked for.
    pub(super) fn wants(&self, nm: impl FnOnce() -> Option<u64>, at: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at <= to)
            && self.nm.is_none_or(|one| nm() == Some(one))
    }

    /// How many that are asked for have to be known before the page can be cut.
    pub(super) fn room(&self) -> usize {
        match self.oldest_first {
            true => self.skip + self.take,
            false => usize::MAX,
        }
    }

    /// The page of a list that is sorted from old to new; of one that is wanted so, no more is
    /// asked than the page needs.
    pub(super) fn cut<T>(&self, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let all = all.into_iter();
        if self.oldest_first {
            return all.skip(self.skip).take(self.take).collect();
        }
        let mut all: Vec<T> = all.collect();
        all.reverse();
        all.into_iter().skip(self.skip).take(self.take).collect()
    }
}
