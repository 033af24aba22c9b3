//! The whole story in one process: four shops are read, reviews and questions are answered, what
//! a person must decide waits, what was decided is sent and can be taken back; and everything that
//! went over the wire keeps to the official descriptions.

use std::collections::BTreeMap;

use api::view::activity::{ActivityDetail, ActivityPage, Outcome, UndoState};
use api::view::alert::Alert;
use api::view::answer::{AnswerDetail, AnswerState, AnswersPage};
use api::view::session::Session;
use api::view::shop::{CellState, Shop};
use contracts::Report;
use journeys::stage::world;
use journeys::{Stage, hand, proof};
use serde_json::json;
use store::Store;

/// Fewest of everything that a shop must have before the story has been told.
const FEWEST: i64 = 1;

/// Figures of one marketplace.
type Figures = BTreeMap<String, i64>;

#[tokio::test(flavor = "multi_thread")]
async fn a_day_on_four_marketplaces() {
    let stage = Stage::open(world(1, 240.0)).await;
    let store = stage.store().await;
    stage
        .until("the story is told", || missing(&stage, &store))
        .await;
    decide_and_undo(&stage).await;
    stage.calm().await;

    let compared = proof::exactly_once(&store, &stage.sandbox.ledger().writes()).await;
    let session: Session = stage.partner("session_get", json!({})).await;
    assert!(session.demo, "nobody can take this for a real shop");
    let figures = figures(&store).await;
    store.close().await.expect("the viewer closes");
    let (sandbox, _home) = stage.close().await;
    let report = Report::of(&hand::tape(&sandbox));
    println!("{figures:#?}\n{compared:?}\n{report}");
    assert!(
        report.failures.is_empty(),
        "every exchange keeps to its description: {report}"
    );
    let spoke = |name: &str| report.operations.keys().any(|key| key.starts_with(name));
    for name in ["uzum", "wildberries", "yandex", "ozon", "anthropic"] {
        assert!(
            spoke(name),
            "{name} was asked, else its description proves nothing"
        );
    }
    assert!(!report.operations.contains_key("not described"), "{report}");
}

/// What the story still lacks, in words.
async fn missing(stage: &Stage, store: &Store) -> Vec<String> {
    let mut missing = Vec::new();
    let shops: Vec<Shop> = stage.partner("shops_list", json!({})).await;
    let all = figures(store).await;
    for shop in &shops {
        let offers = |name: &str| {
            let found = shop.capabilities.iter().find(|row| row.capability == name);
            found.is_some_and(|row| row.read.state != CellState::NotOffered)
        };
        let mut wanted = vec!["products", "stock", "orders"];
        if offers("reviews") {
            wanted.extend(["reviews", "reviews_answered"]);
        }
        if offers("questions") {
            wanted.push("questions_answered");
        }
        for name in wanted {
            let key = format!("{} {name}", shop.marketplace);
            if all.get(&key).copied().unwrap_or(0) < FEWEST {
                missing.push(key);
            }
        }
        if let Some(problem) = &shop.problem {
            missing.push(format!("{}: {problem:?}", shop.marketplace));
        }
    }
    if shops.len() != 4 {
        missing.push(format!("four shops, not {}", shops.len()));
    }
    if waiting(stage).await.is_empty() {
        missing.push("an answer that waits for a person".to_owned());
    }
    let refused = acts(stage, "refused_answer").await;
    if !refused
        .iter()
        .any(|act| act.why.iter().any(|why| why.contains("injection")))
    {
        missing.push(format!(
            "a refused injection among {} refusals",
            refused.len()
        ));
    }
    let alerts: Vec<Alert> = stage.partner("alerts_list", json!({})).await;
    if alerts.is_empty() {
        missing.push("an alert".to_owned());
    }
    missing
}

async fn figures(store: &Store) -> Figures {
    let sql = "SELECT a.marketplace || ' products', count(*) FROM listings l JOIN accounts a ON a.id = l.account_id GROUP BY 1
         UNION ALL SELECT a.marketplace || ' stock', count(*) FROM stock s JOIN accounts a ON a.id = s.account_id GROUP BY 1
         UNION ALL SELECT a.marketplace || ' orders', count(*) FROM orders o JOIN accounts a ON a.id = o.account_id GROUP BY 1
         UNION ALL SELECT a.marketplace || ' reviews', count(*) FROM reviews r JOIN accounts a ON a.id = r.account_id GROUP BY 1
         UNION ALL SELECT a.marketplace || ' questions', count(*) FROM questions q JOIN accounts a ON a.id = q.account_id GROUP BY 1
         UNION ALL SELECT a.marketplace || ' ' || CASE WHEN e.key LIKE '%:question:%' THEN 'questions' ELSE 'reviews' END || '_answered', count(*)
             FROM effects e JOIN accounts a ON a.id = e.account_id WHERE e.kind = 'answer' AND e.state = 'done' GROUP BY 1";
    let mut conn = store.read().await.expect("a reader");
    let rows: Vec<(String, i64)> = sqlx::query_as(sql)
        .fetch_all(&mut *conn)
        .await
        .expect("figures can be counted");
    rows.into_iter().collect()
}

/// Details of the waiting reviews.
async fn waiting(stage: &Stage) -> Vec<AnswerDetail> {
    let query = json!({ "kind": "review", "queue": "waiting", "account": null, "rating": null,
        "search": null, "after": null, "limit": 50 });
    let page: AnswersPage = stage.partner("answers_list", query).await;
    let mut details = Vec::new();
    for row in page.rows {
        let args = json!({ "kind": "review", "id": row.id });
        details.push(stage.partner("answer_get", args).await);
    }
    details
}

async fn acts(stage: &Stage, act: &str) -> Vec<ActivityDetail> {
    let query = json!({ "account": null, "act": act, "outcome": null, "undoable": false,
        "search": null, "after": null, "limit": 100 });
    let page: ActivityPage = stage.partner("activity_list", query).await;
    let mut details = Vec::new();
    for row in page.rows {
        details.push(stage.partner("activity_get", json!({ "id": row.id })).await);
    }
    details
}

/// A partner approves what waits; it is sent and verified; where the marketplace lets it be
/// deleted it is taken back and is gone there.
async fn decide_and_undo(stage: &Stage) {
    let deletable = |detail: &AnswerDetail| detail.undo_note.as_deref() == Some("delete");
    stage
        .until("an answer waits where it can be deleted", || async {
            match waiting(stage).await.iter().any(deletable) {
                true => Vec::new(),
                false => vec!["such an answer".to_owned()],
            }
        })
        .await;
    let detail = waiting(stage).await.into_iter().find(deletable);
    let detail = detail.expect("it was just there");
    assert!(detail.can.approve, "what waits can be approved");
    let draft = detail.draft.expect("what waits has a draft");
    let approved: AnswerDetail = stage
        .partner("answer_approve", json!({ "draft": draft.id, "text": null }))
        .await;
    assert_eq!(
        approved.row.state,
        AnswerState::Scheduled,
        "it leaves after the delay"
    );
    let (kind, id) = (approved.row.kind, approved.row.id);
    let get = || stage.partner::<AnswerDetail>("answer_get", json!({ "kind": kind, "id": id }));
    stage
        .until("the approved answer is sent", || async {
            match get().await.row.state {
                AnswerState::Sent => Vec::new(),
                state => vec![format!("{state:?}")],
            }
        })
        .await;
    let sent = get().await;
    assert_eq!(
        sent.review.published_answer.as_deref().map(str::trim),
        Some(draft.text.trim()),
        "the marketplace shows what was approved"
    );
    let acts = acts(stage, "answered_review").await;
    let act = acts
        .into_iter()
        .find(|act| act.after.as_deref() == Some(draft.text.as_str()));
    let act = act.expect("the journal tells of it");
    assert!(
        matches!(act.row.outcome, Outcome::Verified | Outcome::Sent),
        "it was read back: shown, or with the marketplace's moderators: {act:#?}"
    );
    assert_eq!(act.now.matches, Some(true), "and is the same text");
    assert_eq!(act.row.undo, UndoState::Possible, "it can be deleted");
    let undone: ActivityDetail = stage
        .partner("activity_undo", json!({ "id": act.row.id, "text": null }))
        .await;
    assert_eq!(undone.row.undo, UndoState::Done, "it was taken back, once");
    let after = get().await;
    assert_eq!(
        after.review.published_answer, None,
        "nothing is shown any more"
    );
    let last = stage.sandbox.ledger().writes();
    let last = last.iter().rfind(|write| write.act == sandbox::Act::Delete);
    assert!(last.is_some(), "the marketplace was asked to delete it");
}
