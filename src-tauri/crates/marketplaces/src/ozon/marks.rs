//! Marks of single pieces: Честный ЗНАК, IMEI, numbers of jewellery, of customs declarations and of
//! lots. "Always pass the full set", so what stands is read first; a 200 only begins a check.

use domain::{Approved, ExternalId, ParcelStep, StepLine};
use serde_json::{Map, Value, json};

use super::ends;
use super::line::Line;
use super::wire::mark::{Piece, PieceProduct, PieceStatus, Pieces};
use crate::Result;
use crate::contract::{Receipt, Seen, Taken};
use crate::feed::readable;

const OPERATION: &str = "parcels.marks";

/// Kinds that are codes of a piece.
const CODES: [&str; 3] = ["mandatory_mark", "imei", "jw_uin"];

/// Kinds that are members of a piece, and the member that says that there is none.
const NUMBERS: [(&str, &str); 2] = [("gtd", "is_gtd_absent"), ("rnpt", "is_rnpt_absent")];

/// Whether every mark of a line is of a kind that can be given here.
pub(super) fn known(line: &StepLine) -> bool {
    let number = |kind: &str| NUMBERS.iter().any(|(known, _)| *known == kind);
    let mut kinds = line.marks.iter().map(|(kind, _)| kind.as_str());
    kinds.all(|kind| CODES.contains(&kind) || number(kind))
}

/// Gives the marks of a parcel's pieces.
pub(super) async fn give(line: &Line, change: &Approved<ParcelStep>) -> Result<Taken> {
    let step = change.content();
    let body = json!({ "posting_number": step.parcel.as_str() });
    let path = "/v6/fbs/posting/product/exemplar/create-or-get";
    let told: Pieces = line.ask(OPERATION, path, body).await?;
    let products: std::result::Result<Vec<Value>, &str> =
        told.products.iter().map(|one| given(one, step)).collect();
    let products = match products {
        Ok(products) => products,
        Err(why) => return Ok(Taken::Refused(why.to_owned())),
    };
    let body = json!({
        "posting_number": step.parcel.as_str(),
        "multi_box_qty": told.multi_box_qty.unwrap_or_default(),
        "products": products,
    });
    let ends = ends(std::slice::from_ref(change));
    let path = "/v6/fbs/posting/product/exemplar/set";
    line.write(OPERATION, path, body, ends).await?;
    Ok(Taken::Accepted(Receipt::default()))
}

/// How the check stands.
pub(super) async fn seen(line: &Line, step: &ParcelStep) -> Result<Seen> {
    let body = json!({ "posting_number": step.parcel.as_str() });
    let path = "/v5/fbs/posting/product/exemplar/status";
    let told: PieceStatus = line.ask(OPERATION, path, body).await?;
    let pieces = told
        .products
        .iter()
        .flat_map(|one| readable(&one.exemplars));
    let pieces: Vec<Piece> = pieces.collect();
    let errors: Vec<&str> = pieces.iter().flat_map(Piece::errors).collect();
    if told.status == "validation_in_process" {
        return Ok(Seen::Pending);
    }
    if !errors.is_empty() {
        return Ok(Seen::Refused(errors.join("; ")));
    }
    let stands = |code: &str| pieces.iter().any(|piece| piece.has(code));
    let mut wanted = step.lines.iter().flat_map(|line| &line.marks);
    Ok(match wanted.all(|(_, code)| stands(code)) {
        true => Seen::There,
        false => Seen::Different(told.status),
    })
}

/// A product with the marks of its pieces, in their order: the first code of a kind is the first
/// piece's.
fn given(product: &PieceProduct, step: &ParcelStep) -> std::result::Result<Value, &'static str> {
    let sku = product.product_id.map(ExternalId::from);
    let own = |line: &&StepLine| Some(&line.listing) == sku.as_ref();
    let lines = step.lines.iter().filter(own);
    let marks: Vec<&(String, String)> = lines.flat_map(|line| &line.marks).collect();
    let mut pieces = Vec::with_capacity(product.exemplars.len());
    for piece in &product.exemplars {
        pieces.push(kept(piece).ok_or("a piece cannot be read")?);
    }
    for kind in kinds(&marks) {
        let codes = marks
            .iter()
            .filter(|(of, _)| of == kind)
            .map(|(_, code)| code.as_str());
        let codes: Vec<&str> = codes.collect();
        if codes.len() > pieces.len() {
            return Err("there are more marks than pieces");
        }
        for (piece, code) in pieces.iter_mut().zip(codes) {
            put(piece, kind, code);
        }
    }
    Ok(json!({ "product_id": product.product_id, "exemplars": pieces }))
}

/// Each kind once.
fn kinds<'a>(marks: &[&'a (String, String)]) -> Vec<&'a str> {
    let mut kinds: Vec<&str> = Vec::new();
    for (kind, _) in marks {
        if !kinds.contains(&kind.as_str()) {
            kinds.push(kind);
        }
    }
    kinds
}

/// A piece as it goes back.
fn kept(piece: &Value) -> Option<Map<String, Value>> {
    let told = piece
        .as_object()
        .filter(|piece| piece.contains_key("exemplar_id"))?;
    let names = [
        "exemplar_id",
        "gtd",
        "is_gtd_absent",
        "rnpt",
        "is_rnpt_absent",
        "weight",
    ];
    let members = names.iter().filter_map(|name| {
        let value = told.get(*name).filter(|value| !value.is_null())?;
        Some(((*name).to_owned(), value.clone()))
    });
    let mut kept: Map<String, Value> = members.collect();
    let marks = told.get("marks").and_then(Value::as_array);
    let marks = marks
        .into_iter()
        .flatten()
        .map(|mark| json!({ "mark": mark.get("mark"), "mark_type": mark.get("mark_type") }));
    kept.insert("marks".to_owned(), marks.collect());
    Some(kept)
}

fn put(piece: &mut Map<String, Value>, kind: &str, code: &str) {
    if let Some((name, absent)) = NUMBERS.iter().find(|(name, _)| *name == kind) {
        piece.insert((*name).to_owned(), code.into());
        piece.insert((*absent).to_owned(), false.into());
        return;
    }
    if let Some(marks) = piece.get_mut("marks").and_then(Value::as_array_mut) {
        marks.retain(|mark| mark.get("mark_type").and_then(Value::as_str) != Some(kind));
        marks.push(json!({ "mark": code, "mark_type": kind }));
    }
}

impl Piece {
    fn errors(&self) -> impl Iterator<Item = &str> {
        let of_marks = self.marks.iter().flat_map(|mark| &mark.error_codes);
        let of_numbers = [
            &self.gtd_error_codes,
            &self.rnpt_error_codes,
            &self.weight_error_codes,
        ];
        of_marks
            .chain(of_numbers.into_iter().flatten())
            .map(String::as_str)
    }

    fn has(&self, code: &str) -> bool {
        self.gtd == code || self.rnpt == code || self.marks.iter().any(|mark| mark.mark == code)
    }
}
