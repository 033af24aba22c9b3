//! What must hold at the end of every story: the store and the marketplaces agree about every
//! write, nothing was written twice, and the journal is whole.

use std::collections::BTreeMap;

use sandbox::{Act, Write};
use sqlx::FromRow;
use store::Store;

use crate::{Stage, settled};

/// What a marketplace holds, and what the store believes, by (marketplace, target).
type ByTarget = BTreeMap<(String, String), usize>;

#[derive(Debug, FromRow)]
struct EffectRow {
    key: String,
    kind: String,
    state: String,
    marketplace: String,
    target: Option<String>,
}

/// How many writes were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Answers.
    pub answers: usize,
    /// Answers taken back or replaced.
    pub undone: usize,
    /// Rows of the journal.
    pub journal: i64,
}

/// Waits until everything that buyers wrote has come to its place and the work has ended, and
/// compares the books.
///
/// # Panics
/// When something is lost or stuck, and as [`exactly_once`].
pub async fn agreement(stage: &Stage) -> Compared {
    settled::everything(stage).await;
    stage.calm().await;
    let store = stage.store().await;
    let compared = exactly_once(&store, &stage.sandbox.ledger().writes()).await;
    store.close().await.expect("the viewer closes");
    compared
}

/// Compares the store with the ledger of a sandbox after the work has ended.
///
/// # Panics
/// When they differ anywhere, when a write happened twice, or when the journal is broken.
pub async fn exactly_once(store: &Store, writes: &[Write]) -> Compared {
    let twice = sandbox::ledger::duplicates(writes);
    assert!(twice.is_empty(), "written twice: {twice:#?}");
    let effects = effects(store).await;
    let open: Vec<_> = effects
        .iter()
        .filter(|effect| ["sent", "accepted", "unknown"].contains(&effect.state.as_str()))
        .collect();
    assert!(open.is_empty(), "nobody knows how these ended: {open:#?}");
    let applied = |act| ledger(writes, act);
    let answers = applied(Act::Answer);
    same("answers", &done(&effects, "answer"), &answers);
    let deleted = applied(Act::Delete);
    same("withdrawn answers", &done(&effects, "withdraw"), &deleted);
    let edited = applied(Act::Edit);
    same("replaced answers", &done(&effects, "replace"), &edited);
    shown(store, writes).await;
    Compared {
        answers: answers.values().sum(),
        undone: deleted.values().sum::<usize>() + edited.values().sum::<usize>(),
        journal: journal(store).await,
    }
}

/// Reads the whole journal; returns its rows.
///
/// # Panics
/// When the chain is broken.
pub async fn journal(store: &Store) -> i64 {
    let mut conn = store.read().await.expect("a reader");
    let checked = store::activity::verify(&mut conn).await;
    let checked = checked.expect("the journal can be read");
    assert!(checked.intact(), "the journal is broken: {checked:?}");
    checked.rows
}

/// Effects with what they are about: the key of an answer names it, that of an undo names the act
/// whose effect it takes back.
async fn effects(store: &Store) -> Vec<EffectRow> {
    let sql = "SELECT e.key, e.kind, e.state, a.marketplace, coalesce(r.external_id, q.external_id) AS target
         FROM effects e JOIN accounts a ON a.id = e.account_id
         LEFT JOIN activity t ON e.kind <> 'answer' AND t.id = CAST(substr(e.key, instr(e.key, ':') + 1) AS INTEGER)
         LEFT JOIN reviews r ON t.subject_kind = 'review' AND r.id = t.subject_id
         LEFT JOIN questions q ON t.subject_kind = 'question' AND q.id = t.subject_id";
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_as(sql).fetch_all(&mut *conn).await;
    rows.expect("the effects can be read")
}

fn done(effects: &[EffectRow], kind: &str) -> ByTarget {
    let mut found = ByTarget::new();
    for effect in effects {
        if effect.kind == kind && effect.state == "done" {
            let key = (effect.marketplace.clone(), target(effect));
            *found.entry(key).or_default() += 1;
        }
    }
    found
}

/// `answer:{account}:{kind}:{target}`, with `#{id}` behind it once it was taken back.
fn target(effect: &EffectRow) -> String {
    match &effect.target {
        Some(target) => target.clone(),
        None => {
            let target = effect.key.splitn(4, ':').nth(3).unwrap_or_default();
            target.split('#').next().unwrap_or_default().to_owned()
        }
    }
}

fn ledger(writes: &[Write], act: Act) -> ByTarget {
    let mut found = ByTarget::new();
    for write in writes {
        if write.act == act && write.outcome.is_applied() {
            let key = (write.marketplace.clone(), write.target.clone());
            *found.entry(key).or_default() += 1;
        }
    }
    found
}

fn same(what: &str, store: &ByTarget, ledger: &ByTarget) {
    let lost: Vec<_> = ledger
        .iter()
        .filter(|(key, n)| store.get(*key) != Some(*n))
        .collect();
    assert!(
        lost.is_empty(),
        "{what}: the store does not know of {lost:#?}"
    );
    let made_up: Vec<_> = store
        .iter()
        .filter(|(key, n)| ledger.get(*key) != Some(*n))
        .collect();
    assert!(
        made_up.is_empty(),
        "{what}: no marketplace has {made_up:#?}"
    );
}

/// What the store shows under each text that we wrote to is what stands there.
///
/// # Panics
/// When it is not.
pub async fn shown(store: &Store, writes: &[Write]) {
    let mut standing: BTreeMap<(&str, &str), Option<&str>> = BTreeMap::new();
    for write in writes.iter().filter(|write| write.outcome.is_applied()) {
        let key = (write.marketplace.as_str(), write.target.as_str());
        match write.act {
            Act::Answer | Act::Edit => standing.insert(key, Some(&write.text)),
            Act::Delete => standing.insert(key, None),
            Act::Mark | Act::Change => continue,
        };
    }
    let sql = "SELECT a.marketplace, s.external_id, s.answer_text
         FROM (SELECT account_id, external_id, answer_text FROM reviews
               UNION ALL SELECT account_id, external_id, answer_text FROM questions) s
         JOIN accounts a ON a.id = s.account_id";
    let mut conn = store.read().await.expect("a reader");
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(sql)
        .fetch_all(&mut *conn)
        .await
        .expect("texts can be read");
    for (marketplace, target, text) in rows {
        if let Some(there) = standing.get(&(marketplace.as_str(), target.as_str())) {
            let words = |text: &str| {
                text.split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            assert_eq!(
                text.as_deref().map(words),
                there.map(words),
                "{marketplace} {target}: the store shows what stands at the marketplace"
            );
        }
    }
}
