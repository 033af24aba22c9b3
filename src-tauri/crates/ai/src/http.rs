//! The one place where HTTP clients for AI providers are built.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use url::{Host, Url};

use crate::error::{AiError, Kind};

/// How to reach a provider. Its `Debug` form hides the proxy, whose address may
/// hold a password.
#[derive(Clone)]
pub struct HttpSettings {
    /// For the connection alone.
    pub connect_timeout: Duration,
    /// For one whole exchange; a model may think for minutes.
    pub timeout: Duration,
    /// Proxy instead of the system's.
    pub proxy: Option<Url>,
}

impl fmt::Debug for HttpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSettings")
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .field("proxy", &self.proxy.is_some())
            .finish()
    }
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(180),
            proxy: None,
        }
    }
}

impl HttpSettings {
    /// A client that follows no redirect, so that the key goes to no other
    /// host. Needs a TLS provider installed by the binary.
    ///
    /// # Errors
    /// `Unexpected` when the TLS setup or the proxy is unusable.
    pub(crate) fn client(&self, base: &BaseUrl) -> Result<reqwest::Client, AiError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("super-ai-manager/", env!("CARGO_PKG_VERSION")));
        if base.is_loopback() {
            builder = builder.no_proxy();
        } else if let Some(proxy) = &self.proxy {
            let proxy = reqwest::Proxy::all(proxy.clone()).map_err(|_| unusable("proxy"))?;
            builder = builder.proxy(proxy);
        }
        builder.build().map_err(|_| unusable("TLS setup"))
    }
}

fn unusable(what: &str) -> AiError {
    AiError::lasting(
        Kind::Unexpected,
        "open http client",
        format!("unusable {what}"),
    )
}

/// Where a provider lives: https, or plain http on this machine only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why an address can't be a provider's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBaseUrl {
    /// Not an absolute address with a host.
    #[error("not a web address")]
    NotAnAddress,
    /// The key would travel in the open.
    #[error("http is for this machine only: use https")]
    NotSecure,
    /// Addresses with a login, a query or a fragment would leak or be lost.
    #[error("an address without login, query and fragment is needed")]
    NotPlain,
}

impl BaseUrl {
    /// Checks an address that the owner typed.
    ///
    /// # Errors
    /// See [`BadBaseUrl`].
    pub fn parse(text: &str) -> Result<Self, BadBaseUrl> {
        let url = Url::parse(text.trim()).map_err(|_| BadBaseUrl::NotAnAddress)?;
        if url.host().is_none() {
            return Err(BadBaseUrl::NotAnAddress);
        }
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !plain {
            return Err(BadBaseUrl::NotPlain);
        }
        let base = Self(url);
        match base.0.scheme() {
            "https" => Ok(base),
            "http" if base.is_loopback() => Ok(base),
            _ => Err(BadBaseUrl::NotSecure),
        }
    }

    /// Whether it is this machine.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
    }

    /// The address of a path below it.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}/{path}", self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://api.anthropic.com")]
    #[case("http://127.0.0.1:4010/anthropic")]
    #[case("http://[::1]:11434")]
    #[case(" http://localhost:11434/ ")]
    fn secure_or_local_addresses_are_taken(#[case] text: &str) {
        assert!(BaseUrl::parse(text).is_ok(), "{text} keeps the key safe");
    }

    #[rstest]
    #[case("http://api.anthropic.com", BadBaseUrl::NotSecure)]
    #[case("http://127.0.0.1.evil.example", BadBaseUrl::NotSecure)]
    #[case("http://192.168.1.5:11434", BadBaseUrl::NotSecure)]
    #[case("ftp://localhost", BadBaseUrl::NotSecure)]
    #[case("https://key@host.example", BadBaseUrl::NotPlain)]
    #[case("https://host.example/?key=1", BadBaseUrl::NotPlain)]
    #[case("api.anthropic.com", BadBaseUrl::NotAnAddress)]
    #[case("", BadBaseUrl::NotAnAddress)]
    fn others_are_refused(#[case] text: &str, #[case] why: BadBaseUrl) {
        assert_eq!(BaseUrl::parse(text), Err(why), "{text}");
    }

    #[test]
    fn the_proxys_password_is_not_shown() {
        let proxy = Url::parse("socks5://me:hunter2@proxy.example").ok();
        let text = format!(
            "{:?}",
            HttpSettings {
                proxy,
                ..HttpSettings::default()
            }
        );
        assert!(
            text.contains("proxy: true") && !text.contains("hunter2"),
            "{text}"
        );
    }

    #[test]
    fn a_path_in_the_base_is_kept() {
        let base = BaseUrl::parse("http://127.0.0.1:1/anthropic/").unwrap();
        assert_eq!(
            base.join("v1/messages"),
            "http://127.0.0.1:1/anthropic/v1/messages",
            "joined"
        );
    }
}
