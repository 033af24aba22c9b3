use std::collections::HashSet;

use super::testing::{STALL, start, world};
use super::*;

fn told(world: &World, minutes: i64) -> String {
    let now = start() + TimeDelta::minutes(minutes);
    format!(
        "{:?} {:?} {:?} {:?}",
        world.orders(&STALL, now),
        world.reviews(&STALL, now),
        world.questions(&STALL, now),
        world.stock(&STALL, now)
    )
}

#[test]
fn the_same_seed_and_time_give_the_same_world_in_any_order_of_asking() {
    let (first, second) = (world(7), world(7));
    let late = told(&first, 300);
    let early = told(&first, 20);
    assert_eq!(
        early,
        told(&second, 20),
        "asking late first changed the early state"
    );
    assert_eq!(
        late,
        told(&second, 300),
        "asking early first changed the late state"
    );
    assert_ne!(late, told(&world(8), 300), "another seed is another world");
}

#[test]
fn a_month_of_orders_reaches_every_state() {
    let world = world(1);
    let orders = world.orders(&STALL, start());
    assert!(
        (600..1_500).contains(&orders.len()),
        "{} orders in 35 days",
        orders.len()
    );
    let numbers: HashSet<u64> = orders.iter().map(|order| order.number).collect();
    assert_eq!(numbers.len(), orders.len(), "order numbers are unique");
    let stages: HashSet<Stage> = orders.iter().map(|order| order.stage(start()).0).collect();
    assert_eq!(stages.len(), 8, "every stage is met: {stages:?}");
    let products: HashSet<usize> = orders
        .iter()
        .flat_map(|order| &order.lines)
        .map(|line| line.product)
        .collect();
    assert_eq!(products.len(), 24, "every product sells");
    assert!(
        orders.iter().any(|order| order.lines.len() > 1),
        "some baskets hold two articles"
    );
}

#[test]
fn one_shelf_runs_low_in_the_first_hour() {
    for seed in 0..8 {
        let world = world(seed);
        let level = |minutes: i64| {
            let shelves = world.stock(&STALL, start() + TimeDelta::minutes(minutes));
            let of_hero = shelves.iter().filter(|shelf| shelf.product == world.hero);
            of_hero.map(|shelf| shelf.available).sum::<u32>()
        };
        assert_eq!(
            level(0),
            9,
            "the hero's shelf is not empty at the start of seed {seed}"
        );
        assert!(
            level(30) <= 4,
            "half an hour later little is left under seed {seed}"
        );
        assert_eq!(level(55), 1, "and then almost nothing under seed {seed}");
        assert!(
            level(60 * 24 * 7) > 9,
            "the weekly delivery fills it under seed {seed}"
        );
    }
}

#[test]
fn one_article_is_sold_out_from_the_start() {
    let world = world(3);
    let shelves = world.stock(&STALL, start() + TimeDelta::hours(5));
    let gone: u32 = shelves
        .iter()
        .filter(|s| s.product == world.gone)
        .map(|s| s.available)
        .sum();
    assert_eq!(gone, 0, "the sold-out article has no units");
    let orders = world.orders_since(&STALL, start(), start() + TimeDelta::hours(5));
    assert!(
        orders
            .iter()
            .flat_map(|order| &order.lines)
            .all(|line| line.product != world.gone),
        "nobody can buy what is sold out"
    );
}

#[test]
fn the_first_hour_holds_hostile_and_grave_texts() {
    for seed in 0..8 {
        let world = world(seed);
        let now = start() + TimeDelta::minutes(60);
        let open: Vec<Review> = world
            .reviews(&STALL, now)
            .into_iter()
            .filter(|r| r.answer.is_none())
            .collect();
        assert!(
            open.iter().any(|r| r.tone.is_hostile()),
            "a hostile review under seed {seed}"
        );
        assert!(
            open.iter().any(|r| r.rating <= 2),
            "a low rating under seed {seed}"
        );
        assert!(
            open.iter().any(|r| r.tone == Tone::Happy),
            "a pleased buyer under seed {seed}"
        );
        let questions = world.questions(&STALL, now);
        assert!(
            questions
                .iter()
                .any(|q| q.at > start() && q.tone.is_hostile()),
            "a hostile question under seed {seed}"
        );
    }
}

#[test]
fn reviews_are_about_real_orders_of_the_past() {
    let world = world(1);
    let reviews = world.reviews(&STALL, start() + TimeDelta::hours(1));
    assert!(reviews.len() > 100, "a month of reviews: {}", reviews.len());
    let numbers: HashSet<u64> = reviews.iter().map(|review| review.number).collect();
    assert_eq!(numbers.len(), reviews.len(), "review numbers are unique");
    for review in &reviews {
        assert!(
            review.ordered < review.at,
            "the order comes before the review"
        );
        assert!((1..=5).contains(&review.rating), "stars are 1 to 5");
        assert_eq!(
            review.text.is_empty(),
            review.tone == Tone::Empty,
            "only stars have no text"
        );
    }
    let languages: HashSet<&str> = reviews.iter().map(|review| review.lang.as_str()).collect();
    for language in ["ru", "uz-Latn", "uz-Cyrl", "en"] {
        assert!(languages.contains(language), "{language} is written");
    }
}

#[test]
fn a_stall_without_reviews_has_none() {
    let silent = Stall {
        has_reviews: false,
        ..STALL
    };
    let world = world(1);
    let now = start() + TimeDelta::hours(2);
    assert!(
        world.reviews(&silent, now).is_empty(),
        "no reviews are offered"
    );
    assert!(
        world.questions(&silent, now).is_empty(),
        "no questions are offered"
    );
}
