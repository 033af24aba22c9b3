//! What a key may do: it says nothing itself, so each thing is asked for once.

use std::fmt::Write as _;

use domain::account::{CapabilityCell, Scope, ScopeState};
use domain::{Capability, Cell, Passport};
use http::HeaderMap;
use serde_json::Value;

use super::api::Api;
use super::shops::listed;
use super::wire::{ItemPage, OrderPage, ProductPage, StockPage};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::page::Window;

const OPERATION: &str = "check";
/// The right that stocks need, in Uzum's word.
const STOCK_RIGHT: &str = "SKU_READ";

/// Asks. A key that Uzum does not know and a seller that it blocked are errors, a right that the key
/// lacks is a cell. That a seller is blocked is told beside stocks alone.
pub(super) async fn check(api: &Api, _: Window) -> Result<Passport> {
    let call = Api::get(OPERATION, "/v1/shops");
    let reply = api.reply(&call).await?;
    let shops = listed(OPERATION, &api.shape(&call, &reply)?)?;
    let limit = limit(&reply.headers);
    let first = shops.first().map(|(id, _)| *id);
    let (products, orders, sales) = match first {
        Some(shop) => (
            products(api, shop).await,
            orders(api, shop).await,
            sales(api, shop).await,
        ),
        None => (Err(no_shop()), Err(no_shop()), Err(no_shop())),
    };
    let stocks = stocks(api).await;
    if let Err(error) = &stocks
        && error.kind == ErrorKind::Blocked
    {
        return Err(error.clone());
    }
    let (stocks, returns) = (cell(stocks), cell(returns(api).await));
    let (products, orders) = (cell(products), cell(orders));
    let answers = [
        (Capability::Catalogue, products.clone(), Cell::NotOffered),
        (Capability::Cards, Cell::NotOffered, Cell::NotOffered),
        (Capability::Prices, products.clone(), products.clone()),
        (Capability::Stock, stocks.clone(), stocks.clone()),
        (Capability::Orders, orders.clone(), orders),
        (Capability::Returns, returns, Cell::NotOffered),
        (Capability::Reviews, Cell::NotOffered, Cell::NotOffered),
        (Capability::Questions, Cell::NotOffered, Cell::NotOffered),
        (Capability::Chats, Cell::NotOffered, Cell::NotOffered),
        (Capability::Ads, Cell::NotOffered, Cell::NotOffered),
        (Capability::Finance, cell(sales), Cell::NotOffered),
        (Capability::Analytics, Cell::NotOffered, Cell::NotOffered),
        (Capability::Tariffs, products, Cell::NotOffered),
    ];
    let lines = answers.map(|(capability, read, write)| line(capability, read, write, &limit));
    let names: Vec<String> = shops.into_iter().filter_map(|(_, name)| name).collect();
    Ok(Passport {
        token_kind: None,
        token_kinds: Vec::new(),
        expires_at: None,
        lifetime_days: None,
        scopes: scope(&stocks).into_iter().collect(),
        read_only: false,
        account_label: (!names.is_empty()).then(|| names.join(", ")),
        external_id: first.map(|id| id.to_string()),
        cells: lines.into(),
    })
}

async fn products(api: &Api, shop: i64) -> Result<()> {
    let call = Api::get(OPERATION, &format!("/v1/product/shop/{shop}"))
        .query("page", "0")
        .query("size", "1")
        .query("filter", "ALL");
    api.bare::<ProductPage>(&call).await.map(|_| ())
}

async fn stocks(api: &Api) -> Result<()> {
    let call = Api::get(OPERATION, "/v3/fbs/sku/stocks")
        .query("skuIdFrom", "0")
        .query("size", "1");
    api.wrapped::<StockPage>(&call).await.map(|_| ())
}

async fn orders(api: &Api, shop: i64) -> Result<()> {
    let call = Api::get(OPERATION, "/v2/fbs/orders")
        .query("shopIds", &shop)
        .query("status", "CREATED")
        .query("page", "0")
        .query("size", "1");
    api.wrapped::<OrderPage>(&call).await.map(|_| ())
}

async fn sales(api: &Api, shop: i64) -> Result<()> {
    let call = Api::get(OPERATION, "/v1/finance/orders")
        .query("shopIds", &shop)
        .query("page", "0")
        .query("size", "1");
    api.bare::<ItemPage>(&call).await.map(|_| ())
}

async fn returns(api: &Api) -> Result<()> {
    let call = Api::get(OPERATION, "/v1/return")
        .query("page", "0")
        .query("size", "1");
    api.bare::<Vec<Value>>(&call).await.map(|_| ())
}

/// What this key may send, as the headers of every answer tell; Uzum publishes no numbers.
fn limit(headers: &HeaderMap) -> String {
    let number = |name: &str| {
        let text = headers.get(name)?.to_str().ok()?;
        text.trim().parse::<u32>().ok()
    };
    let mut words = format!("{} / s", number("x-ratelimit-replenish-rate").unwrap_or(1));
    if let Some(day) = number("x-ratelimit-limit-per-day") {
        let _ = write!(words, ", {day} / d");
    }
    words
}

/// The only right with a name that can be asked for; its pair for writing is found out by a write.
fn scope(stocks: &Cell) -> Option<Scope> {
    let state = match stocks {
        Cell::Works => ScopeState::Present,
        Cell::MissingScope(_) => ScopeState::MissingUseful,
        _ => return None,
    };
    Some(Scope {
        name: STOCK_RIGHT.to_owned(),
        state,
    })
}

fn no_shop() -> MarketplaceError {
    MarketplaceError::new(ErrorKind::NotFound, OPERATION, "the key opens no shop")
}

fn cell(answer: Result<()>) -> Cell {
    match answer {
        Ok(()) => Cell::Works,
        Err(error) => match error.kind {
            ErrorKind::Unauthorised | ErrorKind::Forbidden => Cell::MissingScope(right(&error)),
            ErrorKind::RateLimited => Cell::Queued,
            _ => Cell::Failed(error.message),
        },
    }
}

/// Uzum names the right in its sentence; the word alone is what the seller looks for.
fn right(error: &MarketplaceError) -> String {
    if error.message.contains(STOCK_RIGHT) {
        return STOCK_RIGHT.to_owned();
    }
    error.message.clone()
}

fn line(capability: Capability, read: Cell, write: Cell, limit: &str) -> CapabilityCell {
    let offered = read != Cell::NotOffered;
    CapabilityCell {
        capability,
        read,
        write,
        limit: offered.then(|| limit.to_owned()),
    }
}
