//! The seller's own warehouses. Those of WB are one place without a name of its own.

use std::collections::HashSet;

use async_trait::async_trait;
use http::Method;
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::MARKETPLACE;
use super::wire::Warehouse;
use crate::Result;
use crate::feed::{Flaw, rows};
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

/// Reads warehouses.
pub(super) struct Warehouses {
    pub(super) api: Api,
}

#[async_trait]
impl crate::Source<domain::Warehouse> for Warehouses {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, _: Option<&Cursor>, _: Window) -> Result<Page<domain::Warehouse>> {
        let (found, bad) = warehouses(&self.api, "warehouses.page").await?;
        let rows = found.into_iter().filter_map(convert::warehouse);
        let mut page = Page::of(rows.map(Ok), Cursor(json!(null)), false);
        page.bad = bad;
        Ok(page)
    }
}

/// All that can be read, each with a number and a name of its own.
pub(super) async fn warehouses(
    api: &Api,
    operation: &'static str,
) -> Result<(Vec<Warehouse>, Vec<BadRow>)> {
    let call =
        Call::read(operation, MARKETPLACE, Method::GET, "/api/v3/warehouses").bucket("marketplace");
    let raw: Vec<Value> = api.read(&call).await?;
    let (mut found, bad) = rows(&raw, |found: Warehouse| match found.id {
        Some(_) => Ok(Some(found)),
        None => Err(Flaw::missing("id")),
    });
    tell_apart(&mut found);
    Ok((found, bad))
}

/// Sellers may give two warehouses one name; then the number is part of it.
fn tell_apart(warehouses: &mut [Warehouse]) {
    let mut names = HashSet::new();
    for warehouse in warehouses {
        if let Some(id) = warehouse
            .id
            .filter(|_| !names.insert(warehouse.name.clone()))
        {
            warehouse.name = format!("{} {id}", warehouse.name);
        }
    }
}
