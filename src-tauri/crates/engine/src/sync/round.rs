//! One try at a round of one feed: page after page, until the feed is up to date, a person stops
//! it, or it is another feed's turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{AccountId, Feed};
use marketplaces::{Cursor, ErrorKind, Row as _, is_picture, offered, with_row};
use store::feed::Ended;
use tokio_util::sync::CancellationToken;

use super::pages::pages;
use crate::error::{EngineError, Result};
use crate::jobs::Counter;
use crate::problem::Problem;
use crate::room::Room;
use crate::shops::OpenShop;

/// A picture whose latest page is older is begun anew.
const LONGEST_GAP: TimeDelta = TimeDelta::hours(2);

/// A limit that is over within this is no trouble that anybody has to hear of.
const SHORT: Duration = Duration::from_secs(60);

/// Told after each page; ends the try after the page at hand.
#[derive(Clone, Default)]
pub(crate) struct Watch {
    /// Counts rows as they are stored.
    pub(crate) counter: Option<Counter>,
    /// Stop after this page.
    pub(crate) stop: CancellationToken,
    /// Then other feeds have their turn; without it nothing is put off.
    pub(crate) until: Option<DateTime<Utc>>,
    /// What came so far, also of tries that failed.
    pub(crate) came: Arc<Came>,
}

/// What came over one or more tries.
#[derive(Debug, Default)]
pub(crate) struct Came {
    pages: AtomicUsize,
    rows: AtomicUsize,
    bad: AtomicUsize,
}

impl Came {
    pub(super) fn page(&self, (rows, bad): (usize, usize)) {
        self.pages.fetch_add(1, Ordering::Relaxed);
        self.rows.fetch_add(rows, Ordering::Relaxed);
        self.bad.fetch_add(bad, Ordering::Relaxed);
    }

    /// Pages turned.
    pub(crate) fn pages(&self) -> usize {
        self.pages.load(Ordering::Relaxed)
    }

    /// Rows read, and rows that could not be read.
    pub(crate) fn rows(&self) -> (usize, usize) {
        let load = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (load(&self.rows), load(&self.bad))
    }
}

/// How a try ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum End {
    /// The feed is up to date.
    #[default]
    Whole,
    /// A person stopped it.
    Stopped,
    /// It goes on after so long.
    Later(TimeDelta),
}

/// What a try did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RoundReport {
    /// Rows read.
    pub(crate) rows: usize,
    /// Rows that could not be read.
    pub(crate) bad: usize,
    /// How it ended.
    pub(crate) end: End,
}

/// What is read, and from where on.
pub(super) struct Under<'a> {
    pub(super) room: &'a Room,
    pub(super) open: &'a OpenShop,
    pub(super) feed: Feed,
    /// Each round names everything there is.
    pub(super) picture: bool,
    pub(super) round: i64,
    pub(super) cursor: Option<Cursor>,
}

/// Reads a feed until it is up to date, and keeps how it went. `Ok(None)` means
/// that the marketplace does not offer it.
///
/// # Errors
/// As the marketplace answers; what was stored stays stored.
pub(crate) async fn round(
    room: &Room,
    account: AccountId,
    feed: Feed,
    watch: &Watch,
) -> Result<Option<RoundReport>> {
    let open = room.open_shop(account).await?;
    if !offered(open.shop.as_ref(), feed) {
        return Ok(None);
    }
    let under = begin(room, &open, feed).await?;
    let mut report = RoundReport::default();
    let read = with_row!(feed, Of => pages::<Of>(&under, watch, &mut report).await);
    let outcome = match read {
        Ok(end) => Ok(end),
        Err(error) => match short(&error).filter(|_| watch.until.is_some()) {
            Some(wait) => Ok(End::Later(wait)),
            None => Err(error),
        },
    };
    end(&under, &outcome).await?;
    report.end = outcome?;
    Ok(Some(report))
}

/// Goes on with the round under way. A picture goes on where it was only as long as its first
/// rows are still true; other feeds follow their cursor for ever.
async fn begin<'a>(room: &'a Room, open: &'a OpenShop, feed: Feed) -> Result<Under<'a>> {
    let picture = is_picture(open.shop.as_ref(), feed);
    let carried = match picture {
        true => carried(room, open, feed).await?,
        false => None,
    };
    let (id, now) = (open.account.id, room.now());
    let begun = room.store.write(move |tx| {
        Box::pin(async move {
            store::feed::begin(tx, id, feed, now).await?;
            let round = store::round::enter(tx, (id, feed), LONGEST_GAP, now).await?;
            match &carried {
                _ if !picture || round.goes_on => {}
                Some(cursor) => store::cursor::set(tx, id, feed, cursor, now).await?,
                None => store::cursor::clear(tx, id, feed).await?,
            }
            let cursor = store::cursor::get(tx.conn(), id, feed).await?;
            Ok::<_, EngineError>((round.number, cursor))
        })
    });
    let (round, cursor) = begun.await?;
    Ok(Under {
        room,
        open,
        feed,
        picture,
        round,
        cursor,
    })
}

/// What the last round left for one that begins anew.
async fn carried(room: &Room, open: &OpenShop, feed: Feed) -> Result<Option<Cursor>> {
    let last = store::cursor::get(&mut *room.store.read().await?, open.account.id, feed).await?;
    let shop = open.shop.as_ref();
    Ok(last.and_then(|last| with_row!(feed, Of => Of::source(shop)?.carried(&last))))
}

/// Keeps how the try ended. A picture that met more than bad weather is begun anew: its cursor may
/// be the very thing that is wrong.
async fn end(under: &Under<'_>, outcome: &Result<End>) -> Result<()> {
    let (id, feed, now) = (under.open.account.id, under.feed, under.room.now());
    let lost = under.picture && outcome.as_ref().is_err_and(|error| !passes(error));
    let problem = outcome.as_ref().err();
    let problem = problem.map(|error| Problem::of(error, now).value());
    let whole = matches!(outcome, Ok(End::Whole));
    let kept = under.room.store.write(move |tx| {
        Box::pin(async move {
            if lost {
                store::round::abandon(tx, id, feed).await?;
            }
            let ended = match &problem {
                Some(problem) => Ended::Failed(problem),
                None if whole => Ended::Whole,
                None => Ended::Unfinished,
            };
            store::feed::end(tx, id, feed, ended, now).await
        })
    });
    Ok(kept.await?)
}

fn passes(error: &EngineError) -> bool {
    matches!(error, EngineError::Marketplace(error) if error.temporary)
}

/// How long a limit lasts that is over soon.
fn short(error: &EngineError) -> Option<TimeDelta> {
    let EngineError::Marketplace(error) = error else {
        return None;
    };
    let wait = error.retry_after.filter(|wait| *wait <= SHORT)?;
    let limited = error.kind == ErrorKind::RateLimited;
    TimeDelta::from_std(wait).ok().filter(|_| limited)
}

/// The moment before which nothing is answered: old reviews are history.
pub(crate) fn answer_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::days(30)
}

#[cfg(test)]
mod tests;
