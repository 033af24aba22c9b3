//! Cards: what is made, rewritten, characterised and put away shows, within the description.

use std::time::Duration;

use serde_json::{Value, json};

use super::tests::{ok, places};
use crate::testing::{Bench, list};

/// Longer than what was written takes to show.
const SOON: Duration = Duration::from_secs(90);
/// Longer than Market looks at it.
const LATER: Duration = Duration::from_secs(600);

async fn cabinet(bench: &Bench) -> String {
    places(bench).await.0
}

async fn offer(bench: &Bench, article: &str) -> Value {
    let path = format!("{}/offer-mappings", cabinet(bench).await);
    let told = ok(bench, &path, json!({"offerIds": [article]})).await;
    let rows = list(&told, "/result/offerMappings");
    rows.first()
        .map(|row| row["offer"].clone())
        .unwrap_or_default()
}

async fn card(bench: &Bench, article: &str) -> Value {
    let path = format!("{}/offer-cards", cabinet(bench).await);
    let told = ok(bench, &path, json!({"offerIds": [article]})).await;
    list(&told, "/result/offerCards")
        .first()
        .cloned()
        .unwrap_or_default()
}

async fn update(bench: &Bench, offer: Value) -> Value {
    let path = format!("{}/offer-mappings/update", cabinet(bench).await);
    ok(bench, &path, json!({"offerMappings": [{"offer": offer}]})).await
}

/// Some article of the world, and its category.
async fn known(bench: &Bench) -> (String, Value) {
    let path = format!("{}/offer-mappings", cabinet(bench).await);
    let told = ok(bench, &path, json!({})).await;
    let first = &list(&told, "/result/offerMappings")[0]["offer"];
    let article = first["offerId"].as_str().expect("an article");
    (article.to_owned(), first["marketCategoryId"].clone())
}

#[tokio::test]
async fn a_new_card_shows_after_a_while_and_is_looked_at() {
    let bench = Bench::new().await;
    let (_, category) = known(&bench).await;
    let picture = "https://pictures.example/1.jpg";
    let sent = json!({"offerId": "new-1", "name": "Полотенце", "marketCategoryId": category,
        "pictures": [picture], "vendor": "Zarafshon", "parameterValues":
        [{"parameterId": 14_000_001, "value": "хлопок"}]});
    update(&bench, sent).await;
    assert_eq!(offer(&bench, "new-1").await, Value::Null, "not at once");
    bench.clock.advance(SOON);
    let shown = offer(&bench, "new-1").await;
    assert_eq!(shown["name"], "Полотенце", "as it was sent");
    assert_eq!(
        shown["mediaFiles"]["pictures"][0]["uploadState"], "UPLOADED",
        "fetched"
    );
    assert_eq!(
        shown["cardStatus"], "NO_CARD_PROCESSING",
        "Market looks at it"
    );
    bench.clock.advance(LATER);
    assert_eq!(
        offer(&bench, "new-1").await["cardStatus"],
        "HAS_CARD_CAN_UPDATE",
        "and has nothing against it"
    );
    let values = card(&bench, "new-1").await["parameterValues"].clone();
    assert_eq!(
        values,
        json!([{"parameterId": 14_000_001, "value": "хлопок"}]),
        "characterised"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn what_is_named_changes_and_what_is_not_stays() {
    let bench = Bench::new().await;
    let (article, category) = known(&bench).await;
    let before = offer(&bench, &article).await;
    let pictures = json!([
        "https://pictures.example/2.jpg",
        "https://gone.invalid/3.jpg"
    ]);
    update(&bench, json!({"offerId": article, "pictures": pictures})).await;
    let path = format!("{}/offer-cards/update", cabinet(&bench).await);
    let content = json!({"offerId": article, "categoryId": category,
        "parameterValues": [{"parameterId": 14_000_002, "value": "другое"}]});
    ok(&bench, &path, json!({"offersContent": [content]})).await;
    let old = card(&bench, &article).await["parameterValues"].clone();
    bench.clock.advance(SOON);
    let after = offer(&bench, &article).await;
    assert_eq!(after["pictures"], pictures, "all pictures anew");
    assert_eq!(
        after["mediaFiles"]["pictures"][1]["uploadState"], "FAILED",
        "no such host"
    );
    assert_eq!(after["name"], before["name"], "nobody named it");
    let values = card(&bench, &article).await["parameterValues"].clone();
    let of = |all: &Value, id: i64| {
        let own = all.as_array().expect("a list").iter();
        own.filter(|one| one["parameterId"] == id)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(&values, 14_000_001),
        of(&old, 14_000_001),
        "nobody named it"
    );
    assert_eq!(
        of(&values, 14_000_002)[0]["value"],
        "другое",
        "in the place of the old one"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn one_error_and_nothing_is_taken() {
    let bench = Bench::new().await;
    let (article, category) = known(&bench).await;
    let strange = json!([{"parameterId": 1, "value": "x"}]);
    for (sent, kind) in [
        (
            json!({"offerId": "new-2", "name": "A", "marketCategoryId": 1}),
            "UNKNOWN_CATEGORY",
        ),
        (
            json!({"offerId": article, "name": "A", "marketCategoryId": category,
            "parameterValues": strange}),
            "UNKNOWN_PARAMETER",
        ),
    ] {
        let told = update(&bench, sent).await;
        assert_eq!(told["results"][0]["errors"][0]["type"], kind, "{told}");
    }
    let path = format!("{}/offer-cards/update", cabinet(&bench).await);
    let content = json!({"offerId": "nobody", "categoryId": category, "parameterValues":
        [{"parameterId": 14_000_001, "value": "x"}]});
    let told = ok(&bench, &path, json!({"offersContent": [content]})).await;
    assert_eq!(
        told["results"][0]["errors"][0]["type"], "OFFER_NOT_FOUND",
        "{told}"
    );
    bench.clock.advance(SOON);
    assert_eq!(offer(&bench, "new-2").await, Value::Null, "not made");
    assert_ne!(offer(&bench, &article).await["name"], "A", "not renamed");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_text_that_leads_away_is_refused_afterwards() {
    let bench = Bench::new().await;
    let (article, _) = known(&bench).await;
    update(
        &bench,
        json!({"offerId": article, "name": "Чайник http://a.example"}),
    )
    .await;
    bench.clock.advance(SOON + LATER);
    let shown = offer(&bench, &article).await;
    assert_eq!(
        shown["cardStatus"], "HAS_CARD_CAN_UPDATE_ERRORS",
        "in silence"
    );
    let errors = card(&bench, &article).await["errors"].clone();
    assert_eq!(errors[0]["comment"], "В тексте есть ссылка", "why");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_archive_takes_what_does_not_lie_at_market() {
    let bench = Bench::new().await;
    let cabinet = cabinet(&bench).await;
    let (article, category) = known(&bench).await;
    update(
        &bench,
        json!({"offerId": "new-3", "name": "A", "marketCategoryId": category}),
    )
    .await;
    bench.clock.advance(SOON);
    let archive = format!("{cabinet}/offer-mappings/archive");
    let ids = json!({"offerIds": [article, "new-3", "nobody"]});
    let told = ok(&bench, &archive, ids).await;
    let stuck = json!([{"offerId": article, "error": "OFFER_HAS_STOCKS"},
        {"offerId": "nobody", "error": "UNKNOWN"}]);
    assert_eq!(
        told["result"]["notArchivedOffers"], stuck,
        "each with its reason"
    );
    assert_eq!(
        offer(&bench, "new-3").await["archived"],
        true,
        "it is there"
    );
    let listed = async |archived: bool| {
        let path = format!("{cabinet}/offer-mappings");
        let told = ok(&bench, &path, json!({"archived": archived})).await;
        let rows = list(&told, "/result/offerMappings").to_vec();
        rows.iter()
            .filter(|row| row["offer"]["offerId"] == "new-3")
            .count()
    };
    assert_eq!(
        (listed(true).await, listed(false).await),
        (1, 0),
        "in one list alone"
    );
    let unarchive = format!("{cabinet}/offer-mappings/unarchive");
    let told = ok(&bench, &unarchive, json!({"offerIds": ["new-3", article]})).await;
    assert_eq!(
        told["result"]["notUnarchivedOfferIds"],
        json!([article]),
        "it was not there"
    );
    assert_eq!(
        (listed(true).await, listed(false).await),
        (0, 1),
        "and back"
    );
    bench.keeps_to_contract();
}
