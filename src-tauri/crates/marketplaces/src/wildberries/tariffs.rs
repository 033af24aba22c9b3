//! What WB charges today: its share by subject, then deliveries, storage and returns by warehouse.

use async_trait::async_trait;
use chrono::NaiveDate;
use domain::Tariff;
use http::Method;
use serde::{Deserialize, Serialize};

use super::ads::moscow;
use super::api::Api;
use super::convert;
use super::profile::COMMON;
use super::wire::{Commissions, RatesAnswer};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "tariffs.page";

/// Reads tariffs.
pub(super) struct Tariffs {
    pub(super) api: Api,
}

/// Which list is next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Position {
    #[default]
    Commission,
    Box,
    Pallet,
    Return,
}

#[async_trait]
impl crate::Source<Tariff> for Tariffs {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Tariff>> {
        let today = moscow(window.now);
        match Cursor::position(after) {
            Position::Commission => self.commissions(today).await,
            Position::Box => self.rates("box", today, Some(Position::Pallet)).await,
            Position::Pallet => self.rates("pallet", today, Some(Position::Return)).await,
            Position::Return => self.rates("return", today, None).await,
        }
    }
}

impl Tariffs {
    async fn commissions(&self, today: NaiveDate) -> Result<Page<Tariff>> {
        let call = Call::read(OPERATION, COMMON, Method::GET, "/api/v1/tariffs/commission")
            .bucket("commission")
            .query("locale", "ru");
        let found: Commissions = self.api.read(&call).await?;
        let rows = found.report.iter();
        let rows = rows.flat_map(|raw| convert::commissions(raw, today));
        Ok(Page::of(rows, Cursor::at(&Position::Box), true))
    }

    async fn rates(
        &self,
        list: &str,
        today: NaiveDate,
        next: Option<Position>,
    ) -> Result<Page<Tariff>> {
        let path = format!("/api/v1/tariffs/{list}");
        let call = Call::read(OPERATION, COMMON, Method::GET, &path)
            .bucket("tariffs")
            .query("date", &today);
        let found: RatesAnswer = self.api.read(&call).await?;
        let found = found.response.data;
        let currency = found.currency.parse().map_err(|_| {
            let words = "tariffs of an unknown currency";
            MarketplaceError::new(ErrorKind::Unreadable, OPERATION, words).at("currency")
        })?;
        let until = found.dt_till_max.parse().ok();
        let rows = found.warehouse_list.iter();
        let rows = rows.flat_map(|raw| convert::rates(raw, currency, (today, until)));
        let place = Cursor::at(&next.unwrap_or_default());
        Ok(Page::of(rows, place, next.is_some()))
    }
}
