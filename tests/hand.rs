//! Connectors driven by hand, without engine and store.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use contracts::Exchange;
use domain::approved::Content;
use domain::{
    AccountId, Answer, Approved, Decision, ExternalId, PictureFile, SharedClock, StoredVerdict,
    SubjectKind, VerdictId,
};
use marketplaces::http::{Hosts, Http, HttpSettings, Limits};
use marketplaces::{Connector, Cursor, ErrorKind, Keys, MarketplaceError, Page, Pictures, Shop};
use sandbox::{DemoAccount, Sandbox, WorldClock};
use secrets::Sensitive;

use crate::time::start;

/// The account's row that connectors are told.
pub const ACCOUNT: AccountId = AccountId(7);

/// Requests of one feed in a row: more would be a walk that never ends.
const PAGES: usize = 300;

/// The sandbox's account at a marketplace.
///
/// # Panics
/// When the sandbox does not serve it.
pub fn account(sandbox: &Sandbox, id: &str) -> DemoAccount {
    let mut all = sandbox.accounts().into_iter();
    all.find(|account| account.marketplace == id)
        .expect("a demo account")
}

/// An account's credentials as a connector takes them.
pub fn keys(account: &DemoAccount) -> Keys {
    let fields = account.fields.iter();
    Keys::new(fields.map(|(name, value)| (name.clone(), Sensitive::from(value.as_str()))))
}

/// Pictures that hold their own names.
struct Painted;

#[async_trait]
impl Pictures for Painted {
    async fn picture(&self, file: &PictureFile) -> marketplaces::Result<Bytes> {
        Ok(Bytes::from(file.name()))
    }
}

/// Opens an account at the sandbox; `limits` are what its earlier requests have left.
///
/// # Panics
/// When the keys have not the form of keys.
pub fn open(
    connector: &dyn Connector,
    account: &DemoAccount,
    limits: &Limits,
    clock: &SharedClock,
) -> Box<dyn Shop> {
    // Another test of this process may have chosen it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = HttpSettings {
        client: reqwest::Client::new(),
        local: reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client"),
        limits: limits.clone(),
        clock: Arc::clone(clock),
        pictures: Arc::new(Painted),
    };
    let hosts = Hosts::new(connector.profile(), Some(&account.base)).expect("loopback");
    let http = Http::new(settings, ACCOUNT, hosts, connector.profile().limits);
    connector
        .open(&keys(account), http)
        .expect("the keys have the right form")
}

/// What a walk over a feed gave.
#[derive(Debug)]
pub struct Walk<T> {
    /// Rows in the order of coming.
    pub rows: Vec<T>,
    /// Rows that could not be read.
    pub bad: usize,
    /// Pages.
    pub pages: usize,
    /// Where the next round begins.
    pub cursor: Option<Cursor>,
}

/// Reads a feed from `after` until it has no more. Each cursor goes through its stored form; `wait`
/// lets time pass where a page says that what follows is there only then.
///
/// # Errors
/// The marketplace's.
///
/// # Panics
/// When the walk does not end.
pub async fn walk<T, F>(
    after: Option<Cursor>,
    wait: impl Fn(Duration),
    mut page: impl FnMut(Option<Cursor>) -> F,
) -> Result<Walk<T>, MarketplaceError>
where
    F: Future<Output = Result<Page<T>, MarketplaceError>>,
{
    let mut walk = Walk {
        rows: Vec::new(),
        bad: 0,
        pages: 0,
        cursor: after,
    };
    while walk.pages < PAGES {
        let page = page(walk.cursor.clone()).await?;
        walk.pages += 1;
        walk.bad += page.bad.len();
        walk.rows.extend(page.rows);
        walk.cursor = Some(stored(&page.cursor));
        if !page.more {
            return Ok(walk);
        }
        if let Some(span) = page.wait {
            wait(span);
        }
    }
    panic!("the walk does not end after {PAGES} pages");
}

/// Does what the engine does about a limit: comes back when told, by letting time pass. A
/// marketplace that has to refuse all the same is none that we understand.
///
/// # Errors
/// The marketplace's.
///
/// # Panics
/// When the limit does not end.
pub async fn patient<T>(
    time: &WorldClock,
    mut ask: impl AsyncFnMut() -> Result<T, MarketplaceError>,
) -> Result<T, MarketplaceError> {
    for _ in 0..200 {
        match ask().await {
            Err(error) if error.kind == ErrorKind::RateLimited && error.status.is_none() => {
                time.advance(error.retry_after.expect("our own limits know for how long"));
            }
            other => return other,
        }
    }
    panic!("a limit that does not end");
}

/// A cursor as it comes back from the store.
fn stored(cursor: &Cursor) -> Cursor {
    let text = serde_json::to_string(cursor).expect("a cursor can be stored");
    serde_json::from_str(&text).expect("and read again")
}

/// An answer to that.
pub fn answer(
    kind: SubjectKind,
    target: &ExternalId,
    listing: Option<&ExternalId>,
    text: &str,
) -> Answer {
    Answer {
        account: ACCOUNT,
        kind,
        target: target.clone(),
        listing: listing.cloned(),
        replaces: None,
        text: text.to_owned(),
    }
}

/// Permission to write it.
///
/// # Panics
/// Never: the verdict is about this content and says send.
#[expect(
    clippy::disallowed_methods,
    reason = "the test stands in for the store"
)]
pub fn approved<C: Content + Clone>(content: &C) -> Approved<C> {
    let verdict = StoredVerdict::from_row(VerdictId(1), Decision::Send, content.digest(), start());
    Approved::by_rules(content.clone(), &verdict).expect("the verdict says send")
}

/// The sandbox's tape as the contract tests read it, without files: they lie outside of the
/// described APIs.
///
/// # Panics
/// When the tape lacks what they need.
pub fn tape(sandbox: &Sandbox) -> Vec<Exchange> {
    let mut recorded = sandbox.tape().exchanges();
    recorded.retain(|exchange| exchange.host != "files");
    let read = |exchange| serde_json::from_value(serde_json::to_value(exchange)?);
    recorded
        .into_iter()
        .map(|e| read(e).expect("the tape has what we need"))
        .collect()
}
