//! What buyers write.

use async_trait::async_trait;
use domain::{Question, Review};
use store::Tx;
use store::answer::Heard;

use super::super::ingest::{self, Context};
use super::Keep;
use crate::error::Result;

#[async_trait]
impl Keep for Review {
    const TEXTS: bool = true;

    async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], _round: i64) -> Result<()> {
        ingest::reviews(tx, context, rows).await
    }

    fn hear(&self) -> Option<Heard> {
        Some(ingest::hear_review(self))
    }
}

#[async_trait]
impl Keep for Question {
    const TEXTS: bool = true;

    async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], _round: i64) -> Result<()> {
        ingest::questions(tx, context, rows).await
    }

    fn hear(&self) -> Option<Heard> {
        Some(ingest::hear_question(self))
    }
}
