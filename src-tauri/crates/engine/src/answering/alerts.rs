//! What a person is told about an answer that does not come to its end by itself.

use std::collections::BTreeMap;

use domain::{AlertKind, AlertLevel, SubjectKind};
use store::alert::NewAlert;
use store::answer::Answerable;

use super::ledger;

/// An answer left hours ago and the marketplace does not show it.
pub(super) fn not_shown(subject: &Answerable) -> NewAlert {
    NewAlert {
        kind: AlertKind::Shop,
        title_key: "alert.answer_not_shown".to_owned(),
        cause: not_shown_cause(subject),
        ..about(subject)
    }
}

/// Its cause, to be cleared.
pub(super) fn not_shown_cause(subject: &Answerable) -> String {
    format!("not_shown:{}:{}", subject.kind.as_str(), subject.id)
}

/// The marketplace's moderators refused an answer: another one is wanted.
pub(super) fn refused(subject: &Answerable) -> NewAlert {
    NewAlert {
        kind: AlertKind::Approval,
        title_key: "alert.answer_refused".to_owned(),
        cause: refused_cause(subject),
        ..about(subject)
    }
}

/// Its cause, to be cleared.
pub(super) fn refused_cause(subject: &Answerable) -> String {
    format!("refused:{}:{}", subject.kind.as_str(), subject.id)
}

fn about(subject: &Answerable) -> NewAlert {
    let page = match subject.kind {
        SubjectKind::Review => "/reviews",
        SubjectKind::Question => "/questions",
    };
    NewAlert {
        partner: subject.partner,
        account: Some(subject.account),
        cause: String::new(),
        kind: AlertKind::Approval,
        level: AlertLevel::Warn,
        title_key: String::new(),
        detail: BTreeMap::from([("title".to_owned(), ledger::line(subject))]),
        page: page.to_owned(),
    }
}
