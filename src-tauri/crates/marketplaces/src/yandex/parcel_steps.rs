//! Handling parcels. Each step is one request; steps out of order are refused by Market.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, ParcelAct, ParcelStep, StepLine};
use serde_json::{Map, Value, json};

use super::ask::{Ask, ends};
use super::convert::parcel::word;
use super::line::Line;
use super::parcels::order;
use super::replies;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};

/// Handles parcels.
pub(super) struct Handing(pub(super) Arc<Line>);

#[async_trait]
impl Changes<ParcelStep> for Handing {
    fn fit(&self, change: &ParcelStep) -> std::result::Result<(), Unfit<ParcelStep>> {
        let known = change.act == ParcelAct::Mark || status(change.act).is_some();
        let marked = change.act != ParcelAct::Mark || change.lines.iter().any(has_marks);
        match (known, marked) {
            (false, _) => Err(Unfit::new("parcel.act")),
            (_, false) => Err(Unfit::new("parcel.marks")),
            _ => Ok(()),
        }
    }

    async fn write(&self, changes: &[Approved<ParcelStep>]) -> Result<Vec<Taken>> {
        const OPERATION: &str = "parcels.write";
        let [approved] = changes else {
            let message = "one parcel goes in one request";
            return Err(MarketplaceError::new(
                ErrorKind::Unexpected,
                OPERATION,
                message,
            ));
        };
        let step = approved.content();
        let order = order(&self.0, OPERATION, &step.parcel).await?;
        let Some(campaign) = order.campaign_id else {
            return Ok(vec![Taken::Refused("the order names no shop".to_owned())]);
        };
        let path = format!("/v2/campaigns/{campaign}/orders/{}", step.parcel);
        let ask = match status(step.act) {
            Some((status, substatus)) => {
                let body = change_to(status, substatus);
                Ask::put(OPERATION, "order-status", format!("{path}/status"), body)
            }
            None => {
                let boxes = json!({ "boxes": [{ "items": contents(OPERATION, step)? }] });
                Ask::put(OPERATION, "order-boxes", format!("{path}/boxes"), boxes)
            }
        };
        self.0.write(&ask, ends(changes)).await?;
        Ok(vec![Taken::Accepted(Receipt::default())])
    }

    async fn seen(&self, change: &ParcelStep, _receipt: &Receipt) -> Result<Seen> {
        let order = order(&self.0, "parcels.read", &change.parcel).await?;
        let stands = order.status.as_str();
        let there = match change.act {
            ParcelAct::Mark => !order.delivery.boxes_layout.is_empty(),
            ParcelAct::Pack => {
                stands != "CANCELLED"
                    && (stands, order.substatus.as_str()) != ("PROCESSING", "STARTED")
            }
            ParcelAct::HandOver => matches!(stands, "DELIVERY" | "PICKUP" | "DELIVERED"),
            ParcelAct::Arrive => matches!(stands, "PICKUP" | "DELIVERED"),
            ParcelAct::Deliver => stands == "DELIVERED",
            ParcelAct::Cancel => stands == "CANCELLED",
            ParcelAct::Confirm | ParcelAct::Label => false,
        };
        Ok(match there {
            true => Seen::There,
            false => Seen::Different(word(&order)),
        })
    }
}

/// The status that a step sets.
fn status(act: ParcelAct) -> Option<(&'static str, Option<&'static str>)> {
    match act {
        ParcelAct::Pack => Some(("PROCESSING", Some("READY_TO_SHIP"))),
        ParcelAct::Cancel => Some(("CANCELLED", Some("SHOP_FAILED"))),
        ParcelAct::HandOver => Some(("DELIVERY", None)),
        ParcelAct::Arrive => Some(("PICKUP", None)),
        ParcelAct::Deliver => Some(("DELIVERED", None)),
        ParcelAct::Confirm | ParcelAct::Mark | ParcelAct::Label => None,
    }
}

fn change_to(status: &str, substatus: Option<&str>) -> Value {
    let mut order = Map::new();
    order.insert("status".to_owned(), status.into());
    if let Some(substatus) = substatus {
        order.insert("substatus".to_owned(), substatus.into());
    }
    json!({ "order": order })
}

fn has_marks(line: &StepLine) -> bool {
    !line.marks.is_empty()
}

/// Everything in one box, with the marks of each piece.
fn contents(operation: &'static str, step: &ParcelStep) -> Result<Vec<Value>> {
    let item = |line: &StepLine| {
        let id = line.item.as_ref().ok_or_else(|| {
            MarketplaceError::new(
                ErrorKind::Rejected,
                operation,
                "a line without its identity",
            )
        })?;
        let mut item = json!({
            "id": replies::number(operation, id)?,
            "fullCount": line.quantity,
        });
        let marks = line.marks.iter();
        let marks: Vec<Value> = marks
            .map(|(kind, code)| json!({ mark(kind): code }))
            .collect();
        if let Some(item) = item.as_object_mut().filter(|_| !marks.is_empty()) {
            item.insert("instances".to_owned(), marks.into());
        }
        Ok(item)
    };
    step.lines.iter().map(item).collect()
}

/// `CIS` and `CIS_OPTIONAL` are one field; the others bear their own names.
fn mark(kind: &str) -> String {
    match kind {
        "CIS_OPTIONAL" => "cis".to_owned(),
        kind => kind.to_lowercase(),
    }
}
