//! A reading of a shop that a person watches: which of its feeds are still to come.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::Feed;

use crate::error::{EngineError, Result};
use crate::jobs::{Counter, Job, JobKind};
use crate::problem::Problem;
use crate::sync::{End, RoundReport};

/// A job of reading.
pub(super) struct Load {
    job: Job,
    left: BTreeSet<Feed>,
    problem: Option<Problem>,
    read: bool,
}

impl Load {
    pub(super) fn new(job: Job, left: impl IntoIterator<Item = Feed>) -> Self {
        Self {
            job,
            left: left.into_iter().collect(),
            problem: None,
            read: false,
        }
    }

    /// Counts the rows of a feed, if they are part of it.
    pub(super) fn counter(&self, feed: Feed) -> Option<Counter> {
        self.left.contains(&feed).then(|| self.job.counter())
    }

    /// Ends when a person stops it.
    pub(super) async fn stopped(&self) {
        self.job.stop().cancelled().await;
    }

    /// A round ended; whether nothing is left. A first load outlasts what passes by itself; one
    /// who pressed a button wants to hear of it.
    pub(super) fn ended(
        &mut self,
        feed: Feed,
        outcome: &Result<Option<RoundReport>>,
        now: DateTime<Utc>,
    ) -> bool {
        let first = self
            .job
            .view()
            .is_some_and(|job| job.kind == JobKind::FirstSync);
        match outcome {
            Ok(Some(report)) if report.end != End::Whole => return false,
            Ok(report) => self.read |= report.is_some(),
            Err(error) if first && passes(error) => return false,
            Err(error) => self.problem = Some(Problem::of(error, now)),
        }
        self.left.remove(&feed);
        self.left.is_empty()
    }

    /// Ends the job. It failed when nothing at all could be read.
    pub(super) fn end(self) {
        let problem = self.problem.filter(|_| !self.read);
        self.job.end(problem);
    }
}

fn passes(error: &EngineError) -> bool {
    matches!(error, EngineError::Marketplace(error) if error.temporary)
}
