//! A migrated store for the tests of this crate, which work on its connection alone.

use std::ops::{Deref, DerefMut};

use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::{ManualClock, PartnerId, TaskId};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::{ConnectOptions, SqliteConnection};

use crate::{Budget, Claim, Claimed, Lane, Leased, NewTask, claim, push};

pub(crate) fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 6, 0, 0).unwrap()
}

/// The tables of a real store and one connection to them.
pub(crate) struct Tables {
    conn: SqliteConnection,
    pub(crate) rng: StdRng,
    pub(crate) budget: Budget,
    _dir: tempfile::TempDir,
}

impl Deref for Tables {
    type Target = SqliteConnection;
    fn deref(&self) -> &SqliteConnection {
        &self.conn
    }
}

impl DerefMut for Tables {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }
}

impl Tables {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sam.db");
        let options = store::OpenOptions::engine(ManualClock::at(start()), "boot");
        store::Store::open(&path, options)
            .await
            .unwrap()
            .store
            .close()
            .await
            .unwrap();
        let conn = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&path)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Off)
            .connect()
            .await
            .unwrap();
        let budget = Budget {
            day: "2026-11-20".to_owned(),
            next_day: start() + Duration::hours(13),
        };
        Self {
            conn,
            rng: StdRng::seed_from_u64(7),
            budget,
            _dir: dir,
        }
    }

    pub(crate) async fn push(&mut self, partner: i64, key: &str) -> TaskId {
        let task = NewTask::new(PartnerId(partner), "work/1", key, start());
        push(&mut self.conn, &task, start()).await.unwrap().id()
    }

    pub(crate) async fn claim_at(&mut self, now: DateTime<Utc>, limit: usize) -> Claimed {
        let lanes = [Lane {
            name: "main".to_owned(),
            room: limit,
            even_paused: false,
            per_account: usize::MAX,
        }];
        let wanted = Claim {
            now,
            boot: "boot",
            worker: "w",
            lanes: &lanes,
            blocked: &[],
            running: &[],
            limit,
            lease: Duration::seconds(30),
            budget: &self.budget,
        };
        claim(&mut self.conn, &mut self.rng, &wanted).await.unwrap()
    }

    pub(crate) async fn one(&mut self) -> Leased {
        self.claim_at(start(), 1).await.tasks.pop().unwrap()
    }
}
