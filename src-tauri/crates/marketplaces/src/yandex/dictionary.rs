//! Categories and what their cards need.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Category, CategoryField, ExternalId, FieldValue};
use serde_json::json;

use super::ask::Ask;
use super::line::Line;
use super::replies;
use super::wire::Envelope;
use super::wire::card::{Category as Node, Parameter, Parameters};
use crate::Result;
use crate::contract::Dictionary;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::{Flaw, rows};

/// Values that are told at once.
const AT_ONCE: usize = 100;

/// Reads the dictionary.
pub(super) struct Words(pub(super) Arc<Line>);

#[async_trait]
impl Dictionary for Words {
    async fn categories(&self) -> Result<Vec<Category>> {
        let ask = Ask::post(
            "cards.categories",
            "categories",
            "/v2/categories/tree",
            json!({}),
        );
        let root: Envelope<Node> = self.0.read(&ask).await?;
        let mut all = Vec::new();
        // The root is no category of anybody's.
        for child in &root.result.children {
            gather(child, &[], &mut all);
        }
        Ok(all)
    }

    async fn fields(&self, category: &ExternalId) -> Result<Vec<CategoryField>> {
        let fields = self.parameters("cards.fields", category).await?;
        Ok(fields.into_iter().map(field).collect())
    }

    async fn values(
        &self,
        category: &ExternalId,
        field: &ExternalId,
        text: &str,
    ) -> Result<Vec<FieldValue>> {
        const OPERATION: &str = "cards.values";
        let fields = self.parameters(OPERATION, category).await?;
        let found = fields.into_iter().find(|one| one.id == field.as_str());
        let found = found.filter(|one| one.kind == "ENUM");
        let found = found.ok_or_else(|| MarketplaceError::unsupported(OPERATION))?;
        let wanted = text.to_lowercase();
        let values = found.values.into_iter();
        let fit = values.filter(|value| value.value.to_lowercase().contains(&wanted));
        Ok(fit
            .map(|value| FieldValue {
                external_id: value.id.into(),
                value: value.value,
            })
            .collect())
    }
}

impl Words {
    /// A characteristic that cannot be read leaves a card that nobody could make.
    async fn parameters(
        &self,
        operation: &'static str,
        category: &ExternalId,
    ) -> Result<Vec<Parameter>> {
        let id = replies::number(operation, category)?;
        let path = format!("/v2/category/{id}/parameters");
        let ask = Ask::new(operation, "category-parameters", http::Method::POST, path);
        let found: Envelope<Parameters> = self.0.read(&ask).await?;
        let read = |row: Parameter| match row.id.is_empty() {
            true => Err(Flaw::missing("id")),
            false => Ok(Some(row)),
        };
        let (found, bad) = rows(&found.result.parameters, read);
        if bad.is_empty() {
            return Ok(found);
        }
        let message = "a characteristic that cannot be read";
        Err(MarketplaceError::new(ErrorKind::Unreadable, operation, message).at("parameters"))
    }
}

/// A node and all below it, with the names on the way.
fn gather(node: &Node, above: &[String], all: &mut Vec<Category>) {
    let path: Vec<String> = above.iter().cloned().chain([node.name.clone()]).collect();
    for child in &node.children {
        gather(child, &path, all);
    }
    if !node.id.is_empty() {
        all.push(Category {
            external_id: node.id.as_str().into(),
            path,
            leaf: node.children.is_empty(),
        });
    }
}

fn field(row: Parameter) -> CategoryField {
    let unit = row.unit;
    let mut units = unit.units.into_iter();
    let values = row.values.into_iter().take(AT_ONCE);
    CategoryField {
        external_id: row.id.into(),
        name: row.name,
        has_values: row.kind == "ENUM",
        kind: row.kind,
        required: row.required == Some(true),
        most: if row.multivalue == Some(true) { 0 } else { 1 },
        unit: units
            .find(|one| one.id == unit.default_unit_id)
            .map(|one| one.name),
        values: values
            .map(|value| FieldValue {
                external_id: value.id.into(),
                value: value.value,
            })
            .collect(),
    }
}
