//! What Ozon is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{CapabilitySpec, FieldKind, FieldSpec, HostSpec, LimitSpec, Profile};

/// The only host.
pub(super) const SELLER: &str = "seller";

/// The bucket that every method draws from.
pub(super) const ALL: &str = "all";

const HOSTS: &[HostSpec] = &[HostSpec {
    name: SELLER,
    url: "https://api-seller.ozon.ru",
}];

const FIELDS: &[FieldSpec] = &[
    FieldSpec {
        name: "client_id",
        kind: FieldKind::Text,
        required: true,
    },
    FieldSpec {
        name: "api_key",
        kind: FieldKind::Secret,
        required: true,
    },
];

const CAPABILITIES: &[CapabilitySpec] = &[
    offers(Capability::Catalogue, false),
    offers(Capability::Stock, false),
    offers(Capability::Orders, false),
    offers(Capability::Reviews, true),
    offers(Capability::Questions, true),
];

/// "50 requests per second over all methods" for one Client-Id. Half of it is
/// the burst and half the flow, so that no second holds more than 50.
const LIMITS: &[LimitSpec] = &[LimitSpec {
    bucket: ALL,
    count: 25,
    period: Duration::from_secs(1),
    burst: 25,
}];

/// The profile.
pub(super) fn profile() -> Profile {
    Profile {
        id: "ozon".into(),
        name: "Ozon",
        letter: "O",
        colour: ("#0A5BE0", "#FFFFFF"),
        key_url: "https://seller.ozon.ru/app/settings/api-keys",
        fields: FIELDS,
        hosts: HOSTS,
        capabilities: CAPABILITIES,
        limits: LIMITS,
        // A test reads the pack, so a broken one never leaves the workshop.
        rules: rules().unwrap_or_else(|_| no_rules()),
    }
}

fn rules() -> Result<RulePack> {
    toml::from_str(include_str!("rules.toml"))
        .map_err(|error| MarketplaceError::new(ErrorKind::Unexpected, "rules", error.to_string()))
}

/// Without rules nothing may be answered.
fn no_rules() -> RulePack {
    RulePack {
        name: "ozon".into(),
        date: String::new(),
        sources: Vec::new(),
        review_answer: None,
        question_answer: None,
        stop_words: Vec::new(),
        own_names: Vec::new(),
        time_zone: "Europe/Moscow".into(),
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
        assert_eq!(
            (question.min_length, question.max_length),
            (2, 3000),
            "as /v1/question/answer/create says"
        );
        assert_eq!(
            review.max_length, 1000,
            "cautious, since nothing is documented"
        );
        for rules in [review, question] {
            assert!(!rules.can_edit && rules.can_delete, "no method edits");
            assert!(!rules.may_recommend, "no other products");
        }
        let told = pack
            .sources
            .iter()
            .any(|source| source.contains("not documented"));
        assert!(told, "a limit of our own choice says so");
        assert!(
            pack.time_zone.parse::<chrono_tz::Tz>().is_ok(),
            "an IANA zone"
        );
        let date = chrono::NaiveDate::parse_from_str(&pack.date, "%Y-%m-%d");
        assert!(date.is_ok(), "an ISO date");
    }
}
