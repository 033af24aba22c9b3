//! What Ozon is, as data.

use std::time::Duration;

use domain::{Capability, RulePack};

use super::keys::{ADS_ID, ADS_SECRET};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::profile::{
    CapabilitySpec, FieldKind, FieldSpec, HandlingSpec, HostSpec, LimitSpec, Profile,
};

/// The host of the Seller API.
pub(super) const SELLER: &str = "seller";

/// The host of the Performance API (advertising). It takes a key of its own and no other.
pub(super) const PERFORMANCE: &str = "performance";

/// The bucket that every method of the Seller API draws from.
pub(super) const ALL: &str = "all";

/// The bucket that every method of the Performance API draws from.
pub(super) const ADS: &str = "ads";

/// Methods and their own buckets: "some methods have a limit of their own", and a method that
/// was called wrongly too often is closed for minutes. Reading and writing never share one.
const METHODS: &[(&str, &str)] = &[
    ("/v3/product/list", "product-list"),
    ("/v3/product/info/list", "product-info"),
    ("/v4/product/info/attributes", "product-attributes"),
    ("/v1/description-category/tree", "categories"),
    ("/v1/description-category/attribute", "category-attributes"),
    (
        "/v1/description-category/attribute/values",
        "category-values",
    ),
    (
        "/v1/description-category/attribute/values/search",
        "category-values",
    ),
    ("/v3/product/import", "cards-write"),
    ("/v1/product/attributes/update", "cards-write"),
    ("/v2/product/pictures/import", "cards-write"),
    ("/v1/product/import/info", "card-tasks"),
    ("/v2/product/pictures/info", "pictures"),
    ("/v1/product/archive", "cards-archive"),
    ("/v1/product/unarchive", "cards-archive"),
    ("/v4/product/info/stocks", "stocks"),
    (
        "/v2/product/info/stocks-by-warehouse/fbs",
        "warehouse-stocks",
    ),
    ("/v1/analytics/stocks", "depot-stocks"),
    ("/v2/products/stocks", "stocks-write"),
    ("/v2/warehouse/list", "warehouses"),
    ("/v5/product/info/prices", "prices"),
    ("/v1/product/import/prices", "prices-write"),
    ("/v1/pricing-strategy/list", "strategies"),
    ("/v1/pricing-strategy/products/list", "strategies"),
    ("/v1/pricing-strategy/product/info", "strategies"),
    ("/v4/posting/fbs/list", "postings-fbs"),
    ("/v3/posting/fbo/list", "postings-fbo"),
    ("/v1/actions", "promotions"),
    ("/v2/actions/candidates", "promotions"),
    ("/v2/actions/products", "promotions"),
    ("/v1/actions/products/update", "promotions-write"),
    ("/v2/actions/products/deactivate", "promotions-write"),
    ("/v1/returns/list", "returns"),
    ("/v2/returns/rfbs/list", "claims"),
    ("/v2/returns/rfbs/get", "claims"),
    ("/v1/returns/rfbs/action/set", "claims-write"),
    ("/v3/chat/list", "chats"),
    ("/v3/chat/history", "messages"),
    ("/v1/chat/send/message", "messages-write"),
    ("/v1/finance/accrual/by-day", "accruals"),
    ("/v1/finance/accrual/types", "accruals"),
    ("/v1/finance/balance", "balance"),
    ("/v1/finance/cash-flow-statement/list", "cash-flow"),
    ("/v2/finance/realization", "realization"),
    ("/v1/rating/summary", "seller-ratings"),
    ("/v1/rating/index/fbs/info", "seller-ratings"),
    ("/v2/posting/fbs/act/list", "documents"),
    ("/v2/posting/fbs/act/get-pdf", "documents"),
    ("/v1/report/list", "reports"),
    ("/v1/report/info", "reports"),
    ("/v1/analytics/data", "analytics"),
    ("/v1/analytics/turnover/stocks", "turnover"),
    ("/v1/analytics/product-queries/details", "search-terms"),
    ("/v1/product/rating-by-sku", "card-rating"),
    ("/v4/posting/fbs/unfulfilled/list", "parcels"),
    ("/v3/posting/fbs/get", "parcels"),
    ("/v1/posting/fbs/cancel-reason", "parcels"),
    ("/v6/fbs/posting/product/exemplar/create-or-get", "marks"),
    ("/v5/fbs/posting/product/exemplar/status", "marks"),
    ("/v6/fbs/posting/product/exemplar/set", "marks-write"),
    ("/v4/posting/fbs/ship", "parcels-write"),
    ("/v2/posting/fbs/cancel", "parcels-write"),
    ("/v2/posting/fbs/awaiting-delivery", "parcels-write"),
    ("/v2/fbs/posting/delivering", "parcels-write"),
    ("/v2/fbs/posting/delivered", "parcels-write"),
    ("/v3/posting/fbs/package-label/create", "labels"),
    ("/v2/posting/fbs/package-label/get", "labels"),
    ("/v3/supply-order/list", "supplies"),
    ("/v3/supply-order/get", "supplies"),
    ("/v2/carriage/delivery/list", "shipments"),
    ("/v1/carriage/get", "shipments"),
    ("/v1/carriage/create", "shipments-confirm"),
    ("/v1/carriage/approve", "shipments-confirm"),
    ("/v1/carriage/cancel", "shipments-confirm"),
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

const HOSTS: &[HostSpec] = &[
    HostSpec {
        name: SELLER,
        url: "https://api-seller.ozon.ru",
    },
    HostSpec {
        name: PERFORMANCE,
        url: "https://api-performance.ozon.ru",
    },
];

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
    FieldSpec {
        name: ADS_ID,
        kind: FieldKind::Text,
        required: false,
    },
    FieldSpec {
        name: ADS_SECRET,
        kind: FieldKind::Secret,
        required: false,
    },
];

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

/// "50 requests per second over all methods" for one Client-Id. Half of it is
/// the burst and half the flow, so that no second holds more than 50.
const ALL_METHODS: LimitSpec = LimitSpec {
    bucket: ALL,
    documented: Some(50),
    count: 25,
    period: SECOND,
    burst: 25,
};

/// "80 requests a minute", half as a burst and half as the flow.
const STOCKS_WRITE: LimitSpec = LimitSpec {
    bucket: "stocks-write",
    documented: Some(80),
    count: 40,
    period: MINUTE,
    burst: 40,
};

/// "100 000 requests a day", half as a burst and half as the flow.
const ALL_ADS: LimitSpec = LimitSpec {
    bucket: ADS,
    documented: Some(100_000),
    count: 50_000,
    period: DAY,
    burst: 50_000,
};

/// "2000 exports in 24 hours", where every campaign of a report is one; a report has ten at most.
const AD_REPORTS: LimitSpec = LimitSpec {
    bucket: "ad-reports",
    documented: Some(200),
    count: 100,
    period: DAY,
    burst: 100,
};

const fn once_a_minute(bucket: &'static str) -> LimitSpec {
    LimitSpec {
        bucket,
        documented: Some(1),
        count: 1,
        period: MINUTE,
        burst: 1,
    }
}

const DAY: Duration = Duration::from_secs(86_400);

const MINUTE: Duration = Duration::from_secs(60);

const SECOND: Duration = Duration::from_secs(1);

/// Every method draws from the first one and from its own, whose number nobody tells: it is as wide
/// as the first one until an answer says otherwise.
const LIMITS: &[LimitSpec] = &[
    ALL_METHODS,
    own("product-list"),
    own("product-info"),
    own("product-attributes"),
    own("categories"),
    own("category-attributes"),
    own("category-values"),
    own("cards-write"),
    own("card-tasks"),
    own("pictures"),
    own("cards-archive"),
    own("stocks"),
    own("warehouse-stocks"),
    own("depot-stocks"),
    STOCKS_WRITE,
    own("warehouses"),
    own("prices"),
    own("prices-write"),
    own("strategies"),
    own("postings-fbs"),
    own("postings-fbo"),
    own("promotions"),
    own("promotions-write"),
    own("returns"),
    own("claims"),
    own("claims-write"),
    own("chats"),
    own("messages"),
    own("messages-write"),
    own("accruals"),
    own("balance"),
    own("cash-flow"),
    own("realization"),
    own("seller-ratings"),
    own("documents"),
    own("reports"),
    once_a_minute("analytics"),
    once_a_minute("turnover"),
    own("search-terms"),
    own("card-rating"),
    own("parcels"),
    own("marks"),
    own("marks-write"),
    own("parcels-write"),
    own("labels"),
    own("supplies"),
    own("shipments"),
    own("shipments-confirm"),
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
    ALL_ADS,
    AD_REPORTS,
    own("ad-token"),
    own("adverts"),
    own("ad-days"),
    own("ad-signals"),
    own("ad-turn"),
    own("ad-budget"),
    own("ad-bids"),
    own("ad-create"),
];

const fn own(bucket: &'static str) -> LimitSpec {
    LimitSpec {
        bucket,
        documented: None,
        ..ALL_METHODS
    }
}

/// Reasons are another list for every posting; the first of the seller's is chosen. Labels of 1000
/// postings lie in one file (v3/posting/fbs/package-label/create). A shipment is made and confirmed by
/// handing it over; its paper is the list of what is in it. Acts and reports are documents.
pub(super) const HANDLING: HandlingSpec = HandlingSpec {
    into_supply: false,
    reasons: &[],
    labels: 1000,
    hands_over: true,
    papers: &["list"],
    documents: true,
};

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

/// Without rules nothing may be answered.
fn no_rules() -> RulePack {
    RulePack::bare("ozon", "Europe/Moscow")
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
    use std::collections::BTreeSet;

    use super::*;

    /// Paths of the Performance API hold numbers, so each of its calls names its bucket.
    const OF_ADS: [&str; 10] = [
        ADS,
        "ad-reports",
        "ad-token",
        "adverts",
        "ad-days",
        "ad-signals",
        "ad-turn",
        "ad-budget",
        "ad-bids",
        "ad-create",
    ];

    #[test]
    fn every_method_has_a_bucket_that_is_kept() {
        let kept: BTreeSet<&str> = LIMITS.iter().map(|spec| spec.bucket).collect();
        assert_eq!(kept.len(), LIMITS.len(), "no bucket twice");
        let used = METHODS.iter().filter_map(|(path, _)| bucket(path));
        let used: BTreeSet<&str> = used.chain(OF_ADS).chain([ALL]).collect();
        assert_eq!(
            kept, used,
            "each is kept and survives a restart, none is idle"
        );
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
