//! The backend that plotters draws on.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::paint::css;
use crate::svg::{Svg, UNIT, escaped, px};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Draws into an [`Svg`] that its maker holds too.
pub(crate) struct SvgBackend {
    svg: Rc<RefCell<Svg>>,
    size: (u32, u32),
}

impl SvgBackend {
    /// A canvas of so many CSS pixels.
    pub(crate) fn new(svg: Rc<RefCell<Svg>>, width: u32, height: u32) -> Self {
        let unit = UNIT.unsigned_abs();
        Self {
            svg,
            size: (width * unit, height * unit),
        }
    }

    fn stroke(&self, style: &impl BackendStyle, path: &str) {
        if visible(style.color()) {
            let stroke = format!(
                "{} stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
                colour("stroke", style.color()),
                px(i32::try_from(style.stroke_width()).unwrap_or(UNIT)),
            );
            self.svg.borrow_mut().stroke(stroke, path);
        }
    }

    fn shape(&self, style: &impl BackendStyle, fill: bool, shape: &str) {
        if !visible(style.color()) {
            return;
        }
        let look = if fill {
            colour("fill", style.color())
        } else {
            let width = px(i32::try_from(style.stroke_width()).unwrap_or(UNIT));
            let stroke = colour("stroke", style.color());
            format!("fill=\"none\" {stroke} stroke-width=\"{width}\"")
        };
        self.svg.borrow_mut().element(&format!("<{shape} {look}/>"));
    }
}

fn visible(color: BackendColor) -> bool {
    color.alpha > 0.0
}

fn colour(attribute: &str, color: BackendColor) -> String {
    let mut text = format!("{attribute}=\"{}\"", css(color.rgb));
    if color.alpha < 1.0 {
        let _ = write!(text, " {attribute}-opacity=\"{:.2}\"", color.alpha);
    }
    text
}

fn path(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.into_iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{} {}", px(x), px(y));
    }
    path
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let shape = format!(
            "rect x=\"{}\" y=\"{}\" width=\".1\" height=\".1\"",
            px(x),
            px(y)
        );
        self.shape(&color, true, &shape);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.stroke(style, &path([from, to]));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        self.stroke(style, &path(points));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y) = (px(left.min(right)), px(top.min(bottom)));
        let (width, height) = (px((right - left).abs()), px((bottom - top).abs()));
        let shape = format!("rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        self.shape(style, fill, &shape);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let radius = px(i32::try_from(radius).unwrap_or(UNIT));
        let shape = format!("circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"", px(x), px(y));
        self.shape(style, fill, &shape);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.shape(style, true, &format!("path d=\"{}Z\"", path(corners)));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // The letters' height above and below the line, in hundredths of the size.
        let size = style.size();
        let drop = match style.anchor().v_pos {
            VPos::Top => 0.80,
            VPos::Center => 0.35,
            VPos::Bottom => -0.20,
        };
        let baseline = y + whole(size * drop);
        self.svg.borrow_mut().element(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\" {}>{}</text>",
            px(x),
            px(baseline),
            px(whole(size)),
            colour("fill", style.color()),
            escaped(text),
        ));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = whole(style.size() * text_width_ems(text)).unsigned_abs();
        Ok((width, whole(style.size()).unsigned_abs()))
    }
}

/// About how wide a text is, in sizes of its font. There is no font here; the
/// page's font has letters of 0.56 em on average, the widest near 0.9.
pub(crate) fn text_width_ems(text: &str) -> f64 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    f64::from(letters) * 0.58
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of texts are small")]
fn whole(units: f64) -> i32 {
    units.round() as i32
}
