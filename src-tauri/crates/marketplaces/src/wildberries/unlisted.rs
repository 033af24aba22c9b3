//! Tasks that WB lists only while they are new and once they have ended: DBS, DBW and pickup. What
//! the seller has taken on in between is remembered in the cursor.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Parcel;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use super::parcels::{LIMIT, OPERATION, REACH, lacking, packed, statuses};
use super::way::Way;
use super::wire::{Task, TaskStatus, Tasks};
use crate::Result;
use crate::error::ErrorKind;
use crate::http::row;
use crate::page::BadRow;

/// A task that is remembered for longer has been forgotten by WB.
const LONGEST: TimeDelta = TimeDelta::days(90);

/// Tasks as they were when they were new, without anything about the buyer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Memory(Vec<(Way, Value)>);

impl Memory {
    /// Takes in those that are new, and gives those of the way that are new no more.
    fn renew(&mut self, way: Way, new: &[Value]) -> Vec<Value> {
        let ids: Vec<_> = new.iter().filter_map(convert::task_id).collect();
        self.0.retain(|(of, task)| {
            *of != way || convert::task_id(task).is_none_or(|id| !ids.contains(&id))
        });
        let own = self.0.iter().filter(|(of, _)| *of == way);
        let older = own.map(|(_, task)| task.clone()).collect();
        let kept = new.iter().filter_map(|raw| row::<Task>(raw).ok());
        let kept = kept.filter_map(|task| serde_json::to_value(task).ok());
        self.0.extend(kept.map(|task| (way, task)));
        older
    }

    fn forget(&mut self, way: Way, ended: impl Fn(&Value) -> bool) {
        self.0.retain(|(of, task)| *of != way || !ended(task));
    }
}

/// What a step of the walk gave.
#[derive(Default)]
pub(super) struct Told {
    pub(super) rows: Vec<std::result::Result<Parcel, BadRow>>,
    pub(super) bad: Vec<BadRow>,
}

/// The new ones of a way, and how those stand that were new once. `None` where the seller has not
/// got that way.
pub(super) async fn under_way(
    api: &Api,
    way: Way,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<Told>> {
    let new: Tasks = match api.read(&way.new_ones(OPERATION)).await {
        Err(error) if error.kind == ErrorKind::Forbidden => return Ok(None),
        answer => answer?,
    };
    let older = memory.renew(way, &new.orders);
    let ids: Vec<i64> = older.iter().filter_map(convert::task_id).collect();
    let (statuses, bad) = statuses(api, OPERATION, way, &ids).await?;
    let status = |task: &Value| statuses.get(&convert::task_id(task)?);
    // When every status could be read, one that is missing is of a task that WB does not know.
    let over = |task: &Value| status(task).map_or(bad.is_empty(), is_over);
    memory.forget(way, |task| {
        older.contains(task) && over(task) || is_old(task, now)
    });
    let lacking = lacking(api, way, packed(&statuses)).await?;
    let known = older.iter().filter(|task| !over(task)).filter_map(|task| {
        let marks = convert::task_id(task).and_then(|id| lacking.get(&id).cloned());
        let marks = marks.unwrap_or_default();
        convert::known_parcel(task, status(task), marks, way).transpose()
    });
    let fresh = new.orders.iter().map(|raw| convert::new_parcel(raw, way));
    let rows = fresh.chain(known).collect();
    Ok(Some(Told { rows, bad }))
}

/// The buyer has it, or WB does not know it.
fn is_over(status: &TaskStatus) -> bool {
    status.supplier_status == "receive" || !status.errors.is_empty()
}

fn is_old(task: &Value, now: DateTime<Utc>) -> bool {
    convert::task_made_at(task).is_none_or(|made| made < now - LONGEST)
}

/// A page of those that ended within the days from `from`, of which the cancelled ones are told;
/// all of them are forgotten. Where the next page begins, if there is one.
pub(super) async fn ended(
    api: &Api,
    way: Way,
    memory: &mut Memory,
    (from, next): (i64, i64),
) -> Result<(Told, Option<i64>)> {
    let call = way
        .list(OPERATION, LIMIT, next)
        .query("dateFrom", &from)
        .query("dateTo", &(from + REACH.num_seconds()));
    let found: Tasks = api.read(&call).await?;
    let ids: Vec<i64> = found.orders.iter().filter_map(convert::task_id).collect();
    memory.forget(way, |task| {
        convert::task_id(task).is_some_and(|id| ids.contains(&id))
    });
    let (statuses, bad) = statuses(api, OPERATION, way, &ids).await?;
    let parcel = |raw: &Value| {
        let status = statuses.get(&convert::task_id(raw)?);
        let status = status.filter(|one| !is_over(one))?;
        convert::known_parcel(raw, Some(status), Vec::new(), way).transpose()
    };
    let rows = found.orders.iter().filter_map(parcel).collect();
    let more = found.next.filter(|_| found.orders.len() >= LIMIT);
    Ok((Told { rows, bad }, more))
}
