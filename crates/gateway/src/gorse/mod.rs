//! A face for programs that know Gorse, an open recommender: `/gorse/{catalogue}` is what its clients call the entry
//! point, and an API key of ours is theirs.
//!
//! The paths, names and shapes are those of Gorse's REST interface (version 0.5). What has to be settled there is not
//! here: which learners there are, and which feedback is positive, for every usual word is known (`FeedbackKind::named`),
//! and any other counts as a view. Its clients are proof (`tests/clients/gorse.py`).

mod feedback;
mod health;
mod items;
mod recommend;
mod users;
mod wire;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};

use crate::Gateway;
use crate::settings::Limits;

/// Everything below an entry point.
pub fn router(limits: &Limits) -> Router<Gateway> {
    let api = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/user", post(users::put))
        .route("/users", post(users::put_many).get(users::list))
        .route("/user/{id}", get(users::get).patch(users::change).delete(users::forget))
        .route("/user/{id}/feedback", get(feedback::of_user))
        .route("/user/{id}/feedback/{kind}", get(feedback::of_user_and_kind))
        .route("/user/{id}/neighbors", get(recommend::user_neighbors))
        .route("/user-to-user/{name}/{id}", get(recommend::named_user_neighbors))
        .route("/item", post(items::put))
        .route("/items", post(items::put_many).get(items::list))
        .route("/item/{id}", get(items::get).patch(items::change).delete(items::remove))
        .route("/item/{id}/category/{category}", put(items::join).delete(items::leave))
        .route("/item/{id}/feedback", get(feedback::of_item))
        .route("/item/{id}/feedback/{kind}", get(feedback::of_item_and_kind))
        .route("/item/{id}/neighbors", get(recommend::item_neighbors))
        .route("/item/{id}/neighbors/{category}", get(recommend::item_neighbors_within))
        .route("/item-to-item/{name}/{id}", get(recommend::named_item_neighbors))
        .route("/feedback", post(feedback::add).put(feedback::replace).get(feedback::list))
        .route("/feedback/{kind}", get(feedback::of_kind))
        .route("/feedback/{user}/{item}", get(feedback::between).delete(feedback::remove))
        .route("/feedback/{kind}/{user}/{item}", get(feedback::one).delete(feedback::remove_one))
        .route("/latest", get(recommend::latest))
        .route("/latest/{category}", get(recommend::latest_within))
        .route("/popular", get(recommend::popular))
        .route("/popular/{category}", get(recommend::popular_within))
        .route("/non-personalized/{name}", get(recommend::non_personalized))
        .route("/collaborative-filtering/{id}", get(recommend::for_user))
        // Its Python client asks with a slash behind the user when it has no category.
        .route("/recommend/{id}", get(recommend::for_user))
        .route("/recommend/{id}/", get(recommend::for_user))
        .route("/recommend/{id}/{category}", get(recommend::for_user_within))
        .route("/session/recommend", post(recommend::for_session))
        .route("/session/recommend/{category}", post(recommend::for_session_within));
    Router::new().nest("/gorse/{catalog}/api", api).layer(DefaultBodyLimit::max(limits.catalog_bytes))
}
