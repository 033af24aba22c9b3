//! Returns, unredeemed orders and claims, and the seller's decisions.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::{cut, market_sku, paging, roubles};
use super::member::{at, set};
use super::{STALL, orders, places, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Order, ReturnKind, Returned};

/// Decisions by return.
const DECISIONS: &str = "return-decisions";

/// Numbers of returns begin here.
const FIRST: u64 = 5_000_000;

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// A return with its order.
struct Case {
    row: Returned,
    order: Order,
}

impl Case {
    fn id(&self) -> u64 {
        FIRST + self.row.number
    }

    fn decision(&self, bazaar: &Bazaar) -> Option<(String, DateTime<Utc>)> {
        let entry = bazaar
            .book
            .get(STALL.id, DECISIONS, &self.id().to_string())?;
        Some((entry.value.as_str()?.to_owned(), entry.at))
    }

    /// A claim that nobody has decided, and whose time is not over.
    fn waits(&self, bazaar: &Bazaar, now: DateTime<Utc>) -> bool {
        let open = self.row.waits_until().is_some_and(|until| now < until);
        self.row.kind == ReturnKind::Claim && open && self.decision(bazaar).is_none()
    }

    fn refund(&self, bazaar: &Bazaar, now: DateTime<Utc>) -> Option<&'static str> {
        match self.row.kind {
            ReturnKind::Unredeemed => None,
            ReturnKind::Return => Some("REFUNDED"),
            ReturnKind::Claim if self.waits(bazaar, now) => Some("PREMODERATION_DECISION_WAITING"),
            ReturnKind::Claim if self.decision(bazaar).is_some() => {
                Some("PREMODERATION_DECISION_MADE")
            }
            ReturnKind::Claim => Some("REFUNDED"),
        }
    }

    fn shipment(&self, now: DateTime<Utc>) -> Option<&'static str> {
        let reached = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= now);
        match self.row.kind {
            ReturnKind::Claim => None,
            _ if reached(self.row.fetched) && self.order.warehouse.own => Some("PICKED"),
            _ if reached(self.row.fetched) => Some("FULFILMENT_RECEIVED"),
            _ if reached(self.row.arrived) => Some("READY_FOR_PICKUP"),
            _ => Some("IN_TRANSIT"),
        }
    }

    fn updated(&self, bazaar: &Bazaar, now: DateTime<Utc>) -> DateTime<Utc> {
        let decided = self.decision(bazaar).map(|(_, at)| at);
        let moments = [
            self.row.arrived,
            self.row.fetched,
            decided,
            self.row.waits_until(),
        ];
        let past = moments.into_iter().flatten().filter(|at| *at <= now);
        past.fold(self.row.created, DateTime::max)
    }

    fn told(&self, bazaar: &Bazaar, now: DateTime<Utc>) -> Value {
        let mut value = json!({
            "id": self.id(),
            "orderId": orders::public(self.order.number),
            "creationDate": stamp(self.row.created),
            "updateDate": stamp(self.updated(bazaar, now)),
            "amount": {"value": roubles(self.row.amount), "currencyId": "RUR"},
            "items": [self.item(bazaar)],
            "returnType": if self.row.kind == ReturnKind::Unredeemed { "UNREDEEMED" } else { "RETURN" },
        });
        if let Some(refund) = self.refund(bazaar, now) {
            set(&mut value, "refundStatus", json!(refund));
        }
        if let Some(shipment) = self.shipment(now) {
            set(&mut value, "shipmentStatus", json!(shipment));
        }
        value
    }

    fn item(&self, bazaar: &Bazaar) -> Value {
        let product = bazaar.world.products().get(self.row.product);
        let mut item = json!({
            "shopSku": product.map_or("?", |product| product.article.as_str()),
            "count": self.row.quantity,
        });
        if let Some(product) = product {
            set(&mut item, "marketSku", json!(market_sku(product)));
        }
        if self.row.kind == ReturnKind::Unredeemed {
            return item;
        }
        let mut decision = json!({
            "returnItemId": self.id() * 10,
            "count": self.row.quantity,
            "reasonType": "BAD_QUALITY",
            "subreasonType": "DAMAGED",
        });
        if !self.row.comment.is_empty() {
            set(&mut decision, "comment", json!(self.row.comment));
        }
        if let Some((word, _)) = self.decision(bazaar) {
            set(&mut decision, "decisionType", json!(word));
        }
        set(&mut item, "decisions", json!([decision]));
        item
    }
}

/// Cases of the shop that the path or the body names.
fn cases(bazaar: &Bazaar, call: &Call, own: bool) -> Vec<Case> {
    let orders = bazaar.world.orders(&STALL, call.now);
    let rows = bazaar.world.returns(&STALL, call.now).into_iter();
    let cases = rows.filter_map(|row| {
        let order = orders.iter().find(|order| order.number == row.order)?;
        let order = order.clone();
        Some(Case { row, order })
    });
    cases
        .filter(|case| case.order.warehouse.own == own)
        .collect()
}

/// `GET /v2/campaigns/{c}/returns`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let shop = places::asked(bazaar, call);
    let shop = shop.ok_or_else(|| refuse::not_found("Campaign not found"))?;
    let (limit, after) = cut(call, 50, 100, false)?;
    let day = |name: &str| call.query(name).map(str::parse::<NaiveDate>).transpose();
    let bad = |_| refuse::bad("fromDate: must be YYYY-MM-DD");
    let (from, to) = (day("fromDate").map_err(bad)?, day("toDate").map_err(bad)?);
    let mut rows = cases(bazaar, call, shop.own);
    rows.retain(|case| {
        let day = (case.updated(bazaar, call.now) + MOSCOW).date_naive();
        from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
    });
    let place = |case: &Case| Place::of(case.row.created, case.row.number);
    let page = Page::cut(rows, place, false, after, limit);
    let next = page.next();
    let rows: Vec<Value> = page
        .rows
        .iter()
        .map(|case| case.told(bazaar, call.now))
        .collect();
    Ok(Reply::json(&json!({
        "status": "OK",
        "result": {"returns": rows, "paging": paging(next)},
    })))
}

fn asked(bazaar: &Bazaar, call: &Call, id: &str) -> Result<Case, Reply> {
    let all = [true, false]
        .into_iter()
        .flat_map(|own| cases(bazaar, call, own));
    let mut all = all.filter(|case| case.id().to_string() == id);
    all.next()
        .ok_or_else(|| refuse::not_found("Return not found"))
}

/// `GET /v2/campaigns/{c}/orders/{o}/returns/{r}`.
pub(super) fn one(bazaar: &Bazaar, call: &Call) -> Reply {
    match asked(bazaar, call, call.name("returnId")) {
        Ok(case) => {
            let told = case.told(bazaar, call.now);
            Reply::json(&json!({"status": "OK", "result": told}))
        }
        Err(refusal) => refusal,
    }
}

/// `POST /v1/businesses/{b}/returns/decisions`: what may be decided.
pub(super) fn choices(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    let id = ask.whole("/returnId").unwrap_or_default().to_string();
    let case = match asked(bazaar, call, &id) {
        Ok(case) => case,
        Err(refusal) => return refusal,
    };
    let decisions = match case.waits(bazaar, call.now) {
        true => json!([
            {"decisionType": "REFUND_MONEY"},
            {"decisionType": "DECLINE_REFUND", "decisionReasonTypes":
                ["ISSUE_WITH_THE_PRODUCT_WAS_NOT_CONFIRMED", "PRODUCT_APPEARANCE_COMPROMISED"]},
        ]),
        false => json!([]),
    };
    Reply::json(&json!({"status": "OK", "result": {"availableDecisions": decisions}}))
}

/// `POST /v2/campaigns/{c}/orders/{o}/returns/{r}/decision/submit`.
pub(super) fn decide(bazaar: &Bazaar, call: &Call) -> Reply {
    let case = match asked(bazaar, call, call.name("returnId")) {
        Ok(case) => case,
        Err(refusal) => return refusal,
    };
    let body = call.json();
    let wish = at(&body, "/returnItemDecisions/0");
    let known = at(wish, "/returnItemId").as_u64() == Some(case.id() * 10);
    let word = at(wish, "/decisionType").as_str().unwrap_or_default();
    let reasoned = word != "DECLINE_REFUND"
        || (at(wish, "/decisionReasonType").is_string() && at(wish, "/comment").is_string());
    let offered = matches!(word, "REFUND_MONEY" | "DECLINE_REFUND");
    if !known || !reasoned || !offered || !case.waits(bazaar, call.now) {
        return refuse::bad("Decision is not available for this return");
    }
    bazaar.change(call, DECISIONS, &case.id().to_string(), &json!(word));
    Reply::json(&json!({"status": "OK"}))
}
