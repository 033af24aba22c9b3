//! The one writer. Writes wait in a queue; as many as are waiting run in one
//! transaction, each inside its own savepoint, and are answered after COMMIT. A large one has a
//! transaction to itself.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::AccountId;
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::change::{Change, Topic};
use crate::error::{StoreError, is_full};
use crate::lock::LockFile;

/// How many writes share one commit at most.
pub const BATCH: usize = 64;
/// How many writes may wait before callers do.
const WAITING: usize = 1024;

/// An open write: the connection and what has been touched so far.
pub struct Tx {
    conn: SqliteConnection,
    changes: BTreeSet<Change>,
}

impl Tx {
    /// The connection, inside the transaction. Do not begin or commit on it.
    pub fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }

    /// Tells the change feed, once the write is committed.
    pub fn touch(&mut self, topic: Topic, account: Option<AccountId>) {
        self.changes.insert(Change { topic, account });
    }
}

type Answer = Box<dyn FnOnce(Option<StoreError>) + Send>;

/// A write that has run: whether its savepoint is to be kept, whether the disk took no more, and
/// how to answer.
struct Ran {
    keep: bool,
    full: bool,
    answer: Answer,
}

trait Work: Send {
    fn abandoned(&self) -> bool;
    /// It has a transaction of its own.
    fn alone(&self) -> bool;
    /// The answer of a write that could not even begin.
    fn refuse(self: Box<Self>) -> Answer;
    fn run<'c>(self: Box<Self>, tx: &'c mut Tx) -> BoxFuture<'c, Ran>;
}

struct Write<F, T, E> {
    f: F,
    alone: bool,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Write<F, T, E>
where
    F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + std::error::Error + Send + 'static,
{
    fn abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn alone(&self) -> bool {
        self.alone
    }

    fn refuse(self: Box<Self>) -> Answer {
        Box::new(move |lost| {
            let _ = self
                .reply
                .send(Err(lost.unwrap_or(StoreError::Closed).into()));
        })
    }

    fn run<'c>(self: Box<Self>, tx: &'c mut Tx) -> BoxFuture<'c, Ran> {
        async move {
            let Self { f, reply, .. } = *self;
            let outcome = match AssertUnwindSafe(async { f(tx).await }).catch_unwind().await {
                Ok(outcome) => outcome,
                Err(_) => Err(E::from(StoreError::Panicked)),
            };
            let keep = outcome.is_ok();
            let full = outcome.as_ref().err().is_some_and(|error| is_full(error));
            let answer: Answer = Box::new(move |lost| {
                let outcome = match lost {
                    Some(error) if keep => Err(E::from(error)),
                    _ => outcome,
                };
                // A caller that gave up does not want to know.
                let _ = reply.send(outcome);
            });
            Ran { keep, full, answer }
        }
        .boxed()
    }
}

/// What waits for the writing task.
enum Message {
    Work(Box<dyn Work>),
    /// End after what came before; answered when the file is closed.
    Close(oneshot::Sender<()>),
}

/// Hands writes to the one task that owns the writing connection.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
    full: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the task on a connection of its own. It ends with the last handle or by
    /// `close`, and frees the store's lock after the file is closed.
    pub(crate) fn start(
        conn: SqliteConnection,
        lock: LockFile,
        feed: broadcast::Sender<Change>,
    ) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        let full = Arc::<AtomicBool>::default();
        tokio::spawn(serve(conn, lock, waiting, feed, Arc::clone(&full)));
        Self { queue, full }
    }

    /// Whether the newest writes found no room on the disk.
    pub(crate) fn full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    /// Ends the task after what is waiting; writes that come later find the store closed.
    pub(crate) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.queue.send(Message::Close(reply)).await.is_ok() {
            let _ = closed.await;
        }
    }

    /// `alone` is for what touches thousands of rows: SQLite keeps a copy of every page that a
    /// savepoint changes, and goes along all of them at the end of each statement.
    pub(crate) async fn write<T, E, F>(&self, f: F, alone: bool) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Tx) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + std::error::Error + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = Message::Work(Box::new(Write { f, alone, reply }));
        if self.queue.send(work).await.is_err() {
            return Err(StoreError::Closed.into());
        }
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }
}

async fn serve(
    conn: SqliteConnection,
    lock: LockFile,
    mut waiting: mpsc::Receiver<Message>,
    feed: broadcast::Sender<Change>,
    full: Arc<AtomicBool>,
) {
    let mut tx = Tx {
        conn,
        changes: BTreeSet::new(),
    };
    let (mut closing, mut held) = (None, None);
    while closing.is_none() {
        let next = match held.take() {
            Some(work) => Some(Message::Work(work)),
            None => waiting.recv().await,
        };
        match next {
            None => break,
            Some(Message::Close(reply)) => closing = Some(reply),
            Some(Message::Work(first)) => {
                let mut group = Group::default();
                let outcome = batch(&mut tx, first, &mut waiting, &mut group, &mut closing).await;
                let refused = outcome.as_ref().err().is_some_and(|error| is_full(error));
                let now_full = refused || group.full;
                held = group.held;
                settle(&mut tx, outcome, group.answers, &feed).await;
                if full.swap(now_full, Ordering::Relaxed) != now_full {
                    let (topic, account) = (Topic::Session, None);
                    // Nobody may be listening; that is no error.
                    let _ = feed.send(Change { topic, account });
                }
            }
        }
    }
    drop(waiting);
    let _ = tx.conn.close().await;
    drop(lock);
    if let Some(reply) = closing {
        let _ = reply.send(());
    }
}

/// What a group of writes came to before its commit.
#[derive(Default)]
struct Group {
    answers: Vec<Answer>,
    full: bool,
    /// What came next and shares no commit.
    held: Option<Box<dyn Work>>,
}

/// Answers a group, and tells the feed what was kept.
async fn settle(
    tx: &mut Tx,
    outcome: Result<(), StoreError>,
    answers: Vec<Answer>,
    feed: &broadcast::Sender<Change>,
) {
    let changes = std::mem::take(&mut tx.changes);
    match outcome {
        Ok(()) => {
            for answer in answers {
                answer(None);
            }
            for change in changes {
                // Nobody may be listening; that is no error.
                let _ = feed.send(change);
            }
        }
        Err(error) => {
            tracing::warn!(%error, writes = answers.len(), "a group of writes was rolled back");
            // Fails when SQLite has already rolled back by itself.
            let _ = sqlx::query("ROLLBACK").execute(&mut tx.conn).await;
            let mut first = Some(error);
            for answer in answers {
                answer(Some(copy_of(&mut first)));
            }
        }
    }
}

/// The cause goes to the first caller whole, to the others as its kind.
fn copy_of(first: &mut Option<StoreError>) -> StoreError {
    let kind = match first {
        Some(StoreError::DiskFull(_)) => StoreError::DiskFull(None),
        _ => StoreError::RolledBack,
    };
    match first.take() {
        Some(error) => {
            if let StoreError::DiskFull(_) = error {
                *first = Some(StoreError::DiskFull(None));
            }
            error
        }
        None => kind,
    }
}

async fn batch(
    tx: &mut Tx,
    first: Box<dyn Work>,
    waiting: &mut mpsc::Receiver<Message>,
    group: &mut Group,
    closing: &mut Option<oneshot::Sender<()>>,
) -> Result<(), StoreError> {
    if let Err(error) = sqlx::query("BEGIN IMMEDIATE").execute(&mut tx.conn).await {
        group.answers.push(first.refuse());
        return Err(error.into());
    }
    if first.alone() {
        return alone(tx, first, group).await;
    }
    let mut next = Some(first);
    while let Some(work) = next.take() {
        if !work.abandoned() {
            one(tx, work, group).await?;
        }
        if group.answers.len() < BATCH {
            match waiting.try_recv() {
                Ok(Message::Work(work)) if work.alone() => group.held = Some(work),
                Ok(Message::Work(work)) => next = Some(work),
                Ok(Message::Close(reply)) => *closing = Some(reply),
                Err(_) => {}
            }
        }
    }
    sqlx::query("COMMIT").execute(&mut tx.conn).await?;
    Ok(())
}

/// A write that shares its transaction with none: it is rolled back whole.
async fn alone(tx: &mut Tx, work: Box<dyn Work>, group: &mut Group) -> Result<(), StoreError> {
    let keep = if work.abandoned() {
        false
    } else {
        let ran = work.run(tx).await;
        group.answers.push(ran.answer);
        group.full |= ran.full;
        ran.keep
    };
    if keep {
        sqlx::query("COMMIT").execute(&mut tx.conn).await?;
    } else {
        tx.changes.clear();
        // When the disk is full SQLite may have rolled back by itself: then this fails.
        let _ = sqlx::query("ROLLBACK").execute(&mut tx.conn).await;
    }
    Ok(())
}

/// One write in its savepoint. An error here means that the whole group is lost.
async fn one(tx: &mut Tx, work: Box<dyn Work>, group: &mut Group) -> Result<(), StoreError> {
    let before = tx.changes.clone();
    if let Err(error) = sqlx::query("SAVEPOINT one").execute(&mut tx.conn).await {
        group.answers.push(work.refuse());
        return Err(error.into());
    }
    let ran = work.run(tx).await;
    group.answers.push(ran.answer);
    group.full |= ran.full;
    if !ran.keep {
        tx.changes = before;
        // When the disk is full SQLite may have rolled back everything: then this fails.
        sqlx::query("ROLLBACK TO one").execute(&mut tx.conn).await?;
    }
    sqlx::query("RELEASE one").execute(&mut tx.conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
