//! The lines of a trend, as SVG. The same drawing stands in a page, in its colours, and alone in a file, in colours of its own.

use maud::{Markup, html};

use super::super::labels;
use super::series::{Measure, Series};

/// The room of the drawing.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 320.0;
/// What of it lies around the lines.
const LEFT: f64 = 52.0;
const TOP: f64 = 12.0;
const RIGHT: f64 = 12.0;
const BOTTOM: f64 = 28.0;
/// Labels below, at most.
const TICKS: usize = 8;

/// Colours of lines where no page says others, with the dashes that tell them apart without colour.
pub(super) const STYLES: [(&str, &str); 6] = [
    ("#8c1c13", "none"),
    ("#1d4e89", "9 4"),
    ("#2c6e49", "2 4"),
    ("#7b4b94", "12 4 2 4"),
    ("#9a5b00", "5 2"),
    ("#4a4a4a", "1 2"),
];

/// The drawing; alone it says what its colours are.
pub(super) fn view(series: &Series, measure: Measure) -> Markup {
    let top = highest(series, measure);
    let unit = if measure == Measure::Share { " %" } else { "" };
    let points = series.periods.len();
    let ticks = points.div_ceil(TICKS).max(1);
    html! {
        svg.trend xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img"
            aria-label=(format!("Stories by {}; the same numbers stand in the table below", series.step))
            font-family="sans-serif" font-size="12" fill="#555" {
            @for part in 0..=4 {
                @let value = top * f64::from(part) / 4.0;
                @let y = height_of(value, top);
                line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(number(y)) y2=(number(y)) stroke="#ccc" {}
                text.tick x=(LEFT - 6.0) y=(number(y + 4.0)) text-anchor="end" { (figure(value)) (unit) }
            }
            @for (place, period) in series.periods.iter().enumerate().step_by(ticks) {
                text.tick x=(number(place_of(place, points))) y=(HEIGHT - 8.0) text-anchor="middle" { (period) }
            }
            @for (line, (colour, dashes)) in (0..series.lines.len()).zip(STYLES) {
                polyline class=(format!("line l{}", line + 1)) fill="none" stroke=(colour) stroke-width="2.5"
                    stroke-dasharray=(dashes) stroke-linejoin="round" points=(polyline(series, line, measure, top)) {
                    title { (labels::for_xml(&series.lines[line].query)) }
                }
                @if points == 1 {
                    circle class=(format!("dot l{}", line + 1)) cx=(number(place_of(0, 1))) r="4" fill=(colour)
                        cy=(number(height_of(series.value(line, 0, measure), top))) {}
                }
            }
        }
    }
}

/// What stands for a line in the legend.
pub(super) fn sample(line: usize) -> Markup {
    let (colour, dashes) = STYLES[line % STYLES.len()];
    html! {
        svg.sample viewBox="0 0 30 10" aria-hidden="true" {
            line class=(format!("line l{}", line + 1)) x1="0" x2="30" y1="5" y2="5" stroke=(colour) stroke-width="3"
                stroke-dasharray=(dashes) {}
        }
    }
}

/// The drawing as a file of its own, with its legend.
pub(super) fn file(series: &Series, measure: Measure) -> String {
    let height = HEIGHT + 24.0 * series.lines.len() as f64;
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {height}")) width=(WIDTH) height=(height) {
            rect width=(WIDTH) height=(height) fill="#fff" {}
            (view(series, measure))
            @for (line, (colour, dashes)) in (0..series.lines.len()).zip(STYLES) {
                @let y = HEIGHT + 24.0 * line as f64 + 8.0;
                line x1=(LEFT) x2=(LEFT + 40.0) y1=(y) y2=(y) stroke=(colour) stroke-width="2.5" stroke-dasharray=(dashes) {}
                text x=(LEFT + 50.0) y=(y + 4.0) font-family="sans-serif" font-size="14" fill="#222" { (labels::for_xml(&series.lines[line].query)) }
            }
        }
    };
    // HTML has no empty elements of SVG's kind; what has an end tag each is both.
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}\n", drawing.into_string())
}

fn polyline(series: &Series, line: usize, measure: Measure, top: f64) -> String {
    let points = (0..series.periods.len()).map(|period| {
        let (x, y) = (place_of(period, series.periods.len()), height_of(series.value(line, period, measure), top));
        format!("{},{}", number(x), number(y))
    });
    points.collect::<Vec<String>>().join(" ")
}

fn place_of(period: usize, periods: usize) -> f64 {
    let room = WIDTH - LEFT - RIGHT - 40.0;
    LEFT + 20.0 + room * if periods < 2 { 0.5 } else { period as f64 / (periods - 1) as f64 }
}

fn height_of(value: f64, top: f64) -> f64 {
    HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top
}

/// The top of the scale: above all values, and a number that four parts of are told with few digits.
fn highest(series: &Series, measure: Measure) -> f64 {
    let values = (0..series.lines.len())
        .flat_map(|line| (0..series.periods.len()).map(move |period| series.value(line, period, measure)));
    let most = values.fold(0.0, f64::max);
    let mut unit = if measure == Measure::Share { 0.4 } else { 4.0 };
    while unit < most {
        unit *= if unit * 2.0 >= most { 2.0 } else { 5.0 };
    }
    unit
}

fn figure(value: f64) -> String {
    if value.fract() == 0.0 { labels::number(value as u64) } else { format!("{value:.1}") }
}

/// A place in the drawing: tenths are finer than anybody sees.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
