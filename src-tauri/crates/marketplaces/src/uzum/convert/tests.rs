use domain::{ListingStatus, OrderStatus, Scheme};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::testing::any_json;

fn rows(fixture: &str, path: &str) -> Vec<Value> {
    let fixture: Value = serde_json::from_str(fixture).expect("a fixture is JSON");
    let rows = fixture.pointer(path).and_then(Value::as_array);
    rows.cloned().expect("rows at that path")
}

fn products() -> Vec<Value> {
    rows(include_str!("../fixtures/products.json"), "/productList")
}

fn orders() -> Vec<Value> {
    rows(include_str!("../fixtures/orders.json"), "/payload/orders")
}

#[rstest]
#[case(json!("2026-11-22T10:00:00.000Z"), Some("2026-11-22T10:00:00+00:00"))]
#[case(json!("2026-11-22T15:00:00+05:00"), Some("2026-11-22T10:00:00+00:00"))]
#[case(json!("2026-11-22T15:00:00"), Some("2026-11-22T10:00:00+00:00"))]
#[case(json!(1_763_800_200_000_i64), Some("2025-11-22T08:30:00+00:00"))]
#[case(json!("1763800200000"), Some("2025-11-22T08:30:00+00:00"))]
#[case(json!(1_763_800_200), None)]
#[case(json!(0), None)]
#[case(json!("kecha"), None)]
#[case(json!(null), None)]
#[case(json!([]), None)]
fn moments(#[case] value: Value, #[case] expected: Option<&str>) {
    let got = moment(&value).map(|at| at.to_rfc3339());
    assert_eq!(
        got.as_deref(),
        expected,
        "{value}: numbers are milliseconds"
    );
}

#[rstest]
#[case(json!([{"id": 1, "name": "A"}, {"id": "2"}]), Some(vec![1, 2]))]
#[case(json!({"payload": [{"id": 1}]}), Some(vec![1]))]
#[case(json!({"payload": {"shops": [{"id": 1}, {"name": "no id"}]}}), None)]
#[case(json!({"data": {"content": []}}), Some(vec![]))]
#[case(json!({"shop": {"id": 1}}), None)]
#[case(json!("shops"), None)]
#[case(json!(null), None)]
fn lists_of_shops(#[case] answer: Value, #[case] expected: Option<Vec<i64>>) {
    let got = shops(&answer).map(|shops| shops.into_iter().map(|(id, _)| id).collect::<Vec<_>>());
    assert_eq!(got, expected, "{answer}");
}

#[test]
fn a_sku_becomes_a_listing() {
    let listing = listings(&products()[0]).remove(0).expect("a good SKU");
    assert_eq!(
        listing.external_id,
        "11325839".into(),
        "stocks name the SKU"
    );
    assert_eq!(listing.article, "TT-17/q", "the seller's own code");
    assert_eq!(listing.title, "Elektr choynak, 1.7 l", "as buyers see it");
    assert_eq!(
        listing.price.map(|price| price.minor),
        Some(189_000),
        "whole soʻm"
    );
    assert_eq!(listing.status, ListingStatus::Active, "in stock");
    assert_eq!(
        listing.aliases,
        [
            "bar:1000113258397",
            "code:TT-17/q",
            "product:580907/CHOYNAK-QORA",
            "product:580907/2620101-03303001001017001",
            "product:580907"
        ]
        .map(Into::into),
        "barcode, own code, both titles within the product, the product"
    );
    let told: Vec<_> = listing
        .attributes
        .iter()
        .map(|own| (&*own.name, &*own.value))
        .collect();
    assert_eq!(
        told,
        [
            ("Rangi", "qora"),
            ("Hajmi", "1,7 l"),
            ("characteristics", "kafolat 1 yil"),
            ("IKPU", "06302900001000000")
        ],
        "one text holds them all"
    );
}

#[test]
fn each_sku_stands_for_itself() {
    let found = listings(&products()[0]);
    let second = found[1].as_ref().expect("numbers in quotes are read");
    assert_eq!(
        second.status,
        ListingStatus::Blocked,
        "its own word goes before the product's"
    );
    assert_eq!(
        second.article, "CHOYNAK-OQ",
        "the SKU's title stands in for a missing code"
    );
    assert!(second.image.is_some(), "the product's picture");
    let bad: Vec<_> = found
        .into_iter()
        .filter_map(Result::err)
        .map(|bad| bad.path)
        .collect();
    assert_eq!(bad, ["skuId", "price"], "two of four, each with its place");
    let other = listings(&products()[1]).remove(0).expect("good");
    assert_eq!(
        other.status,
        ListingStatus::Other("SLEEPING".into()),
        "never a guess"
    );
    assert!(
        listings(&products()[2]).is_empty(),
        "a product without SKUs"
    );
    let bad = listings(&products()[3]).remove(0).expect_err("no product");
    assert_eq!(bad.path, "productId", "the place");
}

#[rstest]
#[case(0, Some(("11325839", Scheme::Seller, 5)))]
#[case(1, Some(("11325840", Scheme::SellerDelivery, 0)))]
#[case(2, Some(("11325842", Scheme::Seller, 3)))]
#[case(3, None)]
#[case(4, None)]
fn what_the_seller_has(#[case] place: usize, #[case] expected: Option<(&str, Scheme, i64)>) {
    let raw = rows(
        include_str!("../fixtures/stocks.json"),
        "/payload/skuAmountList",
    );
    let got = sellers_stock(&raw[place]).ok();
    let got = got
        .as_ref()
        .map(|level| (level.listing.as_str(), level.scheme, level.available));
    assert_eq!(got, expected, "{}", raw[place]);
}

#[test]
fn what_lies_at_uzum() {
    let found = in_uzum_stock(&products()[0]);
    let level = found.first().expect("40 of the first SKU");
    let level = level.as_ref().expect("a good row");
    assert_eq!(
        (
            level.listing.as_str(),
            level.scheme,
            level.available,
            level.reserved
        ),
        ("11325839", Scheme::Marketplace, 40, 2),
        "FBO"
    );
    let good = found.iter().filter(|level| level.is_ok()).count();
    assert_eq!(good, 1, "what is not there is not named");
    assert_eq!(found.len(), 2, "what cannot be read is told");
}

#[test]
fn an_order_with_its_lines() {
    let order = order(&orders()[0]).expect("a good order");
    assert_eq!(
        (order.status, order.scheme),
        (OrderStatus::Delivered, Scheme::Seller),
        "FBS"
    );
    assert_eq!(
        order.updated_at.map(|at| at.to_rfc3339()).as_deref(),
        Some("2026-11-15T12:00:00+00:00"),
        "the newest date"
    );
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.listing.as_str(), line.quantity, line.price.minor))
        .collect();
    assert_eq!(
        lines,
        [("code:TT-17/q", 2, 189_000)],
        "one of three was cancelled; both cups came back"
    );
}

#[rstest]
#[case(1, OrderStatus::New, Scheme::SellerDelivery, &["product:580908"])]
#[case(2, OrderStatus::Cancelled, Scheme::Marketplace, &["product:580907/CHOYNAK-OQ"])]
#[case(3, OrderStatus::Other("TELEPORTED".into()), Scheme::Unknown, &[])]
fn orders_of_all_kinds(
    #[case] place: usize,
    #[case] status: OrderStatus,
    #[case] scheme: Scheme,
    #[case] listings: &[&str],
) {
    let order = order(&orders()[place]).expect("a good order");
    assert_eq!((order.status, order.scheme), (status, scheme), "{place}");
    let got: Vec<_> = order
        .lines
        .iter()
        .map(|line| line.listing.as_str())
        .collect();
    assert_eq!(got, listings, "{place}");
}

#[test]
fn a_cancelled_order_still_says_what_was_cancelled() {
    let order = order(&orders()[2]).expect("a good order");
    assert_eq!(
        order.lines[0].quantity, 2,
        "else nobody would know what was lost"
    );
}

#[rstest]
#[case(4, "dateCreated")]
#[case(5, "orderItems[1].amount")]
#[case(6, "id")]
fn a_bad_order_names_its_place(#[case] place: usize, #[case] path: &str) {
    let bad = order(&orders()[place]).expect_err("a bad order");
    assert_eq!(bad.path, path, "{}", bad.raw);
}

const WORDS: &[&str] = &[
    "productId",
    "title",
    "status",
    "value",
    "skuList",
    "skuId",
    "skuTitle",
    "skuFullTitle",
    "barcode",
    "article",
    "sellerItemCode",
    "characteristics",
    "price",
    "quantityActive",
    "archived",
    "blocked",
    "amount",
    "fbsLinked",
    "dbsLinked",
    "id",
    "scheme",
    "dateCreated",
    "completedDate",
    "orderItems",
    "sellerPrice",
    "sellerSkuCode",
    "amountReturns",
    "cancelled",
    "payload",
    "shops",
    "name",
];

mod money;

proptest! {
    #[test]
    fn no_json_makes_a_converter_panic(raw in any_json(WORDS)) {
        let _ = (listings(&raw), in_uzum_stock(&raw), sellers_stock(&raw), order(&raw));
        let _ = (shops(&raw), moment(&raw), parcel(&raw), prices(&raw));
        let _ = (sales(&raw), expense(&raw), shelf_order(&raw), returns(&raw));
        let _ = (invoice(&raw), shelf_invoice(&raw), turnover(&raw, crate::testing::start()));
    }

    #[test]
    fn a_line_never_sells_more_than_was_ordered(
        amount in any::<i64>(), cancelled in any::<i64>(), returned in any::<i64>(),
    ) {
        let raw = json!({
            "id": 1, "status": "CREATED", "dateCreated": "2026-11-22T10:00:00Z",
            "orderItems": [{"productId": 1, "sellerPrice": 1, "amount": amount,
                "cancelled": cancelled, "amountReturns": returned}]
        });
        let sold: i64 = order(&raw).expect("a good order").lines.iter().map(|line| line.quantity).sum();
        prop_assert!(sold >= 0 && sold <= amount.max(0), "{} of {}", sold, amount);
    }
}
