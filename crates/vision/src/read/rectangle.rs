//! Rectangles that may be turned.

use super::Point;

/// A rectangle along the direction in which its text runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    pub middle: Point,
    /// Of length 1.
    pub along: Point,
    /// Along its direction.
    pub width: f32,
    pub height: f32,
}

impl Rectangle {
    /// Before and above its text first, then on along it.
    pub fn corners(&self) -> [Point; 4] {
        [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
            .map(|(along, down)| self.at(along * self.width, down * self.height))
    }

    /// The place so far along from its middle, and so far down.
    pub fn at(&self, along: f32, down: f32) -> Point {
        let Point { x, y } = self.along;
        Point { x: self.middle.x + along * x - down * y, y: self.middle.y + along * y + down * x }
    }

    pub fn holds(&self, point: Point) -> bool {
        let (x, y) = (point.x - self.middle.x, point.y - self.middle.y);
        let along = x * self.along.x + y * self.along.y;
        let down = y * self.along.x - x * self.along.y;
        along.abs() <= self.width / 2.0 && down.abs() <= self.height / 2.0
    }

    pub fn area(&self) -> f32 {
        self.width * self.height
    }

    pub fn grown(self, margin: f32) -> Self {
        Self { width: self.width + 2.0 * margin, height: self.height + 2.0 * margin, ..self }
    }

    /// In other units, which may differ a little in the two directions.
    pub fn scaled(self, scale: Point) -> Self {
        let across = (self.along.x * scale.x).hypot(self.along.y * scale.y);
        let down = (self.along.y * scale.x).hypot(self.along.x * scale.y);
        let along = Point { x: self.along.x * scale.x / across, y: self.along.y * scale.y / across };
        let middle = Point { x: self.middle.x * scale.x, y: self.middle.y * scale.y };
        Self { middle, along, width: self.width * across, height: self.height * down }
    }

    /// For text from the top down, which lies on its side.
    pub fn on_its_side(self) -> Self {
        let along = Point { x: -self.along.y, y: self.along.x };
        Self { along, width: self.height, height: self.width, ..self }
    }

    /// For text that stands on its head.
    pub fn on_its_head(&self) -> Self {
        Self { along: Point { x: -self.along.x, y: -self.along.y }, ..*self }
    }
}

/// The least rectangle around some points; it runs as nearly to the right as it can.
pub fn least(points: &[Point]) -> Option<Rectangle> {
    let hull = hull(points);
    let sides = (0..hull.len()).filter_map(|i| direction(hull[i], hull[(i + 1) % hull.len()]));
    let upright = std::iter::once(Point { x: 1.0, y: 0.0 });
    let around = upright.chain(sides).filter_map(|along| around(&hull, to_the_right(along)));
    around.min_by(|a, b| a.area().total_cmp(&b.area()))
}

/// Of the four directions of a rectangle, the one that is nearest to the right.
fn to_the_right(Point { x, y }: Point) -> Point {
    match (x.abs() >= y.abs(), if x.abs() >= y.abs() { x } else { y } >= 0.0) {
        (true, true) => Point { x, y },
        (true, false) => Point { x: -x, y: -y },
        (false, true) => Point { x: y, y: -x },
        (false, false) => Point { x: -y, y: x },
    }
}

fn around(points: &[Point], along: Point) -> Option<Rectangle> {
    let range = |values: &dyn Fn(&Point) -> f32| {
        let values = points.iter().map(values);
        values.fold(None, |range: Option<(f32, f32)>, value| {
            let (low, high) = range.unwrap_or((value, value));
            Some((low.min(value), high.max(value)))
        })
    };
    let (left, right) = range(&|point| point.x * along.x + point.y * along.y)?;
    let (top, bottom) = range(&|point| point.y * along.x - point.x * along.y)?;
    let (across, down) = (f32::midpoint(left, right), f32::midpoint(top, bottom));
    let middle = Point { x: across * along.x - down * along.y, y: across * along.y + down * along.x };
    Some(Rectangle { middle, along, width: right - left, height: bottom - top })
}

fn direction(from: Point, to: Point) -> Option<Point> {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = x.hypot(y);
    (length > 0.0).then(|| Point { x: x / length, y: y / length })
}

/// The points of the least convex outline (Andrew's monotone chain).
fn hull(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut lower = chain(points.iter().copied());
    let mut upper = chain(points.iter().rev().copied());
    lower.pop();
    upper.pop();
    lower.extend(upper);
    lower
}

fn chain(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = chain[..]
            && (b.x - a.x) * (point.y - a.y) <= (b.y - a.y) * (point.x - a.x)
        {
            chain.pop();
        }
        chain.push(point);
    }
    chain
}
