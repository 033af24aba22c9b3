//! Returns are decided and buyers answered by a person, on every marketplace that lets it be done.

use api::view::change::{ChangeState, ProposedChange};
use api::view::chat::{ChatAuthor, ChatRow, ChatThread, ChatsPage};
use api::view::returned::{ReturnRow, ReturnsPage};
use api::{Caller, Code};
use domain::Capability;
use journeys::decided::{agreed, some, writable, written};
use journeys::stage::{PARTNER, Stage, world};
use serde_json::json;

/// World seconds per second.
const SPEED: f64 = 240.0;

async fn returns(stage: &Stage, queue: &str) -> Vec<ReturnRow> {
    let all =
        json!({ "account": null, "queue": queue, "search": null, "after": null, "limit": 200 });
    stage.partner::<ReturnsPage>("returns_list", all).await.rows
}

async fn chats(stage: &Stage) -> Vec<ChatRow> {
    let all = json!({ "account": null, "queue": "unanswered", "search": null, "after": null,
        "limit": 200 });
    stage.partner::<ChatsPage>("chats_list", all).await.rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_is_decided_once_and_moves_on() {
    let stage = Stage::open(world(11, SPEED)).await;
    let mut decided = 0;
    for marketplace in writable(Capability::Returns) {
        let of = async |queue: &str| {
            let rows = returns(&stage, queue).await.into_iter();
            rows.filter(|row| row.marketplace == marketplace)
                .collect::<Vec<_>>()
        };
        some(&stage, "old returns are read", async || of("closed").await).await;
        // Claims are few, and wait for days: a marketplace may have none open just now.
        let mut rows = of("undecided").await;
        rows.retain(|row| !row.choices.is_empty());
        let Some(row) = rows.first() else {
            continue;
        };
        decided += 1;
        let mut choices = row.choices.iter();
        let plain = choices.find(|choice| !choice.wants_text && !choice.wants_amount);
        let choice = plain.expect("one that needs no words");
        let args = json!({ "account": row.account, "key": row.key, "choice": choice.code,
            "text": null, "amount_minor": null });
        agreed(&stage, &marketplace, "return_propose", args).await;
        stage
            .until("the return is decided in the list, too", || async {
                let rows = returns(&stage, "undecided").await;
                match rows
                    .iter()
                    .any(|one| (one.account, &one.key) == (row.account, &row.key))
                {
                    true => vec![row.key.clone()],
                    false => Vec::new(),
                }
            })
            .await;
    }
    assert!(decided > 0, "a claim waits somewhere");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_that_is_not_offered_is_refused_and_a_partner_asks_for_none() {
    let stage = Stage::open(world(12, SPEED)).await;
    let open = async || {
        let rows = returns(&stage, "undecided").await.into_iter();
        rows.filter(|row| !row.choices.is_empty())
            .collect::<Vec<_>>()
    };
    let rows = some(&stage, "a return waits for a decision", open).await;
    let row = rows.first().expect("it was just there");
    let args = |choice: &str| {
        json!({ "account": row.account, "key": row.key, "choice": choice,
        "text": null, "amount_minor": null })
    };
    let made_up = stage
        .api
        .call(&Caller::OWNER, "return_propose", args("give_everything"))
        .await;
    assert_eq!(
        made_up.expect_err("nobody offers it").code,
        Code::BadInput,
        "only what was told"
    );
    let choice = row.choices.first().expect("it was just there");
    let partner = stage
        .api
        .call(&PARTNER, "return_propose", args(&choice.code))
        .await;
    assert_eq!(
        partner.expect_err("a partner only decides").code,
        Code::Forbidden,
        "view-only"
    );
    assert!(
        written(&stage, &row.marketplace).is_empty(),
        "nothing has left"
    );
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_answered_once_and_the_chat_leaves_the_queue() {
    let stage = Stage::open(world(13, SPEED)).await;
    for marketplace in writable(Capability::Chats) {
        let open = async || {
            let rows = chats(&stage).await.into_iter();
            rows.filter(|row| row.marketplace == marketplace)
                .collect::<Vec<_>>()
        };
        let rows = some(&stage, "a buyer waits for an answer", open).await;
        let row = rows.first().expect("it was just there");
        let text = "Здравствуйте! Уже смотрим, ответим сегодня.";
        let args = json!({ "account": row.account, "key": row.key, "text": text });
        agreed(&stage, &marketplace, "chat_propose", args).await;
        let named = json!({ "account": row.account, "key": row.key });
        stage
            .until("our words are read back into the chat", || async {
                let thread: ChatThread = stage.partner("chat_get", named.clone()).await;
                let mut own = thread.messages.iter();
                match own.any(|one| one.author == ChatAuthor::Seller && one.text == text) {
                    true => Vec::new(),
                    false => vec![format!("{marketplace}: {} messages", thread.messages.len())],
                }
            })
            .await;
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_out_of_the_marketplace_is_never_written_to_a_buyer() {
    let stage = Stage::open(world(14, SPEED)).await;
    let rows = some(&stage, "a buyer waits for an answer", async || {
        chats(&stage).await
    })
    .await;
    let row = rows.first().expect("it was just there");
    let args = json!({ "account": row.account, "key": row.key,
        "text": "Пишите мне: https://t.me/shop или +998 90 123 45 67" });
    let wish: ProposedChange = stage.owner("chat_propose", args).await;
    assert_eq!(
        wish.change.state,
        ChangeState::Refused,
        "no yes can send it: {wish:?}"
    );
    let yes = json!({ "id": wish.change.id, "yes": true });
    let agreed = stage.api.call(&PARTNER, "change_decide", yes).await;
    assert!(agreed.is_err(), "it cannot be agreed to");
    assert!(
        written(&stage, &row.marketplace).is_empty(),
        "nothing has left"
    );
    stage.close().await;
}
