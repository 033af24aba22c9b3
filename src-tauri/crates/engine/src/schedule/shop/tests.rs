use store::Topic;

use super::*;
use crate::fixture::{Stage, card, level};
use crate::jobs::{JobState, JobView};

/// The loop of a stage's shop, running.
struct Running {
    stage: Stage,
    jobs: Arc<Jobs>,
    loops: Arc<Loops>,
    task: tokio::task::JoinHandle<()>,
    stop: CancellationToken,
    hurry: Arc<Notify>,
}

impl Running {
    fn of(stage: Stage) -> Self {
        let mut running = Self::still(stage);
        running.task = tokio::spawn(running.shop().run());
        running
    }

    /// The same for a test that takes its steps itself.
    fn still(stage: Stage) -> Self {
        let jobs = Arc::new(Jobs::new(stage.room.store.clone()));
        let loops: Arc<Loops> = Arc::default();
        let (stop, hurry) = (stage.room.stop.child_token(), Arc::new(Notify::new()));
        Self {
            task: tokio::spawn(async {}),
            stage,
            jobs,
            loops,
            stop,
            hurry,
        }
    }

    fn shop(&self) -> ShopLoop {
        let of = (&self.stage.room, &self.jobs, &self.loops);
        let (stop, hurry) = (self.stop.clone(), Arc::clone(&self.hurry));
        ShopLoop::new(of, self.stage.account, stop, hurry)
    }

    fn job(&self) -> Option<JobView> {
        self.jobs.list().into_iter().next()
    }

    /// What the button Refresh does.
    async fn refresh(&self) -> JobView {
        let id = self.stage.account;
        let resumed = self
            .stage
            .room
            .store
            .write(move |tx| Box::pin(async move { store::reading::resume(tx, id).await }));
        resumed.await.unwrap();
        let of = (self.stage.room.as_ref(), &self.jobs);
        let job = self.loops.wish(of, id, JobKind::Sync);
        self.hurry.notify_one();
        job.unwrap()
    }

    async fn until(&self, what: &str, state: JobState) {
        let there = async || self.job().is_some_and(|job| job.state == state);
        self.stage.until(what, there).await;
    }

    async fn end(self) -> Stage {
        self.stop.cancel();
        self.task.await.unwrap();
        self.stage
    }
}

#[tokio::test]
async fn a_first_load_counts_its_rows_and_happens_once() {
    let stage = Stage::open().await;
    stage
        .script
        .catalogue
        .page(vec![card("l1"), card("l2")], true);
    stage.script.catalogue.page(vec![card("l3")], false);
    stage.script.stock.page(vec![level("l1", 5)], false);
    stage.script.stock.only(0);
    let running = Running::of(stage);
    running
        .stage
        .until(
            "the cards are counted while the stock is awaited",
            async || running.job().is_some_and(|job| job.done == 3),
        )
        .await;
    let job = running.job().unwrap();
    assert_eq!(
        (job.kind, &job.state),
        (JobKind::FirstSync, &JobState::Running),
        "with its true name and a Stop"
    );
    running.stage.script.stock.only(1000);
    running.until("the first load ends", JobState::Done).await;
    assert_eq!(running.job().unwrap().done, 4, "every row");
    let again = Running::of(running.end().await);
    let asked = again.stage.script.orders.asked().len();
    again
        .stage
        .until("the next start of the program reads", async || {
            again.stage.script.orders.asked().len() > asked
        })
        .await;
    assert!(
        again.job().is_none(),
        "and calls nothing a first load that is none"
    );
    again.end().await;
}

#[tokio::test]
async fn a_stop_is_kept_until_the_person_wants_it_again() {
    let stage = Stage::open().await;
    for id in 0..1000 {
        stage
            .script
            .catalogue
            .page(vec![card(&format!("l{id}"))], true);
    }
    stage.script.catalogue.only(1);
    let running = Running::of(stage);
    let one_page = async || running.job().is_some_and(|job| job.done == 1);
    running.stage.until("a page is read", one_page).await;
    running.jobs.stop(running.job().unwrap().id).unwrap();
    // The loop may take some pages' time to notice, and pages are asked for ahead; never so many.
    running.stage.script.catalogue.only(900);
    running
        .until("the page at hand ends", JobState::Stopped)
        .await;
    running.stage.clock.advance(TimeDelta::hours(2));
    let stage = running.end().await;
    stage.script.catalogue.only(10_000);
    let asked = |stage: &Stage| {
        stage.script.catalogue.asked().len()
            + stage.script.stock.asked().len()
            + stage.script.orders.asked().len()
    };
    let before = asked(&stage);
    // Another start of the program, hours later: everything would be due.
    let running = Running::of(stage);
    let mut shop = running.shop();
    shop.turn().await.unwrap();
    assert!(shop.halted && shop.running.is_empty(), "not read");
    assert!(running.job().is_none(), "and no job pretends to");
    assert_eq!(
        asked(&running.stage),
        before,
        "the marketplace was not asked"
    );
    running.refresh().await;
    running
        .until("the reading that was wanted ends", JobState::Done)
        .await;
    assert!(asked(&running.stage) > before, "it is read again");
    let cards = running.stage.count("SELECT count(*) FROM listings").await;
    assert_eq!(cards, 1000, "to its end");
    running.end().await;
}

#[tokio::test]
async fn refreshing_is_a_job_that_can_be_stopped_and_is_never_two() {
    let stage = Stage::open().await;
    let running = Running::of(stage);
    running.until("the first load ends", JobState::Done).await;
    running.stage.script.orders.only(0);
    let mut changes = running.stage.room.store.changes();
    let job = running.refresh().await;
    assert_eq!(
        job.state,
        JobState::Running,
        "it has an id that can be stopped"
    );
    let told = async { while changes.recv().await.unwrap().topic != Topic::Jobs {} };
    told.await;
    assert_eq!(
        running.refresh().await.id,
        job.id,
        "the one that runs is the one that is wanted"
    );
    running.jobs.stop(job.id).unwrap();
    running.stage.script.orders.only(1000);
    running.until("it stops", JobState::Stopped).await;
    running.end().await;
}

#[tokio::test]
async fn a_hanging_feed_delays_no_other_and_a_sleep_of_the_machine_is_noticed() {
    let stage = Stage::open().await;
    stage.script.catalogue.only(0);
    let running = Running::still(stage);
    let mut shop = running.shop();
    for turn in 1..4 {
        shop.turn().await.unwrap();
        while shop.running.len() > 1 {
            shop.wait(NAP).await;
            shop.turn().await.unwrap();
        }
        let orders = running.stage.script.orders.asked().len();
        assert_eq!(orders, turn, "orders are read although the catalogue hangs");
        assert!(
            shop.nap() <= NAP,
            "the clock is looked at, no timer is trusted for long"
        );
        running.stage.clock.advance(TimeDelta::hours(1));
    }
    let cards = running.stage.script.catalogue.asked().len();
    assert_eq!(cards, 1, "it still hangs");
}

#[tokio::test]
async fn a_feed_that_fails_ends_what_a_person_waits_for_with_its_reason() {
    let running = Running::of(Stage::open().await);
    running.until("the first load ends", JobState::Done).await;
    let script = &running.stage.script;
    let away = marketplaces::ErrorKind::Unavailable;
    script.catalogue.fails(away, None);
    script.stock.fails(away, None);
    script.orders.fails(away, None);
    running.refresh().await;
    let failed = async || match running.job().unwrap().state {
        JobState::Failed(problem) => problem.code == "unreachable",
        _ => false,
    };
    running.stage.until("the reason is told", failed).await;
    running.end().await;
}
