//! Categories, what their cards have, and the values that may have. Ozon files a card under a
//! category and a type of goods within it: `category:type`.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Category, CategoryField, ExternalId, FieldValue};
use serde_json::{Value, json};

use super::convert::product::{DESCRIPTION, NAME, TYPE};
use super::line::Line;
use super::wire::dictionary::{Dictionary, Entry, Node, Tree, ValueItem, ValueList};
use crate::Result;
use crate::contract;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{Flaw, readable, rows};

/// What cards have.
const ATTRIBUTES: &str = "/v1/description-category/attribute";

/// Characteristics that a card has fields of its own for: title, description, type.
const ELSEWHERE: [i64; 3] = [NAME, DESCRIPTION, TYPE];

/// "2000 at most" of a page of values.
const PAGE: usize = 2000;

/// More pages of values are not read: whoever wants one of so many names its beginning.
const PAGES: usize = 5;

/// "100 at most" of what is searched for.
const FOUND: usize = 100;

/// "2 characters at least" of what is searched for.
const LEAST: usize = 2;

/// A category and the type of goods within it.
pub(super) type Kind = (i64, i64);

/// Reads the dictionary.
pub(super) struct Words(pub(super) Arc<Line>);

#[async_trait]
impl contract::Dictionary for Words {
    async fn categories(&self) -> Result<Vec<Category>> {
        let path = "/v1/description-category/tree";
        let body = json!({ "language": "DEFAULT" });
        let tree: Tree = self.0.ask("dictionary.categories", path, body).await?;
        let mut all = Vec::new();
        gather(&tree.result, None, &[], &mut all);
        Ok(all)
    }

    async fn fields(&self, category: &ExternalId) -> Result<Vec<CategoryField>> {
        const OPERATION: &str = "dictionary.fields";
        let entries = self.entries(OPERATION, category).await?;
        let fields: Vec<CategoryField> = entries.into_iter().filter_map(field).collect();
        match fields.is_empty() {
            true => Err(unknown(OPERATION)),
            false => Ok(fields),
        }
    }

    async fn values(
        &self,
        category: &ExternalId,
        field: &ExternalId,
        text: &str,
    ) -> Result<Vec<FieldValue>> {
        const OPERATION: &str = "dictionary.values";
        let entries = self.entries(OPERATION, category).await?;
        let own = |entry: &&Entry| entry.id.map(ExternalId::from).as_ref() == Some(field);
        let entry = entries.iter().find(own).filter(|entry| entry.has_values());
        let id = entry.and_then(|entry| entry.id);
        let id = id.ok_or_else(|| MarketplaceError::unsupported(OPERATION))?;
        let kind = kind(OPERATION, category)?;
        match text.trim() {
            short if short.chars().count() < LEAST => self.pages(OPERATION, kind, id, short).await,
            text => found(&self.0, OPERATION, kind, id, text).await,
        }
    }
}

impl Words {
    /// One that cannot be read leaves a card that nobody could make.
    async fn entries(&self, operation: &'static str, category: &ExternalId) -> Result<Vec<Entry>> {
        let told = described(&self.0, operation, kind(operation, category)?).await?;
        let (entries, bad) = rows(&told, |entry: Entry| match entry.id {
            Some(_) => Ok(Some(entry)),
            None => Err(Flaw::missing("id")),
        });
        if bad.is_empty() {
            return Ok(entries);
        }
        let message = "a characteristic that cannot be read";
        Err(MarketplaceError::new(ErrorKind::Unreadable, operation, message).at("result"))
    }

    /// Values page by page, those that hold `text`: it is too short to be searched for.
    async fn pages(
        &self,
        operation: &'static str,
        (category, goods): Kind,
        id: i64,
        text: &str,
    ) -> Result<Vec<FieldValue>> {
        let path = "/v1/description-category/attribute/values";
        let (mut all, mut last) = (Vec::new(), 0);
        for _ in 0..PAGES {
            let body = json!({
                "attribute_id": id,
                "description_category_id": category,
                "type_id": goods,
                "language": "DEFAULT",
                "last_value_id": last,
                "limit": PAGE,
            });
            let page: ValueList = self.0.ask(operation, path, body).await?;
            let values: Vec<ValueItem> = readable(&page.result);
            let after = values.iter().filter_map(|value| value.id).max();
            all.extend(values.into_iter().filter_map(value));
            match after.filter(|after| *after > last && page.has_next == Some(true)) {
                Some(after) => last = after,
                None => break,
            }
        }
        let wanted = text.to_lowercase();
        all.retain(|value| value.value.to_lowercase().contains(&wanted));
        Ok(all)
    }
}

/// Characteristics of a kind of goods as they are told.
pub(super) async fn described(
    line: &Line,
    operation: &'static str,
    (category, kind): Kind,
) -> Result<Vec<Value>> {
    let body = json!({
        "description_category_id": category,
        "type_id": kind,
        "language": "DEFAULT",
    });
    let told: Dictionary = line.ask(operation, ATTRIBUTES, body).await?;
    Ok(told.result)
}

/// Values of a characteristic that are found by their words, of which there are two letters at
/// least.
pub(super) async fn found(
    line: &Line,
    operation: &'static str,
    (category, goods): Kind,
    id: i64,
    text: &str,
) -> Result<Vec<FieldValue>> {
    let path = "/v1/description-category/attribute/values/search";
    let body = json!({
        "attribute_id": id,
        "description_category_id": category,
        "type_id": goods,
        "value": text,
        "limit": FOUND,
    });
    let found: ValueList = line.ask(operation, path, body).await?;
    let values = readable(&found.result).into_iter();
    Ok(values.filter_map(value).collect())
}

/// The numbers of a category and its type.
///
/// # Errors
/// `NotFound` when it is no pair of numbers.
fn kind(operation: &'static str, category: &ExternalId) -> Result<Kind> {
    numbers(category).ok_or_else(|| unknown(operation))
}

/// The same where it may be none.
pub(super) fn numbers(category: &ExternalId) -> Option<Kind> {
    let (category, kind) = category.as_str().split_once(':')?;
    Some((category.parse().ok()?, kind.parse().ok()?))
}

/// No card can be filed there.
pub(super) fn unknown(operation: &'static str) -> MarketplaceError {
    MarketplaceError::new(ErrorKind::NotFound, operation, "no such category and type")
}

/// Types below the nodes, with the names on the way. Where no goods may be made is left out, with
/// all below it.
fn gather(nodes: &[Value], category: Option<i64>, above: &[String], all: &mut Vec<Category>) {
    let nodes: Vec<Node> = readable(nodes);
    for node in nodes.into_iter().filter(|node| node.disabled != Some(true)) {
        let category = node.description_category_id.or(category);
        let name = match node.type_id {
            Some(_) => &node.type_name,
            None => &node.category_name,
        };
        let path: Vec<String> = above.iter().chain([name]).cloned().collect();
        gather(&node.children, category, &path, all);
        if let Some((category, kind)) = category.zip(node.type_id) {
            all.push(Category {
                external_id: format!("{category}:{kind}").into(),
                path,
                leaf: true,
            });
        }
    }
}

/// A part of a complex characteristic (a video and its name) is none that a card is made with.
fn field(entry: Entry) -> Option<CategoryField> {
    let id = entry.id.filter(|id| !ELSEWHERE.contains(id))?;
    if entry
        .attribute_complex_id
        .is_some_and(|complex| complex > 0)
    {
        return None;
    }
    Some(CategoryField {
        external_id: id.into(),
        has_values: entry.has_values(),
        required: entry.is_required == Some(true),
        most: match entry.is_collection {
            Some(true) => entry.max_value_count.unwrap_or_default(),
            _ => 1,
        },
        name: entry.name,
        kind: entry.r#type,
        unit: None,
        values: Vec::new(),
    })
}

fn value(told: ValueItem) -> Option<FieldValue> {
    Some(FieldValue {
        external_id: told.id?.into(),
        value: told.value,
    })
}

impl Entry {
    /// Zero is Ozon's word for "none".
    fn has_values(&self) -> bool {
        self.dictionary_id.is_some_and(|id| id > 0)
    }
}
