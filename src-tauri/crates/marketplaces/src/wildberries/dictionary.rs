//! Subjects and their characteristics.

use async_trait::async_trait;
use domain::{Category, CategoryField, ExternalId, FieldValue};
use http::Method;
use serde_json::Value;

use super::api::Api;
use super::profile::CONTENT;
use super::wire::{Data, Subject, SubjectField};
use crate::Result;
use crate::contract;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::Call;

/// Subjects of one answer, at most (WB API 02-items).
const LIMIT: usize = 1000;
/// More subjects than WB has.
const MOST: usize = 30_000;

/// Asks what cards need.
pub(super) struct Dictionary {
    pub(super) api: Api,
}

#[async_trait]
impl contract::Dictionary for Dictionary {
    async fn categories(&self) -> Result<Vec<Category>> {
        let mut all = Vec::new();
        for offset in (0..MOST).step_by(LIMIT) {
            let call = get("dictionary.categories", "/content/v2/object/all")
                .query("limit", &LIMIT)
                .query("offset", &offset);
            let found: Data<Vec<Value>> = self.api.read(&call).await?;
            let subjects = readable::<Subject>(&found.data).into_iter();
            all.extend(subjects.filter_map(|subject| {
                Some(Category {
                    external_id: subject.subject_id?.into(),
                    path: vec![subject.parent_name, subject.subject_name],
                    leaf: true,
                })
            }));
            if found.data.len() < LIMIT {
                break;
            }
        }
        Ok(all)
    }

    async fn fields(&self, category: &ExternalId) -> Result<Vec<CategoryField>> {
        const OPERATION: &str = "dictionary.fields";
        let path = format!("/content/v2/object/charcs/{category}");
        let found: Data<Vec<Value>> = self.api.read(&get(OPERATION, &path)).await?;
        let fields = readable::<SubjectField>(&found.data).into_iter();
        let fields: Vec<CategoryField> = fields.filter_map(field).collect();
        match fields.is_empty() {
            true => {
                let words = "no such subject";
                Err(MarketplaceError::new(ErrorKind::NotFound, OPERATION, words))
            }
            false => Ok(fields),
        }
    }

    /// WB names no directory of a characteristic.
    async fn values(&self, _: &ExternalId, _: &ExternalId, _: &str) -> Result<Vec<FieldValue>> {
        Err(MarketplaceError::unsupported("dictionary.values"))
    }
}

fn field(told: SubjectField) -> Option<CategoryField> {
    let kind = match told.charc_type {
        Some(1) => "texts".to_owned(),
        Some(4) => "number".to_owned(),
        other => other.map_or_else(String::new, |word| word.to_string()),
    };
    Some(CategoryField {
        external_id: told.charc_id?.into(),
        name: told.name,
        kind,
        required: told.required == Some(true),
        most: told.max_count.unwrap_or_default(),
        unit: told.unit_name,
        has_values: false,
        values: Vec::new(),
    })
}

fn get(operation: &'static str, path: &str) -> Call {
    Call::read(operation, CONTENT, Method::GET, path)
        .bucket("content")
        .query("locale", "ru")
}
