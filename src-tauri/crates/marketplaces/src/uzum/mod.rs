//! Uzum Market: products, prices, stock, orders, what comes back and money over the Seller OpenAPI.
//! It has neither reviews nor questions. Limits, quirks and sources are told in `README.md`.

mod amounts;
mod api;
mod check;
mod convert;
mod files;
mod finance;
mod keys;
mod limits;
mod notes;
mod orders;
mod papers;
mod places;
mod prices;
mod profile;
mod shops;
mod steps;
mod stock;
mod wire;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::{
    LedgerRow, Listing, Order, Parcel, ParcelStep, Passport, Price, PriceChange, Return,
    StockChange, StockLevel, Supply, SupplyStep, Tariff, Turnover, Warehouse,
};

use self::api::Api;
use self::shops::{Along, along};
use crate::Result;
use crate::contract::{Changes, Connector, Files, Shop, Source, has};
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
        Ok(Box::new(Seller::new(Api::new(&http, keys::token(keys)?))))
    }
}

/// One seller's account: all shops of one key.
struct Seller {
    api: Api,
    catalogue: Along<Listing>,
    prices: Along<Price>,
    turnover: Along<Turnover>,
    tariffs: Along<Tariff>,
    stock: stock::Stock,
    places: places::Places,
    orders: orders::Orders,
    parcels: orders::Parcels,
    supplies: papers::Supplies,
    returns: papers::Returns,
    ledger: finance::Ledger,
    price_changes: prices::PriceChanges,
    stock_changes: amounts::StockChanges,
    parcel_steps: steps::ParcelSteps,
    supply_steps: notes::SupplySteps,
    files: files::Papers,
}

impl Seller {
    fn new(api: Api) -> Self {
        Self {
            catalogue: along(&api, "catalogue.page", |raw, _| convert::listings(raw)).whole(),
            prices: along(&api, "prices.page", |raw, _| convert::prices(raw)),
            turnover: along(&api, "turnover.page", |raw, window| {
                convert::turnover(raw, window.now)
            }),
            tariffs: Along {
                first: profile::fees,
                ..along(&api, "tariffs.page", |raw, _| {
                    convert::commissions(raw, profile::described_on())
                })
            },
            stock: stock::Stock { api: api.clone() },
            places: places::Places { api: api.clone() },
            orders: orders::Orders { api: api.clone() },
            parcels: orders::Parcels { api: api.clone() },
            supplies: papers::Supplies { api: api.clone() },
            returns: papers::Returns { api: api.clone() },
            ledger: finance::Ledger { api: api.clone() },
            price_changes: prices::PriceChanges { api: api.clone() },
            stock_changes: amounts::StockChanges { api: api.clone() },
            parcel_steps: steps::ParcelSteps { api: api.clone() },
            supply_steps: notes::SupplySteps { api: api.clone() },
            files: files::Papers { api: api.clone() },
            api,
        }
    }
}

#[async_trait]
impl Shop for Seller {
    async fn check(&self, window: Window) -> Result<Passport> {
        check::check(&self.api, window).await
    }

    has! {
        warehouses: dyn Source<Warehouse> = places;
        catalogue: dyn Source<Listing> = catalogue;
        prices: dyn Source<Price> = prices;
        turnover: dyn Source<Turnover> = turnover;
        tariffs: dyn Source<Tariff> = tariffs;
        stock: dyn Source<StockLevel> = stock;
        orders: dyn Source<Order> = orders;
        parcels: dyn Source<Parcel> = parcels;
        supplies: dyn Source<Supply> = supplies;
        returns: dyn Source<Return> = returns;
        ledger: dyn Source<LedgerRow> = ledger;
        price_changes: dyn Changes<PriceChange> = price_changes;
        stock_changes: dyn Changes<StockChange> = stock_changes;
        parcel_steps: dyn Changes<ParcelStep> = parcel_steps;
        supply_steps: dyn Changes<SupplyStep> = supply_steps;
        files: dyn Files = files;
    }
}
