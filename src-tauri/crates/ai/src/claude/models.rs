//! The models that a key may use; also the cheapest proof that a key works.

use serde::Deserialize;

use super::Claude;
use super::wire::plain_name;
use crate::error::AiError;

const OPERATION: &str = "list models";
/// Far more pages than there are models: a server that never ends is stopped.
const MOST_PAGES: usize = 20;

/// A model that the key may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelCard {
    /// Its name in requests.
    pub id: String,
    /// Its name for people.
    pub display_name: String,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    data: Vec<Row>,
    #[serde(default)]
    has_more: bool,
    #[serde(default)]
    last_id: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    #[serde(default)]
    display_name: Option<String>,
}

impl Claude {
    /// Asks which models the key may use. Costs nothing.
    ///
    /// # Errors
    /// `Unauthorised` when the key is wrong.
    pub async fn models(&self) -> Result<Vec<ModelCard>, AiError> {
        let mut cards = Vec::new();
        let mut path = "v1/models?limit=100".to_owned();
        for _ in 0..MOST_PAGES {
            let page: Page = self.get(&path, OPERATION).await?.answer;
            cards.extend(page.data.into_iter().map(card));
            match page.last_id {
                Some(last) if page.has_more => {
                    path = format!("v1/models?limit=100&after_id={}", plain_name(&last));
                }
                _ => break,
            }
        }
        Ok(cards)
    }
}

fn card(row: Row) -> ModelCard {
    let display_name = row.display_name.unwrap_or_else(|| row.id.clone());
    ModelCard {
        id: row.id,
        display_name,
    }
}
