//! Long work.

use engine::{Engine, JobView};
use store::StoreError;
use tokio_util::sync::CancellationToken;

use super::iso;
use crate::context::{Own, View};
use crate::convert::{of_problem, problem_of};
use crate::error::{ApiError, Code};
use crate::view::Nothing;
use crate::view::job::{ByJob, Job, JobKind, JobState, JobUnit};

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
    let stopped = engine(own.view())?.jobs().stop(number(&args)?);
    stopped
        .map(|job| card(&job))
        .ok_or_else(|| ApiError::not_found("job"))
}

/// Takes a job that is over off the screen.
pub(crate) async fn dismiss(own: &Own, args: ByJob) -> Result<Nothing, ApiError> {
    if engine(own.view())?.jobs().dismiss(number(&args)?) {
        Ok(Nothing {})
    } else {
        Err(ApiError::not_found("job"))
    }
}

fn number(args: &ByJob) -> Result<u64, ApiError> {
    args.id.parse().map_err(|_| ApiError::not_found("job"))
}

/// The engine, where this process is it.
pub(crate) fn engine(view: &View) -> Result<&Engine, ApiError> {
    let viewer = || ApiError::new(Code::ViewerOnly, "no engine here");
    view.house().engine().ok_or_else(viewer)
}

/// Long work of the store that a call does itself, as a job where this process is the engine.
pub(crate) struct Watched(Option<engine::Job>);

impl Watched {
    pub(crate) fn begin(view: &View, kind: engine::JobKind) -> Self {
        let begin = |engine: &Engine| {
            let stop = CancellationToken::new();
            engine.jobs().begin(kind, None, stop, view.now())
        };
        Self(view.house().engine().map(begin))
    }

    /// Counts, and says when a person stopped it.
    pub(crate) fn progress(&self) -> store::Progress {
        let Some(counter) = self.0.as_ref().map(engine::Job::counter) else {
            return Box::new(|_, _| true);
        };
        Box::new(move |done, total| {
            counter.at(done, total);
            !counter.stopped()
        })
    }

    /// Ends it as it went.
    pub(crate) fn end<T>(self, outcome: Result<T, StoreError>) -> Result<T, ApiError> {
        let outcome = outcome.map_err(ApiError::from);
        if let Some(job) = self.0 {
            job.end(outcome.as_ref().err().map(problem_of));
        }
        outcome
    }
}

pub(crate) fn card(job: &JobView) -> Job {
    let (kind, title_key, unit, keeps) = words(job.kind);
    let (state, problem) = match &job.state {
        engine::JobState::Running => (JobState::Running, None),
        engine::JobState::Stopping => (JobState::Stopping, None),
        engine::JobState::Done => (JobState::Done, None),
        engine::JobState::Stopped => (JobState::Stopped, None),
        engine::JobState::Failed(problem) => (JobState::Failed, of_problem(&problem.value())),
    };
    Job {
        id: job.id.to_string(),
        kind,
        account: job.account.map(|id| id.0),
        title_key: title_key.to_owned(),
        done: count(job.done),
        total: job.total.map(count),
        unit,
        state,
        problem,
        started_at: iso(job.started_at),
        keeps: keeps.map(str::to_owned),
    }
}

/// Kind, key of the title, what is counted, and what stays done after a stop.
fn words(kind: engine::JobKind) -> (JobKind, &'static str, JobUnit, Option<&'static str>) {
    let rows = Some("job.keeps_rows");
    match kind {
        engine::JobKind::FirstSync => (JobKind::FirstSync, "job.first_sync", JobUnit::Rows, rows),
        engine::JobKind::Sync => (JobKind::Sync, "job.sync", JobUnit::Rows, rows),
        engine::JobKind::Backup => (JobKind::Backup, "job.backup", JobUnit::Bytes, None),
        engine::JobKind::Verify => (JobKind::Verify, "job.verify", JobUnit::Entries, None),
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
