//! Places of the seller's own stock. Uzum lists no warehouses: a SKU has one quantity, sold under
//! FBS, DBS or both, so each scheme that is allowed for some SKU is one place.

use async_trait::async_trait;
use domain::{Scheme, Warehouse};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::stock::{SIZE, last};
use super::wire::{SkuAmount, StockPage};
use crate::Result;
use crate::http::row;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "warehouses.page";

/// Reads places.
pub(super) struct Places {
    pub(super) api: Api,
}

/// Where a round stands, and which places it has named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    after: i64,
    fbs: bool,
    dbs: bool,
}

#[async_trait]
impl crate::Source<Warehouse> for Places {
    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Warehouse>> {
        let mut position: Position = Cursor::position(after);
        let call = Api::get(OPERATION, "/v3/fbs/sku/stocks")
            .query("skuIdFrom", &position.after)
            .query("size", &SIZE);
        let found: StockPage = self.api.wrapped(&call).await?;
        let raw = found.sku_amount_list;
        let rows: Vec<_> = raw.iter().flat_map(|raw| position.named(raw)).collect();
        let next = last(&raw, position.after).map(|after| Position { after, ..position });
        let more = next.is_some();
        let next = next.unwrap_or_default();
        Ok(Page::of(rows, Cursor::at(&next), more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Position {
    /// Places that a SKU shows and that were not named yet.
    fn named(&mut self, raw: &Value) -> Vec<std::result::Result<Warehouse, BadRow>> {
        let sku: SkuAmount = match row(raw) {
            Ok(sku) => sku,
            Err(bad) => return vec![Err(bad)],
        };
        let allowed = |allowed, linked| allowed == Some(true) || linked == Some(true);
        let mut named = Vec::new();
        if allowed(sku.fbs_allowed, sku.fbs_linked) && !std::mem::replace(&mut self.fbs, true) {
            named.push(Ok(place("FBS", Scheme::Seller)));
        }
        if allowed(sku.dbs_allowed, sku.dbs_linked) && !std::mem::replace(&mut self.dbs, true) {
            named.push(Ok(place("DBS", Scheme::SellerDelivery)));
        }
        named
    }
}

fn place(name: &str, scheme: Scheme) -> Warehouse {
    Warehouse {
        external_id: name.to_lowercase().as_str().into(),
        name: name.to_owned(),
        scheme,
        active: true,
    }
}
