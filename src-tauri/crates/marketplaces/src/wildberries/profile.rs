//! What Wildberries is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{CapabilitySpec, FieldKind, FieldSpec, HostSpec, LimitSpec, Profile};

/// Host of cards.
pub(super) const CONTENT: &str = "content-api";
/// Host of the seller's own warehouses.
pub(super) const MARKETPLACE: &str = "marketplace-api";
/// Host of reports.
pub(super) const ANALYTICS: &str = "seller-analytics-api";
/// Host of reviews and questions.
pub(super) const FEEDBACKS: &str = "feedbacks-api";
/// Host of what belongs to no category.
pub(super) const COMMON: &str = "common-api";

/// The key goes to these hosts and to no other.
const HOSTS: &[HostSpec] = &[
    host(CONTENT, "https://content-api.wildberries.ru"),
    host(
        "discounts-prices-api",
        "https://discounts-prices-api.wildberries.ru",
    ),
    host(MARKETPLACE, "https://marketplace-api.wildberries.ru"),
    host("statistics-api", "https://statistics-api.wildberries.ru"),
    host(ANALYTICS, "https://seller-analytics-api.wildberries.ru"),
    host(FEEDBACKS, "https://feedbacks-api.wildberries.ru"),
    host(COMMON, "https://common-api.wildberries.ru"),
];

/// Limits of personal and service tokens (WB API 01, 02, 09, 11 of 2026-10-24). A basic token has
/// far less; the headers of its first answers say so.
const LIMITS: &[LimitSpec] = &[
    limit("content", 100, 60, 5),
    limit("marketplace", 300, 60, 20),
    limit("feedbacks", 3, 1, 6),
    limit("order-feed", 1, 60, 1),
    limit("wb-warehouses", 3, 60, 1),
    limit("seller-info", 1, 60, 10),
    // "Each host has its own limit"; a ping must never become a poll.
    limit("ping-content", 3, 30, 3),
    limit("ping-marketplace", 3, 30, 3),
    limit("ping-analytics", 3, 30, 3),
    limit("ping-feedbacks", 3, 30, 3),
];

const FIELDS: &[FieldSpec] = &[FieldSpec {
    name: "token",
    kind: FieldKind::Secret,
    required: true,
}];

const CAPABILITIES: &[CapabilitySpec] = &[
    offers(Capability::Catalogue, false),
    offers(Capability::Stock, false),
    offers(Capability::Orders, false),
    offers(Capability::Reviews, true),
    offers(Capability::Questions, true),
];

/// The profile.
pub(super) fn profile() -> Profile {
    Profile {
        id: "wildberries".into(),
        name: "Wildberries",
        letter: "W",
        colour: ("#B8149B", "#FFFFFF"),
        key_url: "https://seller.wildberries.ru/supplier-settings/access-to-api",
        fields: FIELDS,
        hosts: HOSTS,
        capabilities: CAPABILITIES,
        limits: LIMITS,
        // A test reads the pack, so a broken one never leaves the workshop.
        rules: rules().unwrap_or_else(|_| no_rules()),
    }
}

/// The limit of a capability in plain words.
pub(super) fn limit_words(capability: Capability) -> &'static str {
    match capability {
        Capability::Catalogue => "100 / min",
        Capability::Stock => "300 / min",
        Capability::Orders => "1 / min",
        Capability::Reviews | Capability::Questions => "3 / s",
    }
}

fn rules() -> Result<RulePack> {
    toml::from_str(include_str!("rules.toml"))
        .map_err(|error| MarketplaceError::new(ErrorKind::Unexpected, "rules", error.to_string()))
}

/// Without rules nothing may be answered.
fn no_rules() -> RulePack {
    RulePack {
        name: "wildberries".into(),
        date: String::new(),
        sources: Vec::new(),
        review_answer: None,
        question_answer: None,
        stop_words: Vec::new(),
        own_names: Vec::new(),
        time_zone: "Europe/Moscow".into(),
    }
}

const fn host(name: &'static str, url: &'static str) -> HostSpec {
    HostSpec { name, url }
}

const fn limit(bucket: &'static str, count: u32, seconds: u64, burst: u32) -> LimitSpec {
    LimitSpec {
        bucket,
        documented: Some(count),
        count,
        period: Duration::from_secs(seconds),
        burst,
    }
}

const fn offers(capability: Capability, write: bool) -> CapabilitySpec {
    CapabilitySpec {
        capability,
        read: true,
        write,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_pack_can_be_read_and_says_what_the_documents_say() {
        let pack = rules().expect("rules.toml is well formed");
        let review = pack.review_answer.expect("reviews are answered");
        assert_eq!(
            (review.min_length, review.max_length),
            (2, 5000),
            "spec 09: text 2..5000"
        );
        assert_eq!(
            (review.max_edits, review.edit_days, review.can_delete),
            (Some(1), Some(60), false),
            "once within 60 days, never deleted"
        );
        assert!(pack.question_answer.is_some(), "questions are answered too");
        assert!(!pack.sources.is_empty(), "a rule names its source");
        assert!(
            pack.time_zone.parse::<chrono_tz::Tz>().is_ok(),
            "an IANA zone"
        );
        assert!(
            chrono::NaiveDate::parse_from_str(&pack.date, "%Y-%m-%d").is_ok(),
            "an ISO date"
        );
    }

    #[test]
    fn the_key_goes_to_wildberries_alone() {
        for host in profile().hosts {
            assert_eq!(
                host.url,
                format!("https://{}.wildberries.ru", host.name),
                "each host is named after itself"
            );
        }
    }
}
