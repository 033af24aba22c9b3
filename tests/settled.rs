//! Whether everything that buyers wrote has come to its place.

use std::collections::BTreeMap;

use store::Store;

use crate::Stage;

/// Waits until every text that buyers have written up to now is answered, or waits for a person,
/// or was refused by the rules: nothing is lost, nothing is stuck.
///
/// # Panics
/// When something is lost or stuck.
pub async fn everything(stage: &Stage) {
    let store = stage.store().await;
    let told = stage.sandbox.told();
    let since = stage.sandbox.world().start();
    stage
        .until("everything is answered or asked", || async {
            let states = states(&store).await;
            let mut open = Vec::new();
            for text in told.iter().filter(|text| text.at > since) {
                let key = (text.marketplace.clone(), text.id.clone());
                let state = states.get(&key).map_or("never read", String::as_str);
                if !["sent", "waiting", "refused", "rejected", "draft"].contains(&state) {
                    open.push(format!("{} {}: {state}", text.marketplace, text.id));
                }
            }
            open
        })
        .await;
}

/// States of all texts by marketplace and identity there.
async fn states(store: &Store) -> BTreeMap<(String, String), String> {
    let sql = "SELECT a.marketplace, s.external_id, s.state
         FROM (SELECT account_id, external_id, state FROM reviews
               UNION ALL SELECT account_id, external_id, state FROM questions) s
         JOIN accounts a ON a.id = s.account_id";
    let mut conn = store.read().await.expect("a reader");
    let rows: Vec<(String, String, String)> = sqlx::query_as(sql)
        .fetch_all(&mut *conn)
        .await
        .expect("states can be read");
    rows.into_iter()
        .map(|(at, id, state)| ((at, id), state))
        .collect()
}
