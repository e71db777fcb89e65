//! The API's own description: OpenAPI 3.1 at `/openapi.json`, generated from the operations. (`/docs`, the page that
//! shows it, is `web/docs/`.)

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::problem::{ProblemDetails, problems};
use crate::router::described;
use crate::signed_in::COOKIE;
use crate::wire;

// ---- problems

problems!();

// ---- operation

/// Describe this API.
///
/// The OpenAPI 3.1 document of the running server. `/docs` shows it as a page.
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "describe",
    tag = "server",
    responses(
        (status = OK, description = "The document.", content_type = "application/json", body = serde_json::Value,
            example = json!({"openapi": "3.1.0", "info": {"title": "Ieum"}, "paths": {}})),
        Problems,
    ),
)]
pub async fn handler() -> impl IntoResponse {
    static DOCUMENT: LazyLock<String> = LazyLock::new(openapi);
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], DOCUMENT.as_str())
}

// ---- the document

/// The whole document as it is committed in `docs/openapi.json`.
pub fn openapi() -> String {
    let mut document = described().to_pretty_json().expect("the document is made of plain values");
    document.push('\n');
    document
}

/// What the document has besides operations.
pub fn skeleton() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(
        info(
            title = "Ieum",
            description = "The HTTP interface of Ieum, an open, self-hosted assistant. What a messenger, a speaker or a \
                           car does goes over the WebSocket at `/v1/connect` (`docs/protocol.md`); the other \
                           operations serve programs.\n\nOn the machine itself no sign-in is needed until there is a \
                           password or a passkey. From elsewhere, `POST /v1/sign-in` (or `/v1/sign-in/passkey`) gives the session cookie that the other operations \
                           ask for; a program shows an API key instead (`ieum keys add`).\n\nErrors are problem details (RFC 9457) with a stable `code` and a `message` in \
                           Korean and English.",
        ),
        tags(
            (name = "conversation", description = "Talking with the assistant, and what was said."),
            (name = "bots", description = "What the assistant was taught by files."),
            (name = "skills", description = "Partners' servers: answers that come later, bots that speak first, and a \
                                             KakaoTalk channel that asks here."),
            (name = "preferences", description = "What is remembered of a person."),
            (name = "speech", description = "The ears and the voice alone."),
            (name = "language", description = "Sentences as vectors."),
            (name = "openai", description = "The endpoints that OpenAI's clients know, on this server's engines. Problems \
                                             are told in OpenAI's shape."),
            (name = "recommendation", description = "Catalogues: what there is, what people did, what to show them."),
            (name = "vision", description = "Pictures: what they show, what is written in them, which are alike."),
            (name = "session", description = "Who is asking, and who may come in."),
            (name = "directory", description = "Bots of partners that people add."),
            (name = "partners", description = "Organisations that keep bots on this server, and their people."),
            (name = "partner keys", description = "What partners' programs show."),
            (name = "partner bots", description = "Partners' bots: written, tested, tried and deployed."),
            (name = "server", description = "The server itself."),
        ),
        components(schemas(ProblemDetails, wire::EventMessage, wire::Instruction)),
    )]
    struct Skeleton;

    let mut document = Skeleton::openapi();
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(COOKIE, "Given by `POST /v1/sign-in`."));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key, made by `ieum keys add`."))
        .build();
    components.add_security_scheme("key", SecurityScheme::Http(key));
    document
}
