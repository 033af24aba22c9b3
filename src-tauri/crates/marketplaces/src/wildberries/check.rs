//! What a token may do: read from itself, then asked of every host that we need.

use domain::account::CapabilityCell;
use domain::{Capability, Cell, Passport};
use futures::future::join_all;
use http::Method;

use super::api::Api;
use super::keys::{self, Category, Claims};
use super::profile::{ANALYTICS, COMMON, CONTENT, FEEDBACKS, MARKETPLACE, limit_words};
use super::wire::SellerInfo;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::page::Window;

const OPERATION: &str = "check";

/// A host, the category that opens it, and the bucket of its pings.
struct Door {
    host: &'static str,
    category: Category,
    bucket: &'static str,
}

const DOORS: [Door; 4] = [
    Door {
        host: CONTENT,
        category: keys::CONTENT,
        bucket: "ping-content",
    },
    Door {
        host: MARKETPLACE,
        category: keys::MARKETPLACE,
        bucket: "ping-marketplace",
    },
    Door {
        host: ANALYTICS,
        category: keys::ANALYTICS,
        bucket: "ping-analytics",
    },
    Door {
        host: FEEDBACKS,
        category: keys::FEEDBACKS,
        bucket: "ping-feedbacks",
    },
];

/// What a token needs for a host; nothing where every token is let in.
pub(super) fn category_of(host: &str) -> Option<Category> {
    DOORS
        .iter()
        .find(|door| door.host == host)
        .map(|door| door.category)
}

/// Asks; a category that is missing is a cell, a token that is refused everywhere an error.
pub(super) async fn check(api: &Api, claims: &Claims, window: Window) -> Result<Passport> {
    claims.opens_a_shop()?;
    claims.valid_at(window.now)?;
    let mut passport = claims.passport();
    let seller = seller(api).await?;
    if let Some(seller) = &seller {
        passport.account_label = seller.trade_mark.clone().or_else(|| seller.name.clone());
        passport.external_id = passport.external_id.or_else(|| seller.sid.clone());
    }
    let pings = join_all(DOORS.iter().map(|door| ping(api, claims, door))).await;
    if seller.is_none() {
        refused_everywhere(&pings)?;
    }
    let cells: Vec<Cell> = pings.into_iter().zip(&DOORS).map(cell).collect();
    let [content, marketplace, analytics, feedbacks] = cells.as_slice() else {
        return Ok(passport);
    };
    let stock = either(content.clone(), marketplace.clone(), analytics.clone());
    passport.cells = vec![
        line(claims, Capability::Catalogue, content.clone()),
        line(claims, Capability::Stock, stock),
        line(claims, Capability::Orders, analytics.clone()),
        line(claims, Capability::Reviews, feedbacks.clone()),
        line(claims, Capability::Questions, feedbacks.clone()),
    ];
    Ok(passport)
}

/// The seller behind the token. One request a minute is allowed, so this may have to be left out.
async fn seller(api: &Api) -> Result<Option<SellerInfo>> {
    let call =
        Call::read(OPERATION, COMMON, Method::GET, "/api/v1/seller-info").bucket("seller-info");
    match api.read(&call).await {
        Ok(seller) => Ok(Some(seller)),
        Err(error) if error.kind == ErrorKind::RateLimited => Ok(None),
        Err(error) => Err(error),
    }
}

/// Asks one host, unless the token itself says that it has no business there.
async fn ping(api: &Api, claims: &Claims, door: &Door) -> Result<()> {
    if !claims.has(door.category) {
        let words = door.category.name;
        return Err(MarketplaceError::new(
            ErrorKind::Forbidden,
            OPERATION,
            words,
        ));
    }
    let call = Call::read(OPERATION, door.host, Method::GET, "/ping").bucket(door.bucket);
    api.ask(&call).await.map(|_| ())
}

fn refused_everywhere(pings: &[Result<()>]) -> Result<()> {
    let refused =
        |ping: &&Result<()>| matches!(ping, Err(error) if error.kind == ErrorKind::Unauthorised);
    let asked = |ping: &&Result<()>| !matches!(ping, Err(error) if error.status.is_none());
    if pings.iter().filter(asked).all(|ping| refused(&ping)) {
        return pings.iter().find(refused).cloned().unwrap_or(Ok(()));
    }
    Ok(())
}

/// WB answers 401 to a good token of another category, too; the token as such has been accepted
/// by then.
fn cell((ping, door): (Result<()>, &Door)) -> Cell {
    match ping {
        Ok(()) => Cell::Works,
        Err(error) => match error.kind {
            ErrorKind::Unauthorised | ErrorKind::Forbidden => {
                Cell::MissingScope(door.category.name.to_owned())
            }
            ErrorKind::RateLimited => Cell::Queued,
            _ => Cell::Failed(error.message),
        },
    }
}

/// Stock comes from the seller's warehouses (by way of the cards) and from WB's report; one of
/// the two is enough.
fn either(content: Cell, marketplace: Cell, analytics: Cell) -> Cell {
    if analytics == Cell::Works || content == Cell::Works && marketplace == Cell::Works {
        return Cell::Works;
    }
    let first = [marketplace, content, analytics].into_iter();
    first
        .reduce(|first, next| if first == Cell::Works { next } else { first })
        .unwrap_or(Cell::Queued)
}

fn line(claims: &Claims, capability: Capability, read: Cell) -> CapabilityCell {
    let read = if claims.is_basic() && read == Cell::Works {
        basic(capability)
    } else {
        read
    };
    let write = match capability {
        Capability::Reviews | Capability::Questions if claims.read_only() => {
            Cell::MissingScope("Только чтение".to_owned())
        }
        Capability::Reviews | Capability::Questions => read.clone(),
        _ => Cell::NotOffered,
    };
    CapabilityCell {
        capability,
        read,
        write,
        limit: Some(limit_words(capability).to_owned()),
    }
}

/// What a basic token may still do (WB API 02, 09, 11 of 2026-10-24): cards as others, reviews
/// five times an hour, orders once in three hours, WB's stock not at all.
fn basic(capability: Capability) -> Cell {
    match capability {
        Capability::Catalogue => Cell::Works,
        _ => Cell::MissingScope("Персональный токен".to_owned()),
    }
}
