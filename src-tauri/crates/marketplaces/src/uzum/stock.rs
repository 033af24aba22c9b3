//! Quantities: what the seller stores, SKU number by SKU number, then what lies at Uzum along the
//! products.

use async_trait::async_trait;
use domain::StockLevel;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use super::shops::{Place, products};
use super::wire::{SkuAmount, StockPage};
use crate::Result;
use crate::feed::readable;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "stock.page";
/// Rows of one answer, at most.
pub(super) const SIZE: i64 = 100;

/// Reads quantities.
pub(super) struct Stock {
    pub(super) api: Api,
}

/// Where a round stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Position {
    /// With the seller, after this SKU.
    Seller(i64),
    /// At Uzum.
    Uzum(Place),
}

impl Default for Position {
    fn default() -> Self {
        Self::Seller(0)
    }
}

#[async_trait]
impl crate::Source<StockLevel> for Stock {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<StockLevel>> {
        match Cursor::position(after) {
            Position::Seller(after) => self.seller(after).await,
            Position::Uzum(place) => self.uzum(place).await,
        }
    }
}

impl Stock {
    async fn seller(&self, after: i64) -> Result<Page<StockLevel>> {
        let call = Api::get(OPERATION, "/v3/fbs/sku/stocks")
            .query("skuIdFrom", &after)
            .query("size", &SIZE);
        let found: StockPage = self.api.wrapped(&call).await?;
        let raw = found.sku_amount_list;
        let next = last(&raw, after).map_or(Position::Uzum(Place::default()), Position::Seller);
        let rows = raw.iter().map(convert::sellers_stock);
        Ok(Page::of(rows, Cursor::at(&next), true))
    }

    async fn uzum(&self, place: Place) -> Result<Page<StockLevel>> {
        let found = products(&self.api, OPERATION, place, false).await?;
        let more = found.next.is_some();
        let next = found.next.map_or_else(Position::default, Position::Uzum);
        let rows = found.rows.iter().flat_map(convert::in_uzum_stock);
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}

/// One SKU's row of the stocks: the cursor is the number before it.
pub(super) async fn amount_of(
    api: &Api,
    operation: &'static str,
    sku: i64,
) -> Result<Option<SkuAmount>> {
    let call = Api::get(operation, "/v3/fbs/sku/stocks")
        .query("skuIdFrom", &sku.saturating_sub(1))
        .query("size", "1");
    let found: StockPage = api.wrapped(&call).await?;
    let mut rows = readable::<SkuAmount>(&found.sku_amount_list).into_iter();
    Ok(rows.find(|row| row.sku_id == Some(sku)))
}

/// The SKU after which a full page is followed by another. "The walk is over when fewer came than
/// were asked for"; a page that does not lead on ends it, too.
pub(super) fn last(rows: &[Value], after: i64) -> Option<i64> {
    let full = i64::try_from(rows.len()).is_ok_and(|count| count >= SIZE);
    let number = |row: &Value| {
        let id = row.get("skuId")?;
        id.as_i64().or_else(|| id.as_str()?.parse().ok())
    };
    let last = rows.iter().filter_map(number).max();
    last.filter(|last| full && *last > after)
}
