//! `POST /v1/embeddings`: sentences as vectors.

use axum::Json;
use axum::extract::State;
use base64::Engine;
use domain::{Code, Problem};
use hub::{Purpose, Texts};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromJson;
use crate::openai::Client;
use crate::problem::{HttpProblem, problems};

/// What the model is called, also with `-query` or `-passage` behind it.
const MODELS: [&str; 2] = ["e5-small", "multilingual-e5-small"];
/// As many as OpenAI takes.
const MOST_INPUTS: usize = 2048;

// ---- request and response

/// Texts to be turned into vectors.
#[derive(Deserialize, ToSchema)]
pub struct CreateEmbeddings {
    /// `e5-small`. With `-passage` behind it, for texts that answer; otherwise for questions, and for texts that are
    /// compared with their like.
    #[schema(examples("e5-small"))]
    model: String,
    input: Input,
    #[serde(default)]
    encoding_format: Format,
    /// Keep so many numbers of each vector; it is made one long again.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 384)]
    dimensions: Option<usize>,
}

/// A text, several texts, or the same as numbers of the model's own vocabulary.
#[derive(Deserialize, ToSchema)]
#[serde(untagged, expecting = "input: expected a string, strings, numbers of pieces, or lists of them")]
pub enum Input {
    Text(String),
    Texts(Vec<String>),
    Pieces(Vec<u32>),
    ManyPieces(Vec<Vec<u32>>),
}

#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Float,
    /// Little-endian 32-bit numbers.
    Base64,
}

#[derive(Serialize, ToSchema)]
pub struct Embeddings {
    object: &'static str,
    data: Vec<Embedding>,
    model: String,
    usage: Usage,
}

#[derive(Serialize, ToSchema)]
struct Embedding {
    object: &'static str,
    index: usize,
    embedding: Vector,
}

#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Vector {
    Numbers(Vec<f32>),
    Base64(String),
}

#[derive(Serialize, ToSchema)]
struct Usage {
    prompt_tokens: usize,
    total_tokens: usize,
}

// ---- problems

problems!(
    BadRequest,
    NotFound,
    BodyTooLarge,
    SignInRequired,
    EngineBusy,
    TooManyRequests,
    EngineUnavailable,
    ShuttingDown
);

// ---- operation

/// Turn texts into vectors.
///
/// As OpenAI's operation of this name; its clients work unchanged. Two texts are alike as far as the product of their
/// vectors is near one; unrelated ones have about 0.75. Nothing is kept.
#[utoipa::path(
    post,
    path = "/v1/embeddings",
    operation_id = "createEmbeddings",
    tag = "language",
    security(("key" = []), ("session" = [])),
    request_body(content = CreateEmbeddings, example = json!({"model": "e5-small", "input": ["배송 언제 와요?"]})),
    responses((status = OK, description = "A vector for each text, in their order.", body = Embeddings), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Client(caller): Client,
    FromJson(request): FromJson<CreateEmbeddings>,
) -> Result<Json<Embeddings>, HttpProblem> {
    let CreateEmbeddings { model, input, encoding_format, dimensions } = request;
    let purpose = purpose(&model)?;
    let texts = texts(input)?;
    let embedded = gateway.hub.embed(&caller, texts, purpose).await?;
    let tokens = embedded.iter().map(|embedded| embedded.pieces).sum();
    let mut data = Vec::with_capacity(embedded.len());
    for (index, embedded) in embedded.into_iter().enumerate() {
        let vector = shortened(embedded.vector, dimensions)?;
        data.push(Embedding { object: "embedding", index, embedding: encoded(vector, encoding_format) });
    }
    let usage = Usage { prompt_tokens: tokens, total_tokens: tokens };
    Ok(Json(Embeddings { object: "list", data, model, usage }))
}

// ---- helpers

fn purpose(model: &str) -> Result<Purpose, HttpProblem> {
    let (name, purpose) = match model.strip_suffix("-passage") {
        Some(name) => (name, Purpose::Passage),
        None => (model.strip_suffix("-query").unwrap_or(model), Purpose::Query),
    };
    if MODELS.contains(&name) {
        return Ok(purpose);
    }
    let known = MODELS.join(" and ");
    Err(HttpProblem::new(Code::NotFound, format!("there is no model {model:?}; there are {known}")))
}

fn texts(input: Input) -> Result<Texts, HttpProblem> {
    let texts = match input {
        Input::Text(text) => Texts::Plain(vec![text]),
        Input::Texts(texts) => Texts::Plain(texts),
        Input::Pieces(pieces) => Texts::Pieces(vec![pieces]),
        Input::ManyPieces(texts) => Texts::Pieces(texts),
    };
    let (count, empty) = match &texts {
        Texts::Plain(texts) => (texts.len(), texts.iter().position(String::is_empty)),
        Texts::Pieces(texts) => (texts.len(), texts.iter().position(Vec::is_empty)),
    };
    if count == 0 || count > MOST_INPUTS {
        let detail = format!("input: {count} texts; 1 to {MOST_INPUTS} may be");
        return Err(Problem::new(Code::BadRequest, detail).into());
    }
    match empty {
        Some(index) => Err(HttpProblem::new(Code::BadRequest, format!("input[{index}]: the text is empty"))),
        None => Ok(texts),
    }
}

fn shortened(mut vector: Vec<f32>, dimensions: Option<usize>) -> Result<Vec<f32>, HttpProblem> {
    let Some(wanted) = dimensions else { return Ok(vector) };
    if wanted == 0 || wanted > vector.len() {
        let detail = format!("dimensions: {wanted}; 1 to {} may be", vector.len());
        return Err(HttpProblem::new(Code::BadRequest, detail));
    }
    vector.truncate(wanted);
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-12);
    vector.iter_mut().for_each(|x| *x /= length);
    Ok(vector)
}

fn encoded(vector: Vec<f32>, format: Format) -> Vector {
    match format {
        Format::Float => Vector::Numbers(vector),
        Format::Base64 => {
            let bytes: Vec<u8> = vector.iter().flat_map(|x| x.to_le_bytes()).collect();
            Vector::Base64(base64::engine::general_purpose::STANDARD.encode(bytes))
        }
    }
}
