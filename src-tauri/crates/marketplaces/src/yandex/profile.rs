//! What Yandex Market is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{
    CapabilitySpec, FieldKind, FieldSpec, HandlingSpec, HostSpec, LimitSpec, Profile,
};

/// The host of most sellers.
pub(super) const PARTNER: &str = "partner";
/// The host of Market Yandex Go, i.e. of sellers in Uzbekistan.
pub(super) const PARTNER_UZ: &str = "partner-uz";
/// Its name, as networks and proxies know it.
pub(super) const PARTNER_UZ_NAME: &str = "api.partner.market.yandex.net";

const HOSTS: &[HostSpec] = &[
    HostSpec {
        name: PARTNER,
        url: "https://api.partner.market.yandex.ru",
    },
    HostSpec {
        name: PARTNER_UZ,
        url: "https://api.partner.market.yandex.net",
    },
];

const FIELDS: &[FieldSpec] = &[FieldSpec {
    name: "api_key",
    kind: FieldKind::Secret,
    required: true,
}];

pub(super) const CAPABILITIES: &[CapabilitySpec] = &[
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

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;

/// `x-resource-limit-config` of the specification, level "none" (the lower one).
/// The server counts whole windows, so a tenth is the burst and nine tenths the
/// flow: never more than the limit in any window. Headers correct it.
const LIMITS: &[LimitSpec] = &[
    limit("token", 100, HOUR),
    limit("campaigns", 1000, HOUR),
    // The other host counts for itself; it is asked by those whom the first one does not know.
    LimitSpec {
        documented: None,
        ..limit("campaigns-uz", 1000, HOUR)
    },
    limit("settings", 100, HOUR),
    limit("offer-mappings", 100, MINUTE),
    // 100 000 rows of answers per minute, at most 100 in one: a thousand requests.
    limit("stocks", 1000, MINUTE),
    limit("warehouses", 100, HOUR),
    // 100 000 quantities per minute, at most 2000 in one.
    limit("stocks-update", 50, MINUTE),
    // 5000 rows of answers per minute, at most 200 in one.
    limit("prices", 25, MINUTE),
    // 10 000 prices per minute, at most 500 in one.
    limit("prices-update", 20, MINUTE),
    limit("quarantine", 5000, MINUTE),
    limit("recommendations", 50, MINUTE),
    limit("orders", 10_000, HOUR),
    limit("order-status", 10_000, HOUR),
    limit("order-boxes", 10_000, HOUR),
    limit("labels", 10_000, HOUR),
    limit("labels-report", 1000, HOUR),
    limit("reports-info", 100, MINUTE),
    single("report-shows-sales", 10 * MINUTE),
    single("report-goods-turnover", 2 * MINUTE),
    single("report-united-netting", 2 * MINUTE),
    single("report-goods-realization", 2 * MINUTE),
    single("report-competitors-position", 10 * MINUTE),
    limit("shipments", 200, HOUR),
    limit("shipment", 200, HOUR),
    limit("shipments-confirm", 200, HOUR),
    limit("acts", 200, HOUR),
    limit("returns", 5000, HOUR),
    limit("return", 7000, HOUR),
    limit("return-choices", 5000, HOUR),
    limit("return-decisions", 5000, HOUR),
    limit("chats", 5000, HOUR),
    limit("chats-history", 10_000, HOUR),
    limit("chats-message", 1000, HOUR),
    limit("bids", 500, MINUTE),
    limit("bids-info", 500, MINUTE),
    limit("bids-recommendations", 500, MINUTE),
    limit("ratings-quality", 500, HOUR),
    limit("promos", 1000, HOUR),
    limit("promo-offers", 5000, HOUR),
    limit("promo-update", 5000, HOUR),
    limit("promo-delete", 5000, HOUR),
    limit("offer-cards", 100, MINUTE),
    // 5000 cards per minute; one leaves in a request.
    limit("offers-update", 5000, MINUTE),
    limit("offer-cards-update", 5000, MINUTE),
    limit("offers-archive", 5000, MINUTE),
    limit("offers-unarchive", 5000, MINUTE),
    limit("categories", 50, HOUR),
    limit("category-parameters", 100, MINUTE),
    limit("tariffs", 100, MINUTE),
    limit("stats-orders", 10_000, HOUR),
    limit("feedbacks", 5000, HOUR),
    limit("comments", 5000, HOUR),
    limit("comments-update", 1000, HOUR),
    limit("comments-delete", 1000, HOUR),
    limit("questions", 1000, HOUR),
    limit("answers", 1000, HOUR),
    limit("questions-update", 500, HOUR),
];

/// The one reason that a seller may give is chosen; labels of 1000 orders lie in one file (Partner
/// API, documents/labels).
pub(super) const HANDLING: HandlingSpec = HandlingSpec {
    into_supply: false,
    reasons: &[],
    labels: 1000,
    hands_over: true,
    papers: &["act"],
    documents: false,
};

/// The profile.
pub(super) fn profile() -> Profile {
    Profile {
        id: "yandex".into(),
        name: "Yandex Market",
        letter: "Я",
        colour: ("#FFCF1A", "#1A1A1A"),
        key_url: "https://partner.market.yandex.ru/",
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
        Capability::Prices => "10 000 SKU / min",
        Capability::Stock => "100 000 SKU / min",
        Capability::Cards => "5000 / min",
        Capability::Returns | Capability::Chats | Capability::Reviews => "5000 / h",
        Capability::Ads => "500 / min",
        Capability::Orders | Capability::Finance => "10 000 / h",
        Capability::Analytics => "1 / 10 min",
        Capability::Tariffs => "100 / min",
        Capability::Questions => "1000 / h",
    }
}

fn rules() -> Result<RulePack> {
    toml::from_str(include_str!("rules.toml"))
        .map_err(|error| MarketplaceError::new(ErrorKind::Unexpected, "rules", error.to_string()))
}

/// Without rules nothing may be answered.
fn no_rules() -> RulePack {
    RulePack::bare("yandex", "Europe/Moscow")
}

const fn limit(bucket: &'static str, count: u32, seconds: u64) -> LimitSpec {
    let burst = count / 10;
    LimitSpec {
        bucket,
        documented: Some(count),
        count: count - burst,
        period: Duration::from_secs(seconds),
        burst,
    }
}

/// One request in so long.
const fn single(bucket: &'static str, seconds: u64) -> LimitSpec {
    LimitSpec {
        count: 1,
        burst: 1,
        ..limit(bucket, 1, seconds)
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
        let question = pack.question_answer.expect("questions are answered");
        let lengths = [&review, &question].map(|rules| (rules.min_length, rules.max_length));
        assert_eq!(lengths, [(1, 4096), (1, 5000)], "as the schemas say");
        for rules in [review, question] {
            assert!(rules.can_edit && rules.can_delete, "both can be undone");
            assert_eq!(rules.max_edits, None, "as often as wanted");
        }
        assert!(!pack.sources.is_empty(), "a rule names its source");
        assert!(
            pack.time_zone.parse::<chrono_tz::Tz>().is_ok(),
            "an IANA zone"
        );
        let date = chrono::NaiveDate::parse_from_str(&pack.date, "%Y-%m-%d");
        assert!(date.is_ok(), "an ISO date");
    }

    #[test]
    fn no_window_ever_holds_more_than_the_limit() {
        let orders = LIMITS
            .iter()
            .find(|spec| spec.bucket == "orders")
            .expect("there");
        assert_eq!(
            orders.count + orders.burst,
            10_000,
            "flow and burst together"
        );
    }
}
