//! Returns and conversations.

use domain::{Change, Chat, ChatReply, PinPlace, Return, ReturnDecision, Review, ReviewPin};

use super::Hand;
use crate::hand::ACCOUNT;

impl Hand<'_> {
    pub(super) async fn returned(&self) {
        let Some(by) = self.shop.return_decisions() else {
            return;
        };
        let rows = self.rows::<Return>().await;
        let row = rows.into_iter().find(|row| !row.choices.is_empty());
        let row = row.expect("a return that waits for a decision");
        let choice = row.choices.first().expect("it was just there");
        let wanted = ReturnDecision {
            account: ACCOUNT,
            returned: row.external_id,
            order: row.order,
            choice: choice.code.clone(),
            choice_name: choice.name.clone(),
            text: choice
                .wants_text
                .then(|| "Спасибо, деньги вернём.".to_owned()),
            amount: row.amount,
        };
        self.there(by, &wanted).await;
    }

    /// A review comes first among those of its card, and no longer.
    pub(super) async fn pin(&self) {
        let Some(by) = self.shop.review_pins() else {
            return;
        };
        let rows = self.rows::<Review>().await;
        let review = rows.into_iter().next().expect("a review");
        let wanted = ReviewPin {
            account: ACCOUNT,
            review: review.external_id,
            listing: review.listing,
            place: PinPlace::Card,
            pinned: true,
        };
        self.there(by, &wanted).await;
        let back = wanted.before().expect("it was not pinned");
        self.there(by, &back).await;
    }

    pub(super) async fn chat(&self) {
        let Some(by) = self.shop.chat_replies() else {
            return;
        };
        let rows = self.rows::<Chat>().await;
        let chat = rows
            .into_iter()
            .find(|chat| chat.open)
            .expect("a chat in which the seller may write");
        let wanted = ChatReply {
            account: ACCOUNT,
            chat: chat.external_id,
            reply_with: chat.reply_with,
            after: chat
                .messages
                .last()
                .map(|message| message.external_id.clone()),
            text: "Здравствуйте! Уже смотрим.".to_owned(),
        };
        self.there(by, &wanted).await;
    }
}
