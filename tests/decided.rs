//! Changes that a person agrees to, from the proposal to their end.

use api::view::change::{Change, ChangeState, ChangesPage, ProposedChange};
use api::view::draft::Decision;
use sandbox::{Act, Write};
use serde_json::{Value, json};

use crate::Stage;

/// What a marketplace changed because it was asked to.
pub fn written(stage: &Stage, marketplace: &str) -> Vec<Write> {
    let writes = stage.sandbox.ledger().writes().into_iter();
    let of = |write: &Write| write.marketplace == marketplace && write.act == Act::Change;
    writes
        .filter(of)
        .filter(|write| write.outcome.is_applied())
        .collect()
}

/// Waits until a list is not empty, and gives it.
///
/// # Panics
/// When nothing comes.
pub async fn some<T>(stage: &Stage, what: &str, rows: impl AsyncFn() -> Vec<T>) -> Vec<T> {
    stage
        .until(what, || async {
            match rows().await.is_empty() {
                true => vec![what.to_owned()],
                false => Vec::new(),
            }
        })
        .await;
    rows().await
}

/// Asks for a change as the owner, sees that it waits and nothing has left, agrees as the partner,
/// and waits for its end: one write, read back and told in the journal.
///
/// # Panics
/// When it does not end well.
pub async fn agreed(stage: &Stage, marketplace: &str, call: &str, args: Value) -> Change {
    let before = written(stage, marketplace).len();
    let wish: ProposedChange = stage.owner(call, args).await;
    let found = &wish.verdict;
    assert_eq!(
        found.decision,
        Decision::Ask,
        "{marketplace}: a person decides: {found:?}"
    );
    assert_eq!(
        wish.change.state,
        ChangeState::Waiting,
        "{marketplace}: until then it waits"
    );
    assert_eq!(
        written(stage, marketplace).len(),
        before,
        "{marketplace}: nothing left without a yes"
    );
    let yes = json!({ "id": wish.change.id, "yes": true });
    let _: Change = stage.partner("change_decide", yes).await;
    let change = ended(stage, wish.change.id).await;
    assert_eq!(change.state, ChangeState::Done, "{marketplace}: {change:?}");
    assert!(
        change.told.is_some(),
        "{marketplace}: the journal tells of it"
    );
    assert_eq!(
        written(stage, marketplace).len(),
        before + 1,
        "{marketplace}: one write"
    );
    change
}

/// A change once it has come to its end.
///
/// # Panics
/// When it does not.
pub async fn ended(stage: &Stage, id: i64) -> Change {
    let all = json!({ "account": null, "kind": null, "open": false, "after": null, "limit": 200 });
    let find = async || {
        let page: ChangesPage = stage.partner("changes_list", all.clone()).await;
        let mut rows = page.rows.into_iter();
        rows.find(|row| row.id == id).expect("the change is listed")
    };
    stage
        .until("the change comes to its end", || async {
            match find().await {
                change if change.ended_at.is_some() => Vec::new(),
                change => vec![format!("{:?}", change.state)],
            }
        })
        .await;
    find().await
}

/// Marketplaces whose profile says that they let this be changed.
pub fn writable(capability: domain::Capability) -> Vec<String> {
    let registry = marketplaces::Registry::all();
    let profiles = registry.iter().map(|connector| connector.profile());
    let writes = profiles.filter(|profile| profile.offers(capability).1);
    writes.map(|profile| profile.id.to_string()).collect()
}
