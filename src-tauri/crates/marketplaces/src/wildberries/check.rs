//! What a token may do: read from itself, then asked of every host that we need.

use domain::account::CapabilityCell;
use domain::{Capability, Cell, Passport};
use futures::future::join_all;
use http::Method;

use super::api::Api;
use super::keys::{self, Category, Claims};
use super::profile::{
    ADVERT, ANALYTICS, CALENDAR, CHATS, COMMON, CONTENT, DOCUMENTS, FEEDBACKS, FINANCE,
    MARKETPLACE, PRICES, RETURNS, limit_words,
};
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

const DOORS: &[Door] = &[
    door(CONTENT, keys::CONTENT, "ping-content"),
    door(PRICES, keys::PRICES, "ping-prices"),
    door(MARKETPLACE, keys::MARKETPLACE, "ping-marketplace"),
    door(ANALYTICS, keys::ANALYTICS, "ping-analytics"),
    door(FEEDBACKS, keys::FEEDBACKS, "ping-feedbacks"),
    door(RETURNS, keys::RETURNS, "ping-returns"),
    door(CHATS, keys::CHATS, "ping-chats"),
    door(ADVERT, keys::ADVERT, "ping-advert"),
    door(FINANCE, keys::FINANCE, "ping-finance"),
    door(DOCUMENTS, keys::DOCUMENTS, "ping-documents"),
];

/// What a line of the table hangs on: all of these hosts.
struct Line {
    capability: Capability,
    read: &'static [&'static str],
    /// None where nothing is written.
    write: &'static [&'static str],
}

const LINES: &[Line] = &[
    needs(Capability::Catalogue, &[CONTENT], &[]),
    needs(Capability::Cards, &[ANALYTICS], &[CONTENT]),
    needs(Capability::Prices, &[PRICES], &[PRICES]),
    // Read from either half: see `stock`.
    needs(Capability::Stock, &[], &[MARKETPLACE, CONTENT]),
    needs(Capability::Orders, &[ANALYTICS], &[MARKETPLACE]),
    needs(Capability::Returns, &[RETURNS], &[RETURNS]),
    needs(Capability::Reviews, &[FEEDBACKS], &[FEEDBACKS]),
    needs(Capability::Questions, &[FEEDBACKS], &[FEEDBACKS]),
    needs(Capability::Chats, &[CHATS], &[CHATS]),
    needs(Capability::Ads, &[ADVERT], &[ADVERT]),
    needs(Capability::Finance, &[FINANCE], &[]),
    needs(Capability::Analytics, &[ANALYTICS, CONTENT], &[]),
    // Any token may ask what WB charges.
    needs(Capability::Tariffs, &[], &[]),
];

const fn door(host: &'static str, category: Category, bucket: &'static str) -> Door {
    Door {
        host,
        category,
        bucket,
    }
}

const fn needs(
    capability: Capability,
    read: &'static [&'static str],
    write: &'static [&'static str],
) -> Line {
    Line {
        capability,
        read,
        write,
    }
}

/// What a token needs for a host; nothing where every token is let in. Promotions have a host of
/// their own that knows no ping, and belong to the category of prices.
pub(super) fn category_of(host: &str) -> Option<Category> {
    let host = if host == CALENDAR { PRICES } else { host };
    DOORS
        .iter()
        .find(|door| door.host == host)
        .map(|door| door.category)
}

/// Asks; a category that is missing is a cell, a token that is refused everywhere an error.
pub(super) async fn check(api: &Api, window: Window) -> Result<Passport> {
    let claims = api.claims();
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
    let rooms = Rooms(pings.into_iter().zip(DOORS).map(room).collect());
    passport.cells = LINES
        .iter()
        .map(|line| cells(claims, &rooms, line))
        .collect();
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
    let of_key = |kind| matches!(kind, ErrorKind::Unauthorised | ErrorKind::Expired);
    let refused = |ping: &&Result<()>| matches!(ping, Err(error) if of_key(error.kind));
    let asked = |ping: &&Result<()>| !matches!(ping, Err(error) if error.status.is_none());
    if pings.iter().filter(asked).all(|ping| refused(&ping)) {
        return pings.iter().find(refused).cloned().unwrap_or(Ok(()));
    }
    Ok(())
}

/// How each host answered.
struct Rooms(Vec<(&'static str, Cell)>);

impl Rooms {
    fn of(&self, host: &str) -> Cell {
        let mut known = self.0.iter().filter(|(name, _)| *name == host);
        known.next().map_or(Cell::Queued, |(_, cell)| cell.clone())
    }

    /// The first of the hosts that does not work, else that they do.
    fn all(&self, hosts: &[&str]) -> Cell {
        let mut cells = hosts.iter().map(|host| self.of(host));
        cells
            .find(|cell| *cell != Cell::Works)
            .unwrap_or(Cell::Works)
    }

    /// Stock comes from the seller's warehouses (by way of the cards) and from WB's report; one of
    /// the two is enough.
    fn stock(&self) -> Cell {
        match self.of(ANALYTICS) {
            Cell::Works => Cell::Works,
            _ => self.all(&[MARKETPLACE, CONTENT]),
        }
    }
}

/// WB answers 401 to a good token of another category, too; the token as such has been accepted
/// by then.
fn room((ping, door): (Result<()>, &Door)) -> (&'static str, Cell) {
    let cell = match ping {
        Ok(()) => Cell::Works,
        Err(error) => match error.kind {
            ErrorKind::Unauthorised | ErrorKind::Expired | ErrorKind::Forbidden => {
                Cell::MissingScope(door.category.name.to_owned())
            }
            ErrorKind::RateLimited => Cell::Queued,
            _ => Cell::Failed(error.message),
        },
    };
    (door.host, cell)
}

fn cells(claims: &Claims, rooms: &Rooms, line: &Line) -> CapabilityCell {
    let slow = |cell: Cell| match cell {
        Cell::Works if claims.is_basic() => basic(line.capability),
        cell => cell,
    };
    let read = match line.capability {
        Capability::Stock => rooms.stock(),
        _ => rooms.all(line.read),
    };
    let write = match line.write {
        [] => Cell::NotOffered,
        _ if claims.read_only() => Cell::MissingScope("Только чтение".to_owned()),
        hosts => slow(rooms.all(hosts)),
    };
    CapabilityCell {
        capability: line.capability,
        read: slow(read),
        write,
        limit: Some(limit_words(line.capability).to_owned()),
    }
}

/// What a basic token may still do (WB API 02, 09, 11 of 2026-10-24): cards as others, reviews
/// five times an hour, orders once in three hours, WB's stock not at all.
fn basic(capability: Capability) -> Cell {
    match capability {
        Capability::Catalogue | Capability::Tariffs => Cell::Works,
        _ => Cell::MissingScope("Персональный токен".to_owned()),
    }
}
