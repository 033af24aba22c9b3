use domain::Autonomy;

use super::*;
use crate::fixture::{self, start};

#[tokio::test]
async fn a_setting_has_a_default_a_value_and_survives_nonsense() {
    let (_dir, store, partner, _) = fixture::shop().await;
    let mut conn = store.read().await.unwrap();
    let safe = AUTONOMY.get(&mut conn, Some(partner)).await.unwrap();
    assert_eq!(safe, AutonomyPolicy::default(), "nothing was set");
    drop(conn);
    let asking = AutonomyPolicy {
        review: [Autonomy::Ask; 5],
        question: Autonomy::Off,
        ..AutonomyPolicy::default()
    };
    let wanted = asking.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                AUTONOMY.set(tx, Some(partner), &wanted, start()).await?;
                set(tx, Some(partner), DELAY_SECONDS.key, &"soon", start()).await
            })
        })
        .await
        .map_err(|error: StoreError| error)
        .unwrap();
    let mut conn = store.read().await.unwrap();
    assert_eq!(
        AUTONOMY.get(&mut conn, Some(partner)).await.unwrap(),
        asking,
        "read as set"
    );
    assert_eq!(
        AUTONOMY.get(&mut conn, None).await.unwrap(),
        safe,
        "for this partner alone"
    );
    let delay = DELAY_SECONDS.get(&mut conn, Some(partner)).await.unwrap();
    assert_eq!(delay, 60, "what cannot be read counts as not set");
}
