//! An order is handled: confirmed by a person's yes, read back, told in the journal; its label is
//! fetched and lies on the disk. On every marketplace whose shop has parcels.

use api::view::activity::{ActivityDetail, Outcome, UndoState};
use api::view::change::{Change, ChangeState, ChangesPage, ProposedChange};
use api::view::draft::Decision;
use api::view::file::FilesCame;
use api::view::parcel::{
    DocumentsPage, ParcelAct, ParcelRow, ParcelsPage, SuppliesPage, SupplyRow,
};
use api::{Caller, Code};
use domain::{AccountId, Capability};
use journeys::decided::{ended, writable};
use journeys::stage::{PARTNER, Stage, world};
use serde_json::{Value, json};

/// World seconds per second.
const SPEED: f64 = 240.0;
/// Steps that bring an order on. Marks are codes that stand on the goods.
const ON: [ParcelAct; 3] = [ParcelAct::Confirm, ParcelAct::Pack, ParcelAct::HandOver];

async fn page(stage: &Stage) -> ParcelsPage {
    let all =
        json!({ "account": null, "queue": "to_do", "search": null, "after": null, "limit": 200 });
    stage.partner("parcels_list", all).await
}

/// The first order of a marketplace of which that is true, once there is one.
async fn first(stage: &Stage, marketplace: &str, fits: impl Fn(&ParcelRow) -> bool) -> ParcelRow {
    let of = |row: &ParcelRow| row.marketplace == marketplace && row.change.is_none() && fits(row);
    stage
        .until("orders are read", || async {
            let page = page(stage).await;
            match page.rows.iter().any(of) {
                true => Vec::new(),
                false => vec![format!(
                    "no such order of {marketplace} among {}",
                    page.rows.len()
                )],
            }
        })
        .await;
    let rows = page(stage).await.rows;
    rows.into_iter().find(of).expect("it was just there")
}

/// A supply into which orders can be put; made, where none is open.
async fn supply(stage: &Stage, row: &ParcelRow) -> Option<String> {
    let open = async || {
        let shops = page(stage).await.shops;
        let own = shops.into_iter().find(|shop| shop.account == row.account);
        own.and_then(|shop| shop.supplies)
    };
    let known = open().await?;
    if let Some(first) = known.into_iter().next() {
        return Some(first.key);
    }
    let wish =
        json!({ "account": row.account, "supply": null, "name": "Поставка 1", "act": "open" });
    let proposed: ProposedChange = stage.owner("supply_propose", wish).await;
    agreed(stage, &proposed.change).await;
    let made = open().await.and_then(|all| all.into_iter().next());
    Some(made.expect("what was made can be chosen").key)
}

/// Agrees to a change and waits for its end.
async fn agreed(stage: &Stage, change: &Change) -> Change {
    let yes = json!({ "id": change.id, "yes": true });
    let _: Change = stage.partner("change_decide", yes).await;
    let ended = ended(stage, change.id).await;
    assert_eq!(ended.state, ChangeState::Done, "{ended:?}");
    ended
}

fn step(row: &ParcelRow, act: ParcelAct, supply: Option<&str>) -> Value {
    json!({ "account": row.account, "parcels": [row.key], "act": act, "reason": null,
        "supply": supply, "marks": [] })
}

fn on(row: &ParcelRow) -> Option<ParcelAct> {
    let next = row.acts.iter().find(|act| ON.contains(act)).copied();
    next.filter(|_| !row.acts.contains(&ParcelAct::Mark))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_confirmed_and_its_label_lies_on_the_disk() {
    let stage = Stage::open(world(8, SPEED)).await;
    for marketplace in writable(Capability::Orders) {
        let row = first(&stage, &marketplace, |row| on(row).is_some()).await;
        let act = on(&row).expect("a step");
        let supply = match act {
            ParcelAct::Confirm => supply(&stage, &row).await,
            _ => None,
        };
        let wish = step(&row, act, supply.as_deref());
        let proposed: Vec<ProposedChange> = stage.owner("parcels_propose", wish.clone()).await;
        let [proposed] = proposed.as_slice() else {
            panic!("{marketplace}: one order, one proposal: {proposed:?}");
        };
        assert_eq!(
            proposed.verdict.decision,
            Decision::Ask,
            "{marketplace}: a person decides: {proposed:?}"
        );
        let again = stage
            .api
            .call(&Caller::OWNER, "parcels_propose", wish)
            .await;
        assert_eq!(
            again.expect_err("one step at a time").code,
            Code::Conflict,
            "{marketplace}: it would overtake the first"
        );
        let change = agreed(&stage, &proposed.change).await;
        told(&stage, &change).await;
        label(&stage, &marketplace).await;
    }
}

/// The journal tells that it was read back, and that it cannot be taken back.
async fn told(stage: &Stage, change: &Change) {
    let told = change.told.expect("the journal tells of the end");
    let act: ActivityDetail = stage.partner("activity_get", json!({ "id": told })).await;
    assert_eq!(act.row.outcome, Outcome::Verified, "read back: {act:?}");
    assert_eq!(
        act.row.undo,
        UndoState::Impossible,
        "no API takes a step back"
    );
}

async fn label(stage: &Stage, marketplace: &str) {
    let row = first(stage, marketplace, |row| {
        row.acts.contains(&ParcelAct::Label)
    })
    .await;
    let wish =
        json!({ "account": row.account, "wish": { "what": "labels", "parcels": [row.key] } });
    let came: FilesCame = stage.owner("files_get", wish).await;
    let [file] = came.files.as_slice() else {
        panic!("{marketplace}: one label is one file: {came:?}");
    };
    let local = stage.api.file(&PARTNER, file.id).await.expect("it is kept");
    let folder = stage.home().join("demo").join("files");
    assert!(
        local.path.starts_with(&folder),
        "{marketplace}: in the demo's own folder: {local:?}"
    );
    let bytes = std::fs::read(&local.path).expect("it can be read");
    assert_eq!(
        i64::try_from(bytes.len()),
        Ok(file.size),
        "{marketplace}: whole"
    );
    let begins: &[u8] = match local.path.extension().and_then(|ending| ending.to_str()) {
        Some("pdf") => b"%PDF-",
        Some("png") => b"\x89PNG\r\n",
        other => panic!("{marketplace}: a label is no {other:?}"),
    };
    assert!(bytes.starts_with(begins), "{marketplace}: as its name says");
    let known = first(stage, marketplace, |one| one.key == row.key).await;
    assert!(
        known.label_at.is_some(),
        "{marketplace}: the list knows of it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_of_several_orders_papers_and_documents_are_kept() {
    let stage = Stage::open(world(9, SPEED)).await;
    let mut kept = 0;
    for marketplace in writable(Capability::Orders) {
        let row = first(&stage, &marketplace, |_| true).await;
        let Some((most, came)) = labels(&stage, row.account).await else {
            continue;
        };
        kept += 1;
        assert!(came.missing.is_empty(), "{marketplace}: all came: {came:?}");
        assert!(
            (1..=most).contains(&came.files.len()),
            "{marketplace}: in one file, or one each: {came:?}"
        );
    }
    assert!(kept > 0, "labels can be had somewhere");
    papers(&stage).await;
    document(&stage).await;
}

/// Labels of up to two orders, and of how many. None where no order is packed just now, or where
/// one has moved on since it was read: this world is fast.
async fn labels(stage: &Stage, account: i64) -> Option<(usize, FilesCame)> {
    let rows = page(stage).await.rows.into_iter();
    let own = rows.filter(|one| one.account == account && one.acts.contains(&ParcelAct::Label));
    let parcels: Vec<String> = own.map(|one| one.key).take(2).collect();
    if parcels.is_empty() {
        return None;
    }
    let wish = json!({ "account": account, "wish": { "what": "labels", "parcels": parcels } });
    match stage.api.call(&Caller::OWNER, "files_get", wish).await {
        Ok(came) => Some((parcels.len(), serde_json::from_value(came).expect("files"))),
        Err(error) => {
            let moved_on = error.code == Code::RejectedByMarketplace;
            assert!(moved_on, "only its state may be in the way: {error:?}");
            None
        }
    }
}

/// Some papers are made later; what comes is kept, and what does not says why.
async fn papers(stage: &Stage) {
    let supplies: SuppliesPage = stage
        .partner("supplies_list", json!({ "account": null }))
        .await;
    let asked = supplies.rows.iter().filter(|row| !row.open).take(6);
    for (row, paper) in
        asked.flat_map(|row: &SupplyRow| row.papers.iter().map(move |one| (row, one)))
    {
        let wish = json!({ "account": row.account,
            "wish": { "what": "supply", "supply": row.key, "paper": paper } });
        match stage.api.call(&Caller::OWNER, "files_get", wish).await {
            Ok(came) => assert!(
                !came["files"].as_array().expect("files").is_empty(),
                "{paper} of {}",
                row.key
            ),
            Err(error) => assert!(
                [Code::RejectedByMarketplace, Code::NotFound].contains(&error.code),
                "{paper} of {}: {error:?}",
                row.key
            ),
        }
    }
}

/// A document is fetched once: the second time it is given as it lies there.
async fn document(stage: &Stage) {
    let all = json!({ "account": null, "after": null, "limit": 50 });
    stage
        .until("documents are read", || async {
            let page: DocumentsPage = stage.partner("documents_list", all.clone()).await;
            match page.rows.is_empty() {
                true => vec!["documents".to_owned()],
                false => Vec::new(),
            }
        })
        .await;
    let page: DocumentsPage = stage.partner("documents_list", all.clone()).await;
    let row = page.rows.first().expect("one");
    let format = row.formats.first().expect("a format");
    let wish = json!({ "account": row.account,
        "wish": { "what": "document", "document": row.key, "format": format } });
    let first: FilesCame = stage.owner("files_get", wish.clone()).await;
    let second: FilesCame = stage.owner("files_get", wish).await;
    assert_eq!(
        first.files[0].id, second.files[0].id,
        "it is not fetched twice"
    );
    let account = AccountId(row.account);
    let refused = stage
        .api
        .call(
            &PARTNER,
            "files_get",
            json!({ "account": account.0, "wish": { "what": "labels", "parcels": ["1"] } }),
        )
        .await;
    assert_eq!(
        refused.expect_err("not theirs").code,
        Code::Forbidden,
        "a partner only opens"
    );
}

/// Where one of several steps cannot be proposed, none is.
#[tokio::test(flavor = "multi_thread")]
async fn several_steps_are_proposed_together_or_not_at_all() {
    let stage = Stage::open(world(10, SPEED)).await;
    for marketplace in writable(Capability::Orders) {
        let row = first(&stage, &marketplace, |row| {
            row.acts.contains(&ParcelAct::Cancel)
        })
        .await;
        let wish = json!({ "account": row.account, "parcels": [row.key, "no-such-order"],
            "act": "cancel", "reason": "OTHER", "supply": null, "marks": [] });
        let error = stage
            .api
            .call(&Caller::OWNER, "parcels_propose", wish)
            .await;
        let code = error.expect_err("one is unknown").code;
        assert_eq!(code, Code::NotFound, "{marketplace}: it is told");
        let open = json!({ "account": row.account, "kind": "parcel", "open": true, "after": null, "limit": 200 });
        let open: ChangesPage = stage.partner("changes_list", open).await;
        assert!(
            open.rows.is_empty(),
            "{marketplace}: nothing waits: {open:?}"
        );
    }
}
