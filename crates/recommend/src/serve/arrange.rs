//! The order of the shown items: good ones first, not all of one kind, some places for what is not known yet.

use domain::Item;

use super::{Request, Shelf};
use crate::noise::Noise;

pub(super) struct Pick {
    pub number: u32,
    pub score: f32,
    pub explored: bool,
}

/// Takes one after the other: the best, less what it has in common with the most alike of those taken before.
pub(super) fn arrange(
    shelf: &Shelf,
    mut candidates: Vec<(u32, f32)>,
    request: &Request<'_>,
    seen: &dyn Fn(u32) -> bool,
) -> Vec<Pick> {
    // What two items of one kind cost, in units of how far the candidates' scores lie apart.
    let (best, worst) = (candidates.first().map_or(0.0, |c| c.1), candidates.last().map_or(0.0, |c| c.1));
    let cost = request.diversity * (best - worst).max(f32::EPSILON);
    let mut penalties = vec![0.0_f32; candidates.len()];
    let mut picks: Vec<Pick> = Vec::new();
    while picks.len() < request.count && !candidates.is_empty() {
        let next = (0..candidates.len())
            .reduce(|a, b| {
                let value = |at: usize| candidates[at].1 - cost * penalties[at];
                if value(b) > value(a) { b } else { a }
            })
            .unwrap_or_default();
        let (number, score) = candidates.remove(next);
        penalties.remove(next);
        if let Some(taken) = shelf.catalog.item(number) {
            for (&(other, _), penalty) in candidates.iter().zip(&mut penalties) {
                *penalty = penalty.max(shelf.catalog.item(other).map_or(0.0, |other| overlap(taken, other)));
            }
        }
        picks.push(Pick { number, score, explored: false });
    }
    explore(shelf, &mut picks, request, seen);
    picks
}

/// How much two items are of one kind, from 0 to 1: the share of their categories that they have in common.
fn overlap(a: &Item, b: &Item) -> f32 {
    let common = a.categories.iter().filter(|category| b.categories.contains(category)).count();
    let all = a.categories.len() + b.categories.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

/// Gives a share of the places, never the first, to items that few people know.
fn explore(shelf: &Shelf, picks: &mut [Pick], request: &Request<'_>, seen: &dyn Fn(u32) -> bool) {
    if request.exploration == 0.0 {
        return;
    }
    let mut noise = Noise::new(request.seed);
    let chosen: Vec<u32> = picks.iter().map(|pick| pick.number).collect();
    let mut unknown: Vec<(u32, f32)> = shelf
        .catalog
        .items()
        .filter(|(number, item)| !chosen.contains(number) && !seen(*number) && request.filter.lets(item))
        .map(|(number, _)| (number, shelf.catalog.liked_by(number)))
        .collect();
    unknown.sort_by(|a, b| a.1.total_cmp(&b.1));
    unknown.truncate(chosen.len() * 10);
    for pick in picks.iter_mut().skip(1) {
        if noise.unit() < request.exploration && !unknown.is_empty() {
            let (number, _) = unknown.swap_remove(noise.below(unknown.len()));
            *pick = Pick { number, score: pick.score, explored: true };
        }
    }
}
