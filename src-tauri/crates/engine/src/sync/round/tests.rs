use domain::Feed::{Catalogue, Orders, Stock};

use super::*;
use crate::fixture::{Script, Stage, card, level, order};

async fn read(stage: &Stage, feed: Feed) -> Result<RoundReport> {
    let watch = Watch {
        until: Some(stage.room.now() + TimeDelta::minutes(2)),
        ..Watch::default()
    };
    let report = round(&stage.room, stage.account, feed, &watch).await?;
    Ok(report.expect("the shop offers it"))
}

/// Cards, orders of a fast seller, and stock that lasts for months.
async fn stocked() -> Stage {
    let stage = Stage::open().await;
    let script = &stage.script;
    script.catalogue.page(vec![card("l1"), card("l2")], false);
    let sold = vec![order("o1", "l1", 28), order("o2", "l2", 28)];
    script.orders.page(sold, false);
    script
        .stock
        .page(vec![level("l1", 90), level("l2", 90)], false);
    for feed in [Catalogue, Orders, Stock] {
        read(&stage, feed).await.unwrap();
    }
    stage
}

const AT_HAND: &str = "SELECT sum(available) FROM stock";
const ON_SALE: &str = "SELECT count(*) FROM listings WHERE status = 'active'";
const WARNINGS: &str = "SELECT count(*) FROM alerts WHERE state = 'open'";

#[tokio::test]
async fn a_row_that_cannot_be_read_is_no_empty_shelf_and_no_alert() {
    let stage = stocked().await;
    stage.script.stock.spoilt(vec![level("l1", 90)], 1, true);
    stage.script.stock.page(vec![], false);
    let report = read(&stage, Stock).await.unwrap();
    assert_eq!(
        (report.rows, report.bad),
        (1, 1),
        "one of two could be read"
    );
    assert_eq!(
        stage.count(AT_HAND).await,
        180,
        "the other shelf is as it was"
    );
    assert_eq!(
        stage.count(WARNINGS).await,
        0,
        "nobody is told of a stock-out"
    );
    let partial = "SELECT round_bad FROM feed_state WHERE feed = 'stock'";
    assert_eq!(
        stage.count(partial).await,
        1,
        "a screen can say that it is partial"
    );
    stage.script.stock.page(vec![level("l1", 90)], false);
    read(&stage, Stock).await.unwrap();
    assert_eq!(
        stage.count(AT_HAND).await,
        90,
        "a whole round without it means that it is gone"
    );
    assert_eq!(stage.count(WARNINGS).await, 1, "and that is told");
    stage
        .script
        .stock
        .page(vec![level("l1", 90), level("l2", 90)], false);
    read(&stage, Stock).await.unwrap();
    assert_eq!(stage.count(WARNINGS).await, 0, "until it is there again");
}

#[tokio::test]
async fn a_stock_round_goes_on_where_a_limit_cut_it_off() {
    let stage = stocked().await;
    let hour = Duration::from_secs(1800);
    stage.script.stock.page(vec![level("l1", 80)], true);
    stage.script.stock.fails(ErrorKind::RateLimited, Some(hour));
    read(&stage, Stock)
        .await
        .expect_err("a limit for half an hour is a problem to tell");
    assert_eq!(
        stage.count(AT_HAND).await,
        170,
        "what was read is there, the rest as it was"
    );
    stage.clock.advance(TimeDelta::minutes(30));
    let reached = stage.script.stock.asked().last().cloned().unwrap();
    stage.script.stock.page(vec![], false);
    read(&stage, Stock).await.unwrap();
    let again = stage.script.stock.asked().last().cloned().unwrap();
    assert!(
        reached.is_some() && again == reached,
        "not from the beginning"
    );
    assert_eq!(
        stage.count(AT_HAND).await,
        80,
        "both tries are one round: l2 is gone"
    );
}

#[tokio::test]
async fn a_picture_that_fails_for_good_or_is_old_is_begun_anew() {
    let stage = stocked().await;
    let page = || stage.script.stock.page(vec![level("l1", 80)], true);
    page();
    stage.script.stock.fails(ErrorKind::Rejected, None);
    read(&stage, Stock).await.expect_err("refused");
    page();
    stage.script.stock.fails(ErrorKind::Unavailable, None);
    read(&stage, Stock)
        .await
        .expect_err("the marketplace is away");
    stage.clock.advance(TimeDelta::hours(3));
    stage
        .script
        .stock
        .page(vec![level("l1", 80), level("l2", 80)], false);
    read(&stage, Stock).await.unwrap();
    let begun = stage
        .script
        .stock
        .asked()
        .iter()
        .filter(|at| at.is_none())
        .count();
    assert_eq!(
        begun, 4,
        "the first one, after the refusal, and three hours later"
    );
}

#[tokio::test]
async fn a_picture_that_is_begun_anew_keeps_what_its_source_remembers() {
    let kept = Cursor(serde_json::json!({"tasks": [1]}));
    let stage = Stage::playing(Script {
        remembers: Some(kept.clone()),
        ..Script::default()
    })
    .await;
    let page = || stage.script.stock.page(vec![level("l1", 80)], false);
    page();
    read(&stage, Stock).await.unwrap();
    page();
    read(&stage, Stock).await.unwrap();
    assert_eq!(
        stage.script.stock.asked(),
        [None, Some(kept)],
        "the second round begins anew, with that in mind"
    );
}

#[tokio::test]
async fn a_long_wait_for_our_own_limit_says_until_when() {
    let stage = Stage::open().await;
    let hour = Duration::from_secs(3600);
    stage
        .script
        .orders
        .fails(ErrorKind::RateLimited, Some(hour));
    let error = read(&stage, Orders).await.expect_err("nothing was read");
    assert!(error.is_held_back(), "nobody was asked: {error}");
    let told = "SELECT count(*) FROM feed_state
        WHERE problem ->> 'code' = 'rate_limited' AND problem ->> 'retry_at' IS NOT NULL";
    assert_eq!(stage.count(told).await, 1, "the screen can say when");
}

#[tokio::test]
async fn a_short_limit_is_no_trouble() {
    let stage = Stage::open().await;
    let soon = Duration::from_secs(20);
    stage.script.orders.page(vec![order("o1", "l1", 1)], true);
    stage
        .script
        .orders
        .fails(ErrorKind::RateLimited, Some(soon));
    let report = read(&stage, Orders).await.unwrap();
    assert_eq!(
        (report.rows, report.end),
        (1, End::Later(TimeDelta::seconds(20))),
        "it goes on when the marketplace lets us"
    );
    let told =
        "SELECT count(*) FROM feed_state WHERE problem IS NOT NULL OR last_ok_at IS NOT NULL";
    assert_eq!(
        stage.count(told).await,
        0,
        "neither a problem nor up to date"
    );
}

#[tokio::test]
async fn a_long_feed_lets_others_have_their_turn_and_a_person_stop_it() {
    let stage = Stage::open().await;
    let page = || stage.script.orders.page(vec![order("o1", "l1", 1)], true);
    page();
    page();
    let watch = Watch {
        until: Some(stage.room.now()),
        ..Watch::default()
    };
    let report = round(&stage.room, stage.account, Orders, &watch)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (report.rows, report.end),
        (1, End::Later(TimeDelta::zero())),
        "one page at least"
    );
    let watch = Watch::default();
    watch.stop.cancel();
    let report = round(&stage.room, stage.account, Orders, &watch)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(report.end, End::Stopped, "before the next page");
    let fresh = "SELECT count(*) FROM feed_state WHERE last_ok_at IS NOT NULL";
    assert_eq!(
        stage.count(fresh).await,
        0,
        "a feed that was stopped is not up to date"
    );
}

#[tokio::test]
async fn a_card_that_is_gone_is_no_longer_on_sale() {
    let stage = stocked().await;
    stage.script.catalogue.spoilt(vec![card("l1")], 1, false);
    read(&stage, Catalogue).await.unwrap();
    assert_eq!(
        stage.count(ON_SALE).await,
        2,
        "the one that is missing may be the unreadable one"
    );
    stage.script.catalogue.page(vec![card("l1")], false);
    read(&stage, Catalogue).await.unwrap();
    assert_eq!(stage.count(ON_SALE).await, 1, "not named by a whole round");
    stage
        .script
        .catalogue
        .page(vec![card("l1"), card("l2")], false);
    read(&stage, Catalogue).await.unwrap();
    assert_eq!(stage.count(ON_SALE).await, 2, "it came back as it was");
}

#[tokio::test]
async fn where_only_changes_are_told_no_card_vanishes() {
    let stage = Stage::playing(Script {
        changes_only: true,
        ..Script::default()
    })
    .await;
    stage
        .script
        .catalogue
        .page(vec![card("l1"), card("l2")], false);
    read(&stage, Catalogue).await.unwrap();
    stage.script.catalogue.page(vec![card("l1")], false);
    read(&stage, Catalogue).await.unwrap();
    assert_eq!(
        stage.count(ON_SALE).await,
        2,
        "silence means that nothing changed"
    );
}
