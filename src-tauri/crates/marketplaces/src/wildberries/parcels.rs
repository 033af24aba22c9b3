//! Assembly tasks: of FBS first the new ones, then those of the last days with their statuses; of
//! the other ways the new ones, those that are remembered from then, and those that ended.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::Parcel;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::convert;
use super::unlisted::{self, Memory, Told};
use super::way::Way;
use super::wire::{TaskMarks, TaskStatus, Tasks};
use crate::Result;
use crate::feed::rows;
use crate::page::{BadRow, Cursor, Page, Window};

pub(super) const OPERATION: &str = "parcels.page";
/// Tasks of one answer, at most (WB API 03-orders-fbs to 06-in-store-pickup).
pub(super) const LIMIT: usize = 1000;
/// Tasks whose marks are asked for at once, at most.
const MARKS: usize = 100;
/// The longest window of a list. A task of FBS that is not handed over by then was cancelled by WB.
pub(super) const REACH: TimeDelta = TimeDelta::days(30);

/// Reads parcels.
pub(super) struct Parcels {
    pub(super) api: Api,
}

/// Where a round stands, and what is remembered from one to the next.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    at: At,
    memory: Memory,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    /// At the new ones of FBS.
    #[default]
    New,
    /// In the list of FBS from `from`, in unix seconds, after `next` in WB's words.
    Known { from: i64, next: i64 },
    /// At what is under way on another way.
    UnderWay(Way),
    /// In the list of those that ended on another way.
    Ended { way: Way, from: i64, next: i64 },
}

#[async_trait]
impl crate::Source<Parcel> for Parcels {
    fn names_all(&self) -> bool {
        true
    }

    fn carried(&self, last: &Cursor) -> Option<Cursor> {
        let Position { memory, .. } = Cursor::position(Some(last));
        let at = At::New;
        Some(Cursor::at(&Position { at, memory }))
    }

    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Parcel>> {
        let Position { at, mut memory } = Cursor::position(after);
        let from = (window.now - REACH).timestamp();
        let (told, at) = match at {
            At::New => (self.new_ones().await?, At::Known { from, next: 0 }),
            At::Known { from, next } => {
                let (told, next) = self.known(from, next).await?;
                let known = next.map(|next| At::Known { from, next });
                (told, known.unwrap_or(At::UnderWay(Way::Dbs)))
            }
            At::UnderWay(way) => {
                let told = unlisted::under_way(&self.api, way, &mut memory, window.now).await?;
                let next = 0;
                let ended = told.is_some().then_some(At::Ended { way, from, next });
                (
                    told.unwrap_or_default(),
                    ended.unwrap_or_else(|| beyond(way)),
                )
            }
            At::Ended { way, from, next } => {
                let place = (from, next);
                let (told, next) = unlisted::ended(&self.api, way, &mut memory, place).await?;
                let more = next.map(|next| At::Ended { way, from, next });
                (told, more.unwrap_or_else(|| beyond(way)))
            }
        };
        let cursor = Cursor::at(&Position { at, memory });
        let mut page = Page::of(told.rows, cursor, at != At::New);
        page.bad.extend(told.bad);
        Ok(page)
    }
}

/// Where a round goes on after a way.
fn beyond(way: Way) -> At {
    let mut after = Way::UNLISTED.into_iter().skip_while(|one| *one != way);
    after.nth(1).map_or(At::New, At::UnderWay)
}

impl Parcels {
    async fn new_ones(&self) -> Result<Told> {
        let new: Tasks = self.api.read(&Way::Fbs.new_ones(OPERATION)).await?;
        let rows = new
            .orders
            .iter()
            .map(|raw| convert::new_parcel(raw, Way::Fbs));
        Ok(Told {
            rows: rows.collect(),
            bad: Vec::new(),
        })
    }

    /// A page of the list, and where the next one begins.
    async fn known(&self, from: i64, next: i64) -> Result<(Told, Option<i64>)> {
        let call = Way::Fbs
            .list(OPERATION, LIMIT, next)
            .query("dateFrom", &from);
        let found: Tasks = self.api.read(&call).await?;
        let ids: Vec<i64> = found.orders.iter().filter_map(convert::task_id).collect();
        let (statuses, bad) = statuses(&self.api, OPERATION, Way::Fbs, &ids).await?;
        let marks = lacking(&self.api, Way::Fbs, packed(&statuses)).await?;
        let parcel = |raw: &Value| {
            let id = convert::task_id(raw).unwrap_or_default();
            let marks = marks.get(&id).cloned().unwrap_or_default();
            convert::known_parcel(raw, statuses.get(&id), marks, Way::Fbs).transpose()
        };
        let rows = found.orders.iter().filter_map(parcel).collect();
        let more = found.next.filter(|_| found.orders.len() >= LIMIT);
        Ok((Told { rows, bad }, more))
    }
}

/// Tasks that the seller packs: their marks are asked for.
pub(super) fn packed(statuses: &HashMap<i64, TaskStatus>) -> Vec<i64> {
    let packed = statuses
        .values()
        .filter(|one| one.supplier_status == "confirm");
    packed.filter_map(|one| one.id).collect()
}

/// Kinds of marks that tasks still lack.
pub(super) async fn lacking(
    api: &Api,
    way: Way,
    ids: Vec<i64>,
) -> Result<HashMap<i64, Vec<String>>> {
    let mut lacking = HashMap::new();
    for some in ids.chunks(MARKS) {
        for task in marks(api, OPERATION, way, some).await? {
            let open = task.meta_details.iter().filter(|mark| !mark.is_given());
            let kinds = open.map(|mark| mark.key.clone()).collect();
            lacking.extend(task.id.map(|id| (id, kinds)));
        }
    }
    Ok(lacking)
}

/// Statuses by task.
pub(super) async fn statuses(
    api: &Api,
    operation: &'static str,
    way: Way,
    ids: &[i64],
) -> Result<(HashMap<i64, TaskStatus>, Vec<BadRow>)> {
    let (mut statuses, mut broken) = (HashMap::new(), Vec::new());
    for some in ids.chunks(LIMIT) {
        let found: Tasks = api.read(&way.statuses(operation, some)).await?;
        let (read, bad) = rows(&found.orders, |status: TaskStatus| Ok(Some(status)));
        statuses.extend(read.into_iter().filter_map(|one| Some((one.id?, one))));
        broken.extend(bad);
    }
    Ok((statuses, broken))
}

/// Marks of some tasks.
pub(super) async fn marks(
    api: &Api,
    operation: &'static str,
    way: Way,
    ids: &[i64],
) -> Result<Vec<TaskMarks>> {
    let found: Tasks = api.read(&way.marks(operation, ids)).await?;
    Ok(crate::feed::readable(&found.orders))
}
