//! What comes back: `/v1/returns/list`, and claims with their decisions: `/v2/returns/rfbs/list`,
//! `/v2/returns/rfbs/get`, `/v1/returns/rfbs/action/set`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::goods::sku;
use super::posting::{self, order_id, order_number, posting_number};
use super::{STALL, price, refuse, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Order, ReturnKind, Returned};

/// The page of the book with decisions.
const PAGE: &str = "claims";

/// What may be decided: number and words.
const ACTS: [(i64, &str); 3] = [
    (1010, "Вернуть деньги"),
    (1020, "Компенсировать часть"),
    (-1, "Отклонить"),
];

/// Claims are numbered apart.
const CLAIMS: i64 = 8_000_000_000;

fn number(one: &Returned) -> i64 {
    1_000_000_000 + i64::try_from(one.number % 1_000_000_000).unwrap_or(0)
}

/// The newest moment at which something happened to it.
fn changed(one: &Returned) -> DateTime<Utc> {
    one.fetched.or(one.arrived).unwrap_or(one.created)
}

fn orders(bazaar: &Bazaar, now: DateTime<Utc>) -> HashMap<u64, Order> {
    let all = bazaar.world.orders(&STALL, now).into_iter();
    all.map(|order| (order.number, order)).collect()
}

/// `/v1/returns/list`.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=500).contains(limit));
    let limit = limit.and_then(|limit| usize::try_from(limit).ok());
    let limit =
        limit.ok_or_else(|| refuse::invalid("limit: value must be inside range [1, 500]"))?;
    let from = posting::instant(&ask, "/filter/visual_status_change_moment/time_from")?;
    let to = posting::instant(&ask, "/filter/visual_status_change_moment/time_to")?;
    let last = ask.whole("/last_id").unwrap_or(0);
    let mut all = bazaar.world.returns(&STALL, call.now);
    all.retain(|one| {
        one.kind != ReturnKind::Claim
            && number(one) > last
            && from.is_none_or(|from| changed(one) >= from)
            && to.is_none_or(|to| changed(one) <= to)
    });
    all.sort_by_key(number);
    let more = all.len() > limit;
    all.truncate(limit);
    let orders = orders(bazaar, call.now);
    let rows: Vec<Value> = all
        .iter()
        .map(|one| row(bazaar, orders.get(&one.order), one))
        .collect();
    Ok(Reply::json(&json!({"has_next": more, "returns": rows})))
}

fn row(bazaar: &Bazaar, order: Option<&Order>, one: &Returned) -> Value {
    let product = bazaar.world.products().get(one.product);
    let own = order.is_some_and(|order| order.warehouse.own);
    let (id, word, name) = match (one.fetched, one.arrived) {
        (Some(_), _) => (34, "ReceivedBySeller", "Получен"),
        (None, Some(_)) => (3, "ArrivedAtReturnPlace", "В пункте выдачи"),
        (None, None) => (5, "MovingToSeller", "Едет к вам"),
    };
    let each = one.amount / i64::from(one.quantity.max(1));
    json!({
        "id": number(one),
        "company_id": 3058,
        "return_reason_name": one.reason.ru,
        "type": if one.kind == ReturnKind::Return { "ClientReturn" } else { "Cancellation" },
        "schema": if own { "Fbs" } else { "Fbo" },
        "order_id": order.map(order_id),
        "order_number": order.map(order_number),
        "posting_number": order.map(posting_number),
        "product": {
            "sku": product.map(sku),
            "offer_id": product.map(|product| product.article.as_str()),
            "name": product.map(|product| product.name.ru.as_str()),
            "price": {"currency_code": "RUB", "price": price::major(each)},
            "quantity": one.quantity,
        },
        "logistic": {
            "return_date": stamp(one.created),
            "technical_return_moment": stamp(one.created),
            "barcode": format!("ii{}", number(one)),
        },
        "visual": {
            "status": {"id": id, "display_name": name, "sys_name": word},
            "change_moment": stamp(changed(one)),
        },
        "additional_info": {"is_opened": false, "is_super_econom": false},
    })
}

/// All claims so far, oldest first, by their numbers.
fn claims(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<(i64, Returned)> {
    let all = bazaar.world.returns(&STALL, now).into_iter();
    let claims = all.filter(|one| one.kind == ReturnKind::Claim);
    claims
        .map(|one| {
            (
                CLAIMS + one.created.timestamp() % 1_000_000_000 * 10 + number(&one) % 10,
                one,
            )
        })
        .collect()
}

/// What was decided, by the seller or by the end of the time.
fn decided(bazaar: &Bazaar, id: i64, one: &Returned, now: DateTime<Utc>) -> Option<&'static str> {
    let written = bazaar.book.get(STALL.id, PAGE, &id.to_string());
    match written.and_then(|written| written.value.as_i64()) {
        Some(-1) => Some("Rejected"),
        Some(_) => Some("Approved"),
        None if one.waits_until().is_some_and(|until| until < now) => Some("Approved"),
        None => None,
    }
}

/// `/v2/returns/rfbs/list`.
pub(super) fn claim_list(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let limit = ask
        .whole("/limit")
        .filter(|limit| (1..=1000).contains(limit));
    let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) else {
        return refuse::invalid("limit: value must be inside range [1, 1000]");
    };
    let (from, to) = match (
        posting::instant(&ask, "/filter/created_at/from"),
        posting::instant(&ask, "/filter/created_at/to"),
    ) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(refusal), _) | (_, Err(refusal)) => return refusal,
    };
    let last = ask.whole("/last_id").unwrap_or(0);
    let mut all = claims(bazaar, call.now);
    all.retain(|(id, one)| {
        *id > last
            && from.is_none_or(|from| one.created >= from)
            && to.is_none_or(|to| one.created <= to)
    });
    all.sort_by_key(|(id, _)| *id);
    all.truncate(limit);
    let orders = orders(bazaar, call.now);
    let rows: Vec<Value> = all
        .iter()
        .map(|(id, one)| {
            let word = decided(bazaar, *id, one, call.now);
            claim_row(bazaar, orders.get(&one.order), *id, one, word)
        })
        .collect();
    Reply::json(&json!({"returns": rows}))
}

fn claim_row(
    bazaar: &Bazaar,
    order: Option<&Order>,
    id: i64,
    one: &Returned,
    word: Option<&str>,
) -> Value {
    json!({
        "created_at": stamp(one.created),
        "order_number": order.map(order_number),
        "posting_number": order.map(posting_number),
        "product": claim_goods(bazaar, one),
        "return_id": id,
        "return_number": format!("RET-{id}"),
        "state": {
            "group_state": word.unwrap_or("New"),
            "money_return_state_name": "",
            "state": if word.is_some() { "CLOSED" } else { "ON_APPROVAL" },
            "state_name": if word.is_some() { "Завершена" } else { "На проверке" },
        },
    })
}

fn claim_goods(bazaar: &Bazaar, one: &Returned) -> Value {
    let product = bazaar.world.products().get(one.product);
    json!({
        "currency_code": "RUB",
        "name": product.map(|product| product.name.ru.as_str()),
        "offer_id": product.map(|product| product.article.as_str()),
        "price": one.amount / 100,
        "sku": product.map(sku),
    })
}

/// `/v2/returns/rfbs/get`.
pub(super) fn claim(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = Ask::of(call)
        .and_then(|ask| ask.whole("/return_id"))
        .unwrap_or_default();
    let Some((_, one)) = claims(bazaar, call.now)
        .into_iter()
        .find(|(own, _)| *own == id)
    else {
        return refuse::not_found("return not found");
    };
    let orders = orders(bazaar, call.now);
    let order = orders.get(&one.order);
    let open = decided(bazaar, id, &one, call.now).is_none();
    let acts = ACTS
        .iter()
        .filter(|_| open)
        .map(|(id, name)| json!({"id": id, "name": name}));
    Reply::json(&json!({"returns": {
        "available_actions": acts.collect::<Vec<_>>(),
        "client_photo": [format!("https://images.example/ozon/claim-{id}.jpg")],
        "comment": one.comment,
        "created_at": stamp(one.created),
        "order_number": order.map(order_number),
        "posting_number": order.map(posting_number),
        "product": claim_goods(bazaar, &one),
        "rejection_comment": "",
        "rejection_reason": [{"hint": "", "id": 7, "is_comment_required": true,
                              "name": "Товар исправен"}],
        "return_number": format!("RET-{id}"),
        "return_reason": {"id": 1, "is_defect": true, "name": one.reason.ru},
        "state": {"state": if open { "ON_APPROVAL" } else { "CLOSED" },
                  "state_name": if open { "На проверке" } else { "Завершена" }},
        "warehouse_id": order.map(|order| order.warehouse.id),
    }}))
}

/// `/v1/returns/rfbs/action/set`.
pub(super) fn decide(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let whole = |pointer: &str| ask.as_ref().and_then(|ask| ask.whole(pointer));
    let (id, act) = (whole("/return_id").unwrap_or_default(), whole("/id"));
    let Some((_, one)) = claims(bazaar, call.now)
        .into_iter()
        .find(|(own, _)| *own == id)
    else {
        return refuse::not_found("return not found");
    };
    let Some((act, _)) = ACTS.into_iter().find(|(known, _)| Some(*known) == act) else {
        return refuse::invalid("id: invalid value");
    };
    if decided(bazaar, id, &one, call.now).is_some() {
        return refuse::invalid("the action is not available");
    }
    let words = ask.as_ref().and_then(|ask| ask.text("/comment"));
    if act == -1 && (words.is_none_or(str::is_empty) || whole("/rejection_reason_id").is_none()) {
        return refuse::invalid("comment, rejection_reason_id: value is required");
    }
    if act == 1020
        && !ask
            .as_ref()
            .is_some_and(|ask| ask.has("/compensation_amount"))
    {
        return refuse::invalid("compensation_amount: value is required");
    }
    bazaar.change(call, PAGE, &id.to_string(), &json!(act));
    Reply::json(&json!({}))
}
