//! Whether the server is there.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

pub async fn live(Path(_catalog): Path<String>) -> Json<Value> {
    ready(Path(_catalog)).await
}

pub async fn ready(Path(_catalog): Path<String>) -> Json<Value> {
    Json(json!({"Ready": true, "DataStoreConnected": true, "CacheStoreConnected": true}))
}
