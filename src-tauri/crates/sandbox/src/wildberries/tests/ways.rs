//! Tasks that do not go through WB's warehouse, and promotions.

use super::*;

const NEWER: &str = "marketplace-api/api/marketplace/v3";

async fn first_new(bench: &Bench, way: &str) -> u64 {
    let path = format!("marketplace-api/api/v3/{way}/orders/new");
    let (_, body) = json(ask(bench, Method::GET, &path)).await;
    bench.pass(1);
    let tasks = list(&body, "/orders");
    tasks[0]["id"].as_u64().expect("a task that waits")
}

/// The outcome of the only task of a request.
async fn done(bench: &Bench, path: &str, body: &Value) -> Result<(), String> {
    let request = ask(bench, Method::POST, &format!("{NEWER}/{path}"));
    let (status, body) = json(request.json(body)).await;
    assert_eq!(status, 200, "each task has its own outcome: {body}");
    bench.pass(4);
    let result = &body["results"][0];
    match result["isError"].as_bool() {
        Some(false) => Ok(()),
        _ => Err(result["errors"][0]["detail"].to_string()),
    }
}

#[tokio::test]
async fn what_the_seller_delivers_ends_with_the_buyers_code() {
    let bench = Bench::new().await;
    let id = first_new(&bench, "dbs").await;
    let numbers = json!({ "ordersIds": [id] });
    let coded = json!({ "orders": [{ "orderId": id, "code": "741852" }] });
    let early = done(&bench, "dbs/orders/status/receive", &coded).await;
    assert!(early.is_err(), "it is not on its way: {early:?}");
    done(&bench, "dbs/orders/status/confirm", &numbers)
        .await
        .expect("taken on");
    let bare = done(&bench, "dbs/orders/status/deliver", &numbers).await;
    assert!(bare.is_err(), "nothing leaves without its mark: {bare:?}");
    let mark = json!({ "orders": [{ "orderId": id, "sgtins": ["0104780063010017215"] }] });
    done(&bench, "dbs/orders/meta/sgtin", &mark)
        .await
        .expect("marked");
    done(&bench, "dbs/orders/status/deliver", &numbers)
        .await
        .expect("on its way");
    let late = done(&bench, "dbs/orders/status/cancel", &numbers).await;
    assert!(
        late.is_err(),
        "what is on its way cannot be given up: {late:?}"
    );
    done(&bench, "dbs/orders/status/receive", &coded)
        .await
        .expect("in the buyer's hands");
    let month = start().timestamp() - 29 * 86_400;
    let path = format!(
        "marketplace-api/api/v3/dbs/orders?limit=1000&next=0&dateFrom={month}&dateTo={}",
        month + 30 * 86_400
    );
    let (_, body) = json(ask(&bench, Method::GET, &path)).await;
    let mut ended = list(&body, "/orders").iter();
    assert!(
        ended.any(|task| task["id"] == id),
        "it is listed once it has ended"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_task_under_way_is_in_no_list() {
    let bench = Bench::new().await;
    let id = first_new(&bench, "click-collect").await;
    let numbers = json!({ "ordersIds": [id] });
    done(&bench, "click-collect/orders/status/confirm", &numbers)
        .await
        .expect("taken on");
    let (_, body) = json(ask(
        &bench,
        Method::GET,
        "marketplace-api/api/v3/click-collect/orders/new",
    ))
    .await;
    let mut new = list(&body, "/orders").iter();
    assert!(new.all(|task| task["id"] != id), "it is new no more");
    let status = ask(
        &bench,
        Method::POST,
        &format!("{NEWER}/click-collect/orders/status/info"),
    );
    let (_, body) = json(status.json(&numbers)).await;
    assert_eq!(
        body["orders"][0]["supplierStatus"], "confirm",
        "its number tells"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn a_card_joins_at_once_or_when_the_promotion_begins() {
    let bench = Bench::new().await;
    let calendar = "dp-calendar-api/api/v1/calendar/promotions";
    let cards = |id: u32, joined| {
        format!("{calendar}/nomenclatures?promotionID={id}&inAction={joined}&limit=1000&offset=0")
    };
    let (_, body) = json(ask(&bench, Method::GET, &cards(1501, false))).await;
    let nm = list(&body, "/data/nomenclatures")[0]["id"]
        .as_u64()
        .expect("a card");
    let (status, _) = json(ask(&bench, Method::GET, &cards(1503, false))).await;
    assert_eq!(status, 422, "WB fills an automatic one itself");
    bench.pass(6);
    let join = async |id: u32, now: bool| {
        let data = json!({ "promotionID": id, "uploadNow": now, "nomenclatures": [nm] });
        let request = ask(&bench, Method::POST, &format!("{calendar}/upload"));
        let (_, body) = json(request.json(&json!({ "data": data }))).await;
        body["data"]["uploadID"].as_u64().expect("a number")
    };
    let (at_once, later) = (join(1501, true).await, join(1502, false).await);
    assert!(later > at_once, "numbers rise");
    bench.pass(60);
    let joined = async |id| {
        let (_, body) = json(ask(&bench, Method::GET, &cards(id, true))).await;
        list(&body, "/data/nomenclatures")
            .iter()
            .any(|card| card["id"] == nm)
    };
    assert!(joined(1501).await, "it takes part");
    assert!(!joined(1502).await, "that one has not begun");
    let buffer = format!("discounts-prices-api/api/v2/buffer/tasks?uploadID={later}");
    let (_, body) = json(ask(&bench, Method::GET, &buffer)).await;
    assert_eq!(body["data"]["status"], 1, "its discount waits");
    bench.keeps_to_contract();
}
