//! When each word was said.
//!
//! Some heads of the decoder look at the place in the speech that they are writing down. Their looks, averaged and made
//! comparable, are a map of tokens and frames; the cheapest way through it that never goes back (dynamic time warping)
//! says when each token begins.

use std::ops::Range;

use models::kernel::math;

use super::decode::Task;
use super::decoder::{Head, Job};
use super::failed;
use crate::{LISTENING_RATE, SpeechError, Word};

/// One encoded row.
const FRAME_MS: u32 = 20;
const SAMPLES_PER_FRAME: usize = LISTENING_RATE as usize / 1000 * FRAME_MS as usize;
/// A frame is a pause when its loudness is below this part of the loudest frame's.
const PAUSE: f32 = 0.05;
/// Single frames that stand out mean nothing: each becomes the median of so many.
const MEDIAN: usize = 7;

/// The words of a text that was recognised, with times from the beginning of the samples on.
pub fn words(task: &Task, tokens: &[u32], samples: &[f32]) -> Result<Vec<Word>, SpeechError> {
    let words = task.vocabulary.words(tokens)?;
    let frames = (samples.len() / SAMPLES_PER_FRAME).min(task.memory.spoken());
    if words.is_empty() || frames == 0 {
        return Ok(Vec::new());
    }
    let (map, likelihoods) = listen(task, tokens, frames)?;
    let starts = warp(&map, tokens.len() + 1, frames);
    let quiet = quiet(samples);
    Ok(words
        .into_iter()
        .map(|(text, Range { start, end })| {
            let said = without_pauses(starts[start]..starts[end].max(starts[start] + 1), &quiet);
            let probability = likelihoods[start..end].iter().sum::<f32>() / (end - start) as f32;
            let [start_ms, end_ms] = [said.start, said.end].map(|frame| frame as u32 * FRAME_MS);
            Word { text, start_ms, end_ms, probability }
        })
        .collect())
}

/// Which frames are pauses: much quieter than the loudest.
fn quiet(samples: &[f32]) -> Vec<bool> {
    let power = |frame: &[f32]| frame.iter().map(|x| x * x).sum::<f32>();
    let powers: Vec<f32> = samples.chunks(SAMPLES_PER_FRAME).map(power).collect();
    let limit = powers.iter().copied().fold(0.0, f32::max) * PAUSE * PAUSE;
    powers.into_iter().map(|power| power < limit).collect()
}

/// A word's frames without the pauses before and behind it, which the way through the map gives to one word or the other.
fn without_pauses(word: Range<usize>, quiet: &[bool]) -> Range<usize> {
    let is_loud = |frame: &usize| !quiet.get(*frame).copied().unwrap_or(true);
    match (word.clone().find(is_loud), word.clone().rfind(is_loud)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => word,
    }
}

/// How strongly each token and the end belong to each frame, and how likely each token is.
fn listen(task: &Task, tokens: &[u32], frames: usize) -> Result<(Vec<f32>, Vec<f32>), SpeechError> {
    let prompt = task.vocabulary.prompt(task.tongue, task.translate);
    let all = [&prompt, tokens].concat();
    let known: Vec<Head> = task.vocabulary.alignment_heads().to_vec();
    let usable = !known.is_empty() && known.iter().all(|head| task.decoder.has(*head));
    let heads = if usable { known } else { task.decoder.upper_heads() };
    let job = Job { draft: &mut task.decoder.draft(), tokens: &all };
    let (rows, looks) = task.decoder.advance_looking(task.memory, job, &heads).map_err(failed)?;
    let written = tokens.len() + 1;
    let scores = task.decoder.scores(&rows.last(written)).map_err(failed)?;
    let likelihoods = tokens.iter().enumerate().map(|(i, token)| {
        let scores = &scores.row(i)[..task.decoder.vocabulary()];
        math::log_probability(scores, scores[*token as usize]).exp()
    });
    let mut map = vec![0.0; written * frames];
    for look in &looks {
        // The row of the token that was read last says where the next one is looked for.
        add_comparable(look, task.memory.spoken(), prompt.len() - 1, frames, &mut map);
    }
    Ok((map, likelihoods.collect()))
}

/// Adds one head's look: each frame's weights as far as they stand out among the tokens, without single outliers.
fn add_comparable(look: &[f32], width: usize, skipped: usize, frames: usize, map: &mut [f32]) {
    let rows = look.len() / width;
    let mut comparable = vec![0.0; rows * frames];
    for frame in 0..frames {
        let column = || look.iter().skip(frame).step_by(width);
        let mean = column().sum::<f32>() / rows as f32;
        let deviation = (column().map(|x| (x - mean).powi(2)).sum::<f32>() / rows as f32).sqrt().max(1e-9);
        let out = comparable.iter_mut().skip(frame).step_by(frames);
        out.zip(column()).for_each(|(out, x)| *out = (x - mean) / deviation);
    }
    let written = comparable.chunks(frames).skip(skipped);
    for (row, map) in written.zip(map.chunks_mut(frames)) {
        for (frame, map) in map.iter_mut().enumerate() {
            *map += median(row, frame);
        }
    }
}

/// The median around one place; beyond the ends the row is mirrored.
fn median(row: &[f32], centre: usize) -> f32 {
    let mut near = [0.0; MEDIAN];
    for (i, near) in near.iter_mut().enumerate() {
        let at = (centre + i).abs_diff(MEDIAN / 2);
        let last = row.len() - 1;
        *near = row[if at > last { (2 * last).saturating_sub(at) } else { at }];
    }
    near.sort_by(f32::total_cmp);
    near[MEDIAN / 2]
}

/// The frame at which each token begins, on the way through the map with the highest sum.
fn warp(map: &[f32], tokens: usize, frames: usize) -> Vec<usize> {
    #[derive(Clone, Copy)]
    enum From {
        Both,
        Token,
        Frame,
    }
    let mut came = vec![From::Frame; tokens * frames];
    let mut previous = vec![f32::NEG_INFINITY; frames];
    for token in 0..tokens {
        let mut current = vec![f32::NEG_INFINITY; frames];
        for frame in 0..frames {
            let both = match (token, frame) {
                (0, 0) => 0.0,
                (_, 0) | (0, _) => f32::NEG_INFINITY,
                _ => previous[frame - 1],
            };
            let by_frame = if frame > 0 { current[frame - 1] } else { f32::NEG_INFINITY };
            let ways = [(both, From::Both), (previous[frame], From::Token), (by_frame, From::Frame)];
            let (sum, from) =
                ways.into_iter().reduce(|a, b| if b.0 > a.0 { b } else { a }).expect("there are three ways");
            current[frame] = sum + map[token * frames + frame];
            came[token * frames + frame] = from;
        }
        previous = current;
    }
    let mut starts = vec![0; tokens];
    let (mut token, mut frame) = (tokens - 1, frames - 1);
    while token > 0 || frame > 0 {
        starts[token] = frame;
        match came[token * frames + frame] {
            From::Both => (token, frame) = (token - 1, frame - 1),
            From::Token => token -= 1,
            From::Frame => frame -= 1,
        }
    }
    starts[0] = 0;
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_follows_what_stands_out() {
        for (map, tokens, starts) in [
            (vec![1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0], 2, vec![0, 2]),
            (vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0], 3, vec![0, 1, 2]),
            (vec![1.0, 1.0], 2, vec![0, 0]),
            (vec![0.5; 5], 1, vec![0]),
        ] {
            let frames = map.len() / tokens;
            assert_eq!(warp(&map, tokens, frames), starts, "{map:?}");
        }
    }

    #[test]
    fn pauses_belong_to_no_word() {
        let quiet = [true, true, false, false, true, false, true];
        for (word, said) in [(0..7, 2..6), (3..5, 3..4), (0..2, 0..2), (6..9, 6..9), (2..3, 2..3)] {
            assert_eq!(without_pauses(word.clone(), &quiet), said, "{word:?}");
        }
        let samples = [vec![0.0; 320], vec![0.5; 320], vec![0.001; 100]].concat();
        assert_eq!(super::quiet(&samples), [true, false, true]);
    }

    #[test]
    fn an_outlier_is_no_median() {
        let row = [0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 5.0, 5.0, 5.0, 5.0];
        assert_eq!([0, 2, 10].map(|centre| median(&row, centre)), [0.0, 0.0, 5.0]);
        assert_eq!(median(&[3.0], 0), 3.0);
    }
}
