//! What is to be drawn.

/// A chart of sales by day.
pub struct SalesChart<'a> {
    /// The days along the bottom, oldest first.
    pub days: Vec<Day>,
    /// One line each. Series of one unit share a scale; each further unit gets
    /// a panel of its own: amounts of two currencies never stand on one scale.
    pub series: Vec<Series>,
    /// The last day is not over: its points are hollow and never joined.
    pub last_unfinished: bool,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Writes a value of the scale in the person's language: (unit, value).
    pub scale_label: &'a dyn Fn(&str, f64) -> String,
    /// What is said when there is nothing to draw.
    pub empty: &'a str,
    /// The chart in a sentence, for those who do not see it.
    pub summary: &'a str,
}

/// A place along the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its name for the page: "2026-11-22".
    pub x: String,
    /// Its name for a person: "22 noyabr".
    pub label: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name for the page.
    pub id: String,
    /// Its name for a person.
    pub label: String,
    /// 1 to 8, a colour of the theme's chart palette.
    pub colour_index: u8,
    /// What is counted: a currency's code, "count".
    pub unit: String,
    /// One for each day; `None` where nothing is known, which breaks the line.
    pub values: Vec<Option<Value>>,
}

/// A value of one day. `y` is for drawing alone: whole minor units or a count.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Its height.
    pub y: f64,
    /// The exact figure in the person's language.
    pub label: String,
}

/// Beyond this a picture has no use, and integers no longer fit into `f64`.
const HIGHEST: f64 = 9e15;

impl Value {
    /// Whether it can be drawn at all.
    pub(crate) fn drawable(&self) -> bool {
        self.y.is_finite() && self.y.abs() <= HIGHEST
    }
}

impl Series {
    /// The values that can be drawn, with the index of their day.
    pub(crate) fn drawn(&self, days: usize) -> impl Iterator<Item = (usize, &Value)> {
        let known = self.values.iter().take(days).enumerate();
        known
            .filter_map(|(day, value)| Some((day, value.as_ref()?)))
            .filter(|(_, value)| value.drawable())
    }
}
