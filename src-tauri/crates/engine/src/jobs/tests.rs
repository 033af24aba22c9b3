use std::sync::Arc;

use super::*;
use crate::fixture::{Stage, start};

fn begin(jobs: &Arc<Jobs>, kind: JobKind, account: AccountId) -> Job {
    jobs.begin(kind, Some(account), CancellationToken::new(), start())
}

#[tokio::test]
async fn each_step_of_a_job_is_told() {
    let stage = Stage::open().await;
    let jobs = Arc::new(Jobs::new(stage.room.store.clone()));
    let mut changes = stage.room.store.changes();
    let mut told = || {
        let mut told = false;
        while let Ok(change) = changes.try_recv() {
            told |= change.topic == Topic::Jobs;
        }
        told
    };
    told();
    let job = begin(&jobs, JobKind::FirstSync, stage.account);
    assert!(told(), "a card appears when it begins");
    job.counter().add(120);
    assert!(told(), "its count moves");
    let stopping = jobs.stop(jobs.list()[0].id).unwrap();
    assert_eq!(stopping.state, JobState::Stopping, "a stop is seen at once");
    assert!(told() && job.stop().is_cancelled(), "and heard");
    job.end(None);
    assert!(told(), "its end, too");
    let view = jobs.list().remove(0);
    assert_eq!(
        (view.done, view.state),
        (120, JobState::Stopped),
        "what stays done"
    );
    assert!(jobs.dismiss(view.id) && told(), "a person has seen it");
    assert!(jobs.list().is_empty(), "it is gone");
}

#[tokio::test]
async fn a_job_under_way_stays_and_a_new_reading_takes_the_place_of_an_old_one() {
    let stage = Stage::open().await;
    let jobs = Arc::new(Jobs::new(stage.room.store.clone()));
    let first = begin(&jobs, JobKind::FirstSync, stage.account);
    let id = first.view().unwrap().id;
    assert!(!jobs.dismiss(id), "what runs is not taken off the screen");
    first.end(None);
    let second = begin(&jobs, JobKind::Sync, stage.account);
    let kinds: Vec<_> = jobs.list().iter().map(|job| job.kind).collect();
    assert_eq!(kinds, [JobKind::Sync], "one card per shop");
    assert!(
        second.view().unwrap().id > id,
        "a number means one job for ever"
    );
    drop(second);
    assert_eq!(
        jobs.list()[0].state,
        JobState::Stopped,
        "one whose caller has gone does not seem to run for ever"
    );
}
