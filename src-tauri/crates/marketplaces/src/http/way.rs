//! The way to one account's marketplace: its hosts, its keys, its limits.

use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;
use domain::{AccountId, PictureFile, SharedClock};
use http::HeaderName;
use secrets::Sensitive;
use url::Url;

use super::hosts::Hosts;
use super::limits::{Limits, Observation, Observe};
use super::tap::Tap;
use crate::contract::Pictures;
use crate::error::MarketplaceError;
use crate::profile::LimitSpec;

/// What all connectors share.
#[derive(Clone)]
pub struct HttpSettings {
    /// The connection pool to the marketplaces, by way of the system's proxy if there is one.
    pub client: reqwest::Client,
    /// The pool to stand-ins on this machine. No proxy stands before them: it would not find them.
    pub local: reqwest::Client,
    /// Buckets of all accounts.
    pub limits: Limits,
    /// Tells the time.
    pub clock: SharedClock,
    /// The seller's pictures, of which bodies are made.
    pub pictures: Arc<dyn Pictures>,
}

/// The way to one account's marketplace; cheap to clone.
#[derive(Clone)]
pub struct Http(Arc<dyn Hidden>);

/// A way behind a type that does not show what it is made of. A connection pool has hundreds of
/// types; the compiler would look through all of them for each of the connectors' futures that holds
/// a way, to see that it may be sent between threads.
trait Hidden: Send + Sync {
    fn way(&self) -> &Way;
}

impl Hidden for Way {
    fn way(&self) -> &Way {
        self
    }
}

impl Deref for Http {
    type Target = Way;

    fn deref(&self) -> &Way {
        self.0.way()
    }
}

/// What is reached by an [`Http`].
#[derive(Clone)]
pub struct Way {
    pub(super) settings: HttpSettings,
    account: AccountId,
    pub(super) hosts: Hosts,
    pub(super) headers: Vec<KeyHeader>,
    pub(super) observe: Observe,
    limits: &'static [LimitSpec],
    pub(super) tap: Option<Tap>,
}

/// A header with a key, and the one host that gets it; without a host all of the marketplace's do.
#[derive(Clone)]
pub(super) struct KeyHeader {
    pub(super) host: Option<&'static str>,
    pub(super) name: HeaderName,
    pub(super) value: Sensitive<String>,
}

impl Http {
    /// A way for one account. Headers that carry the key are added with `header`.
    pub fn new(
        settings: HttpSettings,
        account: AccountId,
        hosts: Hosts,
        limits: &'static [LimitSpec],
    ) -> Self {
        let observe: Observe = |_, _, _| Observation::default();
        Self(Arc::new(Way {
            settings,
            account,
            hosts,
            headers: Vec::new(),
            observe,
            limits,
            tap: None,
        }))
    }

    fn with(&self, change: impl FnOnce(&mut Way)) -> Self {
        let mut way = Way::clone(self);
        change(&mut way);
        Self(Arc::new(way))
    }

    /// Tells of every exchange from now on.
    #[must_use]
    pub fn tapped(&self, tap: Tap) -> Self {
        self.with(|way| way.tap = Some(tap))
    }

    /// Adds a header that carries a key; sent to this marketplace's hosts only.
    #[must_use]
    pub fn header(&self, name: HeaderName, value: Sensitive<String>) -> Self {
        let host = None;
        self.with(|way| way.headers.push(KeyHeader { host, name, value }))
    }

    /// The same for one of its hosts alone.
    #[must_use]
    pub fn header_for(
        &self,
        host: &'static str,
        name: HeaderName,
        value: Sensitive<String>,
    ) -> Self {
        let host = Some(host);
        self.with(|way| way.headers.push(KeyHeader { host, name, value }))
    }

    /// Sets how limits are read from headers.
    #[must_use]
    pub fn observing(&self, observe: Observe) -> Self {
        self.with(|way| way.observe = observe)
    }
}

impl Way {
    /// What is in a picture of the seller's.
    ///
    /// # Errors
    /// As [`Pictures::picture`].
    pub async fn picture(&self, file: &PictureFile) -> crate::Result<Bytes> {
        self.settings.pictures.picture(file).await
    }

    /// The account's row.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// A server's words without any key of this account, should they repeat one.
    pub fn redacted(&self, words: &str) -> String {
        self.headers
            .iter()
            .map(|header| header.value.expose())
            .filter(|key| !key.is_empty())
            .fold(words.to_owned(), |words, key| {
                words.replace(key, "[secret]")
            })
    }

    /// Whether an address lies where this account's stand-ins do.
    pub(super) fn is_own_stand_in(&self, url: &Url) -> bool {
        self.hosts.are_local() && self.hosts.hold(url)
    }

    /// The pool that reaches this account's hosts. It knows no key: keys are headers of calls.
    pub(super) fn client(&self) -> &reqwest::Client {
        match self.hosts.are_local() {
            true => &self.settings.local,
            false => &self.settings.client,
        }
    }

    /// The clock.
    pub fn clock(&self) -> &SharedClock {
        &self.settings.clock
    }

    pub(super) fn limit(&self, bucket: &str) -> Option<&'static LimitSpec> {
        self.limits.iter().find(|spec| spec.bucket == bucket)
    }

    /// An error with the account's name on it.
    pub(super) fn ours(&self, mut error: MarketplaceError) -> MarketplaceError {
        error.account = Some(self.account);
        error
    }
}
