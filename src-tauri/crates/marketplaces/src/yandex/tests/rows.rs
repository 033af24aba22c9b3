//! Rows as they come, good and bad.

use domain::{AnswerState, Currency, ListingStatus, Money, OrderStatus, Scheme};
use proptest::prelude::*;
use serde_json::Value;

use super::fixture;
use crate::feed::{readable, rows};
use crate::page::BadRow;
use crate::testing::any_json;
use crate::yandex::convert::{offer, order, reply, stock, text};
use crate::yandex::wire::feedback::Reply;

fn list(name: &str, pointer: &str) -> Vec<Value> {
    let list = fixture(name)
        .pointer(pointer)
        .and_then(Value::as_array)
        .cloned();
    list.expect("the fixture has that list")
}

fn paths(bad: &[BadRow]) -> Vec<&str> {
    bad.iter().map(|row| row.path.as_str()).collect()
}

#[test]
fn offers_become_listings() {
    let (good, bad) = rows(&list("offers", "/result/offerMappings"), offer::listing);
    let kettle = &good[0];
    assert_eq!(
        kettle.external_id.as_str(),
        "0557722",
        "leading zeros matter"
    );
    assert_eq!(kettle.article, "0557722", "the seller's own SKU");
    let aliases: Vec<_> = kettle.aliases.iter().map(|alias| alias.as_str()).collect();
    assert_eq!(
        aliases,
        ["100256821", "4601230000017"],
        "market SKU and barcode"
    );
    assert_eq!(
        kettle.price,
        Some(Money::new(249_000, Currency::UZS)),
        "whole soʻm"
    );
    assert_eq!(
        kettle.status,
        ListingStatus::Active,
        "on sale in one of its shops"
    );
    assert_eq!(
        kettle.url.as_deref(),
        Some("https://market.example/1"),
        "the private window"
    );
    let facts: Vec<_> = kettle
        .attributes
        .iter()
        .map(|fact| format!("{}: {}", fact.name, fact.value))
        .collect();
    let expected = [
        "Бренд: Vitek",
        "Артикул производителя: VT-7009",
        "Страна производства: Китай, Узбекистан",
        "Размеры упаковки, см: 25 × 20.5 × 24",
        "Вес с упаковкой, кг: 1.2",
        "Гарантийный срок: 12 мес. (по чеку)",
        "Цвет: белый, серый",
        "Мощность, Вт: 2200",
    ];
    assert_eq!(facts, expected, "what an answer may rest on");
    let mug = &good[1];
    assert_eq!(
        mug.external_id.as_str(),
        "557722",
        "another product than 0557722"
    );
    assert_eq!(
        (mug.title.as_str(), mug.price),
        ("Кружка", None),
        "no name, odd currency"
    );
    let word = ListingStatus::Other("FROZEN_BY_COMET".to_owned());
    assert_eq!(good[2].status, word, "a new state keeps its word");
    assert_eq!(good[3].status, ListingStatus::Archived, "the archive wins");
    let expected = ["offer.offerId", "offer.basicPrice.value", "."];
    assert_eq!(paths(&bad), expected, "each bad row names its place");
}

#[test]
fn stocks_become_levels() {
    let raw = list("stocks", "/result/warehouses/0/offers");
    let (good, bad) = rows(&raw, |row| stock::level(&row, "172", Scheme::Seller));
    let levels: Vec<_> = good
        .iter()
        .map(|level| (level.listing.as_str(), level.available, level.reserved))
        .collect();
    let expected = [
        ("a", 9, 3),
        ("b", 5, 0),
        ("c", 5, 2),
        ("d", 1, 3),
        ("e", 0, 0),
        ("f", 0, 5),
    ];
    assert_eq!(levels, expected, "available and reserved, never below zero");
    assert_eq!(
        paths(&bad),
        ["offerId", "stocks[0].count"],
        "two rows are unreadable"
    );
}

#[test]
fn orders_are_read_with_the_sellers_price() {
    let (good, bad) = rows(&list("orders", "/orders"), |row| order::order(&row));
    let ids: Vec<_> = good
        .iter()
        .map(|order| order.external_id.as_str())
        .collect();
    let expected = ["46117564001", "46117564002", "3"];
    assert_eq!(ids, expected, "test orders and foreign ones are left out");
    let first = &good[0];
    assert_eq!(
        (&first.status, first.scheme),
        (&OrderStatus::Processing, Scheme::Seller),
        "FBS"
    );
    assert_eq!(
        first.placed_at.to_rfc3339(),
        "2026-11-20T20:30:00+00:00",
        "UTC in the store"
    );
    assert_eq!(first.lines.len(), 1, "a line without pieces is no line");
    let price = Money::new(25_000, Currency::RUB);
    assert_eq!(
        first.lines[0].price, price,
        "(400.50 + 20 + 79.50) / 2, RUR is RUB"
    );
    let second = &good[1];
    assert_eq!(second.status, OrderStatus::Delivered, "the rest was bought");
    let kept: Vec<_> = second
        .lines
        .iter()
        .map(|line| (line.quantity, line.price.minor))
        .collect();
    assert_eq!(kept, [(2, 100_000)], "what came back is not sold");
    assert_eq!(
        second.updated_at, None,
        "a broken time of change loses no order"
    );
    let word = OrderStatus::Other("SENT_BY_PIGEON".to_owned());
    assert_eq!(good[2].status, word, "a new status keeps its word");
    assert_eq!(
        good[2].lines[0].price,
        Money::zero(Currency::UZS),
        "nothing was paid yet"
    );
    assert_eq!(
        paths(&bad),
        ["creationDate", "items.prices"],
        "no day, no price"
    );
}

#[test]
fn reviews_are_read_with_or_without_words() {
    let (good, bad) = rows(&list("feedbacks", "/result/feedbacks"), text::review);
    let (review, comments) = &good[0];
    assert_eq!(
        (review.external_id.as_str(), review.rating),
        ("8001", 5),
        "who and how good"
    );
    assert_eq!(
        review.listing.as_ref().map(|id| id.as_str()),
        Some("0557722"),
        "about what"
    );
    assert_eq!(
        review.pros.as_deref(),
        Some("Тез қайнайди"),
        "pros are kept apart"
    );
    assert_eq!((review.photos, *comments), (2, 2), "pictures and comments");
    let (stars, _) = &good[1];
    assert!(
        stars.text.is_empty() && stars.listing.is_none(),
        "stars alone are a review"
    );
    let expected = ["statistics.rating", "createdAt", "feedbackId"];
    assert_eq!(paths(&bad), expected, "no stars, no time, no identity");
}

#[test]
fn our_comment_is_told_from_the_others() {
    let replies: Vec<Reply> = readable(&list("comments", "/result/comments"));
    let own = reply::own(replies.clone(), "Чойхона").expect("we answered");
    let id = own.external_id.as_ref().map(|id| id.as_str());
    assert_eq!(
        id,
        Some("3"),
        "not deleted, not in a thread, ours to change"
    );
    assert_eq!(own.state, AnswerState::Moderation, "not shown yet");
    let banned = Reply {
        status: "BANNED".to_owned(),
        ..replies[2].clone()
    };
    let state = reply::own(vec![banned], "").map(|own| own.state);
    assert_eq!(
        state,
        Some(AnswerState::Rejected(None)),
        "the moderators refused it"
    );
    let buyers: Vec<_> = replies.into_iter().take(1).collect();
    assert_eq!(
        reply::own(buyers, "Чойхона"),
        None,
        "a buyer's comment is no answer"
    );
}

#[test]
fn questions_are_read() {
    let (good, bad) = rows(&list("questions", "/result/questions"), text::question);
    assert_eq!(good[0].author.as_deref(), Some("Азиз"), "who asks");
    assert!(good[1].text.is_empty(), "null is an empty text");
    assert_eq!(
        paths(&bad),
        ["questionIdentifiers.id"],
        "nothing to answer to"
    );
}

const WORDS: &[&str] = &[
    "offer",
    "mapping",
    "showcaseUrls",
    "showcaseType",
    "showcaseUrl",
    "offerId",
    "name",
    "barcodes",
    "pictures",
    "manufacturerCountries",
    "weightDimensions",
    "length",
    "width",
    "height",
    "weight",
    "guaranteePeriod",
    "timePeriod",
    "timeUnit",
    "params",
    "value",
    "basicPrice",
    "currencyId",
    "campaigns",
    "status",
    "archived",
    "marketSku",
    "stocks",
    "type",
    "count",
    "orderId",
    "creationDate",
    "fake",
    "items",
    "prices",
    "payment",
    "cashback",
    "subsidy",
    "itemStatuses",
    "feedbackId",
    "createdAt",
    "identifiers",
    "description",
    "media",
    "photos",
    "statistics",
    "rating",
    "commentsCount",
    "questionIdentifiers",
    "id",
    "text",
    "author",
    "canModify",
];

proptest! {
    #[test]
    fn no_json_is_too_odd(raw in any_json(WORDS)) {
        let raw = [raw];
        let _ = rows(&raw, offer::listing);
        let _ = rows(&raw, |row| stock::level(&row, "w", Scheme::Seller));
        let _ = rows(&raw, |row| order::order(&row));
        let _ = rows(&raw, text::review);
        let _ = rows(&raw, text::question);
        let answered = reply::own(readable(&raw), "x").is_some();
        prop_assert!(!answered || raw[0].is_object(), "only an object can be an answer");
    }

    #[test]
    fn one_changed_field_costs_one_row_at_most(at in 0_usize..7, key in 0_usize..30, odd in any_json(WORDS)) {
        let mut raw = list("orders", "/orders");
        let fields = raw[at].as_object_mut().expect("an order");
        let key = fields.keys().nth(key % fields.len()).cloned().unwrap_or_default();
        fields.insert(key, odd);
        let (good, bad) = rows(&raw, |row| order::order(&row));
        prop_assert!(good.len() >= 2 && good.len() + bad.len() >= 4, "the neighbours are there");
    }
}
