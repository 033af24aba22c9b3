//! The seller's own answer among what people wrote under a text.

use domain::{AnswerState, PublishedAnswer};

use crate::yandex::wire::feedback::Reply;

/// Our answer: written by a cabinet ("BUSINESS") to the text itself and not
/// deleted. Answers that we may change are ours for certain, then those that
/// bear our name. Failing both, another cabinet's answer is taken for ours: a
/// question that is answered already is better left alone than answered twice.
pub(in crate::yandex) fn own(replies: Vec<Reply>, cabinet: &str) -> Option<PublishedAnswer> {
    let rank = |reply: &Reply| {
        let named = !cabinet.is_empty() && reply.author.name.as_deref() == Some(cabinet);
        (
            reply.can_modify == Some(true),
            named,
            reply.status != "BANNED",
        )
    };
    replies
        .into_iter()
        .filter(|reply| reply.author.kind == "BUSINESS" && reply.parent_id.is_none())
        .filter(|reply| reply.status != "DELETED" && !reply.id.is_empty())
        // The last of equals: the newest.
        .max_by_key(rank)
        .map(answer)
}

fn answer(reply: Reply) -> PublishedAnswer {
    PublishedAnswer {
        external_id: Some(reply.id.into()),
        text: reply.text,
        state: match reply.status.as_str() {
            "PUBLISHED" => AnswerState::Published,
            "UNMODERATED" => AnswerState::Moderation,
            "BANNED" => AnswerState::Rejected(None),
            _ => AnswerState::Other(reply.status),
        },
        at: reply.created_at,
        editable: reply.can_modify,
    }
}
