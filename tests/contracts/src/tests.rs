//! Good exchanges, and the same ones spoilt in one place each.

use serde_json::{Value, json};

use crate::{Exchange, Report, catalogue, validate};

fn exchange(start: &str, host: &str, request: &Value, status: u16, response: &Value) -> Exchange {
    let text = |value: &Value| {
        if value.is_null() {
            String::new()
        } else {
            value.to_string()
        }
    };
    let words: Vec<&str> = start.split(' ').collect();
    Exchange {
        marketplace: words[0].to_owned(),
        method: words[1].to_owned(),
        path: words[2].to_owned(),
        host: host.to_owned(),
        request_body: text(request),
        status,
        response_body: text(response),
        ..Exchange::default()
    }
}

fn with(mut exchange: Exchange, headers: &[(&str, &str)], query: &[(&str, &str)]) -> Exchange {
    let own = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    exchange.request_headers = own(headers);
    exchange.query = own(query);
    exchange
}

fn uzum_orders() -> Exchange {
    let order = json!({ "id": 1, "status": "CREATED", "scheme": "FBS", "shopId": 7, "price": 129_000,
        "dateCreated": "2026-11-22T10:00:00Z", "orderItems": [] });
    let answer = json!({ "payload": { "orders": [order], "totalAmount": 1 }, "errors": [] });
    let plain = exchange(
        "uzum GET /v2/fbs/orders",
        "seller",
        &Value::Null,
        200,
        &answer,
    );
    let query = [
        ("shopIds", "7"),
        ("status", "CREATED"),
        ("page", "0"),
        ("size", "50"),
    ];
    with(plain, &[("authorization", "<withheld>")], &query)
}

fn wildberries_answer() -> Exchange {
    let body = json!({ "id": "J2FMRjUj6hwvwCElqssz", "text": "Rahmat!" });
    let start = "wildberries POST /api/v1/feedbacks/answer";
    let plain = exchange(start, "feedbacks-api", &body, 204, &Value::Null);
    with(plain, &[("Authorization", "<withheld>")], &[])
}

fn yandex_reviews() -> Exchange {
    let answer = json!({ "status": "OK", "result": { "feedbacks": [{
        "feedbackId": 5, "createdAt": "2026-11-22T10:00:00+03:00", "needReaction": true,
        "identifiers": { "offerId": "A-1" }, "statistics": { "rating": 5, "commentsCount": 0 },
    }] } });
    let body = json!({ "reactionStatus": "NEED_REACTION" });
    let start = "yandex POST /v2/businesses/12/goods-feedback";
    let plain = exchange(start, "partner", &body, 200, &answer);
    with(plain, &[("Api-Key", "<withheld>")], &[("limit", "50")])
}

fn ozon_reviews() -> Exchange {
    let review = json!({ "id": "01f", "sku": 4_000_000_000_i64, "rating": 1, "text": "Плохо",
        "status": "NEW", "order_status": "DELIVERED", "published_at": "2026-11-22T10:00:00.1Z",
        "is_rating_participant": true, "comments_amount": 0, "photos_amount": 0, "videos_amount": 0 });
    let answer = json!({ "reviews": [review], "has_next": false, "last_id": "" });
    let body = json!({ "limit": 100, "filters": { "status": "NEW" }, "sort_dir": "ASC" });
    let plain = exchange("ozon POST /v2/review/list", "seller", &body, 200, &answer);
    with(plain, &[("client-id", "1"), ("api-key", "<withheld>")], &[])
}

fn claude_refusal() -> Exchange {
    let body = json!({ "model": "claude-sonnet-5", "max_tokens": 900,
        "messages": [{ "role": "user", "content": "hello" }] });
    let answer = json!({ "type": "error", "request_id": null,
        "error": { "type": "authentication_error", "message": "invalid x-api-key" } });
    let plain = exchange("anthropic POST /v1/messages", "", &body, 401, &answer);
    with(
        plain,
        &[
            ("x-api-key", "<withheld>"),
            ("anthropic-version", "2026-10-21"),
        ],
        &[],
    )
}

/// Fails, and says so with these words.
#[track_caller]
fn refused(exchange: &Exchange, because: &str) {
    let violations = validate(exchange).expect_err("this exchange is spoilt");
    assert!(
        violations.iter().any(|line| line.contains(because)),
        "{because:?} in {violations:#?}"
    );
}

#[test]
fn good_exchanges_of_every_dialect_pass() {
    for good in [
        uzum_orders(),
        wildberries_answer(),
        yandex_reviews(),
        ozon_reviews(),
        claude_refusal(),
    ] {
        assert_eq!(
            validate(&good),
            Ok(()),
            "{} {}",
            good.marketplace,
            good.path
        );
    }
}

#[test]
fn every_described_schema_compiles_and_every_operation_has_a_host() {
    for operation in &catalogue().expect("the files are whole").operations {
        let name = operation.name();
        assert!(
            !operation.hosts.is_empty(),
            "{name}: no host of ours is one of its servers"
        );
        let mut places = vec![&operation.body];
        let responses = operation.body["responses"]
            .as_object()
            .expect("some answers");
        places.extend(responses.values());
        places.extend(operation.body.get("requestBody"));
        for place in places {
            let contents = operation
                .spec
                .resolve(place)
                .get("content")
                .and_then(Value::as_object);
            for content in contents.into_iter().flat_map(|contents| contents.values()) {
                let shape = operation.spec.shape(&content["schema"]);
                assert!(shape.is_ok(), "{name}: {:?}", shape.err());
            }
        }
    }
}

#[test]
fn a_path_a_method_or_a_host_that_is_not_described_is_refused() {
    let good = uzum_orders();
    refused(
        &Exchange {
            path: "/v2/fbs/order".to_owned(),
            ..good.clone()
        },
        "no operation",
    );
    refused(
        &Exchange {
            method: "POST".to_owned(),
            ..good
        },
        "no operation",
    );
    let elsewhere = Exchange {
        host: "content-api".to_owned(),
        ..wildberries_answer()
    };
    refused(&elsewhere, "no operation");
}

#[test]
fn parameters_are_known_needed_and_typed() {
    let mut exchange = uzum_orders();
    exchange.query.push(("offset".to_owned(), "1".to_owned()));
    refused(&exchange, "`offset`: not described");
    let mut exchange = uzum_orders();
    exchange.query.retain(|(name, _)| name != "shopIds");
    refused(&exchange, "`shopIds`: required");
    let mut exchange = uzum_orders();
    exchange.query[0].1 = "seven".to_owned();
    refused(&exchange, "`shopIds`");
    let mut exchange = uzum_orders();
    exchange.query[1].1 = "NEW".to_owned();
    refused(&exchange, "`status`");
    let mut exchange = yandex_reviews();
    exchange.path = "/v2/businesses/0/goods-feedback".to_owned();
    refused(&exchange, "`businessId`");
}

#[test]
fn a_list_may_repeat_and_a_single_value_may_not() {
    let mut exchange = uzum_orders();
    exchange.query.push(("shopIds".to_owned(), "8".to_owned()));
    assert_eq!(validate(&exchange), Ok(()), "two shops are asked for");
    exchange.query.push(("page".to_owned(), "1".to_owned()));
    refused(&exchange, "more than once");
}

#[test]
fn other_spellings_of_a_parameter_that_the_file_allows_pass() {
    let mut exchange = yandex_reviews();
    exchange
        .query
        .push(("page_token".to_owned(), "abc".to_owned()));
    assert_eq!(validate(&exchange), Ok(()), "x-aliases of pageToken");
    exchange
        .query
        .push(("pageToken".to_owned(), "abc".to_owned()));
    refused(&exchange, "more than once");
}

#[test]
fn an_unsigned_request_is_refused() {
    for mut exchange in [uzum_orders(), yandex_reviews(), wildberries_answer()] {
        exchange.request_headers.clear();
        refused(&exchange, "not signed");
    }
    let mut exchange = ozon_reviews();
    exchange.request_headers.remove(0);
    refused(&exchange, "`Client-Id`: required");
}

#[test]
fn bodies_are_closed_typed_and_complete() {
    let mut exchange = wildberries_answer();
    exchange.request_body = json!({ "id": "x" }).to_string();
    refused(&exchange, "request: : \"text\" is a required property");
    exchange.request_body = String::new();
    refused(&exchange, "the body is missing");
    exchange.request_body = "{".to_owned();
    refused(&exchange, "not JSON");
    let mut exchange = ozon_reviews();
    exchange.request_body = json!({ "limit": 100, "filter": {} }).to_string();
    refused(&exchange, "'filter' was unexpected");
    exchange.request_body = json!({ "limit": 1 }).to_string();
    refused(&exchange, "request: /limit");
}

#[test]
fn a_body_where_none_is_described_is_refused() {
    let mut exchange = uzum_orders();
    exchange.request_body = "{}".to_owned();
    assert_eq!(validate(&exchange), Ok(()), "an empty object says nothing");
    exchange.request_body = json!({ "page": 1 }).to_string();
    refused(&exchange, "no body is described");
}

#[test]
fn answers_are_checked_as_strictly_as_requests() {
    let mut exchange = uzum_orders();
    exchange.response_body = exchange.response_body.replace("\"CREATED\"", "\"LOST\"");
    refused(&exchange, "answer 200: /payload/orders/0/status");
    let mut exchange = yandex_reviews();
    exchange.response_body = exchange
        .response_body
        .replace("needReaction", "needsReaction");
    refused(&exchange, "needReaction");
    let mut exchange = wildberries_answer();
    exchange.response_body = json!({ "error": false }).to_string();
    refused(&exchange, "no body is described");
    let mut exchange = uzum_orders();
    exchange.status = 418;
    refused(&exchange, "this status is not described");
}

#[test]
fn statuses_that_only_the_filter_knows_pass_by_their_patch() {
    let mut exchange = uzum_orders();
    exchange.response_body = exchange
        .response_body
        .replace("\"CREATED\"", "\"DELIVERING\"");
    assert_eq!(validate(&exchange), Ok(()), "patch uzum-order-status");
}

#[test]
fn the_report_counts_and_names() {
    let mut bad = wildberries_answer();
    bad.request_body = String::new();
    let stray = Exchange {
        path: "/nowhere".to_owned(),
        ..ozon_reviews()
    };
    let report = Report::of(&[uzum_orders(), wildberries_answer(), bad, stray]);
    assert_eq!(report.checked(), 4, "each counts once");
    let answers = report
        .operations
        .get("wildberries POST /api/v1/feedbacks/answer");
    assert_eq!(answers, Some(&2), "by operation");
    assert_eq!(report.failures.len(), 2, "the bad one and the stray one");
    let untouched = report.untouched();
    assert!(
        untouched.contains(&"uzum GET /v1/shops".to_owned()),
        "nobody asked: {untouched:?}"
    );
    assert!(
        report.to_string().ends_with("2 of 4 exchanges failed"),
        "the last line sums up"
    );
}

#[test]
fn a_form_has_described_parts_only() {
    let form = |name: &str, value: &str| {
        let mut sent = exchange(
            "wildberries POST /api/v1/seller/message",
            "buyer-chat-api",
            &Value::Null,
            200,
            &json!({ "errors": [] }),
        );
        sent.request_headers = vec![("authorization".to_owned(), "<withheld>".to_owned())];
        sent.request_body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--b--\r\n"
        );
        validate(&sent)
    };
    assert_eq!(form("message", "Здравствуйте!"), Ok(()), "a described part");
    let strange = form("massage", "?").expect_err("nobody described it");
    assert!(
        strange.concat().contains("massage"),
        "it is named: {strange:?}"
    );
    let long = form("message", &"я".repeat(1001)).expect_err("1000 at most");
    assert!(long.concat().contains("longer"), "it says why: {long:?}");
}

#[test]
fn the_official_examples_keep_to_their_own_description() {
    let files = [
        ("ozon", include_str!("../examples/ozon.json")),
        ("ozon", include_str!("../examples/ozon-performance.json")),
        (
            "wildberries",
            include_str!("../examples/wildberries-analytics.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-communications.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-general.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-items.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-promotion.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-finances.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-orders.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-dbs.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-dbw.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-pickup.json"),
        ),
        (
            "wildberries",
            include_str!("../examples/wildberries-rates.json"),
        ),
    ];
    let all = &catalogue().expect("the files are whole").operations;
    let mut violations = Vec::new();
    for (marketplace, text) in files {
        let examples: Vec<Value> = serde_json::from_str(text).expect("JSON");
        assert!(!examples.is_empty(), "{marketplace} has examples");
        for example in examples {
            let name = format!(
                "{marketplace} {}",
                example["operation"].as_str().expect("a name")
            );
            let operation = all.iter().find(|operation| operation.name() == name);
            let operation = operation.unwrap_or_else(|| panic!("{name} is described"));
            violations.extend(crate::body::check_example(operation, &example));
        }
    }
    let disputed: Vec<Disputed> =
        serde_json::from_str(include_str!("../examples/disputed.json")).expect("JSON");
    let known = |line: &String| {
        disputed
            .iter()
            .any(|known| line.starts_with(&known.violation))
    };
    let new: Vec<_> = violations.iter().filter(|line| !known(line)).collect();
    assert!(
        new.is_empty(),
        "mend the extract, a patch, or name it in disputed.json: {new:#?}"
    );
    for Disputed { violation, why } in &disputed {
        let still = violations.iter().any(|line| line.starts_with(violation));
        assert!(
            still && !why.is_empty(),
            "{violation} is settled: drop it from disputed.json"
        );
    }
}

/// A place where an official file contradicts itself, and we hold to the description.
#[derive(serde::Deserialize)]
struct Disputed {
    violation: String,
    why: String,
}
