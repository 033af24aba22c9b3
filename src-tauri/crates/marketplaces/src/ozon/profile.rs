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

/// Methods and their own buckets: "some methods have a limit of their own", and a method that
/// was called wrongly too often is closed for minutes.
const METHODS: [(&str, &str); 17] = [
    ("/v3/product/list", "product-list"),
    ("/v3/product/info/list", "product-info"),
    ("/v4/product/info/attributes", "product-attributes"),
    ("/v1/description-category/attribute", "category-attributes"),
    ("/v4/product/info/stocks", "stocks"),
    ("/v4/posting/fbs/list", "postings-fbs"),
    ("/v3/posting/fbo/list", "postings-fbo"),
    ("/v2/review/list", "reviews"),
    ("/v2/review/info", "review-info"),
    ("/v1/review/comment/list", "comments"),
    ("/v1/review/comment/create", "comments-create"),
    ("/v2/review/comment/delete", "comments-delete"),
    ("/v1/question/list", "questions"),
    ("/v1/question/info", "question-info"),
    ("/v1/question/answer/list", "answers"),
    ("/v1/question/answer/create", "answers-create"),
    ("/v1/question/answer/delete", "answers-delete"),
];

/// The bucket of a method alone, if it has one.
pub(super) fn bucket(path: &str) -> Option<&'static str> {
    let own = METHODS.iter().find(|(method, _)| *method == path);
    own.map(|(_, bucket)| *bucket)
}

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
const ALL_METHODS: LimitSpec = LimitSpec {
    bucket: ALL,
    documented: Some(50),
    count: 25,
    period: SECOND,
    burst: 25,
};

const SECOND: Duration = Duration::from_secs(1);

/// Every method draws from the first one and from its own, whose number nobody tells: it is as wide
/// as the first one until an answer says otherwise.
const LIMITS: &[LimitSpec] = &[
    ALL_METHODS,
    own("product-list"),
    own("product-info"),
    own("product-attributes"),
    own("category-attributes"),
    own("stocks"),
    own("postings-fbs"),
    own("postings-fbo"),
    own("reviews"),
    own("review-info"),
    own("comments"),
    own("comments-create"),
    own("comments-delete"),
    own("questions"),
    own("question-info"),
    own("answers"),
    own("answers-create"),
    own("answers-delete"),
];

const fn own(bucket: &'static str) -> LimitSpec {
    LimitSpec {
        bucket,
        documented: None,
        ..ALL_METHODS
    }
}

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
    fn every_method_has_a_bucket_of_its_own() {
        let mut buckets: Vec<&str> = LIMITS.iter().map(|spec| spec.bucket).collect();
        let own = METHODS.iter().filter_map(|(path, _)| bucket(path));
        let own: Vec<&str> = own.collect();
        assert_eq!(
            buckets.split_off(1),
            own,
            "each is kept and survives a restart"
        );
        assert_eq!(buckets, [ALL], "beside the one of them all");
    }

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
