use chrono::TimeDelta;
use domain::{AccountId, ChatAuthor, ChatMessage};

use super::*;
use crate::fixture::{self, start};
use crate::kept;

fn said(id: &str, author: ChatAuthor, minutes: i64) -> ChatMessage {
    ChatMessage {
        external_id: id.into(),
        author,
        text: format!("words {id}"),
        files: Vec::new(),
        sent_at: start() + TimeDelta::minutes(minutes),
    }
}

fn chat(id: &str, open: bool, messages: Vec<ChatMessage>) -> Chat {
    Chat {
        external_id: id.into(),
        buyer: Some("Aziza".to_owned()),
        order: None,
        listing: None,
        open,
        reply_with: None,
        messages,
        updated_at: start(),
    }
}

async fn kept(store: &crate::open::Store, account: AccountId, rows: Vec<Chat>) {
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    let kept = store.write(move |tx| Box::pin(async move { kept::keep(tx, reading, &rows).await }));
    kept.await.unwrap();
}

fn of(queue: ChatQueue) -> ChatFilter {
    ChatFilter {
        account: None,
        queue,
        search: None,
        after: None,
    }
}

#[tokio::test]
async fn whoever_waits_longest_comes_first_and_an_answer_moves_the_chat() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let rows = vec![
        chat("late", true, vec![said("1", ChatAuthor::Buyer, 50)]),
        chat("early", true, vec![said("2", ChatAuthor::Buyer, 5)]),
        chat("shut", false, vec![said("3", ChatAuthor::Buyer, 1)]),
    ];
    kept(&store, account, rows).await;
    let mut conn = store.read().await.unwrap();
    let first = list(&mut conn, partner, &of(ChatQueue::Unanswered), 1)
        .await
        .unwrap();
    assert_eq!(first[0].key, "early", "it waits longest");
    let after = ChatFilter {
        after: Some(first[0].last()),
        ..of(ChatQueue::Unanswered)
    };
    let rest = list(&mut conn, partner, &after, 9).await.unwrap();
    assert_eq!(
        rest.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(),
        ["late"],
        "the rest"
    );
    drop(conn);
    // A later page tells the answer alone; an older message that comes late changes nothing.
    let answer = vec![
        said("5", ChatAuthor::Seller, 60),
        said("0", ChatAuthor::Buyer, 2),
    ];
    kept(&store, account, vec![chat("early", true, answer)]).await;
    let mut conn = store.read().await.unwrap();
    let counts = counts(&mut conn, partner, None).await.unwrap();
    assert_eq!(
        counts.get("answered"),
        Some(&1),
        "it was answered: {counts:?}"
    );
    assert_eq!(counts.get("closed"), Some(&1), "nobody can write there");
    let row = get(&mut conn, (partner, account), "early").await.unwrap();
    assert_eq!(
        row.last_author,
        Some(ChatAuthor::Seller),
        "by the time of the message"
    );
    let lines = messages(&mut conn, account, "early", 2).await.unwrap();
    let keys: Vec<&str> = lines.iter().map(|line| line.key.as_str()).collect();
    assert_eq!(keys, ["2", "5"], "the newest two, the oldest of them first");
}

#[tokio::test]
async fn lists_walk_their_indexes() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    for (sql, index, sorts) in [
        (list::LISTED, "chats_listed", false),
        (list::MESSAGES, "chat_messages_sent", true),
    ] {
        let plan = fixture::plan(&mut conn, sql).await;
        let seeks = plan.iter().any(|step| step.contains(index));
        let sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(seeks && (sorts || !sorted), "{index}: {plan:?}");
    }
}
