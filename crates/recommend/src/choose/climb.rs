//! Climbing a hill of one number.

/// Looks for the best of a positive number from `start`: by factors of `step` uphill, then once between the best and its
/// better side. `judge` says how good; each value is asked for once.
pub fn climb<E>(
    start: f32,
    step: f32,
    most: usize,
    mut judge: impl FnMut(f32) -> Result<f64, E>,
) -> Result<(f32, f64), E> {
    let mut best = (start, judge(start)?);
    let mut asked = 1;
    for step in [step, 1.0 / step] {
        let began = best.0;
        while asked < most {
            let next = best.0 * step;
            let good = judge(next)?;
            asked += 1;
            if good <= best.1 {
                break;
            }
            best = (next, good);
        }
        if best.0 != began {
            break;
        }
    }
    for between in [step.sqrt(), 1.0 / step.sqrt()] {
        if asked < most {
            let good = judge(best.0 * between)?;
            asked += 1;
            if good > best.1 {
                return Ok((best.0 * between, good));
            }
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn the_top_is_found_from_either_side() {
        for start in [1.0, 10.0, 3_000.0] {
            let hill = |x: f32| Ok::<_, Infallible>(-f64::from((x / 90.0).ln().abs()));
            let Ok((best, _)) = climb(start, 2.0, 40, hill);
            assert!((60.0..130.0).contains(&best), "{best} from {start}");
        }
    }

    #[test]
    fn it_asks_no_more_than_it_may() {
        let mut asked = 0;
        let Ok(_) = climb(1.0, 2.0, 5, |x| {
            asked += 1;
            Ok::<_, Infallible>(f64::from(x))
        });
        assert_eq!(asked, 5);
    }
}
