use std::time::Duration;

use http::StatusCode;
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::faults::{Fault, FaultRule, Times};
use crate::ledger::{self, Ledger, Outcome};
use crate::tape::WITHHELD;
use crate::testing::{Bench, json, list, send, start};
use crate::{Options, Sandbox, serve_until_stopped};

const ANSWER: &str = "/api/v1/feedbacks/answer";

fn wb(bench: &Bench, method: Method, path: &str) -> RequestBuilder {
    let token = bench.key("wildberries", "token");
    let path = format!("wildberries/feedbacks-api{path}");
    bench.ask(method, &path).header("authorization", token)
}

async fn open_feedback(bench: &Bench) -> String {
    let all = "/api/v1/feedbacks?isAnswered=false&take=10&skip=0";
    let (_, body) = json(wb(bench, Method::GET, all)).await;
    list(&body, "/data/feedbacks")[0]["id"]
        .as_str()
        .expect("an identifier")
        .to_owned()
}

#[tokio::test]
async fn a_reset_closes_the_connection_without_an_answer_or_an_effect() {
    let bench = Bench::new().await;
    let id = open_feedback(&bench).await;
    bench
        .sandbox
        .faults()
        .set(FaultRule::new(Fault::Reset, Times::Next(1)).on(ANSWER));
    let body = json!({"id": id, "text": "Спасибо!"});
    let error = wb(&bench, Method::POST, ANSWER)
        .json(&body)
        .send()
        .await
        .expect_err("no answer");
    assert!(
        !error.is_timeout() && error.status().is_none(),
        "the connection broke: {error}"
    );
    assert!(
        bench.sandbox.ledger().writes().is_empty(),
        "nothing was written"
    );
    assert_eq!(
        send(wb(&bench, Method::POST, ANSWER).json(&body))
            .await
            .status(),
        204,
        "it passes now"
    );
}

#[tokio::test]
async fn a_lost_answer_leaves_its_effect_behind() {
    let bench = Bench::new().await;
    let id = open_feedback(&bench).await;
    let rule = FaultRule::new(Fault::LoseAnswer, Times::Next(1)).at("wildberries");
    bench.sandbox.faults().set(rule);
    let body = json!({"id": id, "text": "Спасибо!"});
    wb(&bench, Method::POST, ANSWER)
        .json(&body)
        .send()
        .await
        .expect_err("the answer is lost");
    let writes = bench.sandbox.ledger().writes();
    assert_eq!(
        writes[0].outcome,
        Outcome::AppliedAnswerLost,
        "but the write is applied"
    );
    let one = wb(&bench, Method::GET, &format!("/api/v1/feedback?id={id}"));
    assert_eq!(
        json(one).await.1["data"]["answer"]["text"],
        "Спасибо!",
        "and can be read back"
    );
    assert_eq!(
        send(wb(&bench, Method::POST, ANSWER).json(&body))
            .await
            .status(),
        204,
        "a blind repeat"
    );
    assert_eq!(
        bench.sandbox.ledger().duplicates().len(),
        1,
        "is a duplicate"
    );
}

#[tokio::test]
async fn a_cut_body_breaks_off_in_the_middle() {
    let bench = Bench::new().await;
    bench
        .sandbox
        .faults()
        .set(FaultRule::new(Fault::Truncate, Times::Next(1)));
    let all = "/api/v1/feedbacks?isAnswered=true&take=50&skip=0";
    let response = send(wb(&bench, Method::GET, all)).await;
    assert_eq!(response.status(), 200, "the head is whole");
    let length = response.content_length().expect("a length");
    assert!(length > 1_000, "and tells the whole length");
    response.bytes().await.expect_err("the body is not whole");
}

#[tokio::test]
async fn made_up_refusals_speak_the_marketplaces_words() {
    let bench = Bench::new().await;
    for (status, kind) in [
        (401, "problem+json"),
        (429, "problem+json"),
        (500, "json"),
        (403, "json"),
    ] {
        let code = StatusCode::from_u16(status).expect("a status");
        bench
            .sandbox
            .faults()
            .set(FaultRule::new(Fault::Status(code), Times::Next(1)));
        let all = "/api/v1/feedbacks?isAnswered=true&take=50&skip=0";
        let response = send(wb(&bench, Method::GET, all)).await;
        assert_eq!(response.status(), status, "as asked for");
        let told = response.headers()["content-type"]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(
            told.ends_with(kind),
            "{status} has its own body type, not {told}"
        );
        let waits = response.headers().contains_key("x-ratelimit-retry");
        assert_eq!(waits, status == 429, "only a 429 tells how long to wait");
    }
}

#[tokio::test]
async fn latency_delays_the_answer_and_nothing_else() {
    let bench = Bench::new().await;
    let wait = Duration::from_millis(120);
    bench
        .sandbox
        .faults()
        .set(FaultRule::new(Fault::Latency(wait), Times::Next(1)));
    let before = std::time::Instant::now();
    assert_eq!(
        send(wb(&bench, Method::GET, "/ping")).await.status(),
        200,
        "it is answered"
    );
    assert!(before.elapsed() >= wait, "but not sooner than asked for");
}

#[tokio::test]
async fn the_tape_keeps_exchanges_and_no_secret() {
    let bench = Bench::new().await;
    let id = open_feedback(&bench).await;
    send(wb(&bench, Method::POST, ANSWER).json(&json!({"id": id, "text": "Спасибо!"}))).await;
    let exchanges = bench.sandbox.tape().exchanges();
    assert_eq!(exchanges.len(), 2, "both are recorded");
    let write = &exchanges[1];
    assert_eq!(
        (write.host.as_str(), write.template.as_str()),
        ("feedbacks-api", ANSWER),
        "where"
    );
    assert_eq!((write.method.as_str(), write.status), ("POST", 204), "what");
    assert!(write.request_body.contains("Спасибо!"), "with its body");
    let sent = write
        .request_headers
        .iter()
        .find(|(name, _)| name == "authorization");
    assert_eq!(
        sent.map(|(_, value)| value.as_str()),
        Some(WITHHELD),
        "the key was sent, not kept"
    );
    let all = serde_json::to_string(&exchanges).expect("JSON");
    assert!(
        !all.contains(&bench.key("wildberries", "token")),
        "the key is nowhere on the tape"
    );
}

#[tokio::test]
async fn the_ledger_file_has_each_write_before_its_answer_leaves() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("ledger.jsonl");
    let bench = Bench::with(|options| options.ledger_file = Some(file.clone())).await;
    let id = open_feedback(&bench).await;
    send(wb(&bench, Method::POST, ANSWER).json(&json!({"id": id, "text": "Спасибо!"}))).await;
    let written = Ledger::read(&file).expect("readable");
    assert_eq!(
        written,
        bench.sandbox.ledger().writes(),
        "the file and the memory agree"
    );
    assert_eq!(
        ledger::duplicates(&written),
        [],
        "and can be judged without the sandbox"
    );
}

#[tokio::test]
async fn a_sandbox_on_the_file_of_an_earlier_one_goes_on_in_its_world() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("ledger.jsonl");
    let bench = Bench::with(|options| options.ledger_file = Some(file.clone())).await;
    let id = open_feedback(&bench).await;
    send(wb(&bench, Method::POST, ANSWER).json(&json!({"id": id, "text": "Спасибо!"}))).await;
    bench.pass(60);
    let (told, written) = (bench.sandbox.told(), bench.sandbox.ledger().writes());
    let answers = bench.sandbox.answer_of("wildberries", &id);
    bench.sandbox.stop().await;

    let later = start() + chrono::TimeDelta::days(2);
    let options = Options {
        ledger_file: Some(file),
        ..Options::at(later)
    };
    let again = Sandbox::start(options).await.expect("a free port");
    let known: Vec<_> = again.told();
    assert!(
        told.iter().all(|one| known.contains(one)),
        "what buyers wrote before is still there, under the same identifiers"
    );
    assert!(known.len() > told.len(), "and buyers went on writing");
    assert_eq!(
        again.ledger().writes(),
        written,
        "the ledger begins with what was written before"
    );
    assert_eq!(
        again.answer_of("wildberries", &id),
        answers,
        "what was answered stays answered, under the same number"
    );
}

#[tokio::test]
async fn unknown_venues_hosts_and_methods_are_not_found() {
    let bench = Bench::new().await;
    for path in ["nobody/seller/v1/shops", "uzum/nowhere/v1/shops", ""] {
        assert_eq!(
            send(bench.ask(Method::GET, path)).await.status(),
            404,
            "/{path}"
        );
    }
    let response = send(wb(&bench, Method::DELETE, "/api/v1/feedbacks")).await;
    assert_eq!(response.status(), 404, "no such method at Wildberries");
}

#[tokio::test]
async fn a_taken_port_is_an_error_and_a_stopped_sandbox_frees_it() {
    let bench = Bench::new().await;
    let port = bench.sandbox.address().port();
    let options = Options {
        port,
        ..Options::at(start())
    };
    let taken = crate::Sandbox::start(options.clone())
        .await
        .err()
        .expect("the port is taken");
    assert!(
        taken.to_string().contains(&port.to_string()),
        "the message names the port: {taken}"
    );
    bench.sandbox.stop().await;
    let stopped = CancellationToken::new();
    let ready = |sandbox: &crate::Sandbox| {
        assert_eq!(
            sandbox.address().port(),
            port,
            "the freed port is taken again"
        );
        stopped.cancel();
    };
    serve_until_stopped(options, stopped.clone(), ready)
        .await
        .expect("it starts and ends");
}

#[tokio::test]
async fn accounts_name_every_marketplace_once() {
    let bench = Bench::new().await;
    let accounts = bench.sandbox.accounts();
    let mut names: Vec<&str> = accounts
        .iter()
        .map(|account| account.marketplace.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), accounts.len(), "one account each");
    for account in &accounts {
        assert!(
            account.base.path().ends_with(&account.marketplace),
            "{} has its base",
            account.name
        );
        assert!(!account.fields.is_empty(), "{} has its key", account.name);
    }
    let again = Bench::new().await;
    let (one, other) = (bench.account("wildberries"), again.account("wildberries"));
    assert_eq!(
        one.fields, other.fields,
        "the same seed gives the same keys"
    );
}

#[tokio::test]
async fn a_test_can_find_a_buyers_text_by_its_public_identifier() {
    let bench = Bench::new().await;
    bench.pass(60);
    let told = bench.sandbox.told();
    let hostile = told
        .iter()
        .find(|one| one.marketplace == "wildberries" && !one.is_question && one.tone.is_hostile())
        .expect("a hostile review");
    let one = wb(
        &bench,
        Method::GET,
        &format!("/api/v1/feedback?id={}", hostile.id),
    );
    assert_eq!(
        json(one).await.1["data"]["text"],
        json!(hostile.text),
        "the same words"
    );
}
