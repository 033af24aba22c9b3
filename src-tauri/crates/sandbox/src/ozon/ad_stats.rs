//! What campaigns brought: reports that take their time, one after the other, and the last two days
//! at once.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::ad_campaigns::{all, day, figures, goods};
use super::ads::{HOST, LIMIT, bad, refuse};
use super::goods::sku;
use super::{STALL, card, price, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::{AdDay, Campaign, Product, dice};
use crate::zipped::{File, pack_all};

/// Reports by their id.
const REPORTS: &str = "ad reports";

/// 2000 exports a day, ten in a report.
const EXPORTS: Limit = Limit::new("ad-reports", 200, 86_400, 200);

/// Longest period of a report.
const LONGEST: TimeDelta = TimeDelta::days(61);

/// A report is begun, and ready, so long after it was ordered.
const BEGUN: TimeDelta = TimeDelta::seconds(5);
const READY: TimeDelta = TimeDelta::seconds(25);

const NAMES: &str = "sku;Название товара;Цена товара, ₽;Показы;Клики;CTR (%);В корзину;\
Ср. цена клика, ₽;Ср. цена 1000 показов, ₽;Расход, ₽, с НДС;Заказы;Выручка, ₽;Заказы модели;\
Выручка с заказов модели, ₽;ДРР, %;Дата добавления";

pub(super) fn routes() -> Vec<Route> {
    let get = |path, handler| Route::read(Method::GET, HOST, path, &LIMIT, handler);
    let post = |path, limit, handler| Route::read(Method::POST, HOST, path, limit, handler);
    vec![
        post("/api/client/statistics", &EXPORTS, order),
        post("/api/client/statistics/products/sku", &LIMIT, fresh),
        get("/api/client/statistics/report", report),
        get("/api/client/statistics/{UUID}", info),
    ]
}

/// Campaigns of a request, ten at most.
fn campaigns(bazaar: &Bazaar, ask: &Ask, pointer: &str) -> Option<Vec<Campaign>> {
    let wanted = ask.texts(pointer);
    let own = all(bazaar).into_iter();
    let found: Vec<Campaign> = own
        .filter(|one| wanted.contains(&one.number.to_string().as_str()))
        .collect();
    let fits = (1..=10).contains(&wanted.len()) && found.len() == wanted.len();
    fits.then_some(found)
}

fn period(ask: &Ask) -> Option<(NaiveDate, NaiveDate)> {
    let day = |pointer| ask.day(pointer).ok().flatten();
    let (from, to) = (day("/dateFrom")?, day("/dateTo")?);
    (from <= to).then_some((from, to))
}

/// `POST /api/client/statistics`.
fn order(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return bad("invalid JSON");
    };
    let Some(period) = period(&ask).filter(|(from, to)| *to - *from <= LONGEST) else {
        return bad("dateFrom, dateTo: a period of 62 days at most is expected");
    };
    if campaigns(bazaar, &ask, "/campaigns").is_none() {
        return bad("campaigns: 1 to 10 of the account are expected");
    }
    let reports = bazaar.book.all(STALL.id, REPORTS);
    if reports.iter().any(|(_, entry)| entry.at + READY > call.now) {
        let words = "превышен лимит активных запросов: максимум 1";
        return refuse(StatusCode::TOO_MANY_REQUESTS, words);
    }
    let number = i64::try_from(reports.len()).unwrap_or_default();
    let id = dice::uuid(bazaar.world.number("ozon ad report", number));
    let value = json!({
        "campaigns": ask.texts("/campaigns"),
        "dateFrom": period.0.to_string(),
        "dateTo": period.1.to_string(),
        "groupBy": ask.text("/groupBy").unwrap_or("NO_GROUP_BY"),
    });
    bazaar.book.put(STALL.id, REPORTS, &id, value, call.now);
    Reply::json(&json!({ "UUID": id, "vendor": false }))
}

/// `GET /api/client/statistics/{UUID}`.
fn info(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.name("UUID");
    let Some(entry) = bazaar.book.get(STALL.id, REPORTS, id) else {
        return refuse(StatusCode::NOT_FOUND, "report not found");
    };
    let state = match call.now - entry.at {
        age if age >= READY => "OK",
        age if age >= BEGUN => "IN_PROGRESS",
        _ => "NOT_STARTED",
    };
    let mut info = json!({
        "UUID": id,
        "state": state,
        "createdAt": stamp(entry.at),
        "updatedAt": stamp(call.now),
        "request": entry.value,
        "kind": "STATS",
    });
    if let (true, Some(info)) = (state == "OK", info.as_object_mut()) {
        let link = format!("/api/client/statistics/report?UUID={id}");
        info.insert("link".to_owned(), json!(link));
    }
    Reply::json(&info)
}

/// `GET /api/client/statistics/report`: a table for one campaign, an archive for several.
fn report(bazaar: &Bazaar, call: &Call) -> Reply {
    let id = call.query("UUID").unwrap_or_default();
    let entry = bazaar.book.get(STALL.id, REPORTS, id);
    let Some(entry) = entry.filter(|entry| entry.at + READY <= call.now) else {
        return refuse(StatusCode::NOT_FOUND, "report not found");
    };
    let wanted = entry.value;
    let text = |name: &str| wanted.get(name).and_then(Value::as_str).unwrap_or_default();
    let by_day = text("groupBy") == "DATE";
    let date = |name: &str| text(name).parse().unwrap_or_default();
    let period = (date("dateFrom"), date("dateTo"));
    let numbers = wanted.get("campaigns").cloned().unwrap_or_default();
    let numbers: Vec<String> = serde_json::from_value(numbers).unwrap_or_default();
    let own = all(bazaar).into_iter();
    let own = own.filter(|one| numbers.contains(&one.number.to_string()));
    let mut files: Vec<File> = own
        .map(|one| {
            let table = table(bazaar, &one, period, by_day, call.now);
            (format!("{}.csv", one.number), table.into_bytes())
        })
        .collect();
    match files.len() {
        1 => {
            let (_, table) = files.remove(0);
            Reply::typed(StatusCode::OK, "text/csv; charset=UTF-8", table)
        }
        _ => Reply::typed(StatusCode::OK, "application/zip", pack_all(&files)),
    }
}

fn table(
    bazaar: &Bazaar,
    campaign: &Campaign,
    (from, to): (NaiveDate, NaiveDate),
    by_day: bool,
    now: DateTime<Utc>,
) -> String {
    let written = |date: NaiveDate| date.format("%d.%m.%Y").to_string();
    let mut lines = vec![
        format!(
            "\u{feff};Кампания по продвижению товаров № {}, период {}-{}",
            campaign.number,
            written(from),
            written(to)
        ),
        format!("{}{NAMES}", if by_day { "День;" } else { "" }),
    ];
    let mut sum = AdDay::default();
    for product in goods(bazaar, campaign) {
        let mut whole = AdDay::default();
        for date in from.iter_days().take_while(|date| *date <= to) {
            let one = figures(bazaar, campaign, product, date, now);
            if by_day && one.views > 0 {
                let cells = cells(bazaar, campaign, product, &one);
                lines.push(format!("{};{cells}", written(date)));
            }
            whole = plus(whole, one);
        }
        if !by_day {
            lines.push(cells(bazaar, campaign, product, &whole));
        }
        sum = plus(sum, whole);
    }
    let before = if by_day { ";" } else { "" };
    lines.push(format!("Всего;{before};;{}", told(&sum)));
    lines.join("\n")
}

fn plus(one: AdDay, other: AdDay) -> AdDay {
    AdDay {
        views: one.views + other.views,
        clicks: one.clicks + other.clicks,
        carts: one.carts + other.carts,
        orders: one.orders + other.orders,
        spend: one.spend + other.spend,
        revenue: one.revenue + other.revenue,
    }
}

/// Cells of a product: SKU, name, price, figures, the day on which it was added.
fn cells(bazaar: &Bazaar, campaign: &Campaign, product: &Product, one: &AdDay) -> String {
    let price = price::cost(bazaar, product).price;
    format!(
        "{};{};{};{};{}",
        sku(product),
        product.name.ru.replace(';', ","),
        comma(price),
        told(one),
        day(campaign.made).format("%d.%m.%Y"),
    )
}

/// Kopecks as roubles with a comma.
fn comma(kopecks: i64) -> String {
    card::money(kopecks).replace('.', ",")
}

fn per(part: i64, of: u64) -> String {
    comma(part / i64::try_from(of.max(1)).unwrap_or(1))
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or_default()
}

/// Figures in the order of the columns, from the views to the share.
fn told(one: &AdDay) -> String {
    let revenue = comma(one.revenue);
    [
        one.views.to_string(),
        one.clicks.to_string(),
        per(whole(one.clicks) * 10_000, one.views),
        one.carts.to_string(),
        per(one.spend, one.clicks),
        per(one.spend * 1000, one.views),
        comma(one.spend),
        one.orders.to_string(),
        revenue.clone(),
        one.orders.to_string(),
        revenue,
        per(one.spend * 10_000, u64::try_from(one.revenue).unwrap_or(1)),
    ]
    .join(";")
}

/// `POST /api/client/statistics/products/sku`: yesterday and today alone.
fn fresh(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return bad("invalid JSON");
    };
    let yesterday = day(call.now) - TimeDelta::days(1);
    let Some((from, to)) = period(&ask).filter(|(from, _)| *from >= yesterday) else {
        return bad("dateFrom: yesterday at the earliest");
    };
    let Some(own) = campaigns(bazaar, &ask, "/campaignIds") else {
        return bad("empty campaigns");
    };
    let mut rows = Vec::new();
    for campaign in &own {
        for date in from.iter_days().take_while(|date| *date <= to) {
            for product in goods(bazaar, campaign) {
                let one = figures(bazaar, campaign, product, date, call.now);
                rows.push(fresh_row(bazaar, campaign, product, (date, one)));
            }
        }
    }
    Reply::json(&json!({ "rows": rows }))
}

fn fresh_row(
    bazaar: &Bazaar,
    campaign: &Campaign,
    product: &Product,
    (date, one): (NaiveDate, AdDay),
) -> Value {
    let price = price::cost(bazaar, product).price;
    json!({
        "campaignId": campaign.number.to_string(),
        "sku": sku(product).to_string(),
        "date": date.to_string(),
        "dateAdded": stamp(campaign.made),
        "views": one.views.to_string(),
        "clicks": one.clicks.to_string(),
        "toCart": one.carts.to_string(),
        "orders": one.orders.to_string(),
        "modelOrders": one.orders.to_string(),
        "sales": card::money(one.revenue),
        "modelSales": card::money(one.revenue),
        "expense": card::money(one.spend),
        "price": card::money(price),
        "avgCpc": card::money(one.spend / whole(one.clicks.max(1))),
    })
}
