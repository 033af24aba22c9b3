//! One series on its panel: a line with its gaps, or bars for a day or two.

use plotters::element::{Circle, Rectangle};
use plotters::series::{AreaSeries, LineSeries};
use plotters::style::{Color, ShapeStyle};

use crate::input::Series;
use crate::output::{ChartError, DrawnSeries, Point};
use crate::paint;
use crate::panel::{Chart, Panel, css_px};
use crate::runs::{at, runs};
use crate::svg::UNIT;

const WIDEST_BAR: i32 = 72 * UNIT;

impl Panel<'_> {
    fn unfinished(&self, day: usize) -> bool {
        self.chart.last_unfinished && day + 1 == self.days()
    }

    pub(crate) fn line(
        &self,
        chart: &mut Chart<'_>,
        place: usize,
        series: &Series,
    ) -> Result<(), ChartError> {
        let colour = paint::series(series.colour_index);
        let points: Vec<(usize, f64)> = series
            .drawn(self.days())
            .map(|(day, value)| (day, value.y))
            .collect();
        if self.bars() {
            return self.bar(chart, place, series);
        }
        let (over, open): (Vec<_>, Vec<_>) = points
            .into_iter()
            .partition(|(day, _)| !self.unfinished(*day));
        let parts = runs(&over);
        if self.series.len() == 1 {
            for part in parts.iter().filter(|part| part.len() > 1) {
                let fill = AreaSeries::new(part.iter().copied(), 0.0, colour.mix(0.10));
                chart.draw_series(fill).map_err(ChartError::of)?;
            }
        }
        let stroke = colour.stroke_width(2 * UNIT.unsigned_abs());
        for part in parts.iter().filter(|part| part.len() > 1) {
            let line = LineSeries::new(part.iter().copied(), stroke);
            chart.draw_series(line).map_err(ChartError::of)?;
        }
        let alone = parts
            .iter()
            .filter(|part| part.len() == 1)
            .flatten()
            .copied();
        dots(chart, alone, colour.filled())?;
        let open: Vec<_> = open.into_iter().map(|(day, y)| (at(day), y)).collect();
        dots(chart, open.iter().copied(), paint::SURFACE.filled())?;
        dots(chart, open.into_iter(), stroke)
    }

    /// Bars side by side; those of a day that is not over are an outline.
    fn bar(&self, chart: &mut Chart<'_>, place: usize, series: &Series) -> Result<(), ChartError> {
        let colour = paint::series(series.colour_index);
        let (left, right) = self.bar_edges(chart, place);
        let bars = series.drawn(self.days()).map(|(day, value)| {
            let corners = [(at(day) + left, 0.0), (at(day) + right, value.y)];
            let outline: ShapeStyle = colour.stroke_width(2 * UNIT.unsigned_abs());
            let style = if self.unfinished(day) {
                outline
            } else {
                colour.filled()
            };
            Rectangle::new(corners, style)
        });
        chart.draw_series(bars).map_err(ChartError::of)?;
        Ok(())
    }

    /// The edges of a bar around its day, which is one wide.
    fn bar_edges(&self, chart: &Chart<'_>, place: usize) -> (f64, f64) {
        let (x, _) = chart.plotting_area().get_pixel_range();
        let day = f64::from((x.end - x.start).max(1)) / at(self.days().max(1));
        let together = at(self.series.len().max(1));
        let width = (0.6 / together).min(f64::from(WIDEST_BAR) / day);
        let left = (at(place) - together / 2.0) * width;
        (left, left + width * 0.94)
    }

    pub(crate) fn places(&self, chart: &Chart<'_>, place: usize, series: &Series) -> DrawnSeries {
        let (left, right) = self.bar_edges(chart, place);
        let shift = if self.bars() {
            f64::midpoint(left, right)
        } else {
            0.0
        };
        let points = series.drawn(self.days()).filter_map(|(day, value)| {
            let (x, y) = chart
                .plotting_area()
                .map_coordinate(&(at(day) + shift, value.y));
            Some(Point {
                px: css_px(x),
                py: css_px(y),
                x: self.chart.days.get(day)?.x.clone(),
                y: value.y,
                label: value.label.clone(),
                unfinished: self.unfinished(day),
            })
        });
        DrawnSeries {
            id: series.id.clone(),
            label: series.label.clone(),
            colour: paint::css(rgb(paint::series(series.colour_index))),
            unit: series.unit.clone(),
            points: points.collect(),
        }
    }
}

fn dots(
    chart: &mut Chart<'_>,
    places: impl Iterator<Item = (f64, f64)>,
    style: ShapeStyle,
) -> Result<(), ChartError> {
    let dots = places.map(|place| Circle::new(place, 4 * UNIT, style));
    chart.draw_series(dots).map_err(ChartError::of)?;
    Ok(())
}

fn rgb(colour: plotters::style::RGBColor) -> (u8, u8, u8) {
    (colour.0, colour.1, colour.2)
}
