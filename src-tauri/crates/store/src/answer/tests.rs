use domain::{AnswerState, PublishedAnswer, Question, Review};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::fixture::{self, listing, review, start};
use crate::{Ingested, Store, StoreError, upsert_listings, upsert_questions, upsert_reviews};

async fn put(store: &Store, account: AccountId, rows: Vec<Review>) -> Ingested {
    store
        .write(move |tx| {
            Box::pin(async move { upsert_reviews(tx, account, &rows, &[], start()).await })
        })
        .await
        .unwrap()
}

async fn step(store: &Store, id: i64, from: &'static [State], to: State) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            Box::pin(
                async move { set_state(tx, (SubjectKind::Review, id), from, to, None, None).await },
            )
        })
        .await
}

fn filter(partner: PartnerId, queue: Queue) -> AnswerFilter {
    AnswerFilter {
        kind: SubjectKind::Review,
        queue,
        partner,
        account: None,
        rating: None,
        search: None,
        answered: None,
        after: None,
        limit: 50,
    }
}

async fn ids(store: &Store, filter: &AnswerFilter) -> Vec<i64> {
    let page = list(&mut store.read().await.unwrap(), filter)
        .await
        .unwrap();
    page.rows.into_iter().map(|row| row.id).collect()
}

fn published(text: &str) -> PublishedAnswer {
    PublishedAnswer {
        external_id: Some("a1".into()),
        text: text.to_owned(),
        state: AnswerState::Published,
        at: Some(start()),
        editable: Some(true),
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_double() {
    let (_dir, store, partner, account) = fixture::shop().await;
    // All of one moment: only the id tells them apart.
    let rows = (0..25)
        .map(|number| review(&format!("r{number}"), 5, "Zoʻr"))
        .collect();
    put(&store, account, rows).await;
    let mut filter = AnswerFilter {
        limit: 10,
        ..filter(partner, Queue::Unanswered)
    };
    let mut seen = Vec::new();
    loop {
        let page = list(&mut store.read().await.unwrap(), &filter)
            .await
            .unwrap();
        seen.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    let newest_first: Vec<i64> = (1..=25).rev().collect();
    assert_eq!(seen, newest_first, "25 rows on three pages");
}

#[rstest]
#[case("zo'r", 1)]
#[case("zoʻr choy", 1)]
#[case("чайник", 1)]
#[case("chay", 0)]
#[case("\" OR 1=1 --", 0)]
#[case("text:*", 0)]
#[tokio::test]
async fn search_takes_words_and_no_syntax(#[case] words: &str, #[case] found: usize) {
    let (_dir, store, partner, account) = fixture::shop().await;
    let rows = vec![
        review("r1", 5, "Zoʻr choynak, rahmat"),
        review("r2", 1, "Чайник разбит"),
    ];
    put(&store, account, rows).await;
    let filter = AnswerFilter {
        search: Some(words.to_owned()),
        ..filter(partner, Queue::Unanswered)
    };
    assert_eq!(ids(&store, &filter).await.len(), found, "{words}");
}

#[tokio::test]
async fn filters_narrow_by_rating_shop_and_partner() {
    let (_dir, store, partner, account) = fixture::shop().await;
    put(
        &store,
        account,
        vec![review("r1", 5, "a"), review("r2", 2, "b")],
    )
    .await;
    let base = filter(partner, Queue::Unanswered);
    let low = AnswerFilter {
        rating: Some(2),
        ..base.clone()
    };
    assert_eq!(ids(&store, &low).await, [2], "two stars only");
    let other_shop = AnswerFilter {
        account: Some(AccountId(99)),
        ..base.clone()
    };
    assert!(
        ids(&store, &other_shop).await.is_empty(),
        "another shop has none"
    );
    let mine = AnswerFilter {
        account: Some(account),
        ..base.clone()
    };
    assert_eq!(ids(&store, &mine).await.len(), 2, "this shop has both");
    let stranger = AnswerFilter {
        partner: PartnerId(99),
        account: Some(account),
        ..base
    };
    assert!(
        ids(&store, &stranger).await.is_empty(),
        "a shop shows nothing to another partner"
    );
}

#[tokio::test]
async fn lists_seek_their_index() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let mut conn = store.read().await.unwrap();
    for account in [None, Some(account)] {
        let filter = AnswerFilter {
            account,
            ..filter(partner, Queue::Waiting)
        };
        let plan = fixture::plan(&mut conn, &list::list_sql(&filter, false)).await;
        let wanted = if account.is_some() {
            "reviews_account_queue"
        } else {
            "reviews_partner_queue"
        };
        assert!(
            plan.iter().any(|step| step.contains(wanted)),
            "{plan:?} uses {wanted}"
        );
        assert!(
            !plan.iter().any(|step| step.contains("TEMP B-TREE")),
            "{plan:?} sorts nothing"
        );
    }
}

#[tokio::test]
async fn a_step_from_another_state_is_refused() {
    let (_dir, store, _, account) = fixture::shop().await;
    let id = put(&store, account, vec![review("r1", 5, "a")])
        .await
        .new_ids[0];
    let wrong = step(&store, id, &[State::Waiting], State::Scheduled).await;
    assert!(
        matches!(wrong, Err(StoreError::WrongState { .. })),
        "it waits for nobody"
    );
    step(&store, id, &[State::Unanswered], State::Drafting)
        .await
        .unwrap();
    let missing = step(&store, 99, &[], State::Draft).await;
    assert!(
        matches!(missing, Err(StoreError::NotFound(_))),
        "there is no such review"
    );
}

#[tokio::test]
async fn an_answer_found_at_the_marketplace_ends_the_work_unless_ours_is_on_its_way() {
    let (_dir, store, _, account) = fixture::shop().await;
    let answered = |id: &str| Review {
        answer: Some(published("Rahmat")),
        ..review(id, 5, "a")
    };
    put(
        &store,
        account,
        vec![review("r1", 5, "a"), review("r2", 5, "a")],
    )
    .await;
    step(&store, 1, &[], State::Waiting).await.unwrap();
    step(&store, 2, &[], State::Unknown).await.unwrap();
    put(
        &store,
        account,
        vec![answered("r1"), answered("r2"), answered("r3")],
    )
    .await;
    let mut conn = store.read().await.unwrap();
    let mut states = Vec::new();
    for name in ["r1", "r2", "r3"] {
        let id = find(&mut conn, SubjectKind::Review, account, &name.into())
            .await
            .unwrap()
            .unwrap();
        states.push(get(&mut conn, SubjectKind::Review, id).await.unwrap().state);
    }
    assert_eq!(
        states,
        [State::Sent, State::Unknown, State::Sent],
        "only a read-back decides on ours"
    );
}

#[tokio::test]
async fn a_page_that_does_not_show_our_answer_yet_keeps_it() {
    let (_dir, store, partner, account) = fixture::shop().await;
    put(&store, account, vec![review("r1", 5, "a")]).await;
    let later = start() + chrono::Duration::minutes(12);
    let sent = store.write(move |tx| {
        Box::pin(async move {
            set_sent(
                tx,
                SubjectKind::Review,
                1,
                &published("Rahmat"),
                later,
                "2026-11-20",
            )
            .await
        })
    });
    sent.await.map_err(|error: StoreError| error).unwrap();
    put(
        &store,
        account,
        vec![review("r1", 4, "changed by its buyer")],
    )
    .await;
    let mut conn = store.read().await.unwrap();
    let row = get(&mut conn, SubjectKind::Review, 1).await.unwrap();
    assert_eq!(
        (row.state, row.answer_text.as_deref()),
        (State::Sent, Some("Rahmat")),
        "kept"
    );
    let span = crate::sales::Span {
        partner,
        account: None,
        from: "2026-11-20",
        to: "2026-11-20",
    };
    let day = answered(&mut conn, &span).await.unwrap();
    assert_eq!(
        (day.reviews, day.questions, day.wait_ms),
        (1, 0, 720_000),
        "counted once, 12 minutes"
    );
    drop(conn);
    let undone = store.write(|tx| {
        Box::pin(async move {
            set_withdrawn(tx, SubjectKind::Review, 1, State::Unanswered, start()).await
        })
    });
    undone.await.map_err(|error: StoreError| error).unwrap();
    let mut conn = store.read().await.unwrap();
    assert_eq!(
        answered(&mut conn, &span).await.unwrap().reviews,
        0,
        "an undone answer does not count"
    );
}

#[tokio::test]
async fn a_page_read_before_our_write_does_not_bring_back_what_was_taken_back() {
    let (_dir, store, _, account) = fixture::shop().await;
    let shown = |text: &str| Review {
        answer: Some(published(text)),
        ..review("r1", 5, "a")
    };
    put(&store, account, vec![shown("Rahmat")]).await;
    let undone = store.write(|tx| {
        Box::pin(async move {
            set_withdrawn(tx, SubjectKind::Review, 1, State::Rejected, start()).await
        })
    });
    undone.await.map_err(|error: StoreError| error).unwrap();
    let page_at = async |after: i64, text: &str| {
        let (rows, at) = (
            vec![shown(text)],
            start() + chrono::Duration::seconds(after),
        );
        let put = store.write(move |tx| {
            Box::pin(async move { upsert_reviews(tx, account, &rows, &[], at).await })
        });
        put.await.map_err(|error: StoreError| error).unwrap();
        let mut conn = store.read().await.unwrap();
        let row = get(&mut conn, SubjectKind::Review, 1).await.unwrap();
        (row.state, row.answer_text)
    };
    let late = page_at(5, "Rahmat").await;
    assert_eq!(
        late,
        (State::Rejected, None),
        "the page was read before it was taken back"
    );
    let other = page_at(10, "From the cabinet").await;
    assert_eq!(other, (State::Rejected, None), "our word still counts more");
    let other = page_at(300, "From the cabinet").await;
    let expected = (State::Sent, Some("From the cabinet".to_owned()));
    assert_eq!(other, expected, "the same row told again later is believed");
}

#[tokio::test]
async fn a_question_lives_on_the_same_rails() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let question = Question {
        external_id: "q1".into(),
        listing: Some("l1".into()),
        author: None,
        text: "Necha litr?".to_owned(),
        created_at: start(),
        answer: None,
    };
    let rows = vec![question];
    store
        .write(move |tx| {
            Box::pin(async move {
                upsert_questions(tx, account, &rows, &[], start()).await?;
                // The card comes after its question.
                upsert_listings(tx, account, &[listing("l1", &[])], start()).await
            })
        })
        .await
        .unwrap();
    let mut conn = store.read().await.unwrap();
    let filter = AnswerFilter {
        kind: SubjectKind::Question,
        ..filter(partner, Queue::Unanswered)
    };
    let page = list(&mut conn, &filter).await.unwrap();
    assert_eq!(
        page.rows[0]
            .listing
            .as_ref()
            .map(|about| about.title.as_str()),
        Some("Choynak l1"),
        "joined once its card is known"
    );
    assert_eq!(page.rows[0].rating, None, "a question has no stars");
    let tabs = counts(&mut conn, SubjectKind::Question, partner, None, None)
        .await
        .unwrap();
    assert_eq!(tabs[&Queue::Unanswered], 1, "counted in its own tab");
}

#[derive(Debug, Clone)]
enum Move {
    Put(u8, u8),
    Step(i64, usize),
}

const STATES: [State; 11] = [
    State::Unanswered,
    State::Drafting,
    State::Draft,
    State::Waiting,
    State::Scheduled,
    State::Sending,
    State::Sent,
    State::Rejected,
    State::Refused,
    State::Unknown,
    State::Failed,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn counters_equal_a_recount_after_any_sequence(moves in prop::collection::vec(
        prop_oneof![
            (0_u8..6, 1_u8..=5).prop_map(|(id, rating)| Move::Put(id, rating)),
            (1_i64..6, 0_usize..11).prop_map(|(id, state)| Move::Step(id, state)),
        ], 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_dir, store, partner, account) = fixture::shop().await;
            for next in moves {
                match next {
                    Move::Put(id, rating) => {
                        put(&store, account, vec![review(&format!("r{id}"), rating, "a")]).await;
                    }
                    Move::Step(id, state) => {
                        // A review that is not there yet is no matter.
                        let _ = step(&store, id, &[], STATES[state]).await;
                    }
                }
            }
            let mut conn = store.read().await.unwrap();
            for rating in [None, Some(2)] {
                let kept = counts(&mut conn, SubjectKind::Review, partner, None, rating).await.unwrap();
                for queue in Queue::ALL {
                    let rows: i64 = sqlx::query_scalar(
                        "SELECT count(*) FROM reviews WHERE queue = ?1 AND (?2 IS NULL OR rating = ?2)")
                        .bind(queue.as_str()).bind(rating).fetch_one(&mut *conn).await.unwrap();
                    assert_eq!(kept[&queue], rows, "{queue:?} of {rating:?}");
                }
            }
        });
    }
}
