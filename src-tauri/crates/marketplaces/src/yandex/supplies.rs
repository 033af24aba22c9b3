//! Shipments of the first mile, shop after shop, and their confirmation.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Approved, ExternalId, Supply, SupplyAct, SupplyStep};
use serde_json::{Value, json};

use super::ask::{Ask, ends};
use super::convert::parcel::supply;
use super::convert::scheme;
use super::line::Line;
use super::shops::{Walk, of_seller};
use super::wire::Envelope;
use super::wire::shipment::Shipments;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

/// Shipments that are over for so long are left alone.
const BACK: TimeDelta = TimeDelta::days(14);

/// Shipments are planned so far ahead.
const AHEAD: TimeDelta = TimeDelta::days(14);

/// Reads shipments.
pub(super) struct Shipping(pub(super) Arc<Line>);

#[async_trait]
impl Source<Supply> for Shipping {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Supply>> {
        let walk = Walk::resume(&self.0, "supplies.page", after, of_seller).await?;
        let Some(shop) = walk.shop() else {
            return Ok(walk.empty());
        };
        let ask = search("supplies.page", shop.id, window.now);
        let page: Envelope<Shipments> = self.0.read_page(&ask, walk.token()).await?;
        let scheme = scheme(&shop.placement);
        let (rows, bad) = rows(&page.result.shipments, |row| supply(row, shop.id, scheme));
        Ok(walk.page(rows, bad, page.result.paging.next()))
    }
}

/// Days are written the other way round here.
fn search(operation: &'static str, shop: i64, now: DateTime<Utc>) -> Ask {
    let day = |at: DateTime<Utc>| at.format("%d-%m-%Y").to_string();
    let body = json!({ "dateFrom": day(now - BACK), "dateTo": day(now + AHEAD) });
    let path = format!("/v2/campaigns/{shop}/first-mile/shipments");
    Ask::put(operation, "shipments", path, body).query("limit", "30")
}

/// Shop and shipment of a supply.
///
/// # Errors
/// `Rejected` when it is none of ours.
pub(super) fn parts(operation: &'static str, supply: &ExternalId) -> Result<(i64, i64)> {
    let split = supply.as_str().split_once(':');
    let read = split.and_then(|(shop, id)| Some((shop.parse().ok()?, id.parse().ok()?)));
    read.ok_or_else(|| {
        MarketplaceError::new(ErrorKind::Rejected, operation, "no shipment of a shop")
    })
}

/// Confirms shipments.
pub(super) struct Confirming(pub(super) Arc<Line>);

#[async_trait]
impl Changes<SupplyStep> for Confirming {
    fn fit(&self, change: &SupplyStep) -> std::result::Result<(), Unfit<SupplyStep>> {
        match (change.act, &change.supply) {
            (SupplyAct::HandOver, Some(_)) => Ok(()),
            // Market makes and gives up shipments by the schedule in the cabinet.
            _ => Err(Unfit::new("supply.act")),
        }
    }

    async fn write(&self, changes: &[Approved<SupplyStep>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "supplies.write";
        let supply = match changes {
            [approved] => approved.content().supply.as_ref(),
            _ => None,
        };
        let supply = supply.ok_or_else(|| {
            let message = "one shipment is confirmed in one request";
            MarketplaceError::new(ErrorKind::Unexpected, OPERATION, message)
        })?;
        let (shop, id) = parts(OPERATION, supply)?;
        let path = format!("/v2/campaigns/{shop}/first-mile/shipments/{id}/confirm");
        let ask = Ask::post(OPERATION, "shipments-confirm", path, json!({}));
        self.0.write(&ask, ends(changes)).await?;
        Ok(vec![Taken::Accepted(Receipt::default())])
    }

    async fn seen(&self, change: &SupplyStep, _receipt: &Receipt) -> Result<Seen> {
        const OPERATION: &str = "supplies.read";
        let Some(wanted) = &change.supply else {
            return Ok(Seen::Refused("no shipment is made".to_owned()));
        };
        let (shop, id) = parts(OPERATION, wanted)?;
        let path = format!("/v2/campaigns/{shop}/first-mile/shipments/{id}");
        let ask = Ask::get(OPERATION, "shipment", path).query("cancelledOrders", "false");
        let answer: Envelope<Value> = self.0.read(&ask).await?;
        let status = answer.result.pointer("/currentStatus/status");
        Ok(match status.and_then(Value::as_str).unwrap_or_default() {
            "OUTBOUND_CREATED" | "OUTBOUND_READY_FOR_CONFIRMATION" => Seen::Pending,
            "ERROR" => Seen::Refused("ERROR".to_owned()),
            "" => Seen::Pending,
            _ => Seen::There,
        })
    }
}
