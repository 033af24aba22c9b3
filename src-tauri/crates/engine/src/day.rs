//! The day on which spending on AI counts: one for the whole installation.

use chrono::{DateTime, Days, NaiveTime, Utc};
use chrono_tz::Asia::Tashkent;

/// The day, `YYYY-MM-DD`.
pub fn spend_day(now: DateTime<Utc>) -> String {
    store::sql::day(now, Tashkent)
}

/// When the next one begins.
pub fn next_day(now: DateTime<Utc>) -> DateTime<Utc> {
    let local = now.with_timezone(&Tashkent);
    let next = local.date_naive().checked_add_days(Days::new(1));
    next.and_then(|day| {
        day.and_time(NaiveTime::MIN)
            .and_local_timezone(Tashkent)
            .earliest()
    })
    .map_or(now, |at| at.with_timezone(&Utc))
}
