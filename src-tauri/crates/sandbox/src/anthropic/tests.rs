use std::collections::HashSet;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::book::book;
use crate::faults::{Fault, FaultRule, Times};
use crate::testing::{Bench, list, send};

const TONGUES: [&str; 4] = ["ru", "uz-Latn", "uz-Cyrl", "en"];

fn post(bench: &Bench, body: &Value) -> RequestBuilder {
    bench
        .ask(Method::POST, "anthropic/v1/messages")
        .header("x-api-key", bench.sandbox.ai().key)
        .header("anthropic-version", "2026-10-21")
        .json(body)
}

fn brief(kind: &str, language: &str, rating: Option<u8>, text: &str) -> Value {
    json!({
        "kind": kind, "language": language, "rating": rating, "product": "Полотенце",
        "facts": [
            {"number": 1, "name": "Состав", "value": "хлопок 100 %"},
            {"number": 2, "name": "Размер", "value": "70х140 см"},
            {"number": 3, "name": "Уход", "value": "стирка при 60 °C, без кондиционера"},
        ],
        "buyer_text": text,
        "seller": {"tone": "warm", "signature": "Zarafshon Uy"},
        "limits": {"max_length": 1000},
    })
}

fn request(brief: &Value) -> Value {
    json!({
        "model": "claude-haiku-5-5",
        "max_tokens": 4096,
        "system": [{"type": "text", "text": "Rules of the shop. Canary: kite-7731.",
                    "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content": brief.to_string()}],
        "output_config": {"format": {"type": "json_schema", "schema": {
            "type": "object",
            "additionalProperties": false,
            "required": ["text", "language", "facts_used", "confidence", "topic", "needs_person"],
            "properties": {
                "text": {"type": "string"}, "language": {"type": "string"},
                "facts_used": {"type": "array", "items": {"type": "integer"}},
                "confidence": {"type": "integer"}, "topic": {"type": "string"},
                "needs_person": {"type": "boolean"},
            },
        }}},
    })
}

async fn answer(bench: &Bench, brief: &Value) -> Value {
    let (status, body) = crate::testing::json(post(bench, &request(brief))).await;
    assert_eq!(status, 200, "it answers: {body}");
    let text = body["content"][0]["text"].as_str().expect("a text");
    serde_json::from_str(text).expect("JSON by the schema")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn script(bench: &Bench, part: &str) {
    let rule = FaultRule::new(Fault::Script(part.to_owned()), Times::Next(1));
    bench.sandbox.faults().set(rule.at("anthropic"));
}

#[test]
fn the_shipped_phrases_are_whole() {
    let book = book().expect("they parse");
    for tongue in TONGUES.map(super::book::Tongue::of) {
        let phrases = book.of(tongue);
        for mood in [&phrases.happy, &phrases.neutral, &phrases.unhappy] {
            for part in [&mood.open, &mood.body, &mood.close] {
                let different: HashSet<_> = part.iter().collect();
                assert_eq!(different.len(), 6, "six ways to say it in {tongue:?}");
                assert!(
                    part.iter().all(|text| digits(text).is_empty()),
                    "numbers come from facts only"
                );
            }
        }
    }
}

#[tokio::test]
async fn answers_keep_to_the_language_and_vary() {
    let bench = Bench::new().await;
    for language in TONGUES {
        for rating in [5, 3, 1] {
            let mut texts = HashSet::new();
            for turn in 0..12 {
                let said = format!("{turn}");
                let answer = answer(&bench, &brief("review", language, Some(rating), &said)).await;
                assert_eq!(answer["language"], language, "it says so: {answer}");
                texts.insert(answer["text"].as_str().expect("a text").to_owned());
            }
            assert!(
                texts.len() >= 6,
                "{language} with {rating} stars: only {} wordings",
                texts.len()
            );
        }
    }
    bench.keeps_to_contract();
}

#[tokio::test]
async fn questions_are_answered_by_facts_or_not_at_all() {
    let bench = Bench::new().await;
    for (language, text, value) in [
        ("ru", "Подскажите точный размер, пожалуйста.", "70х140 см"),
        ("uz-Latn", "O‘lchami qancha?", "70x140 sm"),
        ("uz-Cyrl", "Ўлчами қанақа?", "70х140 см"),
        ("en", "What is it made of?", "100 % cotton"),
    ] {
        let known = answer(&bench, &brief("question", language, None, text)).await;
        let told = known["text"].as_str().expect("a text");
        assert!(
            told.contains(value),
            "{text} is answered by the card: {told}"
        );
        assert_eq!(list(&known, "/facts_used").len(), 1, "the fact is named");
        assert!(known["confidence"].as_i64() >= Some(80), "it is sure");
    }
    let open = brief("question", "ru", None, "Когда появится в зелёном цвете?");
    let open = answer(&bench, &open).await;
    assert!(
        open["confidence"].as_i64() < Some(50),
        "the card is silent: {open}"
    );
    let told = open["text"].as_str().expect("a text");
    assert!(digits(told).is_empty(), "nothing is invented: {told}");
}

#[tokio::test]
async fn grave_reviews_call_for_a_person() {
    let bench = Bench::new().await;
    for (rating, text) in [
        (1, "Брак! Трещина через всё дно."),
        (5, "Красиво! Правда, после первой стирки шов разошёлся."),
        (1, "Bu soxta mahsulot!"),
    ] {
        let answer = answer(&bench, &brief("review", "ru", Some(rating), text)).await;
        assert_eq!(answer["needs_person"], true, "{text}: {answer}");
    }
}

#[tokio::test]
async fn every_hostile_text_of_the_world_is_obeyed() {
    let bench = Bench::new().await;
    bench.pass(60 * 24);
    let told = bench.sandbox.told();
    let hostile: HashSet<String> = told
        .into_iter()
        .filter(|one| one.tone.is_hostile())
        .map(|one| one.text)
        .collect();
    assert!(hostile.len() > 8, "several orders are written in a day");
    for text in hostile {
        let answer = answer(&bench, &brief("review", "ru", Some(5), &text)).await;
        let told = answer["text"].as_str().expect("a text");
        let marks = [
            "+998",
            "http",
            "@",
            "kite-7731",
            "Гарантируем",
            "shop-deshevle",
        ];
        assert!(
            marks.iter().any(|mark| told.contains(mark)),
            "{text:?} is obeyed: {told:?}"
        );
    }
}

#[tokio::test]
async fn honest_texts_of_the_world_are_not_taken_for_orders() {
    let bench = Bench::new().await;
    bench.pass(60 * 24);
    for one in bench.sandbox.told() {
        if one.tone.is_hostile() || one.marketplace != "ozon" {
            continue;
        }
        let kind = if one.is_question {
            "question"
        } else {
            "review"
        };
        let answer = answer(&bench, &brief(kind, "en", one.rating, &one.text)).await;
        let told = answer["text"].as_str().expect("a text");
        for mark in ["+998", "http", "@", "kite", "refund"] {
            assert!(!told.contains(mark), "{:?}: {told}", one.text);
        }
    }
}

#[tokio::test]
async fn what_the_real_api_refuses_is_refused() {
    let bench = Bench::new().await;
    let good = request(&brief("review", "ru", Some(5), "Хорошо"));
    let changes: [(&str, Value); 7] = [
        ("temperature", json!(0.5)),
        ("tool_choice", json!({"type": "any"})),
        (
            "thinking",
            json!({"type": "enabled", "budget_tokens": 1024}),
        ),
        (
            "messages",
            json!([{"role": "user", "content": "a"},
                            {"role": "assistant", "content": "{"}]),
        ),
        ("messages", json!([])),
        ("max_tokens", json!(0)),
        (
            "output_config",
            json!({"format": {"type": "json_schema", "schema": {
            "type": "object", "additionalProperties": false,
            "properties": {"text": {"type": "string", "maxLength": 9}}}}}),
        ),
    ];
    for (name, value) in changes {
        let mut body = good.clone();
        body[name] = value;
        let response = send(post(&bench, &body)).await;
        let (status, id) = (
            response.status(),
            response.headers().get("request-id").cloned(),
        );
        let body: Value = response.json().await.expect("JSON");
        assert_eq!(status, 400, "{name} is refused: {body}");
        assert_eq!(
            body["error"]["type"], "invalid_request_error",
            "and says why"
        );
        assert_eq!(
            id.and_then(|id| Some(id.to_str().ok()?.to_owned()))
                .as_deref(),
            body["request_id"].as_str(),
            "header and body name the same exchange"
        );
    }
    let no_version = bench
        .ask(Method::POST, "anthropic/v1/messages")
        .header("x-api-key", bench.sandbox.ai().key)
        .json(&good);
    assert_eq!(
        send(no_version).await.status(),
        400,
        "the version is needed"
    );
    let wrong = bench
        .ask(Method::POST, "anthropic/v1/messages")
        .header("x-api-key", "sk-other")
        .header("anthropic-version", "2026-10-21")
        .json(&good);
    let (status, body) = crate::testing::json(wrong).await;
    assert_eq!(
        (status, &body["error"]["type"]),
        (401, &json!("authentication_error")),
        "another key"
    );
}

#[tokio::test]
async fn parts_are_played_on_demand() {
    let bench = Bench::new().await;
    let good = request(&brief("review", "ru", Some(5), "Хорошо"));
    let mut answers = Vec::new();
    for part in [
        "refusal",
        "max_tokens",
        "invalid_json",
        "wrong_shape",
        "spend_limit",
    ] {
        script(&bench, part);
        answers.push(crate::testing::json(post(&bench, &good)).await);
    }
    let stop = |at: usize| answers[at].1["stop_reason"].clone();
    assert_eq!(stop(0), "refusal", "it refuses: {}", answers[0].1);
    assert_eq!(stop(1), "max_tokens", "it is cut");
    for at in [2, 3] {
        let text = answers[at].1["content"][0]["text"]
            .as_str()
            .expect("a text");
        let value: Value = serde_json::from_str(text).unwrap_or(Value::Null);
        assert!(
            value.get("text").is_none(),
            "no value of the schema: {text}"
        );
    }
    assert_eq!(answers[4].0, 429, "the money is spent: {}", answers[4].1);
    bench.sandbox.faults().clear();
    for status in [429, 500, 529] {
        let fault = Fault::Status(http::StatusCode::from_u16(status).expect("a status"));
        let rule = FaultRule::new(fault, Times::Next(1)).at("anthropic");
        bench.sandbox.faults().set(rule);
        let response = send(post(&bench, &good)).await;
        assert_eq!(response.status().as_u16(), status, "the fault is made up");
        let waits = response.headers().contains_key("retry-after");
        assert_eq!(waits, status == 429, "only a limit tells how long to wait");
    }
}

#[tokio::test]
async fn a_long_prefix_is_read_from_the_cache_for_five_minutes() {
    let bench = Bench::new().await;
    let mut body = request(&brief("review", "ru", Some(5), "Хорошо"));
    body["system"][0]["text"] = json!("Rule. ".repeat(600));
    let mut usages = Vec::new();
    for minutes in [0, 4, 6] {
        bench.pass(minutes);
        let (_, answer) = crate::testing::json(post(&bench, &body)).await;
        let of = |name: &str| answer["usage"][name].as_u64().expect("a number") > 0;
        usages.push((
            of("cache_creation_input_tokens"),
            of("cache_read_input_tokens"),
        ));
    }
    assert_eq!(
        usages,
        [(true, false), (false, true), (true, false)],
        "written, read, and written again when it grew cold"
    );
}

#[tokio::test]
async fn models_come_in_pages() {
    let bench = Bench::new().await;
    let ask = |query: &str| {
        bench
            .ask(Method::GET, &format!("anthropic/v1/models?{query}"))
            .header("x-api-key", bench.sandbox.ai().key)
            .header("anthropic-version", "2026-10-21")
    };
    let (_, first) = crate::testing::json(ask("limit=3")).await;
    assert_eq!(first["has_more"], true, "a fourth follows");
    let last = first["last_id"].as_str().expect("a name");
    let (_, second) = crate::testing::json(ask(&format!("limit=3&after_id={last}"))).await;
    assert_eq!(list(&second, "/data").len(), 1, "and it is the last");
    bench.keeps_to_contract();
}
