//! The shops of a key, and walking their products.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use super::wire::ProductPage;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};

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
}

/// Products of one answer, and where to go on; nothing when all shops are done.
pub(super) struct Products {
    pub(super) rows: Vec<Value>,
    pub(super) next: Option<Place>,
}

/// The key's shops: number and name.
pub(super) async fn shops(
    api: &Api,
    operation: &'static str,
) -> Result<Vec<(i64, Option<String>)>> {
    let answer: Value = api.bare(&Api::get(operation, "/v1/shops")).await?;
    convert::shops(&answer).ok_or_else(|| {
        MarketplaceError::new(ErrorKind::Unreadable, operation, "no list of shops").at("$")
    })
}

/// Their numbers.
pub(super) async fn numbers(api: &Api, operation: &'static str) -> Result<Vec<i64>> {
    let shops = shops(api, operation).await?;
    Ok(shops.into_iter().map(|(id, _)| id).collect())
}

/// The products at `place`.
pub(super) async fn products(api: &Api, operation: &'static str, place: Place) -> Result<Products> {
    let shops = match place.shops {
        Some(shops) => shops,
        None => numbers(api, operation).await?,
    };
    let Some((shop, others)) = shops.split_first() else {
        return Ok(Products {
            rows: Vec::new(),
            next: None,
        });
    };
    let call = Api::get(operation, &format!("/v1/product/shop/{shop}"))
        .query("page", &place.page)
        .query("size", &SIZE)
        .query("filter", "ALL");
    let found: ProductPage = api.bare(&call).await?;
    let seen = place.seen + i64::try_from(found.product_list.len()).unwrap_or(SIZE);
    let next = if is_last(&found, seen) {
        Place {
            shops: Some(others.to_vec()),
            ..Place::default()
        }
    } else {
        Place {
            shops: Some(shops.clone()),
            page: place.page + 1,
            seen,
        }
    };
    Ok(Products {
        rows: found.product_list,
        next: Some(next).filter(|next| next.shops.as_ref().is_some_and(|left| !left.is_empty())),
    })
}

/// A server that caps the page below what we ask for still names the total.
fn is_last(found: &ProductPage, seen: i64) -> bool {
    let count = i64::try_from(found.product_list.len()).unwrap_or(SIZE);
    count == 0
        || found
            .total_products_amount
            .map_or(count < SIZE, |total| seen >= total)
}
