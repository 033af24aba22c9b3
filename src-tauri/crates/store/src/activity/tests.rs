use domain::Undo;
use rstest::rstest;
use sqlx::AssertSqlSafe;

use super::*;
use crate::Store;
use crate::fixture::{self, start};

fn entry(partner: PartnerId, account: AccountId, number: i64) -> NewActivity {
    NewActivity {
        account: Some(account),
        marketplace: Some("wildberries".into()),
        actor: Actor::Ai,
        about: Some((SubjectKind::Review, number)),
        outcome: Outcome::Verified,
        why: vec!["rating_5".to_owned()],
        facts: vec![Fact {
            number: 1,
            name: "Hajm".into(),
            value: "1,8".into(),
            source: "card".into(),
        }],
        rules: vec![RuleResult {
            rule: "length".into(),
            passed: true,
            measured: "42".into(),
        }],
        pack: Some("wildberries 2026-11-03".to_owned()),
        model: Some("claude".to_owned()),
        cost_micros: Some(3100),
        before: Some(String::new()),
        after: Some("Rahmat!".to_owned()),
        steps: vec![Step {
            at: start(),
            step: "sent".into(),
            detail: None,
        }],
        effect_key: Some(format!("answer:1:review:{number}")),
        undo: Undo::Delete { until: None },
        undoes: (number == 3).then_some(ActivityId(2)),
        ..NewActivity::note(partner, Act::ANSWERED_REVIEW, format!("Choynak {number}"))
    }
}

async fn journal() -> (tempfile::TempDir, Store, PartnerId) {
    let (dir, store, partner, account) = fixture::shop().await;
    store
        .write(move |tx| {
            Box::pin(async move {
                for number in 1..=5 {
                    append(tx, &entry(partner, account, number), start()).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    (dir, store, partner)
}

async fn checked(store: &Store) -> Checked {
    verify(&mut store.read().await.unwrap()).await.unwrap()
}

/// Does what someone with the file in hand could do.
async fn tamper(store: &Store, sql: String) {
    store
        .write(move |tx| {
            Box::pin(async move {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(tx.conn()).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn an_untouched_journal_is_intact() {
    let (_dir, store, _) = journal().await;
    assert_eq!(
        checked(&store).await,
        Checked {
            rows: 5,
            first_bad: None
        },
        "five sound rows"
    );
    let row = get(&mut store.read().await.unwrap(), ActivityId(3))
        .await
        .unwrap();
    assert_eq!(
        row.entry,
        entry(row.entry.partner, row.entry.account.unwrap(), 3),
        "read as written"
    );
}

#[tokio::test]
async fn a_change_of_any_column_is_found() {
    let columns: Vec<&str> = chain::COLUMNS.iter().copied().chain(["hash"]).collect();
    let (_dir, store, _) = journal().await;
    let stored: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info('activity')")
        .fetch_all(&mut *store.read().await.unwrap())
        .await
        .unwrap();
    assert_eq!(stored, columns, "the hash covers every column of the table");
    for column in columns {
        let (_dir, store, _) = journal().await;
        // One more, one letter more, or something where nothing was.
        let changed = format!(
            "UPDATE activity SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} + 1000
                 WHEN 'text' THEN {column} || ' ' ELSE 1 END WHERE id = 2"
        );
        tamper(&store, changed).await;
        let found = checked(&store).await;
        let first = found.first_bad.map(|id| id.0);
        assert!(
            first == Some(2),
            "a change of {column} was found at {first:?}"
        );
    }
}

#[rstest]
#[case::deleted("DELETE FROM activity WHERE id = 3", 3)]
#[case::first_deleted("DELETE FROM activity WHERE id = 1", 1)]
#[case::cut_off("DELETE FROM activity WHERE id >= 4", 4)]
#[case::emptied("DELETE FROM activity", 1)]
#[case::swapped(
    "UPDATE activity SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3);
    UPDATE activity SET id = -id WHERE id < 0",
    2
)]
#[case::added("INSERT INTO activity SELECT 6, at, partner_id, account_id, marketplace, actor, act, subject_kind,
    subject_id, subject, outcome, why, facts, rules, pack, model, cost_micros, before_text, after_text,
    steps, effect_key, undo, undoes, prev_hash, hash FROM activity WHERE id = 5", 6)]
#[case::nothing_for_empty("UPDATE activity SET before_text = NULL WHERE id = 2", 2)]
#[case::one_letter("UPDATE activity SET hash = upper(hash) WHERE id = 2", 2)]
#[case::not_utf8("UPDATE activity SET subject = CAST(x'ff' AS TEXT) WHERE id = 2", 2)]
#[case::head_hash("UPDATE journal_head SET hash = 'x'", 6)]
#[case::head_count("UPDATE journal_head SET amount = 4", 6)]
#[case::head_gone("DELETE FROM journal_head", 6)]
#[tokio::test]
async fn tampering_is_found_at_its_row(#[case] sql: &str, #[case] first: i64) {
    let (_dir, store, _) = journal().await;
    tamper(&store, sql.to_owned()).await;
    assert_eq!(
        checked(&store).await.first_bad,
        Some(ActivityId(first)),
        "{sql}"
    );
}

#[tokio::test]
async fn the_list_filters_pages_and_knows_what_can_be_undone() {
    let (_dir, store, partner) = journal().await;
    let mut conn = store.read().await.unwrap();
    let all = ActivityFilter {
        partner,
        account: None,
        act: None,
        outcome: None,
        undoable: false,
        search: None,
        after: None,
        limit: 2,
    };
    let page = list(&mut conn, &all).await.unwrap();
    let ids: Vec<i64> = page.rows.iter().map(|row| row.id.0).collect();
    assert_eq!(
        (ids, page.next, page.total),
        (vec![5, 4], Some(ActivityId(4)), 5),
        "newest first"
    );
    let next = ActivityFilter {
        after: page.next,
        ..all.clone()
    };
    assert_eq!(
        list(&mut conn, &next).await.unwrap().rows[0].id,
        ActivityId(3),
        "and on"
    );
    let undoable = ActivityFilter {
        undoable: true,
        limit: 50,
        ..all.clone()
    };
    assert_eq!(
        list(&mut conn, &undoable).await.unwrap().total,
        4,
        "row 2 was taken back by row 3"
    );
    let undone = undone_by(&mut conn, &[ActivityId(1), ActivityId(2)])
        .await
        .unwrap();
    assert_eq!(
        undone
            .iter()
            .map(|row| (row.of.0, row.by.0))
            .collect::<Vec<_>>(),
        [(2, 3)],
        "by whom"
    );
    let found = ActivityFilter {
        search: Some("choyn".to_owned()),
        limit: 50,
        ..all.clone()
    };
    assert_eq!(
        list(&mut conn, &found).await.unwrap().total,
        5,
        "the subject is searched"
    );
    let acts = ActivityFilter {
        act: Some("approved".to_owned()),
        ..all
    };
    assert_eq!(
        list(&mut conn, &acts).await.unwrap().total,
        0,
        "no such act"
    );
    let figures = today(&mut conn, partner, start()).await.unwrap();
    assert_eq!(
        (figures.rows, figures.done, figures.cost_micros),
        (5, 5, 15_500),
        "the day's figures"
    );
}

#[tokio::test]
async fn a_check_is_kept() {
    let (_dir, store, _) = journal().await;
    let found = checked(&store).await;
    store
        .write(move |tx| Box::pin(async move { keep_checked(tx, &found, start()).await }))
        .await
        .unwrap();
    let head = head(&mut store.read().await.unwrap()).await.unwrap();
    assert_eq!(
        (head.verified_rows, head.verified_at),
        (Some(5), Some(start())),
        "when and how far"
    );
}

#[tokio::test]
async fn a_check_tells_how_far_it_is_and_can_be_stopped() {
    let (_dir, store, partner) = journal().await;
    let account = AccountId(1);
    let filled = store.write(move |tx| {
        Box::pin(async move {
            for number in 0..1100 {
                append(tx, &entry(partner, account, number + 100), start()).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    filled.await.unwrap();
    let mut conn = store.read().await.unwrap();
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = std::sync::Arc::clone(&told);
    let progress = move |done, total| {
        heard.lock().unwrap().push((done, total));
        true
    };
    let checked = verify_watched(&mut conn, Box::new(progress)).await.unwrap();
    assert!(checked.intact(), "watching changes nothing");
    let total = checked.rows.unsigned_abs();
    assert_eq!(
        *told.lock().unwrap(),
        [(0, total), (500, total), (1000, total)],
        "entries of entries"
    );
    let stopped = verify_watched(&mut conn, Box::new(|done, _| done < 500)).await;
    assert!(matches!(stopped, Err(StoreError::Stopped)), "{stopped:?}");
    assert!(
        verify(&mut conn).await.unwrap().intact(),
        "the connection is as good as before"
    );
}
