//! Files that a marketplace names by an address: reports, documents. They lie on other hosts, so
//! that no key goes along.

use std::net::IpAddr;

use bytes::Bytes;
use url::{Host, Url};

use super::body::{self, BodyError};
use super::way::Way;
use crate::error::{ErrorKind, MarketplaceError};

impl Way {
    /// Fetches a file without any key. It must lie on a public host; a stand-in on this machine may
    /// name itself.
    ///
    /// # Errors
    /// `Rejected` for an address that no marketplace would name; else as the server answers.
    pub async fn download(
        &self,
        operation: &'static str,
        address: &str,
    ) -> Result<Bytes, MarketplaceError> {
        let error = |kind, message: String| MarketplaceError {
            account: Some(self.account()),
            ..MarketplaceError::new(kind, operation, message)
        };
        let allowed = |url: &Url| is_public(url) || self.is_own_stand_in(url);
        let url = Url::parse(address).ok().filter(allowed);
        let url = url.ok_or_else(|| {
            error(
                ErrorKind::Rejected,
                "the file has no public address".to_owned(),
            )
        })?;
        let sent = self.client().get(url).send().await;
        let reply =
            sent.map_err(|fault| error(ErrorKind::Unavailable, fault.without_url().to_string()))?;
        let status = reply.status();
        let read = body::read(reply).await.map_err(|fault| match fault {
            BodyError::Broken(message) => error(ErrorKind::Unavailable, message),
            BodyError::TooLarge => error(ErrorKind::Unreadable, "the file is too large".to_owned()),
        })?;
        match status {
            status if status.is_success() => Ok(read),
            // Such links live for minutes: a new one is asked for.
            status if status.is_client_error() => {
                Err(error(ErrorKind::NotFound, "the link has ended".to_owned())
                    .status(status.as_u16()))
            }
            status => {
                Err(error(ErrorKind::Unavailable, "no file came".to_owned())
                    .status(status.as_u16()))
            }
        }
    }
}

/// An https address of a host that is not of this machine or its network.
fn is_public(url: &Url) -> bool {
    let public = match url.host() {
        Some(Host::Domain(name)) => name.contains('.') && !name.ends_with(".local"),
        Some(Host::Ipv4(ip)) => is_public_ip(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_public_ip(IpAddr::V6(ip)),
        None => false,
    };
    public && url.scheme() == "https" && url.username().is_empty()
}

fn is_public_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified())
        }
        IpAddr::V6(ip) => {
            !(ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_unique_local()
                || ip.is_unicast_link_local())
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://storage.example.net/report.zip?sign=1", true)]
    #[case("http://storage.example.net/report.zip", false)]
    #[case("https://127.0.0.1/report", false)]
    #[case("https://10.0.0.7/report", false)]
    #[case("https://[::1]/report", false)]
    #[case("https://localhost/report", false)]
    #[case("https://printer.local/report", false)]
    #[case("https://me@storage.example.net/report", false)]
    #[case("file:///etc/passwd", false)]
    fn only_public_addresses_are_fetched(#[case] address: &str, #[case] allowed: bool) {
        let url = Url::parse(address).expect("an address");
        assert_eq!(is_public(&url), allowed, "{address}");
    }
}
