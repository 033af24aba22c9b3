use domain::approved::Content;
use domain::{Answer, Approved, Decision, Verdict};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::fixture::{self, start};
use crate::{Store, approval, verdict};

fn answer(account: AccountId, text: &str) -> Answer {
    Answer {
        account,
        kind: domain::SubjectKind::Review,
        target: "r1".into(),
        listing: None,
        replaces: None,
        text: text.to_owned(),
    }
}

async fn judged(store: &Store, content: &Answer, decision: Decision) -> domain::StoredVerdict {
    let digest = content.digest();
    let said = Verdict {
        decision,
        reasons: Vec::new(),
        rules: Vec::new(),
        pack: "wildberries".to_owned(),
        pack_date: "2026-11-03".to_owned(),
    };
    let stored = store.write(move |tx| {
        Box::pin(async move { verdict::add(tx, None, &digest, &said, start()).await })
    });
    stored.await.map_err(|error: StoreError| error).unwrap()
}

fn wanted(account: AccountId, verdict: VerdictId, hash: &str) -> NewEffect {
    NewEffect {
        key: "answer:1:review:r1".to_owned(),
        account,
        kind: "answer".to_owned(),
        request_hash: hash.to_owned(),
        request: json!({"text": "Rahmat"}),
        verdict,
        approval: None,
    }
}

async fn intended(store: &Store, new: NewEffect) -> Result<Effect, StoreError> {
    store
        .write(move |tx| Box::pin(async move { intend(tx, &new, start()).await }))
        .await
}

#[tokio::test]
async fn a_stored_verdict_allows_exactly_its_content() {
    let (_dir, store, _, account) = fixture::shop().await;
    let content = answer(account, "Rahmat");
    let stored = judged(&store, &content, Decision::Send).await;
    let row = verdict::get(&mut store.read().await.unwrap(), stored.id())
        .await
        .unwrap();
    assert_eq!(row.stored, stored, "read as written");
    assert!(
        Approved::by_rules(content, &row.stored).is_ok(),
        "the content that was judged"
    );
    let swapped = Approved::by_rules(answer(account, "+998"), &row.stored);
    assert!(swapped.is_err(), "another content");
}

#[tokio::test]
async fn no_effect_without_a_verdict_that_does_not_refuse() {
    let (_dir, store, _, account) = fixture::shop().await;
    let invented = intended(&store, wanted(account, VerdictId(99), "h")).await;
    assert!(invented.is_err(), "no such verdict");
    let refusing = judged(&store, &answer(account, "bad"), Decision::Refuse).await;
    let refused = intended(&store, wanted(account, refusing.id(), "h")).await;
    assert!(refused.is_err(), "the verdict refuses");
}

#[tokio::test]
async fn a_verdict_that_asks_needs_a_persons_yes_about_it() {
    let (_dir, store, _, account) = fixture::shop().await;
    let asking = judged(&store, &answer(account, "Rahmat"), Decision::Ask).await;
    let other = judged(&store, &answer(account, "Salom"), Decision::Ask).await;
    let nobody = intended(&store, wanted(account, asking.id(), "h")).await;
    assert!(nobody.is_err(), "nobody said yes");
    let (pending, yes) = asked(&store, account, asking.id()).await;
    let with = |approval, verdict| NewEffect {
        approval: Some(approval),
        ..wanted(account, verdict, "h")
    };
    let open = intended(&store, with(pending, asking.id())).await;
    assert!(open.is_err(), "a question is no yes");
    let foreign = intended(&store, with(yes, other.id())).await;
    assert!(foreign.is_err(), "the yes is about another verdict");
    let allowed = intended(&store, with(yes, asking.id())).await;
    assert!(allowed.is_ok(), "a person said yes to this one");
    let swapped = with(yes, other.id());
    let swapped: Result<(), StoreError> = store
        .write(move |tx| Box::pin(async move { replace_intent(tx, &swapped, start()).await }))
        .await;
    assert!(swapped.is_err(), "nor does another wish take its place");
}

/// A question that is open, and one that was answered with yes.
async fn asked(store: &Store, account: AccountId, verdict: VerdictId) -> (ApprovalId, ApprovalId) {
    let text = |text: &str| crate::draft::NewDraft {
        account,
        kind: domain::SubjectKind::Review,
        subject: 1,
        text: text.to_owned(),
        source: crate::draft::Source::Template,
        model: None,
        language: domain::Language::Russian,
        confidence: None,
        cost_micros: None,
        spans: Vec::new(),
        facts: Vec::new(),
        heard: String::new(),
    };
    let (one, two) = (text("one"), text("two"));
    let both = store.write(move |tx| {
        Box::pin(async move {
            let open = crate::draft::add(tx, &one, start()).await?;
            let open = approval::ask(tx, (account, open, verdict), None, None, start()).await?;
            let yes = crate::draft::add(tx, &two, start()).await?;
            let yes = approval::ask(tx, (account, yes, verdict), None, None, start()).await?;
            let state = approval::ApprovalState::Approved;
            approval::decide(tx, yes, state, "owner", None, start()).await?;
            Ok::<_, StoreError>((open, yes))
        })
    });
    both.await.unwrap()
}

#[tokio::test]
async fn a_key_stands_for_one_request() {
    let (_dir, store, _, account) = fixture::shop().await;
    let verdict = judged(&store, &answer(account, "Rahmat"), Decision::Send)
        .await
        .id();
    let first = intended(&store, wanted(account, verdict, "h"))
        .await
        .unwrap();
    let again = intended(&store, wanted(account, verdict, "h"))
        .await
        .unwrap();
    assert_eq!(first, again, "the same wish is the same row");
    let other = intended(&store, wanted(account, verdict, "other")).await;
    assert!(
        matches!(other, Err(StoreError::EffectConflict { .. })),
        "another request is refused"
    );
}

#[rstest]
#[case(&["sent", "done"], true)]
#[case(&["sent", "unknown", "done"], true)]
#[case(&["sent", "unknown", "rearm", "sent", "done"], true)]
#[case(&["sent", "rearm", "fail"], true)]
#[case(&["sent", "fail", "rearm", "sent", "done"], true)]
#[case(&["sent", "accepted", "done"], true)]
#[case(&["sent", "accepted", "unseen", "unseen", "done"], true)]
#[case(&["sent", "accepted", "fail"], true)]
#[case(&["sent", "unknown", "unseen", "rearm", "done"], true)]
#[case(&["sent", "accepted", "rearm"], false)]
#[case(&["sent", "accepted", "unknown", "rearm"], false)]
#[case(&["sent", "accepted", "sent"], false)]
#[case(&["accepted"], false)]
#[case(&["sent", "unseen"], false)]
#[case(&["done"], false)]
#[case(&["unknown"], false)]
#[case(&["sent", "sent"], false)]
#[case(&["sent", "done", "sent"], false)]
#[case(&["sent", "done", "rearm"], false)]
#[case(&["sent", "done", "fail"], false)]
#[tokio::test]
async fn only_these_ways_lead_on(#[case] way: &'static [&'static str], #[case] allowed: bool) {
    let (_dir, store, _, account) = fixture::shop().await;
    let verdict = judged(&store, &answer(account, "Rahmat"), Decision::Send)
        .await
        .id();
    let id = intended(&store, wanted(account, verdict, "h"))
        .await
        .unwrap()
        .id;
    let walked: Result<(), StoreError> = store
        .write(move |tx| {
            Box::pin(async move {
                for step in way {
                    match *step {
                        "sent" => set_sent(tx, id, start()).await?,
                        "accepted" => set_accepted(tx, id, &json!({"answer": 1}), start()).await?,
                        "unseen" => not_seen(tx, id, start()).await?,
                        "unknown" => set_unknown(tx, id, None, start()).await?,
                        "done" => set_done(tx, id, &json!({"id": 1}), start()).await?,
                        "rearm" => rearm(tx, id, None, start()).await?,
                        _ => set_failed(tx, id, &json!({"code": "x"}), start()).await?,
                    }
                }
                Ok(())
            })
        })
        .await;
    assert_eq!(walked.is_ok(), allowed, "{way:?}");
    if !allowed {
        assert!(
            matches!(walked, Err(StoreError::WrongState { .. })),
            "and says why"
        );
    }
}

#[tokio::test]
async fn what_a_crash_left_open_is_found() {
    let (_dir, store, _, account) = fixture::shop().await;
    let verdict = judged(&store, &answer(account, "Rahmat"), Decision::Send)
        .await
        .id();
    let id = intended(&store, wanted(account, verdict, "h"))
        .await
        .unwrap()
        .id;
    let mut conn = store.read().await.unwrap();
    assert!(
        unsettled(&mut conn).await.unwrap().is_empty(),
        "an intent has not left"
    );
    drop(conn);
    let sent = store.write(move |tx| Box::pin(async move { set_sent(tx, id, start()).await }));
    sent.await.map_err(|error: StoreError| error).unwrap();
    let open = unsettled(&mut store.read().await.unwrap()).await.unwrap();
    assert_eq!(
        open.iter()
            .map(|row| (row.id, row.attempts))
            .collect::<Vec<_>>(),
        [(id, 1)],
        "it may have"
    );
}
