//! Writing.

use std::collections::HashMap;

use safetensors::Dtype;
use safetensors::tensor::{View, serialize};

use super::{ModelError, TOLD, VERSION};
use crate::choose::Piece;
use crate::factors::Factors;
use crate::interactions::Sparse;
use crate::model::{Model, ReportLine};

/// Tensors by name.
#[derive(Default)]
struct Tensors(Vec<(String, Tensor)>);

struct Tensor {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl View for &Tensor {
    fn dtype(&self) -> Dtype {
        self.dtype
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> std::borrow::Cow<'_, [u8]> {
        self.bytes.as_slice().into()
    }

    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

impl Tensors {
    fn floats(&mut self, name: String, shape: &[usize], values: impl IntoIterator<Item = f32>) {
        self.put(name, Dtype::F32, shape, values.into_iter().flat_map(f32::to_le_bytes).collect());
    }

    fn numbers(&mut self, name: String, values: impl IntoIterator<Item = u32>) {
        let bytes: Vec<u8> = values.into_iter().flat_map(u32::to_le_bytes).collect();
        let length = bytes.len() / 4;
        self.put(name, Dtype::U32, &[length], bytes);
    }

    fn put(&mut self, name: String, dtype: Dtype, shape: &[usize], bytes: Vec<u8>) {
        self.0.push((name, Tensor { dtype, shape: shape.to_vec(), bytes }));
    }

    fn factors(&mut self, name: String, factors: &Factors) {
        self.floats(name, &[factors.rows(), factors.width()], factors.values().iter().copied());
    }

    fn sparse(&mut self, name: &str, sparse: &Sparse) {
        let rows = || (0..sparse.rows()).map(|row| sparse.row(row));
        self.numbers(format!("{name}.lengths"), rows().map(|(columns, _)| columns.len() as u32));
        self.numbers(format!("{name}.columns"), rows().flat_map(|(columns, _)| columns.iter().copied()));
        let weights: Vec<f32> = rows().flat_map(|(_, weights)| weights.iter().copied()).collect();
        self.floats(format!("{name}.weights"), &[weights.len()], weights);
    }

    fn piece(&mut self, at: usize, piece: &Piece) -> &'static str {
        let name = |what: &str| format!("part{at}.{what}");
        match piece {
            Piece::Popularity(popularity) => {
                let scores = popularity.scores();
                self.floats(name("scores"), &[scores.len()], scores.iter().copied());
                "popularity"
            }
            Piece::Neighbours(neighbours) => {
                self.sparse(&name("near"), &neighbours.sparse());
                "neighbours"
            }
            Piece::EaseByItem(ease) => {
                self.floats(name("weights"), &[ease.items, ease.items], ease.weights.iter().copied());
                "ease-by-item"
            }
            Piece::EaseByPerson(ease) => {
                let people = ease.people.len();
                self.sparse(&name("items"), &ease.items);
                self.floats(name("people"), &[people], ease.people.iter().copied());
                self.floats(name("costs"), &[ease.costs.len()], ease.costs.iter().copied());
                self.floats(name("diagonal"), &[ease.diagonal.len()], ease.diagonal.iter().copied());
                let columns = (0..people).flat_map(|column| ease.inverse.col(column).iter().copied());
                self.floats(name("inverse"), &[people, people], columns);
                "ease-by-person"
            }
            Piece::Als(als) => {
                self.factors(name("items"), als.items());
                let costs = als.costs();
                let settings = [als.confidence(), costs.regularization, costs.growth, costs.mean];
                self.floats(name("settings"), &[settings.len()], settings);
                "als"
            }
            Piece::Warp(warp) => {
                self.factors(name("liked"), &warp.liked);
                self.factors(name("asked"), &warp.asked);
                self.floats(name("common"), &[warp.common.len()], warp.common.iter().copied());
                "warp"
            }
        }
    }
}

impl Model {
    /// The file's bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        let mut tensors = Tensors::default();
        let mut told = vec![
            format!("version {VERSION}"),
            format!("learnt_at {}", self.learnt_at),
            format!("parts {}", self.parts.len()),
        ];
        for (at, (share, piece)) in self.parts.iter().enumerate() {
            let kind = tensors.piece(at, piece);
            told.push(format!("part{at} {share} {kind}"));
        }
        tensors.sparse("near", &self.neighbours.sparse());
        tensors.sparse("next", &self.next.sparse());
        tensors.numbers("ids.lengths".into(), self.ids.iter().map(|id| id.len() as u32));
        let ids = self.ids.concat().into_bytes();
        tensors.put("ids".into(), Dtype::U8, &[ids.len()], ids);
        let report = &self.report;
        told.push(format!("report {} {} {} {}", report.people, report.items, report.events, report.tried));
        for (at, line) in report.lines.iter().enumerate() {
            let ReportLine { learner, share, ndcg, recall, coverage } = line;
            told.push(format!("report{at} {learner} {share} {ndcg} {recall} {coverage}"));
        }
        told.extend(
            (0..).zip(&report.savings).map(|(at, saving): (usize, _)| format!("saving{at} {saving}")),
        );
        // One entry: several would stand in another order each time, and the same model would be other bytes.
        let metadata = HashMap::from([(TOLD.to_owned(), told.join("\n"))]);
        Ok(serialize(tensors.0.iter().map(|(name, tensor)| (name, tensor)), Some(metadata))?)
    }
}
