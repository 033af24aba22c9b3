use proptest::prelude::*;

use super::*;

fn days(count: usize) -> Vec<Day> {
    (1..=count)
        .map(|day| Day {
            x: format!("2026-11-{day:02}"),
            label: format!("{day} ноя"),
        })
        .collect()
}

fn line(id: &str, colour_index: u8, unit: &str, values: &[Option<f64>]) -> Series {
    let value = |y: &Option<f64>| {
        y.map(|y| Value {
            y,
            label: format!("{y} {unit}"),
        })
    };
    Series {
        id: id.to_owned(),
        label: id.to_owned(),
        colour_index,
        unit: unit.to_owned(),
        values: values.iter().map(value).collect(),
    }
}

fn chart(days: Vec<Day>, series: Vec<Series>, last_unfinished: bool) -> SalesChart<'static> {
    SalesChart {
        days,
        series,
        last_unfinished,
        width: 640,
        height: 260,
        scale_label: &|_, value| format!("{value}"),
        empty: "Нет продаж",
        summary: "Выручка за 7 дней",
    }
}

fn drawn(chart: &SalesChart<'_>) -> ChartSvg {
    sales_chart(chart).unwrap_or_else(|error| panic!("{error}"))
}

/// One element a line, so that a change of a snapshot can be read.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

const WEEK: [Option<f64>; 7] = [
    Some(12.0),
    Some(18.0),
    None,
    Some(9.0),
    Some(21.0),
    Some(37.0),
    Some(5.0),
];

#[test]
fn a_week_of_one_shop() {
    let chart = drawn(&chart(days(7), vec![line("uzum", 1, "UZS", &WEEK)], true));
    insta::assert_snapshot!("one_shop", lines(&chart.svg));
    insta::assert_json_snapshot!("one_shop_places", chart.series);
}

#[test]
fn two_currencies_stand_on_two_scales() {
    let other = WEEK.map(|y| y.map(|y| y * 1000.0));
    let series = vec![
        line("uzum", 1, "UZS", &other),
        line("ozon", 2, "RUB", &WEEK),
        line(
            "wildberries",
            3,
            "RUB",
            &[
                Some(30.0),
                Some(36.0),
                Some(36.0),
                Some(31.0),
                Some(38.0),
                Some(37.0),
                None,
            ],
        ),
    ];
    let chart = drawn(&chart(days(7), series, false));
    insta::assert_snapshot!("two_currencies", lines(&chart.svg));
    let lowest = |id: &str| {
        let series = chart.series.iter().find(|series| series.id == id).unwrap();
        series
            .points
            .iter()
            .map(|point| point.py)
            .fold(0.0, f64::max)
    };
    assert!(
        lowest("uzum") < lowest("ozon"),
        "each unit has its own panel"
    );
}

#[test]
fn a_single_day_is_bars() {
    let series = vec![
        line("uzum", 1, "UZS", &[Some(12.0)]),
        line("wb", 2, "UZS", &[Some(7.0)]),
    ];
    let chart = drawn(&chart(days(1), series, true));
    insta::assert_snapshot!("one_day", lines(&chart.svg));
}

#[test]
fn a_small_line() {
    let svg = sparkline(&[3.0, 4.0, f64::NAN, 2.0, 6.0, 5.0], 62, 24).unwrap();
    insta::assert_snapshot!("sparkline", lines(&svg));
}

#[test]
fn nothing_to_draw_is_said_in_words() {
    let nothing = chart(
        days(7),
        vec![line("uzum", 1, "UZS", &[Some(f64::NAN), None])],
        true,
    );
    let chart = drawn(&nothing);
    assert!(
        chart.empty && chart.series.is_empty(),
        "and the page can tell"
    );
    assert!(chart.svg.contains(">Нет продаж</text>"), "{}", chart.svg);
}

#[test]
fn the_day_that_is_not_over_is_hollow_and_never_joined() {
    let chart = drawn(&chart(days(7), vec![line("uzum", 1, "UZS", &WEEK)], true));
    let last = chart.series[0].points.last().unwrap().clone();
    assert!(last.unfinished, "the page can tell too");
    let place = format!("{} {}", last.px, last.py);
    let stroke = chart
        .svg
        .split("<path")
        .filter(|path| path.contains("fill=\"none\""));
    assert!(stroke.clone().count() >= 2, "grid and line are there");
    for path in stroke {
        assert!(!path.contains(&place), "no line leads to {place}: {path}");
    }
    let hollow = format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"var(--surface)\"/>",
        last.px, last.py
    );
    assert!(chart.svg.contains(&hollow), "{hollow} in {}", chart.svg);
}

#[test]
fn a_line_with_its_gaps_is_one_path() {
    let chart = drawn(&chart(days(7), vec![line("uzum", 1, "UZS", &WEEK)], false));
    let group = chart.svg.split("<g data-series=\"uzum\">").nth(1).unwrap();
    let group = group.split("</g>").next().unwrap();
    assert_eq!(group.matches("stroke=\"var(--c1)\"").count(), 1, "{group}");
}

#[test]
fn the_smallest_picture_still_has_a_plot() {
    let series = ["u0", "u1", "u2"].map(|unit| {
        line(
            unit,
            1,
            unit,
            &[Some(-6.9e12), Some(0.0), Some(8e14), Some(0.0), None],
        )
    });
    let mut input = chart(days(5), series.to_vec(), true);
    (input.width, input.height) = (0, 0);
    let chart = drawn(&input);
    let Plot { x0, y0, x1, y1 } = chart.plot;
    assert!(x1 - x0 >= 40.0 && y1 - y0 >= 40.0, "{:?}", chart.plot);
    assert_eq!(
        chart.view,
        [120, 240],
        "asked for less than can be drawn, and told so"
    );
}

#[test]
fn hostile_names_stay_text() {
    let mut series = line("\"><script>alert(1)</script>", 1, "UZS", &WEEK);
    series.label = "</text><image href=x onerror=y>".to_owned();
    let mut both = chart(days(7), vec![series, line("b", 2, "UZS", &WEEK)], false);
    both.days[6].label = "<&'\u{0}".to_owned();
    both.summary = "\" onload=\"x";
    let svg = drawn(&both).svg;
    for mark in ["<script", "<image", "<&", "\" onload", "\u{0}"] {
        assert!(!svg.contains(mark), "{mark:?} in {svg}");
    }
    assert!(svg.contains("&lt;image"), "it is shown as it is written");
}

#[test]
fn colours_are_roles_of_the_theme() {
    let chart = drawn(&chart(days(7), vec![line("uzum", 9, "UZS", &WEEK)], true));
    assert_eq!(
        chart.series[0].colour, "var(--c1)",
        "the ninth colour is the first again"
    );
    assert!(
        !chart.svg.contains('#') && !chart.svg.contains("rgb"),
        "{}",
        chart.svg
    );
}

fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        4 => (-1_000_000_i32..100_000_000).prop_map(|y| Some(f64::from(y))),
        1 => Just(None),
        1 => any::<f64>().prop_map(Some),
        1 => Just(Some(0.0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_point_lies_in_the_plot(
        series in prop::collection::vec(
            (prop::collection::vec(value(), 0..40), any::<u8>(), 0_u8..3), 0..5),
        count in 0_usize..40,
        width in any::<u32>(),
        height in any::<u32>(),
        last_unfinished in any::<bool>(),
    ) {
        let series = series.iter().enumerate().map(|(place, (values, colour, unit))| {
            line(&format!("s{place}"), *colour, &format!("u{unit}"), values)
        });
        let mut input = chart(days(count), series.collect(), last_unfinished);
        (input.width, input.height) = (width % 1500, height % 900);
        let chart = drawn(&input);
        let Plot { x0, y0, x1, y1 } = chart.plot;
        prop_assert!(x0 < x1 && y0 < y1, "{:?}", chart.plot);
        prop_assert!(x1 <= f64::from(chart.view[0]), "inside the view");
        prop_assert!(y1 <= f64::from(chart.view[1]), "inside the view");
        for point in chart.series.iter().flat_map(|series| &series.points) {
            prop_assert!((x0..=x1).contains(&point.px), "{point:?} in {:?}", chart.plot);
            prop_assert!((y0..=y1).contains(&point.py), "{point:?} in {:?}", chart.plot);
        }
        prop_assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.svg);
    }

    #[test]
    fn a_small_line_never_fails(values in prop::collection::vec(any::<f64>(), 0..60)) {
        let svg = sparkline(&values, 62, 24);
        prop_assert!(svg.is_ok_and(|svg| !svg.contains("NaN")), "{values:?}");
    }
}
