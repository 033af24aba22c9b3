//! Why is there no data: every read that a connector knows, made once, and what came of each.

use chrono::TimeDelta;
use domain::{AccountId, Feed};
use marketplaces::http::Exchange;
use marketplaces::{ErrorKind, MarketplaceError, Row, Window, offered, with_row};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::error::{EngineError, Result};
use crate::room::Room;
use crate::shops::OpenShop;

/// How far back a probe reads: enough to see rows, little enough to be polite.
const BACK: TimeDelta = TimeDelta::days(7);
/// The longest wait for a limit, in the clock's time.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(65);

/// What came of one thing that was asked.
#[derive(Debug)]
pub struct Probed {
    /// What: `check`, a feed, `categories`.
    pub what: String,
    /// The requests that it took.
    pub exchanges: Vec<Exchange>,
    /// Rows that came; `None` where there are none to count.
    pub rows: Option<usize>,
    /// Rows that could not be read: JSON path within the row, and why.
    pub bad: Vec<(String, String)>,
    /// The marketplace prepares a report.
    pub prepares: bool,
    /// What went wrong.
    pub error: Option<EngineError>,
}

/// Asks a shop everything once, one after the other; `base` in place of the marketplace's own
/// addresses must be on this machine. `told` hears of each as it ends.
///
/// # Errors
/// The store's and the keychain's, and an address elsewhere. What the marketplace says is in the
/// results.
pub async fn probe(
    room: &Room,
    id: AccountId,
    base: Option<String>,
    mut told: impl FnMut(&Probed),
) -> Result<Vec<Probed>> {
    let mut account = store::account::get(&mut *room.store.read().await?, id).await?;
    if base.is_some() {
        account.base_url = base;
    }
    let (tap, mut heard) = unbounded_channel();
    let open = room
        .shops
        .tapped(room.secrets().as_ref(), account, tap)
        .await?;
    let mut results = Vec::new();
    let mut keep = |probed: Probed| {
        told(&probed);
        results.push(probed);
    };
    let window = Window {
        since: room.now() - BACK,
        now: room.now(),
    };
    let checked = patiently(room, async || open.shop.check(window).await.map(|_| ())).await;
    keep(ended(
        "check".to_owned(),
        &mut heard,
        checked.map(|()| Read::default()),
    ));
    for feed in Feed::ALL {
        if offered(open.shop.as_ref(), feed) {
            let read = with_row!(feed, Of => page::<Of>(room, &open, window).await);
            keep(ended(feed.as_str().to_owned(), &mut heard, read));
        }
    }
    if let Some(dictionary) = open.shop.dictionary() {
        let read = patiently(room, async || dictionary.categories().await).await;
        let read = read.map(|found| Read {
            rows: Some(found.len()),
            ..Read::default()
        });
        keep(ended("categories".to_owned(), &mut heard, read));
    }
    Ok(results)
}

#[derive(Default)]
struct Read {
    rows: Option<usize>,
    bad: Vec<(String, String)>,
    prepares: bool,
}

async fn page<T: Row>(
    room: &Room,
    open: &OpenShop,
    window: Window,
) -> std::result::Result<Read, MarketplaceError> {
    let gone = || MarketplaceError::unsupported("probe");
    let source = T::source(open.shop.as_ref()).ok_or_else(gone)?;
    let page = patiently(room, async || source.page(None, window).await).await?;
    Ok(Read {
        rows: Some(page.rows.len()),
        bad: page
            .bad
            .into_iter()
            .map(|bad| (bad.path, bad.reason))
            .collect(),
        prepares: page.wait.is_some(),
    })
}

/// Waits for our own limits: a probe goes over none.
async fn patiently<T>(
    room: &Room,
    mut ask: impl AsyncFnMut() -> std::result::Result<T, MarketplaceError>,
) -> std::result::Result<T, MarketplaceError> {
    let mut waits = 0;
    loop {
        let outcome = ask().await;
        let wait = match &outcome {
            Err(error) if error.kind == ErrorKind::RateLimited && waits < 3 => error.retry_after,
            _ => None,
        };
        match wait.filter(|wait| *wait <= PATIENCE) {
            Some(wait) if room.pause(wait).await => waits += 1,
            _ => return outcome,
        }
    }
}

fn ended(
    what: String,
    heard: &mut UnboundedReceiver<Exchange>,
    read: std::result::Result<Read, MarketplaceError>,
) -> Probed {
    let mut exchanges = Vec::new();
    while let Ok(exchange) = heard.try_recv() {
        exchanges.push(exchange);
    }
    let (read, error) = match read {
        Ok(read) => (read, None),
        Err(error) => (Read::default(), Some(error.into())),
    };
    Probed {
        what,
        exchanges,
        rows: read.rows,
        bad: read.bad,
        prepares: read.prepares,
        error,
    }
}
