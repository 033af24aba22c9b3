//! Uzum Market: products, stock and orders over the Seller OpenAPI. It has neither reviews nor
//! questions. Limits, quirks and sources are told in `README.md`.

mod api;
mod catalogue;
mod check;
mod convert;
mod keys;
mod limits;
mod orders;
mod profile;
mod shops;
mod stock;
mod wire;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::{Listing, Order, Passport, StockLevel};

use self::api::Api;
use crate::Result;
use crate::contract::{self, Connector, Shop};
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

/// Uzum Market.
pub(crate) struct Uzum {
    profile: Profile,
}

impl Uzum {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: profile::profile(),
        }
    }
}

impl Connector for Uzum {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>> {
        keys::token(keys).map(|_| None)
    }

    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>> {
        Ok(Box::new(Seller::new(Api::new(http, keys::token(keys)?))))
    }
}

/// One seller's account: all shops of one key.
struct Seller {
    api: Api,
    catalogue: catalogue::Catalogue,
    stock: stock::Stock,
    orders: orders::Orders,
}

impl Seller {
    fn new(api: Api) -> Self {
        Self {
            catalogue: catalogue::Catalogue { api: api.clone() },
            stock: stock::Stock { api: api.clone() },
            orders: orders::Orders { api: api.clone() },
            api,
        }
    }
}

#[async_trait]
impl Shop for Seller {
    async fn check(&self, window: Window) -> Result<Passport> {
        check::check(&self.api, window).await
    }

    fn catalogue(&self) -> Option<&dyn contract::Source<Listing>> {
        Some(&self.catalogue)
    }

    fn stock(&self) -> Option<&dyn contract::Source<StockLevel>> {
        Some(&self.stock)
    }

    fn orders(&self) -> Option<&dyn contract::Source<Order>> {
        Some(&self.orders)
    }
}
