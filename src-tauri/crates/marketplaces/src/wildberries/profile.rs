//! What Wildberries is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{
    CapabilitySpec, FieldKind, FieldSpec, HandlingSpec, HostSpec, LimitSpec, Profile,
};

/// Host of cards.
pub(super) const CONTENT: &str = "content-api";
/// Host of prices.
pub(super) const PRICES: &str = "discounts-prices-api";
/// Host of promotions.
pub(super) const CALENDAR: &str = "dp-calendar-api";
/// Host of the seller's own warehouses.
pub(super) const MARKETPLACE: &str = "marketplace-api";
/// Host of reports.
pub(super) const ANALYTICS: &str = "seller-analytics-api";
/// Host of reviews and questions.
pub(super) const FEEDBACKS: &str = "feedbacks-api";
/// Host of claims.
pub(super) const RETURNS: &str = "returns-api";
/// Host of chats.
pub(super) const CHATS: &str = "buyer-chat-api";
/// Host of advertising.
pub(super) const ADVERT: &str = "advert-api";
/// Host of reports and balances.
pub(super) const FINANCE: &str = "finance-api";
/// Host of documents.
pub(super) const DOCUMENTS: &str = "documents-api";
/// Host of what belongs to no category.
pub(super) const COMMON: &str = "common-api";

/// The key goes to these hosts and to no other.
const HOSTS: &[HostSpec] = &[
    host(CONTENT, "https://content-api.wildberries.ru"),
    host(PRICES, "https://discounts-prices-api.wildberries.ru"),
    host(CALENDAR, "https://dp-calendar-api.wildberries.ru"),
    host(MARKETPLACE, "https://marketplace-api.wildberries.ru"),
    host("statistics-api", "https://statistics-api.wildberries.ru"),
    host(ANALYTICS, "https://seller-analytics-api.wildberries.ru"),
    host(FEEDBACKS, "https://feedbacks-api.wildberries.ru"),
    host(RETURNS, "https://returns-api.wildberries.ru"),
    host(CHATS, "https://buyer-chat-api.wildberries.ru"),
    host(ADVERT, "https://advert-api.wildberries.ru"),
    host(FINANCE, "https://finance-api.wildberries.ru"),
    host(DOCUMENTS, "https://documents-api.wildberries.ru"),
    host(COMMON, "https://common-api.wildberries.ru"),
];

/// Limits of personal and service tokens (WB API of 2026-10-24). A basic token has
/// far less; the headers of its first answers say so.
const LIMITS: &[LimitSpec] = &[
    limit("content", 100, 60, 5),
    limit("card-upload", 10, 60, 5),
    limit("card-upload-add", 10, 60, 5),
    limit("card-update", 10, 60, 5),
    limit("card-recover", 3, 60, 5),
    limit("card-errors", 10, 60, 5),
    limit("prices", 10, 6, 5),
    limit("calendar", 10, 6, 5),
    limit("marketplace", 300, 60, 20),
    limit("fbs-cancel", 100, 60, 20),
    limit("fbs-marks", 1000, 60, 20),
    limit("dbs", 300, 60, 20),
    limit("dbs-meta", 300, 60, 20),
    limit("dbs-marks", 500, 60, 20),
    limit("dbs-steps", 1, 1, 10),
    limit("dbw", 300, 60, 20),
    limit("dbw-marks", 1000, 60, 20),
    limit("pickup", 300, 60, 20),
    limit("pickup-status", 1, 1, 10),
    limit("pickup-meta", 150, 60, 20),
    // A burst of 500 is documented, too, which 20 a minute cannot be.
    limit("pickup-marks", 20, 60, 20),
    limit("pickup-steps", 1, 1, 10),
    limit("feedbacks", 3, 1, 6),
    limit("claims", 20, 60, 10),
    limit("chats", 10, 10, 10),
    limit("adverts", 5, 1, 5),
    limit("ad-bids", 5, 1, 5),
    limit("ad-turn", 5, 1, 5),
    limit("ad-budget", 20, 60, 4),
    limit("ad-deposit", 1, 1, 5),
    limit("ad-balance", 1, 1, 5),
    limit("ad-create", 5, 60, 5),
    limit("ad-advice", 5, 60, 5),
    limit("ad-least", 20, 60, 5),
    limit("ad-days", 3, 60, 1),
    limit("ad-queries", 10, 60, 20),
    limit("finance", 1, 60, 1),
    limit("finance-list", 1, 60, 1),
    limit("acquiring-list", 1, 60, 1),
    limit("balance", 1, 60, 1),
    limit("documents", 1, 10, 5),
    limit("funnel", 3, 60, 3),
    limit("search-terms", 3, 60, 3),
    limit("ratings", 3, 60, 3),
    limit("turnover", 3, 60, 3),
    limit("commission", 1, 60, 2),
    limit("tariffs", 60, 60, 5),
    limit("order-feed", 1, 60, 1),
    limit("wb-warehouses", 3, 60, 1),
    limit("seller-info", 1, 60, 10),
    limit("rating", 1, 60, 1),
    // "Each host has its own limit"; a ping must never become a poll.
    limit("ping-content", 3, 30, 3),
    limit("ping-prices", 3, 30, 3),
    limit("ping-marketplace", 3, 30, 3),
    limit("ping-analytics", 3, 30, 3),
    limit("ping-feedbacks", 3, 30, 3),
    limit("ping-returns", 3, 30, 3),
    limit("ping-chats", 3, 30, 3),
    limit("ping-advert", 3, 30, 3),
    limit("ping-finance", 3, 30, 3),
    limit("ping-documents", 3, 30, 3),
];

const FIELDS: &[FieldSpec] = &[FieldSpec {
    name: "token",
    kind: FieldKind::Secret,
    required: true,
}];

const CAPABILITIES: &[CapabilitySpec] = &[
    offers(Capability::Catalogue, false),
    offers(Capability::Cards, true),
    offers(Capability::Prices, true),
    offers(Capability::Stock, true),
    offers(Capability::Orders, true),
    offers(Capability::Returns, true),
    offers(Capability::Reviews, true),
    offers(Capability::Questions, true),
    offers(Capability::Chats, true),
    offers(Capability::Ads, true),
    offers(Capability::Finance, false),
    offers(Capability::Analytics, false),
    offers(Capability::Tariffs, false),
];

/// WB takes a task on with its supply and asks for no reason. It numbers no most of labels of one
/// page to print, which is ours.
pub(super) const HANDLING: HandlingSpec = HandlingSpec {
    into_supply: true,
    reasons: &[],
    labels: 1000,
    hands_over: true,
    papers: &["label"],
    documents: true,
};

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
        handling: HANDLING,
        limits: LIMITS,
        // A test reads the pack, so a broken one never leaves the workshop.
        rules: rules().unwrap_or_else(|_| no_rules()),
    }
}

/// The limit of a capability in plain words.
pub(super) fn limit_words(capability: Capability) -> &'static str {
    match capability {
        Capability::Catalogue => "100 / min",
        Capability::Prices => "10 / 6 s",
        Capability::Stock => "300 / min",
        Capability::Orders => "1 / min",
        Capability::Reviews | Capability::Questions => "3 / s",
        Capability::Returns => "20 / min",
        Capability::Chats => "10 / 10 s",
        Capability::Ads => "5 / s",
        Capability::Finance => "1 / min",
        Capability::Cards | Capability::Analytics => "3 / min",
        Capability::Tariffs => "60 / min",
    }
}

fn rules() -> Result<RulePack> {
    toml::from_str(include_str!("rules.toml"))
        .map_err(|error| MarketplaceError::new(ErrorKind::Unexpected, "rules", error.to_string()))
}

/// Without rules nothing may be answered.
fn no_rules() -> RulePack {
    RulePack::bare("wildberries", "Europe/Moscow")
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
