//! The calendar of promotions, one a page with all its cards, and joining them. WB plans the price
//! of each card; automatic promotions it fills itself.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use domain::{Approved, ExternalId, Promotion, PromotionItem, PromotionStep};
use http::Method;
use serde_json::{Value, json};

use super::api::Api;
use super::batch::{self, Batch};
use super::convert;
use super::profile::CALENDAR;
use super::uploads;
use super::wire::{Data, Nomenclatures, Promotions as Listed};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Source, Taken, Unfit};
use crate::http::Call;
use crate::page::{BadRow, Cursor, Page, Window};

const READ: &str = "promotions.page";
const WRITE: &str = "promotions.write";
const SEEN: &str = "promotions.seen";
const LIST: &str = "/api/v1/calendar/promotions";
/// Rows of one answer and cards of an upload, at most (WB API 08-promotion).
const MOST: usize = 1000;
/// Pages of cards of one promotion.
const PAGES: usize = 40;
/// Promotions are asked for that begin so long before and after now.
const REACH: TimeDelta = TimeDelta::days(90);

/// Reads promotions and joins them.
pub(super) struct Promotions {
    pub(super) api: Api,
}

#[async_trait]
impl Source<Promotion> for Promotions {
    /// The cursor holds the promotions that are still to be read, as they came.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Promotion>> {
        let mut left: Vec<Value> = Cursor::position(after);
        if left.is_empty() {
            left = self.list(READ, window.now).await?;
        }
        let Some(raw) = left.pop() else {
            return Ok(Page::of([], Cursor::at(&left), false));
        };
        let more = !left.is_empty();
        let mut page = Page::of([convert::promotion(&raw)], Cursor::at(&left), more);
        for promotion in page
            .rows
            .iter_mut()
            .filter(|one| one.kind == convert::REGULAR)
        {
            for joined in [true, false] {
                let (items, bad) = self.cards(READ, &promotion.external_id, joined).await?;
                promotion.items.extend(items);
                page.bad.extend(bad);
            }
        }
        Ok(page)
    }

    fn names_all(&self) -> bool {
        true
    }
}

impl Promotions {
    /// Promotions that have not ended, as they came.
    async fn list(&self, operation: &'static str, now: DateTime<Utc>) -> Result<Vec<Value>> {
        let day = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut all = Vec::new();
        for page in 0..PAGES {
            let call = Call::read(operation, CALENDAR, Method::GET, LIST)
                .bucket("calendar")
                .query("startDateTime", &day(now - REACH))
                .query("endDateTime", &day(now + REACH))
                .query("allPromo", "true")
                .query("limit", &MOST)
                .query("offset", &(page * MOST));
            let found: Data<Listed> = self.api.read(&call).await?;
            let last = found.data.promotions.len() < MOST;
            all.extend(found.data.promotions);
            if last {
                break;
            }
        }
        let ended = |raw: &Value| {
            let until = convert::promotion(raw).ok().and_then(|one| one.until);
            until.is_some_and(|until| until <= now)
        };
        all.retain(|raw| !ended(raw));
        Ok(all)
    }

    /// Cards that take part, or those that could.
    async fn cards(
        &self,
        operation: &'static str,
        promotion: &ExternalId,
        joined: bool,
    ) -> Result<(Vec<PromotionItem>, Vec<BadRow>)> {
        let (mut items, mut bad) = (Vec::new(), Vec::new());
        for page in 0..PAGES {
            let path = format!("{LIST}/nomenclatures");
            let call = Call::read(operation, CALENDAR, Method::GET, &path)
                .bucket("calendar")
                .query("promotionID", promotion)
                .query("inAction", &joined)
                .query("limit", &MOST)
                .query("offset", &(page * MOST));
            let found: Data<Nomenclatures> = self.api.read(&call).await?;
            for raw in &found.data.nomenclatures {
                match convert::promotion_item(raw) {
                    Ok(item) => items.push(item),
                    Err(row) => bad.push(row),
                }
            }
            if found.data.nomenclatures.len() < MOST {
                break;
            }
        }
        Ok((items, bad))
    }
}

#[async_trait]
impl Changes<PromotionStep> for Promotions {
    fn most(&self) -> usize {
        MOST
    }

    /// WB describes no request that takes a card out.
    fn fit(&self, step: &PromotionStep) -> std::result::Result<(), Unfit<PromotionStep>> {
        match (step.price, card(step)) {
            (_, None) => Err(Unfit::new("promotion.listing")),
            (None, _) => Err(Unfit::new("promotion.leave")),
            (Some(_), Some(_)) => Ok(()),
        }
    }

    /// A card joins at the price that WB plans, so that it is looked at first whether that is the
    /// one that was approved.
    async fn write(&self, steps: &[Approved<PromotionStep>]) -> Result<Vec<Taken>> {
        let mut taken = vec![Taken::Refused(String::new()); steps.len()];
        let mut batches = Vec::new();
        for (promotion, places) in by_promotion(steps) {
            let offer = self.offer(promotion).await?;
            let mut joining = Vec::new();
            for place in places {
                let (Some(step), Some(slot)) = (steps.get(place), taken.get_mut(place)) else {
                    continue;
                };
                match offer.judged(step.content()) {
                    Ok(card) => joining.push((place, card)),
                    Err(words) => *slot = Taken::Refused(words),
                }
            }
            let ends = steps.iter().filter_map(Approved::ends).min();
            batches.extend(upload(promotion, offer.running, joining, ends));
        }
        batch::send(&self.api, taken, batches, |batch, reply| {
            let reply = self.api.success(&batch.call, reply)?;
            let said = serde_json::from_slice(&reply.body).unwrap_or_default();
            let receipt = Receipt::of(&said, "/data/uploadID");
            Ok(vec![Taken::Accepted(receipt); batch.places.len()])
        })
        .await
    }

    async fn seen(&self, step: &PromotionStep, receipt: &Receipt) -> Result<Seen> {
        let (joined, _) = self.cards(SEEN, &step.promotion, true).await?;
        if joined.iter().any(|item| item.listing == step.listing) {
            return Ok(Seen::There);
        }
        let Some(upload) = &receipt.id else {
            return Ok(Seen::Pending);
        };
        // It is put into effect when the promotion begins.
        if uploads::waits(&self.api, SEEN, upload).await? {
            return Ok(Seen::There);
        }
        let own = card(step);
        let told = uploads::stands(&self.api, SEEN, upload, |goods| goods.nm_id == own).await?;
        Ok(told.unwrap_or(Seen::There))
    }
}

/// What a promotion offers now.
struct Offer {
    /// It has begun.
    running: bool,
    /// Why no card can join.
    closed: Option<&'static str>,
    cards: HashMap<ExternalId, PromotionItem>,
}

impl Offer {
    /// The card, if it would join at the price of the step.
    fn judged(&self, step: &PromotionStep) -> std::result::Result<i64, String> {
        if let Some(words) = self.closed {
            return Err(words.to_owned());
        }
        let planned = self.cards.get(&step.listing).and_then(|item| item.highest);
        match (card(step), planned) {
            (Some(card), Some(planned)) if step.price == Some(planned) => Ok(card),
            (Some(_), Some(planned)) => Err(format!("WB plans {} now", planned.major())),
            _ => Err("the card cannot join".to_owned()),
        }
    }
}

impl Promotions {
    async fn offer(&self, promotion: &ExternalId) -> Result<Offer> {
        let now = self.api.now();
        let list = self.list(WRITE, now).await?;
        let mut told = list.iter().filter_map(|raw| convert::promotion(raw).ok());
        let own = told.find(|one| one.external_id == *promotion);
        let closed = match &own {
            None => Some("there is no such promotion any more"),
            Some(one) if one.kind != convert::REGULAR => Some("WB fills this promotion itself"),
            Some(_) => None,
        };
        let cards = match closed {
            Some(_) => Vec::new(),
            None => self.cards(WRITE, promotion, false).await?.0,
        };
        let begun = own.and_then(|one| one.from);
        Ok(Offer {
            running: begun.is_some_and(|from| from <= now),
            closed,
            cards: cards
                .into_iter()
                .map(|one| (one.listing.clone(), one))
                .collect(),
        })
    }
}

/// A promotion that has not begun gets its discounts when it begins, not now.
fn upload(
    promotion: &ExternalId,
    now: bool,
    joining: Vec<(usize, i64)>,
    ends: Option<DateTime<Utc>>,
) -> Option<Batch> {
    let number: i64 = promotion.as_str().parse().ok()?;
    let (places, cards): (Vec<_>, Vec<_>) = joining.into_iter().unzip();
    let data = json!({ "promotionID": number, "uploadNow": now, "nomenclatures": cards });
    let call = Call::write(WRITE, CALENDAR, Method::POST, &format!("{LIST}/upload"))
        .bucket("calendar")
        .until(ends)
        .json(json!({ "data": data }));
    (!places.is_empty()).then_some(Batch { places, call })
}

fn by_promotion(steps: &[Approved<PromotionStep>]) -> BTreeMap<&ExternalId, Vec<usize>> {
    let mut promotions: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (place, step) in steps.iter().enumerate() {
        promotions
            .entry(&step.content().promotion)
            .or_default()
            .push(place);
    }
    promotions
}

/// The number of the card.
fn card(step: &PromotionStep) -> Option<i64> {
    step.listing.as_str().parse().ok()
}
