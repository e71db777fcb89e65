//! The lowest point of a smooth function: L-BFGS, which remembers the last steps instead of the curvature.

/// Steps that are remembered.
const MEMORY: usize = 8;
/// A step is halved so often at most.
const HALVINGS: usize = 20;
/// What a step must gain of what the slope promises.
const GAIN: f64 = 1e-4;

/// Goes down from `x` for at most so many steps, or until the slope is less than this share of what it was.
/// `function` writes the slope.
pub fn descend(
    mut function: impl FnMut(&[f32], &mut [f32]) -> f64,
    x: &mut Vec<f32>,
    steps: usize,
    share: f64,
) {
    let mut slope = vec![0.0; x.len()];
    let mut value = function(x, &mut slope);
    let flat = dot(&slope, &slope).sqrt() * share;
    let mut memory: Vec<(Vec<f32>, Vec<f32>, f64)> = Vec::new();
    for _ in 0..steps {
        if dot(&slope, &slope).sqrt() <= flat {
            break;
        }
        let direction = direction(&slope, &memory);
        let promised = dot(&direction, &slope);
        // Without a memory nothing says how far to go.
        let mut length = if memory.is_empty() { 1.0 / dot(&slope, &slope).sqrt() } else { 1.0 };
        let mut next_slope = vec![0.0; x.len()];
        let found = (0..HALVINGS).find_map(|_| {
            let next: Vec<f32> = x.iter().zip(&direction).map(|(x, step)| x + length as f32 * step).collect();
            let next_value = function(&next, &mut next_slope);
            if next_value <= value + GAIN * length * promised {
                return Some((next, next_value));
            }
            length /= 2.0;
            None
        });
        let Some((next, next_value)) = found else { break };
        let step: Vec<f32> = next.iter().zip(&*x).map(|(next, x)| next - x).collect();
        let change: Vec<f32> = next_slope.iter().zip(&slope).map(|(next, slope)| next - slope).collect();
        let curvature = dot(&step, &change);
        if curvature > 1e-12 {
            memory.push((step, change, 1.0 / curvature));
            if memory.len() > MEMORY {
                memory.remove(0);
            }
        }
        (*x, value, slope) = (next, next_value, next_slope);
    }
}

/// Downhill, by the two loops of L-BFGS.
fn direction(slope: &[f32], memory: &[(Vec<f32>, Vec<f32>, f64)]) -> Vec<f32> {
    let mut direction: Vec<f32> = slope.iter().map(|slope| -slope).collect();
    let mut parts = Vec::with_capacity(memory.len());
    for (step, change, per) in memory.iter().rev() {
        let part = per * dot(step, &direction);
        add(&mut direction, -part, change);
        parts.push(part);
    }
    if let Some((_, change, per)) = memory.last() {
        let scale = (1.0 / (per * dot(change, change))) as f32;
        direction.iter_mut().for_each(|number| *number *= scale);
    }
    for ((step, change, per), part) in memory.iter().zip(parts.into_iter().rev()) {
        let back = per * dot(change, &direction);
        add(&mut direction, part - back, step);
    }
    direction
}

fn add(to: &mut [f32], factor: f64, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += factor as f32 * from);
}

/// In sums of floats, which are added up exactly enough.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    let part = |(a, b): (&[f32], &[f32])| {
        let mut sums = [0.0_f32; 16];
        for (a, b) in a.chunks(16).zip(b.chunks(16)) {
            sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
        }
        f64::from(sums.iter().sum::<f32>())
    };
    a.chunks(1024).zip(b.chunks(1024)).map(part).sum()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_bottom_of_a_curved_valley_is_found() {
        // Rosenbrock's.
        let valley = |x: &[f32], slope: &mut [f32]| {
            let (a, b) = (f64::from(x[0]), f64::from(x[1]));
            let across = b - a * a;
            slope[0] = (-2.0 * (1.0 - a) - 400.0 * a * across) as f32;
            slope[1] = (200.0 * across) as f32;
            (1.0 - a).powi(2) + 100.0 * across * across
        };
        let mut x = vec![-1.2, 1.0];
        super::descend(valley, &mut x, 200, 1e-7);
        assert!((x[0] - 1.0).abs() < 1e-2 && (x[1] - 1.0).abs() < 2e-2, "{x:?}");
    }
}
