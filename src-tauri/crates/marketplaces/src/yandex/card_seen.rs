//! How a card stands beside what was sent: texts, pictures and measures in the catalogue,
//! characteristics in the card, and whether Market took them.

use domain::{CardAttribute, CardChange, ExternalId, Money, Packed};
use rust_decimal::Decimal;
use serde_json::json;

use super::ask::Ask;
use super::cards::{Writing, language};
use super::convert;
use super::wire::Envelope;
use super::wire::card::{Card, Cards, ParameterValue};
use super::wire::offer::{Offer, OfferMapping, Offers, Price, WeightDimensions};
use crate::Result;
use crate::contract::Seen;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;

const OPERATION: &str = "cards.read";

/// "Changes not taken" and "not made because of an error" (`OfferCardStatusType`).
const AGAINST: [&str; 2] = ["HAS_CARD_CAN_UPDATE_ERRORS", "NO_CARD_ERRORS"];

impl Writing {
    /// How a change stands.
    pub(super) async fn stands(&self, change: &CardChange) -> Result<Seen> {
        let offer = match (self.offer(change).await?, &change.listing) {
            (Some(offer), _) => offer,
            // A new one takes minutes.
            (None, None) => return Ok(Seen::Pending),
            (None, Some(_)) => return Err(gone()),
        };
        let in_catalogue = compared(change, &offer);
        let settled = in_catalogue != Seen::There || change.archived.is_some();
        let against = AGAINST.contains(&offer.card_status.as_str());
        if settled || (change.attributes.is_empty() && !against) {
            return Ok(in_catalogue);
        }
        let card = self.card(change).await?.unwrap_or_default();
        Ok(match against {
            true => Seen::Refused(words(&card, &offer.card_status)),
            false => characterised(change, &card),
        })
    }

    async fn offer(&self, change: &CardChange) -> Result<Option<Offer>> {
        let path = self.0.cabinet().await?.path("v2", "/offer-mappings");
        let body = json!({ "offerIds": [change.article] });
        let mut ask = Ask::post(OPERATION, "offer-mappings", path, body);
        if let Some(language) = language(change) {
            ask = ask.query("language", language);
        }
        let page: Envelope<Offers> = self.0.read(&ask).await?;
        let rows = readable::<OfferMapping>(&page.result.offer_mappings);
        let mut offers = rows.into_iter().map(|row| row.offer);
        Ok(offers.find(|offer| offer.offer_id == change.article))
    }

    async fn card(&self, change: &CardChange) -> Result<Option<Card>> {
        let path = self.0.cabinet().await?.path("v2", "/offer-cards");
        let body = json!({ "offerIds": [change.article] });
        let ask = Ask::post(OPERATION, "offer-cards", path, body);
        let page: Envelope<Cards> = self.0.read(&ask).await?;
        let mut cards = readable::<Card>(&page.result.offer_cards).into_iter();
        Ok(cards.find(|card| card.offer_id == change.article))
    }
}

/// What the catalogue says. Changes show there after minutes.
fn compared(change: &CardChange, offer: &Offer) -> Seen {
    let same = |want: &Option<String>, stands: Option<&str>| {
        let stands = stands.unwrap_or_default();
        want.as_deref().is_none_or(|want| want == stands)
    };
    let worded = same(&change.title, Some(&offer.name))
        && same(&change.description, offer.description.as_deref());
    if !worded {
        let description = offer.description.clone().unwrap_or_default();
        let stands = (offer.name.clone(), description);
        return match change.expected.as_ref() == Some(&stands) {
            true => Seen::Pending,
            false => Seen::Different(stands.0),
        };
    }
    let filed = |id: &ExternalId| {
        let stands = offer.market_category_id.map(|id| id.to_string());
        stands.as_deref() == Some(id.as_str())
    };
    let coded = |code: &String| offer.barcodes.contains(code);
    let there = change
        .archived
        .is_none_or(|want| Some(want) == offer.archived)
        && same(&change.brand, offer.vendor.as_deref())
        && change.category.as_ref().is_none_or(filed)
        && change.barcodes.iter().all(coded)
        && change
            .packed
            .is_none_or(|packed| measured(packed, offer.weight_dimensions.as_ref()))
        && change
            .price
            .is_none_or(|price| priced(price, offer.basic_price.as_ref()));
    match there {
        true => pictured(change, offer),
        false => Seen::Pending,
    }
}

/// Whether pictures stand as they were named, and were fetched by Market.
fn pictured(change: &CardChange, offer: &Offer) -> Seen {
    let Some(wanted) = &change.pictures else {
        return Seen::There;
    };
    if json!(wanted) != json!(offer.pictures) {
        return Seen::Pending;
    }
    let files = offer.media_files.pictures.iter();
    let mut files = files.filter(|file| offer.pictures.contains(&file.url));
    let mut state = Seen::There;
    if let Some(failed) = files.clone().find(|file| file.upload_state == "FAILED") {
        state = Seen::Refused(format!("not fetched: {}", failed.url));
    } else if files.any(|file| file.upload_state == "UPLOADING") {
        state = Seen::Pending;
    }
    state
}

fn measured(packed: Packed, stands: Option<&WeightDimensions>) -> bool {
    let centimetres = |mm: i64| Some(Decimal::new(mm, 1));
    stands.is_some_and(|stands| {
        stands.length == centimetres(packed.length_mm)
            && stands.width == centimetres(packed.width_mm)
            && stands.height == centimetres(packed.height_mm)
            && stands.weight == Some(Decimal::new(packed.weight_g, 3))
    })
}

fn priced(wanted: Money, stands: Option<&Price>) -> bool {
    let value = stands.and_then(|price| price.value);
    value.map(convert::decimal) == Some(convert::number(wanted))
}

/// What the card says of characteristics.
fn characterised(change: &CardChange, card: &Card) -> Seen {
    match change.attributes.iter().all(|one| holds(card, one)) {
        true => Seen::There,
        false => Seen::Pending,
    }
}

/// An emptied characteristic is gone; any other has the values that were sent.
fn holds(card: &Card, wanted: &CardAttribute) -> bool {
    let own = |value: &&ParameterValue| {
        value.parameter_id == wanted.id.as_str()
            && !(value.value_id.is_empty() && value.value.is_empty())
    };
    let own: Vec<_> = card.parameter_values.iter().filter(own).collect();
    let text = &wanted.shown.value;
    match wanted.values.is_empty() {
        true if text.is_empty() => own.is_empty(),
        true => own.iter().any(|value| value.value == *text),
        false => wanted
            .values
            .iter()
            .all(|id| own.iter().any(|one| one.value_id == id.as_str())),
    }
}

/// Market's own words for why it did not take a card.
fn words(card: &Card, status: &str) -> String {
    let said = card.errors.iter().map(|error| match &error.comment {
        Some(comment) => format!("{}: {comment}", error.message),
        None => error.message.clone(),
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => status.to_owned(),
        false => said.join("; "),
    }
}

fn gone() -> MarketplaceError {
    MarketplaceError::new(ErrorKind::NotFound, OPERATION, "no such offer")
}
