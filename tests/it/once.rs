//! Exactly once where it is hard: answers that are shown late, committed after their client gave
//! up, refused by moderators or overtaken by somebody else; buyers who change their words; a
//! network that is gone for an hour.

use std::time::Duration;

use api::view::answer::{AnswerDetail, AnswerState};
use http::StatusCode;
use journeys::stage::{Stage, world};
use journeys::{proof, settled};
use sandbox::{Act, Fault, FaultRule, Sandbox, Times};
use serde_json::{Value, json};

/// World seconds per second.
const SPEED: f64 = 240.0;

/// Longer than a journey: the feeds see a change before anything leaves.
const A_DAY: u32 = 24 * 60 * 60;

/// A review in the store.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: i64,
    marketplace: String,
    target: String,
    rating: i64,
    /// Unix milliseconds.
    created_at: i64,
    state: String,
    shown: Option<String>,
}

async fn reviews(stage: &Stage) -> Vec<Row> {
    let sql =
        "SELECT r.id, a.marketplace, r.external_id AS target, r.rating, r.created_at, r.state,
         r.answer_text AS shown
         FROM reviews r JOIN accounts a ON a.id = r.account_id ORDER BY r.created_at DESC";
    let store = stage.store().await;
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_as(sql).fetch_all(&mut *conn).await;
    drop(conn);
    store.close().await.expect("the viewer closes");
    rows.expect("reviews can be read")
}

/// One cell of the store, as text.
async fn cell(stage: &Stage, sql: &'static str, about: &str) -> Option<String> {
    let store = stage.store().await;
    let mut conn = store.read().await.expect("a reader");
    let found = sqlx::query_scalar(sql)
        .bind(about)
        .fetch_optional(&mut *conn)
        .await;
    drop(conn);
    store.close().await.expect("the viewer closes");
    found.expect("the store can be asked")
}

/// Waits until a review is as it is wanted, and gives it.
async fn one(stage: &Stage, what: &str, wanted: impl Fn(&Row) -> bool) -> Row {
    stage
        .until(what, || async {
            match reviews(stage).await.iter().any(&wanted) {
                true => Vec::new(),
                false => vec!["no such review".to_owned()],
            }
        })
        .await;
    let mut rows = reviews(stage).await.into_iter();
    rows.find(wanted).expect("it was just there")
}

async fn detail(stage: &Stage, id: i64) -> AnswerDetail {
    let args = json!({ "kind": "review", "id": id });
    stage.partner("answer_get", args).await
}

async fn in_state(stage: &Stage, id: i64, wanted: AnswerState) -> AnswerDetail {
    stage
        .until("the review gets there", || async {
            match detail(stage, id).await.row.state {
                state if state == wanted => Vec::new(),
                state => vec![format!("{state:?}, not {wanted:?}")],
            }
        })
        .await;
    detail(stage, id).await
}

/// Wildberries' reviews of the last day are read in every round, older ones once a day: a journey
/// would not see what their buyers change.
fn is_read_each_round(stage: &Stage, row: &Row) -> bool {
    let now = stage.sandbox.clock().now().timestamp_millis();
    now - row.created_at < 20 * 60 * 60 * 1000
}

fn written(stage: &Stage, target: &str) -> Vec<String> {
    let writes = stage.sandbox.ledger().writes();
    let of = |write: &sandbox::Write| {
        write.target == target && write.act != Act::Mark && write.outcome.is_applied()
    };
    let texts = writes.into_iter().filter(of).map(|write| write.text);
    texts.collect()
}

async fn delay(stage: &Stage, seconds: u32) {
    let change = json!({ "delay_seconds": seconds });
    let _: Value = stage.owner("settings_set", change).await;
}

/// What is accepted and shown a quarter of an hour later is never sent again, nor is what arrives
/// a minute after its client gave up, nor what is there although the marketplace said 502.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_or_committed_late_is_written_once() {
    let sandbox = Sandbox::start(world(11, SPEED)).await.expect("a sandbox");
    let late = Fault::ShowLate(Duration::from_secs(15 * 60));
    let gone = Fault::CommitLate(Duration::from_secs(60));
    let failed = Fault::FailAfter(StatusCode::BAD_GATEWAY);
    for (path, fault, chance) in [
        ("/v1/review/comment/create", &late, 1.0),
        ("/api/v1/feedbacks/answer", &late, 1.0),
        ("/v1/question/answer/create", &gone, 0.7),
        ("/api/v1/questions", &gone, 0.7),
        (
            "/v2/businesses/{businessId}/goods-feedback/comments/update",
            &failed,
            0.7,
        ),
        (
            "/v1/businesses/{businessId}/goods-questions/update",
            &late,
            1.0,
        ),
    ] {
        let rule = FaultRule::new(fault.clone(), Times::Chance(chance));
        sandbox.faults().set(rule.on(path));
    }
    let stage = Stage::on(sandbox).await;
    stage
        .until("answers are sent, and shown late", || async {
            match stage.taken() {
                enough if enough >= 12 => Vec::new(),
                few => vec![format!("{few} of 12")],
            }
        })
        .await;
    let struck = stage.sandbox.faults().struck();
    assert!(
        struck >= 6,
        "{struck} faults struck, else this proves little"
    );
    stage.sandbox.faults().clear();
    let compared = proof::agreement(&stage).await;
    println!("{struck} faults, {compared:?}");
    stage.close().await;
}

/// Thanks that wait out their delay are not sent to a buyer who by then threatens to sue.
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_changed_a_review_is_not_thanked_for_the_old_one() {
    let stage = Stage::open(world(12, SPEED)).await;
    delay(&stage, A_DAY).await;
    let row = one(&stage, "thanks wait out their delay", |row| {
        row.state == "scheduled" && row.rating == 5 && row.marketplace == "wildberries"
    })
    .await;
    let words = "Сильная аллергия после первого же дня, подаю на вас в суд";
    assert!(
        stage
            .sandbox
            .rewrite_review(&row.marketplace, &row.target, 1, words),
        "the buyer changes the review"
    );
    let asked = in_state(&stage, row.id, AnswerState::Waiting).await;
    assert_eq!(asked.row.rating, Some(1), "it is one star now");
    let reasons = asked.draft.expect("a draft").verdict.reasons;
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert!(
        codes.contains(&"low_rating"),
        "the new text was judged, and a person decides: {codes:?}"
    );
    assert!(written(&stage, &row.target).is_empty(), "nothing has left");
    stage.close().await;
}

/// What a person approved for other words is shown to them again.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_approved_is_asked_again_when_the_buyer_changes_the_review() {
    let stage = Stage::open(world(13, SPEED)).await;
    let row = one(&stage, "a review waits for a person", |row| {
        let calm = row.state == "waiting" && row.rating <= 3 && row.marketplace == "wildberries";
        calm && is_read_each_round(&stage, row)
    })
    .await;
    delay(&stage, A_DAY).await;
    let draft = detail(&stage, row.id).await.draft.expect("a draft");
    let args = json!({ "draft": draft.id, "text": null });
    let approved: AnswerDetail = stage.partner("answer_approve", args).await;
    assert_eq!(approved.row.state, AnswerState::Scheduled, "it will leave");
    assert!(
        stage
            .sandbox
            .rewrite_review(&row.marketplace, &row.target, 2, "Уже получше, но всё же"),
        "the buyer changes the review"
    );
    let asked = in_state(&stage, row.id, AnswerState::Waiting).await;
    let draft = asked.draft.expect("the draft lies there");
    let codes: Vec<&str> = draft
        .verdict
        .reasons
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert!(
        codes.contains(&"buyer_changed"),
        "and why is said: {codes:?}"
    );
    assert!(written(&stage, &row.target).is_empty(), "nothing has left");
    delay(&stage, 0).await;
    let args = json!({ "draft": draft.id, "text": null });
    let _: AnswerDetail = stage.partner("answer_approve", args).await;
    in_state(&stage, row.id, AnswerState::Sent).await;
    assert_eq!(written(&stage, &row.target), [draft.text], "it left once");
    stage.close().await;
}

/// A level that the owner lowers counts for what is on its way, too.
#[tokio::test(flavor = "multi_thread")]
async fn what_may_no_longer_leave_by_itself_stays() {
    let stage = Stage::open(world(14, SPEED)).await;
    delay(&stage, 20 * 60).await;
    let row = one(&stage, "thanks wait out their delay", |row| {
        row.state == "scheduled"
    })
    .await;
    let ask = |rating| json!({ "skill": "answer_review", "rating": rating, "level": "ask", "locked": false });
    let rows: Vec<Value> = (1..=5).map(ask).collect();
    let _: Value = stage
        .owner("settings_set", json!({ "autonomy": rows }))
        .await;
    in_state(&stage, row.id, AnswerState::Waiting).await;
    assert!(
        written(&stage, &row.target).is_empty(),
        "a person decides now"
    );
    stage.close().await;
}

/// An answer that moderators refuse is told, mended and sent; buyers see the better one. At Ozon
/// it is refused before it is shown, and another one is written; at Wildberries afterwards, and it
/// is changed.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_moderators_refused_can_be_mended() {
    let sandbox = Sandbox::start(world(15, SPEED)).await.expect("a sandbox");
    let late = Fault::ShowLate(Duration::from_secs(15 * 60));
    let late = FaultRule::new(late, Times::Always).on("/v1/review/comment/create");
    sandbox.faults().set(late);
    let stage = Stage::on(sandbox).await;
    delay(&stage, 0).await;
    for (marketplace, state) in [("ozon", "sending"), ("wildberries", "sent")] {
        let row = one(&stage, "an answer to a review has left", |row| {
            row.marketplace == marketplace
                && row.state == state
                && !written(&stage, &row.target).is_empty()
        })
        .await;
        assert!(
            stage.sandbox.refuse_answer(marketplace, &row.target),
            "moderators refuse it"
        );
        let refused = in_state(&stage, row.id, AnswerState::Refused).await;
        let alert = format!("refused:review:{}", row.id);
        let told = "SELECT title_key || ' ' || state FROM alerts WHERE cause = ?";
        assert_eq!(
            cell(&stage, told, &alert).await.as_deref(),
            Some("alert.answer_refused open"),
            "{marketplace}: the seller is told"
        );
        assert!(refused.can.edit, "it can be mended");
        let old = refused.draft.expect("the draft lies there");
        let better = format!("{} — спасибо.", old.text.trim_end_matches(['.', '!']));
        let args = json!({ "draft": old.id, "text": better });
        let _: AnswerDetail = stage.partner("answer_approve", args).await;
        let sent = in_state(&stage, row.id, AnswerState::Sent).await;
        assert_eq!(
            sent.review.published_answer.as_deref().map(str::trim),
            Some(better.trim()),
            "{marketplace} shows the better answer"
        );
        let texts = written(&stage, &row.target);
        assert_eq!(
            texts,
            [old.text, better],
            "{marketplace}: two writes, no more"
        );
        assert_eq!(
            cell(&stage, told, &alert).await.as_deref(),
            Some("alert.answer_refused cleared"),
            "{marketplace}: the alert is over"
        );
    }
    stage.close().await;
}

/// An answer whose request was lost and in whose place somebody else answered is not called ours.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_answer_is_not_taken_for_ours() {
    let sandbox = Sandbox::start(world(16, SPEED)).await.expect("a sandbox");
    let lost = FaultRule::new(Fault::Reset, Times::Always).by("POST");
    sandbox.faults().set(lost.on("/api/v1/feedbacks/answer"));
    let stage = Stage::on(sandbox).await;
    let row = one(&stage, "nobody knows of an answer", |row| {
        row.marketplace == "wildberries" && row.state == "unknown"
    })
    .await;
    let theirs = "Здравствуйте, ответила Мадина из поддержки";
    assert!(
        stage
            .sandbox
            .answer_in_cabinet("wildberries", &row.target, theirs),
        "somebody answers in the cabinet"
    );
    in_state(&stage, row.id, AnswerState::Sent).await;
    let outcome = cell(
        &stage,
        "SELECT outcome || ' ' || why FROM activity WHERE act = 'answered_review' AND subject_id = ? ORDER BY id DESC LIMIT 1",
        &row.id.to_string(),
    ).await;
    assert_eq!(
        outcome.as_deref(),
        Some(r#"noted ["answered_elsewhere"]"#),
        "the journal does not call it ours"
    );
    let effect = cell(
        &stage,
        "SELECT state FROM effects WHERE key LIKE 'answer:%:' || ?",
        &row.target,
    )
    .await;
    assert_eq!(effect.as_deref(), Some("failed"), "ours is not there");
    let mut shown = reviews(&stage).await.into_iter();
    let shown = shown.find(|one| one.id == row.id).and_then(|one| one.shown);
    assert_eq!(shown.as_deref(), Some(theirs), "theirs is");
    stage.close().await;
}

/// A network that is gone for an hour, marketplaces and AI alike, costs no answer.
#[tokio::test(flavor = "multi_thread")]
async fn an_hour_without_a_network_loses_nothing() {
    let stage = Stage::open(world(17, SPEED)).await;
    delay(&stage, 5 * 60).await;
    one(&stage, "an answer waits to leave", |row| {
        row.state == "scheduled"
    })
    .await;
    let clock = stage.sandbox.clock();
    stage
        .sandbox
        .faults()
        .set(FaultRule::new(Fault::Reset, Times::Always));
    let back = clock.now() + chrono::TimeDelta::hours(1);
    while clock.now() < back {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    stage.sandbox.faults().clear();
    settled::everything(&stage).await;
    stage.calm().await;
    let failed: Vec<Row> = reviews(&stage)
        .await
        .into_iter()
        .filter(|row| row.state == "failed")
        .collect();
    assert!(failed.is_empty(), "given up: {failed:#?}");
    let store = stage.store().await;
    let compared = proof::exactly_once(&store, &stage.sandbox.ledger().writes()).await;
    println!("{compared:?}");
    store.close().await.expect("the viewer closes");
    stage.close().await;
}
