//! A line chart as SVG, for the documents.

use std::fmt::Write;

/// One line of the chart.
pub struct Line<'a> {
    pub name: &'a str,
    pub points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
const MARGIN: f64 = 48.0;
const COLOURS: [&str; 4] = ["#2f6fed", "#d9652b", "#3a9a5b", "#8a5bd0"];
/// Room above the limit, so that it is seen how far a line goes beyond.
const HEADROOM: f64 = 2.0;

/// Draws the lines; the limit is a dashed line across, and what lies far above it is cut off.
pub fn draw(title: &str, across: &str, lines: &[Line<'_>], limit: f64) -> String {
    let right = lines.iter().flat_map(|line| &line.points).map(|(x, _)| *x).fold(1.0, f64::max);
    let top = limit * HEADROOM;
    let x = |value: f64| MARGIN + value / right * (WIDTH - 2.0 * MARGIN);
    let y = |value: f64| HEIGHT - MARGIN - value.min(top) / top * (HEIGHT - 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\" fill=\"#333\">{title}</text>\n"
    );
    let mut put = |text: String| writeln!(svg, "{text}").expect("a string takes whatever is written");
    for step in 0..=4 {
        let value = top * f64::from(step) / 4.0;
        let (at, edge) = (y(value), WIDTH - MARGIN);
        put(format!("<path d=\"M{MARGIN} {at:.1}H{edge}\" stroke=\"#ddd\"/>"));
        put(format!("<text x=\"12\" y=\"{:.1}\" fill=\"#666\">{value:.1}</text>", at + 4.0));
    }
    put(format!(
        "<path d=\"M{MARGIN} {:.1}H{}\" stroke=\"#999\" stroke-dasharray=\"5 4\"/>",
        y(limit),
        WIDTH - MARGIN
    ));
    for (index, line) in lines.iter().enumerate() {
        let colour = COLOURS[index % COLOURS.len()];
        let points: Vec<String> =
            line.points.iter().map(|(a, b)| format!("{:.1},{:.1}", x(*a), y(*b))).collect();
        put(format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>",
            points.join(" ")
        ));
        for (a, b) in &line.points {
            put(format!("<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"{colour}\"/>", x(*a), y(*b)));
        }
        let place = 44.0 + 18.0 * index as f64;
        put(format!("<text x=\"{:.1}\" y=\"{place}\" fill=\"{colour}\">{}</text>", WIDTH - 190.0, line.name));
    }
    for value in lines
        .iter()
        .flat_map(|line| &line.points)
        .map(|(x, _)| *x as u32)
        .collect::<std::collections::BTreeSet<_>>()
    {
        put(format!(
            "<text x=\"{:.1}\" y=\"{}\" fill=\"#666\" text-anchor=\"middle\">{value}</text>",
            x(f64::from(value)),
            HEIGHT - MARGIN + 18.0
        ));
    }
    put(format!(
        "<text x=\"{}\" y=\"{}\" fill=\"#666\" text-anchor=\"middle\">{across}</text>",
        WIDTH / 2.0,
        HEIGHT - 10.0
    ));
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_far_above_the_limit_stays_in_the_picture() {
        let lines = [Line { name: "ours", points: vec![(1.0, 0.1), (8.0, 90.0)] }];
        let svg = draw("title", "speakers at once", &lines, 1.0);
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("cx=\"672.0\" cy=\"48.0\""), "{svg}");
    }
}
