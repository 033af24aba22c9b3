//! Sales by day: one panel for each unit, all over the same days.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::drawing::IntoDrawingArea;
use plotters::element::Text;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{IntoFont, TextStyle};

use crate::backend::SvgBackend;
use crate::input::{SalesChart, Series};
use crate::output::{ChartError, ChartSvg, Plot};
use crate::paint;
use crate::panel::{Panel, room, scale_values};
use crate::svg::{Svg, UNIT};

/// A panel that is lower than this shows nothing.
const LEAST_PANEL: u32 = 80;
const SIZES: std::ops::RangeInclusive<u32> = 120..=4096;
/// Narrower pictures have no room for names beside the lines.
const NAMES_FROM_WIDTH: u32 = 480;

impl SalesChart<'_> {
    fn size(&self) -> (u32, u32) {
        let within = |size: u32| size.clamp(*SIZES.start(), *SIZES.end());
        let panels = u32::try_from(self.units().len()).unwrap_or(1).max(1);
        (
            within(self.width),
            within(self.height).max(LEAST_PANEL * panels),
        )
    }

    /// Units in the order in which they come.
    fn units(&self) -> Vec<&str> {
        let mut units: Vec<&str> = Vec::new();
        for series in self.drawable() {
            if !units.contains(&series.unit.as_str()) {
                units.push(&series.unit);
            }
        }
        units
    }

    fn drawable(&self) -> impl Iterator<Item = &Series> {
        let days = self.days.len();
        self.series
            .iter()
            .filter(move |series| series.drawn(days).next().is_some())
    }

    /// Whether lines carry their names at the end.
    pub(crate) fn names_lines(&self) -> bool {
        self.width >= NAMES_FROM_WIDTH && self.drawable().count() > 1
    }

    /// Room beside the plot, which keeps two fifths of the width at least.
    fn sides(&self) -> (i32, i32) {
        let width = i32::try_from(self.size().0).unwrap_or_default() * UNIT;
        let (left, right) = (self.left(), self.right());
        if (left + right) * 5 > width * 3 {
            (left.min(width * 2 / 5), right.min(width / 5))
        } else {
            (left, right)
        }
    }

    fn left(&self) -> i32 {
        let days = self.days.len();
        let labels = self.drawable().flat_map(|series| {
            let values = scale_values(&[series], days);
            values
                .into_iter()
                .map(|value| (self.scale_label)(&series.unit, value))
        });
        let labels: Vec<String> = labels.collect();
        room(labels.iter().map(String::as_str)).clamp(24 * UNIT, 110 * UNIT) + 18 * UNIT
    }

    fn right(&self) -> i32 {
        if self.names_lines() {
            let names = self.drawable().map(|series| series.label.as_str());
            room(names).min(120 * UNIT) + 16 * UNIT
        } else {
            // The newest day's name stands half beyond its point.
            let newest = self.days.last().map(|day| day.label.as_str());
            (room(newest.into_iter()) / 2 + 4 * UNIT).clamp(12 * UNIT, 60 * UNIT)
        }
    }
}

/// Draws sales by day. Without a single value that can be drawn it says so.
///
/// # Errors
/// [`ChartError`] when plotters fails, which no input should do.
pub fn sales_chart(chart: &SalesChart<'_>) -> Result<ChartSvg, ChartError> {
    let (width, height) = chart.size();
    let svg = Rc::new(RefCell::new(Svg::default()));
    let root = SvgBackend::new(svg.clone(), width, height).into_drawing_area();
    let units = chart.units();
    if units.is_empty() {
        return empty(chart, &svg);
    }
    let (left, right) = chart.sides();
    let mut drawn = Vec::new();
    let mut whole: Option<Plot> = None;
    for (place, area) in root.split_evenly((units.len(), 1)).iter().enumerate() {
        let Some(unit) = units.get(place) else { break };
        let panel = Panel {
            chart,
            unit,
            series: chart
                .drawable()
                .filter(|series| series.unit == **unit)
                .collect(),
            names_days: place + 1 == units.len(),
            left,
            right,
            svg: svg.clone(),
        };
        let (plot, series) = panel.draw(area)?;
        whole = Some(whole.map_or(plot, |above| Plot {
            y1: plot.y1,
            ..above
        }));
        drawn.extend(series);
    }
    drop(root);
    let picture = svg.borrow_mut().finish(width, height, chart.summary);
    Ok(ChartSvg {
        svg: picture,
        view: [width, height],
        plot: whole.unwrap_or(Plot {
            x0: 0.0,
            y0: 0.0,
            x1: 0.0,
            y1: 0.0,
        }),
        series: drawn,
        summary: chart.summary.to_owned(),
        empty: false,
    })
}

fn empty(chart: &SalesChart<'_>, svg: &Rc<RefCell<Svg>>) -> Result<ChartSvg, ChartError> {
    let (width, height) = chart.size();
    let root = SvgBackend::new(svg.clone(), width, height).into_drawing_area();
    let style = TextStyle::from(("sans-serif", 13 * UNIT).into_font())
        .color(&paint::AXIS)
        .pos(Pos::new(HPos::Center, VPos::Center));
    let (x, y) = root.dim_in_pixel();
    let half = |size: u32| i32::try_from(size / 2).unwrap_or_default();
    let text = Text::new(chart.empty.to_owned(), (half(x), half(y)), style);
    root.draw(&text).map_err(ChartError::of)?;
    let picture = svg.borrow_mut().finish(width, height, chart.summary);
    Ok(ChartSvg {
        svg: picture,
        view: [width, height],
        plot: Plot {
            x0: 0.0,
            y0: 0.0,
            x1: f64::from(width),
            y1: f64::from(height),
        },
        series: Vec::new(),
        summary: chart.summary.to_owned(),
        empty: true,
    })
}
