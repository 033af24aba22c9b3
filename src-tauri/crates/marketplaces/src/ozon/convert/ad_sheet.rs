//! The report of a campaign, a table as text: the campaign and the period in its first line, columns
//! in the second one, a sum in the last. Columns are found by the stems of their names, since Ozon
//! renames and moves them.

use chrono::NaiveDate;
use domain::{AdDay, AdFigures, Currency, ExternalId, Money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use crate::page::BadRow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Day,
    Sku,
    Views,
    Clicks,
    Carts,
    Spend,
    Orders,
    Revenue,
}

/// The column of a name. Orders of the whole model, shares, averages and the day on which a product
/// was added are not read.
fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    let has = |part: &str| name.contains(part);
    if has("модел") || has("средн") || has("ср.") || has("др") {
        return None;
    }
    match name.as_str() {
        "день" | "дата" => Some(Column::Day),
        "sku" => Some(Column::Sku),
        "показы" => Some(Column::Views),
        "клики" => Some(Column::Clicks),
        "заказы" | "продано товаров" => Some(Column::Orders),
        _ if has("корзин") => Some(Column::Carts),
        _ if name.starts_with("расход") => Some(Column::Spend),
        _ if name.starts_with("выручка") || name.starts_with("продажи") => {
            Some(Column::Revenue)
        }
        _ => None,
    }
}

/// Days of a report. Without a column of the day it is that of a period of one day.
pub(in crate::ozon) fn days(text: &str) -> (Vec<AdDay>, Vec<BadRow>) {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(title) = lines.next() else {
        return (Vec::new(), Vec::new());
    };
    let names = cells(lines.next().unwrap_or_default());
    let sheet = Sheet {
        campaign: campaign(title),
        day: only_day(title),
        columns: names.iter().map(|name| column(name)).collect(),
    };
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for line in lines {
        let cells = cells(line);
        if is_sum(&cells) {
            continue;
        }
        match sheet.row(&cells) {
            Ok(day) => good.push(day),
            Err(path) => bad.push(BadRow::new(
                &Value::from(line),
                path,
                "missing or unreadable",
            )),
        }
    }
    (good, bad)
}

/// Sums and corrections of a whole campaign begin with a word, rows with a day or a number.
fn is_sum(cells: &[String]) -> bool {
    let first = cells.first().map_or("", |cell| cell.trim());
    first.starts_with(char::is_alphabetic)
        && !first.contains(|letter: char| letter.is_ascii_digit())
}

struct Sheet {
    campaign: Option<ExternalId>,
    day: Option<NaiveDate>,
    columns: Vec<Option<Column>>,
}

impl Sheet {
    fn row(&self, cells: &[String]) -> Result<AdDay, &'static str> {
        let text = |wanted| {
            let at = self.columns.iter().position(|one| *one == Some(wanted));
            at.and_then(|at| cells.get(at)).map(|cell| cell.trim())
        };
        let number = |wanted| amount(text(wanted)?);
        let count = |wanted| number(wanted).and_then(|number| number.to_i64());
        let money = |wanted| Money::from_major(number(wanted)?, Currency::RUB).ok();
        let sku = text(Column::Sku).filter(|sku| !sku.is_empty());
        Ok(AdDay {
            campaign: self.campaign.clone().ok_or("№")?,
            listing: Some(sku.ok_or("sku")?.into()),
            day: text(Column::Day)
                .and_then(date)
                .or(self.day)
                .ok_or("День")?,
            figures: AdFigures {
                views: count(Column::Views),
                clicks: count(Column::Clicks),
                carts: count(Column::Carts),
                orders: count(Column::Orders),
                spend: money(Column::Spend).ok_or("Расход")?,
                revenue: money(Column::Revenue),
            },
        })
    }
}

/// "…№ 13883040, период 03.01.2025-03.01.2025".
fn campaign(title: &str) -> Option<ExternalId> {
    let (_, rest) = title.split_once('№')?;
    let digits = rest.trim_start().chars().take_while(char::is_ascii_digit);
    let number: String = digits.collect();
    (!number.is_empty()).then(|| number.into())
}

fn only_day(title: &str) -> Option<NaiveDate> {
    let (_, rest) = title.split_once("период")?;
    let (from, until) = rest.split_once('-')?;
    let (from, until) = (date(from)?, date(until)?);
    (from == until).then_some(from)
}

/// "03.01.2025" or "2025-01-03", with something behind it or not.
fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim().get(..10)?;
    let forms = ["%d.%m.%Y", "%Y-%m-%d"];
    forms
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

/// "1 990,50".
fn amount(text: &str) -> Option<Decimal> {
    let digits: String = text.split_whitespace().collect();
    digits.replace(',', ".").parse().ok()
}

/// Cells of a line: between semicolons, in quotes where they hold one.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match (letter, quoted) {
            ('"', _) => quoted = !quoted,
            (';', false) => cells.push(String::new()),
            (letter, _) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The official example with a product in it.
    const OFFICIAL: &str = "; Кампания по продвижению товаров № 13883040, период \
03.01.2025-03.01.2025 
sku; Название товара; Цена товара, Р; Показы; Клики; CTR (%); В корзину; Ср. цена клика, г;\
Ср. цена 1000 показов, Р; Расход, Р, с НДС; Заказы; Выручка, Р; Заказы модели; \
Выручка с заказов модели, Р;ДРР, %: Дата добавления 
2148591503;\"Чайник; белый\";1990;1 200;34;2,83;5;4,61;130,65;156,78;3;5970,00;4;7960,00;2,63
Bcero;;;1200;34;2,83;5;4,61;130,65;156,78;3;5970,00;4;7960,00;2,63";

    /// As cabinets send it when days are asked for.
    const BY_DAY: &str = "\u{feff};Кампания по продвижению товаров № 7, период \
16.06.2026-19.06.2026
День;sku;Название товара;Цена товара, ₽;Показы;Клики;CTR, %;Добавления в корзину;\
Средняя стоимость клика, ₽;Расход, ₽, с НДС;Продано товаров;Продажи в продвижении, ₽;\
Продано товаров модели;Продажи в продвижении с заказов модели, ₽;ДРР в продвижении, %;\
Заказано на сумму, ₽;ДРР (общий), %;Дата добавления
17.06.2026;11;Чайник;12626,00;4399;218;4,96;9;5,29;1152,19;2;25252,00;2;25252,00;4,6;1,00;2;16.06.2026
gone.06.2026;11;Чайник;12626,00;1;0;0,00;0;0,00;0,00;0;0,00;0;0,00;0,0;0,00;0;16.06.2026
18.06.2026;11;Чайник;12626,00;;;;;;0,00;;;;;;;;
Всего;;;;4399;218;;9;;1152,19;2;25252,00;2;25252,00;;;;";

    #[test]
    fn the_official_example_is_read() {
        let (good, bad) = days(OFFICIAL);
        assert!(bad.is_empty(), "the sum is no row: {bad:?}");
        let [day] = good.as_slice() else {
            panic!("one product: {good:?}")
        };
        assert_eq!(day.campaign.as_str(), "13883040", "from the title");
        assert_eq!(
            day.listing.as_ref().map(ExternalId::as_str),
            Some("2148591503"),
            "a name with a semicolon moves nothing"
        );
        assert_eq!(
            day.day.to_string(),
            "2025-01-03",
            "the only day of the period"
        );
        let figures = day.figures;
        assert_eq!(
            (figures.views, figures.clicks, figures.carts, figures.orders),
            (Some(1200), Some(34), Some(5), Some(3)),
            "not those of the model"
        );
        assert_eq!(figures.spend.minor, 15_678, "kopecks, with VAT");
        assert_eq!(
            figures.revenue.map(|money| money.minor),
            Some(597_000),
            "of this product"
        );
    }

    #[test]
    fn columns_are_known_by_their_names_and_a_bad_row_loses_itself() {
        let (good, bad) = days(BY_DAY);
        let told: Vec<_> = good
            .iter()
            .map(|day| (day.day.to_string(), day.figures.views))
            .collect();
        let expected = [
            ("2026-06-17".to_owned(), Some(4399)),
            ("2026-06-18".to_owned(), None),
        ];
        assert_eq!(told, expected, "what is not told is not zero");
        assert_eq!(good[0].figures.orders, Some(2), "sold by the campaign");
        assert_eq!(bad.len(), 1, "a day that cannot be read: {bad:?}");
    }

    #[test]
    fn a_period_of_days_without_a_day_is_no_guess() {
        let text = OFFICIAL.replace("03.01.2025-03.01.2025", "03.01.2025-04.01.2025");
        let (good, bad) = days(&text);
        assert_eq!((good.len(), bad.len()), (0, 1), "kept aside");
        assert_eq!(bad[0].path, "День", "and it says what is missing");
    }

    #[test]
    fn nothing_is_read_from_nothing() {
        for text in ["", "\u{feff}", "<html>", "№ ;период -"] {
            let (good, bad) = days(text);
            assert!(good.is_empty() && bad.is_empty(), "{text}");
        }
    }
}
