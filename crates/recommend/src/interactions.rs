//! Who did what, as a sparse matrix: the form that every learner reads.

/// One person's liking of one item, both by number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interaction {
    pub person: u32,
    pub item: u32,
    /// How strongly: above 0, 1 for a plain like.
    pub weight: f32,
}

/// An interaction, and when it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    pub person: u32,
    pub item: u32,
    /// How strongly: above 0, 1 for a plain like.
    pub weight: f32,
    /// In seconds since 1970; 0 where nobody knows.
    pub at: i64,
}

impl From<Event> for Interaction {
    fn from(event: Event) -> Self {
        Self { person: event.person, item: event.item, weight: event.weight }
    }
}

/// A sparse matrix in compressed rows: for each row its columns in rising order, and their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sparse {
    columns_in_all: usize,
    /// Where each row begins; one more than there are rows.
    starts: Vec<usize>,
    columns: Vec<u32>,
    weights: Vec<f32>,
}

impl Sparse {
    pub fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn columns(&self) -> usize {
        self.columns_in_all
    }

    /// How many entries there are in all.
    pub fn entries(&self) -> usize {
        self.columns.len()
    }

    /// The columns of a row, rising, and their weights.
    #[inline]
    pub fn row(&self, row: usize) -> (&[u32], &[f32]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.columns[range.clone()], &self.weights[range])
    }

    /// From entries in any order; several of one place are added up.
    pub fn new(rows: usize, columns: usize, entries: Vec<Interaction>) -> Self {
        let mut starts = vec![0; rows + 1];
        for entry in &entries {
            starts[entry.person as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0.0); entries.len()];
        for entry in &entries {
            let at = &mut next[entry.person as usize];
            places[*at] = (entry.item, entry.weight);
            *at += 1;
        }
        drop(entries);
        Self::sorted(columns, starts, places)
    }

    /// From what a file says; none when the lengths do not agree, or a column is not there.
    pub(crate) fn from_parts(
        columns_in_all: usize,
        lengths: &[u32],
        columns: Vec<u32>,
        weights: Vec<f32>,
    ) -> Option<Self> {
        let mut starts = vec![0];
        let mut end = 0_usize;
        for &length in lengths {
            end = end.checked_add(length as usize)?;
            starts.push(end);
        }
        let fits = end == columns.len()
            && end == weights.len()
            && columns.iter().all(|&column| (column as usize) < columns_in_all);
        fits.then_some(Self { columns_in_all, starts, columns, weights })
    }

    /// Sorts each row, and makes one of what is in one place.
    fn sorted(columns_in_all: usize, mut starts: Vec<usize>, mut places: Vec<(u32, f32)>) -> Self {
        let mut kept = 0;
        let mut begin = 0;
        for row in 0..starts.len() - 1 {
            let end = starts[row + 1];
            places[begin..end].sort_unstable_by_key(|&(column, _)| column);
            let first = kept;
            for at in begin..end {
                if kept > first && places[kept - 1].0 == places[at].0 {
                    places[kept - 1].1 += places[at].1;
                } else {
                    places[kept] = places[at];
                    kept += 1;
                }
            }
            starts[row + 1] = kept;
            begin = end;
        }
        places.truncate(kept);
        let (columns, weights) = places.into_iter().unzip();
        Self { columns_in_all, starts, columns, weights }
    }

    /// Rows become columns. What is read row by row arrives in rising order.
    pub fn transposed(&self) -> Self {
        let mut starts = vec![0; self.columns_in_all + 1];
        for &column in &self.columns {
            starts[column as usize + 1] += 1;
        }
        for row in 0..self.columns_in_all {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut columns = vec![0; self.entries()];
        let mut weights = vec![0.0; self.entries()];
        for row in 0..self.rows() {
            let (theirs, weighing) = self.row(row);
            for (&column, &weight) in theirs.iter().zip(weighing) {
                let place = &mut next[column as usize];
                (columns[*place], weights[*place]) = (row as u32, weight);
                *place += 1;
            }
        }
        Self { columns_in_all: self.rows(), starts, columns, weights }
    }

    /// The rows in pieces of about equal work, for as many threads as there are.
    pub(crate) fn pieces(&self) -> Vec<std::ops::Range<usize>> {
        const COST_OF_A_ROW: usize = 64;
        let work = self.entries() + self.rows() * COST_OF_A_ROW;
        let piece = work / (rayon::current_num_threads() * 32) + 1;
        let mut pieces = Vec::new();
        let mut begin = 0;
        while begin < self.rows() {
            let goal = self.starts[begin] + begin * COST_OF_A_ROW + piece;
            let mut end = begin + 1;
            while end < self.rows() && self.starts[end] + end * COST_OF_A_ROW < goal {
                end += 1;
            }
            pieces.push(begin..end);
            begin = end;
        }
        pieces
    }
}

/// Who did what, by person and by item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interactions {
    pub people: Sparse,
    pub items: Sparse,
}

impl Interactions {
    pub fn new(people: usize, items: usize, entries: Vec<Interaction>) -> Self {
        let people = Sparse::new(people, items, entries);
        Self { items: people.transposed(), people }
    }
}
