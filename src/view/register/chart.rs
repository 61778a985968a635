//! Charts, drawn on the server by a library. Each stands beside a table of the same numbers.

use maud::{Markup, html};
use plotters::prelude::*;

use crate::picture::picture;

const TEAL: RGBColor = RGBColor(11, 93, 102);
const BLACK_INK: RGBColor = RGBColor(11, 12, 12);
const GRID: RGBColor = RGBColor(206, 206, 206);
const WIDE: (u32, u32) = (960, 340);
const SMALL: (u32, u32) = (640, 280);
const FONT: (&str, i32) = ("sans-serif", 16);
/// The top of a chart of percentages: the words over a full bar stand below it.
const HIGHEST: f64 = 119.0;

/// A line through points, each with the words under it. Nothing when there is nothing to draw.
pub(super) fn line(points: &[(String, usize)], shows: &str) -> Markup {
    let mut svg = String::new();
    match draw_line(&mut svg, points) {
        Ok(()) if !points.is_empty() => framed(&svg, shows),
        _ => html! {},
    }
}

/// Bars of percentages, each with its words above it.
pub(super) fn bars(bars: &[(String, usize)], shows: &str) -> Markup {
    let mut svg = String::new();
    match draw_bars(&mut svg, bars) {
        Ok(()) if !bars.is_empty() => framed(&svg, shows),
        _ => html! {},
    }
}

fn framed(svg: &str, shows: &str) -> Markup {
    html! { div class="candour-chart" { (picture(svg, shows)) } }
}

type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

/// A number of people or months: far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts on a chart are far below 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an axis of the chart: from 0 to the number of points"
)]
fn place(value: f64) -> usize {
    value.round().max(0.0) as usize
}

fn draw_line<'a>(svg: &'a mut String, points: &[(String, usize)]) -> Drawn<'a> {
    let most = points.iter().map(|(_, count)| *count).max().unwrap_or(0).max(4);
    let root = SVGBackend::with_string(svg, WIDE).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..float(points.len().max(2) - 1), 0.0..float(most) * 1.1)?;
    let label = |x: &f64| points.get(place(*x)).map(|(name, _)| name.clone()).unwrap_or_default();
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(BLACK_INK)
        .label_style(FONT)
        .x_labels(7)
        .y_labels(5)
        .x_label_formatter(&label)
        .y_label_formatter(&|y: &f64| format!("{y:.0}"))
        .draw()?;
    let line = points.iter().enumerate().map(|(index, (_, count))| (float(index), float(*count)));
    chart.draw_series(LineSeries::new(line.clone(), TEAL.stroke_width(3)))?;
    chart.draw_series(line.map(|point| Circle::new(point, 3, TEAL.filled())))?;
    root.present()
}

fn draw_bars<'a>(svg: &'a mut String, bars: &[(String, usize)]) -> Drawn<'a> {
    let root = SVGBackend::with_string(svg, SMALL).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..float(bars.len().max(1)), 0.0..HIGHEST)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(BLACK_INK)
        .label_style(FONT)
        .x_labels(0)
        .y_labels(5)
        .y_label_formatter(&|y: &f64| if *y > 100.0 { String::new() } else { format!("{y:.0}%") })
        .draw()?;
    let bar = |(index, (_, percent)): (usize, &(String, usize))| {
        let (left, right) = (float(index) + 0.2, float(index) + 0.8);
        Rectangle::new([(left, 0.0), (right, float(*percent))], TEAL.filled())
    };
    chart.draw_series(bars.iter().enumerate().map(bar))?;
    let text = |(index, (name, percent)): (usize, &(String, usize))| {
        let at = (float(index) + 0.22, float(*percent) + 11.0);
        Text::new(name.clone(), at, FONT.into_font().color(&BLACK_INK))
    };
    chart.draw_series(bars.iter().enumerate().map(text))?;
    root.present()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_one_svg_without_anything_fetched() {
        let points: Vec<_> = (0..25).map(|number| (format!("M{number}"), number * 3)).collect();
        for html in [line(&points, "A line"), bars(&points[..3], "Bars")] {
            let html = html.into_string();
            assert!(html.contains("<svg") && html.contains("aria-label=\""), "{html}");
            assert!(!html.contains("href") && !html.contains("<style"), "{html}");
        }
        assert!(line(&[], "Nothing").into_string().is_empty());
    }
}
