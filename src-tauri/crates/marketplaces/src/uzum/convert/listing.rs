//! Products: each of their SKUs is a listing.

use domain::{Attribute, Currency, ExternalId, Listing, ListingStatus, Money};
use serde_json::Value;

use super::super::wire::{Product, Sku};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// The SKUs of a product, good and bad.
pub(crate) fn listings(raw: &Value) -> Vec<Result<Listing, BadRow>> {
    match row::<Product>(raw) {
        Ok(product) => product
            .sku_list
            .iter()
            .map(|sku| listing(sku, &product))
            .collect(),
        Err(bad) => vec![Err(bad)],
    }
}

fn listing(raw: &Value, product: &Product) -> Result<Listing, BadRow> {
    let sku: Sku = row(raw)?;
    let sku_id = needed(raw, "skuId", sku.sku_id)?;
    Ok(Listing {
        external_id: sku_id.into(),
        aliases: aliases(&sku, product),
        status: status(&sku, &product.status.value),
        article: first([&sku.seller_item_code, &sku.article, &sku.sku_title]),
        title: first([&sku.product_title, &product.title, &sku.sku_full_title]),
        brand: None,
        category: product.category.clone(),
        description: None,
        attributes: attributes(&sku),
        price: sku.price.map(|soum| Money::new(soum, Currency::UZS)),
        url: None,
        image: sku
            .preview_image
            .or_else(|| product.image.clone())
            .or_else(|| product.preview_img.clone()),
        updated_at: None,
    })
}

fn first<const N: usize>(names: [&Option<String>; N]) -> String {
    names
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
}

/// Order items name a SKU by the seller's own code, by product and SKU title, or by the product
/// alone. Each kind of name has a word before it: a code and a product's number can look like the
/// number of another SKU.
fn aliases(sku: &Sku, product: &Product) -> Vec<ExternalId> {
    let product_id = product.product_id;
    let titled = |title: &Option<String>| Some(sku_of(product_id?, title.as_deref()?));
    let names = [
        sku.barcode
            .as_deref()
            .map(|code| format!("bar:{code}").into()),
        sku.seller_item_code.as_deref().map(sku_coded),
        titled(&sku.sku_title),
        titled(&sku.sku_full_title),
        product_id.map(sku_within),
    ];
    let mut aliases: Vec<ExternalId> = Vec::new();
    for name in names.into_iter().flatten() {
        if !aliases.contains(&name) {
            aliases.push(name);
        }
    }
    aliases
}

/// A SKU by the seller's own code.
pub(crate) fn sku_coded(code: &str) -> ExternalId {
    format!("code:{code}").into()
}

/// The only SKU of a product; where there are several, the name means none of them.
pub(crate) fn sku_within(product_id: i64) -> ExternalId {
    format!("product:{product_id}").into()
}

/// A SKU by its title within its product.
pub(crate) fn sku_of(product_id: i64, sku_title: &str) -> ExternalId {
    format!("product:{product_id}/{sku_title}").into()
}

/// Characteristics come as one text, `Rangi: qora; Hajmi: 1 l` at best.
fn attributes(sku: &Sku) -> Vec<Attribute> {
    let (mut attributes, mut rest) = (Vec::new(), Vec::new());
    let parts = sku
        .characteristics
        .as_deref()
        .unwrap_or_default()
        .split([';', '\n']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once(':') {
            Some((name, value)) => attributes.extend(attribute(name, value)),
            None => rest.push(part),
        }
    }
    attributes.extend(attribute("characteristics", &rest.join(", ")));
    attributes.extend(sku.ikpu.as_deref().and_then(|code| attribute("IKPU", code)));
    attributes
}

fn attribute(name: &str, value: &str) -> Option<Attribute> {
    let (name, value) = (name.trim(), value.trim());
    (!name.is_empty() && !value.is_empty()).then(|| Attribute {
        name: name.to_owned(),
        value: value.to_owned(),
    })
}

/// What is said of the SKU itself goes before what is said of its product.
fn status(sku: &Sku, product: &str) -> ListingStatus {
    if sku.archived == Some(true) {
        return ListingStatus::Archived;
    }
    if sku.blocked == Some(true) {
        return ListingStatus::Blocked;
    }
    match product {
        "IN_STOCK" => ListingStatus::Active,
        "NO_SKU" | "READY_TO_SEND" | "SENT" | "RUN_OUT" | "NOT_READY_TO_SEND" => {
            ListingStatus::Inactive
        }
        "BLOCKED" | "PERM_BANNED" => ListingStatus::Blocked,
        "ARCHIVED" | "DELETED" => ListingStatus::Archived,
        other => ListingStatus::Other(other.to_owned()),
    }
}
