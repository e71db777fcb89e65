//! Pictures: what they show, what is written in them, and which are alike.

pub mod classify;
pub mod embed;
pub mod galleries;
pub mod read;
pub mod search;

use domain::Problem;
use hub::Caller;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::images::{self, FromImages};
use crate::problem::HttpProblem;
use crate::wire;

/// What became of one picture of several.
#[derive(Serialize, ToSchema)]
pub struct OfOne<T> {
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub result: Option<T>,
    /// Why there is no result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<wire::Problem>,
}

/// Files of images, and what is wrong with the others: only the sound ones go on.
struct Sound {
    files: Vec<Vec<u8>>,
    /// For each image that came: none if it is sound.
    wrong: Vec<Option<Problem>>,
}

impl Sound {
    async fn of(gateway: &Gateway, FromImages(images): FromImages) -> Result<Self, HttpProblem> {
        let (mut files, mut wrong) = (Vec::new(), Vec::new());
        for file in images::files(gateway, images.into_iter().map(|image| image.source)).await? {
            match file {
                Ok(file) => {
                    files.push(file);
                    wrong.push(None);
                }
                Err(problem) => wrong.push(Some(problem)),
            }
        }
        Ok(Self { files, wrong })
    }

    /// Results in the places of the images they are of. A problem of the only image is the request's.
    fn join<S, T>(
        wrong: Vec<Option<Problem>>,
        results: Vec<Result<S, Problem>>,
        told: impl Fn(S) -> T,
    ) -> Result<Vec<OfOne<T>>, HttpProblem> {
        let alone = wrong.len() == 1;
        let mut results = results.into_iter();
        let mut all = Vec::with_capacity(wrong.len());
        for wrong in wrong {
            let result = match wrong {
                Some(problem) => Err(problem),
                None => results.next().unwrap_or_else(|| Err(domain::Code::Internal.into())),
            };
            all.push(match result {
                Ok(result) => OfOne { result: Some(told(result)), problem: None },
                Err(problem) if alone => return Err(problem.into()),
                Err(problem) => OfOne { result: None, problem: Some((&problem).into()) },
            });
        }
        Ok(all)
    }
}

/// What these images show, in their places.
async fn see<T>(
    gateway: &Gateway,
    caller: &Caller,
    images: FromImages,
    told: impl Fn(hub::Seen) -> T,
) -> Result<Vec<OfOne<T>>, HttpProblem> {
    let Sound { files, wrong } = Sound::of(gateway, images).await?;
    let seen = if files.is_empty() { Vec::new() } else { gateway.hub.see(caller, files).await? };
    Sound::join(wrong, seen, told)
}
