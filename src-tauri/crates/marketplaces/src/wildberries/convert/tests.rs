use domain::{AnswerState, ListingStatus, Money, OrderStatus, Scheme};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::testing::any_json;

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).expect("a fixture is JSON")
}

fn rows(fixture: &Value, path: &str) -> Vec<Value> {
    let rows = fixture.pointer(path).and_then(Value::as_array);
    rows.cloned().expect("rows at that path")
}

/// The one row with that id.
fn by_id(rows: &[Value], name: &str, id: &str) -> Value {
    let row = rows.iter().find(|row| row[name] == id);
    row.cloned().expect("a row with that id")
}

fn cards() -> Vec<Value> {
    rows(&fixture(include_str!("../fixtures/cards.json")), "/cards")
}

fn orders() -> Vec<Value> {
    rows(
        &fixture(include_str!("../fixtures/order_feed.json")),
        "/data/orders",
    )
}

fn feedbacks() -> Vec<Value> {
    rows(
        &fixture(include_str!("../fixtures/feedbacks.json")),
        "/data/feedbacks",
    )
}

fn questions() -> Vec<Value> {
    rows(
        &fixture(include_str!("../fixtures/questions.json")),
        "/data/questions",
    )
}

#[rstest]
#[case("2026-11-22T10:00:00Z", Some("2026-11-22T10:00:00+00:00"))]
#[case("2026-11-22T10:00:00+03:00", Some("2026-11-22T07:00:00+00:00"))]
#[case("2026-11-22T10:00:00", Some("2026-11-22T07:00:00+00:00"))]
#[case("2026-11-22T10:00:00.125", Some("2026-11-22T07:00:00.125+00:00"))]
#[case("2026-11-22 10:00:00", Some("2026-11-22T07:00:00+00:00"))]
#[case("2026-11-22", Some("2026-11-21T21:00:00+00:00"))]
#[case("0001-01-01T00:00:00", None)]
#[case("0001-01-01T00:00:00Z", None)]
#[case("", None)]
#[case("вчера", None)]
fn moments(#[case] text: &str, #[case] expected: Option<&str>) {
    let got = moment(text).map(|at| at.to_rfc3339());
    assert_eq!(
        got.as_deref(),
        expected,
        "{text:?}; without a zone it is Moscow's"
    );
}

#[test]
fn a_card_becomes_a_listing() {
    let card = listing(&cards()[0]).expect("a good card");
    assert_eq!(
        card.external_id,
        "12345678".into(),
        "reviews and orders name the nmID"
    );
    assert_eq!(card.article, "TS-001/красный", "the seller's own article");
    let told: Vec<_> = card
        .attributes
        .iter()
        .map(|own| (&*own.name, &*own.value))
        .collect();
    assert_eq!(
        told,
        [
            ("Цвет", "красный, белый"),
            ("Рост модели", "176"),
            ("Уход", "стирка при 40 °C"),
            ("Размер", "S, M")
        ],
        "texts, numbers and lists are facts; nothing and nested things are none"
    );
    assert_eq!(
        card.aliases,
        [
            "12345678:316399238",
            "2037401340280",
            "12345678:316399239",
            "2037401340297",
            "2037401340303"
        ]
        .map(Into::into),
        "sizes and barcodes"
    );
    assert!(
        card.image.is_some_and(|url| url.ends_with("/big/1.webp")),
        "the first picture"
    );
    assert_eq!(card.status, ListingStatus::Active, "not in the bin");
    assert_eq!(card.price, None, "cards carry no price");
}

#[test]
fn a_bare_card_is_read_too() {
    let card = listing(&cards()[1]).expect("numbers and texts are taken as they come");
    assert_eq!(card.external_id, "12345679".into(), "a number in quotes");
    assert_eq!(card.article, "7001", "an article that is a number");
    assert_eq!(
        card.title, "Кружки",
        "the subject stands in for a missing title"
    );
    assert!(card.attributes.is_empty(), "size 0 is no size");
    assert_eq!(
        card.updated_at.map(|at| at.to_rfc3339()).as_deref(),
        Some("2026-11-21T06:00:00+00:00"),
        "Moscow"
    );
}

#[rstest]
#[case(2, "nmID")]
#[case(3, "sizes")]
fn a_bad_card_names_its_place(#[case] number: usize, #[case] path: &str) {
    let bad = listing(&cards()[number]).expect_err("a bad card");
    assert_eq!(bad.path, path, "{}", bad.raw);
    let asked = sizes(&cards()[number]).unwrap_or_default();
    assert!(asked.is_empty(), "and its sizes are not asked for");
}

#[test]
fn an_order_is_one_unit() {
    let order = order(&orders()[0], "RUB").expect("a good row");
    assert_eq!(
        order.external_id,
        "7513432034713632943.1.0".into(),
        "srid is the key"
    );
    assert_eq!(
        order.placed_at.to_rfc3339(),
        "2026-11-21T09:57:26+00:00",
        "in UTC"
    );
    let line = order.lines.first().expect("a line");
    assert_eq!(
        (line.quantity, &line.listing),
        (1, &"12345678".into()),
        "one unit of one card"
    );
    assert_eq!(
        line.price,
        Money::new(432_800, domain::Currency::RUB),
        "in kopecks"
    );
}

#[rstest]
#[case(
    "7513432034713632943.1.0",
    OrderStatus::Delivered,
    Scheme::Marketplace,
    432_800
)]
#[case("ebd.r2b3.0.1", OrderStatus::New, Scheme::Seller, 99_050)]
#[case("s3", OrderStatus::Cancelled, Scheme::Unknown, 123_450)]
#[case("s4", OrderStatus::Returned, Scheme::Marketplace, 50_000)]
#[case("s5", OrderStatus::Other("teleported".into()), Scheme::Marketplace, 50_000)]
fn orders_of_each_status(
    #[case] srid: &str,
    #[case] status: OrderStatus,
    #[case] scheme: Scheme,
    #[case] price: i64,
) {
    let order = order(&by_id(&orders(), "srid", srid), "RUB").expect("a good row");
    assert_eq!((order.status, order.scheme), (status, scheme), "{srid}");
    assert_eq!(order.lines[0].price.minor, price, "price of {srid}");
}

#[test]
fn the_feeds_currency_is_taken_at_its_word() {
    let raw = &orders()[0];
    let soum = order(raw, "UZS")
        .expect("an Uzbek seller's feed")
        .lines
        .remove(0);
    assert_eq!(
        soum.price,
        Money::new(4328, domain::Currency::UZS),
        "whole soʻm"
    );
    let bad = order(raw, "₽").expect_err("never a guess");
    assert_eq!(bad.path, "currency", "the place");
}

#[rstest]
#[case(5, "createdAt")]
#[case(6, "sellerPrice")]
#[case(7, "srid")]
fn a_bad_order_names_its_place(#[case] number: usize, #[case] path: &str) {
    let bad = order(&orders()[number], "RUB").expect_err("a bad row");
    assert_eq!(bad.path, path, "{}", bad.raw);
}

#[test]
fn a_review_with_all_it_has() {
    let review = review(&feedbacks()[0])
        .expect("good")
        .expect("to be answered");
    assert_eq!((review.rating, review.photos), (5, 2), "stars and pictures");
    assert_eq!(review.pros.as_deref(), Some("Удобная"), "what was liked");
    assert_eq!(review.cons, None, "an empty text is none");
    assert_eq!(review.author.as_deref(), Some("Малика"), "the buyer's name");
    assert_eq!(review.listing, Some("12345678".into()), "the card");
    assert_eq!(review.answer, None, "not answered");
}

#[rstest]
#[case("answered1", AnswerState::Moderation, Some(true))]
#[case("older-answered", AnswerState::Published, Some(false))]
#[case("refused", AnswerState::Rejected(None), Some(true))]
#[case("unknown-state", AnswerState::Other("sleeping".into()), None)]
fn answers_of_each_state(
    #[case] id: &str,
    #[case] state: AnswerState,
    #[case] editable: Option<bool>,
) {
    let review = review(&by_id(&feedbacks(), "id", id))
        .expect("good")
        .expect("kept");
    let answer = review.answer.expect("an answer");
    assert_eq!((answer.state, answer.editable), (state, editable), "{id}");
    assert_eq!(
        answer.external_id,
        Some(id.into()),
        "addressed by the review's id"
    );
}

#[test]
fn of_a_supplemented_review_only_the_newer_half_waits() {
    let half = |id| review(&by_id(&feedbacks(), "id", id)).expect("a good row");
    assert_eq!(half("older"), None, "it would be answered twice");
    assert!(half("newer").is_some(), "this one is answered");
    assert!(
        half("older-answered").is_some(),
        "what was answered stays told"
    );
}

#[rstest]
#[case("six-stars", "productValuation")]
#[case("no-date", "createdDate")]
#[case("odd-answer", "answer")]
fn a_bad_review_names_its_place(#[case] id: &str, #[case] path: &str) {
    let bad = review(&by_id(&feedbacks(), "id", id)).expect_err("a bad row");
    assert_eq!(bad.path, path, "{}", bad.raw);
}

#[test]
fn questions_of_each_state() {
    let read = |id| question(&by_id(&questions(), "id", id)).expect("a good row");
    assert_eq!(read("q-new").expect("waits").answer, None, "no answer yet");
    let shown = read("q-shown")
        .and_then(|question| question.answer)
        .expect("answered");
    assert_eq!(shown.state, AnswerState::Published, "buyers see it");
    assert_eq!(
        shown.at.map(|at| at.to_rfc3339()).as_deref(),
        Some("2026-11-20T07:00:00+00:00"),
        "with its date"
    );
    let waiting = read("q-moderated")
        .and_then(|question| question.answer)
        .expect("answered");
    assert_eq!(waiting.state, AnswerState::Moderation, "WB reads it first");
    assert_eq!(read("q-declined"), None, "the seller has hidden it");
    assert!(question(&json!(17)).is_err(), "a number is no question");
}

#[test]
fn sizes_of_one_name_are_added_up() {
    let raw = rows(
        &fixture(include_str!("../fixtures/wb_stocks.json")),
        "/data/items",
    );
    let (good, bad): (Vec<_>, Vec<_>) = merged(raw.iter().map(wb_stock))
        .into_iter()
        .partition(Result::is_ok);
    let good: Vec<_> = good.into_iter().flatten().collect();
    let ways: Vec<_> = good
        .iter()
        .map(|level| (level.to_buyers, level.from_buyers))
        .collect();
    let levels: Vec<_> = good
        .into_iter()
        .map(|level| (level.listing, level.available, level.scheme))
        .collect();
    assert_eq!(
        levels,
        [
            ("12345678:316399238".into(), 50, Scheme::Marketplace),
            ("12345679:316399240".into(), 0, Scheme::Marketplace)
        ],
        "43 and 7 lie in warehouses that WB no longer tells apart"
    );
    assert_eq!(
        ways,
        [(Some(14), Some(11)), (Some(1), Some(0))],
        "what is on its way is added up like what lies there"
    );
    assert_eq!(bad.len(), 1, "the row without a size");
}

#[rstest]
#[case(Some(1), Scheme::Seller)]
#[case(Some(3), Scheme::Seller)]
#[case(Some(2), Scheme::SellerDelivery)]
#[case(Some(77), Scheme::Unknown)]
#[case(None, Scheme::Unknown)]
fn schemes(#[case] delivery_type: Option<i64>, #[case] expected: Scheme) {
    assert_eq!(
        scheme(delivery_type),
        expected,
        "deliveryType {delivery_type:?}"
    );
}

const WORDS: &[&str] = &[
    "nmID",
    "nmId",
    "vendorCode",
    "title",
    "photos",
    "big",
    "characteristics",
    "name",
    "value",
    "sizes",
    "chrtID",
    "chrtId",
    "techSize",
    "skus",
    "updatedAt",
    "amount",
    "quantity",
    "warehouseName",
    "srid",
    "createdAt",
    "status",
    "isMp",
    "sellerPrice",
    "id",
    "text",
    "pros",
    "productValuation",
    "createdDate",
    "answer",
    "state",
    "editable",
    "productDetails",
    "photoLinks",
    "childFeedbackId",
];

proptest! {
    #[test]
    fn no_json_makes_a_converter_panic(raw in any_json(WORDS), currency in "RUB|UZS|.{0,4}") {
        let _ = (listing(&raw), sizes(&raw), order(&raw, &currency), review(&raw), question(&raw));
        let cards = sizes(&raw).unwrap_or_default().into_iter().map(|(nm, chrt)| (chrt, nm)).collect();
        let _ = (seller_stock(&raw, "w", Scheme::Seller, &cards), created_at(&raw));
        let _ = merged([wb_stock(&raw), wb_stock(&raw)]);
    }

    #[test]
    fn no_text_makes_the_clock_reader_panic(text in ".*") {
        let _ = moment(&text);
    }
}
