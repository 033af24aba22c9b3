//! What WB takes in a card.

use domain::{CardChange, Group, Picture};

use crate::contract::Unfit;

/// Characters (WB API 02-items). The length of a description depends on the category; no category
/// takes more.
const TITLE: usize = 60;
const ARTICLE: usize = 72;
const DESCRIPTION: usize = 5000;
/// Pictures of a card.
const PICTURES: usize = 30;

pub(super) fn fit(change: &CardChange) -> Result<(), Unfit<CardChange>> {
    let long = |text: &Option<String>, most: usize| {
        text.as_ref()
            .is_some_and(|text| text.chars().count() > most)
    };
    let number = |id: &domain::ExternalId| id.as_str().parse::<i64>().is_ok();
    let pictures = change.pictures.as_ref();
    let alone = change.group == Some(Group::Alone);
    let later = pictures.is_some() || change.archived.is_some() || alone;
    // Which cards may stand together is for WB to say; a card is no group with itself.
    let group = match &change.group {
        Some(Group::With(other)) => number(other) && Some(other) != change.listing.as_ref(),
        Some(Group::Alone) | None => true,
    };
    let reason = if change.listing.as_ref().is_some_and(|id| !number(id)) {
        "card.number"
    } else if change.listing.is_none() && !change.category.as_ref().is_some_and(number) {
        "card.category"
    } else if change.listing.is_none() && later {
        "card.later"
    } else if !group {
        "card.group"
    } else if long(&change.title, TITLE) {
        "card.title_length"
    } else if long(&change.description, DESCRIPTION) {
        "card.description_length"
    } else if !(1..=ARTICLE).contains(&change.article.chars().count()) {
        "card.article_length"
    } else if pictures.is_some_and(|pictures| !(1..=PICTURES).contains(&pictures.len())) {
        "card.pictures"
    } else if pictures.is_some_and(|pictures| mixed(pictures)) {
        "card.pictures_mixed"
    } else if !change.attributes.iter().all(|own| number(&own.id)) {
        "card.attribute"
    } else {
        return Ok(());
    };
    Err(Unfit::new(reason))
}

/// Addresses replace all pictures at once, files one after the other.
fn mixed(pictures: &[Picture]) -> bool {
    let files = pictures.iter().filter(|picture| picture.file().is_some());
    let files = files.count();
    files > 0 && files < pictures.len()
}
