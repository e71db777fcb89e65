//! Every route there is, served and documented by the same line.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Request, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use domain::Code;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::problem::HttpProblem;
use crate::settings::Limits;
use crate::{Gateway, certificate, docs, gorse, guard, health, kakao, openai, quota, v1, web};

/// The service that a listener hands requests to.
pub fn router(gateway: Gateway) -> Router {
    let body_limit = DefaultBodyLimit::max(gateway.settings.limits.body_bytes);
    let body_timeout = RequestBodyTimeoutLayer::new(gateway.settings.limits.body_pause);
    let (routes, _) = operations(&gateway.settings.limits).split_for_parts();
    routes
        .merge(gorse::router(&gateway.settings.limits))
        .fallback(web::handler)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(body_limit)
        .layer(body_timeout)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().compress_when(compressible))
        .layer(from_fn_with_state(gateway.clone(), guard::guard))
        .layer(from_fn(quota::tell))
        .layer(from_fn(openai::problem::rewrite))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(gateway)
}

/// The document of all operations.
pub fn described() -> utoipa::openapi::OpenApi {
    operations(&Limits::default()).into_openapi()
}

/// Adding an endpoint: a file beside its neighbours, and a line here.
fn operations(limits: &Limits) -> OpenApiRouter<Gateway> {
    let audio_limit = DefaultBodyLimit::max(limits.audio_bytes);
    let chat_limit = DefaultBodyLimit::max(limits.chat_bytes);
    let catalog_limit = DefaultBodyLimit::max(limits.catalog_bytes);
    let image_limit = DefaultBodyLimit::max(limits.image_bytes);
    let images_limit = DefaultBodyLimit::max(limits.images_bytes);
    let skill_limit = DefaultBodyLimit::max(limits.skill_bytes);
    let upload_limit = DefaultBodyLimit::max(limits.upload_bytes);
    OpenApiRouter::with_openapi(docs::skeleton())
        .routes(routes!(v1::connect::handler))
        .routes(routes!(v1::turns::take::handler))
        .routes(routes!(v1::turns::trace::handler))
        .routes(routes!(v1::conversations::list::handler))
        .routes(routes!(v1::conversations::turns::handler))
        .routes(routes!(v1::bots::list::handler))
        .routes(routes!(v1::bots::reload::handler))
        .routes(routes!(v1::bots::calls::handler))
        .routes(routes!(v1::callbacks::answer::handler).layer(skill_limit))
        .routes(routes!(kakao::talk::handler).layer(skill_limit))
        .routes(routes!(kakao::task::handler))
        .routes(routes!(kakao::channel::handler).layer(skill_limit))
        .routes(routes!(v1::preferences::list::handler, v1::preferences::forget_all::handler))
        .routes(routes!(v1::preferences::forget::handler))
        .routes(routes!(v1::speech::recognize::handler).layer(audio_limit))
        .routes(routes!(v1::speech::synthesize::handler))
        .routes(routes!(v1::embeddings::create::handler))
        .routes(routes!(v1::recommend::catalogs::handler))
        .routes(routes!(v1::recommend::remove::handler))
        .routes(
            routes!(v1::recommend::items::put::handler, v1::recommend::items::list::handler)
                .layer(catalog_limit),
        )
        .routes(routes!(v1::recommend::items::get::handler, v1::recommend::items::remove::handler))
        .routes(routes!(v1::recommend::items::image::handler).layer(image_limit))
        .routes(routes!(v1::recommend::items::similar::handler))
        .routes(routes!(v1::recommend::items::next::handler))
        .routes(routes!(v1::recommend::popular::handler))
        .routes(routes!(v1::recommend::latest::handler))
        .routes(
            routes!(v1::recommend::customers::put::handler, v1::recommend::customers::list::handler)
                .layer(catalog_limit),
        )
        .routes(routes!(v1::recommend::customers::get::handler, v1::recommend::customers::forget::handler))
        .routes(
            routes!(v1::recommend::feedback::add::handler, v1::recommend::feedback::list::handler)
                .layer(catalog_limit),
        )
        .routes(routes!(v1::recommend::feedback::remove::handler))
        .routes(routes!(v1::recommend::ask::handler))
        .routes(routes!(v1::recommend::explain::handler))
        .routes(routes!(v1::recommend::import::handler))
        .routes(routes!(
            v1::recommend::learning::begin::handler,
            v1::recommend::learning::tell::handler,
            v1::recommend::learning::stop::handler
        ))
        .routes(routes!(v1::vision::classify::handler).layer(images_limit))
        .routes(routes!(v1::vision::embed::handler).layer(images_limit))
        .routes(routes!(v1::vision::read::handler).layer(images_limit))
        .routes(routes!(v1::vision::search::handler).layer(images_limit))
        .routes(routes!(v1::vision::galleries::list::handler))
        .routes(routes!(
            v1::vision::galleries::get::handler,
            v1::vision::galleries::put::handler,
            v1::vision::galleries::remove::handler
        ))
        .routes(routes!(v1::vision::galleries::duplicates::handler))
        .routes(routes!(v1::vision::galleries::teach::handler))
        .routes(routes!(v1::vision::galleries::recognize::handler).layer(images_limit))
        .routes(
            routes!(
                v1::vision::galleries::photos::put::handler,
                v1::vision::galleries::photos::list::handler
            )
            .layer(images_limit),
        )
        .routes(routes!(
            v1::vision::galleries::photos::get::handler,
            v1::vision::galleries::photos::remove::handler
        ))
        .routes(routes!(v1::vision::galleries::photos::image::handler))
        .routes(routes!(v1::vision::galleries::photos::similar::handler))
        .routes(routes!(v1::images::get::handler))
        .routes(routes!(v1::pictures::keep::handler).layer(image_limit))
        .routes(routes!(v1::pictures::get::handler, v1::pictures::forget::handler))
        .routes(routes!(openai::transcriptions::handler).layer(upload_limit))
        .routes(routes!(openai::translations::handler).layer(upload_limit))
        .routes(routes!(openai::speech::handler))
        .routes(routes!(openai::chat::handler).layer(chat_limit))
        .routes(routes!(openai::models::handler))
        .routes(routes!(openai::model::handler))
        .routes(routes!(v1::session::sign_in::handler))
        .routes(routes!(v1::session::begin_passkey::handler))
        .routes(routes!(v1::session::with_passkey::handler))
        .routes(routes!(v1::session::sign_out::handler))
        .routes(routes!(v1::session::me::handler))
        .routes(routes!(v1::session::forget_password::handler))
        .routes(routes!(v1::passkeys::begin::handler))
        .routes(routes!(v1::passkeys::add::handler, v1::passkeys::list::handler))
        .routes(routes!(v1::passkeys::rename::handler, v1::passkeys::remove::handler))
        .routes(routes!(v1::people::sign_up_mode::handler))
        .routes(routes!(v1::people::sign_up::handler, v1::people::list::handler))
        .routes(routes!(v1::invitations::create::handler, v1::invitations::list::handler))
        .routes(routes!(v1::invitations::accept::handler))
        .routes(routes!(v1::invitations::withdraw::handler))
        .routes(routes!(v1::directory::list::handler))
        .routes(routes!(v1::directory::mine::handler))
        .routes(routes!(v1::directory::add::handler, v1::directory::remove::handler))
        .merge(partners(limits))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(docs::handler))
        .routes(routes!(certificate::handler))
}

/// Organisations, and what they keep here.
fn partners(limits: &Limits) -> OpenApiRouter<Gateway> {
    let bot_limit = || DefaultBodyLimit::max(limits.bot_bytes);
    OpenApiRouter::new()
        .routes(routes!(v1::partners::create::handler, v1::partners::list::handler))
        .routes(routes!(v1::partners::get::handler, v1::partners::rename::handler))
        .routes(routes!(v1::partners::audit::handler))
        .routes(routes!(v1::partners::keys::create::handler, v1::partners::keys::list::handler))
        .routes(routes!(v1::partners::keys::rotate::handler))
        .routes(routes!(v1::partners::keys::revoke::handler))
        .routes(routes!(v1::partners::members::list::handler))
        .routes(routes!(v1::partners::members::change::handler, v1::partners::members::remove::handler))
        .routes(routes!(v1::partners::invitations::create::handler, v1::partners::invitations::list::handler))
        .routes(routes!(v1::partners::invitations::withdraw::handler))
        .routes(
            routes!(v1::partners::bots::create::handler, v1::partners::bots::list::handler)
                .layer(bot_limit()),
        )
        .routes(routes!(v1::partners::bots::get::handler, v1::partners::bots::remove::handler))
        .routes(routes!(v1::partners::bots::save_draft::handler).layer(bot_limit()))
        .routes(routes!(v1::partners::bots::test::handler))
        .routes(routes!(v1::partners::bots::try_out::handler).layer(bot_limit()))
        .routes(routes!(v1::partners::bots::deploy::handler))
        .routes(routes!(v1::partners::bots::roll_back::handler))
        .routes(routes!(v1::partners::bots::withdraw::handler))
        .routes(routes!(v1::partners::bots::listing::handler))
        .routes(routes!(v1::partners::bots::versions::handler))
        .routes(routes!(v1::partners::bots::version::handler))
        .routes(routes!(v1::partners::bots::questions::handler))
        .routes(routes!(v1::partners::bots::settle_question::handler))
        .routes(routes!(v1::partners::bots::statistics::handler))
        .routes(routes!(v1::partners::bots::diff::handler))
}

/// What is sound already becomes no smaller, and must not wait until there is enough of it to compress.
fn compressible(
    status: axum::http::StatusCode,
    version: axum::http::Version,
    headers: &axum::http::HeaderMap,
    extensions: &axum::http::Extensions,
) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    let _ = (status, version, extensions);
    !kind.starts_with(b"audio/") && !kind.starts_with(b"text/event-stream") && !kind.starts_with(b"image/")
}

async fn method_not_allowed(request: axum::extract::Request) -> HttpProblem {
    HttpProblem::new(Code::NotFound, format!("{} {}", request.method(), request.uri().path()))
}

/// A handler panicked: the request fails, and nothing else.
fn panicked(panic: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
    HttpProblem::new(Code::Internal, message.unwrap_or("a handler panicked")).into_response()
}

/// The query is left out: it is the person's business.
fn span<B>(request: &Request<B>) -> tracing::Span {
    tracing::info_span!("http", method = %request.method(), path = request.uri().path())
}
