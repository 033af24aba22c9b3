//! What Yandex Market is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{CapabilitySpec, FieldKind, FieldSpec, HostSpec, LimitSpec, Profile};

/// The host of most sellers.
pub(super) const PARTNER: &str = "partner";
/// The host of Market Yandex Go, i.e. of sellers in Uzbekistan.
pub(super) const PARTNER_UZ: &str = "partner-uz";

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

const CAPABILITIES: &[CapabilitySpec] = &[
    offers(Capability::Catalogue, false),
    offers(Capability::Stock, false),
    offers(Capability::Orders, false),
    offers(Capability::Reviews, true),
    offers(Capability::Questions, true),
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
    limit("orders", 10_000, HOUR),
    limit("feedbacks", 5000, HOUR),
    limit("comments", 5000, HOUR),
    limit("comments-update", 1000, HOUR),
    limit("comments-delete", 1000, HOUR),
    limit("questions", 1000, HOUR),
    limit("answers", 1000, HOUR),
    limit("questions-update", 500, HOUR),
];

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
        limits: LIMITS,
        // A test reads the pack, so a broken one never leaves the workshop.
        rules: rules().unwrap_or_else(|_| no_rules()),
    }
}

/// The limit of a capability in plain words.
pub(super) fn limit_words(capability: Capability) -> &'static str {
    match capability {
        Capability::Catalogue => "100 / min",
        Capability::Stock => "100 000 SKU / min",
        Capability::Orders => "10 000 / h",
        Capability::Reviews => "5000 / h",
        Capability::Questions => "1000 / h",
    }
}

fn rules() -> Result<RulePack> {
    toml::from_str(include_str!("rules.toml"))
        .map_err(|error| MarketplaceError::new(ErrorKind::Unexpected, "rules", error.to_string()))
}

/// Without rules nothing may be answered.
fn no_rules() -> RulePack {
    RulePack {
        name: "yandex".into(),
        date: String::new(),
        sources: Vec::new(),
        review_answer: None,
        question_answer: None,
        stop_words: Vec::new(),
        own_names: Vec::new(),
        time_zone: "Europe/Moscow".into(),
    }
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
