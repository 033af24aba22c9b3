//! What Uzum Market is, as data.

use std::time::Duration;

use chrono::NaiveDate;
use domain::{Capability, RulePack, Tariff};

use super::steps::REASONS;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{
    CapabilitySpec, FieldKind, FieldSpec, HandlingSpec, HostSpec, LimitSpec, Profile,
};

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
    offers(Capability::Catalogue, true, false),
    offers(Capability::Cards, false, false),
    offers(Capability::Prices, true, true),
    offers(Capability::Stock, true, true),
    offers(Capability::Orders, true, true),
    offers(Capability::Returns, true, false),
    offers(Capability::Reviews, false, false),
    offers(Capability::Questions, false, false),
    offers(Capability::Chats, false, false),
    offers(Capability::Ads, false, false),
    offers(Capability::Finance, true, false),
    offers(Capability::Analytics, false, false),
    offers(Capability::Tariffs, true, false),
];

/// A label is printed for one order at a time.
pub(super) const HANDLING: HandlingSpec = HandlingSpec {
    into_supply: false,
    reasons: &REASONS,
    labels: 1,
    hands_over: false,
    papers: &["list", "act"],
    documents: false,
};

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
        handling: HANDLING,
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
    RulePack::bare("uzum", "Asia/Tashkent")
}

/// Charges that only people tell: the API names a commission for each SKU and nothing else.
pub(super) fn fees() -> Vec<Tariff> {
    let fees = rules().map(|pack| pack.fees).unwrap_or_default();
    fees.into_iter().map(|fee| fee.tariff).collect()
}

/// The day of the description.
pub(super) fn described_on() -> NaiveDate {
    let day = rules().ok().and_then(|pack| pack.date.parse().ok());
    day.unwrap_or_default()
}

const fn offers(capability: Capability, read: bool, write: bool) -> CapabilitySpec {
    CapabilitySpec {
        capability,
        read,
        write,
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
            (true, true),
            "read and handled"
        );
        let lines = profile.capabilities.iter().map(|line| line.capability);
        assert!(
            lines.eq(Capability::ALL),
            "every line of the table is decided, in its order"
        );
    }

    #[test]
    fn every_charge_of_the_pack_has_its_source() {
        let pack = rules().expect("rules.toml is well formed");
        assert!(
            !pack.fees.is_empty(),
            "some charges are told by people only"
        );
        for fee in &pack.fees {
            assert!(
                !fee.source.is_empty(),
                "{}: where it stands",
                fee.tariff.word
            );
        }
        assert_eq!(fees().len(), pack.fees.len(), "all of them are served");
        assert_eq!(described_on().to_string(), pack.date, "an ISO date");
    }
}
