//! Cards.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ExternalId};
use crate::listing::Attribute;
use crate::money::Money;

use super::picture::Picture;

/// A card that is made or rewritten. What is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardChange {
    /// Whose shop.
    pub account: AccountId,
    /// The listing; `None` makes a card.
    pub listing: Option<ExternalId>,
    /// The seller's article.
    pub article: String,
    /// The language of the texts, ISO 639-1; empty for the marketplace's own.
    pub language: String,
    /// The category, by the marketplace's identity (Ozon: category and type, `a:b`).
    pub category: Option<ExternalId>,
    /// Brand.
    pub brand: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Characteristics to set, by the marketplace's identity.
    pub attributes: Vec<CardAttribute>,
    /// Pictures, the first one first; replaces all.
    pub pictures: Option<Vec<Picture>>,
    /// Barcodes; those of a new card.
    pub barcodes: Vec<String>,
    /// Length, width, height in millimetres and weight in grams, packed.
    pub packed: Option<Packed>,
    /// The price of a new card, where it is made with one.
    pub price: Option<Money>,
    /// Into the bin, out of it, or neither.
    pub archived: Option<bool>,
    /// With whom buyers are to see the card on one page.
    // Left out where there is none: older changes keep their digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// Title and description that were seen when this was wanted.
    pub expected: Option<(String, String)>,
    /// The group that was seen when this was wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_group: Option<Group>,
}

/// The cards that buyers see as variants on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The group that this listing is in.
    With(ExternalId),
    /// One of its own, without any other card.
    Alone,
}

impl CardChange {
    /// A change of nothing yet, of a listing or of a card that is to be made.
    pub fn of(account: AccountId, listing: Option<ExternalId>, article: &str) -> Self {
        Self {
            account,
            listing,
            article: article.to_owned(),
            language: String::new(),
            category: None,
            brand: None,
            title: None,
            description: None,
            attributes: Vec::new(),
            pictures: None,
            barcodes: Vec::new(),
            packed: None,
            price: None,
            archived: None,
            group: None,
            expected: None,
            expected_group: None,
        }
    }
}

/// A characteristic by the marketplace's identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAttribute {
    /// The characteristic, with its name for people.
    pub id: ExternalId,
    /// Name and value as shown.
    pub shown: Attribute,
    /// Values by identity, where it has a dictionary.
    pub values: Vec<ExternalId>,
}

/// Packed goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Length, mm.
    pub length_mm: i64,
    /// Width, mm.
    pub width_mm: i64,
    /// Height, mm.
    pub height_mm: i64,
    /// Weight, g.
    pub weight_g: i64,
}

impl CardChange {
    /// Texts and the group alone are known as they were; whatever else was rewritten stays so.
    pub(super) fn known_before(&self) -> Option<Self> {
        let others =
            !self.attributes.is_empty() || self.pictures.is_some() || self.archived.is_some();
        let group_alone =
            self.group.is_some() && self.title.is_none() && self.description.is_none();
        let worded = self.expected.is_some() || group_alone;
        let grouped = self.group.is_none() || self.expected_group.is_some();
        (!others && worded && grouped).then(|| self.back())
    }

    fn back(&self) -> Self {
        let (title, description) = self.expected.clone().unzip();
        let now = |wanted: &Option<String>, old: &Option<String>| wanted.clone().or(old.clone());
        let expected = now(&self.title, &title).zip(now(&self.description, &description));
        Self {
            expected,
            title: title.filter(|_| self.title.is_some()),
            description: description.filter(|_| self.description.is_some()),
            group: self.expected_group.clone().filter(|_| self.group.is_some()),
            expected_group: self.group.clone(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(group: Option<Group>, expected_group: Option<Group>) -> CardChange {
        CardChange {
            group,
            expected_group,
            ..CardChange::of(AccountId(1), Some("7".into()), "A-7")
        }
    }

    #[test]
    fn the_group_that_was_seen_takes_a_card_back() {
        let with = |id: &str| Some(Group::With(id.into()));
        let joined = change(with("8"), Some(Group::Alone));
        let back = joined.known_before().expect("the old group is known");
        assert_eq!(back.group, Some(Group::Alone), "it stood alone");
        assert_eq!(back.known_before(), Some(joined), "and back again");
        assert_eq!(
            change(with("8"), None).known_before(),
            None,
            "an old group that nobody knows is not invented"
        );
        let mut worded = change(Some(Group::Alone), with("8"));
        worded.title = Some("B".to_owned());
        assert_eq!(
            worded.known_before(),
            None,
            "a title that nobody knows is not left out of what is taken back"
        );
        worded.expected = Some(("A".to_owned(), "D".to_owned()));
        let back = worded.known_before().expect("both are known");
        assert_eq!(
            (back.title.as_deref(), back.group, back.description),
            (Some("A"), with("8"), None),
            "both are brought back, and nothing else"
        );
    }

    #[test]
    fn a_change_without_a_group_reads_and_writes_as_it_always_did() {
        let written = serde_json::to_value(change(None, None)).expect("JSON");
        assert_eq!(
            written.get("group").or(written.get("expected_group")),
            None,
            "a stored verdict is bound to the digest of these words"
        );
        let read: Result<CardChange, _> = serde_json::from_value(written);
        assert_eq!(
            read.ok(),
            Some(change(None, None)),
            "an older proposal is read"
        );
    }
}
