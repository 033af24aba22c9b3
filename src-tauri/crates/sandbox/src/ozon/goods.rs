//! Goods: identifiers, `/v3/product/list`, `/v3/product/info/list`.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{card, card_archive, made, refuse, shelf, stamp};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Product, Shelf};

/// Ozon's number of the article.
pub(super) fn product_id(product: &Product) -> i64 {
    1_702_544_013 + 131 * number(product)
}

/// Ozon's number of the listing.
pub(super) fn sku(product: &Product) -> i64 {
    2_148_591_503 + 137 * number(product)
}

fn number(product: &Product) -> i64 {
    i64::try_from(product.number).unwrap_or(0)
}

/// Goods in the order of their numbers.
pub(super) type Goods<'a> = Vec<Cow<'a, Product>>;

/// Goods of the world, and behind them the cards that were made and are shown by `now`.
pub(super) fn shown(bazaar: &Bazaar, now: DateTime<Utc>) -> Goods<'_> {
    let born = bazaar.world.products().iter().map(Cow::Borrowed);
    let made = made::shown(bazaar, now).into_iter().map(Cow::Owned);
    born.chain(made).collect()
}

/// The one with this article, shown or not.
pub(super) fn of_article<'a>(bazaar: &'a Bazaar, article: &str) -> Option<Cow<'a, Product>> {
    let mut born = bazaar.world.products().iter();
    let born = born.find(|one| one.article == article).map(Cow::Borrowed);
    born.or_else(|| made::of_article(bazaar, article).map(Cow::Owned))
}

/// The goods that the identifiers at `root` name, or all. Two groups at once are refused.
pub(super) fn chosen<'a>(
    bazaar: &'a Bazaar,
    (ask, now): (&Ask, DateTime<Utc>),
    root: &str,
    sku_name: &str,
) -> Result<Option<Goods<'a>>, Reply> {
    let at = |name: &str| format!("{root}/{name}");
    let (offers, ids) = (ask.texts(&at("offer_id")), ask.wholes(&at("product_id")));
    let skus = ask.wholes(&at(sku_name));
    let groups = [offers.is_empty(), ids.is_empty(), skus.is_empty()];
    let used = groups.iter().filter(|empty| !**empty).count();
    if used > 1 {
        return Err(refuse::invalid("use only one type of identifiers"));
    }
    if offers.len().max(ids.len()).max(skus.len()) > 1000 {
        return Err(refuse::invalid("too many identifiers, the maximum is 1000"));
    }
    let meant = |product: &Cow<'_, Product>| {
        offers.contains(&product.article.as_str())
            || ids.contains(&product_id(product))
            || skus.contains(&sku(product))
    };
    Ok((used == 1).then(|| {
        let mut goods = shown(bazaar, now);
        goods.retain(meant);
        goods
    }))
}

/// `/v3/product/list`: identifiers of all goods. The last page has its `last_id` too.
pub(super) fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    page(bazaar, call).unwrap_or_else(|refusal| refusal)
}

fn page(bazaar: &Bazaar, call: &Call) -> Result<Reply, Reply> {
    let ask = Ask::of(call).ok_or_else(|| refuse::invalid("invalid JSON"))?;
    if !ask.has("/filter") {
        return Err(refuse::invalid("filter: value is required"));
    }
    let chosen = chosen(bazaar, (&ask, call.now), "/filter", "skus")?;
    let limit = limit(&ask, chosen.is_some())?;
    let after = after(&ask)?;
    let mut all = chosen.unwrap_or_else(|| shown(bazaar, call.now));
    within(bazaar, &ask, &mut all);
    let total = all.len();
    all.retain(|product| product_id(product) > after);
    all.truncate(limit);
    let shelves = shelf::now(bazaar, call.now);
    let row = |product: &Cow<'_, Product>| row(bazaar, product, &shelves);
    let items: Vec<Value> = all.iter().map(row).collect();
    let last = all
        .last()
        .map(|product| last_id(product))
        .unwrap_or_default();
    let mut result = json!({"items": items, "last_id": last, "total_items": total});
    if let (true, Some(result)) = (has_total(call.now), result.as_object_mut()) {
        result.insert("total".to_owned(), json!(total));
    }
    Ok(Reply::json(&json!({"result": result})))
}

/// Leaves those that lie in the archive, or those that do not: all others are "all".
pub(super) fn within(bazaar: &Bazaar, ask: &Ask, goods: &mut Goods<'_>) {
    let wanted = ask.text("/filter/visibility") == Some("ARCHIVED");
    goods.retain(|product| card_archive::is_archived(bazaar, product) == wanted);
}

fn row(bazaar: &Bazaar, product: &Product, shelves: &[Shelf]) -> Value {
    json!({
        "archived": card_archive::is_archived(bazaar, product),
        "has_fbo_stocks": shelf::units(shelves, product, false) > 0,
        "has_fbs_stocks": shelf::units(shelves, product, true) > 0,
        "is_discounted": false,
        "offer_id": product.article,
        "product_id": product_id(product),
        "quants": [],
        "sku": sku(product),
    })
}

/// `/v3/product/info/list`: cards by identifiers; unknown ones are just not there.
pub(super) fn info(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    match chosen(bazaar, (&ask, call.now), "", "sku") {
        Ok(Some(goods)) => {
            let shelves = shelf::now(bazaar, call.now);
            let long_ago = bazaar.clock.start() - TimeDelta::days(210);
            let items: Vec<Value> = goods
                .iter()
                .map(|product| {
                    let made = made::since(bazaar, product).unwrap_or(long_ago);
                    card::info(bazaar, product, &shelves, (made, call.now))
                })
                .collect();
            Reply::json(&json!({"items": items}))
        }
        Ok(None) => refuse::invalid("offer_id, product_id or sku: value is required"),
        Err(refusal) => refusal,
    }
}

/// How many rows are asked for, 1 to 1000.
pub(super) fn limit(ask: &Ask, may_lack: bool) -> Result<usize, Reply> {
    match ask.whole("/limit") {
        None if may_lack => Ok(1000),
        Some(limit @ 1..=1000) => Ok(usize::try_from(limit).unwrap_or(1000)),
        _ => Err(refuse::invalid(
            "limit: value must be inside range [1, 1000]",
        )),
    }
}

/// The article after which the asked page begins, 0 at first.
pub(super) fn after(ask: &Ask) -> Result<i64, Reply> {
    let Some(token) = ask.text("/last_id").filter(|token| !token.is_empty()) else {
        return Ok(0);
    };
    let plain = BASE64_STANDARD.decode(token).ok();
    let pair: Option<(i64, i64)> = plain.and_then(|text| serde_json::from_slice(&text).ok());
    let (id, _) = pair.ok_or_else(|| refuse::invalid("last_id: invalid value"))?;
    Ok(id)
}

/// The token of the page after `product`.
pub(super) fn last_id(product: &Product) -> String {
    let id = product_id(product);
    BASE64_STANDARD.encode(format!("[{id},{id}]"))
}

/// `total` goes out of use on 23 November 2026 in favour of `total_items`.
pub(super) fn has_total(now: DateTime<Utc>) -> bool {
    stamp(now).as_str() < "2026-11-23"
}
