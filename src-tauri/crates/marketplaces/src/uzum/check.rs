//! What a key may do: it says nothing itself, so each thing is asked for once.

use domain::account::CapabilityCell;
use domain::{Capability, Cell, Passport};

use super::api::Api;
use super::shops::shops;
use super::wire::{OrderPage, ProductPage, StockPage};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::page::Window;

const OPERATION: &str = "check";
/// The right that stocks need, in Uzum's word.
const STOCK_RIGHT: &str = "SKU_READ";

/// Asks. A key that Uzum does not know is an error, a right that it lacks a cell.
pub(super) async fn check(api: &Api, _: Window) -> Result<Passport> {
    let shops = shops(api, OPERATION).await?;
    let first = shops.first().map(|(id, _)| *id);
    let (catalogue, orders) = match first {
        Some(shop) => (products(api, shop).await, orders(api, shop).await),
        None => (Err(no_shop()), Err(no_shop())),
    };
    let cells = vec![
        line(Capability::Catalogue, cell(catalogue)),
        line(Capability::Stock, cell(stocks(api).await)),
        line(Capability::Orders, cell(orders)),
        line(Capability::Reviews, Cell::NotOffered),
        line(Capability::Questions, Cell::NotOffered),
    ];
    let names: Vec<String> = shops.into_iter().filter_map(|(_, name)| name).collect();
    Ok(Passport {
        token_kind: None,
        token_kinds: Vec::new(),
        expires_at: None,
        lifetime_days: None,
        scopes: Vec::new(),
        read_only: false,
        account_label: (!names.is_empty()).then(|| names.join(", ")),
        external_id: first.map(|id| id.to_string()),
        cells,
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

fn line(capability: Capability, read: Cell) -> CapabilityCell {
    let offered = read != Cell::NotOffered;
    CapabilityCell {
        capability,
        read,
        write: Cell::NotOffered,
        limit: offered.then(|| "1 / s".to_owned()),
    }
}
