//! Ten thousand small changes of what Market answers, as it makes them itself one day: no change of
//! one row loses another row or the page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Currency, Scheme};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::fixture;
use crate::feed::{Flaw, Raw, rows};
use crate::http::lenient;
use crate::yandex::convert::{
    chat, money, offer, order, parcel, price, returned, statement, stock, text,
};
use crate::yandex::wire::Envelope;
use crate::yandex::wire::bid::{Bids, Recommended};
use crate::yandex::wire::card::Cards;
use crate::yandex::wire::chat::{Chats, History};
use crate::yandex::wire::feedback::Feedbacks;
use crate::yandex::wire::money::{Calculated, Orders as Stats};
use crate::yandex::wire::offer::Offers as Mappings;
use crate::yandex::wire::order::Orders;
use crate::yandex::wire::price::{Offers, Recommendations};
use crate::yandex::wire::promo::{PromoOffers, Promos};
use crate::yandex::wire::question::Questions;
use crate::yandex::wire::returned::Returns;
use crate::yandex::wire::shipment::Shipments;
use crate::yandex::wire::standing::Rated;
use crate::yandex::wire::stock::Stocks;
use crate::yandex::{
    bid_signals, boost, category_places, funnel, promotions, quality, realization, shop_ratings,
    tariffs, turnover,
};

/// Changes of each kind of answer.
const EACH: u64 = 600;

/// Rows of a page that could be read, and those that could not.
type Counts = (usize, usize);

/// A kind of answer: where its rows lie and how they are read.
struct Answer {
    name: &'static str,
    body: Value,
    list: &'static str,
    read: fn(&Value) -> Counts,
}

fn page<P: DeserializeOwned, R: Raw, W: DeserializeOwned, T>(
    body: &Value,
    list: impl Fn(P) -> Vec<R>,
    convert: impl Fn(W) -> Result<Option<T>, Flaw>,
) -> Counts {
    let page: P = lenient("test", &body.to_string().into()).expect("no row loses the page");
    let (good, bad) = rows(&list(page), convert);
    (good.len(), bad.len())
}

fn named(name: &str, list: &'static str) -> Value {
    let rows = fixture("rows")[name].clone();
    assert!(rows.is_array(), "rows of {name}");
    let mut result = serde_json::Map::new();
    result.insert(list.to_owned(), rows);
    json!({ "status": "OK", "result": result })
}

fn answers() -> Vec<Answer> {
    macro_rules! answers {
        ($($name:literal: $body:expr, $list:literal, |$page:ident: $type:ty| $rows:expr, $convert:expr;)+) => {
            vec![$(Answer {
                name: $name,
                body: $body,
                list: $list,
                read: |body| page(body, |$page: $type| $rows, $convert),
            },)+]
        };
    }
    answers! {
        "catalogue": fixture("offers"), "/result/offerMappings",
            |page: Envelope<Mappings>| page.result.offer_mappings, offer::listing;
        "stock": fixture("stocks"), "/result/warehouses/0/offers",
            |page: Envelope<Stocks>| page.result.warehouses.into_iter().flat_map(|one| one.offers).collect::<Vec<_>>(),
            |row| stock::level(&row, "1", Scheme::Seller);
        "orders": fixture("orders"), "/orders",
            |page: Orders| page.orders, |row| order::order(&row);
        "reviews": fixture("feedbacks"), "/result/feedbacks",
            |page: Envelope<Feedbacks>| page.result.feedbacks, text::review;
        "questions": fixture("questions"), "/result/questions",
            |page: Envelope<Questions>| page.result.questions, text::question;
        "prices": named("prices", "offers"), "/result/offers",
            |page: Envelope<Offers>| page.result.offers, |row| price::price(row, &BTreeMap::new());
        "quarantine": named("quarantine", "offers"), "/result/offers",
            |page: Envelope<Offers>| page.result.offers, price::held;
        "advice": named("recommendations", "offerRecommendations"), "/result/offerRecommendations",
            |page: Envelope<Recommendations>| page.result.offer_recommendations, price::signals;
        "parcels": json!({ "orders": fixture("rows")["parcels"] }), "/orders",
            |page: Orders| page.orders, parcel::parcel;
        "shipments": named("shipments", "shipments"), "/result/shipments",
            |page: Envelope<Shipments>| page.result.shipments,
            |row| parcel::supply(row, 5501, Scheme::Seller);
        "returns": named("returns", "returns"), "/result/returns",
            |page: Envelope<Returns>| page.result.returns,
            |row| returned::returned(&row, 5501, Scheme::Seller);
        "chats": named("chats", "chats"), "/result/chats",
            |page: Envelope<Chats>| page.result.chats, chat::chat;
        "messages": named("messages", "messages"), "/result/messages",
            |page: Envelope<History>| page.result.messages, chat::message;
        "bids": named("bids", "bids"), "/result/bids",
            |page: Envelope<Bids>| page.result.bids, boost::item;
        "cards": named("cards", "offerCards"), "/result/offerCards",
            |page: Envelope<Cards>| page.result.offer_cards, quality::quality;
        "promotions": named("promos", "promos"), "/result/promos",
            |page: Envelope<Promos>| page.result.promos, promotions::promotion;
        "promotion goods": named("promo_offers", "offers"), "/result/offers",
            |page: Envelope<PromoOffers>| page.result.offers, promotions::item;
        "amounts": named("stats", "orders"), "/result/orders",
            |page: Envelope<Stats>| page.result.orders, |row| money::ledger(&row);
        "funnel": json!({ "rows": fixture("rows")["funnel"] }), "/rows",
            |page: Lines| page.rows, |row| funnel::day(row, Currency::RUB);
        "turnover": json!({ "rows": fixture("rows")["turnover"] }), "/rows",
            |page: Lines| page.rows, |row| turnover::turnover(row, NaiveDate::default());
        "advice on bids": named("bid_advice", "recommendations"), "/result/recommendations",
            |page: Envelope<Recommended>| page.result.recommendations, bid_signals::signals;
        "indices": named("indices", "campaignRatings"), "/result/campaignRatings",
            |page: Envelope<Rated>| page.result.campaign_ratings,
            |row| shop_ratings::ratings(row, &[]);
        "payments": json!({ "rows": fixture("rows")["payments"] }), "/rows",
            |page: Lines| page.rows, |row| statement::part(&row);
        "delivered": json!({ "rows": fixture("rows")["delivered"] }), "/rows",
            |page: Lines| page.rows, |row| realization::delivered(&row);
        "returned": json!({ "rows": fixture("rows")["returned"] }), "/rows",
            |page: Lines| page.rows, |row| realization::returned(&row);
        "places": json!({ "rows": fixture("rows")["places"] }), "/rows",
            |page: Lines| page.rows,
            |row| category_places::place(&row, (91, "Чайники"), Currency::RUB);
        "tariffs": named("tariffs", "offers"), "/result/offers",
            |page: Envelope<Calculated>| page.result.offers,
            |row| tariffs::of_offer(&row, &tariffs::Wanted::test(), "FBS", NaiveDate::default()).map(Some);
    }
}

/// Lines of a sheet, which come in no envelope.
#[derive(Default, Deserialize)]
struct Lines {
    #[serde(default, deserialize_with = "crate::loose::or_empty")]
    rows: Vec<Value>,
}

/// Numbers that look drawn, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).expect("a small number")
    }
}

/// Pointers to everything within a value.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, one)| (name.clone(), one))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, one)| (at.to_string(), one))
            .collect(),
        _ => Vec::new(),
    };
    for (name, one) in inner {
        let place = format!("{at}/{name}");
        places(one, &place, all);
        all.push(place);
    }
}

/// Changes one place of a row.
fn mutate(row: &mut Value, dice: &mut Dice) -> String {
    let mut all = Vec::new();
    places(row, "", &mut all);
    if all.is_empty() {
        return "an empty row".to_owned();
    }
    let place = all[dice.below(all.len())].clone();
    let kind = dice.below(6);
    let (above, name) = place.rsplit_once('/').expect("a place has a parent");
    let target = row.pointer_mut(&place).expect("it was just there");
    match (kind, target.clone()) {
        (0, _) => *target = Value::Null,
        (1, Value::Number(number)) => *target = number.to_string().into(),
        (1, Value::String(text)) => *target = text.len().into(),
        (2, Value::String(_)) => *target = "A_WORD_OF_TOMORROW".into(),
        (3, _) => {
            if let Some(Value::Object(members)) = row.pointer_mut(above) {
                members.insert("memberOfTomorrow".to_owned(), json!([{ "a": 1 }]));
            }
        }
        _ => match row.pointer_mut(above).expect("a parent") {
            Value::Object(members) => drop(members.remove(name)),
            Value::Array(list) => drop(list.remove(name.parse().expect("a position"))),
            _ => {}
        },
    }
    format!("{place} in way {kind}")
}

#[test]
fn ten_thousand_changes_lose_no_page_and_no_other_row() {
    let mut dice = Dice(20_261_122);
    let mut changes = 0;
    for answer in answers() {
        let whole = (answer.read)(&answer.body);
        assert!(
            whole.0 > 0,
            "{}: rows as documented can be read",
            answer.name
        );
        for _ in 0..EACH {
            let mut body = answer.body.clone();
            let rows = body.pointer_mut(answer.list).and_then(Value::as_array_mut);
            let rows = rows.unwrap_or_else(|| panic!("{}: a list", answer.name));
            let at = dice.below(rows.len());
            let what = mutate(&mut rows[at], &mut dice);
            let read = (answer.read)(&body);
            let kept = read.0 + 1 >= whole.0 && read.1 <= whole.1 + 1;
            assert!(kept, "{}: {what}: {whole:?} became {read:?}", answer.name);
            changes += 1;
        }
    }
    assert!(changes >= 10_000, "as many as promised: {changes}");
}
