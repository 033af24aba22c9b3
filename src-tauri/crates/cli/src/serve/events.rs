//! `GET /api/events`: what changed, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use api::Tag;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

use super::Serving;

/// A silent connection would be taken for a dead one.
const ALIVE: Duration = Duration::from_secs(15);

/// Tells of changes until the page or the server goes away.
pub(super) async fn events(
    State(serving): State<Serving>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = BroadcastStream::new(serving.api.changes()).map(|tags| Ok(changed(&told(tags))));
    let stream = changes.take_until(serving.closing.cancelled_owned());
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE))
}

/// A page that was too slow reads everything again.
fn told(tags: Result<Vec<Tag>, BroadcastStreamRecvError>) -> Vec<Tag> {
    tags.unwrap_or_else(|_| Tag::ALL.to_vec())
}

fn changed(tags: &[Tag]) -> Event {
    let data = serde_json::to_string(tags).unwrap_or_else(|_| "[]".to_owned());
    Event::default().event("changed").data(data)
}
