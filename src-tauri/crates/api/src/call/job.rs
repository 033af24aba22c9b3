//! Long work.

use chrono::{DateTime, Utc};
use domain::AccountId;
use engine::JobView;

use super::iso;
use crate::context::{Own, View};
use crate::error::{ApiError, Code};
use crate::view::Nothing;
use crate::view::job::{ByJob, Job, JobKind, JobState};

/// Jobs of this run, newest first.
pub(crate) async fn list(view: &View, _: Nothing) -> Result<Vec<Job>, ApiError> {
    let jobs = view
        .house()
        .engine()
        .map(|engine| engine.jobs().list())
        .unwrap_or_default();
    Ok(jobs.iter().map(card).collect())
}

/// Stops a job after the page at hand.
pub(crate) async fn stop(own: &Own, args: ByJob) -> Result<Job, ApiError> {
    let engine = own.view().house().engine();
    let engine = engine.ok_or_else(|| ApiError::new(Code::ViewerOnly, "no engine here"))?;
    let id = args.id.parse().map_err(|_| ApiError::not_found("job"))?;
    engine
        .jobs()
        .stop(id)
        .map(|job| card(&job))
        .ok_or_else(|| ApiError::not_found("job"))
}

fn card(job: &JobView) -> Job {
    Job {
        id: job.id.to_string(),
        kind: JobKind::FirstSync,
        account: Some(job.account.0),
        title_key: "job.first_sync".to_owned(),
        done: i64::try_from(job.done).unwrap_or(i64::MAX),
        total: None,
        state: match job.state {
            engine::JobState::Running => JobState::Running,
            engine::JobState::Stopping => JobState::Stopping,
            engine::JobState::Done => JobState::Done,
            engine::JobState::Stopped => JobState::Stopped,
        },
        problem: None,
        started_at: iso(job.started_at),
        keeps: Some("job.keeps_rows".to_owned()),
    }
}

/// The reading that a person asked for; it runs in the shop's own loop.
pub(crate) fn sync_of(account: AccountId, now: DateTime<Utc>) -> Job {
    Job {
        id: format!("sync-{account}"),
        kind: JobKind::Sync,
        account: Some(account.0),
        title_key: "job.sync".to_owned(),
        done: 0,
        total: None,
        state: JobState::Running,
        problem: None,
        started_at: iso(now),
        keeps: Some("job.keeps_rows".to_owned()),
    }
}
