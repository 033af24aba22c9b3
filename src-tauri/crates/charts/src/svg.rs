//! Writes the picture. Strokes of one style that follow each other become one
//! path: a whole grid, or a line with its gaps.

use std::fmt::Write as _;

/// Drawing units in a CSS pixel: plotters has whole units only, and a tenth of
/// a pixel is finer than any screen.
pub(crate) const UNIT: i32 = 10;

/// A picture that grows.
#[derive(Debug, Default)]
pub(crate) struct Svg {
    body: String,
    stroke: Option<Stroke>,
}

#[derive(Debug)]
struct Stroke {
    style: String,
    path: String,
}

impl Svg {
    /// Adds a stroke; it joins the one before when both look alike.
    pub(crate) fn stroke(&mut self, style: String, path: &str) {
        match self.stroke.as_mut() {
            Some(open) if open.style == style => open.path.push_str(path),
            _ => {
                self.end_stroke();
                self.stroke = Some(Stroke {
                    style,
                    path: path.to_owned(),
                });
            }
        }
    }

    /// Adds any other element.
    pub(crate) fn element(&mut self, element: &str) {
        self.end_stroke();
        self.body.push_str(element);
    }

    /// Begins the part of one series.
    pub(crate) fn begin(&mut self, series: &str) {
        self.element(&format!("<g data-series=\"{}\">", escaped(series)));
    }

    /// Ends the part of a series.
    pub(crate) fn end(&mut self) {
        self.element("</g>");
    }

    fn end_stroke(&mut self) {
        if let Some(Stroke { style, path }) = self.stroke.take() {
            let _ = write!(self.body, "<path d=\"{path}\" fill=\"none\" {style}/>");
        }
    }

    /// The whole picture.
    pub(crate) fn finish(&mut self, width: u32, height: u32, summary: &str) -> String {
        self.end_stroke();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-label=\"{}\">{}</svg>",
            escaped(summary),
            std::mem::take(&mut self.body),
        )
    }
}

/// Drawing units as CSS pixels, without needless digits.
pub(crate) fn px(units: i32) -> String {
    let (sign, units) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    let unit = UNIT.unsigned_abs();
    match units % unit {
        0 => format!("{sign}{}", units / unit),
        tenths => format!("{sign}{}.{tenths}", units / unit),
    }
}

/// Text that can stand in an element and in an attribute. Characters that XML
/// does not know at all are dropped.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}
