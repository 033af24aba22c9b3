use super::*;

#[tokio::test]
async fn a_request_that_could_cost_more_than_its_cap_is_not_sent() {
    let bench = Bench::new().await;
    let estimate = bench.claude.estimate(&request()).unwrap();
    let short = Cost::from_micro_usd(estimate.once.micro_usd() - 1);
    let error = bench
        .claude
        .complete(request().capped(short))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.temporary),
        (Kind::SpendLimit, false),
        "{error}"
    );
    assert!(bench.bodies().await.is_empty(), "nothing was spent");

    bench.next(ok(&said(GOOD))).await;
    let reply = bench
        .claude
        .complete(request().capped(estimate.once))
        .await
        .unwrap();
    assert!(
        reply.cost <= estimate.once,
        "{} of {}",
        reply.cost,
        estimate.once
    );
}

#[tokio::test]
async fn a_repair_that_the_cap_does_not_hold_is_not_made() {
    let bench = Bench::new().await;
    bench.next(ok(&said(WRONG))).await;
    let estimate = bench.claude.estimate(&request()).unwrap();
    let error = bench
        .claude
        .complete(request().capped(estimate.once))
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::InvalidAnswer, "{error}");
    assert_eq!(
        bench.bodies().await.len(),
        1,
        "the cap holds for both answers together"
    );
    assert_eq!(error.cost(), ONE_ANSWER, "and the first is told");
}

#[tokio::test]
async fn the_reserve_holds_a_repair() {
    let bench = Bench::new().await;
    bench.next(ok(&said(WRONG))).await;
    bench.next(ok(&said(GOOD))).await;
    let estimate = bench.claude.estimate(&request()).unwrap();
    let reply = bench
        .claude
        .complete(request().capped(estimate.reserve))
        .await
        .unwrap();
    assert!(
        reply.repaired && reply.cost <= estimate.reserve,
        "{reply:?}"
    );
}

#[tokio::test]
async fn a_model_without_a_price_is_never_asked() {
    let bench = Bench::new().await;
    let mut settings = settings(&bench.server.uri());
    settings.model = "claude-unpriced-9".to_owned();
    let (claude, _) = client(settings);
    let error = claude.complete(request()).await.unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest, "{error}");
    assert!(
        error.detail.contains("claude-unpriced-9"),
        "settings can say which: {error}"
    );
    assert!(
        claude.estimate(&request()).is_err(),
        "nor can it be reserved"
    );
    assert!(
        bench.bodies().await.is_empty(),
        "no spending that nobody counts"
    );
}

#[tokio::test]
async fn an_answer_that_would_need_streaming_is_refused_here() {
    let bench = Bench::new().await;
    for max_tokens in [0, MAX_TOKENS_UNSTREAMED + 1] {
        let error = bench
            .claude
            .complete(Request {
                max_tokens,
                ..request()
            })
            .await
            .unwrap_err();
        assert_eq!(error.kind, Kind::BadRequest, "{max_tokens}: {error}");
    }
    assert!(bench.bodies().await.is_empty(), "nothing was sent");
}

/// Half an answer: the headers promise more than comes.
async fn half_answers(calls: usize) -> (String, tokio::task::JoinHandle<usize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut done = 0;
        while done < calls {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut heard = vec![0; 64 * 1024];
            let _ = stream.read(&mut heard).await;
            let half = b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n{\"id\":";
            let _ = stream.write_all(half).await;
            done += 1;
        }
        done
    });
    (base, served)
}

#[tokio::test]
async fn an_attempt_that_nobody_saw_the_end_of_counts_as_the_most_it_can_cost() {
    let (base, served) = half_answers(3).await;
    let (claude, _) = client(settings(&base));
    let estimate = claude.estimate(&request()).unwrap();
    let error = claude.complete(request()).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unreachable, "{error}");
    assert_eq!(served.await.unwrap(), 3, "one call and two retries");
    assert_eq!(
        error.cost(),
        estimate.once.by(3),
        "each of them may have been billed"
    );
}

#[tokio::test]
async fn lost_attempts_stay_within_the_cap() {
    let (base, served) = half_answers(1).await;
    let (claude, _) = client(settings(&base));
    let estimate = claude.estimate(&request()).unwrap();
    let error = claude
        .complete(request().capped(estimate.once))
        .await
        .unwrap_err();
    assert_eq!(served.await.unwrap(), 1, "a second try could pass the cap");
    assert_eq!(error.cost(), estimate.once, "{error}");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_counts_and_a_refused_request_does_not() {
    let bench = Bench::new().await;
    let page = ResponseTemplate::new(200).set_body_string("<html>");
    bench.next(page).await;
    let estimate = bench.claude.estimate(&request()).unwrap();
    let error = bench.complete().await.unwrap_err();
    assert_eq!(error.cost(), estimate.once, "somebody answered: {error}");
    bench.next(failed(401, "authentication_error")).await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(error.cost(), Cost::ZERO, "nothing was done: {error}");
}

#[tokio::test]
async fn a_repair_that_is_refused_leaves_the_first_answer_on_the_bill() {
    let bench = Bench::new().await;
    bench.next(ok(&said(WRONG))).await;
    bench
        .next(failed(429, "rate_limit_error").insert_header("retry-after", "600"))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(error.kind, Kind::RateLimited, "{error}");
    assert_eq!(error.cost(), ONE_ANSWER, "the first was billed");
}
