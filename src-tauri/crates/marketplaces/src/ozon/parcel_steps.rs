//! Handling parcels. "200 does not prove that it is packed": every step is read back.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, ParcelAct, ParcelStep};
use serde_json::{Value, json};

use super::convert::parcel::PACKS;
use super::line::Line;
use super::wire::parcel::{Moves, OneParcel, Parcel, Reason, ReasonList};
use super::{ends, marks, number};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};

const OPERATION: &str = "parcels.step";

/// Ozon's word for a parcel that could not be packed.
const FAILED: &str = "ship_failed";

/// "Other, the seller's fault": the one reason that wants words.
const OTHER: i64 = 402;

/// Handles parcels.
pub(super) struct Handling(pub(super) Arc<Line>);

#[async_trait]
impl Changes<ParcelStep> for Handling {
    fn fit(&self, change: &ParcelStep) -> std::result::Result<(), Unfit<ParcelStep>> {
        use ParcelAct::{Cancel, Deliver, HandOver, Mark, Pack};
        let marked = change.lines.iter().any(|line| !line.marks.is_empty());
        match change.act {
            Mark if !marked || !change.lines.iter().all(marks::known) => {
                Err(Unfit::new("parcel.marks"))
            }
            Pack if change.lines.is_empty() => Err(Unfit::new("parcel.nothing_in_it")),
            Mark | Pack | Cancel | HandOver | Deliver => Ok(()),
            _ => Err(Unfit::new("parcel.not_offered")),
        }
    }

    async fn write(&self, changes: &[Approved<ParcelStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::with_capacity(changes.len());
        for change in changes {
            taken.push(self.step(change).await?);
        }
        Ok(taken)
    }

    async fn seen(&self, change: &ParcelStep, _receipt: &Receipt) -> Result<Seen> {
        if change.act == ParcelAct::Mark {
            return marks::seen(&self.0, change).await;
        }
        let now = self.read(change).await?;
        let word = now.status.as_str();
        if now.substatus == FAILED {
            return Ok(Seen::Refused(FAILED.to_owned()));
        }
        let gone = word == "cancelled";
        let there = match change.act {
            ParcelAct::Cancel => gone,
            ParcelAct::HandOver => word != change.expected && !gone,
            ParcelAct::Deliver => {
                word == "delivered" || now.substatus == "posting_conditionally_delivered"
            }
            _ => !gone && word != "awaiting_packaging" && word != "awaiting_approve",
        };
        let busy = now.available_actions.iter().any(|act| act == PACKS);
        Ok(match (there, busy || word == change.expected) {
            (true, _) => Seen::There,
            (false, true) => Seen::Pending,
            (false, false) => Seen::Different(word.to_owned()),
        })
    }
}

impl Handling {
    async fn read(&self, change: &ParcelStep) -> Result<Parcel> {
        let body = json!({ "posting_number": change.parcel.as_str() });
        let one: OneParcel = self.0.ask(OPERATION, "/v3/posting/fbs/get", body).await?;
        match one.result.posting_number.is_empty() {
            true => Err(MarketplaceError::new(
                ErrorKind::NotFound,
                OPERATION,
                "the marketplace no longer shows it",
            )),
            false => Ok(one.result),
        }
    }

    async fn step(&self, change: &Approved<ParcelStep>) -> Result<Taken> {
        match change.content().act {
            ParcelAct::Mark => marks::give(&self.0, change).await,
            ParcelAct::Pack => self.pack(change).await,
            ParcelAct::Cancel => self.cancel(change).await,
            ParcelAct::HandOver => self.hand_over(change).await,
            ParcelAct::Deliver => self.moved(change, "/v2/fbs/posting/delivered").await,
            _ => Err(MarketplaceError::unsupported(OPERATION)),
        }
    }

    /// All goods in one box, so that the parcel keeps its number.
    async fn pack(&self, change: &Approved<ParcelStep>) -> Result<Taken> {
        let step = change.content();
        let mut products = Vec::with_capacity(step.lines.len());
        for line in &step.lines {
            let sku = number(OPERATION, &line.listing)?;
            products.push(json!({ "product_id": sku, "quantity": line.quantity }));
        }
        let body = json!({
            "packages": [{ "products": products }],
            "posting_number": step.parcel.as_str(),
        });
        let ends = ends(std::slice::from_ref(change));
        let path = "/v4/posting/fbs/ship";
        self.0.write(OPERATION, path, body, ends).await?;
        Ok(Taken::Accepted(Receipt::default()))
    }

    async fn cancel(&self, change: &Approved<ParcelStep>) -> Result<Taken> {
        let step = change.content();
        let body = json!({ "related_posting_numbers": [step.parcel.as_str()] });
        let path = "/v1/posting/fbs/cancel-reason";
        let told: ReasonList = self.0.ask(OPERATION, path, body).await?;
        let reasons: Vec<Reason> = told
            .result
            .into_iter()
            .flat_map(|one| one.reasons)
            .collect();
        let Some(reason) = chosen(&reasons, step.reason.as_deref()) else {
            return Ok(Taken::Refused("this reason is not offered".to_owned()));
        };
        let mut body = json!({
            "cancel_reason_id": reason.id,
            "posting_number": step.parcel.as_str(),
        });
        if let (Some(OTHER), Some(fields)) = (reason.id, body.as_object_mut()) {
            let words = reason.title.as_str().into();
            fields.insert("cancel_reason_message".to_owned(), words);
        }
        self.yes("/v2/posting/fbs/cancel", body, change).await
    }

    /// A parcel that the sorting centre sent back is handed over once more; one that the seller
    /// delivers sets out.
    async fn hand_over(&self, change: &Approved<ParcelStep>) -> Result<Taken> {
        let now = self.read(change.content()).await?;
        let may = |word: &str| now.available_actions.iter().any(|act| act == word);
        if may("non_int_delivering") {
            return self.moved(change, "/v2/fbs/posting/delivering").await;
        }
        if !may("awaiting_delivery") {
            return Ok(Taken::Refused(format!("not offered while {}", now.status)));
        }
        let body = json!({ "posting_number": [change.content().parcel.as_str()] });
        self.yes("/v2/posting/fbs/awaiting-delivery", body, change)
            .await
    }

    /// Methods that answer with one word.
    async fn yes(&self, path: &str, body: Value, change: &Approved<ParcelStep>) -> Result<Taken> {
        let ends = ends(std::slice::from_ref(change));
        let said = self.0.write(OPERATION, path, body, ends).await?;
        Ok(match said.get("result") {
            Some(Value::Bool(false)) => Taken::Refused("no".to_owned()),
            _ => Taken::Accepted(Receipt::default()),
        })
    }

    async fn moved(&self, change: &Approved<ParcelStep>, path: &str) -> Result<Taken> {
        let body = json!({ "posting_number": [change.content().parcel.as_str()] });
        let ends = ends(std::slice::from_ref(change));
        let said: Moves = self.0.batch(OPERATION, path, body, ends).await?;
        let refused = said
            .result
            .into_iter()
            .find(|one| one.result == Some(false));
        Ok(match refused {
            Some(one) => Taken::Refused(match one.error {
                Value::String(words) => words,
                other => other.to_string(),
            }),
            None => Taken::Accepted(Receipt::default()),
        })
    }
}

/// The reason that was named, else the first one of the seller's that wants no words.
fn chosen<'a>(reasons: &'a [Reason], named: Option<&str>) -> Option<&'a Reason> {
    match named {
        Some(code) => reasons
            .iter()
            .find(|one| one.id.is_some_and(|id| id.to_string() == code)),
        None => {
            let of_seller = |one: &&Reason| one.type_id != "buyer" && one.id.is_some();
            let mut all = reasons.iter().filter(of_seller);
            let plain = all.clone().find(|one| one.id != Some(OTHER));
            plain.or_else(|| all.next())
        }
    }
}
