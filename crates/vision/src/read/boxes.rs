//! From the detector's map to boxes around lines: places of text that touch, the least rectangle around each, and a
//! margin, since the network marks the middle of a line only.

use super::Point;
use super::detect::TextMap;
use super::rectangle::{Rectangle, least};

/// A place is text from this share on.
const TEXT: f32 = 0.3;
/// The least mean share of a box.
const SURE: f32 = 0.6;
/// How far a box grows, as a part of its area by its outline.
const GROWTH: f32 = 1.5;
/// Smaller boxes, in places of the map, hold no letters.
const LEAST_SIDE: f32 = 3.0;
/// The most boxes; the rest of such a picture is noise.
const MOST: usize = 300;

/// Boxes in the picture's pixels, the largest first where there are too many.
pub fn boxes(map: &TextMap, width: u32, height: u32) -> Vec<Rectangle> {
    if map.shares.len() != map.width * map.height {
        return Vec::new();
    }
    let mut found: Vec<Rectangle> = components(map).iter().filter_map(|edge| rectangle(map, edge)).collect();
    if found.len() > MOST {
        found.sort_by(|a, b| b.area().total_cmp(&a.area()));
        found.truncate(MOST);
    }
    let scale = Point { x: width as f32 / map.width as f32, y: height as f32 / map.height as f32 };
    found.into_iter().map(|found| found.scaled(scale)).collect()
}

fn rectangle(map: &TextMap, edge: &[Point]) -> Option<Rectangle> {
    let tight = least(edge)?;
    let narrow = tight.width.min(tight.height);
    if narrow < LEAST_SIDE || mean(map, &tight) < SURE {
        return None;
    }
    let margin = tight.area() * GROWTH / (2.0 * (tight.width + tight.height));
    Some(tight.grown(margin))
}

/// The mean share within a rectangle.
fn mean(map: &TextMap, rectangle: &Rectangle) -> f32 {
    let corners = rectangle.corners();
    let range = |values: [f32; 4], end: usize| {
        let low = values.iter().copied().fold(f32::MAX, f32::min).floor().max(0.0) as usize;
        let high = values.iter().copied().fold(0.0, f32::max).ceil() as usize;
        low.min(end)..(high + 1).min(end)
    };
    let (mut sum, mut count) = (0.0, 0_u32);
    for y in range(corners.map(|corner| corner.y), map.height) {
        for x in range(corners.map(|corner| corner.x), map.width) {
            if rectangle.holds(Point { x: x as f32, y: y as f32 }) {
                sum += map.shares[y * map.width + x];
                count += 1;
            }
        }
    }
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// The outermost places of each row of each set of places of text that touch.
fn components(map: &TextMap) -> Vec<Vec<Point>> {
    let mut open: Vec<bool> = map.shares.iter().map(|share| *share > TEXT).collect();
    let mut components = Vec::new();
    for start in 0..open.len() {
        if std::mem::take(&mut open[start]) {
            components.push(edge(map, &mut open, start));
        }
    }
    components
}

fn edge(map: &TextMap, open: &mut [bool], start: usize) -> Vec<Point> {
    let mut rows = std::collections::BTreeMap::<usize, (usize, usize)>::new();
    let mut ahead = vec![start];
    while let Some(place) = ahead.pop() {
        let (x, y) = (place % map.width, place / map.width);
        let row = rows.entry(y).or_insert((x, x));
        *row = (row.0.min(x), row.1.max(x));
        for near_y in y.saturating_sub(1)..(y + 2).min(map.height) {
            for near_x in x.saturating_sub(1)..(x + 2).min(map.width) {
                let near = near_y * map.width + near_x;
                if std::mem::take(&mut open[near]) {
                    ahead.push(near);
                }
            }
        }
    }
    let ends = rows.into_iter().flat_map(|(y, (first, last))| [(first, y), (last, y)]);
    ends.map(|(x, y)| Point { x: x as f32, y: y as f32 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(width: usize, height: usize, share: impl Fn(usize, usize) -> f32) -> TextMap {
        let shares = (0..width * height).map(|place| share(place % width, place / width)).collect();
        TextMap { width, height, shares }
    }

    #[test]
    fn odd_maps_have_few_boxes_and_break_nothing() {
        let check = |name: &str, map: &TextMap, expected: usize| {
            let found = boxes(map, 640, 480);
            assert_eq!(found.len(), expected, "{name}: {found:?}");
            let finite =
                |found: &Rectangle| found.corners().iter().all(|at| at.x.is_finite() && at.y.is_finite());
            assert!(found.iter().all(finite), "{name}: {found:?}");
        };
        check("nothing at all", &map(0, 0, |_, _| 1.0), 0);
        check("empty", &map(64, 64, |_, _| 0.0), 0);
        check("full", &map(64, 64, |_, _| 1.0), 1);
        check("one place", &map(64, 64, |x, y| f32::from(u8::from((x, y) == (9, 9)))), 0);
        check("no numbers", &map(64, 64, |_, _| f32::NAN), 0);
        check("not as large as it says", &TextMap { width: 64, height: 64, shares: vec![1.0; 7] }, 0);
        check("thin stripes", &map(64, 64, |_, y| (y % 2) as f32), 0);
        check("stripes", &map(64, 64, |_, y| f32::from(u8::from(y % 16 < 8))), 4);
        check("a chessboard touches at its corners", &map(64, 64, |x, y| ((x / 8 + y / 8) % 2) as f32), 0);
        check("unsure", &map(64, 64, |_, _| 0.5), 0);
        check("a thousand", &map(512, 512, |x, y| f32::from(u8::from(x % 16 < 8 && y % 8 < 6))), MOST);
    }

    #[test]
    fn a_slanting_line_has_a_slanting_box() {
        let line = map(160, 96, |x, y| {
            let (x, y) = (x as f32 - 80.0, y as f32 - 48.0);
            f32::from(u8::from((x * 0.96 + y * 0.28).abs() < 60.0 && (y * 0.96 - x * 0.28).abs() < 6.0))
        });
        let found = boxes(&line, 160, 96);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!((found[0].along.y - 0.28).abs() < 0.03, "{found:?}");
        assert!(found[0].width > 120.0 && (12.0..40.0).contains(&found[0].height), "{found:?}");
    }
}
