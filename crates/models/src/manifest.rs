//! `models.toml`: what is pinned.

use serde::Deserialize;

use crate::ModelError;

/// All pinned models.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    #[serde(rename = "model")]
    pub models: Vec<Model>,
}

/// One model: its name is its folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub name: String,
    /// What it is used for.
    pub job: String,
    pub licence: String,
    /// Who made the weights.
    pub origin: String,
    /// Nothing is amiss while it is not there: it is fetched when it is first asked for.
    #[serde(default)]
    pub optional: bool,
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
}

/// One way to get a model. Sources are tried in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who made the packages.
    pub packager: String,
    /// What should be known about them.
    pub note: String,
    /// Serves only this machine, such as `linux-x86_64`; none: every machine.
    pub machine: Option<String>,
    /// The packages' platform, Python version and binary interface; pure data has none of them.
    pub platform: Option<String>,
    pub python: Option<String>,
    pub abi: Option<String>,
    #[serde(rename = "package")]
    pub packages: Vec<Package>,
    #[serde(rename = "file")]
    pub files: Vec<File>,
}

/// A wheel as it is downloaded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub wheel: String,
    pub bytes: u64,
    pub sha256: String,
}

/// A file of the model.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// Joined in order.
    pub parts: Vec<Part>,
    /// The joined parts are not the file: it is made of them.
    pub made: Option<Made>,
}

/// How a file is made of its joined parts. The same parts make the same file everywhere, so that it is pinned as well.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    pub by: Maker,
    /// The size of the joined parts.
    pub bytes: u64,
}

/// What can be made.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Maker {
    /// PyTorch's weights of EfficientNet-lite0 become a graph.
    EfficientnetLite0,
    /// Those of EfficientNet-lite2.
    EfficientnetLite2,
}

/// A member of a wheel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub package: String,
    pub member: String,
}

impl Manifest {
    /// The one that is built in.
    #[must_use]
    pub fn pinned() -> Self {
        Self::parse(include_str!("../models.toml")).expect("the built-in models.toml is well-formed")
    }

    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let manifest: Self = toml::from_str(text).map_err(|error| ModelError::Manifest(error.to_string()))?;
        for model in &manifest.models {
            model.check().map_err(|reason| ModelError::Manifest(format!("{}: {reason}", model.name)))?;
        }
        Ok(manifest)
    }

    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }
}

impl Model {
    /// The sources that serve this machine, in order.
    pub fn usable_sources(&self) -> impl Iterator<Item = &Source> {
        let here = machine();
        self.sources
            .iter()
            .filter(move |source| source.machine.as_ref().is_none_or(|machine| *machine == here))
    }

    fn check(&self) -> Result<(), String> {
        if !is_plain_name(&self.name) {
            return Err("the name must be lower-case letters, digits and hyphens".into());
        }
        if self.sources.is_empty() {
            return Err("it has no source".into());
        }
        self.sources.iter().try_for_each(Source::check)
    }
}

impl Source {
    /// What is downloaded, in bytes.
    pub fn bytes(&self) -> u64 {
        self.packages.iter().map(|package| package.bytes).sum()
    }

    fn check(&self) -> Result<(), String> {
        let names = self.files.iter().map(|file| &file.name).chain(self.packages.iter().map(|p| &p.wheel));
        for name in names {
            if !is_plain_file_name(name) {
                return Err(format!("{name:?} is not a plain file name"));
            }
        }
        let hashes =
            self.files.iter().map(|file| &file.sha256).chain(self.packages.iter().map(|p| &p.sha256));
        for hash in hashes {
            if hash.len() != 64 || !hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
                return Err(format!("{hash:?} is not a SHA-256 in lower-case hex"));
            }
        }
        let parts = self.files.iter().flat_map(|file| &file.parts);
        for part in parts {
            if !self.packages.iter().any(|package| package.name == part.package) {
                return Err(format!("no package {:?} holds {:?}", part.package, part.member));
            }
        }
        Ok(())
    }
}

/// The kind of machine we run on, as `models.toml` names it.
#[must_use]
pub fn machine() -> String {
    format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH)
}

/// A name that is safe as a folder: it cannot leave its place.
pub fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && !name.starts_with('-')
}

pub fn is_plain_file_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_manifest_is_well_formed_and_complete() {
        let manifest = Manifest::pinned();
        let names: Vec<_> = manifest.models.iter().map(|model| model.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "whisper-base",
                "kokoro",
                "silero-vad",
                "english-lexicon",
                "e5-small",
                "onnxruntime",
                "efficientnet-lite0",
                "efficientnet-lite2",
                "pp-ocrv5",
            ]
        );
        assert_eq!(manifest.model("whisper-base").unwrap().sources.len(), 2);
        assert!(
            !include_str!("../models.toml").contains("://"),
            "no host is named: mirrors and proxies must work"
        );
    }

    #[test]
    fn a_manifest_that_leaves_its_folder_or_is_incomplete_is_refused() {
        let hash = "0".repeat(64);
        let check = |file: &str, hash: &str, package: &str, problem: &str| {
            let text = format!(
                r#"
                [[model]]
                name = "m"
                job = ""
                licence = ""
                origin = ""
                [[model.source]]
                packager = ""
                note = ""
                package = [{{ name = "p", version = "1", wheel = "p.whl", bytes = 1, sha256 = "{hash}" }}]
                [[model.source.file]]
                name = "{file}"
                bytes = 1
                sha256 = "{hash}"
                parts = [{{ package = "{package}", member = "x" }}]
                "#
            );
            match Manifest::parse(&text) {
                Ok(_) => assert_eq!(problem, "", "{text}"),
                Err(error) => assert!(!problem.is_empty() && error.to_string().contains(problem), "{error}"),
            }
        };
        check("model.bin", &hash, "p", "");
        check("../model.bin", &hash, "p", "plain file name");
        check("/etc/passwd", &hash, "p", "plain file name");
        check(".marker.toml", &hash, "p", "plain file name");
        check("model.bin", "abc", "p", "SHA-256");
        check("model.bin", &hash, "q", "no package");
    }
}
