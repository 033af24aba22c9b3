use super::*;
use crate::reply::Stop;

#[tokio::test]
async fn an_answer_is_checked_counted_and_priced() {
    let bench = Bench::new().await;
    bench.next(ok(&said(GOOD))).await;
    let reply = bench.complete().await.unwrap();
    let expected = Reply {
        value: json!({ "text": "Rahmat!" }),
        usage: Usage {
            input: 100,
            output: 20,
            cache_read: 1000,
            cache_write: 0,
        },
        stop: Stop::EndTurn,
        model: "claude-haiku-5-5-20261001".to_owned(),
        request_id: Some("req_1".to_owned()),
        cost: ONE_ANSWER,
        repaired: false,
    };
    assert_eq!(
        reply, expected,
        "thinking and unknown blocks are no part of the text"
    );
}

#[tokio::test]
async fn stops_that_still_give_an_answer_are_taken() {
    for (stop, expected) in [
        ("stop_sequence", Stop::StopSequence),
        (
            "a_reason_of_2027",
            Stop::Other("a_reason_of_2027".to_owned()),
        ),
    ] {
        let bench = Bench::new().await;
        bench.next(ok(&stopped(stop, GOOD))).await;
        let reply = bench.complete().await.unwrap();
        assert_eq!(
            reply.stop, expected,
            "an unknown reason with a whole answer is no failure"
        );
    }
}

#[tokio::test]
async fn stops_without_an_answer_are_not_asked_again() {
    for (stop, kind, detail) in [
        ("refusal", Kind::Refused, "cyber"),
        ("max_tokens", Kind::Truncated, "max_tokens"),
        (
            "model_context_window_exceeded",
            Kind::Truncated,
            "model_context_window_exceeded",
        ),
        ("tool_use", Kind::Unexpected, "tool_use without tools"),
        ("pause_turn", Kind::Unexpected, "pause_turn without tools"),
    ] {
        let bench = Bench::new().await;
        let mut message = stopped(stop, "half an ans");
        message["stop_details"] = json!({ "type": "refusal", "category": "cyber" });
        bench.next(ok(&message)).await;
        let error = bench.complete().await.unwrap_err();
        assert_eq!(
            (error.kind, error.detail.as_str()),
            (kind, detail),
            "{stop}"
        );
        assert!(
            !error.temporary,
            "{stop}: the same question gives the same end"
        );
        assert_eq!(
            error.cost(),
            ONE_ANSWER,
            "{stop}: it is billed all the same"
        );
        assert_eq!(bench.bodies().await.len(), 1, "{stop}: asked once");
    }
}

#[tokio::test]
async fn an_answer_of_the_wrong_form_is_repaired_once() {
    let bench = Bench::new().await;
    bench.next(ok(&said(WRONG))).await;
    bench.next(ok(&said(GOOD))).await;
    let reply = bench.complete().await.unwrap();
    assert_eq!(
        reply.value,
        json!({ "text": "Rahmat!" }),
        "the second answer"
    );
    assert!(reply.repaired, "and the journal can say so");
    assert_eq!(
        reply.cost,
        ONE_ANSWER + ONE_ANSWER,
        "both answers are paid for"
    );
    assert_eq!(reply.usage.output, 40, "and counted");

    let bodies = bench.bodies().await;
    assert_eq!(
        bodies[0]["system"], bodies[1]["system"],
        "the system part stays ours alone"
    );
    let turns = bodies[1]["messages"].as_array().unwrap();
    let roles: Vec<_> = turns
        .iter()
        .map(|turn| turn["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        ["user", "assistant", "user"],
        "never a prefill at the end"
    );
    assert_eq!(turns[1]["content"], WRONG, "the model sees what it said");
    let words = turns[2]["content"].as_str().unwrap();
    assert!(
        words.contains("/text"),
        "the place of the mistake is told: {words}"
    );
    assert!(
        !words.contains("HOSTILE"),
        "in our own words alone: {words}"
    );
}

#[tokio::test]
async fn two_answers_of_the_wrong_form_are_the_end() {
    let bench = Bench::new().await;
    bench.next(ok(&said(WRONG))).await;
    bench.next(ok(&said("no JSON at all"))).await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(error.kind, Kind::InvalidAnswer, "{error}");
    assert!(
        error.detail.starts_with("not JSON at line 1"),
        "the last mistake: {error}"
    );
    assert_eq!(error.cost(), ONE_ANSWER + ONE_ANSWER, "both are paid for");
    assert_eq!(bench.bodies().await.len(), 2, "there is no third");
}

#[tokio::test]
async fn too_long_a_text_is_found_here_although_the_api_does_not_check_it() {
    let bench = Bench::new().await;
    let long = json!({ "text": "x".repeat(41) }).to_string();
    bench.next(ok(&said(&long))).await;
    bench.next(ok(&said(GOOD))).await;
    assert!(
        bench.complete().await.unwrap().repaired,
        "maxLength stays in the local schema"
    );
}

#[tokio::test]
async fn an_empty_answer_is_repaired_without_an_empty_turn() {
    let bench = Bench::new().await;
    bench
        .next(ok(
            &json!({ "content": [], "stop_reason": "end_turn", "usage": {} }),
        ))
        .await;
    bench.next(ok(&said(GOOD))).await;
    let reply = bench.complete().await.unwrap();
    let turns = bench.bodies().await[1]["messages"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(turns, 2, "an empty assistant turn is status 400");
    assert_eq!(
        reply.cost, ONE_ANSWER,
        "an answer without figures costs nothing"
    );
}

#[tokio::test]
async fn a_failure_during_the_repair_tells_what_was_spent() {
    let bench = Bench::new().await;
    bench.next(ok(&said(WRONG))).await;
    bench.next(failed(401, "authentication_error")).await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(
        error.kind,
        Kind::Unauthorised,
        "the second exchange's own reason"
    );
    assert_eq!(
        error.cost(),
        ONE_ANSWER,
        "the first answer is not forgotten"
    );
}

#[tokio::test]
async fn limits_are_those_of_the_last_answer() {
    let bench = Bench::new().await;
    let answer = ok(&said(GOOD))
        .insert_header("anthropic-ratelimit-requests-limit", "50")
        .insert_header("anthropic-ratelimit-requests-remaining", "49")
        .insert_header("anthropic-ratelimit-requests-reset", "2026-11-22T10:00:00Z")
        .insert_header("anthropic-ratelimit-output-tokens-remaining", "many");
    bench.next(answer).await;
    bench.complete().await.unwrap();
    let limits = bench.claude.limits();
    assert_eq!(limits.len(), 1, "an unreadable figure is none: {limits:?}");
    assert_eq!(
        (limits[0].name, limits[0].remaining),
        ("requests", Some(49)),
        "as told"
    );
    let reset = limits[0].reset.map(|at| at.to_rfc3339());
    assert_eq!(
        reset.as_deref(),
        Some("2026-11-22T10:00:00+00:00"),
        "in UTC"
    );
}
