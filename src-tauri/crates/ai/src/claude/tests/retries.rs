use super::*;

#[tokio::test]
async fn what_the_server_asks_is_waited_for_and_then_asked_again() {
    let bench = Bench::new().await;
    bench
        .next(failed(429, "rate_limit_error").insert_header("retry-after", "7"))
        .await;
    bench
        .next(failed(529, "overloaded_error").insert_header("retry-after-ms", "1500"))
        .await;
    bench.next(ok(&said(GOOD))).await;
    bench.complete().await.unwrap();
    let told = [Duration::from_secs(7), Duration::from_millis(1500)];
    assert_eq!(bench.waits(), told, "both forms are obeyed");
}

#[tokio::test]
async fn without_a_word_the_waits_grow() {
    let bench = Bench::new().await;
    for _ in 0..3 {
        bench.next(failed(500, "api_error")).await;
    }
    bench.complete().await.unwrap_err();
    let waits = bench.waits();
    assert_eq!(waits.len(), 2, "two retries");
    let within = |wait: Duration, whole| (whole * 3 / 4..=whole).contains(&wait.as_millis());
    assert!(within(waits[0], 500) && within(waits[1], 1000), "{waits:?}");
}

#[tokio::test]
async fn a_long_pause_is_left_to_the_queue() {
    let bench = Bench::new().await;
    bench
        .next(failed(429, "rate_limit_error").insert_header("retry-after", "600"))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(
        error.retry_after,
        Some(Duration::from_secs(600)),
        "the queue snoozes by this"
    );
    assert!(error.temporary, "it passes");
    assert!(bench.waits().is_empty(), "no worker sleeps ten minutes");
}

#[tokio::test]
async fn the_servers_no_is_obeyed() {
    let bench = Bench::new().await;
    bench
        .next(failed(529, "overloaded_error").insert_header("x-should-retry", "false"))
        .await;
    let error = bench.complete().await.unwrap_err();
    assert_eq!(error.kind, Kind::Overloaded, "{error}");
    assert_eq!(bench.bodies().await.len(), 1, "asked once");
}

#[tokio::test]
async fn a_broken_connection_is_tried_again() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = tokio::spawn(async move {
        let mut calls = 0;
        while calls < 3 {
            let (stream, _) = listener.accept().await.unwrap();
            drop(stream);
            calls += 1;
        }
        calls
    });
    let (claude, waits) = client(settings(&format!("http://127.0.0.1:{port}")));
    let error = claude.complete(request()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.temporary),
        (Kind::Unreachable, true),
        "{error}"
    );
    assert_eq!(served.await.unwrap(), 3, "one call and two retries");
    assert_eq!(waits.lock().unwrap().len(), 2, "with a pause before each");
}

#[tokio::test]
async fn the_same_body_is_sent_each_time() {
    let bench = Bench::new().await;
    bench.next(failed(500, "api_error")).await;
    bench.next(ok(&said(GOOD))).await;
    bench.complete().await.unwrap();
    let bodies = bench.bodies().await;
    assert_eq!(bodies[0], bodies[1], "a retry is the same question");
}

#[tokio::test(start_paused = true)]
async fn the_usual_pause_is_tokios_own_sleep() {
    let retry = super::super::retry::Retry::new(2, 0);
    let before = tokio::time::Instant::now();
    (retry.pause)(Duration::from_secs(3)).await;
    assert_eq!(
        before.elapsed(),
        Duration::from_secs(3),
        "and needs no real time in a test"
    );
}
