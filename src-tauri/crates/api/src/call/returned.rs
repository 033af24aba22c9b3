//! Returns and claims: as marketplaces tell them, and deciding them.

use std::collections::HashMap;

use domain::{AccountId, Change as _, MarketplaceId, Money, ReturnDecision};
use store::returned::{ReturnFilter, ReturnQueue as Queue, ReturnRow as Stored};

use super::change::{self, Open};
use super::{end, iso, last, marketplaces};
use crate::context::{Own, View};
use crate::error::ApiError;
use crate::view::change::ProposedChange;
use crate::view::returned::{
    ProposeReturn, ReturnChoice, ReturnCounts, ReturnQueue, ReturnRow, ReturnState, ReturnsPage,
    ReturnsQuery,
};

/// A page of returns.
pub(crate) async fn list(view: &View, query: ReturnsQuery) -> Result<ReturnsPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(ReturnsPage {
            rows: Vec::new(),
            next: None,
            counts: ReturnCounts::default(),
            stake: Vec::new(),
        });
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let account = query.account.map(AccountId);
    let filter = ReturnFilter {
        account,
        queue: queue(query.queue),
        search: query.search,
        after: query.after.as_deref().map(last).transpose()?,
    };
    let mut conn = view.read().await?;
    let marketplaces = marketplaces(&mut conn, partner).await?;
    let mut rows = store::returned::list(&mut conn, partner, &filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    let kind = ReturnDecision::KIND;
    let mut open = change::under_way(&mut conn, (partner, account), kind).await?;
    let counts = store::returned::counts(&mut conn, partner, account).await?;
    let stake = store::returned::stake(&mut conn, partner, account).await?;
    let count = |queue: Queue| counts.get(queue.as_str()).copied().unwrap_or_default();
    Ok(ReturnsPage {
        next: rows.last().filter(|_| more).map(|row| end(&row.last())),
        rows: rows
            .into_iter()
            .map(|row| card(row, &marketplaces, &mut open))
            .collect(),
        counts: ReturnCounts {
            undecided: count(Queue::Undecided),
            waiting: count(Queue::Waiting),
            under_way: count(Queue::UnderWay),
            closed: count(Queue::Closed),
        },
        stake: stake.into_iter().map(Into::into).collect(),
    })
}

fn queue(queue: ReturnQueue) -> Queue {
    match queue {
        ReturnQueue::Undecided => Queue::Undecided,
        ReturnQueue::Waiting => Queue::Waiting,
        ReturnQueue::UnderWay => Queue::UnderWay,
        ReturnQueue::Closed => Queue::Closed,
    }
}

fn state(state: domain::ReturnState) -> ReturnState {
    match state {
        domain::ReturnState::Undecided => ReturnState::Undecided,
        domain::ReturnState::UnderWay => ReturnState::UnderWay,
        domain::ReturnState::Waiting => ReturnState::Waiting,
        domain::ReturnState::Closed => ReturnState::Closed,
        domain::ReturnState::Unknown => ReturnState::Unknown,
    }
}

fn card(
    row: Stored,
    marketplaces: &HashMap<AccountId, MarketplaceId>,
    open: &mut Open,
) -> ReturnRow {
    let marketplace = marketplaces.get(&row.account);
    let change = open.remove(&(row.account, row.key.clone()));
    ReturnRow {
        account: row.account.0,
        marketplace: marketplace.map(ToString::to_string).unwrap_or_default(),
        key: row.key,
        order: row.order,
        listing: row.listing.map(|id| id.0),
        title: row.title,
        article: row.article.unwrap_or_default(),
        image: row.image,
        quantity: row.quantity,
        kind: row.kind,
        state: state(row.state),
        word: row.word,
        reason: row.reason,
        comment: row.comment,
        photos: row.photos,
        amount: row.amount.map(Into::into),
        choices: row.choices.into_iter().map(choice).collect(),
        created_at: iso(row.created_at),
        deadline: row.deadline.map(iso),
        change,
    }
}

fn choice(choice: domain::ReturnChoice) -> ReturnChoice {
    ReturnChoice {
        code: choice.code,
        name: choice.name,
        wants_text: choice.wants_text,
        wants_amount: choice.wants_amount,
    }
}

/// A decision that the owner wants, as the rules see it; it waits for the owner's yes.
pub(crate) async fn propose(own: &Own, args: ProposeReturn) -> Result<ProposedChange, ApiError> {
    let partner = own.view().partner().await?;
    let account = AccountId(args.account);
    let mut conn = own.view().read().await?;
    let row = store::returned::get(&mut conn, (partner, account), &args.key).await?;
    drop(conn);
    let mut choices = row.choices.into_iter();
    let chosen = choices.find(|choice| choice.code == args.choice);
    let chosen = chosen.ok_or_else(|| ApiError::bad_input("choice", "not offered any more"))?;
    let amount = match (chosen.wants_amount, args.amount_minor, row.amount) {
        (true, Some(minor), Some(now)) => Some(Money::new(minor, now.currency)),
        _ => None,
    };
    let wanted = ReturnDecision {
        account,
        returned: row.key.as_str().into(),
        order: row.order.as_deref().map(Into::into),
        choice: chosen.code,
        choice_name: chosen.name,
        text: args.text.filter(|text| !text.trim().is_empty()),
        amount,
    };
    let proposed = change::propose(own, &wanted).await?;
    Ok(change::proposed(proposed, None))
}
