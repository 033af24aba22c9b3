//! The key's roles and the cabinet.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// `v1RolesByTokenResponse`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Roles {
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) expires_at: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) roles: Vec<Value>,
}

/// `RolesByTokenResponseRoles`. Methods are paths, or the beginnings of paths.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Role {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) name: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) methods: Vec<String>,
}

/// `v1SellerInfoResponse`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct SellerInfo {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) company: Company,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) subscription: Subscription,
}

/// `SellerInfoResponseCompany`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Company {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) currency: String,
}

/// `SellerInfoResponseSubscription`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Subscription {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::ozon) kind: String,
}

impl SellerInfo {
    /// Premium Plus, or the larger Premium Pro.
    pub(in crate::ozon) fn has_premium_plus(&self) -> bool {
        matches!(
            self.subscription.kind.as_str(),
            "PREMIUM_PLUS" | "PREMIUM_PRO"
        )
    }
}
