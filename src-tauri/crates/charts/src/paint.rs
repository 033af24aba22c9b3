//! Colours as roles of the theme.
//!
//! Plotters knows RGB alone, so each role has a code in it that the backend
//! turns into a CSS variable.

use plotters::style::RGBColor;

/// Lines of the scale.
pub(crate) const GRID: RGBColor = RGBColor(0xA0, 0, 0);
/// Texts at the scale.
pub(crate) const AXIS: RGBColor = RGBColor(0xA1, 0, 0);
/// What lies behind the chart.
pub(crate) const SURFACE: RGBColor = RGBColor(0xA2, 0, 0);
/// Texts at the lines' ends.
pub(crate) const TEXT: RGBColor = RGBColor(0xA3, 0, 0);
/// Whatever colour the text around the picture has.
pub(crate) const CURRENT: RGBColor = RGBColor(0xA4, 0, 0);

const SERIES: u8 = 0xC0;
const COLOURS: u8 = 8;

/// A colour of the chart palette; indices beyond the eighth begin again.
pub(crate) fn series(index: u8) -> RGBColor {
    RGBColor(SERIES, (index.max(1) - 1) % COLOURS + 1, 0)
}

/// The CSS that a code stands for.
pub(crate) fn css((role, index, _): (u8, u8, u8)) -> String {
    match RGBColor(role, 0, 0) {
        _ if role == SERIES => format!("var(--c{index})"),
        GRID => "var(--grid)".to_owned(),
        AXIS => "var(--axis)".to_owned(),
        SURFACE => "var(--surface)".to_owned(),
        TEXT => "var(--text-2)".to_owned(),
        _ => "currentColor".to_owned(),
    }
}
