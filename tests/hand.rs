//! Connectors driven by hand, without engine and store.

use std::sync::Arc;

use contracts::Exchange;
use domain::approved::Content as _;
use domain::{
    AccountId, Answer, Approved, Decision, ExternalId, SharedClock, StoredVerdict, SubjectKind,
    VerdictId,
};
use marketplaces::http::{Hosts, Http, HttpSettings, Limits};
use marketplaces::{Connector, Cursor, Keys, MarketplaceError, Page, Shop};
use sandbox::{DemoAccount, Sandbox};
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

/// Reads a feed from `after` until it has no more. Each cursor goes through its stored form.
///
/// # Errors
/// The marketplace's.
///
/// # Panics
/// When the walk does not end.
pub async fn walk<T, F>(
    after: Option<Cursor>,
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
    }
    panic!("the walk does not end after {PAGES} pages");
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
/// Never: the verdict is about this answer and says send.
#[expect(
    clippy::disallowed_methods,
    reason = "the test stands in for the store"
)]
pub fn approved(answer: &Answer) -> Approved<Answer> {
    let verdict = StoredVerdict::from_row(VerdictId(1), Decision::Send, answer.digest(), start());
    Approved::by_rules(answer.clone(), &verdict).expect("the verdict says send")
}

/// The sandbox's tape as the contract tests read it.
///
/// # Panics
/// When the tape lacks what they need.
pub fn tape(sandbox: &Sandbox) -> Vec<Exchange> {
    let recorded = sandbox.tape().exchanges();
    let read = |exchange| serde_json::from_value(serde_json::to_value(exchange)?);
    recorded
        .into_iter()
        .map(|e| read(e).expect("the tape has what we need"))
        .collect()
}
