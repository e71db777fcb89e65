//! The committed description of the API is true and complete.

use serde_json::Value;

use crate::stage::Server;

/// Every operation there is, as method and path. A new one is added here on purpose.
const OPERATIONS: &[&str] = &[
    "delete /v1/invitations/{invitation}",
    "delete /v1/me/bots/{bot}",
    "delete /v1/me/password",
    "delete /v1/partners/{partner}/bots/{bot}",
    "delete /v1/partners/{partner}/invitations/{invitation}",
    "delete /v1/partners/{partner}/keys/{key}",
    "delete /v1/partners/{partner}/members/{person}",
    "delete /v1/passkeys/{passkey}",
    "delete /v1/pictures/{picture}",
    "delete /v1/preferences",
    "delete /v1/preferences/{id}",
    "delete /v1/recommend/{catalog}",
    "delete /v1/recommend/{catalog}/customers/{customer}",
    "delete /v1/recommend/{catalog}/feedback/{customer}/{item}",
    "delete /v1/recommend/{catalog}/items/{item}",
    "delete /v1/recommend/{catalog}/learning",
    "delete /v1/vision/galleries/{gallery}",
    "delete /v1/vision/galleries/{gallery}/photos/{photo}",
    "get /ieum-ca.crt",
    "get /livez",
    "get /openapi.json",
    "get /readyz",
    "get /v1/bots",
    "get /v1/bots/{bot}/calls",
    "get /v1/connect",
    "get /v1/conversations",
    "get /v1/conversations/{id}/turns",
    "get /v1/directory",
    "get /v1/images/{signature}",
    "get /v1/invitations",
    "get /v1/me",
    "get /v1/me/bots",
    "get /v1/models",
    "get /v1/models/{id}",
    "get /v1/partners",
    "get /v1/partners/{partner}",
    "get /v1/partners/{partner}/audit",
    "get /v1/partners/{partner}/bots",
    "get /v1/partners/{partner}/bots/{bot}",
    "get /v1/partners/{partner}/bots/{bot}/diff",
    "get /v1/partners/{partner}/bots/{bot}/questions",
    "get /v1/partners/{partner}/bots/{bot}/statistics",
    "get /v1/partners/{partner}/bots/{bot}/versions",
    "get /v1/partners/{partner}/bots/{bot}/versions/{version}",
    "get /v1/partners/{partner}/invitations",
    "get /v1/partners/{partner}/keys",
    "get /v1/partners/{partner}/members",
    "get /v1/passkeys",
    "get /v1/persons",
    "get /v1/pictures/{picture}",
    "get /v1/preferences",
    "get /v1/recommend",
    "get /v1/recommend/{catalog}/customers",
    "get /v1/recommend/{catalog}/customers/{customer}",
    "get /v1/recommend/{catalog}/feedback",
    "get /v1/recommend/{catalog}/items",
    "get /v1/recommend/{catalog}/items/{item}",
    "get /v1/recommend/{catalog}/items/{item}/next",
    "get /v1/recommend/{catalog}/items/{item}/similar",
    "get /v1/recommend/{catalog}/latest",
    "get /v1/recommend/{catalog}/learning",
    "get /v1/recommend/{catalog}/popular",
    "get /v1/sign-up",
    "get /v1/turns/{id}/trace",
    "get /v1/vision/galleries",
    "get /v1/vision/galleries/{gallery}",
    "get /v1/vision/galleries/{gallery}/duplicates",
    "get /v1/vision/galleries/{gallery}/photos",
    "get /v1/vision/galleries/{gallery}/photos/{photo}",
    "get /v1/vision/galleries/{gallery}/photos/{photo}/image",
    "get /v1/vision/galleries/{gallery}/photos/{photo}/similar",
    "get /v2/tasks/{task}",
    "patch /v1/partners/{partner}",
    "patch /v1/passkeys/{passkey}",
    "post /v1/audio/speech",
    "post /v1/audio/transcriptions",
    "post /v1/audio/translations",
    "post /v1/bots/reload",
    "post /v1/callbacks/{secret}",
    "post /v1/chat/completions",
    "post /v1/embeddings",
    "post /v1/invitations",
    "post /v1/invitations/accept",
    "post /v1/kakao/{secret}",
    "post /v1/partners",
    "post /v1/partners/{partner}/bots",
    "post /v1/partners/{partner}/bots/{bot}/deploy",
    "post /v1/partners/{partner}/bots/{bot}/questions/{question}/settle",
    "post /v1/partners/{partner}/bots/{bot}/roll-back",
    "post /v1/partners/{partner}/bots/{bot}/test",
    "post /v1/partners/{partner}/bots/{bot}/try",
    "post /v1/partners/{partner}/bots/{bot}/withdraw",
    "post /v1/partners/{partner}/invitations",
    "post /v1/partners/{partner}/keys",
    "post /v1/partners/{partner}/keys/{key}/rotate",
    "post /v1/passkeys",
    "post /v1/passkeys/options",
    "post /v1/persons",
    "post /v1/pictures",
    "post /v1/recommend/{catalog}/explanations",
    "post /v1/recommend/{catalog}/feedback",
    "post /v1/recommend/{catalog}/import",
    "post /v1/recommend/{catalog}/learning",
    "post /v1/recommend/{catalog}/recommendations",
    "post /v1/sign-in",
    "post /v1/sign-in/passkey",
    "post /v1/sign-in/passkey/options",
    "post /v1/sign-out",
    "post /v1/speech/recognize",
    "post /v1/speech/synthesize",
    "post /v1/turns",
    "post /v1/vision/classify",
    "post /v1/vision/embed",
    "post /v1/vision/galleries/{gallery}/recognize",
    "post /v1/vision/galleries/{gallery}/teach",
    "post /v1/vision/read",
    "post /v1/vision/search",
    "post /v2/bots/{bot}/talk",
    "put /v1/me/bots/{bot}",
    "put /v1/partners/{partner}/bots/{bot}/draft",
    "put /v1/partners/{partner}/bots/{bot}/listing",
    "put /v1/partners/{partner}/members/{person}",
    "put /v1/recommend/{catalog}/customers",
    "put /v1/recommend/{catalog}/items",
    "put /v1/recommend/{catalog}/items/{item}/image",
    "put /v1/vision/galleries/{gallery}",
    "put /v1/vision/galleries/{gallery}/photos",
];

#[tokio::test]
async fn the_server_describes_itself_as_committed() {
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let committed = std::fs::read_to_string(committed).unwrap();
    assert!(gateway::openapi() == committed, "docs/openapi.json is out of date: run `cargo xtask generate`");
    let server = Server::start().await;
    assert_eq!(server.get("/openapi.json").await.body, committed);
}

#[test]
fn every_operation_is_explained_with_an_example() {
    let document: Value = serde_json::from_str(&gateway::openapi()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            for part in ["operationId", "summary", "description"] {
                let text = operation[part].as_str().unwrap_or_default();
                assert!(!text.trim().is_empty(), "{name} has no {part}");
            }
            assert_ne!(operation["summary"], operation["description"], "{name}");
            assert!(has_example(operation), "{name} has no example");
            let parameters = operation["parameters"].as_array();
            let mut names: Vec<_> =
                parameters.into_iter().flatten().map(|parameter| &parameter["name"]).collect();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{name} lists a parameter twice");
            found.push(name);
        }
    }
    found.sort();
    assert_eq!(found, OPERATIONS);
}

#[test]
fn every_reference_leads_somewhere() {
    let document: Value = serde_json::from_str(&gateway::openapi()).unwrap();
    let mut waiting = vec![&document];
    let mut references = 0;
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    let place = reference.strip_prefix('#').expect("references stay in the document");
                    assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
                    references += 1;
                }
                waiting.extend(fields.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    assert!(references > 50, "{references}");
}

/// An example in a request or in a successful response; where nothing comes back, or a picture, none is needed.
fn has_example(operation: &Value) -> bool {
    let mut bodies = vec![&operation["requestBody"]];
    let responses = operation["responses"].as_object().unwrap();
    bodies
        .extend(responses.iter().filter(|(status, _)| status.as_str() < "400").map(|(_, response)| response));
    let contents: Vec<_> = bodies.iter().filter_map(|body| body["content"].as_object()).collect();
    let nothing_to_show = contents.iter().all(|content| content.keys().all(|kind| kind == "image/jpeg"));
    nothing_to_show
        || contents.iter().any(|content| content.values().any(|media| !media["example"].is_null()))
}
