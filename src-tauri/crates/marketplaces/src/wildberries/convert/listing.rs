//! Cards.

use domain::{Attribute, ExternalId, Listing, ListingStatus};
use serde_json::Value;

use super::super::wire::{Card, Characteristic, Size};
use super::{moment, needed, size_key};
use crate::http::row;
use crate::page::BadRow;

/// WB's word for a size, also of a characteristic that some cards have.
const SIZE: &str = "Размер";
/// What a size is called when the thing has none.
const NO_SIZE: &str = "0";

/// A card. The list holds every card that is not in the bin, and does not say which of them
/// buyers can see; prices are not in it either.
pub(crate) fn listing(raw: &Value) -> Result<Listing, BadRow> {
    let card: Card = row(raw)?;
    let nm_id = needed(raw, "nmID", card.nm_id)?;
    let title = card.title.or_else(|| card.subject_name.clone());
    Ok(Listing {
        external_id: nm_id.into(),
        title: title.unwrap_or_else(|| card.vendor_code.clone()),
        article: card.vendor_code,
        brand: card.brand,
        category: card.subject_name,
        description: card.description,
        attributes: attributes(&card.characteristics, &card.sizes),
        aliases: aliases(nm_id, &card.sizes),
        price: None,
        url: Some(format!(
            "https://www.wildberries.ru/catalog/{nm_id}/detail.aspx"
        )),
        image: card.photos.into_iter().find_map(|photo| photo.big),
        status: ListingStatus::Active,
        updated_at: card.updated_at.as_deref().and_then(moment),
    })
}

/// A card in the bin. It has no title there: the store keeps the one that it had.
pub(crate) fn binned(raw: &Value) -> Result<Listing, BadRow> {
    let gone = listing(raw)?;
    Ok(Listing {
        title: String::new(),
        status: ListingStatus::Archived,
        ..gone
    })
}

/// The sizes of a card: (nmID, chrtID).
pub(crate) fn sizes(raw: &Value) -> Result<Vec<(i64, i64)>, BadRow> {
    let card: Card = row(raw)?;
    let nm_id = card
        .nm_id
        .ok_or_else(|| BadRow::new(raw, "nmID", "missing"))?;
    let ids = card.sizes.iter().filter_map(|size| size.chrt_id);
    Ok(ids.map(|chrt_id| (nm_id, chrt_id)).collect())
}

fn aliases(nm_id: i64, sizes: &[Size]) -> Vec<ExternalId> {
    let mut aliases = Vec::new();
    for size in sizes {
        aliases.extend(size.chrt_id.map(|chrt_id| size_key(nm_id, chrt_id)));
        aliases.extend(size.skus.iter().filter_map(plain).map(ExternalId::from));
    }
    aliases
}

fn attributes(characteristics: &[Characteristic], sizes: &[Size]) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = characteristics
        .iter()
        .filter_map(|own| attribute(&own.name, &values(&own.value)))
        .collect();
    let sizes: Vec<String> = sizes
        .iter()
        .map(|size| size.tech_size.clone())
        .filter(|size| !size.is_empty() && size != NO_SIZE)
        .collect();
    if !attributes.iter().any(|own| own.name == SIZE) {
        attributes.extend(attribute(SIZE, &sizes));
    }
    attributes
}

fn attribute(name: &str, values: &[String]) -> Option<Attribute> {
    (!name.is_empty() && !values.is_empty()).then(|| Attribute {
        name: name.to_owned(),
        value: values.join(", "),
    })
}

/// "The type of the value depends on the characteristic" (WB API 02-items).
fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(plain).collect(),
        value => plain(value).into_iter().collect(),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
