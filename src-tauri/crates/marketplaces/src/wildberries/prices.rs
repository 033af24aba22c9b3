//! Prices of all cards, with those that WB holds back.

use async_trait::async_trait;
use domain::Price;
use http::Method;
use serde::{Deserialize, Serialize};

use super::api::Api;
use super::convert;
use super::profile::PRICES;
use super::wire::{Data, GoodsList, Quarantine};
use crate::Result;
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

const OPERATION: &str = "prices.page";
/// Rows of one answer, at most (WB API 02-items).
const LIMIT: usize = 1000;
/// Rows read again at the next page: a card that goes away while we walk moves the others up.
const OVERLAP: usize = 20;

/// Reads prices.
pub(super) struct Prices {
    pub(super) api: Api,
}

/// Where a round stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    offset: usize,
}

#[async_trait]
impl crate::Source<Price> for Prices {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Price>> {
        let position: Position = Cursor::position(after);
        let (held, bad) = self.held().await?;
        let goods: Data<GoodsList> = self.api.read(&list(position.offset)).await?;
        let goods = goods.data.list_goods;
        let more = goods.len() >= LIMIT;
        let next = Position {
            offset: match more {
                true => position.offset + LIMIT - OVERLAP,
                false => 0,
            },
        };
        let rows = goods.iter().flat_map(|raw| convert::prices(raw, &held));
        let mut page = Page::of(rows, Cursor::at(&next), more);
        page.bad.extend(bad);
        Ok(page)
    }
}

impl Prices {
    /// All prices in quarantine. They are few: a price gets there by a slip.
    async fn held(&self) -> Result<(convert::Held, Vec<BadRow>)> {
        let (mut held, mut bad) = (convert::Held::new(), Vec::new());
        for offset in (0..).step_by(LIMIT).take(10) {
            let call = Call::read(OPERATION, PRICES, Method::GET, "/api/v2/quarantine/goods")
                .bucket("prices")
                .query("limit", &LIMIT)
                .query("offset", &offset);
            let found: Data<Quarantine> = self.api.read(&call).await?;
            for row in found.data.quarantine_goods.iter().map(convert::held) {
                match row {
                    Ok((nm_id, price)) => drop(held.insert(nm_id, price)),
                    Err(row) => bad.push(row),
                }
            }
            if found.data.quarantine_goods.len() < LIMIT {
                break;
            }
        }
        Ok((held, bad))
    }
}

fn list(offset: usize) -> Call {
    Call::read(OPERATION, PRICES, Method::GET, "/api/v2/list/goods/filter")
        .bucket("prices")
        .query("limit", &LIMIT)
        .query("offset", &offset)
}
