//! Conversations with buyers: as marketplaces tell them, and writing into them.

use std::collections::HashMap;

use domain::{AccountId, Change as _, ChatReply, MarketplaceId};
use store::chat::{ChatFilter, ChatLine, ChatQueue as Queue, ChatRow as Stored};

use super::change::{self, Open};
use super::{end, iso, last, marketplaces};
use crate::context::{Own, View};
use crate::error::ApiError;
use crate::view::change::ProposedChange;
use crate::view::chat::{
    ChatAuthor, ChatCounts, ChatMessage, ChatQueue, ChatRef, ChatRow, ChatThread, ChatsPage,
    ChatsQuery, ProposeReply,
};

/// Messages that a conversation shows.
const MESSAGES: i64 = 300;

/// A page of conversations.
pub(crate) async fn list(view: &View, query: ChatsQuery) -> Result<ChatsPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(ChatsPage {
            rows: Vec::new(),
            next: None,
            counts: ChatCounts::default(),
        });
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let account = query.account.map(AccountId);
    let filter = ChatFilter {
        account,
        queue: queue(query.queue),
        search: query.search,
        after: query.after.as_deref().map(last).transpose()?,
    };
    let mut conn = view.read().await?;
    let marketplaces = marketplaces(&mut conn, partner).await?;
    let mut rows = store::chat::list(&mut conn, partner, &filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    let mut open = change::under_way(&mut conn, (partner, account), ChatReply::KIND).await?;
    let counts = store::chat::counts(&mut conn, partner, account).await?;
    let count = |queue: Queue| counts.get(queue.as_str()).copied().unwrap_or_default();
    Ok(ChatsPage {
        next: rows.last().filter(|_| more).map(|row| end(&row.last())),
        rows: rows
            .into_iter()
            .map(|row| card(row, &marketplaces, &mut open))
            .collect(),
        counts: ChatCounts {
            unanswered: count(Queue::Unanswered),
            answered: count(Queue::Answered),
            closed: count(Queue::Closed),
        },
    })
}

/// One conversation with its messages.
pub(crate) async fn get(view: &View, args: ChatRef) -> Result<ChatThread, ApiError> {
    let (partner, account) = (view.partner().await?, AccountId(args.account));
    let mut conn = view.read().await?;
    let marketplaces = marketplaces(&mut conn, partner).await?;
    let row = store::chat::get(&mut conn, (partner, account), &args.key).await?;
    let kind = ChatReply::KIND;
    let mut open = change::under_way(&mut conn, (partner, Some(account)), kind).await?;
    let found = store::chat::messages(&mut conn, account, &args.key, MESSAGES + 1).await?;
    let cut = i64::try_from(found.len()).unwrap_or(i64::MAX) > MESSAGES;
    let messages = found.into_iter().skip(usize::from(cut)).map(message);
    Ok(ChatThread {
        row: card(row, &marketplaces, &mut open),
        messages: messages.collect(),
        cut,
    })
}

fn queue(queue: ChatQueue) -> Queue {
    match queue {
        ChatQueue::Unanswered => Queue::Unanswered,
        ChatQueue::Answered => Queue::Answered,
        ChatQueue::Closed => Queue::Closed,
    }
}

fn author(author: domain::ChatAuthor) -> ChatAuthor {
    match author {
        domain::ChatAuthor::Buyer => ChatAuthor::Buyer,
        domain::ChatAuthor::Seller => ChatAuthor::Seller,
        domain::ChatAuthor::Marketplace => ChatAuthor::Marketplace,
        domain::ChatAuthor::Unknown => ChatAuthor::Unknown,
    }
}

fn card(row: Stored, marketplaces: &HashMap<AccountId, MarketplaceId>, open: &mut Open) -> ChatRow {
    let marketplace = marketplaces.get(&row.account);
    let change = open.remove(&(row.account, row.key.clone()));
    ChatRow {
        account: row.account.0,
        marketplace: marketplace.map(ToString::to_string).unwrap_or_default(),
        key: row.key,
        buyer: row.buyer,
        order: row.order,
        listing: row.listing.map(|id| id.0),
        title: row.title,
        article: row.article,
        image: row.image,
        open: row.open,
        last_author: row.last_author.map(author),
        last_text: row.last_text.unwrap_or_default(),
        last_at: iso(row.last_at),
        change,
    }
}

fn message(line: ChatLine) -> ChatMessage {
    ChatMessage {
        key: line.key,
        author: author(line.author),
        text: line.text,
        files: line.files,
        sent_at: iso(line.sent_at),
    }
}

/// A message that the owner wants to send, as the rules see it; it waits for the owner's yes.
pub(crate) async fn propose(own: &Own, args: ProposeReply) -> Result<ProposedChange, ApiError> {
    let partner = own.view().partner().await?;
    let account = AccountId(args.account);
    let mut conn = own.view().read().await?;
    let row = store::chat::get(&mut conn, (partner, account), &args.key).await?;
    let newest = store::chat::messages(&mut conn, account, &args.key, 1).await?;
    drop(conn);
    if !row.open {
        return Err(ApiError::bad_input("key", "nothing can be written there"));
    }
    let wanted = ChatReply {
        account,
        chat: row.key.as_str().into(),
        reply_with: row.reply_with,
        after: newest.last().map(|line| line.key.as_str().into()),
        text: args.text.trim().to_owned(),
    };
    let proposed = change::propose(own, &wanted).await?;
    Ok(change::proposed(proposed, None))
}
