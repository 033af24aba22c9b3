//! Which address a host name stands for.

use std::collections::BTreeMap;

use url::Url;

use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::Profile;

/// Addresses by short name.
#[derive(Debug, Clone)]
pub struct Hosts {
    urls: BTreeMap<&'static str, Url>,
    local: bool,
}

impl Hosts {
    /// The marketplace's real hosts, or with `base` its stand-ins at `base/name`.
    /// A stand-in must be on this machine: a key never goes to a third party.
    ///
    /// # Errors
    /// `Rejected` when `base` is no loopback address.
    pub fn new(profile: &Profile, base: Option<&Url>) -> Result<Self, MarketplaceError> {
        if let Some(base) = base.filter(|base| !is_loopback(base)) {
            let host = base.host_str().unwrap_or_default();
            return Err(MarketplaceError::new(
                ErrorKind::Rejected,
                "hosts",
                format!("{host} is not on this machine"),
            ));
        }
        let mut urls = BTreeMap::new();
        for spec in profile.hosts {
            let url = match base {
                Some(base) => {
                    format!("{}/{}", base.as_str().trim_end_matches('/'), spec.name)
                }
                None => spec.url.to_owned(),
            };
            let url = Url::parse(&url).map_err(|error| {
                MarketplaceError::new(ErrorKind::Unexpected, "hosts", error.to_string())
            })?;
            urls.insert(spec.name, url);
        }
        let local = base.is_some();
        Ok(Self { urls, local })
    }

    /// Whether they are stand-ins on this machine.
    pub(crate) fn are_local(&self) -> bool {
        self.local
    }

    /// Whether an address is at the machine and port of one of them.
    pub(crate) fn hold(&self, url: &Url) -> bool {
        self.urls.values().any(|host| host.origin() == url.origin())
    }

    /// The full address of `path` (which begins with a slash) on a host.
    pub(crate) fn url(&self, host: &str, path: &str) -> Option<Url> {
        let base = self.urls.get(host)?;
        let joined = format!("{}{path}", base.as_str().trim_end_matches('/'));
        Url::parse(&joined).ok()
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
