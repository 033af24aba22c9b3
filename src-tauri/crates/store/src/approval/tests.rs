use domain::{Decision, Language, SubjectKind, Verdict};

use super::*;
use crate::draft::{self, NewDraft, Source};
use crate::fixture::{self, start};
use crate::{Store, verdict};

async fn asked(store: &Store, account: AccountId) -> (DraftId, ApprovalId) {
    let new = NewDraft {
        account,
        kind: SubjectKind::Review,
        subject: 1,
        text: "Rahmat".to_owned(),
        source: Source::Template,
        model: None,
        language: Language::UzbekLatin,
        confidence: Some(80),
        cost_micros: None,
        spans: Vec::new(),
        facts: Vec::new(),
        heard: "words".to_owned(),
    };
    let said = Verdict {
        decision: Decision::Ask,
        reasons: Vec::new(),
        rules: Vec::new(),
        pack: "wildberries".to_owned(),
        pack_date: "2026-11-03".to_owned(),
    };
    store
        .write(move |tx| {
            Box::pin(async move {
                let id = draft::add(tx, &new, start()).await?;
                let kept = draft::get(tx.conn(), id).await?;
                assert_eq!(kept.draft, new, "a draft is read as written");
                let stored = verdict::add(tx, Some(id), "digest", &said, start()).await?;
                let first = ask(tx, (account, id, stored.id()), None, None, start()).await?;
                let again = ask(tx, (account, id, stored.id()), None, None, start()).await?;
                assert_eq!(first, again, "asking twice is one question");
                Ok::<_, StoreError>((id, first))
            })
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_question_is_decided_once() {
    let (_dir, store, _, account) = fixture::shop().await;
    let (draft, id) = asked(&store, account).await;
    let decided = store.write(move |tx| {
        Box::pin(
            async move { decide(tx, id, ApprovalState::Approved, "owner", None, start()).await },
        )
    });
    let decided = decided.await.map_err(|error: StoreError| error).unwrap();
    assert_eq!(
        (decided.state, decided.draft),
        (ApprovalState::Approved, draft),
        "decided"
    );
    let late = store.write(move |tx| {
        Box::pin(
            async move { decide(tx, id, ApprovalState::Rejected, "partner", None, start()).await },
        )
    });
    assert!(
        matches!(late.await, Err(StoreError::WrongState { .. })),
        "the second decision is too late"
    );
    let kept = of_draft(&mut store.read().await.unwrap(), draft)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        kept.decided_by.as_deref(),
        Some("owner"),
        "the first one stands"
    );
}

#[tokio::test]
async fn only_a_yes_allows_a_write() {
    let (_dir, store, _, account) = fixture::shop().await;
    let (_, id) = asked(&store, account).await;
    let pending = decision(&mut store.read().await.unwrap(), id).await;
    assert!(
        matches!(pending, Err(StoreError::WrongState { .. })),
        "nobody has said yes yet"
    );
    let yes = store.write(move |tx| {
        Box::pin(
            async move { decide(tx, id, ApprovalState::Approved, "owner", None, start()).await },
        )
    });
    let yes = yes.await.map_err(|error: StoreError| error).unwrap();
    let stored = decision(&mut store.read().await.unwrap(), id)
        .await
        .unwrap();
    assert_eq!(
        (stored.id(), stored.verdict()),
        (id, yes.verdict),
        "the yes is about the verdict that was shown"
    );
}
