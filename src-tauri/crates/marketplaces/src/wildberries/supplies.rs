//! Supplies of assembly tasks: read, made, handed over, given up.

use async_trait::async_trait;
use domain::{Approved, ExternalId, Supply, SupplyAct, SupplyStep};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::MARKETPLACE;
use super::wire;
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::ErrorKind;
use crate::feed::readable;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

/// Supplies of one answer, at most (WB API 03-orders-fbs).
const LIMIT: usize = 1000;
/// Most characters of a name.
const NAME: usize = 128;
const PAGE: &str = "supplies.page";
const WRITE: &str = "supplies.write";
const SEEN: &str = "supplies.seen";

/// Reads and handles supplies.
pub(super) struct Supplies {
    pub(super) api: Api,
}

/// Where a round stands, in WB's words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    next: i64,
}

#[async_trait]
impl crate::Source<Supply> for Supplies {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Supply>> {
        let position: Position = Cursor::position(after);
        let found = self.list(PAGE, position.next).await?;
        let next = found.next.filter(|_| found.supplies.len() >= LIMIT);
        let rows = found.supplies.iter().map(convert::supply);
        let place = Position {
            next: next.unwrap_or_default(),
        };
        Ok(Page::of(rows, Cursor::at(&place), next.is_some()))
    }
}

#[async_trait]
impl Changes<SupplyStep> for Supplies {
    /// Parcels are put into a supply by steps of their own.
    fn fit(&self, step: &SupplyStep) -> std::result::Result<(), Unfit<SupplyStep>> {
        let name = step.name.chars().count();
        let reason = match step.act {
            SupplyAct::Open if step.supply.is_some() => "supply.act",
            SupplyAct::Open if !step.parcels.is_empty() => "supply.parcels",
            SupplyAct::Open if !(1..=NAME).contains(&name) => "supply.name",
            SupplyAct::HandOver | SupplyAct::Cancel if step.supply.is_none() => "supply.act",
            SupplyAct::HandOver
                if step
                    .slot
                    .as_ref()
                    .is_some_and(|slot| shipping(slot).is_none()) =>
            {
                "supply.slot"
            }
            _ => return Ok(()),
        };
        Err(Unfit::new(reason))
    }

    async fn write(&self, steps: &[Approved<SupplyStep>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for step in steps {
            match self.step(step).await {
                Err(error) if taken.is_empty() => return Err(error),
                Err(error) if error.may_have_happened => {
                    taken.push(Taken::Accepted(Receipt::default()));
                }
                Err(error) => taken.push(Taken::Refused(error.message)),
                Ok(one) => taken.push(one),
            }
        }
        Ok(taken)
    }

    async fn seen(&self, step: &SupplyStep, receipt: &Receipt) -> Result<Seen> {
        let found = match step.supply.as_ref().or(receipt.id.as_ref()) {
            Some(id) => self.one(id).await?,
            None => self.named(&step.name).await?,
        };
        let open = found.map(|supply| supply.done != Some(true));
        Ok(match (step.act, open) {
            (SupplyAct::Open, Some(_))
            | (SupplyAct::HandOver, Some(false))
            | (SupplyAct::Cancel, None) => Seen::There,
            (_, None) => Seen::Different("gone".to_owned()),
            (_, Some(true)) => Seen::Different("open".to_owned()),
            (_, Some(false)) => Seen::Different("closed".to_owned()),
        })
    }
}

impl Supplies {
    async fn list(&self, operation: &'static str, next: i64) -> Result<wire::Supplies> {
        let call = Call::read(operation, MARKETPLACE, Method::GET, "/api/v3/supplies")
            .bucket("marketplace")
            .query("limit", &LIMIT)
            .query("next", &next);
        self.api.read(&call).await
    }

    /// None when it is gone.
    async fn one(&self, id: &ExternalId) -> Result<Option<wire::Supply>> {
        let path = format!("/api/v3/supplies/{id}");
        let call = Call::read(SEEN, MARKETPLACE, Method::GET, &path).bucket("marketplace");
        match self.api.read(&call).await {
            Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
            supply => supply.map(Some),
        }
    }

    /// The open supply of a name, where its number was lost.
    async fn named(&self, name: &str) -> Result<Option<wire::Supply>> {
        let mut next = 0;
        loop {
            let found = self.list(SEEN, next).await?;
            let mut all = readable::<wire::Supply>(&found.supplies).into_iter();
            let own = all.find(|supply| supply.name == name && supply.done != Some(true));
            match found.next {
                Some(more) if own.is_none() && found.supplies.len() >= LIMIT => next = more,
                _ => return Ok(own),
            }
        }
    }

    async fn step(&self, step: &Approved<SupplyStep>) -> Result<Taken> {
        let content = step.content();
        let id = content.supply.as_ref().map_or("", ExternalId::as_str);
        if let (SupplyAct::HandOver, Some(slot)) = (content.act, &content.slot)
            && let Some(refused) = self.ship(step, id, slot).await?
        {
            return Ok(Taken::Refused(refused));
        }
        let call = match content.act {
            SupplyAct::Open => {
                write(Method::POST, "/api/v3/supplies").json(json!({ "name": content.name }))
            }
            SupplyAct::HandOver => write(Method::PATCH, &format!("/api/v3/supplies/{id}/deliver")),
            SupplyAct::Cancel => write(Method::DELETE, &format!("/api/v3/supplies/{id}")),
        };
        let reply = self.api.ask(&call.until(step.ends())).await?;
        let said = serde_json::from_slice(&reply.body).unwrap_or_default();
        Ok(Taken::Accepted(Receipt::of(&said, "/id")))
    }

    /// Says how a supply travels; sellers in Russia must. Gives WB's words where it will not.
    async fn ship(
        &self,
        step: &Approved<SupplyStep>,
        id: &str,
        slot: &ExternalId,
    ) -> Result<Option<String>> {
        let Some((kind, point, day)) = shipping(slot) else {
            return Ok(Some("no way to travel".to_owned()));
        };
        let path = "/api/marketplace/v3/fbs/supplies/shipping-method";
        let call = write(Method::PATCH, path)
            .until(step.ends())
            .json(json!({"data": [{
                "supplyId": id, "shippingType": kind, "shippingPointId": point, "shippingDt": day,
            }]}));
        let reply = self.api.ask(&call).await?;
        let said: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let detail = said.pointer("/results/0/error/detail");
        Ok(detail.and_then(Value::as_str).map(str::to_owned))
    }
}

/// A slot: how, to which point, on which day (`selfShipping:123:2026-11-30`).
fn shipping(slot: &ExternalId) -> Option<(&str, i64, &str)> {
    let mut parts = slot.as_str().split(':');
    let (kind, point, day) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && !kind.is_empty();
    let day = day.parse::<chrono::NaiveDate>().ok().map(|_| day)?;
    whole.then_some((kind, point.parse().ok()?, day))
}

fn write(method: Method, path: &str) -> Call {
    Call::write(WRITE, MARKETPLACE, method, path).bucket("marketplace")
}
