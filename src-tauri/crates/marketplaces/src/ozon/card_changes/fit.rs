//! What Ozon takes in a card.

use domain::{CardChange, ExternalId, Picture};

use crate::contract::Unfit;
use crate::ozon::dictionary::numbers;

/// Characters (`/v3/product/import`). The length of a description is not documented.
const TITLE: usize = 500;
const ARTICLE: usize = 50;
const DESCRIPTION: usize = 6000;
/// Pictures of a card that is sent whole.
const PICTURES: usize = 30;

pub(super) fn fit(change: &CardChange) -> Result<(), Unfit<CardChange>> {
    let reason = [
        ("card.article_length", article(change)),
        (
            "card.language",
            matches!(change.language.as_str(), "" | "ru"),
        ),
        ("card.title_length", short(&change.title, TITLE)),
        (
            "card.description_length",
            short(&change.description, DESCRIPTION),
        ),
        ("card.pictures", pictures(change)),
        ("card.attribute", attributes(change)),
        ("card.category", category(change)),
        ("card.later", alone(change)),
        // Ozon joins cards by a characteristic of its own.
        ("card.no_groups", change.group.is_none()),
        ("card.incomplete", whole(change)),
        ("card.only_new", as_it_was_made(change)),
    ]
    .into_iter()
    .find_map(|(reason, holds)| (!holds).then_some(reason));
    reason.map_or(Ok(()), |reason| Err(Unfit::new(reason)))
}

fn article(change: &CardChange) -> bool {
    (1..=ARTICLE).contains(&change.article.chars().count())
}

fn short(text: &Option<String>, most: usize) -> bool {
    text.as_ref()
        .is_none_or(|text| (1..=most).contains(&text.chars().count()))
}

/// Public addresses; a card without any picture is none.
fn pictures(change: &CardChange) -> bool {
    let public = |picture: &Picture| {
        let address = picture.address().unwrap_or_default();
        address.starts_with("https://") || address.starts_with("http://")
    };
    change
        .pictures
        .as_ref()
        .is_none_or(|all| (1..=PICTURES).contains(&all.len()) && all.iter().all(public))
}

fn attributes(change: &CardChange) -> bool {
    let number = |id: &ExternalId| id.as_str().parse::<i64>().is_ok();
    let mut all = change.attributes.iter();
    all.all(|own| number(&own.id) && own.values.iter().all(number))
}

fn category(change: &CardChange) -> bool {
    match &change.category {
        Some(category) => numbers(category).is_some(),
        None => change.listing.is_some(),
    }
}

/// The archive is a step of its own, of a card that is there.
fn alone(change: &CardChange) -> bool {
    change.archived.is_none() || (change.listing.is_some() && !super::writes(change))
}

/// "Do not leave out sizes, weight and price, and give no zero."
fn whole(change: &CardChange) -> bool {
    let packed = change.packed.map(|packed| {
        let sides = [
            packed.length_mm,
            packed.width_mm,
            packed.height_mm,
            packed.weight_g,
        ];
        sides
            .into_iter()
            .all(|side| (1..=i64::from(i32::MAX)).contains(&side))
    });
    let priced = change.price.is_some_and(|price| price.minor > 0);
    match change.listing {
        Some(_) => packed.unwrap_or(true),
        None => packed == Some(true) && priced && change.title.is_some(),
    }
}

/// Later prices have a change of their own, and barcodes a method; a new card takes one barcode.
fn as_it_was_made(change: &CardChange) -> bool {
    match change.listing {
        Some(_) => change.price.is_none() && change.barcodes.is_empty(),
        None => change.barcodes.len() <= 1,
    }
}
