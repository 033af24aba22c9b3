//! The journal.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{AccountId, ActivityId, Undo};
use engine::answering::Undone;
use engine::{EngineError, answering};
use store::activity::{ActivityFilter, Undoing};

use super::session::day_start;
use super::{iso, job};
use crate::context::{Decide, View};
use crate::convert::of_problem;
use crate::error::{ApiError, Code};
use crate::view::activity::{
    ActivityDetail, ActivityPage, ActivityQuery, ActivityRow, Actor, Chain, JournalCheck, Link,
    Now, Outcome, StepView, UndoAct, UndoState,
};
use crate::view::money::Money;
use crate::view::{ById, Nothing};

/// A page of the journal, newest first.
pub(crate) async fn list(view: &View, query: ActivityQuery) -> Result<ActivityPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(empty());
    };
    let mut conn = view.read().await?;
    let filter = ActivityFilter {
        partner,
        account: query.account.map(AccountId),
        act: query.act,
        outcome: query.outcome.as_deref().map(outcome_of).transpose()?,
        undoable: query.undoable,
        search: query.search,
        after: query.after.as_deref().map(position).transpose()?,
        limit: query.limit.clamp(1, 200),
    };
    let page = store::activity::list(&mut conn, &filter).await?;
    let now = view.now();
    let today = store::activity::today(&mut conn, partner, day_start(now)).await?;
    let undone = undone(&mut conn, page.rows.iter().map(|row| row.id).collect()).await?;
    let spent = queue::spend(&mut conn, partner, &engine::day::spend_day(now))
        .await
        .map_err(EngineError::from)?;
    Ok(ActivityPage {
        rows: page
            .rows
            .into_iter()
            .map(|act| row(act, &undone, now))
            .collect(),
        next: page.next.map(|id| id.to_string()),
        total: page.total,
        cost_today: Money::ai_cost(spent.spent),
        done: today.done,
        refused: today.refused,
        waiting: today.waiting,
    })
}

fn empty() -> ActivityPage {
    ActivityPage {
        rows: Vec::new(),
        next: None,
        total: 0,
        cost_today: Money::ai_cost(0),
        done: 0,
        refused: 0,
        waiting: 0,
    }
}

fn outcome_of(word: &str) -> Result<domain::Outcome, ApiError> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .map_err(|_| ApiError::bad_input("outcome", "no such outcome"))
}

fn position(after: &str) -> Result<ActivityId, ApiError> {
    after
        .parse()
        .map(ActivityId)
        .map_err(|_| ApiError::bad_input("after", "no such place"))
}

/// How acts were taken back, and which are being taken back now.
pub(crate) struct Undoings {
    ended: HashMap<ActivityId, Undoing>,
    under_way: HashSet<String>,
}

/// The undoings of these acts.
pub(crate) async fn undone(
    conn: &mut sqlx::SqliteConnection,
    ids: Vec<ActivityId>,
) -> Result<Undoings, ApiError> {
    let rows = store::activity::undone_by(conn, &ids).await?;
    let keys: Vec<String> = ids.iter().copied().map(answering::undo_key).collect();
    let mut under_way = queue::live(conn, &keys).await.map_err(EngineError::from)?;
    let changing = store::proposal::being_undone(conn, &ids).await?;
    under_way.extend(changing.into_iter().map(answering::undo_key));
    Ok(Undoings {
        ended: rows
            .into_iter()
            .map(|undoing| (undoing.of, undoing))
            .collect(),
        under_way,
    })
}

/// One act in a list.
pub(crate) fn row(
    act: store::activity::Activity,
    undone: &Undoings,
    now: DateTime<Utc>,
) -> ActivityRow {
    let undo = undo_state(&act, undone, now);
    let entry = act.entry;
    ActivityRow {
        id: act.id.0,
        at: iso(act.at),
        actor: actor(entry.actor),
        act: entry.act.0,
        marketplace: entry.marketplace.map(|id| id.to_string()),
        account: entry.account.map(|id| id.0),
        subject: entry.subject,
        outcome: if undo == UndoState::Done {
            Outcome::Undone
        } else {
            outcome(entry.outcome)
        },
        cost: entry.cost_micros.map(Money::ai_cost),
        undo,
    }
}

fn undo_state(act: &store::activity::Activity, undone: &Undoings, now: DateTime<Utc>) -> UndoState {
    let taken_back = undone.ended.get(&act.id).is_some_and(|undoing| {
        matches!(
            undoing.outcome,
            domain::Outcome::Verified | domain::Outcome::Sent
        )
    });
    let until = match &act.entry.undo {
        Undo::None => return UndoState::None,
        Undo::Impossible { .. } => return UndoState::Impossible,
        Undo::Change { .. } => None,
        Undo::Delete { until } | Undo::Edit { until } => *until,
    };
    match until {
        _ if taken_back => UndoState::Done,
        _ if undone.under_way.contains(&answering::undo_key(act.id)) => UndoState::UnderWay,
        Some(until) if until < now => UndoState::Expired,
        _ => UndoState::Possible,
    }
}

fn actor(actor: domain::Actor) -> Actor {
    match actor {
        domain::Actor::Ai => Actor::Ai,
        domain::Actor::Template => Actor::Template,
        domain::Actor::Person => Actor::Person,
        domain::Actor::Engine => Actor::Engine,
    }
}

fn outcome(outcome: domain::Outcome) -> Outcome {
    match outcome {
        domain::Outcome::Verified => Outcome::Verified,
        domain::Outcome::Sent => Outcome::Sent,
        domain::Outcome::Refused => Outcome::Refused,
        domain::Outcome::Waiting => Outcome::Waiting,
        domain::Outcome::Failed => Outcome::Failed,
        domain::Outcome::Unknown => Outcome::Unknown,
        domain::Outcome::Undone => Outcome::Undone,
        domain::Outcome::Noted => Outcome::Noted,
    }
}

/// One act with its proof.
pub(crate) async fn get(view: &View, args: ById) -> Result<ActivityDetail, ApiError> {
    let partner = view.maybe_partner().await?;
    let mut conn = view.read().await?;
    let id = ActivityId(args.id);
    let act = store::activity::get(&mut conn, id).await?;
    if partner != Some(act.entry.partner) {
        return Err(ApiError::not_found("act"));
    }
    let undone = undone(&mut conn, vec![id]).await?;
    let previous = store::activity::get(&mut conn, ActivityId(args.id - 1))
        .await
        .ok();
    let next = store::activity::get(&mut conn, ActivityId(args.id + 1))
        .await
        .ok();
    let entry = act.entry.clone();
    let (undo_until, undo_note) = match &entry.undo {
        Undo::Delete { until } => (*until, None),
        Undo::Edit { until } => (*until, Some("edit".to_owned())),
        Undo::Impossible { reason } => (None, Some(reason.clone())),
        Undo::None | Undo::Change { .. } => (None, None),
    };
    let link = |act: store::activity::Activity| Link {
        id: act.id.0,
        hash: act.hash,
    };
    Ok(ActivityDetail {
        why: entry.why,
        facts: entry.facts.into_iter().map(Into::into).collect(),
        rules: entry.rules.into_iter().map(Into::into).collect(),
        pack: entry.pack,
        model: entry.model,
        cost: entry.cost_micros.map(Money::ai_cost),
        before: entry.before,
        after: entry.after,
        now: read_back(&entry.steps),
        steps: entry
            .steps
            .into_iter()
            .map(|step| StepView {
                at: iso(step.at),
                step: step.step,
                detail: step.detail,
            })
            .collect(),
        effect_key: entry.effect_key,
        undo_until: undo_until.map(iso),
        undo_note,
        chain: Chain {
            previous: previous.map(link),
            this: Link {
                id: act.id.0,
                hash: act.hash.clone(),
            },
            next: next.map(link),
        },
        row: row(act, &undone, view.now()),
    })
}

/// What the marketplace showed when it was read back.
fn read_back(steps: &[domain::Step]) -> Now {
    let read = steps
        .iter()
        .rev()
        .find(|step| step.step.starts_with("read_back"));
    read.map_or_else(Now::default, |step| Now {
        text: step.detail.clone(),
        matches: Some(step.step == "read_back_equal"),
        read_at: Some(iso(step.at)),
    })
}

/// Takes an act back.
pub(crate) async fn undo(decide: &Decide, args: UndoAct) -> Result<ActivityDetail, ApiError> {
    // Somebody else's act is not found, and so not undone.
    get(&decide.view, ById { id: args.id }).await?;
    let id = ActivityId(args.id);
    match decide.decisions.undo(id, args.text).await? {
        Undone::Done | Undone::UnderWay => get(&decide.view, ById { id: args.id }).await,
        Undone::Failed(problem) => Err(of_problem(&problem)
            .unwrap_or_else(|| ApiError::new(Code::Internal, "it was not taken back"))),
    }
}

/// Reads the whole chain. The result is kept when this process may write.
pub(crate) async fn verify(view: &View, _: Nothing) -> Result<JournalCheck, ApiError> {
    let job = job::Watched::begin(view, engine::JobKind::Verify);
    let mut conn = view.read().await?;
    let checked = store::activity::verify_watched(&mut conn, job.progress()).await;
    drop(conn);
    let checked = job.end(checked)?;
    let now = view.now();
    let result = JournalCheck {
        rows: checked.rows,
        intact: checked.intact(),
        first_bad: checked.first_bad.map(|id| id.0),
        checked_at: iso(now),
    };
    if let Ok(room) = view.house().room() {
        room.store
            .write(move |tx| {
                Box::pin(async move {
                    store::activity::keep_checked(tx, &checked, now).await?;
                    Ok::<(), EngineError>(())
                })
            })
            .await?;
    }
    Ok(result)
}
