//! Ten thousand ways in which an answer can be a little wrong: no panic, no lost page, and at most
//! the row that is wrong is bad.

use proptest::prelude::*;
use serde::de::DeserializeOwned;

use super::super::wire::{ItemPage, OrderPage, PaymentPage, ProductPage, StockPage, Wrapped};
use super::*;
use crate::http::lenient;

/// An answer of one read: where its rows are, and how a page of it is read.
struct Read {
    name: &'static str,
    answer: Value,
    rows: &'static str,
    /// Good rows; nothing when the page is lost.
    page: fn(&Value) -> Option<usize>,
    /// Good rows of the answer as it is.
    clean: usize,
}

fn count<T, E>(rows: impl IntoIterator<Item = std::result::Result<T, E>>) -> usize {
    rows.into_iter().filter(std::result::Result::is_ok).count()
}

fn read<T: DeserializeOwned>(answer: &Value) -> Option<T> {
    lenient("test", &answer.to_string().into()).ok()
}

fn payload<T: DeserializeOwned>(answer: &Value) -> Option<T> {
    read::<Wrapped<T>>(answer)?.payload
}

fn products(answer: &Value) -> Option<usize> {
    let page: ProductPage = read(answer)?;
    let rows = page.product_list.iter();
    Some(
        rows.map(|raw| {
            count(convert::listings(raw))
                + count(convert::prices(raw))
                + count(convert::turnover(raw, start()))
                + count(convert::in_uzum_stock(raw))
                + count(convert::commissions(raw, profile::described_on()))
        })
        .sum(),
    )
}

fn orders(answer: &Value) -> Option<usize> {
    let page: OrderPage = payload(answer)?;
    let rows = &page.orders;
    Some(count(rows.iter().map(convert::order)) + count(rows.iter().map(convert::parcel)))
}

fn sales(answer: &Value) -> Option<usize> {
    let page: ItemPage = read(answer)?;
    let rows = &page.order_items;
    let amounts = count(rows.iter().flat_map(convert::sales));
    Some(amounts + count(rows.iter().map(convert::shelf_order)))
}

fn reads() -> Vec<Read> {
    let file =
        |name: &'static str, rows: &'static str, text: &str, page: fn(&Value) -> Option<usize>| {
            let answer = twice(&json(text), rows);
            let clean = page(&answer).expect("a good page");
            Read {
                name,
                answer,
                rows,
                page,
                clean,
            }
        };
    vec![
        file(
            "products",
            "/productList",
            include_str!("../fixtures/products.json"),
            products,
        ),
        file(
            "orders",
            "/payload/orders",
            include_str!("../fixtures/orders.json"),
            orders,
        ),
        file(
            "stocks",
            "/payload/skuAmountList",
            include_str!("../fixtures/stocks.json"),
            |answer| {
                let page: StockPage = payload(answer)?;
                Some(count(
                    page.sku_amount_list.iter().map(convert::sellers_stock),
                ))
            },
        ),
        file(
            "sales",
            "/orderItems",
            include_str!("../fixtures/sales.json"),
            sales,
        ),
        file(
            "expenses",
            "/payload/payments",
            include_str!("../fixtures/payments.json"),
            |answer| {
                let page: PaymentPage = payload(answer)?;
                Some(count(page.payments.iter().map(convert::expense)))
            },
        ),
        file(
            "returns",
            "",
            include_str!("../fixtures/returns.json"),
            |answer| {
                let rows: Vec<Value> = read(answer)?;
                Some(count(rows.iter().flat_map(convert::returns)))
            },
        ),
        file(
            "notes",
            "/payload",
            include_str!("../fixtures/notes.json"),
            |answer| {
                let rows: Vec<Value> = payload(answer)?;
                Some(count(rows.iter().map(convert::invoice)))
            },
        ),
        file(
            "shelf",
            "",
            include_str!("../fixtures/shelf.json"),
            |answer| {
                let rows: Vec<Value> = read(answer)?;
                Some(count(rows.iter().map(convert::shelf_invoice)))
            },
        ),
    ]
}

/// The answer with two copies of its first row, which is a good one.
fn twice(answer: &Value, rows: &str) -> Value {
    let mut answer = answer.clone();
    let list = answer.pointer_mut(rows).expect("rows");
    let first = list[0].clone();
    *list = json!([first.clone(), first]);
    answer
}

/// Addresses of everything within a value, the value itself left out.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, one)| (key.clone(), one)).collect(),
        Value::Array(rows) => {
            let rows = rows.iter().enumerate();
            rows.map(|(place, one)| (place.to_string(), one)).collect()
        }
        _ => return,
    };
    for (name, one) in inner {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        places(one, &at, into);
        into.push(at);
    }
}

/// Does one harm to what stands at `place`.
fn harm(row: &mut Value, place: &str, how: usize) {
    let (parent, name) = place.rsplit_once('/').expect("an address");
    if how == 0 {
        if let Some(Value::Object(fields)) = row.pointer_mut(parent) {
            fields.remove(name);
        }
        return;
    }
    let Some(found) = row.pointer_mut(place) else {
        return;
    };
    *found = match (how, found.clone()) {
        (1, _) => Value::Null,
        (2, Value::Number(number)) => number.to_string().into(),
        (2, Value::String(text)) => text.parse::<i64>().unwrap_or(17).into(),
        (3, Value::String(_)) => "SOMETHING_NEW".into(),
        (3, Value::Number(_)) => json!(-1.5),
        (4, Value::Object(mut fields)) => {
            fields.insert("brandNew".to_owned(), json!({"a": [1]}));
            Value::Object(fields)
        }
        (4, Value::Number(_)) => json!(i64::MIN),
        (5, _) => json!([["?"]]),
        (6, Value::Number(_)) => json!(i64::MAX),
        (_, other) => other,
    };
}

/// Harms that [`harm`] knows.
const HARMS: usize = 7;

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn a_wrong_row_costs_nothing_but_itself(
        which in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        how in 0..HARMS,
    ) {
        thread_local! {
            static READS: Vec<Read> = reads();
        }
        READS.with(|reads| {
            let one = which.get(reads);
            let mut answer = one.answer.clone();
            let rows = answer.pointer_mut(one.rows).expect("rows");
            let row = rows.get_mut(1).expect("the second one");
            let mut all = Vec::new();
            places(row, "", &mut all);
            let place = place.get(all.as_slice()).clone();
            harm(row, &place, how);
            let good = (one.page)(&answer);
            prop_assert!(good.is_some(), "{}: the page is lost over {}", one.name, place);
            let least = one.clean / 2;
            prop_assert!(good >= Some(least), "{}: {good:?} of {}", one.name, one.clean);
            Ok(())
        })?;
    }
}

#[test]
fn the_answers_are_good_ones() {
    for one in reads() {
        let clean = one.clean;
        assert!(
            clean >= 2,
            "{}: {clean}, else nothing could be lost",
            one.name
        );
    }
}
