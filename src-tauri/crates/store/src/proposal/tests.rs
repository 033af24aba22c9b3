use domain::{ChangeKind, Verdict};
use serde_json::json;

use super::*;
use crate::fixture::{self, start};
use crate::{Store, verdict};

fn said(decision: Decision) -> Verdict {
    Verdict {
        decision,
        reasons: Vec::new(),
        rules: Vec::new(),
        pack: "wildberries".to_owned(),
        pack_date: "2026-11-03".to_owned(),
    }
}

fn new(partner: PartnerId, account: AccountId, verdict: VerdictId, digest: &str) -> NewProposal {
    NewProposal {
        partner,
        account,
        kind: ChangeKind::Price,
        target: "100".to_owned(),
        content: json!({ "price": 1 }),
        digest: digest.to_owned(),
        verdict,
        actor: Actor::Person,
        subject: "Choynak".to_owned(),
        before: Some("100".to_owned()),
        after: Some("90".to_owned()),
        undoes: None,
    }
}

async fn proposed(
    store: &Store,
    (partner, account): (PartnerId, AccountId),
    decision: Decision,
    digest: &'static str,
) -> Result<Proposal, StoreError> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let stored = verdict::add(tx, None, "digest", &said(decision), start()).await?;
                let new = new(partner, account, stored.id(), digest);
                propose(tx, &new, decision, start()).await
            })
        })
        .await
}

#[tokio::test]
async fn a_change_leaves_after_a_persons_yes_and_only_once() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let kept = proposed(&store, (partner, account), Decision::Ask, "digest")
        .await
        .unwrap();
    assert_eq!(kept.state, ProposalState::Waiting, "a person is asked");
    let id = kept.id;
    let early = store
        .write(move |tx| Box::pin(async move { set_sent(tx, id, start()).await }))
        .await;
    assert!(early.is_err(), "nobody has agreed yet");
    let sent = store
        .write(move |tx| {
            Box::pin(async move {
                decide(tx, id, true, "owner", start()).await?;
                set_sent(tx, id, start()).await
            })
        })
        .await
        .unwrap();
    assert_eq!(sent.state, ProposalState::Sent, "now it may leave");
    let again = store
        .write(move |tx| Box::pin(async move { set_sent(tx, id, start()).await }))
        .await;
    assert!(again.is_err(), "what has left does not leave again");
}

#[tokio::test]
async fn sqlite_refuses_what_no_verdict_allows() {
    let (_dir, store, partner, account) = fixture::shop().await;
    // The verdict is about another content: its digest differs.
    let kept = proposed(&store, (partner, account), Decision::Send, "other")
        .await
        .unwrap();
    let id = kept.id;
    let left = store
        .write(move |tx| Box::pin(async move { set_sent(tx, id, start()).await }))
        .await;
    assert!(left.is_err(), "a verdict on other content allows nothing");
    let forged = store
        .write(move |tx| {
            Box::pin(async move {
                sqlx::query("UPDATE proposals SET content = '{}' WHERE id = ?")
                    .bind(id)
                    .execute(tx.conn())
                    .await?;
                Ok::<(), StoreError>(())
            })
        })
        .await;
    assert!(forged.is_err(), "a proposal is never another one");
}

#[tokio::test]
async fn a_refused_change_has_ended_and_a_no_ends_another() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let refused = proposed(&store, (partner, account), Decision::Refuse, "digest")
        .await
        .unwrap();
    assert!(
        refused.ended_at.is_some(),
        "nobody can agree to what the rules refuse"
    );
    let (id, waiting) = (
        refused.id,
        proposed(&store, (partner, account), Decision::Ask, "digest")
            .await
            .unwrap(),
    );
    let decided = store
        .write(move |tx| Box::pin(async move { decide(tx, id, true, "owner", start()).await }))
        .await;
    assert!(decided.is_err(), "refused means refused");
    let no = store
        .write(move |tx| {
            Box::pin(async move { decide(tx, waiting.id, false, "owner", start()).await })
        })
        .await
        .unwrap();
    assert_eq!(no.state, ProposalState::Cancelled, "a no is a no");
    let conn = &mut *store.read().await.unwrap();
    let allowed = decision(conn, no.decision.unwrap()).await;
    assert!(allowed.is_err(), "a no allows nothing");
}

#[tokio::test]
async fn one_change_of_a_target_at_a_time() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let whose = (partner, account);
    let first = proposed(&store, whose, Decision::Ask, "digest")
        .await
        .unwrap();
    let second = proposed(&store, whose, Decision::Ask, "digest").await;
    assert!(
        matches!(second, Err(StoreError::WrongState { id, .. }) if id == first.id),
        "it would overwrite the first: {second:?}"
    );
    store
        .write(move |tx| {
            Box::pin(
                async move { end(tx, first.id, ProposalState::Cancelled, None, start()).await },
            )
        })
        .await
        .unwrap();
    assert!(
        proposed(&store, whose, Decision::Ask, "digest")
            .await
            .is_ok(),
        "what has ended makes room"
    );
}

#[tokio::test]
async fn lists_of_changes_seek_their_rows() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    for (sql, index) in [
        (
            "SELECT * FROM proposals WHERE account_id = ?1 AND kind = ?2 AND state = 'ready'
                 AND (NOT ?3 OR undoes IS NOT NULL) ORDER BY undoes IS NULL, id LIMIT ?4",
            "proposals_state",
        ),
        (
            "SELECT * FROM proposals WHERE partner_id = ?1 AND (?2 IS NULL OR id < ?2)
                 ORDER BY id DESC LIMIT ?6",
            "proposals_partner",
        ),
        (
            "SELECT * FROM proposals WHERE undoes = ? ORDER BY id DESC LIMIT 1",
            "proposals_undoes",
        ),
    ] {
        let plan = fixture::plan(&mut conn, sql).await;
        let found = plan.iter().any(|step| step.contains(index));
        assert!(found, "{index} is used: {plan:?}");
    }
}
