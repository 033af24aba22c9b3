use super::*;

#[tokio::test]
async fn the_request_is_of_version_2026_10_21_and_nothing_else() {
    let bench = Bench::new().await;
    bench.next(ok(&said(GOOD))).await;
    let mut request = request();
    request.effort = Some(crate::request::Effort::Low);
    bench.claude.complete(request).await.unwrap();

    let body = &bench.bodies().await[0];
    let expected = json!({
        "model": MODEL,
        "max_tokens": 4096,
        "system": [{ "type": "text", "text": "Answer politely.",
                     "cache_control": { "type": "ephemeral" } }],
        "messages": [{ "role": "user", "content": "Ajoyib choynak, rahmat!" }],
        "output_config": {
            "format": { "type": "json_schema", "schema": {
                "type": "object", "additionalProperties": false, "required": ["text"],
                "properties": { "text": { "type": "string", "description": "maxLength: 40" } },
            } },
            "effort": "low",
        },
    });
    assert_eq!(
        body, &expected,
        "no sampling, no prefill, no tools, no thinking, no metadata"
    );
}

#[tokio::test]
async fn the_headers_are_the_keys_and_the_versions() {
    let bench = Bench::new().await;
    bench.next(ok(&said(GOOD))).await;
    bench.complete().await.unwrap();
    let request = &bench.server.received_requests().await.unwrap()[0];
    let header = |name: &str| {
        request
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(
        header("x-api-key"),
        Some(KEY),
        "the key travels in its header"
    );
    assert_eq!(header("anthropic-version"), Some("2026-10-21"), "pinned");
    assert_eq!(header("content-type"), Some("application/json"), "JSON");
    for absent in [
        "authorization",
        "origin",
        "referer",
        "cookie",
        "anthropic-beta",
    ] {
        assert_eq!(header(absent), None, "{absent} is never sent");
    }
    assert!(
        !request.url.as_str().contains("sk-ant"),
        "and never in the address"
    );
}

#[tokio::test]
async fn an_empty_system_text_is_left_out() {
    let bench = Bench::new().await;
    bench.next(ok(&said(GOOD))).await;
    let mut request = request();
    request.system.clear();
    bench.claude.complete(request).await.unwrap();
    assert!(
        bench.bodies().await[0].get("system").is_none(),
        "an empty text block is status 400"
    );
}

#[tokio::test]
async fn models_are_listed_over_pages() {
    let bench = Bench::new().await;
    let first =
        json!({ "data": [{ "id": "a", "display_name": "A" }], "has_more": true, "last_id": "a" });
    let second =
        json!({ "data": [{ "id": "b", "type": "model" }], "has_more": false, "last_id": "b" });
    let page = |body: &Value| ResponseTemplate::new(200).set_body_json(body);
    Mock::given(method("GET"))
        .and(path("/anthropic/v1/models"))
        .and(wiremock::matchers::query_param("after_id", "a"))
        .respond_with(page(&second))
        .mount(&bench.server)
        .await;
    Mock::given(method("GET"))
        .and(path("/anthropic/v1/models"))
        .and(wiremock::matchers::query_param_is_missing("after_id"))
        .respond_with(page(&first))
        .mount(&bench.server)
        .await;
    let cards = bench.claude.models().await.unwrap();
    let names: Vec<_> = cards
        .iter()
        .map(|card| (card.id.as_str(), card.display_name.as_str()))
        .collect();
    assert_eq!(
        names,
        [("a", "A"), ("b", "b")],
        "a model without a display name has its id"
    );
}

#[tokio::test]
async fn a_wrong_key_is_found_by_listing_models() {
    let bench = Bench::new().await;
    Mock::given(method("GET"))
        .respond_with(failed(401, "authentication_error"))
        .mount(&bench.server)
        .await;
    let error = bench.claude.models().await.unwrap_err();
    assert_eq!(
        (error.kind, error.operation),
        (Kind::Unauthorised, "list models"),
        "for settings"
    );
}

#[test]
fn a_key_that_cannot_be_one_is_refused_at_once() {
    tls();
    for key in ["", "  \n", "sk\u{7f}ant", "ключ"] {
        let opened = Claude::open(key.into(), settings("https://api.anthropic.com"));
        let kind = opened.map(|_| ()).map_err(|error| error.kind);
        assert_eq!(
            kind,
            Err(Kind::Unauthorised),
            "{key:?} can't stand in a header"
        );
    }
}
