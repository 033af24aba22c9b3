//! Rows as they come, good and bad.

use domain::{AnswerState, Currency, ListingStatus, Money, OrderStatus, Scheme};
use proptest::prelude::*;
use serde_json::Value;

use super::fixture;
use crate::feed::{readable, rows};
use crate::http::row;
use crate::ozon::convert::product::Names;
use crate::ozon::convert::{posting, product, reply, stock, text};
use crate::ozon::wire::posting::Posting;
use crate::ozon::wire::product::{Card, Info};
use crate::ozon::wire::question::Answer;
use crate::ozon::wire::review::Comment;
use crate::ozon::wire::stock::StockItem;
use crate::page::BadRow;
use crate::testing::any_json;

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
fn products_become_listings() {
    let (cards, broken) = rows(&list("cards", "/result"), |card: Card| Ok(Some(card)));
    assert_eq!(
        paths(&broken),
        ["attributes"],
        "a card is lost, its product is not"
    );
    let names = [(85, "Бренд"), (8229, "Тип"), (5076, "Мощность")];
    let names = names.map(|(id, name)| (id, name.to_owned())).into();
    let described = |info: Info| {
        let card = cards.iter().find(|card| card.id == info.id);
        product::listing(info, card, &names)
    };
    let (good, bad) = rows(&list("infos", "/items"), described);
    let articles: Vec<_> = good
        .iter()
        .map(|listing| listing.article.as_str())
        .collect();
    let expected = ["KETTLE-17", "MUG", "OLD", "REFUSED"];
    assert_eq!(
        articles, expected,
        "a product without SKU was never on sale"
    );
    let kettle = &good[0];
    assert_eq!(kettle.external_id.as_str(), "148591503", "the SKU");
    let aliases: Vec<_> = kettle.aliases.iter().map(|alias| alias.as_str()).collect();
    let expected = ["148591777", "700001", "KETTLE-17", "4601230000017"];
    assert_eq!(aliases, expected, "other SKU, product, article, barcode");
    assert_eq!(
        kettle.price,
        Some(Money::new(249_050, Currency::RUB)),
        "kopecks"
    );
    assert_eq!(kettle.brand.as_deref(), Some("Vitek"), "characteristic 85");
    assert_eq!(
        kettle.category.as_deref(),
        Some("Чайник электрический"),
        "the type"
    );
    assert_eq!(
        kettle.description.as_deref(),
        Some("Отключается сам."),
        "4191"
    );
    let facts: Vec<_> = kettle
        .attributes
        .iter()
        .map(|fact| format!("{}: {}", fact.name, fact.value))
        .collect();
    let expected = [
        "Бренд: Vitek",
        "Тип: Чайник электрический",
        "Характеристика 10096: белый, серый",
        "Мощность: 2200 Вт",
        "Характеристика 8789: Инструкция",
        "Размеры упаковки: 250 × 205 × 240 мм",
        "Вес с упаковкой: 1200 г",
    ];
    assert_eq!(facts, expected, "what an answer may rest on");
    let states: Vec<_> = good.iter().map(|listing| listing.status.clone()).collect();
    let expected = [
        ListingStatus::Active,
        ListingStatus::Inactive,
        ListingStatus::Archived,
        ListingStatus::Blocked,
    ];
    assert_eq!(states, expected, "on sale, sold out, archived, refused");
    assert_eq!(
        good[1].image.as_deref(),
        Some("https://cdn.example/mug.jpg"),
        "one text"
    );
    assert!(
        good[1].attributes.is_empty() && good[1].price.is_none(),
        "zero is not told"
    );
    assert_eq!(paths(&bad), ["offer_id", "sku"], "two rows are unreadable");
}

#[test]
fn stocks_become_levels() {
    let (good, bad) = rows(&list("stocks", "/items"), |row: StockItem| {
        stock::levels(&row)
    });
    let levels: Vec<_> = good
        .iter()
        .flatten()
        .map(|level| {
            (
                level.warehouse.as_str(),
                level.scheme,
                level.available,
                level.reserved,
            )
        })
        .collect();
    let expected = [
        ("fbs", Scheme::Seller, 7, 3),
        ("fbo", Scheme::Marketplace, 10, 2),
        ("fbp", Scheme::Unknown, 0, 9),
    ];
    assert_eq!(
        levels, expected,
        "present holds reserved; kinds of packing are added up"
    );
    assert_eq!(
        paths(&bad),
        ["product_id", "stocks[0].present", "stocks[].sku"],
        "three rows are unreadable: pieces of nobody knows what are not nothing"
    );
}

#[test]
fn postings_become_orders() {
    let (good, bad) = rows(&list("postings", "/postings"), |row: Posting| {
        posting::of_seller(&row)
    });
    let first = &good[0];
    assert_eq!(
        first.external_id.as_str(),
        "0208245774-0029-1",
        "the posting, not the order"
    );
    assert_eq!(
        (&first.status, first.scheme),
        (&OrderStatus::New, Scheme::Seller),
        "waits"
    );
    let price = Money::new(249_050, Currency::RUB);
    assert_eq!(
        first.lines[0].price, price,
        "after the seller's own discounts"
    );
    let second = &good[1];
    assert_eq!(
        second.placed_at.to_rfc3339(),
        "2026-11-10T23:59:51.653736+00:00",
        "created"
    );
    assert_eq!(second.scheme, Scheme::SellerDelivery, "rFBS");
    assert_eq!(second.lines.len(), 1, "a line without pieces is no line");
    assert_eq!(
        second.lines[0].price.minor, 50_000,
        "without finances the order's price"
    );
    let word = OrderStatus::Other("client_arbitration".to_owned());
    assert_eq!(
        good[2].status, word,
        "a dispute is neither sold nor cancelled"
    );
    assert_eq!(good.len(), 3, "another platform's order is counted there");
    let expected = ["in_process_at", "products.price", "products.price"];
    assert_eq!(paths(&bad), expected, "no day, no price, no such currency");
}

#[test]
fn texts_of_buyers_are_read() {
    let (good, bad) = rows(&list("reviews", "/reviews"), text::review);
    let (review, comments) = &good[0];
    assert_eq!(
        (review.rating, review.photos, *comments),
        (4, 1, 2),
        "stars, pictures, comments"
    );
    assert_eq!(
        review.listing.as_ref().map(|id| id.as_str()),
        Some("148591503"),
        "text or number"
    );
    assert!(good[1].0.text.is_empty(), "stars alone are a review");
    assert_eq!(
        paths(&bad),
        ["rating", "published_at", "id"],
        "six stars, no time, no identity"
    );
    let (good, bad) = rows(&list("questions", "/questions"), text::question);
    let counts: Vec<_> = good.iter().map(|(_, answers)| *answers).collect();
    assert_eq!(counts, [2, 0], "answers so far");
    assert_eq!(paths(&bad), ["published_at"], "seconds are no RFC 3339");
}

#[test]
fn our_comment_is_told_from_the_others() {
    let comments: Vec<Comment> = readable(&list("comments", "/comments"));
    let own = reply::comment(comments.clone()).expect("we answered");
    let id = own.external_id.as_ref().map(|id| id.as_str());
    assert_eq!(id, Some("c-2"), "ours, on the review itself, not refused");
    assert_eq!(own.state, AnswerState::Moderation, "not shown yet");
    let refused = reply::comment(vec![comments[2].clone()]).map(|own| own.state);
    let reason = Some("контакты".to_owned());
    assert_eq!(
        refused,
        Some(AnswerState::Rejected(reason)),
        "with the moderators' reason"
    );
    assert_eq!(
        reply::comment(vec![comments[0].clone()]),
        None,
        "a buyer's comment"
    );
}

#[test]
fn our_answer_is_told_from_the_others() {
    let answers: Vec<Answer> = readable(&list("answers", "/answers"));
    let text = |company| reply::answer(answers.clone(), company).map(|answer| answer.text);
    assert_eq!(
        text("Зарафшон").as_deref(),
        Some("1,7 литра"),
        "by the name"
    );
    assert_eq!(
        text("").as_deref(),
        Some("Два с чем-то"),
        "better none than a second answer"
    );
    let mut waiting = answers.clone();
    waiting[0].status_publication = "AWAITING_MODERATION".to_owned();
    let own = reply::answer(waiting, "").map(|answer| answer.state);
    assert_eq!(
        own,
        Some(AnswerState::Moderation),
        "only ours can be unpublished"
    );
    let mut twice = answers;
    twice[0].status_publication = "DUPLICATE".to_owned();
    let state = reply::answer(twice, "Зарафшон").map(|answer| answer.state);
    let reason = Some("DUPLICATE".to_owned());
    assert_eq!(
        state,
        Some(AnswerState::Rejected(reason)),
        "refused as a double"
    );
}

const WORDS: &[&str] = &[
    "id",
    "offer_id",
    "sku",
    "name",
    "barcodes",
    "price",
    "currency_code",
    "primary_image",
    "images",
    "is_archived",
    "sources",
    "statuses",
    "moderate_status",
    "visibility_details",
    "has_price",
    "has_stock",
    "updated_at",
    "description_category_id",
    "type_id",
    "attributes",
    "complex_attributes",
    "values",
    "value",
    "depth",
    "width",
    "height",
    "weight",
    "product_id",
    "stocks",
    "type",
    "present",
    "reserved",
    "posting_number",
    "status",
    "created_at",
    "in_process_at",
    "external_order",
    "is_external",
    "products",
    "quantity",
    "amount",
    "currency",
    "financial_data",
    "text",
    "rating",
    "comments_amount",
    "photos_amount",
    "published_at",
    "author_name",
    "answers_count",
    "is_owner",
    "is_rejected",
];

proptest! {
    #[test]
    fn no_json_is_too_odd(raw in any_json(WORDS)) {
        let raw = [raw];
        let card = row::<Card>(&raw[0]).ok();
        let names = Names::new();
        let _ = rows(&raw, |info: Info| product::listing(info, card.as_ref(), &names));
        let _ = rows(&raw, |item: StockItem| stock::levels(&item));
        let _ = rows(&raw, |row: Posting| posting::of_seller(&row));
        let _ = rows(&raw, text::review);
        let _ = rows(&raw, text::question);
        let own = reply::comment(readable(&raw)).is_some()
            || reply::answer(readable(&raw), "x").is_some();
        prop_assert!(!own || raw[0].is_object(), "only an object can be an answer");
    }

    #[test]
    fn one_changed_field_costs_one_row_at_most(at in 0_usize..7, key in 0_usize..30, odd in any_json(WORDS)) {
        let mut raw = list("postings", "/postings");
        let fields = raw[at].as_object_mut().expect("a posting");
        let key = fields.keys().nth(key % fields.len()).cloned().unwrap_or_default();
        fields.insert(key, odd);
        let (good, _) = rows(&raw, |row: Posting| posting::of_ozon(&row));
        prop_assert!(good.len() >= 2, "the neighbours are there");
    }
}
