//! Pace, pitch, loudness and pauses, by name or by number.

use std::time::Duration;

use roxmltree::Node;

use super::wrong::{Wrong, check_attributes};
use super::{Setting, attribute};

const RATES: [(&str, f32); 6] =
    [("x-slow", 0.6), ("slow", 0.8), ("medium", 1.0), ("default", 1.0), ("fast", 1.25), ("x-fast", 1.6)];
const PITCHES: [(&str, f32); 6] =
    [("x-low", -6.0), ("low", -3.0), ("medium", 0.0), ("default", 0.0), ("high", 3.0), ("x-high", 6.0)];
/// Decibels.
const VOLUMES: [(&str, f32); 7] = [
    ("silent", f32::NEG_INFINITY),
    ("x-soft", -12.0),
    ("soft", -6.0),
    ("medium", 0.0),
    ("default", 0.0),
    ("loud", 3.0),
    ("x-loud", 6.0),
];
const STRENGTHS: [(&str, u64); 6] =
    [("none", 0), ("x-weak", 80), ("weak", 180), ("medium", 350), ("strong", 550), ("x-strong", 1_000)];

/// What the engine can do.
const SPEEDS: [f32; 2] = [0.5, 2.0];
const SEMITONES: [f32; 2] = [-12.0, 12.0];
const DECIBELS: [f32; 2] = [-60.0, 6.0];

/// The setting within a `prosody` element.
pub(super) fn applied(node: Node<'_, '_>, around: &Setting) -> Result<Setting, Wrong> {
    check_attributes(node, &["rate", "pitch", "volume"])?;
    let mut setting = around.clone();
    if let Some(value) = attribute(node, "rate") {
        let known = "x-slow to x-fast, 50% to 200%, +20% or -20%";
        let rate = rate(value).ok_or_else(|| Wrong::value(node, "rate", value, known))?;
        setting.speed = (setting.speed * rate).clamp(SPEEDS[0], SPEEDS[1]);
    }
    if let Some(value) = attribute(node, "pitch") {
        let known = "x-low to x-high, +2st, -2st (12 semitones at most), +10% or -10%";
        let pitch = pitch(value).ok_or_else(|| Wrong::value(node, "pitch", value, known))?;
        setting.pitch = (setting.pitch + pitch).clamp(SEMITONES[0], SEMITONES[1]);
    }
    if let Some(value) = attribute(node, "volume") {
        let known = "silent, x-soft to x-loud, +6dB at most, or -6dB";
        let decibels = volume(value).ok_or_else(|| Wrong::value(node, "volume", value, known))?;
        setting.gain *= 10_f32.powf(decibels / 20.0);
    }
    Ok(setting)
}

/// How long a `break` element is.
pub(super) fn pause(node: Node<'_, '_>) -> Result<Duration, Wrong> {
    check_attributes(node, &["time", "strength"])?;
    if let Some(value) = attribute(node, "time") {
        return time(value).ok_or_else(|| Wrong::value(node, "time", value, "500ms or 1.5s"));
    }
    let strength = attribute(node, "strength").unwrap_or("medium");
    named(&STRENGTHS, strength).map(Duration::from_millis).ok_or_else(|| {
        Wrong::value(node, "strength", strength, "none, x-weak, weak, medium, strong, x-strong")
    })
}

fn rate(value: &str) -> Option<f32> {
    let rate = named(&RATES, value).or_else(|| match value.strip_suffix('%') {
        Some(percent) if percent.starts_with(['+', '-']) => Some(1.0 + number(percent)? / 100.0),
        Some(percent) => Some(number(percent)? / 100.0),
        None => number(value),
    })?;
    within(rate, SPEEDS)
}

fn pitch(value: &str) -> Option<f32> {
    let semitones = named(&PITCHES, value).or_else(|| {
        if let Some(semitones) = value.strip_suffix("st") {
            return number(semitones);
        }
        let percent = value.strip_suffix('%').filter(|percent| percent.starts_with(['+', '-']))?;
        Some(12.0 * (1.0 + number(percent)? / 100.0).log2())
    })?;
    within(semitones, SEMITONES)
}

fn volume(value: &str) -> Option<f32> {
    if let Some(decibels) = named(&VOLUMES, value) {
        return Some(decibels);
    }
    within(number(value.strip_suffix("dB")?)?, DECIBELS)
}

fn time(value: &str) -> Option<Duration> {
    let seconds = match value.strip_suffix("ms") {
        Some(milliseconds) => number(milliseconds)? / 1000.0,
        None => number(value.strip_suffix('s')?)?,
    };
    Duration::try_from_secs_f32(seconds).ok()
}

fn named<T: Copy>(names: &[(&str, T)], value: &str) -> Option<T> {
    names.iter().find(|(name, _)| *name == value).map(|(_, meaning)| *meaning)
}

/// A number as people write it: no `inf`, no `1e9`.
fn number(text: &str) -> Option<f32> {
    let plain = |c: char| c.is_ascii_digit() || "+-.".contains(c);
    text.trim().parse().ok().filter(|_| text.trim().chars().all(plain))
}

fn within(value: f32, [low, high]: [f32; 2]) -> Option<f32> {
    (low..=high).contains(&value).then_some(value)
}
