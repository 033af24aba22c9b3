//! Reviews and questions with their answers.

use domain::{AccountId, Capability, DraftId, SubjectKind};
use store::answer::{AnswerFilter, Answerable, Queue, State};

use super::iso;
use crate::context::{Decide, View};
use crate::error::ApiError;
use crate::view::answer::{
    AnswerDetail, AnswerKind, AnswerQueue, AnswerRef, AnswerRow, AnswerState, AnswersPage,
    AnswersQuery, Approve, ApproveConfident, ApprovedCount, BuyerText, ByDraft, Can, HistoryEntry,
    ListingName, ProductName, QueueCounts, Reject, SimilarAnswer,
};
use crate::view::draft::{Draft, DraftSource, Span, Verdict};
use crate::view::money::Money;

/// Earlier answers shown beside a draft.
const SIMILAR: i64 = 3;
/// Drafts looked at by "approve all confident".
const CONFIDENT_PAGE: u32 = 200;
/// Longest reason of a rejection, in characters.
const MOST_REASON: usize = 500;

/// A page of a queue.
pub(crate) async fn list(view: &View, query: AnswersQuery) -> Result<AnswersPage, ApiError> {
    let kind = SubjectKind::from(query.kind);
    let Some(partner) = view.maybe_partner().await? else {
        let counts = QueueCounts::default();
        return Ok(AnswersPage {
            rows: Vec::new(),
            next: None,
            counts,
            not_offered: Vec::new(),
        });
    };
    let mut conn = view.read().await?;
    let account = query.account.map(AccountId);
    let filter = AnswerFilter {
        kind,
        queue: queue(query.queue),
        partner,
        account,
        rating: query.rating,
        search: query.search,
        answered: query.answered_from.zip(query.answered_to),
        after: query.after,
        limit: query.limit.clamp(1, 200),
    };
    let page = store::answer::list(&mut conn, &filter).await?;
    let counts = store::answer::counts(&mut conn, kind, partner, account, query.rating).await?;
    let count = |queue| counts.get(&queue).copied().unwrap_or(0);
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    Ok(AnswersPage {
        rows: page.rows.into_iter().map(row).collect(),
        next: page.next,
        counts: QueueCounts {
            unanswered: count(Queue::Unanswered),
            draft: count(Queue::Draft),
            waiting: count(Queue::Waiting),
            sent: count(Queue::Sent),
            rejected: count(Queue::Rejected),
        },
        not_offered: not_offered(kind, &accounts),
    })
}

fn queue(queue: AnswerQueue) -> Queue {
    match queue {
        AnswerQueue::Unanswered => Queue::Unanswered,
        AnswerQueue::Draft => Queue::Draft,
        AnswerQueue::Waiting => Queue::Waiting,
        AnswerQueue::Sent => Queue::Sent,
        AnswerQueue::Rejected => Queue::Rejected,
    }
}

/// Marketplaces of the partner whose API has none of these.
fn not_offered(kind: SubjectKind, accounts: &[store::account::Account]) -> Vec<String> {
    let capability = match kind {
        SubjectKind::Review => Capability::Reviews,
        SubjectKind::Question => Capability::Questions,
    };
    let registry = engine::Registry::all();
    let mut names: Vec<String> = accounts
        .iter()
        .filter(|account| {
            let connector = registry.get(&account.marketplace);
            connector.is_some_and(|connector| !connector.profile().offers(capability).0)
        })
        .map(|account| account.marketplace.to_string())
        .collect();
    names.dedup();
    names
}

/// One review or question in a list.
pub(crate) fn row(subject: Answerable) -> AnswerRow {
    AnswerRow {
        kind: subject.kind.into(),
        id: subject.id,
        account: subject.account.0,
        marketplace: subject.marketplace.to_string(),
        listing: subject.listing.map(|about| ListingName {
            id: about.id.0,
            title: about.title,
            article: about.article,
        }),
        rating: subject.rating,
        author: subject.author,
        text: subject.text,
        language: subject.language.map(|language| language.tag().to_owned()),
        topic: subject.topic,
        created_at: iso(subject.created_at),
        due_at: subject.due_at.map(iso),
        state: state(subject.state),
        deadline: subject.deadline.map(iso),
        suspicious: subject.suspicious,
    }
}

fn state(state: State) -> AnswerState {
    match state {
        State::Unanswered => AnswerState::Unanswered,
        State::Drafting => AnswerState::Drafting,
        State::Draft => AnswerState::Draft,
        State::Waiting => AnswerState::Waiting,
        State::Scheduled => AnswerState::Scheduled,
        State::Sending => AnswerState::Sending,
        State::Sent => AnswerState::Sent,
        State::Rejected => AnswerState::Rejected,
        State::Refused => AnswerState::Refused,
        State::Unknown => AnswerState::Unknown,
        State::Failed => AnswerState::Failed,
    }
}

/// One review or question with everything about it.
pub(crate) async fn get(view: &View, args: AnswerRef) -> Result<AnswerDetail, ApiError> {
    detail(view, args.kind.into(), args.id).await
}

async fn detail(view: &View, kind: SubjectKind, id: i64) -> Result<AnswerDetail, ApiError> {
    let partner = view.maybe_partner().await?;
    let mut conn = view.read().await?;
    let subject = store::answer::get(&mut conn, kind, id).await?;
    if partner != Some(subject.partner) {
        return Err(ApiError::not_found("text"));
    }
    let rules = rules(view, &subject);
    let product = match &subject.listing {
        Some(about) => Some(store::listing::get(&mut conn, about.id).await?),
        None => None,
    };
    let draft = match subject.draft {
        Some(id) => draft(&mut conn, id).await?,
        None => None,
    };
    let acts = store::activity::of_subject(&mut conn, kind, id).await?;
    let undone =
        super::activity::undone(&mut conn, acts.iter().map(|act| act.id).collect()).await?;
    let last = acts
        .last()
        .cloned()
        .map(|act| super::activity::row(act, &undone, view.now()));
    let undoable = last
        .as_ref()
        .is_some_and(|row| row.undo == crate::view::activity::UndoState::Possible);
    let similar = store::answer::similar(&mut conn, kind, id, SIMILAR).await?;
    Ok(AnswerDetail {
        review: BuyerText {
            text: subject.text.clone(),
            pros: subject.pros.clone(),
            cons: subject.cons.clone(),
            photos: subject.photos,
            published_answer: subject.answer_text.clone(),
        },
        product: product.map(|listing| ProductName {
            title: listing.title,
            url: listing.url,
            article: listing.article,
            rating: None,
        }),
        can: can(&subject, draft.is_some(), undoable),
        draft,
        history: acts
            .into_iter()
            .map(|act| HistoryEntry {
                at: iso(act.at),
                what: act.entry.act.0,
                text: act.entry.why.first().cloned(),
            })
            .collect(),
        similar: similar
            .into_iter()
            .filter_map(|old| {
                Some(SimilarAnswer {
                    id: old.id,
                    marketplace: old.marketplace.to_string(),
                    at: iso(old.at),
                    text: old.text,
                    answer: old.answer?,
                })
            })
            .collect(),
        undo_note: undo_note(&rules),
        max_length: rules.map_or(0, |rules| rules.max_length),
        row: row(subject),
    })
}

fn rules(view: &View, subject: &Answerable) -> Option<domain::rule_pack::AnswerRules> {
    let id = &subject.marketplace;
    let pack = match view.house().engine() {
        Some(engine) => engine.room().shops.rules(id)?,
        None => engine::Registry::all().get(id)?.profile().rules.clone(),
    };
    match subject.kind {
        SubjectKind::Review => pack.review_answer,
        SubjectKind::Question => pack.question_answer,
    }
}

/// What can be done about an answer once it left, as a key of the catalogues.
fn undo_note(rules: &Option<domain::rule_pack::AnswerRules>) -> Option<String> {
    let note = match rules {
        Some(rules) if rules.can_delete => "delete",
        Some(rules) if rules.can_edit => "edit",
        Some(_) => "not_in_api",
        None => "not_offered",
    };
    Some(note.to_owned())
}

fn can(subject: &Answerable, has_draft: bool, undoable: bool) -> Can {
    let decides = matches!(subject.state, State::Waiting | State::Draft);
    let failed = subject.state == State::Failed;
    let mends = matches!(subject.state, State::Refused | State::Rejected) || failed;
    Can {
        approve: has_draft && (decides || failed),
        edit: has_draft && (decides || mends),
        reject: has_draft && decides,
        regenerate: decides || mends || subject.state == State::Unanswered,
        cancel: has_draft && subject.state == State::Scheduled,
        undo: undoable,
    }
}

async fn draft(conn: &mut sqlx::SqliteConnection, id: DraftId) -> Result<Option<Draft>, ApiError> {
    let stored = store::draft::get(&mut *conn, id).await?;
    let Some(judged) = store::verdict::of_draft(&mut *conn, id).await? else {
        return Ok(None);
    };
    let text = stored.draft;
    Ok(Some(Draft {
        id: stored.id.0,
        text: text.text,
        source: match text.source {
            store::draft::Source::Claude => DraftSource::Claude,
            store::draft::Source::Template => DraftSource::Template,
            store::draft::Source::Person => DraftSource::Person,
        },
        model: text.model,
        cost: text.cost_micros.map(Money::ai_cost),
        language: text.language.tag().to_owned(),
        created_at: iso(stored.created_at),
        confidence: text.confidence,
        spans: text
            .spans
            .into_iter()
            .map(|span| Span {
                start: span.start,
                end: span.end,
                fact: span.fact,
            })
            .collect(),
        facts: text.facts.into_iter().map(Into::into).collect(),
        verdict: Verdict {
            decision: judged.verdict.decision.into(),
            reasons: judged.verdict.reasons.into_iter().map(Into::into).collect(),
            rules: judged.verdict.rules.into_iter().map(Into::into).collect(),
            pack: judged.verdict.pack,
            pack_date: judged.verdict.pack_date,
            at: iso(judged.stored.at()),
        },
        send_at: stored.send_at.map(iso),
    }))
}

/// The subject of a draft, which must be the caller's.
async fn subject_of(view: &View, draft: DraftId) -> Result<(SubjectKind, i64), ApiError> {
    let stored = store::draft::get(&mut *view.read().await?, draft).await?;
    let key = (stored.draft.kind, stored.draft.subject);
    detail(view, key.0, key.1).await?;
    Ok(key)
}

/// Approves a draft, as it is or edited.
pub(crate) async fn approve(decide: &Decide, args: Approve) -> Result<AnswerDetail, ApiError> {
    let id = DraftId(args.draft);
    let (kind, subject) = subject_of(&decide.view, id).await?;
    decide.decisions.approve(id, args.text).await?;
    detail(&decide.view, kind, subject).await
}

/// Rejects a draft with a reason.
pub(crate) async fn reject(decide: &Decide, args: Reject) -> Result<AnswerDetail, ApiError> {
    if args.reason.trim().is_empty() || args.reason.chars().count() > MOST_REASON {
        return Err(ApiError::bad_input("reason", "1 to 500 characters"));
    }
    let id = DraftId(args.draft);
    let (kind, subject) = subject_of(&decide.view, id).await?;
    decide.decisions.reject(id, &args.reason).await?;
    detail(&decide.view, kind, subject).await
}

/// Writes another draft.
pub(crate) async fn regenerate(decide: &Decide, args: AnswerRef) -> Result<AnswerDetail, ApiError> {
    let kind = args.kind.into();
    detail(&decide.view, kind, args.id).await?;
    decide.decisions.regenerate(kind, args.id).await?;
    detail(&decide.view, kind, args.id).await
}

/// Takes an approved answer back before it leaves.
pub(crate) async fn cancel(decide: &Decide, args: ByDraft) -> Result<AnswerDetail, ApiError> {
    let id = DraftId(args.draft);
    let (kind, subject) = subject_of(&decide.view, id).await?;
    decide.decisions.cancel(id).await?;
    detail(&decide.view, kind, subject).await
}

/// Approves every waiting draft about which only the owner's level asks.
pub(crate) async fn approve_confident(
    decide: &Decide,
    args: ApproveConfident,
) -> Result<ApprovedCount, ApiError> {
    let filter = AnswerFilter {
        kind: args.kind.into(),
        queue: Queue::Waiting,
        partner: decide.view.partner().await?,
        account: args.account.map(AccountId),
        rating: None,
        search: None,
        answered: None,
        after: None,
        limit: CONFIDENT_PAGE,
    };
    let page = store::answer::list(&mut *decide.view.read().await?, &filter).await?;
    let drafts = page.rows.into_iter().filter_map(|row| row.draft).collect();
    let approved = decide.decisions.approve_confident(drafts).await?;
    Ok(ApprovedCount { approved })
}

impl From<Queue> for AnswerQueue {
    fn from(queue: Queue) -> Self {
        match queue {
            Queue::Unanswered => Self::Unanswered,
            Queue::Draft => Self::Draft,
            Queue::Waiting => Self::Waiting,
            Queue::Sent => Self::Sent,
            Queue::Rejected => Self::Rejected,
        }
    }
}

/// Kinds in the order of the tabs.
pub(crate) const KINDS: [AnswerKind; 2] = [AnswerKind::Review, AnswerKind::Question];
