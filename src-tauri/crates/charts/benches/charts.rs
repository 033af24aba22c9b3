//! How long a chart of a year takes.

use charts::{Day, SalesChart, Series, Value, sales_chart, sparkline};
use criterion::{Criterion, criterion_group, criterion_main};

fn year(series: u8) -> (Vec<Day>, Vec<Series>) {
    let days = (0..365)
        .map(|day| Day {
            x: format!("d{day}"),
            label: format!("{day}"),
        })
        .collect();
    let values = |shift: u8| {
        let y = move |day: u32| f64::from(day % 37 * 1000 + u32::from(shift));
        (0..365)
            .map(move |day| {
                Some(Value {
                    y: y(day),
                    label: String::new(),
                })
            })
            .collect()
    };
    let lines = (1..=series).map(|line| Series {
        id: format!("s{line}"),
        label: format!("Series {line}"),
        colour_index: line,
        unit: "UZS".to_owned(),
        values: values(line),
    });
    (days, lines.collect())
}

fn charts(criterion: &mut Criterion) {
    let (days, series) = year(4);
    let chart = SalesChart {
        days,
        series,
        last_unfinished: true,
        width: 900,
        height: 320,
        scale_label: &|_, value| format!("{value}"),
        empty: "",
        summary: "",
    };
    criterion.bench_function("sales chart, 4 lines x 365 days", |bench| {
        bench.iter(|| sales_chart(&chart));
    });
    let values: Vec<f64> = (0..30).map(f64::from).collect();
    criterion.bench_function("sparkline, 30 days", |bench| {
        bench.iter(|| sparkline(&values, 62, 24));
    });
}

criterion_group!(benches, charts);
criterion_main!(benches);
