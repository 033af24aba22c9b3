use std::sync::Arc;

use bytes::Bytes;

use super::*;
use crate::fixture::Stage;

fn pdf(name: &str) -> FileAnswer {
    FileAnswer::Here(marketplaces::File {
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: Bytes::from_static(b"%PDF-1.4 label"),
    })
}

fn later(ticket: &str) -> FileAnswer {
    FileAnswer::Later {
        wait: AGAIN,
        ticket: ticket.to_owned(),
    }
}

impl Stage {
    fn says(&self, answers: Vec<marketplaces::Result<FileAnswer>>) {
        self.script.files.lock().unwrap().extend(answers);
    }

    fn asked(&self) -> Vec<(FileWish, Option<String>)> {
        self.script.wishes.lock().unwrap().clone()
    }

    async fn labels(&self, parcels: &[&str]) -> Result<Fetched> {
        let parcels = parcels.iter().map(|one| ExternalId::from(*one)).collect();
        labels(&self.room, self.account, parcels).await
    }
}

fn act() -> FileWish {
    FileWish::Supply {
        supply: "77".into(),
        paper: "act".to_owned(),
    }
}

#[tokio::test]
async fn a_label_lies_on_the_disk_and_is_known_by_its_parcel() {
    let stage = Stage::open().await;
    stage.says(vec![Ok(pdf("../label-1.pdf"))]);
    let fetched = stage.labels(&["1"]).await.unwrap();
    let file = fetched.files.first().expect("it came");
    assert_eq!(file.name, "label-1.pdf", "nothing of a path is left");
    let path = path(&stage.room.store, file).expect("it is there");
    assert_eq!(std::fs::read(&path).unwrap(), b"%PDF-1.4 label", "whole");
    assert!(
        file.place.ends_with("/2026-11-20/label-1.pdf"),
        "by shop and day: {}",
        file.place
    );
    let known = stage
        .count("SELECT count(*) FROM file_subjects WHERE what = 'labels' AND subject = '1'")
        .await;
    assert_eq!(known, 1, "its parcel has a label");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        super::path(&stage.room.store, file),
        None,
        "somebody took it away"
    );
}

#[tokio::test]
async fn labels_that_come_one_by_one_are_kept_as_far_as_they_came() {
    let stage = Stage::open().await;
    let gone = MarketplaceError::new(ErrorKind::NotFound, "files", "no such order");
    stage.says(vec![Ok(pdf("a.pdf")), Err(gone)]);
    let fetched = stage.labels(&["1", "2", "3"]).await.unwrap();
    assert_eq!(fetched.files.len(), 1, "the first one came");
    let missing: Vec<&str> = fetched.missing.iter().map(ExternalId::as_str).collect();
    assert_eq!(missing, ["2", "3"], "the others are named");
    assert!(fetched.error.is_some(), "with the reason");
    assert_eq!(
        stage.asked().len(),
        2,
        "a marketplace that refuses is not asked on"
    );
}

#[tokio::test]
async fn what_is_being_prepared_is_asked_for_with_its_ticket_until_patience_ends() {
    let stage = Stage::open().await;
    stage.says(vec![Ok(later("t1")), Ok(later("t2")), Ok(pdf("act.pdf"))]);
    let wish = act();
    fetch(&stage.room, stage.account, &wish).await.unwrap();
    let tickets: Vec<Option<String>> = stage.asked().into_iter().map(|one| one.1).collect();
    let wanted = [None, Some("t1".to_owned()), Some("t2".to_owned())];
    assert_eq!(tickets, wanted, "each time with what was said last");
    let clock = Arc::clone(&stage.clock);
    let ticking = tokio::spawn(async move {
        loop {
            tokio::time::sleep(AGAIN / 2).await;
            clock.advance(PATIENCE / 2);
        }
    });
    stage.says((0..1000).map(|_| Ok(later("t"))).collect());
    let error = fetch(&stage.room, stage.account, &wish).await.unwrap_err();
    assert!(
        matches!(error, EngineError::NotReady),
        "not for ever: {error}"
    );
    ticking.abort();
}

#[tokio::test]
async fn nothing_and_too_much_are_no_files_and_what_is_not_offered_is_not_asked_for() {
    let stage = Stage::open().await;
    for bytes in [Bytes::new(), Bytes::from(vec![0; MOST + 1])] {
        let file = marketplaces::File {
            name: "a.pdf".to_owned(),
            media_type: String::new(),
            bytes,
        };
        stage.says(vec![Ok(FileAnswer::Here(file))]);
        let error = fetch(&stage.room, stage.account, &act()).await.unwrap_err();
        let EngineError::Marketplace(error) = error else {
            panic!("what the marketplace sent is at fault: {error}");
        };
        assert_eq!(error.kind, ErrorKind::Unreadable, "no file: {error}");
    }
    let asked = stage.asked().len();
    let list = FileWish::Supply {
        supply: "77".into(),
        paper: "list".to_owned(),
    };
    let document = FileWish::Document {
        document: "1".into(),
        format: "pdf".to_owned(),
    };
    for wish in [list, document] {
        let error = fetch(&stage.room, stage.account, &wish).await.unwrap_err();
        let EngineError::Marketplace(error) = error else {
            panic!("absence is an answer: {error}");
        };
        assert_eq!(error.kind, ErrorKind::Unsupported, "{wish:?}");
    }
    assert_eq!(
        stage.asked().len(),
        asked,
        "the marketplace was not troubled"
    );
    assert_eq!(
        stage.count("SELECT count(*) FROM files").await,
        0,
        "nothing is kept"
    );
}
