//! A small line without a scale, with its newest point marked.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::chart::ChartBuilder;
use plotters::drawing::IntoDrawingArea;
use plotters::element::Circle;
use plotters::series::{AreaSeries, LineSeries};
use plotters::style::Color;

use crate::backend::SvgBackend;
use crate::output::ChartError;
use crate::paint;
use crate::runs::{at, runs};
use crate::svg::{Svg, UNIT};

/// Draws a line in the colour of the text around it. Values that cannot be
/// drawn break it; without any the picture is empty.
///
/// # Errors
/// [`ChartError`] when plotters fails, which no input should do.
pub fn sparkline(values: &[f64], width: u32, height: u32) -> Result<String, ChartError> {
    let (width, height) = (width.clamp(16, 1024), height.clamp(8, 512));
    let svg = Rc::new(RefCell::new(Svg::default()));
    let known: Vec<(usize, f64)> = values
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, y)| y.is_finite())
        .collect();
    if let Some(newest) = known.last().copied() {
        draw(&svg, (width, height), values.len(), &known, newest)?;
    }
    let picture = svg.borrow_mut().finish(width, height, "");
    // The figure beside it says the same in words.
    Ok(picture.replace("role=\"img\" aria-label=\"\"", "aria-hidden=\"true\""))
}

fn draw(
    svg: &Rc<RefCell<Svg>>,
    (width, height): (u32, u32),
    days: usize,
    known: &[(usize, f64)],
    newest: (usize, f64),
) -> Result<(), ChartError> {
    let root = SvgBackend::new(svg.clone(), width, height).into_drawing_area();
    let (low, high) = known
        .iter()
        .fold((f64::MAX, f64::MIN), |(low, high), (_, y)| {
            (low.min(*y), high.max(*y))
        });
    let (low, high) = if high > low {
        (low, high)
    } else {
        (low - 1.0, low + 1.0)
    };
    let mut chart = ChartBuilder::on(&root)
        .margin(3 * UNIT)
        .build_cartesian_2d(0.0..at(days.saturating_sub(1).max(1)), low..high)
        .map_err(ChartError::of)?;
    let stroke = paint::CURRENT.stroke_width(UNIT.unsigned_abs() * 3 / 2);
    let parts = runs(known);
    for part in parts.iter().filter(|part| part.len() > 1) {
        let fill = AreaSeries::new(part.iter().copied(), low, paint::CURRENT.mix(0.10));
        chart.draw_series(fill).map_err(ChartError::of)?;
    }
    for part in parts.into_iter().filter(|part| part.len() > 1) {
        chart
            .draw_series(LineSeries::new(part, stroke))
            .map_err(ChartError::of)?;
    }
    let dot = Circle::new(
        (at(newest.0), newest.1),
        22 * UNIT / 10,
        paint::CURRENT.filled(),
    );
    chart.draw_series([dot]).map_err(ChartError::of)?;
    Ok(())
}
