//! Making and rewriting cards. One error of one card, and Market takes none of a request: each card
//! has a request of its own.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Approved, CardChange};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::ask::{Ask, ends};
use super::convert::priced;
use super::line::Line;
use super::wire::card::Outcome;
use super::{convert, replies};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};

const OPERATION: &str = "cards.write";

/// Writes cards.
pub(super) struct Writing(pub(super) Arc<Line>);

#[async_trait]
impl Changes<CardChange> for Writing {
    fn fit(&self, change: &CardChange) -> std::result::Result<(), Unfit<CardChange>> {
        let longer = |text: &Option<String>, most| {
            text.as_ref()
                .is_some_and(|text| text.chars().count() > most)
        };
        let pictures = change.pictures.as_ref().map_or(1, Vec::len);
        let mut all = change.pictures.iter().flatten();
        // The second language has texts alone.
        let texts_only = change.category.is_none()
            && change.attributes.is_empty()
            && change.pictures.is_none()
            && change.brand.is_none();
        let known = matches!(change.language.as_str(), "" | "ru" | "uz");
        let reason = if longer(&change.title, 256) {
            "card.title"
        } else if longer(&change.description, 6000) {
            "card.description"
        } else if !(1..=30).contains(&pictures) {
            "card.pictures"
        } else if all.any(|picture| picture.file().is_some()) {
            "card.picture_addresses"
        } else if change.group.is_some() {
            "card.no_groups"
        } else if !change.attributes.is_empty() && change.category.is_none() {
            "card.category"
        } else if !(known && (texts_only || language(change).is_none())) {
            "card.language"
        } else {
            return Ok(());
        };
        Err(Unfit::new(reason))
    }

    async fn write(&self, changes: &[Approved<CardChange>]) -> Result<Vec<Taken>> {
        let [approved] = changes else {
            let message = "one card goes in one request";
            return Err(MarketplaceError::new(
                ErrorKind::Unexpected,
                OPERATION,
                message,
            ));
        };
        let ask = self.ask(approved.content()).await?;
        let reply = self.0.write(&ask, ends(changes)).await?;
        // What cannot be read has been taken all the same.
        let outcome: Outcome = serde_json::from_slice(&reply.body).unwrap_or_default();
        let faults = outcome.results.iter().flat_map(|one| &one.errors);
        let words = faults.map(|fault| format!("{} {}", fault.kind, fault.message));
        let stuck = outcome.result.not_archived_offers.iter();
        let words = words.chain(stuck.map(|one| one.error.clone()));
        let here = outcome.result.not_unarchived_offer_ids.iter();
        let words = words.chain(here.map(|_| "it stays in the archive".to_owned()));
        let words: Vec<String> = words.collect();
        Ok(vec![match words.is_empty() {
            true => Taken::Accepted(Receipt::default()),
            false => Taken::Refused(words.join("; ")),
        }])
    }

    async fn seen(&self, change: &CardChange, _receipt: &Receipt) -> Result<Seen> {
        self.stands(change).await
    }
}

impl Writing {
    async fn ask(&self, change: &CardChange) -> Result<Ask> {
        let cabinet = self.0.cabinet().await?;
        if let Some(archived) = change.archived {
            let (tail, bucket) = match archived {
                true => ("/offer-mappings/archive", "offers-archive"),
                false => ("/offer-mappings/unarchive", "offers-unarchive"),
            };
            let body = json!({ "offerIds": [change.article] });
            return Ok(Ask::post(OPERATION, bucket, cabinet.path("v2", tail), body));
        }
        let category = change.category.as_ref();
        let category = category
            .map(|id| replies::number(OPERATION, id))
            .transpose()?;
        let parameters = parameters(change)?;
        if let (Some(category), true) = (category, only_parameters(change)) {
            let content = json!({
                "offerId": change.article,
                "categoryId": category,
                "parameterValues": parameters,
            });
            let path = cabinet.path("v2", "/offer-cards/update");
            let body = json!({ "offersContent": [content] });
            return Ok(Ask::post(OPERATION, "offer-cards-update", path, body));
        }
        let offer = offer(change, category, parameters);
        let path = cabinet.path("v2", "/offer-mappings/update");
        let body = json!({ "offerMappings": [{ "offer": offer }] });
        let ask = Ask::post(OPERATION, "offers-update", path, body);
        Ok(match language(change) {
            Some(language) => ask.query("language", language),
            None => ask,
        })
    }
}

/// Market's word for a language that is not its own.
pub(super) fn language(change: &CardChange) -> Option<&'static str> {
    (change.language == "uz").then_some("UZ")
}

fn only_parameters(change: &CardChange) -> bool {
    let texts = [&change.title, &change.description, &change.brand];
    !change.attributes.is_empty()
        && texts.into_iter().all(Option::is_none)
        && change.pictures.is_none()
        && change.barcodes.is_empty()
        && change.packed.is_none()
        && change.price.is_none()
}

/// What is not named stays as it is.
fn offer(change: &CardChange, category: Option<i64>, parameters: Vec<Value>) -> Value {
    let packed = change.packed.map(|packed| {
        let centimetres = |mm: i64| scaled(mm, 1);
        json!({
            "length": centimetres(packed.length_mm),
            "width": centimetres(packed.width_mm),
            "height": centimetres(packed.height_mm),
            "weight": scaled(packed.weight_g, 3),
        })
    });
    let list = |values: Vec<Value>| (!values.is_empty()).then(|| Value::from(values));
    let text = |text: &Option<String>| text.as_deref().map(Value::from);
    let barcodes = change
        .barcodes
        .iter()
        .map(|code| Value::from(code.as_str()));
    let pictures = change.pictures.as_ref();
    let members = [
        ("offerId", Some(change.article.as_str().into())),
        ("name", text(&change.title)),
        ("description", text(&change.description)),
        ("vendor", text(&change.brand)),
        ("marketCategoryId", category.map(Value::from)),
        ("pictures", pictures.map(|all| json!(all))),
        ("barcodes", list(barcodes.collect())),
        ("weightDimensions", packed),
        ("basicPrice", change.price.map(priced)),
        ("parameterValues", list(parameters)),
    ];
    let members = members.into_iter();
    let members = members.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(members.collect::<Map<_, _>>())
}

/// A whole number of a smaller unit in a larger one, by its digits.
fn scaled(value: i64, digits: u32) -> Value {
    convert::decimal(Decimal::new(value, digits))
}

/// Values of the dictionary by identity, others by their words.
fn parameters(change: &CardChange) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    for attribute in &change.attributes {
        let id = replies::number(OPERATION, &attribute.id)?;
        if attribute.values.is_empty() {
            all.push(json!({ "parameterId": id, "value": attribute.shown.value }));
        }
        for value in &attribute.values {
            let value = replies::number(OPERATION, value)?;
            all.push(json!({ "parameterId": id, "valueId": value }));
        }
    }
    Ok(all)
}
