//! The seller's own answer among what people wrote under a text.

use domain::{AnswerState, PublishedAnswer};

use crate::ozon::wire::question::Answer;
use crate::ozon::wire::review::Comment;

/// Our comment on a review: by the owner, on the review itself; one that was
/// refused counts only while there is no other.
pub(in crate::ozon) fn comment(comments: Vec<Comment>) -> Option<PublishedAnswer> {
    comments
        .into_iter()
        .filter(|comment| comment.is_owner == Some(true) && !comment.id.is_empty())
        .filter(|comment| comment.parent_comment_id.is_none())
        // The last of equals: the newest.
        .max_by_key(|comment| comment.is_rejected != Some(true))
        .map(|comment| PublishedAnswer {
            state: comment_state(&comment),
            external_id: Some(comment.id.into()),
            text: comment.text,
            at: comment.published_at,
            editable: Some(false),
        })
}

fn comment_state(comment: &Comment) -> AnswerState {
    if comment.is_rejected == Some(true) {
        return AnswerState::Rejected(comment.deviation_reason.clone());
    }
    match comment.is_published {
        Some(true) => AnswerState::Published,
        _ => AnswerState::Moderation,
    }
}

/// Our answer to a question. The API does not say who wrote which: the name is
/// compared first, and what is not published can only be ours. Failing both,
/// the last answer counts as ours, so that nothing is answered twice.
pub(in crate::ozon) fn answer(answers: Vec<Answer>, company: &str) -> Option<PublishedAnswer> {
    let rank = |answer: &Answer| {
        let named = !company.is_empty() && answer.author_name.trim() == company.trim();
        let refused = matches!(
            answer.status_publication.as_str(),
            "MODERATION_FAILED" | "DUPLICATE"
        );
        let shown = answer.status_publication == "PUBLISHED";
        (named && !refused, named || !shown, !refused)
    };
    answers
        .into_iter()
        .filter(|answer| !answer.id.is_empty())
        .max_by_key(rank)
        .map(|answer| PublishedAnswer {
            state: match answer.status_publication.as_str() {
                "PUBLISHED" => AnswerState::Published,
                "AWAITING_MODERATION" => AnswerState::Moderation,
                "MODERATION_FAILED" => AnswerState::Rejected(None),
                "DUPLICATE" => AnswerState::Rejected(Some("DUPLICATE".to_owned())),
                _ => AnswerState::Other(answer.status_publication),
            },
            external_id: Some(answer.id.into()),
            text: answer.text,
            at: answer.published_at,
            editable: Some(false),
        })
}
