//! `POST /v1/businesses/{b}/orders`: orders of both shops, test orders among them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::goods::{cut, paging, roubles};
use super::member::set;
use super::{STALL, handling, places, refuse, shipments, stamp, status};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::page::{Page, Place};
use crate::world::{Line, Order, Stage};

/// Longest window that may be asked for; without one, the last so many days.
const WINDOW: TimeDelta = TimeDelta::days(30);

/// Days of the API are Moscow's.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// Orders that Market's test mode made before the demo.
const FAKES: u64 = 2;

/// A page of orders.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::bad("Request body is malformed"))?;
    let ids = ask.wholes("/orderIds");
    let (limit, after) = cut(call, 50, 50, !ids.is_empty())?;
    let created = days(&ask, "creationDate")?;
    let updated = instants(&ask, "updateDate")?;
    let from = call.now - WINDOW;
    let since = after.map_or(DateTime::<Utc>::MIN_UTC, Place::at);
    let orders = sold(bazaar, since, call.now).filter(|order| {
        let standing = handling::standing(bazaar, order, call.now);
        let began = standing.2;
        let within = |window: &Option<Window>, at| match window {
            Some((from, to)) => (*from..=*to).contains(&at),
            None => true,
        };
        let is_meant = if ids.is_empty() {
            within(&created, order.created)
                && within(&updated, began)
                && (created.is_some() || updated.is_some() || order.created >= from)
        } else {
            ids.contains(&id(order))
        };
        is_meant && suits(bazaar, &ask, order, &standing)
    });
    let place = |order: &Arc<Order>| Place::of(order.created, order.number);
    let page = Page::oldest(orders, place, after, limit);
    let orders = page.rows.iter().map(|one| row(bazaar, call, one));
    Ok(Reply::told(&Told {
        orders: orders.collect(),
        paging: paging(page.next()),
    }))
}

#[derive(Serialize)]
struct Told {
    orders: Vec<Row>,
    paging: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    order_id: i64,
    campaign_id: u64,
    program_type: &'static str,
    status: String,
    substatus: String,
    creation_date: String,
    update_date: String,
    payment_type: &'static str,
    payment_method: &'static str,
    fake: bool,
    items: Vec<Value>,
    prices: Value,
    delivery: Value,
    buyer_type: &'static str,
    cancel_requested: bool,
    source_platform: &'static str,
}

type Standing = (String, String, DateTime<Utc>);

type Window = (DateTime<Utc>, DateTime<Utc>);

fn suits(bazaar: &Bazaar, ask: &Ask, order: &Order, standing: &Standing) -> bool {
    let shop = places::shop(bazaar, order.warehouse.own);
    let (status, substatus, _) = standing;
    let any = |pointer: &str, value: &str| {
        let wanted = ask.texts(pointer);
        wanted.is_empty() || wanted.contains(&value)
    };
    let shops = ask.wholes("/campaignIds");
    any("/statuses", status)
        && any("/substatuses", substatus)
        && any("/programTypes", shop.kind())
        && (shops.is_empty() || shops.iter().any(|id| u64::try_from(*id) == Ok(shop.id)))
        && ask.flag("/fake").is_none_or(|fake| fake == is_fake(order))
}

fn days(ask: &Ask, name: &str) -> Result<Option<Window>, Reply> {
    let read = |end: &str| {
        ask.day(&format!("/dates/{name}{end}"))
            .map_err(|text| refuse::bad(&format!("{text} is not a valid date")))
    };
    let begin = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc() - MOSCOW;
    let (from, to) = (read("From")?, read("To")?);
    // Both days count in full.
    let end = |day: NaiveDate| begin(day) + TimeDelta::days(1) - TimeDelta::milliseconds(1);
    window(from.map(begin), to.map(end), TimeDelta::days(31))
}

fn instants(ask: &Ask, name: &str) -> Result<Option<Window>, Reply> {
    let read = |end: &str| {
        ask.instant(&format!("/dates/{name}{end}"))
            .map_err(|text| refuse::bad(&format!("{text} is not a valid date")))
    };
    window(read("From")?, read("To")?, WINDOW)
}

fn window(
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    most: TimeDelta,
) -> Result<Option<Window>, Reply> {
    let window = match (from, to) {
        (None, None) => return Ok(None),
        (Some(from), None) => (from, from + most),
        (None, Some(to)) => (to - most, to),
        (Some(from), Some(to)) => (from, to),
    };
    if window.1 - window.0 > most {
        return Err(refuse::bad("Date range must not exceed 30 days"));
    }
    Ok(Some(window))
}

/// Orders from then on, oldest first, with the test orders: copies of the last orders of two days
/// before the demo, under numbers of their own, right before what they copy.
fn sold(
    bazaar: &Bazaar,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Arc<Order>> {
    let start = bazaar.world.start();
    let last = |ago| {
        let (from, to) = (
            start - TimeDelta::days(ago + 1),
            start - TimeDelta::days(ago),
        );
        bazaar.world.last_order(&STALL, from, to)
    };
    let copied: Vec<Option<Arc<Order>>> =
        (1..).map(last).zip(0..FAKES).map(|(one, _)| one).collect();
    let fake = move |order: &Order| {
        let is_it =
            |one: &Option<Arc<Order>>| one.as_ref().is_some_and(|one| one.number == order.number);
        let number = u64::try_from(copied.iter().position(is_it)?).ok()?;
        let buyer = "Тест".to_owned();
        Some(Arc::new(Order {
            number,
            buyer,
            ..order.clone()
        }))
    };
    let sold = bazaar.world.each_order(&STALL, since, now);
    sold.flat_map(move |order| fake(&order).into_iter().chain([order]))
}

fn is_fake(order: &Order) -> bool {
    order.number < FAKES
}

fn id(order: &Order) -> i64 {
    public(order.number)
}

/// The public number of the world's order `number`.
pub(super) fn public(number: u64) -> i64 {
    57_000_000_000 + i64::try_from(number).unwrap_or(0)
}

fn row(bazaar: &Bazaar, call: &Call, order: &Order) -> Row {
    let (stage, _) = order.stage(call.now);
    let (status, substatus, began) = handling::standing(bazaar, order, call.now);
    let shop = places::shop(bazaar, order.warehouse.own);
    let lines = order.lines.iter().zip(0..);
    let items = lines.map(|(line, at)| item(bazaar, order, stage, line, at));
    Row {
        order_id: id(order),
        campaign_id: shop.id,
        program_type: shop.kind(),
        status,
        substatus,
        creation_date: stamp(order.created),
        update_date: stamp(began),
        payment_type: "PREPAID",
        payment_method: "YANDEX",
        fake: is_fake(order),
        items: items.collect(),
        prices: json!({"payment": money(order.total()), "subsidy": money(0)}),
        delivery: delivery(bazaar, order, shop.own),
        buyer_type: "PERSON",
        cancel_requested: false,
        source_platform: "MARKET",
    }
}

/// `payment` is the sum over all units of the line.
fn item(bazaar: &Bazaar, order: &Order, stage: Stage, line: &Line, at: i64) -> Value {
    let product = bazaar.world.products().get(line.product);
    let mut item = json!({
        "id": id(order) * 10 + at,
        "offerId": product.map_or("?", |product| product.article.as_str()),
        "offerName": product.map_or("", |product| product.name.ru.as_str()),
        "count": line.quantity,
        "prices": {"payment": money(line.price * i64::from(line.quantity)), "vat": "NO_VAT"},
    });
    // Bed linen is marked one by one.
    let marked = product.is_some_and(|product| product.group == "textile");
    if marked && order.warehouse.own {
        set(&mut item, "requiredInstanceTypes", json!(["CIS"]));
    }
    if let (Some(status), Some(item)) = (status::of_item(stage), item.as_object_mut()) {
        let statuses = json!([{"status": status, "count": line.quantity}]);
        item.insert("itemStatuses".to_owned(), statuses);
    }
    item
}

fn delivery(bazaar: &Bazaar, order: &Order, own: bool) -> Value {
    let day = |days: i64| {
        let at = order.created + MOSCOW + TimeDelta::days(days);
        at.date_naive().to_string()
    };
    let mut delivery = json!({
        "type": "PICKUP",
        "serviceName": "Доставка",
        "deliveryServiceId": 1_005_678,
        "warehouseId": order.warehouse.id.to_string(),
        "deliveryPartnerType": "YANDEX_MARKET",
        "dispatchType": "MARKET_BRANDED_OUTLET",
        "dates": {"fromDate": day(5), "toDate": day(8)},
        "pickup": {"address": {"country": "Россия", "city": order.city}},
    });
    if own {
        let (id, day) = shipments::of(order);
        set(
            &mut delivery,
            "shipment",
            json!({"id": id, "shipmentDate": day.to_string()}),
        );
    }
    if let Some(boxes) = handling::boxes(bazaar, id(order)) {
        set(&mut delivery, "boxesLayout", layout(id(order), &boxes));
    }
    delivery
}

/// Boxes as they are told: with numbers of their own.
fn layout(order: i64, boxes: &Value) -> Value {
    let boxes = boxes.as_array().into_iter().flatten().zip(1..);
    let boxes = boxes.map(|(one, at): (&Value, i64)| {
        let mut one = one.clone();
        set(&mut one, "boxId", json!(order * 10 + at));
        set(&mut one, "barcode", json!(format!("{order}-{at}")));
        one
    });
    boxes.collect()
}

fn money(kopecks: i64) -> Value {
    json!({"value": roubles(kopecks), "currencyId": "RUR"})
}
