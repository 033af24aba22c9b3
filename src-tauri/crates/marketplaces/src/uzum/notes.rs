//! Delivery notes: parcels that the seller brings to a drop-off point in a slot of time.

use async_trait::async_trait;
use domain::approved::Content as _;
use domain::{Approved, ExternalId, SupplyAct, SupplyStep};
use serde_json::json;

use super::api::Api;
use super::prices::number;
use super::steps::status;
use super::wire::{Invoice, Payment, PaymentPage, Points, Slots};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::readable;

const WRITE: &str = "supplies.write";
const SEEN: &str = "supplies.seen";

/// Handles delivery notes.
pub(super) struct SupplySteps {
    pub(super) api: Api,
}

/// What a new note needs besides its orders.
struct Terms {
    seller: i64,
    point: String,
    slot: String,
}

#[async_trait]
impl Changes<SupplyStep> for SupplySteps {
    fn fit(&self, step: &SupplyStep) -> std::result::Result<(), Unfit<SupplyStep>> {
        match step.act {
            SupplyAct::Open if step.supply.is_some() => Err(Unfit::new("supply.is_there")),
            SupplyAct::Open if step.parcels.is_empty() => Err(Unfit::new("supply.needs_parcels")),
            SupplyAct::Cancel if step.supply.is_none() => Err(Unfit::new("supply.not_named")),
            SupplyAct::HandOver => Err(Unfit::new("supply.handed_over_at_the_point")),
            SupplyAct::Open | SupplyAct::Cancel => Ok(()),
        }
    }

    async fn write(&self, steps: &[Approved<SupplyStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for approved in steps {
            taken.push(match approved.content().act {
                SupplyAct::Open => self.open(approved).await?,
                SupplyAct::Cancel => self.cancel(approved).await?,
                SupplyAct::HandOver => refused("a note is handed over at the drop-off point"),
            });
        }
        Ok(taken)
    }

    async fn seen(&self, step: &SupplyStep, receipt: &Receipt) -> Result<Seen> {
        let Some(note) = step.supply.as_ref().or(receipt.id.as_ref()) else {
            return self.by_parcel(step).await;
        };
        let id = number(SEEN, note.as_str())?;
        let call = Api::get(SEEN, &format!("/v1/fbs/invoice/{id}"));
        let found: Invoice = self.api.wrapped(&call).await?;
        let word = found.status.value;
        let cancelled = word == "CANCELLED";
        Ok(match step.act {
            SupplyAct::Cancel if cancelled => Seen::There,
            SupplyAct::Open if !cancelled => Seen::There,
            _ => Seen::Different(word),
        })
    }
}

impl SupplySteps {
    async fn open(&self, approved: &Approved<SupplyStep>) -> Result<Taken> {
        let step = approved.content();
        let orders = orders(step)?;
        let terms = match self.terms(step, &orders).await? {
            Ok(terms) => terms,
            Err(words) => return Ok(refused(words)),
        };
        let mut key = step.digest();
        key.truncate(32);
        let call = Api::post(WRITE, "/v1/fbs/invoice")
            .json(json!({
                "orderIds": orders,
                "sellerId": terms.seller,
                "dropOffPointUuid": terms.point,
                "timeSlotUuid": terms.slot,
                "idempotencyKey": key,
            }))
            .until(approved.ends());
        Ok(match self.api.told(&call).await? {
            Ok(said) => Taken::Accepted(Receipt::of(&said, "/payload/id")),
            Err(words) => Taken::Refused(words),
        })
    }

    async fn cancel(&self, approved: &Approved<SupplyStep>) -> Result<Taken> {
        let note = approved.content().supply.as_ref();
        let id = number(WRITE, note.map_or("", ExternalId::as_str))?;
        let call = Api::post(WRITE, &format!("/v1/fbs/invoice/{id}/cancel"));
        Ok(match self.api.told(&call.until(approved.ends())).await? {
            Ok(said) => Taken::Accepted(Receipt::of(&said, "/payload/id")),
            Err(words) => Taken::Refused(words),
        })
    }

    /// The seller's number, the point and the slot; or why there is none.
    async fn terms(
        &self,
        step: &SupplyStep,
        orders: &[i64],
    ) -> Result<std::result::Result<Terms, &'static str>> {
        let chosen = step.slot.as_ref().map(ExternalId::as_str);
        let (point, slot) = chosen.map_or((None, None), parted);
        let Some(seller) = self.seller().await? else {
            return Ok(Err(
                "Uzum tells the seller's number only beside expenses, and there are none",
            ));
        };
        let point = match point {
            Some(point) => point,
            None => match self.point(orders).await? {
                Some(point) => point,
                None => return Ok(Err("no drop-off point takes these orders in time")),
            },
        };
        let slot = match slot {
            Some(slot) => slot,
            None => match self.slot(&point, orders).await? {
                Some(slot) => slot,
                None => return Ok(Err("the drop-off point has no free slot of time")),
            },
        };
        Ok(Ok(Terms {
            seller,
            point,
            slot,
        }))
    }

    /// `/v1/shops` does not tell the number of the legal entity; expenses do.
    async fn seller(&self) -> Result<Option<i64>> {
        let call = Api::get(WRITE, "/v1/finance/expenses")
            .query("page", "0")
            .query("size", "1");
        let found: PaymentPage = self.api.wrapped(&call).await?;
        let mut rows = readable::<Payment>(&found.payments).into_iter();
        Ok(rows.find_map(|payment| payment.seller_id))
    }

    /// The first point that Uzum offers for these orders.
    async fn point(&self, orders: &[i64]) -> Result<Option<String>> {
        let mut call = Api::get(WRITE, "/v1/fbs/invoice/dop/drop-off-points");
        for order in orders {
            call = call.query("customerOrderIds", order);
        }
        let found: Points = self.api.wrapped(&call).await?;
        Ok(found
            .drop_off_points
            .into_iter()
            .find_map(|point| point.uuid))
    }

    /// The first slot that it has.
    async fn slot(&self, point: &str, orders: &[i64]) -> Result<Option<String>> {
        let mut call = Api::get(WRITE, "/v1/fbs/invoice/dop/time-slot").query("dopId", point);
        for order in orders {
            call = call.query("sellerOrderIds", order);
        }
        let found: Slots = self.api.wrapped(&call).await?;
        Ok(found.time_slots.into_iter().find_map(|slot| slot.uuid))
    }

    /// A note whose number never came: its parcels have left the packing table, or not.
    async fn by_parcel(&self, step: &SupplyStep) -> Result<Seen> {
        let Some(parcel) = step.parcels.first() else {
            return Ok(Seen::Different(String::new()));
        };
        let word = status(&self.api, SEEN, parcel).await?;
        Ok(match word.as_str() {
            "CREATED" | "PACKING" | "CANCELED" | "PENDING_CANCELLATION" => Seen::Different(word),
            _ => Seen::There,
        })
    }
}

fn orders(step: &SupplyStep) -> Result<Vec<i64>> {
    let parcels = step.parcels.iter();
    parcels
        .map(|parcel| number(WRITE, parcel.as_str()))
        .collect()
}

/// A choice is a point alone, or a point and its slot with a slash between them.
fn parted(chosen: &str) -> (Option<String>, Option<String>) {
    match chosen.split_once('/') {
        Some((point, slot)) => (Some(point.to_owned()), Some(slot.to_owned())),
        None => (Some(chosen.to_owned()), None),
    }
}

fn refused(words: &str) -> Taken {
    Taken::Refused(words.to_owned())
}
