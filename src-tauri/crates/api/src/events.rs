//! From commits to screens: tags gathered for about 200 ms, and notices for a
//! person who is not looking.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use crate::house::House;
use crate::notice::{self, Notice};
use crate::tag::Tag;

/// Changes are gathered so long, so that a page of rows is one event.
const GATHER: Duration = Duration::from_millis(200);
/// A viewer looks for another process's commits so often.
const LOOK: Duration = Duration::from_secs(1);

/// Listens until the token ends.
pub(crate) fn listen(
    house: &Arc<House>,
    tags: broadcast::Sender<Vec<Tag>>,
    notices: broadcast::Sender<Notice>,
    stop: CancellationToken,
) {
    let house = Arc::clone(house);
    tokio::spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = run(&house, &tags, &notices) => {}
        }
    });
}

async fn run(
    house: &House,
    tags: &broadcast::Sender<Vec<Tag>>,
    notices: &broadcast::Sender<Notice>,
) {
    if house.engine().is_none() {
        return look(house, tags).await;
    }
    let mut changes = house.store().changes();
    let mut told = notice::Told::now(house.now());
    loop {
        let mut seen = BTreeSet::new();
        match changes.recv().await {
            Ok(change) => seen.insert(Tag::from(change.topic)),
            Err(RecvError::Lagged(_)) => {
                seen.extend(Tag::ALL);
                true
            }
            Err(RecvError::Closed) => return,
        };
        tokio::time::sleep(GATHER).await;
        loop {
            match changes.try_recv() {
                Ok(change) => _ = seen.insert(Tag::from(change.topic)),
                Err(broadcast::error::TryRecvError::Lagged(_)) => seen.extend(Tag::ALL),
                Err(_) => break,
            }
        }
        if let Some(notice) = told.disk(house) {
            let _ = notices.send(notice);
        }
        let worth_telling = seen.contains(&Tag::Alerts) || seen.contains(&Tag::Reviews);
        // Nobody may be listening; that is no error.
        let _ = tags.send(seen.into_iter().collect());
        if worth_telling {
            for notice in told.look(house).await {
                let _ = notices.send(notice);
            }
        }
    }
}

/// A viewer sees commits of the engine's process by SQLite's own counter.
async fn look(house: &House, tags: &broadcast::Sender<Vec<Tag>>) {
    let mut last = None;
    let Ok(mut conn) = house.store().read().await else {
        return;
    };
    loop {
        let version: Option<i64> = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut *conn)
            .await
            .ok();
        if last.is_some() && version != last {
            let _ = tags.send(Tag::ALL.to_vec());
        }
        last = version;
        tokio::time::sleep(LOOK).await;
    }
}
