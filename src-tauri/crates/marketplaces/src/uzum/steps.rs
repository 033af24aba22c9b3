//! Steps of a parcel: each is one request about one order, read back from the order itself.

use async_trait::async_trait;
use domain::{Approved, ExternalId, ParcelAct, ParcelStep};
use serde_json::{Value, json};

use super::api::Api;
use super::prices::number;
use super::wire;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::http::Call;

const WRITE: &str = "parcels.write";
const SEEN: &str = "parcels.seen";
/// Reasons that a seller may give; the others are Uzum's own.
pub(super) const REASONS: [&str; 4] = ["OUT_OF_STOCK", "OUT_OF_PACKAGE", "OUT_OF_TIME", OTHER];
const OTHER: &str = "OTHER";

/// Handles parcels.
pub(super) struct ParcelSteps {
    pub(super) api: Api,
}

#[async_trait]
impl Changes<ParcelStep> for ParcelSteps {
    fn fit(&self, step: &ParcelStep) -> std::result::Result<(), Unfit<ParcelStep>> {
        match step.act {
            ParcelAct::Pack | ParcelAct::Arrive | ParcelAct::Label => {
                Err(Unfit::new("parcel.no_such_step"))
            }
            ParcelAct::Mark if marks(step).is_none() => Err(Unfit::new("parcel.marks_missing")),
            ParcelAct::Cancel if !REASONS.contains(&reason(step)) => {
                let nearest = ParcelStep {
                    reason: Some(OTHER.to_owned()),
                    ..step.clone()
                };
                Err(Unfit::new("parcel.reason_unknown").nearest(nearest))
            }
            _ => Ok(()),
        }
    }

    async fn write(&self, steps: &[Approved<ParcelStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for approved in steps {
            taken.push(self.one(approved).await?);
        }
        Ok(taken)
    }

    async fn seen(&self, step: &ParcelStep, receipt: &Receipt) -> Result<Seen> {
        let word = status(&self.api, SEEN, &step.parcel).await?;
        if step.act == ParcelAct::Mark {
            // The order does not show its marks: what Uzum echoed is all that is known.
            return Ok(match &receipt.id {
                Some(_) => Seen::There,
                None => Seen::Different(word),
            });
        }
        if reached(step.act, &word) {
            return Ok(Seen::There);
        }
        Ok(Seen::Different(word))
    }
}

impl ParcelSteps {
    async fn one(&self, approved: &Approved<ParcelStep>) -> Result<Taken> {
        let step = approved.content();
        let order = number(WRITE, step.parcel.as_str())?;
        let Some(call) = request(step, order) else {
            return Ok(Taken::Refused("Uzum has no such step".to_owned()));
        };
        Ok(match self.api.told(&call.until(approved.ends())).await? {
            Ok(_) => Taken::Accepted(Receipt::named(order.into())),
            Err(words) => Taken::Refused(words),
        })
    }
}

fn request(step: &ParcelStep, order: i64) -> Option<Call> {
    let fbs = |what: &str| Api::post(WRITE, &format!("/v1/fbs/order/{order}/{what}"));
    let dbs = |what: &str| Api::post(WRITE, &format!("/v1/dbs/order/{order}/{what}"));
    match step.act {
        ParcelAct::Confirm => Some(fbs("confirm")),
        ParcelAct::Cancel => Some(fbs("cancel").json(json!({"reason": reason(step)}))),
        ParcelAct::Mark => Some(fbs("identifier").json(json!({"items": marks(step)?}))),
        ParcelAct::HandOver => Some(dbs("delivering")),
        ParcelAct::Deliver => Some(dbs("completed")),
        ParcelAct::Pack | ParcelAct::Arrive | ParcelAct::Label => None,
    }
}

fn reason(step: &ParcelStep) -> &str {
    step.reason.as_deref().unwrap_or(OTHER)
}

/// The marks by order item; nothing when an item is not named.
fn marks(step: &ParcelStep) -> Option<Vec<Value>> {
    let marked = step.lines.iter().filter(|line| !line.marks.is_empty());
    let items: Option<Vec<Value>> = marked
        .map(|line| {
            let item: i64 = line.item.as_ref()?.as_str().parse().ok()?;
            let values: Vec<&str> = line.marks.iter().map(|(_, code)| code.as_str()).collect();
            Some(json!({"orderItemId": item, "values": values}))
        })
        .collect();
    items.filter(|items| !items.is_empty())
}

/// Where an order stands now, in Uzum's word.
pub(super) async fn status(
    api: &Api,
    operation: &'static str,
    parcel: &ExternalId,
) -> Result<String> {
    let order = number(operation, parcel.as_str())?;
    let call = Api::get(operation, &format!("/v1/fbs/order/{order}"));
    let found: wire::Order = api.wrapped(&call).await?;
    Ok(found.status)
}

/// Whether an order in that status has done the step, or gone beyond it.
fn reached(act: ParcelAct, word: &str) -> bool {
    let given_up = matches!(word, "CANCELED" | "PENDING_CANCELLATION");
    match act {
        ParcelAct::Cancel => given_up,
        ParcelAct::Confirm => !given_up && word != "CREATED",
        ParcelAct::HandOver => !given_up && !matches!(word, "CREATED" | "PACKING"),
        ParcelAct::Deliver => matches!(word, "COMPLETED" | "RETURNED"),
        ParcelAct::Mark | ParcelAct::Pack | ParcelAct::Arrive | ParcelAct::Label => false,
    }
}
