//! Reviews that are pinned.

use super::*;

const PINS: &str = "feedbacks-api/api/feedbacks/v1/pins";

async fn pin(bench: &Bench, review: &Value, method: &str) -> Value {
    let wanted = json!([{"pinMethod": method, "pinOn": "nm", "feedbackId": review}]);
    let (status, body) = json(ask(bench, Method::POST, PINS).json(&wanted)).await;
    assert_eq!(status, 200, "each review has its own outcome: {body}");
    bench.pass(1);
    body["data"][0].clone()
}

async fn pins(bench: &Bench) -> Vec<Value> {
    let path = format!("{PINS}?state=pinned&pinOn=nm&limit=500");
    let (_, body) = json(ask(bench, Method::GET, &path)).await;
    bench.pass(1);
    list(&body, "/data").to_vec()
}

#[tokio::test]
async fn a_card_has_two_pins_and_they_are_let_go_by_number() {
    let bench = Bench::new().await;
    let reviews = feedbacks(&bench, true).await;
    let card = |review: &Value| review["productDetails"]["nmId"].as_u64();
    let of = |nm: Option<u64>| reviews.iter().filter(move |review| card(review) == nm);
    let busy = reviews.iter().find(|review| of(card(review)).count() > 2);
    let own: Vec<&Value> = of(card(busy.expect("a card with three reviews"))).collect();
    let first = pin(&bench, &own[0]["id"], "subscription").await;
    assert_eq!(first["isErrors"], false, "there is room: {first}");
    let again = pin(&bench, &own[0]["id"], "subscription").await;
    assert_eq!(again["errors"][0]["status"], "alreadyPinned", "{again}");
    let option = pin(&bench, &own[1]["id"], "tariff").await;
    assert_eq!(
        option["errors"][0]["status"], "tariffRestriction",
        "{option}"
    );
    pin(&bench, &own[1]["id"], "subscription").await;
    let third = pin(&bench, &own[2]["id"], "subscription").await;
    assert_eq!(third["errors"][0]["status"], "unitLimitReached", "{third}");
    let (_, limits) = json(ask(&bench, Method::GET, &format!("{PINS}/limits"))).await;
    assert_eq!(limits["data"]["subscription"]["used"], 2, "two hold");
    bench.pass(1);
    let gone = json!([first["pinId"], 7]);
    let (_, body) = json(ask(&bench, Method::DELETE, PINS).json(&gone)).await;
    assert_eq!(
        body["data"],
        json!([first["pinId"]]),
        "the other is unknown"
    );
    bench.pass(1);
    let left: Vec<Value> = pins(&bench)
        .await
        .iter()
        .map(|pin| pin["feedbackId"].clone())
        .collect();
    assert_eq!(left, [own[1]["id"].clone()], "one is left");
    bench.keeps_to_contract();
}
