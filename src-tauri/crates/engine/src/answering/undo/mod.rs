//! Taking an answer back at the marketplace, where it lets us: a person's wish, kept as a task
//! before anything leaves, so that whatever is killed when, it comes to its end.

mod end;
mod run;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::approved::Content;
use domain::rule_pack::AnswerRules;
use domain::{
    ActivityId, Answer, ApprovalId, Decision, DraftId, Outcome, PublishedAnswer, RulePack,
    SubjectKind, TaskId, TaskState, Undo, Verdict,
};
use queue::Unique;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Tx;
use store::activity::Activity;
use store::approval::ApprovalState;
use store::draft::{NewDraft, Source as Writer};

use super::UNDO;
use super::gather::{self, Gathered};
use super::send::same_text;
use crate::error::{EngineError, Result};
use crate::guardrails::{DraftText, Source};
use crate::lease::Task;
use crate::room::Room;

pub(super) use end::given_up;
pub(super) use run::effect_key;
pub(crate) use run::run;

/// How long a caller is kept waiting for the end, in real time.
const PATIENCE: Duration = Duration::from_secs(12);

/// What an undoing task carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct UndoTask {
    pub(crate) act: ActivityId,
    pub(crate) kind: SubjectKind,
    pub(crate) subject: i64,
    /// The text that replaces the answer; empty when it is deleted.
    pub(crate) draft: DraftId,
    pub(crate) approval: ApprovalId,
    pub(crate) by: String,
}

/// How far an undoing has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Undone {
    /// It is taken back, and reading showed it.
    Done,
    /// It goes on; the journal will tell.
    UnderWay,
    /// It was not taken back, and why (a stored [`crate::problem::Problem`]).
    Failed(Value),
}

/// The one key of an act's undoing.
pub fn undo_key(act: ActivityId) -> String {
    format!("undo:{act}")
}

/// How an answer that was just shown can be taken back.
pub(super) fn recipe(rules: &AnswerRules, there: &PublishedAnswer, now: DateTime<Utc>) -> Undo {
    let named = there.external_id.is_some();
    if rules.can_delete && named {
        return Undo::Delete { until: None };
    }
    if rules.can_edit && there.editable != Some(false) {
        let until = rules
            .edit_days
            .map(|days| now + TimeDelta::days(i64::from(days)));
        return Undo::Edit { until };
    }
    let reason = if named || !rules.can_delete {
        "not_in_api"
    } else {
        "not_named"
    };
    Undo::Impossible {
        reason: reason.to_owned(),
    }
}

/// Takes an act back: deletes the answer, or replaces it by `text` where the marketplace
/// only lets it be edited. Waits a while for the end.
///
/// # Errors
/// `Conflict` when it was undone already, is being undone, or another answer stands there;
/// `TooLate` when its time is over; `BadInput` where it cannot be undone or a text is needed;
/// `BreaksRules` for such a text.
pub async fn undo(room: &Room, id: ActivityId, text: Option<String>, by: &str) -> Result<Undone> {
    let mut conn = room.store.read().await?;
    let act = store::activity::get(&mut conn, id).await?;
    let undone = store::activity::undone_by(&mut conn, &[id]).await?;
    let (Some((kind, subject)), Some(account)) = (act.entry.about, act.entry.account) else {
        return Err(impossible());
    };
    if undone
        .iter()
        .any(|u| matches!(u.outcome, Outcome::Verified | Outcome::Sent))
    {
        return Err(EngineError::Conflict("act"));
    }
    let account = store::account::get(&mut conn, account).await?;
    let rules = room
        .shops
        .rules(&account.marketplace)
        .ok_or_else(impossible)?;
    let gathered = gather::gather(&mut conn, &rules, kind, subject).await?;
    drop(conn);
    let wish = Wish::of(act, gathered, rules, text, room.now())?;
    let task = wish.keep(room, by).await?;
    room.wake();
    wait(room, task).await
}

fn needed(text: Option<String>) -> Result<String> {
    let text = text
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    text.ok_or(EngineError::BadInput {
        field: "text",
        why: "this marketplace only lets an answer be replaced",
    })
}

fn impossible() -> EngineError {
    EngineError::BadInput {
        field: "id",
        why: "this act cannot be undone",
    }
}

/// What a person wants, judged.
struct Wish {
    act: Activity,
    gathered: Gathered,
    content: Answer,
    verdict: Verdict,
}

impl Wish {
    fn of(
        act: Activity,
        gathered: Gathered,
        rules: RulePack,
        text: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let (replacement, until) = match &act.entry.undo {
            Undo::Delete { until } => (None, *until),
            Undo::Edit { until } => (Some(needed(text)?), *until),
            Undo::None | Undo::Change { .. } | Undo::Impossible { .. } => return Err(impossible()),
        };
        if until.is_some_and(|until| until < now) {
            return Err(EngineError::TooLate);
        }
        let ours = act.entry.after.as_deref().unwrap_or_default();
        let stands = gathered.subject.answer_text.as_deref();
        if !stands.is_some_and(|stands| same_text(stands, ours)) {
            return Err(EngineError::Conflict("answer"));
        }
        let verdict = match &replacement {
            Some(text) => judged(&gathered, &rules, text)?,
            None => nothing_to_judge(rules),
        };
        let subject = &gathered.subject;
        let named = subject.answer_external_id.as_ref();
        let content = Answer {
            replaces: Some(named.unwrap_or(&subject.external_id).clone()),
            ..gathered.answer(&replacement.unwrap_or_default())
        };
        Ok(Self {
            act,
            gathered,
            content,
            verdict,
        })
    }

    /// Keeps decision and task in one transaction.
    async fn keep(self, room: &Room, by: &str) -> Result<TaskId> {
        let (now, by) = (room.now(), by.to_owned());
        room.store
            .write(move |tx| Box::pin(async move { self.push(tx, by, now).await }))
            .await
    }

    async fn push(self, tx: &mut Tx, by: String, now: DateTime<Utc>) -> Result<TaskId> {
        let (key, subject) = (undo_key(self.act.id), &self.gathered.subject);
        let known = queue::find(tx.conn(), &key).await?;
        let ended = [TaskState::Done, TaskState::Dead];
        if known.is_some_and(|(_, state)| !ended.contains(&state)) {
            return Err(EngineError::Conflict("act"));
        }
        let draft = store::draft::add(tx, &self.draft(), now).await?;
        let digest = self.content.digest();
        let stored = store::verdict::add(tx, Some(draft), &digest, &self.verdict, now).await?;
        let ids = (subject.account, draft, stored.id());
        let asked = store::approval::ask(tx, ids, None, None, now).await?;
        let state = ApprovalState::Approved;
        store::approval::decide(tx, asked, state, &by, Some("undo"), now).await?;
        let payload = UndoTask {
            act: self.act.id,
            kind: subject.kind,
            subject: subject.id,
            draft,
            approval: asked,
            by,
        };
        let task = Task {
            partner: subject.partner,
            account: subject.account,
            kind: UNDO,
            key,
            unique: Unique::WhileLive,
            payload: json!(payload),
            priority: 0,
            lane: "undo",
            run_at: now,
            reserve: 0,
        };
        task.push(tx, now).await
    }

    fn draft(&self) -> NewDraft {
        let subject = &self.gathered.subject;
        NewDraft {
            account: subject.account,
            kind: subject.kind,
            subject: subject.id,
            text: self.content.text.clone(),
            source: Writer::Person,
            model: None,
            language: crate::language::detect(&self.content.text),
            confidence: None,
            cost_micros: None,
            spans: super::cite::cite(&self.content.text, &self.gathered.facts),
            facts: self.gathered.facts.clone(),
            heard: self.gathered.heard(),
        }
    }
}

/// A deletion has no text to judge; a person decides on it.
fn nothing_to_judge(pack: RulePack) -> Verdict {
    Verdict {
        decision: Decision::Ask,
        reasons: Vec::new(),
        rules: Vec::new(),
        pack: pack.name,
        pack_date: pack.date,
    }
}

/// A replacement is judged as any text that a person wrote.
fn judged(gathered: &Gathered, pack: &RulePack, text: &str) -> Result<Verdict> {
    let mut verdict = gathered.judge(pack, DraftText::plain(text, Source::Person))?;
    if verdict.decision == Decision::Refuse {
        let broken = verdict.rules.iter().filter(|rule| !rule.passed);
        return Err(EngineError::BreaksRules(
            broken.map(|rule| rule.rule.clone()).collect(),
        ));
    }
    verdict.decision = Decision::Ask;
    Ok(verdict)
}

/// Waits for the task's end, told by the store's own changes.
async fn wait(room: &Room, task: TaskId) -> Result<Undone> {
    let mut changes = room.store.changes();
    let patience = tokio::time::sleep(PATIENCE);
    tokio::pin!(patience);
    loop {
        if let Some(end) = ended(room, task).await? {
            return Ok(end);
        }
        tokio::select! {
            () = &mut patience => return Ok(Undone::UnderWay),
            () = room.stop.cancelled() => return Ok(Undone::UnderWay),
            _ = changes.recv() => {}
        }
    }
}

async fn ended(room: &Room, task: TaskId) -> Result<Option<Undone>> {
    let ended = queue::ended(&mut *room.store.read().await?, task).await;
    match ended {
        Ok(end) if end.state == TaskState::Done => Ok(Some(Undone::Done)),
        Ok(end) => Ok(Some(Undone::Failed(end.problem.unwrap_or_default()))),
        Err(queue::QueueError::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
