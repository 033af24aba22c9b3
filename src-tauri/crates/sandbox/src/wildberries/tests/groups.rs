//! Groups of cards.

use super::*;

async fn cards(bench: &Bench, filter: &Value) -> Vec<Value> {
    let request = ask(bench, Method::POST, "content-api/content/v2/get/cards/list");
    let body = json!({"settings": {"cursor": {"limit": 100}, "filter": filter}});
    let (status, body) = json(request.json(&body)).await;
    assert_eq!(status, 200, "a list: {body}");
    bench.pass(1);
    list(&body, "/cards").to_vec()
}

async fn moved(bench: &Bench, body: &Value) -> u16 {
    let path = "content-api/content/v2/cards/moveNm";
    let (status, _) = json(ask(bench, Method::POST, path).json(body)).await;
    bench.pass(1);
    status
}

#[tokio::test]
async fn cards_of_one_subject_are_joined_and_taken_out() {
    let bench = Bench::new().await;
    let all = cards(&bench, &json!({})).await;
    let alike = |one: &Value, two: &Value| one["subjectID"] == two["subjectID"] && one != two;
    let pair = all.iter().find_map(|first| {
        let second = all.iter().find(|second| alike(first, second))?;
        Some((first, second))
    });
    let (first, second) = pair.expect("two cards of one subject");
    let other = all
        .iter()
        .find(|one| one["subjectID"] != first["subjectID"]);
    let other = other.expect("a card of another subject");
    let join = json!({"targetIMT": first["imtID"], "nmIDs": [second["nmID"]]});
    assert_eq!(moved(&bench, &join).await, 200, "they are alike");
    let group = cards(&bench, &json!({"imtID": first["imtID"]})).await;
    assert_eq!(group.len(), 2, "both are found by their group: {group:?}");
    assert_eq!(moved(&bench, &join).await, 400, "they are together already");
    let strange = json!({"targetIMT": first["imtID"], "nmIDs": [other["nmID"]]});
    assert_eq!(
        moved(&bench, &strange).await,
        400,
        "only within one subject"
    );
    let nowhere = json!({"targetIMT": 7, "nmIDs": [second["nmID"]]});
    assert_eq!(moved(&bench, &nowhere).await, 400, "there is no such group");
    let out = json!({"nmIDs": [second["nmID"]]});
    assert_eq!(moved(&bench, &out).await, 200, "taken out");
    let found = cards(&bench, &json!({"textSearch": second["nmID"].to_string()})).await;
    assert_ne!(found[0]["imtID"], first["imtID"], "not in that group");
    assert_ne!(found[0]["imtID"], second["imtID"], "with a new number");
    bench.keeps_to_contract();
}
