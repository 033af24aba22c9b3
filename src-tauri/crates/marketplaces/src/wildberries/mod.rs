//! Wildberries: written next.

use crate::contract::{Connector, Shop};
use crate::error::MarketplaceError;
use crate::http::Http;
use crate::keys::Keys;
use crate::profile::Profile;
use domain::Passport;

/// Wildberries.
pub(crate) struct Wildberries {
    profile: Profile,
}

impl Wildberries {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: Profile {
                id: "wildberries".into(),
                name: "Wildberries",
                letter: "?",
                colour: ("#000000", "#FFFFFF"),
                key_url: "",
                fields: &[],
                hosts: &[],
                capabilities: &[],
                limits: &[],
                rules: domain::RulePack {
                    name: "wildberries".into(),
                    date: String::new(),
                    sources: Vec::new(),
                    review_answer: None,
                    question_answer: None,
                    stop_words: Vec::new(),
                    time_zone: "Europe/Moscow".into(),
                },
            },
        }
    }
}

impl Connector for Wildberries {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, _keys: &Keys) -> crate::Result<Option<Passport>> {
        Ok(None)
    }

    fn open(&self, _keys: &Keys, _http: Http) -> crate::Result<Box<dyn Shop>> {
        Err(MarketplaceError::unsupported("open"))
    }
}
