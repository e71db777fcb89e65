//! Files that are read again when they have changed. Of each the last good reading is kept: a version that is wrong is
//! told of, and the one before it goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// When a file was written and how long it is; none when it is not there.
type Stamp = Option<(SystemTime, u64)>;

/// What was read from some files, by their paths.
pub struct Shelf<T> {
    read: BTreeMap<PathBuf, Reading<T>>,
}

struct Reading<T> {
    /// The file as it was read, and those that it depends on.
    stamp: Stamp,
    beside: Vec<(PathBuf, Stamp)>,
    /// What was read last, if that was well-formed.
    latest: Option<T>,
    /// What is used.
    used: Option<T>,
    wrong: Option<String>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { read: BTreeMap::new() }
    }
}

impl<T: Clone> Shelf<T> {
    /// Forgets the files that are not among these, and reads those that are new or have changed. `read` gives what is in
    /// a file, or what is wrong with it, and the files that it depends on. Whether there was anything to do.
    pub fn update(
        &mut self,
        paths: &[PathBuf],
        mut read: impl FnMut(&Path) -> (Result<T, String>, Vec<PathBuf>),
    ) -> bool {
        let before = self.read.len();
        self.read.retain(|path, _| paths.contains(path));
        let mut changed = self.read.len() < before;
        for path in paths {
            if self.read.get(path).is_some_and(|reading| reading.is_fresh(path)) {
                continue;
            }
            changed = true;
            // Before it is read: what is written meanwhile is noticed the next time.
            let stamp = stamp(path);
            let (outcome, beside) = read(path);
            let beside = beside.into_iter().map(|path| (path.clone(), self::stamp(&path))).collect();
            let used = self.read.remove(path).and_then(|reading| reading.used);
            let (latest, wrong) = match outcome {
                Ok(latest) => (Some(latest), None),
                Err(wrong) => (None, Some(wrong)),
            };
            self.read.insert(path.clone(), Reading { stamp, beside, latest, used, wrong });
        }
        changed
    }

    /// Offers each file's latest reading, and where that is not accepted the one that was used before.
    pub fn settle(&mut self, mut accept: impl FnMut(&T) -> Result<(), String>) {
        for reading in self.read.values_mut() {
            if let Some(latest) = &reading.latest {
                match accept(latest) {
                    Ok(()) => {
                        reading.used = Some(latest.clone());
                        reading.wrong = None;
                        continue;
                    }
                    Err(wrong) => reading.wrong = Some(wrong),
                }
            }
            // The old one goes on; where even that is in the way now, the file is without effect.
            reading.used = reading.used.take().filter(|used| accept(used).is_ok());
        }
    }

    /// Every file: what of it is used, and what is wrong with it.
    pub fn all(&self) -> impl Iterator<Item = (&Path, Option<&T>, Option<&str>)> {
        self.read
            .iter()
            .map(|(path, reading)| (path.as_path(), reading.used.as_ref(), reading.wrong.as_deref()))
    }
}

impl<T> Reading<T> {
    fn is_fresh(&self, path: &Path) -> bool {
        self.stamp == stamp(path) && self.beside.iter().all(|(path, before)| *before == stamp(path))
    }
}

fn stamp(path: &Path) -> Stamp {
    let data = std::fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number in a file; two of one kind are one too many.
    fn look(shelf: &mut Shelf<i32>, folder: &Path) -> (bool, Vec<(Option<i32>, bool)>) {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let changed = shelf.update(&paths, |path| {
            let text = std::fs::read_to_string(path).unwrap();
            (text.parse().map_err(|_| format!("{text:?} is no number")), Vec::new())
        });
        let mut taken = Vec::new();
        shelf.settle(|number| {
            if taken.contains(number) {
                return Err("it is there already".into());
            }
            taken.push(*number);
            Ok(())
        });
        (changed, shelf.all().map(|(_, used, wrong)| (used.copied(), wrong.is_some())).collect())
    }

    #[test]
    fn a_wrong_version_is_told_of_and_the_one_before_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let mut shelf = Shelf::default();
        write("a", "1");
        write("b", "nothing");
        assert_eq!(look(&mut shelf, folder.path()), (true, vec![(Some(1), false), (None, true)]));
        assert!(!look(&mut shelf, folder.path()).0, "nothing has changed");
        write("a", "one");
        write("b", "20");
        assert_eq!(look(&mut shelf, folder.path()), (true, vec![(Some(1), true), (Some(20), false)]));
        // A number that another file has is wrong, until the other has it no more.
        write("b", "1");
        write("a", "300");
        write("c", "300");
        let (_, read) = look(&mut shelf, folder.path());
        assert_eq!(read, [(Some(300), false), (Some(1), false), (None, true)]);
        std::fs::remove_file(folder.path().join("a")).unwrap();
        assert_eq!(look(&mut shelf, folder.path()), (true, vec![(Some(1), false), (Some(300), false)]));
    }
}
