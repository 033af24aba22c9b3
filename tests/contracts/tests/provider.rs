//! The AI client against the scripted model: what is asked and what is answered must keep to the
//! description, also when the model refuses, breaks off or is out of reach.

#![cfg(test)]

use ai::{BaseUrl, Claude, ClaudeSettings, Kind, Provider as _, Request};
use chrono::DateTime;
use contracts::{Exchange, Report};
use sandbox::{Fault, FaultRule, Options, Sandbox, Times};
use secrets::Sensitive;
use serde_json::json;

const MODEL: &str = "claude-haiku-5-5";

async fn sandbox() -> Sandbox {
    let now = DateTime::from_timestamp(1_795_341_600, 0).expect("a moment");
    let options = Options {
        record: true,
        limit_scale: Some(2000.0),
        ..Options::at(now)
    };
    Sandbox::start(options).await.expect("a sandbox")
}

fn claude(sandbox: &Sandbox, key: &str) -> Claude {
    // Another test of this process may have chosen it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base = BaseUrl::parse(sandbox.ai().base.as_str()).expect("loopback");
    let settings = ClaudeSettings::new(base, MODEL, ai::published());
    Claude::open(Sensitive::from(key), settings).expect("a client")
}

fn request() -> Request {
    let schema = json!({ "type": "object", "required": ["text"], "additionalProperties": false,
        "properties": { "text": { "type": "string" } } });
    Request::new("answer_review", "Answer politely.", schema).user("<review>Zo'r!</review>")
}

/// Every recorded exchange is as described; at least one had this status.
fn as_described(sandbox: &Sandbox, status: u16) {
    let read = |exchange| serde_json::from_value(serde_json::to_value(exchange)?);
    let tape: Vec<Exchange> = sandbox
        .tape()
        .exchanges()
        .into_iter()
        .map(|exchange| read(exchange).expect("the tape has what we need"))
        .collect();
    let report = Report::of(&tape);
    assert!(report.failures.is_empty(), "{report}");
    let seen: Vec<u16> = tape.iter().map(|exchange| exchange.status).collect();
    assert!(seen.contains(&status), "this is about {status}: {seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_and_the_list_of_models_are_as_described() {
    let sandbox = sandbox().await;
    let claude = claude(&sandbox, &sandbox.ai().key);
    // What the scripted model makes of a bare question is its own affair; its form is not.
    let _ = claude.complete(request()).await;
    claude.models().await.expect("the models");
    as_described(&sandbox, 200);
    sandbox.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_and_an_answer_cut_short_are_as_described() {
    for part in ["refusal", "max_tokens", "invalid_json", "wrong_shape"] {
        let sandbox = sandbox().await;
        let fault = Fault::Script(part.to_owned());
        sandbox
            .faults()
            .set(FaultRule::new(fault, Times::Always).at("anthropic"));
        let claude = claude(&sandbox, &sandbox.ai().key);
        assert!(
            claude.complete(request()).await.is_err(),
            "{part} is no answer"
        );
        as_described(&sandbox, 200);
        sandbox.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strange_key_is_refused_as_described() {
    let sandbox = sandbox().await;
    let claude = claude(&sandbox, "sk-ant-api03-nobody");
    let error = claude.complete(request()).await.expect_err("nobody's key");
    assert_eq!(error.kind, Kind::Unauthorised, "{error}");
    as_described(&sandbox, 401);
    sandbox.stop().await;
}
