//! `GET /v1/partners/{partner}/bots/{bot}/statistics`: what a bot was asked, day by day.

use axum::Json;
use axum::extract::State;
use domain::{Code, PartnerId};
use hub::Days;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{BotStatistics, Id};

// ---- request

/// Which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct WhichDays {
    /// The first day; 30 days with the last one unless told. At most 366 days are told of.
    #[param(format = Date, example = "2026-11-01")]
    from: Option<String>,
    /// The last day; today unless told.
    #[param(format = Date, example = "2026-11-30")]
    to: Option<String>,
    /// Whose days they are; those of whoever asks unless told.
    #[param(example = "Asia/Seoul")]
    time_zone: Option<String>,
}

// ---- problems

problems!(
    BadRequest,
    SignInRequired,
    KeyUnknown,
    TooManyRequests,
    ScopeMissing,
    NotFound,
    StorageFull,
    StorageReadOnly
);

// ---- operation

/// Tell statistics.
///
/// Turns, people, blocks, fallbacks, errors and how long people waited, day by day and in all, for 400 days. It is counted by the
/// hour: where a day begins within one, the hour belongs to the day in which it begins.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/bots/{bot}/statistics",
    operation_id = "botStatistics",
    tag = "partner bots",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        ("bot" = String, Path, description = "The bot.", example = "flowers"),
        WhichDays,
    ),
    responses(
        (status = OK, description = "The days.", body = BotStatistics, example = json!({
            "timeZone": "Asia/Seoul",
            "days": [{"day": "2026-11-23", "turns": 12, "people": 5, "fallbacks": 2, "errors": 1,
                "medianMs": 33.0, "p95Ms": 220.0, "blocks": {"hours": 6, "order": 4}}],
            "total": {"turns": 12, "people": 5, "fallbacks": 2, "errors": 1, "medianMs": 33.0, "p95Ms": 220.0,
                "blocks": {"hours": 6, "order": 4}},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath((partner, bot)): FromPath<(Id<PartnerId>, String)>,
    FromQuery(WhichDays { from, to, time_zone }): FromQuery<WhichDays>,
) -> Result<Json<BotStatistics>, HttpProblem> {
    let days = Days { from: day(from.as_deref())?, to: day(to.as_deref())?, zone: time_zone };
    let statistics = gateway.hub.bot_statistics(&acting, partner.0, &bot, &days).await?;
    Ok(Json(statistics.into()))
}

// ---- helpers

/// `2026-11-23`, and nothing that only begins like a day.
fn day(text: Option<&str>) -> Result<Option<Date>, HttpProblem> {
    let read = |text: &str| {
        let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
        day.ok_or_else(|| HttpProblem::new(Code::BadRequest, "from, to: a day such as 2026-11-23"))
    };
    text.map(read).transpose()
}
