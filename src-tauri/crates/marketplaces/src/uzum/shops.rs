//! The shops of a key, and walking their products.

use async_trait::async_trait;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use super::wire::{Product, ProductPage, Sku};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::page::{BadRow, Cursor, Page, Window};

/// Products of one answer; the description names no most.
const SIZE: i64 = 100;

/// Where a walk over the products of all shops stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    /// Shops still to be walked, the present one first; nothing before they were asked for.
    shops: Option<Vec<i64>>,
    page: i64,
    /// Products of the present shop that came so far.
    seen: i64,
    /// In the present shop's archive, which `ALL` leaves out.
    archive: bool,
}

impl Place {
    /// The shop whose products come next, once shops were asked for.
    pub(super) fn shop(&self) -> Option<i64> {
        self.shops.as_ref()?.first().copied()
    }
}

/// Products of one answer, and where to go on; nothing when all shops are done.
pub(super) struct Products {
    /// Whose they are.
    pub(super) shop: i64,
    pub(super) rows: Vec<Value>,
    pub(super) next: Option<Place>,
}

/// A shop's number and its name.
pub(super) type Named = (i64, Option<String>);

/// The key's shops.
pub(super) async fn shops(api: &Api, operation: &'static str) -> Result<Vec<Named>> {
    let answer: Value = api.bare(&Api::get(operation, "/v1/shops")).await?;
    listed(operation, &answer)
}

/// The shops that an answer lists.
pub(super) fn listed(operation: &'static str, answer: &Value) -> Result<Vec<Named>> {
    convert::shops(answer).ok_or_else(|| {
        MarketplaceError::new(ErrorKind::Unreadable, operation, "no list of shops").at("$")
    })
}

/// Their numbers.
pub(super) async fn numbers(api: &Api, operation: &'static str) -> Result<Vec<i64>> {
    let shops = shops(api, operation).await?;
    Ok(shops.into_iter().map(|(id, _)| id).collect())
}

/// The products at `place`; the archive's, too, when it is to be `whole`.
pub(super) async fn products(
    api: &Api,
    operation: &'static str,
    place: Place,
    whole: bool,
) -> Result<Products> {
    let shops = match &place.shops {
        Some(shops) => shops.clone(),
        None => numbers(api, operation).await?,
    };
    let Some(shop) = shops.first().copied() else {
        return Ok(Products {
            shop: 0,
            rows: Vec::new(),
            next: None,
        });
    };
    let filter = if place.archive { "ARCHIVE" } else { "ALL" };
    let call = Api::get(operation, &format!("/v1/product/shop/{shop}"))
        .query("page", &place.page)
        .query("size", &SIZE)
        .query("filter", filter);
    let found: ProductPage = api.bare(&call).await?;
    let next = place.after(shops, &found, whole);
    Ok(Products {
        shop,
        rows: found.product_list,
        next: Some(next).filter(|next| next.shop().is_some()),
    })
}

impl Place {
    fn after(self, shops: Vec<i64>, found: &ProductPage, whole: bool) -> Self {
        let seen = self.seen + i64::try_from(found.product_list.len()).unwrap_or(SIZE);
        if !is_last(found, seen) {
            return Self {
                shops: Some(shops),
                page: self.page + 1,
                seen,
                archive: self.archive,
            };
        }
        let archive = whole && !self.archive;
        let left = if archive {
            shops
        } else {
            shops.into_iter().skip(1).collect()
        };
        Self {
            shops: Some(left),
            archive,
            ..Self::default()
        }
    }
}

/// A server that caps the page below what we ask for still names the total.
fn is_last(found: &ProductPage, seen: i64) -> bool {
    let count = i64::try_from(found.product_list.len()).unwrap_or(SIZE);
    count == 0
        || found
            .total_products_amount
            .map_or(count < SIZE, |total| seen >= total)
}

/// Rows of one product, good and bad.
pub(super) type OfProduct<T> = fn(&Value, Window) -> Vec<std::result::Result<T, BadRow>>;

/// A feed along the products of all shops. Uzum tells no changes, so every round reads all.
pub(super) struct Along<T> {
    pub(super) api: Api,
    pub(super) operation: &'static str,
    /// Whether the archive belongs to it.
    pub(super) whole: bool,
    /// What stands before the products.
    pub(super) first: fn() -> Vec<T>,
    pub(super) rows: OfProduct<T>,
}

/// A feed along the products that are no archive's.
pub(super) fn along<T>(api: &Api, operation: &'static str, rows: OfProduct<T>) -> Along<T> {
    Along {
        api: api.clone(),
        operation,
        whole: false,
        first: Vec::new,
        rows,
    }
}

impl<T> Along<T> {
    /// The archive's, too.
    pub(super) fn whole(self) -> Self {
        Self {
            whole: true,
            ..self
        }
    }
}

#[async_trait]
impl<T: Send + Sync> Source<T> for Along<T> {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<T>> {
        let place: Place = Cursor::position(after);
        let first = if place.shops.is_none() {
            (self.first)()
        } else {
            Vec::new()
        };
        let found = products(&self.api, self.operation, place, self.whole).await?;
        let more = found.next.is_some();
        let rows = found.rows.iter().flat_map(|raw| (self.rows)(raw, window));
        let rows = first.into_iter().map(Ok).chain(rows);
        let next = found.next.unwrap_or_default();
        Ok(Page::of(rows, Cursor::at(&next), more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// A SKU with its product and its shop, looked for by its number.
pub(super) async fn sku(
    api: &Api,
    operation: &'static str,
    wanted: i64,
) -> Result<Option<(i64, i64, Sku)>> {
    let mut place = Some(Place::default());
    while let Some(at) = place {
        let found = products(api, operation, at, false).await?;
        let mut all = readable::<Product>(&found.rows).into_iter();
        let hit = all.find_map(|product| {
            let mut skus = readable::<Sku>(&product.sku_list).into_iter();
            let sku = skus.find(|sku| sku.sku_id == Some(wanted))?;
            Some((found.shop, product.product_id?, sku))
        });
        if hit.is_some() {
            return Ok(hit);
        }
        place = found.next;
    }
    Ok(None)
}
