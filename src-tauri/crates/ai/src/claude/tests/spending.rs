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
