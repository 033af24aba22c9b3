use std::collections::{HashMap, HashSet};

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::testing::{Bench, json, list, send, start};

fn get(bench: &Bench, path: &str) -> RequestBuilder {
    let token = bench.key("uzum", "token");
    bench
        .ask(Method::GET, &format!("uzum/seller/{path}"))
        .header("authorization", token)
}

async fn shop(bench: &Bench) -> u64 {
    let (status, body) = json(get(bench, "v1/shops")).await;
    assert_eq!(status, 200, "shops are a bare list: {body}");
    bench.pass(1);
    body[0]["id"].as_u64().expect("a shop")
}

#[tokio::test]
async fn only_the_bare_key_is_known() {
    let bench = Bench::new().await;
    let token = bench.key("uzum", "token");
    for wrong in ["nonsense".to_owned(), format!("Bearer {token}")] {
        let request = bench
            .ask(Method::GET, "uzum/seller/v1/shops")
            .header("authorization", wrong);
        let (status, body) = json(request).await;
        assert_eq!(
            (status, &body["errors"][0]["code"]),
            (403, &json!("forbidden-001")),
            "{body}"
        );
        assert_eq!(
            body["errors"][0]["message"], "Token not found",
            "in Uzum's words"
        );
    }
    assert_eq!(
        send(get(&bench, "v1/nowhere")).await.status(),
        403,
        "unknown paths are 403"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn products_are_bare_and_in_whole_soms() {
    let bench = Bench::new().await;
    let shop = shop(&bench).await;
    let mut seen = HashSet::new();
    for page in 0..3 {
        let path = format!("v1/product/shop/{shop}?page={page}&size=10&filter=ALL");
        let (status, body) = json(get(&bench, &path)).await;
        assert_eq!(
            (status, &body["totalProductsAmount"]),
            (200, &json!(24)),
            "a bare page"
        );
        for product in list(&body, "/productList") {
            let sku = &product["skuList"][0];
            assert!(seen.insert(sku["skuId"].as_u64()), "no SKU comes twice");
            assert!(
                sku["price"].as_i64() > Some(10_000),
                "so'm, not tiyin or roubles: {sku}"
            );
            assert!(sku["barcode"].is_u64(), "a number here");
        }
    }
    assert_eq!(seen.len(), 24, "all are seen");
    bench.pass(1);
    let bad = get(&bench, &format!("v1/product/shop/{shop}?filter=ALL"));
    assert_eq!(json(bad).await.0, 400, "page and size are required");
    let foreign = get(&bench, "v1/product/shop/1?page=0&size=10");
    assert_eq!(json(foreign).await.0, 403, "another seller's shop");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn stocks_have_two_ways_of_paging_but_not_both() {
    let bench = Bench::new().await;
    let mut from = 0;
    let mut seen = Vec::new();
    loop {
        let (status, body) = json(get(
            &bench,
            &format!("v3/fbs/sku/stocks?skuIdFrom={from}&size=9"),
        ))
        .await;
        assert_eq!(status, 200, "a wrapped page: {body}");
        let rows = list(&body, "/payload/skuAmountList");
        seen.extend(rows.iter().filter_map(|row| row["skuId"].as_u64()));
        assert!(
            rows.iter().all(|row| row["barcode"].is_string()),
            "a text here"
        );
        if rows.len() < 9 {
            break;
        }
        from = *seen.last().expect("rows");
    }
    assert!(
        seen.is_sorted() && seen.len() == 24,
        "the cursor rises through all: {seen:?}"
    );
    bench.pass(1);
    let both = json(get(&bench, "v3/fbs/sku/stocks?skuIdFrom=0&page=0")).await;
    assert_eq!(
        (both.0, &both.1["errors"][0]["code"]),
        (400, &json!("fbs-12-illegal-argument")),
        "not both"
    );
    let many = json(get(&bench, "v3/fbs/sku/stocks?size=101")).await;
    assert_eq!(
        (many.0, &many.1["errors"][0]["code"]),
        (400, &json!("illegal-argument-001")),
        "100 at most"
    );
    bench.keeps_to_contract();
}

#[tokio::test]
async fn orders_come_by_single_status_with_mixed_dates() {
    let bench = Bench::new().await;
    let shop = shop(&bench).await;
    let mut counts = HashMap::new();
    let mut orders = HashSet::new();
    for status in super::status::STATUSES {
        for page in 0.. {
            bench.pass(1);
            let path = format!("v2/fbs/orders?shopIds={shop}&status={status}&page={page}&size=50");
            let (code, body) = json(get(&bench, &path)).await;
            assert_eq!(code, 200, "{status}: {body}");
            let rows = list(&body, "/payload/orders");
            for row in rows {
                assert_eq!(row["status"], status, "one status only");
                assert!(
                    row["dateCreated"].is_string(),
                    "an order's date is ISO: {row}"
                );
                assert!(
                    row["orderItems"][0]["date"].is_i64(),
                    "an item's is milliseconds: {row}"
                );
                orders.insert(row["id"].as_u64());
                *counts.entry(status).or_insert(0) += 1;
            }
            if rows.len() < 50 {
                break;
            }
        }
    }
    assert!(orders.len() > 400, "a month of orders: {}", orders.len());
    assert!(counts.len() >= 9, "nearly all statuses are met: {counts:?}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn order_dates_are_milliseconds_and_wrong_words_are_refused() {
    let bench = Bench::new().await;
    let shop = shop(&bench).await;
    let day = start() - chrono::TimeDelta::days(20);
    let total = |body: &Value| body["payload"]["totalAmount"].as_u64().expect("a total");
    let path = |from: i64| {
        format!("v2/fbs/orders?shopIds={shop}&status=COMPLETED&dateFrom=0&dateTo={from}")
    };
    let (_, body) = json(get(&bench, &path(day.timestamp_millis()))).await;
    assert!(total(&body) > 0, "milliseconds are understood");
    let (_, body) = json(get(&bench, &path(day.timestamp()))).await;
    assert_eq!(total(&body), 0, "seconds give an empty list, not an error");
    bench.pass(1);
    for (query, code) in [
        (
            format!("shopIds={shop}&status=CREATED,PACKING"),
            "bad-request-001",
        ),
        ("status=CREATED".to_owned(), "bad-request-001"),
        (format!("shopIds={shop}&size=51"), "bad-request-001"),
        (
            format!("shopIds={shop}&dateFrom=2&dateTo=1"),
            "seller-order-12",
        ),
    ] {
        let (status, body) = json(get(&bench, &format!("v2/fbs/orders?{query}"))).await;
        assert_eq!(
            (status, &body["errors"][0]["code"]),
            (400, &json!(code)),
            "{query}"
        );
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_bucket_is_told_on_every_answer() {
    let bench = Bench::new().await;
    for left in ["3", "2", "1", "0"] {
        let answer = send(get(&bench, "v1/shops")).await;
        assert_eq!(
            answer.headers()["x-ratelimit-remaining"],
            left,
            "one less each time"
        );
        assert_eq!(
            answer.headers()["x-ratelimit-replenish-rate"],
            "2",
            "two a second"
        );
        assert_eq!(
            answer.headers()["x-ratelimit-burst-capacity"],
            "4",
            "four at once"
        );
    }
    let over = send(get(&bench, "v1/shops")).await;
    assert_eq!(over.status(), 429, "the fifth at once");
    assert_eq!(over.headers()["retry-after"], "1", "and how long to wait");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn refusals_keep_to_the_description() {
    let bench = Bench::new().await;
    bench.refuses_as_described("uzum").await;
}

fn post(bench: &Bench, path: &str, body: &Value) -> RequestBuilder {
    let token = bench.key("uzum", "token");
    bench
        .ask(Method::POST, &format!("uzum/seller/{path}"))
        .header("authorization", token)
        .header("content-type", "application/json")
        .body(body.to_string())
}

/// Status and code of a refusal.
async fn code(request: RequestBuilder) -> (u16, String) {
    let (status, body) = json(request).await;
    let code = body["errors"][0]["code"].as_str().unwrap_or_default();
    (status, code.to_owned())
}

/// Numbers of orders of a status.
async fn orders_of(bench: &Bench, shop: u64, status: &str) -> Vec<Value> {
    bench.pass(1);
    let path = format!("v2/fbs/orders?shopIds={shop}&status={status}&size=50");
    let (_, body) = json(get(bench, &path)).await;
    list(&body, "/payload/orders").to_vec()
}

#[tokio::test]
async fn an_order_goes_the_way_that_the_seller_sends_it() {
    let bench = Bench::new().await;
    let shop = shop(&bench).await;
    let fresh = orders_of(&bench, shop, "CREATED").await;
    let [first, second, ..] = fresh.as_slice() else {
        panic!("two orders wait: {fresh:?}")
    };
    let path = |order: &Value, what: &str| format!("v1/fbs/order/{}/{what}", order["id"]);
    let confirm = post(&bench, &path(first, "confirm"), &json!({}));
    let (status, body) = json(confirm).await;
    assert_eq!(
        (status, &body["payload"]["status"]),
        (200, &json!("PACKING")),
        "the order comes back: {body}"
    );
    let again = post(&bench, &path(first, "confirm"), &json!({}));
    let expected = (400, "seller-order-02".to_owned());
    assert_eq!(code(again).await, expected, "only once");
    bench.pass(1);
    let odd = json!({"reason": "MARKET_REASON"});
    let odd = post(&bench, &path(second, "cancel"), &odd);
    let expected = (400, "seller-order-12".to_owned());
    assert_eq!(code(odd).await, expected, "Uzum's own reason");
    let reason = json!({"reason": "OUT_OF_STOCK"});
    let (status, _) = json(post(&bench, &path(second, "cancel"), &reason)).await;
    assert_eq!(status, 200, "given up");
    bench.pass(1);
    let gone = orders_of(&bench, shop, "CANCELED").await;
    let listed = gone.iter().find(|order| order["id"] == second["id"]);
    let listed = listed.expect("it is listed among the cancelled");
    assert_eq!(listed["cancelReason"], "OUT_OF_STOCK", "with its reason");
    bench.pass(1);
    let label = get(
        &bench,
        &format!("{}?size=LARGE", path(first, "labels/print")),
    );
    let (status, body) = json(label).await;
    assert_eq!(status, 200, "a label of what is packed: {body}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn prices_and_quantities_are_what_was_written() {
    let bench = Bench::new().await;
    let shop = shop(&bench).await;
    let path = format!("v1/product/shop/{shop}?page=0&size=2&filter=ALL");
    let (_, body) = json(get(&bench, &path)).await;
    let product = body["productList"][0].clone();
    let sku = &product["skuList"][0];
    let price = |soum: i64, full: i64| {
        json!({"productId": product["productId"], "skuList": [
            {"skuId": sku["skuId"], "sellPrice": soum, "fullPrice": full}]})
    };
    let to = format!("v1/product/{shop}/sendPriceData");
    let wrong = code(post(&bench, &to, &price(200, 100))).await;
    assert_eq!(wrong.0, 400, "the crossed-out price is the higher one");
    let sent = send(post(&bench, &to, &price(77_000, 88_000))).await;
    assert_eq!(sent.status(), 200, "taken");
    assert!(
        sent.bytes().await.expect("a body").is_empty(),
        "and says nothing"
    );
    bench.pass(1);
    let (_, body) = json(get(&bench, &path)).await;
    let now = &body["productList"][0]["skuList"][0]["price"];
    assert_eq!(*now, json!(77_000), "it stands");
    let barcode = sku["barcode"].to_string();
    let row = |barcode: &str, amount: i64| {
        json!({"skuAmountList": [
            {"barcode": barcode, "amount": amount, "fbsLinked": true, "dbsLinked": true}]})
    };
    let strange = code(post(&bench, "v2/fbs/sku/stocks", &row("1", 3))).await;
    assert_eq!(
        strange,
        (403, "fbs-2-seller-access-denied".to_owned()),
        "whose?"
    );
    let below = code(post(&bench, "v2/fbs/sku/stocks", &row(&barcode, -3))).await;
    assert_eq!(
        below,
        (400, "storage-service-05".to_owned()),
        "below nothing"
    );
    bench.pass(1);
    let (status, _) = json(post(&bench, "v2/fbs/sku/stocks", &row(&barcode, 3))).await;
    assert_eq!(status, 200, "counted anew");
    let from = sku["skuId"].as_u64().expect("a number") - 1;
    let path = format!("v3/fbs/sku/stocks?skuIdFrom={from}&size=1");
    let (_, body) = json(get(&bench, &path)).await;
    let row = &body["payload"]["skuAmountList"][0];
    assert_eq!(
        (&row["amount"], &row["dbsLinked"]),
        (&json!(3), &json!(true)),
        "{row}"
    );
}

#[tokio::test]
async fn the_finance_list_has_every_order_and_the_other_one_only_the_sellers_own() {
    let bench = Bench::new().await;
    let shop = shop(&bench).await;
    let mut own = HashSet::new();
    for status in ["COMPLETED", "RETURNED"] {
        for page in 0.. {
            bench.pass(1);
            let path = format!("v2/fbs/orders?shopIds={shop}&status={status}&page={page}&size=50");
            let (_, body) = json(get(&bench, &path)).await;
            let rows = list(&body, "/payload/orders");
            own.extend(rows.iter().filter_map(|row| row["id"].as_u64()));
            if rows.len() < 50 {
                break;
            }
        }
    }
    let (mut sold, mut shelf) = (HashSet::new(), 0);
    for page in 0.. {
        bench.pass(1);
        let path = format!(
            "v1/finance/orders?shopIds={shop}&statuses=TO_WITHDRAW&statuses=CANCELED&page={page}&size=100"
        );
        let (status, body) = json(get(&bench, &path)).await;
        assert_eq!(status, 200, "{body}");
        let rows = list(&body, "/orderItems");
        for row in rows {
            let order = row["orderId"].as_u64().expect("a number");
            shelf += usize::from(!own.contains(&order));
            sold.insert(order);
        }
        if rows.len() < 100 {
            break;
        }
    }
    let missed = own.difference(&sold).count();
    assert_eq!(missed, 0, "what the buyer had is in the finance list");
    assert!(shelf > 30, "Uzum's shelf sells, too: {shelf}");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn notes_have_a_fixed_page_and_know_their_orders() {
    let bench = Bench::new().await;
    shop(&bench).await;
    let sized = get(&bench, "v1/fbs/invoice?statuses=CREATED&size=10");
    let expected = (400, "bad-request-001".to_owned());
    assert_eq!(code(sized).await, expected, "as live");
    let (_, body) = json(get(&bench, "v1/fbs/invoice?statuses=ACCEPTED")).await;
    let notes = list(&body, "/payload");
    assert_eq!(notes.len(), 20, "a page");
    let strange =
        json!({"orderIds": [1], "sellerId": 1, "dropOffPointUuid": "x", "timeSlotUuid": "y"});
    let refused = code(post(&bench, "v1/fbs/invoice", &strange)).await;
    assert_eq!(refused.0, 403, "another seller: {refused:?}");
    bench.pass(1);
    let gone = code(get(&bench, "v1/fbs/invoice/1")).await;
    assert_eq!(gone, (404, "fbs-invoice-01".to_owned()), "no such note");
}
