//! The cabinet ("business") behind a key: its host, its identity, its shops.
//! A key belongs to one cabinet.

use std::time::Duration;

use http::Method;
use serde_json::Value;

use super::line::Line;
use super::profile::{PARTNER, PARTNER_UZ, PARTNER_UZ_NAME};
use super::wire::shop::{Campaign, Campaigns};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError, Why};
use crate::feed::readable;
use crate::http::Call;

const OPERATION: &str = "shop.find";

/// A hundred pages of a hundred shops: more than any cabinet has.
const MOST_PAGES: usize = 100;

/// A host that did not answer is asked again after this.
const ASK_AGAIN: Duration = Duration::from_secs(60);

/// The cabinet.
#[derive(Debug, Clone)]
pub(super) struct Cabinet {
    /// The host that knows the key.
    pub(super) host: &'static str,
    /// `businessId`.
    pub(super) business: i64,
    /// Its name, as answers are signed.
    pub(super) name: String,
    /// Its shops ("campaigns"), as far as they could be read.
    pub(super) shops: Vec<Campaign>,
    /// Whether that is all of them.
    pub(super) whole: bool,
}

impl Cabinet {
    /// A path below the cabinet: `/v2/businesses/{id}` and `tail`.
    pub(super) fn path(&self, version: &str, tail: &str) -> String {
        format!("/{version}/businesses/{}{tail}", self.business)
    }
}

/// Asks who the key belongs to. Sellers of Market Yandex Go have a host of
/// their own; the wrong host answers 401, 403, 404 or with no shops, and one
/// that is busy or down says nothing about the key.
///
/// # Errors
/// That of the host which says most about the key.
pub(super) async fn find(line: &Line) -> Result<Cabinet> {
    let first = match on(line, PARTNER, "campaigns").await {
        Err(error) => error,
        found => return found,
    };
    match on(line, PARTNER_UZ, "campaigns-uz").await {
        Err(second) => Err(telling(first, second)),
        found => found,
    }
}

/// A host that does not know the key, and another that does not answer: the key may be at home
/// there. While one host may still open the door nothing is proven; a host that knows the key, and
/// only has no shop for it, says more than one that does not.
fn telling(first: MarketplaceError, mut second: MarketplaceError) -> MarketplaceError {
    let unknown = |error: &MarketplaceError| matches!(error.status, Some(401 | 403 | 404));
    if unknown(&first) && second.kind == ErrorKind::Unavailable {
        second.turn(ErrorKind::OtherHost);
        second.about = Some(PARTNER_UZ_NAME.to_owned());
        second.retry_after = second.retry_after.or(Some(ASK_AGAIN));
        return second;
    }
    let later = second.temporary && !first.temporary;
    let knows = unknown(&first) && !unknown(&second);
    if later || knows { second } else { first }
}

async fn on(line: &Line, host: &'static str, bucket: &'static str) -> Result<Cabinet> {
    let mut shops: Vec<Value> = Vec::new();
    let mut token: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let mut call = Call::read(OPERATION, host, Method::GET, "/v2/campaigns")
            .query("limit", "100")
            .bucket(bucket);
        if let Some(token) = &token {
            call = call.query("pageToken", token);
        }
        let page: Campaigns = line.ask(&call).await?;
        shops.extend(page.campaigns);
        token = page.paging.next();
        if token.is_none() {
            break;
        }
    }
    with(host, &shops)
}

fn with(host: &'static str, raw: &[Value]) -> Result<Cabinet> {
    let mut shops: Vec<Campaign> = readable(raw);
    let whole = shops.len() == raw.len();
    let Some(business) = shops.iter().find_map(|shop| shop.business.id) else {
        return Err(no_shop(whole));
    };
    shops.retain(|shop| shop.business.id == Some(business));
    let name = shops.iter().map(|shop| shop.business.name.clone());
    Ok(Cabinet {
        host,
        business,
        name: name
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        shops,
        whole,
    })
}

fn no_shop(whole: bool) -> MarketplaceError {
    if !whole {
        let message = "no shop of the key can be read";
        return MarketplaceError::new(ErrorKind::Unreadable, OPERATION, message);
    }
    let message = "the key sees no shop";
    MarketplaceError::new(ErrorKind::Blocked, OPERATION, message).because(Why::NoShop)
}
