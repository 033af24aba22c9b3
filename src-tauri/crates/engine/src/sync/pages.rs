//! The pages of a try. Two hands share the work: one asks the marketplace for page after page, the
//! other stores what lies there, small pages together, so that neither waits for the other.

use std::sync::Arc;

use chrono::TimeDelta;
use marketplaces::{Cursor, ErrorKind, MarketplaceError, Page, Window};
use store::answer::Heard;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::ingest::Context;
use super::keep::{Kept, store_page};
use super::round::{End, RoundReport, Under, Watch};
use super::rows::Keep;
use crate::error::{EngineError, Result};

/// How far back the first round of a shop reads.
const HISTORY: TimeDelta = TimeDelta::days(90);

/// A round that never ends is a cursor that does not move.
const MOST_PAGES: usize = 20_000;

/// Pages and rows that may wait to be stored; a larger page waits alone. What waits when the
/// program dies is asked for again.
const PAGES_AHEAD: usize = 16;
const ROWS_AHEAD: u32 = 2_000;

/// Turns pages until the feed is up to date, or it has to stop.
pub(super) async fn pages<T: Keep>(
    under: &Under<'_>,
    watch: &Watch,
    report: &mut RoundReport,
) -> Result<End> {
    let (told, asked) = mpsc::channel(PAGES_AHEAD);
    let asking = async {
        ask_all::<T>(under, watch, told).await;
        // What was asked for is still to be stored.
        std::future::pending::<()>().await;
    };
    tokio::select! {
        end = store_all(under, watch, asked, report) => end,
        () = asking => Ok(End::Stopped),
    }
}

/// A page, what comes after it, and its share of the room for what waits.
struct Asked<T> {
    page: Page<T>,
    after: After,
    room: Option<OwnedSemaphorePermit>,
}

/// What comes after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// The next one, which is asked for at once.
    Ask,
    /// The next one, which is there only then.
    Pause(TimeDelta),
    /// Nothing in this try.
    End(End),
}

async fn ask_all<T: Keep>(under: &Under<'_>, watch: &Watch, told: mpsc::Sender<Result<Asked<T>>>) {
    let room = Arc::new(Semaphore::new(ROWS_AHEAD as usize));
    let mut cursor = under.cursor.clone();
    for _ in 0..MOST_PAGES {
        if watch.stop.is_cancelled() {
            return;
        }
        let asked = match ask::<T>(under, cursor.as_ref()).await {
            Ok(page) => asked(page, under, watch, &room).await,
            Err(error) => return drop(told.send(Err(error)).await),
        };
        let after = asked.after;
        cursor = Some(asked.page.cursor.clone());
        if told.send(Ok(asked)).await.is_err() {
            return;
        }
        match after {
            After::Ask => {}
            After::Pause(wait) => pause(under, watch, wait).await,
            After::End(_) => return,
        }
    }
    let message = "the feed does not come to an end";
    let endless = MarketplaceError::new(ErrorKind::Unexpected, "sync", message);
    // Whoever stores may have given up already.
    let _ = told.send(Err(endless.into())).await;
}

async fn asked<T>(
    page: Page<T>,
    under: &Under<'_>,
    watch: &Watch,
    room: &Arc<Semaphore>,
) -> Asked<T> {
    let after = after(&page, under, watch);
    let rows = u32::try_from(page.rows.len()).unwrap_or(ROWS_AHEAD);
    let room = Arc::clone(room).acquire_many_owned(rows.min(ROWS_AHEAD));
    Asked {
        page,
        after,
        // Fails only when the room is closed, which it never is.
        room: room.await.ok(),
    }
}

fn after<T>(page: &Page<T>, under: &Under<'_>, watch: &Watch) -> After {
    let late = watch.until.is_some_and(|until| until <= under.room.now());
    let wait = page.wait.and_then(|wait| TimeDelta::from_std(wait).ok());
    match (page.more, wait) {
        (false, _) => After::End(End::Whole),
        (true, Some(wait)) if watch.until.is_some() => After::End(End::Later(wait)),
        (true, Some(wait)) => After::Pause(wait),
        (true, None) if late => After::End(End::Later(TimeDelta::zero())),
        (true, None) => After::Ask,
    }
}

async fn store_all<T: Keep>(
    under: &Under<'_>,
    watch: &Watch,
    mut asked: mpsc::Receiver<Result<Asked<T>>>,
    report: &mut RoundReport,
) -> Result<End> {
    while let Some(first) = asked.recv().await {
        let (mut waiting, mut failed) = (vec![first?], None);
        while let Ok(next) = asked.try_recv() {
            match next {
                Ok(next) => waiting.push(next),
                Err(error) => failed = Some(error),
            }
        }
        let after = waiting.last().map(|last| last.after);
        let counts: Vec<_> = waiting.iter().map(count).collect();
        keep(under, waiting).await?;
        for count in counts {
            tell(count, watch, report);
        }
        match (failed, after) {
            (Some(error), _) => return Err(error),
            (None, Some(After::End(end))) => return Ok(end),
            (None, _) => {}
        }
    }
    Ok(End::Stopped)
}

/// Rows that could be read, and those that could not.
type Count = (usize, usize);

fn count<T>(asked: &Asked<T>) -> Count {
    (asked.page.rows.len(), asked.page.bad.len())
}

fn tell((rows, bad): Count, watch: &Watch, report: &mut RoundReport) {
    report.rows += rows;
    report.bad += bad;
    watch.came.page((rows, bad));
    if let Some(counter) = &watch.counter {
        counter.add(rows);
    }
}

async fn ask<T: Keep>(under: &Under<'_>, after: Option<&Cursor>) -> Result<Page<T>> {
    let room = under.room;
    let window = Window {
        since: room.now() - HISTORY,
        now: room.now(),
    };
    let gone = || MarketplaceError::unsupported("sync");
    let source = T::source(under.open.shop.as_ref()).ok_or_else(gone)?;
    Ok(source.page(after, window).await?)
}

/// Waits for what is being prepared, when nobody else wants the turn.
async fn pause(under: &Under<'_>, watch: &Watch, wait: TimeDelta) {
    let wait = under.room.clock.real(wait.to_std().unwrap_or_default());
    tokio::select! {
        () = tokio::time::sleep(wait) => {}
        () = watch.stop.cancelled() => {}
    }
}

/// Stores what waits as one page.
async fn keep<T: Keep>(under: &Under<'_>, waiting: Vec<Asked<T>>) -> Result<()> {
    let room = under.room;
    let Some((page, rooms)) = joined(waiting) else {
        return Ok(());
    };
    let (page, heard) = heard(page).await?;
    let context = Context {
        account: under.open.account.clone(),
        rules: under.open.rules.clone(),
        reserve: room.reserve(),
        now: room.now(),
        heard,
    };
    let kept = Kept {
        feed: under.feed,
        page,
        round: under.round,
        picture: under.picture,
    };
    room.store
        .write_alone(move |tx| Box::pin(async move { store_page(tx, &context, kept).await }))
        .await?;
    drop(rooms);
    room.wake();
    Ok(())
}

/// Hears the rows of a page, where they are texts. That is work for the processor, so that it
/// holds up neither the runtime nor the writer.
async fn heard<T: Keep>(page: Page<T>) -> Result<(Page<T>, Vec<Heard>)> {
    if !T::TEXTS {
        return Ok((page, Vec::new()));
    }
    let hear = move || {
        let heard = page.rows.iter().filter_map(T::hear).collect();
        (page, heard)
    };
    let heard = tokio::task::spawn_blocking(hear).await;
    heard.map_err(|_| EngineError::Panicked)
}

/// Pages that follow each other as one that ends where the last one does.
fn joined<T>(waiting: Vec<Asked<T>>) -> Option<(Page<T>, Vec<Option<OwnedSemaphorePermit>>)> {
    let (mut whole, mut rooms) = (None::<Page<T>>, Vec::new());
    for asked in waiting {
        rooms.push(asked.room);
        let Some(before) = whole.take() else {
            whole = Some(asked.page);
            continue;
        };
        let (mut rows, mut bad) = (before.rows, before.bad);
        rows.extend(asked.page.rows);
        bad.extend(asked.page.bad);
        whole = Some(Page {
            rows,
            bad,
            ..asked.page
        });
    }
    Some((whole?, rooms))
}
