//! The order in which pieces of text are read: what stands beside each other is a line, columns are read one after the
//! other, and where more room is left than between lines, a block ends.

use super::{Block, Line, Point};

/// Pieces whose heights overlap by so much of the lower one stand beside each other.
const BESIDE: f32 = 0.5;
/// A gutter between columns is at least so wide, and their lines are so long, in heights of a line.
const GUTTER: f32 = 1.0;
const LONG: f32 = 6.0;
/// Rows of columns.
const LEAST_ROWS: usize = 3;
/// Room between blocks: so many times the usual one between lines, and at least so much of a line's height.
const WIDER: f32 = 1.7;
const LEAST_ROOM: f32 = 0.6;
/// So much room ends a block, whatever is usual.
const MUCH_ROOM: f32 = 2.5;

/// A piece of a line, in the frame in which lines are level.
#[derive(Clone, Debug)]
struct Piece {
    line: Line,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

pub fn ordered(lines: Vec<Line>) -> Vec<Block> {
    let along = direction(&lines);
    let pieces = lines.into_iter().map(|line| Piece::new(line, along)).collect::<Vec<_>>();
    let height = median(pieces.iter().map(|piece| piece.bottom - piece.top).collect());
    let mut blocks = Vec::new();
    columns(rows(pieces), height, &mut blocks);
    blocks
}

impl Piece {
    fn new(line: Line, along: Point) -> Self {
        let level = line
            .corners
            .map(|Point { x, y }| Point { x: x * along.x + y * along.y, y: y * along.x - x * along.y });
        let least = |values: [f32; 4]| values.into_iter().fold(f32::MAX, f32::min);
        let most = |values: [f32; 4]| values.into_iter().fold(f32::MIN, f32::max);
        let (xs, ys) = (level.map(|point| point.x), level.map(|point| point.y));
        Self { line, left: least(xs), right: most(xs), top: least(ys), bottom: most(ys) }
    }

    fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// Where most of the text runs.
fn direction(lines: &[Line]) -> Point {
    let sums = lines
        .iter()
        .map(|line| line.corners)
        .fold((0.0, 0.0), |(x, y), [from, to, ..]| (x + to.x - from.x, y + to.y - from.y));
    let length = f32::hypot(sums.0, sums.1);
    if length > 0.0 { Point { x: sums.0 / length, y: sums.1 / length } } else { Point { x: 1.0, y: 0.0 } }
}

/// Pieces beside each other, from the top down.
fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let middle = |piece: &Piece| piece.top + piece.bottom;
    pieces.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let beside = |other: &Piece| {
            let both = piece.bottom.min(other.bottom) - piece.top.max(other.top);
            let lower = (piece.bottom - piece.top).min(other.bottom - other.top);
            both >= BESIDE * lower && (piece.left >= other.right || piece.right <= other.left)
        };
        let overlaps = |row: &&mut Vec<Piece>| {
            row.iter().any(beside)
                && !row.iter().any(|other| {
                    piece.left < other.right - 1.0 && other.left < piece.right - 1.0 && !beside(other)
                })
        };
        match rows.last_mut().filter(overlaps) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// Finds the longest run of rows that a gutter divides; what is above and below it is looked at for itself.
fn columns(rows: Vec<Vec<Piece>>, height: f32, blocks: &mut Vec<Block>) {
    let Some((range, gutter)) = longest_divided(&rows, height) else {
        return paragraphs(rows, height, blocks);
    };
    let mut above = rows;
    let mut divided = above.split_off(range.start);
    let below = divided.split_off(range.len());
    let (left, right): (Vec<Piece>, Vec<Piece>) =
        divided.into_iter().flatten().partition(|piece| piece.right <= gutter);
    columns(above, height, blocks);
    columns(self::rows(left), height, blocks);
    columns(self::rows(right), height, blocks);
    columns(below, height, blocks);
}

fn longest_divided(rows: &[Vec<Piece>], height: f32) -> Option<(std::ops::Range<usize>, f32)> {
    let mut longest: Option<(std::ops::Range<usize>, f32)> = None;
    for start in 0..rows.len() {
        let mut end = start;
        let mut found = None;
        while end < rows.len() {
            match gutter(&rows[start..=end], height) {
                Some(gutter) => found = Some(gutter),
                None => break,
            }
            end += 1;
        }
        let Some(gutter) = found else { continue };
        let better = longest.as_ref().is_none_or(|(range, _)| end - start > range.len());
        if better && end - start >= LEAST_ROWS && is_text(&rows[start..end], gutter, height) {
            longest = Some((start..end, gutter));
        }
        if longest.as_ref().is_some_and(|(range, _)| range.len() >= rows.len() - start) {
            break;
        }
    }
    longest
}

/// The middle of the widest room that no piece of these rows reaches into, with pieces at both sides.
fn gutter(rows: &[Vec<Piece>], height: f32) -> Option<f32> {
    let mut spans: Vec<(f32, f32)> = rows.iter().flatten().map(|piece| (piece.left, piece.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut right = spans.first()?.1;
    let mut widest: Option<(f32, f32)> = None;
    for (left, end) in spans {
        let room = left - right;
        if room > GUTTER * height && widest.is_none_or(|(most, _)| room > most) {
            widest = Some((room, f32::midpoint(left, right)));
        }
        right = right.max(end);
    }
    widest.map(|(_, middle)| middle)
}

/// Columns of a text are long; a column of prices belongs to what is beside it.
fn is_text(rows: &[Vec<Piece>], gutter: f32, height: f32) -> bool {
    let widths = |left: bool| {
        let side = rows.iter().flatten().filter(|piece| (piece.right <= gutter) == left);
        side.map(Piece::width).collect::<Vec<_>>()
    };
    [true, false].into_iter().all(|left| {
        let widths = widths(left);
        widths.len() >= LEAST_ROWS && median(widths) >= LONG * height
    })
}

fn paragraphs(rows: Vec<Vec<Piece>>, height: f32, blocks: &mut Vec<Block>) {
    let top = |row: &[Piece]| row.iter().map(|piece| piece.top).fold(f32::MAX, f32::min);
    let bottom = |row: &[Piece]| row.iter().map(|piece| piece.bottom).fold(f32::MIN, f32::max);
    let rooms: Vec<f32> = rows.windows(2).map(|pair| (top(&pair[1]) - bottom(&pair[0])).max(0.0)).collect();
    let usual = median(rooms.clone());
    let ends = |room: f32| room > MUCH_ROOM * height || room > (WIDER * usual).max(LEAST_ROOM * height);
    let mut block = Block::default();
    for (place, row) in rows.into_iter().enumerate() {
        if place > 0 && ends(rooms[place - 1]) {
            blocks.push(std::mem::take(&mut block));
        }
        block.lines.extend(joined(row));
    }
    if !block.lines.is_empty() {
        blocks.push(block);
    }
}

/// One line of the pieces of a row.
fn joined(row: Vec<Piece>) -> Option<Line> {
    let letters = |line: &Line| line.text.chars().count().max(1) as f32;
    row.into_iter().map(|piece| piece.line).reduce(|left, right| {
        let (before, behind) = (letters(&left), letters(&right));
        let confidence = (left.confidence * before + right.confidence * behind) / (before + behind);
        let [first, _, _, last] = left.corners;
        let [_, second, third, _] = right.corners;
        let text = left.text + " " + &right.text;
        Line { text, confidence, corners: [first, second, third, last] }
    })
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts where they stand: left, top and width; each is 20 high.
    fn read(pieces: &[(&str, f32, f32, f32)]) -> String {
        let lines = pieces.iter().map(|(text, left, top, width)| {
            let corners = [(0.0, 0.0), (*width, 0.0), (*width, 20.0), (0.0, 20.0)];
            let corners = corners.map(|(x, y)| Point { x: left + x, y: top + y });
            Line { text: (*text).to_owned(), confidence: 1.0, corners }
        });
        super::super::Page { blocks: ordered(lines.collect()), unread: 0 }.text()
    }

    #[test]
    fn people_read_it_in_this_order() {
        assert_eq!(read(&[]), "");
        let menu = [
            ("3,000", 400.0, 2.0, 60.0),
            ("차림표", 150.0, -60.0, 90.0),
            ("국수", 0.0, 0.0, 50.0),
            ("떡", 0.0, 40.0, 25.0),
            ("4,500", 400.0, 41.0, 60.0),
            ("5,000", 400.0, 80.0, 60.0),
            ("만두", 0.0, 81.0, 50.0),
        ];
        assert_eq!(read(&menu), "차림표\n\n국수 3,000\n떡 4,500\n만두 5,000");
        let row = |text, left, row: u8| (text, left, f32::from(row) * 30.0, 200.0);
        let columns = [
            row("a", 0.0, 0),
            row("d", 250.0, 0),
            row("b", 0.0, 1),
            row("e", 250.0, 1),
            row("c", 0.0, 2),
            row("f", 250.0, 2),
        ];
        assert_eq!(read(&columns), "a\nb\nc\n\nd\ne\nf");
        let titled: Vec<_> = [("title", 0.0, -40.0, 450.0)].into_iter().chain(columns).collect();
        assert_eq!(read(&titled), "title\n\na\nb\nc\n\nd\ne\nf");
        let paragraphs = [row("a", 0.0, 0), row("b", 0.0, 1), row("c", 0.0, 3), row("d", 0.0, 4)];
        assert_eq!(read(&paragraphs), "a\nb\n\nc\nd");
        let nowhere = [("a", f32::NAN, 0.0, 5.0), ("b", 0.0, f32::INFINITY, 5.0)];
        let found = read(&nowhere);
        assert!(found.contains('a') && found.contains('b'), "{found}");
    }
}
