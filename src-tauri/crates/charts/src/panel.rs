//! One scale with the lines of one unit.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::DrawingArea;
use plotters::element::Text;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

use crate::backend::{SvgBackend, text_width_ems};
use crate::end_labels::{EndLabel, spread};
use crate::input::{SalesChart, Series};
use crate::output::{ChartError, DrawnSeries, Plot};
use crate::paint;
use crate::runs::at;
use crate::scale::Scale;
use crate::svg::{Svg, UNIT};
use crate::ticks::{labelled, ticks};

type Area = DrawingArea<SvgBackend, Shift>;
pub(crate) type Chart<'a> = ChartContext<'a, SvgBackend, Cartesian2d<Scale, Scale>>;

const TEXT_SIZE: i32 = 11 * UNIT;
const BOTTOM: i32 = 24 * UNIT;
/// Room for one label of a day.
const DAY_WIDTH: i32 = 72 * UNIT;
/// Days up to this number are bars: a line of one point says nothing.
const MOST_BARS: usize = 2;

/// A panel to be drawn: the series share a unit.
pub(crate) struct Panel<'a> {
    pub(crate) chart: &'a SalesChart<'a>,
    pub(crate) unit: &'a str,
    pub(crate) series: Vec<&'a Series>,
    /// Days are named below the lowest panel alone.
    pub(crate) names_days: bool,
    /// Room for the scale's labels, the same in each panel.
    pub(crate) left: i32,
    /// Room for the lines' names, the same in each panel.
    pub(crate) right: i32,
    pub(crate) svg: Rc<RefCell<Svg>>,
}

impl Panel<'_> {
    /// Draws the panel; tells its area and the places of its points.
    pub(crate) fn draw(&self, area: &Area) -> Result<(Plot, Vec<DrawnSeries>), ChartError> {
        let values = scale_values(&self.series, self.days());
        let bottom = if self.names_days { BOTTOM } else { 8 * UNIT };
        let mut chart = ChartBuilder::on(area)
            .margin_top(8 * UNIT)
            .margin_right(self.right)
            .set_label_area_size(LabelAreaPosition::Left, self.left)
            .set_label_area_size(LabelAreaPosition::Bottom, bottom)
            .build_cartesian_2d(self.days_scale(area), values_scale(values))
            .map_err(ChartError::of)?;
        self.grid(&mut chart)?;
        let mut drawn = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            self.svg.borrow_mut().begin(&series.id);
            self.line(&mut chart, place, series)?;
            self.svg.borrow_mut().end();
            drawn.push(self.places(&chart, place, series));
        }
        self.names(&chart, area)?;
        Ok((plot(&chart), drawn))
    }

    pub(crate) fn days(&self) -> usize {
        self.chart.days.len()
    }

    pub(crate) fn bars(&self) -> bool {
        self.days() <= MOST_BARS
    }

    fn days_scale(&self, area: &Area) -> Scale {
        let width = i32::try_from(area.dim_in_pixel().0).unwrap_or(i32::MAX);
        let room = (width - self.left - self.right) / DAY_WIDTH;
        let places = labelled(self.days(), usize::try_from(room).unwrap_or(1));
        let last = at(self.days().saturating_sub(1));
        let (low, high) = if self.bars() {
            (-0.5, last + 0.5)
        } else {
            (0.0, last)
        };
        Scale::new(low, high, places.into_iter().map(at).collect())
    }

    fn grid(&self, chart: &mut Chart<'_>) -> Result<(), ChartError> {
        let text = TextStyle::from(("sans-serif", TEXT_SIZE).into_font()).color(&paint::AXIS);
        let day = |x: &f64| self.day_label(*x);
        let value = |y: &f64| (self.chart.scale_label)(self.unit, *y);
        chart
            .configure_mesh()
            .disable_x_mesh()
            // Marks are not seen; their length keeps the labels off the lines.
            .set_all_tick_mark_size(6 * UNIT)
            .axis_style(plotters::style::TRANSPARENT)
            .bold_line_style(paint::GRID.stroke_width(UNIT.unsigned_abs()))
            .light_line_style(plotters::style::TRANSPARENT)
            .label_style(text)
            .x_label_formatter(&day)
            .y_label_formatter(&value)
            .draw()
            .map_err(ChartError::of)
    }

    fn day_label(&self, x: f64) -> String {
        let days = self.chart.days.iter().enumerate();
        let mut near = days.filter(|(day, _)| (at(*day) - x).abs() < 0.25);
        let named = near.next().filter(|_| self.names_days);
        named.map(|(_, day)| day.label.clone()).unwrap_or_default()
    }

    fn names(&self, chart: &Chart<'_>, area: &Area) -> Result<(), ChartError> {
        if !self.chart.names_lines() || self.bars() {
            return Ok(());
        }
        let (plot_x, plot_y) = chart.plotting_area().get_pixel_range();
        let ends = self.series.iter().filter_map(|series| {
            let (day, value) = series.drawn(self.days()).last()?;
            let (_, y) = chart.plotting_area().map_coordinate(&(at(day), value.y));
            Some(EndLabel {
                text: series.label.clone(),
                y,
            })
        });
        let placed = spread(ends.collect(), 14 * UNIT, plot_y.start, plot_y.end);
        let style = TextStyle::from(("sans-serif", TEXT_SIZE).into_font())
            .color(&paint::TEXT)
            .pos(Pos::new(HPos::Left, VPos::Center));
        for name in placed {
            let (left, top) = area.get_base_pixel();
            let place = (plot_x.end + 8 * UNIT - left, name.y - top);
            area.draw(&Text::new(name.text, place, style.clone()))
                .map_err(ChartError::of)?;
        }
        Ok(())
    }
}

/// The round values of the scale that holds all of these lines, zero included.
pub(crate) fn scale_values(series: &[&Series], days: usize) -> Vec<f64> {
    let values = series
        .iter()
        .flat_map(|series| series.drawn(days))
        .map(|(_, value)| value.y);
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), y| {
        (low.min(y), high.max(y))
    });
    ticks(low, high, 4)
}

fn values_scale(values: Vec<f64>) -> Scale {
    let low = values.first().copied().unwrap_or(0.0);
    let high = values.last().copied().unwrap_or(0.0);
    Scale::new(low, high, values)
}

fn plot(chart: &Chart<'_>) -> Plot {
    let (x, y) = chart.plotting_area().get_pixel_range();
    Plot {
        x0: css_px(x.start),
        y0: css_px(y.start),
        x1: css_px(x.end),
        y1: css_px(y.end),
    }
}

pub(crate) fn css_px(units: i32) -> f64 {
    f64::from(units) / f64::from(UNIT)
}

/// Room for texts of that size, in drawing units.
pub(crate) fn room<'a>(texts: impl Iterator<Item = &'a str>) -> i32 {
    let ems = texts.map(text_width_ems).fold(0.0, f64::max);
    #[expect(clippy::cast_possible_truncation, reason = "a handful of letters")]
    let width = (ems * f64::from(TEXT_SIZE))
        .ceil()
        .min(1000.0 * f64::from(UNIT)) as i32;
    width
}
