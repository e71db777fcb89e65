//! Counting tests.

use std::ops::AddAssign;

/// How many checks went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Tally {
    /// One check, as most steps are.
    pub fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 }
    }

    /// The numbers in the line with which a Rust test binary ends; nothing for any other line.
    pub fn of_line(line: &str) -> Option<Self> {
        let numbers = line.strip_prefix("test result: ")?.split_once(". ")?.1;
        let count = |name: &str| {
            let (number, _) =
                numbers.split("; ").find_map(|part| part.split_once(' ').filter(|(_, n)| *n == name))?;
            number.parse().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")?, skipped: count("ignored")? })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_binarys_last_line_is_counted() {
        let check = |line: &str, expected: Option<(usize, usize, usize)>| {
            let expected = expected.map(|(passed, failed, skipped)| Tally { passed, failed, skipped });
            assert_eq!(Tally::of_line(line), expected, "{line}");
        };
        check(
            "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 4 filtered out; finished in 0.10s",
            Some((12, 0, 3)),
        );
        check(
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 9.00s",
            Some((1, 2, 0)),
        );
        check("test tally::tests::it ... ok", None);
        check("running 3 tests", None);
        check("test result: strange", None);
    }
}
