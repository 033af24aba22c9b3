//! Rows for spreadsheets: plain texts under plain names, one table at a time, streamed.

use domain::{Currency, Money};
use futures::TryStreamExt;
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use crate::error::StoreError;

/// What can be taken out. The journal has a form of its own, see [`journal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Reviews with their answers.
    Reviews,
    /// Questions with their answers.
    Questions,
    /// Lines of orders.
    Orders,
    /// Stock as last read.
    Stock,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Reviews, Self::Questions, Self::Orders, Self::Stock];

    /// Its name, for a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reviews => "reviews",
            Self::Questions => "questions",
            Self::Orders => "orders",
            Self::Stock => "stock",
        }
    }

    /// Its columns, in order.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Reviews => &[
                "marketplace",
                "shop",
                "review",
                "article",
                "product",
                "rating",
                "author",
                "text",
                "pros",
                "cons",
                "language",
                "topic",
                "created_at",
                "state",
                "answer",
                "answered_at",
            ],
            Self::Questions => &[
                "marketplace",
                "shop",
                "question",
                "article",
                "product",
                "author",
                "text",
                "language",
                "topic",
                "created_at",
                "state",
                "answer",
                "answered_at",
            ],
            Self::Orders => &[
                "marketplace",
                "shop",
                "order",
                "status",
                "scheme",
                "placed_at",
                "day",
                "article",
                "product",
                "quantity",
                "price",
                "currency",
            ],
            Self::Stock => &[
                "marketplace",
                "shop",
                "article",
                "product",
                "warehouse",
                "scheme",
                "available",
                "reserved",
                "to_buyers",
                "from_buyers",
                "seen_at",
            ],
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Reviews => REVIEWS,
            Self::Questions => QUESTIONS,
            Self::Orders => ORDERS,
            Self::Stock => STOCK,
        }
    }
}

const REVIEWS: &str = "SELECT a.marketplace, a.name, r.external_id, l.article, l.title, CAST(r.rating AS TEXT),
        r.author, r.text, r.pros, r.cons, r.language, r.topic,
        strftime('%Y-%m-%dT%H:%M:%SZ', r.created_at / 1000, 'unixepoch'), r.state, r.answer_text,
        strftime('%Y-%m-%dT%H:%M:%SZ', r.answered_at / 1000, 'unixepoch')
    FROM reviews AS r JOIN accounts AS a ON a.id = r.account_id LEFT JOIN listings AS l ON l.id = r.listing_id
    ORDER BY r.id";
const QUESTIONS: &str = "SELECT a.marketplace, a.name, q.external_id, l.article, l.title, q.author, q.text,
        q.language, q.topic, strftime('%Y-%m-%dT%H:%M:%SZ', q.created_at / 1000, 'unixepoch'), q.state,
        q.answer_text, strftime('%Y-%m-%dT%H:%M:%SZ', q.answered_at / 1000, 'unixepoch')
    FROM questions AS q JOIN accounts AS a ON a.id = q.account_id LEFT JOIN listings AS l ON l.id = q.listing_id
    ORDER BY q.id";
const ORDERS: &str = "SELECT a.marketplace, a.name, o.external_id, o.status, o.scheme,
        strftime('%Y-%m-%dT%H:%M:%SZ', o.placed_at / 1000, 'unixepoch'), o.day, l.article,
        coalesce(l.title, n.title), CAST(n.quantity AS TEXT), CAST(n.price_minor AS TEXT), n.currency
    FROM orders AS o JOIN order_lines AS n ON n.order_id = o.id JOIN accounts AS a ON a.id = o.account_id
        LEFT JOIN listings AS l ON l.id = n.listing_id
    ORDER BY o.id, n.position";
const STOCK: &str = "SELECT a.marketplace, a.name, coalesce(l.article, s.listing_key), l.title, s.warehouse, s.scheme,
        CAST(s.available AS TEXT), CAST(s.reserved AS TEXT),
        CAST(s.to_buyers AS TEXT), CAST(s.from_buyers AS TEXT),
        strftime('%Y-%m-%dT%H:%M:%SZ', s.seen_at / 1000, 'unixepoch')
    FROM stock AS s JOIN accounts AS a ON a.id = s.account_id LEFT JOIN listings AS l ON l.id = s.listing_id
    ORDER BY s.account_id, s.listing_key, s.warehouse";
const JOURNAL: &str = "SELECT json_object('id', id, 'at', strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch'),
        'at_ms', at, 'partner', partner_id, 'shop', account_id, 'marketplace', marketplace, 'actor', actor,
        'act', act, 'subject_kind', subject_kind, 'subject_id', subject_id, 'subject', subject,
        'outcome', outcome, 'why', json(why), 'facts', json(facts), 'rules', json(rules), 'pack', pack,
        'model', model, 'cost_micros', cost_micros, 'before', before_text, 'after', after_text,
        'steps', json(steps), 'effect_key', effect_key, 'undo', json(undo), 'undoes', undoes,
        'prev_hash', prev_hash, 'hash', hash)
    FROM activity ORDER BY id";

/// Hands every row of a table to `each`, cells in the order of [`Table::columns`]; what is not
/// known is empty. Returns how many rows there were.
///
/// # Errors
/// What SQLite says, or what `each` says.
pub async fn rows<E: From<StoreError>>(
    conn: &mut SqliteConnection,
    table: Table,
    mut each: impl FnMut(Vec<String>) -> Result<(), E>,
) -> Result<u64, E> {
    let mut stream = sqlx::query(table.sql()).fetch(conn);
    let mut count = 0;
    while let Some(row) = stream.try_next().await.map_err(StoreError::from)? {
        let mut cells = cells(&row).map_err(StoreError::from)?;
        if table == Table::Orders {
            in_major_units(&mut cells);
        }
        each(cells)?;
        count += 1;
    }
    Ok(count)
}

/// Hands every row of the journal to `each`, as one line of JSON.
///
/// # Errors
/// What SQLite says, or what `each` says.
pub async fn journal<E: From<StoreError>>(
    conn: &mut SqliteConnection,
    mut each: impl FnMut(String) -> Result<(), E>,
) -> Result<u64, E> {
    let mut stream = sqlx::query_scalar::<_, String>(JOURNAL).fetch(conn);
    let mut count = 0;
    while let Some(line) = stream.try_next().await.map_err(StoreError::from)? {
        each(line)?;
        count += 1;
    }
    Ok(count)
}

fn cells(row: &SqliteRow) -> Result<Vec<String>, sqlx::Error> {
    (0..row.len())
        .map(|at| Ok(row.try_get::<Option<String>, _>(at)?.unwrap_or_default()))
        .collect()
}

/// The last two cells are minor units and their currency.
fn in_major_units(cells: &mut [String]) {
    let [.., price, currency] = cells else { return };
    let (minor, currency) = (price.parse(), currency.parse::<Currency>());
    if let (Ok(minor), Ok(currency)) = (minor, currency) {
        *price = Money::new(minor, currency).major().to_string();
    }
}

#[cfg(test)]
mod tests {
    use domain::OrderStatus;

    use super::*;
    use crate::fixture::{order, shop, start};

    #[tokio::test]
    async fn every_table_has_as_many_cells_as_columns_and_money_is_in_major_units() {
        let (_dir, store, partner, account) = shop().await;
        store
            .write(move |tx| {
                Box::pin(async move {
                    let rows = [order("o1", OrderStatus::Delivered, &[("l1", 2, 123_450)])];
                    crate::upsert_orders(tx, account, crate::fixture::ZONE, &rows, start()).await?;
                    let note =
                        crate::activity::NewActivity::note(partner, "synced", "one; \"row\"");
                    crate::activity::append(tx, &note, start()).await?;
                    Ok::<(), StoreError>(())
                })
            })
            .await
            .unwrap();
        let mut conn = store.read().await.unwrap();
        for table in Table::ALL {
            let mut seen = Vec::new();
            rows(&mut conn, table, |cells| {
                seen.push(cells);
                Ok::<(), StoreError>(())
            })
            .await
            .unwrap();
            assert!(
                seen.iter()
                    .all(|cells| cells.len() == table.columns().len()),
                "{} has a name for each cell",
                table.name()
            );
            if table == Table::Orders {
                assert_eq!(
                    seen[0][9..],
                    ["2", "1234.50", "RUB"],
                    "roubles and not kopecks"
                );
            }
        }
        let mut lines = Vec::new();
        let count = journal(&mut conn, |line| {
            lines.push(line);
            Ok::<(), StoreError>(())
        })
        .await
        .unwrap();
        let row: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        assert_eq!(
            (count, row["subject"].as_str()),
            (1, Some("one; \"row\"")),
            "one line per row"
        );
    }
}
