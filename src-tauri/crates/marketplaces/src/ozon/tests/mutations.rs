//! The official examples with one thing changed in them: a row more or less, never a page.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::feed::{Flaw, readable, rows};
use crate::http::lenient;
use crate::ozon::campaigns::numbered;
use crate::ozon::convert::{
    ad, chat, parcel, posting, price, product, promotion, returned, stock, text, traffic,
};
use crate::ozon::wire::ad::{AdCampaign, CampaignList};
use crate::ozon::wire::chat::{ChatItem, ChatList, History};
use crate::ozon::wire::parcel::Parcel;
use crate::ozon::wire::posting::{Posting, PostingList};
use crate::ozon::wire::price::{PriceItem, PriceList};
use crate::ozon::wire::product::{Card, CardList, Info, InfoList, ProductList, ProductListItem};
use crate::ozon::wire::promotion::{Action, ActionList, ActionProduct, ActionProducts};
use crate::ozon::wire::question::{AnswerList, QuestionList};
use crate::ozon::wire::returned::{ClaimItem, ClaimList, ReturnList};
use crate::ozon::wire::review::{Comment, CommentList, ReviewList};
use crate::ozon::wire::stock::{StockItem, StockList};
use crate::ozon::wire::supply::{SupplyList, SupplyOrder};
use crate::ozon::wire::traffic::{RatingList, RatingRow};
use crate::ozon::wire::warehouse::{Place, WarehouseList};

/// Good rows and bad ones.
type Count = (usize, usize);

fn count<T>((good, bad): (Vec<T>, Vec<crate::page::BadRow>)) -> Count {
    (good.len(), bad.len())
}

/// Reads rows as the feed of that name does.
fn read(name: &str, raw: &[Value]) -> Count {
    match name {
        "prices" => {
            let day = chrono::NaiveDate::MIN;
            count(rows(raw, |row: PriceItem| price::signals(&row)));
            count(rows(raw, |row: PriceItem| price::tariffs(&row, day)));
            count(rows(raw, |row: PriceItem| price::price(&row, None)))
        }
        "products" => count(rows(raw, |row: ProductListItem| Ok(row.product_id))),
        "infos" => count(rows(raw, |row: Info| {
            product::listing(row, None, &product::Names::new())
        })),
        "cards" => count(rows(raw, |row: Card| Ok(Some(row)))),
        "stocks" => count(rows(raw, |row: StockItem| stock::levels(&row))),
        "warehouses" => count(rows(raw, |row: Place| Ok(row.warehouse_id))),
        "postings_fbs" => count(rows(raw, |row: Posting| posting::of_seller(&row))),
        "postings_fbo" => count(rows(raw, |row: Posting| posting::of_ozon(&row))),
        "parcels" => count(rows(raw, |row: Parcel| parcel::parcel(&row))),
        "supplies" => count(rows(raw, |row: SupplyOrder| parcel::supply(&row))),
        "returns" => count(rows(raw, returned::returned)),
        "claims" => count(rows(raw, |row: ClaimItem| returned::claim(row, None))),
        "chats" => {
            let none = History::default();
            count(rows(raw, |row: ChatItem| chat::chat(&row, &none)))
        }
        "messages" => (readable::<crate::ozon::wire::chat::Message>(raw).len(), 0),
        "candidates" | "in_actions" => {
            count(rows(raw, |row: ActionProduct| promotion::item(&row, true)))
        }
        "actions" => count(rows(raw, |row: Action| {
            Ok::<_, Flaw>(promotion::promotion(row, Vec::new()))
        })),
        "ads" => count(rows(raw, |row: AdCampaign| {
            let numbered = numbered(row)?;
            Ok(numbered.map(|(_, row)| ad::campaign(&row, Vec::new())))
        })),
        "ratings" => count(rows(raw, |row: RatingRow| traffic::quality(&row))),
        "reviews" => count(rows(raw, text::review)),
        "questions" => count(rows(raw, text::question)),
        "comments" => (readable::<Comment>(raw).len(), 0),
        "answers" => (
            readable::<crate::ozon::wire::question::Answer>(raw).len(),
            0,
        ),
        other => panic!("no feed reads {other}"),
    }
}

/// Whether the page is read, whatever becomes of its rows.
fn page(name: &str, answer: &Value) -> bool {
    let bytes = bytes::Bytes::from(answer.to_string());
    macro_rules! is {
        ($list:ty) => {
            lenient::<$list>("test", &bytes).is_ok()
        };
    }
    match name {
        "prices" => is!(PriceList),
        "products" => is!(ProductList),
        "infos" => is!(InfoList),
        "cards" => is!(CardList),
        "stocks" => is!(StockList),
        "warehouses" => is!(WarehouseList),
        "postings_fbs" | "postings_fbo" | "parcels" => is!(PostingList),
        "supplies" => is!(SupplyList),
        "returns" => is!(ReturnList),
        "claims" => is!(ClaimList),
        "chats" => is!(ChatList),
        "messages" => is!(History),
        "candidates" | "in_actions" => is!(ActionProducts),
        "actions" => is!(ActionList),
        "ads" => is!(CampaignList),
        "ratings" => is!(RatingList),
        "reviews" => is!(ReviewList),
        "questions" => is!(QuestionList),
        "comments" => is!(CommentList),
        "answers" => is!(AnswerList),
        other => panic!("no feed reads {other}"),
    }
}

static EXAMPLES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let text = include_str!("../fixtures/official.json");
    serde_json::from_str(text).expect("a fixture is JSON")
});

/// Goes down to some member and changes it.
fn change(value: &mut Value, path: &[u8], how: u8) {
    let Some((step, rest)) = path.split_first() else {
        *value = changed(value, how);
        return;
    };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let key = fields
                .keys()
                .nth(usize::from(*step) % fields.len())
                .cloned();
            let key = key.expect("it is not empty");
            let inner = fields
                .get(&key)
                .is_some_and(|one| one.is_object() || one.is_array());
            match (inner, how) {
                (true, _) if !rest.is_empty() => change(&mut fields[&key], rest, how),
                (_, 0) => drop(fields.remove(&key)),
                (_, 1) => drop(fields.insert("unheard_of".to_owned(), json!([{ "x": null }]))),
                _ => change(&mut fields[&key], &[], how),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = usize::from(*step) % items.len();
            change(&mut items[at], rest, how);
        }
        other => *other = changed(other, how),
    }
}

/// Null, a number as text, a text as a number, a word that nobody knows, another shape.
fn changed(value: &Value, how: u8) -> Value {
    match (how, value) {
        (2, _) => Value::Null,
        (3, Value::Number(number)) => Value::from(number.to_string()),
        (3, Value::String(text)) => text.parse::<i64>().map_or(json!(7), Value::from),
        (4, _) => json!("UNHEARD_OF"),
        (5, _) => json!({ "another": "shape" }),
        (6, _) => Value::Object(Map::new()),
        (7, _) => json!([]),
        _ => json!(-1),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn one_change_costs_one_row_at_most(
        which in any::<prop::sample::Index>(),
        path in prop::collection::vec(any::<u8>(), 1..6),
        how in 0_u8..9,
    ) {
        let example = which.get(&EXAMPLES);
        let name = example["name"].as_str().expect("a name");
        let pointer = example["rows"].as_str().expect("a pointer");
        let mut answer = example["answer"].clone();
        let list = answer.pointer_mut(pointer).and_then(Value::as_array_mut).expect("a list");
        let row = list.first().cloned().expect("a row");
        let (alone, broken) = read(name, std::slice::from_ref(&row));
        prop_assert!(alone <= 1 && broken == 0, "{name}: the example itself is whole");
        let mut odd = row.clone();
        change(&mut odd, &path, how);
        *list = vec![row.clone(), odd, row];
        let raw = list.clone();
        let (good, bad) = read(name, &raw);
        prop_assert!(good >= 2 * alone, "{name}: its neighbours are there: {raw:?}");
        prop_assert!(bad <= 1, "{name}: nothing else is bad: {raw:?}");
        prop_assert!(page(name, &answer), "{name}: the page is read: {answer}");
    }
}
