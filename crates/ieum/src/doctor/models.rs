//! The package client, the models, and the library that runs them.

use ::models::onnx::OnnxRuntime;
use ::models::{Health, Models};

use super::Finding;
use crate::config::Config;
use crate::progress::Bars;
use crate::wiring;

pub fn examine(config: &Config, verify: bool) -> Vec<Finding> {
    let models = match wiring::models(config) {
        Ok(models) => models,
        Err(error) => return vec![Finding::bad("models", format!("{error:#}"), "set IEUM_CACHE_DIR")],
    };
    let mut findings = vec![client(&models)];
    findings.extend(if verify { verified(&models) } else { present(&models) });
    findings.extend(chosen(config, &models));
    findings.push(onnx_runtime(&models));
    findings.push(korean_in_pictures());
    findings
}

/// Only needed while a model is missing.
fn client(models: &Models) -> Finding {
    let subject = "package client";
    match models.client() {
        Ok(client) => Finding::good(subject, client),
        Err(error) if models.list().iter().all(|listed| listed.installed || listed.optional) => {
            Finding::note(
                subject,
                "none was found",
                format!("not needed now, since every model that is needed is here; {error}"),
            )
        }
        Err(error) => Finding::bad(subject, "none was found, and models are missing", error.to_string()),
    }
}

fn present(models: &Models) -> Vec<Finding> {
    let list = models.list().into_iter();
    list.map(|listed| {
        let subject = format!("model {}", listed.name);
        match listed.installed {
            true => Finding::good(subject, format!("here, {:.1} MB", listed.bytes as f64 / 1e6)),
            false if listed.optional => not_asked_for(subject, &listed.name),
            false => Finding::bad(subject, "missing", format!("ieum models pull {}", listed.name)),
        }
    })
    .collect()
}

fn not_asked_for(subject: String, name: &str) -> Finding {
    Finding::note(
        subject,
        "not here yet",
        format!("fetched when first needed, or now: ieum models pull {name}"),
    )
}

fn verified(models: &Models) -> Vec<Finding> {
    let health = match models.verify(&Bars::new()) {
        Ok(health) => health,
        Err(error) => {
            return vec![Finding::bad("models", error.to_string(), "correct the folder's permissions")];
        }
    };
    health
        .into_iter()
        .map(|(name, health)| {
            let subject = format!("model {name}");
            let remedy = format!("ieum models pull {name}");
            match health {
                Health::Verified => Finding::good(subject, "verified"),
                Health::NotAskedFor => not_asked_for(subject, &name),
                Health::NotInstalled => Finding::bad(subject, "missing", remedy),
                Health::Damaged { file } => {
                    Finding::bad(subject, format!("{} is damaged", file.display()), remedy)
                }
            }
        })
        .collect()
}

/// The models that the configuration names, where they are not the usual ones.
fn chosen(config: &Config, models: &Models) -> Vec<Finding> {
    let chosen = &config.models;
    let settings = [("recogniser", &chosen.recogniser), ("voice", &chosen.voice), ("eyes", &chosen.eyes)];
    let unknown =
        settings.into_iter().filter(|(_, name)| !models.list().iter().any(|listed| listed.name == **name));
    unknown
        .map(|(setting, name)| {
            let remedy = "`ieum models list` shows the names, `ieum models add` brings a model from a folder";
            Finding::bad("models", format!("{setting} = {name:?} is not there"), remedy)
        })
        .collect()
}

fn onnx_runtime(models: &Models) -> Finding {
    let subject = "ONNX Runtime";
    let opened = models.folder("onnxruntime").map_err(|error| error.to_string()).and_then(|folder| {
        OnnxRuntime::load(&folder.join("libonnxruntime.so")).map_err(|error| error.to_string())
    });
    match opened {
        Ok(_) => Finding::good(subject, "opens"),
        Err(reason) => Finding::bad(subject, reason, "ieum models pull onnxruntime"),
    }
}

/// Only needed for Korean in pictures.
fn korean_in_pictures() -> Finding {
    let subject = "Korean in pictures";
    match vision::Reader::korean() {
        Ok(version) => Finding::good(subject, format!("read by {version}")),
        Err(error) => Finding::note(subject, "not read", error.to_string()),
    }
}
