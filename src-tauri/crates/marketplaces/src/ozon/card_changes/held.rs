//! Whether a card holds what was wanted.

use std::collections::BTreeSet;

use domain::{CardAttribute, CardChange, ExternalId, Packed};
use serde_json::Value;

use super::body::{id_of, list, number};
use crate::contract::Seen;
use crate::ozon::convert::product::{BRAND, DESCRIPTION};
use crate::ozon::dictionary::numbers;

/// How the change stands; `pictured` where its pictures were asked about.
pub(super) fn seen(card: &Value, change: &CardChange, pictured: Option<bool>) -> Seen {
    let stands = (
        text(card, "name").trim().to_owned(),
        words(card, DESCRIPTION),
    );
    let same = |want: &Option<String>, stands: &str| {
        want.as_ref().is_none_or(|want| want.trim() == stands)
    };
    let texts = same(&change.title, &stands.0) && same(&change.description, &stands.1);
    if texts && pictured != Some(false) && the_rest(card, change) {
        return Seen::There;
    }
    // Changes show after minutes.
    let before = change.expected.as_ref().is_none_or(|before| {
        (before.0.trim(), before.1.trim()) == (stands.0.as_str(), stands.1.as_str())
    });
    match texts || before {
        true => Seen::Pending,
        false => Seen::Different(stands.0),
    }
}

fn the_rest(card: &Value, change: &CardChange) -> bool {
    let brand = change.brand.as_ref();
    let brand =
        brand.is_none_or(|brand| words(card, BRAND).to_lowercase() == brand.trim().to_lowercase());
    let now = number(card, "description_category_id").zip(number(card, "type_id"));
    let filed = change.category.is_none() || now == change.category.as_ref().and_then(numbers);
    let packed = change.packed.is_none_or(|packed| measured(card, packed));
    brand && filed && packed && change.attributes.iter().all(|own| holds(card, own))
}

/// Dictionary values by their numbers, whatever their order; free text by its words.
fn holds(card: &Value, own: &CardAttribute) -> bool {
    if own.values.is_empty() {
        let id = own.id.as_str().parse().unwrap_or_default();
        return words(card, id) == own.shown.value.trim();
    }
    let chosen = |value: &Value| number(value, "dictionary_value_id").map(ExternalId::from);
    let all = list(card, "attributes");
    let mut own_ones = all.filter(|one| id_of(one).map(ExternalId::from).as_ref() == Some(&own.id));
    let stands: Option<BTreeSet<_>> = own_ones
        .next()
        .map(|one| list(one, "values").filter_map(chosen).collect());
    stands == Some(own.values.iter().cloned().collect())
}

fn measured(card: &Value, packed: Packed) -> bool {
    let sides = ["depth", "width", "height", "weight"].map(|name| number(card, name));
    let units = (text(card, "dimension_unit"), text(card, "weight_unit"));
    let Packed {
        length_mm,
        width_mm,
        height_mm,
        weight_g,
    } = packed;
    units == ("mm", "g") && sides == [length_mm, width_mm, height_mm, weight_g].map(Some)
}

/// The words of a characteristic.
fn words(card: &Value, id: i64) -> String {
    let own = list(card, "attributes").find(|one| id_of(one) == Some(id));
    let values = own.into_iter().flat_map(|one| list(one, "values"));
    let words = values.filter_map(|value| value.get("value")?.as_str());
    let words: Vec<&str> = words
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(", ")
}

fn text<'a>(card: &'a Value, name: &str) -> &'a str {
    card.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a card lies in the archive, by hand or by Ozon.
pub(super) fn is_archived(info: &Value) -> bool {
    let mut marks = ["is_archived", "is_autoarchived"].into_iter();
    marks.any(|name| info.get(name).and_then(Value::as_bool) == Some(true))
}

/// How many addresses there are: the first picture may stand among the others, too.
pub(super) fn distinct<'a>(all: impl Iterator<Item = &'a String>) -> usize {
    all.filter(|address| !address.is_empty())
        .collect::<BTreeSet<_>>()
        .len()
}
