//! What the seller does to a task: take it on, give its marks, bring it on its way, give it up.

mod wishes;

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use domain::{Approved, ParcelAct, ParcelStep};
use serde_json::{Value, json};

use self::wishes::{Wish, has, wishes};
use super::api::Api;
use super::batch::{self, Batch};
use super::convert;
use super::parcels::{marks, statuses};
use super::way::Way;
use super::wire::{Outcome, Outcomes};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::{Call, Reply};

/// Tasks of one request, at most (WB API 03-orders-fbs; other ways take more).
const MOST: usize = 100;
const SEEN: &str = "parcels.seen";

/// Handles parcels.
pub(super) struct ParcelSteps {
    pub(super) api: Api,
}

#[async_trait]
impl Changes<ParcelStep> for ParcelSteps {
    fn most(&self) -> usize {
        MOST
    }

    fn fit(&self, step: &ParcelStep) -> std::result::Result<(), Unfit<ParcelStep>> {
        let Some((way, _)) = Way::of(&step.parcel) else {
            return Err(Unfit::new("parcel.number"));
        };
        let reason = match step.act {
            _ if !has(way, step.act) => "parcel.act",
            ParcelAct::Confirm if way == Way::Fbs && step.supply.is_none() => "parcel.supply",
            ParcelAct::Mark if given(step).is_empty() => "parcel.marks",
            ParcelAct::Mark if wishes(step).len() < given(step).len() => "parcel.mark_kind",
            _ if wishes(step).is_empty() => "parcel.code",
            _ => return Ok(()),
        };
        Err(Unfit::new(reason))
    }

    async fn write(&self, steps: &[Approved<ParcelStep>]) -> Result<Vec<Taken>> {
        let unfit = Taken::Refused("a step that WB does not have".to_owned());
        let taken = vec![unfit; steps.len()];
        batch::send(&self.api, taken, batches(steps), |batch, reply| {
            let reply = self.api.success(&batch.call, reply)?;
            let refused = refused(&reply);
            let outcome = |place: &usize| {
                let step = steps.get(*place)?.content();
                refused
                    .get(&Way::of(&step.parcel)?.1)
                    .cloned()
                    .map(Taken::Refused)
            };
            let accepted = || Taken::Accepted(Receipt::default());
            let places = batch.places.iter();
            Ok(places
                .map(|place| outcome(place).unwrap_or_else(accepted))
                .collect())
        })
        .await
    }

    async fn seen(&self, step: &ParcelStep, _: &Receipt) -> Result<Seen> {
        let gone = || MarketplaceError::new(ErrorKind::NotFound, SEEN, "no such task");
        let (way, id) = Way::of(&step.parcel).ok_or_else(gone)?;
        if step.act == ParcelAct::Mark {
            return self.marked(step, way, id).await;
        }
        let (found, _) = statuses(&self.api, SEEN, way, &[id]).await?;
        let status = found
            .get(&id)
            .filter(|one| one.errors.is_empty())
            .ok_or_else(gone)?;
        let word = convert::word(status);
        Ok(match status.supplier_status.as_str() {
            there if after(step.act).contains(&there) => Seen::There,
            _ if word == step.expected => Seen::Pending,
            _ => Seen::Different(word),
        })
    }
}

/// WB's words for the seller's part once that was done, or more.
fn after(act: ParcelAct) -> &'static [&'static str] {
    match act {
        ParcelAct::Confirm => &["confirm", "complete", "deliver", "prepare", "receive"],
        ParcelAct::HandOver => &["complete", "deliver", "receive"],
        ParcelAct::Arrive => &["prepare", "receive"],
        ParcelAct::Deliver => &["receive"],
        _ => &["cancel", "reject"],
    }
}

impl ParcelSteps {
    async fn marked(&self, step: &ParcelStep, way: Way, id: i64) -> Result<Seen> {
        let tasks = marks(&self.api, SEEN, way, &[id]).await?;
        let own = tasks.into_iter().find(|task| task.id == Some(id));
        let held = own.map(|task| task.meta_details).unwrap_or_default();
        let lacks = |kind: &str| !held.iter().any(|mark| mark.key == kind && mark.is_given());
        let kinds = given(step);
        let missing = kinds.keys().find(|kind| lacks(kind));
        Ok(match missing {
            None => Seen::There,
            Some(kind) => Seen::Different((*kind).to_owned()),
        })
    }
}

/// Marks by their kinds.
fn given(step: &ParcelStep) -> BTreeMap<&str, Vec<&str>> {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (kind, code) in step.lines.iter().flat_map(|line| &line.marks) {
        kinds.entry(kind).or_default().push(code);
    }
    kinds
}

/// Tasks that an answer refuses one by one, with WB's word. A success without words refuses none.
fn refused(reply: &Reply) -> HashMap<i64, String> {
    let said: Outcomes = serde_json::from_slice(&reply.body).unwrap_or_default();
    let outcomes: Vec<Outcome> = readable(&said.results);
    let refused = outcomes
        .into_iter()
        .filter(|one| one.is_error == Some(true));
    let word = |one: Outcome| {
        let words: Vec<String> = one.errors.into_iter().map(|error| error.detail).collect();
        Some((one.order_id?, words.join(", ")))
    };
    refused.filter_map(word).collect()
}

/// A request that several steps share.
struct Shared {
    call: Call,
    list: &'static str,
    places: Vec<usize>,
    items: Vec<Value>,
}

/// Requests for all steps: what goes to one place in a list goes together.
fn batches(steps: &[Approved<ParcelStep>]) -> Vec<Batch> {
    let mut shared: BTreeMap<String, Shared> = BTreeMap::new();
    let mut batches = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        for Wish { call, item } in wishes(step.content()) {
            let Some((list, item)) = item else {
                let places = vec![place];
                batches.push(Batch { places, call });
                continue;
            };
            let one = shared.entry(call.path.clone()).or_insert_with(|| Shared {
                call,
                list,
                places: Vec::new(),
                items: Vec::new(),
            });
            one.places.push(place);
            one.items.push(item);
        }
    }
    batches.extend(shared.into_values().map(|one| Batch {
        places: one.places,
        call: one.call.json(json!({ (one.list): one.items })),
    }));
    let ends = steps.iter().filter_map(Approved::ends).min();
    for batch in &mut batches {
        batch.call.until = ends;
    }
    batches
}
