//! Campaigns and what they brought. The list of numbers is asked for at every page: a page goes on
//! after a campaign's number, so that campaigns that come and go move nothing.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Days, FixedOffset, NaiveDate, Utc};
use domain::{AdDay, AdQuery, Campaign, Currency, Money};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::Api;
use super::convert;
use super::profile::ADVERT;
use super::wire::{Advert, AdvertGroup, Adverts, Budget, QueryStats};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{readable, rows};
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

/// Campaigns of one request, at most (WB API 08-promotion).
const MOST: usize = 50;
/// Pairs of campaign and card of one request, at most.
const PAIRS: usize = 100;
/// Longest period of statistics, days.
const PERIOD: u64 = 30;
/// Days that are read again: figures settle late.
const AGAIN: u64 = 3;
/// How far back clusters are told, days.
const CLUSTERS: u64 = 7;
/// The only type of campaign that is still made.
const CURRENT: i64 = 9;
/// Statuses with statistics: ended, running, paused.
const TOLD: [i64; 3] = [7, 9, 11];

/// Reads campaigns.
pub(super) struct Campaigns {
    pub(super) api: Api,
}

/// Reads what campaigns brought on each day.
pub(super) struct AdDays {
    pub(super) api: Api,
}

/// Reads what clusters of search words brought.
pub(super) struct AdQueries {
    pub(super) api: Api,
}

/// Numbers of campaigns after that one, rising; whether there are more than `MOST`.
pub(super) async fn numbers(
    api: &Api,
    operation: &'static str,
    after: i64,
    wanted: impl Fn(i64) -> bool,
) -> Result<(Vec<i64>, bool)> {
    let call = read(operation, Method::GET, "/adv/v1/promotion/count").bucket("adverts");
    let found: Adverts = api.read(&call).await?;
    let (groups, bad) = rows(&found.adverts, |group: AdvertGroup| Ok(Some(group)));
    whole(operation, &bad)?;
    let groups = groups.into_iter();
    let current =
        groups.filter(|group| group.kind == Some(CURRENT) && group.status.is_some_and(&wanted));
    let mut ids: Vec<i64> = current
        .flat_map(|group| group.advert_list)
        .filter_map(|name| name.advert_id)
        .filter(|id| *id > after)
        .collect();
    ids.sort_unstable();
    let more = ids.len() > MOST;
    ids.truncate(MOST);
    Ok((ids, more))
}

/// A list that others hang on must have no hole: what it does not name would look like nothing.
pub(super) fn whole(operation: &'static str, bad: &[BadRow]) -> Result<()> {
    match bad.is_empty() {
        true => Ok(()),
        false => {
            let words = "a campaign that cannot be read";
            Err(MarketplaceError::new(ErrorKind::Unreadable, operation, words).at("$"))
        }
    }
}

/// Campaigns by their numbers.
pub(super) async fn adverts(api: &Api, operation: &'static str, ids: &[i64]) -> Result<Vec<Value>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let call = read(operation, Method::GET, "/api/advert/v2/adverts")
        .bucket("adverts")
        .query("ids", &joined(ids));
    let found: Adverts = api.read(&call).await?;
    Ok(found.adverts)
}

/// What is left of their money.
pub(super) async fn budgets(
    api: &Api,
    operation: &'static str,
    ids: &[i64],
) -> Result<HashMap<i64, Money>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let call = read(operation, Method::POST, "/api/advert/v2/budget")
        .bucket("ad-budget")
        .json(json!({ "advertIds": ids }));
    let found: Adverts = api.read(&call).await?;
    let budgets = readable::<Budget>(&found.adverts).into_iter();
    let named =
        budgets.filter_map(|one| Some((one.advert_id?, convert::left(one.total, &one.currency)?)));
    Ok(named.collect())
}

fn joined(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.join(",")
}

fn read(operation: &'static str, method: Method, path: &str) -> Call {
    Call::read(operation, ADVERT, method, path)
}

/// After which campaign a round goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct After {
    id: i64,
}

#[async_trait]
impl crate::Source<Campaign> for Campaigns {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<&Cursor>, _: Window) -> Result<Page<Campaign>> {
        const OPERATION: &str = "campaigns.page";
        let after: After = Cursor::position(after);
        let known = |status| matches!(status, 4 | 7 | 9 | 11);
        let (ids, more) = numbers(&self.api, OPERATION, after.id, known).await?;
        let found = adverts(&self.api, OPERATION, &ids).await?;
        let alive: Vec<i64> = readable::<Advert>(&found)
            .into_iter()
            .filter(|advert| matches!(advert.status, Some(4 | 9 | 11)))
            .filter_map(|advert| advert.id)
            .collect();
        let left = budgets(&self.api, OPERATION, &alive).await?;
        let campaigns = found.iter().map(|raw| {
            let id = raw.get("id").and_then(Value::as_i64).unwrap_or_default();
            convert::campaign(raw, left.get(&id).copied())
        });
        let next = After {
            id: ids.last().copied().filter(|_| more).unwrap_or_default(),
        };
        Ok(Page::of(campaigns, Cursor::at(&next), more))
    }
}

/// Where a feed of days stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Days31 {
    /// The first day of the period under way.
    from: Option<NaiveDate>,
    /// Its last day.
    until: Option<NaiveDate>,
    /// The last campaign and card that were read of it.
    after: (i64, i64),
    /// The last day of the last round.
    done: Option<NaiveDate>,
}

impl Days31 {
    /// The period to read: the one under way, else from a little before the last round's end.
    fn period(self, back: u64, window: Window) -> (NaiveDate, NaiveDate) {
        if let (Some(from), Some(until)) = (self.from, self.until) {
            return (from, until);
        }
        let today = moscow(window.now);
        let oldest = moscow(window.since).max(today - Days::new(back));
        let again = self.done.map(|done| done - Days::new(AGAIN));
        let from = again.unwrap_or(oldest).max(oldest).min(today);
        (from, today.min(from + Days::new(PERIOD)))
    }

    /// The place after a page that ended with `last`, if the period has more.
    fn next(
        self,
        (from, until): (NaiveDate, NaiveDate),
        last: Option<(i64, i64)>,
        now: DateTime<Utc>,
    ) -> (Self, bool) {
        let today = moscow(now);
        let begun = |from: NaiveDate, until: NaiveDate, after| Self {
            from: Some(from),
            until: Some(until),
            after,
            done: self.done,
        };
        match last {
            Some(after) => (begun(from, until, after), true),
            None if until < today => {
                let from = until + Days::new(1);
                let until = today.min(from + Days::new(PERIOD));
                (begun(from, until, (0, 0)), true)
            }
            None => {
                let done = Some(until);
                let next = Self {
                    done,
                    ..Self::default()
                };
                (next, false)
            }
        }
    }
}

/// WB's days are Moscow's.
pub(super) fn moscow(at: DateTime<Utc>) -> NaiveDate {
    match FixedOffset::east_opt(3 * 3600) {
        Some(zone) => at.with_timezone(&zone).date_naive(),
        None => at.date_naive(),
    }
}

#[async_trait]
impl crate::Source<AdDay> for AdDays {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<AdDay>> {
        const OPERATION: &str = "ad_days.page";
        let place: Days31 = Cursor::position(after);
        let (from, until) = place.period(90, window);
        let told = |status| TOLD.contains(&status);
        let (ids, more) = numbers(&self.api, OPERATION, place.after.0, told).await?;
        let found: Vec<Value> = match ids.is_empty() {
            true => Vec::new(),
            false => {
                let call = read(OPERATION, Method::GET, "/adv/v3/fullstats")
                    .bucket("ad-days")
                    .query("ids", &joined(&ids))
                    .query("beginDate", &from)
                    .query("endDate", &until);
                // Campaigns without any figures give null.
                let told: Option<Vec<Value>> = self.api.read(&call).await?;
                told.unwrap_or_default()
            }
        };
        let last = ids.last().map(|id| (*id, 0)).filter(|_| more);
        let (next, more) = place.next((from, until), last, window.now);
        let rows = found.iter().flat_map(convert::ad_days);
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}

#[async_trait]
impl crate::Source<AdQuery> for AdQueries {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<AdQuery>> {
        const OPERATION: &str = "ad_queries.page";
        let place: Days31 = Cursor::position(after);
        let (from, until) = place.period(CLUSTERS, window);
        let running = |status| matches!(status, 9 | 11);
        // The campaign of the last card may have more cards.
        let (ids, more) = numbers(&self.api, OPERATION, place.after.0 - 1, running).await?;
        let found = adverts(&self.api, OPERATION, &ids).await?;
        let (found, bad) = rows(&found, |advert: Advert| Ok(Some(advert)));
        whole(OPERATION, &bad)?;
        let currency = found.iter().find_map(|advert| advert.currency.parse().ok());
        let (pairs, cut) = pairs(&found, place.after, PAIRS);
        let raw = self.stats(OPERATION, &pairs, (from, until)).await?;
        let edge = ids.last().map(|id| (*id, i64::MAX)).filter(|_| more);
        let last = pairs.last().copied().filter(|_| cut).or(edge);
        let (next, more) = place.next((from, until), last, window.now);
        let currency = currency.unwrap_or(Currency::RUB);
        let rows = raw
            .iter()
            .flat_map(|raw| convert::ad_queries(raw, currency));
        Ok(Page::of(rows, Cursor::at(&next), more))
    }
}

/// The first pairs of campaign and card after that one, rising; whether there are more.
pub(super) fn pairs(found: &[Advert], after: (i64, i64), most: usize) -> (Vec<(i64, i64)>, bool) {
    let of = |advert: &Advert| {
        let cards: Vec<i64> = advert
            .nm_settings
            .iter()
            .filter_map(|card| card.nm_id)
            .collect();
        let id = advert.id.unwrap_or_default();
        cards.into_iter().map(move |nm_id| (id, nm_id))
    };
    let mut pairs: Vec<(i64, i64)> = found.iter().flat_map(of).collect();
    pairs.retain(|pair| *pair > after);
    pairs.sort_unstable();
    let cut = pairs.len() > most;
    pairs.truncate(most);
    (pairs, cut)
}

impl AdQueries {
    async fn stats(
        &self,
        operation: &'static str,
        pairs: &[(i64, i64)],
        (from, until): (NaiveDate, NaiveDate),
    ) -> Result<Vec<Value>> {
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let item = |(campaign, nm_id): &(i64, i64)| json!({"advertId": campaign, "nmId": nm_id});
        let items: Vec<Value> = pairs.iter().map(item).collect();
        let call = read(operation, Method::POST, "/adv/v1/normquery/stats")
            .bucket("ad-queries")
            .json(json!({"from": from, "to": until, "items": items}));
        let found: QueryStats = self.api.read(&call).await?;
        Ok(found.items)
    }
}
