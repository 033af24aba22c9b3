//! What Uzum Market is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{CapabilitySpec, FieldKind, FieldSpec, HostSpec, LimitSpec, Profile};

/// The only host.
pub(super) const SELLER: &str = "seller";
/// The only bucket: Uzum counts requests by key.
pub(super) const BUCKET: &str = "key";

const HOSTS: &[HostSpec] = &[HostSpec {
    name: SELLER,
    url: "https://api-seller.uzum.uz/api/seller-openapi",
}];

/// Uzum publishes no numbers and tells them in headers; one request a second is where we begin.
const LIMITS: &[LimitSpec] = &[LimitSpec {
    bucket: BUCKET,
    documented: None,
    count: 1,
    period: Duration::from_secs(1),
    burst: 2,
}];

const FIELDS: &[FieldSpec] = &[FieldSpec {
    name: "token",
    kind: FieldKind::Secret,
    required: true,
}];

const CAPABILITIES: &[CapabilitySpec] = &[
    offers(Capability::Catalogue, true),
    offers(Capability::Stock, true),
    offers(Capability::Orders, true),
    offers(Capability::Reviews, false),
    offers(Capability::Questions, false),
];

/// The profile.
pub(super) fn profile() -> Profile {
    Profile {
        id: "uzum".into(),
        name: "Uzum Market",
        letter: "U",
        colour: ("#6A1FE0", "#FFFFFF"),
        key_url: "https://seller.uzum.uz/seller/profile/api-keys",
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

fn no_rules() -> RulePack {
    RulePack {
        name: "uzum".into(),
        date: String::new(),
        sources: Vec::new(),
        review_answer: None,
        question_answer: None,
        stop_words: Vec::new(),
        own_names: Vec::new(),
        time_zone: "Asia/Tashkent".into(),
    }
}

const fn offers(capability: Capability, read: bool) -> CapabilitySpec {
    CapabilitySpec {
        capability,
        read,
        write: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_pack_can_be_read_and_offers_no_answers() {
        let pack = rules().expect("rules.toml is well formed");
        assert!(pack.review_answer.is_none(), "the API has no reviews");
        assert!(pack.question_answer.is_none(), "nor questions");
        assert!(!pack.sources.is_empty(), "a rule names its source");
        assert_eq!(
            pack.time_zone.parse(),
            Ok(chrono_tz::Asia::Tashkent),
            "an IANA zone"
        );
        assert!(
            chrono::NaiveDate::parse_from_str(&pack.date, "%Y-%m-%d").is_ok(),
            "an ISO date"
        );
    }

    #[test]
    fn what_is_not_offered_is_said() {
        let profile = profile();
        assert_eq!(
            profile.offers(Capability::Reviews),
            (false, false),
            "absent"
        );
        assert_eq!(
            profile.offers(Capability::Orders),
            (true, false),
            "read only"
        );
    }
}
