//! Shops, the key and the cabinet's settings.

use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GetCampaignsResponse`; it has no envelope.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Campaigns {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) campaigns: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `CampaignDTO`: a shop.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Campaign {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) business: Business,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) placement_type: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) api_availability: String,
}

impl Campaign {
    /// Whether its methods can be called. A word that is not there forbids nothing.
    pub(in crate::yandex) fn open(&self) -> bool {
        matches!(self.api_availability.as_str(), "" | "AVAILABLE")
    }
}

/// `BusinessDTO`: the cabinet.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Business {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
}

/// `TokenDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Token {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) api_key: ApiKey,
}

/// `ApiKeyDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct ApiKey {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) auth_scopes: Vec<Value>,
}

/// `GetBusinessSettingsInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct SettingsInfo {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) settings: Settings,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) traits: Vec<Value>,
}

/// `BusinessSettingsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Settings {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) currency: String,
}
