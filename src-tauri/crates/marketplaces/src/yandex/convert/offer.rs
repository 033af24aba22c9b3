//! A product of the catalogue.

use domain::{Attribute, ExternalId, Listing, ListingStatus};
use rust_decimal::Decimal;

use super::money;
use crate::feed::Flaw;
use crate::yandex::wire::offer::{
    CampaignStatus, Offer, OfferMapping, Param, ShowcaseUrl, TimePeriod, WeightDimensions,
};

/// One row. Reviews, stock and orders all name the `offerId`.
pub(in crate::yandex) fn listing(row: OfferMapping) -> Result<Option<Listing>, Flaw> {
    let OfferMapping {
        offer,
        mapping,
        showcase_urls,
    } = row;
    if offer.offer_id.is_empty() {
        return Err(Flaw::missing("offer.offerId"));
    }
    let aliases = mapping.market_sku.iter().chain(&offer.barcodes);
    Ok(Some(Listing {
        external_id: offer.offer_id.as_str().into(),
        article: offer.offer_id.clone(),
        title: title(&offer.name, mapping.market_sku_name),
        category: mapping.market_category_name,
        attributes: attributes(&offer),
        aliases: aliases
            .map(|alias| ExternalId::from(alias.as_str()))
            .collect(),
        price: money(offer.basic_price.as_ref()),
        url: url(showcase_urls),
        status: status(&offer),
        image: offer.pictures.into_iter().next(),
        brand: offer.vendor,
        description: offer.description,
        updated_at: None,
    }))
}

fn title(name: &str, card: Option<String>) -> String {
    if name.is_empty() {
        card.unwrap_or_default()
    } else {
        name.to_owned()
    }
}

/// The window for private buyers first.
fn url(mut showcases: Vec<ShowcaseUrl>) -> Option<String> {
    showcases.sort_by_key(|showcase| showcase.showcase_type != "B2C");
    showcases
        .into_iter()
        .find_map(|showcase| showcase.showcase_url)
}

/// On sale in one shop is on sale. A state that is none of ours keeps its word.
fn status(offer: &Offer) -> ListingStatus {
    if offer.archived == Some(true) {
        return ListingStatus::Archived;
    }
    let any = |words: &[&str]| {
        let says = |shop: &CampaignStatus| words.contains(&shop.status.as_str());
        offer.campaigns.iter().any(says)
    };
    if any(&["PUBLISHED"]) {
        return ListingStatus::Active;
    }
    if any(&["NO_STOCKS", "DISABLED_BY_PARTNER"]) || offer.campaigns.is_empty() {
        return ListingStatus::Inactive;
    }
    if any(&["REJECTED_BY_MARKET", "DISABLED_AUTOMATICALLY"]) {
        return ListingStatus::Blocked;
    }
    if any(&["ARCHIVED"]) {
        return ListingStatus::Archived;
    }
    let word = offer.campaigns.first().map(|shop| shop.status.clone());
    ListingStatus::Other(word.unwrap_or_default())
}

/// Facts for answers. The names are those of the seller's cabinet.
fn attributes(offer: &Offer) -> Vec<Attribute> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let name = name.to_owned();
            facts.push(Attribute { name, value });
        }
    };
    add("Бренд", offer.vendor.clone());
    add("Артикул производителя", offer.vendor_code.clone());
    add(
        "Страна производства",
        Some(offer.manufacturer_countries.join(", ")),
    );
    let packed = offer.weight_dimensions.as_ref();
    add("Размеры упаковки, см", packed.and_then(sides));
    add(
        "Вес с упаковкой, кг",
        packed.and_then(|packed| packed.weight).and_then(plain),
    );
    add("Срок годности", offer.shelf_life.as_ref().and_then(period));
    add("Срок службы", offer.life_time.as_ref().and_then(period));
    add(
        "Гарантийный срок",
        offer.guarantee_period.as_ref().and_then(period),
    );
    for (name, value) in grouped(&offer.params) {
        add(name, Some(value));
    }
    facts
}

fn sides(packed: &WeightDimensions) -> Option<String> {
    let [length, width, height] =
        [packed.length, packed.width, packed.height].map(|side| side.and_then(plain));
    Some(format!("{} × {} × {}", length?, width?, height?))
}

/// Zero means "not told".
fn plain(number: Decimal) -> Option<String> {
    (!number.is_zero()).then(|| number.normalize().to_string())
}

fn period(period: &TimePeriod) -> Option<String> {
    let unit = match period.time_unit.as_str() {
        "HOUR" => "ч",
        "DAY" => "дн.",
        "WEEK" => "нед.",
        "MONTH" => "мес.",
        "YEAR" => "г.",
        other => other,
    };
    let length = period.time_period.filter(|length| *length > 0)?;
    let comment = period
        .comment
        .as_ref()
        .map(|comment| format!(" ({comment})"));
    Some(format!("{length} {unit}{}", comment.unwrap_or_default()))
}

/// Values of one characteristic, in the order of their coming.
fn grouped(params: &[Param]) -> Vec<(&str, String)> {
    let mut groups: Vec<(&str, String)> = Vec::new();
    for param in params.iter().filter(|param| !param.name.is_empty()) {
        match groups.iter_mut().find(|(name, _)| *name == param.name) {
            Some((_, values)) => {
                values.push_str(", ");
                values.push_str(&param.value);
            }
            None => groups.push((&param.name, param.value.clone())),
        }
    }
    groups
}
