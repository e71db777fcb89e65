//! `GET /ieum-ca.crt`: the local authority's certificate, for a device that does not trust it yet.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::Code;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};

// ---- problems

problems!(NotFound);

// ---- operation

/// Download the local authority's certificate.
///
/// When the server's TLS certificate comes from its own generated authority, install this file as a trusted
/// certificate authority on each device. No sign-in is needed: it is public by nature.
#[utoipa::path(
    get,
    path = "/ieum-ca.crt",
    operation_id = "downloadAuthority",
    tag = "server",
    responses(
        (status = OK, description = "The certificate in PEM form.", content_type = "application/x-x509-ca-cert",
            body = String, example = "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n"),
        Problems,
    ),
)]
pub async fn handler(State(gateway): State<Gateway>) -> Result<impl IntoResponse, HttpProblem> {
    let Some(certificate) = gateway.settings.authority.clone() else {
        return Err(HttpProblem::new(Code::NotFound, "this server has no local authority"));
    };
    Ok(([(header::CONTENT_TYPE, "application/x-x509-ca-cert")], certificate))
}
