//! A product with its characteristics.

use std::collections::HashMap;

use domain::{Attribute, ExternalId, Listing, ListingStatus, Money};
use rust_decimal::Decimal;

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::product::{Card, Characteristic, Info};

/// The brand.
pub(in crate::ozon) const BRAND: i64 = 85;
/// The title.
pub(in crate::ozon) const NAME: i64 = 4180;
/// The type, e.g. "Чайник электрический".
pub(in crate::ozon) const TYPE: i64 = 8229;
/// The description ("Аннотация").
pub(in crate::ozon) const DESCRIPTION: i64 = 4191;

/// What the numbers of characteristics mean in one category and type.
pub(in crate::ozon) type Names = HashMap<i64, String>;

/// No facts: title, description, hashtags, keywords, rich content as JSON.
const SILENT: [i64; 5] = [NAME, DESCRIPTION, 23171, 22336, 11254];

/// One row of `/v3/product/info/list` with its card. Reviews, questions, stock
/// and orders all name the SKU; a product without one was never on sale.
pub(in crate::ozon) fn listing(
    info: Info,
    card: Option<&Card>,
    names: &Names,
) -> Result<Option<Listing>, Flaw> {
    let skus: Vec<ExternalId> = [info.sku]
        .into_iter()
        .chain(info.sources.iter().map(|source| source.sku))
        .filter_map(sku)
        .collect();
    let Some(external_id) = skus.first().cloned() else {
        return Ok(None);
    };
    if info.offer_id.is_empty() {
        return Err(Flaw::missing("offer_id"));
    }
    let all: Vec<&Characteristic> = card.map(flat).unwrap_or_default();
    Ok(Some(Listing {
        aliases: aliases(&info, &skus, &external_id),
        brand: value(&all, BRAND),
        category: value(&all, TYPE),
        description: value(&all, DESCRIPTION),
        attributes: attributes(card, &all, names),
        price: price(&info),
        url: Some(format!("https://www.ozon.ru/product/{external_id}/")),
        status: status(&info),
        external_id,
        article: info.offer_id,
        title: info.name,
        image: info.primary_image.into_iter().chain(info.images).next(),
        updated_at: info.updated_at,
    }))
}

fn aliases(info: &Info, skus: &[ExternalId], own: &ExternalId) -> Vec<ExternalId> {
    let words = [&info.id, &info.offer_id].into_iter().chain(&info.barcodes);
    let words = words.filter(|word| !word.is_empty());
    let mut aliases: Vec<ExternalId> = Vec::new();
    for alias in skus
        .iter()
        .cloned()
        .chain(words.map(|word| word.as_str().into()))
    {
        if alias != *own && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    aliases
}

fn price(info: &Info) -> Option<Money> {
    let currency = info.currency_code.parse().ok()?;
    Money::from_major(info.price?, currency).ok()
}

/// Words of moderation are not documented; a refusal is told by its stem.
fn status(info: &Info) -> ListingStatus {
    if info.is_archived == Some(true) || info.is_autoarchived == Some(true) {
        return ListingStatus::Archived;
    }
    let moderated = info.statuses.moderate_status.to_lowercase();
    if ["declin", "reject", "ban"]
        .iter()
        .any(|stem| moderated.contains(stem))
    {
        return ListingStatus::Blocked;
    }
    match &info.visibility_details {
        Some(seen) if seen.has_price == Some(true) && seen.has_stock == Some(true) => {
            ListingStatus::Active
        }
        _ => ListingStatus::Inactive,
    }
}

/// The description shows complex characteristics flat, the server nests them.
fn flat(card: &Card) -> Vec<&Characteristic> {
    let complex = card.complex_attributes.iter();
    let nested = complex.flat_map(|one| std::iter::once(one).chain(&one.attributes));
    card.attributes.iter().chain(nested).collect()
}

fn value(all: &[&Characteristic], id: i64) -> Option<String> {
    let found = all.iter().find(|one| one.id == Some(id))?;
    Some(joined(found)).filter(|value| !value.is_empty())
}

fn joined(one: &Characteristic) -> String {
    let values = one.values.iter().map(|value| value.value.trim());
    let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
    values.join(", ")
}

/// Facts for answers. A number without a name is told as it is: a wrong name
/// would make a wrong fact.
fn attributes(card: Option<&Card>, all: &[&Characteristic], names: &Names) -> Vec<Attribute> {
    let named = all.iter().filter_map(|one| {
        let id = one.id.filter(|id| !SILENT.contains(id))?;
        let name = names.get(&id).cloned();
        let name = name.unwrap_or_else(|| format!("Характеристика {id}"));
        let value = joined(one);
        (!value.is_empty()).then_some(Attribute { name, value })
    });
    named.chain(card.into_iter().flat_map(packed)).collect()
}

fn packed(card: &Card) -> Vec<Attribute> {
    let unit = match card.dimension_unit.as_str() {
        "mm" => "мм",
        "cm" => "см",
        "in" => "дюйм",
        other => other,
    };
    let [depth, width, height] =
        [card.depth, card.width, card.height].map(|side| side.and_then(plain));
    let sides = depth.zip(width).zip(height);
    let sides = sides.map(|((depth, width), height)| Attribute {
        name: "Размеры упаковки".to_owned(),
        value: format!("{depth} × {width} × {height} {unit}")
            .trim()
            .to_owned(),
    });
    let unit = match card.weight_unit.as_str() {
        "g" => "г",
        "kg" => "кг",
        other => other,
    };
    let weight = card.weight.and_then(plain).map(|weight| Attribute {
        name: "Вес с упаковкой".to_owned(),
        value: format!("{weight} {unit}").trim().to_owned(),
    });
    sides.into_iter().chain(weight).collect()
}

/// Zero means "not told".
fn plain(number: Decimal) -> Option<String> {
    (!number.is_zero()).then(|| number.normalize().to_string())
}
