//! Shipments of the seller's own parcels: which there are for today, how they are made, confirmed
//! and given up. Into one go all parcels of a method of delivery that are packed.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::NaiveDate;
use domain::{Approved, Supply, SupplyAct, SupplyStep};
use serde_json::json;

use super::convert::shipment::{NEW, Target, departs, shipments};
use super::line::Line;
use super::wire::shipment::{CarriageState, ShippingList, ShippingMethod};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::ErrorKind;
use crate::feed::{readable, rows};
use crate::page::BadRow;

const READ: &str = "supplies.page";
const WRITE: &str = "supplies.write";
const SEEN: &str = "supplies.seen";

const LIST: &str = "/v2/carriage/delivery/list";

/// Pages of one list; nobody has so many methods of delivery.
const MOST_PAGES: usize = 20;

/// Ozon's word for one that was given up.
const CANCELLED: &str = "cancelled";

/// Handles shipments.
pub(super) struct Shipping(pub(super) Arc<Line>);

/// Today's shipments of all methods that have parcels. A key whose role lacks the method is told
/// none.
pub(super) async fn today(line: &Line) -> Result<(Vec<Supply>, Vec<BadRow>)> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let mut token: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let list = match page(line, READ, token.as_deref()).await {
            Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::Unsupported) => {
                break;
            }
            list => list?,
        };
        let (found, broken) = rows(&list.methods, |row: ShippingMethod| shipments(&row));
        good.extend(found.into_iter().flatten());
        bad.extend(broken);
        let ends = list.has_next != Some(true) || list.methods.is_empty();
        let next = list
            .cursor
            .filter(|next| !ends && token.as_ref() != Some(next));
        if next.is_none() {
            break;
        }
        token = next;
    }
    Ok((good, bad))
}

async fn page(line: &Line, operation: &'static str, token: Option<&str>) -> Result<ShippingList> {
    let body = json!({ "cursor": token.unwrap_or_default(), "limit": 1000 });
    line.ask(operation, LIST, body).await
}

#[async_trait]
impl Changes<SupplyStep> for Shipping {
    fn fit(&self, step: &SupplyStep) -> std::result::Result<(), Unfit<SupplyStep>> {
        match (step.act, step.supply.as_ref().and_then(Target::of)) {
            (SupplyAct::HandOver, Some(_)) | (SupplyAct::Cancel, Some(Target::Made(_))) => Ok(()),
            // One is made where it is handed over, of what is packed then.
            _ => Err(Unfit::new("supply.act")),
        }
    }

    async fn write(&self, steps: &[Approved<SupplyStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(steps.len());
        for step in steps {
            let wanted = step.content();
            let target = wanted.supply.as_ref().and_then(Target::of);
            taken.push(match (wanted.act, target) {
                (SupplyAct::Cancel, Some(Target::Made(id))) => self.cancel(step, id).await?,
                (SupplyAct::HandOver, Some(Target::Made(id))) => {
                    self.approve(step, id).await?;
                    Taken::Accepted(Receipt::default())
                }
                (SupplyAct::HandOver, Some(Target::CanBe(method, day))) => {
                    self.make(step, method, day).await?
                }
                _ => Taken::Refused("no step of a shipment".to_owned()),
            });
        }
        Ok(taken)
    }

    async fn seen(&self, step: &SupplyStep, receipt: &Receipt) -> Result<Seen> {
        let made = receipt.id.as_ref().and_then(|id| id.as_str().parse().ok());
        let state = match (made, step.supply.as_ref().and_then(Target::of)) {
            (Some(id), _) | (None, Some(Target::Made(id))) => self.state(id).await?,
            (None, Some(Target::CanBe(method, day))) => self.state_of(method, day).await?,
            (None, None) => return Ok(Seen::Refused("no shipment is named".to_owned())),
        };
        Ok(match (step.act, state.as_str()) {
            (SupplyAct::Cancel, CANCELLED) => Seen::There,
            (SupplyAct::Cancel, _) => Seen::Different(state),
            (_, "" | NEW) => Seen::Pending,
            (_, CANCELLED) => Seen::Different(state),
            // Confirmed, or further on its way.
            _ => Seen::There,
        })
    }
}

impl Shipping {
    /// Makes a shipment of what is packed and confirms it. Where only the second is refused, its
    /// words are told; the shipment is there, can be confirmed and given up.
    async fn make(
        &self,
        step: &Approved<SupplyStep>,
        method: i64,
        day: NaiveDate,
    ) -> Result<Taken> {
        let body = json!({
            "delivery_method_id": method,
            "departure_date": format!("{day}T00:00:00Z"),
        });
        let ends = step.ends();
        let path = "/v1/carriage/create";
        let said = self.0.write(WRITE, path, body, ends).await?;
        let receipt = Receipt::of(&said, "/carriage_id");
        let id = receipt.id.as_ref().and_then(|id| id.as_str().parse().ok());
        let Some(id) = id else {
            return Ok(Taken::Accepted(receipt));
        };
        Ok(match self.approve(step, id).await {
            Err(error) if error.kind == ErrorKind::Rejected => {
                Taken::Refused(format!("made, not confirmed: {}", error.message))
            }
            Err(error) => {
                tracing::warn!(%error, "a shipment was made and not confirmed");
                Taken::Accepted(receipt)
            }
            Ok(()) => Taken::Accepted(receipt),
        })
    }

    async fn approve(&self, step: &Approved<SupplyStep>, id: i64) -> Result<()> {
        let body = json!({ "carriage_id": id });
        let path = "/v1/carriage/approve";
        self.0.write(WRITE, path, body, step.ends()).await.map(drop)
    }

    async fn cancel(&self, step: &Approved<SupplyStep>, id: i64) -> Result<Taken> {
        let body = json!({ "carriage_id": id });
        let path = "/v1/carriage/cancel";
        let said = self.0.write(WRITE, path, body, step.ends()).await?;
        let words = said.get("error").and_then(serde_json::Value::as_str);
        Ok(match words.filter(|words| !words.is_empty()) {
            Some(words) => Taken::Refused(words.to_owned()),
            None => Taken::Accepted(Receipt::default()),
        })
    }

    async fn state(&self, id: i64) -> Result<String> {
        let body = json!({ "carriage_id": id });
        let told: CarriageState = self.0.ask(SEEN, "/v1/carriage/get", body).await?;
        Ok(told.status)
    }

    /// How the shipment of a method on a day stands whose number nobody told; empty while there is
    /// none.
    async fn state_of(&self, method: i64, day: NaiveDate) -> Result<String> {
        let list = page(&self.0, SEEN, None).await?;
        let methods = readable::<ShippingMethod>(&list.methods);
        let own = methods
            .iter()
            .find(|row| row.delivery_method_id == Some(method) && departs(row) == Some(day));
        let all = own.into_iter().flat_map(|row| &row.carriages);
        let mut made = all.filter(|one| one.id.is_some_and(|id| id > 0));
        let last = made.next_back();
        Ok(last.map_or_else(String::new, |one| one.status.clone()))
    }
}
