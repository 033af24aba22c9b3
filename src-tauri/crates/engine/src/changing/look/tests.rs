use domain::{AccountId, Actor, ChangeKind, PartnerId, VerdictId};
use rstest::rstest;
use serde_json::json;
use store::proposal::NewProposal;

use super::*;

fn start() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn proposal(state: ProposalState, sought_for: TimeDelta, readings: u32) -> Proposal {
    Proposal {
        id: 1,
        wanted: NewProposal {
            partner: PartnerId(1),
            account: AccountId(1),
            kind: ChangeKind::Price,
            target: "1".to_owned(),
            content: json!({}),
            digest: String::new(),
            verdict: VerdictId(1),
            actor: Actor::Person,
            subject: String::new(),
            before: None,
            after: None,
            undoes: None,
        },
        state,
        decision: None,
        attempts: 1,
        receipt: None,
        words: None,
        problem: None,
        created_at: start(),
        sent_at: Some(start()),
        sought_since: Some(start() - sought_for),
        readings,
        ended_at: None,
        told: None,
    }
}

fn word(found: &Found) -> String {
    match found {
        Found::Ended(state, _, _) => state.as_str().to_owned(),
        Found::Missing => "missing".to_owned(),
        Found::NotYet => "not_yet".to_owned(),
    }
}

fn different() -> Seen {
    Seen::Different("120".to_owned())
}

#[rstest]
#[case(ProposalState::Accepted, 0, 0, Seen::There, "done")]
#[case(ProposalState::Unknown, 0, 0, Seen::There, "done")]
#[case(ProposalState::Accepted, 0, 0, Seen::Held("low".to_owned()), "held")]
#[case(ProposalState::Accepted, 0, 0, Seen::Refused("no".to_owned()), "refused")]
#[case(ProposalState::Accepted, 60, 9, Seen::Pending, "not_yet")]
#[case(ProposalState::Accepted, 24 * 60, 9, Seen::Pending, "failed")]
// What was accepted shows late; after half an hour and several looks it was taken without effect.
#[case(ProposalState::Accepted, 5, 9, different(), "not_yet")]
#[case(ProposalState::Accepted, 30, 1, different(), "not_yet")]
#[case(ProposalState::Accepted, 30, 2, different(), "different")]
// What nobody knows of is sent again only when several looks, far enough apart, do not show it.
#[case(ProposalState::Unknown, 4, 9, different(), "not_yet")]
#[case(ProposalState::Unknown, 5, 1, different(), "not_yet")]
#[case(ProposalState::Unknown, 5, 2, different(), "missing")]
#[case(ProposalState::Sent, 0, 0, different(), "not_yet")]
fn a_reading_means(
    #[case] state: ProposalState,
    #[case] minutes: i64,
    #[case] readings: u32,
    #[case] seen: Seen,
    #[case] expected: &str,
) {
    let proposal = proposal(state, TimeDelta::minutes(minutes), readings);
    let means = found(&proposal, seen.clone(), start());
    assert_eq!(
        word(&means),
        expected,
        "{state:?} after {minutes} min, {readings} looks: {seen:?}"
    );
}
